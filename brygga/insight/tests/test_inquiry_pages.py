"""The inquiry on screen and as files: who may read it, what it holds, and what bad questions get."""

import csv
import json
import re
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import ALMA, BO, almas_case, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

PAGE = "/helsingborg/kommunen/utredning/"
FILES = tuple(f"/helsingborg/kommunen/utredning.{kind}" for kind in ("pdf", "csv", "json", "html"))
FOUR = "?kommun=1260&kommun=1282&kommun=1283&kommun=1292&dag=2026-11-21"


def cecilia() -> Client:
    return client_for(staff("cecilia"))


@pytest.mark.parametrize("who", ["cecilia", "gustav", "frida"])
@pytest.mark.parametrize("path", [PAGE, *FILES])
def test_own_staff_and_elected_read_it(who: str, path: str) -> None:
    assert client_for(staff(who)).get(path).status_code == 200


@pytest.mark.parametrize("path", [PAGE, *FILES])
def test_staff_of_another_municipality_and_residents_do_not(path: str) -> None:
    almas_case()
    assert [client_for(staff(who)).get(path).status_code for who in ("david", "eva")] == [404, 404]
    assert [client_for(resident(who)).get(path).status_code for who in (ALMA, BO)] == [404, 404]
    assert Client().get(path).status_code == 302


def test_eva_reads_it_in_her_own_house() -> None:
    page = client_for(staff("eva")).get("/bjuv/kommunen/utredning/")
    assert page.status_code == 200
    assert "Bjuv" in page.content.decode()


def test_the_page_says_what_the_whole_comes_to() -> None:
    page = cecilia().get(PAGE + FOUR).content.decode()
    assert "Vad kan fyra kommuner göra tillsammans?" in page
    assert "Av 104 verksamheter" in page
    assert "Bjuv, Helsingborg, Landskrona och Ängelholm" in page
    assert "avtal 2026-014" in page


def test_every_figure_leads_to_a_list_that_is_there() -> None:
    page = cecilia().get(PAGE + FOUR).content.decode()
    targets = set(re.findall(r'href="#([a-z_-]+)"', page))
    ids = set(re.findall(r'id="([a-z_0-9-]+)"', page))
    assert len(targets) > 30
    assert targets <= ids


def test_nothing_in_it_is_about_a_resident() -> None:
    almas_case()
    made = cecilia().get(FILES[2] + FOUR).content.decode()
    assert "Alma" not in made
    assert "David" not in made
    assert "Berg" not in made


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("?kommun=1283&kommun=1282&dag=2025-06-30", "Lagregistret har ingen lag för 2025-06-30"),
        ("?kommun=1283&kommun=1282&dag=2099-01-01", "är för långt fram"),
        ("?kommun=1283&kommun=1282&dag=snart", "är ingen dag"),
        ("?kommun=1283&dag=2026-11-21", "Välj minst två kommuner"),
        ("?kommun=1283&fler=Atlantis&dag=2026-11-21", "Ingen kommun heter ”Atlantis”"),
        ("?kommun=9999&kommun=1283&dag=2026-11-21", "Ingen kommun har koden 9999"),
    ],
)
@pytest.mark.parametrize("path", [PAGE, *FILES])
def test_a_bad_question_is_kept_and_explained(path: str, query: str, says: str) -> None:
    answer = cecilia().get(path + query)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_what_was_typed_stays() -> None:
    page = cecilia().get(f"{PAGE}?kommun=1283&fler=Atlantis&dag=2026-11-21").content.decode()
    assert 'value="Atlantis"' in page


def test_more_municipalities_are_added_by_name() -> None:
    page = cecilia().get(f"{PAGE}?kommun=1283&fler=Höganäs, klippan&dag=2026-11-21").content.decode()
    assert "Helsingborg, Höganäs och Klippan" in page


def test_an_unknown_kind_of_file_is_not_there() -> None:
    assert cecilia().get("/helsingborg/kommunen/utredning.docx" + FOUR).status_code == 404


def test_the_pdf_is_tagged_titled_and_in_swedish() -> None:
    document = pikepdf.open(BytesIO(cecilia().get(FILES[0] + FOUR).content))
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang).startswith("sv")
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as meta:
        assert meta["dc:title"] == "Vad kan fyra kommuner göra tillsammans?"
        assert (meta["pdfuaid:part"], meta["pdfaid:part"]) == ("1", "3")
    tags = _tags(document.Root.StructTreeRoot)
    assert tags.count("/H1") == 1
    assert tags.count("/H2") >= 6
    assert tags.count("/Table") >= 12
    assert tags.count("/TH") > 40


def _tags(node: pikepdf.Object) -> list[str]:
    children = node.get("/K", [])
    children = list(children) if isinstance(children, pikepdf.Array) else [children]
    own = [str(node.S)] if "/S" in node else []
    return own + [tag for child in children if isinstance(child, pikepdf.Dictionary) for tag in _tags(child)]


def test_the_spreadsheet_has_a_row_for_every_activity() -> None:
    words = cecilia().get(FILES[1] + FOUR).content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(words), delimiter=";"))
    assert len(rows) == 104
    assert len({row["Kod"] for row in rows}) == 104
    assert all(row["Bedömning"] and row["Lagrum"] and row["Säkerhet"] for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


def test_the_spreadsheet_opens_in_excel_as_swedes_have_it() -> None:
    raw = cecilia().get(FILES[1] + FOUR).content
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b";" in raw.splitlines()[0]


def test_the_page_that_stands_alone_asks_for_nothing() -> None:
    page = cecilia().get(FILES[3] + FOUR).content.decode()
    assert not re.search(r"(?:src|srcset)=|<script|<link|@import|url\(", page)
    assert "<style>" in page


def test_files_are_in_swedish_whatever_the_page_is_in() -> None:
    client = cecilia()
    client.cookies["django_language"] = "en"
    made = json.loads(client.get(FILES[2] + FOUR).content)
    assert made["title"] == "Vad kan fyra kommuner göra tillsammans?"


def test_the_page_asks_the_database_few_questions() -> None:
    client = cecilia()
    client.get(PAGE + FOUR)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE + FOUR).status_code == 200
    questions = [
        one["sql"] for one in asked.captured_queries if re.match(r"(?i)\s*(select|with)", one["sql"])
    ]
    assert len(questions) <= 9, "\n".join(questions)
