"""What people who have never seen it do to a conversation: late drafts, phones, long links, others who act for them."""

import io
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from brygga.cases import actions as cases
from brygga.cases.models import Case
from brygga.cases.tests.build import GUN, represented
from brygga.ground.ids import uuid7
from brygga.ground.tests.files import photo
from brygga.ground.uploads import InMemory
from brygga.messages import actions, queries
from brygga.messages.models import Attachment, Message
from brygga.messages.rules import id_for_other_words
from brygga.messages.tests.build import says
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db
GPS, MAKE, ORIENTATION = 0x8825, 0x010F, 0x0112


def mine(case: Case, rest: str = "") -> str:
    return f"/helsingborg/mina-sidor/arende/{case.id}/meddelanden/{rest}"


def work(case: Case, rest: str = "") -> str:
    return f"/helsingborg/arbete/arende/{case.id}/meddelanden/{rest}"


@pytest.fixture
def case() -> Case:
    return almas_case()


def draft(case: Case, who: Any) -> str:
    with at_work(who):
        return queries.draft_of(who, case)


@pytest.mark.parametrize("side", ["alma", "cecilia"])
def test_a_draft_that_comes_after_its_message_is_let_go(case: Case, side: str) -> None:
    """On a poor net the last saving of a draft may be slower than the sending: the words would come back."""
    who: Any = resident(ALMA) if side == "alma" else staff("cecilia")
    client, place = client_for(who), mine(case) if side == "alma" else work(case)
    once = str(uuid7())
    assert client.post(place, {"once": once, "text": "Hej, har ni fått hyresavin?"}).status_code == 303
    for late in ("Hej, har ni", "Hej, har ni fått hyresavin?", "Hej, har ni fått hyresavin?\r\n"):
        assert client.post(f"{place}utkast/", {"once": once, "text": late}).status_code == 204
    assert draft(case, who) == ""
    assert "hyresavin?</textarea>" not in client.get(place).content.decode()


def test_words_added_after_a_lost_answer_are_still_kept_as_a_draft(case: Case) -> None:
    """The server has kept the message, and the page does not know: what is added is not a beginning of it."""
    alma, once = resident(ALMA), uuid7()
    says(alma, case, "Hej", once)
    client = client_for(alma)
    assert (
        client.post(mine(case, "utkast/"), {"once": str(once), "text": "Hej, och en sak till"}).status_code
        == 204
    )
    assert draft(case, alma) == "Hej, och en sak till"


@pytest.mark.parametrize("once", ["", "inget-id", "x" * 500])
def test_a_draft_without_a_proper_id_is_kept_as_before(case: Case, once: str) -> None:
    alma = resident(ALMA)
    assert client_for(alma).post(mine(case, "utkast/"), {"once": once, "text": "Jag"}).status_code == 204
    assert draft(case, alma) == "Jag"


def test_an_id_of_anothers_message_keeps_nobodys_draft_away(case: Case) -> None:
    theirs = says(staff("cecilia"), case, "Hej Alma")
    alma = resident(ALMA)
    sent = {"once": str(theirs.id), "text": "Hej"}
    assert client_for(alma).post(mine(case, "utkast/"), sent).status_code == 204
    assert draft(case, alma) == "Hej"


def from_a_phone() -> bytes:
    """A photograph as a telephone takes it: lying on its side, with camera and place."""
    image = Image.new("RGB", (60, 40), "teal")
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "SECRETCAMERA", 6
    exif.get_ifd(GPS)[2] = (56.0, 2.0, 42.0)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=b"SECRETCOMMENT")
    return out.getvalue()


def file_of(client: Client, case: Case) -> bytes:
    page = client.get(work(case)).content.decode()
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    (link,) = [link for link in links if "/meddelanden/fil/" in link]
    return client.get(link).content


