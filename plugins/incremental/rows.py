"""What the state keeps, as values: what is written into its tables and what comes out of them."""

import json
from typing import NamedTuple

from .model import Card
from .units import Unit


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
