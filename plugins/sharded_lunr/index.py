"""The whole index: which segments are built, which stay; texts, dictionary and the file that names them all."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from . import codec, segments
from .product import Schema
from .segments import Job, Segment, SegmentEntry

Values = Sequence[Sequence[str]]
"""For each facet of the schema its values, sorted."""


class Target(Protocol):
    """Where files go; paths are relative to the site's root."""

    def write(self, path: str, data: bytes) -> None:
        """Write a file, or leave it where it has these bytes."""

    def keep(self, path: str) -> bool:
        """Keep a file of the last build; False where there is none."""


Load = Callable[[int], bytes]
"""The encoded product of a slot."""

Spread = Callable[[Iterable[Job]], Iterable[Segment]]
"""Builds segments, in any order: here, or in other processes."""


class IndexPlan(NamedTuple):
    """What an index is made of. `labels` is what the browser is told of the facets and the values they have."""

    schema: Schema
    packer: codec.Packer
    folder: str = "search/"
    labels: Callable[[Values], Mapping[str, object]] = lambda values: {}


class Written(NamedTuple):
    """What the next build wants to know: the build's id and the segments that stand."""

    build: str
    segments: tuple[Segment, ...]


def write(
    plan: IndexPlan,
    entries: Sequence[SegmentEntry],
    load: Load,
    target: Target,
    *,
    before: Written | None = None,
    build: str = "",
    spread: Spread | None = None,
) -> Written:
    """Write the index of `entries` (in the order of their slots); texts are written apart, see `text`.

    `before` is what the last build returned; its segments are kept where their documents did not change. `build` names
    the content, so that the search page can refuse an index of another; without one it is made of the index itself.
    """
    standing = {segment.id: segment for segment in before.segments} if before else {}
    found: list[Segment] = []

    def missing() -> Iterator[Job]:
        for stretch in segments.stretches(entries[-1].slot + 1 if entries else 0):
            if members := segments.within(entries, stretch):
                name = segments.identity(members, stretch, plan.schema)
                kept = standing.get(name)
                if kept and all([target.keep(plan.folder + path) for path in kept.paths()]):
                    found.append(kept)
                else:
                    yield Job(name, stretch, ((one.slot, load(one.slot)) for one in members))

    found += list(spread(missing()) if spread else (build_segment(plan, job, target.write) for job in missing()))
    found.sort(key=lambda segment: segment.start)
    meta = _meta(plan, found, _dictionary(plan, target))
    build = build or hashlib.sha256(json.dumps(meta).encode()).hexdigest()[:12]
    target.write(f"{plan.folder}meta.js", codec.script("hdnd.meta", {"build": build, **meta}))
    return Written(build, tuple(found))


def build_segment(plan: IndexPlan, job: Job, write: segments.Write) -> Segment:
    """One segment, in any process."""
    return segments.build(job, plan.schema, lambda path, data: write(plan.folder + path, data))


def text_path(plan: IndexPlan, slot: int) -> str:
    """Where a document's card and text stand; a thousand to a folder."""
    return f"{plan.folder}doc/{slot // 1000}/{slot}.js"


def text(plan: IndexPlan, slot: int, said: str) -> tuple[str, bytes]:
    """Path and bytes of the file with a document's card and text (`text_of`)."""
    return text_path(plan, slot), codec.wide_script("hdnd.document", slot, *plan.packer.pack(said))


def _dictionary(plan: IndexPlan, target: Target) -> str:
    """Write the dictionary's file, if there is one; returns its name."""
    name = plan.packer.dictionary_name
    if name:
        script = codec.wide_script("hdnd.dictionary", name, *plan.packer.packed_dictionary)
        target.write(f"{plan.folder}{name}.js", script)
    return name


def _meta(plan: IndexPlan, found: Sequence[Segment], dictionary: str) -> dict[str, object]:
    """Everything that a reader must know before its first look-up."""
    totals = [sum(column) for column in zip(*(one.totals for one in found), strict=True)] or [0] * len(
        plan.schema.fields
    )
    columns = zip(*(one.values for one in found), strict=True)
    values = [sorted(set().union(*column)) for column in columns] or [[] for _ in plan.schema.facets]
    return {
        "format": segments.FORMAT,
        "count": sum(one.size for one in found),
        "fields": [[field.name, field.boost, total] for field, total in zip(plan.schema.fields, totals, strict=True)],
        "facets": plan.schema.facets,
        "orders": plan.schema.orders,
        "segments": [_told(one) for one in found],
        "dictionary": dictionary,
        "labels": plan.labels(values),
    }


def _told(one: Segment) -> list[object]:
    row: list[object] = [one.id, one.start, one.stop, " ".join(one.bounds)]
    return [*row, one.lengths] if one.lengths else row
