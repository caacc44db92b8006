"""What is known of a document's effect, each line with the sentence that proves it: no clock, no guess.

Only normative documents have a status of effect (Law on the Promulgation of Legal Documents); an individual resolution
or a report has none, and says at most from when it works. A later document ends or suspends this one by its own
sentence, so its page changes in the build in which the later one arrives.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.document.model import Passage
from pipeline.document.record import Document
from pipeline.document.relations import PART, WHOLE
from plugins.archive_pages import labels
from plugins.archive_reader import anchor_name
from plugins.filters import date_label

Context = dict[str, Any]
_ENDS = {"thay-the", "bai-bo"}


def effect(document: Document, passages: Sequence[Passage], done: Sequence[Context]) -> Context:
    """The `doc.effect` of document.html.

    `done` is what other documents do to this one (`references.received`). Returns `status` and `label` of a tag (both
    None where nothing is known or nothing can be), `lines` of {label, evidence, where, by}, `unknown`: whether a
    status would have to be known and is not, and then what the law says (`rule`).
    """
    disputed = _disputed(document, done)
    lines = [*disputed, *_started(document, passages), *_ended(done)]
    status = None if disputed else _status(document, done)
    unknown = bool(document.normative) and document.state == "published" and not lines and status is None
    return {
        "status": status,
        "label": labels.EFFECTS[status] if status else None,
        "lines": lines,
        "unknown": unknown,
        "rule": _rule(document) if unknown else None,
    }


def _status(document: Document, done: Sequence[Context]) -> str | None:
    """What a person set stands first; else what another document's sentence says."""
    if document.effect.status != "chua-ro":
        return document.effect.status
    parts = {act["part"] for act in done if act["type"] in _ENDS}
    return "het-hieu-luc" if WHOLE in parts else "het-mot-phan" if PART in parts else None


def _disputed(document: Document, done: Sequence[Context]) -> list[Context]:
    """A line that says so where two sentences cannot both stand: ended as a whole, and later said to go on."""
    ended = [act["date"] for act in done if act["type"] in _ENDS and act["part"] == WHOLE]
    goes_on = [act["date"] for act in done if act["type"] == "tiep-tuc-hieu-luc" and act["part"] != PART]
    later = bool(ended and goes_on) and max(goes_on) >= min(ended)
    if not later and not (ended and document.effect.status in ("con-hieu-luc", "chua-co-hieu-luc")):
        return []
    said = "Các văn bản nói khác nhau về hiệu lực; cơ sở dữ liệu không chọn thay, xem từng câu dưới đây"
    return [{"label": said, "evidence": None, "where": None, "by": None}]


def _rule(document: Document) -> str | None:
    """The earliest day that the law allows where the text names none; not the day of effect, which stays unknown.

    Law 80/2015/QH13, article 151.1: 10 days after signing for a province, 7 for districts and communes. It was in force
    from 01/07/2016 to 31/03/2025.
    """
    issued, days = document.dates.issued, 10 if document.level == "tinh" else 7
    if not dt.date(2016, 7, 1) <= issued < dt.date(2025, 4, 1):
        return None
    earliest = date_label(issued + dt.timedelta(days))
    law = "Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13, Điều 151 khoản 1"
    return f"{law}: không sớm hơn {days} ngày kể từ ngày ký ban hành, tức không trước {earliest}."


def _ended(done: Sequence[Context]) -> Iterator[Context]:
    for act in done:
        verb = {"thay-the": "được thay thế bằng", "bai-bo": "bị bãi bỏ bởi", "tam-ngung": "theo"}.get(act["type"])
        if act["type"] == "tiep-tuc-hieu-luc":
            by = {"by": act["target_label"], "path": act["path"]}
            label = f"Tiếp tục có hiệu lực{' một phần' if act['part'] == PART else ''}, theo"
            yield {"label": label, "evidence": act["evidence"], "where": act["where"], **by}
        if verb:
            begins = "Tạm ngưng hiệu lực" if act["type"] == "tam-ngung" else "Hết hiệu lực"
            part = " một phần" if act["part"] == PART else ""
            since = f" từ {_day(act['effective_from'])}" if act["effective_from"] and not part else ""
            label = f"{begins}{part}{since}, {verb}"
            by = {"by": act["target_label"], "path": act["path"]}
            yield {"label": label, "evidence": act["evidence"], "where": act["where"], **by}


def _started(document: Document, passages: Sequence[Passage]) -> Iterator[Context]:
    said, starts, ends = document.effect.evidence, document.dates.effective_from, document.dates.effective_to
    where = _place(said, passages)
    named = f" ({anchor_name(where)})" if where and anchor_name(where) else ""
    link = f"#{where}" if where else None
    if ends:
        yield {"label": f"Hết hiệu lực từ {date_label(ends)}{named}", "evidence": said, "where": link, "by": None}
    if starts:
        yield {"label": f"Có hiệu lực từ {date_label(starts)}{named}", "evidence": said, "where": link, "by": None}


def _place(said: str | None, passages: Sequence[Passage]) -> str:
    """The provision that holds a sentence, a paragraph's being the one above it; empty where none does."""
    above = ""
    for one in passages:
        above = one.id or above
        if said and said in one.text:
            return above
    return ""


def _day(iso: str) -> str:
    return date_label(dt.date.fromisoformat(iso)) or ""
