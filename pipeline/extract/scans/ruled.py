"""Ruling lines in the picture of a page: where a scanned table's borders run, and the picture without them.

Tesseract reads borders as "|" and "l" and breaks the words beside them; without them it reads cells as well as text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

_RUN = 24  # pixels at 200 dpi (3 mm): longer than the strokes of letters
_LINKS = 5  # runs in a row that make a line: 15 mm
_THICK = 9
_DARK = 150
_MAX_CELLS = 60_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """A nearly straight line in pixels, from the left or top end to the other, and its thickness."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: int


def strokes(ink: Image.Image) -> list[Stroke]:
    """The long thin lines of a grey picture, flat ones first."""
    flat = [Stroke(a, y0, b, y1, thick) for a, y0, b, y1, thick in _flat(ink)]
    upright = [Stroke(y0, a, y1, b, thick) for a, y0, b, y1, thick in _flat(ink.transpose(Image.Transpose.TRANSPOSE))]
    return flat + upright


def without(ink: Image.Image, found: Sequence[Stroke]) -> Image.Image:
    """The picture with the lines painted white."""
    clean = ink.copy()
    pen = ImageDraw.Draw(clean)
    for stroke in found:
        pen.line((stroke.x0, stroke.y0, stroke.x1, stroke.y1), fill=255, width=stroke.thickness + 3)
    return clean


_Cell = tuple[int, int, int]  # column of runs, top, bottom


def _flat(ink: Image.Image) -> Iterator[tuple[float, float, float, float, int]]:
    """Flat lines as start x, start y, end x, end y, thickness."""
    cells = _dark_runs(ink)
    if sum(map(len, cells)) > _MAX_CELLS:
        return
    for chain in _chains(cells):
        if len(chain) >= _LINKS:
            (first, top, bottom), (last, end_top, end_bottom) = chain[0], chain[-1]
            thick = sorted(cell[2] - cell[1] for cell in chain)[len(chain) // 2]
            start, end = (top + bottom) / 2, (end_top + end_bottom) / 2
            left, right = _reach(ink, first * _RUN, start, -1), _reach(ink, (last + 1) * _RUN - 1, end, 1)
            yield left, start, right, end, thick


def _reach(ink: Image.Image, x: int, y: float, step: int) -> int:
    """Where a line really ends, within the run that it fills only in part."""
    for _ in range(2 * _RUN):
        beside = x + step
        if not 0 <= beside < ink.width:
            break
        box = (beside, max(int(y) - 2, 0), beside + 1, min(int(y) + 3, ink.height))
        if float(ink.crop(box).getextrema()[0]) >= _DARK:  # type: ignore[arg-type]
            break
        x = beside
    return x


def _dark_runs(ink: Image.Image) -> list[list[_Cell]]:
    """For each column of runs, the rows (top, bottom) that are dark over a whole run and thin enough for a line."""
    black = ink.point([0 if level < _DARK else 255 for level in range(256)])
    narrow = black.resize((max(ink.width // _RUN, 1), ink.height), Image.Resampling.BOX)
    turned = narrow.transpose(Image.Transpose.TRANSPOSE).point([1 if level < 70 else 0 for level in range(256)])
    data, height = turned.tobytes(), turned.width
    return [
        [
            (column, match.start(), match.end())
            for match in re.finditer(rb"\x01+", data[column * height : (column + 1) * height])
            if match.end() - match.start() <= _THICK
        ]
        for column in range(turned.height)
    ]


def _chains(cells: Sequence[Sequence[_Cell]]) -> Iterator[list[_Cell]]:
    """Runs that follow each other from left to right, at most two pixels up or down."""
    open_ends: list[list[_Cell]] = []
    for column in cells:
        still: list[list[_Cell]] = []
        for cell in column:
            chain = next((c for c in open_ends if abs(c[-1][1] - cell[1]) <= 2 or abs(c[-1][2] - cell[2]) <= 2), None)
            if chain is None:
                still.append([cell])
            else:
                open_ends.remove(chain)
                still.append([*chain, cell])
        yield from open_ends
        open_ends = still
    yield from open_ends
