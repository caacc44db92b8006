"""The tables as one SQLite file with full-text search (FTS5), which datasette opens as it is.

The same site gives the same bytes under the same version of SQLite.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pipeline.datasets.site_data import DOCUMENTS, PASSAGES, TABLES, DataColumn, SiteData

VERSION = 1
_TYPES = {"integer": "INTEGER"}
_SEARCHED = ("so_ky_hieu", "trich_yeu", "toan_van")
_KEYS = {DOCUMENTS: "dia_chi", "hoi_dong": "hoi_dong", "ho_so_giam_sat": "ho_so_giam_sat", "su_kien": "so"}
_INDEXED = (
    (DOCUMENTS, "ngay_ban_hanh"), (DOCUMENTS, "hoi_dong"), (DOCUMENTS, "linh_vuc"), (PASSAGES, "dia_chi"),
    ("vien_dan", "tu"), ("vien_dan", "so_ky_hieu"), ("hieu_luc", "dia_chi"),
)  # fmt: skip


def write(data: SiteData, dest: Path) -> int:
    """Write the file whole, or leave what was there; how many documents it holds. Raises UsageError, OSError."""
    made = dest.with_name(f"{dest.name}.part")
    made.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(made)) as base:
            count = _fill(base, data)
        made.replace(dest)
    except sqlite3.OperationalError as error:  # of a file that nobody else knows: the disk is full, or failed
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(dest.parent)) from error
    finally:
        made.unlink(missing_ok=True)
    return count


def _fill(base: sqlite3.Connection, data: SiteData) -> int:
    base.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA user_version={VERSION};")
    with base:
        for table in TABLES:
            columns = data.columns(table)
            base.execute(f"CREATE TABLE {table} ({', '.join(_columns(table, columns))})")
            marks = ", ".join("?" for _ in columns)
            rows = (tuple(row[one.name] for one in columns) for row in data.rows(table))
            base.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 a name of the dictionary
        for table, column in _INDEXED:
            base.execute(f"CREATE INDEX {table}_{column} ON {table} ({column})")
        _explain(base, data)
        searched = ", ".join(_SEARCHED)
        base.execute(  # datasette looks for the name in these quotes
            f'CREATE VIRTUAL TABLE {DOCUMENTS}_fts USING fts5({searched}, content="{DOCUMENTS}",'
            " tokenize='unicode61 remove_diacritics 2')"
        )
        base.execute(f"INSERT INTO {DOCUMENTS}_fts({DOCUMENTS}_fts) VALUES ('rebuild')")  # noqa: S608 a fixed name
        base.execute(f"INSERT INTO {DOCUMENTS}_fts({DOCUMENTS}_fts) VALUES ('optimize')")  # noqa: S608 a fixed name
    base.execute("VACUUM")
    return int(base.execute(f"SELECT count(*) FROM {DOCUMENTS}").fetchone()[0])  # noqa: S608 a fixed name


def _columns(table: str, columns: tuple[DataColumn, ...]) -> Iterator[str]:
    for one in columns:
        key = " PRIMARY KEY" if _KEYS.get(table) == one.name else ""
        yield f"{one.name} {_TYPES.get(one.kind, 'TEXT')}{key}"


def _explain(base: sqlite3.Connection, data: SiteData) -> None:
    """The data dictionary, and whose the data are, as tables of the file itself."""
    base.execute("CREATE TABLE tu_dien (bang TEXT, cot TEXT, kieu TEXT, y_nghia TEXT)")
    meanings = [(table, *one) for table in TABLES for one in data.columns(table)]
    base.executemany("INSERT INTO tu_dien VALUES (?, ?, ?, ?)", meanings)
    base.execute("CREATE TABLE thong_tin (ten TEXT PRIMARY KEY, gia_tri TEXT)")
    base.executemany("INSERT INTO thong_tin VALUES (?, ?)", sorted(data.facts.items()))
