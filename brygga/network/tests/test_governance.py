"""The municipality's own pages: who may see and change them, and what is kept of every change."""

from datetime import timedelta

import pytest
from django.test import Client

from brygga.access.models import Position
from brygga.demo.cast import HELSINGBORG, ident
from brygga.ground import clock
from brygga.municipalities.models import Change, Municipality, Unit
from brygga.network.tests.build import HOME, gustav, hidden, send
from brygga.people.models import Staff
from tests.cast import ALMA, almas_case, at_work, resident, staff
from tests.doors import client_for

pytestmark = pytest.mark.django_db

AGREEMENT = f"{HOME}avtal/{ident('agreement 2026-014')}/"
READ_BY_STAFF = (f"{HOME}avtal/", AGREEMENT, f"{HOME}delegation/")
KEPT_BY_ADMINISTRATION = (
    HOME,
    f"{HOME}historik/",
    f"{HOME}enheter/",
    f"{HOME}enheter/ny/",
    f"{HOME}enheter/{ident('unit 1283')}/",
    f"{HOME}personal/",
    f"{HOME}personal/ny/",
    f"{HOME}personal/{ident('cecilia')}/",
    f"{HOME}personal/{ident('cecilia')}/andra/",
    f"{HOME}personal/{ident('cecilia')}/befattning/",
    f"{HOME}befattning/{ident('position cecilia')}/avsluta/",
    f"{HOME}avtal/nytt/",
    f"{AGREEMENT}avsluta/",
    f"{HOME}delegation/ny/",
    f"{HOME}delegation/{ident('delegation 1283 2026-D-01')}/avsluta/",
    f"{HOME}farg/0f3b73.css",
    f"{HOME}kontakt/",
    f"{HOME}utseende/",
    f"{HOME}skyddade/",
)
CONTACT = {
    "phone": "040-628 04 11",
    "on_call_phone": "040-628 04 19",
    "hours": "Måndag–fredag: 8.00–16.00",
    "visit_address": "Rådhuset",
    "post_address": "251 89 Helsingborg",
    "board": "Socialnämnden",
    "court": "Förvaltningsrätten i Malmö",
}


@pytest.mark.parametrize("path", READ_BY_STAFF + KEPT_BY_ADMINISTRATION)
def test_gustav_opens_every_page(path: str) -> None:
    assert gustav().get(path).status_code == 200


@pytest.mark.parametrize("path", KEPT_BY_ADMINISTRATION)
@pytest.mark.parametrize("who", ["cecilia", "david", "eva", "frida"])
def test_for_everybody_else_the_administrations_pages_do_not_exist(who: str, path: str) -> None:
    client = client_for(staff(who))
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


@pytest.mark.parametrize("path", READ_BY_STAFF)
def test_own_staff_read_agreements_and_delegations_and_others_do_not(path: str) -> None:
    page = client_for(staff("cecilia")).get(path)
    assert page.status_code == 200
    assert "avsluta" not in page.content.decode()
    assert [client_for(staff(who)).get(path).status_code for who in ("david", "eva")] == [404, 404]


@pytest.mark.parametrize("path", READ_BY_STAFF + KEPT_BY_ADMINISTRATION)
def test_residents_have_nothing_here_and_strangers_are_sent_to_sign_in(path: str) -> None:
    almas_case()
    assert client_for(resident(ALMA)).get(path).status_code == 404
    assert Client().get(path).status_code == 302


def test_gustav_has_nothing_in_another_municipality() -> None:
    assert [gustav().get(f"/{slug}/kommunen/").status_code for slug in ("landskrona", "bjuv")] == [404, 404]


