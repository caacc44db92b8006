"""What the machine does to a run is one sentence and an exit code: broken ledgers, strange files, a disk that fails."""

import errno
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import errors, ingest, settings
from pipeline.document import register
from tests.cli.conftest import hdnd
from tests.cli.lam_giang import ROOT


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "kho"))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def said_once(done: "subprocess.CompletedProcess[str]", code: int) -> str:
    said = done.stdout + done.stderr
    assert done.returncode == code and "Traceback" not in said, said
    return said


def reworded(lines: list[str]) -> list[str]:
    return [lines[0], lines[1].replace('"accepted"', '"updated"'), *lines[2:]]


BREAKS: dict[str, Callable[[list[str]], list[str]]] = {
    "a word changed": reworded,
    "a line taken out": lambda lines: [lines[0], *lines[2:]],
    "two lines exchanged": lambda lines: [lines[1], lines[0], *lines[2:]],
    "no JSON": lambda lines: [lines[0], "{", *lines[1:]],
    "the first line gone": lambda lines: lines[1:],
}
COMMANDS = (("status",), ("receive",), ("build",), ("mirror", "{dest}"), ("review", "list"))


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS.keys())
def test_nothing_goes_on_over_a_broken_chain(
    copy: Path, tmp_path: Path, broken: Callable[[list[str]], list[str]]
) -> None:
    path = copy / register.FOLDER / register.RECEIPTS
    path.write_text("\n".join([*broken(path.read_text("utf-8").splitlines()), ""]), "utf-8")
    (copy / "inbox" / "moi.html").write_text("<p>Thông báo", "utf-8")
    before = tree(copy)

    for command in COMMANDS:
        words = [word.format(dest=tmp_path / "ban-sao") for word in command]
        assert "receipts.jsonl" in said_once(hdnd(copy, *words), 5), command
    assert tree(copy) == before


@pytest.mark.parametrize("name", [register.PUBLICATIONS, register.ACTS])
def test_each_of_the_ledgers_counts(copy: Path, name: str) -> None:
    path = copy / register.FOLDER / name
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    line = {**json.loads(lines[0] if lines else "{}"), "actor": "ai đó"}
    path.write_text("\n".join([json.dumps(line), *lines[1:], ""]), "utf-8")

    assert name in said_once(hdnd(copy, "receive"), 5)


def test_a_chain_that_held_is_read_on_from_there_and_a_change_before_still_shows(copy: Path) -> None:
    shutil.rmtree(copy / ".state", ignore_errors=True)  # the build that makes the folder notes it there, too
    assert hdnd(copy, "build").returncode == 0 and (copy / ".state/chains.json").is_file()
    path = copy / register.FOLDER / register.RECEIPTS
    path.write_bytes(path.read_bytes().replace(b'"actor"', b'"Actor"', 1))

    said_once(hdnd(copy, "build"), 5)


def strange_things(folder: Path) -> list[Path]:
    """A link to nowhere, one to itself, one to a secret of the machine, a pipe, a socket."""
    names = [folder / name for name in ("nowhere.pdf", "itself.pdf", "passwd.pdf", "pipe.edxml", "socket.pdf")]
    names[0].symlink_to(folder / "khong-co")
    names[1].symlink_to(names[1])
    names[2].symlink_to("/etc/passwd")
    os.mkfifo(names[3])
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(folder)  # the path of a socket has a hundred letters at most
        one.bind(names[4].name)
        os.chdir(here)
    return names


def test_strange_things_in_the_inbox_are_said_and_stop_nothing(copy: Path) -> None:
    strange = strange_things(copy / "inbox")
    (copy / "inbox" / "z.html").write_text("<p>Thông báo", "utf-8")
    Path(os.fsdecode(os.fsencode(copy / "inbox") + b"/c\xf4ng v\xe3n.html")).write_text("<p>Latin", "utf-8")

    done = hdnd(copy, "receive")

    said = said_once(done, 8)
    assert all(path.name in said for path in strange) and "root:" not in said
    lines = (copy / register.FOLDER / register.RECEIPTS).read_text("utf-8").splitlines()
    assert len(lines) == 8 + 2
    again = hdnd(copy, "receive")
    assert again.returncode == 8 and "không có gì mới" in again.stdout


def test_an_inbox_that_is_a_link_to_itself_or_to_nowhere_is_said(copy: Path) -> None:
    shutil.rmtree(copy / "inbox")
    for target in ("inbox", "khong-co"):
        (copy / "inbox").symlink_to(copy / target)
        assert "inbox" in said_once(hdnd(copy, "receive"), 8)
        (copy / "inbox").unlink()


