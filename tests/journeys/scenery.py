"""A town in use: Alma's cases in every stage, half-written applications, others' cases around them."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from brygga.access import actions as access
from brygga.access.models import Position
from brygga.applications import actions as applications
from brygga.applications.tests.build import draft_of, filled
from brygga.booking.models import Meeting
from brygga.calls.actions import end as end_call
from brygga.calls.tests import build as calls
from brygga.calls.tests import guests
from brygga.cases import actions as cases
from brygga.cases.models import Case, Party
from brygga.concerns import actions as concerns
from brygga.concerns import joining
from brygga.concerns.rules import About, Reporter, Told
from brygga.concerns.tests.at_work import known
from brygga.decisions import actions as decisions
from brygga.decisions import urgent
from brygga.decisions.queries import decisions_of
from brygga.decisions.rules import Wording
from brygga.decisions.tests.build import decided, investigated, proposed
from brygga.demo import advice, agreements, alma, jurist, messages, reports, stories, times
from brygga.demo.cast import HELSINGBORG, ident
from brygga.documentation import actions as documentation
from brygga.documentation.models import Communication, Note, Passage
from brygga.documentation.rules import checked
from brygga.documentation.tests.build import note_in
from brygga.ground import clock, tenancy
from brygga.ground.ids import uuid7
from brygga.ground.tenancy import Reach, Role
from brygga.ground.tests.files import pdf, photo
from brygga.messages.actions import want_notices
from brygga.messages.rules import Choice
from brygga.municipalities.queries import agreements_of, by_code
from brygga.people.models import Staff
from brygga.people.parking import Typed, park
from brygga.support import actions as support
from brygga.support.rules import Plan
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.doors import client_for

Ids = dict[str, str]
"""What stands in addresses, by the names the table of pages uses."""

NEIGHBOURS = 14


def set_up() -> Ids:
    """Everything through the actions. Returns the ids the pages need."""
    alma.load(clock.today())
    messages.load(clock.today())
    stories.load(clock.today(), NEIGHBOURS)
    found = (
        _told()
        | _asked()
        | _granted()
        | _before_the_board()
        | _drafts()
        | _home()
        | _reported()
        | _gathered()
        | _booked()
    )
    found |= _opened_in_an_emergency() | _law() | _by_video()
    found |= advice.load(clock.today())
    _waits_for_a_code()
    return {name: str(value) for name, value in found.items()}


def _waits_for_a_code() -> None:
    """Bo has asked to be told by mail and not typed his code yet."""
    with at_work(resident(BO)) as bo:
        want_notices(bo, Choice("neutral", "email", "bo@exempel.se"))


def _opened_in_an_emergency() -> dict[str, UUID]:
    """Somebody of the elderly care has let herself into another area's case, and nobody has reviewed it."""
    with at_work(staff("gustav")) as gustav:
        sara = ident("sara")
        Staff.objects.create(
            id=sara, municipality=HELSINGBORG, affiliation="sara@h", name="Sara Blom", title="handläggare"
        )
        post = {
            "municipality": HELSINGBORG,
            "staff_id": sara,
            "areas": ["elderly"],
            "valid_from": clock.today(),
        }
        Position.objects.create(role="caseworker", decided_by=gustav.name, **post)
    case, opening = almas_case("child"), uuid7()
    with at_work(staff("sara")):
        why = "Grannen ringer om ett barn som skriker, ingen svarar."
        access.open_in_emergency(access.Emergency(opening, case.number, "child", why, hidden=False))
    return {"opening": opening}


def left_behind() -> str:
    """The key to something Alma had typed when her session ended."""
    typed = Typed("/helsingborg/ansok/", (("text", "Jag undrar om hyran för december."),))
    alma = resident(ALMA)
    with tenancy.enter(tenancy.DOOR):
        ticket = park(typed, "resident", alma.id)
    assert ticket is not None
    return str(ticket)


def _told() -> dict[str, UUID]:
    """The case of the tour: a home visit, an objection, two sentences withheld, an investigation to answer."""
    with at_work(staff("david")):
        case = Case.objects.get(title="Stöd till Alma och Elis")
        note = Note.objects.get(case=case, heading="Hembesök hos dig och Elis")
        passage = Passage.objects.get(note=note)
        sent = Communication.objects.get(case=case)
        party = Party.objects.get(case=case, name=ALMA[1])
    with at_work(resident(ALMA)) as reader:
        remark = documentation.comment(reader, case, note, uuid7(), "Vi vill gärna börja redan i veckan.", 0)
    ids = {"told": case.id, "note": note.id, "passage": passage.id, "sent": sent.id}
    return ids | {"remark": remark.id, "party": party.id}


def _asked() -> dict[str, UUID]:
    """A case that waits for her, with a file in it."""
    case = investigated()
    with at_work(staff("cecilia")) as cecilia:
        due = clock.today() + timedelta(days=9)
        ask = documentation.ask_to_complete(cecilia, case, uuid7(), "Skicka hyresavin för december.", due)
        file = documentation.attach_document(cecilia, case, checked("hyresavi.pdf", pdf(), most=10_000))
    return {"asked": case.id, "ask": ask.id, "file": file.id}


def _granted() -> dict[str, UUID]:
    """A case with a decision that gives half, and support under way."""
    case = investigated()
    note_in(case, "Vi gick igenom hyran och elen tillsammans.")
    decided(case, by="cecilia")
    with at_work(staff("cecilia")) as cecilia:
        today = clock.today()
        plan = Plan("Hjälp med hyran", "Vi betalar hyran till värden.", today, today + timedelta(days=30))
        measure = support.start_support(cecilia, case, plan, once=uuid7())
        (decision,) = decisions_of(case)
    return {"granted": case.id, "decision": decision.id, "measure": measure.id}


