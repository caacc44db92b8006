"""The scan of the content: which files are there, and whatever else the file system offers in their place."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .errors import ContentBroken, Odd, odd

Facts = tuple[int, int, int]
"""Size, mtime and ctime (ns) of a source file.

`ctime` no program can set: a file that was replaced by one of its size and had its old `mtime` given back shows it.
"""
_COARSEST = 2_000_000_000  # ns: FAT's clock


def scan(folder: Path, suffix: str, leaves_out: Callable[[str], bool] | None = None) -> dict[str, Facts]:
    """Facts of every source file below `folder`, by its path relative to it; hidden names are skipped.

    Raises:
        ContentBroken: naming whatever is neither a file nor a folder, or is a folder with the name of a source file.
    """
    scanned = _Scan(folder, suffix, leaves_out)
    waiting = [""]
    while waiting:
        waiting += scanned.below(waiting.pop())
    if scanned.problems:
        raise ContentBroken(tuple(sorted(scanned.problems)), folder)
    return scanned.found


def believed(found: Mapping[str, Facts], began: int) -> dict[str, Facts]:
    """What the next build may compare with, of a scan that began then (ns).

    A file that changed just before may change again without showing it: it goes without its ctime, and is read again.
    """
    settled = began - _COARSEST
    return {path: facts if facts[2] < settled else (facts[0], facts[1], 0) for path, facts in found.items()}


class _Scan:
    """What was seen so far."""

    def __init__(self, folder: Path, suffix: str, leaves_out: Callable[[str], bool] | None) -> None:
        self.leaves_out = leaves_out
        self.folder = folder
        self.suffix = suffix
        self.found: dict[str, Facts] = {}
        self.problems: list[tuple[str, str]] = []

    def below(self, path: str) -> list[str]:
        """Take in the entries of one folder; the folders among them."""
        try:
            with _opened(f"{self.folder}/{path}") as folder, os.scandir(folder) as entries:
                return [name for entry in entries if (name := self._entry(path, entry))]
        except FileNotFoundError:
            return []
        except OSError as error:
            self.problems.append((_shown(path or str(self.folder)), odd(error)))
            return []

    def _entry(self, path: str, entry: "os.DirEntry[str]") -> str:
        """Take in one entry, of a hundred thousand; its path where it is a folder."""
        name = path + entry.name
        if entry.name[0] == "." or (self.leaves_out is not None and self.leaves_out(name)):
            return ""
        try:
            facts = entry.stat()
        except OSError as error:
            self.problems.append((_shown(name), odd(error)))
            return ""
        if stat.S_ISREG(facts.st_mode) and name.isascii():
            if name.endswith(self.suffix):
                self.found[name] = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
            return ""
        return self._other(name, entry, facts)

    def _other(self, name: str, entry: "os.DirEntry[str]", facts: os.stat_result) -> str:
        if problem := self._problem(name, entry, facts):
            self.problems.append((_shown(name), problem))
        elif stat.S_ISDIR(facts.st_mode):
            return f"{name}/"
        elif name.endswith(self.suffix):
            self.found[name] = (facts.st_size, facts.st_mtime_ns, facts.st_ctime_ns)
        return ""

    def _problem(self, name: str, entry: "os.DirEntry[str]", facts: os.stat_result) -> str:
        if not entry.name.isascii() and not _is_utf8(entry.name):
            return Odd.name
        if stat.S_ISREG(facts.st_mode):
            return ""
        if not stat.S_ISDIR(facts.st_mode):
            return Odd.kind
        if self.suffix and entry.name.endswith(self.suffix):
            return Odd.folder
        return Odd.loop if entry.is_symlink() and _is_above(f"{self.folder}/{name}") else ""


@contextmanager
def _opened(folder: str) -> Iterator[int | str]:
    """What a folder is read by: where it can be opened, its files are asked for by their names alone.

    The way to each from the root of the file system was a third of the look at 20,000 of them.
    """
    if os.scandir not in os.supports_fd:
        yield folder
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        yield opened
    finally:
        os.close(opened)


def _is_above(link: str) -> bool:
    """Whether a linked folder is one of those that the link lies in."""
    here = os.path.realpath(os.path.dirname(link))  # noqa: PTH120 text, as the line below
    return f"{here}/".startswith(f"{os.path.realpath(link)}/")


def _is_utf8(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _shown(name: str) -> str:
    """A name that can be printed whatever its bytes are."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
