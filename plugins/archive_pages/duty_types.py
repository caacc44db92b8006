"""What the pages about oversight, completeness, receipts, figures and files are handed."""

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from markupsafe import Markup

from plugins.archive_pages.card_types import CitedAs, CouncilLink, DocumentCard, DossierCard, DossierPage, ReceiptCard
from plugins.archive_pages.page_types import CountedName, FollowedPage, PageLink, PlacedPage, YearLink


class OversightPage(FollowedPage):
    """`oversight.html`; of the days `waited` for stand the latest, and `waited_more` says that there are others."""

    forms: list[CountedName]
    dossiers: list[DossierCard]
    councils: list[CountedName]
    waited: list["WaitedDay"]
    waited_more: bool
    years: list[YearLink]
    latest: list[DocumentCard]
    calendar: str | None


class CouncilOversightPage(FollowedPage):
    """`council_oversight.html`."""

    council: CouncilLink
    dossiers: list[DossierCard]
    waited: list["WaitedDay"]
    calendar: str | None


class DossierStep(TypedDict):
    """The documents of one form within a dossier."""

    form_name: str
    documents: list[DocumentCard]


class CourseStep(TypedDict):
    """A step that every oversight has, with its documents."""

    name: str
    documents: list[DocumentCard]


class DueDay(TypedDict):
    """A day due, the document that says it and where, and what came after it where its sentence `asks` for that."""

    date: str
    label: str | None
    document: DocumentCard
    path: str
    place: str
    sentence: str
    asks: bool
    answer: DocumentCard | None


class WaitedDay(TypedDict):
    """A day due by which no report on what was done came, and the dossier to which it would come."""

    due: DueDay
    dossier: DossierCard


class CourseTick(TypedDict):
    """A month on the axis of time."""

    x: float
    label: str


class CourseDot(TypedDict):
    """Where a document stands on its line."""

    x: float


class CourseLine(TypedDict):
    """The line of a step in the picture; no `label` where no document came."""

    y: int
    name: str
    dots: list[CourseDot]
    label: str | None


class CourseMark(TypedDict):
    """A day due in the picture."""

    y: int
    x: float
    label: str | None
    name: str


class CoursePicture(TypedDict):
    """The course of an oversight as a picture, in units of its view box; `more` days due do not fit."""

    width: int
    height: int
    left: int
    end: int
    top: int
    ticks: list[CourseTick]
    lines: list[CourseLine]
    due: list[CourseMark]
    more: int
    described: str


class OversightCourse(TypedDict):
    """The course of an oversight in time: its steps, what is due, and the picture of both."""

    steps: list[CourseStep]
    due: list[DueDay]
    picture: CoursePicture


class LeftDocument(TypedDict):
    """A document that left a dossier, and the page where it is `now`."""

    code: str
    now: str


class DossierContext(FollowedPage):
    """`dossier.html`; `gone` are documents that left it."""

    dossier: DossierPage
    timeline: OversightCourse
    gone: list[LeftDocument]
    tables: list[str]
    calendar: str | None
    steps: list[DossierStep]


class LackingCitation(CitedAs):
    """What documents cite and the archive lacks; `said` is its number as lists show it."""

    date_label: str
    said: str
    by: list[DocumentCard]


class LackingPage(FollowedPage):
    """`missing.html`; `years` leads to the parts of a list that is cut."""

    council: CouncilLink
    lacking: list[LackingCitation]
    years: list[YearLink]
    table: str


class SeriesTotal(TypedDict):
    """Numbers that are there, and that lack."""

    present: int
    missing: int


class CouncilTotal(SeriesTotal, PageLink):
    """A council in the table of all."""

    years: str


class SeriesRow(TypedDict):
    """A series of a year: lists of numbers as readers see them."""

    year: int
    series: str
    last: int
    declared: bool
    present: int
    missing: str
    unused: str
    withheld: str
    withdrawn: str


class KindRow(TypedDict):
    """A type that no series counts, in a year."""

    year: int
    name: str
    present: int
    declared: int | None


class CompletenessPage(PlacedPage):
    """`completeness.html`, of all councils (`councils`) or of one (`council`, `rows`, `kinds`)."""

    council: CouncilLink | None
    picture: Markup
    kinds: list[KindRow]
    table_path: str | None
    silent: list[CouncilLink]
    councils: list[CouncilTotal]
    rows: list[SeriesRow]
    total: SeriesTotal


class ReportedCard(TypedDict):
    """A reported error, and what came of it."""

    id: str
    anchor: str
    date_label: str | None
    document: str | None
    card: DocumentCard | None
    place: str | None
    answered_label: str | None
    decision: str | None
    answer: str | None
    before: str | None
    after: str | None


class AnswersPage(FollowedPage):
    """`answers.html`."""

    reports: list[ReportedCard]
    open: int


class ReceiptDay(TypedDict):
    """The receipts of a day."""

    anchor: str
    label: str | None
    rows: list[ReceiptCard]


class ReceiptsPage(PlacedPage):
    """`receipts.html`."""

    unlisted: bool
    by_number: bool
    of_council: bool
    days: list[ReceiptDay]
    councils: list[PageLink]
    data_path: str


class ReceiptsFirstPage(PlacedPage):
    """`receipts_first.html`."""

    months: list[PageLink]
    blocks: list[PageLink]


class FigureRow(TypedDict):
    """A month or a year in a table of figures."""

    label: str
    count: int
    scans: int
    share: str


class FigurePart(TypedDict):
    """A picture and its table; `cut` is how many rows the picture leaves out."""

    key: str
    title: str
    head: str
    picture: Markup
    cut: int
    rows: list[FigureRow]


class StatisticsPage(FollowedPage):
    """`statistics.html`."""

    parts: list[FigurePart]


class ListedFile(TypedDict):
    """A file of the site."""

    path: str
    size_label: str


class FileList(TypedDict):
    """A list of files, below its path with two endings."""

    name: str
    path: str


class FileLists(TypedDict):
    """The files of a folder, or the lists of all; where there is one, the file of all addresses."""

    files: Sequence[ListedFile]
    parts: Sequence[FileList]
    addresses: str


class FilesPage(FileLists, PlacedPage):
    """`files.html`."""

    unlisted: bool


class CheckPage(PlacedPage):
    """`check.html`."""

    rules: Mapping[str, Any]
    check_scripts: Sequence[str]
