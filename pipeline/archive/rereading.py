"""What today's readers read otherwise in a published document, weighed against what persons made of it.

Three texts meet: what the program read then (`base`), what stands now, edits by hand among it, and what it reads today.
Where only the reading changed, it is taken; where only a person changed something, that stays; where both did, nothing
changes and a person is asked. What an address is made of, and a package that the gate would stop today, always waits:
no better reader moves a document or takes one down by itself.

    reread/<readers>/units/ab/<sha256>.json.gz   read, not yet looked at: a killed run and a dry one begin there
    reread/<readers>/done                         addresses that are through
    reread/before/<instant>/<address>.md          a content file as it stood
    reread/waiting.json                           what waits for a person
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.archive import history, reading, redaction, render, store
from pipeline.archive.catalogue import hash_of, publication_line, relative
from pipeline.archive.compose import Draft, Lacking
from pipeline.archive.events import OWNED, PackageEvent, leaf_of
from pipeline.archive.incoming import Shelves
from pipeline.archive.plan import WritePlan
from pipeline.archive.private import FILE_MODE, PackageRecord
from pipeline.archive.reading import StoredReading
from pipeline.archive.related import UNRESOLVED, RelatedSearch, leaf
from pipeline.archive.render import files
from pipeline.archive.settle import Occasion
from pipeline.document import markdown, record
from pipeline.document.model import Extraction, Finding, Passage, Severity
from pipeline.document.record import Dates, Document, File, Version
from pipeline.document.zone import day

IDENTITY = ("council", "level", "number", "notation", "code", "issued")
"""What an address is made of: only a person may say that it was read wrongly (`hdnd correct`)."""
TEXT = "text_of_body"
_ARCHIVES_OWN = frozenset({"aliases"})
FOLDER = "reread"
_BEFORE, _SHOWN = 3, 9  # words shown of a text: before the first that differs, and from it on


@dataclass(frozen=True, slots=True)
class Change:
    """A field of front matter, or the text: what stands now and what is read today, as people may compare them."""

    field: str
    stands: str
    reads: str
    waits: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For `--json` and for what waits."""
        return {"field": self.field, "stands": self.stands, "reads": self.reads, "waits": self.waits}


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
        store.write(self._unit(sha256), reading.dumps(kept), mode=FILE_MODE)

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
        return bool(asked["edited"]) == catalogue.is_edited(address, self.shelves.book.written.get(address))

    def ask(self, revision: Revision) -> None:
        """Write down what a person has to decide; what was asked of the same document before is forgotten."""
        kept = {address: one for address, one in self.waiting().items() if address != revision.address}
        if revision.waits and self.shelves.catalogue.exists(revision.address):
            stands = self.shelves.catalogue.text(revision.address)
            kept[revision.address] = {
                "changes": [change.as_dict() for change in revision.changes if change.waits],
                "reasons": [finding.code for finding in revision.stopped],
                "stood": hash_of(stands),
                "edited": self.shelves.catalogue.is_edited(
                    revision.address, self.shelves.book.written.get(revision.address)
                ),
            }
        written = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        store.write(self._waiting, written.encode(), mode=FILE_MODE)

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
        return self._merged(_Three(document, passages, self._base(top, document, passages), theirs), fresh, occasion)

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

    def _base(self, top: PackageEvent, document: Document, passages: tuple[Passage, ...]) -> "_Said | None":
        """What the archive wrote of its own; None where nothing is left to tell that from an edit."""
        edited = self.shelves.catalogue.is_edited(document.address, self.shelves.book.written.get(document.address))
        if not edited and OWNED not in top.corrections:
            return _Said.of_document(document, passages)
        return None if top.settled else _Said.of_draft(leaf_of(top).draft)

    def _merged(self, three: "_Three", fresh: Mapping[str, StoredReading], occasion: Occasion) -> Revision:
        changes = three.changes()
        address = three.document.address
        if any(change.waits and change.field in IDENTITY for change in changes):
            return Revision(address, tuple(change for change in changes if change.field in IDENTITY))
        if not any(not change.waits for change in changes):
            if three.base is None or not self._is_of_another_form(three):
                return Revision(address, tuple(changes), readings=fresh)
            changes.append(Change("schema", "", ""))
        document, passages = three.result()
        ids = [passage.id for passage in passages if passage.id]
        known = {*self.shelves.book.anchors.get(address, ()), *(p.id for p in three.passages), *document.past_anchors}
        past = {"past_dossiers": render.past_dossiers(document, three.document)}
        document = document.model_copy(update={"past_anchors": tuple(sorted(known - {*ids, ""})), **past})
        written = markdown.write(document, passages, self.shelves.catalogue.earlier(address))
        todo = self._plan(three, document, written, ids, occasion)
        shown, gone = files(document) - files(three.document), files(three.document) - files(document)
        todo = replace(todo, originals=tuple(sorted(shown)), dropped=self.shelves.catalogue.only_of(gone, address))
        return Revision(address, tuple(changes), plan=todo, readings=fresh)

    def _is_of_another_form(self, three: "_Three") -> bool:
        """Whether an earlier version of the program wrote the file otherwise than today's would, in the same words."""
        address = three.document.address
        if self.shelves.catalogue.is_edited(address, self.shelves.book.written.get(address)):
            return False
        earlier = self.shelves.catalogue.earlier(address)
        return markdown.write(three.document, three.passages, earlier) != self.shelves.catalogue.text(address)

    def _plan(self, three: "_Three", document: Document, written: str, ids: list[str], occasion: Occasion) -> WritePlan:
        address = three.document.address
        new = self.shelves.book.new_anchors(address, ids)
        first = {"address": address, "anchors": new, "first": day(occasion.now).isoformat()}
        receipt = three.document.versions[-1].receipt
        line = publication_line("updated", document, written, occasion.now, receipt=receipt)
        saved = f"{FOLDER}/before/{occasion.now:%Y%m%dT%H%M%S}/{address}.md"
        return WritePlan(
            private={saved: self.shelves.catalogue.text(address)},
            content={relative(address): written},
            anchors=(first,) if new is not None else (),
            lines=(line,),
        )


