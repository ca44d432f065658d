"""From a conversation without a name to a case, by the visitor's own choice, with the words they choose."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from brygga.advice.rules import KEY_COOKIE
from brygga.advice.tests.build import START, TALK, answers, begun, shift, taken, visitor
from brygga.applications.models import Application, Draft
from brygga.cases.models import Case
from brygga.demo.cast import HELSINGBORG
from tests.cast import ALMA, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

ON = f"{START}ga-vidare/"


@pytest.fixture
def key() -> str:
    shift("cecilia", [HELSINGBORG])
    key, chat = begun("Jag orkar inte med kvällarna.")
    taken("cecilia", chat)
    answers("cecilia", chat, "Vill du berätta mer?")
    visitor(key).post(TALK, {"once": str(uuid4()), "text": "Elis somnar inte."})
    return key


def alma_with(key: str) -> Client:
    client = client_for(resident(ALMA))
    client.cookies[KEY_COOKIE] = key
    return client


def test_one_signs_in_first_and_comes_back_to_ones_words(key: str) -> None:
    page = visitor(key).get(ON).content.decode()
    assert "Jag orkar inte med kvällarna.\n\nElis somnar inte." in page
    assert "Vill du berätta mer?" not in page
    assert f"?till={ON}" in page
    assert "Ta med till en ansökan" not in page
    assert "Ta med till en ansökan" in alma_with(key).get(ON).content.decode()


def test_words_are_carried_into_an_application_and_nothing_is_sent_by_that(key: str) -> None:
    alma, words = alma_with(key), "Jag orkar inte med kvällarna. <b>Hjälp</b>"
    page = alma.post("/helsingborg/ansok/", {"carried": words}).content.decode()
    assert "Jag orkar inte med kvällarna. &lt;b&gt;" in page
    forms = re.findall(
        r'action="(/helsingborg/mina-sidor/ansok/child/)".*?name="once" value="([^"]+)"', page, re.DOTALL
    )
    (where, once), *_rest = forms
    for _twice in range(2):
        answer = alma.post(where, {"carried": words, "once": once})
        assert answer.status_code == 302
        assert "orkar" not in answer["Location"]
    with at_work(resident(ALMA)):
        draft = Draft.objects.get()
        assert draft.answers == {"situation": words}
        assert not Application.objects.exists()
    step = alma.get(f"/helsingborg/mina-sidor/ansokan/{draft.id}/om-dig/").content.decode()
    assert "Jag orkar inte med kvällarna. &lt;b&gt;Hjälp" in step
    with at_work(staff("cecilia")):
        assert not Case.objects.exists()


def test_what_is_already_told_in_an_application_is_not_written_over(key: str) -> None:
    alma, where, once = alma_with(key), "/helsingborg/mina-sidor/ansok/child/", str(uuid4())
    alma.post(where, {"carried": "Först", "once": once})
    alma.post(where, {"carried": "Sedan", "once": once})
    with at_work(resident(ALMA)):
        assert Draft.objects.get().answers == {"situation": "Först"}


def test_words_are_carried_into_a_report_of_concern_and_stay_editable(key: str) -> None:
    answer = visitor(key).post("/helsingborg/oro/", {"carried": "Grannens barn \0 skriker"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Grannens barn  skriker</textarea>" in page
    assert "Något behöver rättas" not in page
    with at_work(staff("cecilia")):
        assert not Case.objects.exists()


def test_the_whole_is_a_file_whose_name_tells_nothing(key: str) -> None:
    answer = visitor(key).get(f"{ON}text")
    assert 'filename="anteckningar.txt"' in answer["Content-Disposition"]
    assert "Cecilia, socialsekreterare i Helsingborg: Vill du berätta mer?" in answer.content.decode()
    assert visitor().get(f"{ON}text").status_code == 404


def test_no_row_ties_the_conversation_to_whoever_went_on(key: str) -> None:
    alma = alma_with(key)
    alma.get(ON)
    alma.post("/helsingborg/mina-sidor/ansok/child/", {"carried": "Hej", "once": str(uuid4())})
    from brygga.advice.models import Chat

    with at_work(staff("cecilia")):
        chat = Chat.objects.get()
    assert str(resident(ALMA).id) not in " ".join(str(value) for value in vars(chat).values())
