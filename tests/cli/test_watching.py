"""`hdnd watch`: received as it lands, whole; bad packages, other runs and a broken setting stop nothing."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import lock
from tests.archive.office import found_archive
from tests.cli.conftest import hdnd
from tests.cli.lam_giang import ROOT

RECEIPTS = "content/register/receipts.jsonl"


@pytest.fixture
def kho(tmp_path: Path) -> Path:
    root = tmp_path / "kho"
    root.mkdir()
    found_archive(root)
    with (root / "archive.yaml").open("a", encoding="utf-8") as file:
        file.write("watch: {quiet_seconds: 0.3, rescan_seconds: 1}\nworkers: 1\n")
    (root / "inbox").mkdir()
    return root


@contextlib.contextmanager
def watching(root: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "pipeline.cli", "--archive", str(root), "watch"]
    env = {k: v for k, v in os.environ.items() if k != "CI"} | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    running = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert running.stdout and "Đang trông" in running.stdout.readline()
        yield running
    finally:
        if running.poll() is None:
            running.kill()
        running.wait()


def until(true: Callable[[], bool]) -> None:
    """Wait for something that comes by itself."""
    ends = time.monotonic() + 60
    while not true():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.05)


def receipts(root: Path) -> int:
    path = root / RECEIPTS
    return len(path.read_text("utf-8").splitlines()) if path.is_file() else 0


def ended(running: "subprocess.Popen[str]", by: int = signal.SIGTERM) -> tuple[int, str]:
    running.send_signal(by)
    said, _ = running.communicate(timeout=60)
    return running.returncode, said


def drop(root: Path, name: str, words: str = "Thông báo") -> None:
    path = root / "inbox" / f".{name}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"<p>{words} {name}", "utf-8")
    path.replace(root / "inbox" / name)


def test_packages_are_received_as_they_land_bad_ones_too_and_a_signal_ends_it_cleanly(kho: Path) -> None:
    drop(kho, "truoc.html")
    with watching(kho) as running:
        until(lambda: receipts(kho) == 1)
        drop(kho, "sau.html")
        until(lambda: receipts(kho) == 2)
        (kho / "inbox/hong.edxml").write_bytes(b"<edXML><a></b>\xff")
        (kho / "inbox/rong.pdf").touch()
        (kho / "inbox/khong-co.pdf").symlink_to(kho / "khong-co")
        (kho / "inbox/thu-muc").mkdir()
        (kho / "inbox/thu-muc/trong.html").write_text("<p>Trong thư mục", "utf-8")
        until(lambda: receipts(kho) == 5)
        code, said = ended(running)

    assert code == 0 and "Traceback" not in said and "Đã dừng" in said and "khong-co.pdf" in said
    assert hdnd(kho, "status").returncode == 0 and "không có gì mới" in hdnd(kho, "receive").stdout


@pytest.mark.long
def test_a_file_that_is_written_slowly_is_received_once_and_whole(kho: Path) -> None:
    with watching(kho) as running, (kho / "inbox/cham.html").open("w", encoding="utf-8") as file:
        for part in ("<p>Một", " hai", " ba"):
            file.write(part)
            file.flush()
            time.sleep(0.7)  # longer than the quiet that a whole file keeps
        drop(kho, "khac.html")
        until(lambda: receipts(kho) == 1)
        file.close()
        until(lambda: receipts(kho) == 2)
        ended(running, signal.SIGINT)
    assert receipts(kho) == 2


@pytest.mark.long
def test_what_lands_beside_another_run_or_a_broken_setting_is_received_afterwards(kho: Path) -> None:
    with watching(kho) as running:
        with lock.archive(kho):
            drop(kho, "mot.html")
            time.sleep(1)
            assert receipts(kho) == 0
        until(lambda: receipts(kho) == 1)
        kept = (kho / "archive.yaml").read_text("utf-8")
        (kho / "archive.yaml").write_text(kept + "khong-co: 1\n", "utf-8")
        drop(kho, "hai.html")
        time.sleep(1)
        assert receipts(kho) == 1
        (kho / "archive.yaml").write_text(kept, "utf-8")
        until(lambda: receipts(kho) == 2)
        assert hdnd(kho, "watch").returncode == 75
        code, said = ended(running)
    assert code == 0 and "khong-co" in said and "Traceback" not in said


def test_over_a_broken_chain_it_ends_and_says_so(kho: Path) -> None:
    with watching(kho) as running:
        drop(kho, "mot.html")
        until(lambda: receipts(kho) == 1)
        path = kho / RECEIPTS
        path.write_text(path.read_text("utf-8").replace('"seq":1', '"seq":7'), "utf-8")
        drop(kho, "hai.html")
        said, _ = running.communicate(timeout=60)

    assert running.returncode == 5 and "receipts.jsonl" in said
