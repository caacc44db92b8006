"""Stamps of secrecy and urgency in the picture of a page: small framed rectangles, slanted, faint, or standing upright.

Circular 24/2020/TT-BCA and Decree 30/2020 (annex I, boxes 10a and 10b): capitals in a rectangle with a double border,
20 to 40 mm by 8, red. Tesseract looks for level lines of print: of 23 stamped scans it read nine. So the rectangle is
found by its ink, turned level, its border cut away, and what is left is read by itself.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageChops, ImageOps

from pipeline.extract.scans import blobs, round_seal
from pipeline.extract.scans.blobs import Box
from pipeline.text import fold

KNOWN = (
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "GIẢI MẬT", "HỎA TỐC", "HỎA TỐC HẸN GIỜ", "THƯỢNG KHẨN", "KHẨN", "ĐẾN",
    "CÔNG VĂN ĐẾN", "SAO Y", "SAO LỤC", "TRÍCH SAO", "DỰ THẢO", "BẢN SAO", "LƯU HÀNH NỘI BỘ", "TÀI LIỆU NỘI BỘ",
    "KHÔNG PHỔ BIẾN", "KHÔNG SAO CHỤP", "CẤM SAO CHỤP", "TÀI LIỆU THU HỒI", "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ",
)  # fmt: skip
SECRET = frozenset(KNOWN[:3])
_GRID = 50  # dpi of the picture in which blobs are looked for
_RED = 26  # of 255: how much redder than green and blue; a faint stamp has 35
_LONG, _SHORT = (7.0, 80.0), (3.0, 48.0)  # mm of a stamp with its frame, leaning ones' boxes included
SMALLEST = _SHORT[0] / 25.4 * 72  # points
_FRAME = 5.5  # mm: the lowest frame, higher than a line of letters
_LEAST = 1.25  # times as long as high; the box of a slanted short stamp
_LEAN, _STEEP = 24, 66  # degrees: of a stamp pressed level, and of one pressed aslant on purpose
_BORDER = 1.6  # mm from the edge, or from one line of a double border to the next
_LINE = 0.6  # of a side's length that a border covers
_SQUARE = 1.25  # of the sides of a round seal's box, and of it to the seal's width
_LIKE = 0.74
_ALIKE = 0.86  # without frame and colour: "MA" is no MẬT
_UNSURE = 0.2
_TALL = 64  # pixels of the letters' strip that is read

MOST = 40  # spots of a page that are looked at
Reader = Callable[[Image.Image], tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Seal:
    """One stamp: its box in pixels of the page, what it says ("" where it cannot be read), and how it is framed."""

    box: Box
    text: str
    framed: bool
    doubled: bool
    red: bool

    @property
    def doubtful(self) -> bool:
        """Whether it cannot be read but has the form of a stamp of secrecy: a person looks."""
        return not self.text and self.framed and (self.red or self.doubled)


class _Strip(NamedTuple):
    """A level stamp: the strip inside its border, whether it has one, a double one, and its sides in pixels."""

    inside: Image.Image
    framed: bool
    doubled: bool
    sides: tuple[int, int]


def find_stamps(
    picture: Image.Image, dpi: float, read: Reader, *, grey: bool, red: Image.Image | None = None
) -> list[Seal]:
    """The stamps of a page in colour or grey; `grey` asks for those without colour, too. `read` reads one line.

    `red` is the picture's `redness` where that is known.
    """
    seals: list[Seal] = []
    if picture.mode == "RGB":
        red = redness(picture) if red is None else red
        seals += _of(ImageOps.invert(red), _red_blobs(red, dpi), dpi, read, red=True)
    if grey:
        ink = picture.convert("L")
        boxes = [box for box in _grey_blobs(ink, dpi) if not any(_meet(box, seal.box) for seal in seals)]
        seals += _of(ink, boxes, dpi, read, red=False)
    return seals


def whole(picture: Image.Image, dpi: float, read: Reader) -> str:
    """The stamped words that a picture says which is one stamp by itself, framed or not; "" where it says none."""
    strips = [_strip(view, dpi) for view in _views(picture.convert("L"), steep=False)]
    return _words(strips, read, _ALIKE)


def places(shown: Image.Image, dpi: float) -> list[Box]:
    """Where red ink of a stamp's size stands on a small picture of a page, in its pixels."""
    return _red_blobs(redness(shown), dpi) if shown.mode == "RGB" else []


def sized(width: float, height: float) -> bool:
    """Whether a picture of these sides, in PDF points, is as large as a stamp."""
    short, long = sorted((width / 72 * 25.4, height / 72 * 25.4))
    return _LONG[0] <= long <= _LONG[1] and _SHORT[0] <= short <= _SHORT[1]


def redness(picture: Image.Image) -> Image.Image:
    """How much redder each point is than green or blue."""
    red, green, blue = picture.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))


