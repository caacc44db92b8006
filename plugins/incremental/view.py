"""What pages may ask about all items; reads the state, from any process."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from .model import TURNS, Card, Related
from .queries import KeptItem, Queries, prefix_end
from .state import FILE


class Tally(NamedTuple):
    """One group in a tally: the rest of its name, the sum of its weights, and the `sort` of its last member."""

    name: str
    total: int
    last: str


class KeptCard(NamedTuple):
    """A member of a group with its card as the state keeps it: equal texts are equal cards, and need not be read."""

    item: str
    sort: str
    weight: int
    text: str

    @property
    def card(self) -> Card:
        """The card itself."""
        return json.loads(self.text)


class View(Queries):
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

    def kept_cards(self, group: str) -> list[KeptCard]:
        """The members of a group in its order, each with its card unread."""
        rows = self.db.execute(
            "SELECT id, sort, weight, card FROM member m CROSS JOIN item USING (num) WHERE grp = ?"
            " ORDER BY sort, m.ord",
            (group,),
        )
        return [*map(KeptCard._make, rows)]

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
            "SELECT grp, total, last FROM tally WHERE grp >= ? AND grp < ? ORDER BY grp",
            (prefix, prefix_end(prefix)),
        )
        return (Tally(group[len(prefix) :], total, last) for group, total, last in rows)

    def item(self, item: str) -> KeptItem:
        """What the state keeps of an item. Raises KeyError."""
        kept = self.kept("id", item)
        if kept is None:
            raise KeyError(item)
        return kept

    def related(self, kept: KeptItem) -> Related:
        """The cards that an item's page may show."""
        facts = json.loads(kept.facts)
        place = next(((g, sort, kept.ord) for g, sort, _ in facts["groups"] if g == facts["chain"]), None)
        links = {target: card for target in facts["links"] if (card := self.card(target)) is not None}
        return Related(
            previous=self._beside(place, before=True),
            next=self._beside(place, before=False),
            links=links,
            marked_by=tuple(self._marking(kept.id)),
        )

    def _marking(self, item: str) -> Iterator[Card]:
        rows = self.db.execute(
            "SELECT card FROM link JOIN item USING (num) WHERE target = ? AND kind = 'mark' ORDER BY ord", (item,)
        )
        return (json.loads(card) for (card,) in rows)

    def _beside(self, place: tuple[str, str, str] | None, *, before: bool) -> Card | None:
        card = self.neighbour("card", place, before=before) if place else None
        return json.loads(card) if card else None


def seed(said: str, members: Iterable[KeptCard]) -> str:
    """Tells what a file is made of (`Output.seed`): cards, and what else it says."""
    digest = hashlib.sha256(said.encode())
    for kept in members:
        digest.update(f"\n{kept.weight} {kept.text}".encode())
    return digest.hexdigest()
