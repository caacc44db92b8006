"""The status of effect on a day, worked out from what texts say: a pure function of events, never a guess.

Each answer names the event that proves it. Where no text says from when, or two texts cannot both stand, the answer is
unknown (Law 80/2015/QH13, articles 151 to 155: a text takes effect on the day that it names, ends on the day that it or
a later text names). What no document of the archive says cannot be known here.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal[
    "ban-hanh", "co-hieu-luc", "het-han", "sua-doi", "bai-bo", "thay-the", "tam-ngung", "het-tam-ngung",
    "khong-ap-dung", "tiep-tuc-hieu-luc", "doi-can-cu", "doi-hieu-luc",
]  # fmt: skip
Status = Literal["chua-co-hieu-luc", "con-hieu-luc", "het-mot-phan", "tam-ngung", "het-hieu-luc", "chua-ro"]
_ENDING = ("bai-bo", "thay-the")


@dataclass(frozen=True, slots=True)
class EffectEvent:
    """Something that a text says of the document's effect.

    `day` is the first day on which it holds, None where no text names it; then `after` is the day before which it
    cannot hold (that of issue). `whole` tells the whole document from a part. `evidence` is the sentence, `by` the
    address of the document that says it, empty for the own text; `anchor` the provision there. `named` tells that the
    sentence itself names the day, which else is that of its document. "doi-can-cu" is what a third document did to one
    that acts: it says nothing of this one, but why what that one said is not sure. "doi-hieu-luc": another document
    gave new words to what this one says of its effect.
    """

    kind: Kind
    day: dt.date | None
    whole: bool = True
    after: dt.date | None = None
    evidence: str | None = None
    by: str = ""
    anchor: str = ""
    named: bool = False

    @property
    def first(self) -> dt.date:
        """The day of the event, or the first on which it may hold."""
        return self.day or self.after or dt.date.min


class DatedStatus(NamedTuple):
    """A status, and the event that proves it or, of an unknown one, makes it unknown."""

    status: Status
    proof: EffectEvent | None


class StatusPeriod(NamedTuple):
    """Days, both included, on which one answer holds; None for an end that no text names."""

    first: dt.date | None
    last: dt.date | None
    answer: DatedStatus


def ordered(events: Iterable[EffectEvent]) -> list[EffectEvent]:
    """Events by day; on one day the own text speaks first."""
    return sorted(
        events, key=lambda one: (one.first, one.by, one.kind, one.anchor, one.whole, str(one.day), _told(one))
    )


def on(day: dt.date, events: Sequence[EffectEvent]) -> DatedStatus:
    """The status on a day."""
    held = [one for one in ordered(events) if one.first <= day]
    ended = [one for one in held if one.kind in _ENDING and one.whole]
    sure = next((one for one in ended if one.day), None)
    against = (_against(sure, held) or _other_end(sure, events, day)) if sure else None
    if against:
        return DatedStatus("chua-ro", against)
    if sure and (left := _left(sure, held)):
        return DatedStatus("het-mot-phan" if left.by == sure.by else "chua-ro", left)
    if sure:
        return DatedStatus("het-hieu-luc", sure)
    if ended:
        return DatedStatus("chua-ro", ended[0])
    return _own(day, held, events)


def _left(sure: EffectEvent, held: Sequence[EffectEvent]) -> EffectEvent | None:
    """What says that a part goes on though the whole was ended: "riêng Điều 3 tiếp tục có hiệu lực đến …"."""
    goes_on = [one for one in held if one.kind == "tiep-tuc-hieu-luc" and not one.whole and _told(one) >= _told(sure)]
    over = {one.by for one in held if one.kind == "het-han" and not one.whole}
    return next((one for one in goes_on if one.by not in over), None)


def periods(events: Sequence[EffectEvent]) -> list[StatusPeriod]:
    """All answers in time: from before the first event to behind the last."""
    days = sorted({one.first for one in events if one.first > dt.date.min})
    before = days[0] - dt.timedelta(1) if days else dt.date.min
    found = [StatusPeriod(None, None, on(before, events))]
    for day in days:
        answer = on(day, events)
        if answer != found[-1].answer:
            found[-1] = found[-1]._replace(last=day - dt.timedelta(1))
            found.append(StatusPeriod(day, None, answer))
    return found


def contradiction(events: Sequence[EffectEvent]) -> EffectEvent | None:
    """The event that cannot stand beside another one: what ended is said to go on, or to change."""
    ends = next((one for one in ordered(events) if one.kind in _ENDING and one.whole), None)
    starts, term = _of("co-hieu-luc", events), _of("het-han", [one for one in events if not one.by])
    if starts and term and starts.first >= term.first:
        return term
    return (_against(ends, ordered(events)) or _other_end(ends, events)) if ends else None


def _other_end(ends: EffectEvent, events: Iterable[EffectEvent], day: dt.date | None = None) -> EffectEvent | None:
    """What another document says no earlier: that it ends on a later day, which it names and which `day` is before.

    From that day on both agree. A second repeal that names no day of its own repeats the first, and says nothing new.
    """
    later = [one for one in events if one.kind in _ENDING and one.whole and one.named and one.by != ends.by]
    return next((one for one in ordered(later) if one.first > (day or ends.first) and _told(one) >= _told(ends)), None)


def _against(ends: EffectEvent, held: Sequence[EffectEvent]) -> EffectEvent | None:
    """What another document says later, though this was ended: that it goes on, or that it is amended."""
    others = [one for one in held if one.by != ends.by and one.whole and _told(one) >= _told(ends)]
    goes_on = next((one for one in others if one.kind in ("tiep-tuc-hieu-luc", "het-tam-ngung")), None)
    amended = (one for one in others if one.kind == "sua-doi" and one.first >= ends.first and _told(one) > _told(ends))
    return goes_on or next(amended, None)


def _told(one: EffectEvent) -> dt.date:
    """When it was said: an amendment passed before the end and in force on its day contradicts nothing."""
    return one.after or one.first


def _own(day: dt.date, held: Sequence[EffectEvent], events: Sequence[EffectEvent]) -> DatedStatus:
    """The status of what no other document ended."""
    issued, starts = (_of(kind, events) for kind in ("ban-hanh", "co-hieu-luc"))
    if changed := next((one for one in held if one.kind == "doi-hieu-luc"), None):
        return DatedStatus("chua-ro", changed)
    goes_on = next((one for one in held[::-1] if one.kind == "tiep-tuc-hieu-luc" and one.whole and one.day), None)
    term = _of("het-han", [one for one in events if one.by == (goes_on.by if goes_on else "")])
    if starts and term and starts.first >= term.first:
        return DatedStatus("chua-ro", term)
    if starts and day < starts.first:
        return DatedStatus("chua-co-hieu-luc", starts)
    if not starts and issued and day < issued.first:
        return DatedStatus("chua-co-hieu-luc", issued)
    if term and term in held:
        longer = (one for one in held if _open(one))
        said = next((one for one in longer if one.first <= term.first), None)  # "thêm 02 năm": until when, is not known
        return DatedStatus("chua-ro", said) if said else DatedStatus("het-hieu-luc", term)
    if doubted := next((one for one in held if goes_on and one.by == goes_on.by and _open(one)), None):
        return DatedStatus("chua-ro", doubted)
    if stopped := _stopped(held):
        return DatedStatus("tam-ngung" if stopped.day and stopped.kind == "tam-ngung" else "chua-ro", stopped)
    parts = [one for one in held if one.kind in _ENDING and not one.whole]
    if parts:
        ended = next((one for one in parts if one.day), None)
        return DatedStatus("het-mot-phan" if ended else "chua-ro", ended or parts[0])
    known = goes_on or (starts if starts in held else None)
    return DatedStatus("con-hieu-luc", known) if known else DatedStatus("chua-ro", None)


def _open(one: EffectEvent) -> bool:
    """Whether it says that the text goes on, and nobody knows until when."""
    return one.kind == "tiep-tuc-hieu-luc" and one.whole and not one.day


def _stopped(held: Sequence[EffectEvent]) -> EffectEvent | None:
    """The suspension of the whole that nothing has ended yet; what is said to be no more applied may be in force."""
    found: EffectEvent | None = None
    for one in held:
        if one.kind in ("tam-ngung", "khong-ap-dung") and one.whole:
            found = one
        elif one.kind in ("het-tam-ngung", "tiep-tuc-hieu-luc") and one.whole:
            found = one if found and not one.day else None
    return found


def _of(kind: Kind, events: Iterable[EffectEvent]) -> EffectEvent | None:
    return next((one for one in events if one.kind == kind and one.day), None)
