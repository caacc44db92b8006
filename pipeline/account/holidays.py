"""Working days: Mondays to Fridays without public holidays (Labour Code 2019, article 112).

Counted as off are only the days that every year's decision has in common: 1 January, the last day of the old lunar year
and the first three of the new one, the Kings' day (tenth of the third lunar month), 30 April, 1 May, 2 September; one
that falls on a weekend moves to the next working day (article 111.3). The fifth day of Tết, the second of September's
and days that are swapped are decided anew each year: the office lists them in archive.yaml. Where it does not, they
count as working days, so that an alarm is early.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from pipeline.settings import OfficeSettings

_DAY = dt.timedelta(days=1)
_WEEKEND = 5
_FIXED = ((1, 1), (4, 30), (5, 1), (9, 2))  # month, day
# First day of the lunar year and tenth of its third month, at UTC+7: in 2030 a day before the Chinese calendar's.
_LUNAR = (
    "2024-02-10", "2024-04-18", "2025-01-29", "2025-04-07", "2026-02-17", "2026-04-26",
    "2027-02-06", "2027-04-16", "2028-01-26", "2028-04-04", "2029-02-13", "2029-04-23",
    "2030-02-02", "2030-04-12", "2031-01-23", "2031-04-01", "2032-02-11", "2032-04-19",
    "2033-01-31", "2033-04-09", "2034-02-19", "2034-04-28", "2035-02-08", "2035-04-17",
    "2036-01-28", "2036-04-06", "2037-02-15", "2037-04-24", "2038-02-04", "2038-04-13",
    "2039-01-24", "2039-04-03", "2040-02-12", "2040-04-20", "2041-02-01", "2041-04-10",
    "2042-01-22", "2042-04-29", "2043-02-10", "2043-04-19", "2044-01-30", "2044-04-07",
    "2045-02-17", "2045-04-26",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which this office works. `off` and `on` are those that it lists beside the law's."""

    off: frozenset[dt.date] = frozenset()
    on: frozenset[dt.date] = frozenset()

    @classmethod
    def of(cls, office: OfficeSettings) -> "Calendar":
        """As the settings say."""
        return cls(frozenset(office.holidays), frozenset(office.workdays))

    def works(self, day: dt.date) -> bool:
        """Whether a day is a working day."""
        if day in self.on:
            return True
        return day.weekday() < _WEEKEND and day not in self.off and day not in holidays(day.year)

    def between(self, begin: dt.date, end: dt.date) -> int:
        """Working days after `begin` up to and with `end`."""
        return sum(self.works(begin + step * _DAY) for step in range(1, (end - begin).days + 1))


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[dt.date]:
    """The weekdays of a year on which the law lets nobody work; of years without lunar dates the fixed ones."""
    days = [dt.date(year, month, day) for month, day in _FIXED]
    lunar = [dt.date.fromisoformat(one) for one in _LUNAR if one.startswith(str(year))]
    if lunar:
        first, kings = lunar
        days += [kings, *(first + step * _DAY for step in range(-1, 3))]
    off = {day for day in days if day.weekday() < _WEEKEND}
    for day in sorted(day for day in days if day.weekday() >= _WEEKEND):
        while day.weekday() >= _WEEKEND or day in off:
            day += _DAY
        off.add(day)
    return frozenset(off)
