"""Pages about the archive's own duties: what has come of what must come, and how reports of errors were answered.

They rest on the registers alone, as the six-month report does, so that page and report give the same figures.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pipeline.account import charts, completeness
from pipeline.account.books import Books, ReportedError
from pipeline.account.completeness import SERIES, Series, TypeCount, ranges
from pipeline.document import accounts, register
from pipeline.document.accounts import DECISION_WORDS, ReportStep
from pipeline.document.vocabulary import Council, Vocabulary
from pipeline.document.zone import day
from plugins import archive_feeds
from plugins.archive_dictionary import LICENCE_COLUMN
from plugins.archive_pages import json_lines
from plugins.archive_pages.cards import council_link
from plugins.archive_pages.counted import CountedNumbers, counted_series
from plugins.archive_pages.duty_types import (
    AnswersPage,
    CompletenessPage,
    CouncilTotal,
    KindRow,
    ReportedCard,
    SeriesRow,
    SeriesTotal,
)
from plugins.archive_pages.groups import Group
from plugins.archive_pages.labels import LEVELS
from plugins.archive_pages.listings import crumbs
from plugins.filters import date_label
from plugins.incremental import Card, Output, View

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings

PROVINCE, ANSWERS, FEED = "day-du/index.html", "phan-anh/index.html", "phan-anh/atom.xml"
TABLE = "day-du/day-du.csv"
HEADS = "du-lieu/dau-so.json"
_SERIES = ("hoi_dong", "cap", "nam", "day_so", "so_cuoi", "co", "thieu", "so_thieu", "khong_dung", "khong_gui", "da_go")
_COLUMNS = (*_SERIES, "tong_da_khai")
_YEARS = 12  # columns of the picture; the table under it has all years
_FEED_TITLE = "phản ánh sai sót đã trả lời"


def council_path(council: Council, name: str = "index.html") -> str:
    """The page of one council's series, or another file beside it."""
    return f"{council.level}/{council.slug}/day-du/{name}"


@dataclass(frozen=True)
class OfficePages:
    """The pages over the ledgers as one build finds them. Whatever counts raises RegisterBroken."""

    root: Path
    vocabulary: Vocabulary
    province: str
    counted: CountedNumbers

    def stamps(self) -> dict[str, str]:
        """For the group of each council what its numbers are counted from: a document more concerns the page of one."""
        return {Group.COMPLETENESS.of(slug): stamp for slug, stamp in self.counted.stamps.items()}

    def council(self, slug: str) -> Iterable[Output]:
        """The page of one council's series and its table; none for a council that has no page."""
        council = self.counted.councils.get(slug)
        return _council(council, *self.counted.of(slug), self.vocabulary) if council else ()

    def outputs(self, view: View, site: "SiteSettings", archive: str) -> Iterator[Output]:
        """What shows all councils, and the reports; `archive` is what tells its feeds from another's.

        A report or a plan changes no count of resolutions: what shows all councils is made where one differs.
        """
        rows = self.counted.rows()
        yield Output(PROVINCE, seed=json.dumps(rows), make=partial(self._overview, rows))
        yield Output(HEADS, data=json_lines.heads(self.root))
        reports = register.read(self.root / register.FOLDER / accounts.ERRORS, ReportStep)
        complaints = list(Books(reports=reports).complaints.values())
        yield _answers(complaints, view)
        yield from _feed(complaints, site, archive)

    def _overview(self, rows: Iterable[Any]) -> Iterator[Output]:
        found = list(map(counted_series, rows))
        yield _province(found, self.vocabulary, self.province)
        yield Output(TABLE, data=_csv(found, (), self.vocabulary))


def _province(found: list[Series], vocabulary: Vocabulary, province: str) -> Output:
    own = _by_council(found)
    rows = [(vocabulary.councils[slug].label, ones) for slug, ones in _ordered(own, vocabulary)]
    context: CompletenessPage = {
        "section": "du-lieu",
        "crumbs": crumbs(("Dữ liệu mở", "du-lieu/index.html"), ("Mức đầy đủ", None)),
        "title": "Mức đầy đủ của dữ liệu",
        "description": "Nghị quyết của từng hội đồng nhân dân theo năm: số nào đang có, số nào còn thiếu.",
        "council": None,
        "picture": _picture("Nghị quyết theo hội đồng và năm", rows),
        "kinds": [],
        "table_path": TABLE,
        "silent": [council_link(council) for council in completeness.absent(found, vocabulary, province)],
        "councils": [_summed(vocabulary.councils[slug], ones) for slug, ones in _ordered(own, vocabulary)],
        "rows": [],
        "total": _total(found),
    }
    return Output(PROVINCE, "completeness", context)


