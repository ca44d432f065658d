"""Forms of control: for an emergency, and for each duty."""

from brygga.control.forms.duties import CheckForm, DoneForm, LogForm, RemarksForm, ShiftForm
from brygga.control.forms.emergency import EmergencyForm, ReviewForm

__all__ = ["CheckForm", "DoneForm", "EmergencyForm", "LogForm", "RemarksForm", "ReviewForm", "ShiftForm"]
