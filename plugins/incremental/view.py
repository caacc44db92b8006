"""What pages may ask about all items; reads the state, from any process."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .model import Card, Related
from .state import FILE, Kept, Record, after


class Tally(NamedTuple):
    """One group in a tally: the rest of its name, the sum of its weights, and the `sort` of its last member."""

    name: str
    total: int
    last: str


class View:
    """Groups and cards as the build has taken them in; made behind that, because it remembers what it counted."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self._tallies: dict[str, tuple[Tally, ...]] = {}

    @classmethod
    def open(cls, folder: Path) -> "View":
        """A view for a process of its own."""
        return cls(sqlite3.connect(f"file:{folder / FILE}?mode=ro", uri=True, isolation_level=None))

    def card(self, item: str) -> Card | None:
        """The card of one item."""
        row = self.db.execute("SELECT card FROM item WHERE id = ?", (item,)).fetchone()
        return json.loads(row[0]) if row else None

    def cards(self, group: str, newest: int | None = None) -> list[Card]:
        """The cards of a group in its order; with `newest` the last so many, the last one first."""
        order = "ORDER BY sort, m.ord" if newest is None else "ORDER BY sort DESC, m.ord DESC LIMIT ?"
        rows = self.db.execute(
            f"SELECT card FROM member m CROSS JOIN item USING (num) WHERE grp = ? {order}",  # noqa: S608 fixed text
            (group,) if newest is None else (group, newest),
        )
        return [json.loads(card) for (card,) in rows]

    def count(self, group: str) -> int:
        """The sum of the weights of a group."""
        return int(self.db.execute("SELECT total(weight) FROM member WHERE grp = ?", (group,)).fetchone()[0])

    def size(self, group: str) -> int:
        """How many members a group has, whatever their weight."""
        return int(self.db.execute("SELECT count(*) FROM member WHERE grp = ?", (group,)).fetchone()[0])

    def sorts(self, group: str) -> list[str]:
        """The texts by which a group's members are ordered, each once."""
        return [sort for (sort,) in self.db.execute("SELECT DISTINCT sort FROM member WHERE grp = ?", (group,))]

    def tally(self, prefix: str) -> Sequence[Tally]:
        """Every group whose name starts so, in the order of the names; counted once, pages of all years ask for it."""
        if prefix not in self._tallies:
            self._tallies[prefix] = tuple(self._tally(prefix))
        return self._tallies[prefix]

    def _tally(self, prefix: str) -> Iterator[Tally]:
        rows = self.db.execute(
            "SELECT grp, sum(weight), max(sort) FROM member WHERE grp >= ? AND grp < ? GROUP BY grp",
            (prefix, after(prefix)),
        )
        return (Tally(group[len(prefix) :], total, last) for group, total, last in rows)

    def kept(self, item: str) -> Kept:
        """What the state keeps of an item. Raises KeyError."""
        row = self.db.execute(f"SELECT {', '.join(Kept._fields)} FROM item WHERE id = ?", (item,)).fetchone()  # noqa: S608 fixed names
        if row is None:
            raise KeyError(item)
        return Kept(*row)

    def records(self, owner: str) -> list[Record]:
        """The files that a unit made last time."""
        rows = self.db.execute("SELECT path, owner, size, digest FROM output WHERE owner = ?", (owner,))
        return [Record(*row) for row in rows]

    def has_product(self, num: int, extra: str) -> bool:
        """Whether an extra's part of an item is kept."""
        return bool(self.db.execute("SELECT 1 FROM product WHERE num = ? AND extra = ?", (num, extra)).fetchone())

    def related(self, item: str) -> Related:
        """The cards that an item's page may show."""
        row = self.db.execute("SELECT ord, facts FROM item WHERE id = ?", (item,)).fetchone()
        order, facts = row[0], json.loads(row[1])
        place = next(((g, sort, order) for g, sort, _ in facts["groups"] if g == facts["chain"]), None)
        links = {target: card for target in facts["links"] if (card := self.card(target)) is not None}
        return Related(
            previous=self._neighbour(place, "<", "DESC"),
            next=self._neighbour(place, ">", "ASC"),
            links=links,
            marked_by=tuple(self._marking(item)),
        )

    def _marking(self, item: str) -> Iterator[Card]:
        rows = self.db.execute(
            "SELECT card FROM link JOIN item USING (num) WHERE target = ? AND kind = 'mark' ORDER BY ord", (item,)
        )
        return (json.loads(card) for (card,) in rows)

    def _neighbour(self, place: tuple[str, str, str] | None, sign: str, direction: str) -> Card | None:
        if place is None:
            return None
        row = self.db.execute(neighbour("card", sign, direction), place).fetchone()
        return json.loads(row[0]) if row else None


def neighbour(column: str, sign: str, direction: str) -> str:
    """The query for the item before (`<`, DESC) or behind (`>`, ASC) a place (group, sort, order) of a group."""
    return (
        f"SELECT item.{column} FROM member m CROSS JOIN item USING (num) WHERE grp = ? AND (sort, m.ord) {sign} (?, ?)"  # noqa: S608 fixed text
        f" ORDER BY sort {direction}, m.ord {direction} LIMIT 1"
    )