def rings(red: Image.Image, dpi: float) -> list[Box]:
    """The boxes of offices' round seals with no other red ink at them, in pixels of the picture of red ink."""
    spots, step = _red_spots(red, dpi), max(round(dpi / _GRID), 1)
    small = [(box, (box[0] // step, box[1] // step, box[2] // step, box[3] // step)) for box in _red_blobs(red, dpi)]
    return [box for box, there in small if round_seal.fills(spots, there, dpi / step)]


def _red_spots(red: Image.Image, dpi: float) -> Image.Image:
    small = red.reduce(max(round(dpi / _GRID), 1))
    return blobs.grown(small.point([255 if level > _RED * 0.5 else 0 for level in range(256)]), 2)


def _red_blobs(red: Image.Image, dpi: float) -> list[Box]:
    return _like_stamps(blobs.of(_red_spots(red, dpi)), max(round(dpi / _GRID), 1), dpi, oblong=1.0)


def _grey_blobs(ink: Image.Image, dpi: float) -> list[Box]:
    step = max(round(dpi / _GRID), 1)
    small = ink.reduce(step).point([255 if level < 222 else 0 for level in range(256)])
    hollow = [box for box, points in blobs.counted(small) if points < 0.72 * blobs.area(box)]
    millimetre = dpi / 25.4 / step
    return _like_stamps([box for box in hollow if min(blobs.sides(box)) >= _FRAME * millimetre], step, dpi)


def _like_stamps(boxes: Sequence[Box], step: int, dpi: float, *, oblong: float = _LEAST) -> list[Box]:
    """Boxes as large as stamps, in pixels of the page; `oblong` is how many times as long as high they are at least."""
    millimetre = dpi / 25.4
    sized = []
    for left, top, right, bottom in boxes:
        short, long = sorted(((right - left) * step / millimetre, (bottom - top) * step / millimetre))
        if _LONG[0] <= long <= _LONG[1] and _SHORT[0] <= short <= _SHORT[1] and long >= oblong * short:
            sized.append((left * step, top * step, right * step, bottom * step))
    return sized[:MOST]


def _meet(one: Box, other: Box) -> bool:
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def _of(ink: Image.Image, boxes: Sequence[Box], dpi: float, read: Reader, *, red: bool) -> Iterator[Seal]:
    for box in boxes:
        strips = [_strip(view, dpi) for view in _views(ink.crop(box), steep=red)]
        if not (red or strips[0].framed):
            continue
        high = _as_high(strips[0], dpi)
        said = _words(strips, read, _LIKE if red or high else _ALIKE)  # loops of a signature: "MA", in no frame
        if (
            said and red and any(_is_round(ink, other, dpi) for other in boxes if _encloses(other, box))
        ):  # "(mà," of the star and rings of an office's seal is no MẬT
            said = _words(strips, read, _ALIKE)
        yield Seal(box, said, strips[0].framed and high, strips[0].doubled, red)


def _encloses(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _is_round(ink: Image.Image, box: Box, dpi: float) -> bool:
    """Whether a box holds the round seal of an office, and nothing beside it."""
    short, long = sorted(blobs.sides(box))
    if long > _SQUARE * short:
        return False
    found = round_seal.find(ImageOps.expand(ink.crop(box), border=8, fill=255), dpi)
    return found is not None and 2 * found.radius * _SQUARE > long


def _words(strips: Sequence[_Strip], read: Reader, like: float) -> str:
    inner = [strip.inside for strip in strips] + [
        _without_outline(strip.inside) for strip in strips if not strip.framed
    ]
    return next((said for strip in inner if (said := _said(strip, read, like))), "")


def _as_high(strip: _Strip, dpi: float) -> bool:
    """Whether the frame has the height and proportion of a stamp (8 mm, a third more or less), not of a table."""
    wide, high = strip.sides
    return 5 <= high / dpi * 25.4 <= 14 and 1.7 * high <= wide <= 7 * high


def _views(crop: Image.Image, *, steep: bool) -> list[Image.Image]:
    """The stamp turned level, and for one that stands nearly upright both ways to lay it down."""
    clear = ImageOps.autocontrast(crop, cutoff=(2, 0))
    if steep:
        return _level(clear, range(-90, 90, 3))
    if crop.height <= crop.width:
        return _level(clear, range(-_LEAN, _LEAN + 1, 2))
    return [view for turn in (90, 270) for view in _level(clear.rotate(turn, expand=True), range(-_LEAN, _LEAN + 1, 2))]


def _level(crop: Image.Image, leans: Sequence[int]) -> list[Image.Image]:
    """Turned so that the borders, or the line of letters, lie level; upside down as well where it stood upright."""
    if max(leans) > _LEAN:  # room to turn in
        side = round(math.hypot(*crop.size)) + 8
        framed = Image.new("L", (side, side), 255)
        framed.paste(crop, ((side - crop.width) // 2, (side - crop.height) // 2))
    else:
        framed = ImageOps.expand(crop, border=round(0.2 * crop.height) + 4, fill=255)
    small = framed.reduce(math.ceil(max(framed.size) / 260))
    smaller = small.reduce(2)
    coarse = max(leans, key=lambda angle: _striped(smaller, angle))
    angle = max((coarse + step * 0.5 for step in range(-3, 4)), key=lambda angle: _striped(small, angle))
    turns = (angle, angle + 180) if abs(angle) > _STEEP else (angle,)
    return [framed.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255) if turn else framed for turn in turns]


def _striped(picture: Image.Image, angle: float) -> int:
    turned = picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=255) if angle else picture
    rows = turned.resize((1, turned.height), Image.Resampling.BOX).tobytes()
    return sum((after - before) ** 2 for before, after in pairwise(rows))


def _strip(level: Image.Image, dpi: float) -> _Strip:
    """What stands within the border of a level stamp."""
    dark = level.point([255 if shade < 150 else 0 for shade in range(256)])
    box = blobs.without_specks(dark).getbbox() or (0, 0, *level.size)
    dark, level = dark.crop(box), level.crop(box)
    reach = dpi / 25.4 * _BORDER
    top, bottom = _edges(_share(dark, across=False), reach)
    if not (top and bottom):
        return _Strip(level, framed=False, doubled=False, sides=level.size)
    low, high = _inner(top), max(level.height - _inner(bottom), _inner(top) + 1)
    left, right = _edges(_share(dark.crop((0, low, level.width, high)), across=True), reach)
    start, stop = _inner(left), level.width - _inner(right)
    inside = level.crop((start, low, max(stop, start + 1), high))
    return _Strip(inside, bool(left or right), len(top) > 1 and len(bottom) > 1, level.size)


_Run = tuple[int, int]


def _inner(border: Sequence[_Run]) -> int:
    return border[-1][1] + 1 if border else 0


def _share(dark: Image.Image, *, across: bool) -> list[float]:
    """For each column (`across`) or row, the share of it that is ink."""
    size = (dark.width, 1) if across else (1, dark.height)
    return [level / 255 for level in dark.resize(size, Image.Resampling.BOX).tobytes()]


def _edges(shares: Sequence[float], reach: float) -> tuple[list[_Run], list[_Run]]:
    """The border lines along both ends, each as start and end from its end; letters further in are none."""
    half = len(shares) // 2
    return _runs(shares[:half], reach), _runs(list(reversed(shares))[:half], reach)


def _runs(shares: Sequence[float], reach: float) -> list[_Run]:
    found: list[_Run] = []
    for at, share in enumerate(shares):
        last = found[-1][1] if found else 0
        if share < _LINE:
            continue
        if at > last + reach or at - (found[-1][0] if found else 0) > 2 * reach:
            break
        if found and at <= last + 1:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _without_outline(strip: Image.Image) -> Image.Image:
    """The letters alone: what encloses them, an arrow or an oval, painted white."""
    dark = strip.point([255 if shade < 150 else 0 for shade in range(256)])
    for left, top, right, bottom in blobs.of(dark):
        if right - left > 0.6 * strip.width or bottom - top > 0.85 * strip.height:
            first = dark.crop((left, top, right, top + 1)).getbbox()
            dark = blobs.without(dark, (left + (first[0] if first else 0), top))
    letters = blobs.grown(dark, 1).getbbox()
    cleared = Image.composite(strip, Image.new("L", strip.size, 255), blobs.grown(dark, 2))
    return cleared.crop(letters) if letters else cleared


def _said(strip: Image.Image, read: Reader, like: float) -> str:
    """The stamp's words, by the list of those that are stamped."""
    if strip.width < 8 or strip.height < 8:
        return ""
    scale = _TALL / strip.height
    large = strip.resize((max(round(strip.width * scale), 8), _TALL), Image.Resampling.LANCZOS)
    text, sure = read(ImageOps.expand(ImageOps.autocontrast(large, cutoff=(1, 1)), border=24, fill=255))
    said = stamped_words(text, like)
    return said if said in SECRET or sure > _UNSURE else ""  # grain of a table read as "Hàn", sure to 0.06: no KHẨN


def stamped_words(read: str, like: float = _LIKE) -> str:
    """The stamped words that a reading is near to, "" where it is near to none."""
    letters = "".join(letter for letter in fold(read) if letter.isalpha())
    wanted = {name: fold(name).replace(" ", "") for name in KNOWN}
    near = {name: SequenceMatcher(None, letters, word, autojunk=False).ratio() for name, word in wanted.items()}
    best = max(near, key=lambda name: near[name])
    return best if near[best] >= like else ""
