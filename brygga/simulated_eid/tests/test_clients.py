"""A client's keys, fetched from where the client serves them."""

import json
from pathlib import Path

import pytest

from brygga.simulated_eid.clients import Client, UnknownClientError
from brygga.simulated_eid.tests import running


def client(jwks: str) -> Client:
    return Client("brygga-residents", "resident", jwks, frozenset())


def test_keys_are_fetched_from_the_clients_address(tmp_path: Path) -> None:
    jwks = tmp_path / "jwks.json"
    jwks.write_text(json.dumps({"keys": []}))
    with running.provider(jwks) as address:
        assert [key.as_dict()["alg"] for key in client(address + "/jwks").public_keys()] == ["ES256"]
        with pytest.raises(UnknownClientError):
            client(address + "/nothing").public_keys()


def test_a_client_that_does_not_answer_is_not_known() -> None:
    with pytest.raises(UnknownClientError, match="no keys"):
        client(f"http://127.0.0.1:{running.free_port()}/jwks").public_keys()
