"""What a site tells the engine: items, memberships, outputs.

An item page is a pure function of (its source file, the cards of the items that it links to, of those that mark it
and of its neighbours, theme, settings). A list page is a function of its group's members' cards and of counts. So the
engine can tell from a change what has to be rendered, and a build from nothing gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

Card = Any
"""Plain JSON values of a shape of the site's own: the engine keeps and compares them, and looks into none."""
Orders = Callable[[], Mapping[str, str]]
"""Loads the sort keys of all items by id; called when an order is asked for, at most once a build."""


TURNS = "day:"
"""Groups `day:2025-01-01`: from that day on the pages of their members, and of what those mark, say something else.

`sort` names the groups whose lists do, too, with spaces between.
"""


class Member(NamedTuple):
    """An item's place in a group.

    `sort` is the text by which the group is ordered; members with equal `sort` follow in the order of the items
    (`Site.orders`). `weight` is what the member adds to the group's count: 0 shows it without counting it.
    """

    group: str
    sort: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Item:
    """One source file, understood.

    `id` is unique in the site. `card` holds plain JSON values, all that other pages show of the item; when it changes,
    so do they. `links` are ids of items whose cards this page shows; `marks` ids of items whose pages show this card,
    and `through` of items which hand it on: pages that they mark, and groups that they join at no weight, show it too.
    `chain` names the group in which the page shows its neighbours. `claims` maps each address that the item answers for
    to its anchors (None: whatever anchor was promised there). `packed` maps a name to bytes that files of its groups
    copy (`View.packed`): what they would else have to read the source for again. `memo` is what `Site.reread` gets
    beside the source, so that it need not find it there once more. `payload` is for `render` and the extras; it is not
    kept.
    """

    id: str
    card: Card
    groups: tuple[Member, ...] = ()
    links: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    chain: str = ""
    claims: Mapping[str, Sequence[str] | None] = field(default_factory=dict)
    payload: Any = None
    packed: Mapping[str, bytes] = field(default_factory=dict)
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: a template with its context, or bytes, or a file to link (copied where links fail).

    `path` is relative to the output folder, with forward slashes. With `make` it stands for the files that this gives:
    `seed` tells all that they are made of beside the theme and `Site.digest`, and while it is the same as last time,
    the files stand as they are and `make` is not called. `path` then only tells this output from the unit's others.
    """

    path: str
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    data: bytes | None = None
    source: Path | None = None
    seed: str = ""
    make: "Callable[[], Iterable[Output]] | None" = None


@dataclass(frozen=True, slots=True)
class Related:
    """The cards of the items that an item's page may show."""

    previous: Card | None = None
    next: Card | None = None
    links: Mapping[str, Card] = field(default_factory=dict)
    marked_by: tuple[Card, ...] = ()


class Filed(NamedTuple):
    """A file of the finished site; `sha256` in hexadecimal, empty for one that was linked from elsewhere."""

    path: str
    size: int
    sha256: str


class MemberFile(NamedTuple):
    """A file of a group: of the item `item`, which stands at `sort` in it; both empty for the group's own lists."""

    item: str
    sort: str
    path: str
    size: int
    sha256: str


class Inventory(Protocol):
    """Lists of all files of the site, cut by folder; made last, and only where a file came, changed or went."""

    grouped: tuple[str, ...]
    """What the names of groups begin with whose files are listed together, too, for whoever takes them along."""

    def members(self, group: str, files: Iterable[MemberFile]) -> Iterable[Output]:
        """The list of the files of one group; a file of the site like others, which the lists of folders name."""

    def part(self, path: str) -> str:
        """The folder, ending in a slash, whose list names a file; "" for the root.

        Whatever lies below a folder that has a list stands in this list or in one of a folder below it.
        """

    def files(self, part: str, files: Iterable[Filed]) -> Iterable[Output]:
        """The list of one folder; nothing where it holds no files."""

    def parts(self, parts: Sequence[str]) -> Iterable[Output]:
        """The list of the lists."""

    def manifest(self, lists: Iterable[Filed]) -> Iterable[Output]:
        """What names the files of all lists, `parts` among them; made behind them."""


class Contribution(NamedTuple):
    """What an extra makes of one item: its part, kept until the item's file or order changes, and files of its own."""

    product: bytes
    outputs: tuple[Output, ...] = ()


class ItemPart(NamedTuple):
    """What an extra sees of one item; `Run` tells the rest when asked.

    `order` is the sort key that the site gave it. `digest` tells whether the product differs from another one.
    """

    order: str
    digest: bytes
    num: int


class Run(Protocol):
    """A build as an extra sees it."""

    build_id: str
    """A name of this content under this theme, the same that `Site.global_files` got."""

    def items(self) -> Iterable[ItemPart]:
        """All items in order."""

    def key(self, part: ItemPart) -> str:
        """The item's id."""

    def product(self, part: ItemPart) -> bytes:
        """What `Extra.make` gave."""

    def spread(self, tasks: Iterable[Any]) -> Iterator[Any]:
        """What `Extra.piece` gives for each task, in any order; the build's processes share the work."""

    def write(self, path: str, data: bytes) -> None:
        """Write one file of the site; nothing happens on disk where the bytes are the same."""

    def keep(self, path: str) -> bool:
        """Keep a file of the last run as it is; False where there is none (then write it)."""

    def remembered(self, key: str) -> bytes | None:
        """What the last finished run remembered."""

    def remember(self, key: str, value: bytes) -> None:
        """Keep a small value for the next run; forgotten when the state is."""

    def page(self, path: str, template: str, context: Mapping[str, Any]) -> None:
        """Render one page of the theme, with the context that all pages get."""
