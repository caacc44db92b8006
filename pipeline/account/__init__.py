"""What the office accounts for: completeness, answers, the six-month report. Pure: reads registers, writes nothing.

    books = account.read(root)
    made = report.report(books, account.Period(begin, end), vocabulary, settings)
    files = pages.files(made, settings)

Every figure is counted from lines of the registers, never typed and never kept: the same period gives the same figures
whenever it is asked for.
"""

from pipeline.account.books import Books, read
from pipeline.account.figures import ReportPeriod
from pipeline.document.zone import day

__all__ = ["Books", "ReportPeriod", "day", "read"]
