"""What is typed wrong at any parameter of any command is told before anything is read or written."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.commands import tree
from tests.cli.conftest import Run
from tests.cli.lam_giang import write_archive

BOOK = b"PK\x03\x04\x14" + bytes(25) + b"mimetypeapplication/epub+zip"
NO_TEXT, STEERING, TOO_LONG = "\udcff", "Nguyễn\x1b[2J", "a" * 5000


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from commands(one, (*path, name))


def is_kind(param: Any, kind: str) -> bool:
    return kind in str(param.type_descriptor.annotation)


def lines(kind: str, value: str) -> list[tuple[str, ...]]:
    """Each command with `value` at each of its parameters of a kind."""
    made = []
    for path, command in commands(tree()):
        given = [one for one in command.params if one.param_type_name == "argument"]
        for param in (one for one in command.params if is_kind(one, kind)):
            if param.param_type_name == "option":
                made.append((*path, param.opts[0], value))
            else:
                made.append((*path, *("1" for _ in given[: given.index(param)]), value))
    return made


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [("Path", "", "để trống"), ("str", NO_TEXT, "U+DCFF"), ("str", STEERING, "U+001B")],
    ids=["a blank path", "no text", "signs that steer a terminal"],
)
def test_no_parameter_takes_what_cannot_be_meant(
    kind: str, value: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Run
) -> None:
    folder = write_archive(tmp_path / "kho")
    monkeypatch.chdir(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    all_lines = lines(kind, value)

    for arguments in all_lines:
        done = ask(folder, *arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), (arguments, done.stderr)
        assert why in done.stderr and "\x1b" not in done.stderr, (arguments, done.stderr)

    assert len(all_lines) > 25
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.parametrize("arguments", [("restore", TOO_LONG), ("join", TOO_LONG, "x", "--to", "y"),
                                       ("export", "jsonl", "x", "--site", TOO_LONG)],
                         ids=" ".join)  # fmt: skip
def test_a_name_that_no_system_takes_is_said_to_be_too_long(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Run
) -> None:
    monkeypatch.chdir(tmp_path)

    done = ask(write_archive(tmp_path / "kho"), *arguments)

    assert done.returncode in (2, 9) and done.stderr.count("\n") == 1


@pytest.mark.parametrize("receipt", ["khong-co", "abc", "../../acts", "TN-2026-000999"])
def test_words_that_are_no_receipt_number_are_no_fault(
    receipt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Run
) -> None:
    folder = write_archive(tmp_path / "kho")
    (folder / ".private").mkdir(exist_ok=True)

    for act in (("purge", "--why", "thử"), ("refuse", "--why", "thử"), ("approve",), ("undo",)):
        done = ask(folder, "review", act[0], receipt, "--as", "Lê Thị Sông", *act[1:])
        assert done.returncode == 2 and receipt in done.stderr


def test_a_file_of_another_kind_is_not_replaced(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Run
) -> None:
    own, ours = tmp_path / "luan-van.docx", tmp_path / "kho.sqlite"
    own.write_bytes(b"PK\x03\x04 mine")
    site = str(filled / "output")

    done = ask(filled, "export", "sqlite", str(own), "--site", site)
    assert done.returncode == 2 and "khác loại" in done.stderr
    assert own.read_bytes() == b"PK\x03\x04 mine"
    (tmp_path / "sach.zim").write_bytes(b"mine")
    assert ask(filled, "export", "zim", str(tmp_path / "sach.zim")).returncode == 2
    for name in ("luan-van.html", "sach.epub"):
        mine = tmp_path / name
        mine.write_bytes(b'<!DOCTYPE html>\n<html lang="vi">\n<head>\n' if mine.suffix == ".html" else BOOK)
        pack = ("pack", "--council", "an-khe-ha", "--year", "2024", "--to")
        assert ask(filled, *pack, str(mine)).returncode == 2 and mine.stat().st_size < 200
        again = [ask(filled, *pack, str(tmp_path / f"goi{mine.suffix}")).returncode for _ in range(2)]
        assert again == [0, 0]
    ours.write_bytes(b"SQLite format 3\x00 of before")
    assert ask(filled, "export", "sqlite", str(ours), "--site", site).returncode == 0
