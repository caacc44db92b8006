"""What a picture says that is looked at by itself: its lines of print, its stamp.

A page is read as it is drawn. A picture within a file holds more: what was cut off in the program that wrote it, what
stands under something else, off the sheet, in a layer that is switched off, in the small picture of a page that file
managers show, or what no page draws at all; and a list of persons pasted in as a picture is no text to the gate.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from PIL import Image, ImageChops, ImageOps, ImageStat

from pipeline.document.model import Block, Method, Region
from pipeline.extract.scans import letter_rows, ocr, seals, straight
from pipeline.sheet import rows
from pipeline.sheet.words import Word

_MOST = 4_000_000  # points; A4 at 200 dpi has 3.9 million
_SHEET = 1_600_000  # points: half of A4 at 200 dpi
LEAST = (10, 24)  # points of the short and of the long side: below, no word is legible
_DIM, _FLAT = 110, 24  # of 255: an average as dark is white on black; a span as small shows nothing
_SMALL = 1000  # points of the long side: tesseract wants letters of twenty points and more, screens show ten
_RED = 40  # of 255, what is red is so much lighter through a red glass
_SURE = 0.5
_NARROW, _LONGEST = 10, 6.5  # pixels of a stamp's short side; times as long as high
_STAMP_MM = 30.0  # a middle stamp of Circular 24/2020/TT-BCA, so that a picture without a size gets one
_WIDE = 900  # pixels: what is larger is reduced
_EMPTY = 30  # of 255: what is lighter than that is paper
_AROUND = 20  # pixels of white, for borders that touch the edge
_LETTERS = 4  # of a line: what is shorter are strokes of a signature


def read(picture: Image.Image, *, stamps: bool = True, behind: bool = False) -> tuple[list[Block], bool]:
    """What a picture says as hidden text, and whether it holds a stamp like one of secrecy that is unreadable.

    `stamps` are left out where the page that shows the picture was searched for them, but for white ones on black,
    which no page is searched for; what is `behind` a mask is read as it stands, and not turned.
    """
    band = strip(picture) if stamps or _has_dark_ground(on_paper(picture)) else None
    found = seals_of(band) if band else []
    said, doubtful = lines(picture, behind=behind)
    marks = [Block(one.text, Region.stamp, Method.ocr) for one in found if one.text]
    return [*said, *marks], doubtful or any(one.doubtful for one in found)


def lines(picture: Image.Image, *, behind: bool = False) -> tuple[list[Block], bool]:
    """Lines of print in a picture as hidden text, and whether a stamp on it is unreadable.

    White letters on black are print as well as black ones on white. A picture as large as a sheet is read as one.
    """
    shown = _legible(picture)
    if shown is None:
        return [], False
    if picture.width * picture.height < _SHEET:
        looks = (_few_lines(ink, turned=not behind) for ink in _inks(shown))
        return _blocks(next(filter(None, looks), [])), False
    reading = ocr.read(shown, ocr.DPI)
    if reading is None:
        return [], False
    return _blocks([*_sure(reading.words), *(word.text for word in reading.stamps)]), reading.doubtful


def _blocks(said: Iterable[str]) -> list[Block]:
    return [Block(line, Region.hidden, Method.ocr) for line in dict.fromkeys(said)]


def _inks(shown: Image.Image) -> Iterator[Image.Image]:
    """What is printed on a picture in grey: without what is red, then red ink as well where there is any."""
    black, grey = straight.without_red(shown), shown.convert("L")
    yield black
    if ImageChops.subtract(black, grey).getextrema()[1] > _RED:  # type: ignore[operator]
        yield grey


def _few_lines(ink: Image.Image, *, turned: bool) -> list[str]:
    """The lines of a small picture as it stands, lies on either side, or stands on its head where it says nothing."""
    if not letter_rows.may_be(ink):
        return []
    if not turned:
        return list(_sure(ocr.words(ink, ocr.DPI)))
    on_its_side = ink.transpose(Image.Transpose.TRANSPOSE)
    lying = straight.striped(on_its_side) / on_its_side.height > straight.striped(ink) / ink.height
    looks = (list(_sure(ocr.words(ink.rotate(turn, expand=True), ocr.DPI))) for turn in (0, *((90, 270) * lying), 180))
    return list(chain(*islice(looks, 3))) if lying else next((look for look in looks if look), [])


def strip(picture: Image.Image) -> Image.Image | None:
    """A picture of a stamp's proportions on white ground, without the empty room that was saved around it.

    White letters on black are made black on white: "MẬT" has too few to count as a line of print.
    """
    if min(picture.size) < _NARROW:
        return None
    white = on_paper(picture)
    white = _upon_white(white.convert("L")) if _has_dark_ground(white) else white
    ink = ImageChops.invert(white.convert("L")).point([255 if level > _EMPTY else 0 for level in range(256)])
    white = white.crop(ink.getbbox())
    short, long = sorted(white.size)
    if short < _NARROW or not 1.25 * short <= long <= _LONGEST * short:
        return None
    white.thumbnail((_WIDE, _WIDE))
    return ImageOps.expand(white, _AROUND, "white")


def seals_of(strip: Image.Image) -> list[seals.Seal]:
    """The stamps of a strip; of one that has no frame, as watermarks have none, what its words are."""
    # The resolution that makes a stamp of it.
    dpi = (max(strip.size) - 2 * _AROUND) / _STAMP_MM * 25.4
    found = list(seals.find_stamps(strip, dpi, ocr.line, grey=True))
    if found:
        return found
    said = seals.whole(ImageOps.autocontrast(strip.convert("L")).convert("RGB"), dpi, ocr.line)
    return [seals.Seal((0, 0, *strip.size), said, framed=False, doubled=False, red=False)] if said else []


def on_paper(picture: Image.Image) -> Image.Image:
    """A picture on white ground, in colour."""
    if picture.mode == "RGB" and "transparency" not in picture.info:
        return picture
    shown = picture.convert("RGBA")
    white = Image.new("RGB", shown.size, "white")
    white.paste(shown, mask=shown.getchannel("A"))
    return white


def _legible(picture: Image.Image) -> Image.Image | None:
    """The picture as print on white, of a size that can be read; None for one that can show no word."""
    short, long = sorted(picture.size)
    if short < LEAST[0] or long < LEAST[1]:
        return None
    scale = min(1.0, (_MOST / (short * long)) ** 0.5) if long > _SMALL else 2.0
    shown = on_paper(picture)
    shown = shown.resize(max(round(side * scale), 1) for side in shown.size) if scale != 1 else shown  # type: ignore[arg-type]
    grey = shown.convert("L")
    low, high = grey.getextrema()
    if high - low < _FLAT:  # type: ignore[operator]
        return None
    if grey.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) < _DIM:  # type: ignore[operator]
        return _upon_white(grey)
    return shown if low < _DIM else ImageOps.autocontrast(grey).convert("RGB")  # type: ignore[operator]


def _upon_white(dark: Image.Image) -> Image.Image:
    """White on black, or on any dark colour, as black on white."""
    return ImageOps.autocontrast(ImageOps.invert(dark)).convert("RGB")


def _has_dark_ground(shown: Image.Image) -> bool:
    """Whether most of a picture is dark, however light the average: bold letters and two borders fill half a stamp."""
    return ImageStat.Stat(shown.convert("L")).median[0] < _DIM


def _sure(words: Sequence[Word]) -> Iterator[str]:
    for line in rows.rows([word for word in words if word.confidence > _SURE]):
        if sum(letter.isalnum() for letter in line.text) >= _LETTERS:
            yield line.text
