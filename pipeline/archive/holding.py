"""Decisions that publish nothing: held, sealed, refused, duplicate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.archive import private
from pipeline.archive.incoming import Arrival, Decision, Outcome, Shelves, receipt_line
from pipeline.archive.plan import WritePlan
from pipeline.archive.registers import with_header
from pipeline.document import reasons
from pipeline.document.model import Finding, Severity
from pipeline.document.register import Event, Publication, Receipt, Result

_BECAME: Mapping[Event, Result] = {"published": "accepted", "withdrawn": "withdrawn", "replaced": "replaced"}


def stopped(arrival: Arrival) -> Decision:
    """Hold what a person must decide, refuse what is no package; what is secret is sealed and counts as held."""
    found = private.stopping(arrival.findings)
    return _kept(arrival, "refused" if _is_refused(found) else "held", found)


def held(arrival: Arrival, code: str, place: str = "") -> Decision:
    """Hold for a reason that only the archive can see."""
    return _kept(arrival, "held", (reasons.finding(code, place),))


def repeated(arrival: Arrival, shelves: Shelves) -> Decision | None:
    """The decision on bytes that were received before, None for new ones, and for those that were destroyed since.

    A document that was recalled since does not come back by being sent again. What was destroyed and still lies in the
    inbox is judged as it was the first time: as a duplicate its bytes were kept again, and nobody saw it.
    """
    before = shelves.book.receipts_of(arrival.package.sha256)
    if not before or arrival.by_person:
        return None
    judged = [line for line in before if line.outcome != "duplicate"]
    if judged and _is_destroyed(judged[-1], shelves):
        return None
    shown = next((line for line in reversed(before) if line.document), None)
    if shown is None or shown.document is None:
        return _duplicate(arrival, None)
    address = shelves.book.now_at(shown.document)
    stands = shelves.catalogue.document(address)
    if shown.outcome != "withdrawn" and stands is not None and stands.is_gone:
        return held(arrival, "suspended" if stands.is_down else "recalled")
    return _duplicate(arrival, address)


def _is_destroyed(line: Receipt, shelves: Shelves) -> bool:
    """Whether two persons, or one, destroyed what was received: its record has no name any more."""
    kept = shelves.private.read(line.id) if line.outcome == "refused" else None
    return kept is not None and not kept.name


def _duplicate(arrival: Arrival, address: str | None) -> Decision:
    """A package that says nothing new: of a published document, or (None) of one that was not."""
    result = Outcome(arrival.receipt, "duplicate", address)
    return Decision(result, WritePlan(lines=(receipt_line(arrival, result),)))


def marked_before(arrival: Arrival, shelves: Shelves) -> bool:
    """Whether the same sender sent the same number before with a sign of secrecy."""
    declared = arrival.package.declared
    for receipt in shelves.book.secret:
        kept = shelves.private.read(receipt) if receipt != arrival.receipt else None
        if kept and kept.is_secret and kept.declared.sender == declared.sender:
            by_id = declared.document_id is not None and kept.declared.document_id == declared.document_id
            by_number = declared.code is not None and (kept.declared.code, kept.declared.issue_date) == (
                declared.code,
                declared.issue_date,
            )
            if by_id or by_number:
                return True
    return False


def with_record(decision: Decision, arrival: Arrival, shelves: Shelves) -> Decision:
    """The same with the office's record of the package among its writes; a package decided again has one already."""
    if arrival.by_person:
        return decision
    findings = (*arrival.findings, *(f for f in decision.outcome.reasons if f not in arrival.findings))
    kept = private.record(arrival.package, findings, receipt=arrival.receipt, time=arrival.received)
    written = {shelves.private.record_path(arrival.receipt): private.dumps(kept)}
    return replace(decision, plan=replace(decision.plan, private={**written, **decision.plan.private}))


def restored_line(receipt: str, shelves: Shelves) -> Receipt | None:
    """The line of a package whose record is here and whose line is not: what was published of it, else why it is held.

    None where nothing came of it: then its file is received as if for the first time.
    """
    kept = shelves.private.read(receipt)
    if kept is None:
        return None
    events = shelves.book.brought.get(receipt, [])
    if not events and not kept.reasons:
        return None
    own = next((event for event in events if event.event != "replaced"), events[0] if events else None)
    line = Receipt(
        id=receipt,
        time=own.time if own else kept.time,
        sha256=kept.sha256,
        channel=kept.channel,
        actor="hdnd",
        outcome=_became(kept, own, events),
        reason=None if own else kept.reasons[0].code,
        document=own.document if own else None,
    )
    return with_header(line, kept.declared, kept.name)


def _became(kept: private.PackageRecord, own: Publication | None, events: Sequence[Publication]) -> Result:
    if own is None:
        return "refused" if _is_refused(kept.findings) else "held"
    return "replaced" if any(event is not own for event in events) else _BECAME.get(own.event, "updated")


def _is_refused(found: Iterable[Finding]) -> bool:
    stopping = private.stopping(found)
    return any(f.severity is Severity.refuse for f in stopping) and not any(map(private.is_secret, stopping))


def _kept(arrival: Arrival, outcome: str, found: tuple[Finding, ...]) -> Decision:
    result = Outcome(arrival.receipt, outcome, None, found)
    return Decision(result, WritePlan(lines=(receipt_line(arrival, result),)))
