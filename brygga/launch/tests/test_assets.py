import re
from pathlib import Path

import pytest

from brygga.launch import assets, static
from brygga.launch.assets import ASSETS, FONTS, copy_all

BUILT = assets.ROOT / "build" / "static" / "vendor"


def npm_folder(tmp_path: Path) -> Path:
    """What npm leaves, in small."""
    modules = tmp_path / "node_modules"
    for asset in ASSETS:
        file = modules / asset.source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("one();\n//# sourceMappingURL=index.js.map\n", encoding="utf-8")
    for font in FONTS:
        (modules / font.package / "files").mkdir(parents=True)
        (modules / font.package / "files" / "a-1.woff2").write_bytes(b"font")
        (modules / font.package / "files" / "unused.woff2").write_bytes(b"font")
        (modules / font.package / font.sheet).write_text(
            "src: url(./files/a-1.woff2) format('x');", encoding="utf-8"
        )
    return modules


def test_every_file_gets_its_stable_name_without_its_source_map(tmp_path: Path) -> None:
    copy_all(npm_folder(tmp_path), tmp_path / "build")
    for asset in ASSETS:
        assert (tmp_path / "build" / asset.target).read_text(encoding="utf-8").strip() == "one();"


def test_a_font_comes_with_the_files_its_style_sheet_names_and_no_others(tmp_path: Path) -> None:
    copy_all(npm_folder(tmp_path), tmp_path / "build")
    folder = tmp_path / "build" / "static" / "vendor" / "inter"
    assert sorted(file.name for file in folder.iterdir()) == ["a-1.woff2", "inter.css"]
    assert (folder / "inter.css").read_text(encoding="utf-8") == "src: url(a-1.woff2) format('x');"


def test_files_of_an_earlier_version_do_not_stay(tmp_path: Path) -> None:
    modules = npm_folder(tmp_path)
    copy_all(modules, tmp_path / "build")
    old = tmp_path / "build" / "static" / "vendor" / "old.js"
    old.touch()
    copy_all(modules, tmp_path / "build")
    assert not old.exists()


@pytest.mark.skipif(not BUILT.is_dir(), reason="make setup has not run")
def test_everything_the_copied_style_sheets_point_to_is_there() -> None:
    for sheet in BUILT.rglob("*.css"):
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8")):
            assert address.startswith("data:") or (sheet.parent / address).is_file(), (
                f"{sheet.name}: {address}"
            )


def test_static_files_are_collected_again_only_when_one_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "brygga" / "ground" / "static" / "a.css"
    source.parent.mkdir(parents=True)
    source.write_text("a", encoding="ascii")
    collected = tmp_path / "build" / "collected"
    runs: list[str] = []

    def collect(what: str, command: list[str], environment: dict[str, str]) -> None:
        collected.mkdir(parents=True)
        runs.append(what)

    monkeypatch.setattr(static, "ROOT", tmp_path)
    monkeypatch.setattr(static, "COLLECTED", collected)
    monkeypatch.setattr(static, "MARK", tmp_path / "build" / "mark")
    monkeypatch.setattr(static, "finished", collect)
    static.collect_if_changed({})
    static.collect_if_changed({})
    assert len(runs) == 1
    source.write_text("ab", encoding="ascii")
    static.collect_if_changed({})
    assert len(runs) == 2
