"""Video in real browsers, measured: `python -m benchmarks.video`. What is measured, and how: video_meetings.py."""

import sys

import pytest


def main() -> int:
    """As a test is run, for the sake of its database; apart from all suites, since it takes its time."""
    return int(
        pytest.main(["-q", "-s", "--no-header", "-p", "no:cacheprovider", "benchmarks/video_meetings.py"])
    )


if __name__ == "__main__":
    sys.exit(main())
