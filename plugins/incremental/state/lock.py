"""One build at a time."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import SiteBusy

_FILE = "lock.sqlite"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the state in `folder`; a killed process never leaves a lock behind.

    SQLite's own lock on an empty database: it is there on every system, `fcntl` is not.

    Raises:
        SiteBusy: another build holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    database = _locked(folder / _FILE)
    if database is None:
        gc.unfreeze()  # as `pool.rarely_collecting` leaves what a build made
        gc.collect()  # a build of this process that an error of Pelican's ended, as under `pelican -r`, lets go
        database = _locked(folder / _FILE)
    if database is None:
        raise SiteBusy(f"another build holds {folder}")
    try:
        yield
    finally:
        database.close()


def _locked(file: Path) -> sqlite3.Connection | None:
    database = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        database.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        database.close()
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        return None
    return database
