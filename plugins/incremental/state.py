"""What the engine remembers between builds: one SQLite file outside the output, which may be deleted at any time.

It is written in short transactions: one that takes in what changed and notes what is therefore to be made (`dirty`),
one that records what was made. A build that is killed between the two is taken up by the next.
"""

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .model import Item, Member

FORMAT = "6"
FILE = "build.sqlite"

# What every build reads of every item stands in indexes of its own: the rows themselves are a hundred megabytes.
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB);
CREATE TABLE item (num INTEGER PRIMARY KEY, path TEXT, size INTEGER, mtime INTEGER, ctime INTEGER, hash BLOB,
  id TEXT, ord TEXT, card TEXT, facts TEXT);
CREATE INDEX item_source ON item (path, size, mtime, ctime, id, ord, hash);
CREATE INDEX item_ord ON item (ord);
CREATE INDEX item_id ON item (id);
CREATE TABLE member (grp TEXT, sort TEXT, ord TEXT, num INTEGER, weight INTEGER,
  PRIMARY KEY (grp, sort, ord, num)) WITHOUT ROWID;
CREATE TABLE link (target TEXT, kind TEXT, num INTEGER, PRIMARY KEY (target, kind, num)) WITHOUT ROWID;
CREATE TABLE claim (address TEXT, num INTEGER, anchors TEXT, PRIMARY KEY (address, num)) WITHOUT ROWID;
CREATE TABLE promise (address TEXT PRIMARY KEY, anchors TEXT) WITHOUT ROWID;
CREATE TABLE output (path TEXT PRIMARY KEY, owner TEXT, size INTEGER, digest BLOB) WITHOUT ROWID;
CREATE INDEX output_owner ON output (owner);
CREATE INDEX output_page ON output (path, size, owner) WHERE substr(path, -5) = '.html';
CREATE TABLE retired (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE folder (path TEXT PRIMARY KEY, time INTEGER) WITHOUT ROWID;
CREATE TABLE product (num INTEGER, extra TEXT, ord TEXT, digest BLOB, data BLOB, PRIMARY KEY (num, extra));
CREATE INDEX product_ord ON product (extra, ord, digest, num);
CREATE TABLE dirty (unit TEXT PRIMARY KEY, fresh INTEGER) WITHOUT ROWID;
CREATE TABLE change (id TEXT PRIMARY KEY, kind TEXT) WITHOUT ROWID;
CREATE TABLE pending (path TEXT PRIMARY KEY, staged TEXT) WITHOUT ROWID;
CREATE TABLE memory (extra TEXT, key TEXT, value BLOB, PRIMARY KEY (extra, key)) WITHOUT ROWID;
"""


class Source(NamedTuple):
    """A source file as the last build saw it; times in ns.

    `ctime` no program can set: a file that was replaced by one of its size and had its old `mtime` given back shows it.
    """

    path: str
    size: int
    mtime: int
    ctime: int


class Kept(NamedTuple):
    """What is kept of an item; `card` is JSON."""

    num: int
    path: str
    hash: bytes
    id: str
    ord: str
    card: str
    facts: str


class Record(NamedTuple):
    """One file of the output and the unit that made it."""

    path: str
    owner: str
    size: int
    digest: bytes


class State:
    """The open state; `close` before forking and `open` again after it, as SQLite asks."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self.open()
        if self.meta("format") != FORMAT.encode():
            self._renew()

    def open(self) -> None:
        """Connect."""
        self.db = sqlite3.connect(self.path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.execute("PRAGMA cache_size=-16000")

    def close(self) -> None:
        """Disconnect."""
        self.db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def _renew(self) -> None:
        """Start anew where the file is missing, of another format or no database."""
        self.close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self.open()
        self.db.executescript(_SCHEMA)
        self.remember("format", FORMAT.encode())

    def filed(self, part: str) -> Iterator[Record]:
        """The files below a folder ("" for those of the root), without the lists of files."""
        below, values = ("path >= ? AND path < ?", (part, after(part))) if part else ("instr(path, '/') = 0", ())
        query = f"SELECT path, owner, size, digest FROM output WHERE {below} AND owner NOT LIKE 'm:%' ORDER BY path"  # noqa: S608 fixed text
        rows = self.db.execute(query, values)
        return (Record(*row) for row in rows)

    # Small values.

    def meta(self, key: str) -> bytes | None:
        """A value of the last build."""
        try:
            row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:  # no table yet, or a damaged file: both mean that nothing is known
            return None
        return bytes(row[0]) if row else None

    def remember(self, key: str, value: bytes) -> None:
        """Keep a value for the next build."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def forget(self, key: str) -> None:
        """Keep it no longer."""
        self.db.execute("DELETE FROM meta WHERE key = ?", (key,))

    # Items.

    def sources(self) -> Iterator[tuple[str, int, int, int, str, str]]:
        """Path, size, mtime, ctime, id and order of every source file of the last build."""
        return iter(self.db.execute("SELECT path, size, mtime, ctime, id, ord FROM item"))

    def hash(self, path: str) -> bytes:
        """The hash of a source file; empty for one that is not known."""
        row = self.db.execute("SELECT hash FROM item WHERE path = ?", (path,)).fetchone()
        return bytes(row[0]) if row else b""

    def contents(self) -> bytes:
        """Every item's id, order and hash as one text, by path."""
        rows = "SELECT id || ' ' || ord || ' ' || hex(hash) AS line FROM item ORDER BY path"
        text = self.db.execute(f"SELECT group_concat(line, char(10)) FROM ({rows})").fetchone()[0]  # noqa: S608 fixed text
        return (text or "").encode()

    def kept(self, column: str, value: str) -> Kept | None:
        """The item with this `path` or `id`."""
        row = self.db.execute(f"SELECT {', '.join(Kept._fields)} FROM item WHERE {column} = ?", (value,)).fetchone()  # noqa: S608 fixed names
        return Kept(*row) if row else None

    def has(self, item: str) -> bool:
        """Whether there is an item of this id."""
        return self.db.execute("SELECT 1 FROM item WHERE id = ?", (item,)).fetchone() is not None

    def put(self, source: Source, digest: bytes, item: Item, order: str) -> int:
        """Insert an item with its memberships, links and claims; its number."""
        facts = dumps(
            {
                "groups": item.groups,
                "links": item.links,
                "marks": item.marks,
                "chain": item.chain,
                "claims": [*item.claims],
            }
        )
        cursor = self.db.execute(
            "INSERT INTO item (path, size, mtime, ctime, hash, id, ord, card, facts) VALUES (?,?,?,?,?,?,?,?,?)",
            (*source, digest, item.id, order, dumps(item.card), facts),
        )
        num = cursor.lastrowid or 0
        self._members(num, order, item.groups)
        kinds = (("link", item.links), ("mark", item.marks))
        self.db.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?, ?)", [(t, kind, num) for kind, targets in kinds for t in targets]
        )
        self.db.executemany(
            "INSERT INTO claim VALUES (?, ?, ?)",
            [(a, num, None if names is None else "\n".join(names)) for a, names in item.claims.items()],
        )
        return num

    def _members(self, num: int, order: str, groups: Iterable[Member]) -> None:
        rows = [(group, sort, order, num, weight) for group, sort, weight in groups]
        self.db.executemany("INSERT INTO member VALUES (?, ?, ?, ?, ?)", rows)

    def take_out(self, kept: Kept) -> None:
        """Delete an item and all that hangs on it; its products go, too."""
        facts = json.loads(kept.facts)
        self.db.executemany(
            "DELETE FROM member WHERE grp = ? AND sort = ? AND ord = ? AND num = ?",
            [(group, sort, kept.ord, kept.num) for group, sort, _ in facts["groups"]],
        )
        kinds = (("link", facts["links"]), ("mark", facts["marks"]))
        self.db.executemany(
            "DELETE FROM link WHERE target = ? AND kind = ? AND num = ?",
            [(t, kind, kept.num) for kind, targets in kinds for t in targets],
        )
        self.db.executemany("DELETE FROM claim WHERE address = ? AND num = ?", [(a, kept.num) for a in facts["claims"]])
        self.db.execute("DELETE FROM product WHERE num = ?", (kept.num,))
        self.db.execute("DELETE FROM item WHERE num = ?", (kept.num,))

    def seen(self, rows: Iterable[Source]) -> None:
        """Note new times of files whose bytes are the same."""
        self.db.executemany(
            "UPDATE item SET size = ?, mtime = ?, ctime = ? WHERE path = ?", [(*times, p) for p, *times in rows]
        )

    # What is to be made.

    def mark_dirty(self, units: Iterable[str], *, fresh: bool = False) -> None:
        """Note units that have to be made; `fresh`: compare with the bytes on disk, not with the record."""
        self.db.executemany(
            "INSERT INTO dirty VALUES (?, ?) ON CONFLICT (unit) DO UPDATE SET fresh = max(fresh, excluded.fresh)",
            [(unit, int(fresh)) for unit in units],
        )

    def records(self, owner: str) -> list[Record]:
        """The files that a unit made last time."""
        rows = self.db.execute("SELECT path, owner, size, digest FROM output WHERE owner = ?", (owner,))
        return [Record(*row) for row in rows]


def dumps(value: Any) -> str:
    """The one JSON spelling of a value that the state keeps and compares."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def after(prefix: str) -> str:
    """The smallest text behind all that start with `prefix`."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)
