"""What the state keeps, as values: what is written into its tables and what comes out of them."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from .model import Card, Item
from .units import Unit


class NotedItem(NamedTuple):
    """An item as the state will keep it, and as a process that read it hands it on: plain text, lists of it and bytes.

    `card` and `facts` are JSON, `claims` maps each address to its anchors, one a line. To hand on an `Item` took a
    third of the time that writing it down takes.
    """

    id: str
    card: str
    facts: str
    groups: list[tuple[str, str, int]]
    links: tuple[str, ...]
    marks: tuple[str, ...]
    through: tuple[str, ...]
    claims: Mapping[str, str | None]
    packed: Mapping[str, bytes]
    memo: str

    @classmethod
    def of(cls, item: Item) -> "NotedItem":
        """What is kept of an item."""
        groups = [(str(group), sort, weight) for group, sort, weight in item.groups]
        told = {"links": item.links, "marks": item.marks, "through": item.through}
        facts = dumps({**told, "groups": groups, "chain": item.chain, "claims": [*item.claims]})
        claims = {address: None if names is None else "\n".join(names) for address, names in item.claims.items()}
        card = dumps(item.card)
        return cls(item.id, card, facts, groups, item.links, item.marks, item.through, claims, item.packed, item.memo)


class KeptItem(NamedTuple):
    """What is kept of an item; `card` is JSON."""

    num: int
    path: str
    hash: bytes
    id: str
    ord: str
    card: str
    facts: str
    memo: str


class FileRecord(NamedTuple):
    """One file of the output and the unit that made it; `digest` is empty for a linked file; `seed` as in `Made`."""

    path: str
    owner: Unit
    size: int
    digest: bytes
    seed: bytes = b""


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


class Made(NamedTuple):
    """One file of a unit; `staged` names the bytes that wait aside, empty when the file on disk is already right.

    `seed` is a digest of what it was made of (`Output.seed`), empty where nobody said.
    """

    path: str
    size: int
    digest: bytes
    staged: str
    seed: bytes = b""


dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
"""The one JSON spelling of a value that the state keeps and compares."""
