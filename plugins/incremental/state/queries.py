"""What the engine and the pages ask of the state: the reading half of its SQL.

Nothing here is kept between two calls.
"""

import json
import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ..model import TURNS, Card, Filed, ItemPart, MemberFile
from ..rows import FileRecord, KeptCard, KeptItem, Tally
from ..units import LISTS, Unit, UnitKind, group, item

FILE = "build.sqlite"
FOLDERS = "folders"
"""The table of all folders' times; what differs since it was written stands in rows."""
_LAST = chr(0x10FFFF)  # no path begins so


class Queries:
    """Over an open connection, from any process."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    # Small values.

    def meta(self, key: str) -> bytes | None:
        """A value of the last build."""
        try:
            row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError:  # no table yet, or a damaged file: both mean that nothing is known
            return None
        return bytes(row[0]) if row else None

    def table(self, key: str) -> dict[str, Any]:
        """A table of the last build that is asked for as a whole; empty where there is none."""
        value = self.meta(key)
        return dict(marshal.loads(value)) if value else {}  # noqa: S302 written by `State` into its own file

    # Items.

    def place(self, item: str) -> tuple[str, str] | None:
        """Path and order of one item."""
        found: tuple[str, str] | None = self.db.execute("SELECT path, ord FROM item WHERE id = ?", (item,)).fetchone()
        return found

    def hash(self, path: str) -> bytes:
        """The hash of a source file; empty for one that is not known."""
        row = self.db.execute("SELECT hash FROM item WHERE path = ?", (path,)).fetchone()
        return bytes(row[0]) if row else b""

    def kept(self, column: str, value: str) -> KeptItem | None:
        """The item with this `path` or `id`."""
        row = self.db.execute(f"SELECT {', '.join(KeptItem._fields)} FROM item WHERE {column} = ?", (value,)).fetchone()  # noqa: S608 fixed names
        return KeptItem(*row) if row else None

    def has(self, item: str) -> bool:
        """Whether there is an item of this id."""
        return self.db.execute("SELECT 1 FROM item WHERE id = ?", (item,)).fetchone() is not None

    def ids(self) -> list[str]:
        """The ids of all items."""
        return [item for (item,) in self.db.execute("SELECT id FROM item")]

    def doubled(self, items: Iterable[str] | None) -> list[tuple[str, str]]:
        """Of these items (None: of all) those that several files have: the id, and the files as one text."""
        query = "SELECT id, group_concat(path, ', ') FROM item{} GROUP BY id HAVING count(*) > 1"
        if items is None:
            return self.db.execute(query.format("")).fetchall()
        return [row for one in items for row in self.db.execute(query.format(" WHERE id = ?"), (one,))]

    def card(self, item: str) -> Card | None:
        """The card of one item."""
        row = self.db.execute("SELECT card FROM item WHERE id = ?", (item,)).fetchone()
        return json.loads(row[0]) if row else None

    def cards_of(self, items: Iterable[str]) -> dict[str, Card]:
        """The cards of those of these items that there are, by id."""
        query = "SELECT item.id, card FROM json_each(?) CROSS JOIN item ON item.id = value"  # one question for all
        return {item: json.loads(card) for item, card in self.db.execute(query, (json.dumps(list(items)),))}

    def linking(self, item: str) -> list[str]:
        """The items whose pages show this one's card."""
        query = "SELECT id FROM link JOIN item USING (num) WHERE target = ? AND kind = 'link'"
        return [row[0] for row in self.db.execute(query, (item,))]

    def marking(self, item: str) -> Iterator[Card]:
        """The cards of the items that mark this one's page, themselves or through one that does, in their order."""
        query = (
            "WITH direct AS (SELECT num FROM link WHERE target = ? AND kind = 'mark') SELECT card FROM item"
            " WHERE num IN (SELECT num FROM direct UNION SELECT l.num FROM direct d CROSS JOIN item i ON i.num = d.num"
            " CROSS JOIN link l ON l.target = i.id AND l.kind = 'through') ORDER BY ord"
        )
        return (json.loads(card) for (card,) in self.db.execute(query, (item,)))

    def through(self, items: Iterable[str]) -> list[KeptCard]:
        """The items that others hand on (`Item.through`), of these others: each once, in their order, no members."""
        query = (
            "SELECT DISTINCT i.id, '', 0, i.card FROM json_each(?) CROSS JOIN link l ON l.target = value"
            " AND l.kind = 'through' CROSS JOIN item i ON i.num = l.num ORDER BY i.ord"
        )
        return [*map(KeptCard._make, self.db.execute(query, (json.dumps(list(items)),)))]

    def without_page(self, items: Iterable[str]) -> list[str]:
        """Paths of those of these items that made no file."""
        query = "SELECT path FROM item WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM output WHERE owner = ?2 || ?1)"
        return [path for one in items for (path,) in self.db.execute(query, (one, _prefix(UnitKind.ITEM)))]

    # Groups.

    def groups(self, prefix: str = "") -> list[str]:
        """The groups that have a member and whose names start so."""
        where, values = ("WHERE grp >= ? AND grp < ?", (prefix, prefix_end(prefix))) if prefix else ("", ())
        return [group for (group,) in self.db.execute(f"SELECT grp FROM tally {where}", values)]  # noqa: S608 fixed text

    def between(self, first: str, last: str) -> list[tuple[str, str, str]]:
        """Members of the groups behind `first` up to `last`: id, facts (JSON), the text by which they are ordered."""
        query = "SELECT id, facts, sort FROM member JOIN item USING (num) WHERE grp > ? AND grp <= ?"
        return self.db.execute(query, (first, last)).fetchall()

    def group_exists(self, group: str) -> bool:
        """Whether the group has a member."""
        return self.db.execute("SELECT 1 FROM tally WHERE grp = ?", (group,)).fetchone() is not None

    def cards(self, group: str, newest: int | None = None) -> list[Card]:
        """The cards of a group in its order; with `newest` the last so many, the last one first."""
        order = "ORDER BY sort, m.ord" if newest is None else "ORDER BY sort DESC, m.ord DESC LIMIT ?"
        rows = self.db.execute(
            f"SELECT card FROM member m CROSS JOIN item USING (num) WHERE grp = ? {order}",  # noqa: S608 fixed text
            (group,) if newest is None else (group, newest),
        )
        return [json.loads(card) for (card,) in rows]

    def first_cards(self, group: str, most: int) -> list[Card]:
        """The first cards of a group in its order: they stay the same whatever is added behind them."""
        rows = self.db.execute(
            "SELECT card FROM member m CROSS JOIN item USING (num) WHERE grp = ? ORDER BY sort, m.ord LIMIT ?",
            (group, most),
        )
        return [json.loads(card) for (card,) in rows]

    def kept_cards(self, group: str) -> list[KeptCard]:
        """The members of a group in its order, each with its card unread."""
        rows = self.db.execute(
            "SELECT id, sort, weight, card FROM member m CROSS JOIN item USING (num) WHERE grp = ?"
            " ORDER BY sort, m.ord",
            (group,),
        )
        return [*map(partial(tuple.__new__, KeptCard), rows)]  # as in `_listed`

    def packed(self, name: str, group: str) -> list[tuple[str, bytes]]:
        """What the members of a group packed under a name (`Item.packed`), each behind its `sort`, in their order."""
        return self.db.execute(
            "SELECT sort, data FROM member m CROSS JOIN packed p USING (num) WHERE grp = ? AND name = ?"
            " ORDER BY sort, m.ord",
            (group, name),
        ).fetchall()

    def last_turn(self, name: str, day: str) -> str:
        """The last day up to `day` (ISO) from which a list says something else (`model.TURNS`); empty for none."""
        rows = self.db.execute(
            "SELECT max(grp) FROM member WHERE grp > ? AND grp <= ? AND instr(' ' || sort || ' ', ?)",
            (TURNS, TURNS + day, f" {name} "),
        )
        return (rows.fetchone()[0] or "").removeprefix(TURNS)

    def count(self, group: str) -> int:
        """The sum of the weights of a group."""
        return self._counted("total", group)

    def size(self, group: str) -> int:
        """How many members a group has, whatever their weight."""
        return self._counted("size", group)

    def _counted(self, column: str, group: str) -> int:
        row = self.db.execute(f"SELECT {column} FROM tally WHERE grp = ?", (group,)).fetchone()  # noqa: S608 fixed names
        return int(row[0]) if row else 0

    def counted(self, prefix: str) -> Iterator[Tally]:
        """Every group whose name starts so, in the order of the names."""
        rows = self.db.execute(
            "SELECT grp, total, last FROM tally WHERE grp >= ? AND grp < ? ORDER BY grp",
            (prefix, prefix_end(prefix)),
        )
        return (Tally(group[len(prefix) :], total, last) for group, total, last in rows)

    def begins(self, group: str, sort: str) -> bool:
        """Whether the text by which some member of a group is ordered begins so."""
        query = "SELECT 1 FROM member WHERE grp = ? AND sort >= ? AND sort < ? LIMIT 1"
        return self.db.execute(query, (group, sort, prefix_end(sort))).fetchone() is not None

    def sorts(self, group: str) -> list[str]:
        """The texts by which a group's members are ordered, each once."""
        return [sort for (sort,) in self.db.execute("SELECT DISTINCT sort FROM member WHERE grp = ?", (group,))]

    def neighbour(self, column: str, place: tuple[str, str, str], *, before: bool) -> str | None:
        """`id` or `card` of the item before or behind a place (group, sort, order) of a group."""
        sign, way = ("<", "DESC") if before else (">", "ASC")
        query = (
            f"SELECT item.{column} FROM member m CROSS JOIN item USING (num)"  # noqa: S608 fixed text
            f" WHERE grp = ? AND (sort, m.ord) {sign} (?, ?) ORDER BY sort {way}, m.ord {way} LIMIT 1"
        )
        row = self.db.execute(query, place).fetchone()
        return str(row[0]) if row else None

    # Files of the output.

    def records(self, owner: Unit) -> list[FileRecord]:
        """The files that a unit made last time."""
        rows = self.db.execute("SELECT path, size, digest, seed FROM output WHERE owner = ?", (owner.key,))
        return [_RECORD((path, owner, size, digest, seed)) for path, size, digest, seed in rows]

    def has_records(self) -> bool:
        """Whether any unit made a file."""
        return self.db.execute("SELECT 1 FROM output").fetchone() is not None

    def linked(self, owner: Unit) -> list[str]:
        """Those of them that are linked, by path."""
        query = "SELECT path FROM output WHERE owner = ? AND ifnull(length(digest), 0) = 0"
        return [path for (path,) in self.db.execute(query, (owner.key,))]

    def all_records(self) -> list[FileRecord]:
        """All files of the output."""
        rows = self.db.execute("SELECT path, owner, size, digest FROM output")
        return [FileRecord(path, Unit.of(owner), size, digest) for path, owner, size, digest in rows]

    def listed(self, folder: str = "", apart: Iterable[str] = ()) -> Iterator[Filed]:
        """The files below a folder, by path, but those below the folders `apart` and the lists of files.

        Whoever wants the few files that stand in a folder itself names those that it holds: asked for one by one, the
        gaps between them are found without a look at what is in them (50,000 files of wards took 0.1 s).
        """
        at = folder
        for inner in sorted(apart):
            yield from self._listed(at, inner)
            at = max(at, prefix_end(inner))
        yield from self._listed(at, prefix_end(folder) if folder else _LAST)

    def _listed(self, first: str, end: str) -> Iterator[Filed]:
        lists = " AND ".join(f"substr(owner, 1, {len(key)}) <> '{key}'" for key in map(_prefix, LISTS))
        rows = self.db.execute(
            f"SELECT path, size, lower(hex(digest)) FROM output WHERE path >= ? AND path < ? AND {lists} ORDER BY path",  # noqa: S608 fixed text
            (first, end),
        )
        return map(partial(tuple.__new__, Filed), rows)  # `_make` is Python code, and a folder holds thousands

    def lists(self) -> Iterator[Filed]:
        """The lists of files themselves, by path."""
        keys = (Unit(UnitKind.LISTINGS).key, Unit(UnitKind.LISTING).key, prefix_end(Unit(UnitKind.LISTING).key))
        rows = self.db.execute(
            "SELECT path, size, lower(hex(digest)) FROM output WHERE owner = ? OR (owner >= ? AND owner < ?)"
            " ORDER BY path",
            keys,
        )
        return map(Filed._make, rows)

    def files_of(self, name: str) -> Iterator[MemberFile]:
        """The files of a group's members and those of the group itself, by path."""
        rows = self.db.execute(
            "SELECT id, sort, o.path, o.size, lower(hex(digest)) FROM member m CROSS JOIN item USING (num)"
            " CROSS JOIN output o ON o.owner = ? || id WHERE grp = ?"
            " UNION ALL SELECT '', '', path, size, lower(hex(digest)) FROM output WHERE owner = ? ORDER BY 3",
            (item("").key, name, group(name).key),
        )
        return map(MemberFile._make, rows)

    def pages(self, behind: str, most: int) -> list[tuple[str, str, int]]:
        """Path, key of the owner, and size of the first pages behind a path."""
        found = "SELECT path, owner, size FROM output WHERE substr(path, -5) = '.html' AND path > ?"
        return self.db.execute(f"{found} ORDER BY path LIMIT ?", (behind, most)).fetchall()

    def files_in(self, folder: str) -> list[tuple[str, str, int]]:
        """Path, key of the owner, and size of the files in a folder ("" for the root), not of those further below."""
        start = f"{folder}/" if folder else ""
        rows = self.db.execute(
            "SELECT path, owner, size FROM output WHERE path >= ? AND path < ?",
            (start, prefix_end(start) if start else "\U0010ffff"),
        )
        return [row for row in rows if "/" not in row[0][len(start) :]]

    def paths(self) -> set[str]:
        """Every file of the output."""
        return {path for (path,) in self.db.execute("SELECT path FROM output")}

    def owner(self, path: str) -> Unit | None:
        """The unit that made a file."""
        row = self.db.execute("SELECT owner FROM output WHERE path = ?", (path,)).fetchone()
        return Unit.of(row[0]) if row else None

    def spelled_otherwise(self) -> list[str]:
        """Files whose address has another letter than those of nearly all."""
        query = "SELECT path FROM output WHERE path GLOB '*[^-a-z0-9/._]*'"
        return [path for (path,) in self.db.execute(query)]

    def owners(self, kind: UnitKind | None = None) -> list[Unit]:
        """The units (of one kind) that made files, by key."""
        where, prefix = ("WHERE owner >= ? AND owner < ?", _prefix(kind)) if kind else ("", "")
        values = (prefix, prefix_end(prefix)) if prefix else ()
        rows = self.db.execute(f"SELECT DISTINCT owner FROM output {where} ORDER BY owner", values)  # noqa: S608 fixed text
        return [Unit.of(owner) for (owner,) in rows]

    def folder_times(self) -> dict[str, int]:
        """When each folder of the output had last changed at the end of the last build (ns)."""
        times = self.table(FOLDERS)
        times.update(self.db.execute("SELECT path, time FROM folder"))
        return {path: time for path, time in times.items() if time is not None}

    def knows_folders(self) -> bool:
        """Whether a build noted any."""
        return self.meta(FOLDERS) is not None or self.db.execute("SELECT 1 FROM folder LIMIT 1").fetchone() is not None

    def moves(self) -> list[tuple[str, str | None]]:
        """What a publication has still to do, by path: the name that the bytes wait under; None: delete the file."""
        return self.db.execute("SELECT path, staged FROM pending ORDER BY path").fetchall()

    # What is to be made.

    def dirty(self) -> dict[Unit, bool]:
        """The units to be made; True where they are compared with the bytes on disk, not with the record."""
        rows = self.db.execute("SELECT unit, fresh FROM dirty ORDER BY unit")
        return {Unit.of(unit): bool(fresh) for unit, fresh in rows}

    def change(self, item: str = "") -> str:
        """What became of an item since the extras last saw all ("added", "changed", "removed"); "" for nothing.

        Without a name, of any item.
        """
        where, values = ("WHERE id = ?", (item,)) if item else ("LIMIT 1", ())
        row = self.db.execute(f"SELECT kind FROM change {where}", values).fetchone()  # noqa: S608 fixed text
        return str(row[0]) if row else ""

    # Addresses.

    def permalinks(self) -> list[str]:
        """The addresses that must be answered for ever."""
        return [address for (address,) in self.db.execute("SELECT address FROM promise")]

    def promised_anchors(self, address: str) -> list[str] | None:
        """The anchors that an address was published with; None for one that was not."""
        row = self.db.execute("SELECT anchors FROM promise WHERE address = ?", (address,)).fetchone()
        return None if row is None else [anchor for anchor in row[0].split("\n") if anchor]

    def claimed_anchors(self, address: str) -> list[list[str] | None]:
        """The anchors of each item that answers for an address; None: for any."""
        rows = self.db.execute("SELECT anchors FROM claim WHERE address = ?", (address,))
        return [None if anchors is None else anchors.split("\n") for (anchors,) in rows]

    # Extras.

    def parts(self, extra: str) -> Iterable[ItemPart]:
        """What an extra made of each item, in their order."""
        query = "SELECT ord, digest, num FROM product INDEXED BY product_ord WHERE extra = ? ORDER BY ord"
        return map(partial(tuple.__new__, ItemPart), self.db.execute(query, (extra,)))

    def id_of(self, num: int) -> str:
        """The id of the item with this number."""
        return str(self.db.execute("SELECT id FROM item WHERE num = ?", (num,)).fetchone()[0])

    def product(self, num: int, extra: str) -> bytes:
        """An extra's part of an item. Raises TypeError where there is none: ask `has_product`."""
        row = self.db.execute("SELECT data FROM product WHERE num = ? AND extra = ?", (num, extra)).fetchone()
        return bytes(row[0])

    def has_product(self, num: int, extra: str) -> bool:
        """Whether an extra's part of an item is kept."""
        return bool(self.db.execute("SELECT 1 FROM product WHERE num = ? AND extra = ?", (num, extra)).fetchone())

    def remembered(self, extra: str, key: str) -> bytes | None:
        """What an extra remembered."""
        row = self.db.execute("SELECT value FROM memory WHERE extra = ? AND key = ?", (extra, key)).fetchone()
        return bytes(row[0]) if row else None


_RECORD = partial(tuple.__new__, FileRecord)  # as in `_listed`: a search index has thousands of files


def _prefix(kind: UnitKind) -> str:
    return f"{kind.value}:"


def prefix_end(prefix: str) -> str:
    """The smallest text behind all that start with `prefix`."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def read_only(folder: Path, *, mapped: bool = False) -> sqlite3.Connection:
    """The state in `folder`, which another process may be writing.

    `mapped`: as memory of this process, which saves a call of the system for each page; of a build of several it would
    be much memory.
    """
    found = sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True, isolation_level=None)
    if mapped:
        found.execute(f"PRAGMA mmap_size={1 << 31}")
    return found
