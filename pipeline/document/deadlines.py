"""Days by which something is to be done, as the text of an oversight document itself says; each with its sentence.

A day counts where its sentence asks for something ("báo cáo", "gửi", "hoàn thành" …) by that day, and lies behind the
day of issue: "tình hình thực hiện từ 2021 đến hết ngày 31/12/2023" tells what was looked at, not what is due. "trong
quý III/2025" ends with September, "trước quý IV/2025" is before October; "30 ngày kể từ ngày ban hành Kết luận này" is
counted from the day of issue. "trước ngày 15/9" has no year, "10 ngày làm việc", "kể từ ngày nhận được" no day that the
text tells: they are no days. Whether it was kept is not said here: nobody's clock reaches a page.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.document import days
from pipeline.document.passage import HEADINGS, Passage, PassageKind
from pipeline.text import late

ASKING = frozenset({"kl-tt", "nq-gs-chuyen-de", "nq-chat-van", "kn-gs", "giai-trinh"})
"""Forms of oversight whose days are those of the follow-up (Law 121/2025/QH15, chapter III); see `asks`."""
FOLLOWED = "bc-thuc-hien"
"""The form in which whoever was asked reports that it was done."""
_BY = late(
    r"\b(?:trước|chậm nhất|muộn nhất|không (?:muộn|chậm) hơn|thời hạn|thời gian hoàn thành|hạn cuối|đến hết)"
    r"(?:\s+(?:là|vào|đến|hết|trước))*\s*:?\s*"
    r"(?:\d{1,2}\s*(?:giờ|h|g)\s*\d{0,2}\s*(?:phút)?,?\s*)?(?:ngày\s+)?"
    r"(?P<d>\d{1,2})\s*(?:/|\.|-|tháng)\s*(?P<m>\d{1,2})\s*(?:/|\.|-|năm)\s*(?P<y>20\d{2})\b",
    re.IGNORECASE,
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LATEST = (
    r"(?:chậm nhất|muộn nhất|thời (?:gian|hạn) (?:hoàn thành|gửi báo cáo|báo cáo|gửi))"
    r"(?:\s+(?:là|vào|đến|trong|hết|cuối))*\s*:?"
)
# At the head of a clause, or behind the office that is asked: "các công trình hoàn thành trong quý III/2025" asks
# nothing, nor does "xử lý tồn tại phát sinh trong quý III/2025".
_HEAD = (
    r"(?:^(?:\d+[.)]\s*|[a-zđ]\)\s*|[-+–]\s*)?|[.;:,]\s+|\b(?:và|phải|cần|sớm|khẩn trương|chỉ đạo|yêu cầu|đề nghị|để)"
    r"\s+|(?:^(?:\d+[.)]\s*|[-+–]\s*)?|[.;:]\s+|\b(?:yêu cầu|đề nghị|giao)\s+)"
    r"(?:Ủy ban|UBND|Sở|Phòng|Văn phòng|Công an|Thường trực|Chủ tịch)\s(?:(?!các\b|những\b|đã\b)[^\s,.;:]+\s){1,10}?)"
)
_WORD = r"\s+(?!(?:phát|diễn|xảy|tồn|tiếp|đã|được|bị|giao|kết|tình|công|hoạt|số|vốn|theo|của|từ)\b)[^\s,.;:()]+"
_ASKED_WITHIN = (
    rf"{_HEAD}(?:hoàn (?:thành|tất)(?:{_WORD}){{0,7}}?"
    rf"|[^\s,.;:()]+(?:{_WORD}){{0,6}}?\s(?:xong|dứt điểm)(?:{_WORD}){{0,2}}?"
    r"|(?:báo cáo|trình|gửi)(?=\s+(?:trong|trước|về|lại|cho|HĐND|Hội đồng|Thường trực|Ban|Đoàn|Tổ)\b)"
    rf"(?:{_WORD}){{0,7}}?)"
    r"\s+(?P<edge>trong|trước|hết|cuối)"
)
_PERIOD = late(
    rf"(?:\b{_LATEST}|{_ASKED_WITHIN})\s+(?:quý\s+(?P<quarter>I{{1,3}}|IV|[1-4])|tháng\s+(?P<month>\d{{1,2}}))"
    r"\s*(?:/\s*|,?\s*năm\s+)(?P<y>20\d{2})(?=\W*$|\s*[,.;)]|\s+và\b)",
    re.IGNORECASE,
)
_MAY_BE_PERIOD = late(r"\b(?:quý\s+(?:I|[1-4])|tháng\s+\d{1,2}\s*(?:/|,?\s*năm))", re.IGNORECASE)
_COUNTED = late(
    r"\b(?:chậm nhất|muộn nhất|(?:trong )?thời hạn|trong vòng|trong)(?:\s+(?:là|sau))*\s+(?P<count>\d{1,3})\s*"
    r"(?:\([^()]{2,30}\)\s*)?ngày,?\s+(?:kể\s+)?từ\s+ngày\s+(?:ký(?:\s+ban hành)?|ban hành)"
    r"(?:\s+(?:Kết luận|Nghị quyết|Thông báo|Báo cáo|Kiến nghị|Văn bản|Công văn) này|(?=\W*$|\s*[,.;)]))",
    re.IGNORECASE,
)
_ASKS = late(
    r"\b(?:báo cáo|gửi|hoàn thành|trình|khắc phục|xử lý|giải trình|cung cấp|nộp|tổ chức|ban hành)\b", re.IGNORECASE
)
_CAPITALS = "".join(letter for letter in map(chr, range(ord("A"), ord("Ỹ") + 1)) if letter.isupper())
_SENTENCE = late(rf"(?<=[.;])\s+(?=[{_CAPITALS}“(+–-])")
# An article of one sentence, or a paragraph "1. Báo cáo trước ngày …" of a report, stands as a heading.
_SILENT = (HEADINGS - {PassageKind.dieu, PassageKind.heading}) | {PassageKind.can_cu}


def asks(form: str | None, kind: str) -> bool:
    """Whether the days of a document are those of the follow-up: a hearing's plan and conclusion are of one form."""
    return form in ASKING and (form != "giai-trinh" or kind == "ket-luan")


