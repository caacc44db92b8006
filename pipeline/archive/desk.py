"""The archive as its callers see it: take a package in, hold it, let a person decide, tell how everything stands."""

import datetime as dt
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import errors
from pipeline.archive import plan, review, store
from pipeline.archive import private as private_records
from pipeline.archive import status as standing
from pipeline.archive.arrival import Arrival, Decision, Outcome, Shelves
from pipeline.archive.catalogue import Catalogue, hash_of, relative
from pipeline.archive.holding import held, repeated, stopped, with_record
from pipeline.archive.plan import Places, Plan
from pipeline.archive.private import Private, Record, is_secret
from pipeline.archive.publish import publish
from pipeline.archive.registers import Registers
from pipeline.archive.withdraw import is_recall, recall, suspend
from pipeline.document import markdown, reasons, vocabulary
from pipeline.document.model import Action, Analysis, Extraction, Finding, Package, Severity
from pipeline.document.register import Act, Publication
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


@dataclass(frozen=True, slots=True)
class Kept:
    """A held package as a person decides on it: its record, and its bytes under their own name."""

    record: Record
    path: Path


def open_archive(root: Path, settings: Settings) -> "Archive":
    """The archive at `root`. Opening writes nothing and needs no lock."""
    private = Private(root / settings.private)
    registers = Registers(root)
    shelves = Shelves(settings, vocabulary.load(root / "content" / "vocabulary"), Catalogue(root), private, registers)
    return Archive(shelves, Places(root, root / settings.originals, private, registers))


