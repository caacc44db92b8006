"""Decide on a package that brings a document: new, another version, a replacement, or nothing new."""

from collections.abc import Sequence
from dataclasses import replace

from pydantic import ValidationError

from pipeline import errors, settings, text
from pipeline.archive import compose, withdraw
from pipeline.archive.arrival import Arrival, Decision, Outcome, Shelves, receipt_line
from pipeline.archive.catalogue import hash_of, relative
from pipeline.archive.compose import Draft
from pipeline.archive.holding import duplicate, held, marked_before, parked
from pipeline.archive.plan import Plan
from pipeline.document import markdown
from pipeline.document.model import Action, Passage
from pipeline.document.record import GONE, Document, Relation, Version
from pipeline.document.register import Event, Line, Publication

_UPDATED = "Cơ quan ban hành gửi bản cập nhật"
_OWN = {"slug", "versions", "aliases", "former", "sources", "relations"}
_OWN |= {"state", "state_reason", "state_date", "state_receipt", "past_anchors"}


def publish(arrival: Arrival, shelves: Shelves) -> Decision:
    """New document, new version, replacement or duplicate; held where only a person can tell."""
    try:
        return _publish(arrival, shelves)
    except compose.Lacking as lacking:
        return held(arrival, lacking.code)
    except ValidationError as error:
        return held(arrival, "record-invalid", settings.describe(error, Document))
    except errors.RecordInvalid:
        return held(arrival, "edited-by-hand")


def _publish(arrival: Arrival, shelves: Shelves) -> Decision:
    if not arrival.by_person and marked_before(arrival, shelves):
        return held(arrival, "conflict")
    draft = compose.draft(
        arrival.package,
        arrival.extractions,
        arrival.analysis,
        arrival.findings,
        shelves.vocabulary,
        shelves.settings.scope,
    )
    if arrival.by_person and draft.values["scope"] == "in" and compose.is_foreign(arrival.analysis):
        return held(arrival, "out-of-scope")
    address = _existing(arrival, draft, shelves)
    if address is None and arrival.package.declared.action is Action.update and not arrival.by_person:
        return parked(arrival, "document-unknown")
    if arrival.package.declared.action is Action.replacement:
        return _replacement(arrival, draft, address, shelves)
    return _new(arrival, draft, shelves) if address is None else _again(arrival, draft, address, shelves)


def _existing(arrival: Arrival, draft: Draft, shelves: Shelves) -> str | None:
    """The published document that the package is about: by identity, an update also by the id it was sent under."""
    if arrival.analysis.value("separate"):
        return None
    found = shelves.catalogue.identical(*draft.identity())
    if found is None and arrival.package.declared.action is Action.update:
        brought = shelves.book.brought_by(arrival.package.declared.document_id)
        found = next((address for address in brought if shelves.catalogue.exists(address)), None)
    return found


def _new(arrival: Arrival, draft: Draft, shelves: Shelves) -> Decision:
    slug = shelves.catalogue.slug(*draft.identity(), taken=shelves.book.anchors)
    document = draft.document(slug, (_version(arrival, draft, None),))
    outcome = Outcome(arrival.receipt, "accepted", document.address)
    return _written(arrival, shelves, outcome, document, draft, "published")


def _again(arrival: Arrival, draft: Draft, address: str, shelves: Shelves) -> Decision:
    """The package is about a document that is published: what stands against it, then what it changes."""
    old, passages = shelves.catalogue.read(address)
    doubt = None if arrival.by_person else _doubt(arrival, draft, old, address, shelves)
    if doubt:
        return held(arrival, doubt)
    if _says_nothing_new(draft, old, passages) and not old.is_gone:
        return duplicate(arrival, address)
    if _is_older(arrival, old, shelves):
        return _inserted(arrival, draft, old, passages, shelves)
    return _updated(arrival, draft, old, shelves)


def _doubt(arrival: Arrival, draft: Draft, old: Document, address: str, shelves: Shelves) -> str | None:
    """Code of the reason why a person must look before this document changes."""
    if old.is_gone:
        return "recalled" if old.state == "withdrawn" else "suspended"
    if not _same_sender(arrival, address, shelves):
        return "authority-mismatch"
    if _is_other(arrival, draft, old):
        return "number-taken"
    if shelves.catalogue.is_edited(address, shelves.book.written.get(address)):
        return "edited-by-hand"
    return "time-order" if _clock_was_ahead(arrival, old, shelves) else None


