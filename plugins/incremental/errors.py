"""What can be wrong with a build; each has the exit code that `pelican` hands to the shell."""

import errno
import os
import sqlite3
from enum import StrEnum
from pathlib import Path


class BuildError(Exception):
    """The build ends here; the old site stays as it was."""

    exitcode = 1


class ContentBroken(BuildError):
    """Source files that cannot be read: (path, problems) of every such file, told at once; paths below `folder`."""

    exitcode = 3

    def __init__(self, problems: tuple[tuple[str, str], ...], folder: Path) -> None:
        self.problems = problems
        self.folder = folder
        super().__init__(problems, folder)

    def __str__(self) -> str:
        return "\n".join(f"{self.folder / path}: {problem}" for path, problem in self.problems)


class AddressesLost(BuildError):
    """Addresses or anchors that were promised once would no longer lead anywhere."""

    exitcode = 3

    def __init__(self, addresses: tuple[str, ...]) -> None:
        self.addresses = addresses
        super().__init__(addresses)

    def __str__(self) -> str:
        return "promised addresses would be lost: " + ", ".join(self.addresses)


class SourcesGone(BuildError):
    """The folder of the sources is not there, though the site was made of it: a disk that is not mounted."""

    exitcode = 3

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        super().__init__(folder)

    def __str__(self) -> str:
        return f"{self.folder}: the folder is gone, the site would be emptied"


class SiteBusy(BuildError):
    """Another build holds the state."""

    exitcode = 75


class UnreadableSource(Exception):
    """Raised by a site's `read` for one source file: `problems` in words for the person who edits it."""

    def __init__(self, problems: str) -> None:
        self.problems = problems
        super().__init__(problems)


class SameAddress(BuildError):
    """Two sources make one file of the output: `path`, from `one` and from `other`, as `Owners.named` calls them."""

    def __init__(self, path: str, one: str, other: str, by: str = "and from") -> None:
        self.path, self.one, self.other = path, one, other
        super().__init__(f"{path}: made from {one} {by} {other}")


class AddressUnfit(BuildError):
    """An address that some disk cannot hold: `path`, made from `source`, and `why` not."""

    def __init__(self, path: str, source: str, why: str) -> None:
        self.path, self.source, self.why = path, source, why
        super().__init__(f"{path}: made from {source}: {why}")


class ChangedMeanwhile(BuildError):
    """A source is not any more what it was when the build began."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(f"{path}: changed while the site was built; build again")


class DiskRefused(BuildError):
    """A file or folder could not be read or written: the disk is full, read-only, broken, or not ours."""

    exitcode = 74

    def __init__(self, answer: OSError) -> None:
        self.answer = answer
        super().__init__(answer)

    def __str__(self) -> str:
        return f"{self.answer.filename or 'the disk'}: {self.answer.strerror or self.answer}"


STATE = "the state of the build"
"""What an error of the state's database names, which itself names no file."""


def as_refusal(error: BaseException) -> BuildError | None:
    """What is to be told of an error that is no fault of the engine; None for a fault."""
    if isinstance(error, BuildError):
        return error
    if isinstance(error, OSError):
        return DiskRefused(error)
    if isinstance(error, sqlite3.OperationalError):
        number = _SQLITE.get(error.sqlite_errorcode & 0xFF, errno.EIO)
        return DiskRefused(OSError(number, f"{os.strerror(number)} ({error})", STATE))
    return None


_SQLITE = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}


class Odd(StrEnum):
    """What the file system offers in place of a source file."""

    nowhere = "a link that leads nowhere"
    loop = "a link that leads to itself"
    folder = "a folder where a file is expected"
    kind = "neither a file nor a folder (a pipe, a socket or a device)"
    name = "its name is not UTF-8"
    forbidden = "it may not be read"
    broken = "it cannot be read"


def odd(error: OSError) -> Odd:
    """The system's answer in words."""
    known = {
        errno.ENOENT: Odd.nowhere,
        errno.ELOOP: Odd.loop,
        errno.EISDIR: Odd.folder,
        errno.EACCES: Odd.forbidden,
        errno.EPERM: Odd.forbidden,
    }
    return known.get(error.errno or 0, Odd.broken)
