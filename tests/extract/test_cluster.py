"""Reading on other machines: a real scheduler and real workers over TCP, one killed in the middle."""

import asyncio
import contextlib
import datetime as dt
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pipeline import archive, errors, extract, run, settings
from pipeline.document import vocabulary
from pipeline.document.model import ReceivedFile
from pipeline.extract import cluster
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import ROOT, write_archive

NOW = dt.datetime(2025, 1, 6, 9, tzinfo=dt.timezone(dt.timedelta(hours=7)))


class Machines:
    """A scheduler and workers of this machine, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, list[subprocess.Popen[bytes]]()
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(folder / "who.json"))
        self.address = str(self._wait()["address"])

    def start(self, what: str, *arguments: str, **more: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments, "--no-dashboard"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
        with (self.folder / f"{what}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=self.folder, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self.processes.append(process)
        return process

    def worker(self, *arguments: str, **more: str) -> "subprocess.Popen[bytes]":
        return self.start("worker", self.address, "--nthreads", "1", "--host", "127.0.0.1", *arguments, **more)

    def end(self) -> None:
        """At once, with what each has started: asked to end, a worker whose other half was killed waits 20 seconds."""
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _wait(self) -> dict[str, Any]:
        path = self.folder / "who.json"
        for _ in range(600):
            with contextlib.suppress(OSError, ValueError):
                return dict(json.loads(path.read_text(encoding="utf-8")))
            time.sleep(0.1)
        raise AssertionError((self.folder / "scheduler.log").read_text(encoding="utf-8"))


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    (tmp_path / "may").mkdir()
    made = Machines(tmp_path / "may")
    try:
        yield made
    finally:
        made.end()


def inbox(root: Path, count: int) -> Path:
    office = Office(write_archive(root))
    for number in range(1, count + 1):
        office.send(office.budget(number=number * 3, date=dt.date(2024, 12, number)))
    return root


def received(root: Path, extractor: run.Extractor = extract.read, workers: int = 2) -> Iterator[archive.Outcome]:
    own = settings.load(root).model_copy(update={"workers": workers})
    words = vocabulary.load(root / "content/vocabulary")
    files = sorted((root / "inbox").iterdir())
    store = archive.open(root, own)
    reader = run.ReadingContext(own, words, NOW.date(), extractor)
    return iter(run.receive(files, store, reader, actor="van-thu", clock=lambda: NOW))


def content(root: Path) -> dict[str, bytes]:
    places = [root / "content/documents", root / "content/register", root / "content/originals"]
    return {str(p.relative_to(root)): p.read_bytes() for place in places for p in place.rglob("*") if p.is_file()}


def test_a_cluster_reads_to_the_same_bytes_though_a_worker_is_killed_in_the_middle(
    machines: Machines, tmp_path: Path
) -> None:
    here = inbox(tmp_path / "day", 6)
    there = Path(shutil.copytree(here, tmp_path / "kia"))
    assert [one.outcome for one in received(here)] == ["accepted"] * 6
    workers = [machines.worker("--no-nanny"), machines.worker("--no-nanny")]

    with cluster.connected(machines.address) as many:
        outcomes = received(there, many.read, workers=4)
        done = [next(outcomes)]
        workers[0].send_signal(signal.SIGKILL)
        done += list(outcomes)

    assert [one.outcome for one in done] == ["accepted"] * 6
    assert content(there) == content(here)


def test_the_command_reads_and_rereads_under_a_nanny(machines: Machines, tmp_path: Path) -> None:
    root = inbox(tmp_path / "kho", 2)
    machines.worker()  # with dask's own nanny, whose workers may not fork as they like

    taken = hdnd(root, "receive", "--cluster", machines.address)
    again = hdnd(root, "reread", "--cluster", machines.address, "--dry-run")

    assert taken.returncode == 0, taken.stderr
    assert len(list((root / "content/documents").rglob("*.md"))) == 2
    assert again.returncode == 0 and "2 văn bản đọc lại, 0 sẽ đổi" in again.stdout, again.stderr


@pytest.mark.long
def test_a_scheduler_that_is_not_there_is_one_sentence_and_nothing_is_lost(tmp_path: Path) -> None:
    root = inbox(tmp_path / "kho", 1)

    failed = hdnd(root, "receive", "--cluster", "tcp://127.0.0.1:9")

    assert failed.returncode == 4 and "tcp://127.0.0.1:9" in failed.stderr
    assert hdnd(root, "receive").returncode == 0
    assert len(list((root / "content/documents").rglob("*.md"))) == 1


def test_a_unit_names_its_program_and_refuses_to_be_another(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Nghị quyết", encoding="utf-8")
    file = ReceivedFile("a.txt", "0" * 64, 10, "text/plain", path)
    limits = settings.Limits()
    asked = (path.read_bytes(), file.media, file.sha256, limits.model_dump())

    once, twice = (cluster.unit(*asked, cluster.program()) for _ in range(2))

    assert once == twice and extract.wire.extraction(once, file.sha256, file.media) == extract.read(file, limits)
    assert cluster.unit(*asked, "another") == b"!" + cluster.program().encode()


def test_a_worker_of_another_version_stops_the_run_and_holds_no_package(tmp_path: Path) -> None:
    class Other:
        def submit(self, *_: object, **__: object) -> "Other":
            return self

        def result(self) -> bytes:
            return b"!0123456789abcdef"

    root = inbox(tmp_path / "kho", 1)
    with pytest.raises(errors.ClusterFailed, match="0123456789abcdef"):
        list(received(root, cluster.Cluster("tcp://x", Other()).read))
    assert content(root) == {} or not list((root / "content/documents").rglob("*.md"))


@pytest.mark.parametrize("address", ["xx", "10.0.0.5:8786", "tcp:/10.0.0.5", ""])
def test_what_is_no_address_of_a_scheduler_is_refused_at_once(address: str) -> None:
    with (
        pytest.raises(errors.UsageError, match=r"không phải địa chỉ của bộ điều phối, như tcp://10\.0\.0\.5:8786"),
        cluster.connected(address),
    ):
        pass


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.0 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html></html>"])
def test_what_listens_there_and_is_no_scheduler_ends_the_run(answer: bytes) -> None:
    """A client of the library waited for ever where somebody listens and says nothing."""
    with _somebody_else(answer) as address, pytest.raises(errors.ClusterFailed, match=address):
        _ask(address)


def test_a_cluster_is_asked_from_within_a_loop_that_runs() -> None:
    """As in a notebook. This file once ran behind tests that drive a browser and leave a loop running: nobody came."""

    async def ask(address: str) -> None:
        _ask(address)

    with _somebody_else(b"") as address, ThreadPoolExecutor() as apart:  # a browser's loop may run in this thread
        asked = apart.submit(lambda: asyncio.run(ask(address)))
        with pytest.raises(errors.ClusterFailed, match=address):
            asked.result()


def _ask(address: str) -> None:
    with cluster.connected(address, 1):
        pass


@contextlib.contextmanager
def _somebody_else(answer: bytes) -> Iterator[str]:
    """The address of a server that is no scheduler; who never comes is not waited for."""
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor() as beside:
        server.settimeout(20)
        beside.submit(_answer, server, answer)
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"


def _answer(server: socket.socket, answer: bytes) -> None:
    line, _ = server.accept()
    with line:
        line.settimeout(20)
        line.sendall(answer)
        while not answer and line.recv(1000):
            pass
