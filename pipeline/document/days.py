"""The days that a sentence names for what it does to another document: from when, and until when.

A day counts only where it stands with the words of effect: the title of a cited document may name any day ("… mức thu
từ ngày 01/01/2020"), and so does its own day of issue.
"""

import datetime as dt
import re
from typing import NamedTuple

from pipeline.text import late

_DAY = r"ngày\s+(?P<d{0}>\d{{1,2}})\s*(?:tháng|[/.\-])\s*(?P<m{0}>\d{{1,2}})\s*(?:năm|[/.\-])\s*(?P<y{0}>\d{{4}})(?!\d)"
_ENDS = (
    r"(?:hết|không còn|chấm dứt|ngưng|tiếp tục có) hiệu lực(?: thi hành)?"
    r"|(?:tiếp tục|được|không(?: còn)?) (?:được )?áp dụng"
)
_FROM = late(
    rf"(?:(?:{_ENDS})(?:,? kể)? từ (?P<late1>sau |hết )?{_DAY.format(1)}"
    rf"|^(?:Điều \d+[.:] |\d+[.)] |[a-zđ]\) )?(?:kể )?từ {_DAY.format(2)}"
    r"(?=,|\s+(?:thì\s+)?(?:bãi bỏ|nghị quyết|quyết định|các))"
    rf"|\bkể từ (?P<late3>sau |hết )?{_DAY.format(3)}(?=\s*[.;]?$|\s*: … ))",
    re.IGNORECASE,
)
_SPAN = late(
    rf"từ {_DAY.format(1)},? (?:cho )?đến (?:hết )?{_DAY.format(2)}(?=\W*$|[,.;])"
    r"|(?:(?:ngưng|tiếp tục có) hiệu lực(?: thi hành)?|(?:tiếp tục|được) (?:được )?áp dụng) (?:cho )?đến (?:hết )?"
    rf"(?:{_DAY.format(3)}|(?<=hết )năm (?P<in_year>\d{{4}})(?=\W*$|[,.;]))"
    r"|\b(?:kéo dài|gia hạn|tiếp tục áp dụng)\b.*? (?:cho )?đến (?:hết )?"
    rf"(?:{_DAY.format(4)}|(?<=hết )năm (?P<year>\d{{4}}))(?:\W*$|\s*: … )"
    # Behind the number, day and body of what is suspended: behind its title the day may be the title's.
    r"|\bng[ưừ]ng hiệu lực\b[^;]*?\bsố \S+(?:,? ngày (?:[\d/.]{6,10}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
    r"(?: của (?:(?!về|quy định|ban hành)[^,.;]){3,60}?)?,? (?:cho )?đến (?:hết )?"
    rf"(?:{_DAY.format(5)}|(?<=hết )năm (?P<last_year>\d{{4}}))(?=\W*$|[,.;])",
    re.IGNORECASE,
)


# A day at the end that nothing ties to the words of effect: in "… về mức thu từ ngày 01/01/2026" it may be the title's.
_LAST = late(rf"\btừ {_DAY.format(1)}\s*[.;]?$", re.IGNORECASE)
_BEHIND_BODY = late(
    r"\bsố \S+(?:,? ngày (?:[\d/.]{6,10}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
    r"(?: của (?:(?!về|quy định|ban hành)[^,.;]){3,60}?)?,? $"
)
_APART = late(r"[,;]\s*riêng\b", re.IGNORECASE)  # what follows is of a part


class Days(NamedTuple):
    """The first day on which it holds, and the first on which it holds no more; None where the sentence names none.

    `unclear`: it names a day of which it is not told what begins, or several, so that none can be taken from elsewhere.
    """

    day: dt.date | None = None
    until: dt.date | None = None
    unclear: bool = False


def of(kind: str, sentence: str, issued: dt.date) -> Days:
    """The days of an act of this kind; none before `issued`, on which the sentence was passed.

    "đến ngày 31/12" includes that day (Civil Code 2015, article 148: a term ends when its last day does).
    """
    span = _SPAN.search(sentence) if kind in ("tam-ngung", "tiep-tuc-hieu-luc") else None
    if span:
        last = next(filter(None, (date(span, group) for group in (2, 3, 4, 5))), None)
        if year := span["year"] or span["in_year"] or span["last_year"]:
            last = dt.date(int(year), 12, 31)
        return Days(_not_before(issued, date(span, 1)), last + dt.timedelta(1) if last and last >= issued else None)
    whole = _APART.split(sentence)[0]
    found = {day for match in _FROM.finditer(whole) if (day := _begun(match))}
    at_end = _LAST.search(whole) if not found else None
    if at_end and (day := date(at_end, 1)) and day >= issued:
        return Days(day) if _BEHIND_BODY.search(whole, 0, at_end.start()) else Days(unclear=True)
    return Days(_not_before(issued, found.pop())) if len(found) == 1 else Days(unclear=len(found) > 1)


def _begun(match: re.Match[str]) -> dt.date | None:
    """The day from which it holds; "hết hiệu lực từ sau ngày 31/12" is the day behind."""
    day = date(match, 1) or date(match, 2) or date(match, 3)
    return day + dt.timedelta(1) if day and (match["late1"] or match["late3"]) else day


def _not_before(issued: dt.date, day: dt.date | None) -> dt.date | None:
    return day if day and day >= issued else None


def date(match: re.Match[str], which: int | str = "") -> dt.date | None:
    """The day of the groups y, m and d of a match, with `which` behind their names; None for one of no calendar."""
    try:
        return dt.date(*(int(match[f"{part}{which}"]) for part in "ymd"))
    except (TypeError, ValueError):
        return None
