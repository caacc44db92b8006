"""How many documents were issued in which month, and how many of them came as scans: a picture with its table."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from pipeline.account import charts
from plugins.archive_pages.duty_types import FigurePart, StatisticsPage
from plugins.archive_pages.groups import Group
from plugins.archive_pages.listings import crumbs
from plugins.incremental import Output, View

Row = tuple[str, int, int]

PATH = "du-lieu/so-lieu/index.html"
MONTHS, SCANS = (
    Group.MONTH.prefix,
    Group.MONTH_SCANNED.prefix,
)  # groups: all documents and scanned ones, by month of issue
_SHOWN = 12  # months with documents that the picture holds; the table has all
_ALONE = ' xmlns="http://www.w3.org/2000/svg"'  # what a picture needs as a file of its own, and a page names no host
_COLUMNS = ("Văn bản", "Bản quét")


def page(view: View) -> Output:
    """Both pictures and both tables."""
    scans = {tally.name: tally.total for tally in view.tally(SCANS)}
    months = [(tally.name, tally.total, scans.get(tally.name, 0)) for tally in view.tally(MONTHS) if tally.total]
    context: StatisticsPage = {
        "section": "du-lieu",
        "crumbs": crumbs(("Dữ liệu mở", "du-lieu/index.html"), ("Số liệu", None)),
        "title": "Số liệu: văn bản theo tháng, tỷ lệ bản quét",
        "description": "Số văn bản theo tháng và năm ban hành, và bao nhiêu văn bản được gửi đến dưới dạng bản quét.",
        "parts": list(_parts(months)),
        "feeds": (),
    }
    return Output(PATH, "statistics", context)


def _parts(months: Iterable[Row]) -> Iterator[FigurePart]:
    by_month = [(f"{int(name[5:])}/{name[:4]}", count, scans) for name, count, scans in months]
    yield _part("nam", "Theo năm ban hành", "Năm", list(_years(months)))
    yield _part("thang", "Theo tháng ban hành", "Tháng", by_month)


def _years(months: Iterable[Row]) -> Iterator[Row]:
    found: dict[str, tuple[int, int]] = {}
    for name, all_of, scanned in months:
        before = found.get(name[:4], (0, 0))
        found[name[:4]] = (before[0] + all_of, before[1] + scanned)
    yield from ((year, *counts) for year, counts in sorted(found.items()))


def _part(key: str, title: str, head: str, rows: list[Row]) -> FigurePart:
    shown = rows[-_SHOWN:]
    drawn = charts.bars(key, f"{title}: số văn bản và số bản quét", _COLUMNS, shown) if shown else ""
    return {
        "key": key,
        "title": title,
        "head": head,
        "picture": Markup(drawn.replace(_ALONE, "")),  # noqa: S704 made by a template that escapes
        "cut": len(rows) - len(shown),
        "rows": [
            {"label": label, "count": count, "scans": scans, "share": f"{round(100 * scans / count)}%"}
            for label, count, scans in rows[::-1]
        ],
    }
