"""The cast, as the e-ID knows it."""

from brygga.ground.personnummer import Kind, Number
from brygga.simulated_eid.people import CLAIM, LOA3, by_place, cast

RESIDENTS = cast()["resident"]
STAFF = cast()["staff"]


def test_the_cast_is_whole() -> None:
    assert {"alma", "bo", "petra"} <= set(RESIDENTS)
    assert {"cecilia", "david", "eva", "frida", "gustav", "leila", "sara"} <= set(STAFF)


def test_every_resident_has_a_number_of_their_own_that_holds() -> None:
    numbers = [Number(person.number or "") for person in RESIDENTS.values()]
    assert len(set(numbers)) == len(numbers)
    assert {number.kind for number in numbers} == {Kind.PERSONAL, Kind.COORDINATION}


def test_the_birth_date_is_the_numbers() -> None:
    for person in RESIDENTS.values():
        born = Number(person.number or "").birthdate
        assert born is not None
        assert person.claims()["birthdate"] == born.isoformat()


def test_staff_have_an_employer_and_no_number() -> None:
    for person in STAFF.values():
        claims = person.claims()
        assert claims[CLAIM + "orgAffiliation"].endswith("@" + claims[CLAIM + "orgNumber"])
        assert person.number is None


def test_one_e_id_is_too_weak_and_it_is_a_residents() -> None:
    assert [person.key for person in RESIDENTS.values() if person.acr != LOA3] == ["loke"]
    assert all(person.acr == LOA3 for person in STAFF.values())


def test_each_place_stands_once() -> None:
    assert [place for place, _people in by_place("staff")] == ["Helsingborg", "Landskrona", "Bjuv"]
    assert [place for place, _people in by_place("resident")][-1] == "Ängelholm"


def test_two_clients_do_not_learn_that_it_is_the_same_person() -> None:
    alma = RESIDENTS["alma"]
    assert alma.subject("brygga-residents") != alma.subject("another")
