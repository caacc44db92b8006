"""The days that a sentence names for what it does to another document: from when, and until when.

A day counts only where it stands with the words of effect: the title of a cited document may name any day ("… mức thu
từ ngày 01/01/2020"), and so does its own day of issue.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from pipeline.document.passage import Passage
from pipeline.text import late

_DAY = r"ngày\s+(?P<d{0}>\d{{1,2}})\s*(?:tháng|[/.\-])\s*(?P<m{0}>\d{{1,2}})\s*(?:năm|[/.\-])\s*(?P<y{0}>\d{{4}})(?!\d)"
_ENDS = (
    r"(?:hết|không còn|chấm dứt|ngưng|tiếp tục có) hiệu lực(?: thi hành)?(?: toàn bộ| một phần)?"
    r"|(?:tiếp tục|được|không(?: còn)?) (?:được )?áp dụng"
)
_FROM = late(
    rf"(?:(?:{_ENDS})(?:,? kể)? từ (?P<late1>sau |hết )?{_DAY.format(1)}"
    rf"|^(?:Điều \d+[.:] |\d+[.)] |[a-zđ]\) )?(?:kể )?từ {_DAY.format(2)}"
    r"(?=,|\s+(?:thì\s+)?(?:bãi bỏ|nghị quyết|quyết định|các))"
    rf"|\bkể từ (?P<late3>sau |hết )?{_DAY.format(3)}(?=\s*[.;]?$|\s*: … ))",
    re.IGNORECASE,
)
_ANY = late(r"\b(?P<d>\d{1,2})\s*(?:tháng|[/.\-])\s*(?P<m>\d{1,2})\s*(?:năm|[/.\-])\s*(?P<y>\d{4})(?!\d)")
_SPAN = late(
    rf"từ {_DAY.format(1)},? (?:cho )?đến (?:hết )?{_DAY.format(2)}(?=\W*$|[,.;])"
    r"|(?:(?:ngưng|có) hiệu lực(?: thi hành)?|(?:tiếp tục|được) (?:được )?(?:áp dụng|thực hiện)) (?:cho )?đến (?:hết )?"
    rf"(?:{_DAY.format(3)}|(?<=hết )năm (?P<in_year>\d{{4}})(?=\W*$|[,.;]))"
    r"|\b(?:kéo dài|gia hạn|tiếp tục áp dụng)\b.*? (?:cho )?đến (?:hết )?"
    rf"(?:{_DAY.format(4)}|(?<=hết )năm (?P<year>\d{{4}}))(?:\W*$|\s*: … )"
    # Behind the number, day and body of what is suspended: behind its title the day may be the title's.
    r"|\b(?:ng[ưừ]ng hiệu lực|(?:ng[ưừ]ng|dừng|hoãn|đình chỉ) (?:việc )?(?:thực hiện|áp dụng|thi hành))\b[^;]*?"
    r"\bsố \S+(?:,? ngày (?:[\d/.]{6,10}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
    r"(?: của (?:(?!về|quy định|ban hành|từ )[^,.;]){3,60}?)?,? (?:cho )?đến (?:hết )?"
    rf"(?:{_DAY.format(5)}|(?<=hết )năm (?P<last_year>\d{{4}}))(?=\W*$|[,.;])",
    re.IGNORECASE,
)


# A day at the end that nothing ties to the words of effect: in "… về mức thu từ ngày 01/01/2026" it may be the title's.
_LAST = late(rf"\btừ {_DAY.format(1)}\s*[.;]?$", re.IGNORECASE)
_BEHIND_BODY = late(
    r"\bsố \S+(?:,? ngày (?:[\d/.]{6,10}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
    r"(?: của (?:(?!về|quy định|ban hành)[^,.;]){3,60}?)?,? $"
)
_OF_ROW = late(r"; thời điểm (?P<said>[^;]*)(?:;|$)")  # `annex_lists`: a column says since when
_WITH_THIS = late(r"\bngày [^;]{0,40}\bnày có hiệu lực\b|^[-–\s]*$", re.IGNORECASE)
REWORDS = frozenset(("sua-doi", "thay-the", "dinh-chinh"))
"""Acts that may give other words to a part of a text."""
_OWN_EFFECT = late(
    r"\bnày\b[^.;]{0,60}\b(?:có|hết) hiệu lực\b|\bhiệu lực[^.;]{0,20} (?:từ|đến)(?: hết)? (?:ngày|năm)", re.IGNORECASE
)
_OF_EFFECT = late(
    r"\b(?:thời (?:điểm|gian|hạn)|ngày)(?:[^.;]{0,12} hiệu lực| (?:thực hiện|áp dụng|thi hành))\b", re.IGNORECASE
)
# "Bãi bỏ …, trừ Điều 3 tiếp tục có hiệu lực đến hết ngày …": behind that day nobody says what is left.
_SAVED = late(rf"\btrừ\b[^.;]{{0,200}}? đến (?:hết )?{_DAY.format(1)}", re.IGNORECASE)
_VAGUE = late(r"\b(?:(?:kể )?từ (?:thời điểm|khi|năm học|năm|tháng|quý)|khi)\b(?![^.;]{0,60}\bnày\b)", re.IGNORECASE)
_SPAN_ELSEWHERE = late(r"\bthời (?:gian|hạn) (?:tạm )?(?:ng[ưừ]ng|dừng|hoãn|đình chỉ)\b", re.IGNORECASE)
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
    if row := _OF_ROW.search(sentence):
        day = next((day for match in _ANY.finditer(row["said"]) if (day := date(match))), None)
        return Days(_not_before(issued, day)) if day else Days(unclear=not _WITH_THIS.search(row["said"]))
    whole = _APART.split(sentence)[0]
    found = {day for match in _FROM.finditer(whole) if (day := _begun(match))}
    saved = _SAVED.search(sentence) if kind in ("bai-bo", "thay-the") else None
    if saved and (last := date(saved, 1)) and last >= issued:
        begins = _not_before(issued, found.pop()) if len(found) == 1 else None
        return Days(begins, last + dt.timedelta(1), bool(found))
    vague = _VAGUE.search(whole) if not found else None
    if vague and _BEHIND_BODY.search(whole, 0, vague.start()):
        return Days(unclear=True)
    at_end = _LAST.search(whole) if not found else None
    if at_end and (day := date(at_end, 1)) and day >= issued:
        return Days(day) if _BEHIND_BODY.search(whole, 0, at_end.start()) else Days(unclear=True)
    return Days(_not_before(issued, found.pop())) if len(found) == 1 else Days(unclear=len(found) > 1)


def says_new_days(passages: Iterable[Passage]) -> bool:
    """Whether new wording in quotation marks says from when or until when a text has effect."""
    quoted = 0
    for one in passages:
        new = one.text if quoted else one.text.partition("“")[2]
        if "hiệu lực" in new and _OWN_EFFECT.search(new):
            return True
        quoted = max(0, quoted + one.text.count("“") - one.text.count("”"))
    return False


def stops_for_a_time(passages: Iterable[Passage]) -> bool:
    """Whether a text says for how long it stops something in a sentence of its own: "Thời gian tạm ngưng: …"."""
    return any(_SPAN_ELSEWHERE.search(one.text) for one in passages if "hời" in one.text)


def changes_effect(kind: str, part: str | None, words: str | None, new_days: bool) -> bool:
    """Whether an act gives other words to what a text says of its effect: "Lùi thời điểm có hiệu lực của …"."""
    named = kind == "sua-doi" and _OF_EFFECT.search(words or "") is not None
    return named or (new_days and part != "toan-bo" and kind in REWORDS)


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
