"""A file is taken when it is whole: quiet for a while, and written by nobody."""

import os
from pathlib import Path

import pytest

from pipeline.ingest.arriving import Arrivals, is_being_written


@pytest.fixture
def arrivals() -> Arrivals:
    return Arrivals(quiet=2)


def test_a_file_is_whole_after_a_quiet_while_and_news_only_once(arrivals: Arrivals, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"mot")

    assert arrivals.whole([path], 10) == [] and arrivals.is_waiting
    assert arrivals.whole([path], 11.9) == []
    assert arrivals.whole([path], 12) == [path]
    arrivals.taken([path])
    assert arrivals.whole([path], 20) == [] and not arrivals.is_waiting


@pytest.mark.parametrize("change", ["grows", "is replaced", "is touched"])
def test_a_file_that_changes_begins_anew(arrivals: Arrivals, tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"mot")
    arrivals.whole([path], 10)
    if change == "grows":
        path.write_bytes(b"mot hai")
    elif change == "is replaced":
        (tmp_path / "b").write_bytes(b"hai")
        (tmp_path / "b").replace(path)
    else:
        os.utime(path, (1, 1))

    assert arrivals.whole([path], 12) == [] and arrivals.whole([path], 14) == [path]
    arrivals.taken([path])
    path.write_bytes(b"khac")
    assert arrivals.whole([path], 15) == [] and arrivals.whole([path], 17) == [path]


def test_a_file_that_goes_away_is_forgotten(arrivals: Arrivals, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"mot")
    arrivals.whole([path], 10)
    path.unlink()

    assert arrivals.whole([path], 12) == [] and not arrivals.is_waiting and arrivals.whole([], 13) == []


def test_a_file_that_somebody_writes_is_not_whole_however_quiet(arrivals: Arrivals, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with path.open("wb") as writer:
        writer.write(b"mot")
        writer.flush()
        arrivals.whole([path], 10)
        assert is_being_written(path) and arrivals.whole([path], 60) == []

    assert not is_being_written(path) and arrivals.whole([path], 61) == [path]


def test_what_is_no_file_is_told_of_once_and_holds_nothing_up(arrivals: Arrivals, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.pdf")
    (tmp_path / "lien-ket.pdf").symlink_to(tmp_path / "khong-co")
    found = [tmp_path / "ong.pdf", tmp_path / "lien-ket.pdf"]
    arrivals.whole(found, 10)

    assert arrivals.whole(found, 12) == found
    arrivals.taken(found)
    assert arrivals.whole(found, 20) == []
