"""Whether a meeting fits to be held at a distance: advice with its reasons. A human decides. Pure.

What the law says of the activity stands in the row of the law (`digital`); what is added here is reasoned from
the sections and decisions it cites. Each circumstance can only make the advice stricter.
"""

from dataclasses import dataclass
from enum import IntEnum

from brygga.booking.rules.errands import Errand, Purpose
from brygga.booking.rules.times import Channel
from brygga.ground.marking import marked as _

AT_A_DISTANCE = frozenset({Channel.PHONE, Channel.VIDEO})


class Fit(IntEnum):
    """Stricter is greater."""

    FITS = 0
    AFTER_ASSESSMENT = 1
    NOT = 2


FITS = {
    Fit.FITS: _("Passar"),
    Fit.AFTER_ASSESSMENT: _("Bara efter en dokumenterad bedömning"),
    Fit.NOT: _("Avråds"),
}


@dataclass(frozen=True)
class Why:
    """A reason: what it comes to, in a sentence, and what that rests on."""

    code: str
    fit: Fit
    text: str
    rests_on: tuple[str, ...]


JO_HOME = "JO, kritik mot Sociala myndighetsnämnden i Åtvidaberg (videosamtal i hemmet)"
_REASONS = (
    Why("law_full", Fit.FITS, _("Uppgiften kan skötas på distans."), ("rättsdata",)),
    Why(
        "only_talk",
        Fit.FITS,
        _("Ett samtal om ärendet går bra på distans. Det som ska ses eller bedömas bokas för sig."),
        ("2 kap. 4 § SoL", "10 kap. 3 § SoL"),
    ),
    Why(
        "law_part",
        Fit.AFTER_ASSESSMENT,
        _("Det som ska bedömas kan kräva att ni träffas. Skriv varför distans räcker den här gången."),
        ("rättsdata", "14 kap. 3 § SoL"),
    ),
    Why(
        "child",
        Fit.AFTER_ASSESSMENT,
        _("Barn träffas i regel på plats. Distans kräver att du har prövat att det är bäst för barnet."),
        ("3 kap. 1–3 §§ SoL", "20 kap. 7 § SoL"),
    ),
    Why(
        "placed",
        Fit.NOT,
        _("Placerade barn ska besökas. Ett samtal på distans ersätter inte besöket."),
        ("22 kap. 11–12 §§ SoL", "13 a § LVU"),
    ),
    Why(
        "shows_home",
        Fit.AFTER_ASSESSMENT,
        _(
            "Att visa hemmet i bild är ett intrång som måste vara befogat. Skriv varför det behövs, "
            "och att den enskilde verkligen har sagt ja utan press."
        ),
        (JO_HOME, "2 kap. 6 § RF"),
    ),
    Why(
        "overheard",
        Fit.AFTER_ASSESSMENT,
        _("Någon annan kan höra eller se. Skriv hur den enskilde kan tala fritt och säkert."),
        ("2 kap. 1 § SoL", "26 kap. 1 § OSL"),
    ),
    Why(
        "home_visit",
        Fit.AFTER_ASSESSMENT,
        _(
            "Ett hembesök kräver att den enskilde verkligen har sagt ja, i god tid och utan press. "
            "Skriv hur du har frågat."
        ),
        ("2 kap. 6 § RF", "JO 1188-2020"),
    ),
    Why("first", Fit.NOT, _("Första mötet ska hållas på plats, säger kommunens riktlinje."), ("riktlinje",)),
    Why("law_no", Fit.NOT, _("Uppgiften kräver att ni träffas."), ("rättsdata",)),
    Why(
        "unknown", Fit.NOT, _("Det är inte kontrollerat om uppgiften kan skötas på distans."), ("rättsdata",)
    ),
)
REASONS = {why.code: why for why in _REASONS}
_BY_LAW = {"full": "law_full", "part": "law_part", "no": "law_no"}
PLACED = "placed_child_followup"


@dataclass(frozen=True)
class Circumstances:
    """digital: what the law's row says, "" where no row covers the day. guideline: its reference, "" for none."""

    errand: Errand
    digital: str
    first: bool = False
    guideline: str = ""
    shows_home: bool = False
    overheard: bool = False


@dataclass(frozen=True)
class Advice:
    """What is advised, and all the reasons, the strictest first."""

    fit: Fit
    reasons: tuple[Why, ...] = ()

    @property
    def codes(self) -> list[str]:
        return [why.code for why in self.reasons]


def advice(channel: Channel, about: Circumstances) -> Advice:
    """What is advised of one way to meet. To meet on the spot always fits."""
    if channel is Channel.HOME:
        return Advice(Fit.AFTER_ASSESSMENT, (REASONS["home_visit"],))
    if channel not in AT_A_DISTANCE:
        return Advice(Fit.FITS)
    found = sorted((REASONS[code] for code in _codes(channel, about)), key=lambda why: -why.fit)
    return Advice(found[0].fit, tuple(found))


def _codes(channel: Channel, about: Circumstances) -> list[str]:
    found = [_by_law(about)]
    marks = {
        "placed": about.errand.activity == PLACED,
        "child": about.errand.child,
        "first": about.first and bool(about.guideline),
        "shows_home": about.shows_home and channel is Channel.VIDEO,
        "overheard": about.overheard,
    }
    return found + [code for code, holds in marks.items() if holds]


def _by_law(about: Circumstances) -> str:
    code = _BY_LAW.get(about.digital, "unknown")
    talk = about.errand.purpose is Purpose.CONTACT
    return "only_talk" if code == "law_part" and talk else code


def advised(channels: frozenset[Channel], about: Circumstances) -> frozenset[Channel]:
    """The ways that fit without anybody having to think further: what a resident may choose by themselves."""
    return frozenset(channel for channel in channels if advice(channel, about).fit is Fit.FITS)
