"""Django's command line."""

import os
import sys
from contextlib import ExitStack

from django.core.management import execute_from_command_line

from brygga.launch.alone import prepare
from brygga.launch.faults import LaunchError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brygga.settings")
    with ExitStack() as stack:
        try:
            prepare(sys.argv, stack)
        except LaunchError as fault:
            sys.exit(str(fault))
        execute_from_command_line(sys.argv)