def test_where_a_photograph_was_taken_never_reaches_the_other_side(case: Case) -> None:
    sent = from_a_phone()
    assert Image.open(io.BytesIO(sent)).getexif().get_ifd(GPS), "so that nothing below is empty by chance"
    files = [SimpleUploadedFile("IMG_1.jpg", sent, "image/jpeg")]
    answer = client_for(resident(ALMA)).post(
        mine(case), {"once": str(uuid7()), "text": "", "documents": files}
    )
    assert answer.status_code == 303
    content = file_of(client_for(staff("cecilia")), case)
    picture = Image.open(io.BytesIO(content))
    assert not dict(picture.getexif())
    assert not picture.getexif().get_ifd(GPS)
    assert b"Exif" not in content
    assert b"SECRET" not in content
    assert picture.size == (40, 60), "and it stands upright without being told"


def test_two_pictures_in_one_file_are_one_and_without_place(case: Case) -> None:
    """Some telephones put a second picture, and a film, behind the first."""
    image, out = Image.new("RGB", (60, 40), "teal"), io.BytesIO()
    image.save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")])
    files = [SimpleUploadedFile("MVIMG.jpg", out.getvalue() + b"ftypmp42SECRETFILM", "image/jpeg")]
    answer = client_for(resident(ALMA)).post(
        mine(case), {"once": str(uuid7()), "text": "", "documents": files}
    )
    assert answer.status_code == 303
    content = file_of(client_for(staff("cecilia")), case)
    assert b"SECRETFILM" not in content
    assert content.count(b"\xff\xd8\xff") == 1


def test_who_acts_for_alma_is_told_of_before_she_writes(case: Case) -> None:
    """Gun reads all of it: nobody shall write to "those who work with the case" and be read by one more."""
    represented(case, may_act=False)
    for client, place in (
        (client_for(resident(ALMA)), mine(case)),
        (client_for(staff("cecilia")), work(case)),
    ):
        assert "Gun Åberg (god man eller förvaltare)" in client.get(place).content.decode()


@pytest.mark.parametrize("ended", [True, False])
def test_who_no_longer_or_not_yet_acts_is_not_said_to_read(case: Case, ended: bool) -> None:
    one = represented(case)
    with at_work(staff("cecilia")) as cecilia:
        if ended:
            cases.end_representative(cecilia, case, one)
        else:
            type(one).objects.filter(id=one.id).update(valid_from="2999-01-01")
    assert "Gun Åberg" not in client_for(staff("cecilia")).get(work(case)).content.decode()


def test_who_may_only_read_for_alma_reads_and_gets_nowhere_to_write(case: Case) -> None:
    represented(case, may_act=False)
    says(staff("cecilia"), case, "Hej Alma")
    gun = client_for(resident(GUN))
    page = gun.get(mine(case)).content.decode()
    assert "Hej Alma" in page
    assert "<textarea" not in page
    assert gun.post(mine(case), {"once": str(uuid7()), "text": "Hej"}).status_code == 404
    assert gun.post(mine(case, "utkast/"), {"text": "Hej"}).status_code == 404


def test_three_write_and_each_is_known_by_name_and_part(case: Case) -> None:
    represented(case)
    for who, words in ((resident(ALMA), "Ett"), (resident(GUN), "Två"), (staff("david"), "Tre")):
        says(who, case, words)
    page = client_for(staff("cecilia")).get(work(case)).content.decode()
    assert "Alma Nilsson" in page
    assert "Gun Åberg, god man eller förvaltare" in page
    assert "David Berg, Landskrona" in page


def test_two_tabs_with_one_id_and_different_words_are_two_messages_once_each(case: Case) -> None:
    """A tab that was copied has the same form, and so the same id."""
    client, once = client_for(resident(ALMA)), str(uuid7())
    for words in ("I flik ett", "I flik två", "I flik ett", "I flik två"):
        assert client.post(mine(case), {"once": once, "text": words}).status_code == 303
    with at_work(staff("cecilia")):
        kept = list(Message.objects.filter(case=case).order_by("number").values_list("id", "text"))
    assert kept == [(UUID(once), "I flik ett"), (id_for_other_words(UUID(once), "I flik två"), "I flik två")]


