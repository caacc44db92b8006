"""What is gone from the archive or was cut short, told by names and sizes: `status` reads no bytes.

Whether what is there is what it was, `hdnd verify` tells (`soundness`): it hashes everything.
"""

import hashlib
from collections.abc import Iterator

from pipeline import errors
from pipeline.archive import front_look
from pipeline.archive.incoming import Shelves
from pipeline.archive.plan import ArchivePlaces

_OF_NOTHING = hashlib.sha256(b"").hexdigest()  # an empty file is received, too, and held


def gone(shelves: Shelves, places: ArchivePlaces) -> tuple[str, ...]:
    """Names, below the archive, of received files and originals that are not there in full, sorted."""
    return tuple(sorted({*_private(shelves), *_originals(shelves, places)}))


def _private(shelves: Shelves) -> Iterator[str]:
    private = shelves.private
    if not private.root.is_dir():  # the store stands at the office only
        return
    try:
        purged = {act.subject for act in shelves.registers.acts.read() if act.act == "purge"}
    except errors.RegisterBroken:  # `status` says that it is; what was destroyed and what is lost cannot be told apart
        return
    lines = list(shelves.book.last.values())
    dropped = {line.sha256 for line in lines if line.id in purged}
    for sha256 in {line.sha256 for line in lines} - dropped:
        path = private.bytes_of(sha256)
        if path is None or (sha256 != _OF_NOTHING and not path.stat().st_size):
            yield f"{private.root.name}/objects/{sha256[:2]}/{sha256}"


def _originals(shelves: Shelves, places: ArchivePlaces) -> Iterator[str]:
    """Only where there are any: a machine that builds the site from git alone has none, and `build` says that."""
    if not places.originals.is_dir():
        return
    sizes = {path.stem: path.stat().st_size for path in places.originals.rglob("*") if path.is_file()}
    for address in shelves.catalogue.addresses():
        for sha256, size in front_look.sizes(shelves.catalogue.front(address)).items():
            if sizes.get(sha256) != size:
                yield places.name(places.originals / sha256[:2] / sha256[2:4] / sha256)
