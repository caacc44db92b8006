"""What is known of a document's effect, each line with the sentence that proves it: no clock, no guess.

Only normative documents have a status of effect (Law on the Promulgation of Legal Documents); an individual resolution
or a report has none, and says at most from when it works and by what it ended. A later document ends or suspends this
one by its own sentence, so its page changes in the build in which the later one arrives; the status is that of the day
of the content (`Site.day`), and every other day's is worked out from the same events (`pipeline/document/status.py`).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.document import relations, status
from pipeline.document.passage import Passage
from pipeline.document.record import Document
from pipeline.document.status import EffectEvent, Kind, StatusPeriod
from plugins import archive_exports
from plugins.archive_dictionary import EFFECT, names
from plugins.archive_pages import labels, references
from plugins.archive_pages.card_types import DocumentCard, Mention, OwnEffect
from plugins.archive_pages.document_types import EffectLine, EffectRow, EffectShown, ReceivedAct
from plugins.archive_reader import anchor_name
from plugins.filters import date_iso, date_label

_ENDS: frozenset[Kind] = frozenset({"thay-the", "bai-bo"})
_OVER = {"het-hieu-luc", "het-mot-phan", "tam-ngung"}
_LASTING: Mapping[Kind, Kind] = {"tam-ngung": "het-tam-ngung", "tiep-tuc-hieu-luc": "tiep-tuc-hieu-luc"}
_TOLD: frozenset[Kind] = _ENDS | {"tam-ngung", "khong-ap-dung", "tiep-tuc-hieu-luc", "sua-doi"}
_SAID: Mapping[str, str] = {
    "ban-hanh": "Ban hành",
    "co-hieu-luc": "Có hiệu lực",
    "het-han": "Hết hiệu lực",
    "sua-doi": "Được sửa đổi, bổ sung bởi",
    "bai-bo": "Hết hiệu lực{part}, bị bãi bỏ bởi",
    "thay-the": "Hết hiệu lực{part}, được thay thế bằng",
    "tam-ngung": "Tạm ngưng hiệu lực{part}, theo",
    "khong-ap-dung": "Không còn được áp dụng{part}, theo",
    "het-tam-ngung": "Hết thời hạn tạm ngưng, theo",
    "tiep-tuc-hieu-luc": "Tiếp tục có hiệu lực{part}, theo",
    "doi-hieu-luc": "Quy định về hiệu lực được sửa đổi, bổ sung, đính chính bởi",
}
UNKNOWN = "Không xác định"


def stated(document: Document) -> OwnEffect:
    """What the document itself says of its effect, as part of its card."""
    dates, said = document.dates, document.effect
    found: OwnEffect = {
        "effective_from": dates.effective_from.isoformat() if dates.effective_from else None,
        "effective_to": dates.effective_to.isoformat() if dates.effective_to else None,
        "normative": document.normative,
    }
    if dates.effective_from:
        found["proof"] = said.evidence
    if dates.effective_to:
        found["end_proof"] = said.end_evidence or said.evidence
    return found


def turns(document: Document, acts: Iterable[Mention]) -> list[str]:
    """The days from which its page, or that of a document that it acts on, may say another status."""
    told = [act for act in acts if act.get("type") in _TOLD and act["targets"]]
    days = {day for act in told for day in (act.get("day"), act.get("until")) if day}
    own = (document.dates.effective_from, document.dates.effective_to, document.dates.issued)
    return sorted(days | {day.isoformat() for day in own if day})


def events(card: Mapping[str, Any], done: Iterable[ReceivedAct]) -> list[EffectEvent]:
    """What its own text and other documents (`references.received`) say of its effect, by day."""
    found = [EffectEvent("ban-hanh", _day(card["date"]))]
    if card["effective_from"]:
        found.append(EffectEvent("co-hieu-luc", _day(card["effective_from"]), evidence=card.get("proof")))
    if card["effective_to"]:
        found.append(EffectEvent("het-han", _day(card["effective_to"]), evidence=card.get("end_proof")))
    return status.ordered([*found, *(event for act in done for event in _told(act))])


def _told(act: ReceivedAct) -> Iterator[EffectEvent]:
    """The events of what another document says.

    A package that replaces this one without a sentence names no day: from the later one's day on nothing is sure.
    """
    if act["clause"]:
        yield EffectEvent("doi-hieu-luc", None, after=_day(act["date"]), evidence=act["evidence"], by=act["address"])
    kind = next((one for one in _TOLD if one == act["type"]), None)
    if kind == "thay-the" and not act["evidence"]:
        yield EffectEvent(kind, None, after=_day(act["date"]), by=act["address"])
    if kind is None or not act["evidence"] or (kind in _ENDS and act["part"] is None):
        return
    begins = act["day"] or (None if act["unclear"] else act["effective_from"])
    if kind == "tiep-tuc-hieu-luc" and relations.resumes(act["evidence"]):
        kind = "het-tam-ngung"
    if kind in ("tiep-tuc-hieu-luc", "tam-ngung") and not act["until"] and relations.names_a_span(act["evidence"]):
        begins = None  # it ends, on a day that no sentence names
    undone = act["undone"]
    never = bool(begins and undone and undone["day"] <= begins)  # it was changed before that: nothing is sure then
    told = EffectEvent(
        kind,
        _day(begins) if begins and not never else None,
        act["part"] != relations.PART,
        _day(begins) if begins and never else _day(act["date"]),
        act["evidence"],
        act["address"],
        act["anchor"] or "",
        act["day"] is not None,
    )
    yield told
    over = None if never else _over(act, kind)
    if undone and (never or (over == undone["day"] and kind in _LASTING)):
        address = undone["path"].removesuffix("/index.html")
        yield EffectEvent("doi-can-cu", _day(undone["day"]), evidence=undone["evidence"], by=address)
    if over and kind in _LASTING:
        # Whether what was suspended is in force again, or what goes on goes on, no sentence says from then on.
        yield replace(told, kind=_LASTING[kind], day=None, after=_day(over))
    elif act["until"] and kind in _ENDS:
        yield replace(told, day=None, whole=True, after=_day(act["until"]))  # what was left goes on no longer
    elif act["until"]:
        ends: Kind = "het-tam-ngung" if kind == "tam-ngung" else "het-han"
        yield replace(told, kind=ends, day=_day(act["until"]))


def _over(act: ReceivedAct, kind: Kind) -> str | None:
    """The day on which the document that says it ended or was changed, before the end that it names itself."""
    ended = act["effective_to"] if kind == "tam-ngung" and not act["until"] else None
    days = [day for day in (ended, act["undone"] and act["undone"]["day"]) if day]
    return min((day for day in days if not act["until"] or day < act["until"]), default=None)


def effect(
    document: Document, card: DocumentCard, passages: Sequence[Passage], done: Sequence[ReceivedAct], day: str
) -> EffectShown:
    """The `doc.effect` of document.html.

    `done` is what other documents do to this one (`references.received`), `day` that of the content. Returns `status`
    and `label` of a tag (both None where nothing is known or nothing can be), `lines` of {label, evidence, where, by},
    `events` in order with the status from each day on, `days` for js/effect.js, `unknown`: whether a status would have
    to be known and is not, and then what the law says (`rule`).
    """
    known = events(card, done)
    words = _Words(card, passages, done)
    disputed = _disputed(document, known)
    against_person = bool(disputed) and document.effect.status != "chua-ro"
    lines = [*disputed, *(words.line(one) for one in known if _leads(one) and not _prolonged(one, known))]
    found = None if against_person else tag(card, known, day)
    unknown = bool(document.normative) and document.state == "published" and not lines and found is None
    times = status.periods(known)
    return {
        "status": found,
        "label": labels.EFFECTS[found] if found else None,
        "lines": lines,
        "events": [words.row(one, known, times) for one in known] if _tells(card, known) else [],
        "days": "\n".join(map(words.period, times)),
        "unknown": unknown,
        "rule": _rule(document) if unknown else None,
    }


def tag(card: Mapping[str, Any], known: Sequence[EffectEvent], day: str) -> str | None:
    """The status on a day (without one: after all events); what a person set stands first. None for none."""
    if card["effect"]["status"] != "chua-ro":
        return str(card["effect"]["status"])
    answer = status.on(_day(day), known) if day else status.periods(known)[-1].answer
    return answer.status if _has(card, answer.status) else None


def _has(card: Mapping[str, Any], found: str) -> bool:
    """An individual act has no status of effect; that another document ended it is a fact."""
    return found in _OVER or (bool(card["normative"]) and found != "chua-ro")


def _tells(card: Mapping[str, Any], known: Sequence[EffectEvent]) -> bool:
    """Whether there is more to say of its days than that it was issued."""
    return len(known) > 1 and (bool(card["normative"]) or any(one.by and one.kind != "sua-doi" for one in known))


def _leads(one: EffectEvent) -> bool:
    """What stands at the head of the page; amendments are among its relations."""
    said = bool(one.evidence or one.day)  # that a package replaces it stands above the text
    return said and one.kind not in ("ban-hanh", "sua-doi", "het-tam-ngung")


def _prolonged(one: EffectEvent, known: Iterable[EffectEvent]) -> bool:
    """Whether it is the own end of a text, and another document said before that the text goes on."""
    goes_on = [other for other in known if other.kind == "tiep-tuc-hieu-luc" and other.whole]
    return one.kind == "het-han" and not one.by and any(other.first <= one.first for other in goes_on)


def _disputed(document: Document, known: Sequence[EffectEvent]) -> list[EffectLine]:
    """A line that says so where two sentences cannot both stand, or one and what a person set."""
    ended = any(one.kind in _ENDS and one.whole and one.evidence for one in known)
    against_person = ended and document.effect.status in ("con-hieu-luc", "chua-co-hieu-luc")
    if not against_person and status.contradiction(known) is None:
        return []
    said = "Các văn bản nói khác nhau về hiệu lực; cơ sở dữ liệu không chọn thay, xem từng câu dưới đây"
    return [{"label": said, "evidence": None, "where": None, "by": None, "path": None}]


class _Words:
    """How a document's page words its events."""

    def __init__(self, card: DocumentCard, passages: Sequence[Passage], done: Iterable[ReceivedAct]) -> None:
        self._card, self._passages = card, passages
        self._acting: dict[str, list[ReceivedAct]] = {}
        for act in done:
            self._acting.setdefault(act["address"], []).append(act)
        undone = [act["undone"] for acts in self._acting.values() for act in acts]
        self._undone = {(one["path"].removesuffix("/index.html"), one["evidence"]): one for one in undone if one}

    def line(self, one: EffectEvent) -> EffectLine:
        """An event at the head of the page: what, since when, by what, and its sentence with a link to it."""
        if one.kind == "doi-can-cu":
            why = self._undone[one.by, one.evidence]
            said, told, by, path = why["said"], why["evidence"], why["by"], why["path"]
            return {"label": said, "evidence": told, "where": why["where"], "by": by, "path": path}
        place, acting = self._place(one), self._act(one)
        named = f" ({anchor_name(place)})" if place and not one.by and anchor_name(place) else ""
        where = f"#{place}" if place and not one.by else acting["where"] if acting else None
        return {
            "label": self._said(one) + named,
            "evidence": one.evidence,
            "where": where,
            "by": acting["target_label"] if acting else None,
            "path": acting["path"] if acting else None,
        }

    def row(self, one: EffectEvent, known: Sequence[EffectEvent], times: Sequence[StatusPeriod]) -> EffectRow:
        """An event in the table of all: its day, and the status from then on."""
        answer = [period.answer for period in times if (period.first or dt.date.min) <= one.first][-1]
        day = date_label(one.day) if one.day else "không rõ ngày"
        own_end = ", đã được kéo dài" if _prolonged(one, known) else ""
        said = self.line(one)
        said["label"] += own_end
        return {**said, "day": day, "iso": date_iso(one.day), "status": self._status(answer.status)}

    def period(self, one: StatusPeriod) -> str:
        """First day (empty for always), status, and what proves it, in words, with tabs between."""
        proof = self.line(one.answer.proof) if one.answer.proof else None
        why = f"{proof['label']} {proof['by'] or ''}".strip() if proof else ""
        return f"{date_iso(one.first) or ''}\t{self._status(one.answer.status)}\t{why}"

    def _status(self, found: str) -> str:
        return labels.EFFECTS[found] if _has(self._card, found) else UNKNOWN if self._card["normative"] else "–"

    def _said(self, one: EffectEvent) -> str:
        since = f" từ {date_label(one.day)}" if one.day else " (chưa rõ từ ngày nào)"
        if one.kind == "ban-hanh":
            return f"Ban hành ngày {date_label(one.day)}"
        verb, comma, by = _SAID[one.kind].format(part="" if one.whole else " một phần").partition(",")
        if one.kind == "het-han" and one.by:
            comma, by = ",", " theo"
        return f"{verb}{'' if one.kind in ('sua-doi', 'tiep-tuc-hieu-luc') else since}{self._part(one)}{comma}{by}"

    def _act(self, one: EffectEvent) -> ReceivedAct | None:
        """What another document does, by the sentence of the event; a document may do several things."""
        done = self._acting.get(one.by, [])
        return next((act for act in done if act["evidence"] == one.evidence), done[0] if done else None)

    def _part(self, one: EffectEvent) -> str:
        """Which provisions the event is about, in the acting document's words: " (khoản 3 Điều 4)"."""
        acting = None if one.whole else self._act(one)
        named = re.sub(r"\s+(?:ban hành\s+)?kèm theo$", "", (acting and acting["provision"]) or "")
        return f" ({named})" if named else ""

    def _place(self, one: EffectEvent) -> str:
        """The provision that holds the sentence, a paragraph's being the one above it; empty where none does."""
        if one.by:
            return one.anchor
        above = ""
        for passage in self._passages:
            above = passage.id or above
            if one.evidence and one.evidence in passage.text:
                return above
        return ""


