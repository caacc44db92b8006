"""From which size on a long thing is cut into parts, or is there no more: one value for all pages of an archive."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageSizes:
    """`ARCHIVE_SIZES` of Pelican's settings gives other ones to an archive too small to reach these."""

    year: int = 400
    """A year with more documents is cut into months, what more cite and lacks into years: one more rewrites little."""
    events: int = 200
    """Lines of the register on a page of events; another number moves every line to another page."""
    whole: int = 2_000
    """Documents up to which there is a ZIP file of the whole: beyond, each new document would write 10 MB again."""
