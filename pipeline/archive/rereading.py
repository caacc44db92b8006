"""What today's readers read otherwise in a published document, weighed against what persons made of it.

Three texts meet (`three_way`): what the program read then, what stands now, edits by hand among it, and what it reads
today. What an address is made of, and a package that the gate would stop today, always waits:
no better reader moves a document or takes one down by itself.

    reread/<readers>/units/ab/<sha256>.json.gz   read, not yet looked at: a killed run and a dry one begin there
    reread/<readers>/done                         addresses that are through
    reread/before/<instant>/<address>.md          a content file as it stood
    reread/waiting.json                           what waits for a person
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.archive import history, reading, redaction, render, store
from pipeline.archive.catalogue import hash_of, publication_line, relative
from pipeline.archive.compose import Lacking
from pipeline.archive.events import OWNED, PackageEvent, leaf_of
from pipeline.archive.incoming import Shelves
from pipeline.archive.plan import WritePlan
from pipeline.archive.private import PackageRecord
from pipeline.archive.reading import StoredReading
from pipeline.archive.related import RelatedSearch, leaf
from pipeline.archive.render import files
from pipeline.archive.settle import Occasion
from pipeline.archive.three_way import IDENTITY, Change, SaidOfDocument, ThreeWay
from pipeline.document import markdown, record
from pipeline.document.model import Extraction, Finding, Severity
from pipeline.document.passage import Passage
from pipeline.document.record import Document
from pipeline.document.zone import day

FOLDER = "reread"


@dataclass(frozen=True, slots=True)
class Revision:
    """What becomes of one document; `stopped` are reasons for which the gate would not let it pass today."""

    address: str
    changes: tuple[Change, ...] = ()
    stopped: tuple[Finding, ...] = ()
    plan: WritePlan = field(default_factory=WritePlan)
    readings: Mapping[str, StoredReading] = field(default_factory=dict)  # of received files, to be kept from now on

    @property
    def waits(self) -> bool:
        """Whether a person has to decide something."""
        return bool(self.stopped) or any(change.waits for change in self.changes)

    @property
    def is_secret(self) -> bool:
        """Whether today's gate finds a mark of secrecy: then it may not stay public until somebody looks."""
        return any(finding.severity is Severity.seal for finding in self.stopped)


