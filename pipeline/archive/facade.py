"""The archive as its callers see it: take a package in, hold it, let a person decide, tell how everything stands.

`publish` brings what is taken in into one history, and `settle` turns that into what has to be written.
"""

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline import errors
from pipeline.archive import acts, answers, chains, glance, kept_lines, plan, reading, review, soundness, store, undoing
from pipeline.archive import overview as standing
from pipeline.archive.acts import Decider, HeldPackage
from pipeline.archive.catalogue import Catalogue
from pipeline.archive.dossier_acts import DossierActs
from pipeline.archive.holding import repeated, restored_line, stopped, with_record
from pipeline.archive.incoming import Arrival, Decision, Outcome, Shelves
from pipeline.archive.office_ledgers import OfficeLedgers
from pipeline.archive.overview import lost_lines
from pipeline.archive.persons import Persons
from pipeline.archive.plan import ArchivePlaces
from pipeline.archive.private import Private, is_secret
from pipeline.archive.publish import publish
from pipeline.archive.published_acts import Published
from pipeline.archive.registers import Registers
from pipeline.archive.related import SETTLED_BY_OTHERS, RelatedSearch, asks_to_take_down
from pipeline.archive.rereading import Rereading, Revision
from pipeline.archive.withdraw import suspend, take_down
from pipeline.document import reasons, vocabulary
from pipeline.document.minisign import SigningKey
from pipeline.document.model import Action, Analysis, Finding, Reading, Severity
from pipeline.document.register import Act
from pipeline.document.zone import day
from pipeline.settings import Settings

# A recall is obeyed whatever became of the files that it carries; these doubts are about who asks, and for what.
_ABOUT_THE_SENDER = (
    "sender-",
    "xml-",
    "wrong-recipient",
    "ambiguous-field",
    "action-unknown",
    "signature-",
    "not-edxml",
)


def open_archive(root: Path, settings: Settings, signer: SigningKey | None = None) -> "Archive":
    """The archive at `root`; `signer` signs what is decided. Opening writes nothing and needs no lock."""
    private = Private(root / settings.private)
    registers = Registers(root)
    shelves = Shelves(settings, vocabulary.load(root / "content" / "vocabulary"), Catalogue(root), private, registers)
    return Archive(shelves, ArchivePlaces(root, root / settings.originals, private, registers, signer))


