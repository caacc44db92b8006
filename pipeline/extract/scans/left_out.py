"""Words that the first look at a page passed over: tesseract takes whole lines, or a name under a seal, for a picture.

What the words leave of a page's ink is looked at if letters stand in a row in it. Seals, a pen's strokes, dust and
black edges of copies are ink as well, and a look at a sheet of them took a quarter of the first one's time.
"""

from collections.abc import Callable, Sequence

import tesserocr
from PIL import Image, ImageDraw

from pipeline.extract.scans import blobs, handwriting, light, second_look
from pipeline.extract.scans.blobs import Box
from pipeline.sheet import rows
from pipeline.sheet.words import Word

Engine = Callable[[Image.Image, float, int], list[Word]]  # a picture, its dpi, tesseract's mode; words in its points

_REST = 0.05  # of a page's ink that is left
_GRID = 100  # dpi of the picture in which letters are looked for
_INK = 150  # level below which a point of it is ink
_LOW, _HIGH, _WIDE = 1.1, 6.0, 8.0  # mm of a letter, with its mark, and of some that touch
_SPACE = 2.2  # mm between two letters of a line at the most
_LINE = 9.0  # mm: a shorter row is no two words
_LETTERS = 4


def words(ink: Image.Image, read: Sequence[Word], dpi: float, engine: Engine) -> list[Word]:
    """The words beside those that were read.

    Args:
        ink: the page in grey, without ruled lines.
        read: its words, in points of the page.
        dpi: points of the picture an inch.
        engine: looks at a picture.
    """
    rest = _rest(ink, read, dpi)
    share = light.dark_share(rest)
    if share < light.BLANK or share < _REST * light.dark_share(ink) or not _holds_line(rest, dpi):
        return []
    found = rows.rows(engine(rest, dpi, int(tesserocr.PSM.SPARSE_TEXT)))
    gaps = [word for line in found if handwriting.may_hold_gap(line.text) for word in line.words]
    printed = (line for line in found if second_look.is_print(line))
    return gaps + [word for line in printed for word in line.words if word.confidence > 0.3 and word not in gaps]


def _rest(ink: Image.Image, read: Sequence[Word], dpi: float) -> Image.Image:
    scale, rest = 72 / dpi, ink.copy()
    pen = ImageDraw.Draw(rest)
    for word in read:
        box = (word.left / scale - 2, ink.height - word.top / scale - 3, word.right / scale + 2)
        pen.rectangle((*box, ink.height - word.bottom / scale + 3), fill=255)
    return rest


def _holds_line(rest: Image.Image, dpi: float) -> bool:
    """Whether letters stand in a row in what is left, or may: of a page of too many spots none is told.

    The whole of it is looked at, for with its row alone a name under a black seal was read otherwise.
    """
    step = max(round(dpi / _GRID), 1)
    millimetre = dpi / 25.4 / step
    small = rest.reduce(step).point([255 if level < _INK else 0 for level in range(256)])
    spots = blobs.of(small)
    letters = [box for box in spots if _is_letter(box, millimetre)]
    return not spots or any(_held(letters, row) >= _LETTERS for row in _rows(letters, small.size, millimetre))


def _is_letter(box: Box, millimetre: float) -> bool:
    wide, high = (side / millimetre for side in blobs.sides(box))
    return _LOW <= high <= _HIGH and wide <= _WIDE


def _rows(letters: Sequence[Box], size: tuple[int, int], millimetre: float) -> list[Box]:
    """The boxes of letters that stand beside each other, as long and low as lines are."""
    joined = Image.new("L", size)
    pen = ImageDraw.Draw(joined)
    for left, top, right, bottom in letters:
        middle = (top + bottom) / 2
        pen.rectangle(
            (left, middle - 0.5 * millimetre, right + _SPACE * millimetre, middle + 0.5 * millimetre), fill=255
        )
    return [box for box in blobs.of(joined) if box[2] - box[0] >= _LINE * millimetre]


def _held(letters: Sequence[Box], line: Box) -> int:
    return sum(line[0] <= left < line[2] and top < line[3] and bottom > line[1] for left, top, _, bottom in letters)