@dataclass(frozen=True)
class Archive:
    """One archive; methods that write are called under `lock`."""

    shelves: Shelves
    places: Places

    def has_taken(self, path: Path) -> bool:
        """Whether this file was received before, under this name in a folder of this name.

        The same bytes elsewhere are a file sent twice: they get a receipt of their own.
        """
        self.recover()
        return path.is_file() and self._taken(store.digest(path), path) is not None

    def recover(self) -> bool:
        """Finish what a killed run left; return whether there was anything."""
        return plan.recover(self.places)

    def hold(self, package: Package, findings: Iterable[Finding], *, actor: str, now: dt.datetime) -> Outcome:
        """Take in a package that may not be published: held, sealed, refused. A recall among them is carried out."""
        return self._decide(self._arrival(package, findings, actor, now))

    def accept(
        self,
        package: Package,
        extractions: Mapping[str, Extraction],
        analysis: Analysis,
        findings: Iterable[Finding],
        *,
        actor: str,
        now: dt.datetime,
    ) -> Outcome:
        """Take in a package that the gate lets pass: publish, update, withdraw, replace; or hold what only we see."""
        arrival = self._arrival(package, findings, actor, now)
        return self._decide(replace(arrival, extractions=extractions, analysis=analysis))

    def held(self) -> list[review.Held]:
        """Everything that waits for a person, oldest first."""
        return review.held(self.shelves)

    def status(self) -> standing.Status:
        """How the archive stands."""
        return standing.status(self.shelves)

    def kept(self, receipt: str, folder: Path) -> Kept:
        """Put a held package into `folder` under its own name, to be read once more. Raises UsageError."""
        record = review.approvable(receipt, self.shelves)
        source = self.shelves.private.bytes_of(record.sha256)
        if source is None:
            raise errors.UsageError(what=f"{receipt}: bản nhận không còn")
        path = folder / (Path(record.name).name or receipt)
        shutil.copyfile(source, path)
        return Kept(record, path)

    def checked(self, values: Mapping[str, str]) -> dict[str, str]:
        """What a person set, in the archive's spelling. Raises UsageError, naming the nearest known field or value."""
        return review.checked(values, self.shelves.vocabulary)

    def approve(
        self,
        kept: Kept,
        package: Package,
        extractions: Mapping[str, Extraction],
        analysis: Analysis,
        findings: Iterable[Finding],
        *,
        person: str,
        values: Mapping[str, str],
        now: dt.datetime,
        why: str | None = None,
    ) -> Outcome:
        """Let a held package pass on a person's word.

        What is still lacking (number, date, council, title) is answered as an outcome `held` and changes nothing.

        Raises:
            UsageError: unknown fields; a sealed package, also when only the second reading seals it.
        """
        self.recover()
        record = review.approvable(kept.record.receipt, self.shelves)
        said = self.checked(values)
        if any(finding.severity is Severity.seal for finding in findings):
            raise errors.UsageError(what=f"{record.receipt}: có dấu độ mật, không duyệt được")
        act = Act(time=now, act="approve", subject=record.receipt, actor=person, values=said, why=why)
        arrival = Arrival(
            package=replace(package, channel=record.channel),
            findings=tuple(f for f in findings if not f.stops),
            actor=person,
            now=now,
            receipt=record.receipt,
            received=record.time,
            name=record.name,
            extractions=extractions,
            analysis=review.applied(analysis, said),
            act=act,
        )
        decision = self._decision(arrival)
        if decision.outcome.document is None:
            return decision.outcome
        lines = (act, *decision.plan.lines)
        self._carry_out(replace(decision, plan=replace(decision.plan, lines=lines)), arrival)
        return decision.outcome

    def refuse(self, receipt: str, *, person: str, why: str, now: dt.datetime) -> Outcome:
        """Turn a held package away for good; the received bytes stay in the private store. Raises UsageError."""
        self.recover()
        record = review.waiting(receipt, self.shelves)
        line = replace(
            self.shelves.book.last[receipt], time=now, actor=person, outcome="refused", document=None, name=None
        )
        act = Act(time=now, act="refuse", subject=receipt, actor=person, why=why)
        plan.carry_out(Plan(lines=(act, line)), self.places)
        return Outcome(receipt, "refused", None, record.reasons)

    def purge(self, receipt: str, *, person: str, why: str, now: dt.datetime) -> None:
        """Destroy the received bytes and the name of a package that was never published; the act stays on record.

        The law forbids keeping a state secret on a networked machine. Raises UsageError for what is published.
        """
        self.recover()
        line = self.shelves.book.last.get(receipt)
        record = self.shelves.private.read(receipt)
        if line is None or record is None or line.document is not None:
            raise errors.UsageError(what=f"{receipt}: không phải mục chưa công bố trong kho riêng này")
        bare = replace(record, name="", folder="", declared=type(record.declared)())
        act = Act(time=now, act="purge", subject=receipt, actor=person, why=why)
        refused = replace(line, time=now, actor=person, outcome="refused")
        lines = (act,) if line.outcome == "refused" else (act, refused)
        private = {self.shelves.private.record_path(receipt): private_records.dumps(bare)}
        self.shelves.private.purge(record.sha256)
        plan.carry_out(Plan(private=private, lines=lines), self.places)

    def restore(self, address: str, *, person: str, why: str, now: dt.datetime) -> None:
        """Put back a document that was taken down for a look. Raises UsageError where nothing was taken down."""
        self.recover()
        saved = sorted(self.shelves.private.root.glob(f"withdrawn/*/{address}.md"))
        if not saved or not self.shelves.catalogue.exists(address):
            raise errors.UsageError(what=f"{address}: không có bản đã gỡ")
        written = saved[-1].read_text(encoding="utf-8")
        document, _ = markdown.read(written, address)
        files = {(file.sha256, file.ext) for version in document.versions for file in version.files}
        for sha256, _ext in files:
            dropped = self.shelves.private.dropped(sha256)
            if dropped.is_file():
                self.shelves.private.stage(dropped, sha256)
        act = Act(time=now, act="restore", subject=address, actor=person, why=why)
        event = Publication(time=now, event="restored", document=address, sha256=hash_of(written))
        content = {relative(address): written}
        plan.carry_out(Plan(originals=tuple(sorted(files)), content=content, lines=(act, event)), self.places)

    def _arrival(self, package: Package, findings: Iterable[Finding], actor: str, now: dt.datetime) -> Arrival:
        self.recover()
        receipt = self.shelves.book.next_receipt(now)
        name = package.path.name
        return Arrival(package, tuple(findings), actor, now, receipt, received=now, name=name)

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
        again = repeated(arrival, self.shelves)
        if again:
            return again
        if is_recall(arrival.package, self.shelves.settings.address) and not _forbids_recall(arrival.findings):
            try:
                return recall(arrival, self.shelves)
            except errors.RecordInvalid:
                return held(arrival, "edited-by-hand")
        if any(finding.stops for finding in arrival.findings):
            return self._stopped(arrival)
        if arrival.package.declared.action is Action.status:
            status = arrival.package.declared.status_code
            return self._stopped(replace(arrival, findings=(reasons.finding("not-a-document", status=status),)))
        return publish(arrival, self.shelves)

    def _stopped(self, arrival: Arrival) -> Decision:
        decision = stopped(arrival)
        if not any(map(is_secret, arrival.findings)):
            return decision
        try:
            down = suspend(arrival, self.shelves)
        except errors.RecordInvalid:
            return decision
        return replace(decision, plan=replace(down, lines=(*down.lines, *decision.plan.lines)))

    def _carry_out(self, decision: Decision, arrival: Arrival) -> None:
        private = self.shelves.private
        private.make()
        sealed = any(f.severity is Severity.seal for f in arrival.findings)
        if not arrival.by_person:
            private.keep(arrival.package, sealed=sealed)
        paths = {file.sha256: file.path for file in arrival.package.files}
        for sha256, _ in decision.plan.originals:
            private.stage(paths[sha256], sha256)
        plan.carry_out(decision.plan, self.places)

    def _taken(self, sha256: str, path: Path) -> str | None:
        """Receipt number of these bytes under this name, None where they are new."""
        for line in self.shelves.book.receipts_of(sha256):
            record = self.shelves.private.read(line.id)
            if record is None or (record.name, record.folder) == (path.name, path.parent.name):
                return line.id
        return None


def _forbids_recall(findings: Iterable[Finding]) -> bool:
    return any(is_secret(f) or (f.stops and f.code.startswith(_ABOUT_THE_SENDER)) for f in findings)
