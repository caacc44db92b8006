"""Rows of words: what stands on one baseline of a printed page."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline import text
from pipeline.document.model import Region
from pipeline.sheet.words import Word

_CAPITALS = 0.7
_UNITS = ("m", "km", "cm", "dm", "mm", "ha")
_POWERS = {"2": "²", "3": "³"}
_POWER, _TIMES = re.compile(r"[-−–+]?\d{1,2}"), re.compile(r"[x×*·]\s?10$")
_RAISED = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_TIGHT = 0.12  # of its size: what stands so near behind a raised figure goes on with its word, m³/ngày
# Behind these 10 is a number of something, and what is raised beside it points to a note.
_COUNTED = frozenset(
    re.findall(r"\w+", "dieu khoan diem muc chuong phan so ngay thang nam thu lan bieu mau luc khoa hop quy cap")
)


@dataclass(frozen=True)  # without slots: what is asked of a row is asked many times, and kept
class Row:
    """Words on one baseline, from left to right, in one column."""

    words: tuple[Word, ...]
    region: Region = Region.body

    @cached_property
    def text(self) -> str:
        """The words with one space between; raised numbers as m² or as the mark of a footnote, [1]."""
        behind = zip((None, None, *self.words), (None, *self.words), self.words, strict=False)
        return "".join(_set(first, before, word) for first, before, word in behind)

    @cached_property
    def left(self) -> float:
        """Where it begins."""
        return min(word.left for word in self.words)

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @cached_property
    def baseline(self) -> float:
        """The baseline of its largest word."""
        return max(self.words, key=lambda word: word.size).baseline

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.words, key=lambda word: len(word.text) * word.size).size

    @cached_property
    def capitals(self) -> bool:
        """Whether it is set in capitals."""
        letters = [letter for word in self.words for letter in word.text if letter.isalpha()]
        return bool(letters) and sum(map(str.isupper, letters)) >= _CAPITALS * len(letters)

    @cached_property
    def weights(self) -> tuple[int, ...]:
        """How many letters and figures each of its words has."""
        return tuple(sum(map(str.isalnum, word.text)) for word in self.words)

    @cached_property
    def solid(self) -> tuple[tuple[float, float], ...]:
        """Left and right of the words that are print, which parts or fills columns: no strokes of the signer's pen."""
        pairs = zip(self.words, self.weights, strict=True)
        return tuple((word.left, word.right) for word, weight in pairs if weight > 1 and word.confidence > 0.5)


def rows(words: Iterable[Word], region: Region = Region.body) -> list[Row]:
    """Words on one baseline together, from the top of the page to its bottom, raised numbers beside their words."""
    everything = list(words)
    marks = _marks(everything)
    found: list[list[Word]] = []
    largest: Word | None = None  # of the last row
    for word in sorted(everything, key=lambda word: (-word.baseline, word.left)):
        if marks and word in marks:
            continue
        if largest and abs(largest.baseline - word.baseline) <= 0.36 * max(largest.size, word.size):
            found[-1].append(word)
            largest = word if word.size > largest.size else largest
        else:
            found.append([word])
            largest = word
    for mark, carrier in marks.items():
        next(row for row in found if carrier in row).append(mark)
    return [Row(tuple(sorted(row, key=lambda word: word.left)), region) for row in found]


def _marks(words: Sequence[Word]) -> dict[Word, Word]:
    """Small raised words with the word that each follows, or goes before (at the start of a footnote)."""
    found: dict[Word, Word] = {}
    by_line = sorted(words, key=lambda word: word.baseline)
    baselines = [word.baseline for word in by_line]
    largest = max((word.size for word in words), default=0.0)
    for mark in words:
        if len(mark.text) <= 3 and mark.size < 0.8 * largest:
            below = by_line[
                bisect_left(baselines, mark.baseline - 0.65 * largest) : bisect_left(baselines, mark.baseline)
            ]
            carriers = [word for word in below if _above(mark, word) and _beside(mark, word)]
            if carriers:
                found[mark] = min(carriers, key=lambda word: abs(mark.middle - word.middle))
    return {mark: carrier for mark, carrier in found.items() if carrier not in found}


def pieces(line: Row) -> list[Row]:
    """A row parted where it shows the gaps of columns, wider than three letters."""
    found: list[list[Word]] = []
    for word in line.words:
        if found and word.left - found[-1][-1].right < 2 * line.size:
            found[-1].append(word)
        else:
            found.append([word])
    return [Row(tuple(piece), line.region) for piece in found]


def two_columns(found: Sequence[Row], index: int, width: float) -> tuple[int, float]:
    """The row after the last one beside another column, and the x that parts both columns.

    The columns end where a row closes every gap between them: a footnote, or an annex on the same page.
    """
    gaps = [(0.3 * width, 0.7 * width)]
    for row in range(index, len(found)):
        left = [gap for gap in _open(gaps, found[row]) if gap[1] - gap[0] >= 6]
        if not left:
            return row, _middle(gaps)
        gaps = left
    return len(found), _middle(gaps)


def _open(gaps: Sequence[tuple[float, float]], line: Row) -> list[tuple[float, float]]:
    for left, right in line.solid:
        if any(left - 1 < stop and right + 1 > start for start, stop in gaps):
            gaps = [
                part
                for start, stop in gaps
                for part in ((start, min(stop, left - 1)), (max(start, right + 1), stop))
                if part[0] < part[1]
            ]
    return list(gaps)


def _middle(gaps: Sequence[tuple[float, float]]) -> float:
    start, stop = max(gaps, key=lambda gap: gap[1] - gap[0])
    return (start + stop) / 2


def _is_power(first: Word | None, base: Word, said: str) -> bool:
    """Whether raised figures are a power of ten (1,5 x 10³, 10⁻³), and point to no note (Điều 10¹)."""
    if not (base.text.endswith("10") and _POWER.fullmatch(said)):
        return False
    if not said[0].isdigit() or _TIMES.search(base.text):
        return True
    return base.text == "10" and not (first and text.fold(first.text).strip("(,.;:") in _COUNTED)


def _above(mark: Word, word: Word) -> bool:
    return mark.size < 0.8 * word.size and 0.12 < (mark.baseline - word.baseline) / word.size < 0.65


def _beside(mark: Word, word: Word) -> bool:
    gaps = (mark.left - word.right, word.left - mark.right)
    return any(-0.3 * word.size < gap < 0.3 * word.size for gap in gaps)


def _set(first: Word | None, before: Word | None, word: Word) -> str:
    """A word as it stands behind another, `first` being the one before both."""
    if before is None:
        return word.text
    if not (_above(word, before) and _beside(word, before)):
        tight = _above(before, word) and word.left - before.right < _TIGHT * word.size
        return word.text if tight else f" {word.text}"
    if before.text.lower().endswith(_UNITS) and word.text in _POWERS:
        return _POWERS[word.text]
    if _is_power(first, before, word.text):
        return word.text.translate(_RAISED)
    return f"[{word.text}]" if word.text.isdigit() else word.text