def test_another_file_under_the_same_id_is_not_taken_for_the_first(case: Case) -> None:
    """The answer was lost, or the browser brought the old form back: a second picture without words is new."""
    client, once = client_for(resident(ALMA)), str(uuid7())
    pictures = {"ett.jpg": photo((40, 30)), "två.jpg": photo((50, 30))}
    for name in ("ett.jpg", "två.jpg", "ett.jpg", "två.jpg"):
        file = SimpleUploadedFile(name, pictures[name], "image/jpeg")
        sent = {"once": once, "text": "", "documents": [file]}
        assert client.post(mine(case), sent).status_code == 303
    assert client.post(mine(case), {"once": once, "text": ""}).status_code == 422
    with at_work(staff("cecilia")):
        kept = Attachment.objects.filter(case=case).order_by("message__number").values_list("name", flat=True)
        assert list(kept) == ["ett.jpg", "två.jpg"]
        assert Message.objects.filter(case=case).count() == 2


def test_words_that_come_again_without_their_file_are_the_same_words(case: Case) -> None:
    client, once = client_for(resident(ALMA)), str(uuid7())
    file = SimpleUploadedFile("ett.jpg", photo(), "image/jpeg")
    for more in ({"documents": [file]}, {}):
        assert client.post(mine(case), {"once": once, "text": "Här", **more}).status_code == 303
    with at_work(staff("cecilia")):
        assert Message.objects.filter(case=case).count() == 1


def test_all_files_or_none_and_the_words_stay(case: Case) -> None:
    good = SimpleUploadedFile("bild.jpg", photo(), "image/jpeg")
    for name, content in (
        ("faktura.pdf.exe", b"MZ\x90"),
        ("bild.svg", b"<svg onload=alert(1)>"),
        ("sida.html", b"<script>alert(1)</script>"),
        ("IMG.heic", b"\0\0\0\x18ftypheic" + b"\0" * 20),
        ("tom.jpg", b""),
        ("../../etc/passwd", b"root:x"),
    ):
        bad = SimpleUploadedFile(name, content, "image/jpeg")
        good.seek(0)
        sent = {"once": str(uuid7()), "text": "Här kommer de", "documents": [good, bad]}
        answer = client_for(resident(ALMA)).post(mine(case), sent)
        assert answer.status_code == 422, name
        assert "Här kommer de" in answer.content.decode(), name
    with at_work(staff("cecilia")):
        assert not Message.objects.filter(case=case).exists()


def test_all_the_pictures_of_a_telephone_at_once_are_too_many_and_the_words_stay(case: Case) -> None:
    """Who marks thirty pictures by mistake is told how many, by the form: not that the request was bad."""
    sent = {
        "once": str(uuid7()),
        "text": "Här är allt",
        "documents": [SimpleUploadedFile(f"{number}.jpg", photo(), "image/jpeg") for number in range(30)],
    }
    answer = client_for(resident(ALMA)).post(mine(case), sent)
    assert answer.status_code == 422
    assert "högst 8 filer" in answer.content.decode()
    assert "Här är allt" in answer.content.decode()


def test_of_the_files_after_the_tenth_nothing_is_kept() -> None:
    handler = InMemory()
    sizes = []
    for number in range(12):
        handler.new_file("documents", f"{number}.jpg", "image/jpeg", None)
        handler.receive_data_chunk(b"x" * 1000, 0)
        sizes.append(len(handler.file_complete(1000).read()))
    assert sizes == [1000] * 10 + [0] * 2


def test_a_form_of_another_session_leads_to_where_its_words_wait(case: Case) -> None:
    """Signed out and in again in another tab: htmx is told where to go, for it shows no page of an error."""
    client = Client(enforce_csrf_checks=True)
    client.cookies = client_for(resident(ALMA)).cookies
    answer = client.post(
        mine(case),
        {"once": str(uuid7()), "text": "Jag skrev länge", "csrfmiddlewaretoken": "x" * 64},
        HTTP_HX_REQUEST="true",
        HTTP_REFERER=f"http://testserver{mine(case)}",
        HTTP_ORIGIN="http://testserver",
    )
    assert answer.status_code == 403
    assert answer["HX-Redirect"]
    assert "Jag skrev länge" in client.get(answer["HX-Redirect"]).content.decode()


def test_the_kept_draft_is_not_another_persons(case: Case) -> None:
    with at_work(resident(ALMA)) as alma:
        actions.keep_draft(alma, case, "Hemligt", uuid7())
    represented(case)
    assert "Hemligt" not in client_for(resident(GUN)).get(mine(case)).content.decode()
