"""What a build makes one at a time, and how the state names it."""

from enum import StrEnum
from typing import NamedTuple


class UnitKind(StrEnum):
    """What a unit is; the value is the first word of its key."""

    ITEM = "item"
    """The files of one item, `name` is its id."""
    GROUP = "group"
    """The lists of one group."""
    PART = "part"
    """The files that `extra` makes of the item `name`; made with the item."""
    EXTRA = "extra"
    """The files of `extra` that show all items."""
    PAGES = "pages"
    """The hand-written page of the source `name`; without a name all of them."""
    FIXED = "fixed"
    """`Site.fixed`."""
    GLOBAL = "global"
    """`Site.global_files`."""
    MEMBERS = "members"
    """The list of the files that the members of the group `name` have."""
    LISTING = "listing"
    """The list of the files of the folder `name`."""
    LISTINGS = "listings"
    """The list of those lists."""
    MANIFEST = "manifest"
    """What names the lists by their hashes."""


LISTS = (UnitKind.LISTING, UnitKind.LISTINGS, UnitKind.MANIFEST)
"""The lists of files, in which they do not stand themselves."""


class Unit(NamedTuple):
    """One unit: it is made as a whole, and owns the files that came of it."""

    kind: UnitKind
    name: str = ""
    extra: str = ""

    @property
    def key(self) -> str:
        """The unit as one text, by which the state finds it; an extra's name holds no space."""
        return f"{self.kind.value}:{self.extra} {self.name}" if self.extra else f"{self.kind.value}:{self.name}"

    @classmethod
    def of(cls, key: str) -> "Unit":
        """The unit of this key."""
        kind, _, name = key.partition(":")
        if kind not in (UnitKind.PART, UnitKind.EXTRA):
            return cls(UnitKind(kind), name)
        extra, _, name = name.partition(" ")
        return cls(UnitKind(kind), name, extra)

    @property
    def maker(self) -> "Unit":
        """The unit that makes the files of this one: an item makes its parts of the extras."""
        return item(self.name) if self.kind is UnitKind.PART else self


PAGES = Unit(UnitKind.PAGES)
FIXED = Unit(UnitKind.FIXED)
GLOBAL = Unit(UnitKind.GLOBAL)
LISTINGS = Unit(UnitKind.LISTINGS)
MANIFEST = Unit(UnitKind.MANIFEST)


def page(source: str) -> Unit:
    """The unit of a hand-written page."""
    return Unit(UnitKind.PAGES, source)


def item(name: str) -> Unit:
    """The unit of an item."""
    return Unit(UnitKind.ITEM, name)


def group(name: str) -> Unit:
    """The unit of a group."""
    return Unit(UnitKind.GROUP, name)


def members(group: str) -> Unit:
    """The unit of the list of a group's files."""
    return Unit(UnitKind.MEMBERS, group)


def extra(name: str) -> Unit:
    """The unit of an extra."""
    return Unit(UnitKind.EXTRA, extra=name)


def part(name: str, of: str) -> Unit:
    """The unit of what an extra makes of the item `of`."""
    return Unit(UnitKind.PART, of, name)


def listing(folder: str) -> Unit:
    """The unit of the list of a folder's files."""
    return Unit(UnitKind.LISTING, folder)
