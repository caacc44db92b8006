"""What an address says by itself: level, council, year, number, kind, series.

Addresses are made from identity alone and live for ever, so figures that rest on them stay what they were when a
content file is corrected, taken down or lost.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline import text
from pipeline.document.number import TYPE_CODES

NORMATIVE = "normative"
INDIVIDUAL = "individual"
_SLUG = re.compile(r"(\d{1,6})([a-z]?)(?:-((?:19|20)\d\d))?-([a-z][a-z0-9-]*)")
_DAY = re.compile(r"-(?:19|20)\d\d-\d\d-\d\d(?:-\d+)?\Z")  # tells documents of one number apart
# Of two codes that differ by a stroke only (HD Hướng dẫn, HĐ Hợp đồng) the first goes, as in `document.number`.
_TYPES = {text.slugify(code): code for code in reversed(TYPE_CODES)}
_COUNCIL = re.compile(r"nq-hdnd\d{0,2}")


@dataclass(frozen=True, slots=True)
class Identity:
    """An address taken apart. `number` is None where the slug holds none; `type_code` None for an official letter."""

    address: str
    level: str
    council: str
    year: int
    number: int | None = None
    type_code: str | None = None
    series: str | None = None

    @classmethod
    def of(cls, address: str) -> "Identity":
        """Take `level/council/year/slug` apart. Raises ValueError for anything else."""
        level, council, year, slug = address.split("/")
        match = _SLUG.fullmatch(slug)
        if not match:
            return cls(address, level, council, int(year))
        number, letter, in_number, notation = match.groups()
        told = _told(notation, normative=in_number is not None)
        return cls(address, level, council, int(year), None if letter else int(number), *told)


@lru_cache(maxsize=1 << 10)
def _told(notation: str, *, normative: bool) -> tuple[str | None, str | None]:
    """The type and the series that the notation of a slug names; an archive has few notations and many documents."""
    if notation[-1].isdigit() and (day := _DAY.search(notation, 1)):
        notation = notation[: day.start()]
    code = _TYPES.get(notation.partition("-")[0]) if "-" in notation else None
    return code, _series(notation, normative=normative)


def _series(notation: str, *, normative: bool) -> str | None:
    """The sequence that a resolution of the council itself belongs to: both start again each 1 January.

    Resolutions of the standing committee (nq-tt-hdnd) and all other kinds are in scope in part only, so a number that
    is not here need not be missing.
    """
    if not _COUNCIL.fullmatch(notation):
        return None
    return NORMATIVE if normative else INDIVIDUAL
