"""Lists of the site's files, from the record of the build: which are stale, and what stands in each."""

from collections.abc import Collection, Iterable, Iterator

from .model import Filed, Inventory, Output
from .state import State
from .units import LISTINGS, Kind, Unit, listing

_LISTS = (Kind.LISTING, Kind.LISTINGS)


def made(
    state: State, inventory: Inventory | None, dirty: Collection[Unit], *, whole: bool
) -> Iterator[tuple[Unit, Iterable[Output]]]:
    """The stale units, each with its files; what comes behind sees what was recorded of those before.

    `dirty` are the units of this build; `whole` makes the lists of all folders.
    """
    if inventory is None:
        return
    changed = _all(state) if whole else [*(path for path, _ in state.moves()), *_linked(state, dirty)]
    stale = {listing(inventory.part(path)) for path in changed} | {unit for unit in dirty if unit.kind is Kind.LISTING}
    for unit in sorted(stale):
        yield unit, _files(state, inventory, unit.name)
    yield LISTINGS, inventory.parts([unit.name for unit in state.owners(Kind.LISTING)])


def _all(state: State) -> Iterator[str]:
    return (record.path for record in state.all_records() if record.owner.kind not in _LISTS)


def _linked(state: State, dirty: Iterable[Unit]) -> Iterator[str]:
    """Files that went straight to their places, which no note tells of."""
    for unit in dirty:
        yield from (record.path for record in state.records(unit) if not record.digest)


def _files(state: State, inventory: Inventory, folder: str) -> Iterable[Output]:
    here = (record for record in state.records_below(folder) if inventory.part(record.path) == folder)
    return inventory.files(folder, (Filed(one.path, one.size, one.digest.hex()) for one in here))
