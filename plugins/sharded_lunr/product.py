"""What the index keeps of one document: term counts by field, facts to filter by, a card, the text for excerpts."""

import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .codec import DIGITS


class Field(NamedTuple):
    """A field of the index; `boost` multiplies its weights, as in Lunr."""

    name: str
    boost: float = 1


@dataclass(frozen=True, slots=True)
class Schema:
    """The fields in Lunr's order and the facets that answers are counted by."""

    fields: tuple[Field, ...]
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be indexed.

    `counts` gives, for each field of the schema, how often each term stands there. `card` is shown with a result (plain
    JSON values, among them `path`, relative to the site's root, and `title`). `passages` are (anchor, text) in reading
    order. A document that is not `live` (withdrawn) keeps its terms in its segment and is listed as dead: no answer
    shows it, no figure counts it, its card and text are not written.
    """

    counts: Sequence[Mapping[str, int]]
    card: Mapping[str, object]
    passages: Sequence[tuple[str, str]] = ()
    facets: Mapping[str, str] = field(default_factory=dict)
    live: bool = True


@dataclass(frozen=True, slots=True)
class Product:
    """A document made ready: what `encode` keeps and a segment is built from."""

    lengths: tuple[int, ...]
    terms: tuple[Mapping[int, Sequence[str]], ...]
    facets: tuple[str, ...]
    live: bool
    pack: str


class Head(NamedTuple):
    """Digests of what goes into the segment and of the packed text; whether it can be found; lengths of its fields."""

    terms: str
    text: str
    live: bool
    lengths: tuple[int, ...]


def make(document: Document, schema: Schema, pack: str) -> Product:
    """Group each field's terms by how often they stand there; all in order: equal documents give equal bytes."""
    return Product(
        lengths=tuple(sum(counts.values()) for counts in document.counts),
        terms=tuple(_by_frequency(counts) for counts in document.counts),
        facets=tuple(document.facets.get(name, "") for name in schema.facets),
        live=document.live,
        pack=pack if document.live else "",
    )


def text_of(document: Document) -> str:
    """Card and passages as they are packed: a line of JSON, then a line `anchor TAB text` for each passage.

    An anchor is written as one VLQ digit, how many letters it shares with the anchor before it, and the letters that
    follow; written out, anchors were 8 % of a pack.
    """
    lines = [json.dumps(document.card, ensure_ascii=False, separators=(",", ":"))]
    last = ""
    for anchor, text in document.passages:
        words = text.replace("\n", " ").strip()
        shared = _shared(anchor, last)
        lines += [f"{DIGITS[shared] + anchor[shared:] if anchor else ''}\t{words}"] if words else []
        last = anchor if anchor and words else last
    return "\n".join(lines)


def _shared(one: str, other: str) -> int:
    """How many letters two anchors begin with alike, at most what one digit holds."""
    size = min(len(one), len(other), 31)
    return next((place for place in range(size) if one[place] != other[place]), size)


def encode(product: Product) -> bytes:
    """A product as bytes that `decode` reads; its first line is what `head` reads."""
    terms = [{str(often): " ".join(names) for often, names in groups.items()} for groups in product.terms]
    index = zlib.compress(json.dumps(terms, ensure_ascii=False, separators=(",", ":")).encode(), 6)
    digests = (_digest(repr((product.lengths, product.facets)).encode() + index), _digest(product.pack.encode()))
    head = json.dumps([*digests, product.live, product.lengths, product.facets, len(index)], separators=(",", ":"))
    return head.encode() + b"\n" + index + product.pack.encode()


def head(data: bytes) -> Head:
    """The facts that every build needs of every document."""
    terms, text, live, lengths, _, _ = json.loads(data[: data.index(b"\n")])
    return Head(terms, text, live, tuple(lengths))


def decode(data: bytes) -> Product:
    """The product that `encode` made these bytes of."""
    start = data.index(b"\n")
    _, _, live, lengths, facets, size = json.loads(data[:start])
    terms = json.loads(zlib.decompress(data[start + 1 : start + 1 + size]))
    groups = tuple({int(often): names.split(" ") for often, names in group.items()} for group in terms)
    return Product(tuple(lengths), groups, tuple(facets), live, data[start + 1 + size :].decode())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _by_frequency(counts: Mapping[str, int]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = {}
    for term in sorted(counts):
        groups.setdefault(counts[term], []).append(term)
    return dict(sorted(groups.items()))
