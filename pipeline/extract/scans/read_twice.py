"""Lines that tesseract read twice, as two that lie over each other: looked at alone, as the one line that they are.

Where a pen or a lean parts a line's letters in height, tesseract finds two lines in one and gives the words of both:
"Đông Giang, nịngày ày 34 tháng tháng 6 6 năm năm 2024".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import tesserocr
from PIL import Image

from pipeline.extract.scans.handwriting import DOUBTED
from pipeline.sheet.rows import Row, pieces, rows
from pipeline.sheet.words import Word

Part = tuple[int, int, int, int]
Engine = Callable[[Image.Image, float, int, Part], list[Word]]  # a picture, its dpi, tesseract's mode, the part of it

_OVER = 0.4  # of the narrower of two words, by which one lies over the other
_TIMES = 2  # that words of a line lie over each other; one may be a stamp's, or a pen's


def once(words: Sequence[Word], ink: Image.Image, dpi: float, engine: Engine) -> list[Word]:
    """The words of a page, those of lines that were read twice as a look at each line alone has them."""
    found = list(words)
    for piece in (piece for row in rows(words) for piece in pieces(row) if _overlaps(piece.words) >= _TIMES):
        part = _part(piece, ink, dpi)
        again = engine(ink, dpi, int(tesserocr.PSM.SINGLE_LINE), part)
        if again and not _overlaps(again):
            before = [word for word in found if _within(word, part, ink.height, dpi / 72)]
            found = [word for word in found if word not in before] + [_doubted(word, before) for word in again]
    return found


def _doubted(word: Word, before: Sequence[Word]) -> Word:
    """A word of the look at the line alone; figures that the page's look has not there are in doubt."""
    figures = re.findall(r"\d+", word.text)
    seen = {digits for one in before for digits in re.findall(r"\d+", one.text)}
    return replace(word, confidence=min(word.confidence, DOUBTED)) if not seen.issuperset(figures) else word


def _overlaps(words: Sequence[Word]) -> int:
    """How many of the words lie over the one before them."""
    beside = pairwise(sorted(words, key=lambda word: word.left))
    return sum(
        before.right - after.left > _OVER * min(before.right - before.left, after.right - after.left)
        for before, after in beside
    )


def _part(piece: Row, ink: Image.Image, dpi: float) -> Part:
    """The line with its marks and tails, in pixels."""
    scale, size = dpi / 72, sorted(word.size for word in piece.words)[len(piece.words) // 2]
    top = max(word.top for word in piece.words) + 0.2 * size
    bottom = min(word.bottom for word in piece.words) - 0.2 * size
    left, right = max(piece.left - size, 0.0) * scale, min((piece.right + size) * scale, ink.width)
    return round(left), max(round(ink.height - top * scale), 0), round(right), round(ink.height - bottom * scale)


def _within(word: Word, part: Part, height: int, scale: float) -> bool:
    x, y = word.middle * scale, height - word.center[1] * scale
    return part[0] < x < part[2] and part[1] < y < part[3]
