"""What changed since the last build: which files to read, what they say now, and what has to be made because of it."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from .errors import ContentBroken
from .model import TURNS, Orders
from .protocols import Site
from .rows import KeptItem, NotedItem
from .sources import Facts
from .state import State
from .units import group, item
from .worker import ReadResult

SOURCES, ORDERS = "sources", "orders"
"""What the state keeps of all items in one piece, because every build asks for all of it: the facts of each source file
by its path, and the sort key of each item by its id."""
_MERGED = {
    ("added", "changed"): "added",
    ("added", "removed"): "",
    ("removed", "added"): "changed",
    ("changed", "removed"): "removed",
}


@dataclass(frozen=True, slots=True)
class SourceChanges:
    """Files to read, each with its known hash (empty: read in any case), those gone, and the last build's facts."""

    read: tuple[tuple[str, bytes], ...]
    gone: tuple[str, ...]
    known: Mapping[str, Facts]


def compare(
    state: State, found: Mapping[str, Facts], orders: Mapping[str, str] | None, *, everything: bool
) -> SourceChanges:
    """Compare the folder with the last build's, by size and time; `orders` is given when the order may have changed."""
    known = state.table(SOURCES)
    gone = tuple(sorted(known.keys() - found.keys()))
    if everything:
        return SourceChanges(tuple((path, b"") for path in sorted(found)), gone, known)
    stale = {path for path, facts in found.items() if known.get(path) != facts} if found != known else set()
    moved = set() if orders is None else _moved(state, orders) & found.keys()
    read = ((path, b"" if path in moved else state.hash(path)) for path in sorted(stale | moved))
    return SourceChanges(tuple(read), gone, known)


def _moved(state: State, orders: Mapping[str, str]) -> set[str]:
    """Files of the items that stand in another place of the order now, or of which the order notes something else."""
    before = state.table(ORDERS)
    touched = [one for one, order in orders.items() if before.get(one) != order]
    touched += before.keys() - orders.keys()
    noted = {one for one in touched if _noted(orders.get(one, "")) != _noted(before.get(one, ""))}
    places = ((one, state.place(one)) for one in touched)
    return {
        place[0] for one, place in places if place and (one in noted or order_of(one, place[0], orders) != place[1])
    }


def order_of(item: str, path: str, orders: Mapping[str, str]) -> str:
    """The sort key of an item; `~` stands behind all digits and letters."""
    return orders.get(item, "").partition(" ")[0] or f"~{path}"


def _noted(order: str) -> str:
    return order.partition(" ")[2]


@dataclass(slots=True)
class Changes:
    """What changed since the last build, by id; past `LIMIT` ids it only knows that everything is to be made."""

    state: State
    orders: Orders
    old: dict[str, KeptItem] = field(default_factory=dict)
    new: dict[str, tuple[NotedItem, str]] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)
    problems: list[tuple[str, str]] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    LIMIT: ClassVar[int] = 400

    @property
    def everything(self) -> bool:
        """Whether so much changed that it is cheaper to look at all than to find out what else is touched."""
        return len(self.before) + len(self.after) > self.LIMIT

    def remove(self, path: str) -> None:
        """Take out the item of a file that is gone or says something else now."""
        kept = self.state.kept("path", path)
        if kept is None:
            return
        self.before.add(kept.id)
        if not self.everything:
            self.old[kept.id] = kept
            self.beside |= set(_neighbours(self.state, kept.id))
        self.state.take_out(kept)

    def take(self, reading: ReadResult) -> None:
        """Take in what one file says."""
        if reading.problems:
            self.problems.append((reading.path, reading.problems))
        elif reading.item is not None:
            self.remove(reading.path)
            item, order = reading.item, order_of(reading.item.id, reading.path, self.orders())
            self.state.put(reading.path, reading.hash, item, order)
            self.after.add(item.id)
            if not self.everything:
                self.new[item.id] = (item, order)

    def shown(self) -> set[str]:
        """Ids whose card, memberships or place differ, so that other pages do, too."""
        return (self.before ^ self.after) | {one for one in self.before & self.after if self._differs(one)}

    def _differs(self, one: str) -> bool:
        old, (item, order) = self.old[one], self.new[one]
        members = [tuple(member) for member in json.loads(old.facts)["groups"]]
        return old.card != item.card or old.ord != order or members != item.groups

    def groups(self, one: str) -> set[str]:
        """All groups that an item is or was in."""
        was = {member[0] for member in json.loads(self.old[one].facts)["groups"]} if one in self.old else set()
        return was | ({member[0] for member in self.new[one][0].groups} if one in self.new else set())

    def marked(self) -> set[str]:
        """Items that show, or showed, a card of a touched one."""
        was = {target for kept in self.old.values() for target in json.loads(kept.facts)["marks"]}
        return was | {target for item, _ in self.new.values() for target in item.marks}

    def handed_on(self) -> "tuple[set[str], set[str]]":
        """Items and groups that show, or showed, a touched one through another (`Item.through`)."""
        was = {one for kept in self.old.values() for one in json.loads(kept.facts)["through"]}
        return _beyond(self.state, was | {one for item, _ in self.new.values() for one in item.through})

    def addresses(self) -> set[str] | None:
        """Addresses that touched items claim or claimed; None for all."""
        if self.everything:
            return None
        was = {address for kept in self.old.values() for address in json.loads(kept.facts)["claims"]}
        return was | {address for item, _ in self.new.values() for address in item.claims}


