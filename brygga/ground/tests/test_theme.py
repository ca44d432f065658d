"""Every pair of text and ground keeps its contrast, for the four municipalities and any other colour."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brygga.ground import theme

SEEDS = {
    "helsingborg": "#0f3b73",
    "landskrona": "#9c3a2b",
    "bjuv": "#2e6b3f",
    "angelholm": "#0a6870",
}
GROUNDS = ("background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover")
MODES = ("light", "dark")
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def pairs_below(accent: theme.Ramp, grey: theme.Ramp) -> list[tuple[str, str, float, float]]:
    """(text, ground, contrast, needed) for every pair that fails."""
    needed: list[tuple[str, str, str, str, float]] = []
    for ground_name, ground in (("accent", accent), ("neutral", grey)):
        for role in GROUNDS:
            where = f"{ground_name} {role}"
            needed += [
                ("body text", grey["text-default"], where, ground[role], 7.0),
                ("heading", accent["text-default"], where, ground[role], 7.0),
                ("quiet text", grey["text-subtle"], where, ground[role], 4.5),
                ("link", accent["text-subtle"], where, ground[role], 4.5),
                ("edge of a control", accent["border-default"], where, ground[role], 2.6),
            ]
        for role in ("background-default", "background-tinted", "surface-default"):
            where = f"{ground_name} {role}"
            needed += [
                ("edge of a control", accent["border-default"], where, ground[role], 3.0),
                ("edge of a field", grey["border-default"], where, ground[role], 3.0),
                ("accent as text", accent["base-default"], where, ground[role], 3.9),
            ]
    for step in ("base-default", "base-hover", "base-active"):
        needed.append(("button text", accent["base-contrast-default"], step, accent[step], 4.5))
    needed.append(
        ("second line on a button", accent["base-contrast-subtle"], "base", accent["base-default"], 4.4)
    )
    return [
        (text, where, round(theme.contrast(ink, ground), 2), limit)
        for text, ink, where, ground, limit in needed
        if theme.contrast(ink, ground) < limit
    ]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("slug", SEEDS)
def test_every_pair_of_the_four_municipalities_is_readable(slug: str, mode: str) -> None:
    assert pairs_below(theme.ramp(SEEDS[slug], mode), theme.neutral(SEEDS[slug], mode)) == []


@settings(max_examples=60, deadline=None)
@given(seed=colours, mode=st.sampled_from(MODES))
def test_every_pair_of_any_colour_is_readable(seed: str, mode: str) -> None:
    assert pairs_below(theme.ramp(seed, mode), theme.neutral(seed, mode)) == []


@settings(max_examples=200, deadline=None)
@given(seed=colours)
def test_white_text_reads_on_any_band_and_deep(seed: str) -> None:
    assert theme.contrast(theme.WHITE, theme.band(seed)) >= 4.5
    assert theme.contrast(theme.WHITE, theme.deep(seed)) >= 7


@pytest.mark.parametrize("slug", SEEDS)
def test_a_municipality_keeps_its_own_colour_on_the_band(slug: str) -> None:
    assert theme.band(SEEDS[slug]) == SEEDS[slug]


@pytest.mark.parametrize("slug", SEEDS)
def test_dark_accents_are_colours_and_not_greys(slug: str) -> None:
    dark = theme.ramp(SEEDS[slug], "dark")
    assert theme.oklch(dark["base-default"]).chroma > 0.07
    assert theme.oklch(dark["background-tinted"]).chroma > 0.02


@pytest.mark.parametrize("slug", SEEDS)
def test_the_hue_is_the_same_by_day_and_by_night(slug: str) -> None:
    seed = theme.oklch(SEEDS[slug])
    dark = theme.oklch(theme.ramp(SEEDS[slug], "dark")["base-default"])
    assert abs(seed.hue - dark.hue) < 0.12


def test_all_four_are_told_apart_by_hue() -> None:
    hues = sorted(theme.oklch(seed).hue for seed in SEEDS.values())
    assert min(after - before for before, after in pairwise(hues)) > 0.5


def test_known_luminances_and_contrasts_of_wcag() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@given(colour=colours)
def test_a_colour_survives_the_way_to_oklch_and_back(colour: str) -> None:
    there = theme.oklch(colour)
    back = theme.at_luminance(theme.luminance(colour), there.chroma, there.hue)
    assert theme.luminance(back) == pytest.approx(theme.luminance(colour), abs=0.01)


def test_the_stylesheet_names_every_role_of_the_design_system_once_per_mode() -> None:
    sheet = theme.css("bjuv", SEEDS["bjuv"])
    for role in theme.ROLES:
        assert sheet.count(f"--ds-color-accent-{role}:") == 3  # light, dark, and dark by the system
        assert sheet.count(f"--ds-color-neutral-{role}:") == 3
    assert sheet.count("--band:") == 1


def test_paper_is_always_light() -> None:
    assert "@media screen and (prefers-color-scheme:dark)" in theme.css("bjuv", SEEDS["bjuv"])


def test_a_second_colour_is_the_bands_alone() -> None:
    sheet = theme.css("bjuv", SEEDS["bjuv"], SEEDS["helsingborg"])
    assert f"--band:{SEEDS['helsingborg']}" in sheet
    assert f"--ds-color-accent-base-default:{SEEDS['bjuv']}" in sheet


@pytest.mark.parametrize(
    ("slug", "seed"),
    [("bjuv", "red"), ("bjuv", "#12345"), ("bjuv", "#123456;}"), ("bj{uv", "#123456"), ("", "#123456")],
)
def test_nothing_but_a_slug_and_a_colour_gets_into_a_stylesheet(slug: str, seed: str) -> None:
    with pytest.raises(ValueError, match="Not a"):
        theme.css(slug, seed)


def test_the_file_name_changes_with_the_colour() -> None:
    assert theme.file_name("bjuv", "#2e6b3f") != theme.file_name("bjuv", "#2e6b40")
    assert theme.file_name("bjuv", "#2e6b3f") == theme.file_name("bjuv", "#2e6b3f")


def test_bryggas_own_theme_file_is_the_one_the_colour_maths_makes() -> None:
    file = Path(theme.__file__).parent / "static" / "brygga" / "theme-brygga.css"
    assert file.read_text(encoding="utf-8").endswith(theme.css("brygga", "#33445c"))
