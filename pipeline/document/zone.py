"""The days of the law are those of Viet Nam, wherever the machine stands."""

import datetime as dt

VIETNAM = dt.timezone(dt.timedelta(hours=7))


def day(time: dt.datetime) -> dt.date:
    """The day of an instant in Viet Nam."""
    return time.astimezone(VIETNAM).date()
