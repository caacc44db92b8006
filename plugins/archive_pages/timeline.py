"""The course of an oversight in time: where each mark of the picture stands, and the same as a table.

Marks differ by shape and by words, never by colour alone: a dot is a document, a diamond a day due, a broken line a
step of which no document came. How late something is, is not said: a page knows no clock.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.document import courses
from pipeline.document.deadlines import FOLLOWED, asks
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.duty_types import (
    CourseDot,
    CourseLine,
    CourseMark,
    CoursePicture,
    CourseStep,
    DueDay,
    OversightCourse,
)
from plugins.archive_reader import anchor_name
from plugins.filters import date_label

_LEFT, _RIGHT, _LINE, _TOP = 226, 110, 34, 34  # names end 16 before `_LEFT`, in either language
_SPAN = 460
_MOST_DUE = 6  # lines of days due in the picture; the table has them all
_MOST_TICKS = 8


def timeline(cards: Sequence[DocumentCard]) -> OversightCourse:
    """Steps, days due, and the picture of both; `cards` in the course of the oversight."""
    steps, due = list(_steps(cards)), list(due_days(cards))
    return {"steps": steps, "due": due, "picture": _picture(cards, steps, due[:_MOST_DUE], len(due))}


def _steps(cards: Iterable[DocumentCard]) -> Iterator[CourseStep]:
    """The steps that every oversight has, each with its documents."""
    known = list(cards)
    for name, forms in courses.course({card["oversight"] or "" for card in known}):
        mine = sorted((card for card in known if _form(card) in forms), key=lambda card: str(card["date"]))
        yield {"name": name, "documents": mine}


def _form(card: DocumentCard) -> str | None:
    return courses.form_of(card["oversight"], card["type"]["slug"])


def due_days(cards: Iterable[DocumentCard]) -> Iterator[DueDay]:
    """Every day due, in order; of a conclusion's, whether a report on its follow-up came after it."""
    known = list(cards)
    rows = [(due["date"], card, due) for card in known for due in card["due"]]
    for date, card, due in sorted(rows, key=lambda row: (row[0], row[1]["path"], row[2]["anchor"])):
        place = f"#{due['anchor']}" if due["anchor"] else ""
        reports = (one for one in known if one["oversight"] == FOLLOWED and one["date"] >= card["date"])
        answer = min(reports, key=lambda one: str(one["date"]), default=None)
        yield {
            "date": date,
            "label": date_label(date),
            "document": card,
            "path": card["path"] + place,
            "place": anchor_name(due["anchor"]),
            "sentence": due["sentence"],
            "asks": (asked := asks(card["oversight"], card["type"]["slug"])),
            "answer": answer if asked else None,
        }


def _picture(
    cards: Sequence[DocumentCard], steps: Sequence[CourseStep], due: Sequence[DueDay], all_due: int
) -> CoursePicture:
    dates = [dt.date.fromisoformat(card["date"]) for card in cards] + [dt.date.fromisoformat(d["date"]) for d in due]
    first, last = min(dates), max(dates)
    days = max((last - first).days, 1)

    def at(date: str) -> float:
        return round(_LEFT + _SPAN * (dt.date.fromisoformat(date) - first).days / days, 1)

    lines = [_line(place, step, at) for place, step in enumerate(steps)]
    marks: list[CourseMark] = [
        {"y": _y(len(steps) + place), "x": at(one["date"]), "label": one["label"], "name": _short(one["document"])}
        for place, one in enumerate(due)
    ]
    said = [f"{s['name']}: {_days(s) or 'chưa nhận được văn bản'}" for s in steps]
    said += [f"hạn {one['label']} nêu trong {one['document']['code']}" for one in due]
    return {
        "width": _LEFT + _SPAN + _RIGHT,
        "height": _TOP + _LINE * (len(steps) + len(due)) + 6,
        "left": _LEFT,
        "end": _LEFT + _SPAN,
        "top": _TOP - 10,
        "ticks": [{"x": at(day.isoformat()), "label": f"{day.month}/{day.year}"} for day in _ticks(first, last)],
        "lines": lines,
        "due": marks,
        "more": all_due - len(due),
        "described": "; ".join(said),
    }


def _line(place: int, step: CourseStep, at: Callable[[str], float]) -> CourseLine:
    dots: list[CourseDot] = [{"x": at(card["date"])} for card in step["documents"]]
    label = date_label(step["documents"][0]["date"]) if dots else None
    more = f" +{len(dots) - 1}" if len(dots) > 1 else ""
    return {"y": _y(place), "name": step["name"], "dots": dots, "label": f"{label}{more}" if label else None}


def _y(place: int) -> int:
    return _TOP + _LINE * place + _LINE // 2


def _days(step: CourseStep) -> str:
    return ", ".join(str(card["date_label"]) for card in step["documents"])


def _short(card: DocumentCard) -> str:
    """What fits before a line of the picture."""
    code = str(card["code"])
    return code if len(code) <= 20 else f"{code[:19]}…"


def _ticks(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """First days of months between, so many apart that they can be read."""
    months = (last.year - first.year) * 12 + last.month - first.month
    step = next(one for one in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / one <= _MOST_TICKS)
    count = first.year * 12 + first.month
    for month in range(count, last.year * 12 + last.month):
        if month % step == 0:
            yield dt.date(month // 12, month % 12 + 1, 1)
