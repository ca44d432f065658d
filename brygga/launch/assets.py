"""Copies the front-end files that npm fetched to stable names under `build/`, ready for WhiteNoise."""

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

SOURCE_MAP = re.compile(rb"(?m)^(//[#@]\s*sourceMappingURL=.*|/\*[#@]\s*sourceMappingURL=.*?\*/)\s*$")
FONT_URL = re.compile(rb"url\(\./files/")


@dataclass(frozen=True)
class Asset:
    """One file: where npm puts it, and its name under `build/`."""

    source: str
    target: str


@dataclass(frozen=True)
class Font:
    """One family of variable fonts: the style sheet that names its files, and its folder under `vendor/`."""

    package: str
    sheet: str
    folder: str


ASSETS = (
    Asset("htmx.org/dist/htmx.min.js", "static/vendor/htmx.min.js"),
    Asset("htmx-ext-sse/dist/sse.min.js", "static/vendor/htmx-sse.min.js"),
    Asset("@digdir/designsystemet-css/dist/src/index.css", "static/vendor/designsystemet.css"),
    Asset(
        "@digdir/designsystemet-css/dist/theme/designsystemet.css", "static/vendor/designsystemet-theme.css"
    ),
    Asset("@digdir/designsystemet-web/dist/umd/index.js", "static/vendor/designsystemet-web.js"),
    Asset("axe-core/axe.min.js", "test/axe.min.js"),
)
FONTS = (
    Font("@fontsource-variable/inter", "opsz.css", "inter"),
    Font("@fontsource-variable/noto-sans-arabic", "wght.css", "noto-sans-arabic"),
)


def copy_asset(modules: Path, build: Path, asset: Asset) -> None:
    """Source-map comments go: the maps are not shipped, and hashed-name storage would look for them."""
    target = build / asset.target
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(SOURCE_MAP.sub(b"", (modules / asset.source).read_bytes()))


def copy_font(modules: Path, build: Path, font: Font) -> None:
    """The style sheet comes along as `<folder>/<folder>.css`, with only the files that it names."""
    target = build / "static" / "vendor" / font.folder
    target.mkdir(parents=True, exist_ok=True)
    sheet = (modules / font.package / font.sheet).read_bytes()
    for name in re.findall(r"url\(\./files/([\w.-]+)\)", sheet.decode()):
        shutil.copyfile(modules / font.package / "files" / name, target / name)
    (target / f"{font.folder}.css").write_bytes(FONT_URL.sub(b"url(", sheet))


def copy_all(modules: Path, build: Path) -> None:
    """Replaces `build/static/vendor` as a whole, so that no file of an earlier version stays behind."""
    shutil.rmtree(build / "static" / "vendor", ignore_errors=True)
    for asset in ASSETS:
        copy_asset(modules, build, asset)
    for font in FONTS:
        copy_font(modules, build, font)


def main() -> int:
    """Copies everything, or says in one sentence what is missing."""
    try:
        copy_all(ROOT / "node_modules", ROOT / "build")
    except FileNotFoundError as missing:
        sys.stderr.write(f"{missing.filename} is missing: run `make setup` again.\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