def test_a_change_is_kept_with_who_and_from_what_to_what() -> None:
    assert send(gustav(), f"{HOME}kontakt/", CONTACT).status_code == 302
    with at_work(staff("gustav")):
        home = Municipality.objects.get(code=HELSINGBORG)
        change = Change.objects.get(what="contact")
    assert (home.phone, home.hours) == ("040-628 04 11", [["Måndag–fredag", "8.00–16.00"]])
    assert (change.staff_name, change.before["phone"], change.after["phone"]) == (
        "Gustav Lind",
        "040-628 04 10",
        "040-628 04 11",
    )
    page = gustav().get(f"{HOME}historik/").content.decode()
    assert "Gustav Lind" in page
    assert "Måndag–torsdag: 8.00–16.30" in page


def test_saving_the_same_again_leaves_no_line() -> None:
    client = gustav()
    form = {**hidden(client.get(f"{HOME}kontakt/").content.decode()), **CONTACT}
    assert [client.post(f"{HOME}kontakt/", form).status_code for _ in range(2)] == [302, 302]
    with at_work(staff("gustav")):
        assert Change.objects.count() == 1


def test_the_second_of_two_who_edit_at_once_is_told_and_loses_nothing() -> None:
    first, second = gustav(), gustav()
    seen = hidden(second.get(f"{HOME}kontakt/").content.decode())
    send(first, f"{HOME}kontakt/", CONTACT)
    later = second.post(f"{HOME}kontakt/", {**seen, **CONTACT, "phone": "040-628 04 12"})
    page = later.content.decode()
    assert later.status_code == 422
    assert "hann ändra här" in page
    assert 'value="040-628 04 12"' in page
    again = second.post(f"{HOME}kontakt/", {**hidden(page), **CONTACT, "phone": "040-628 04 12"})
    assert again.status_code == 302


@pytest.mark.parametrize(
    ("what", "values", "says"),
    [
        ("kontakt", {**CONTACT, "phone": "ring oss"}, "telefonnummer"),
        ("kontakt", {**CONTACT, "hours": "alltid öppet"}, "dag, kolon och tid"),
        ("kontakt", {**CONTACT, "board": ""}, "måste fyllas i"),
        ("kontakt", {**CONTACT, "visit_address": "x" * 121}, "120 tecken"),
        ("utseende", {"colour": "red;}body{"}, "# och sex tecken"),
        ("utseende", {"colour": "rött"}, "# och sex tecken"),
        ("skyddade", {"protected_routine": ""}, "måste fyllas i"),
    ],
)
def test_settings_that_cannot_be_are_refused(what: str, values: dict[str, str], says: str) -> None:
    answer = send(gustav(), f"{HOME}{what}/", values)
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_colour_and_words_are_the_municipalitys_own_at_once() -> None:
    sent = send(gustav(), f"{HOME}utseende/", {"colour": "#7A1F4D", "apply": "Sök hjälp"})
    assert sent.status_code == 302
    with at_work(staff("gustav")):
        home = Municipality.objects.get(code=HELSINGBORG)
    assert (home.colour, home.words) == ("#7a1f4d", {"apply": "Sök hjälp"})
    assert "helsingborg-" in gustav().get(HOME).content.decode()


def test_a_colour_is_shown_before_it_is_saved() -> None:
    page = gustav().get(f"{HOME}utseende/?farg=%232e6b3f").content.decode()
    assert "/helsingborg/kommunen/farg/2e6b3f.css" in page
    assert '[data-theme="prov"]' in gustav().get(f"{HOME}farg/2e6b3f.css").content.decode()
    assert gustav().get(f"{HOME}farg/zz.css").status_code == 404


def test_a_unit_is_added_once_changed_and_closed_never_removed() -> None:
    client = gustav()
    form = {
        **hidden(client.get(f"{HOME}enheter/ny/").content.decode()),
        "name": "Ungdom",
        "areas": ["children"],
    }
    assert [client.post(f"{HOME}enheter/ny/", form).status_code for _ in range(2)] == [302, 302]
    with at_work(staff("gustav")):
        (unit,) = Unit.objects.filter(municipality=HELSINGBORG, name="Ungdom")
    closed = {"name": "Ungdom", "areas": ["children"], "closed_on": clock.today().isoformat()}
    assert send(client, f"{HOME}enheter/{unit.id}/", closed).status_code == 302
    assert "Stängd från" in client.get(f"{HOME}enheter/").content.decode()


