"""Where a page of a PDF leaves ink: asked of each of its letters, of blanks, and of what stands beside few words.

Real decisions keep an older number and date, in white, under the stamped ones.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property

from PIL import Image

from pipeline.sheet.words import Glyph, Word

_INK = 12  # of 255: what the lightest and the darkest point of a letter's box differ by
_GROUND = 215  # of 255: white on anything lighter is hardly read
_LETTER, _DRAWN = 90, 60
_LINE, _SHOWN = 6, 0.5  # letters and figures of a line, and the share of them that leave ink
_FOOT = 1  # points: at the very foot a row may hold the paper below the letter

_Box = tuple[int, int, int, int]  # left, top, right, bottom in points from the page's upper left corner


def _lines(glyphs: Sequence[Glyph]) -> Iterator[Sequence[Glyph]]:
    """Letters drawn one behind the other on one baseline, in one size."""
    begin = 0
    for at in range(1, len(glyphs) + 1):
        if at == len(glyphs) or glyphs[at].baseline != glyphs[begin].baseline or glyphs[at].size != glyphs[begin].size:
            yield glyphs[begin:at]
            begin = at


def _few(shown: Sequence[bool]) -> bool:
    return len(shown) >= _LINE and sum(shown) < _SHOWN * len(shown)


class Ink:
    """A page drawn without its annotations in shades of grey, a point of the picture for each of the page."""

    def __init__(self, plain: Image.Image, width: float, height: float) -> None:
        self._plain, self._width, self._height = plain, width, height

    def parted(self, glyphs: Sequence[Glyph], struck: Collection[Glyph] = ()) -> tuple[list[Glyph], list[Glyph]]:
        """The letters that the sheet shows, and those that leave no ink or are `struck` through.

        A line of which hardly a letter leaves ink is shown by none: those that do lie over what another line draws.
        """
        inked, inkless = list[Glyph](), list[Glyph]()
        for line in _lines(glyphs):
            shown = [glyph.stamp or self.shows(glyph) for glyph in line]
            told = (seen for glyph, seen in zip(line, shown, strict=True) if self._may_show(glyph))
            if not all(shown) and _few([*told]):
                inkless += line
                continue
            for glyph, seen in zip(line, shown, strict=True):
                stays = not struck or glyph not in struck  # looking in nothing hashes all that a glyph holds
                (inked if stays and seen else inkless).append(glyph)
        return inked, inkless

    def shows(self, glyph: Glyph) -> bool:
        """Whether a letter leaves ink where it stands: not white, not on a switched-off layer, not off the page."""
        if not glyph.char.isalnum():
            return True
        middle = (glyph.left + glyph.right) / 2
        if not (0 <= middle <= self._width and -2 <= glyph.baseline <= self._height):
            return False
        top, left = self._height - glyph.baseline - 0.7 * glyph.size, int(glyph.left)
        right = max(int(glyph.right), left + 1) + 1
        return self._differs((left, int(top), right, int(top + 0.7 * glyph.size) + 1), _INK)

    def _may_show(self, glyph: Glyph) -> bool:
        return glyph.char.isalnum() and 0 <= glyph.left <= self._width and 0 <= glyph.baseline <= self._height

    def is_dark_behind(self, glyph: Glyph) -> bool:
        """Whether a white letter stands on a coloured ground; on paper it may lie over another line's ink."""
        wide, high = self._plain.size
        top = max(int(self._height - glyph.top), 0)
        left, right = max(int(glyph.left), 0), min(max(int(glyph.right), int(glyph.left) + 1) + 1, wide)
        box = b"".join(self._row(y, left, right) for y in range(top, min(int(self._height - glyph.bottom) + 1, high)))
        return left < right and 2 * sum(shade < _GROUND for shade in box) > len(box)

    def under(self, blank: Glyph) -> bool:
        """Whether a wide blank has a letter's ink in its middle."""
        width = blank.right - blank.left
        if not 0.3 * blank.size < width < 1.2 * blank.size:
            return False
        top = self._height - blank.baseline - 0.6 * blank.size
        sides = int(blank.left + 0.3 * width), int(blank.right - 0.3 * width) + 1
        return self._differs((sides[0], int(top), sides[1], int(top + 0.45 * blank.size) + 1), _LETTER + 1)

    def beside(self, shown: Sequence[Word]) -> bool:
        """Whether anything is drawn beside some words; a sheet of two letters is no picture."""
        bare = self._plain.copy()
        for word in shown:
            left, top = math.floor(word.left), math.floor(self._height - word.top)
            right, bottom = math.ceil(word.right), math.ceil(self._height - word.bottom)
            bare.paste(255, (left - 1, top - 1, right + 1, bottom + 1))
        darkest, lightest = bare.getextrema()
        return float(lightest) - float(darkest) > _DRAWN  # type: ignore[arg-type]

    @cached_property
    def _shades(self) -> bytes:
        return self._plain.convert("L").tobytes()

    def _differs(self, box: _Box, least: int) -> bool:
        """Whether the shades in a box differ by so much; told first just above its foot, where letters are."""
        wide, high = self._plain.size
        left, right = max(box[0], 0), min(box[2], wide)
        top, foot = max(box[1], 0), min(box[3], high) - 1
        if left >= right or top > foot:
            return False
        row = self._row(max(foot - _FOOT, top), left, right)
        if max(row) - min(row) >= least:
            return True
        darkest, lightest = 255, 0
        for y in range(foot, top - 1, -1):
            row = self._row(y, left, right)
            darkest, lightest = min(darkest, min(row)), max(lightest, max(row))
            if lightest - darkest >= least:
                return True
        return False

    def _row(self, y: int, left: int, right: int) -> bytes:
        start = y * self._plain.width
        return self._shades[start + left : start + right]
