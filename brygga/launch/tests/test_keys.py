from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from brygga.launch.faults import LaunchError
from brygga.launch.keys import kept_secret, key_32_bytes, password


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = kept_secret(tmp_path, "web", password)
    assert kept_secret(tmp_path, "web", password) == first
    assert len(first) >= 40


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    kept_secret(tmp_path, "web", password)
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "secrets" / "web").stat().st_mode & 0o777 == 0o600


def test_a_secret_that_others_could_read_is_refused(tmp_path: Path) -> None:
    kept_secret(tmp_path, "web", password)
    (tmp_path / "secrets" / "web").chmod(0o644)
    with pytest.raises(LaunchError, match="can be read by others"):
        kept_secret(tmp_path, "web", password)


def test_many_who_start_at_once_get_the_same_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(lambda _: kept_secret(tmp_path, "field", key_32_bytes), range(16)))
    assert len(answers) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["field"]
