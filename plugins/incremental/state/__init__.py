"""What the engine remembers between builds: one SQLite file outside the output, which may be deleted at any time.

It is written in short transactions: one that takes in what changed and notes what is therefore to be made (`dirty`),
one that records what was made. A build that is killed between the two is taken up by the next.

All SQL of the build stands in this folder: what writes here, what reads in `queries`, what keeps two builds apart in
`lock`. Everyone else speaks the values of `rows`.
"""

import contextlib
import hashlib
import json
import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..rows import KeptItem, Made, NotedItem
from ..units import Unit
from .queries import FILE, FOLDERS, Queries

FORMAT = "16"
_MANY = 2_000  # groups or folders, above which all at once take less than each by itself

_PAGE = 16384
"""Bytes of a page of the file: what a document packed lies on one or two, not on a chain of four."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB);
CREATE TABLE item (num INTEGER PRIMARY KEY, path TEXT, hash BLOB, id TEXT, ord TEXT, card TEXT, facts TEXT,
  memo TEXT);
CREATE INDEX item_path ON item (path, hash);
CREATE INDEX item_ord ON item (ord);
CREATE INDEX item_id ON item (id);
CREATE TABLE member (grp TEXT, sort TEXT, ord TEXT, num INTEGER, weight INTEGER,
  PRIMARY KEY (grp, sort, ord, num)) WITHOUT ROWID;
CREATE TABLE tally (grp TEXT PRIMARY KEY, total INTEGER, size INTEGER, last TEXT) WITHOUT ROWID;
CREATE TABLE link (target TEXT, kind TEXT, num INTEGER, PRIMARY KEY (target, kind, num)) WITHOUT ROWID;
CREATE TABLE claim (address TEXT, num INTEGER, anchors TEXT, PRIMARY KEY (address, num)) WITHOUT ROWID;
CREATE TABLE promise (address TEXT PRIMARY KEY, anchors TEXT) WITHOUT ROWID;
CREATE TABLE output (path TEXT PRIMARY KEY, owner TEXT, size INTEGER, digest BLOB, seed BLOB) WITHOUT ROWID;
CREATE INDEX output_owner ON output (owner);
CREATE INDEX output_page ON output (path, size, owner) WHERE substr(path, -5) = '.html';
CREATE INDEX output_spelled ON output (path) WHERE path GLOB '*[^-a-z0-9/._]*';
CREATE TABLE retired (path TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE folder (path TEXT PRIMARY KEY, time INTEGER) WITHOUT ROWID;
CREATE TABLE packed (num INTEGER, name TEXT, data BLOB, PRIMARY KEY (num, name));
CREATE TABLE product (num INTEGER, extra TEXT, ord TEXT, digest BLOB, data BLOB, PRIMARY KEY (num, extra));
CREATE INDEX product_ord ON product (extra, ord, digest, num);
CREATE TABLE dirty (unit TEXT PRIMARY KEY, fresh INTEGER) WITHOUT ROWID;
CREATE TABLE change (id TEXT PRIMARY KEY, kind TEXT) WITHOUT ROWID;
CREATE TABLE pending (path TEXT PRIMARY KEY, staged TEXT) WITHOUT ROWID;
CREATE TABLE memory (extra TEXT, key TEXT, value BLOB, PRIMARY KEY (extra, key)) WITHOUT ROWID;
"""


