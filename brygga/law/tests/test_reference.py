"""The reference page is what the data says."""

from brygga.law.reference import TARGET, render_reference


def test_the_committed_page_matches_the_data() -> None:
    assert TARGET.read_text(encoding="utf-8") == render_reference(), (
        "docs/reference/law.md differs from the data; run: python -m brygga.law.reference"
    )


def test_a_placement_is_shown_as_never_next_door() -> None:
    page = render_reference()
    placement = page.split("`child_placement_decision`")[1].split("###")[0]
    assert "| besluta | utskott eller nämnd (30 kap. 6 § SoL) | aldrig |" in placement
    assert "- Hämta registerutdrag om hemmet före beslutet" in placement


def test_what_is_not_checked_stands_out() -> None:
    assert "**ej kontrollerad: säger nej**" in render_reference()


def test_the_registers_stand_after_the_sections() -> None:
    page = render_reference()
    assert "| SoL 30:11 1 | bara nämnden | `ban_on_receiving_children` |" in page
    assert "| 4:1 | 11:1, 12:1 | resonerad |" in page
    assert "| från 2027-01-01 | **saknas** | **saknas** |" in page
    assert "minst till 30 år | SoL 16:2 a | från 2026-01-15" in page


def test_the_count_of_what_is_sure_adds_up() -> None:
    counts = render_reference().split("## Hur säkert vi vet")[1]
    row = next(line for line in counts.splitlines() if line.startswith("| Svar på den andra läsningen"))
    assert sum(int(cell) for cell in row.split("|")[2:5]) == 154
