"""One or two hex values in, a whole accessible palette out: Digdir's 16 roles, light and dark.

WCAG contrast depends on relative luminance alone. So each role has a luminance of its own and the
seed gives only hue and chroma (OKLCH); every pair of text and ground then holds whatever the hue.
Light base colours follow the seed as long as white text on them keeps 4.5:1.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HEX = re.compile(r"#[0-9a-f]{6}")
SLUG = re.compile(r"[a-z0-9-]+")
WHITE = "#ffffff"
BAND_LIMIT = 1.05 / 4.6 - 0.05  # the luminance on which white text has 4.6:1, with room for rounding

ROLES = (
    "background-default",
    "background-tinted",
    "surface-default",
    "surface-tinted",
    "surface-hover",
    "surface-active",
    "border-subtle",
    "border-default",
    "border-strong",
    "text-subtle",
    "text-default",
    "base-default",
    "base-hover",
    "base-active",
    "base-contrast-subtle",
    "base-contrast-default",
)

# role -> (relative luminance, share of the seed's chroma)
LIGHT = {
    "background-default": (1.0, 0.0),
    "background-tinted": (0.885, 0.07),
    "surface-default": (1.0, 0.0),
    "surface-tinted": (0.80, 0.13),
    "surface-hover": (0.72, 0.19),
    "surface-active": (0.62, 0.26),
    "border-subtle": (0.52, 0.32),
    "border-default": (0.19, 0.85),
    "border-strong": (0.105, 1.0),
    "text-subtle": (0.105, 1.0),
    "text-default": (0.022, 0.9),
}
DARK = {
    "background-default": (0.0085, 0.12),
    "background-tinted": (0.0150, 0.38),
    "surface-default": (0.0165, 0.2),
    "surface-tinted": (0.0270, 0.42),
    "surface-hover": (0.0370, 0.46),
    "surface-active": (0.0520, 0.5),
    "border-subtle": (0.0720, 0.5),
    "border-default": (0.21, 0.8),
    "border-strong": (0.42, 0.9),
    "text-subtle": (0.42, 0.9),
    "text-default": (0.84, 0.14),
    "base-default": (0.40, 0.95),
    "base-hover": (0.48, 1.0),
    "base-active": (0.57, 0.85),
    "base-contrast-subtle": (0.012, 0.5),
    "base-contrast-default": (0.004, 0.3),
}
# Greys lean a little to the seed, in the dark a little more: pure grey looks dirty beside colour.
NEUTRAL_CHROMA = {"light": 0.010, "dark": 0.014}
NEUTRAL_LIGHT = LIGHT | {
    "border-strong": (0.105, 0.6),
    "text-subtle": (0.105, 0.6),
    "text-default": (0.0225, 0.6),
    "base-default": (0.020, 0.6),
    "base-hover": (0.040, 0.6),
    "base-active": (0.065, 0.6),
    "base-contrast-subtle": (0.62, 0.3),
    "base-contrast-default": (1.0, 0.0),
}
NEUTRAL_DARK = DARK | {
    "background-tinted": (0.0135, 0.9),
    "surface-tinted": (0.0235, 0.9),
    "text-subtle": (0.40, 0.5),
    "base-default": (0.40, 0.4),
}

Ramp = dict[str, str]


@dataclass(frozen=True)
class Colour:
    """OKLCH: lightness 0-1, chroma 0-0.4, hue in radians."""

    lightness: float
    chroma: float
    hue: float


def ramp(seed: str, mode: str) -> Ramp:
    """The accent's 16 roles for `light` or `dark`, as hex."""
    colour = oklch(seed)
    steps = DARK if mode == "dark" else LIGHT | _light_base(seed)
    # A nearly grey seed stays grey; a vivid one does not glare on large surfaces in the dark.
    chroma = min(colour.chroma, 0.15)
    made = {role: at_luminance(y, chroma * share, colour.hue) for role, (y, share) in steps.items()}
    if mode == "light":
        made["base-default"] = band(seed)
    return {role: made[role] for role in ROLES}


def neutral(seed: str, mode: str) -> Ramp:
    """Greys with a breath of the seed's hue."""
    colour = oklch(seed)
    steps = NEUTRAL_DARK if mode == "dark" else NEUTRAL_LIGHT
    chroma = min(colour.chroma, NEUTRAL_CHROMA[mode])
    share_of = {role: max(share, 0.25) if y < 1 else 0.0 for role, (y, share) in steps.items()}
    return {role: at_luminance(steps[role][0], chroma * share_of[role], colour.hue) for role in ROLES}


def band(seed: str) -> str:
    """The seed itself if white text reads on it, else the nearest darker step of its hue."""
    colour = oklch(seed)
    if luminance(seed) <= BAND_LIMIT:
        return seed.lower()
    return at_luminance(BAND_LIMIT, colour.chroma, colour.hue)


def deep(seed: str) -> str:
    """A dark surface of the seed's hue, the same in both modes: video, printed headings."""
    return ramp(seed, "light")["text-default"]