class State(Queries):
    """The open state, which alone writes it; `close` before forking and `open` again after it, as SQLite asks."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / FILE
        self._counts: dict[str, list[int]] = {}  # what joined and left each group since all was summed up
        self._contents = 0
        try:
            self.open()
        except sqlite3.OperationalError:  # a place where none can be opened is no fault of what lies there
            raise
        except sqlite3.DatabaseError:  # a file that is no database knows no format either
            pass
        if self.meta("format") != FORMAT.encode():
            self._renew()

    def open(self) -> None:
        """Connect."""
        self.db = sqlite3.connect(self.path, isolation_level=None)
        self.db.execute("PRAGMA schema_version")  # the first look into the file
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.execute("PRAGMA cache_size=-16000")
        self.db.execute("PRAGMA secure_delete=ON")  # some have it so: what was withdrawn is not left in the file

    def close(self) -> None:
        """Disconnect."""
        self.db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, for whoever kills it, too; nobody reads while the first one fills an empty state.

        Only behind that one the file keeps a log, which others need to read while it is written: what goes into an
        empty file would be written twice, into the log first, and of 20,000 documents that is 500 MB.
        """
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")
        self.db.execute("PRAGMA journal_mode=WAL")

    def _renew(self) -> None:
        """Start anew where the file is missing, of another format or no database."""
        self.close()
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)
        self.open()
        self.db.execute(f"PRAGMA page_size={_PAGE}")
        self.db.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
        self.remember("format", FORMAT.encode())

    # Small values.

    def remember(self, key: str, value: bytes) -> None:
        """Keep a value for the next build."""
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def forget(self, key: str) -> None:
        """Keep it no longer."""
        self.db.execute("DELETE FROM meta WHERE key = ?", (key,))

    def remember_table(self, key: str, table: Mapping[str, Any]) -> None:
        """Keep plain values by texts: 20,000 in one piece are read in a tenth of the time that their rows take."""
        value = marshal.dumps(dict(table), 2)  # the format without references, whose bytes are equal for equal values
        if value != self.meta(key):
            self.remember(key, value)

    # Items.

    def put(self, path: str, digest: bytes, item: NotedItem, order: str) -> int:
        """Insert an item with its memberships, links, claims and packed bytes; its number."""
        cursor = self.db.execute(
            "INSERT INTO item (path, hash, id, ord, card, facts, memo) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (path, digest, item.id, order, item.card, item.facts, item.memo),
        )
        num = cursor.lastrowid or 0
        self._contents += _told(item.id, order, digest)
        self._members(num, order, item.groups)
        kinds = (("link", item.links), ("mark", item.marks), ("through", item.through))
        self.db.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?, ?)", [(t, kind, num) for kind, targets in kinds for t in targets]
        )
        self.db.executemany(
            "INSERT INTO claim VALUES (?, ?, ?)", [(address, num, names) for address, names in item.claims.items()]
        )
        self.db.executemany("INSERT INTO packed VALUES (?, ?, ?)", [(num, *one) for one in item.packed.items()])
        return num

    def _members(self, num: int, order: str, groups: Sequence[tuple[str, str, int]]) -> None:
        rows = [(group, sort, order, num, weight) for group, sort, weight in groups]
        self.db.executemany("INSERT INTO member VALUES (?, ?, ?, ?, ?)", rows)
        for group, _, weight in groups:
            self._count(group, weight, 1)

    def _count(self, group: str, weight: int, size: int) -> None:
        counted = self._counts.setdefault(group, [0, 0])
        counted[0] += weight
        counted[1] += size

    def sum_up(self) -> None:
        """Bring what is kept of all items up to them; in the transaction that changed these.

        `contents` tells whether any item's id, order or bytes differ: a sum, so that one item costs one, in which
        order they ever came.
        """
        before = int.from_bytes(self.meta("contents") or b"")
        self.remember("contents", ((before + self._contents) % (1 << 256)).to_bytes(32))
        self._contents = 0
        self._count_groups()

    def _count_groups(self) -> None:
        counts, self._counts = self._counts, {}
        if len(counts) > _MANY:
            self.db.execute("DELETE FROM tally")
            self.db.execute("INSERT INTO tally SELECT grp, sum(weight), count(*), max(sort) FROM member GROUP BY grp")
            return
        self.db.executemany(
            "INSERT INTO tally VALUES (?, ?, ?, '') ON CONFLICT (grp)"
            " DO UPDATE SET total = total + excluded.total, size = size + excluded.size",
            [(group, *counted) for group, counted in counts.items()],
        )
        self.db.executemany(
            "UPDATE tally SET last = (SELECT sort FROM member WHERE grp = ?1 ORDER BY sort DESC LIMIT 1)"
            " WHERE grp = ?1",
            [(group,) for group in counts],
        )
        self.db.executemany("DELETE FROM tally WHERE grp = ? AND size = 0", [(group,) for group in counts])

    def take_out(self, kept: KeptItem) -> None:
        """Delete an item and all that hangs on it; its products go, too."""
        facts = json.loads(kept.facts)
        self._contents -= _told(kept.id, kept.ord, kept.hash)
        self.db.executemany(
            "DELETE FROM member WHERE grp = ? AND sort = ? AND ord = ? AND num = ?",
            [(group, sort, kept.ord, kept.num) for group, sort, _ in facts["groups"]],
        )
        for group, _, weight in facts["groups"]:
            self._count(group, -weight, -1)
        kinds = (("link", facts["links"]), ("mark", facts["marks"]), ("through", facts["through"]))
        self.db.executemany(
            "DELETE FROM link WHERE target = ? AND kind = ? AND num = ?",
            [(t, kind, kept.num) for kind, targets in kinds for t in targets],
        )
        self.db.executemany("DELETE FROM claim WHERE address = ? AND num = ?", [(a, kept.num) for a in facts["claims"]])
        self.db.execute("DELETE FROM packed WHERE num = ?", (kept.num,))
        self.db.execute("DELETE FROM product WHERE num = ?", (kept.num,))
        self.db.execute("DELETE FROM item WHERE num = ?", (kept.num,))

    def put_product(self, item: str, extra: str, data: bytes) -> None:
        """Keep an extra's part of an item, where there is such an item."""
        query = "INSERT OR REPLACE INTO product SELECT num, ?, ord, ?, ? FROM item WHERE id = ?"
        self.db.execute(query, (extra, hashlib.sha256(data).digest()[:16], data, item))

    def remember_for(self, extra: str, key: str, value: bytes) -> None:
        """Keep a small value of an extra's."""
        self.db.execute("INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", (extra, key, value))

    def forget_extras(self) -> None:
        """Throw away all that extras made or remembered."""
        self.db.execute("DELETE FROM product")
        self.db.execute("DELETE FROM memory")

    # What is to be made.

    def mark_dirty(self, units: Iterable[Unit], *, fresh: bool = False) -> None:
        """Note units that have to be made; `fresh`: compare with the bytes on disk, not with the record."""
        self.db.executemany(
            "INSERT INTO dirty VALUES (?, ?) ON CONFLICT (unit) DO UPDATE SET fresh = max(fresh, excluded.fresh)",
            [(unit.key, int(fresh)) for unit in units],
        )

    def note_change(self, item: str, kind: str) -> None:
        """Note what became of an item since the extras last saw all; empty: nothing."""
        if kind:
            self.db.execute("INSERT OR REPLACE INTO change VALUES (?, ?)", (item, kind))
        else:
            self.db.execute("DELETE FROM change WHERE id = ?", (item,))

    def all_made(self) -> None:
        """Note that nothing is to be made any more."""
        self.db.execute("DELETE FROM dirty")
        self.db.execute("DELETE FROM change")

    # Files of the output.

    def record(self, owner: Unit, gone: Iterable[str], made: Sequence[Made]) -> None:
        """Note what files an owner no longer has, and what it made."""
        key = owner.key
        self.db.executemany("DELETE FROM output WHERE path = ? AND owner = ?", [(path, key) for path in gone])
        self.db.executemany(
            "INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?, ?)",
            [(one.path, key, one.size, one.digest, one.seed) for one in made],
        )

    def note_moves(self, gone: Iterable[str], staged: Iterable[tuple[str, str]]) -> None:
        """Note files to delete, and files to move to their place from the name that they wait under."""
        deleted = [(path,) for path in gone]
        self.db.executemany("INSERT OR IGNORE INTO pending VALUES (?, NULL)", deleted)
        self.db.executemany("INSERT OR IGNORE INTO retired VALUES (?)", deleted)
        self.db.executemany("INSERT OR REPLACE INTO pending VALUES (?, ?)", staged)

    def delete_retired(self) -> None:
        """Note every file that was ever given up as one to delete."""
        self.db.execute("INSERT OR IGNORE INTO pending SELECT path, NULL FROM retired")

    def moves_done(self) -> None:
        """Note that nothing waits to be moved or deleted."""
        self.db.execute("DELETE FROM pending")

    def note_folders(self, times: Iterable[tuple[str, int | None]]) -> None:
        """Note when folders last changed (ns); None: there is no such folder.

        Behind the piece that holds all of them, which is written anew when many have come to differ from it.
        """
        self.db.executemany("INSERT OR REPLACE INTO folder VALUES (?, ?)", times)
        if self.db.execute("SELECT count(*) FROM folder").fetchone()[0] > _MANY:
            self.remember_table(FOLDERS, self.folder_times())
            self.db.execute("DELETE FROM folder")

    # Addresses.

    def forget_permalinks(self) -> None:
        """Forget which addresses must be answered for."""
        self.db.execute("DELETE FROM promise")

    def add_permalink(self, address: str, anchors: Iterable[str]) -> None:
        """Note an address that must be answered for; anchors of one that is known add up."""
        joined = "\n".join(dict.fromkeys([*(self.promised_anchors(address) or ()), *anchors]))
        self.db.execute("INSERT OR REPLACE INTO promise VALUES (?, ?)", (address, joined))


def _told(item: str, order: str, digest: bytes) -> int:
    return int.from_bytes(hashlib.sha256(f"{item} {order} {digest.hex()}".encode()).digest())
