"""Lists of the site's files, from the record of the build: which are stale, and what stands in each.

A unit "m:" with the folder's name makes the list of a folder, "m:/" the list of the lists.
"""

from collections.abc import Collection, Iterable, Iterator

from .model import Filed, Inventory, Output
from .state import State

ALL = "m:/"


def made(
    state: State, inventory: Inventory | None, dirty: Collection[str], *, whole: bool
) -> Iterator[tuple[str, Iterable[Output]]]:
    """The stale units, each with its files; what comes behind sees what was recorded of those before.

    `dirty` are the units of this build; `whole` makes the lists of all folders.
    """
    if inventory is None:
        return
    changed = _all(state) if whole else [*_moving(state), *_linked(state, dirty)]
    stale = {f"m:{inventory.part(path)}" for path in changed} | {unit for unit in dirty if unit[:2] == "m:"}
    for unit in sorted(stale - {ALL}):
        yield unit, _files(state, inventory, unit[2:])
    yield ALL, inventory.parts(_parts(state))


def _all(state: State) -> Iterable[str]:
    return (path for (path,) in state.db.execute("SELECT path FROM output WHERE owner NOT LIKE 'm:%'").fetchall())


def _moving(state: State) -> Iterable[str]:
    """Files that wait to be moved or deleted."""
    return (path for (path,) in state.db.execute("SELECT path FROM pending").fetchall())


def _linked(state: State, dirty: Iterable[str]) -> Iterator[str]:
    """Files that went straight to their places, which no note tells of."""
    for unit in dirty:
        yield from (record.path for record in state.records(unit) if not record.digest)


def _files(state: State, inventory: Inventory, part: str) -> Iterable[Output]:
    here = (record for record in state.filed(part) if inventory.part(record.path) == part)
    return inventory.files(part, (Filed(one.path, one.size, one.digest.hex()) for one in here))


def _parts(state: State) -> list[str]:
    owners = state.db.execute("SELECT DISTINCT owner FROM output WHERE owner >= 'm:' AND owner < 'm;' ORDER BY owner")
    return [owner[2:] for (owner,) in owners if owner != ALL]
