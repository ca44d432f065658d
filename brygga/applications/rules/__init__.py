"""What an application asks, and what has been answered. Pure: no Django, no clock."""

from brygga.applications.rules.answers import (
    CHILDREN_MAX,
    Words,
    canonical,
    cleaned,
    digest,
    is_protected,
    known_protected,
    missing,
    record,
    steps,
    title,
)
from brygga.applications.rules.forms import KINDS, STEPS, Answers, Form, Question, Step

__all__ = [
    "CHILDREN_MAX",
    "KINDS",
    "STEPS",
    "Answers",
    "Form",
    "Question",
    "Step",
    "Words",
    "canonical",
    "cleaned",
    "digest",
    "is_protected",
    "known_protected",
    "missing",
    "record",
    "steps",
    "title",
]
