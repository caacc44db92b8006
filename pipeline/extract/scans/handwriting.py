"""Numbers and days written by hand into the gaps of a printed header, told from print by their height.

Tesseract reads print rightly and is nearly as sure of what it makes of a pen ("45" for 15, sure to 0.91). Printed
figures of one page are equally high; those of a pen stand out by a fifth and more on 14 of 15 real scans.
"""

import re
from collections.abc import Sequence
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


def doubted(words: Sequence[Word]) -> list[Word]:
    """The words of a page, those of its header lines that a pen wrote no longer sure."""
    high = usual(words)
    if high is None:
        return list(words)
    lines = [line for line in rows(words) if _LINE.search(fold(line.text))]
    by_hand = {word for line in lines for word in line.words if _by_hand(word, high)}
    return [replace(word, confidence=min(word.confidence, DOUBTED)) if word in by_hand else word for word in words]


def usual(words: Sequence[Word]) -> float | None:
    """How high the page's printed figures are; None where too few stand on it."""
    heights = [word.top - word.bottom for word in words if word.confidence > 0.9 and word.text.isdecimal()]
    return median(heights) if len(heights) >= _FEW else None


def _by_hand(word: Word, high: float) -> bool:
    own = word.top - word.bottom
    if _FIGURES.match(word.text):
        return own > _TALLER * high
    return bool(_WITHIN.match(word.text)) and own > _WITH_ACCENT * high