def data(card: DocumentCard, done: Sequence[ReceivedAct]) -> list[dict[str, str | None]]:
    """`effect_periods` of document.json: every status with its first and last day, and the sentence that proves it."""
    known = events(card, done)
    return [_period(card, one) for one in status.periods(known)] if _tells(card, known) else []


def table(
    day: str,
) -> Callable[[Sequence[DocumentCard], Sequence[DocumentCard]], dict[str, tuple[str, list[archive_exports.Row]]]]:
    """For the tables of a year: path of each document → its status on `day`, and a line for each of its periods.

    What is given are the documents of the year, and those that act on any of them.
    """

    def found(
        own: Sequence[DocumentCard], acting: Sequence[DocumentCard]
    ) -> dict[str, tuple[str, list[archive_exports.Row]]]:
        by: dict[str, list[DocumentCard]] = {}
        for card in acting:
            for target in references.acted_on(card["acts"]):
                by.setdefault(target, []).append(card)
        return {card["path"]: _lines(card, by, day) for card in own}

    return found


def _lines(
    card: DocumentCard, by: Mapping[str, Sequence[DocumentCard]], day: str
) -> tuple[str, list[archive_exports.Row]]:
    address = card["path"].removesuffix("/index.html")
    direct = by.get(address, ())
    further = (one for acting in direct for one in by.get(acting["path"].removesuffix("/index.html"), ()))
    cards = {one["path"]: one for one in (*direct, *further)}.values()
    known = events(card, references.received(references.Named.of(card), cards))
    times = status.periods(known) if _tells(card, known) else []
    now = tag(card, known, day)
    rows = [{"dia_chi": address, **_period(card, one)} for one in times]
    return now or "chua-ro", [dict(zip(names(EFFECT), one.values(), strict=True)) for one in rows]


def _period(card: Mapping[str, Any], one: StatusPeriod) -> dict[str, str | None]:
    """Status, first and last day, sentence, the document that says it, and where."""
    found, proof = one.answer.status, one.answer.proof
    by = (proof.by or card["path"].removesuffix("/index.html")) if proof else None
    return {
        "status": found if _has(card, found) else "chua-ro",
        "from": date_iso(one.first),
        "to": date_iso(one.last),
        "evidence": proof.evidence if proof else None,
        "by": by,
        "where": f"{by}/index.html{f'#{proof.anchor}' if proof.anchor else ''}" if proof else None,
    }


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


def _day(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)
