"""The provider's web: six endpoints and one page."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from brygga.simulated_eid.authorize import AuthorizationRequest, RefusedError, UnsafeRequestError, read
from brygga.simulated_eid.clients import Client, UnknownClientError, authenticate
from brygga.simulated_eid.guard import refuse_outside_demo
from brygga.simulated_eid.people import by_place
from brygga.simulated_eid.provider import InvalidGrantError, Provider
from brygga.simulated_eid.remembering import Clock

_HERE = Path(__file__).parent
_PAGES = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined)
_NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}


def create_app(
    issuer: str,
    clients: Mapping[str, Client],
    environ: Mapping[str, str],
    now: Clock = lambda: int(time.time()),
) -> Starlette:
    """The provider as an ASGI app. Raises NotADemoError anywhere but in a demo."""
    refuse_outside_demo(environ)
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", discovery),
            Route("/jwks", jwks),
            Route("/authorize", authorize, methods=["GET", "POST"]),
            Route("/choose", choose, methods=["POST"]),
            Route("/token", token, methods=["POST"]),
            Route("/userinfo", userinfo, methods=["GET", "POST"]),
            Route("/end_session", end_session, methods=["GET", "POST"]),
            Mount("/static", StaticFiles(directory=_HERE / "static")),
        ],
    )
    app.add_exception_handler(UnsafeRequestError, _say_why)
    app.add_exception_handler(RefusedError, _send_back_refused)
    app.state.provider = Provider(issuer, clients, now)
    return app


async def discovery(request: Request) -> Response:
    """Where everything is."""
    return JSONResponse(_provider(request).metadata())


async def jwks(request: Request) -> Response:
    """What our ID tokens are checked with."""
    return JSONResponse(_provider(request).jwks())


async def authorize(request: Request) -> Response:
    """Show who one can be."""
    provider = _provider(request)
    asked = read(await _params(request), provider.clients)
    page = _page(
        "choose.html",
        ticket=provider.wait(asked),
        places=by_place(asked.client.door),
        door=asked.client.door,
        hint=asked.login_hint,
    )
    return _locked(page, form_action=f"'self' {_origin(asked.redirect_uri)}")


async def choose(request: Request) -> Response:
    """Send the person back as the one they chose, or without an identity."""
    form = await _params(request)
    asked = _provider(request).take(form.get("ticket", ""))
    if asked is None:
        raise UnsafeRequestError("Det har gått för lång tid. Gå tillbaka till tjänsten och börja om.")
    if "person" not in form:
        raise RefusedError(asked, "access_denied", "the person chose not to")
    try:
        code = _provider(request).choose(asked, form["person"])
    except KeyError as fault:
        raise RefusedError(asked, "access_denied", "no such person") from fault
    return _send_back(request, asked, {"code": code})


async def token(request: Request) -> Response:
    """Tokens for a code, to a client that proves who it is."""
    provider, form = _provider(request), await _params(request)
    if form.get("grant_type") != "authorization_code":
        return _fault(400, "unsupported_grant_type", "only authorization_code")
    try:
        audiences = {provider.token_endpoint, provider.issuer}
        client = await run_in_threadpool(authenticate, form, provider.clients, audiences, provider.assertions)
        return JSONResponse(provider.redeem(client, form), headers=_NO_STORE)
    except UnknownClientError as fault:
        return _fault(401, "invalid_client", str(fault))
    except InvalidGrantError as fault:
        return _fault(400, "invalid_grant", str(fault))


async def userinfo(request: Request) -> Response:
    """Claims for an access token."""
    scheme, _, access_token = request.headers.get("authorization", "").partition(" ")
    known = _provider(request).userinfo(access_token) if scheme.lower() == "bearer" else None
    if known is None:
        return JSONResponse(
            {"error": "invalid_token"}, 401, {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        )
    return JSONResponse(known, headers=_NO_STORE)


async def end_session(request: Request) -> Response:
    """RP-initiated logout. An e-ID is shown each time, so there is no session here to end."""
    params = await _params(request)
    if not _provider(request).may_return_after_logout(params):
        return _locked(_page("ended.html"))
    state = {"state": params["state"]} if "state" in params else {}
    return RedirectResponse(_with(params["post_logout_redirect_uri"], state), 303)


async def _say_why(request: Request, fault: Exception) -> Response:
    return _locked(_page("refused.html", status=400, reason=str(fault)))


async def _send_back_refused(request: Request, fault: Exception) -> Response:
    refusal = cast(RefusedError, fault)  # Starlette calls us for nothing else
    answer = {"error": refusal.error, "error_description": refusal.description}
    return _send_back(request, refusal.request, answer)


def _send_back(request: Request, asked: AuthorizationRequest, answer: dict[str, str]) -> Response:
    """`iss` tells the client whose answer it is (RFC 9207)."""
    answer |= {"state": asked.state, "iss": _provider(request).issuer}
    return RedirectResponse(_with(asked.redirect_uri, answer), 303, _NO_STORE)


def _provider(request: Request) -> Provider:
    provider: Provider = request.app.state.provider
    return provider


async def _params(request: Request) -> dict[str, str]:
    if request.method != "POST":
        return dict(request.query_params)
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


def _page(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    return HTMLResponse(_PAGES.get_template(template).render(**values), status)


def _locked(page: HTMLResponse, form_action: str = "'none'") -> HTMLResponse:
    """Browsers hold form-action against the redirect that follows too, hence its parameter."""
    page.headers.update(_NO_STORE)
    page.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; form-action {form_action}; frame-ancestors 'none'; base-uri 'none'"
    )
    page.headers["X-Content-Type-Options"] = "nosniff"
    page.headers["Referrer-Policy"] = "no-referrer"
    return page


def _fault(status: int, error: str, description: str) -> Response:
    return JSONResponse({"error": error, "error_description": description}, status, _NO_STORE)


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _with(address: str, params: dict[str, str]) -> str:
    if not params:
        return address
    return address + ("&" if urlsplit(address).query else "?") + urlencode(params)
