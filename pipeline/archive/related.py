"""Everything received that may say something about the same documents: what `history` is asked about.

Packages belong together when one names what another brought: by an id, or by council, number and date. Those of what is
published are found by address; what waits for another package, and replacements that name one, by looking at them all.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from pipeline import errors
from pipeline.archive import compose, events
from pipeline.archive.compose import Draft
from pipeline.archive.events import ADDED, Leaf, PackageEvent
from pipeline.archive.incoming import Shelves
from pipeline.archive.private import PackageRecord
from pipeline.archive.reading import StoredReading
from pipeline.document import corrections, markdown
from pipeline.document.model import Action, Declared, Package
from pipeline.document.number import DocumentNumber
from pipeline.document.passage import Passage
from pipeline.document.record import Document, File, Version
from pipeline.document.register import Receipt
from pipeline.document.vocabulary import spellings

Key = tuple[str, ...]
# Reasons that the packages themselves settle; every other hold waits for a person alone.
SETTLED_BY_OTHERS = frozenset(
    {
        "document-unknown", "authority-mismatch", "number-taken", "file-differs", "time-order", "recalled",
        "correction-conflict",
    }
)  # fmt: skip
UNRESOLVED = "replaces-unknown"
LINKS = ("thay-the", "duoc-thay-the-boi")  # relations that the archive makes itself


@dataclass
class RelatedPackages:
    """The packages that belong together and the documents on disk that they made, by address."""

    events: dict[str, PackageEvent] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)


@dataclass(frozen=True)
class RelatedSearch:
    """Gathers from the shelves."""

    shelves: Shelves
    corrected: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # receipt → corrections being made now

    def council(self, code: str) -> str | None:
        """The slug of the council that a sender's code stands for."""
        found = self.shelves.vocabulary.sender(code)
        return found.slug if found else None

    def gather(self, start: PackageEvent) -> RelatedPackages:
        """Everything that belongs with one package, and that package. Raises RecordInvalid for a broken file."""
        found = RelatedPackages({start.receipt: start})
        return self._widen(found, [start])

    def at(self, address: str) -> RelatedPackages:
        """Everything that belongs with the document at an address."""
        found = RelatedPackages()
        return self._widen(found, self._take(address, found))

    def _widen(self, found: RelatedPackages, fresh: list[PackageEvent]) -> RelatedPackages:
        seen: set[Key] = set()
        while True:
            keys = {key for event in fresh for key in self._keys(event)} - seen
            seen |= keys
            addresses = self._new_addresses(keys, found)
            fresh = [event for address in addresses for event in self._take(address, found)]
            for event in self._waiting_for(keys):
                if event.receipt not in found.events:
                    found.events[event.receipt] = event
                    fresh.append(event)
            if not addresses and not fresh:
                return found

    def _new_addresses(self, keys: Iterable[Key], found: RelatedPackages) -> list[str]:
        """Documents of these keys, and those that what was found replaces or is replaced by."""
        linked = (link.target for one in found.documents.values() for link in one.relations if link.type in LINKS)
        there = (address for address in linked if self.shelves.catalogue.exists(address))
        return sorted({*self._addresses(keys), *there} - found.documents.keys())

    def _take(self, address: str, found: RelatedPackages) -> list[PackageEvent]:
        """Take in the document at an address and every package that made it."""
        document, _ = self.shelves.catalogue.read(address)
        found.documents[address] = document
        receipts = dict.fromkeys((*(v.receipt for v in document.versions), *self.shelves.book.receipts_at(address)))
        new = [self._event(receipt, address, document) for receipt in receipts if receipt not in found.events]
        taken = [event for event in new if event is not None]
        found.events |= {event.receipt: event for event in taken}
        return taken

    def _keys(self, event: PackageEvent) -> Iterator[Key]:
        declared = event.declared
        for one in (declared.document_id, declared.recalls, declared.response_for, *declared.replaces):
            if one:
                yield ("id", one)
                if said := events.written_in(one, self.council):
                    yield from self._identity(said[0] or event.origin, said[1], said[2])
        for council, code, day in events.identities(declared, event.origin, self.council):
            yield from self._identity(council, code, day)
        if event.leaf:
            yield from self._identity(*event.leaf.identity)

    def _identity(self, council: str | None, code: str, day: dt.date) -> Iterator[Key]:
        if council and code:
            yield ("document", council, events.text_of(code), day.isoformat())

    def _addresses(self, keys: Iterable[Key]) -> Iterator[str]:
        """Where documents of these keys stand, sorted so that the answer does not depend on the keys' order."""
        book, catalogue = self.shelves.book, self.shelves.catalogue
        found: set[str] = set()
        for kind, *said in sorted(keys):
            if kind == "id":
                found.update(address for address in book.brought_by(said[0]) if catalogue.exists(address))
            elif (address := self.identical(said[0], said[1], dt.date.fromisoformat(said[2]))) is not None:
                found.add(address)
        yield from sorted(found)

    def identical(self, slug: str, code: str, issued: dt.date) -> str | None:
        """The address of the document of a council, number and date. Raises RecordInvalid for a broken file."""
        council = self.shelves.vocabulary.councils.get(slug)
        try:
            number = DocumentNumber.parse(code)
        except ValueError:
            return None
        return self.shelves.catalogue.identical(council.level, slug, number, issued) if council else None

    def _waiting_for(self, keys: set[Key]) -> Iterator[PackageEvent]:
        for line in self.shelves.book.waiting.values():
            if line.reason in SETTLED_BY_OTHERS or line.reason == UNRESOLVED:
                event, own = self._waiting_event(line)
                if event is not None and not keys.isdisjoint(own):
                    yield event

    def _waiting_event(self, line: Receipt) -> tuple[PackageEvent | None, frozenset[Key]]:
        """A waiting package and its keys; read once, for there may be many and each new package looks at all."""
        known = self._cache.get(line.id)
        if known is None or known[0] is not line:
            event = self._event(line.id, None, None)
            known = (line, event, frozenset(self._keys(event)) if event else frozenset())
            self._cache[line.id] = known
        return known[1], known[2]

    @cached_property
    def _cache(self) -> dict[str, tuple[Receipt, PackageEvent | None, frozenset[Key]]]:
        return {}

    def _event(self, receipt: str, address: str | None, document: Document | None) -> PackageEvent | None:
        """One package as the archive knows it; None where nothing is known that could count."""
        line, record = self.shelves.book.last.get(receipt), self.shelves.private.read(receipt)
        version = next((v for v in document.versions if v.receipt == receipt), None) if document else None
        if line is not None and line.outcome == "refused":
            return None
        declared = _declared(line, record)
        act = self.shelves.registers.approvals.get(receipt)
        corrections = {**self.shelves.registers.corrections.get(receipt, {}), **self.corrected.get(receipt, {})}
        time = record.time if record else version.received if version else line.time if line else _NEVER
        sender = self.council(declared.sender or "")
        hash_ = line.sha256 if line else ""
        event = PackageEvent(receipt, hash_, declared, time, sender, act=act, corrections=corrections)
        if asks_to_take_down(declared, self.shelves.settings.address):
            return event
        kept = self.shelves.private.reading(line.sha256) if line else None
        if kept is not None and record is not None:
            return self._read(event, kept, record)
        if document is None or version is None or address is None:
            return None
        return replace(event, leaf=self._from_disk(address, document, version), settled=True)

    def _read(self, event: PackageEvent, kept: StoredReading, record: PackageRecord) -> PackageEvent | None:
        try:
            return replace(event, leaf=leaf(kept, record.declared, event.said, self.shelves))
        except compose.Lacking:
            return None

    def _from_disk(self, address: str, document: Document, version: Version) -> Leaf:
        """A version of which no reading was kept: the shown one is on disk, of the others the files are known."""
        shown = version is document.versions[-1]
        own = self.shelves.private.text(version_path(version.receipt))
        if own is not None and not shown:
            document, passages = markdown.read(own, address)
        else:
            passages = self.shelves.catalogue.read(address)[1] if shown else ()
        draft = from_document(document, version.files, passages, self.shelves)
        return Leaf(draft, hollow=not shown and own is None)


