"""The work that any process of a build can do: read sources, render items, render groups."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from .errors import BuildError, ChangedMeanwhile, ContentBroken, UnreadableSource, odd
from .model import Item, Output
from .protocols import Extra, Site
from .rows import FileRecord, KeptItem, Made, NotedItem
from .units import Unit, UnitKind, part
from .view import View
from .writer import FileWriter

Render = Callable[[str, Mapping[str, Any]], str]
"""Template name and context to text."""

Extras = Mapping[str, Callable[[], Extra]]
"""By name; loaded when something has to be made, as its module may cost more than a build without change."""


class ReadResult(NamedTuple):
    """What became of one source file: an item, nothing (its bytes are the known ones) or problems."""

    path: str
    hash: bytes
    item: NotedItem | None = None
    problems: str = ""


class Finished(NamedTuple):
    """What became of one unit: its files; of an item whose part of an extra is new, that part and its files."""

    unit: Unit
    made: tuple[Made, ...]
    parts: tuple[tuple[str, bytes, tuple[Made, ...]], ...] = ()


class WrittenPiece(NamedTuple):
    """What `Extra.piece` gave, and the files that it wrote."""

    result: Any
    made: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Source files with the hash that is known of each (empty: read it in any case)."""

    files: tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class MakeTask:
    """Items and groups to render; `fresh`: compare with the bytes on disk."""

    units: tuple[Unit, ...]
    fresh: frozenset[Unit] = frozenset()


@dataclass(frozen=True, slots=True)
class PieceTask:
    """A task of an extra's `finish`."""

    extra: str
    task: Any


Task = ReadTask | MakeTask | PieceTask
Result = list[ReadResult] | list[Finished] | list[WrittenPiece]


class Worker:
    """One object a build, copied into each of its processes by fork; opens its own view of the state there."""

    def __init__(
        self, site: Site, extras: Extras, render: Render, output: Path, stage: Path | None, state: Path
    ) -> None:
        self.site = site
        self.extras = extras
        self.render = render
        self.state = state
        self._loaded: dict[str, Extra] = {}
        self._alone = True
        self.writer = FileWriter(output, stage)
        self.basis = ""
        """What all pages depend on beside the items, as the build has found it."""

    @cached_property
    def view(self) -> View:
        """Connected when first used, so after the fork."""
        return View.open(self.state, mapped=self._alone)

    def close(self) -> None:
        """Disconnect, before the state itself does: with nobody else reading it is one file then, without a log."""
        if "view" in self.__dict__:
            self.view.db.close()
            del self.view

    def prepare(self) -> None:
        """Load the extras before the fork."""
        self._alone = False
        for name in self.extras:
            self.loaded(name)

    def loaded(self, name: str) -> Extra:
        """The extra of this name, loaded when first asked for."""
        if name not in self._loaded:
            self._loaded[name] = self.extras[name]()
        return self._loaded[name]

    def work(self, task: Task) -> Result:
        """Do one task."""
        if isinstance(task, ReadTask):
            return [self._read(path, known) for path, known in task.files]
        if isinstance(task, PieceTask):
            return [self._piece(task)]
        return [self.make(unit, unit in task.fresh) for unit in task.units]

    def _piece(self, task: PieceTask) -> WrittenPiece:
        made: list[Made] = []

        def write(path: str, data: bytes) -> None:
            made.append(self.writer.put(path, data, None, fresh=False))

        return WrittenPiece(self.loaded(task.extra).piece(task.task, write), tuple(made))

    def _read(self, path: str, known: bytes) -> ReadResult:
        try:
            data = _load(self.site.folder, path)
        except OSError as error:
            return ReadResult(path, b"", problems=odd(error))
        digest = hashlib.sha256(data).digest()
        if digest == known:
            return ReadResult(path, digest)
        try:
            item = self.site.read(path, data)
        except UnreadableSource as error:
            return ReadResult(path, digest, problems=error.problems)
        return ReadResult(path, digest, NotedItem.of(item))

    def make(self, unit: Unit, fresh: bool) -> Finished:
        """Render one unit and put its files aside."""
        records = self._records(unit)
        if unit.kind is UnitKind.GROUP:
            return Finished(unit, tuple(self.write_all(self.site.lists(unit.name, self.view), records, fresh)))
        return self._item(unit, records, fresh)

    def _item(self, unit: Unit, records: Mapping[str, FileRecord], fresh: bool) -> Finished:
        kept = self.view.item(unit.name)
        data = _load(self.site.folder, kept.path)
        if hashlib.sha256(data).digest() != kept.hash:
            raise ChangedMeanwhile(kept.path)
        item = self._understood(kept, data)
        made = tuple(self.write_all(self.site.render(item, self.view.related(kept)), records, fresh))
        if not made:
            raise BuildError(f"{kept.path}: no page came of it")
        return Finished(unit, made, tuple(self._parts(item, kept, fresh)))

    def _parts(self, item: Item, kept: KeptItem, fresh: bool) -> Iterator[tuple[str, bytes, tuple[Made, ...]]]:
        for name in self.extras:
            if fresh or self._is_first or not self.view.has_product(kept.num, name):
                product, outputs = self.loaded(name).make(item, kept.ord)
                yield name, product, tuple(self.write_all(outputs, self._records(part(name, of=item.id)), fresh))

    @cached_property
    def _is_first(self) -> bool:
        """Whether no file is recorded yet: asking for those of each unit, in vain, was a hundredth of a first build."""
        return not self.view.has_records()

    def _records(self, unit: Unit) -> Mapping[str, FileRecord]:
        return {} if self._is_first else {record.path: record for record in self.view.records(unit)}

    def _understood(self, kept: KeptItem, data: bytes) -> Item:
        try:
            return self.site.reread(kept.path, data, json.loads(kept.card), kept.memo)
        except UnreadableSource as error:
            raise ContentBroken(((kept.path, error.problems),), self.site.folder) from error

    def write_all(self, outputs: Iterable[Output], records: Mapping[str, FileRecord], fresh: bool) -> Iterator[Made]:
        """Bring each output to bytes and put it aside where it differs."""
        for output in outputs:
            if output.make is not None:
                yield from self._grown(output, output.make, records, fresh)
                continue
            old = records.get(output.path)
            if output.source is not None:
                linked = self.writer.link(output, old)
                if linked:
                    yield linked
                continue
            if output.data is not None:
                yield self.writer.put(output.path, output.data, old, fresh)
                continue
            for path, text in self.pages(output):
                yield self.writer.put(path, text.encode(), records.get(path), fresh)

    def _grown(
        self, output: Output, make: Callable[[], Iterable[Output]], records: Mapping[str, FileRecord], fresh: bool
    ) -> Iterator[Made]:
        """What an output with a seed makes; where it is that of the last build, what it made then."""
        seed = hashlib.sha256("\n".join((self.basis, output.path, output.seed)).encode()).digest()[:16]
        kept = [] if fresh else [record for record in records.values() if record.seed == seed]
        if kept:
            yield from (Made(record.path, record.size, record.digest, "", seed) for record in kept)
            return
        yield from (made._replace(seed=seed) for made in self.write_all(make(), records, fresh))

    def pages(self, output: Output) -> Iterable[tuple[str, str]]:
        """Render one page of the theme; what comes of it, by path."""
        text = self.render(output.template, {**self.site.context(output.path), **output.context})
        return self.site.finished(output.path, text)


def _load(folder: Path, path: str) -> bytes:
    with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123 called 40,000 times; pathlib costs four times as much
        return file.read()