@dataclass(frozen=True)
class _Said:
    """Front matter by field, dates one by one, and the text."""

    values: Mapping[str, Any]
    passages: tuple[Passage, ...]

    @classmethod
    def of_document(cls, document: Document, passages: tuple[Passage, ...]) -> "_Said":
        return cls({name: getattr(document, name) for name in type(document).model_fields}, passages)._flat()

    @classmethod
    def of_draft(cls, draft: Draft) -> "_Said":
        bare = {name: field.get_default(call_default_factory=True) for name, field in Document.model_fields.items()}
        return cls({**bare, **draft.values}, draft.passages)._flat()

    def _flat(self) -> "_Said":
        dates: Dates = self.values["dates"]
        days = {name: getattr(dates, name) for name in Dates.model_fields}
        notes = tuple(note for note in self.values["notes"] if note != UNRESOLVED)
        return _Said({**self.values, **days, "notes": notes}, self.passages)


@dataclass(frozen=True)
class _Three:
    """The three texts of one document."""

    document: Document
    passages: tuple[Passage, ...]
    base: _Said | None
    theirs: Draft

    @cached_property
    def _ours(self) -> _Said:
        return _Said.of_document(self.document, self.passages)

    @cached_property
    def _new(self) -> _Said:
        return _Said.of_draft(self.theirs)

    @cached_property
    def _taken(self) -> dict[str, bool]:
        """Field → whether today's reading is taken (True) or waits for a person (False), of those that differ."""
        names = [*(self.theirs.values.keys() - {"dates"} - _ARCHIVES_OWN), *Dates.model_fields]
        found = {}
        for name in sorted(names):
            stands, reads = self._ours.values[name], self._new.values[name]
            before = self.base.values[name] if self.base else None
            if reads == stands or (self.base and reads == before):
                continue
            found[name] = name not in IDENTITY and self.base is not None and (stands == before or name == "sources")
        return found

    @cached_property
    def _text_is(self) -> bool | None:
        """Whether the new text is taken, waits (False), or is none (None)."""
        if self._new.passages == self.passages or (self.base and self.base.passages == self._new.passages):
            return None
        return self.base is not None and self.base.passages == self.passages

    def changes(self) -> list[Change]:
        """What differs, for people; how sure a reading is, is no difference that anybody has to see."""
        found = [
            Change(name, table_value(self._ours.values[name]), table_value(self._new.values[name]), waits=not taken)
            for name, taken in self._taken.items()
            if name != "sources"
        ]
        if self._text_is is not None:
            stands, reads = _unlike(self.passages, self._new.passages)
            found.append(Change(TEXT, stands, reads, waits=not self._text_is))
        if self._version() != self.document.versions[-1]:
            found.append(Change("signatures", "", f"{sum(len(file.signatures) for file in self.theirs.files)}"))
        return found or ([Change("sources", "", "")] if "sources" in self._taken else [])

    def result(self) -> tuple[Document, tuple[Passage, ...]]:
        """The document with what is taken."""
        taken = [name for name, is_taken in self._taken.items() if is_taken]
        days = {name: self._new.values[name] for name in taken if name in Dates.model_fields}
        update = {name: self._new.values[name] for name in taken if name not in Dates.model_fields}
        if UNRESOLVED in self.document.notes and "notes" in update:
            update["notes"] = (*update["notes"], UNRESOLVED)
        if "sources" in update:
            kept = {name: said for name, said in self.document.sources.items() if self._by_hand(name)}
            update["sources"] = {**update["sources"], **kept}
        update["dates"] = self.document.dates.model_copy(update=days)
        update["versions"] = (*self.document.versions[:-1], self._version())
        return self.document.model_copy(update=update), self._new.passages if self._text_is else self.passages

    def _version(self) -> Version:
        """The version that is shown, with what is known today of its files, where they are the same ones."""
        shown = self.document.versions[-1]
        fresh = {file.sha256: file for file in self.theirs.files}
        same = fresh.keys() == {file.sha256 for file in shown.files}
        known = (file.model_copy(update=_looked_at(fresh[file.sha256])) if same else file for file in shown.files)
        return shown.model_copy(update={"files": tuple(known)})

    def _by_hand(self, fact: str) -> bool:
        """Whether a person edited the readings of a fact in the file itself."""
        return self.base is not None and self._ours.values["sources"].get(fact) != self.base.values["sources"].get(fact)


