"""Take a published document down: a recall by its sender, or a mark of secrecy that arrives later.

The page becomes a tombstone at the same address. Text, files, title and every reading leave content/; the content file
as it stood goes to the private store, and so do originals that no other document shows.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from pipeline import errors
from pipeline.archive.arrival import Arrival, Decision, Outcome, Shelves, receipt_line
from pipeline.archive.catalogue import hash_of, relative
from pipeline.archive.holding import duplicate, held, parked
from pipeline.archive.plan import Plan
from pipeline.document import markdown, record
from pipeline.document.model import Action, Declared, Package
from pipeline.document.number import DocumentNumber
from pipeline.document.record import GONE, Document
from pipeline.document.register import Publication

SUSPENDED = "Chờ người có thẩm quyền xem xét"


def is_recall(package: Package, address: str) -> bool:
    """Whether the package asks to take a document down; an update that removes us from the receivers does, too."""
    removed = package.declared.action is Action.update and address in package.declared.removed_receivers
    return removed or package.declared.action is Action.recall


def recall(arrival: Arrival, shelves: Shelves) -> Decision:
    """Take down what the package names, if its sender sent the original."""
    named = known(arrival.package.declared, shelves)
    if not named:
        return parked(arrival, "document-unknown")
    own = [address for address in named if arrival.by_person or sent_by(address, arrival.package.declared, shelves)]
    if not own:
        return held(arrival, "authority-mismatch")
    address = own[0]
    if shelves.catalogue.state(address) == "withdrawn":
        return duplicate(arrival, address)
    outcome = Outcome(arrival.receipt, "withdrawn", address)
    down = take_down(address, shelves, "withdrawn", arrival.now, saved=arrival.receipt, receipt=arrival.receipt)
    return Decision(outcome, replace(down, lines=(*down.lines, receipt_line(arrival, outcome))))


def suspend(arrival: Arrival, shelves: Shelves) -> Plan:
    """Take down, until a person has looked, what the sender published before and now marks secret.

    The ledger line names no receipt: it would tell what the sealed package is about.
    """
    declared = arrival.package.declared
    named = [address for address in known(declared, shelves) if sent_by(address, declared, shelves)]
    up = [address for address in named if shelves.catalogue.state(address) not in GONE]
    return take_down(up[0], shelves, "suspended", arrival.now, saved=arrival.receipt) if up else Plan()


def known(declared: Declared, shelves: Shelves) -> list[str]:
    """Addresses of the documents that a header can mean: by package id, then by sender's council, number and date."""
    ids = (declared.recalls, declared.response_for, declared.document_id)
    found = [address for one in ids for address in shelves.book.brought_by(one)]
    for number, issued in _identities(declared, ids):
        found += _by_identity(declared.sender, number, issued, shelves)
    return [address for address in dict.fromkeys(found) if shelves.catalogue.exists(address)]


def _identities(declared: Declared, ids: Sequence[str | None]) -> list[tuple[str, dt.date]]:
    """Number and date, as declared and as written in an id "000.00.01.K09,2024/07/10,60/NQ-HĐND"."""
    found = [(declared.code, declared.issue_date)] if declared.code and declared.issue_date else []
    for one in ids:
        parts = (one or "").split(",")
        if len(parts) == 3:
            try:
                found.append((parts[2], dt.date.fromisoformat(parts[1].strip().replace("/", "-"))))
            except ValueError:
                continue
    return [(code, day) for code, day in found if code and day]


def _by_identity(sender: str | None, code: str, issued: dt.date, shelves: Shelves) -> list[str]:
    council = shelves.vocabulary.sender(sender or "")
    if council is None:
        return []
    try:
        number = DocumentNumber.parse(code)
        address = shelves.catalogue.identical(council.level, council.slug, number, issued)
    except (ValueError, errors.RecordInvalid):
        return []
    return [address] if address else []


def sent_by(address: str, declared: Declared, shelves: Shelves) -> bool:
    """Whether the sender is the one that sent the document at `address`.

    Two codes of one council are the same sender. Of a document that came as a bare file only its council is known.
    """
    sender = declared.sender
    council = shelves.vocabulary.sender(sender or "")
    original = sender_of(address, shelves)
    if original is None:
        return council is not None and council.slug == address.split("/")[1]
    first = shelves.vocabulary.sender(original)
    return original == sender or (council is not None and first is not None and council.slug == first.slug)


def sender_of(address: str, shelves: Shelves) -> str | None:
    """The sender's code of the last version of a document; None for a bare file."""
    document = _document(address, shelves)
    line = shelves.book.last.get(document.versions[-1].receipt) if document else None
    return line.sender if line else None


def _document(address: str, shelves: Shelves) -> Document | None:
    try:
        return shelves.catalogue.read(address)[0]
    except errors.RecordInvalid:
        return None


def take_down(
    address: str,
    shelves: Shelves,
    how: Literal["withdrawn", "suspended"],
    now: dt.datetime,
    *,
    saved: str,
    receipt: str | None = None,
) -> Plan:
    """The writes that put a tombstone at `address`; the file as it stood goes below `withdrawn/<saved>/`.

    Raises:
        RecordInvalid: a hand edit made the file unreadable, so that nothing can be said on a tombstone.
    """
    document, _ = shelves.catalogue.read(address)
    written = markdown.write(tombstone(document, how, now.date(), receipt), ())
    files = {(file.sha256, file.ext) for version in document.versions for file in version.files}
    used = shelves.catalogue.used({sha256 for sha256, _ in files}, without=address)
    event = Publication(time=now, event=how, document=address, receipt=receipt, sha256=hash_of(written))
    # A document that is suspended already has left nothing to keep, and what was kept then must not be lost.
    kept = {} if document.is_gone else {f"withdrawn/{saved}/{address}.md": shelves.catalogue.text(address)}
    return Plan(
        private=kept,
        content={relative(address): written},
        lines=(event,),
        dropped=tuple(sorted(file for file in files if file[0] not in used)),
    )


def tombstone(
    document: Document, how: Literal["withdrawn", "suspended"], day: dt.date, receipt: str | None
) -> Document:
    """Number, type, council and date of a document, when, why and by which receipt it went; nothing of what it said."""
    return Document(
        council=document.council,
        level=document.level,
        slug=document.slug,
        organ=document.organ,
        organ_name=document.organ_name,
        number=document.number,
        notation=document.notation,
        code=document.code,
        type=document.type,
        title="",
        scope=document.scope,
        state=how,
        state_reason=None if how == "withdrawn" else SUSPENDED,
        state_date=day,
        state_receipt=receipt,
        dates=record.Dates(issued=document.dates.issued),
        text=record.Text(method="none"),
        versions=tuple(version.model_copy(update={"files": ()}) for version in document.versions),
        former=document.former,
    )
