"""Decide on a package about a document: what stands against it alone, then what all that belong together say."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from pydantic import ValidationError

from pipeline import errors, settings
from pipeline.archive import compose, events, reading, redaction, related
from pipeline.archive.events import DESPITE, Leaf, PackageEvent
from pipeline.archive.holding import held, marked_before
from pipeline.archive.incoming import Arrival, Decision, Shelves, receipt_line
from pipeline.archive.related import RelatedSearch
from pipeline.archive.settle import EditedByHand, Occasion, Settlement
from pipeline.document import corrections
from pipeline.document.record import Document, Version
from pipeline.document.register import Act, RegisterLine

# Reasons that the packages would give again after a person's approval; that it overrules them is part of the act.
_OVERRULED = frozenset({"recalled", "suspended", "time-order"})

_ANY = dt.datetime.min.replace(tzinfo=dt.UTC)


def publish(arrival: Arrival, known: RelatedSearch) -> Decision:
    """New document, new version, replacement, recall or duplicate; held or parked where the others do not settle it."""
    try:
        return _decided(arrival, known)
    except compose.Lacking as lacking:
        return held(arrival, lacking.code)
    except ValidationError as error:
        return held(arrival, "record-invalid", settings.describe(error, Document))
    except (errors.RecordInvalid, EditedByHand):
        return held(arrival, "edited-by-hand")


def overruling(act: Act, reason: str | None) -> Act:
    """The act of an approval, with the reason that it overrules."""
    return replace(act, values={**act.values, DESPITE: reason}) if reason in _OVERRULED and reason else act


def _decided(arrival: Arrival, known: RelatedSearch) -> Decision:
    event = _event(arrival, known)
    if event.leaf is not None and not arrival.by_person and marked_before(arrival, known.shelves):
        return held(arrival, "conflict")
    if arrival.act and event.leaf and _is_of_another_body(arrival, event.leaf, known):
        return held(arrival, "out-of-scope")
    occasion = Occasion(arrival.now, arrival.actor, arrival.receipt, by_person=arrival.by_person)
    settlement = Settlement(known.gather(event), known, occasion)
    outcome = settlement.outcome(arrival.receipt)
    if not arrival.by_person and outcome.document and _is_suspended(event, settlement):
        return held(arrival, "suspended")
    if outcome.document and event.leaf and _says_again(event.leaf, outcome.document, known.shelves):
        return held(arrival, "redacted-words")
    others = tuple(settlement.changed(but=arrival.receipt))
    lines: Iterable[RegisterLine] = (receipt_line(arrival, outcome), *(settlement.line(one) for one in others))
    plan = settlement.plan()
    return Decision(replace(outcome, also=others), replace(plan, lines=(*plan.lines, *lines)))


def _event(arrival: Arrival, known: RelatedSearch) -> PackageEvent:
    package = arrival.package
    event = PackageEvent(
        arrival.receipt,
        package.sha256,
        package.declared,
        arrival.received,
        known.council(package.declared.sender or ""),
        act=arrival.act,
    )
    if related.asks_to_take_down(package.declared, known.shelves.settings.address):
        return event
    kept = reading.of(package, arrival.extractions, arrival.analysis, arrival.findings)
    return replace(event, leaf=related.leaf(kept, package.declared, event.said, known.shelves))


def _is_of_another_body(arrival: Arrival, leaf: Leaf, known: RelatedSearch) -> bool:
    """Whether an approval would make another body's document the council's."""
    said = events.facts_of(arrival.act)
    analysis = corrections.applied(arrival.analysis, said, known.shelves.vocabulary)
    return leaf.draft.values["scope"] == "in" and compose.is_foreign(analysis)


def _says_again(leaf: Leaf, address: str, shelves: Shelves) -> bool:
    """Whether a package says what was struck out of its document, in other files than those that were made anew."""
    draft = leaf.draft
    bare = Version(receipt="", received=_ANY, files=draft.files)
    for one in redaction.of(address, shelves.private, shelves.book):
        again = {file.sha256 for file in draft.files} <= one.files.keys()
        if not again and redaction.remains(one, draft.document("x", (bare,)), draft.passages):
            return True
    return False


def _is_suspended(event: PackageEvent, settlement: Settlement) -> bool:
    """Whether a package would change a document that a person, or a mark of secrecy, took down."""
    history = settlement.state.verdicts[event.receipt].document
    place = settlement.places[history] if history else None
    old = settlement.found.documents.get(place.before or "") if place else None
    return event.leaf is not None and old is not None and old.is_down
