"""Papers and photographs: kept sealed, without the place they were taken; hostile ones kindly refused."""

import html
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from brygga.applications.actions import FILES_MAX
from brygga.applications.models import DraftFile
from brygga.applications.tests.build import begun, signed_in
from tests.cast import ALMA, BO, at_work, resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def alma() -> Client:
    return signed_in(ALMA)


def photo(colour: int = 0, kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), (colour, 90, 160)).save(out, kind, **more)
    return out.getvalue()


def with_place() -> bytes:
    """A photograph that says where it was taken (EXIF GPS)."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010E] = "Hemliga vägen 1"
    return photo(exif=exif.tobytes())


def add(client: Client, draft: str, *files: tuple[str, bytes]) -> Any:
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(f"{draft}filer/", {"file": sent})


def kept() -> list[DraftFile]:
    with at_work(resident(ALMA)):
        return list(DraftFile.objects.order_by("id"))


def test_a_photograph_is_kept_sealed_and_can_be_looked_at(alma: Client) -> None:
    draft = begun(alma)
    answer = add(alma, draft, ("hyresavi.jpg", photo()))
    assert answer["Location"] == f"{draft}filer/#tillagda"
    (file,) = kept()
    assert b"JFIF" not in bytes(file.sealed)
    page = alma.get(f"{draft}filer/").content.decode()
    assert "hyresavi.jpg" in page
    seen = alma.get(f"{draft}filer/{file.id}/")
    assert (seen["Content-Type"], seen.content[:3]) == ("image/jpeg", b"\xff\xd8\xff")
    assert seen["Content-Security-Policy"].startswith("sandbox")
    assert seen["X-Content-Type-Options"] == "nosniff"
    assert seen["Cache-Control"] == "no-store"


def test_where_it_was_taken_is_removed(alma: Client) -> None:
    assert b"Hemliga v" in with_place()
    draft = begun(alma)
    add(alma, draft, ("bild.jpg", with_place()))
    (file,) = kept()
    assert b"Hemliga v" not in alma.get(f"{draft}filer/{file.id}/").content


HOSTILE = [
    ("tom.jpg", b"", "Filen är tom"),
    ("program.jpg", b"MZ\x90\x00" + b"x" * 100, "Den sortens fil"),
    ("sida.pdf", b"<html><script>alert(1)</script>", "Den sortens fil"),
    ("bild.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Den sortens fil"),
    ("trasig.jpg", b"\xff\xd8\xff" + b"x" * 50, "Filen är skadad"),
    (
        "kor.pdf",
        b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF",
        "körs av sig",
    ),
    ("bild.heic", b"\x00\x00\x00\x18ftypheic" + b"x" * 40, "HEIC"),
    ("stor.jpg", b"\xff\xd8\xff" + b"x" * (10 * 1024 * 1024), "för stor"),
]


@pytest.mark.parametrize(("name", "content", "says"), HOSTILE)
def test_a_file_that_cannot_be_taken_is_told_why(alma: Client, name: str, content: bytes, says: str) -> None:
    draft = begun(alma)
    answer = add(alma, draft, (name, content))
    assert answer.status_code == 422
    assert says in html.unescape(answer.content.decode())
    assert kept() == []


def test_the_good_files_are_kept_when_one_is_bad(alma: Client) -> None:
    draft = begun(alma)
    answer = add(alma, draft, ("bra.png", photo(kind="PNG")), ("dalig.exe", b"MZ"))
    assert answer.status_code == 422
    assert [file.name for file in kept()] == ["bra.png"]


def test_no_file_at_all_is_said(alma: Client) -> None:
    draft = begun(alma)
    assert "Välj en fil först" in html.unescape(alma.post(f"{draft}filer/").content.decode())
    assert alma.post(f"{draft}filer/", {"file": "text"}).status_code == 422


def test_the_same_file_twice_is_one(alma: Client) -> None:
    draft = begun(alma)
    add(alma, draft, ("a.jpg", photo()))
    assert "finns redan" in html.unescape(add(alma, draft, ("b.jpg", photo())).content.decode())
    assert len(kept()) == 1


def test_a_name_cannot_lead_anywhere(alma: Client) -> None:
    draft = begun(alma)
    add(alma, draft, ("..\\..\\etc\\<b>pass\u202ewd.jpg", photo()))
    (file,) = kept()
    assert not set(file.name) & set("\\/<>\u202e")


def test_there_is_a_limit(alma: Client) -> None:
    draft = begun(alma)
    for number in range(FILES_MAX):
        add(alma, draft, (f"{number}.jpg", photo(number * 20)))
    assert "Fler filer får inte plats" in html.unescape(
        add(alma, draft, ("x.jpg", photo(255))).content.decode()
    )
    assert len(kept()) == FILES_MAX
    assert "Lägg till ett till" not in html.unescape(alma.get(f"{draft}filer/").content.decode())


def test_a_file_can_be_taken_away_and_again(alma: Client) -> None:
    draft = begun(alma)
    add(alma, draft, ("a.jpg", photo()))
    url = f"{draft}filer/{kept()[0].id}/bort/"
    assert alma.get(url).status_code == 405
    for _time in range(2):
        assert alma.post(url).status_code == 302
    assert kept() == []


def test_bo_sees_and_removes_nothing(alma: Client) -> None:
    draft = begun(alma)
    add(alma, draft, ("a.jpg", photo()))
    url, bo = f"{draft}filer/{kept()[0].id}/", signed_in(BO)
    assert bo.get(url).status_code == 404
    assert bo.post(f"{url}bort/").status_code == 404
    assert add(bo, draft, ("b.jpg", photo(9))).status_code == 404
    his = begun(bo)
    assert bo.get(f"{his}filer/{kept()[0].id}/").status_code == 404
    assert bo.post(f"{his}filer/{kept()[0].id}/bort/").status_code == 302
    assert len(kept()) == 1


def test_going_on_takes_the_chosen_file_along(alma: Client) -> None:
    draft = begun(alma)
    sent = {"file": [SimpleUploadedFile("a.jpg", photo())], "onward": "1"}
    assert alma.post(f"{draft}filer/", sent)["Location"] == f"{draft}granska/"
    assert len(kept()) == 1


def test_going_on_without_a_file_is_no_fault(alma: Client) -> None:
    draft = begun(alma)
    assert alma.post(f"{draft}filer/", {"onward": "1"})["Location"] == f"{draft}granska/"


def test_going_on_with_a_bad_file_stays_and_says_so(alma: Client) -> None:
    draft = begun(alma)
    answer = alma.post(f"{draft}filer/", {"file": [SimpleUploadedFile("a.exe", b"MZ")], "onward": "1"})
    assert answer.status_code == 422


def test_a_large_photograph_is_never_laid_on_the_disk(alma: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("A file on its way in was laid on the disk.")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refused)
    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", refused)
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", refused)
    draft = begun(alma)
    large = Image.effect_noise((1900, 1900), 90)
    out = io.BytesIO()
    large.save(out, "PNG")
    assert len(out.getvalue()) > 2_621_440  # Django's own limit for memory
    assert add(alma, draft, ("stor.png", out.getvalue())).status_code == 302
    (file,) = kept()
    assert Image.open(io.BytesIO(alma.get(f"{draft}filer/{file.id}/").content)).size == (1900, 1900)
