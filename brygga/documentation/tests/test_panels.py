"""What each audience is given, and at what cost."""

import pytest
from django.template.loader import render_to_string

from brygga.documentation import queries
from brygga.documentation.tests.build import note_in
from brygga.ground import clock
from tests.cast import ALMA, almas_case, at_work, resident, staff

pytestmark = pytest.mark.django_db
SECRET = "Grannen Gun"


def test_alma_reads_the_note_with_an_honest_hole(django_assert_num_queries: object) -> None:
    case = almas_case()
    note = note_in(case)
    with at_work(resident(ALMA)) as alma:
        (shown,) = queries.resident_panels(alma, case)["journal"].notes
    assert shown.id == note.id
    assert [block.text for block in shown.blocks] == [
        "Alma ringde i dag.",
        "Hon vill ha hjälp med hyran.",
        "",
        "Jag lovade svar.",
    ]
    hidden = shown.blocks[2].hidden
    assert hidden is not None
    assert hidden.what == "Två meningar är dolda för dig"
    assert (hidden.who, hidden.section) == ("Cecilia Holm", "26 kap. 1 § och 10 kap. 3 § OSL")
    assert SECRET not in repr(shown)


def drawn(name: str, context: dict[str, object]) -> str:
    """A panel drawn alone, as the page that includes it would."""
    more = {
        "house": {"slug": "helsingborg"},
        "now": clock.now(),
        "today": clock.today(),
    }
    return render_to_string(f"documentation/panels/{name}.html", context | more)


def test_every_panel_of_the_resident_draws_and_holds_nothing_withheld() -> None:
    case = almas_case()
    note_in(case)
    with at_work(resident(ALMA)) as alma:
        context = queries.resident_panels(alma, case)
        pages = [drawn(name, context) for name in ("journal", "asks", "documents", "communication")]
    assert "Två meningar är dolda för dig" in pages[0]
    assert "Hon vill ha hjälp med hyran." in pages[0]
    assert not any(SECRET in page for page in pages)


def test_staff_read_the_withheld_words_and_the_ground() -> None:
    case = almas_case()
    note_in(case)
    with at_work(staff("david")) as david:
        context = queries.staff_panels(david, case)
        stream, editor = drawn("staff_timeline", context), drawn("editor", context)
    assert SECRET in stream
    assert "26 kap. 1 §" in stream
    assert "Skriv in, Alma ser den nu" in editor
