"""The lines of the registers once more in the private store, so that an end that was lost comes back to the byte.

A receipt that is made anew from what the store knows of its package (`holding.restored_line`) has another actor and
another hash than the lost one: its chain holds, and the head that was signed, with every copy that somebody kept,
contradicts it. Publications, acts and the anchors of addresses cannot be made anew at all. So what a head signs is kept
here before, and what a run wrote when the next one begins.
"""

from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path

from pipeline import errors
from pipeline.archive import chains, store
from pipeline.archive.ledger import Ledger, append_bytes, whole
from pipeline.document import addresses, register

FOLDER = "registers"  # below the private store
ADDRESSES = f"{FOLDER}/{Path(addresses.FILE).name}"  # which an undone decision shortens, and this copy with it
_NAMES = (*chains.KINDS, Path(addresses.FILE).name)
_END = 1 << 12  # bytes that are compared: lines hold each other's hashes, so the same end has the same beginning


def keep(root: Path, private: Path, *, agreed: bool = False) -> None:
    """Copy what the registers have more than was kept of them. Call under the lock, where the chains hold.

    `agreed`: they go on from the head that was signed last, or begin a new log; what was kept of others gives way.
    """
    for name in _NAMES:
        path, copy = root / register.FOLDER / name, private / FOLDER / name
        length, kept = whole(path), whole(copy)
        if length > kept and _goes_on(path, copy, kept):
            _add(copy, _between(path, kept, length))
        elif agreed and not (length == kept and _goes_on(path, copy, kept)):
            store.write(copy, _between(path, 0, length), mode=store.FILE_MODE)


def bring_back(root: Path, private: Path) -> Mapping[str, int]:
    """Write the lines again that registers lost at their end; name of each such register → how many.

    A register that goes on otherwise than what was kept of it is left as it is: its signed head says who is right.
    """
    found = {name: _bring_back(name, root / register.FOLDER / name, private / FOLDER / name) for name in _NAMES}
    return {name: count for name, count in found.items() if count}


def changed_address(root: Path, private: Path) -> int:
    """The first line of the list of addresses that is another than was kept of it, or gone; 0 where there is none."""
    files = (root / addresses.FILE, private / ADDRESSES)
    there, kept = (path.read_bytes().splitlines() if path.is_file() else [] for path in files)
    both = enumerate(zip_longest(there, kept), 1)
    return next((number for number, (one, its) in both if its is not None and one != its), 0)


def _bring_back(name: str, path: Path, copy: Path) -> int:
    length, kept = whole(path), whole(copy)
    if length >= kept or not _goes_on(copy, path, length):
        return 0
    lost = _between(copy, length, kept).replace(b"\r\n", b"\n")
    if name in chains.KINDS and not _fits(path, lost, chains.KINDS[name]):
        return 0
    append_bytes(path, lost)
    return lost.count(b"\n")


def _fits(path: Path, lost: bytes, kind: type[register.RegisterLine]) -> bool:
    """Whether the chain holds with these lines; of a copy that is damaged, too, nothing is taken."""
    count, last = Ledger(path, kind).end()
    try:
        register.follow(path.name, lost, kind, count=count, last=last)
    except errors.RegisterBroken:
        return False
    return True


def _goes_on(longer: Path, shorter: Path, length: int) -> bool:
    """Whether one file begins with the `length` bytes that the other has."""
    begin = max(0, length - _END)
    return not length or _between(longer, begin, length) == _between(shorter, begin, length)


def _add(copy: Path, data: bytes) -> None:
    if copy.is_file():
        append_bytes(copy, data.replace(b"\r\n", b"\n"))
    else:
        store.write(copy, data, mode=store.FILE_MODE)


def _between(path: Path, begin: int, end: int) -> bytes:
    if begin == end:
        return b""
    with path.open("rb") as stream:
        stream.seek(begin)
        return stream.read(end - begin)
