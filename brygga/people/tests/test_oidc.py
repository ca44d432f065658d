"""Whole sign-ins against the simulated provider in its own process, over HTTP on this machine."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from joserfc.jwk import ECKey, KeySet

from brygga.demo.cast import STAFF
from brygga.ground.clock import wall_seconds
from brygga.people import oidc, oidc_key
from brygga.people.oidc import (
    LOA3,
    Door,
    Identity,
    Kind,
    Provider,
    RelyingParty,
    SignInCancelled,
    SignInRefused,
)
from brygga.people.oidc_providers import professionals_provider, residents_provider, staff_provider
from brygga.simulated_eid.tests import running
from brygga.simulated_eid.tests.running import (
    AFTER_LOGOUT,
    PROFESSIONAL_CALLBACK,
    RESIDENT_CALLBACK,
    STAFF_CALLBACK,
    changed,
    choose,
)

CALLBACKS = {
    "resident": RESIDENT_CALLBACK,
    "staff": STAFF_CALLBACK,
    "professional": PROFESSIONAL_CALLBACK,
}


def new_key() -> ECKey:
    return ECKey.generate_key("P-256", auto_kid=True)


OUR_KEY = new_key()


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    jwks = tmp_path_factory.mktemp("eid") / "jwks.json"
    jwks.write_text(json.dumps(KeySet([OUR_KEY]).as_dict(private=False)))
    with running.provider(jwks) as address:
        yield address


@pytest.fixture
def doors(issuer: str, settings: Any) -> dict[Door, RelyingParty]:
    settings.EID_URL = settings.STAFF_EID_URL = settings.PROFESSIONAL_EID_URL = issuer
    return {
        "resident": RelyingParty("resident", residents_provider(), OUR_KEY),
        "staff": RelyingParty("staff", staff_provider(), OUR_KEY),
        "professional": RelyingParty("professional", professionals_provider(), OUR_KEY),
    }


@pytest.fixture
def residents(doors: dict[Door, RelyingParty]) -> RelyingParty:
    return doors["resident"]


def begin(door: RelyingParty, session: dict[str, Any]) -> str:
    return door.begin(session, CALLBACKS[door.door], "sv")


def sign_in(door: RelyingParty, person: str) -> Identity:
    session: dict[str, Any] = {}
    return door.finish(session, choose(begin(door, session), person))


def refusal(door: RelyingParty, session: dict[str, Any], params: dict[str, str]) -> Kind:
    with pytest.raises(SignInRefused) as refused:
        door.finish(session, params)
    assert refused.value.reason
    return refused.value.kind


def test_alma_signs_in(residents: RelyingParty) -> None:
    alma = sign_in(residents, "alma")
    assert alma.number == "198809162384"
    assert (alma.given_name, alma.family_name, alma.name) == ("Alma", "Nilsson", "Alma Nilsson")
    assert (alma.door, alma.acr, alma.org_affiliation) == ("resident", LOA3, None)
    assert alma.txn


def test_one_is_the_same_subject_each_time_and_another_than_everyone_else(residents: RelyingParty) -> None:
    assert sign_in(residents, "alma").subject == sign_in(residents, "alma").subject
    assert sign_in(residents, "alma").subject != sign_in(residents, "bo").subject


def test_a_coordination_number_is_a_number_too(residents: RelyingParty) -> None:
    assert sign_in(residents, "oksana").number == "198609832384"


def test_cecilia_signs_in_with_her_employer_and_without_her_number(doors: dict[Door, RelyingParty]) -> None:
    cecilia = sign_in(doors["staff"], "cecilia")
    assert cecilia.org_affiliation == "cecilia.holm@2120001157"
    assert cecilia.org_number == "2120001157"
    assert cecilia.name == "Cecilia Holm"
    assert cecilia.number is None


def test_a_teacher_signs_in_with_her_school_and_her_work_and_without_her_number(
    doors: dict[Door, RelyingParty],
) -> None:
    lotta = sign_in(doors["professional"], "lotta")
    assert (lotta.name, lotta.org_name, lotta.title) == ("Lotta Ask", "Bergaskolan", "Lärare")
    assert lotta.org_affiliation == f"lotta.ask@{lotta.org_number}"
    assert lotta.number is None


@pytest.mark.parametrize(("door", "stranger"), [("professional", "cecilia"), ("staff", "lotta")])
def test_staff_and_professionals_of_others_do_not_change_doors(
    doors: dict[Door, RelyingParty], door: Door, stranger: str
) -> None:
    session: dict[str, Any] = {}
    with pytest.raises(SignInCancelled):
        doors[door].finish(session, choose(begin(doors[door], session), stranger))


def test_nobody_signs_in_at_the_other_door(doors: dict[Door, RelyingParty]) -> None:
    session: dict[str, Any] = {}
    with pytest.raises(SignInCancelled):
        doors["staff"].finish(session, choose(begin(doors["staff"], session), "alma"))


def test_an_answer_for_one_door_is_not_taken_at_the_other(doors: dict[Door, RelyingParty]) -> None:
    session: dict[str, Any] = {}
    params = choose(begin(doors["resident"], session), "alma")
    assert refusal(doors["staff"], session, params) is Kind.STALE


def test_an_identity_keeps_to_itself_in_logs(residents: RelyingParty) -> None:
    assert repr(sign_in(residents, "petra")) == "Identity(door='resident')"


def test_one_may_change_ones_mind(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    params = choose(begin(residents, session), None)
    with pytest.raises(SignInCancelled):
        residents.finish(session, params)
    assert refusal(residents, session, params) is Kind.STALE


def test_a_session_survives_being_stored_as_json(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    url = begin(residents, session)
    assert residents.finish(json.loads(json.dumps(session)), choose(url, "bo")).name == "Bo Ek"


def test_several_tabs_may_sign_in_at_once(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    urls = [begin(residents, session) for _tab in range(5)]
    assert residents.finish(session, choose(urls[1], "bo")).name == "Bo Ek"
    assert residents.finish(session, choose(urls[4], "alma")).name == "Alma Nilsson"
    assert refusal(residents, session, choose(urls[0], "alma")) is Kind.STALE


def test_a_wrong_state_is_refused(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    params = choose(begin(residents, session), "alma")
    assert refusal(residents, session, {**params, "state": "another"}) is Kind.STALE


def test_another_browsers_answer_is_refused(residents: RelyingParty) -> None:
    begun_by_the_thief: dict[str, Any] = {}
    params = choose(begin(residents, begun_by_the_thief), "bo")
    assert refusal(residents, {}, params) is Kind.STALE


def test_an_answer_works_once(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    params = choose(begin(residents, session), "alma")
    residents.finish(session, params)
    assert refusal(residents, session, params) is Kind.STALE


def test_a_used_code_is_refused_even_in_the_session_it_belongs_to(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    url = begin(residents, session)
    before = json.loads(json.dumps(session))
    params = choose(url, "alma")
    residents.finish(session, params)
    assert refusal(residents, before, params) is Kind.UNTRUSTED


def test_another_sign_ins_code_is_refused(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    mine = choose(begin(residents, session), "alma")
    theirs = choose(begin(residents, {}), "bo")
    assert refusal(residents, session, {**mine, "code": theirs["code"]}) is Kind.UNTRUSTED


def test_a_wrong_nonce_is_refused(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    params = choose(changed(begin(residents, session), nonce="another"), "alma")
    assert refusal(residents, session, params) is Kind.UNTRUSTED


def test_an_answer_from_another_issuer_is_refused(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    params = choose(begin(residents, session), "alma")
    assert refusal(residents, session, {**params, "iss": "https://elsewhere.example"}) is Kind.UNTRUSTED


def test_an_e_id_at_level_2_is_refused(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    assert refusal(residents, session, choose(begin(residents, session), "loke")) is Kind.ASSURANCE


def test_level_2_is_refused_even_if_level_3_was_edited_out_of_the_request(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    params = choose(changed(begin(residents, session), acr_values=None), "loke")
    assert "code" in params
    assert refusal(residents, session, params) is Kind.ASSURANCE


@pytest.mark.parametrize(
    "change",
    [
        {"code_challenge": None},
        {"code_challenge_method": "plain"},
        {"nonce": None},
        {"response_type": "token"},
        {"prompt": "none"},
    ],
)
def test_the_provider_refuses_a_request_that_is_not_whole(
    residents: RelyingParty, change: dict[str, str | None]
) -> None:
    session: dict[str, Any] = {}
    params = choose(changed(begin(residents, session), **change), "alma")
    assert "code" not in params
    assert refusal(residents, session, params) is Kind.REFUSED


def test_the_provider_refuses_a_client_with_another_key(residents: RelyingParty) -> None:
    impostor = RelyingParty("resident", residents.provider, new_key())
    session: dict[str, Any] = {}
    assert refusal(impostor, session, choose(begin(impostor, session), "alma")) is Kind.UNTRUSTED


def test_a_sign_in_cannot_be_finished_the_day_after(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    params = choose(begin(residents, session), "alma")
    late = RelyingParty("resident", residents.provider, OUR_KEY, now=lambda: wall_seconds() + 24 * 3600)
    assert refusal(late, session, params) is Kind.STALE


def test_an_id_token_out_of_time_is_refused(residents: RelyingParty) -> None:
    later = RelyingParty("resident", residents.provider, OUR_KEY, now=lambda: wall_seconds() + 400)
    session: dict[str, Any] = {}
    assert refusal(later, session, choose(begin(later, session), "alma")) is Kind.UNTRUSTED


def test_new_keys_at_the_provider_are_fetched(residents: RelyingParty) -> None:
    residents._keys = KeySet([new_key()])
    assert sign_in(residents, "alma").name == "Alma Nilsson"


def test_a_provider_that_is_down_is_said_in_a_sentence() -> None:
    nowhere = Provider(f"http://127.0.0.1:{running.free_port()}", "brygga-residents", "openid")
    with pytest.raises(SignInRefused) as refused:
        begin(RelyingParty("resident", nowhere, OUR_KEY), {})
    assert refused.value.kind is Kind.UNAVAILABLE
    assert "svarar inte" in refused.value.reason


def test_signing_out_goes_by_the_provider_and_back(residents: RelyingParty) -> None:
    url = residents.logout_url(sign_in(residents, "alma").id_token, AFTER_LOGOUT)
    assert "id_token_hint" in url
    assert running.get(url).headers["Location"] == AFTER_LOGOUT


def test_signing_out_leads_nowhere_else(residents: RelyingParty) -> None:
    url = residents.logout_url(sign_in(residents, "alma").id_token, "https://elsewhere.example/")
    assert not running.get(url).is_redirect


def test_no_address_carries_a_personal_number(residents: RelyingParty) -> None:
    session: dict[str, Any] = {}
    url = changed(begin(residents, session), scope=f"openid {oidc.SCOPE}naturalPersonNumber")
    identity = residents.finish(session, choose(url, "alma"))
    assert identity.number == "198809162384"
    assert "id_token_hint" not in residents.logout_url(identity.id_token, AFTER_LOGOUT)


def test_signing_out_works_when_the_provider_is_down() -> None:
    nowhere = Provider(f"http://127.0.0.1:{running.free_port()}", "brygga-residents", "openid")
    assert RelyingParty("resident", nowhere, OUR_KEY).logout_url("", AFTER_LOGOUT) == AFTER_LOGOUT


def test_a_provider_elsewhere_must_be_reached_by_https() -> None:
    with pytest.raises(ValueError, match="https"):
        Provider("http://eid.example", "brygga-residents", "openid")


def test_the_doors_of_the_settings_use_the_key_file(issuer: str, settings: Any, tmp_path: Path) -> None:
    settings.EID_URL = settings.STAFF_EID_URL = settings.PROFESSIONAL_EID_URL = issuer
    settings.DEMO = True
    settings.RP_KEY_FILE = tmp_path / "secrets" / "rp_key.json"
    oidc.relying_party.cache_clear()
    session: dict[str, Any] = {}
    url = oidc.begin("resident", session, RESIDENT_CALLBACK)
    answer = choose(url, None)
    with pytest.raises(SignInCancelled):
        oidc.finish("resident", session, changed(RESIDENT_CALLBACK, **answer))
    assert oidc.logout_url("staff", "", AFTER_LOGOUT).startswith(issuer)
    [published] = oidc.client_jwks()["keys"]
    assert published["kty"] == "EC"
    assert "d" not in published
    oidc.relying_party.cache_clear()


@pytest.mark.django_db
def test_where_no_service_e_id_is_set_the_other_doors_stand_open_and_that_one_is_not_there(
    issuer: str, settings: Any, tmp_path: Path
) -> None:
    settings.EID_URL = settings.STAFF_EID_URL = issuer
    settings.PROFESSIONAL_EID_URL = ""
    settings.DEMO = True
    settings.RP_KEY_FILE = tmp_path / "rp_key.json"
    oidc.relying_party.cache_clear()
    client = Client()
    for door in ("resident", "staff"):
        answer = client.get(f"/helsingborg/logga-in/{door}/")
        assert (answer.status_code, answer["Location"].startswith(issuer)) == (302, True), door
    for door in ("professional", "nowhere"):
        assert client.get(f"/helsingborg/logga-in/{door}/").status_code == 404, door
        assert client.get(f"/inloggning/{door}/svar?state=x").status_code == 404, door
    oidc.relying_party.cache_clear()


@pytest.mark.django_db
def test_staff_who_come_by_a_neighbours_door_land_where_they_work(monkeypatch: Any) -> None:
    cecilia = Identity("staff", "c", None, "", "", "Cecilia", STAFF["cecilia"][2], "", LOA3, "t", "")
    monkeypatch.setattr(oidc, "begin", lambda *_given: "https://eid.example")
    monkeypatch.setattr(oidc, "finish", lambda *_given: cecilia)
    client = Client()
    client.get("/landskrona/logga-in/staff/")
    assert client.get("/inloggning/staff/svar?state=x")["Location"] == "/helsingborg/arbete/"
    assert client.get("/helsingborg/arbete/").status_code == 200


def test_a_made_key_is_kept_and_only_ours_to_read(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "rp_key.json"
    first = oidc_key.load(path, may_be_made=True)
    assert oidc_key.load(path, may_be_made=False).thumbprint() == first.thumbprint()
    assert path.stat().st_mode & 0o077 == 0
    assert [file.name for file in path.parent.iterdir()] == ["rp_key.json"]


def test_in_production_a_missing_key_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(oidc_key.KeyMissingError, match="missing"):
        oidc_key.load(tmp_path / "rp_key.json", may_be_made=False)


@pytest.mark.parametrize("demo", [None, "", "0", "true"])
def test_the_simulated_e_id_does_not_start_in_production(demo: str | None, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "BRYGGA_DEMO"}
    if demo is not None:
        environment["BRYGGA_DEMO"] = demo
    command = running.command(running.free_port(), "http://127.0.0.1:1", tmp_path / "jwks.json")
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
    assert ended.returncode == 1
    assert "starts only in a demo" in ended.stderr
