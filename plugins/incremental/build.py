"""One build, from the scan of the folder to the last renamed file.

1. read what changed: stat every source file, read those whose stat differs, note what has to be made, commit;
2. make: render the dirty units, in one process or several, and put aside what differs;
3. publish: note what is about to move, commit, move it, commit.
A build killed in 1 changed nothing; in 2 the old site stands and the dirty units wait; in 3 the next build finishes
the moves.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pelican import signals

from . import changes, folders, hand_written, listing, permalinks, sources
from .errors import BuildError, SourcesGone
from .extras import ExtraRun
from .hand_written import HandWritten, PageSources
from .journal import Journal
from .model import Output
from .owners import Owners
from .pool import WorkerPool
from .protocols import Site
from .rows import Made
from .state import State
from .state.lock import held
from .units import FIXED, GLOBAL, LISTINGS, Unit, UnitKind, extra, group, part
from .view import View
from .worker import Extras, Finished, MakeTask, ReadResult, ReadTask, Render, Result, Task, Worker

ADVANCED = signals.signal("incremental_advanced")
"""Sent with the step ("read", "make", "finish"), how much of it is `done` and the `total`; 0 where it is not known."""
MADE = signals.signal("incremental_made")
"""Sent by the generator when all is published, with its `view`, before the state is closed."""

_CHUNK = 48
_ALONE = 96  # below this many files or units, forking costs more than it brings


@dataclass(frozen=True, slots=True)
class BuildPlaces:
    """Where a build reads and writes."""

    output: Path
    state: Path
    content: Path
    """The folder that the sources of hand-written pages are named below."""
    hand_written: tuple[Path, ...] = ()
    owned: bool = False
    """Whether the output holds nothing but this site, so that without a state what is not made again can be deleted."""


@dataclass(slots=True)
class BuildReport:
    """What a build did, in counts."""

    items: int = 0
    read: int = 0
    made: int = 0
    written: int = 0
    deleted: int = 0


class Build:
    """Call `read_changes`, then `make`, in a `with` statement.

    `theme_digest` is one of the theme and its settings; `compiled` loads the theme, before other processes are called.
    """

    def __init__(
        self,
        site: Site,
        extras: Extras,
        render: Render,
        places: BuildPlaces,
        *,
        theme_digest: str,
        compiled: Callable[[], None],
        workers: int = 0,
        full: bool = False,
        shows_pages: bool = False,
    ) -> None:
        self.site = site
        self.extras = extras
        self.places = places
        self.pages = PageSources(places.hand_written, places.content)
        self.shows_pages = shows_pages
        self.theme_digest = theme_digest
        if shows_pages:
            self.theme_digest += self.pages.digest()
        self.compiled = compiled
        self.full = full
        self.workers = workers or os.cpu_count() or 1
        self.report = BuildReport()
        self._held = ExitStack()
        self._held.enter_context(held(places.state))
        self._held.enter_context(site.hold())
        self.state = State(places.state)
        self.journal = Journal(self.state, places.output, places.state, owned=places.owned)
        self.worker = Worker(site, extras, render, *self.journal.place, places.state)
        self._pool: WorkerPool[Task, Result] | None = None

    def __enter__(self) -> "Build":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def view(self) -> View:
        """What pages may ask, as it stands now."""
        return View(self.state)

    def close(self) -> None:
        """Let go of everything; safe to call twice."""
        self._stop_pool()
        self.journal.abandon()
        self.worker.close()
        self.state.close()
        self._held.close()

    # 1. Read what changed.

    def read_changes(self) -> list[str]:
        """Look what changed; the sources of the hand-written pages that have to be rendered, an empty text for all."""
        began = time.time_ns()
        found = self._scan_sources()
        facts = self.site.digest()
        self.worker.basis = f"{facts} {self.theme_digest}"
        renewed = self.full or self.state.meta("facts") != facts.encode()
        stamp, load = self.site.orders()
        orders = cache(load)
        ordered = self.state.meta("order") == stamp.encode()
        plan = changes.compare(self.state, found, None if ordered else orders(), everything=renewed)
        self._start_pool(len(plan.read))
        readings = self._read(plan.read)
        with self.state.transaction():
            changed = changes.apply(self.state, readings, plan.gone, orders, self.site)
            permalinks.check(self.state, self.site.permalinks, changed.addresses())
            self._mark_dirty(renewed)
            self._mark_stamped(renewed)
            self._mark_turned()
            self.state.remember("facts", facts.encode())
            if (believed := sources.believed(found, began)) != plan.known:
                self.state.remember_table(changes.SOURCES, believed)
            if not ordered:
                self.state.remember_table(changes.ORDERS, orders())
                self.state.remember("order", stamp.encode())
            self.state.remember("theme", self.theme_digest.encode())
        self.report.items, self.report.read = len(found), len(plan.read)
        return self._stale_pages()

    def _scan_sources(self) -> dict[str, sources.Facts]:
        """The source files; a folder that is gone is no empty one: a disk that is not mounted must not empty a site."""
        for folder in self.places.hand_written:
            if folder != self.site.folder and folder not in self.site.folder.parents:
                sources.scan(folder, self.site.suffix)
        for folder, suffix in self.site.beside.items():
            sources.scan(folder, suffix)
        found = sources.scan(self.site.folder, self.site.suffix, self.site.leaves_out)
        if not found and not self.site.folder.is_dir() and self.state.table(changes.SOURCES):
            raise SourcesGone(self.site.folder)
        return found

    def _read(self, files: tuple[tuple[str, bytes], ...]) -> Iterator[ReadResult]:
        advance = _steps("read", len(files))
        for results in self._work([ReadTask(files[at : at + _CHUNK]) for at in range(0, len(files), _CHUNK)]):
            for reading in results:
                assert isinstance(reading, ReadResult)  # noqa: S101 for the type checker: what a ReadTask gives
                yield reading
            advance(len(results))

    def _mark_dirty(self, renewed: bool) -> None:
        state = self.state
        if renewed or state.meta("theme") != self.theme_digest.encode():
            state.forget_extras()  # their settings or code may have changed with the theme
            changes.everything(state, fresh=self.full)
            state.mark_dirty([FIXED, LISTINGS, GLOBAL, *map(extra, self.extras)], fresh=self.full)
            state.mark_dirty(map(group, self.site.standing_groups()))
        if state.change():
            state.mark_dirty([GLOBAL, *map(extra, self.extras)])
        self.journal.is_another = folders.is_another(state, self.places.output)
        state.mark_dirty(sorted(set(self._damaged())), fresh=True)

    def _mark_stamped(self, renewed: bool) -> None:
        """Make again what shows something beside the items that has changed: the files of all, and single groups."""
        stamp = self.site.global_stamp().encode()
        if self.state.meta("global") == stamp and not renewed:
            return
        before, stamps = json.loads(self.state.meta("stamps") or "{}"), self.site.stamped_groups()
        changed = {one for one in {*before, *stamps} if renewed or before.get(one) != stamps.get(one)}
        self.state.mark_dirty([GLOBAL, *map(group, sorted(changed))], fresh=self.full)
        self.state.remember("global", stamp)
        self.state.remember("stamps", json.dumps(dict(stamps), sort_keys=True).encode())

    def _mark_turned(self) -> None:
        """Make again what says what holds on the day of the content, where a day of its own has passed since."""
        before, now = self.state.meta("day"), self.site.day()
        if before is not None and before != now.encode():
            changes.turned(self.state, before.decode(), now)
        self.state.remember("day", now.encode())

    def _damaged(self) -> Iterator[Unit]:
        return (owner.maker for owner in folders.damaged(self.state, self.places.output))

    def _stale_pages(self) -> list[str]:
        self.state.mark_dirty(hand_written.differing(self.state, self._pages()))
        return [unit.name for unit in self.state.dirty() if unit.kind is UnitKind.PAGES]

    @cached_property
    def shown(self) -> Mapping[str, Mapping[str, Any]]:
        """What hand-written pages show of the items, by address; the same from when all that changed is noted."""
        return self.site.pages_context(self.view())

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        """A digest of that; of a build that has nothing to make the last one's, for the items are what they were."""
        return hand_written.digests(self.shown) if self.state.dirty() else hand_written.last_shown(self.state)

    def _pages(self) -> dict[str, str]:
        if self.site.pages_alone:
            return self.pages.made_from(self.theme_digest, self._shown, self.state.owner)
        return self.pages.made_together(self.theme_digest, self._shown)

    # 2. Make.

    def make(self, pages: Mapping[str, HandWritten], others: Mapping[str, str]) -> BuildReport:
        """Render what is dirty, run the extras, publish.

        `pages` are the rendered hand-written ones by path; `others` what the host writes itself, by path: from what.

        Raises:
            BuildError: two sources have one address.
        """
        self.owners = Owners(self.state, self.site.folder.name, {path: one.source for path, one in pages.items()})
        dirty = self.state.dirty()
        if not dirty and not self.journal.is_another:
            self.owners.check_free(others)
            return self.report
        self.owners.redone = frozenset(dirty)
        if self.shows_pages:
            self._stop_pool()  # who was called to read knows no page
        items = [unit for unit in dirty if unit.kind is UnitKind.ITEM]
        present = [unit for unit in items if self.state.has(unit.name)]
        gone = [*sorted(set(items).difference(present)), *self._left(dirty)]
        present += [unit for unit in dirty if unit.kind is UnitKind.GROUP]
        self._start_pool(len(present))
        made = self._make(present, frozenset(unit for unit, fresh in dirty.items() if fresh))
        with self.state.transaction():
            self._record(map(self._nothing, gone))
            self._record(made)
            self._record(self._single(dirty, pages))
            hand_written.remember(self.state, self._pages(), self._shown)
            self._record(self._listed(dirty))
            self.owners.check_free(others)
            self.owners.check_spelling(others)
            self._check_count(items)
            self.journal.settle()
            self.state.all_made()
        self._stop_pool()
        self.journal.publish()
        self.report.written, self.report.deleted = self.journal.written, self.journal.deleted
        return self.report

    def _left(self, units: Iterable[Unit]) -> list[Unit]:
        """Owners of what an extra made that the settings name no more."""
        return [unit for unit in units if unit.extra and unit.extra not in self.extras]

    def _nothing(self, unit: Unit) -> Finished:
        for name in self.extras if unit.kind is UnitKind.ITEM else ():
            self._own(part(name, of=unit.name), ())
        return Finished(unit, ())

    def _make(self, units: Sequence[Unit], fresh: frozenset[Unit]) -> Iterator[Finished]:
        chunks = [units[at : at + _CHUNK] for at in range(0, len(units), _CHUNK)]
        tasks = [MakeTask(tuple(chunk), fresh & frozenset(chunk)) for chunk in chunks]
        advance = _steps("make", len(units))
        for results in self._work(tasks):
            for finished in results:
                assert isinstance(finished, Finished)  # noqa: S101 for the type checker: what a MakeTask gives
                yield finished
            advance(len(results))

    def _single(self, dirty: Mapping[Unit, bool], pages: Mapping[str, HandWritten]) -> Iterator[Finished]:
        """The units that are made in this process, one after the other, behind all others."""
        ADVANCED.send("finish", done=0, total=0)
        yield from self._by_hand(dirty, pages)
        if FIXED in dirty:
            yield self._finish(FIXED, self.site.fixed(), dirty[FIXED])
        build_id = self._build_id() if any(unit.kind in (UnitKind.GLOBAL, UnitKind.EXTRA) for unit in dirty) else ""
        if GLOBAL in dirty:
            yield self._finish(GLOBAL, self.site.global_files(self.view(), build_id), dirty[GLOBAL])
        for name in self.extras:
            unit = extra(name)
            if unit in dirty:
                run = ExtraRun(self.state, self.worker, name, build_id, self._work_apart, fresh=dirty[unit])
                self.worker.loaded(name).finish(run)
                yield Finished(unit, tuple(run.made.values()))

    def _by_hand(self, dirty: Mapping[Unit, bool], pages: Mapping[str, HandWritten]) -> Iterator[Finished]:
        """Pages all in one unit, or each in that of its source; a unit of neither gives up what it had."""
        known = self._pages()
        for unit in [unit for unit in dirty if unit.kind is UnitKind.PAGES]:
            own = [path for path, one in pages.items() if unit.name in known and unit.name in ("", one.source)]
            yield self._finish(
                unit, [Output(path, data=pages[path].text.encode()) for path in sorted(own)], dirty[unit]
            )

    def _listed(self, dirty: Mapping[Unit, bool]) -> Iterator[Finished]:
        """The lists of files, those of folders in which one came, changed or went; the list of lists last."""
        whole = LISTINGS in dirty or self.journal.is_empty
        for unit, outputs in listing.make_stale(self.state, self.site.inventory, dirty, whole=whole):
            yield self._finish(unit, outputs, dirty.get(unit, False))

    def _build_id(self) -> str:
        """A name of this content under this theme: equal for equal input, whatever was built before."""
        digest = hashlib.sha256((self.state.meta("facts") or b"") + self.theme_digest.encode())
        digest.update(self.state.meta("contents") or b"")
        return digest.hexdigest()[:16]

    def _finish(self, unit: Unit, outputs: Iterable[Output], fresh: bool) -> Finished:
        records = {record.path: record for record in self.state.records(unit)}
        return Finished(unit, tuple(self.worker.write_all(outputs, records, fresh)))

    def _record(self, units: Iterable[Finished]) -> None:
        for unit, made, parts in units:
            self._own(unit, made)
            for name, product, files in parts:
                self._own(part(name, of=unit.name), files)
                self.state.put_product(unit.name, name, product)
            self.report.made += 1

    def _own(self, owner: Unit, made: Sequence[Made]) -> None:
        """Record the files of an owner: what it no longer makes goes, what waits aside will be moved."""
        old = {record.path for record in self.state.records(owner)}
        new = {one.path for one in made}
        if len(new) < len(made):
            raise BuildError(f"{self.owners.named(owner)}: makes the same file twice")
        self.owners.claim(owner, new - old)
        self.state.record(owner, old - new, made)
        self.journal.note(old - new, made)

    def _check_count(self, items: Iterable[Unit]) -> None:
        """Documents in, pages out: a page that is silently missing is worse than a build that fails."""
        missing = self.state.without_page(unit.name for unit in items)
        if missing:
            raise BuildError(f"{len(missing)} documents without a page: {', '.join(missing[:5])}")

    def _start_pool(self, size: int) -> None:
        """Call processes to help where so many files or units are worth it; never inside a transaction."""
        if self._pool is None and size >= _ALONE and self.workers > 1:
            self.site.prepare()
            self.worker.prepare()
            self.compiled()
            self.state.close()  # an open connection must not be carried across a fork
            self._pool = WorkerPool(self.worker.work, self.workers)
            self.state.open()

    def _stop_pool(self) -> None:
        """Let the processes go; idle, they hold two thirds of the build's memory."""
        if self._pool:
            self._pool.close()
            self._pool = None

    def _work(self, tasks: Iterable[Task], ahead: int = 2) -> Iterator[Result]:
        return self._pool.map(tasks, ahead) if self._pool else map(self.worker.work, tasks)

    def _work_apart(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """For the few large tasks of extras: one at a time in each process."""
        return self._work(tasks, ahead=1)


def _steps(step: str, total: int) -> Callable[[int], None]:
    """Tells of so many more of a step, to whoever shows how far the build is; of an empty step nothing."""
    done = 0

    def advance(more: int) -> None:
        nonlocal done
        done += more
        ADVANCED.send(step, done=done, total=total)

    if total:
        advance(0)
    return advance
