"""From the history that packages give documents to the writes that make content/ and the ledgers say so.

Everything that belongs with a package is looked at anew when it arrives, so that what was parked takes its place once
what it waited for is here. Only what changes is written: a document, a line for a package of which something else came.
A build reads the documents again (`plugins/archive_reader.py`).
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pipeline.archive import history, render
from pipeline.archive.catalogue import StoredFile, publication_line, relative
from pipeline.archive.events import OWNED, History, PackageVerdict
from pipeline.archive.history import Histories
from pipeline.archive.incoming import Outcome, Shelves
from pipeline.archive.plan import WritePlan
from pipeline.archive.registers import with_header
from pipeline.archive.related import UNRESOLVED, RelatedPackages, RelatedSearch, version_path
from pipeline.archive.render import SUSPENSION, RenderedPage
from pipeline.archive.withdraw import pointer
from pipeline.document import reasons
from pipeline.document.record import Document
from pipeline.document.register import Event, Publication, Receipt, RegisterLine
from pipeline.document.zone import day

_EVENTS: Mapping[str, Event] = {"withdrawn": "withdrawn", "suspended": "suspended", "replaced": "replaced"}


class EditedByHand(Exception):
    """A content file that would have to change was edited by a person, who has to say whether it may."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why everything is looked at anew: when, by whom, for which package, and whether a person answers for that."""

    now: dt.datetime
    actor: str
    receipt: str | None = None
    by_person: bool = False
    is_correction: bool = False


