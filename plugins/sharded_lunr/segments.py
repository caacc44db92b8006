"""Segments: stretches of documents whose postings are written once and kept.

A document's slot is its place in the order of publication. The stretches are a pure function of the last slot: whole
blocks of 8,192, then one stretch to the last multiple of 1,024, one to the last multiple of 32, and the rest. A new
document rewrites the rest alone; a build from nothing gives the same stretches and, from the same products, the same
bytes.
"""

import hashlib
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, groupby, repeat
from operator import or_, sub
from typing import NamedTuple

from . import codec
from .product import Product, Schema, decode
from .words import fold

FORMAT = 3
"""Goes up when a reader of the last one would misread this one."""

STEPS = (8192, 1024, 32, 1)
_TARGETS = {8192: 16384, 1024: 12288, 32: 12288, 1: 32768}
"""Bytes of a shard by step, before it is packed, which halves it.

In a block, the long lists of common syllables decide what is read, and smaller shards save little; the rest is
rewritten with every document, so its files are few.
"""
_PACKER = codec.Packer()

Write = Callable[[str, bytes], None]


class SegmentEntry(NamedTuple):
    """What must be known of every document at every build; its product is loaded only where a segment is built."""

    slot: int
    digest: bytes


class Stretch(NamedTuple):
    """Slots from `start` to before `stop`."""

    start: int
    stop: int
    step: int


class Job(NamedTuple):
    """A segment to be built: its name, its stretch, its documents' slots and encoded products in order, read once."""

    name: str
    stretch: Stretch
    products: Iterable[tuple[int, bytes]]


class Segment(NamedTuple):
    """A written stretch.

    `bounds` has the folded term from which on each shard holds the terms; `totals` the sums of the fields' lengths,
    `values` what each facet says, sorted; `size` is how many documents it has. `lengths` are the lines of its file of
    that name where it is no whole block: meta.js has them, too, since every question needs them, and a browser that
    finds them there asks for one file fewer of each such segment before its first result.
    """

    id: str
    start: int
    stop: int
    bounds: tuple[str, ...]
    size: int
    totals: tuple[int, ...]
    values: tuple[tuple[str, ...], ...]
    lengths: tuple[str, ...]

    def paths(self) -> list[str]:
        """The files of the segment, relative to the index's folder."""
        names = [*map(str, range(len(self.bounds))), "lengths", "facets", "orders", "words"]
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


def within(entries: Sequence[SegmentEntry], stretch: Stretch) -> Sequence[SegmentEntry]:
    """The entries of a stretch; `entries` stand in the order of their slots."""
    first = bisect_left(entries, stretch.start, key=lambda entry: entry.slot)
    return entries[first : bisect_left(entries, stretch.stop, key=lambda entry: entry.slot)]


def identity(entries: Iterable[SegmentEntry], stretch: Stretch, schema: Schema) -> str:
    """The name of a segment: equal for equal contents, known without building it."""
    digest = hashlib.sha256(repr((FORMAT, schema, stretch, _TARGETS[stretch.step])).encode())
    digest.update(b"".join([b"%d %b" % entry for entry in entries]))
    return digest.hexdigest()[:12]


def build(job: Job, schema: Schema, write: Write) -> Segment:
    """Write the files of one segment."""
    name, (start, stop, step), encoded = job
    postings = _Postings(len(schema.fields))
    lengths: list[Sequence[int]] = [(0,) * len(schema.fields)] * (stop - start)
    facets: list[Sequence[str]] = [("",) * len((*schema.facets, *schema.orders))] * (stop - start)
    size = 0
    for slot, data in encoded:
        size += 1
        product = decode(data)
        lengths[slot - start], facets[slot - start] = product.lengths, product.facets
        postings.add(slot - start, product)

    def put(file: str, lines: Iterable[str]) -> None:
        packed = _PACKER.pack("\n".join(lines))
        write(f"{name}/{file}.js", codec.wide_script("hdnd.part", f"{name}/{file}", *packed))

    put("words", postings.words())
    bounds = []
    for number, (bound, rows) in enumerate(_shards(postings.rows(), _TARGETS[step])):
        put(str(number), rows)
        bounds.append(bound)
    measures = tuple(codec.numbers(column) for column in zip(*lengths, strict=True))
    put("lengths", measures)
    columns = [_column(column) for column in zip(*facets, strict=True)]
    for file, some in (("facets", columns[: len(schema.facets)]), ("orders", columns[len(schema.facets) :])):
        put(file, (json.dumps(column, ensure_ascii=False, separators=(",", ":")) for column in some))
    totals = tuple(sum(column) for column in zip(*lengths, strict=True))
    values = tuple(
        tuple(filter(None, names)) for names, _ in columns[: len(schema.facets)]
    )  # "" is a slot without a document
    told = measures if step < STEPS[0] else ()
    return Segment(name, start, stop, tuple(bounds), size, totals, values, told)


