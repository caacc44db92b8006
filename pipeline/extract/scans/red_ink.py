"""The red ink of a page in colour: seals, stamps and a secrecy mark, and what is said in red beside them.

A scanner whose rows for red and green stand a point apart gives all print a red edge. Read as red ink it took a second
a page, and said "LAN", "NAM", "TINH" once more over the head. Red that stands along print all over a page is no ink.
"""

from collections.abc import Callable, Iterator, Sequence

import tesserocr
from PIL import Image, ImageChops, ImageDraw

from pipeline.extract.scans import blobs, seals
from pipeline.extract.scans.blobs import Box
from pipeline.sheet.words import Word

Engine = Callable[[Image.Image, float, int], list[Word]]  # a picture, its dpi, tesseract's mode; words in its points

_INK, _FAINT = 60, 26  # of 255: how much redder than green and blue ink is, and a faint stamp's
_LEAST, _MOST = 0.0003, 0.2  # of a page's points that are red ink where some is looked at; more is red paper
_SPREAD = 0.1  # of the page, in which all red stands together: a seal's
_PRINT, _ALONG = 110, 0.4  # levels of print; of the red points that stand along it where the scanner made them
_LEFT, _DARK = 0.2, 160  # of a seal's points that are still dark without its red, and below which level they are


def of(picture: Image.Image) -> Image.Image:
    """How much redder each point of a page is than green or blue, edges of print left out.

    One point for a page in grey.
    """
    if picture.mode != "RGB":
        return Image.new("L", (1, 1))
    red = seals.redness(picture)
    box = _over(red, _FAINT).getbbox() if share(red) > _LEAST else None
    if box is None or blobs.area(box) < _SPREAD * red.width * red.height:
        return red
    print_ = picture.getchannel("R").crop(box).point([255 if level < _PRINT else 0 for level in range(256)])
    apart = ImageChops.invert(blobs.grown(print_, 2))
    bold = _over(red.crop(box), _FAINT)
    if _points(ImageChops.multiply(bold, apart)) > (1 - _ALONG) * _points(bold):
        return red
    red.paste(ImageChops.multiply(red.crop(box), apart), box[:2])
    return red


def share(red: Image.Image) -> float:
    """The share of points that are red ink, 0 to 1, by how red each is: seals, stamps, a red secrecy mark."""
    histogram = red.histogram()
    return sum(histogram[_INK:]) / max(sum(histogram), 1)


def words(red: Image.Image, dpi: float, read: Sequence[Box], engine: Engine) -> Iterator[Word]:
    """Words in red ink (HỎA TỐC, arrival stamps, a secrecy mark), which the main reading does not see.

    Args:
        red: the page's red ink.
        dpi: its points an inch.
        read: boxes of stamps that were read by themselves, in pixels.
        engine: looks at a picture.
    """
    if not _LEAST < share(red) < _MOST:
        return
    paper = red.copy()
    pen = ImageDraw.Draw(paper)
    for box in (*read, *seals.rings(red, dpi)):
        pen.rectangle(box, fill=0)
    if share(paper) < _LEAST:
        return
    for word in engine(ImageChops.invert(_over(paper, _INK)), dpi, int(tesserocr.PSM.SPARSE_TEXT)):
        if word.confidence > 0.5 and sum(letter.isalnum() for letter in word.text) >= 2:
            yield word


def holds_whole_seal(part: Image.Image, ink: Image.Image, dpi: float) -> bool:
    """Whether a part of a page in colour holds an office's seal that is pale in `ink`, the same seen by its red."""
    if part.mode != "RGB":
        return False
    red = seals.redness(part)
    return any(_is_gone(_over(red.crop(box), _INK), ink.crop(box)) for box in seals.rings(red, dpi))


def _is_gone(seal: Image.Image, ink: Image.Image) -> bool:
    left = ImageChops.multiply(seal, ink.point([255 if level < _DARK else 0 for level in range(256)]))
    return _points(left) < _LEFT * _points(seal)


def _over(red: Image.Image, least: int) -> Image.Image:
    return red.point([255 if level > least else 0 for level in range(256)])


def _points(mask: Image.Image) -> int:
    return sum(mask.histogram()[128:])
