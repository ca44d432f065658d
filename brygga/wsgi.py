"""Pages: the WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brygga.settings")

_pages = get_wsgi_application()

from brygga.ground.wholeness import whole  # noqa: E402 - Django must be set up first
from brygga.portal.warming import warm  # noqa: E402

warm(_pages)
application = whole(_pages)
