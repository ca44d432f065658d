"""Half a form is no form."""

from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.http import UnreadablePostError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brygga.ground.wholeness import CutOff, Whole, whole

URLENCODED = (b"text=Hej+hej", "application/x-www-form-urlencoded")
IN_PARTS = (
    b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nHej hej\r\n--x--\r\n',
    "multipart/form-data; boundary=x",
)


class Slow(BytesIO):
    """Gives less than it is asked for, as sockets do."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size, 3) if size and size > 0 else size)


def asked(body: bytes, kind: str, said: int) -> WSGIRequest:
    found: list[dict[str, Any]] = []

    def application(environ: dict[str, Any], _start: Any) -> list[bytes]:
        found.append(environ)
        return []

    environ = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": str(said)}
    whole(application)(environ | {"wsgi.input": Slow(body)}, None)
    return WSGIRequest(found[0])


@pytest.mark.parametrize(("body", "kind"), [URLENCODED, IN_PARTS])
def test_a_whole_form_is_read_and_one_cut_anywhere_is_not(body: bytes, kind: str) -> None:
    assert asked(body, kind, len(body)).POST["text"] == "Hej hej"
    for end in range(len(body)):
        request = asked(body[:end], kind, len(body))
        with pytest.raises(UnreadablePostError):
            _ = request.POST
        assert not request.POST, "and nothing of it is left to be read after"


def test_what_comes_after_the_end_is_not_read_and_a_request_without_a_body_needs_none() -> None:
    assert asked(b"text=Hejsan och mer", URLENCODED[1], 8).POST["text"] == "Hej"
    assert not asked(b"", URLENCODED[1], 0).POST


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(st.binary(max_size=60), st.lists(st.integers(-1, 9), max_size=12), st.booleans())
def test_it_reads_as_a_file_does(body: bytes, sizes: list[int], by_line: bool) -> None:
    plain, guarded = BytesIO(body), Whole(Slow(body), len(body))
    for size in sizes:
        name = "readline" if by_line else "read"
        assert getattr(guarded, name)(size) == getattr(plain, name)(size)


def test_a_line_that_never_comes_is_an_error_too() -> None:
    guarded = Whole(BytesIO(b"en\n"), 5)
    assert guarded.readline() == b"en\n"
    with pytest.raises(CutOff):
        guarded.readline()
