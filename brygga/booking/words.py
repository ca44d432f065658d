"""Times as residents and staff say them."""

from django.utils.translation import gettext_lazy

from brygga.booking import rules
from brygga.booking.rules import Purpose
from brygga.cases.rules import KINDS
from brygga.ground.areas import Area

CHANNELS = {channel.value: gettext_lazy(label) for channel, label in rules.CHANNELS.items()}
FITS = {fit: gettext_lazy(label) for fit, label in rules.FITS.items()}
AREAS = {Area(kind.area).code: gettext_lazy(kind.label) for kind in KINDS.values()}
PURPOSES = {
    Purpose.CONTACT.value: gettext_lazy("Prata om ärendet"),
    Purpose.ASSESS.value: gettext_lazy("Se eller höra något som ska bedömas"),
}
SEXES = {
    "": gettext_lazy("Spelar ingen roll"),
    "woman": gettext_lazy("Kvinna"),
    "man": gettext_lazy("Man"),
}
INTERPRETER_WAYS = {
    "phone": gettext_lazy("På telefon"),
    "present": gettext_lazy("På plats"),
    "video": gettext_lazy("På video"),
}
STATES = {state.value: gettext_lazy(label) for state, label in rules.STATES.items()}
WEEKDAYS = (
    gettext_lazy("Måndag"),
    gettext_lazy("Tisdag"),
    gettext_lazy("Onsdag"),
    gettext_lazy("Torsdag"),
    gettext_lazy("Fredag"),
    gettext_lazy("Lördag"),
    gettext_lazy("Söndag"),
)
