"""Segments: stretches of documents whose postings are written once and kept.

A document's slot is its place in the order of publication. The stretches are a pure function of the last slot: whole
blocks of 16,384, then one stretch to the last multiple of 1,024, one to the last multiple of 32, and the rest. A new
document rewrites the rest alone; a build from nothing gives the same stretches and, from the same products, the same
bytes.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from . import codec
from .product import Product, Schema
from .words import fold

FORMAT = 1
"""Goes up when a reader of the last one would misread this one."""

STEPS = (16384, 1024, 32, 1)
_TARGETS = {16384: 16384, 1024: 8192, 32: 8192, 1: 24576}
"""Bytes of a shard by step.

In a block, the long lists of common syllables decide what is read, and smaller shards save little; the rest is
rewritten with every document, so its files are few.
"""

Write = Callable[[str, bytes], None]


class Entry(NamedTuple):
    """What must be known of every document at every build; its product is loaded only where a segment is built.

    `terms` and `text` are digests of what goes into the segment and of the packed card and text.
    """

    slot: int
    key: str
    terms: str
    text: str
    live: bool
    lengths: tuple[int, ...]


class Stretch(NamedTuple):
    """Slots from `start` to before `stop`."""

    start: int
    stop: int
    step: int


class Segment(NamedTuple):
    """A written stretch; `bounds` has the folded term from which on each shard holds the terms."""

    id: str
    start: int
    stop: int
    bounds: tuple[str, ...]

    def paths(self) -> list[str]:
        """The files of the segment, relative to the index's folder."""
        names = [*map(str, range(len(self.bounds))), "lengths", "facets", "words"]
        return [f"{self.id}/{name}.js" for name in names]


def stretches(end: int) -> Iterator[Stretch]:
    """The stretches of slots 0 to `end` - 1."""
    start = 0
    while end - start >= STEPS[0]:
        yield Stretch(start, start + STEPS[0], STEPS[0])
        start += STEPS[0]
    for step in STEPS[1:]:
        stop = end // step * step
        if stop > start:
            yield Stretch(start, stop, step)
            start = stop


def within(entries: Sequence[Entry], stretch: Stretch) -> Sequence[Entry]:
    """The entries of a stretch; `entries` stand in the order of their slots."""
    first = bisect_left(entries, stretch.start, key=lambda entry: entry.slot)
    return entries[first : bisect_left(entries, stretch.stop, key=lambda entry: entry.slot)]


def identity(entries: Iterable[Entry], stretch: Stretch, schema: Schema) -> str:
    """The name of a segment: equal for equal contents, known without building it."""
    digest = hashlib.sha256(repr((FORMAT, schema, stretch, _TARGETS[stretch.step])).encode())
    for entry in entries:
        digest.update(f"{entry.slot} {entry.terms}\n".encode())
    return digest.hexdigest()[:12]


def build(
    name: str, stretch: Stretch, products: Iterable[tuple[int, Product]], schema: Schema, write: Write
) -> Segment:
    """Write the files of one segment from the products of its documents, given with their slots in order."""
    postings = _Postings(len(schema.fields))
    lengths: list[Sequence[int]] = [(0,) * len(schema.fields)] * (stretch.stop - stretch.start)
    facets: list[Sequence[str]] = [("",) * len(schema.facets)] * (stretch.stop - stretch.start)
    for slot, product in products:
        place = slot - stretch.start
        lengths[place], facets[place] = product.lengths, product.facets
        postings.add(place, product)

    vocabulary = " ".join(postings.words())
    bounds = []
    for number, (bound, rows) in enumerate(_shards(postings.rows(), _TARGETS[stretch.step])):
        write(f"{name}/{number}.js", codec.script("hdnd.shard", name, number, rows))
        bounds.append(bound)
    write(
        f"{name}/lengths.js",
        codec.script("hdnd.lengths", name, [codec.numbers(row) for row in zip(*lengths, strict=True)]),
    )
    write(
        f"{name}/facets.js",
        codec.script("hdnd.facets", name, [_column(column) for column in zip(*facets, strict=True)]),
    )
    write(f"{name}/words.js", codec.script("hdnd.vocabulary", name, vocabulary))
    return Segment(name, stretch.start, stretch.stop, tuple(bounds))


class _Postings:
    """Posting lists under construction: for each term and field the VLQ digits so far and the last place."""

    def __init__(self, fields: int) -> None:
        self._fields = fields
        self._lists: list[dict[str, bytearray]] = [{} for _ in range(fields)]
        self._last: list[dict[str, int]] = [{} for _ in range(fields)]

    def add(self, place: int, product: Product) -> None:
        """Append one document; documents come in the order of their places."""
        for lists, last, groups in zip(self._lists, self._last, product.terms, strict=True):
            for often, terms in groups.items():
                more = codec.vlq(often - 2) if often > 1 else b""
                flag = 1 if often > 1 else 0
                for term in terms:
                    step = (place - last.get(term, -1) - 1) * 2 + flag
                    last[term] = place
                    digits = codec.VLQ[step] if step < 4096 else codec.vlq(step)
                    if term in lists:
                        lists[term] += digits + more
                    else:
                        lists[term] = bytearray(digits + more)

    def words(self) -> list[str]:
        """The terms with one digit at most, sorted: all that is one edit away from a word without digits."""
        return sorted(term for term in set().union(*self._lists) if sum(map(term.count, "0123456789")) < 2)

    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """Each folded term with its rows (term, then a list for each field), in order."""
        terms = sorted(set().union(*self._lists), key=lambda term: (fold(term), term))
        folded, rows = "", list[str]()
        for term in terms:
            if rows and fold(term) != folded:
                yield folded, rows
                rows = []
            folded = fold(term)
            rows += [term, *(lists.pop(term, b"").decode() for lists in self._lists)]
        if rows:
            yield folded, rows


def _shards(groups: Iterable[tuple[str, list[str]]], target: int) -> Iterator[tuple[str, list[str]]]:
    """Fill shards up to `target` bytes; terms that fold to the same letters stay together, a list is never split."""
    bound, last, size = "", "", 0
    shard: list[str] = []
    for folded, rows in groups:
        more = sum(len(row.encode()) + 3 for row in rows)
        if shard and size + more > target:
            yield bound, shard
            bound, shard, size = _shortest_after(last, folded), [], 0
        shard += rows
        size += more
        last = folded
    if shard:
        yield bound, shard


def _shortest_after(last: str, first: str) -> str:
    """The shortest beginning of `first` that still sorts behind `last`."""
    return next(first[:size] for size in range(1, len(first) + 1) if first[:size] > last)


def _column(values: Sequence[str]) -> tuple[list[str], str]:
    names = sorted(set(values))
    places = {name: place for place, name in enumerate(names)}
    return names, codec.numbers(places[value] for value in values)
