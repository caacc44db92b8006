"""Decisions that publish nothing: held, sealed, refused, parked, duplicate."""

from dataclasses import replace

from pipeline.archive import private
from pipeline.archive.arrival import Arrival, Decision, Outcome, Shelves, receipt_line
from pipeline.archive.plan import Plan
from pipeline.document import reasons
from pipeline.document.model import Finding, Severity
from pipeline.document.record import GONE


def stopped(arrival: Arrival) -> Decision:
    """Hold what a person must decide, refuse what is no package; what is secret is sealed and counts as held."""
    found = private.stopping(arrival.findings)
    refused = any(f.severity is Severity.refuse for f in found) and not any(map(private.is_secret, found))
    return _kept(arrival, "refused" if refused else "held", found)


def held(arrival: Arrival, code: str, place: str = "") -> Decision:
    """Hold for a reason that only the archive can see."""
    return _kept(arrival, "held", (reasons.finding(code, place),))


def parked(arrival: Arrival, code: str) -> Decision:
    """Put aside what waits for another package."""
    return _kept(arrival, "parked", (reasons.finding(code),))


def repeated(arrival: Arrival, shelves: Shelves) -> Decision | None:
    """The decision on bytes that were received before, None for new ones.

    A document that was recalled since does not come back by being sent again.
    """
    before = shelves.book.receipts_of(arrival.package.sha256)
    if not before or arrival.by_person:
        return None
    shown = next((line for line in reversed(before) if line.document), None)
    if shown is None or shown.document is None:
        return duplicate(arrival, None)
    address = shelves.book.now_at(shown.document)
    down = shelves.catalogue.state(address)
    if shown.outcome != "withdrawn" and down in GONE:
        return held(arrival, "recalled" if down == "withdrawn" else "suspended")
    return duplicate(arrival, address)


def duplicate(arrival: Arrival, address: str | None) -> Decision:
    """A package that says nothing new: of a published document, or (None) of one that was not."""
    result = Outcome(arrival.receipt, "duplicate", address)
    return Decision(result, Plan(lines=(receipt_line(arrival, result),)))


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


def _kept(arrival: Arrival, outcome: str, found: tuple[Finding, ...]) -> Decision:
    result = Outcome(arrival.receipt, outcome, None, found)
    return Decision(result, Plan(lines=(receipt_line(arrival, result),)))
