"""Take a published document down until somebody has looked: a mark of secrecy that arrives later, a person's decision.

The page becomes a tombstone at the same address. Text, files, title and every reading leave content/; the content file
as it stood goes to the private store, and so do originals that no other document shows. A recall by the sender is one
of the events that `history` weighs.
"""

import datetime as dt

from pipeline.archive import events
from pipeline.archive.catalogue import hash_of, relative
from pipeline.archive.incoming import Arrival, Shelves
from pipeline.archive.plan import WritePlan
from pipeline.archive.related import RelatedSearch
from pipeline.archive.render import SUSPENSION, Tombstone, files
from pipeline.document import markdown
from pipeline.document.model import Declared
from pipeline.document.register import Publication
from pipeline.document.zone import day


def suspend(arrival: Arrival, related: RelatedSearch) -> WritePlan:
    """Take down, until a person has looked, what the sender published before and now marks secret.

    The ledger line names no receipt: it would tell what the sealed package is about.
    """
    catalogue = related.shelves.catalogue
    for address in addresses_meant(arrival.package.declared, related):
        stands = catalogue.document(address)
        is_shown = stands is None or not stands.is_gone
        if is_shown and sent_by(address, arrival.package.declared, related):
            return take_down(address, related.shelves, arrival.now, saved=arrival.receipt)
    return WritePlan()


def addresses_meant(declared: Declared, related: RelatedSearch) -> list[str]:
    """Addresses of the documents that a header can mean: by package id, then by council, number and date."""
    ids = (declared.recalls, declared.response_for, declared.document_id)
    found = [address for one in ids for address in related.shelves.book.brought_by(one)]
    origin = related.council(declared.sender or "")
    for identity in events.identities(declared, origin, related.council):
        found += [address] if (address := related.identical(*identity)) else []
    return [address for address in dict.fromkeys(found) if related.shelves.catalogue.exists(address)]


def sent_by(address: str, declared: Declared, related: RelatedSearch) -> bool:
    """Whether the sender is the one that sent the document at `address`, or its council sent it as a bare file."""
    document, _ = related.shelves.catalogue.read(address)
    line = related.shelves.book.last.get(document.versions[-1].receipt)
    council = related.council(declared.sender or "")
    if line is None or line.sender is None:
        return council is not None and council == document.council
    return line.sender == declared.sender or (council is not None and council == related.council(line.sender))


def pointer(address: str) -> str:
    """Where the content file of what is down lies below the private store, as it stood last."""
    return f"withdrawn/now/{address}.md"


def take_down(
    address: str, shelves: Shelves, now: dt.datetime, *, saved: str, said: Tombstone = SUSPENSION
) -> WritePlan:
    """The writes that take down the document at `address`; the file as it stood goes below `withdrawn/<saved>/`.

    What is down already gets another tombstone and nothing else.

    Raises:
        RecordInvalid: a hand edit made the file unreadable, so that nothing can be said on a tombstone.
    """
    document, _ = shelves.catalogue.read(address)
    down = said.of(document, day(now))
    written = markdown.write(down, ())
    event = Publication(time=now, event=said.state, document=address, sha256=hash_of(written))
    stood = shelves.catalogue.text(address)
    return WritePlan(
        private={} if document.is_gone else {f"withdrawn/{saved}/{address}.md": stood, pointer(address): stood},
        content={relative(address): written},
        lines=(event,),
        dropped=shelves.catalogue.only_of(files(document), address),
    )
