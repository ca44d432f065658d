"""Reports as caseworkers say it."""

from django.utils.translation import gettext_lazy

from brygga.concerns import rules

LEVELS = {level.value: gettext_lazy(label) for level, label in rules.LEVELS.items()}
CHANNELS = {code: gettext_lazy(label) for code, label in rules.CHANNELS.items()}
ANSWERS = {code.value: gettext_lazy(label) for code, label in rules.ANSWERS.items()}
SHOWN = {code.value: gettext_lazy(label) for code, label in rules.SHOWN.items()}
DONE = {code.value: gettext_lazy(label) for code, label in rules.DONE.items()}
