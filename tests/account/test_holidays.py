"""Working days as the Labour Code and the office's own list make them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.account.holidays import Calendar, holidays
from pipeline.settings import OfficeSettings

D = dt.date


@pytest.mark.parametrize(
    ("year", "days"),
    [
        # In 2025 the Kings' day was a Monday; 28 January was the last day of the old year.
        (2025, ["01-01", "01-28", "01-29", "01-30", "01-31", "04-07", "04-30", "05-01", "09-02"]),
        # In 2026 the Kings' day is a Sunday: Monday is off instead.
        (2026, ["01-01", "02-16", "02-17", "02-18", "02-19", "04-27", "04-30", "05-01", "09-02"]),
        # In 2027 two days of Tết and 1 May fall on weekends.
        (2027, ["01-01", "02-05", "02-08", "02-09", "02-10", "04-16", "04-30", "05-03", "09-02"]),
        # 2030: Tết by Viet Nam's own meridian, a day before the Chinese one; 2060: no lunar dates are known here.
        (2030, ["01-01", "02-01", "02-04", "02-05", "02-06", "04-12", "04-30", "05-01", "09-02"]),
        (2060, ["01-01", "04-30", "05-03", "09-02"]),
    ],
)
def test_the_days_that_every_year_has_in_common_are_off(year: int, days: list[str]) -> None:
    assert sorted(holidays(year)) == [D.fromisoformat(f"{year}-{day}") for day in days]


def test_the_offices_list_stands_above_the_law() -> None:
    calendar = Calendar.of(
        OfficeSettings(holidays=(D(2026, 2, 20), D(2026, 9, 1)), workdays=(D(2026, 8, 22), D(2026, 9, 2)))
    )

    assert not calendar.works(D(2026, 2, 20)) and not calendar.works(D(2026, 9, 1))
    assert calendar.works(D(2026, 8, 22))  # a Saturday that was swapped
    assert calendar.works(D(2026, 9, 2))
    assert calendar.between(D(2026, 2, 13), D(2026, 2, 23)) == 1
    assert Calendar().between(D(2026, 2, 13), D(2026, 2, 23)) == 2


@given(st.dates(D(2020, 1, 1), D(2050, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_working_days_add_up_and_are_weekdays(begin: dt.date, first: int, second: int) -> None:
    calendar = Calendar()
    middle, end = begin + dt.timedelta(days=first), begin + dt.timedelta(days=first + second)
    weekdays = sum((begin + dt.timedelta(days=step)).weekday() < 5 for step in range(1, first + second + 1))

    count = calendar.between(begin, end)

    assert count == calendar.between(begin, middle) + calendar.between(middle, end)
    years = end.year - begin.year + 1
    assert weekdays - 12 * years <= count <= weekdays
    assert all(day.weekday() < 5 for day in holidays(begin.year))