@dataclass
class Settlement:
    """One look at packages that belong together; `plan` brings content/ up to what they say."""

    found: RelatedPackages
    related: RelatedSearch
    occasion: Occasion

    @property
    def _shelves(self) -> Shelves:
        return self.related.shelves

    @cached_property
    def state(self) -> Histories:
        """What the packages make of the documents."""
        return history.assemble(self.found.events.values(), self.related.council)

    @cached_property
    def places(self) -> dict[History, render.Placement]:
        """Where each history stands or will stand."""
        place = render.Placements(self.found, self._shelves)
        return {one: place.of(one) for one in self.state.histories}

    @cached_property
    def pages(self) -> list[RenderedPage]:
        """Every document as it has to stand now. Raises RecordInvalid."""
        lifted = self.occasion.receipt if self.occasion.by_person else None
        return [
            render.page(one, self.places, self.found, self._shelves, self.occasion.now, lifted=lifted)
            for one in self.state.histories
        ]

    def plan(self) -> WritePlan:
        """The writes, but for the private record and the lines of receipts.

        Raises:
            EditedByHand: a person's edit would be overwritten, and no person has said that it may.
        """
        plans = [self._written(page) for page in self.pages]
        claimed = {place.before for place in self.places.values()}
        left = [address for address in self.found.documents if address not in claimed]
        plans += [self._left(address) for address in left if not self.found.documents[address].is_gone]
        return joined(plans)

    def outcome(self, receipt: str) -> Outcome:
        """What became of one package."""
        return self._outcome(receipt, self.state.verdicts[receipt])

    def changed(self, *, but: str | None) -> Iterator[Outcome]:
        """The other packages that something else became of than their last line says."""
        for receipt, verdict in self.state.verdicts.items():
            event, line = self.found.events[receipt], self._shelves.book.last.get(receipt)
            if receipt == but or event.settled or line is None:
                continue
            outcome = self._outcome(receipt, verdict)
            stood = line.document and self._shelves.book.now_at(line.document)
            moved = self._moved_to(stood) if stood else None
            if (line.outcome, line.reason, moved) != (outcome.outcome, outcome.reason, outcome.document):
                yield outcome

    def line(self, outcome: Outcome) -> Receipt:
        """The line of the register for a package received earlier."""
        before = self._shelves.book.last[outcome.receipt]
        record = self._shelves.private.read(outcome.receipt)
        line = Receipt(
            id=outcome.receipt,
            time=self.occasion.now,
            sha256=before.sha256,
            channel=before.channel,
            actor=self.occasion.actor,
            outcome=outcome.outcome,  # type: ignore[arg-type]
            reason=outcome.reason,
            document=outcome.document,
        )
        name = record.name if record else before.name or ""
        return with_header(line, self.found.events[outcome.receipt].declared, name)

    def _outcome(self, receipt: str, verdict: PackageVerdict) -> Outcome:
        code = verdict.reason
        if verdict.document is None:
            return Outcome(receipt, verdict.outcome, None, (reasons.finding(code),) if code else ())
        event = self.found.events[receipt]
        unresolved = verdict.document.unknown and bool(event.declared.replaces) and event.leaf is not None
        noted = (reasons.finding(UNRESOLVED),) if unresolved else ()
        return Outcome(receipt, verdict.outcome, self.places[verdict.document].address, noted)

    def _moved_to(self, address: str) -> str:
        """Where the document that stands at an address will stand."""
        return next((place.address for place in self.places.values() if place.before == address), address)

    def _written(self, page: RenderedPage) -> WritePlan:
        before, address = page.place.before, page.document.address
        standing = self._shelves.catalogue.text(before) if before else None
        if page.written == standing and before == address:
            return WritePlan()
        old = self.found.documents[before] if before else None
        edited = before is not None and self._shelves.is_edited(before)
        edited = edited or (old is not None and self._is_owned(old))
        if edited and page.is_new_text and not page.document.is_gone and not self.occasion.by_person:
            raise EditedByHand(before)
        saved = self._saved(page, old, standing, edited=edited)
        moved = before if before != address else None
        return WritePlan(
            private=saved,
            originals=tuple(sorted(render.files(page.document) - (render.files(old) if old else set()))),
            content={**({relative(moved): None} if moved else {}), relative(address): page.written},
            anchors=self._anchors(page),
            lines=(replace(self._event(page, old, moved), former=moved),),
            dropped=self._dropped(page.document, old, before),
        )

    def _anchors(self, page: RenderedPage) -> tuple[Mapping[str, Any], ...]:
        """The lines about addresses and anchors that nobody could link to before."""
        first, former = day(self.occasion.now).isoformat(), page.document.former
        return tuple(
            {"address": one, "anchors": new, "first": first}
            for one, ids in ((page.document.address, page.anchors), *((past, ()) for past in former))
            if (new := self._shelves.book.new_anchors(one, ids)) is not None
        )

    def _is_owned(self, old: Document) -> bool:
        """Whether a person answers for an edit of its text: no package takes its place without a person's word."""
        return OWNED in self._shelves.registers.corrections.get(old.versions[-1].receipt, {})

    def _event(self, page: RenderedPage, old: Document | None, moved: str | None) -> Publication:
        document = page.document
        changed = old is None or old.state != document.state
        kind = _EVENTS.get(document.state) if changed else None
        if kind is None:
            changed_by: Event = "corrected" if self.occasion.is_correction else "updated"
            kind = "published" if old is None else "moved" if moved else changed_by
        # A suspension names no package: that would tell what a sealed one is about.
        receipt = document.state_receipt if document.is_gone else self.occasion.receipt
        return publication_line(kind, document, page.written, self.occasion.now, receipt=receipt)

    def _saved(
        self, page: RenderedPage, old: Document | None, standing: str | None, *, edited: bool
    ) -> dict[str, str | None]:
        """Copies for the office: of what is taken down, of an edit, of a version that nothing else remembers."""
        if old is None or standing is None or old.is_gone:
            return {}
        saved: dict[str, str | None] = {}
        if page.document.is_gone or (edited and page.is_new_text):
            saved[f"withdrawn/{self._reference}/{old.address}.md"] = standing
        if page.document.is_gone:
            saved[pointer(page.document.address)] = standing
        top = self.found.events.get(old.versions[-1].receipt)
        if top is not None and top.settled and page.is_new_text:
            saved[version_path(top.receipt)] = standing
        return saved

    @property
    def _reference(self) -> str:
        return self.occasion.receipt or f"act-{self.occasion.now:%Y%m%dT%H%M%S}"

    def _dropped(self, new: Document, old: Document | None, before: str | None) -> tuple[StoredFile, ...]:
        gone = (render.files(old) if old else set()) - render.files(new)
        return self._shelves.catalogue.only_of(gone, before) if before else ()

    def _left(self, address: str) -> WritePlan:
        """Nothing that is known makes this document any more: its address stays, its text waits for a person."""
        old, standing = self.found.documents[address], self._shelves.catalogue.text(address)
        down = SUSPENSION.of(old, day(self.occasion.now))
        page = RenderedPage(down, (), render.Placement(address, address), is_new_text=True)
        return WritePlan(
            private=self._saved(page, old, standing, edited=False),
            content={relative(address): page.written},
            lines=(self._event(page, old, None),),
            dropped=self._dropped(down, old, address),
        )


def joined(plans: Sequence[WritePlan]) -> WritePlan:
    """One plan of several; an original that one document drops and another shows stays."""
    shown = {file for plan in plans for file in plan.originals}
    content: dict[str, str | None] = {}
    private: dict[str, str | None] = {}
    for plan in plans:
        private |= plan.private
        content |= {name: text for name, text in plan.content.items() if text is not None or name not in content}
    lines: tuple[RegisterLine, ...] = tuple(line for plan in plans for line in plan.lines)
    return WritePlan(
        private=private,
        originals=tuple(sorted(shown)),
        content=content,
        anchors=tuple(one for plan in plans for one in plan.anchors),
        lines=lines,
        dropped=tuple(sorted({file for plan in plans for file in plan.dropped} - shown)),
    )
