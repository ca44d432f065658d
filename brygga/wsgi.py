"""Pages: the WSGI application that granian serves, if the database's walls stand."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brygga.settings")

application = get_wsgi_application()

from brygga.ground.standing import assert_walls  # noqa: E402 (models can be imported from here on)

assert_walls()
connection.close()