def apply(
    state: State,
    readings: Iterable[ReadResult],
    gone: Iterable[str],
    orders: Orders,
    site: Site,
) -> Changes:
    """Bring the state up to the files and note what is to be made; call inside a transaction.

    Raises:
        ContentBroken: with all problems of all files; nothing is taken in then.
    """
    changed = Changes(state, orders)
    for path in gone:
        changed.remove(path)
    for reading in readings:
        changed.take(reading)
    state.sum_up()
    problems = changed.problems + _doubled(changed)
    if problems:
        raise ContentBroken(tuple(sorted(problems)), site.folder)
    _remember_changes(changed)
    _note(changed, site.siblings)
    return changed


def everything(state: State, *, fresh: bool) -> None:
    """Note that all items and groups are to be made, those that made files once included."""
    state.mark_dirty(map(item, state.ids()), fresh=fresh)
    state.mark_dirty(map(group, state.groups()), fresh=fresh)
    state.mark_dirty(state.owners(), fresh=fresh)


def turned(state: State, before: str, now: str) -> None:
    """Note what says something else since the content's day moved: pages, those that they mark, lists."""
    first, last = sorted((before, now)) if before and now else ("", "~")
    for one, facts, lists in state.between(TURNS + first, TURNS + last):
        told = json.loads(facts)
        marked = [target for target in told["marks"] if state.has(target)]
        further, groups = _beyond(state, told["through"])
        state.mark_dirty(map(item, sorted({one, *marked, *further})))
        state.mark_dirty(map(group, sorted({*lists.split(), *groups})))


def _beyond(state: State, through: Iterable[str]) -> tuple[set[str], set[str]]:
    """What items hand on to: those that they mark, and the groups that they join at no weight."""
    facts = [json.loads(kept.facts) for one in through if (kept := state.kept("id", one))]
    marked = {target for told in facts for target in told["marks"] if state.has(target)}
    return marked, {name for told in facts for name, _, weight in told["groups"] if not weight}


def _doubled(changed: Changes) -> list[tuple[str, str]]:
    doubled = changed.state.doubled(None if changed.everything else changed.after)
    return [(paths, f"the same id: {one}") for one, paths in doubled]


def _note(changed: Changes, siblings: Callable[[str], str]) -> None:
    if changed.everything:
        changed.state.mark_dirty(map(item, changed.before))
        everything(changed.state, fresh=False)
        return
    state, shown = changed.state, sorted(changed.shown())
    for one in shown:
        changed.beside |= set(_neighbours(state, one)) | set(state.linking(one))
    further, groups = changed.handed_on()
    marked = {one for one in changed.marked() if state.has(one)} | further
    state.mark_dirty(map(item, sorted(changed.before | changed.after | changed.beside | marked)))
    groups |= {group for one in shown for group in changed.groups(one)}
    groups |= {other for group in groups for other in _siblings(state, group, siblings(group))}
    state.mark_dirty(map(group, sorted(groups)))


def _siblings(state: State, name: str, prefix: str) -> list[str]:
    """The groups that show that this one exists, when that changed since its files were made."""
    if not prefix or state.group_exists(name) == bool(state.records(group(name))):
        return []
    return state.groups(prefix)


def _remember_changes(changed: Changes) -> None:
    for one in sorted(changed.before | changed.after):
        now = "removed" if one not in changed.after else "changed" if one in changed.before else "added"
        changed.state.note_change(one, _MERGED.get((changed.state.change(one), now), now))


def _neighbours(state: State, one: str) -> list[str]:
    kept = state.kept("id", one)
    if kept is None:
        return []
    facts = json.loads(kept.facts)
    places = [(group, sort, kept.ord) for group, sort, _ in facts["groups"] if group == facts["chain"]]
    found = [state.neighbour("id", place, before=before) for place in places for before in (True, False)]
    return [neighbour for neighbour in found if neighbour]