class Due(NamedTuple):
    """A day, the sentence that names it, and the id of the passage (empty for one without)."""

    date: dt.date
    sentence: str
    anchor: str


def may_hold(text: str) -> bool:
    """Whether it is worth looking: most documents name no day like that."""
    return any(pattern.search(text) for pattern in (_BY, _COUNTED, _MAY_BE_PERIOD))


def find(passages: Iterable[Passage], issued: dt.date) -> list[Due]:
    """Every day due behind `issued`, in the order of the text; one day of one passage once."""
    found = (due for one in passages if one.kind not in _SILENT for due in _of(one, issued) if due.date > issued)
    return list({(due.date, due.anchor): due for due in found}.values())


def _of(passage: Passage, issued: dt.date) -> Iterator[Due]:
    for text in (passage.text, *(" ".join(row) for row in passage.rows)):
        for sentence in _SENTENCE.split(text) if may_hold(text) else ():
            for date in _days(sentence, issued) if _ASKS.search(sentence) else ():
                yield Due(date, sentence.strip(), passage.id)


def _days(sentence: str, issued: dt.date) -> Iterator[dt.date]:
    """The days by which a sentence asks for something, in its order; "31/6" is not said at all."""
    found = [(day.start(), days.date(day)) for day in _BY.finditer(sentence)]
    found += [(period.start(), _edge(period)) for period in _PERIOD.finditer(sentence)]
    found += [(one.start(), issued + dt.timedelta(int(one["count"]))) for one in _COUNTED.finditer(sentence)]
    yield from (date for _, date in sorted(found, key=lambda one: one[0]) if date)


def _edge(period: re.Match[str]) -> dt.date | None:
    """The last day of a quarter or month; of "trước quý IV/2025" the first, as of "trước ngày 01/10/2025"."""
    quarter, year = period["quarter"], int(period["y"])
    last = 3 * (_QUARTERS.get(quarter.lower()) or int(quarter)) if quarter else int(period["month"])
    if not 1 <= last <= 12:
        return None
    if (period["edge"] or "").lower() == "trước":
        return dt.date(year, last - 2 if quarter else last, 1)
    return dt.date(year + last // 12, last % 12 + 1, 1) - dt.timedelta(1)