def leaf(kept: StoredReading, declared: Declared, said: Mapping[str, str], shelves: Shelves) -> Leaf:
    """The document that one package makes, with what persons said of it. Raises Lacking."""

    def composed(values: Mapping[str, str]) -> Draft:
        analysis = corrections.applied(kept.analysis, values, shelves.vocabulary)
        package = Package(Path(), "", 0, "", declared, kept.files)
        gone = corrections.settled(values)
        notes = [finding for finding in kept.findings if not finding.stops and finding.code not in gone]
        scope = shelves.settings.scope
        return compose.draft(package, kept.extractions, analysis, notes, shelves.vocabulary, scope)

    said = {**_joined(kept, shelves), **said}
    read = kept.analysis.facts.claims()
    machine: dict[str, str | None] = {name: claims[0].value for name, claims in read.items()}
    machine |= {"council": kept.analysis.council, "organ": kept.analysis.organ}
    machine["doc_type"] = corrections.type_slug(machine.get("doc_type"), shelves.vocabulary)
    return Leaf(composed(said), machine, composed, said=said)


def _joined(kept: StoredReading, shelves: Shelves) -> dict[str, str]:
    """The dossier to which a person joined the one that its title names."""
    council, slug = kept.analysis.council, kept.analysis.facts.dossier.value
    into = shelves.registers.dossiers.slug(council, slug) if council and slug else slug
    return {"dossier": into} if into and into != slug else {}


def from_document(
    document: Document, files: tuple[File, ...], passages: tuple[Passage, ...], shelves: Shelves
) -> Draft:
    """A content file as the package that made it: what the archive itself adds is left out."""
    values = {name: getattr(document, name) for name in type(document).model_fields if name not in ADDED}
    council = shelves.vocabulary.councils.get(document.council)
    try:
        number = DocumentNumber.parse(document.code)
    except ValueError as error:
        raise errors.RecordInvalid(
            file=document.address,
            problems=f"code: {document.code!r} không phải số, ký hiệu",
            problems_en=f"code: {error}",
        ) from error
    if council is None:
        raise errors.RecordInvalid(
            file=document.address,
            problems=f"council: không có hội đồng {document.council}",
            problems_en=f"council: no council {document.council}",
        )
    return Draft(council, number, document.dates.issued, {**values, "aliases": document.aliases}, files, passages)


def asks_to_take_down(declared: Declared, address: str) -> bool:
    """Whether a package asks to take a document down; an update that removes us from its receivers does, too."""
    removed = bool(address) and any(one.strip().upper() in spellings(address) for one in declared.removed_receivers)
    return declared.action is Action.recall or (declared.action is Action.update and removed)


def version_path(receipt: str) -> str:
    """Where the content file of a version lies below the private store, of which no reading was kept."""
    return f"versions/{receipt}.md"


def _declared(line: Receipt | None, record: PackageRecord | None) -> Declared:
    if record is not None:
        return record.declared
    if line is None:
        return Declared()
    return Declared(sender=line.sender, document_id=line.package_id, sent_at=line.sent_at)


_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)
