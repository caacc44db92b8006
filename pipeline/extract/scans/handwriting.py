"""Numbers and days written by hand into the gaps of a printed header, told from print by their height.

Tesseract reads print rightly and is nearly as sure of what it makes of a pen ("45" for 15, sure to 0.91). Printed
figures of one page are equally high; those of a pen stand out by a fifth and more on 14 of 15 real scans.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from pipeline.sheet.rows import rows
from pipeline.sheet.words import Word
from pipeline.text import fold

DOUBTED = 0.3  # confidence of what a pen wrote
# Whatever may be the line of number or date, also where OCR read neither: a figure doubted in vain costs nothing.
_LINE = re.compile(r"^\W*(luat )?s[o06]\W?\s*[:;.,]?|\bngay\b.{0,20}\bthang\b|thang\b.{0,12}\bnam\b")
_FIGURES = re.compile(r"^\W*\d{1,4}\W*$")
_WITHIN = re.compile(r"^\W*(s\w\W{0,2}\d{1,4}$|\d{1,4}/)", re.IGNORECASE)
_TALLER = 1.18
_WITH_ACCENT = 1.36  # the accent of "Số:", or the tail of Q in a code, is part of the word's box
_FEW = 3
_DAY = re.compile(r"\W*(?P<label>ngay\W*)?\d(?P<month>\W*[t4f]hang)?\W*")
_CLEAR = 0.85  # of a printed figure; a pen's is rarely read so surely
_ROOM = 0.75  # of a figure's height: where print has less beside it, no figure of the day was lost there


def doubted(words: Sequence[Word]) -> list[Word]:
    """The words of a page, those of its header lines that a pen wrote no longer sure."""
    high = usual(words)
    lines = [line for line in rows(words) if may_hold_gap(line.text)]
    by_hand = {word for line in lines for word in line.words if high is not None and _by_hand(word, high)}
    by_hand |= {word for line in lines for word in _half_days(line.words)}
    return [replace(word, confidence=min(word.confidence, DOUBTED)) if word in by_hand else word for word in words]


def _half_days(line: Sequence[Word]) -> Iterator[Word]:
    """Days of one figure that may be half of one: room beside it for another ("ngày  3 tháng" for 13), or no print.

    A pen's 31 was read as a 3 twice as high as the year beside it, over the word before it, and not surely.
    """
    for before, word, after in zip(line, line[1:], line[2:], strict=False):
        day = _DAY.fullmatch(fold(word.text))
        if day is None:
            continue
        starts, ends = fold(before.text).endswith("ngay"), fold(after.text).startswith("thang")
        high = word.top - word.bottom
        gaps = [word.left - before.right] * starts + [after.left - word.right] * ends
        beside = [
            other.top - other.bottom for other in line if other is not word and other.text.strip(".,").isdecimal()
        ]
        printed = word.confidence > _CLEAR and all(-0.2 * high < gap < _ROOM * high for gap in gaps)
        tall = not beside or high > _TALLER * median(beside)
        if (tall or not printed) and (starts or day["label"]) and (ends or day["month"]):
            yield word


def may_hold_gap(line: str) -> bool:
    """Whether a line may be the one of the number or of the day, filled in by a pen: "Số:...g:2...../TTr-BKTNS"."""
    return bool(_LINE.search(fold(line)))


def usual(words: Sequence[Word]) -> float | None:
    """How high the page's printed figures are; None where too few stand on it."""
    heights = [word.top - word.bottom for word in words if word.confidence > 0.9 and word.text.isdecimal()]
    return median(heights) if len(heights) >= _FEW else None


def _by_hand(word: Word, high: float) -> bool:
    own = word.top - word.bottom
    if _FIGURES.match(word.text):
        return own > _TALLER * high
    return bool(_WITHIN.match(word.text)) and own > _WITH_ACCENT * high
