"""One build at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import SiteBusy

_FILE = "lock.sqlite"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the state in `folder`; a killed process never leaves a lock behind.

    SQLite's own lock on an empty database: it is there on every system, `fcntl` is not.

    Raises:
        SiteBusy: another build holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(folder / _FILE, timeout=0, isolation_level=None)
    try:
        database.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        database.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise SiteBusy(f"another build holds {folder}") from error
        raise
    try:
        yield
    finally:
        database.close()
