"""Files handed in: taken by content, cleaned, or refused with a reason."""

import io
import time
import zlib
from contextlib import suppress

import pikepdf
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from brygga.ground import attachments, pdfs
from brygga.ground.attachments import checked, safe_name
from brygga.ground.pdfs import BadUpload
from brygga.ground.tests.files import packed, pdf, photo

MOST = 10 * 1024 * 1024
BOMBLET = b"/First endobj stream\n" + zlib.compress(b"0" * 1_000_000)


def refused(content: bytes, name: str = "fil.pdf", most: int = MOST) -> str:
    with pytest.raises(BadUpload) as caught:
        checked(name, content, most=most)
    return caught.value.code


def test_a_photograph_loses_place_camera_and_comment() -> None:
    assert b"SECRET" in photo()
    kept = checked("Kvitto.JPG", photo(), most=MOST)
    assert (kept.name, kept.media_type) == ("Kvitto.jpg", "image/jpeg")
    assert b"SECRET" not in kept.content
    assert not Image.open(io.BytesIO(kept.content)).getexif()


def test_a_png_and_a_pdf_are_taken_as_what_they_are_whatever_they_are_called() -> None:
    assert checked("lön.pdf", photo(kind="PNG"), most=MOST).name == "lön.png"
    assert checked("lön.png", pdf(), most=MOST).media_type == "application/pdf"


def test_what_hides_behind_a_picture_is_gone() -> None:
    kept = checked("a.jpg", photo() + b"<script>alert(1)</script>PK\x03\x04", most=MOST)
    assert b"script" not in kept.content
    assert b"PK\x03\x04" not in kept.content


@pytest.mark.parametrize("mode", ["P", "CMYK", "LA", "I;16"])
def test_uncommon_kinds_of_picture_are_made_plain(mode: str) -> None:
    out = io.BytesIO()
    kind = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (8, 8)).save(out, kind)
    assert checked("a", out.getvalue(), most=MOST).content


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"MZ\x90\x00", "type"),
        (b"<svg onload=alert(1)>", "type"),
        (b"GIF89a" + b"\0" * 20, "type"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "heic"),
        (photo()[:200], "broken"),
        (b"\xff\xd8\xff" + b"\0" * 50, "broken"),
        (b"%PDF-1.7\nnothing", "broken"),
        (pdf(tail=b"PK\x03\x04zip"), "broken"),
        (pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "active"),
        (pdf(b"/OpenAction << /S /J#61vaScript >>"), "active"),
        (pdf(b"/AA << /O << /S /Launch /F (cmd.exe) >> >>"), "active"),
        (pdf(b"/Names << /EmbeddedFiles 3 0 R >>"), "active"),
        (pdf(b"/Encrypt 5 0 R"), "locked"),
        (packed(b"3 0 << /S /JavaScript >>"), "active"),
        (packed(b"3 0 << >>", b"/LZWDecode"), "active"),
        (packed(b"3 0 << >>").replace(b"stream\nx", b"stream\ny"), "broken"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_a_reason(content: bytes, code: str) -> None:
    assert refused(content) == code


def test_a_harmless_packed_pdf_is_taken() -> None:
    assert checked("a.pdf", packed(b"3 0 << /Type /Page >>"), most=MOST).size > 0


def test_objects_packed_without_saying_so_are_found_all_the_same() -> None:
    quiet = packed(b"3 0 << /S /JavaScript >>").replace(b"/Type /ObjStm ", b"")
    assert refused(quiet) == "active"
    apart = quiet.replace(b">>\nstream", b"/X (endobj) >>\nstream")
    assert refused(apart) == "active"


def test_a_picture_beside_an_outline_is_not_taken_for_packed_objects() -> None:
    outline = b"3 0 obj << /First 4 0 R >> endobj 5 0 obj << /Filter /DCTDecode /DecodeParms 1 >> "
    picture = b"stream\n\xff\xd8 endstream\ntrailer"
    assert checked("a.pdf", pdf().replace(b"trailer", outline + picture), most=MOST).size > 0


@pytest.mark.parametrize(
    "piece", [b"<<", b"stream\n", b"/First stream\n", b"#4", b"/First<<stream\nendobj", BOMBLET]
)
def test_a_file_of_nothing_but_openings_is_answered_quickly(piece: bytes) -> None:
    content = pdf().replace(b"trailer", piece * (3_000_000 // len(piece)) + b"trailer")
    started = time.process_time()
    with suppress(BadUpload):
        checked("a.pdf", content, most=MOST)
    assert time.process_time() - started < 2


def test_too_large_is_refused() -> None:
    assert refused(photo(), most=10) == "large"


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    header = photo((20, 20), "PNG")
    huge = header[:16] + (60_000).to_bytes(4, "big") * 2 + header[24:]
    crc = zlib.crc32(huge[12:29]).to_bytes(4, "big")
    assert refused(huge[:29] + crc + huge[33:]) == "bomb"
    monkeypatch.setattr(attachments, "MOST_PIXELS", 100)
    assert refused(photo()) == "bomb"
    monkeypatch.setattr(pdfs, "_MOST_UNPACKED", 1000)
    assert refused(packed(b"0" * 5000)) == "bomb"


@given(st.text(max_size=200))
def test_a_name_is_always_safe(name: str) -> None:
    safe = safe_name(name, "application/pdf")
    assert safe.endswith(".pdf")
    assert 5 <= len(safe) <= 120
    assert not set(safe) & set('/\\:*?"<>|\n\r\0')
    assert not safe.startswith((".", " "))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\hem\\Hyra maj.PDF", "Hyra maj.pdf"),
        ("", "dokument.pdf"),
        ("\u202efdp.exe", "fdp.pdf"),
    ],
)
def test_names_people_and_attackers_send(name: str, safe: str) -> None:
    assert safe_name(name, "application/pdf") == safe


def written_by_a_program(*, acts: bool) -> bytes:
    """A PDF with packed objects, as office programs write them."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    if acts:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def test_what_programs_write_is_taken_and_what_acts_in_it_is_found() -> None:
    assert b"JavaScript" not in written_by_a_program(acts=True)
    assert refused(written_by_a_program(acts=True)) == "active"
    assert checked("a.pdf", written_by_a_program(acts=False), most=MOST).size > 0


def test_a_letter_of_our_own_can_be_handed_in_again() -> None:
    letter = typst.compile(b"= Beslut\n\nDu har f\xc3\xa5tt st\xc3\xb6d.", format="pdf")
    assert checked("beslut.pdf", letter, most=MOST).media_type == "application/pdf"
