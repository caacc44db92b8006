"""Whether the letters that a font claims can be those that it draws: told by of how many closed lines each is made.

An O is two lines, one within the other, a C one, a B three; each mark adds one, whatever the face. So a table beside
the font that calls the glyphs of "0912" "4500", which are all as wide, is told by its shapes. Like `letter_widths`
it is a doubt: the picture of the line proves.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pypdfium2.raw as pdf

from pipeline.extract.pdf_files.plain_calls import outline, segment, segment_kind, segments

_LINES = {
    **dict.fromkeys("CEFGHIJKLMNSTUVWXYZcfhklmnrstuvwxyz12357", 1),
    **dict.fromkeys("ADOPQRĐabdeijopqđ0469", 2),
    **dict.fromkeys("B8", 3),
    "g": 3,
}
_HORN, _BELOW, _HAT = "\u031b", "\u0323", frozenset("\u0302\u0306")
_SIZE, _MOST = 12.0, 400  # of outlines no shape depends on their size; segments of one


class Outlines:
    """What was told of the fonts of one document; `kept` holds the pages open whose fonts were looked at.

    A font is known by its place in memory, which another one could take once its page is closed.
    """

    def __init__(self) -> None:
        self.kept: list[Any] = []
        self._told: dict[int, dict[str, bool]] = {}

    def contradict(self, font: int, letters: Iterable[str], page: Any) -> bool:
        """Whether a glyph of the font at this address is not made as the letter that it claims to be."""
        if font not in self._told and page not in self.kept[-1:]:
            self.kept.append(page)
        told = self._told.setdefault(font, {})
        for letter in letters:
            if letter not in told:
                wanted = _wanted(letter)
                told[letter] = bool(wanted) and _drawn(font, letter) not in (*wanted, 0)
        return any(map(told.__getitem__, letters))


def _drawn(font: int, letter: str) -> int:
    """How many closed lines the glyph has that claims a letter; 0 where it has no outline."""
    path = outline(font, ord(letter), _SIZE)
    if not path:
        return 0
    count = min(segments(path), _MOST)
    return sum(segment_kind(segment(path, at)) == pdf.FPDF_SEGMENT_MOVETO for at in range(count))


@lru_cache(maxsize=512)
def _wanted(letter: str) -> tuple[int, ...]:
    """Of how many closed lines a letter may be made; empty where nothing is known of it."""
    parts = unicodedata.normalize("NFD", letter)
    base, marks = parts[0], parts[1:]
    if base not in _LINES:
        return ()
    above = [mark for mark in marks if mark not in (_HORN, _BELOW)]
    lines = _LINES[base] + len(marks) - (_HORN in marks) - (base in "ij" and bool(above))  # the dot gives way
    more = base in "đĐ" or _HORN in marks  # a stroke or a horn drawn over its letter, and not into it
    less = base == "g" or (len(above) > 1 and bool(_HAT.intersection(above)))
    return tuple(range(lines - less, lines + more + 1))