def _looked_at(file: File) -> dict[str, Any]:
    """What looking at a file again tells of it: who signed it, what its pages look like."""
    return {"signatures": file.signatures, "facsimiles": file.facsimiles}


def table_value(value: Any) -> str:
    """A value of front matter as a line of a table."""
    if value is None or value in ((), {}):
        return ""
    if isinstance(value, tuple):
        return "; ".join(map(table_value, value))
    if hasattr(value, "model_dump"):
        said = {name: one for name, one in value.model_dump(exclude_none=True).items() if one not in ((), "", {})}
        return ", ".join(one if isinstance(one, str) else f"{name} {one}" for name, one in said.items())
    return str(value)


def _unlike(before: Sequence[Passage], after: Sequence[Passage]) -> tuple[str, str]:
    """The first words in which two texts differ, and how long each is: what a person needs to know where to look."""
    one, other = ([word for passage in passages for word in _words(passage)] for passages in (before, after))
    pairs = enumerate(zip(one, other, strict=False))
    at = next((place for place, (left, right) in pairs if left != right), min(len(one), len(other)))
    said = (f"[{len(words)} từ] … {' '.join(words[max(at - _BEFORE, 0) : at + _SHOWN])}" for words in (one, other))
    return next(said), next(said)


def _words(passage: Passage) -> list[str]:
    return " ".join((passage.text, *(cell for row in passage.rows for cell in row))).split()


def rows(revision: Revision) -> Iterator[tuple[str, str, str, str]]:
    """Lines of the table: address, field, what stands, what is read."""
    for change in revision.changes:
        if change.field != "sources":
            yield revision.address, change.field, change.stands, change.reads
