"""A page set straight: by how few degrees its lines of text rise or fall, and the page turned back by them."""

import math
from itertools import pairwise

from PIL import Image

_SMALL, _COLUMNS = 400, 40  # pixels of a page's width, and columns of it, by which its lean is told
_LEVEL = 0.2  # degrees, below which lines lie level


def straightened(picture: Image.Image) -> Image.Image:
    """The picture turned by the few degrees that its lines of text rise or fall.

    On a real page that leans by 2.5 degrees tesseract, which allows for little, left out eleven lines of print.
    """
    angle = _lean(without_red(picture))
    if angle == 0.0:
        return picture
    white = (255, 255, 255) if picture.mode == "RGB" else 255
    return picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=white)


def _lean(ink: Image.Image) -> float:
    """By how many degrees to turn a page counter-clockwise so that its lines of text lie level; 0.0 where they do.

    Told first by the page in columns that are shifted up and down: for so few degrees that is much like a turn, at a
    thirtieth of the time.
    """
    small = ink.resize((_SMALL, max(round(_SMALL * ink.height / max(ink.width, 1)), 1)), Image.Resampling.BOX)
    columns = small.resize((_COLUMNS, small.height), Image.Resampling.BOX)
    coarse = max(range(-10, 11), key=lambda step: striped(_shifted(columns, step * 0.5)))
    near = max(range(-4, 5), key=lambda step: striped(_shifted(columns, coarse * 0.5 + step * 0.1)))
    steps = range(max(near - 1, -4), min(near + 1, 4) + 1)
    angles = [coarse * 0.5 + step * 0.1 for step in steps]
    if max(map(abs, angles)) < _LEVEL:
        return 0.0
    found = {angle: striped(_turned(small, angle)) for angle in angles}
    angle = max(found, key=lambda angle: found[angle])
    return 0.0 if abs(angle) < _LEVEL or found[angle] < 1.05 * striped(small) else angle


def _shifted(columns: Image.Image, angle: float) -> Image.Image:
    rise = math.tan(math.radians(angle)) * _SMALL / _COLUMNS
    shift = 1, 0, 0, rise, 1, -rise * _COLUMNS / 2
    return columns.transform(columns.size, Image.Transform.AFFINE, shift, Image.Resampling.BILINEAR, fillcolor=255)


def _turned(picture: Image.Image, angle: float) -> Image.Image:
    return picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255) if angle else picture


def striped(picture: Image.Image) -> int:
    """How much rows of a picture differ in darkness: most where lines of text lie level."""
    rows = picture.resize((1, picture.height), Image.Resampling.BOX).tobytes()
    return sum((after - before) ** 2 for before, after in pairwise(rows))


def without_red(picture: Image.Image) -> Image.Image:
    """The picture in grey as seen through a red glass: seal and stamps vanish, black and blue ink stay."""
    return picture.getchannel("R") if picture.mode == "RGB" else picture.convert("L")
