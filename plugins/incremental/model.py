"""What a site tells the engine: items, memberships, outputs; and the two protocols that it and its extras fill.

An item page is a pure function of (its source file, the cards of the items that it links to, of those that mark it
and of its neighbours, theme, settings). A list page is a function of its group's members' cards and of counts. So the
engine can tell from a change what has to be rendered, and a build from nothing gives the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from .view import View

Card = dict[str, Any]
Orders = Callable[[], Mapping[str, str]]
"""Loads the sort keys of all items by id; called when an order is asked for, at most once a build."""


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
    so do they. `links` are ids of items whose cards this page shows; `marks` ids of items whose pages show this card.
    `chain` names the group in which the page shows its neighbours. `claims` maps each address that the item answers for
    to its anchors (None: whatever anchor was promised there). `payload` is for `render` and the extras; it is not kept.
    """

    id: str
    card: Card
    groups: tuple[Member, ...] = ()
    links: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    chain: str = ""
    claims: Mapping[str, Sequence[str] | None] = field(default_factory=dict)
    payload: Any = None


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site: a template with its context, or bytes, or a file to link (copied where links fail).

    `path` is relative to the output folder, with forward slashes.
    """

    path: str
    template: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)
    data: bytes | None = None
    source: Path | None = None


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


class Inventory(Protocol):
    """Lists of all files of the site, cut by folder; made last, and only where a file came, changed or went."""

    def part(self, path: str) -> str:
        """The folder, ending in a slash, whose list names a file; "" for the root."""

    def files(self, part: str, files: Iterable[Filed]) -> Iterable[Output]:
        """The list of one folder; nothing where it holds no files."""

    def parts(self, parts: Sequence[str]) -> Iterable[Output]:
        """The list of the lists."""


class Site(Protocol):
    """What the engine builds; one object lives through a build and is copied into its processes by fork."""

    folder: Path
    """Items are read from the files below it."""
    suffix: str
    """Ending of their names, ".md"."""
    beside: Mapping[Path, str]
    """Other folders that the site is made from, with the ending of the files in each: they hold files and folders."""
    inventory: Inventory | None
    """Who lists the finished site's files, if anybody does."""
    permalinks: Path | None
    """JSON lines {"address": …, "anchors": […]}: addresses that must be answered for ever."""

    def hold(self) -> AbstractContextManager[None]:
        """Keep the content as it is until the build ends; what cannot be kept raises an error with an exit code."""

    @property
    def leaves_out(self) -> Callable[[str], bool] | None:
        """Whether a file or folder below `folder` is no source, whatever its name; None: each is one."""

    def prepare(self) -> None:
        """Load what every process will need; called before the build forks, so that it is loaded once."""

    def digest(self) -> str:
        """Everything beside an item's own file that its facts and all pages depend on: settings, vocabulary, code."""

    def orders(self) -> tuple[str, Orders]:
        """The order of the items: a stamp that changes when it does, and what gives the sort key of each id.

        Items without a key stand behind all others, by path.
        """

    def read(self, path: str, data: bytes) -> Item:
        """Understand one file. Raises `Unreadable`."""

    def reread(self, path: str, data: bytes, card: Card) -> Item:
        """The same of bytes that `read` has understood, to render them: id, payload and `card`, which it gave then."""

    def render(self, item: Item, related: Related) -> Iterable[Output]:
        """The files of one item."""

    def standing_groups(self) -> Iterable[str]:
        """Groups that have pages even while they are empty."""

    def stamped_groups(self) -> Mapping[str, str]:
        """Groups whose pages show something beside the items, each with a stamp of that; asked with `global_stamp`."""

    def siblings(self, group: str) -> str:
        """Beginning of the names of the groups whose pages show that this group exists; empty when none do."""

    def lists(self, group: str, view: "View") -> Iterable[Output]:
        """The files of one group; nothing when it has none."""

    def global_files(self, view: "View", build_id: str) -> Iterable[Output]:
        """Files that carry the build's id, or show all; made when anything of the content or `global_stamp` changed."""

    def global_stamp(self) -> str:
        """A stamp of what `global_files` shows beside the items."""

    def pages_context(self, view: "View") -> Mapping[str, Mapping[str, Any]]:
        """What single hand-written pages show of the items, by their path: plain JSON values."""

    def page(self, path: str, page: Any) -> Mapping[str, Any]:
        """What the template of a hand-written page gets beside `page` and Pelican's own values."""

    def context(self, path: str) -> Mapping[str, Any]:
        """What every template gets, by the address of the page."""

    def rendered(self, path: str, text: str) -> str:
        """What becomes of a page that a template gave; the same text where nothing does."""

    def fixed(self) -> Iterable[Output]:
        """Files that depend on nothing but `digest`: style sheets, fonts, an error page."""

    def refused(self, error: Exception) -> Exception:
        """The engine's error as the site words it; the same object where it does not care."""


class Contribution(NamedTuple):
    """What an extra makes of one item: its part, kept until the item's file or order changes, and files of its own."""

    product: bytes
    outputs: tuple[Output, ...] = ()


class Extra(Protocol):
    """Something made from all items beside the pages: a search index, an export."""

    def make(self, item: Item, order: str) -> Contribution:
        """This item's part; pure, called in any process. `order` is its sort key."""

    def piece(self, task: Any, write: Callable[[str, bytes], None]) -> Any:
        """One piece of `finish`, given to `Run.spread`; called in any process."""

    def finish(self, run: "Run") -> None:
        """Write the files that show all items, after the pages."""


class Part(NamedTuple):
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

    def items(self) -> Iterable[Part]:
        """All items in order."""

    def key(self, part: Part) -> str:
        """The item's id."""

    def product(self, part: Part) -> bytes:
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
