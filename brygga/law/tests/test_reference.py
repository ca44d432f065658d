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
