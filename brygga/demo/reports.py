"""Two reports of concern: one that came just now, and a teacher's, with a service e-ID, that waits for an answer."""

from datetime import date, timedelta

from brygga.cases.models import Case
from brygga.concerns import actions
from brygga.concerns.rules import About, Reporter, Told
from brygga.demo.alma import Stage
from brygga.demo.cast import HELSINGBORG
from brygga.ground import clock, tenancy
from brygga.ground.ids import uuid7
from brygga.municipalities.queries import by_code
from brygga.people import professionals
from brygga.people.professionals import Professional

NEIGHBOUR = Told(
    about=About.CHILD,
    name="Milo",
    born="fyra eller fem år",
    where="Grannhuset på Exempelgatan",
    text="Jag hör honom gråta flera kvällar i veckan. I går stod han ute i trappan utan skor.",
    reporter=Reporter.ANONYMOUS,
)
TEACHER = Told(
    about=About.CHILD,
    name="Tuva",
    born="nio år",
    where="Bergaskolan, klass 3",
    text="Tuva har varit borta elva dagar på tre veckor. Hon säger att hon tar hand om sin lillasyster hemma.",
    reporter=Reporter.PROFESSIONAL,
    reporter_name="Lotta Ask",
    reporter_workplace="Lärare, Bergaskolan",
    reporter_reach="lotta.ask@skola.example",
    wants_answer=True,
    vouched_for="2120001157",
)
LOTTA = "lotta.ask@2120001157"
"""As the simulated e-ID knows her: signed in there she finds the receipt."""


def load(today: date) -> tuple[Case, Case]:
    """The neighbour's, untouched; the teacher's, assessed and being investigated."""
    stage = Stage(today)
    teachers = _received(stage, TEACHER, timedelta(days=3))
    with stage.staff("cecilia", 2, 9, 5) as cecilia:
        said = "Jag har talat med mamman. Tuva är hemma hos henne i dag och mår efter omständigheterna bra."
        actions.assess(cecilia, teachers, needs_protection=False, channel="phone", reasons=said, once=uuid7())
    with stage.staff("cecilia", 1, 13, 30) as cecilia:
        why = "Tuva är borta mycket och tar mycket ansvar hemma. Vi behöver veta vad familjen behöver."
        actions.inquire(cecilia, teachers, why, once=uuid7())
    return _received(stage, NEIGHBOUR, timedelta(minutes=6)), teachers


def _received(stage: Stage, told: Told, ago: timedelta) -> Case:
    with clock.pinned(clock.now() - ago), tenancy.enter(tenancy.DOOR):
        home = by_code(HELSINGBORG)
        if told.vouched_for:
            lotta = Professional(
                professionals.id_of(LOTTA), "Lotta Ask", "Bergaskolan", "2120001157", "Lärare"
            )
            actions.receive_at_work(lotta, home, told, [], once=uuid7())
        else:
            actions.receive(home, told, [], once=uuid7())
    with stage.staff("cecilia", 0):
        found: Case = Case.objects.filter(title="Anmälan om oro").latest("opened_at")
        return found
