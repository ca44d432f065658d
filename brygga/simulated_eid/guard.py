"""The simulated e-ID must never stand where real people sign in."""

from collections.abc import Mapping

_SENTENCE = (
    "The simulated e-ID lets anyone be anyone, so it starts only in a demo. "
    "Set BRYGGA_DEMO=1 for a demo, or connect a real e-ID provider."
)


class NotADemoError(Exception):
    """Someone tried to start the simulated e-ID outside a demo."""


def refuse_outside_demo(environ: Mapping[str, str]) -> None:
    """Raise NotADemoError unless the environment says in so many words that this is a demo."""
    if environ.get("BRYGGA_DEMO") != "1":
        raise NotADemoError(_SENTENCE)
