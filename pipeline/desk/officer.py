"""One sitting at the desk: who decides on which archive, and the acts of `hdnd review` under it."""

import datetime as dt
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pipeline import lock, run, text
from pipeline.archive import Archive, Decider, Held, Outcome
from pipeline.archive import open as open_archive
from pipeline.desk import batches
from pipeline.desk.batches import AlikePackages, Kinds
from pipeline.desk.preview import Preview
from pipeline.desk.workplace import Workplace
from pipeline.document.minisign import SigningKey
from pipeline.document.register import Act
from pipeline.document.vocabulary import Vocabulary
from pipeline.settings import Settings

Look = Callable[[Archive], None]
"""Raises UsageError where a person has not seen what an act would change."""


def _unasked(_: Archive) -> None:
    """Nobody had a form open."""


@dataclass
class Desk:
    """One sitting at the desk: who decides, on which archive; what was passed over stays for the next sitting."""

    root: Path
    settings: Settings
    vocabulary: Vocabulary
    person: str
    clock: Callable[[], dt.datetime]
    signer: SigningKey | None = None
    later: set[str] = field(default_factory=set)
    batches: dict[str, AlikePackages] = field(default_factory=dict)
    kinds: Kinds = field(default_factory=dict)

    @property
    def archive(self) -> Archive:
        """As it stands now: other runs receive meanwhile."""
        return open_archive(self.root, self.settings, self.signer)

    @cached_property
    def workplace(self) -> Workplace:
        """Where packages lie open."""
        return Workplace(self.archive, self.settings, self.clock)

    @cached_property
    def preview(self) -> Preview:
        """Where a page is made on trial."""
        return Preview(self.root, self.workplace.folder("xem-truoc"))

    def decider(self, why: str | None = None) -> Decider:
        """Who decides, at this instant. Raises UsageError for a blank reason."""
        return Decider(self.person, self.clock(), why)

    def alike(self, store: Archive) -> list[AlikePackages]:
        """The batches among what waits; a sample once drawn stays drawn while its batch is the same."""
        fresh = batches.draw_batches(store.held(), store, self.vocabulary, self.kinds)
        found = {one.key: self.batches.get(one.key, one) for one in fresh}
        self.batches = found
        return list(found.values())

    def after(self, receipt: str, waiting: list[Held]) -> str | None:
        """The next item to look at: the oldest behind this one that was not passed over, then from the front."""
        numbers = [item.receipt for item in waiting if item.receipt not in self.later or item.receipt == receipt]
        place = numbers.index(receipt) if receipt in numbers else -1
        rest = [*numbers[place + 1 :], *numbers[: max(place, 0)]]
        return rest[0] if rest else None

    def rehearse(self, receipt: str, values: dict[str, str]) -> str:
        """Path of the page that an approval would make, below the preview's output. Raises PipelineError."""
        store = self.archive
        with tempfile.TemporaryDirectory(dir=self.preview.root) as folder:
            content = run.rehearse(receipt, store, self.decider(), values, Path(folder))
        return self.preview.page(content)

    def approve(
        self,
        receipt: str,
        values: dict[str, str],
        why: str | None = None,
        *,
        seen: Look = _unasked,
    ) -> Outcome:
        """As `hdnd review approve`. Raises PipelineError; an outcome without a document changed nothing.

        `seen` is asked while nobody else can write.
        """
        with lock.archive(self.root):
            store = self.archive
            seen(store)
            return run.approve(receipt, store, self.decider(why), values)

    def refuse(self, receipt: str, why: str) -> None:
        """As `hdnd review refuse`. Raises PipelineError."""
        run.check_words({"Lý do": why}, self.settings)
        with lock.archive(self.root):
            self.archive.refuse(receipt, self.decider(why))

    def purge(self, receipt: str, why: str) -> None:
        """As `hdnd review purge`. Raises PipelineError, SecondNeeded for the first of two persons."""
        run.check_words({"Lý do": why}, self.settings)
        with lock.archive(self.root):
            self.archive.purge(receipt, self.decider(why))

    def is_own(self, act: Act) -> bool:
        """Whether who sits here decided it: the key that takes back what was just done touches nobody else's."""
        return text.fold(act.actor) == text.fold(self.person)

    def undo(self, receipt: str) -> None:
        """As `hdnd review undo`. Raises PipelineError."""
        with lock.archive(self.root):
            self.archive.undo(receipt, self.decider())
