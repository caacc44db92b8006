"""Take a published document down until somebody has looked: a mark of secrecy that arrives later, a person's decision.

The page becomes a tombstone at the same address. Text, files, title and every reading leave content/; the content file
as it stood goes to the private store, and so do originals that no other document shows. A recall by the sender is one
of the events that `history` weighs.
"""

import datetime as dt

from pipeline.archive import events
from pipeline.archive.arrival import Arrival, Shelves
from pipeline.archive.catalogue import hash_of, relative
from pipeline.archive.plan import Plan
from pipeline.archive.related import Related
from pipeline.archive.render import files, tombstone
from pipeline.document import markdown
from pipeline.document.model import Declared
from pipeline.document.record import GONE
from pipeline.document.register import Publication


def suspend(arrival: Arrival, related: Related) -> Plan:
    """Take down, until a person has looked, what the sender published before and now marks secret.

    The ledger line names no receipt: it would tell what the sealed package is about.
    """
    catalogue = related.shelves.catalogue
    for address in known(arrival.package.declared, related):
        if catalogue.state(address) not in GONE and sent_by(address, arrival.package.declared, related):
            return take_down(address, related.shelves, arrival.now, saved=arrival.receipt)
    return Plan()


def known(declared: Declared, related: Related) -> list[str]:
    """Addresses of the documents that a header can mean: by package id, then by council, number and date."""
    ids = (declared.recalls, declared.response_for, declared.document_id)
    found = [address for one in ids for address in related.shelves.book.brought_by(one)]
    origin = related.council(declared.sender or "")
    for identity in events.identities(declared, origin, related.council):
        found += [address] if (address := related.identical(*identity)) else []
    return [address for address in dict.fromkeys(found) if related.shelves.catalogue.exists(address)]


def sent_by(address: str, declared: Declared, related: Related) -> bool:
    """Whether the sender is the one that sent the document at `address`, or its council sent it as a bare file."""
    document, _ = related.shelves.catalogue.read(address)
    line = related.shelves.book.last.get(document.versions[-1].receipt)
    council = related.council(declared.sender or "")
    if line is None or line.sender is None:
        return council is not None and council == document.council
    return line.sender == declared.sender or (council is not None and council == related.council(line.sender))


def take_down(address: str, shelves: Shelves, now: dt.datetime, *, saved: str) -> Plan:
    """The writes that suspend the document at `address`; the file as it stood goes below `withdrawn/<saved>/`.

    Raises:
        RecordInvalid: a hand edit made the file unreadable, so that nothing can be said on a tombstone.
    """
    document, _ = shelves.catalogue.read(address)
    written = markdown.write(tombstone(document, "suspended", now.date(), None), ())
    shown = files(document)
    used = shelves.catalogue.used({sha256 for sha256, _ in shown}, without=address)
    event = Publication(time=now, event="suspended", document=address, sha256=hash_of(written))
    return Plan(
        private={f"withdrawn/{saved}/{address}.md": shelves.catalogue.text(address)},
        content={relative(address): written},
        lines=(event,),
        dropped=tuple(sorted(file for file in shown if file[0] not in used)),
    )
