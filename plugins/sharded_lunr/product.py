"""What the index keeps of one document: term counts by field and facts to filter by; beside it, card and text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from .codec import DIGITS
from .words import clean

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class IndexField(NamedTuple):
    """A field of the index; `boost` multiplies its weights, as in Lunr.

    One that is not `measured` has no lengths: it is none of Lunr's, but there for an order of one's own.
    """

    name: str
    boost: float = 1
    measured: bool = True


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields in Lunr's order, the facets that answers are counted by, and what they may be put in order by."""

    fields: tuple[IndexField, ...]
    facets: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedText:
    """One document to be indexed.

    `counts` gives, for each field of the schema, how often each term stands there. `card` is shown with a result (plain
    JSON values, among them `path`, relative to the site's root, and `title`). `passages` are (anchor, text) in reading
    order.
    """

    counts: Sequence[Mapping[str, int]]
    card: Mapping[str, object]
    passages: Sequence[tuple[str, str]] = ()
    facets: Mapping[str, str] = field(default_factory=dict)


class Product(NamedTuple):
    """What a segment is built from: for each field its length, and its terms by how often they stand there.

    `facets` are the values of the schema's facets and, behind them, of its orders.
    """

    lengths: tuple[int, ...]
    terms: tuple[Mapping[int, Sequence[str]], ...]
    facets: tuple[str, ...]


def make(document: IndexedText, schema: Schema) -> Product:
    """Group each field's terms by frequency, in the order in which the document brings them."""
    return Product(
        lengths=tuple(
            sum(counts.values()) if field.measured else 0
            for field, counts in zip(schema.fields, document.counts, strict=True)
        ),
        terms=tuple(_by_frequency(counts) for counts in document.counts),
        facets=tuple(document.facets.get(name, "") for name in (*schema.facets, *schema.orders)),
    )


def text_of(document: IndexedText) -> str:
    """Card and passages as they are packed: a line of JSON, then a line `anchor TAB text` for each passage.

    An anchor is written as one VLQ digit, how many letters it shares with the anchor before it, and the letters that
    follow; written out, anchors were 8 % of a pack.
    """
    lines = [_json(document.card)]
    texts = clean("\n".join([text.replace("\n", " ") for _, text in document.passages])).split("\n")
    last = ""
    for (anchor, _), text in zip(document.passages, texts, strict=False):  # no passages still split to one text
        words = text.strip()
        if words:
            lines.append(f"{_step(anchor, last)}\t{words}")
            last = anchor or last
    return "\n".join(lines)


@lru_cache(maxsize=1 << 14)
def _step(anchor: str, last: str) -> str:
    """How many letters two anchors begin with alike (at most what one digit holds), and what follows."""
    size = min(len(anchor), len(last), 31)
    if max(anchor + last, default="") > "\uffff":  # a script counts units of UTF-16
        size = 0
    shared = next((place for place in range(size) if anchor[place] != last[place]), size)
    return DIGITS[shared] + anchor[shared:] if anchor else ""


def encode(product: Product) -> bytes:
    """A product as bytes that `decode` reads: a line of JSON, then a line for each field."""
    lines = [_json([product.lengths, product.facets])]
    for groups in product.terms:
        lines.append("\t".join([f"{often} {' '.join(terms)}" for often, terms in groups.items()]))
    return "\n".join(lines).encode()


def decode(data: bytes) -> Product:
    """The product that `encode` made these bytes of."""
    head, *fields = data.decode().split("\n")
    lengths, facets = json.loads(head)
    return Product(tuple(lengths), tuple(_groups(line) for line in fields), tuple(facets))


def _groups(line: str) -> dict[int, list[str]]:
    found = {}
    for group in line.split("\t") if line else ():
        often, *terms = group.split(" ")
        found[int(often)] = terms
    return found


def _by_frequency(counts: Mapping[str, int]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for term, often in counts.items():
        if often in groups:
            groups[often].append(term)
        else:
            groups[often] = [term]
    return groups
