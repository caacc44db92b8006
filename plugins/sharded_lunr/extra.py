"""The index kept up by an incremental build: one product a document, and what changed of the index at the end.

Made for `plugins.incremental`, whose `Extra` it is, but it imports nothing of it: whatever calls `make`, `piece` and
`finish` with the same things will do. "sharded_lunr.extra:markdown" in INCREMENTAL_EXTRAS indexes a site of Markdown
files; a site of its own kind gives `IndexExtra` a plan and a function from its items to documents.
"""

import hashlib
import json
import os
import re
import struct
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from .choices import choices
from .codec import Packer
from .index import IndexPlan, Written, build_segment, text, text_path, write
from .product import IndexedText, encode, make, text_of
from .segments import Job, Segment, SegmentEntry
from .site import LABELS, SCHEMA, document_of, reader

_MEMORY = "index"
_TEXT = b"\n\f\n"
"""Stands between the product and the text of a document whose slot depends on others."""
_HEAD = struct.Struct("<QQ")
_ENTRY = partial(tuple.__new__, SegmentEntry)  # by itself it is Python code, asked of all documents at every build
_NOTHING = hashlib.sha256(b"").digest()[:16]


class IndexFile(NamedTuple):
    """A file of the site, as `incremental.Output` has it."""

    path: str
    data: bytes
    template: str = ""
    context: Mapping[str, Any] = {}
    source: None = None
    seed: str = ""
    make: None = None


class IndexContribution(NamedTuple):
    """What the index keeps of one document, and the file of its text."""

    product: bytes
    outputs: tuple[IndexFile, ...] = ()


class Spool:
    """Products on their way to another process, in a file that is gone when they were read.

    Those of a block are 30 MB, which a pipe would hold three times.
    """

    def __init__(self, products: Iterable[tuple[int, bytes]]) -> None:
        handle, self.path = tempfile.mkstemp(prefix="sharded-lunr-")
        with os.fdopen(handle, "wb") as file:
            for slot, data in products:
                file.write(_HEAD.pack(slot, len(data)) + data)

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        try:
            with open(self.path, "rb") as file:  # noqa: PTH123 beside os.fdopen
                while head := file.read(_HEAD.size):
                    slot, size = _HEAD.unpack(head)
                    yield slot, file.read(size)
        finally:
            os.unlink(self.path)  # noqa: PTH108 as above


class IndexExtra:
    """`incremental.Extra`: the search index.

    A document's slot is its order where that is a number, as a register gives it; what has no number follows, by path.
    `document` gives what is to be indexed of an item, or None. `scripts` is a folder with the browser's scripts that is
    copied to `reader/` beside the index; without it the site brings them.
    """

    def __init__(
        self, plan: IndexPlan, document: Callable[[Any], IndexedText | None], scripts: Path | None = None
    ) -> None:
        self.plan = plan
        self.document = document
        self.scripts = scripts

    def make(self, item: Any, order: str) -> IndexContribution:
        """The product and the text of one document."""
        document = self.document(item)
        if document is None:
            return IndexContribution(b"")
        product = encode(make(document, self.plan.schema))
        said = text_of(document)
        if not order.isdecimal():
            return IndexContribution(product + _TEXT + said.encode())
        return IndexContribution(product, (IndexFile(*text(self.plan, int(order), said)),))

    def piece(self, task: Job, write: Callable[[str, bytes], None]) -> Segment:
        """One segment of the index."""
        return build_segment(self.plan, task, write)

    def finish(self, run: Any) -> None:
        """Write what changed of the index, keep the rest; `run` is an `incremental.Run`."""
        parts, named = _slots(run)
        entries = [_ENTRY((slot, part.digest)) for slot, part in parts.items()]
        before = _remembered(run)
        loose = {slot: parts[slot].digest.hex() for slot in named}
        for slot, digest in loose.items():
            self._text(run, slot, parts[slot], known=before is not None and before.loose.get(str(slot)) == digest)

        def load(slot: int) -> bytes:
            product: bytes = run.product(parts[slot])
            return product.partition(_TEXT)[0]

        for path, data in reader(self.scripts) if self.scripts else ():
            run.write(f"{self.plan.folder}{path}", data)
        standing = before.written if before else None

        def spread(jobs: Iterable[Job]) -> Iterator[Segment]:
            found: Iterator[Segment] = run.spread(job._replace(products=Spool(job.products)) for job in jobs)
            return found

        written = write(self.plan, entries, load, run, before=standing, build=run.build_id, spread=spread)
        run.remember(_MEMORY, json.dumps([written.build, written.segments, loose], ensure_ascii=False).encode())

    def _text(self, run: Any, slot: int, part: Any, *, known: bool) -> None:
        if not (known and run.keep(text_path(self.plan, slot))):
            run.write(*text(self.plan, slot, run.product(part).partition(_TEXT)[2].decode()))


class Memory(NamedTuple):
    """What the last run left: segments that stand; digests of documents without a slot of their own."""

    written: Written
    loose: Mapping[str, str]


def markdown(settings: Mapping[str, Any]) -> IndexExtra:
    """The extra of `incremental.markdown_site`: title, date, first tag and text of each article."""
    folder, dictionary, scripts = choices(settings)
    return IndexExtra(IndexPlan(SCHEMA, Packer(dictionary), folder, lambda values: LABELS), _article, scripts)


def _article(item: Any) -> IndexedText | None:
    if item.card["status"] != "published":  # a draft or a hidden article has a page and stands in no list
        return None
    date = str(item.card.get("date", ""))
    category = str(next(iter(item.card.get("tags") or ()), ""))
    card = {"path": item.card["path"], "title": str(item.card["title"]), "date": date, "category": category}
    return document_of(card, item.payload.html, year=date[:4] if re.match("[0-9]{4}", date) else "")


def _slots(run: Any) -> tuple[dict[int, Any], list[int]]:
    """The parts that say something, by slot, in order; and which slots follow the numbers because theirs is none."""
    parts = list(run.items())
    orders = [part.order for part in parts]
    numbers = list(map(int, filter(str.isdecimal, orders)))
    if numbers != sorted(set(numbers)) or not all(map(str.isdecimal, orders[: len(numbers)])):
        raise ValueError(_disorder(run, parts))
    behind = range(numbers[-1] + 1 if numbers else 0, sys.maxsize)
    slots = chain(numbers, behind)
    found = {slot: part for slot, part in zip(slots, parts, strict=False) if part.digest != _NOTHING}
    return found, [slot for slot, _ in zip(behind, parts[len(numbers) :], strict=False) if slot in found]


def _disorder(run: Any, parts: Iterable[Any]) -> str:
    """The first part whose order is no number behind the one before it."""
    last = -1
    for part in parts:
        if not part.order.isdecimal() or int(part.order) <= last:
            break
        last = int(part.order)
    return f"{run.key(part)}: order {part.order} follows {last}: numbers have one width, each once, before all else"


def _remembered(run: Any) -> Memory | None:
    data = run.remembered(_MEMORY)
    if data is None:
        return None
    build, rows, loose = json.loads(data)
    segments = (
        Segment(name, start, stop, tuple(bounds), size, tuple(totals), tuple(map(tuple, values)), tuple(told))
        for name, start, stop, bounds, size, totals, values, told in rows
    )
    return Memory(Written(build, tuple(segments)), loose)
