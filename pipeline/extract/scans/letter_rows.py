"""Whether spots of ink in a small picture may be letters of a line: tesseract needs none of the others.

A signed PDF shows the same scrawl and seal on each page, as colours, as a mask, and as both together; tesseract tried
each of them in four directions, which took longer than all reading of ten real files.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from PIL import Image, ImageChops

from pipeline.extract.scans import blobs

_SIDE = 320  # pixels of the long side on which spots are looked for
_LETTERS = 4  # of a line, as much ink as that many have; what is shorter is a stroke of a signature
_LEAST = 3  # pixels: lower spots are dust
_ALIKE = 2.2  # letters of a line are at most so many times as high as each other, with their marks
_WIDE = 0.8  # of its height, a letter is wide: where letters touch, their spot counts as several
_THIN, _RULE = 0.22, 25  # of its height: narrower and longer spots are the lines of a pattern
_OVER = 2  # pixels that letters of one line may reach over each other
_STEPS = 40, 128  # of 255, darker than paper: faint letters, and letters on a tint

_Spot = tuple[int, int, int, int]  # left, top, right, bottom


def may_be(ink: Image.Image) -> bool:
    """Whether a grey picture may hold a line of print, level or on its side, dark on light or light on dark."""
    small = ink.copy()
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    low, high = small.getextrema()
    spans = sorted({min(step, (high - low) // 2) for step in _STEPS})  # type: ignore[operator]
    dark = [small.point([255 if shade < high - span else 0 for shade in range(256)]) for span in spans]  # type: ignore[operator]
    light = map(ImageChops.invert, dark)
    return any(_row(spots) for mask in chain(dark, light) for spots in _both_ways(mask))


def _both_ways(mask: Image.Image) -> Iterator[list[_Spot]]:
    """The spots of a picture, and those of it on its side: the same boxes, looked for once."""
    spots = blobs.of(mask)
    yield spots
    on_its_side = [(top, left, bottom, right) for left, top, right, bottom in spots]
    yield on_its_side or blobs.of(mask.transpose(Image.Transpose.TRANSPOSE))  # too many runs one way only


def _row(found: Sequence[_Spot]) -> bool:
    """Whether spots of like height, with as much ink as a line has letters, stand side by side."""
    spots = sorted(spot for spot in found if _is_letters(spot))
    return any(_letters(_beside(spots, spot)) >= _LETTERS for spot in spots)


def _is_letters(spot: _Spot) -> bool:
    left, top, right, bottom = spot
    return bottom - top >= _LEAST and _THIN <= (right - left) / (bottom - top) <= _RULE


def _beside(spots: Sequence[_Spot], one: _Spot) -> list[_Spot]:
    """Those that stand in a line with one, itself among them: none above or within another."""
    middle, high = (one[1] + one[3]) / 2, one[3] - one[1]
    found: list[_Spot] = []
    for spot in spots:
        tall = spot[3] - spot[1]
        alike = spot[1] <= middle <= spot[3] and high <= _ALIKE * tall and tall <= _ALIKE * high
        if alike and (not found or spot[0] >= found[-1][2] - _OVER):
            found.append(spot)
    return found


def _letters(row: Sequence[_Spot]) -> int:
    """How many letters a row has room for; of one spot alone none is told from a stroke."""
    each = (max(round((right - left) / (bottom - top) / _WIDE), 1) for left, top, right, bottom in row)
    return sum(each) if len(row) > 1 else 0