@dataclass(frozen=True)
class Rereading:
    """Rereads the documents of the shelves with the readers of this `digest`."""

    shelves: Shelves
    digest: str

    @cached_property
    def related(self) -> RelatedSearch:
        """Finds what belongs with a document, by the readings that were kept."""
        return RelatedSearch(self.shelves)

    @property
    def _folder(self) -> Path:
        return self.shelves.private.root / FOLDER / self.digest

    def addresses(self) -> list[str]:
        """The documents that these readers have not been through, in order; tombstones say nothing to read."""
        path = self._folder / "done"
        done = set(path.read_text(encoding="utf-8").split("\n")) if path.is_file() else set()
        return [one for one in self.shelves.catalogue.addresses() if one not in done]

    def packages(self, address: str) -> list[tuple[PackageRecord, Path]]:
        """Record and bytes of every package that the document was made of, or that says the same."""
        found = []
        for event in self.related.at(address).events.values():
            record, source = self.shelves.private.read(event.receipt), self.shelves.private.bytes_of(event.sha256)
            if event.leaf is not None and record is not None and source is not None and not record.is_sealed:
                found.append((record, source))
        return found

    def unit(self, sha256: str) -> StoredReading | None:
        """What these readers read of a received file, where they did."""
        path = self._unit(sha256)
        return reading.loads(path.read_bytes()) if path.is_file() else None

    def keep_unit(self, sha256: str, kept: StoredReading) -> None:
        """Keep it until the document is through: the same bytes, whoever read it."""
        store.write(self._unit(sha256), reading.dumps(kept), mode=store.FILE_MODE)

    def keep_facsimiles(self, read: Iterable[Extraction]) -> None:
        """Keep the pictures of pages that no reader sees yet."""
        originals = self.shelves.catalogue.root / self.shelves.settings.originals
        read = list(read)
        drawn = [page.sha256 for one in read for page in one.facsimiles]
        shown = [one for one in drawn if store.original(originals, one, record.Facsimile.EXT).is_file()]
        self.shelves.private.keep_facsimiles(read, without=shown)

    def _unit(self, sha256: str) -> Path:
        return self._folder / "units" / sha256[:2] / f"{sha256}.json.gz"

    def done(self, addresses: Iterable[str]) -> None:
        """Remember that these are through."""
        store.folder(self._folder, mode=0o700)
        with (self._folder / "done").open("a", encoding="utf-8") as file:
            file.writelines(f"{address}\n" for address in addresses)

    def finish(self) -> None:
        """Forget what only the run needed, and what earlier readers left."""
        shutil.rmtree(self._folder / "units", ignore_errors=True)
        for other in self._folder.parent.iterdir() if self._folder.parent.is_dir() else ():
            if other.is_dir() and other != self._folder:
                shutil.rmtree(other, ignore_errors=True)

    # What waits for a person.

    @property
    def _waiting(self) -> Path:
        return self.shelves.private.root / FOLDER / "waiting.json"

    def waiting(self) -> dict[str, dict[str, Any]]:
        """Address → what is asked; what was corrected, owned or taken down since is not asked any more."""
        kept = json.loads(self._waiting.read_text(encoding="utf-8")) if self._waiting.is_file() else {}
        return {address: one for address, one in kept.items() if self._still(address, one)}

    def _still(self, address: str, asked: Mapping[str, Any]) -> bool:
        catalogue = self.shelves.catalogue
        if not catalogue.exists(address) or hash_of(catalogue.text(address)) != asked["stood"]:
            return False
        return bool(asked["edited"]) == self.shelves.is_edited(address)

    def ask(self, revision: Revision) -> None:
        """Write down what a person has to decide; what was asked of the same document before is forgotten."""
        kept = {address: one for address, one in self.waiting().items() if address != revision.address}
        if revision.waits and self.shelves.catalogue.exists(revision.address):
            stands = self.shelves.catalogue.text(revision.address)
            kept[revision.address] = {
                "changes": [change.as_dict() for change in revision.changes if change.waits],
                "reasons": [finding.code for finding in revision.stopped],
                "stood": hash_of(stands),
                "edited": self.shelves.is_edited(revision.address),
            }
        written = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        store.write(self._waiting, written.encode(), mode=store.FILE_MODE)

    # The comparison.

    def revision(self, address: str, fresh: Mapping[str, StoredReading], occasion: Occasion) -> Revision:
        """What becomes of the document at an address, given what was read today of its packages (by SHA-256)."""
        document, passages = self.shelves.catalogue.read(address)
        found = self.related.at(address)
        top = self._top(document, found.events.values())
        if redaction.of(address, self.shelves.private, self.shelves.book):
            return Revision(address)  # what was struck out would be read again
        if document.is_gone or top is None or top.sha256 not in fresh:
            return Revision(address, readings=fresh if document.is_gone else {})
        stopped = self._newly_stopped(top, fresh[top.sha256])
        record = self.shelves.private.read(top.receipt)
        if stopped or record is None:
            return Revision(address, stopped=stopped)
        said = {**leaf_of(top).said, **top.said}
        try:
            theirs = leaf(fresh[top.sha256], record.declared, said, self.shelves).draft
        except Lacking:  # what is needed is not read any more: a person looks why
            return Revision(address, (Change("code", document.code, "", waits=True),))
        return self._merged(ThreeWay(document, passages, self._base(top, document, passages), theirs), fresh, occasion)

    def _top(self, document: Document, events: Iterable[PackageEvent]) -> PackageEvent | None:
        """The version that is shown, with what persons have said of it and of those before it."""
        state = history.assemble(events, self.related.council)
        shown = [h.top for h in state.histories if h.versions and h.top.receipt == document.versions[-1].receipt]
        return shown[0] if shown and shown[0].leaf is not None else None

    def _newly_stopped(self, top: PackageEvent, kept: StoredReading) -> tuple[Finding, ...]:
        """What would stop the package today and did not when it was let pass."""
        record, before = self.shelves.private.read(top.receipt), self.shelves.private.reading(top.sha256)
        known = {f.code for f in (*(record.findings if record else ()), *(before.findings if before else ()))}
        return tuple(f for f in kept.findings if f.stops and (f.code not in known or f.severity is Severity.seal))

    def _base(self, top: PackageEvent, document: Document, passages: tuple[Passage, ...]) -> SaidOfDocument | None:
        """What the archive wrote of its own; None where nothing is left to tell that from an edit."""
        if not self.shelves.is_edited(document.address) and OWNED not in top.corrections:
            return SaidOfDocument.of_document(document, passages)
        return None if top.settled else SaidOfDocument.of_draft(leaf_of(top).draft)

    def _merged(self, three: ThreeWay, fresh: Mapping[str, StoredReading], occasion: Occasion) -> Revision:
        changes = three.changes()
        address = three.document.address
        if any(change.waits and change.field in IDENTITY for change in changes):
            return Revision(address, tuple(change for change in changes if change.field in IDENTITY))
        if not any(not change.waits for change in changes):
            if three.base is None or not self._is_of_another_form(three):
                return Revision(address, tuple(changes), readings=fresh)
            changes.append(Change("schema", "", ""))
        document, passages = self._remembering(three)
        ids = [passage.id for passage in passages if passage.id]
        written = markdown.write(document, passages, self.shelves.catalogue.earlier(address))
        todo = self._plan(three, document, written, ids, occasion)
        return Revision(address, tuple(changes), plan=todo, readings=fresh)

    def _remembering(self, three: ThreeWay) -> tuple[Document, tuple[Passage, ...]]:
        """What the three come to, with every anchor and dossier that it had before: links to them go on working."""
        document, passages = three.result()
        anchors = {*self.shelves.book.anchors.get(three.document.address, ()), *document.past_anchors}
        anchors |= {passage.id for passage in three.passages}
        past = tuple(sorted(anchors - {"", *(passage.id for passage in passages)}))
        dossiers = render.past_dossiers(document, three.document)
        return document.model_copy(update={"past_anchors": past, "past_dossiers": dossiers}), passages

    def _is_of_another_form(self, three: ThreeWay) -> bool:
        """Whether an earlier version of the program wrote the file otherwise than today's would, in the same words."""
        address = three.document.address
        if self.shelves.is_edited(address):
            return False
        earlier = self.shelves.catalogue.earlier(address)
        return markdown.write(three.document, three.passages, earlier) != self.shelves.catalogue.text(address)

    def _plan(self, three: ThreeWay, document: Document, written: str, ids: list[str], occasion: Occasion) -> WritePlan:
        address = three.document.address
        new = self.shelves.book.new_anchors(address, ids)
        first = {"address": address, "anchors": new, "first": day(occasion.now).isoformat()}
        receipt = three.document.versions[-1].receipt
        line = publication_line("updated", document, written, occasion.now, receipt=receipt)
        saved = f"{FOLDER}/before/{occasion.now:%Y%m%dT%H%M%S}/{address}.md"
        before, after = files(three.document), files(document)
        return WritePlan(
            private={saved: self.shelves.catalogue.text(address)},
            originals=tuple(sorted(after - before)),
            dropped=self.shelves.catalogue.only_of(before - after, address),
            content={relative(address): written},
            anchors=(first,) if new is not None else (),
            lines=(line,),
        )
