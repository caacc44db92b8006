"""Open an untrusted file only in a child process: one child a file, limited in memory, time, output and network.

Parsers die: of 116 hostile PDFs three aborted the process that used pdfium. A small server process, which itself never
opens a file, has the libraries loaded and forks one child for each file (a few milliseconds instead of the 0.6 seconds
of a new interpreter). What the child answers is a file of plain bytes: JSON or a PNG, checked by the caller.
"""

import contextlib
import errno
import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from pipeline import settings

# 2,000 pages of text are about 6 MB; a longer answer is a bomb, and would be held in memory by the run.
ANSWER_BYTES = 48 * 1024 * 1024
SERVER = (sys.executable, "-m", "pipeline.extract.child")
_PREFIX = "hdnd-"
_FORGOTTEN_SECONDS = 6 * 3600
_KEPT = ("PATH", "TESSDATA_PREFIX", "PYTHONPATH", "LD_LIBRARY_PATH")


class Ending(StrEnum):
    """How a child's work ended."""

    done = "done"
    time = "time"
    memory = "memory"
    size = "size"
    tool = "tool"  # a program of the system is missing
    disk = "disk"  # no room for what it read: nothing is said about the file
    crash = "crash"


@dataclass(frozen=True, slots=True)
class Task:
    """What to do with one file: `read`, `thumbnail` or `facsimile` of a page, `signatures` (against `roots`), `redact`.

    The child works in a folder of its own below `workdir`, or below the system's folder for such things.
    """

    name: str
    path: Path
    media: str
    sha256: str
    workdir: Path | None = None
    page: int = 1
    width: int = 900
    turn: int = 0
    roots: str = ""
    words: tuple[str, ...] = ()
    places: tuple[tuple[int, float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ChildAnswer:
    """`content` is what the child wrote when it ended with `done`; `detail` is safe to show: never the file's words."""

    ending: Ending
    content: bytes = b""
    detail: str = ""


def ask(task: Task, limits: settings.Limits) -> ChildAnswer:
    """Do a task in a child of one of this process's servers; as many tasks are done at once as threads ask."""
    with _pool(os.getpid()).server() as server:
        return server.ask(task, limits)


@functools.cache
def _pool(pid: int) -> "Pool":
    # Servers of its own for each process of ours: a forked worker must not share its parent's pipes.
    return Pool()


class Pool:
    """Servers that wait for a question; a new one is started when all are at work."""

    def __init__(self) -> None:
        self._idle: list[Server] = []

    @contextlib.contextmanager
    def server(self) -> Iterator["Server"]:
        """A server that nobody else asks meanwhile."""
        try:
            server = self._idle.pop()
        except IndexError:
            server = Server()
        try:
            yield server
        finally:
            self._idle.append(server)


class Server:
    """The process that forks a child for each file; started at the first task, and again if it should die."""

    def __init__(self, command: tuple[str, ...] = SERVER) -> None:
        self._command = command
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, task: Task, limits: settings.Limits) -> ChildAnswer:
        """Let a child do the task, in a folder of its own that is gone afterwards."""
        with (
            self._lock,
            tempfile.TemporaryDirectory(prefix=_PREFIX, dir=task.workdir, ignore_cleanup_errors=True) as folder,
        ):
            request = {
                **asdict(task),
                "path": str(task.path.resolve()),
                "workdir": None,
                "folder": folder,
                "limits": limits.model_dump(),
            }
            said = self._exchange(json.dumps(request))
            return _answer(said, Path(folder) / "answer")

    def close(self) -> None:
        """End the server."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    def _exchange(self, line: str) -> Mapping[str, Any]:
        process = self._running()
        try:
            _pipe(process.stdin).write(line.encode() + b"\n")
            _pipe(process.stdin).flush()
            return dict(json.loads(_pipe(process.stdout).readline()))
        except (OSError, ValueError):
            self.close()
            return {"ending": "crash", "detail": "tiến trình đọc dừng đột ngột"}
        except BaseException:
            # Interrupted between question and answer (Ctrl-C): the next question must not get this one's answer.
            self.close()
            raise

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.close()
            sweep(Path(tempfile.gettempdir()))
            self._process = _start(self._command)
            weakref.finalize(self, _end, self._process)
        return self._process


def cuts_network() -> bool:
    """Whether a child on this machine can leave the network: an unprivileged container may forbid it. Starts one."""
    script = "import sys; from pipeline.extract.child import cut_network; sys.exit(not cut_network())"
    done = subprocess.run([sys.executable, "-c", script], env=_environment(), check=False)  # noqa: S603 our own interpreter
    return done.returncode == 0


def sweep(folder: Path) -> None:
    """Remove work folders that a killed run left behind: they hold what was read from files, secret ones too."""
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            facts = left.lstat()
            old = time.time() - facts.st_mtime > _FORGOTTEN_SECONDS
            if old and facts.st_uid == os.getuid() and left.is_dir() and not left.is_symlink():
                shutil.rmtree(left)


def _environment() -> dict[str, str]:
    """What a child may see of ours: no secret that stands in the environment."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    root = str(Path(__file__).resolve().parents[2])
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH"))))
    # One thread for tesseract: with its own choice a page takes five times as long.
    environment |= {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    return environment


def _start(command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            _pipe(pipe).close()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise OSError("no pipe")
    return pipe


def _answer(said: Mapping[str, Any], file: Path) -> ChildAnswer:
    ending = Ending(said.get("ending", "crash"))
    if ending is Ending.disk:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file.parent))
    detail = str(said.get("detail", ""))
    if ending not in (Ending.done, Ending.tool):
        return ChildAnswer(ending, detail=detail)
    if file.is_symlink() or not file.is_file():
        return ChildAnswer(Ending.crash, detail=detail)
    if file.stat().st_size > ANSWER_BYTES:
        return ChildAnswer(Ending.size, detail=detail)
    return ChildAnswer(ending, file.read_bytes(), detail=detail)
