"""One run at a time: whoever writes an archive or a copy of one, or builds from it, holds it."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from pipeline import errors


@contextlib.contextmanager
def archive(root: Path) -> Iterator[None]:
    """Hold the archive for one run.

    The kernel's lock on the folder itself: it ends with the process, so no dead run can leave it behind, and no file
    appears in the archive.

    Raises:
        Busy: another run holds it.
    """
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise errors.Busy(folder=root) from error
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def copy(dest: Path) -> Iterator[None]:
    """Hold a folder that a copy is written into, where its file system knows locks: those of some servers do not.

    Two runs of `mirror --from` took each other's half-fetched files away. Raises Busy.
    """
    with contextlib.ExitStack() as held:
        with contextlib.suppress(OSError):
            held.enter_context(archive(dest))
        yield