class _Postings:
    """Postings under construction: for each field and term the places, each with how often, as one number."""

    SHIFT = 32
    MASK = (1 << SHIFT) - 1

    def __init__(self, fields: int) -> None:
        self._lists: list[defaultdict[str, list[int]]] = [defaultdict(list) for _ in range(fields)]

    def add(self, place: int, product: Product) -> None:
        """Append one document; documents come in the order of their places."""
        for lists, groups in zip(self._lists, product.terms, strict=True):
            for often, terms in groups.items():
                posting = place << self.SHIFT | often
                for term in terms:
                    lists[term].append(posting)

    def words(self) -> list[str]:
        """The words with one digit at most, sorted: all that is one edit away from a word without digits; no pairs."""
        terms = set().union(*self._lists)
        return sorted(term for term in terms if "_" not in term and sum(map(term.count, "0123456789")) < 2)

    def rows(self) -> Iterator[tuple[str, list[str]]]:
        """Each folded term with its rows (term and a list for each field, parted by tabs), in order."""
        terms = sorted((fold(term), term) for term in set().union(*self._lists))
        last, rows = "", list[str]()
        for folded, term in terms:
            if rows and folded != last:
                yield last, rows
                rows = []
            last = folded
            lists = (digits_of(lists[term]) if term in lists else "" for lists in self._lists)
            rows.append("\t".join([term, *lists]).rstrip("\t"))
        if rows:
            yield last, rows


class _Steps(dict[int, str]):
    """The digits of a posting, by its distance from the one before it and how often; nearly all are a few kinds."""

    def __missing__(self, key: int) -> str:
        distance, often = key - 1 >> _Postings.SHIFT, (key - 1) & _Postings.MASK
        digits = codec.vlq(distance * 2 + (often > 1)) + (codec.vlq(often - 2) if often > 1 else "")
        if len(self) < 1 << 16:
            self[key] = digits
        return digits


_STEPS = _Steps()


def digits_of(postings: Sequence[int]) -> str:
    """A posting list as VLQ digits; `one | MASK` is the last number that its place can have.

    Functions of C one behind the other take an eighth less than a loop.
    """
    last = map(or_, chain((-1,), postings), repeat(_Postings.MASK))
    return "".join(map(_STEPS.__getitem__, map(sub, postings, last)))


def _shards(groups: Iterable[tuple[str, list[str]]], target: int) -> Iterator[tuple[str, list[str]]]:
    """Fill shards up to `target` bytes; terms that fold to the same letters stay together, a list is never split.

    A word and the pairs that begin with it are asked for together, so a shard ends between them only where they are
    more than `target` themselves.
    """
    bound, last, size = "", "", 0
    shard: list[str] = []
    for family in _families(groups, target):
        first, more = family[0][0], sum(len(row) for _, rows in family for row in rows)
        if shard and size + more > target:
            yield bound, shard
            bound, shard, size = _shortest_after(last, first), [], 0
        shard += [row for _, rows in family for row in rows]
        size += more
        last = family[-1][0]
    if shard:
        yield bound, shard


def _families(groups: Iterable[tuple[str, list[str]]], most: int) -> Iterator[list[tuple[str, list[str]]]]:
    """Groups of one word and its pairs, in pieces of `most` bytes."""
    for _, members in groupby(groups, lambda group: group[0].partition("_")[0]):
        family: list[tuple[str, list[str]]] = []
        size = 0
        for folded, rows in members:
            more = sum(map(len, rows))
            if family and size + more > most:
                yield family
                family, size = [], 0
            family.append((folded, rows))
            size += more
        yield family


def _shortest_after(last: str, first: str) -> str:
    """The shortest beginning of `first` that still sorts behind `last`."""
    return next(first[:size] for size in range(1, len(first) + 1) if first[:size] > last)


def _column(values: Sequence[str]) -> tuple[tuple[str, ...], str]:
    names = tuple(sorted(set(values)))
    places = {name: place for place, name in enumerate(names)}
    return names, codec.numbers(places[value] for value in values)
