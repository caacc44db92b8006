"""The server that forks one limited child for each file; started by `sandbox`, never imported by the run.

Requests and answers are JSON lines on standard input and output. The server opens no received file: only its children
do, after they have given up the network and taken their limits.
"""

import contextlib
import ctypes
import errno
import gc
import json
import os
import re
import resource
import select
import signal
import socket
import sys
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from pipeline import errors, settings
from pipeline.extract import readers
from pipeline.extract.looker import Looker

_MB = 1024 * 1024
_EXITS = {70: "memory", 71: "size", 72: "tool", 73: "disk"}
_WRITES = {errno.EFBIG: 71, errno.ENOSPC: 73, errno.EDQUOT: 73}
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PDEATHSIG, _NO_NEW_PRIVS = 1, 38
# The limit is of processor time; a machine with many workers gives each a part of a core only.
_WALL = 4
# New objects before the collector looks for cycles among them; Python's own 700 are a tenth of the reading of a PDF.
_YOUNG = 300_000
# LibreOffice maps far more address space than it uses; its resident memory stays under the same limit.
_OFFICE_ADDRESS_MB = 4096


def main() -> None:
    """Serve requests until standard input closes."""
    readers.preload()
    gc.freeze()
    gc.set_threshold(_YOUNG)  # for its children: what a file is read to lives as long as they do
    requests, replies, looker = sys.stdin.buffer, sys.stdout.buffer, None
    while line := requests.readline():
        request = json.loads(line)
        looker = looker or Looker(partial(_bound, request["limits"]["memory_mb"]))
        reply = _supervise(request, looker)
        replies.write(json.dumps(reply).encode() + b"\n")
        replies.flush()


def _supervise(request: dict[str, Any], looker: Looker) -> dict[str, Any]:
    readers.prepare(request["name"], request["media"])
    asks = looker.connect() if readers.asks_of_pictures(request["name"], request["media"]) else None
    alive, ending = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(alive)
        looker.leave()
        _child(request, asks)
    os.close(ending)
    in_time = _wait(alive, _WALL * request["limits"]["seconds"])
    os.close(alive)
    status = _reap(pid)
    if asks:
        asks.shutdown(socket.SHUT_RDWR)  # also for a process of the child's that lives on: closing would not
        asks.close()
    how = _how(status, Path(request["folder"])) if in_time else {"ending": "time"}
    if how["ending"] != "done":
        looker.end()  # it may still be at work for the child that ended
    return how


def _wait(alive: int, seconds: float) -> bool:
    """Wait until the child ends; False at the time limit, or when the run itself has gone."""
    ready, _, _ = select.select([alive, 0], [], [], seconds)
    return alive in ready


def _reap(pid: int) -> int:
    for kill in (os.killpg, os.kill):
        # The group too: a converter that the child started must not outlive it.
        with contextlib.suppress(ProcessLookupError):
            kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def _how(code: int, folder: Path) -> dict[str, Any]:
    if code == 0:
        return {"ending": "done"}
    if code == -signal.SIGXCPU:
        return {"ending": "time"}
    if code == -signal.SIGKILL:
        return {"ending": "memory"}  # the kernel's choice when memory runs out; nobody else kills it in time
    if code in _EXITS:
        return {"ending": _EXITS[code]}
    return {"ending": "crash", "detail": signal.Signals(-code).name if code < 0 else _error_name(folder)}


def _error_name(folder: Path) -> str:
    """The name of the exception that ended a child; its text stays unsaid, for it may quote the document."""
    with contextlib.suppress(OSError):
        last = (folder / "stderr").read_bytes()[-4000:].decode("utf-8", "replace").strip().rsplit("\n", 1)[-1]
        if match := re.match(r"[\w.]+(?=:|$)", last):
            return match.group()
    return "lỗi không tên"


def _child(request: dict[str, Any], asks: socket.socket | None) -> NoReturn:
    code = 1
    try:
        os.setsid()
        if asks:
            readers.begin_asking(asks)
        folder = Path(request["folder"])
        _redirect(folder)
        _confine(
            settings.Limits.model_validate(request["limits"]), readers.needs_office(request["media"], request["name"])
        )
        code = _work(request, folder)
    except BaseException:
        _print_error()
    finally:
        os._exit(code)


def _work(request: dict[str, Any], folder: Path) -> int:
    try:
        answer, code = readers.do(request, settings.Limits.model_validate(request["limits"])), 0
    except MemoryError:
        return 70
    except errors.ToolMissing as missing:
        answer, code = "{name}: apt install {package}".format(**missing.facts).encode(), 72
    except OSError as error:
        if error.errno not in _WRITES:
            raise
        return _WRITES[error.errno]
    return _write(folder / "answer", answer) or code


def _write(path: Path, answer: bytes) -> int:
    try:
        path.write_bytes(answer)
    except OSError as error:
        return _WRITES.get(error.errno or 0, 1)
    return 0


def _print_error() -> None:
    kind = sys.exc_info()[0]
    os.write(2, f"\n{kind.__name__ if kind else ''}".encode())


def _redirect(folder: Path) -> None:
    """Nothing of the server's streams stays open: libraries print, and must not write into our answers."""
    nothing = os.open(os.devnull, os.O_RDWR)
    complaints = os.open(folder / "stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for source, target in ((nothing, 0), (nothing, 1), (complaints, 2)):
        os.dup2(source, target)
    os.chdir(folder)
    os.environ.update(HOME=str(folder), TMPDIR=str(folder), TMP=str(folder))


def _confine(limits: settings.Limits, office: bool) -> None:
    address = max(limits.memory_mb, _OFFICE_ADDRESS_MB) if office else limits.memory_mb
    for what, soft, hard in (
        (resource.RLIMIT_AS, address * _MB, address * _MB),
        # At the soft limit comes SIGXCPU, which tells time from other ends; the hard one would kill at once.
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + 5),
        (resource.RLIMIT_FSIZE, limits.output_mb * _MB, limits.output_mb * _MB),
        (resource.RLIMIT_NOFILE, 256, 256),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (soft, hard))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    cut_network()


def _bound(memory_mb: int) -> None:
    """The limits of the looker, which lives longer than a child: memory, no file of its own, no network."""
    for what, most in (
        (resource.RLIMIT_AS, memory_mb * _MB),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    cut_network()


def cut_network() -> bool:
    """Leave the network for good; False where the kernel does not allow it (an unprivileged container)."""
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0)
    return libc.unshare(_CLONE_NEWNET) == 0 or _new_user(libc)


def _new_user(libc: ctypes.CDLL) -> bool:
    user, group = os.geteuid(), os.getegid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    # Without these maps the process would be "nobody", whom LibreOffice refuses a profile.
    for name, line in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with contextlib.suppress(OSError):
            Path("/proc/self", name).write_text(line)
    return True


if __name__ == "__main__":
    main()
