"""What those who are invited to a meeting are called."""

from django.utils.translation import gettext_lazy

AS = {
    "interpreter": gettext_lazy("Tolk"),
    "support": gettext_lazy("Stödperson"),
    "other": gettext_lazy("Annan som den enskilde vill ha med"),
}

BESIDE = {
    "interpreter": gettext_lazy("tolk"),
    "support": gettext_lazy("stödperson"),
    "other": gettext_lazy("inbjuden"),
}
"""In the meeting, after the name."""

CONSENT = {
    "spoken": gettext_lazy("Muntligt"),
    "written": gettext_lazy("Skriftligt"),
    "message": gettext_lazy("I meddelandena"),
}