def _light_base(seed: str) -> dict[str, tuple[float, float]]:
    base = luminance(band(seed))
    # Pressing darkens; a nearly black seed can only get lighter.
    steps = (0.74, 0.52) if base > 0.02 else (2.2, 3.4)
    subtle = min(1.0, max(0.80, 4.7 * (base + 0.05) - 0.05))
    return {
        "base-default": (base, 1.0),
        "base-hover": (base * steps[0] + 0.002, 1.0),
        "base-active": (base * steps[1] + 0.002, 1.0),
        "text-subtle": (min(0.105, max(0.03, base)), 1.0),  # links: the seed itself when it is dark enough
        "base-contrast-subtle": (subtle, 0.12),
        "base-contrast-default": (1.0, 0.0),
    }


def css(slug: str, seed: str, band_seed: str | None = None) -> str:
    """The stylesheet for `/tema/<slug>-<hash>.css`; it applies inside `[data-theme="<slug>"]`.

    Raises ValueError for a slug or colour that is not one: nothing else may enter a stylesheet.
    """
    _check(slug, seed, band_seed or seed)
    scope = f'[data-theme="{slug}"]'
    steady = f"--band:{band(band_seed or seed)};--deep:{deep(band_seed or seed)}"
    light = f"{steady};{_declarations(seed, 'light')}"
    dark = _declarations(seed, "dark")
    auto = ":where([data-color-scheme=auto])"
    return (
        "@layer theme{"
        f"{scope}{{{light}}}\n"
        f":where([data-color-scheme=dark]) {scope},{scope}:where([data-color-scheme=dark]){{{dark}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{{auto} {scope},{scope}{auto}{{{dark}}}}}"
        "}\n"
    )


def file_name(slug: str, seed: str, band_seed: str | None = None) -> str:
    """`helsingborg-3f9c0a1b2c.css`: changes when the content may, so it may be cached for ever.

    The content follows from the colours and this file; making it for the name alone would cost a page 10 ms.
    """
    _check(slug, seed, band_seed or seed)
    digest = hashlib.sha256(f"{slug} {seed} {band_seed} {_recipe()}".encode()).hexdigest()[:10]
    return f"{slug}-{digest}.css"


@cache
def _recipe() -> str:
    return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()


def _check(slug: str, *seeds: str) -> None:
    if not SLUG.fullmatch(slug):
        raise ValueError(f"Not a slug: {slug!r}")
    for seed in seeds:
        if not HEX.fullmatch(seed.lower()):
            raise ValueError(f"Not a colour like #0f3b73: {seed!r}")


def _declarations(seed: str, mode: str) -> str:
    return ";".join(_named(seed, mode))


def _named(seed: str, mode: str) -> Iterator[str]:
    for name, made in (("accent", ramp(seed, mode)), ("neutral", neutral(seed, mode))):
        for role, value in made.items():
            yield f"--ds-color-{name}-{role}:{value}"
    greys = neutral(seed, mode)
    yield f"--ds-color-focus-inner:{greys['background-default']}"
    yield f"--ds-color-focus-outer:{greys['text-default']}"


# --- colour maths -----------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """WCAG relative luminance of a hex colour, 0-1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1-21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _linear(colour: str) -> tuple[float, float, float]:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return red, green, blue


def oklch(colour: str) -> Colour:
    """Björn Ottosson's OKLab, in polar form."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    return Colour(lightness, math.hypot(a, b), math.atan2(b, a))


def _to_linear(colour: Colour) -> tuple[float, float, float]:
    a, b = colour.chroma * math.cos(colour.hue), colour.chroma * math.sin(colour.hue)
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


@cache
def at_luminance(target: float, chroma: float, hue: float) -> str:
    """The hex of this hue with this luminance, and as much of this chroma as the screen can show."""
    low, high = 0.0, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        red, green, blue = _to_linear(_inside(Colour(middle, chroma, hue)))
        if 0.2126 * red + 0.7152 * green + 0.0722 * blue < target:
            low = middle
        else:
            high = middle
    return _hex(_to_linear(_inside(Colour((low + high) / 2, chroma, hue))))


def _inside(colour: Colour) -> Colour:
    """Less chroma, until the colour is inside sRGB."""
    if _shows(colour):
        return colour
    low, high = 0.0, colour.chroma
    for _ in range(16):
        middle = (low + high) / 2
        if _shows(Colour(colour.lightness, middle, colour.hue)):
            low = middle
        else:
            high = middle
    return Colour(colour.lightness, low, colour.hue)


def _shows(colour: Colour) -> bool:
    return all(-1e-6 <= channel <= 1 + 1e-6 for channel in _to_linear(colour))


def _hex(linear: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{_channel(c):02x}" for c in linear)


def _channel(linear: float) -> int:
    value = min(1.0, max(0.0, linear))
    encoded = value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(encoded * 255)
