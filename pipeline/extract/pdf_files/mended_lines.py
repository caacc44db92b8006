"""Lines of a page around letters that its text layer lost or misnames, as the picture of the page shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.document.model import Method
from pipeline.extract.pdf_files import seen_lines
from pipeline.sheet import rows
from pipeline.sheet.words import Word

Fault = tuple[float, float, float]
"""The x, baseline and size of a letter that the text layer lacks or misnames."""
SHORTEST = 3
"""Letters of a line by OCR that tell something."""
SURE = 0.6
"""Of a word by OCR: below, it may be a pen stroke that no page repeats."""


def patched(own: tuple[Word, ...], seen: Sequence[Word], faults: Sequence[Fault]) -> tuple[Word, ...]:
    """The pieces of lines around the faults as the picture shows them, in the face of the text layer."""
    found: list[Word] = []
    for line in rows.rows(own):
        for piece in rows.pieces(line):
            near = [seen_lines.with_own(word, piece.words) for word in seen if within(word, piece)]
            if is_at(piece, faults) and letters(near) > letters(piece.words):
                bold = sum(word.bold for word in piece.words) * 2 > len(piece.words)
                found += [replace(word, bold=bold, size=piece.size, baseline=piece.baseline) for word in near]
            else:
                found += piece.words
    return tuple(found) if any(word.method is Method.ocr for word in found) else own


def lost(seen: Sequence[Word], own: Sequence[Word], faults: Sequence[Fault]) -> Iterator[Word]:
    """Words of the picture where the page has none of its own, and at least half of their letters are faults.

    A day in an italic face whose letters have no name left one letter of its line.
    """
    for word in seen:
        at = [(y, size) for x, y, size in faults if word.left - 1 <= x <= word.right + 1 and _level(word, y)]
        if word.confidence > SURE and 2 * len(at) >= letters([word]) > 0 and not any(_over(word, one) for one in own):
            yield replace(word, baseline=at[0][0], size=at[0][1])


def alone(own: Sequence[Word], seen: Sequence[Word]) -> tuple[str, ...]:
    """Lines of the picture beside which the page has no line at all: the gate must see those, too."""
    lines = rows.rows(own)
    sure = [word for word in seen if word.confidence > SURE and not any(within(word, line) for line in lines)]
    return tuple(line.text for line in rows.rows(sure) if letters(line.words) >= SHORTEST)


def within(word: Word, piece: rows.Row) -> bool:
    """Whether a word stands on a piece of a row."""
    level = abs(word.baseline - piece.baseline) < 0.45 * piece.size
    return level and piece.left - piece.size < word.middle < piece.right + piece.size


def letters(found: Sequence[Word]) -> int:
    """How many letters and figures words have, those of unsure ones left out."""
    return sum(letter.isalnum() for word in found for letter in word.text if word.confidence > 0.5)


def is_at(line: rows.Row, faults: Sequence[Fault]) -> bool:
    """Whether a fault stands on a row."""
    return any(abs(line.baseline - y) < 2 and line.left - line.size < x < line.right + line.size for x, y, _ in faults)


def _level(word: Word, baseline: float) -> bool:
    return abs(word.baseline - baseline) < 0.45 * word.size


def _over(word: Word, other: Word) -> bool:
    return _level(word, other.baseline) and min(word.right, other.right) > max(word.left, other.left)