@dataclass(frozen=True)
class Archive:
    """One archive; methods that write are called under `lock`."""

    shelves: Shelves
    places: ArchivePlaces

    @property
    def office(self) -> OfficeLedgers:
        """The ledgers of the office's own duties. Raises RegisterBroken."""
        self.check_chains()
        return OfficeLedgers(self.places.root, self.shelves.private, self.places.signer)

    @cached_property
    def related(self) -> RelatedSearch:
        """Finds what belongs together among everything received."""
        return RelatedSearch(self.shelves)

    def has_taken(self, path: Path) -> bool:
        """Whether this file was received before, under this name in a folder of this name.

        The same bytes elsewhere are a file sent twice: they get a receipt of their own.
        """
        try:
            sha256 = "" if path.is_symlink() or not path.is_file() else store.digest(path)
        except OSError:  # may not be read: whoever reads it says so
            return False
        return bool(sha256) and self._taken(sha256, path) is not None

    def has_met(self, path: Path) -> bool:
        """Whether these bytes were received before, under whatever name: they are kept, or were destroyed for good."""
        try:
            return bool(self.shelves.book.receipts_of(store.digest(path)))
        except OSError:  # may not be read, or has just gone
            return False

    def logs(self) -> Path:
        """The folder below the private store for the log of the program's own faults."""
        self.shelves.private.make()
        return self.shelves.private.root / "log"

    def workplace(self) -> Path:
        """The folder below the private store in which a run that holds the lock decodes what it reads; empty."""
        return self.shelves.private.workplace()

    def recover(self) -> bool:
        """Finish what a killed run left; return whether there was anything.

        Raises:
            RegisterBroken: nothing is ever added to a chain that does not hold, at its end or before.
        """
        self.check_chains()
        _ = self.brought_back  # before anything is added to a register that was cut
        done = plan.recover(self.places)
        _ = self._lines_are_whole
        return done

    @cached_property
    def brought_back(self) -> Mapping[str, int]:
        """Registers that had lost lines at their end, which are there again, and how many; asked under the lock."""
        found = kept_lines.bring_back(self.places.root, self.shelves.private.root)
        if found:
            self.places.registers.forget()
        return found

    @cached_property
    def _lines_are_whole(self) -> bool:
        """Lines that the end of the register of receipts lost are written again from the private records, once."""
        for receipt in lost_lines(self.shelves):
            if (line := restored_line(receipt, self.shelves)) is not None:
                plan.carry_out(plan.WritePlan(lines=(line,)), self.places)
        kept_lines.keep(self.places.root, self.shelves.private.root)
        return True

    def answer(self, *, built: bool = False) -> list[str]:
        """Write the status messages that are due to outbox/; the names of the files. Call under the lock."""
        return answers.answer(self.shelves, self.places.root, built=built)

    def damage(self) -> list[soundness.Damage]:
        """Everything kept that is not as it was taken; reads every stored byte."""
        return list(soundness.look(self.shelves, self.places))

    def heal(self, damage: soundness.Damage, source: Path) -> bool:
        """Put the bytes of `source` where they are damaged or missing; False where they are other bytes."""
        return soundness.heal(damage, source, self.shelves, self.places)

    def copies(self, sha256: str) -> list[Path]:
        """Where else the archive itself holds, or held, the bytes of this hash."""
        return soundness.copies(sha256, self.shelves, self.places)

    def packages_with(self, sha256: str) -> list[Path]:
        """The received files in which a file of this hash came, as far as they are here."""
        return soundness.packages_with(sha256, self.shelves)

    def check_chains(self) -> None:
        """Look at the chains of the ledgers once for this object. Raises RegisterBroken."""
        _ = self._chains_hold

    @cached_property
    def _chains_hold(self) -> bool:
        chains.check(self.places.root, self.shelves.settings)
        return True

    def take(self, reading: Reading, *, actor: str, now: dt.datetime) -> Outcome:
        """Take in a package: publish, update, withdraw, replace; or hold, refuse, seal what the gate or we stop.

        What was read of it is kept, unless it is sealed: whoever decides on it later reads nothing twice.
        """
        self.recover()
        arrival = Arrival(
            package=reading.package,
            findings=reading.findings,
            actor=actor,
            now=now,
            receipt=self.shelves.book.next_receipt(now),
            received=now,
            name=reading.package.path.name,
            extractions=reading.extractions,
            analysis=reading.analysis or Analysis(),
        )
        return self._decide(arrival)

    def held(self) -> list[review.Held]:
        """Everything that waits for a person, oldest first."""
        return review.held(self.shelves)

    def status(self) -> standing.Status:
        """How the archive stands."""
        return replace(standing.status(self.shelves), gone=glance.gone(self.shelves, self.places))

    def approvable(self, receipt: str) -> None:
        """Raises UsageError for what a person cannot let pass: not held, sealed, or purged."""
        review.approvable(receipt, self.shelves)

    def kept(self, receipt: str, folder: Path) -> HeldPackage:
        """Put a held package into `folder` under its own name, to be read once more. Raises UsageError."""
        record = review.approvable(receipt, self.shelves)
        source = self.shelves.private.bytes_of(record.sha256)
        if source is None:
            raise errors.UsageError(
                what=f"{receipt}: bản nhận không còn", what_en=f"{receipt}: what was received is gone"
            )
        path = folder / (Path(record.name).name or receipt)
        shutil.copyfile(source, path)
        read = self.shelves.private.reading(record.sha256)
        known = read.extractions if read else {}  # one without blocks failed: a tool may be there by now
        return HeldPackage(record, path, {sha256: one for sha256, one in known.items() if one.blocks})

    def checked(self, values: Mapping[str, str], today: dt.date) -> dict[str, str]:
        """What a person set by `today`, in the archive's spelling.

        Raises UsageError for what cannot be set, naming the nearest field or value.
        """
        return review.checked(values, self.shelves.vocabulary, today)

    def approve(self, kept: HeldPackage, reading: Reading, decider: Decider, values: Mapping[str, str]) -> Outcome:
        """Let a held package pass on a person's word.

        What is still lacking (number, date, council, title) is answered as an outcome `held` and changes nothing.

        Raises:
            UsageError: unknown fields; a sealed package, also when only the second reading seals it.
        """
        self.recover()
        asked = decider.act("approve", kept.record.receipt, self.checked(values, day(decider.now)))
        if kept.record.is_secret or any(finding.code == "conflict" for finding in kept.record.findings):
            asked = acts.by_two(asked, self.places)
        arrival = acts.approval(kept, reading, asked, self.shelves)
        decision = self._decision(arrival)
        if decision.outcome.document and arrival.act:
            lines = (arrival.act, *decision.plan.lines)
            todo = undoing.with_way_back(replace(decision.plan, lines=lines), self.shelves)
            self._carry_out(replace(decision, plan=todo), arrival)
        return decision.outcome

    def rehearse(
        self, kept: HeldPackage, reading: Reading, decider: Decider, values: Mapping[str, str]
    ) -> Mapping[str, str | None]:
        """The content files that `approve` would write; nothing is written. Raises UsageError for what stays held."""
        asked = decider.act("approve", kept.record.receipt, self.checked(values, day(decider.now)))
        decision = self._decision(acts.approval(kept, reading, asked, self.shelves))
        if not decision.plan.content:
            raise errors.UsageError(
                what=f"{kept.record.receipt}: {decision.outcome.sentence() or 'trang không đổi'}",
                what_en=f"{kept.record.receipt}: {decision.outcome.sentence('en') or 'the page stays as it is'}",
            )
        return decision.plan.content

    def refuse(self, receipt: str, decider: Decider) -> Outcome:
        """Turn a held package away for good; the received bytes stay in the private store. Raises UsageError."""
        self.recover()
        todo = acts.refusal(receipt, decider, self.shelves)
        plan.carry_out(undoing.with_way_back(todo, self.shelves), self.places)
        record = self.shelves.private.read(receipt)
        return Outcome(receipt, "refused", None, record.reasons if record else ())

    def undoable(self) -> list[Act]:
        """What was decided at the desk since the last build, and can be taken back, the newest first."""
        return undoing.undoable(self.shelves)

    def undo(self, receipt: str, decider: Decider) -> None:
        """Take back the approval or refusal of a package, until a build or copy shows it. Raises UsageError."""
        self.recover()
        self._do(undoing.plan_of(receipt, decider.act("undo", receipt), self.shelves))

    def purge(self, receipt: str, decider: Decider) -> None:
        """Destroy the received bytes and the name of a package that was never published; the act stays on record.

        The law forbids keeping a state secret on a networked machine. Raises UsageError for what is published.
        """
        self.recover()
        forgotten = acts.purge(receipt, decider, self.shelves, self.places)
        self.shelves.private.purge(self.shelves.book.last[receipt].sha256)
        plan.carry_out(forgotten, self.places)

    def rereading(self, digest: str) -> Rereading:
        """Weighs what the readers of this digest read against what stands published."""
        return Rereading(self.shelves, digest)

    def revise(self, revision: Revision, digest: str, *, now: dt.datetime) -> None:
        """Write what was read otherwise, ask a person for the rest, and never look at this document so again.

        A document in which today's gate finds a mark of secrecy is taken down until somebody has looked.
        """
        again = self.rereading(digest)
        if revision.plan.lines:
            self._do(revision.plan)
        for sha256, kept in revision.readings.items():
            self.shelves.private.keep_reading(sha256, kept)
        if revision.is_secret:
            down = take_down(revision.address, self.shelves, now, saved=f"reread-{now:%Y%m%dT%H%M%S}")
            plan.carry_out(down, self.places)
        again.ask(revision)
        again.done([revision.address])

    @property
    def shown(self) -> Published:
        """What stands published, for who only looks: a run may be at work meanwhile, and its plan is its own."""
        return Published(self.shelves, self.places, self._do)

    def published(self) -> Published:
        """The acts on what stands published; what a killed run left is finished first. Raises RegisterBroken."""
        self.recover()
        return self.shown

    def dossiers(self) -> DossierActs:
        """The acts on dossiers; what a killed run left is finished first. Raises RegisterBroken."""
        self.recover()
        return DossierActs(self.shelves, self._do)

    @property
    def persons(self) -> Persons:
        """Who may decide, and what the first of two has proposed."""
        return Persons.of(self.shelves.registers.acts.read())

    def deciders(self) -> acts.PersonActs:
        """The acts on who may decide; what a killed run left is finished first. Raises RegisterBroken."""
        self.recover()
        return acts.PersonActs(self.places)

    def _decide(self, arrival: Arrival) -> Outcome:
        before = self._taken(arrival.package.sha256, arrival.package.path)
        if before:  # the run that was killed had got so far
            line = self.shelves.book.last[before]
            record = self.shelves.private.read(before)
            return Outcome(before, line.outcome, line.document, record.reasons if record else ())
        decision = with_record(self._decision(arrival), arrival, self.shelves)
        self._carry_out(decision, arrival)
        return decision.outcome

    def _decision(self, arrival: Arrival) -> Decision:
        secret = any(map(is_secret, arrival.findings))
        again = None if secret else repeated(arrival, self.shelves)
        if again:
            return again
        address = self.shelves.settings.address
        if asks_to_take_down(arrival.package.declared, address) and not _forbids_recall(arrival.findings):
            return publish(arrival, self.related)
        if any(finding.stops for finding in arrival.findings):
            return self._stopped(arrival)
        if arrival.package.declared.action is Action.status:
            status = arrival.package.declared.status_code
            return self._stopped(replace(arrival, findings=(reasons.finding("not-a-document", status=status),)))
        return publish(arrival, self.related)

    def _stopped(self, arrival: Arrival) -> Decision:
        decision = stopped(arrival)
        if not any(map(is_secret, arrival.findings)):
            return decision
        try:
            down = suspend(arrival, self.related)
        except errors.RecordInvalid:
            return decision
        return replace(decision, plan=replace(down, lines=(*down.lines, *decision.plan.lines)))

    def _carry_out(self, decision: Decision, arrival: Arrival) -> None:
        private = self.shelves.private
        private.make()
        sealed = any(f.severity is Severity.seal for f in arrival.findings)
        if not arrival.by_person:
            private.keep(arrival.package, sealed=sealed)
        published = dict(decision.plan.originals)
        if arrival.extractions and not sealed:
            read = reading.of(arrival.package, arrival.extractions, arrival.analysis, arrival.findings)
            private.keep_reading(arrival.package.sha256, read)
            waits = decision.outcome.document is None and decision.outcome.reason in SETTLED_BY_OTHERS
            # What a recall that waited takes down as it comes may turn out not to be the one that was meant.
            if waits or (decision.outcome.outcome == "accepted" and not published):
                private.keep_attachments(arrival.package)
        if not sealed:
            private.keep_facsimiles(arrival.extractions.values(), without=published)
        paths = {page.sha256: page.path for read in arrival.extractions.values() for page in read.facsimiles}
        self._do(decision.plan, paths | {file.sha256: file.path for file in arrival.package.files})

    def _do(self, todo: plan.WritePlan, paths: Mapping[str, Path] | None = None) -> None:
        """Carry out a plan, with the originals that it publishes: of the package in work (`paths`), or kept earlier."""
        for sha256, _ in todo.originals:
            source = (paths or {}).get(sha256, Path())
            source = source if source.name else self.shelves.private.dropped(sha256)
            if source.is_file():
                self.shelves.private.stage(source, sha256)
        plan.carry_out(todo, self.places)

    def _taken(self, sha256: str, path: Path) -> str | None:
        """Receipt number of these bytes under this name, None where they are new."""
        for line in self.shelves.book.receipts_of(sha256):
            record = self.shelves.private.read(line.id)
            if record is None or (record.name, record.folder) == (path.name, path.parent.name):
                return line.id
        return None


def _forbids_recall(findings: Iterable[Finding]) -> bool:
    return any(is_secret(f) or (f.stops and f.code.startswith(_ABOUT_THE_SENDER)) for f in findings)