NEW_PERSON = {"name": "Åsa Ek", "affiliation": "asa.ek@2120001157", "title": "socialsekreterare"}


def test_a_new_colleague_sees_nothing_until_they_have_a_position() -> None:
    sent = send(gustav(), f"{HOME}personal/ny/", NEW_PERSON)
    with at_work(staff("gustav")):
        person = Staff.objects.get(affiliation="asa.ek@2120001157")
    assert sent.headers["Location"] == f"{HOME}personal/{person.id}/"
    position = {
        "role": "caseworker",
        "areas": ["children"],
        "valid_from": clock.today().isoformat(),
        "decided_by": "Förvaltningschefen",
    }
    assert send(gustav(), f"{HOME}personal/{person.id}/befattning/", position).status_code == 302
    with at_work(staff("gustav")):
        assert Position.objects.get(staff_id=person.id).shielded is False


def test_somebody_elses_e_id_is_refused() -> None:
    answer = send(gustav(), f"{HOME}personal/ny/", {**NEW_PERSON, "affiliation": "eva.sjo@2120001041"})
    assert answer.status_code == 422
    assert "hör redan till någon annan" in answer.content.decode()


def test_a_position_ends_and_with_it_what_somebody_sees() -> None:
    last = (clock.today() - timedelta(days=1)).isoformat()
    sent = gustav().post(f"{HOME}befattning/{ident('position cecilia')}/avsluta/", {"last_day": last})
    assert sent.status_code == 302
    assert staff("cecilia").posts == ()
    assert "Har upphört" in gustav().get(f"{HOME}personal/{ident('cecilia')}/").content.decode()


def test_nobody_gives_themselves_a_position() -> None:
    position = {"role": "caseworker", "areas": ["children"], "valid_from": "2026-01-01", "decided_by": "jag"}
    answer = send(gustav(), f"{HOME}personal/{ident('gustav')}/befattning/", position)
    assert answer.status_code == 422
    assert "Be en kollega" in answer.content.decode()


def test_the_last_who_can_administer_cannot_be_removed() -> None:
    ended = gustav().post(
        f"{HOME}befattning/{ident('position gustav')}/avsluta/", {"last_day": clock.today().isoformat()}
    )
    gone = send(gustav(), f"{HOME}personal/{ident('gustav')}/andra/", {"name": "Gustav Lind", "title": "x"})
    assert (ended.status_code, gone.status_code) == (422, 422)
    assert "måste finnas kvar" in gone.content.decode()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"role": "caseworker"}, "minst ett område"),
        ({"role": "registrar", "areas": ["children"]}, "ser inga ärenden"),
        ({"role": "jurist", "shielded": "on"}, "ser inga ärenden"),
        ({"role": "chief"}, "chief"),
        ({"role": "caseworker", "areas": ["children"], "valid_to": "2020-01-01"}, "före den första"),
    ],
)
def test_positions_that_cannot_be_are_refused(values: dict[str, str], says: str) -> None:
    answer = send(
        gustav(),
        f"{HOME}personal/{ident('cecilia')}/befattning/",
        {"valid_from": "2026-01-01", "decided_by": "Chefen", **values},
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_david_of_landskrona_is_not_helsingborgs_to_edit() -> None:
    assert gustav().get(f"{HOME}personal/{ident('david')}/").status_code == 404
    assert gustav().get(f"{HOME}befattning/{ident('position david')}/avsluta/").status_code == 404


@pytest.mark.parametrize("path", ["personal/", "avtal/", "delegation/", "enheter/"])
def test_pages_are_never_more_than_a_click_from_the_overview(path: str) -> None:
    assert f'href="{HOME}{path}"' in gustav().get(HOME).content.decode()
