"""What the office accounts for: completeness, answers, the six-month report. Pure: reads registers, writes nothing.

    books = account.read(root)
    made = report.report(books, account.ReportPeriod(begin, end), vocabulary, settings)
    files = pages.files(made, settings)

Every figure is counted from lines of the registers, never typed and never kept: the same period gives the same figures
whenever it is asked for.
"""

from typing import TYPE_CHECKING

from pipeline import rooms

if TYPE_CHECKING:
    from pipeline.account.books import Books, read
    from pipeline.account.figures import ReportPeriod

__all__ = ["Books", "ReportPeriod", "read"]

# a build that finds nothing changed asks for the charts beside it alone
__getattr__ = rooms.late(
    {
        "Books": "pipeline.account.books:Books",
        "read": "pipeline.account.books:read",
        "ReportPeriod": "pipeline.account.figures:ReportPeriod",
    }
)
