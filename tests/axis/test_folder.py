"""A folder that the official client fills: taken from there once, whole, and answered into it."""

import os
from pathlib import Path

import pytest

from tests.axis.conftest import Place
from tests.axis.test_sending import NAMES, due

__all__ = ["due"]


@pytest.fixture
def drop(place: Place) -> Path:
    folder = place.root.parent / "so-cong-van"
    (folder / "2026/3").mkdir(parents=True)
    path = place.root / "archive.yaml"
    path.write_text(path.read_text("utf-8").split("axis:")[0] + f"axis: {{drop: '{folder}', package_mb: 1}}\n", "utf-8")
    return folder


def test_files_are_taken_oldest_first_and_moved_aside(place: Place, drop: Path) -> None:
    for age, name in enumerate(("2026/3/b.edxml", "2026/3/a.XML", "c.edxml")):
        (drop / name).write_text(name, "utf-8")
        os.utime(drop / name, (1000 + age, 1000 + age))

    assert place.poll() == [("fetched", "2026/3/b.edxml"), ("fetched", "2026/3/a.XML"), ("fetched", "c.edxml")]

    assert sorted(place.arrived().values()) == [b"2026/3/a.XML", b"2026/3/b.edxml", b"c.edxml"]
    assert (drop / "processed/2026/3/a.XML").is_file() and place.poll() == []


def test_what_is_no_package_is_left(place: Place, drop: Path) -> None:
    (drop / "doc.pdf").write_text("x", "utf-8")
    (drop / ".an.edxml").write_text("x", "utf-8")
    (drop / "mat.edxml").symlink_to("/etc/passwd")
    (drop / "thu-muc.edxml").mkdir()
    os.mkfifo(drop / "ong.edxml")
    (drop / "lon.edxml").write_bytes(b"x" * 1_000_001)

    assert place.poll() == [("not_fetched", "lon.edxml")] and place.arrived() == {}


def test_a_run_that_ended_before_it_moved_the_file_finds_it_in_the_inbox(place: Place, drop: Path) -> None:
    (drop / "a.edxml").write_text("mot", "utf-8")
    place.mailbox.keep("a.edxml", b"mot")

    assert place.poll() == [("known", "a.edxml")] and list(place.arrived().values()) == [b"mot"]


def test_answers_are_put_into_its_folder_once(due: Place, drop: Path) -> None:
    assert due.poll() == [("sent", name) for name in NAMES]

    assert sorted(path.name for path in (drop / "status").iterdir()) == NAMES and due.poll() == []


def test_with_the_inbox_alone_nothing_is_fetched(place: Place) -> None:
    from pipeline import axis, settings

    assert axis.connect(place.root, settings.Settings(), {}) is None
