"""Numbers in examples are Skatteverket's published test numbers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brygga.ground.personnummer import InvalidNumberError, Kind, Number, check_digit, parse

TODAY = date(2026, 11, 21)


def number(born: date, serial: int, *, coordination: bool = False) -> str:
    """Twelve digits with a right check digit."""
    day = born.day + (60 if coordination else 0)
    first = f"{born:%Y%m}{day:02}{serial:03}"
    return first + str(check_digit(first[2:]))


BORN = st.dates(min_value=date(1830, 1, 1), max_value=TODAY)
UNDER_HUNDRED = st.dates(min_value=date(TODAY.year - 99, 1, 1), max_value=TODAY)
HUNDRED_OR_MORE = st.dates(min_value=date(TODAY.year - 196, 1, 1), max_value=date(TODAY.year - 100, 12, 31))
SERIAL = st.integers(0, 999)


@given(BORN, SERIAL, st.booleans())
def test_a_number_of_twelve_digits_is_read_as_it_stands(born: date, serial: int, coordination: bool) -> None:
    digits = number(born, serial, coordination=coordination)
    read = parse(digits, today=TODAY)
    assert read.digits == digits
    assert read.birthdate == born
    assert read.kind is (Kind.COORDINATION if coordination else Kind.PERSONAL)


@given(UNDER_HUNDRED, SERIAL, st.booleans())
def test_a_dash_means_under_a_hundred(born: date, serial: int, coordination: bool) -> None:
    digits = number(born, serial, coordination=coordination)
    assert parse(f"{digits[2:8]}-{digits[8:]}", today=TODAY).digits == digits
    assert parse(digits[2:], today=TODAY).digits == digits


@given(HUNDRED_OR_MORE, SERIAL)
def test_a_plus_means_a_hundred_or_more(born: date, serial: int) -> None:
    digits = number(born, serial)
    assert parse(f"{digits[2:8]}+{digits[8:]}", today=TODAY).digits == digits


@given(BORN, SERIAL, st.integers(2, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_refused(born: date, serial: int, place: int, off: int) -> None:
    digits = number(born, serial)
    wrong = digits[:place] + str((int(digits[place]) + off) % 10) + digits[place + 1 :]
    with pytest.raises(InvalidNumberError):
        parse(wrong, today=TODAY)


@given(BORN, SERIAL)
def test_what_is_written_out_reads_back_the_same(born: date, serial: int) -> None:
    read = Number(number(born, serial))
    assert parse(read.dashed, today=TODAY) == read


@given(st.text(alphabet=st.characters(exclude_categories=["Nd"]), min_size=1))
def test_a_text_without_digits_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InvalidNumberError, match=r"^not ten or twelve digits$"):
        parse(text, today=TODAY)


@given(BORN, SERIAL)
def test_the_number_is_never_shown_by_accident(born: date, serial: int) -> None:
    read = Number(number(born, serial))
    shown = [repr(read), str(read), f"{read}", f"{[read]}", read.masked]
    assert not any(read.digits[8:] in text for text in shown)
    assert not any(read.digits[:8] in text for text in shown[:-1])


@pytest.mark.parametrize(
    "text",
    ["199005012381", "19900501-2381", "900501-2381", " 900501 2381 ", "900501\u20132381"],
)
def test_people_write_it_in_many_ways(text: str) -> None:
    assert parse(text, today=TODAY).digits == "199005012381"


def test_it_is_masked_after_the_date() -> None:
    assert Number("199005012381").masked == "19900501-****"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "90051",
        "900501-2382",
        "900231-2397",
        "9005012381000",
        "٩٠٠٥٠١-٢٣٨١",
        "900501-23A1",
        "900500-2396",
        "179005132397",
    ],
)
def test_it_is_refused(text: str) -> None:
    with pytest.raises(InvalidNumberError):
        parse(text, today=TODAY)


def test_nobody_is_born_tomorrow() -> None:
    tomorrow = number(date(2026, 11, 22), 239)
    with pytest.raises(InvalidNumberError, match="future"):
        parse(tomorrow, today=TODAY)


def test_a_dash_is_not_read_as_a_hundred_years_old() -> None:
    later_this_year = number(date(1926, 12, 24), 239)
    with pytest.raises(InvalidNumberError, match="future"):
        parse(f"{later_this_year[2:8]}-{later_this_year[8:]}", today=TODAY)


def test_without_a_sign_a_date_to_come_is_read_as_a_hundred_years_ago() -> None:
    later_this_year = number(date(1926, 12, 24), 239)
    assert parse(later_this_year[2:], today=TODAY).digits == later_this_year


@pytest.mark.parametrize("digits", ["191500722390", "191900602390"])
def test_a_coordination_number_may_leave_the_birth_date_unknown(digits: str) -> None:
    digits = digits[:11] + str(check_digit(digits[2:11]))
    assert Number(digits).kind is Kind.COORDINATION
    assert Number(digits).birthdate is None


def test_a_personal_number_may_not_leave_the_birth_date_unknown() -> None:
    digits = "199000002390"
    with pytest.raises(InvalidNumberError, match="date"):
        Number(digits[:11] + str(check_digit(digits[2:11])))


@pytest.mark.parametrize("digits", ["", "900501-2381", "1990050123810"])
def test_a_number_cannot_be_made_of_anything_but_twelve_digits(digits: str) -> None:
    with pytest.raises(InvalidNumberError):
        Number(digits)
