"""What pages that list documents, councils and years are handed; `template_types` says which shape is of which page.

Every page gets `EveryPage`, too; the page's own values stand before these.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from markupsafe import Markup

from plugins.archive_pages.card_types import (
    CouncilCard,
    CouncilLink,
    CouncilName,
    DocumentCard,
    KinName,
    SessionLink,
)
from plugins.archive_pages.examples import AskedExamples

if TYPE_CHECKING:  # the schema of the settings takes longer to load than a build in which nothing changed
    from pipeline.settings import SiteSettings


class Crumb(TypedDict):
    """A step of the way from home to a page; the page itself has no path."""

    label: str
    path: str | None


class PageLink(TypedDict):
    """A page by its name."""

    label: str
    path: str


class FeedLink(TypedDict):
    """A feed by its name."""

    title: str
    path: str


class YearLink(TypedDict):
    """A year of a kind of list; the count only where one page shows it."""

    year: int
    path: str
    count: NotRequired[int]


class MonthLink(PageLink):
    """A month of a long year."""

    count: int


class CountedName(TypedDict):
    """A type, a field, a form or a council, and how many there are of it."""

    name: str
    path: str | None
    count: int


class DocumentGroup(TypedDict):
    """Documents under one heading, the newest first; related documents are not counted."""

    title: str
    count: int
    documents: list[DocumentCard]


class EveryPage(TypedDict):
    """What every page gets, and what the frame around it asks of those that have it.

    `thing` is what the page says to programs; no search engine is to list a page that is `unlisted`.
    """

    site: "SiteSettings"
    root: Markup
    asset: Callable[[str], Markup]
    once: Callable[..., Markup]
    ld: Callable[..., Markup]
    emblem: str
    path: str
    canonical: str
    section: str
    crumbs: Sequence[Crumb]
    title: str
    description: str
    feeds: Sequence[FeedLink]
    build_id: str
    menu_levels: tuple[tuple[str, str], ...]
    other: Any
    thing: NotRequired[Mapping[str, Any]]
    doc: NotRequired[Mapping[str, Any]]
    unlisted: NotRequired[bool]


class NamedPage(TypedDict):
    """The least that a page says of itself."""

    title: str
    description: str


class PlacedPage(NamedPage):
    """A page in a section of the menu."""

    section: str
    crumbs: list[Crumb]


class FollowedPage(PlacedPage):
    """A page that feeds belong to."""

    feeds: Sequence[FeedLink]


class LevelCount(PageLink):
    """A level, with its documents and its councils."""

    slug: str
    count: int
    councils: int
    description: str


class SiteCounts(TypedDict):
    """What the first page counts."""

    documents: int
    councils: int
    originals: int


class HomePage(NamedPage):
    """`home.html`."""

    thing: Mapping[str, Any]
    counts: SiteCounts
    levels: list[LevelCount]
    latest: list[DocumentCard]
    examples: list[str]
    types: list[CountedName]
    fields: list[CountedName]
    feeds: Sequence[FeedLink]


class BrowseLinks(TypedDict):
    """Where a search page leads who does not search."""

    levels: list[MonthLink]
    types: list[CountedName]
    years: list[YearLink]


class SearchPage(PlacedPage):
    """`search.html`; `receipts` as `receipts.known_numbers` gives them."""

    browse: BrowseLinks
    example: str
    asked: AskedExamples
    build_id: str
    dictionary: str
    search_scripts: Iterable[str]
    receipts: str


class KindPage(FollowedPage):
    """`type.html`, `field.html`: a type, a form or a field, its years and its newest documents."""

    years: list[YearLink]
    latest: list[DocumentCard]


class YearNeighbours(TypedDict):
    """The years before and after one that have documents."""

    previous: PageLink | None
    next: PageLink | None


class GroupYearPage(YearNeighbours, NamedPage):
    """`group_year.html`: a year of a kind of list, or one of its months; a year that is cut has no groups."""

    section: str
    years: list[YearLink]
    feeds: Sequence[FeedLink]
    crumbs: list[Crumb]
    year: int
    months: list[MonthLink]
    groups: list[DocumentGroup]


class CouncilGroup(TypedDict):
    """Councils under one unit."""

    title: str
    councils: list[CouncilCard]


class LevelPage(FollowedPage):
    """`level.html`; `many`: too many councils to be looked through without a field to type into."""

    groups: list[CouncilGroup]
    ended: list[CouncilGroup]
    many: bool
    types: list[CountedName]
    latest: list[DocumentCard]


NameStep = TypedDict("NameStep", {"name": str, "from": str | None, "to": str | None})
"""A name that a unit bore, and its days as readers see them."""


class TermName(TypedDict):
    """A term of a council."""

    name: str | None
    years: str


class CouncilFacts(CouncilLink):
    """A council on its own page."""

    level_label: str
    valid_from_label: str | None
    valid_to_label: str | None
    note: str | None
    parent: CouncilName | None
    predecessors: list[KinName]
    successors: list[KinName]
    history: list[NameStep]
    completeness: str | None
    terms: list[TermName]


class FormerCouncils(TypedDict):
    """The newest documents of the councils whose place one took, and the page of all of them."""

    count: int
    path: str
    latest: list[DocumentCard]


class CouncilPage(FollowedPage):
    """`council.html`."""

    council: CouncilFacts
    missing: str | None
    organs: list[CountedName]
    years: list[YearLink]
    sessions: list[SessionLink]
    types: list[CountedName]
    latest: list[DocumentCard]
    before: FormerCouncils | None


class FormerPage(FollowedPage):
    """`before.html`; `order` is the path of this one of `orders`."""

    council: CouncilFacts
    orders: list[PageLink]
    groups: list[DocumentGroup]
    order: str


class CouncilYearPage(YearNeighbours, FollowedPage):
    """`council_year.html`."""

    council: CouncilLink
    year: int
    count: int
    years: list[YearLink]
    groups: list[DocumentGroup]


class PackFile(TypedDict):
    """A file of a pack."""

    path: str
    kind: str
    size_label: str


class PackLink(TypedDict):
    """A pack of a session's documents."""

    title: str
    path: str
    files: list[PackFile]


class SessionPage(FollowedPage):
    """`session.html`."""

    council: CouncilLink
    count: int
    pack: PackLink | None
    groups: list[DocumentGroup]
