"""Print that a blue pen crosses, looked at without the pen: notes over a title, a signature over an office.

A page is read by its red, in which seals vanish and blue ink is as dark as print. Blue ink is told by its blue. What a
pen wrote into the gaps of number and date stays where the labels beside it were read.
"""

from collections.abc import Callable, Sequence

import tesserocr
from PIL import Image, ImageChops, ImageFilter

from pipeline.sheet import syllables
from pipeline.sheet.numbering import names_day, number_line
from pipeline.sheet.rows import Row, pieces, rows
from pipeline.sheet.words import Word

Part = tuple[int, int, int, int]
Engine = Callable[[Image.Image, float, int, Part], list[Word]]  # a picture, its dpi, tesseract's mode, the part of it

_BLUE = 36  # of 255, by which ink has more blue than red
_BLACK = 75  # of blue, below which print lies under the pen
_STEP = 4  # points of which one is asked where a pen may be, before a line is looked at
_LEAST, _MOST = 0.0002, 0.05  # of a page's points that are blue; more are a picture, or blue paper
_SEALED = 0.3  # of a signature's points, where a seal is blue as well
_CROSSED = 0.004  # of a line's points that are a pen's
_SURE, _LIKELY = 0.8, 0.6
_DARK, _BEARS = 140, 0.03  # levels of ink; of a word's points that are print
_PEN = 60  # levels by which a point is lighter without the pen


def read_again(words: Sequence[Word], ink: Image.Image, picture: Image.Image, dpi: float, engine: Engine) -> list[Word]:
    """The words of a page, those of lines that a pen crosses as the surer of two looks has them.

    Args:
        words: as the page was read with all its ink.
        ink: the page in grey, without ruled lines.
        picture: the same page as it was scanned; in greys no pen is told from print.
        dpi: points of both an inch.
        engine: looks at a part of a picture.
    """
    found, blue = list(words), _blue(picture)
    if blue is None:
        return found
    for piece in (piece for row in rows(words) for piece in pieces(row)):
        part = _part(piece, ink.height, dpi)
        read = number_line(piece.text) or names_day(piece.text)
        left, top, right, bottom = (edge // _STEP for edge in part)
        if read or not _share(blue.crop((left, top, right, bottom))):
            continue
        best = _best(piece, ink, picture, dpi, engine)
        found = [*(word for word in found if word not in piece.words), *best]
    return found


def printed(picture: Image.Image) -> Image.Image:
    """A page in colour, or a part of it, in grey without seals and blue ink."""
    return ImageChops.lighter(picture.getchannel("R"), _beside_print(picture))


def without(ink: Image.Image, picture: Image.Image, part: Part) -> Image.Image:
    """A page in grey without the blue ink in one part of it; itself where none lies there."""
    seen = picture.crop(part) if picture.mode == "RGB" else None
    few = max((part[2] - part[0]) // _STEP, 1), max((part[3] - part[1]) // _STEP, 1)
    if seen is None or not _LEAST < _share(_pen(seen.resize(few, Image.Resampling.NEAREST))) < _SEALED:
        return ink
    page = ink.copy()
    page.paste(ImageChops.lighter(ink.crop(part), _beside_print(seen)), part[:2])
    return page


def _beside_print(picture: Image.Image) -> Image.Image:
    """White where a pen's ink lies, and no print under it."""
    blue = picture.getchannel("B")
    paper = blue.point([0 if level < _BLACK else 255 for level in range(256)])
    return ImageChops.multiply(_pen(picture).filter(ImageFilter.MaxFilter(3)), paper)


def _pen(picture: Image.Image) -> Image.Image:
    red, _, blue = picture.split()
    return ImageChops.subtract(blue, red).point([255 if level > _BLUE else 0 for level in range(256)])


def _blue(picture: Image.Image) -> Image.Image | None:
    """Where blue ink is, one point for a square of them; None where no pen is in colour."""
    if picture.mode != "RGB":
        return None
    few = max(picture.width // _STEP, 1), max(picture.height // _STEP, 1)
    pen = _pen(picture.resize(few, Image.Resampling.NEAREST))
    return pen if _LEAST < _share(pen) < _MOST else None


def _best(piece: Row, ink: Image.Image, picture: Image.Image, dpi: float, engine: Engine) -> Sequence[Word]:
    """The words of a line as they were read or, where that is surer, as they are read without the pen over them."""
    part = _part(piece, ink.height, dpi)
    alone = printed(picture.crop(part))
    if not _is_crossed(ink.crop(part), alone):
        return piece.words
    sheet = ink.copy()
    sheet.paste(alone, part[:2])
    mine = [word for word in piece.words if not _is_scribble(word, sheet, dpi)]
    unsure = any(word.confidence < _SURE for word in mine)
    again = engine(sheet, dpi, int(tesserocr.PSM.SINGLE_LINE), part) if unsure else mine
    return max(mine, again, key=_worth)


def _is_crossed(ink: Image.Image, printed: Image.Image) -> bool:
    """Whether a pen lies over a line."""
    pen = ImageChops.subtract(printed, ink).point([255 if level > _PEN else 0 for level in range(256)])
    return _share(pen) > _CROSSED


def _is_scribble(word: Word, printed: Image.Image, dpi: float) -> bool:
    """Whether a word without letters is the pen's alone: "3/10" beside a title."""
    if any(map(str.isalpha, word.text)):
        return False
    scale = dpi / 72
    top, bottom = (printed.height - edge * scale for edge in (word.top, word.bottom))
    histogram = printed.crop(
        (round(word.left * scale), round(top), round(word.right * scale), round(bottom))
    ).histogram()
    return sum(histogram[:_DARK]) < _BEARS * sum(histogram)


def _part(piece: Row, height: int, dpi: float) -> Part:
    """The line with its marks and tails, in pixels: as high as most of its words, for a pen's are higher."""
    scale, size = dpi / 72, sorted(word.size for word in piece.words)[len(piece.words) // 2]
    top, bottom = piece.baseline + 1.5 * size, piece.baseline - 0.6 * size
    left, right = round(max(piece.left - size, 0.0) * scale), round((piece.right + size) * scale)
    return left, max(round(height - top * scale), 0), right, round(height - bottom * scale)


def _worth(words: Sequence[Word]) -> float:
    clear = [word for word in words if word.confidence > _LIKELY and syllables.is_syllable(word.text)]
    letters = sum(len(word.text) for word in words)
    return 1.5 * sum(len(word.text) * word.confidence for word in clear) - 0.5 * letters


def _share(marks: Image.Image) -> float:
    histogram = marks.histogram()
    return sum(histogram[128:]) / max(sum(histogram), 1)
