"""The two protocols that a site and its extras fill: what the engine asks them."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from .model import Card, Contribution, Inventory, Item, Orders, Output, Related, Run
from .view import View


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

    pages_alone: bool
    """Whether a hand-written page shows nothing of the others and leads to no source, so that it is made alone."""

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

        Items without a key stand behind all others, by path. What a key has behind a blank sorts nothing: an item of
        which it differs is read again, for what `read` says of it depends on more than its file.
        """

    def day(self) -> str:
        """The day of the content, ISO; empty for none. Pages may say what holds on it (`model.TURNS`)."""

    def read(self, path: str, data: bytes) -> Item:
        """Understand one file. Raises `UnreadableSource`."""

    def reread(self, path: str, data: bytes, card: Card, memo: str) -> Item:
        """The same of bytes that `read` has understood, to render them: id, payload and `card`.

        `card` and `memo` are what it gave then.
        """

    def render(self, item: Item, related: Related) -> Iterable[Output]:
        """The files of one item."""

    def standing_groups(self) -> Iterable[str]:
        """Groups that have pages even while they are empty."""

    def stamped_groups(self) -> Mapping[str, str]:
        """Groups whose pages show something beside the items, each with a stamp of that; asked with `global_stamp`."""

    def siblings(self, group: str) -> str:
        """Beginning of the names of the groups whose pages show that this group exists; empty when none do."""

    def lists(self, group: str, view: View) -> Iterable[Output]:
        """The files of one group; nothing when it has none."""

    def global_files(self, view: View, build_id: str) -> Iterable[Output]:
        """Files that carry the build's id, or show all; made when anything of the content or `global_stamp` changed."""

    def global_stamp(self) -> str:
        """A stamp of what `global_files` shows beside the items."""

    def pages_context(self, view: View) -> Mapping[str, Mapping[str, Any]]:
        """What single hand-written pages show of the items, by their path: plain JSON values.

        Of the items and of what `digest` and the stamps tell alone: where nothing of that changed, nobody asks.
        """

    def page(self, path: str, page: Any) -> Mapping[str, Any]:
        """What the template of a hand-written page gets beside `page` and Pelican's own values."""

    def context(self, path: str) -> Mapping[str, Any]:
        """What every template gets, by the address of the page."""

    def finished(self, path: str, text: str) -> Iterable[tuple[str, str]]:
        """The files that come of a page that a template gave, each with its path: the page, others made of its text."""

    def fixed(self) -> Iterable[Output]:
        """Files that depend on nothing but `digest`: style sheets, fonts, an error page."""

    def refused(self, error: Exception) -> Exception:
        """The engine's error as the site words it; the same object where it does not care."""


class Extra(Protocol):
    """Something made from all items beside the pages: a search index, an export."""

    def make(self, item: Item, order: str) -> Contribution:
        """This item's part; pure, called in any process. `order` is its sort key."""

    def piece(self, task: Any, write: Callable[[str, bytes], None]) -> Any:
        """One piece of `finish`, given to `Run.spread`; called in any process."""

    def finish(self, run: "Run") -> None:
        """Write the files that show all items, after the pages."""
