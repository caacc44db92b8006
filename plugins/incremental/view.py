"""What pages may ask about all items; reads the state, from any process."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from .model import Card, Related
from .rows import KeptCard, KeptItem, Tally
from .state.queries import Queries, read_only


class View(Queries):
    """Groups and cards as the build has taken them in; made behind that, because it remembers what it counted."""

    def __init__(self, state: Queries) -> None:
        super().__init__(state.db)
        self._tallies: dict[str, tuple[Tally, ...]] = {}

    @classmethod
    def open(cls, folder: Path, *, mapped: bool = False) -> "View":
        """A view for a process of its own; `mapped` as `read_only` takes it."""
        return cls(Queries(read_only(folder, mapped=mapped)))

    def tally(self, prefix: str) -> Sequence[Tally]:
        """Every group whose name starts so, in the order of the names; counted once, pages of all years ask for it."""
        if prefix not in self._tallies:
            self._tallies[prefix] = tuple(self.counted(prefix))
        return self._tallies[prefix]

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
        return Related(
            previous=self._beside(place, before=True),
            next=self._beside(place, before=False),
            links=self.cards_of(facts["links"]),
            marked_by=tuple(self.marking(kept.id)),
        )

    def _beside(self, place: tuple[str, str, str] | None, *, before: bool) -> Card | None:
        card = self.neighbour("card", place, before=before) if place else None
        return json.loads(card) if card else None


def seed(said: str, members: Iterable[KeptCard]) -> str:
    """Tells what a file is made of (`Output.seed`): cards, and what else it says."""
    digest = hashlib.sha256(said.encode())
    for kept in members:
        digest.update(f"\n{kept.weight} {kept.text}".encode())
    return digest.hexdigest()