def _same_sender(arrival: Arrival, address: str, shelves: Shelves) -> bool:
    """Whether who sends now may change what was sent then; a bare file may only follow a bare file."""
    if arrival.package.declared.sender is None:
        return withdraw.sender_of(address, shelves) is None
    return withdraw.sent_by(address, arrival.package.declared, shelves)


def _is_other(arrival: Arrival, draft: Draft, old: Document) -> bool:
    """Whether a package that calls itself new brings another document under a number already given.

    Two delegations of one council do number alike; that each of their reports became a version of the other would lose
    one of them.
    """
    if arrival.package.declared.action is not Action.new:
        return False
    shared = {file.sha256 for file in draft.files} & {file.sha256 for file in old.files}
    return not shared and not text.same_words(str(draft.values["title"]), old.title)


def _clock_was_ahead(arrival: Arrival, old: Document, shelves: Shelves) -> bool:
    """A stamp in the future must not silently make every later update the older version."""
    last = shelves.book.last.get(old.versions[-1].receipt)
    sent, before = arrival.package.declared.sent_at, last.sent_at if last else None
    return bool(last and sent and before and before > last.time and sent < before)


def _is_older(arrival: Arrival, old: Document, shelves: Shelves) -> bool:
    last = shelves.book.last.get(old.versions[-1].receipt)
    sent, before = arrival.package.declared.sent_at, last.sent_at if last else None
    return bool(sent and before and sent < before) and not _clock_was_ahead(arrival, old, shelves)


def _says_nothing_new(draft: Draft, old: Document, passages: Sequence[Passage]) -> bool:
    """Real systems send an update for a plain re-send: the same files, the same facts."""
    before = {(file.role, file.sha256) for file in old.files}
    if {(file.role, file.sha256) for file in draft.files} != before:
        return False
    same = draft.document(old.slug, old.versions)
    return same.model_dump(exclude=_OWN) == old.model_dump(exclude=_OWN)


def _inserted(arrival: Arrival, draft: Draft, old: Document, passages: Sequence[Passage], shelves: Shelves) -> Decision:
    """An update that was sent before the published version: it joins the versions, the page stays as it is."""
    sent = arrival.package.declared.sent_at
    later = [
        v
        for v in old.versions
        if (line := shelves.book.last.get(v.receipt)) and sent and line.sent_at and line.sent_at > sent
    ]
    at = old.versions.index(later[0]) if later else len(old.versions) - 1
    own = _version(arrival, draft, _UPDATED).model_copy(update={"superseded": arrival.now})
    versions = (*old.versions[:at], own, *old.versions[at:])
    document = old.model_copy(update={"versions": versions, "aliases": _joined(old.aliases, draft)})
    outcome = Outcome(arrival.receipt, "updated", old.address)
    return _written(arrival, shelves, outcome, document, replace(draft, passages=tuple(passages)), "updated")


def _updated(arrival: Arrival, draft: Draft, old: Document, shelves: Shelves) -> Decision:
    """A new version on top; a corrected number or date moves the document and leaves a redirect."""
    last = old.versions[-1].model_copy(update={"superseded": arrival.now})
    versions = (*old.versions[:-1], last, _version(arrival, draft, _UPDATED))
    kept: dict[str, object] = {"aliases": _joined(old.aliases, draft), "relations": old.relations, "former": old.former}
    if old.state == "replaced":
        kept |= {"state": old.state, "state_reason": old.state_reason, "state_date": old.state_date}
    document = draft.document(old.slug, versions, **kept)
    same = (old.level, old.council, old.code, old.dates.issued)
    if same == (document.level, document.council, document.code, document.dates.issued):
        outcome = Outcome(arrival.receipt, "updated", document.address)
        return _written(arrival, shelves, outcome, document, draft, "updated", before=old.address)
    slug = shelves.catalogue.slug(*draft.identity(), taken=shelves.book.anchors)
    moved = draft.document(slug, versions, **{**kept, "former": (*old.former, old.address)})
    outcome = Outcome(arrival.receipt, "updated", moved.address)
    return _written(arrival, shelves, outcome, moved, draft, "moved", before=old.address)


