"""Times as residents and staff say them."""

from django.utils.translation import gettext_lazy

from brygga.booking import rules

CHANNELS = {channel.value: gettext_lazy(label) for channel, label in rules.CHANNELS.items()}
FITS = {fit: gettext_lazy(label) for fit, label in rules.FITS.items()}
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
