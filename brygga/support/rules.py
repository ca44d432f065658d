"""Support after a decision: what a plan holds, and how a follow-up tells its course. Pure."""

from dataclasses import dataclass
from datetime import date

from brygga.ground.marking import marked as _

COURSES = {"better": _("Bättre"), "same": _("Som förut"), "worse": _("Sämre")}


@dataclass(frozen=True)
class Plan:
    """One insats as agreed: what, how, from when, looked at again when (SoL 9:12-13)."""

    name: str
    plan: str
    starts_on: date
    review_on: date


@dataclass(frozen=True)
class Look:
    """One follow-up: when, the course of things, the party's own words and the worker's."""

    happened_on: date
    course: str
    text: str
    own_words: str = ""


class Unsound(ValueError):
    """A plan or a follow-up that cannot be. `.field` is what is wrong, the text says how."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(why)
        self.field = field


def check_plan(plan: Plan) -> None:
    if plan.review_on <= plan.starts_on:
        raise Unsound("review_on", "Stödet ska ses över efter att det har börjat.")


def check_look(look: Look, today: date) -> None:
    if look.course not in COURSES:
        raise Unsound("course", "Välj hur det har gått.")
    if look.happened_on > today:
        raise Unsound("happened_on", "Uppföljningen har inte varit än.")


def grants(outcome: str) -> bool:
    """Whether a decision with this outcome gives something to carry out."""
    return outcome in {"granted", "partly"}