def test_a_link_that_is_asked_for_stands_for_its_file(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Thông báo", "utf-8")
    (tmp_path / "lien-ket.html").symlink_to(tmp_path / "a.html")

    assert ingest.find([tmp_path / "lien-ket.html"]) == [tmp_path / "a.html"]
    assert ingest.read(tmp_path / "lien-ket.html", tmp_path / "w", settings.Limits()).findings[0].code == "not-a-file"


def test_every_error_of_a_disk_is_a_sentence_in_both_languages() -> None:
    for code in (errno.ENOSPC, errno.EROFS, errno.EIO, errno.EACCES, errno.ENOTDIR, errno.EDQUOT, 9999):
        said = errors.DiskFailed.of(OSError(code, os.strerror(code), "content/register/receipts.jsonl"))

        assert said.sentence("vi").startswith("content/register/receipts.jsonl: ") and said.sentence("en")


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
from pipeline.cli import main
main()
"""


ROOM = [pytest.param(0, marks=pytest.mark.long), 700, pytest.param(4000, marks=pytest.mark.long)]


@pytest.mark.parametrize("room", ROOM)
def test_a_disk_without_room_is_one_sentence_and_the_next_run_is_whole(copy: Path, room: int, tmp_path: Path) -> None:
    """Room for small files only: what the kernel says then (EFBIG) comes from the same calls as a full disk."""
    for folder in (".private", "content/documents", "content/originals", "content/register"):
        shutil.rmtree(copy / folder, ignore_errors=True)
    whole = Path(shutil.copytree(copy, tmp_path / "whole"))
    command = [sys.executable, "-c", LIMITED, str(room), "--archive", str(copy), "receive"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "CI": ""}

    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert "Traceback" not in done.stdout + done.stderr and done.returncode == 9, done.stderr
    ended = {hdnd(folder, "receive").returncode for folder in (copy, whole)}
    assert ended <= {0, int(errors.ExitCode.sealed)}  # a sealed package is among them
    for name in ("content/documents", "content/originals"):
        assert {k: len(v) for k, v in tree(copy / name).items()} == {k: len(v) for k, v in tree(whole / name).items()}


def test_a_library_that_finds_no_room_is_one_sentence_too_and_leaves_nothing(filled: Path, tmp_path: Path) -> None:
    """SQLite writes by itself, and tells it in a way of its own."""
    dest = tmp_path / "kho.sqlite"
    command = [sys.executable, "-c", LIMITED, "20000", "--archive", str(filled), "export", "sqlite", str(dest)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}

    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 9 and "Traceback" not in done.stderr, done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "command",
    [
        ("pack", "--council", "lam-giang", "--to", "goi.html"),
        ("pack", "--council", "lam-giang", "--to", "goi.epub"),
        ("export", "jsonl", "du-lieu"),
    ],
    ids=["pack", "epub", "jsonl"],
)
def test_half_a_file_is_left_beside_no_target(filled: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    dest = tmp_path / command[-1]
    limited = [sys.executable, "-c", LIMITED, "2000", "--archive", str(filled), *command[:-1], str(dest)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}

    done = subprocess.run(limited, cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 9 and "Traceback" not in done.stderr, done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.name.startswith(".")]


def test_a_zim_is_not_begun_where_the_site_has_no_room(copy: Path, tmp_path: Path) -> None:
    with (copy / "output/lon.bin").open("wb") as hollow:
        hollow.truncate(2 * shutil.disk_usage(tmp_path).total)
    dest = tmp_path / "zim"
    dest.mkdir()

    done = hdnd(copy, "export", "zim", str(dest / "kho.zim"))

    assert done.returncode == 9 and "MB" in done.stderr and not list(dest.iterdir())


def test_what_a_killed_run_decoded_is_gone_when_the_next_begins(copy: Path) -> None:
    left = copy / ".private/work/hdnd-mat"
    left.mkdir(parents=True)
    (left / "mat.pdf").write_text("TUYỆT MẬT", "utf-8")

    assert hdnd(copy, "receive").returncode == 0

    assert not left.exists() and (copy / ".private/work").stat().st_mode & 0o777 == 0o700


def test_damage_is_named_healed_and_gone_the_second_time(copy: Path) -> None:
    assert hdnd(copy, "verify").returncode == 0
    broken = [sorted((copy / folder).rglob("*"))[-1] for folder in (".private/objects", "content/originals")]
    before = [path.read_bytes() for path in broken]
    broken[0].write_bytes(b"x")
    broken[1].unlink()

    done = hdnd(copy, "verify")

    said = said_once(done, 6)
    assert all(path.name in said for path in broken) and said.count("đã phục hồi") == 3
    assert [path.read_bytes() for path in broken] == before and hdnd(copy, "verify").returncode == 0


@pytest.mark.parametrize("name", ["libzim", "pyarrow", "distributed"])
def test_a_library_that_lacks_is_named_with_what_installs_it_for_this_program(name: str) -> None:
    """Never by the program's own name, which is on no public index: whoever took it there would be installed."""
    said = errors.library_missing(name).sentence()

    assert f"{sys.executable} -m pip install" in said and f"{name}>=" in said.replace("<3.7,", "")
    assert "hdnd" not in said.partition("pip install")[2]
