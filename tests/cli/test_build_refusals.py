"""A build that cannot be made says so in one sentence with its exit code, and loses nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import archive
from pipeline.archive import kept_lines, plan
from pipeline.document import verify_copy
from pipeline.errors import ExitCode
from plugins.incremental.journal import MARKER
from tests.cli.conftest import hdnd, pages
from tests.cli.lam_giang import ROOT


@pytest.fixture
def kho(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path / "kho")
    return tmp_path / "kho"


def refused(kho: Path, code: int) -> str:
    """What a build says that ends with this code: one paragraph, no traceback; the old site stands."""
    before = pages(kho / "output")
    done = hdnd(kho, "build")

    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert pages(kho / "output") == before
    return done.stderr


def test_a_build_beside_another_run_ends_and_says_so(kho: Path) -> None:
    with archive.lock(kho):
        assert "Một lần chạy khác" in refused(kho, 75)


def test_of_two_builds_at_once_one_is_whole_and_the_other_says_that_it_is_not(kho: Path) -> None:
    good = pages(kho / "output")
    shutil.rmtree(kho / "output")
    command = [sys.executable, "-m", "pipeline.cli", "--archive", str(kho), "build"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    runs = [subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    said = [run.communicate()[1] for run in runs]

    assert {run.returncode for run in runs} <= {0, 75} and 0 in {run.returncode for run in runs}
    assert not any("Traceback" in one for one in said)
    assert pages(kho / "output") == good


def test_a_mirror_of_a_build_that_was_killed_is_whole(kho: Path, tmp_path: Path) -> None:
    good = pages(kho / "output")
    page = next((kho / "output").rglob("index.html"))
    page.unlink()
    (kho / ".state" / MARKER).write_text("", encoding="utf-8")

    assert hdnd(kho, "mirror", str(tmp_path / "mirror")).returncode == 0
    assert pages(kho / "output") == good
    assert verify_copy.main([str(tmp_path / "mirror/output")]) == 0
    assert not (kho / ".state" / MARKER).exists()


@pytest.mark.parametrize(("body", "found"), [("<script>x()</script>", "<script>"), ("Một \x00 chữ", "U+0000")])
def test_a_hand_written_page_that_may_not_be_shown_is_named_with_what_was_found(
    kho: Path, body: str, found: str
) -> None:
    (kho / "content/pages/thu.md").write_text(f"Title: Thử\n\n{body}\n", "utf-8")

    said = refused(kho, ExitCode.content)

    assert said.startswith("content/pages/thu.md: ") and found in said


def replaced(path: Path, offer: Callable[[Path], None]) -> None:
    path.unlink(missing_ok=True)
    offer(path)


PLACES = ["documents/x.md", "pages/x.md", "pages/gioi-thieu.md", "vocabulary/x.yaml", "register/publications.jsonl"]
PLACES += ["vocabulary/bodies.yaml", "vocabulary/senders.yaml", "vocabulary/oversight.yaml"]
OFFERS: dict[str, Callable[[Path], None]] = {
    "to nowhere": lambda path: path.symlink_to("nowhere"),
    "a folder": Path.mkdir,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("offer", OFFERS.values(), ids=OFFERS)
def test_what_is_no_file_in_the_content_is_named(kho: Path, place: str, offer: Callable[[Path], None]) -> None:
    replaced(kho / "content" / place, offer)

    assert Path(place).name in refused(kho, 3)


@pytest.mark.parametrize("folder", ["documents", "pages", "vocabulary", "register"])
def test_a_name_that_is_not_utf8_is_named(kho: Path, folder: str) -> None:
    Path(os.fsdecode(os.fsencode(kho / "content" / folder) + b"/x\xff.md")).write_text("", encoding="utf-8")

    assert r"x\xff.md" in refused(kho, 3)


def test_a_page_that_cannot_be_read_is_named(kho: Path) -> None:
    (kho / "content/pages/gioi-thieu.md").write_bytes(b"Title: \xff\xfe\n\nx\n")

    assert "gioi-thieu.md" in refused(kho, 3)


def test_a_disk_without_room_is_named_and_the_next_build_is_whole(kho: Path) -> None:
    good = pages(kho / "output")
    shutil.rmtree(kho / "output")
    shutil.rmtree(kho / ".state")
    command = f"ulimit -f 8; exec {sys.executable} -m pipeline.cli --archive {kho} build"
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, env=env, capture_output=True, text=True, check=False)

    assert done.returncode == 9 and "Traceback" not in done.stderr, done.stderr
    assert hdnd(kho, "build").returncode == 0
    assert pages(kho / "output") == good


def test_a_folder_of_documents_that_is_gone_empties_no_site(kho: Path) -> None:
    (kho / "content" / "documents").rename(kho / "away")

    said = refused(kho, ExitCode.content)

    assert "content/documents" in said and "ổ đĩa" in said


@pytest.mark.parametrize("place", ["index.html", "tinh", "du-lieu/index.html"])
def test_what_stands_in_a_pages_way_is_named(kho: Path, place: str) -> None:
    there = kho / "output" / place
    shutil.rmtree(there) if there.is_dir() else there.unlink()
    if there.suffix:
        there.mkdir()
        (there / "x").write_text("x", encoding="utf-8")
    else:
        there.write_text("x", encoding="utf-8")

    done = hdnd(kho, "build")

    assert done.returncode == ExitCode.disk_failed and "Traceback" not in done.stderr
    assert f"output/{place}: " in done.stderr


@pytest.mark.parametrize("name", ["publications", "receipts", "acts"])
@pytest.mark.long
def test_a_register_cut_behind_the_signed_head_is_published_by_nobody(kho: Path, name: str) -> None:
    ledger = kho / "content/register" / f"{name}.jsonl"
    noted = ["suspend", "xa/phu-vinh/2023/nowhere", "--as", "Lê Thị Sông", "--why", "Đơn của người dân"]
    if name == "acts":
        noted[1] = next(
            path.relative_to(kho / "content/documents").as_posix()[:-3]
            for path in sorted((kho / "content/documents").rglob("*.md"))
            if "withdrawn" not in path.read_text("utf-8")
        )
        assert hdnd(kho, *noted).returncode == 0
    assert hdnd(kho, "build").returncode == 0
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:-1]))

    assert f"{name}.jsonl, dòng {len(lines)}" in refused(kho, ExitCode.register_broken)
    assert hdnd(kho, "status").returncode == ExitCode.register_broken
    shutil.rmtree(kho / ".private" / kept_lines.FOLDER)  # as an archive of before has none
    assert hdnd(kho, "checkpoint", "sign", "--anew").returncode == 0
    assert hdnd(kho, "status").returncode == 0


@pytest.mark.parametrize("lost", ["register", "register/receipts.jsonl", "register/publications.jsonl", "emptied"])
def test_registers_that_are_gone_while_documents_name_them_are_broken(kho: Path, lost: str) -> None:
    folder = kho / "content/register"
    before = {path.name: path.read_bytes() for path in folder.glob("*.jsonl")}
    (folder / "checkpoint").unlink(missing_ok=True)
    (kho / "content" / lost).rename(kho / "away") if lost != "emptied" else None
    for ledger in folder.glob("*.jsonl") if lost == "emptied" else ():
        ledger.write_bytes(b"")
    name = "publications" if "publications" in lost else "receipts"

    assert f"{name}.jsonl, dòng 1" in refused(kho, ExitCode.register_broken)
    assert hdnd(kho, "status").returncode == ExitCode.register_broken
    assert f"{name}.jsonl, dòng 1" in hdnd(kho, "verify").stdout

    (kho / "inbox").mkdir(exist_ok=True)
    mended = hdnd(kho, "receive")
    assert mended.returncode == 0 and f"{name}.jsonl: sổ bị mất" in mended.stderr
    assert {path.name: path.read_bytes() for path in folder.glob("*.jsonl")} == before
    assert hdnd(kho, "build").returncode == 0 and hdnd(kho, "status").returncode == 0


def test_a_first_run_that_was_killed_before_its_first_line_broke_no_register(kho: Path) -> None:
    shutil.rmtree(kho / "content/register")
    (kho / ".private" / plan.FILE).write_text("{}", encoding="utf-8")

    assert "có dòng nào" not in hdnd(kho, "build").stderr


@pytest.mark.parametrize("line", [b"{oops\n", b"\xff\xfe\n", b"[1]\n", b'{"address": "x", "anchors": 3}\n'])
def test_a_line_that_promises_no_address_is_named(kho: Path, line: bytes) -> None:
    file = kho / "content/register/addresses.jsonl"
    file.write_bytes(file.read_bytes() + line)

    assert "addresses.jsonl: line " in refused(kho, ExitCode.content)


def test_a_promise_that_a_killed_run_left_half_written_stops_no_build(kho: Path) -> None:
    file = kho / "content/register/addresses.jsonl"
    file.write_bytes(file.read_bytes() + b'{"address": "xa/ph')

    assert hdnd(kho, "build").returncode == 0
