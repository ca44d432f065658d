"""Contacts are logged by one form for all channels, and sought only where the law lets one."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.rules import Stage
from brygga.documentation.models import Contact, Note, NoteDraft, Passage
from brygga.documentation.rules import contacts
from brygga.documentation.rules.contacts import (
    Began,
    Capacity,
    Channel,
    Consent,
    Contacted,
    Reached,
    beyond,
)
from brygga.documentation.tests.whole import worker
from brygga.ground import clock
from tests.cast import ALMA, BO, almas_case, at_work, resident, staff
from tests.counting import counted
from tests.doors import client_for

pytestmark = pytest.mark.django_db

SAID = "Mamman berättar att Elis sover hos mormor i natt."


def told(**more: str) -> dict[str, str]:
    """A telephone call with a guardian, as it is typed."""
    return {
        "once": str(uuid4()),
        "channel": "phone",
        "capacity": "guardian",
        "who": "Sofia Ek",
        "began": "we",
        "reached": "talked",
        "day": clock.today().isoformat(),
        "at": "00:05",
        "minutes": "12",
        "text": SAID,
        **more,
    }


def there(case: Case, part: str = "kontakt/") -> str:
    return f"/helsingborg/arbete/arende/{case.id}/{part}"


def sent(case: Case, **more: str) -> Any:
    return worker().post(there(case), told(**more))


def logged(case: Case) -> list[Contact]:
    with at_work(staff("cecilia")):
        return list(Contact.objects.filter(case=case).select_related("note").order_by("note__signed_at"))


def as_alma_reads(case: Case) -> str:
    path = f"/helsingborg/mina-sidor/arende/{case.id}/panel/journal/"
    return client_for(resident(ALMA)).get(path).content.decode()


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_goes_into_the_file_by_the_same_form_and_alma_reads_it(channel: str) -> None:
    case = almas_case("child")
    assert sent(case, channel=channel).status_code == 303
    (contact,) = logged(case)
    assert (contact.channel, contact.capacity, contact.minutes) == (channel, "guardian", 12)
    assert contact.note.kind == Note.Kind.CONTACT
    read = as_alma_reads(case)
    assert SAID in read
    assert "Sofia Ek" in read
    assert "12 minuter" in read


def test_a_call_that_nobody_answered_is_logged_without_words() -> None:
    case = almas_case("child")
    assert sent(case, reached="no_answer", text="", minutes="5").status_code == 303
    (contact,) = logged(case)
    assert (contact.reached, contact.minutes) == ("no_answer", 0)
    assert contact.note.heading == "Försök till kontakt: telefonsamtal med vårdnadshavare"
    assert "Inget svar." in as_alma_reads(case)


def test_sent_twice_it_is_one_contact_and_the_draft_of_another_note_stays() -> None:
    case, typed, cecilia = almas_case("child"), told(), worker()
    cecilia.post(there(case, "anteckning/utkast/"), {"once": str(uuid4()), "text": "Halvfärdig"})
    for _time in range(2):
        assert cecilia.post(there(case), typed).status_code == 303
    assert len(logged(case)) == 1
    with at_work(staff("cecilia")):
        assert NoteDraft.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("outsider", ["relative", "professional", "other"])
def test_before_an_investigation_outsiders_are_not_sought_and_what_was_typed_stays(outsider: str) -> None:
    case = almas_case("child")
    answer = sent(case, capacity=outsider)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Den kontakten får ni inte ta än" in page
    assert "20 kap. 5 § SoL" in page
    assert SAID in page
    assert not logged(case)


def test_the_refusal_offers_to_open_an_investigation_and_then_the_same_form_is_taken() -> None:
    case, typed, cecilia = almas_case("child"), told(capacity="professional"), worker()
    with at_work(staff("cecilia")) as actor:
        cases.start_assessment(actor, case)
    assert "steg/open_investigation/" in cecilia.post(there(case), typed).content.decode()
    assert cecilia.post(there(case, "steg/open_investigation/")).url == there(case, "anmalan/inled/")
    reasons = {"reasons": "Vi vet för lite.", "once": str(uuid4())}
    assert cecilia.post(there(case, "anmalan/inled/"), reasons).status_code == 303
    assert cecilia.post(there(case), typed).status_code == 303
    (contact,) = logged(case)
    assert not contact.outside


def test_what_has_taken_place_all_the_same_is_written_and_says_so() -> None:
    case = almas_case("child")
    assert sent(case, capacity="professional", anyway="on").status_code == 303
    (contact,) = logged(case)
    assert contact.outside
    assert "innan någon utredning hade inletts" in as_alma_reads(case)


def test_whoever_calls_by_themself_is_heard() -> None:
    case = almas_case("child")
    assert sent(case, capacity="relative", began="they").status_code == 303
    (contact,) = logged(case)
    assert not contact.outside


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"capacity": "child"}, 422),
        ({"capacity": "child", "consent": "none"}, 422),
        ({"capacity": "child", "consent": "guardian"}, 303),
        ({"capacity": "child", "consent": "mature"}, 303),
        ({"capacity": "child", "reached": "no_answer", "text": ""}, 303),
        ({"channel": "physical", "at_home": "on"}, 422),
        ({"channel": "physical", "at_home": "on", "agreed": "on"}, 303),
    ],
)
def test_a_child_alone_and_a_home_need_a_yes_before_an_investigation(
    more: dict[str, str], status: int
) -> None:
    assert sent(almas_case("child"), **more).status_code == status


@pytest.mark.parametrize("kind", ["adult", "income_support"])
def test_for_adults_the_law_draws_no_such_line(kind: str) -> None:
    case = almas_case(kind)
    assert "Vem ni får kontakta nu" not in worker().get(there(case)).content.decode()
    assert sent(case, capacity="professional").status_code == 303


def test_the_reporters_name_is_withheld_until_it_has_been_tried() -> None:
    case = almas_case("child")
    unsaid = sent(case, capacity="reporter", who="Lotta Ask")
    assert unsaid.status_code == 422
    assert "Välj om namnet får visas." in unsaid.content.decode()
    assert sent(case, capacity="reporter", who="Lotta Ask", name_of="untried").status_code == 303
    read = as_alma_reads(case)
    assert "Lotta Ask" not in read
    assert "26 kap. 5 § OSL" in read
    with at_work(staff("cecilia")):
        passage = Passage.objects.get(case=case)
    assert (passage.text, (passage.review_on - clock.today()).days) == ("Lotta Ask", 14)


def test_beside_a_reporters_name_each_passage_has_its_own_ground_and_day() -> None:
    case = almas_case("child")
    later = clock.today() + timedelta(days=90)
    held = {"grounds": ["reporter", "other_person"], "grounds_words": ["min elev", "Gun är sjuk"]}
    said = "Hon sa att [[Gun är sjuk]] och att Elis är [[min elev]]."
    told = {"capacity": "reporter", "who": "Lotta Ask", "name_of": "untried", "text": said, **held}
    assert sent(case, **told, review_on=later.isoformat()).status_code == 303
    read = as_alma_reads(case)
    assert "26 kap. 5 § OSL" in read
    assert "26 kap. 1 § och 10 kap. 3 § OSL" in read
    for secret in ("Lotta Ask", "Gun är sjuk", "min elev"):
        assert secret not in read
    soon = clock.today() + timedelta(days=14)
    with at_work(staff("cecilia")):
        kept = Passage.objects.filter(case=case).order_by("position")
        assert list(kept.values_list("text", "ground", "review_on")) == [
            ("Lotta Ask", "26 kap. 5 § OSL", soon),
            ("Gun är sjuk", "26 kap. 1 § och 10 kap. 3 § OSL", later),
            ("min elev", "26 kap. 5 § OSL", soon),
        ]


def test_a_name_tried_and_found_secret_needs_a_day_and_an_open_one_is_read() -> None:
    case = almas_case("child")
    assert sent(case, capacity="reporter", who="Lotta Ask", name_of="kept").status_code == 422
    assert sent(case, capacity="reporter", who="Lotta Ask", name_of="open").status_code == 303
    assert "Lotta Ask" in as_alma_reads(case)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"channel": "telepathy"}, "Välj något i listan"),
        ({"capacity": ""}, "Välj ett av svaren"),
        ({"who": ""}, "Skriv vem det var"),
        ({"who": "Lotta [[Ask]]"}, "utan [[ ]]"),
        ({"day": "2999-01-01"}, "framtiden"),
        ({"day": "i går"}, "år-månad-dag"),
        ({"at": "kvart i"}, "klockslaget"),
        ({"minutes": "-1"}, "siffror"),
        ({"minutes": "721"}, "tolv timmar"),
        ({"text": " "}, "Skriv kort vad som sades"),
        ({"text": "x" * 20_001}, "för lång"),
        ({"text": f"{SAID} [[hemligt"}, "saknar sitt ]]"),
        ({"text": f"{SAID} [[hemligt]]"}, "varför det döljs"),
        ({"text": f"{SAID} [[hemligt]]"}, "Välj en dag efter i dag"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(wrong: dict[str, str], says: str) -> None:
    case = almas_case("child")
    answer = sent(case, **{"who": "Sofia Ek", **wrong})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert says in page
    assert wrong.get("who", "Sofia Ek") in page
    assert not logged(case)


def test_the_channel_of_the_address_is_picked_and_nothing_else_of_it_is_used() -> None:
    case = almas_case("child")
    page = worker().get(there(case) + "?kanal=video").content.decode()
    assert 'value="video" checked' in page
    assert "checked" not in worker().get(there(case) + "?kanal=<b>").content.decode().split("Med vem?")[0]


def test_nobody_else_gets_in_and_a_contact_is_corrected_as_a_note() -> None:
    case = almas_case("child")
    for nobody in (staff("eva"), staff("gustav"), resident(BO), resident(ALMA)):
        assert client_for(nobody).get(there(case)).status_code == 404
        assert client_for(nobody).post(there(case), told()).status_code == 404
    assert sent(case).status_code == 303
    (contact,) = logged(case)
    page = worker().get(there(case, f"anteckning/{contact.note_id}/ratta/")).content.decode()
    assert '<option value="contact" selected' in page
    assert 'value="contact"' not in worker().get(there(case, "anteckning/")).content.decode()


def test_the_page_costs_little() -> None:
    case, cecilia = almas_case("child"), worker()
    cecilia.get(there(case))
    with counted() as page:
        cecilia.get(there(case))
    assert len(page) <= 4, page


@given(
    capacity=st.sampled_from(Capacity),
    channel=st.sampled_from(Channel),
    reached=st.sampled_from(Reached),
    consent=st.sampled_from(Consent),
    at_home=st.booleans(),
    agreed=st.booleans(),
    stage=st.sampled_from(Stage),
    kind=st.sampled_from(["child", "adult", "advice"]),
)
def test_an_investigation_only_ever_widens_whom_one_may_seek(
    capacity: Capacity,
    channel: Channel,
    reached: Reached,
    consent: Consent,
    at_home: bool,
    agreed: bool,
    stage: Stage,
    kind: str,
) -> None:
    ours = Contacted(channel, capacity, "X", Began.WE, reached, 0, at_home, agreed, consent)
    theirs = Contacted(channel, capacity, "X", Began.THEY, reached, 0, at_home, agreed, consent)
    assert beyond(theirs, kind, stage) is None
    if stage not in {Stage.RECEIVED, Stage.ASSESSMENT} or kind != "child":
        assert beyond(ours, kind, stage) is None
    elif capacity in {Capacity.RELATIVE, Capacity.PROFESSIONAL, Capacity.OTHER}:
        assert beyond(ours, kind, stage) is not None


def test_the_stages_named_here_are_stages_of_a_case() -> None:
    assert set(Stage) >= contacts.BEFORE_INVESTIGATION
    assert set(contacts.LINES) == set(Capacity)
