"""The party reads a report when secrecy has been tried: whole, without who reported, or not at all."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as st

from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.concerns import rules
from brygga.concerns.models import Disclosure
from brygga.concerns.tests.test_handling import there
from brygga.concerns.tests.test_reporting import SEEN, by_work, reported, told
from brygga.documentation.models import Note, Passage
from brygga.documentation.rules import parse
from brygga.ground import clock
from tests.cast import ALMA, BO, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

ANOTHERS = "26 kap. 1 § och 10 kap. 3 § OSL"
SOON = (clock.today() + timedelta(days=60)).isoformat()
WHY = "Läraren är inte i fara. Familjen vet redan att skolan är orolig."


def let_in(case: Case) -> Case:
    """Alma is entered as the guardian who reads the case."""
    with at_work(staff("cecilia")) as cecilia:
        person = cases.NewParty(name=ALMA[1], number=ALMA[0], role="guardian")
        cases.add_party(cecilia, case, person)
    return case


def tried(choice: str, text: str = SEEN, **more: Any) -> dict[str, Any]:
    """As the form sends it. Whatever is hidden is held on who reported, unless more says otherwise."""
    marked = re.findall(r"\[\[(.+?)\]\]", text)
    more = {"grounds": ["reporter"] * len(marked), "grounds_words": marked, "who_ground": "reporter"} | more
    return {"choice": choice, "text": text, "reason": WHY, "once": str(uuid4()), **more}


def sent(case: Case, typed: dict[str, str]) -> Any:
    return client_for(staff("cecilia")).post(there(case, "anmalan/visa/"), typed)


def as_alma_reads(case: Case) -> str:
    client, mine = client_for(resident(ALMA)), f"/helsingborg/mina-sidor/arende/{case.id}/"
    return client.get(mine).content.decode() + client.get(f"{mine}hela-akten/").content.decode()


def test_until_secrecy_has_been_tried_the_party_reads_nothing_of_the_report() -> None:
    case = let_in(reported(**by_work()))
    read = as_alma_reads(case)
    assert SEEN not in read
    assert "Lotta Ask" not in read


def test_the_whole_report_with_who_made_it_and_never_why_it_was_judged_so() -> None:
    case = let_in(reported(**by_work()))
    assert sent(case, tried("whole")).status_code == 303
    read = as_alma_reads(case)
    assert SEEN in read
    assert "Lotta Ask, Lärare, Bergaskolan" in read
    assert WHY not in read
    assert WHY in client_for(staff("cecilia")).get(there(case)).content.decode()


def test_the_report_without_who_made_it_and_without_what_would_tell() -> None:
    case = let_in(reported(**by_work()))
    masked = SEEN.replace("utan jacka", "[[utan jacka]]")
    assert sent(case, tried("hidden", masked, review_on=SOON)).status_code == 303
    read = as_alma_reads(case)
    assert "Han är ute på kvällarna" in read
    assert "utan jacka" not in read
    assert "Lotta" not in read
    assert "26 kap. 5 § OSL" in read
    with at_work(staff("cecilia")):
        hidden = set(Passage.objects.filter(case=case).values_list("text", flat=True))
    assert hidden == {"Lotta Ask, Lärare, Bergaskolan, lotta@skola.example", "utan jacka"}


def test_what_concerns_another_is_hidden_on_its_own_section_beside_who_reported() -> None:
    case = let_in(reported(**by_work()))
    masked = SEEN.replace("utan jacka", "[[utan jacka]]").replace("Han är ute", "[[Han är ute]]")
    held = {"grounds": ["reporter", "other_person"], "grounds_words": ["utan jacka", "Han är ute"]}
    assert sent(case, tried("hidden", masked, review_on=SOON, **held)).status_code == 303
    read = as_alma_reads(case)
    assert ANOTHERS in read
    assert "26 kap. 5 § OSL" in read
    with at_work(staff("cecilia")):
        assert dict(Passage.objects.filter(case=case).values_list("text", "ground")) == {
            "Lotta Ask, Lärare, Bergaskolan, lotta@skola.example": "26 kap. 5 § OSL",
            "utan jacka": "26 kap. 5 § OSL",
            "Han är ute": ANOTHERS,
        }


def test_who_reported_at_work_is_withheld_on_no_ground_that_nobody_has_picked() -> None:
    case = let_in(reported(**by_work()))
    answer = sent(case, tried("hidden", review_on=SOON, who_ground=""))
    assert answer.status_code == 422
    assert "Välj varför den som anmälde inte ska synas." in answer.content.decode()
    assert sent(case, tried("hidden", review_on=SOON, who_ground="whim")).status_code == 422
    marked = sent(case, tried("hidden", f"[[{SEEN}]]", grounds=[], grounds_words=[], review_on=SOON))
    assert f'value="{SEEN}"' in marked.content.decode()
    assert '<option value="reporter" selected>' not in marked.content.decode()
    assert sent(case, tried("hidden", review_on=SOON, who_ground="weighty")).status_code == 303
    with at_work(staff("cecilia")):
        assert Passage.objects.get(case=case).ground == "10 kap. 3 § OSL"
    assert "Lotta" not in as_alma_reads(case)


def test_of_a_private_person_the_section_is_not_asked_for_and_nothing_sent_changes_it() -> None:
    case = let_in(reported(**told(reporter="private", reporter_name="Gun Åberg")))
    page = client_for(staff("cecilia")).get(there(case, "anmalan/visa/")).content.decode()
    assert "who_ground" not in page
    assert sent(case, tried("hidden", review_on=SOON, who_ground="weighty")).status_code == 303
    with at_work(staff("cecilia")):
        assert Passage.objects.get(case=case).ground == "26 kap. 5 § OSL"


def test_who_reported_may_be_shown_while_what_concerns_another_is_hidden() -> None:
    case = let_in(reported(**by_work()))
    masked = SEEN.replace("utan jacka", "[[utan jacka]]")
    assert sent(case, tried("whole", masked, grounds="other_person", review_on=SOON)).status_code == 303
    read = as_alma_reads(case)
    assert "Lotta Ask, Lärare, Bergaskolan" in read
    assert "utan jacka" not in read
    assert ANOTHERS in read


def test_a_mark_nobody_has_seen_a_ground_for_is_shown_with_that_of_reports_before_anything_is_kept() -> None:
    """As without JavaScript: the list comes when the form has been sent once."""
    case = let_in(reported(**told(reporter="private", reporter_name="Gun Åberg")))
    masked = SEEN.replace("utan jacka", "[[utan jacka]]")
    answer = sent(case, tried("hidden", masked, grounds=[], grounds_words=[], review_on=SOON))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Välj för varje ställe varför det döljs." in page
    assert re.search(r'value="utan jacka">\s*<select[^>]+>\s*(?:<option[^>]*>[^<]+</option>)*?'
                     r'<option value="reporter" selected>', page)  # fmt: skip
    with at_work(staff("cecilia")):
        assert not Disclosure.objects.exists()


def test_what_is_hidden_is_not_hers_to_read_in_the_database_either() -> None:
    case = let_in(reported(**by_work()))
    sent(case, tried("hidden", review_on=SOON))
    with at_work(resident(ALMA)):
        for rows in (Passage.objects.values("text"), Disclosure.objects.all()):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                list(rows)


def test_no_is_kept_with_its_reason_and_shows_nothing() -> None:
    case = let_in(reported(**by_work()))
    assert sent(case, tried("no", reason="Pappan har hotat läraren.")).status_code == 303
    assert SEEN not in as_alma_reads(case)
    with at_work(staff("cecilia")):
        kept = Disclosure.objects.get(case=case)
        assert (kept.choice, kept.reason, kept.note_id) == ("no", "Pappan har hotat läraren.", None)
        assert not Note.objects.filter(case=case).exists()
    assert "inget av anmälan" in client_for(staff("cecilia")).get(there(case)).content.decode()


def test_sent_twice_it_is_one_note_and_tried_again_it_is_a_second() -> None:
    case, typed = let_in(reported(**by_work())), tried("hidden", review_on=SOON)
    for _time in range(2):
        assert sent(case, typed).status_code == 303
    with at_work(staff("cecilia")):
        assert Note.objects.filter(case=case).count() == Disclosure.objects.filter(case=case).count() == 1
    assert sent(case, tried("whole")).status_code == 303
    assert "Lotta Ask" in as_alma_reads(case)


ALL = {"grounds": "reporter", "grounds_words": SEEN}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"choice": ""}, "Välj vad parten får läsa."),
        ({"choice": "maybe"}, "Välj"),
        ({"reason": " "}, "Skriv något här."),
        ({"text": SEEN + " Mamman dricker."}, "Orden har ändrats"),
        ({"text": ""}, "Orden har ändrats"),
        ({"text": f"[[{SEEN}"}, "behöver sitt ]]"),
        ({"text": f"[[{SEEN}]]", **ALL, "review_on": SOON}, "Du visar vem som anmälde."),
        ({"text": f"[[{SEEN}]]", **ALL, "grounds": "other_person"}, "högst tolv månader"),
        ({"text": f"[[{SEEN}]]", **ALL, "grounds": "whim", "review_on": SOON}, "Välj något i listan"),
        ({"choice": "hidden"}, "högst tolv månader"),
        ({"choice": "hidden", "review_on": "2020-01-01"}, "högst tolv månader"),
        ({"choice": "hidden", "review_on": "i vår"}, "år-månad-dag"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(wrong: dict[str, str], says: str) -> None:
    case = reported(**by_work())
    answer = sent(case, {**tried("whole"), **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert wrong.get("reason", WHY).strip() in page
    with at_work(staff("cecilia")):
        assert not Disclosure.objects.exists()


def test_an_anonymous_report_says_so_and_brackets_of_the_reporter_hide_nothing() -> None:
    case = let_in(reported(**told(text="Han ropar [[hjälp]] på nätterna.", where="Gatan 1")))
    page = client_for(staff("cecilia")).get(there(case, "anmalan/visa/")).content.decode()
    assert "Han ropar [ [hjälp] ] på nätterna." in page
    shown = "Han ropar [ [hjälp] ] på nätterna.\n\nFinns: Gatan 1"
    assert sent(case, tried("whole", shown)).status_code == 303
    read = as_alma_reads(case)
    assert "En privatperson som vill vara anonym" in read
    assert "Finns: Gatan 1" in read


def test_nobody_else_tries_secrecy_and_a_case_without_a_report_has_nothing_to_try() -> None:
    from tests.cast import almas_case

    case = let_in(reported(**by_work()))
    for nobody in (staff("eva"), staff("gustav"), resident(BO), resident(ALMA)):
        assert client_for(nobody).get(there(case, "anmalan/visa/")).status_code == 404
        assert client_for(nobody).post(there(case, "anmalan/visa/"), tried("whole")).status_code == 404
    assert client_for(staff("cecilia")).get(there(almas_case("child"), "anmalan/visa/")).status_code == 404


BRACKETS = st.text(alphabet="[] a\n", max_size=30)


@given(text=BRACKETS | st.text(), born=BRACKETS, where=BRACKETS)
def test_whatever_a_reporter_types_hides_nothing_by_itself(text: str, born: str, where: str) -> None:
    shown = rules.party_text(text, born, where)
    assert parse(shown).passages == ()
    assert rules.unmarked(f"[[{shown}]]") == rules.unmarked(shown)


def test_where_somebody_lives_hidden_is_not_in_what_the_party_is_shown() -> None:
    hidden = "Gömd gata 4"
    case = reported(**told(protected="on", where=hidden, name="Elis"))
    page = client_for(staff("cecilia")).get(there(case, "anmalan/visa/")).content.decode()
    assert hidden not in page
    assert "Någon i ärendet har skyddade uppgifter" in page
    open_case = reported(**told(where=hidden, name="Elis"))
    page = client_for(staff("cecilia")).get(there(open_case, "anmalan/visa/")).content.decode()
    assert hidden in page
    assert "Någon i ärendet har skyddade uppgifter" not in page
