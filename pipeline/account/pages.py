"""The six-month report as files: a page, the lists behind its figures, tables as CSV, charts, the letter."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import Markup

from pipeline.account import charts, letter
from pipeline.account.figures import CountedThing, ReportPeriod, Table
from pipeline.account.report import SECTIONS, PeriodReport
from pipeline.document.zone import local
from pipeline.settings import Settings

CHARTS = {
    "bieu-do-thang": "Tệp nhận và văn bản công bố theo tháng",
    "bieu-do-cap": "Tệp nhận đã công bố và văn bản công bố theo cấp",
}
"""File name → what its picture shows."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would compute what a sender wrote


def files(report: PeriodReport, settings: Settings) -> dict[str, bytes]:
    """File name → bytes of everything that the report consists of."""
    pictures = _charts(report)
    title = heading(report.period)
    page = charts.templates().get_template("report.html")
    lists = charts.templates().get_template("lists.html")
    facts = {"title": title, "report": report, "site": settings.site}
    shown = [(CHARTS[name], Markup(svg)) for name, svg in pictures.items()]  # noqa: S704 our own templates, escaped
    return {
        "bao-cao.html": page.render(**facts, charts=shown, sections=sections(report)).encode(),
        "danh-sach.html": lists.render(**facts, lists=list(_lists(report, settings.site.url))).encode(),
        "bao-cao.csv": _csv(("bang", "dong", "cot", "gia_tri", "danh_sach"), _figures(report)),
        "danh-sach.csv": _csv(("danh_sach", "muc", "luc", "van_ban", "noi_gui", "ghi_chu"), _entries(report)),
        "bao-cao.docx": letter.word(report, settings),
        **{f"{name}.svg": svg.encode() for name, svg in pictures.items()},
    }


def heading(period: ReportPeriod) -> str:
    """The report's name."""
    return f"Báo cáo liên thông dữ liệu HĐND từ {period.begin:%d/%m/%Y} đến {period.end:%d/%m/%Y}"


def sections(report: PeriodReport) -> list[tuple[str, list[Table]]]:
    """Headings with their tables."""
    return [(head, [report.table(key) for key in keys]) for head, keys in SECTIONS.items()]


def _charts(report: PeriodReport) -> dict[str, str]:
    columns = ("Nhận", "Công bố")
    return {
        "bieu-do-thang": charts.bars("thang", CHARTS["bieu-do-thang"], columns, report.months),
        "bieu-do-cap": charts.bars("cap", CHARTS["bieu-do-cap"], columns, report.levels),
    }


def _lists(report: PeriodReport, url: str) -> Iterator[dict[str, object]]:
    for table in report.tables:
        for key, row, column, figure in table.cells():
            if figure.behind:
                entries = [_entry(fact, url) for fact in figure.behind]
                title = " – ".join(part for part in (table.title, row.label, column) if part)
                yield {"key": key, "table": table.key, "title": title, "entries": entries}


def _entry(fact: CountedThing, url: str) -> dict[str, object]:
    address = fact.place.address if fact.place else ""
    href = f"{url.rstrip('/')}/{address}/index.html" if url and address else ""
    more = [part for part in (_time(fact), address if address != fact.subject else "", fact.sender, fact.words) if part]
    return {"subject": fact.subject, "href": href, "more": more}


def _time(fact: CountedThing) -> str:
    return "" if fact.time.year == 1 else f"{local(fact.time):%d/%m/%Y %H:%M}"


def _figures(report: PeriodReport) -> Iterator[Sequence[str]]:
    for table in report.tables:
        for key, row, column, figure in table.cells():
            yield table.title, row.label, column, figure.shown, key if figure.behind else ""


def _entries(report: PeriodReport) -> Iterator[Sequence[str]]:
    for table in report.tables:
        for key, _, _, figure in table.cells():
            for fact in figure.behind:
                address = fact.place.address if fact.place else ""
                yield key, fact.subject, _time(fact), address, fact.sender or "", fact.words


def _csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With a byte order mark, by which spreadsheets know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