def _before_the_board() -> dict[str, UUID]:
    """Proposals: one Cecilia decides herself, one that waits for the elected."""
    own, board = investigated(), investigated("child")
    proposed(own, by="cecilia")
    words = {
        "heading": "Elis får bo i familjehem",
        "text": "Elis får bo hos familjen Ek från den 1 december.",
    }
    proposed(board, "child_placement_decision", by="cecilia", **words)
    with at_work(staff("cecilia")) as cecilia:
        cases.assign(cecilia, own, cecilia.id)
        decisions.send_to_board(cecilia, board)
        return {"own": own.id, "board": board.id, "fresh": _fresh().id, "urgent": _urgent().id}


def _urgent() -> Case:
    """A child to be taken into care tonight: it lies before whoever is on call."""
    case = almas_case("child")
    heading, text, reasons = "Elis tas om hand genast", "Elis ska bo i ett jourhem.", "Han är i fara hemma."
    with at_work(staff("cecilia")) as cecilia:
        words = Wording("lvu_immediate_custody", "granted", heading, text, reasons)
        urgent.propose(cecilia, case, words, once=uuid7())
    return case


def _fresh() -> Case:
    return Case.objects.filter(stage="received", municipality=HELSINGBORG).first() or Case.objects.first()


def _drafts() -> dict[str, UUID]:
    """One application just begun, one with everything but the signature."""
    with at_work(resident(ALMA)) as sender:
        begun = applications.begin(sender, HELSINGBORG, "child", uuid7())
    draft = draft_of(ALMA, filled(client_for(resident(ALMA))))
    with at_work(resident(ALMA)):
        file = applications.add_file(draft, "hyresavi.jpg", photo((400, 600)), 1_000_000)
    return {"begun": begun.id, "draft": draft.id, "draft_file": file.id}


def _reported() -> dict[str, UUID]:
    """A neighbour's report, untouched, and a teacher's that waits for an answer."""
    report, teachers = reports.load(clock.today())
    told = Told(About.CHILD, "Elis", "", "", "Han är ofta hungrig.", Reporter.PROFESSIONAL, wants_answer=True)
    told = replace(told, reporter_name="Lotta Ask", reporter_reach="042", vouched_for="2120001157")
    with tenancy.enter(tenancy.DOOR):
        home = by_code(HELSINGBORG)
    receipt = concerns.receive_at_work(known(), home, told, [], once=uuid7())
    with at_work(staff("cecilia")):
        vouched = Case.objects.order_by("-opened_at").first()
        assert vouched is not None
    return {"report": report.id, "teachers": teachers.id, "receipt": receipt, "vouched": vouched.id}


def _gathered() -> dict[str, UUID]:
    """Two neighbours' reports of one child, read together, and a third that may be of the same."""
    with tenancy.enter(tenancy.DOOR):
        home = by_code(HELSINGBORG)
    for seen in ("Bosse sover i trapphuset.", "Bosse går utan jacka.", "Bosse var ute i natt igen."):
        concerns.receive(home, Told(About.CHILD, "Bosse", "", "", seen, Reporter.ANONYMOUS), [], once=uuid7())
    with at_work(staff("cecilia")) as cecilia:
        first, second, _third = Case.objects.filter(parties__name="Bosse").order_by("opened_at")
        joining.gather(cecilia, first, [second.id], once=uuid7())
    return {"gathered": first.id}


def _law() -> dict[str, UUID]:
    """A guideline, and a proposal of one jurist that Gustav may answer."""
    with tenancy.enter(
        Reach(Role.STAFF, keys=((HELSINGBORG * 100, HELSINGBORG * 100 + 1),), focus=HELSINGBORG)
    ):
        jurist.employ("default")
    jurist.load()
    return {"guideline": ident("guideline 2026-R-01"), "proposal": ident("proposal child interview")}


def _booked() -> dict[str, UUID]:
    """The time Alma has with David."""
    times.load(clock.today())
    with at_work(staff("david")):
        return {"meeting": Meeting.objects.get().id}


def _by_video() -> dict[str, UUID]:
    """A meeting that has ended and one that is open in a case; in another, one that it is time for."""
    case, other = almas_case(), almas_case()
    before = calls.opened(case)
    with at_work(staff("cecilia")) as cecilia:
        end_call(cecilia, case, before)
    meeting = calls.meeting_in(other, clock.now() + timedelta(minutes=10))
    rooms = {"video_ended": before.id, "video_room": calls.opened(case).id, "video_meeting": meeting.id}
    guests.invite(case, rooms["video_room"], guests.TOR, guest_as="support")
    rooms["invited"] = guests.invite(case, rooms["video_room"]).id
    rooms["invited_soon"] = guests.invite(other, meeting.id).id
    return {"video": case.id, "video_soon": other.id, **rooms}


def _home() -> dict[str, UUID]:
    with tenancy.enter(tenancy.DOOR):
        agreement = agreements_of(HELSINGBORG)[0].id
    agreements.load(clock.today())
    return {
        "agreement": agreement,
        "desk": agreements.DRAFT,
        "delegation": ident(f"delegation {HELSINGBORG} 2026-D-01"),
        "unit": ident(f"unit {HELSINGBORG}"),
        "member": ident("cecilia"),
        "position": ident("position cecilia"),
    }
