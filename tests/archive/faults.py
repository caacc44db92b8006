"""Stop a run in the middle of a chosen system call: by SIGKILL, with half a write done, by a full disk or a power cut.

A killed process leaves what it wrote in the page cache, so fsync is counted as a place to die, but not carried out: it
would only make five hundred runs slow. A power cut takes back what no fsync had made durable.
"""

import errno
import gc
import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

CALLS = ("write", "pwrite", "fsync", "replace", "unlink", "mkdir", "ftruncate")
Fault = Callable[["Power"], None]


class Power:
    """What of the changes since the start would not survive a power cut.

    Bytes are durable after an fsync of their file, a new, renamed or removed name after one of its folder. Folders that
    are made count as durable at once.
    """

    def __init__(self) -> None:
        self._bytes: dict[int, bytes] = {}  # inode written to since its last fsync → its durable bytes
        self._names: dict[str, bytes | None] = {}  # name changed since → durable bytes under it, None where it is not

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Note what a call is about to change."""
        if name == "open" and arguments[1] & os.O_CREAT:
            self._name(os.fspath(arguments[0]))
        elif name in ("write", "pwrite", "ftruncate"):
            held = Path(f"/proc/self/fd/{arguments[0]}")
            self._bytes.setdefault(os.fstat(arguments[0]).st_ino, held.read_bytes() if held.is_file() else b"")
        elif name in ("replace", "unlink"):
            for path in arguments[:2]:
                self._name(os.fspath(path))

    def after(self, name: str, arguments: tuple[Any, ...], answer: Any) -> None:
        """Note what a call made new or durable."""
        if name == "open" and arguments[1] & os.O_CREAT:
            self._bytes[os.fstat(answer).st_ino] = b""  # the number of a removed file may be given again
        elif name == "fsync":
            folder = Path(f"/proc/self/fd/{arguments[0]}").readlink()
            self._bytes.pop(os.fstat(arguments[0]).st_ino, None)
            self._names = {path: data for path, data in self._names.items() if Path(path).parent != folder}

    def cut(self, root: Path) -> None:
        """Take back everything below `root` that is not durable."""
        for path in [path for path in root.rglob("*") if path.is_file()]:
            if path.stat().st_ino in self._bytes:
                path.write_bytes(self._bytes[path.stat().st_ino])
        for name, data in self._names.items():
            if data is None:
                Path(name).unlink(missing_ok=True)
            else:
                Path(name).write_bytes(data)

    def _name(self, name: str) -> None:
        path = Path(name)
        if name not in self._names:
            there = path.is_file()
            self._names[name] = self._bytes.get(path.stat().st_ino, path.read_bytes()) if there else None


class Counter:
    """Counts the calls that change the disk, and lets `fault` happen in the one with the number `at`, or from it on."""

    def __init__(self, at: int, fault: Fault, *, for_ever: bool = False) -> None:
        self.count, self._at, self._fault, self._power = 0, at, fault, Power()
        self._for_ever, self._is_watched = for_ever, fault not in (die, disk_full, disk_broken)
        self._real = {name: getattr(os, name) for name in (*CALLS, "open")}
        self._counted = {name: self.around(name) for name in self._real}

    def around(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            self.count += name != "open"
            if not self._is_watched and not self._is_due():  # what is lost asks for nothing: a third of a run's price
                return None if name == "fsync" else self._real[name](*arguments, **more)
            with self:
                self._power.before(name, arguments)
                if name != "open" and self._is_due():
                    self._stop(name, arguments)
                done = None if name == "fsync" else self._real[name](*arguments, **more)
                self._power.after(name, arguments, done)
            return done

        return call

    def _is_due(self) -> bool:
        return self.count == self._at or (self._for_ever and self.count > self._at > 0)

    def install(self) -> None:
        for name, counted in self._counted.items():
            setattr(os, name, counted)

    def __enter__(self) -> None:
        """While this class looks around itself, its own calls do not count."""
        for name, real in self._real.items():
            setattr(os, name, real)

    def __exit__(self, *_: object) -> None:
        self.install()

    def _stop(self, name: str, arguments: tuple[Any, ...]) -> None:
        if name in ("write", "pwrite"):
            descriptor, data, *rest = arguments
            self._real[name](descriptor, bytes(data)[: len(data) // 2], *rest)
        self._fault(self._power)


def die(_: Power) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full(_: Power) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def disk_broken(_: Power) -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def power_cut(root: Path) -> Fault:
    def cut(power: Power) -> None:
        power.cut(root)
        die(power)

    return cut


def run(work: Callable[[], None], at: int, fault: Fault, *, for_ever: bool = False) -> int | None:
    """Do `work` in a child with the fault at call number `at`; how many calls it took, None when it was stopped."""
    reader, writer = os.pipe()
    gc.freeze()  # or the child's collector would go through, and so copy, all that pytest holds
    child = os.fork()
    if child == 0:
        _in_child(work, Counter(at, fault, for_ever=for_ever), writer)
    gc.unfreeze()
    os.close(writer)
    with os.fdopen(reader) as stream:
        said = stream.read()
    os.waitpid(child, 0)
    if said and not said.isdigit():
        raise AssertionError(said)
    return int(said) if said else None


def _in_child(work: Callable[[], None], counter: Counter, writer: int) -> None:
    said, send = "", os.write
    try:
        counter.install()
        work()
        said = str(counter.count)
    except OSError as error:
        said = "" if error.errno in (errno.ENOSPC, errno.EIO) else traceback.format_exc()
    except BaseException:
        said = traceback.format_exc()
    send(writer, said.encode())
    os._exit(0)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
