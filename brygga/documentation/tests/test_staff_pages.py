"""The staff's pages and acts through the front door."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brygga.documentation.models import Communication, Note, NoteDraft, Passage
from brygga.documentation.tests.build import HIDDEN, TEXT, investigated, note_in
from brygga.documentation.tests.whole import (
    SOON,
    File,
    alma,
    drawn_journal,
    once_in,
    page,
    went_to,
    whole_file,
    worker,
)
from brygga.ground import clock
from brygga.ground.ids import uuid7
from brygga.ground.tests.files import pdf
from tests.cast import almas_case, at_work, staff

pytestmark = pytest.mark.django_db


HELD = {"text": TEXT, "grounds": "weighty", "grounds_words": HIDDEN}


@pytest.fixture
def file() -> File:
    return whole_file()


def test_cecilia_writes_and_alma_reads_all_but_what_is_withheld(file: File) -> None:
    client, url = worker(), f"{file.work}anteckning/"
    form = {"once": once_in(page(client, url)), "kind": "visit", "heading": "Besök", "text": TEXT}
    form |= {"happened_on": clock.today().isoformat()}
    response = client.post(url, form)
    assert response.status_code == 422
    assert "Välj grund" in response.content.decode()
    assert HIDDEN in response.content.decode()
    form |= {"grounds": "other_person", "grounds_words": HIDDEN, "review_on": SOON}
    for _again in range(2):
        assert went_to(client.post(url, form), file.work)
    html = drawn_journal(file)
    assert html.count("Besök") >= 1
    assert HIDDEN not in html
    with at_work(staff("cecilia")):
        assert Note.objects.filter(case=file.case, heading="Besök").count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"text": ""}, "behöver fyllas i"),
        ({"text": "a [[ b"}, "saknar sitt ]]"),
        ({"text": "x" * 20_001}, "för lång"),
        ({"kind": "shout"}, "Välj något i listan"),
        ({"happened_on": "i går"}, "år-månad-dag"),
        ({"happened_on": "2999-01-01"}, "framtiden"),
        ({"text": TEXT, "review_on": SOON}, "varför det döljs"),
        ({"text": TEXT, "grounds": "", "grounds_words": HIDDEN, "review_on": SOON}, "varför det döljs"),
        (
            {"text": TEXT, "grounds": "weighty", "grounds_words": "Annat.", "review_on": SOON},
            "varför det döljs",
        ),
        ({"text": TEXT, "grounds": "weighty", "review_on": SOON}, "varför det döljs"),
        (
            {"text": TEXT, "grounds": "whim", "grounds_words": HIDDEN, "review_on": SOON},
            "Välj något i listan",
        ),
        ({**HELD, "review_on": ""}, "Välj en dag efter i dag"),
        ({**HELD, "review_on": "2020-01-01"}, "Välj en dag efter i dag"),
        ({**HELD, "review_on": "2999-01-01"}, "tolv månader"),
        ({"text": "[[a]] " * 101}, "för många ställen"),
    ],
)
def test_a_note_that_may_not_stand_is_told_why_and_nothing_is_written(
    file: File, changes: dict[str, str], says: str
) -> None:
    form = {"once": str(uuid7()), "kind": "call", "text": "Ring", "happened_on": clock.today().isoformat()}
    response = worker().post(f"{file.work}anteckning/", form | changes)
    assert response.status_code == 422
    assert says in response.content.decode()
    with at_work(staff("cecilia")):
        assert Note.objects.filter(case=file.case).count() == 2


def test_what_is_typed_is_kept_and_found_again(file: File) -> None:
    client = worker("david")
    typed = {"once": str(uuid7()), "text": "Halvfärdig [[mening", "heading": "y" * 200, "kind": "?"}
    assert client.post(f"{file.work}anteckning/utkast/", typed).status_code == 204
    assert "Halvfärdig [[mening" in page(client, f"{file.work}anteckning/")
    assert client.post(f"{file.work}anteckning/utkast/", {"text": "x"}).status_code == 422
    with at_work(staff("cecilia")):
        assert NoteDraft.objects.filter(case=file.case).count() == 1


def test_each_passage_has_its_own_ground_whatever_order_the_choices_come_in(file: File) -> None:
    text = "Gun [[är sjuk]]. Lotta [[såg det]]. Bo bor på [[Gatan 1]]."
    form = {"once": str(uuid7()), "kind": "call", "text": text, "happened_on": clock.today().isoformat()}
    form |= {"grounds": ["address", "other_person"], "grounds_words": ["Gatan  1", "är\r\nsjuk"]}
    url = f"{file.work}anteckning/"
    answer = worker().post(url, form | {"review_on": SOON})
    assert answer.status_code == 422
    assert form_of(answer.content.decode()) == ["other_person", "", "address"]
    form |= {"grounds": ["address", "other_person", "reporter"], "review_on": SOON}
    form["grounds_words"] = ["Gatan 1", "är sjuk", "såg det"]
    assert went_to(worker().post(url, form), file.work)
    html = drawn_journal(file)
    for section in ("26 kap. 1 § och 10 kap. 3 § OSL", "26 kap. 5 § OSL", "21 kap. 3 § och 10 kap. 3 § OSL"):
        assert section in html
    with at_work(staff("cecilia")):
        kept = Passage.objects.filter(note_id=form["once"]).order_by("position").values_list("text", "ground")
        assert list(kept) == [
            ("är sjuk", "26 kap. 1 § och 10 kap. 3 § OSL"),
            ("såg det", "26 kap. 5 § OSL"),
            ("Gatan 1", "21 kap. 3 § och 10 kap. 3 § OSL"),
        ]


def test_the_grounds_picked_so_far_are_in_the_draft_and_brackets_left_open_lose_none(file: File) -> None:
    client, url = worker(), f"{file.work}anteckning/"
    typed = {"once": str(uuid7()), "text": "[[Ett]] och [[två]]", "grounds_words": ["två", "Ett"]}
    typed |= {"grounds": ["reporter", "address"], "review_on": SOON}
    assert client.post(f"{url}utkast/", typed).status_code == 204
    html = page(client, url)
    assert form_of(html) == ["address", "reporter"]
    assert f'value="{SOON}"' in html
    answer = client.post(url, typed | {"text": "[[Ett]] och [[två", "kind": "call"})
    assert form_of(answer.content.decode()) == ["reporter", "address"]


def form_of(html: str) -> list[str]:
    """The grounds as they stand in the list below the text, in its order."""
    listed = html.split("<ol>", 1)[1].split("<template>", 1)[0]
    return re.findall(r'<option value="(\w*)" selected>', listed)


def test_a_correction_begins_with_the_grounds_of_the_note(file: File) -> None:
    assert form_of(page(worker("david"), f"{file.work}anteckning/{file.note.id}/ratta/")) == ["other_person"]


def test_david_corrects_a_note_with_its_text_before_him(file: File) -> None:
    client, url = worker("david"), f"{file.work}anteckning/{file.note.id}/ratta/"
    html = page(client, url)
    assert HIDDEN in html
    form = {
        "once": once_in(html),
        "kind": "call",
        "text": "Rättat.",
        "happened_on": clock.today().isoformat(),
    }
    assert went_to(client.post(url, form), file.work)
    assert "Den här anteckningen är rättad." in drawn_journal(file)


def test_a_withholding_is_tried_again_both_ways(file: File) -> None:
    client, url = worker(), f"{file.work}dolt/{file.passage}/"
    assert client.post(url, {"keep": "yes"}).status_code == 422
    assert went_to(client.post(url, {"keep": "yes", "review_on": SOON}), file.work)
    assert HIDDEN not in drawn_journal(file)
    assert went_to(client.post(url, {"keep": "no"}), file.work)
    assert HIDDEN in drawn_journal(file)


def test_an_answer_stands_with_the_objection(file: File) -> None:
    client, url = worker("david"), f"{file.work}synpunkt/{file.remark.id}/"
    assert client.post(url, {"text": ""}).status_code == 422
    assert went_to(client.post(url, {"text": "Jag har ändrat."}), file.work)
    assert "David Berg svarade" in drawn_journal(file)


def test_an_ask_needs_a_question_and_a_day_that_can_be_met(file: File) -> None:
    client, url = worker(), f"{file.work}fraga/"
    assert client.post(url, {"question": "", "answer_by": "2020-01-01"}).status_code == 422
    assert client.post(url, {"question": "Mer?", "answer_by": "2999-01-01"}).status_code == 422
    assert went_to(client.post(url, {"question": "Mer?", "answer_by": SOON}), file.work)


def test_an_investigation_is_chosen_or_written_and_sent() -> None:
    case = almas_case()
    with at_work(staff("david")) as david:
        investigated(david, case)
    note = note_in(case, "Utredd.", by="david", kind="investigation", heading="Utredning ett")
    client, url = worker("david"), f"/helsingborg/arbete/arende/{case.id}/kommunicera/"
    html = page(client, url)
    assert "Utredning ett" in html
    assert client.post(url, {"answer_by": SOON}).status_code == 422
    assert client.post(url, {"text": TEXT, "answer_by": SOON}).status_code == 422
    assert client.post(url, {"note": str(note.id), "answer_by": SOON}).status_code == 303
    assert client.post(url, {"text": "Ny.", "answer_by": SOON}).status_code == 303
    with at_work(staff("cecilia")):
        assert Communication.objects.filter(case=case).count() == 2


def test_too_early_an_investigation_is_refused_and_leaves_nothing() -> None:
    case = almas_case()
    url = f"/helsingborg/arbete/arende/{case.id}/kommunicera/"
    assert worker().post(url, {"text": "Ny.", "answer_by": SOON}).status_code == 409
    with at_work(staff("cecilia")):
        assert not Note.objects.filter(case=case).exists()


def test_staff_put_a_document_in_the_case(file: File) -> None:
    client, url = worker("david"), f"{file.work}dokument/ny/"
    assert client.post(url, {}).status_code == 422
    assert went_to(
        client.post(url, {"documents": [SimpleUploadedFile("intyg.pdf", pdf(b"/A 1"))]}), file.work
    )
    assert "intyg.pdf" in page(alma(), f"{file.mine}panel/documents/")


def test_staff_see_the_file_as_the_party_does(file: File) -> None:
    html = page(worker("david"), f"{file.work}som-den-enskilde/")
    assert HIDDEN not in html
    assert "Två meningar är dolda för dig" in html
    assert "Du invände" in html


def test_the_whole_record_holds_everything_alma_may_read(file: File) -> None:
    html = page(alma(), f"{file.mine}hela-akten/")
    for words in (
        "Hon vill ha hjälp med hyran.",
        "Så sa jag inte.",
        "Skicka hyresavin.",
        "beslut.pdf",
        "dolda för dig",
    ):
        assert words in html