def _replacement(arrival: Arrival, draft: Draft, address: str | None, shelves: Shelves) -> Decision:
    """Publish the new document and mark those that it replaces, both ways."""
    named = _replaced(arrival, shelves)
    if not arrival.by_person and not all(_same_sender(arrival, one, shelves) for one in named):
        return held(arrival, "authority-mismatch")
    if not named:
        draft = draft.noting("replaces-unknown")
    first = _new(arrival, draft, shelves) if address is None else _again(arrival, draft, address, shelves)
    new = first.outcome.document
    others = [one for one in named if one != new and shelves.catalogue.state(one) not in GONE]
    if new is None or not others or first.outcome.outcome == "duplicate":
        return first
    return _linked(arrival, first, new, others, shelves)


def _replaced(arrival: Arrival, shelves: Shelves) -> list[str]:
    declared = arrival.package.declared
    found = [
        a
        for one in declared.replaces
        for a in withdraw.known(replace(declared, recalls=one, document_id=None, number=None), shelves)
    ]
    return list(dict.fromkeys(found))


def _linked(arrival: Arrival, first: Decision, new: str, others: Sequence[str], shelves: Shelves) -> Decision:
    content, lines = dict(first.plan.content), list(first.plan.lines[:-1])
    written = content[relative(new)]
    document, passages = markdown.read(written or "", new)
    links = tuple(Relation(type="thay-the", target=one) for one in others)
    document = document.model_copy(update={"relations": (*document.relations, *links)})
    content[relative(new)] = markdown.write(document, passages)
    lines = [_rehashed(line, new, content[relative(new)] or "") for line in lines]
    for one in others:
        old, below = shelves.catalogue.read(one)
        content[relative(one)] = markdown.write(_marked(old, new, arrival), below)
        lines.append(_event(arrival, "replaced", one, content[relative(one)] or ""))
    outcome = replace(first.outcome, outcome="replaced")
    plan = replace(first.plan, content=content, lines=(*lines, receipt_line(arrival, outcome)))
    return Decision(outcome, plan)


def _marked(old: Document, new: str, arrival: Arrival) -> Document:
    link = Relation(type="duoc-thay-the-boi", target=new)
    return old.model_copy(
        update={
            "state": "replaced",
            "state_reason": None,
            "state_date": arrival.now.date(),
            "relations": (*old.relations, link),
        }
    )


def _rehashed(line: Line, address: str, written: str) -> Line:
    if isinstance(line, Publication) and line.document == address:
        return replace(line, sha256=hash_of(written))
    return line


def _written(
    arrival: Arrival,
    shelves: Shelves,
    outcome: Outcome,
    document: Document,
    draft: Draft,
    event: Event,
    *,
    before: str | None = None,
) -> Decision:
    """The writes of a document; the file that it takes the place of is kept when a person had changed it."""
    address = document.address
    ids = [passage.id for passage in draft.passages if passage.id]
    past = sorted(shelves.book.anchors.get(address, frozenset()).difference(ids))
    document = document.model_copy(update={"past_anchors": tuple(past)})
    written = markdown.write(document, draft.passages)
    anchors = shelves.book.new_anchors(address, ids)
    private = {}
    if before and shelves.catalogue.is_edited(before, shelves.book.written.get(before)):
        private[f"withdrawn/{arrival.receipt}/{before}.md"] = shelves.catalogue.text(before)
    moved = before if before != address else None
    publication = replace(_event(arrival, event, address, written), former=moved)
    plan = Plan(
        private=private,
        originals=tuple(dict.fromkeys((file.sha256, file.ext) for file in draft.files)),
        content={**({relative(moved): None} if moved else {}), relative(address): written},
        anchors=None
        if anchors is None
        else {"address": address, "anchors": anchors, "first": arrival.now.date().isoformat()},
        lines=(publication, receipt_line(arrival, outcome)),
    )
    return Decision(outcome, plan)


def _event(arrival: Arrival, event: Event, address: str, written: str) -> Publication:
    return Publication(
        time=arrival.now, event=event, document=address, receipt=arrival.receipt, sha256=hash_of(written)
    )


def _version(arrival: Arrival, draft: Draft, reason: str | None) -> Version:
    return compose.version(draft.files, arrival.receipt, arrival.received, reason)


def _joined(aliases: Sequence[str], draft: Draft) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*aliases, *draft.values["aliases"])))
