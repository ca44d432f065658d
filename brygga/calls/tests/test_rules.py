"""Rules of video: when, how, and what is left of an address."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from brygga.calls import rules

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

SDP = (
    "v=0\r\no=- 461173 2 IN IP4 10.0.0.7\r\ns=-\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 10.0.0.7\r\n"
    "a=candidate:1 1 udp 2122260223 10.0.0.7 51234 typ host\r\n"
    "a=candidate:2 1 udp 1685987071 81.230.7.9 51234 typ srflx raddr 10.0.0.7 rport 51234\r\n"
    "a=candidate:3 1 udp 41885439 203.0.113.5 49160 typ relay raddr 81.230.7.9 rport 51234\r\n"
    "a=ice-ufrag:abcd\r\nc=IN IP6 2001:db8::7\r\na=x-brygga-round:1\r\n"
)


@pytest.mark.parametrize(
    ("minutes", "near"), [(-16, False), (-15, True), (0, True), (30, True), (90, True), (91, False)]
)
def test_a_meeting_of_half_an_hour_is_near_from_a_quarter_before_until_an_hour_after(
    minutes: int, near: bool
) -> None:
    assert rules.is_near(NOW, NOW + 30 * MINUTE, NOW + minutes * MINUTE) is near


def test_a_room_closes_with_its_end_or_with_the_day() -> None:
    assert rules.is_open(NOW, None, NOW)
    assert not rules.is_open(NOW, NOW, NOW)
    assert not rules.is_open(NOW, None, NOW + rules.OPEN_AT_MOST)


def test_one_who_waits_may_be_silent_longer() -> None:
    later = NOW + rules.AWAY_AFTER + timedelta(seconds=1)
    assert rules.is_here(NOW, None, later, waits=True)
    assert not rules.is_here(NOW, None, later, waits=False)
    assert not rules.is_here(NOW, NOW, NOW, waits=True)


def test_the_credential_is_the_one_a_turn_server_makes() -> None:
    """As `printf 0:x | openssl dgst -sha1 -hmac key -binary | base64` says; coturn itself is asked in the journeys."""
    assert rules.credential("key", 0, "x") == ("0:x", "vJC+T5qsQpFZs5gstHyj/MfG8jM=")


@pytest.mark.parametrize(
    ("room", "one", "other", "relay", "way"),
    [
        (False, True, False, False, "direct"),
        (False, False, False, True, "direct"),
        (False, True, True, True, "relay"),
        (False, True, True, False, "none"),
        (True, True, False, True, "relay"),
        (True, False, False, False, "none"),
    ],
)
def test_how_two_may_meet(room: bool, one: bool, other: bool, relay: bool, way: str) -> None:
    found = rules.way_between(room_relayed=room, one_resident=one, other_resident=other, has_relay=relay)
    assert found == way


def test_a_description_keeps_the_relay_and_loses_the_rest() -> None:
    left = rules.relayed_only("offer", SDP)
    for address in ("10.0.0.7", "81.230.7.9", "2001:db8::7"):
        assert address not in left
    assert "203.0.113.5 49160 typ relay raddr 0.0.0.0 rport 9" in left
    assert "a=ice-ufrag:abcd\r\n" in left
    assert left.endswith("a=x-brygga-round:1\r\n")


def test_what_tells_no_address_stays() -> None:
    said = (
        "a=rtcp-mux\r\na=fingerprint:sha-256 AB:CD:EF\r\na=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
    )
    assert rules.relayed_only("offer", said) == said
    assert rules.relayed_only("offer", "a=rtcp:9 IN IP6 2001:db8::7\r\na=mid:0\r\n") == "a=mid:0\r\n"


OWN = "81.230.7.9"


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.lists(
        some.sampled_from(
            [
                f"a=candidate:1 1 udp 1 {OWN} 5 typ host",
                f"a=candidate:1 1 udp 1 {OWN} 5 typ srflx raddr {OWN} rport 5",
                f"a=candidate:1 1 udp 1 {OWN} 5 typ prflx raddr 1.1.1.1 rport 5",
                f"a=candidate:1 1 udp 1 2.2.2.2 5 typ relay raddr {OWN} rport 5",
                f"c=IN IP4 {OWN}",
                f"o=- 1 2 IN IP4 {OWN}",
                f"a=rtcp:5001 IN IP4 {OWN}",
                f"a=rtcp:5001 IN IP6 2001:db8::7 {OWN}",
                f"a=remote-candidates:1 {OWN} 5",
                "a=mid:0",
                "",
            ]
        )
    ),
    some.sampled_from(["\r\n", "\n"]),
)
def test_no_description_tells_the_senders_own_address(lines: list[str], ends: str) -> None:
    assert OWN not in rules.relayed_only("offer", ends.join(lines))
