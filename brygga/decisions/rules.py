"""Decisions as the law wants them: what they hold, in whose right, and how to appeal. Pure.

FL 31-33 (content, reasons, notice), FL 40-46 and SoL 35:1 (appeal), KL 13 (legality review).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from brygga.cases.rules import MOVES, Stage

OUTCOMES = {"granted": "Ja", "partly": "Delvis", "denied": "Nej"}
CLOCKS_MET = ("child_investigation", "delay_action")
"""The statutory periods that end when the case is decided."""


def onward(stage: Stage) -> frozenset[Stage]:
    """A stage and all that may come after it: what one stage brings is found in these, and in no others."""
    found = {stage}
    while more := {move.ends for move in MOVES.values() if move.starts & found} - found:
        found |= more
    return frozenset(found)


@dataclass(frozen=True)
class Wording:
    """What a proposal says, as the resident will read it if it is decided."""

    activity: str
    outcome: str
    heading: str
    text: str
    reasons: str
    next_steps: str = ""


class NotWhole(ValueError):
    """A proposal lacks something that a decision must hold. `.lacks` names it."""

    def __init__(self, lacks: tuple[str, ...]) -> None:
        super().__init__(", ".join(lacks))
        self.lacks = lacks


def lacks(wording: Wording) -> tuple[str, ...]:
    """The fields that a decision must hold (FL 31, 32) and this one does not."""
    needed = ("activity", "heading", "text", "reasons")
    empty = tuple(name for name in needed if not getattr(wording, name).strip())
    return empty if wording.outcome in OUTCOMES else (*empty, "outcome")


@dataclass(frozen=True)
class Meeting:
    """Where elected members decided. body: "committee" (utskott) or "board" (the whole nämnd)."""

    body: str
    held_on: date
    paragraph: str


class MeetingMismatch(ValueError):
    """Elected members decide at a meeting, and nobody else does: a chair may not decide alone."""


def check_meeting(capacity: str, meeting: Meeting | None) -> None:
    """capacity: "committee" or "employee". Raises MeetingMismatch."""
    if (capacity == "committee") is (meeting is None):
        raise MeetingMismatch


ON_CALL = "jour, eftersom nämndens beslut inte kunde avvaktas"
"""By what right the member on call decides alone (LVU 6, LVM 13, LPBS 4:2). The board is told of these at its next
meeting (control.functions)."""

TO_COURT = {
    "lvu_immediate_custody": "lvu_submit_to_court",
    "lvm_immediate_custody": "lvm_submit_to_court",
    "sheltered_housing_child_immediate": "sheltered_child_submit_to_court",
}
"""The period in which a decision is to be submitted to the court, or ends (LVU 7, LVM 15, LPBS 4:3)."""

FOR_THE_BOARD = frozenset({"greater_weight", "board_decision_appealed"})
"""Facts that move a decision to the whole board and no further (KL 6:38)."""


def facts_for(meeting: Meeting | None, facts: dict[str, bool]) -> dict[str, bool]:
    """The facts to ask the law with: those that only call for the board are met when it is the board that decides.

    The others stay, for some things not even the board may decide (SoL 21:1, 22:5).
    """
    met = FOR_THE_BOARD if meeting is not None and meeting.body == "board" else frozenset()
    return {name: value for name, value in facts.items() if name not in met}


def in_right_of(relied_on: tuple[str, ...], title: str, board: str, meeting: Meeting | None) -> str:
    """By what right somebody decides: a delegation, a meeting, or else their post."""
    if meeting is not None:
        body = board if meeting.body == "board" else f"{board}s utskott"
        return f"{body} {meeting.held_on.isoformat()} § {meeting.paragraph}"
    return next((ref for ref in relied_on if ref.startswith("delegation ")), title)


FACT_QUESTIONS = {
    "greater_weight": "Är beslutet av principiell betydelse, eller annars av större vikt?",
    "guardians_disagree": "Är vårdnadshavarna oense?",
    "refuses_consent": "Är förslaget att inte ge samtycke?",
}


LAWS_IN_FULL = {"SoL": "socialtjänstlagen (2025:400)", "LSS": "LSS (1993:387)"}


def law_told(sections: list[list[str]]) -> tuple[str, ...]:
    """The law behind a decision, as its reader meets it: the main section in words, the rest by number."""
    if not sections:
        return ()
    (ref, plain), others = sections[0], [ref for ref, _plain in sections[1:]]
    number, _, code = ref.rpartition(" ")
    cited = f"{number} {LAWS_IN_FULL[code]}" if code in LAWS_IN_FULL else ref
    told = f"Beslutet bygger på {cited}. {plain}"
    return (told, f"Reglerna finns också i {_listed(others)}.") if others else (told,)


def _listed(words: list[str]) -> str:
    return " och ".join(filter(None, (", ".join(words[:-1]), words[-1])))


_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U to mistake


def check_code(digest: str) -> str:
    """`7KQM-2R4D-X81P` out of at least 60 bits in hex: short enough to read aloud."""
    bits = int(digest[:15], 16)
    letters = "".join(_ALPHABET[(bits >> shift) & 31] for shift in range(55, -1, -5))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def first_time_id(place: UUID, person: UUID, once: UUID) -> UUID:
    """The same id each time the same form is sent, and never an id that somebody else can choose."""
    return uuid5(place, f"{person} {once}")


@dataclass(frozen=True)
class AppealWay:
    """How to appeal. here: the appeal is handed in to the board, so it can be written on this page."""

    paragraphs: tuple[str, ...]
    here: bool
    clock: str = ""


def appeal_way(
    route: str, outcome: str, *, board: str, address: str, court: str, last_day: str = ""
) -> AppealWay:
    """What a decision says about appeal (FL 33), by the route the law gives. last_day: in words, once told."""
    court = court or "förvaltningsrätten"
    if route == "FR":
        return AppealWay(_to_the_court(outcome, board, address, court, last_day), here=True, clock="appeal")
    if route == "understalls":
        return AppealWay(_the_court_looks(court), here=False)
    if route == "KL13":
        return AppealWay(_legality_review(court), here=False)
    if route == "none":
        return AppealWay((_NOT_APPEALABLE,), here=False)
    return AppealWay((_ASK_US,), here=False)


_WHAT_MAY_BE_APPEALED = {
    "granted": "Går beslutet emot dig i någon del kan du överklaga den delen.",
    "partly": "Du kan överklaga den del där du inte fick som du ville.",
    "denied": "Du kan överklaga beslutet.",
}
_NOT_APPEALABLE = (
    "Det här beslutet går inte att överklaga. "
    "Du kan alltid säga till oss vad du tycker, och du kan ansöka igen."
)
_ASK_US = "Hur just det här beslutet överklagas berättar vi gärna. Ring eller skriv till oss."


def _to_the_court(outcome: str, board: str, address: str, court: str, last_day: str) -> tuple[str, ...]:
    until = f" Det är senast {last_day}." if last_day else ""
    where = address if board in address else ", ".join(filter(None, (board, address)))
    return (
        (
            f"{_WHAT_MAY_BE_APPEALED[outcome]} Skriv vilket beslut det gäller, vad du vill ändra och varför. "
            f"Vi behöver ha ditt brev inom tre veckor från den dag du fick beslutet.{until}"
        ),
        (
            f"Skriv här i Brygga eller skicka till {where}. Ändrar vi inte beslutet som du vill "
            f"skickar vi ditt brev till {court}. Det kostar ingenting, och vi hjälper dig gärna att skriva."
        ),
    )


def _the_court_looks(court: str) -> tuple[str, ...]:
    return (
        (
            "Du behöver inte överklaga. Nämnden måste lämna beslutet till domstolen, som prövar om det var rätt. "
            f"Domstolen är {court}. Gör nämnden det inte i tid slutar beslutet att gälla."
        ),
        "Du har i regel rätt till ett offentligt biträde, en jurist som hjälper dig och som du inte betalar för.",
    )


def _legality_review(court: str) -> tuple[str, ...]:
    return (
        (
            "Det här beslutet kan bara laglighetsprövas (13 kap. kommunallagen). Då prövar domstolen om beslutet är "
            "lagligt, men kan inte ge dig ett annat beslut i stället. Den som är medlem i kommunen får begära det."
        ),
        (
            f"Skriv till {court}, inte till oss. Skriv vilket beslut det gäller och varför det är olagligt. "
            "Domstolen ska ha brevet inom tre veckor från den dag då kommunen på sin anslagstavla har meddelat att "
            "protokollet är justerat."
        ),
    )
