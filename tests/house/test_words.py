"""What must never be written into a file of the project."""

import re
from datetime import date

import pytest

from brygga.ground.personnummer import check_digit
from tests.house.files import ROOT, shown, tracked

TEXT = [
    path
    for path in tracked()
    if path.suffix not in {".png", ".jpg", ".jpeg", ".pdf", ".ico", ".woff2", ".mo"}
]
LOCKS = {"package-lock.json", "dev.lock", "product.lock", "node.lock"}
MACHINE = re.compile(r"(?<![\w.])/(?:work|opt|root|home|mnt|srv|Users|tmp)/[\w.]")
REGISTRY = re.compile(
    r"(?i)\b(?:artifactory|nexus|devpi|verdaccio)\b|https?://[^\s\"']*(?:registry|pypi)[^\s\"']*"
)
SECRET = re.compile(
    r"-----BEGIN (?:RSA |EC )?PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bghp_\w{36}\b|\bxox[bp]-\w+"
    r"|(?i:password)\s*=\s*[\"'][^\"'{}<\s]{12,}"
)
NUMBER = re.compile(r"(?<![\d.\-_])((?:19|20)?\d{2})(\d{2})(\d{2})[-+ ]?(\d{4})(?![\d\-_])")
ELECTED_OR_COMPANY_MONTH = 20
"""Organisation numbers have a "month" of at least 20."""


def lines(path: object) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()  # type: ignore[attr-defined]


def found(pattern: re.Pattern[str]) -> list[tuple[str, int, str]]:
    return [
        (shown(path), number, hit.group(0))
        for path in TEXT
        if path.name not in LOCKS and path != ROOT / "tests" / "house" / "test_words.py"
        for number, line in enumerate(lines(path), start=1)
        for hit in pattern.finditer(line)
    ]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert not found(MACHINE)


def test_no_file_names_a_registry() -> None:
    assert not found(REGISTRY)


def test_no_file_holds_a_secret() -> None:
    assert not found(SECRET)


def test_lock_files_name_no_registry() -> None:
    """Versions and hashes; where the packages come from is for each machine to know. Funding links are harmless."""
    for path in tracked():
        if path.name in LOCKS:
            assert "resolved" not in path.read_text(encoding="utf-8"), path.name
            assert not REGISTRY.search(path.read_text(encoding="utf-8")), path.name


def test_personal_numbers_are_published_test_numbers_or_cannot_exist() -> None:
    """Skatteverket's test numbers have birth number 238 or 239 (or 980-999); no living person is given those."""
    real = [
        (where, line, text)
        for where, line, text in found(NUMBER)
        if (stem := _stem(text)) and _could_be_somebodys(stem)
    ]
    assert not real


def _stem(text: str) -> str:
    """Ten digits."""
    digits = "".join(c for c in text if c.isdigit())
    return digits[-10:]


def _could_be_somebodys(ten: str) -> bool:
    year, month, day, birth = int(ten[:2]), int(ten[2:4]), int(ten[4:6]), int(ten[6:9])
    if month >= ELECTED_OR_COMPANY_MONTH or str(check_digit(ten[:9])) != ten[9]:
        return False
    try:
        date(2000 + year if year <= 26 else 1900 + year, month, day - 60 if day > 60 else day)
    except ValueError:
        return False
    return birth not in {238, 239} and birth < 980


@pytest.mark.parametrize(
    ("nine", "wrong", "somebodys"),
    [
        ("811218987", 0, False),  # 980-999 are test numbers
        ("811218123", 0, True),
        ("811278123", 0, True),  # a coordination number
        ("811218123", 1, False),  # a check digit that is wrong
        ("880916238", 0, False),
        ("212000115", 0, False),  # a municipality's organisation number
        ("811318123", 0, False),  # no such month
    ],
)
def test_the_scanner_knows_a_number_when_it_sees_one(nine: str, wrong: int, somebodys: bool) -> None:
    """Put together here, so that no such number stands in this file either."""
    assert _could_be_somebodys(f"{nine}{(int(check_digit(nine)) + wrong) % 10}") is somebodys
