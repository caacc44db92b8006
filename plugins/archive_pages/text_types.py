"""What the pages of texts are handed: a document, its versions, what changed between them, a hand-written page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from markupsafe import Markup

from plugins.archive_exports import YearTables
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.document_types import ComparedSection, DocumentDetail, ShownVersion, TombstoneDetail
from plugins.archive_pages.examples import AskedExamples
from plugins.archive_pages.log import LogEntry
from plugins.archive_pages.page_types import FeedLink, FollowedPage, PackLink, PageLink, PlacedPage
from plugins.archive_reader import ContentsEntry
from plugins.archive_texts import LevelTexts
from plugins.archive_zips import YearZip


class RedirectPage(TypedDict):
    """`redirect.html`; `dossier`: the name of a dossier whose documents stand elsewhere."""

    target: str
    target_label: str
    dossier: NotRequired[str]


class ErrorReport(TypedDict):
    """The mail that reports an error, as a link and as text to copy."""

    mailto: str
    text: str


class ShownText(TypedDict):
    """A document as its page shows it: its text, what stands beside it, and the ways to it."""

    doc: DocumentDetail
    body: Markup
    pictured: bool
    toc: Sequence[ContentsEntry]
    previous: DocumentCard | None
    next: DocumentCard | None
    citation: str
    report: ErrorReport
    json_path: str
    akn_path: str
    thing: Mapping[str, Any]
    description: str


class DocumentPage(ShownText, FollowedPage):
    """`document.html`; `entry` is the document's line in the register of publications."""

    entry: LogEntry | None


class TombstonePage(FollowedPage):
    """`tombstone.html`."""

    doc: TombstoneDetail


class VersionPage(FollowedPage):
    """`version.html`."""

    doc: DocumentDetail
    version: ShownVersion
    current_path: str
    toc: Sequence[ContentsEntry]


class VersionSide(PageLink):
    """One of the two versions that are compared."""

    received_label: str


class ChangedFact(TypedDict):
    """A fact that is another one in the later version."""

    label: str
    old: str | None
    new: str | None


class ChangeCounts(TypedDict):
    """How many provisions changed, came, went."""

    changed: int
    added: int
    removed: int


class DifferencePage(FollowedPage):
    """`difference.html`."""

    doc: DocumentDetail
    label: str
    sides: list[VersionSide]
    facts: list[ChangedFact]
    sections: list[ComparedSection]
    counts: ChangeCounts
    recognised: bool


class WrittenPage(PlacedPage):
    """`page.html` and those that extend it: a page written by hand.

    `page` is Pelican's; `dataset` makes what the tables of a page say to programs.
    """

    page: Any
    dataset: Callable[..., Mapping[str, Any]]


class HelpPage(WrittenPage):
    """`page_help.html`: how to search, with examples of the archive's own."""

    asked: AskedExamples


class ShownColumn(TypedDict):
    """A column of the published tables (`archive_dictionary.Column`)."""

    name: str
    kind: str
    meaning: str
    values: Sequence[str]


class TableLists(TypedDict):
    """What the page of data lists."""

    exports: list[YearTables]
    columns: list[ShownColumn]
    texts: list[LevelTexts]
    zips: list[YearZip]
    feeds_all: list[FeedLink]
    packs: list[PackLink]


class DataPage(TableLists, WrittenPage):
    """`page_data.html`."""
