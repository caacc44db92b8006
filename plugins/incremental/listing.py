"""Lists of the site's files, from the record of the build: which are stale, and what stands in each."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from .model import Filed, Inventory, Output
from .state import State
from .units import LISTINGS, MANIFEST, Unit, UnitKind, listing, members


def make_stale(
    state: State, inventory: Inventory | None, dirty: Collection[Unit], *, whole: bool
) -> Iterator[tuple[Unit, Iterable[Output]]]:
    """The stale units, each with its files; what comes behind sees what was recorded of those before.

    `dirty` are the units of this build; `whole` makes the lists of all folders.
    """
    if inventory is None:
        return
    for group in sorted(_groups(state, inventory.grouped, dirty, whole=whole)):
        yield members(group), inventory.members(group, state.files_of(group))
    asked = {unit.name for unit in dirty if unit.kind is UnitKind.LISTING}
    files = _all(state, inventory) if whole else _changed(state, inventory, asked, dirty)
    for folder in sorted({*files, *asked}):
        yield listing(folder), inventory.files(folder, files.get(folder, ()))
    yield LISTINGS, inventory.parts([unit.name for unit in state.owners(UnitKind.LISTING)])
    yield MANIFEST, inventory.manifest(state.lists())


def _groups(state: State, grouped: tuple[str, ...], dirty: Collection[Unit], *, whole: bool) -> set[str]:
    """The groups whose files are listed together and of which one came, changed or went."""
    if whole:
        known = {unit.name for unit in state.owners(UnitKind.MEMBERS)}
        return known.union(*(state.groups(prefix) for prefix in grouped))
    asked = {unit.name for unit in dirty if unit.kind in (UnitKind.MEMBERS, UnitKind.GROUP)}
    owners = {owner.name for path, _ in state.moves() if (owner := state.owner(path)) and owner.kind is UnitKind.ITEM}
    kept = (found for name in owners if (found := state.kept("id", name)))
    asked.update(group for one in kept for group, _, _ in json.loads(one.facts)["groups"])
    return {group for group in asked if group.startswith(grouped)}


def _all(state: State, inventory: Inventory) -> Mapping[str, list[Filed]]:
    """All files by the folder that lists them, asked for at once."""
    found = defaultdict[str, list[Filed]](list)
    for one in state.listed():
        found[inventory.part(one.path)].append(one)
    return found


def _changed(
    state: State, inventory: Inventory, asked: Collection[str], dirty: Iterable[Unit]
) -> Mapping[str, list[Filed]]:
    """The same of the folders that are asked for, and of those in which a file came, changed or went."""
    paths = (*(path for path, _ in state.moves()), *_linked(state, dirty))
    stale = {*asked, *map(inventory.part, paths)}
    known = [unit.name for unit in state.owners(UnitKind.LISTING)]
    return {folder: [*_below(state, folder, {*known, *stale})] for folder in stale}


def _below(state: State, folder: str, known: Iterable[str]) -> Iterator[Filed]:
    """The files below a folder that are in none of the folders `known` to have a list of their own.

    They are those that its list names: one whose list is new came, so that the list is stale and `known`, too.
    """
    return state.listed(folder, (inner for inner in known if inner != folder and inner.startswith(folder)))


def _linked(state: State, dirty: Iterable[Unit]) -> Iterator[str]:
    """Files that went straight to their places, which no note tells of."""
    for unit in dirty:
        yield from state.linked(unit)
