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


def effect(document: Document, passages: Sequence[Passage], done: Sequence[Context]) -> Context:
    """The `doc.effect` of document.html.

    `done` is what other documents do to this one (`references.received`). Returns `status` and `label` of a tag (both
    None where nothing is known or nothing can be), `lines` of {label, evidence, where, by}, and `unknown`: whether a
    status would have to be known and is not.
    """
    lines = [*_started(document, passages), *_ended(done)]
    status = _status(document, done)
    return {
        "status": status,
        "label": labels.EFFECTS[status] if status else None,
        "lines": lines,
        "unknown": bool(document.normative) and document.state == "published" and not lines and status is None,
    }


def _status(document: Document, done: Sequence[Context]) -> str | None:
    """What a person set stands first; else what another document's sentence says."""
    if document.effect.status != "chua-ro":
        return document.effect.status
    kinds = {(act["type"], act["part"]) for act in done}
    if {("thay-the", WHOLE), ("bai-bo", WHOLE)} & kinds:
        return "het-hieu-luc"
    return "het-mot-phan" if ("bai-bo", PART) in kinds else None


def _ended(done: Sequence[Context]) -> Iterator[Context]:
    for act in done:
        verb = {"thay-the": "được thay thế bằng", "bai-bo": "bị bãi bỏ bởi", "tam-ngung": "theo"}.get(act["type"])
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