def _by_council(found: Iterable[Series]) -> dict[str, list[Series]]:
    rows: dict[str, list[Series]] = {}
    for one in found:
        rows.setdefault(one.council, []).append(one)
    return rows


def _picture(title: str, rows: Sequence[tuple[str, list[Series]]]) -> Markup:
    """Each label's series by year; nothing where none has any."""
    years = sorted({one.year for _, ones in rows for one in ones}, reverse=True)[:_YEARS]
    cells = [(label, [_cell(by_year.get(year, ())) for year in years]) for label, by_year in _by_year(rows)]
    return Markup(charts.matrix("day-du", title, years, cells) if years else "")  # noqa: S704 our own template escapes


def _by_year(rows: Iterable[tuple[str, list[Series]]]) -> Iterator[tuple[str, dict[int, list[Series]]]]:
    for label, ones in rows:
        found: dict[int, list[Series]] = {}
        for one in ones:
            found.setdefault(one.year, []).append(one)
        yield label, found


def _ordered(own: Mapping[str, list[Series]], vocabulary: Vocabulary) -> list[tuple[str, list[Series]]]:
    return [(council.slug, own[council.slug]) for council in vocabulary.ordered() if council.slug in own]


def _summed(council: Council, own: Sequence[Series]) -> CouncilTotal:
    """A council in the table of all, which leads to its own: a row for each series of each was 3,000 rows long."""
    first, last = min(one.year for one in own), max(one.year for one in own)
    years = str(first) if first == last else f"{first}–{last}"
    return {"label": council.label, "path": council_path(council), "years": years, **_total(own)}


def _total(found: Iterable[Series]) -> SeriesTotal:
    counts = [(len(one.present), len(one.missing)) for one in found]
    return {"present": sum(present for present, _ in counts), "missing": sum(missing for _, missing in counts)}


def _cell(ones: Sequence[Series]) -> charts.Cell:
    if not ones:
        return None
    return sum(len(one.present) for one in ones), sum(len(one.missing) for one in ones)


def _council(council: Council, own: list[Series], kinds: list[TypeCount], vocabulary: Vocabulary) -> Iterator[Output]:
    link, level = council_link(council), LEVELS[council.level]
    table = council_path(council, TABLE.rpartition("/")[2]) if own or kinds else None
    rows = [(name, [one for one in own if one.series == key]) for key, name in SERIES.items()]
    context: CompletenessPage = {
        "section": council.level,
        "crumbs": crumbs((level, f"{council.level}/index.html"), (link["label"], link["path"]), ("Mức đầy đủ", None)),
        "title": f"{link['label']}: mức đầy đủ của dữ liệu",
        "description": f"Nghị quyết của {link['label']} theo năm: số nào đang có, số nào còn thiếu.",
        "council": link,
        "picture": _picture("Nghị quyết theo dãy và năm", rows),
        "kinds": [_kind(one, vocabulary) for one in kinds],
        "table_path": table,
        "silent": [],
        "councils": [],
        "rows": [_row(one) for one in own],
        "total": _total(own),
    }
    yield Output(council_path(council), "completeness", context)
    if table:
        yield Output(table, data=_csv(own, kinds, vocabulary))


def _row(one: Series) -> SeriesRow:
    return {
        "year": one.year,
        "series": SERIES[one.series],
        "last": one.last,
        "declared": one.declared,
        "present": len(one.present),
        "missing": ranges(one.missing) if one.missing else "",
        "unused": ranges(one.unused) if one.unused else "",
        "withheld": ranges(one.withheld) if one.withheld else "",
        "withdrawn": ranges(one.withdrawn) if one.withdrawn else "",
    }


