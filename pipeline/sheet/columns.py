"""Words written downwards, a letter or a syllable a line: what a margin says beside the text.

Read line by line, "M", "Ậ", "T" down a margin are letters before three sentences. The gate is shown the column.
"""

import math
from collections.abc import Iterator, Sequence

from pipeline.sheet.words import Word

_LONGEST = 5  # letters of a piece: TUYỆT
_BESIDE = 0.5  # of the size: how far the middles or the left edges of two pieces may lie apart
_STEP = (0.7, 3.5)  # of the size: from one baseline to the next
_MOST_PIECES = 24


def read(words: Sequence[Word]) -> Iterator[str]:
    """Each column of two to 24 short pieces in capitals, its letters together."""
    pieces = sorted((word for word in words if _is_piece(word.text)), key=lambda word: -word.baseline)
    below = {at: to for at, word in enumerate(pieces) if (to := _next(pieces, at, word)) is not None}
    for at in below.keys() - set(below.values()) if below else ():
        column = [pieces[at]]
        while at in below and len(column) < _MOST_PIECES:
            at = below[at]
            column.append(pieces[at])
        yield "".join(letter for word in column for letter in word.text if letter.isalpha())


def _is_piece(said: str) -> bool:
    letters = [letter for letter in said if letter.isalpha()]
    return 0 < len(letters) <= _LONGEST and all(letter.isupper() for letter in letters)


def _next(pieces: Sequence[Word], at: int, word: Word) -> int | None:
    """The piece below that stands best under it: print on the right may lie between."""
    best: tuple[float, int] | None = None
    for to in range(at + 1, len(pieces)):
        step = word.baseline - pieces[to].baseline
        if step > _STEP[1] * word.size:
            break
        beside = _beside(word, pieces[to])
        if step >= _STEP[0] * word.size and beside < _BESIDE * word.size:
            best = min(best or (beside, to), (beside, to))
    return best[1] if best else None


def _beside(word: Word, other: Word) -> float:
    """How far a word of the same size stands from right under another; infinite for another size."""
    if abs(word.size - other.size) > 0.2 * word.size:
        return math.inf
    return round(min(abs(word.middle - other.middle), abs(word.left - other.left)))
