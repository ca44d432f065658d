"""The provider in this process, with a clock we turn and a client that misbehaves."""

import asyncio
import json
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from starlette.applications import Starlette

from brygga.simulated_eid.app import create_app
from brygga.simulated_eid.clients import ASSERTION_TYPE, Client
from brygga.simulated_eid.guard import NotADemoError
from brygga.simulated_eid.people import CLAIM, LOA3, SCOPE

ISSUER = "https://eid.example"
BACK = "https://brygga.example/svar"
AFTER = "https://brygga.example/ut"
VERIFIER = "v" * 64
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
KEY = ECKey.generate_key("P-256", auto_kid=True)
ASK = {
    "client_id": "brygga-residents",
    "redirect_uri": BACK,
    "response_type": "code",
    "scope": f"openid {SCOPE}naturalPersonInfo {SCOPE}naturalPersonNumber",
    "state": "the state",
    "nonce": "the nonce",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "acr_values": LOA3,
}


class Clock:
    """A clock that stands still until told."""

    def __init__(self) -> None:
        self.second = 1_800_000_000

    def __call__(self) -> int:
        return self.second


class Web:
    """The app as a browser or a client meets it, without a network between."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._send("GET", path, more))

    def post(self, path: str, **more: Any) -> httpx.Response:
        return asyncio.run(self._send("POST", path, more))

    async def _send(self, method: str, path: str, more: dict[str, Any]) -> httpx.Response:
        transport = httpx.ASGITransport(self._app)
        async with httpx.AsyncClient(transport=transport, base_url=ISSUER) as client:
            return await client.request(method, path, **more)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(tmp_path: Path, clock: Clock) -> Web:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps(KeySet([KEY]).as_dict(private=False)))
    doors = [
        Client("brygga-residents", "resident", str(jwks), frozenset({BACK}), frozenset({AFTER})),
        Client("brygga-staff", "staff", str(jwks), frozenset({BACK})),
        Client("keyless", "staff", str(tmp_path / "nothing.json"), frozenset({BACK})),
    ]
    app = create_app(ISSUER, {door.client_id: door for door in doors}, {"BRYGGA_DEMO": "1"}, clock)
    return Web(app)


def returned(answer: Any) -> dict[str, str]:
    """What the redirect back to the client says."""
    assert answer.status_code == 303
    location = urlsplit(answer.headers["location"])
    assert location._replace(query="").geturl() == BACK
    return dict(parse_qsl(location.query))


def ticket(web: Web, **change: str) -> str:
    page = web.get("/authorize", params={**ASK, **change}).text
    return page.split('name="ticket" value="')[1].split('"')[0]


def code(web: Web, person: str = "alma", **change: str) -> str:
    return returned(web.post("/choose", data={"ticket": ticket(web, **change), "person": person}))["code"]


def assertion(clock: Clock, key: ECKey = KEY, **change: Any) -> str:
    claims = {
        "iss": "brygga-residents",
        "sub": "brygga-residents",
        "aud": ISSUER + "/token",
        "exp": clock() + 60,
        "jti": "one",
        **change,
    }
    held = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": "ES256", "kid": key.kid}, held, key)


def exchange(web: Web, signed: str, **change: str) -> Any:
    form = {
        "grant_type": "authorization_code",
        "client_assertion_type": ASSERTION_TYPE,
        "client_assertion": signed,
        "redirect_uri": BACK,
        "code_verifier": VERIFIER,
        **change,
    }
    return web.post("/token", data=form)


def userinfo(web: Web, token: str) -> Any:
    return web.get("/userinfo", headers={"Authorization": f"Bearer {token}"})


def test_it_says_where_everything_is_and_what_it_demands(web: Web) -> None:
    found = web.get("/.well-known/openid-configuration").json()
    assert found["issuer"] == ISSUER
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["token_endpoint_auth_methods_supported"] == ["private_key_jwt"]
    assert found["acr_values_supported"] == [LOA3]


def test_a_code_gives_tokens_and_the_claims_asked_for(web: Web, clock: Clock) -> None:
    tokens = exchange(web, assertion(clock), code=code(web)).json()
    keys = KeySet.import_key_set(web.get("/jwks").json())
    claims = jwt.decode(tokens["id_token"], keys, algorithms=["ES256"]).claims
    assert (claims["iss"], claims["aud"], claims["acr"]) == (ISSUER, "brygga-residents", LOA3)
    assert (claims["nonce"], claims["exp"]) == ("the nonce", clock() + 300)
    assert claims[CLAIM + "personalIdentityNumber"] == "198809162384"
    assert "given_name" not in claims
    known = userinfo(web, tokens["access_token"]).json()
    assert (known["sub"], known["given_name"], known["birthdate"]) == (claims["sub"], "Alma", "1988-09-16")


def test_claims_can_be_asked_for_one_by_one(web: Web, clock: Clock) -> None:
    wish = json.dumps({"userinfo": {CLAIM + "personalIdentityNumber": None}, "id_token": {"name": None}})
    tokens = exchange(web, assertion(clock), code=code(web, scope="openid", claims=wish)).json()
    known = userinfo(web, tokens["access_token"]).json()
    assert set(known) == {"sub", "txn", CLAIM + "personalIdentityNumber"}


def test_nothing_is_told_that_was_not_asked_for(web: Web, clock: Clock) -> None:
    tokens = exchange(web, assertion(clock), code=code(web, scope="openid")).json()
    assert set(userinfo(web, tokens["access_token"]).json()) == {"sub", "txn"}


def test_a_code_used_again_gives_nothing_and_ends_what_it_gave(web: Web, clock: Clock) -> None:
    one = code(web)
    tokens = exchange(web, assertion(clock), code=one).json()
    again = exchange(web, assertion(clock, jti="two"), code=one)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert userinfo(web, tokens["access_token"]).status_code == 401


def test_a_code_lives_for_a_minute(web: Web, clock: Clock) -> None:
    old = code(web)
    clock.second += 60
    assert exchange(web, assertion(clock), code=old).json()["error"] == "invalid_grant"


def test_an_access_token_lives_for_five_minutes(web: Web, clock: Clock) -> None:
    token = exchange(web, assertion(clock), code=code(web)).json()["access_token"]
    clock.second += 299
    assert userinfo(web, token).status_code == 200
    clock.second += 1
    assert userinfo(web, token).status_code == 401


@pytest.mark.parametrize(
    "change", [{"code_verifier": "w" * 64}, {"redirect_uri": AFTER}, {"code_verifier": ""}]
)
def test_a_code_is_worth_nothing_to_who_did_not_ask_for_it(
    web: Web, clock: Clock, change: dict[str, str]
) -> None:
    stolen = code(web)
    assert exchange(web, assertion(clock), code=stolen, **change).json()["error"] == "invalid_grant"


def test_one_clients_code_is_worth_nothing_to_another(web: Web, clock: Clock) -> None:
    other = assertion(clock, iss="brygga-staff", sub="brygga-staff")
    assert exchange(web, other, code=code(web)).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "https://elsewhere.example"},
        {"aud": None},
        {"exp": 1_800_000_000 - 1},
        {"exp": 1_800_000_000 + 3600},
        {"exp": None},
        {"jti": None},
        {"sub": "brygga-staff"},
        {"iss": "nobody"},
        {"iss": "keyless", "sub": "keyless"},
    ],
)
def test_a_client_must_prove_who_it_is(web: Web, clock: Clock, change: dict[str, Any]) -> None:
    answer = exchange(web, assertion(clock, **change), code=code(web))
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_another_key_proves_nothing(web: Web, clock: Clock) -> None:
    other = ECKey.generate_key("P-256", auto_kid=True)
    assert exchange(web, assertion(clock, other), code=code(web)).json()["error"] == "invalid_client"


@pytest.mark.parametrize("signed", ["", "a.b.c", "bm8.bm8.bm8"])
def test_a_text_that_is_no_assertion_proves_nothing(web: Web, signed: str) -> None:
    assert exchange(web, signed, code=code(web)).json()["error"] == "invalid_client"


def test_an_assertion_proves_it_once(web: Web, clock: Clock) -> None:
    signed = assertion(clock)
    assert exchange(web, signed, code=code(web)).status_code == 200
    assert exchange(web, signed, code=code(web)).json()["error"] == "invalid_client"


def test_there_are_no_client_secrets(web: Web) -> None:
    answer = exchange(web, "", code=code(web), client_assertion_type="", client_secret="secret")
    assert answer.json()["error"] == "invalid_client"


def test_only_codes_are_exchanged(web: Web, clock: Clock) -> None:
    answer = exchange(web, assertion(clock), grant_type="password")
    assert answer.json()["error"] == "unsupported_grant_type"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"response_type": "id_token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"state": ""}, "invalid_request"),
        ({"nonce": ""}, "invalid_request"),
        ({"claims": "[]"}, "invalid_request"),
        ({"claims": "{"}, "invalid_request"),
        ({"prompt": "none"}, "login_required"),
        ({"request": "x"}, "request_not_supported"),
        ({"request_uri": "x"}, "request_uri_not_supported"),
    ],
)
def test_what_is_wrong_is_told_to_the_client(web: Web, change: dict[str, str], error: str) -> None:
    told = returned(web.get("/authorize", params={**ASK, **change}))
    assert (told["error"], told["iss"]) == (error, ISSUER)


@pytest.mark.parametrize("change", [{"client_id": "nobody"}, {"redirect_uri": BACK + "/"}])
def test_nobody_is_sent_to_an_address_we_do_not_know(web: Web, change: dict[str, str]) -> None:
    answer = web.get("/authorize", params={**ASK, **change})
    assert answer.status_code == 400
    assert "location" not in answer.headers
    assert "inte" in answer.text


def test_a_request_may_come_as_a_form(web: Web) -> None:
    assert "Alma Nilsson" in web.post("/authorize", data=ASK).text


def test_the_page_shows_the_people_of_its_door_only(web: Web) -> None:
    page = web.get("/authorize", params={**ASK, "client_id": "brygga-staff"}).text
    assert "Cecilia Holm" in page
    assert "Alma Nilsson" not in page


def test_the_page_says_that_it_is_not_real_and_shows_no_number(web: Web) -> None:
    page = web.get("/authorize", params=ASK).text
    assert "Simulerad e-legitimation" in page
    assert "bara för demo" in page
    assert "198809162384" not in page


def test_the_page_runs_no_script_and_may_post_only_to_us_and_back(web: Web) -> None:
    policy = web.get("/authorize", params=ASK).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' https://brygga.example;" in policy
    assert web.get("/static/eid.css").status_code == 200


def test_a_hint_puts_focus_on_one_person(web: Web) -> None:
    page = web.get("/authorize", params={**ASK, "login_hint": "petra"}).text
    assert 'value="petra" autofocus' in page
    assert page.count("autofocus") == 1


def test_cancelling_is_told_to_the_client(web: Web) -> None:
    told = returned(web.post("/choose", data={"ticket": ticket(web)}))
    assert (told["error"], told["state"]) == ("access_denied", "the state")


def test_nobody_outside_the_list_can_be_chosen(web: Web) -> None:
    told = returned(web.post("/choose", data={"ticket": ticket(web), "person": "cecilia"}))
    assert told["error"] == "access_denied"


def test_a_choice_is_made_once_and_in_time(web: Web, clock: Clock) -> None:
    first, second = ticket(web), ticket(web)
    web.post("/choose", data={"ticket": first, "person": "alma"})
    assert web.post("/choose", data={"ticket": first, "person": "alma"}).status_code == 400
    clock.second += 600
    assert web.post("/choose", data={"ticket": second, "person": "alma"}).status_code == 400


def test_a_weak_e_id_gives_no_identity(web: Web) -> None:
    told = returned(web.post("/choose", data={"ticket": ticket(web), "person": "loke"}))
    assert told["error"] == "unmet_authentication_requirements"


def test_signing_out_returns_to_a_registered_address(web: Web, clock: Clock) -> None:
    hint = exchange(web, assertion(clock), code=code(web)).json()["id_token"]
    wish = {"id_token_hint": hint, "post_logout_redirect_uri": AFTER, "state": "s"}
    assert web.get("/end_session", params=wish).headers["location"] == AFTER + "?state=s"


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"client_id": "brygga-residents", "post_logout_redirect_uri": "https://elsewhere.example"},
        {"id_token_hint": "a.b.c", "post_logout_redirect_uri": AFTER},
        {"client_id": "brygga-staff", "post_logout_redirect_uri": AFTER},
    ],
)
def test_signing_out_otherwise_ends_here(web: Web, wish: dict[str, str]) -> None:
    answer = web.get("/end_session", params=wish)
    assert answer.status_code == 200
    assert "utloggad" in answer.text


def test_userinfo_wants_a_bearer_token(web: Web) -> None:
    assert web.get("/userinfo").status_code == 401
    assert web.get("/userinfo", headers={"Authorization": "Basic abc"}).status_code == 401


@pytest.mark.parametrize("environ", [{}, {"BRYGGA_DEMO": ""}, {"BRYGGA_DEMO": "0"}, {"BRYGGA_DEMO": "yes"}])
def test_it_cannot_be_made_outside_a_demo(environ: dict[str, str]) -> None:
    with pytest.raises(NotADemoError, match="anyone be anyone"):
        create_app(ISSUER, {}, environ)