def _kind(one: TypeCount, vocabulary: Vocabulary) -> KindRow:
    known = vocabulary.types.get(one.type)
    return {
        "year": one.year,
        "name": known.name if known else "Ký hiệu không nêu loại",
        "present": one.present,
        "declared": one.declared,
    }


def _csv(found: Iterable[Series], kinds: Iterable[TypeCount], vocabulary: Vocabulary) -> bytes:
    """Series, then what no series counts: of that only how many there are, and how many were declared."""
    out, licence = io.StringIO(), LICENCE_COLUMN.values
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*_COLUMNS, LICENCE_COLUMN.name))
    for one in found:
        council = vocabulary.councils[one.council]
        lists = [_numbers(one.missing), _numbers(one.unused), _numbers(one.withheld), _numbers(one.withdrawn)]
        counts = (one.last, len(one.present), len(one.missing))
        writer.writerow((council.label, council.level, one.year, SERIES[one.series], *counts, *lists, "", *licence))
    for kind in kinds:
        council, name = vocabulary.councils[kind.council], _kind(kind, vocabulary)["name"]
        blank = ("",) * 5
        writer.writerow(
            (council.label, council.level, kind.year, name, "", kind.present, *blank, kind.declared, *licence)
        )
    return out.getvalue().encode("utf-8-sig")


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers)) if numbers else ""  # of most series three of four


def _answers(complaints: list[ReportedError], view: View) -> Output:
    """A report names its document as lists do, and by its address only where the archive no longer has it."""
    cards = view.cards_of({one.received.document for one in complaints if one.received.document})
    context: AnswersPage = {
        "section": "bao-sai-sot",
        "crumbs": crumbs(("Báo sai sót", "bao-sai-sot/index.html"), ("Phản ánh và trả lời", None)),
        "title": "Phản ánh sai sót và trả lời",
        "description": "Những sai sót được báo cho đơn vị quản lý cơ sở dữ liệu, kết luận, trả lời và chỗ đã sửa.",
        "reports": [_report(one, cards.get(one.received.document or "")) for one in reversed(complaints)],
        "open": sum(one.answered is None for one in complaints),
        "feeds": [{"title": _FEED_TITLE, "path": FEED}] if any(one.answered for one in complaints) else [],
    }
    return Output(ANSWERS, "answers", context)


def _report(one: ReportedError, card: Card | None) -> ReportedCard:
    answered = one.answered
    return {
        "id": one.received.id,
        "anchor": one.received.id.lower(),
        "date_label": date_label(one.since),
        "document": one.received.document,
        "card": card,
        "place": one.received.place,
        "answered_label": date_label(day(answered.time)) if answered else None,
        "decision": DECISION_WORDS.get(answered.decision or "") if answered else None,
        "answer": answered.answer if answered else None,
        "before": answered.before if answered else None,
        "after": answered.after if answered else None,
    }


def _feed(complaints: list[ReportedError], site: "SiteSettings", archive: str) -> Iterator[Output]:
    """The last answers; nothing while there is none."""
    answers = sorted((one.answered for one in complaints if one.answered), key=lambda line: line.time)
    newest = answers[: -archive_feeds.NEWEST - 1 : -1]
    if newest:
        front = archive_feeds.base(FEED, site)
        entries = [_entry(line, front, archive) for line in newest]
        yield archive_feeds.feed(FEED, _FEED_TITLE, newest[0].time.isoformat(), entries, site, archive)


def _entry(line: ReportStep, front: str, archive: str) -> str:
    changed = f" Trước: {line.before}. Sau: {line.after}." if line.before and line.after else ""
    words = archive_feeds.words
    title = f"{line.id}: {DECISION_WORDS.get(line.decision or '', '')}"
    summary = (line.answer or "") + changed
    link = f"{front}{ANSWERS}#{line.id.lower()}"
    return (
        f"<entry><title>{words(title)}</title><id>{archive_feeds.identifier(f'{archive} {line.id}')}</id>"
        f'<link rel="alternate" type="text/html" href="{words(link)}"/>'
        f"<updated>{line.time.isoformat()}</updated><summary>{words(summary)}</summary></entry>\n"
    )
