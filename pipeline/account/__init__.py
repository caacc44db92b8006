"""What the office accounts for: completeness, answers, the six-month report. Pure: reads registers, writes nothing.

    books = account.read(root)
    made = report.report(books, account.Period(begin, end), vocabulary, settings)
    files = pages.files(made, settings)

Every figure is counted from lines of the registers, never typed and never kept: the same period gives the same figures
whenever it is asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.account.books import Books, read
    from pipeline.account.figures import ReportPeriod
    from pipeline.document.zone import day

__all__ = ["Books", "ReportPeriod", "day", "read"]

_PLACES = {
    "Books": "pipeline.account.books",
    "read": "pipeline.account.books",
    "ReportPeriod": "pipeline.account.figures",
    "day": "pipeline.document.zone",
}


def __getattr__(name: str) -> Any:
    """What is asked for, loaded then: a build that finds nothing changed asks for the charts beside it alone."""
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(_PLACES[name]), name)
