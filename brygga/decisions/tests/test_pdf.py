"""The letter as PDF: accessible, archivable, and deaf to markup in what people typed."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest

from brygga.cases.models import Case
from brygga.decisions.letters import Letter, pdf
from brygga.decisions.models import Decision
from brygga.decisions.rules import AppealWay
from brygga.ground import tenancy
from brygga.ground.areas import Area

pytestmark = pytest.mark.django_db

HOSTILE = '#panic("no") $x^2$ *fet* _kursiv_ @ref <tag> \\ #set page(width: 1mm) `kod` // borta " ] } [['


def letter(text: str = "Du får hyran.", name: str = "Alma Nilsson") -> pikepdf.Pdf:
    case = Case(municipality=1283, area=Area.INCOME_SUPPORT.value, number="Hbg 2026-000001")
    decision = Decision(
        id=UUID(int=1),
        heading=text[:120],
        text=text,
        reasons=f"{text}\n\nAndra stycket",
        next_steps=text,
        decided_by="David Berg",
        decided_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
        check_code="7KQM-2R4D-X81P",
    )
    around = Letter(
        name=name,
        address="Exempelgatan 4",
        law=("Lagen",),
        way=AppealWay((text,), here=True),
        signature=("Titel",),
    )
    with tenancy.enter(tenancy.DOOR):
        return pikepdf.open(BytesIO(pdf(case, decision, around)))


def words(document: pikepdf.Pdf) -> str:
    """All the text of the pages, by their fonts' maps to Unicode."""
    return "".join(_page_words(page) for page in document.pages)


def _page_words(page: pikepdf.Page) -> str:
    fonts = {str(name): _to_unicode(font) for name, font in page.Resources.Font.items()}
    said, font = [], {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            pieces = operands[0] if str(operator) == "TJ" else operands
            for piece in pieces:
                if isinstance(piece, pikepdf.String):
                    raw = bytes(piece)
                    said += [font.get(raw[i : i + 2].hex(), "") for i in range(0, len(raw), 2)]
    return "".join(said)


def _to_unicode(font: pikepdf.Object) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in font.ToUnicode.read_bytes().decode("latin-1").splitlines():
        parts = line.replace("<", " ").replace(">", " ").split()
        if line.startswith("<") and len(parts) == 2:
            found[parts[0].lower()] = bytes.fromhex(parts[1]).decode("utf-16-be")
    return found


def test_the_pdf_is_tagged_in_swedish_and_says_so() -> None:
    document = letter()
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang).startswith("sv")
    assert "/StructTreeRoot" in document.Root
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as meta:
        assert meta["pdfaid:part"] == "3"
        assert meta["pdfaid:conformance"] == "A"
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == "Du får hyran."


def test_every_font_is_in_the_file() -> None:
    document = letter()
    fonts = [
        font.DescendantFonts[0].FontDescriptor
        for page in document.pages
        for font in page.Resources.Font.values()
    ]
    assert fonts
    assert all("/FontFile3" in font or "/FontFile2" in font for font in fonts)


def test_headings_are_tagged_as_headings() -> None:
    document = letter()
    tags = "".join(_tags(document.Root.StructTreeRoot))
    assert "/H1" in tags
    assert tags.count("/H2") == 3


def _tags(node: pikepdf.Object) -> list[str]:
    children = node.get("/K", [])
    children = list(children) if isinstance(children, pikepdf.Array) else [children]
    own = [str(node.S)] if "/S" in node else []
    return own + [tag for child in children if isinstance(child, pikepdf.Dictionary) for tag in _tags(child)]


def test_what_somebody_typed_is_never_markup() -> None:
    said = words(letter(HOSTILE, name=HOSTILE))
    bare = "".join(said.split())
    assert (
        bare.count("".join(['#panic("no")', "$x^2$", "*fet*", "_kursiv_", "@ref", "<tag>", "\\", "#set"]))
        >= 5
    )


@pytest.mark.parametrize("text", ["Grattis 🎉", "日本語", "محمد علي", "Иван"])
def test_a_letter_is_made_whatever_letters_a_name_has(text: str) -> None:
    document = letter(f"{text} får hyran.")
    assert document.Root.MarkInfo.Marked
    assert len(document.pages) >= 1


def test_a_long_decision_runs_over_several_pages() -> None:
    document = letter("\n\n".join(["Ett stycke som är ganska långt. " * 12] * 9))
    assert len(document.pages) > 2
