"""Whether the letters that a font's table claims can be those that it draws: told by how wide each is.

A PDF draws glyphs by number and says in a table beside (ToUnicode, ISO 32000-1, 9.10.3) which letters they are; nothing
keeps the table from saying "Kính gửi" of glyphs that show "TỐI MẬT". Every face of print has its narrow and its wide
letters, so the widths of a lying table do not go with those of its letters. It is a doubt, not a proof: the picture of
the line gives that.
"""

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from statistics import StatisticsError, correlation, pstdev

from pipeline import text
from pipeline.sheet.words import Glyph

# Advance widths of a to z, A to Z in thousandths of the size, of Adobe's metrics for Times and Helvetica.
_TIMES = (
    444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722,
    500, 500, 444, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611,
    722, 722, 944, 722, 722, 611,
)  # fmt: skip
_HELVETICA = (
    556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611,
    722, 667, 944, 667, 667, 611,
)  # fmt: skip
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FACES = tuple(dict(zip(_LETTERS, widths, strict=True)) for widths in (_TIMES, _HELVETICA))
_FEW = 3  # distinct letters: of fewer nothing is told
_LIKE = 0.8  # of 609 fonts in real files all but one are above 0.88, and 0.83 to 1.18 times as wide
_ALIKE = 60  # a face, or a choice of letters, whose widths vary by less says nothing


def doubted(
    faces: Mapping[int, Sequence[Glyph]], contradicted: Callable[[int, Collection[str]], bool]
) -> Iterator[tuple[float, float, float]]:
    """Left side, baseline and size of the letters of each font whose widths or outlines contradict what it claims.

    Fonts of nothing but strange signs are doubted as well: so reads one that has no table at all.
    """
    for font, glyphs in faces.items():
        chars = [glyph.char for glyph in glyphs]
        places = dict(zip(reversed(chars), reversed(glyphs), strict=True))
        first = {char: places[char] for char in dict.fromkeys(chars)}
        widths = {char: 1000 * (glyph.right - glyph.left) / glyph.size for char, glyph in first.items() if plain(char)}
        signs = sum(unicodedata.category(char)[0] in "SC" for char in first)
        if contradict(widths) or (len(widths) < _FEW <= signs) or contradicted(font, first):
            yield from ((glyph.left, glyph.baseline, glyph.size) for glyph in glyphs)


@lru_cache(maxsize=1 << 10)
def plain(letter: str) -> str:
    """The letter of the alphabet that one with marks is as wide as; empty for signs and figures."""
    found = text.unaccented(letter)
    return found if len(found) == 1 and found in _FACES[0] else ""


def contradict(widths: Mapping[str, float]) -> bool:
    """Whether the widths of a font, in thousandths of its size by letter, are not those of such letters."""
    if len(widths) < _FEW:
        return False
    scales = [sum(widths.values()) / sum(face[plain(letter)] for letter in widths) for face in _FACES]
    if not any(0.75 < one < 1.3 for one in scales):
        return True  # a face whose letters are all as wide is asked for, too: there they say nothing more
    return pstdev(widths.values()) >= _ALIKE and max(_likeness(widths, face) for face in _FACES) < _LIKE


def _likeness(widths: Mapping[str, float], face: Mapping[str, int]) -> float:
    wanted = [face[plain(letter)] for letter in widths]
    if pstdev(wanted) < _ALIKE:
        return 1.0
    try:
        return correlation(list(widths.values()), wanted)
    except StatisticsError:
        return 1.0
