"""Days by which something is to be done, as the text of an oversight document itself says; each with its sentence.

A day counts where its sentence asks for something ("báo cáo", "gửi", "hoàn thành" …) by that day, and lies behind the
day of issue: "tình hình thực hiện từ 2021 đến hết ngày 31/12/2023" tells what was looked at, not what is due. Whether
it was kept is not said here: nobody's clock reaches a page.
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
    r"\b(?:trước|chậm nhất|muộn nhất|không (?:muộn|chậm) hơn|thời hạn|hạn cuối|đến hết)"
    r"(?:\s+(?:là|vào|đến|hết))*\s*:?\s*"
    r"(?:\d{1,2}\s*(?:giờ|h|g)\s*\d{0,2}\s*(?:phút)?,?\s*)?ngày\s+"
    r"(?P<d>\d{1,2})\s*(?:/|\.|-|tháng)\s*(?P<m>\d{1,2})\s*(?:/|\.|-|năm)\s*(?P<y>20\d{2})\b",
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
    return _BY.search(text) is not None


def find(passages: Iterable[Passage], issued: dt.date) -> list[Due]:
    """Every day due behind `issued`, in the order of the text; one day of one passage once."""
    found = (due for one in passages if one.kind not in _SILENT for due in _of(one) if due.date > issued)
    return list({(due.date, due.anchor): due for due in found}.values())


def _of(passage: Passage) -> Iterator[Due]:
    for text in (passage.text, *(" ".join(row) for row in passage.rows)):
        for sentence in _SENTENCE.split(text):
            for day in _BY.finditer(sentence) if _ASKS.search(sentence) else ():
                if date := days.date(day):  # "31/6" is not said at all
                    yield Due(date, sentence.strip(), passage.id)
