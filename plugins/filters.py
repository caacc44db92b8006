"""How the archive writes dates, sizes and names for Vietnamese readers; pure functions from values to text."""

import datetime as dt
import re
from pathlib import PurePosixPath
from typing import overload
from zoneinfo import ZoneInfo

from pipeline import text

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_RESERVED = re.compile(r"|con|prn|aux|nul|(?:com|lpt)\d")  # names that Windows keeps for itself, and none at all
_UNITS = ("B", "KB", "MB", "GB")


@overload
def date_label(date: dt.date) -> str: ...
@overload
def date_label(date: dt.date | str | None) -> str | None: ...
def date_label(date: dt.date | str | None) -> str | None:
    """09/12/2024, from a date or its ISO text; None stays None."""
    iso = date.isoformat() if isinstance(date, dt.date) else date
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]}" if iso else None


def date_iso(date: dt.date | None) -> str | None:
    """2024-12-09; None stays None."""
    return date.isoformat() if date else None


def instant_label(instant: dt.datetime) -> str:
    """10/12/2024 08:12, as the clock in Vietnam showed it; an instant without a zone is taken as that clock's."""
    here = instant.astimezone(ZONE) if instant.tzinfo else instant
    iso = here.isoformat()
    return f"{iso[8:10]}/{iso[5:7]}/{iso[:4]} {iso[11:16]}"


def instant_iso(instant: dt.datetime) -> str:
    """2024-12-10T01:12:00Z: in UTC, to the second."""
    aware = instant if instant.tzinfo else instant.replace(tzinfo=ZONE)
    return f"{aware.astimezone(dt.UTC).isoformat()[:19]}Z"


def size_label(size: int) -> str:
    """214 KB; decimal comma, one place from 1 MB on."""
    value, unit = float(size), 0
    while value >= 1024 and unit < len(_UNITS) - 1:
        value, unit = value / 1024, unit + 1
    shown = f"{value:.1f}" if unit > 1 and value < 100 else f"{value:.0f}"
    return f"{shown.removesuffix('.0').replace('.', ',')} {_UNITS[unit]}"


def download_name(name: str, ext: str) -> str:
    """A received file name as every system can save it: ASCII, short, with the ending of its real type."""
    stem = text.slugify(PurePosixPath(name.replace("\\", "/")).stem)[:80].strip("-")
    return f"{f'van-ban-{stem}'.strip('-') if _RESERVED.fullmatch(stem) else stem}.{ext}"


def first_lower(words: str) -> str:
    """Cấp tỉnh → cấp tỉnh; abbreviations (HĐND) keep their capitals."""
    return words if re.match(r"[^\W\d_]{2}", words) and words[:2].isupper() else words[:1].lower() + words[1:]
