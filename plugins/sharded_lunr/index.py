"""The whole index: which segments are built, which stay; texts, dictionary and the file that names them all."""

import hashlib
import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from . import codec, segments
from .product import Product, Schema, head
from .segments import Entry, Segment, Stretch


class Target(Protocol):
    """Where files go; paths are relative to the site's root."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file, or leave it where it has these bytes."""

    def keep(self, path: str) -> bool:
        """Keep a file of the last build; False where there is none."""


Load = Callable[[Sequence[Entry]], Iterable[Product]]
"""Products of the entries, in their order."""


class Plan(NamedTuple):
    """What an index is made of. `labels` are said to the browser as they are: names of facets and their values."""

    schema: Schema
    packer: codec.Packer
    folder: str = "search/"
    labels: Mapping[str, object] = {}


class Written(NamedTuple):
    """What the next build wants to know: the build's id and the segments that stand."""

    build: str
    segments: tuple[Segment, ...]


def entry(slot: int, key: str, data: bytes) -> Entry:
    """The entry of an encoded product."""
    return Entry(slot, key, *head(data))


def write(
    plan: Plan,
    entries: Sequence[Entry],
    load: Load,
    target: Target,
    *,
    before: Written | None = None,
    fresh: Container[int] = (),
    build: str = "",
) -> Written:
    """Write the index of `entries` (in the order of their slots).

    `before` is what the last build returned; its segments are kept where their documents did not change. `fresh` are
    the slots whose text must be written; other texts are kept where they stand. `build` names the content, so that the
    search page can refuse an index of another; without one it is made of the index itself.
    """
    standing = {segment.id: segment for segment in before.segments} if before else {}
    found = []
    for stretch in segments.stretches(entries[-1].slot + 1 if entries else 0):
        members = segments.within(entries, stretch)
        if members:
            found.append(_segment(plan, stretch, members, load, target, standing))
    _texts(plan, entries, load, target, fresh)
    prefix = _dictionary(plan, target)
    meta = _meta(plan, entries, found, prefix)
    build = build or hashlib.sha256(json.dumps([meta, _texts_digest(entries)]).encode()).hexdigest()[:12]
    target.write(f"{plan.folder}meta.js", codec.script("hdnd.meta", {"build": build, **meta}))
    return Written(build, tuple(found))


def text_path(slot: int) -> str:
    """Where a document's card and text stand, relative to the index's folder; a thousand to a folder."""
    return f"doc/{slot // 1000}/{slot}.js"


def _segment(
    plan: Plan,
    stretch: Stretch,
    members: Sequence[Entry],
    load: Load,
    target: Target,
    standing: Mapping[str, Segment],
) -> Segment:
    name = segments.identity(members, stretch, plan.schema)
    kept = standing.get(name)
    if kept and all([target.keep(plan.folder + path) for path in kept.paths()]):
        return kept
    products = zip((member.slot for member in members), load(members), strict=True)
    return segments.build(
        name, stretch, products, plan.schema, lambda path, data: target.write(plan.folder + path, data)
    )


def _texts(plan: Plan, entries: Sequence[Entry], load: Load, target: Target, fresh: Container[int]) -> None:
    wanted = [
        one for one in entries if one.live and (one.slot in fresh or not target.keep(plan.folder + text_path(one.slot)))
    ]
    for one, product in zip(wanted, load(wanted), strict=True):
        target.write(plan.folder + text_path(one.slot), codec.script("hdnd.document", one.slot, product.pack))


def _dictionary(plan: Plan, target: Target) -> str:
    """Write the dictionary's file, named by its contents; returns the name."""
    if not plan.packer.dictionary:
        return ""
    name = f"dictionary-{hashlib.sha256(plan.packer.prefix).hexdigest()[:8]}"
    data = codec.script("hdnd.dictionary", name, codec.base85(plan.packer.prefix))
    target.write(f"{plan.folder}{name}.js", data)
    return name


def _meta(plan: Plan, entries: Sequence[Entry], found: Sequence[Segment], dictionary: str) -> dict[str, object]:
    """Everything that a reader must know before its first look-up; the figures count live documents alone."""
    live = [one.lengths for one in entries if one.live]
    totals = [sum(column) for column in zip(*live, strict=True)] or [0] * len(plan.schema.fields)
    return {
        "format": segments.FORMAT,
        "count": len(live),
        "fields": [[name, boost, total] for (name, boost), total in zip(plan.schema.fields, totals, strict=True)],
        "facets": plan.schema.facets,
        "segments": [[one.id, one.start, one.stop, " ".join(one.bounds)] for one in found],
        "dead": [one.slot for one in entries if not one.live],
        "dictionary": [dictionary, len(plan.packer.dictionary)],
        "labels": plan.labels,
    }


def _texts_digest(entries: Sequence[Entry]) -> str:
    digest = hashlib.sha256()
    for one in entries:
        digest.update(f"{one.slot}{one.text}{one.live}".encode())
    return digest.hexdigest()
