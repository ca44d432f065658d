"""Alma's case, as in the tour of the README; Petra's, under protected identity; Amir's, who has a trustee."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from brygga.access.queries import reach_of, resident_actor, staff_actor
from brygga.access.rules import ResidentActor, StaffActor
from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.queries import parties_of
from brygga.demo import stories
from brygga.demo.cast import HELSINGBORG, ident
from brygga.documentation import actions as documentation
from brygga.documentation.models import Note
from brygga.documentation.rules.withholding import GROUNDS, Withholding
from brygga.ground import clock, tenancy
from brygga.ground.clock import STOCKHOLM
from brygga.ground.ids import uuid7
from brygga.people.actions import welcome

ALMA = ("198809162384", "Alma Nilsson")
PETRA = ("199203162384", "Petra Lind")
AMIR = ("199609162392", "Amir Haddad")
GUN = ("196408312384", "Gun Åberg")

VISIT = (
    "Vi träffades hemma hos dig i en timme. Du berättade att kvällarna är svårast och att Elis är trött i skolan "
    "varje måndag.\n\nElis visade sitt rum och berget där dinosaurierna bor. Du vill helst ha någon som kommer "
    "hem till er på kvällarna, så att ni hittar lugna rutiner tillsammans. [[Elis pappa har ringt hit. Han bad att "
    "vi inte skulle berätta om hans sjukhusbesök.]]"
)
SCHOOL = (
    "Jag ringde Elis lärare Karin, som vi kom överens om. Hon berättar att Elis har varit i skolan varje dag den "
    "här veckan och verkar gladare på morgnarna. Hon kommer gärna till mötet."
)
DRAFT = (
    "Vad du har berättat\n\nKvällarna är svårast. Du vill ha lugna rutiner tillsammans med Elis och någon som "
    "kommer hem till er.\n\nVad Elis säger\n\nElis vill ha lugna kvällar och mer tid med dig.\n\nVår bedömning\n\n"
    "Ni behöver stöd hemma två kvällar i veckan och kan inte få det på annat sätt. Mormor hjälper till två dagar."
)


@dataclass(frozen=True)
class Stage:
    """Where and when a scene is played."""

    today: date

    @contextmanager
    def staff(self, key: str, days_ago: int, hour: int = 10, minute: int = 41) -> Iterator[StaffActor]:
        with self._on(days_ago, hour, minute):
            with tenancy.enter(tenancy.DOOR):
                actor = staff_actor(ident(key), clock.today())
            if actor is None:
                raise LookupError(key)
            with tenancy.enter(reach_of(actor, HELSINGBORG)):
                yield actor

    @contextmanager
    def resident(
        self, who: tuple[str, str], days_ago: int, hour: int = 19, minute: int = 5
    ) -> Iterator[ResidentActor]:
        with self._on(days_ago, hour, minute):
            with tenancy.enter(tenancy.DOOR):
                actor = resident_actor(welcome(*who).id, clock.today())
            if actor is None:
                raise LookupError(who[1])
            with tenancy.enter(reach_of(actor, HELSINGBORG)):
                yield actor

    @contextmanager
    def _on(self, days_ago: int, hour: int, minute: int) -> Iterator[None]:
        moment = datetime.combine(self.today - timedelta(days=days_ago), time(hour, minute), STOCKHOLM)
        with clock.pinned(min(moment, clock.now() - timedelta(minutes=2))):
            yield


def load(today: date) -> None:
    """The cases of the tour, from the first word to where it begins."""
    stage = Stage(today)
    case = _opened(stage)
    _investigated(stage, case)
    _communicated(stage, case)
    _petras(stage)
    _amirs(stage)


def _opened(stage: Stage) -> Case:
    number, name = ALMA
    with stage.staff("cecilia", 70, 9, 12) as cecilia:
        case = cases.open_case(
            cecilia,
            municipality=HELSINGBORG,
            short="Hbg",
            kind="child",
            title="Stöd till Alma och Elis",
            parties=[
                cases.NewParty(
                    name=name, number=number, phone="070-174 06 05", wishes="Vill helst ha meddelanden"
                ),
                cases.NewParty(name="Elis Nilsson", role="child", reads=False),
            ],
        )
        stories.protect(cecilia, case)
    with stage.staff("cecilia", 62, 14, 20) as cecilia:
        cases.open_investigation(cecilia, case)
        cases.assign(cecilia, case, ident("david"))
        told = "Jag har bett David i Landskrona att utreda din ansökan. Han kan börja nu, annars hade du fått vänta."
        _write(cecilia, case, "other", "David utreder åt Helsingborg", told)
    return case


def _investigated(stage: Stage, case: Case) -> None:
    with stage.staff("david", 9, 15, 30) as david:
        withheld = (Withholding(GROUNDS["other_person"], clock.today() + timedelta(days=28)),)
        note = _write(david, case, "visit", "Hembesök hos dig och Elis", VISIT, withheld)
    with stage.resident(ALMA, 8) as alma:
        said = "Jag sa att Elis är trött på måndagar efter umgänget. Inte att det alltid är så."
        remark = documentation.object_to(alma, case, note, uuid7(), said, 0)
    with stage.staff("david", 8, 20, 10) as david:
        documentation.answer_remark(david, case, remark, uuid7(), "Tack. Din invändning står kvar här.")


def _communicated(stage: Stage, case: Case) -> None:
    with stage.staff("david", 1, 15, 12) as david:
        heading = "Utredning av stöd till dig och Elis"
        draft = documentation.NewNote(uuid7(), "investigation", heading, DRAFT, clock.today())
        documentation.communicate(david, case, uuid7(), draft, stage.today + timedelta(days=6))
    with stage.staff("david", 0) as david:
        _write(david, case, "call", "Samtal med Elis skola", SCHOOL)


def _petras(stage: Stage) -> None:
    number, name = PETRA
    with stage.staff("cecilia", 5) as cecilia:
        with tenancy.enter(tenancy.DOOR):
            welcome(number, name, protected=True)
        case = cases.open_case(
            cecilia,
            municipality=HELSINGBORG,
            short="Hbg",
            kind="income_support",
            title="Hjälp med hyra och mat",
            parties=[cases.NewParty(name=name, number=number, wishes="Bara meddelanden här", protected=True)],
        )
        cases.start_assessment(cecilia, case)
        _write(
            cecilia, case, "call", "Samtal", "Vi pratade om hur vi når dig på ett tryggt sätt. Det blir här."
        )


def _amirs(stage: Stage) -> None:
    """Amir has a trustee, Gun, who sees and does what he does in his case."""
    number, name = AMIR
    with stage.staff("cecilia", 12) as cecilia:
        case = cases.open_case(
            cecilia,
            municipality=HELSINGBORG,
            short="Hbg",
            kind="adult",
            title="Boendestöd",
            parties=[cases.NewParty(name=name, number=number, phone="070-174 06 11")],
        )
        cases.start_assessment(cecilia, case)
        trustee = cases.NewRepresentative(
            once=uuid7(),
            name=GUN[1],
            number=GUN[0],
            capacity="trustee",
            may_act=True,
            valid_from=clock.today(),
            valid_to=None,
        )
        (amir,) = parties_of(case)
        cases.register_representative(cecilia, case, amir, trustee)
        cases.open_investigation(cecilia, case)


def _write(
    author: StaffActor, case: Case, kind: str, heading: str, text: str, withheld: tuple[Withholding, ...] = ()
) -> Note:
    new = documentation.NewNote(uuid7(), kind, heading, text, clock.today(), withheld)
    return documentation.sign_note(author, case, new)
