"""Read pictures of pages with tesseract.

Print is read nearly perfectly (98 % of real scanned titles); a number or day written by hand is not (the right code on
4 of 19 real first pages), so every word carries tesseract's own doubt. Marks of letters are set right where they can
only be those of one word (office_pairs); no figure, name or capital is.
"""

import math
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import tesserocr
from PIL import Image, ImageChops

from pipeline import errors, text
from pipeline.document.model import Method
from pipeline.extract.scans import (
    handwriting,
    left_out,
    light,
    margin_dust,
    notation_letters,
    office_pairs,
    pen,
    read_twice,
    red_ink,
    ruled,
    seals,
    second_look,
    straight,
    two_up,
    under_pen,
)
from pipeline.extract.scans.seals import Seal
from pipeline.sheet import folded, rows, syllables
from pipeline.sheet.tables import RuledLine
from pipeline.sheet.words import Word

DPI = 200
LANGUAGE = "vie"
_FOLDERS = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
_POOR = 60
# Before a line in capitals no quotation begins: "'HỘI ĐỒNG NHÂN DÂN" would be no organ, and part of the title.
_DUST = re.compile(r"^['‘’](?=[A-ZĐÀ-Ỹ]{2,}$)")
_DUST_SURE = 0.6  # of a sign by itself; a dash of print has 0.93
_MARGIN = 40  # pixels of white around what is looked at alone; with less a word under a pen was lost
_FEW = 4  # long words, that tell no more than a stamp whether a page lies on its side
_SEAL = 0.9  # of words that are on the list of those that are stamped


@dataclass(frozen=True, slots=True)
class PictureWords:
    """The words of one picture, in points of the upright page, and how sure tesseract is on average (0 to 1)."""

    words: tuple[Word, ...]
    stamps: tuple[Word, ...]
    width: float
    height: float
    sure: float
    rules: tuple[RuledLine, ...] = ()
    turned: int = 0
    folds: float = 0.0  # points from the left, where the second of two pages on the sheet begins
    doubtful: bool = False  # a stamp that has the form of one of secrecy and cannot be read

    @property
    def poor(self) -> bool:
        """Whether this is hardly Vietnamese print: a turned page, show-through of the other side, handwriting."""
        return self.sure < _POOR / 100 or syllables.share(word.text for word in self.words) < 0.5


def tessdata() -> Path:
    """The folder of tesseract's Vietnamese data.

    Raises:
        errors.ToolMissing: it is not installed.
    """
    named = os.environ.get("TESSDATA_PREFIX")
    for folder in (*([named, f"{named}/tessdata"] if named else []), *_FOLDERS):
        if (Path(folder) / f"{LANGUAGE}.traineddata").is_file():
            return Path(folder)
    raise errors.ToolMissing(name="tesseract (vie)", package="tesseract-ocr-vie")


def begin() -> None:
    """Begin tesseract in this process; a process forked from it has it begun.

    Raises:
        errors.ToolMissing: it is not installed.
    """
    _api(tessdata())


def read(picture: Image.Image, dpi: float = DPI) -> PictureWords | None:
    """The words of a page's picture; None where it is blank or shows only the other side's ink.

    A page that reads badly is turned as tesseract's orientation detection proposes, and the better reading kept.
    """
    pale = _is_blank(straight.without_red(picture))
    shown = light.inked(picture) if pale else picture
    if shown is None:
        return None
    picture = straight.straightened(light.evened(_plain(shown)))
    ink = straight.without_red(picture)
    found = _of_sheet(ink, picture, dpi)
    if found.poor or _is_sideways(found):
        found = _upright(found, ink, picture, dpi)
        picture = picture.rotate(found.turned, expand=True) if found.turned else picture
    if _show_through(found) or (pale and found.poor):
        return None
    red = red_ink.of(picture)
    marks = seals.find_stamps(picture, dpi, line, grey=True, red=red)
    said = red_ink.words(red, dpi, [mark.box for mark in marks if mark.text], alone)
    stamps = (*said, *(word for mark in marks for word in seal_words(mark, 0, picture.height * 72 / dpi, dpi)))
    return replace(found, stamps=stamps, doubtful=any(mark.doubtful for mark in marks))


def seal_words(seal: Seal, left: float, top: float, dpi: float) -> list[Word]:
    """A read stamp as one word, its picture's upper left corner standing at `left`, `top` points of the page."""
    if not seal.text:
        return []
    scale = 72 / dpi
    x0, x1 = left + seal.box[0] * scale, left + seal.box[2] * scale
    y1, y0 = top - seal.box[1] * scale, top - seal.box[3] * scale
    size = max(0.4 * min(x1 - x0, y1 - y0), 4.0)
    return [Word(seal.text, x0, y0, x1, y1, (y0 + y1) / 2 - 0.3 * size, size, method=Method.ocr, confidence=_SEAL)]


def line(strip: Image.Image) -> tuple[str, float]:
    """The text of one line of print, and how sure tesseract is (0 to 1)."""
    read = _engine(strip, DPI, tesserocr.PSM.SINGLE_LINE)
    sure = sum(word.confidence for word in read) / len(read) if read else 0.0
    return " ".join(word.text for word in read), sure


def words(ink: Image.Image, dpi: float) -> list[Word]:
    """The words of a few lines standing anywhere in a grey picture that lies straight."""
    return _engine(ink, dpi, tesserocr.PSM.SPARSE_TEXT)


def _plain(picture: Image.Image) -> Image.Image:
    """A picture of greys alone as such: each step takes a third of the time then, with the same result."""
    few = max(picture.width // 16, 1), max(picture.height // 16, 1)
    grey = picture.mode == "RGB" and all(map(_is_grey, (picture.resize(few, Image.Resampling.NEAREST), picture)))
    return picture.getchannel("R") if grey else picture


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    return all(ImageChops.difference(red, other).getbbox() is None for other in (green, blue))


def _is_blank(ink: Image.Image) -> bool:
    """Whether a page is blank but for dust: a sixteenth of its points is asked first, in which text shows."""
    few = max(ink.width // 4, 1), max(ink.height // 4, 1)
    few_dark = light.dark_share(ink.resize(few, Image.Resampling.NEAREST)) < 4 * light.BLANK
    return few_dark and light.dark_share(ink) < light.BLANK


def _of_sheet(ink: Image.Image, picture: Image.Image, dpi: float) -> PictureWords:
    """One reading of an upright picture of one page, or of two side by side."""
    fold = two_up.fold(ink)
    if fold is None:
        return _recognise(ink, picture, dpi)
    scale, high = 72 / dpi, ink.height
    words, rules, sure = list[Word](), list[RuledLine](), list[float]()
    for begins, ends in ((0, fold), (fold, ink.width)):
        part, times = (begins, 0, ends, high), folded.A4 / ((ends - begins) * scale)
        read = _recognise(ink.crop(part), picture.crop(part), dpi / times)
        words += folded.on_sheet(read.words, times, begins * scale)
        rules += folded.rules_on_sheet(read.rules, times, begins * scale)
        sure.append(read.sure)
    size = ink.width * scale, high * scale
    return PictureWords(tuple(words), (), *size, sum(sure) / 2, tuple(rules), folds=fold * scale)


def _recognise(ink: Image.Image, picture: Image.Image, dpi: float) -> PictureWords:
    """One reading of an upright picture: its lines of text, then what the first look left out, then tables' borders."""
    scale = 72 / dpi
    strokes = ruled.strokes(ink)
    clean = ruled.without(ink, strokes)
    words = _engine(clean, dpi, tesserocr.PSM.AUTO)
    words = read_twice.once(words, clean, dpi, _seen)
    words += left_out.words(clean, words, dpi, _engine)
    words = under_pen.read_again(words, clean, picture, dpi, _seen)
    words = second_look.at(ink, clean, picture, words, dpi, alone)
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    slope = _slope(words)
    rules = (_rule(stroke, ink.height, scale, slope) for stroke in strokes)
    level = handwriting.doubted([_straightened(word, slope) for word in words])
    level = office_pairs.mended(pen.read(level, words, clean, dpi, handwriting.usual(level)))
    level = margin_dust.swept(_swept(notation_letters.mended(level)), ink.width * scale)
    return PictureWords(tuple(level), (), ink.width * scale, ink.height * scale, sure, tuple(rules))


def _engine(ink: Image.Image, dpi: float, mode: int) -> list[Word]:
    return _seen(ink, dpi, mode, (0, 0, *ink.size))


def alone(ink: Image.Image, dpi: float, mode: int) -> list[Word]:
    """The words of what stands on a white sheet, looked at as a cut-out with a margin; `mode` is tesseract's.

    A sheet with one cell on it cost three times what the cell costs, for parting white from black. Of several words
    both read the same; a single one may be read otherwise.
    """
    box = ImageChops.invert(ink).getbbox() or (0, 0, 1, 1)
    part = max(box[0] - _MARGIN, 0), max(box[1] - _MARGIN, 0)
    return _seen(ink, dpi, mode, (*part, min(box[2] + _MARGIN, ink.width), min(box[3] + _MARGIN, ink.height)))


def _seen(ink: Image.Image, dpi: float, mode: int, part: tuple[int, int, int, int]) -> list[Word]:
    """The words of a part of a picture, where they stand on the whole."""
    engine, shown = _api(tessdata()), ink.crop(part)
    engine.SetPageSegMode(mode)
    engine.SetImageBytes(shown.tobytes(), *shown.size, 1, shown.width)
    engine.SetSourceResolution(round(dpi))
    engine.Recognize()
    found = [word for word in _words(engine, part[0], ink.height - part[1], 72 / dpi) if word is not None]
    engine.Clear()
    return found


@cache
def _api(data: Path) -> Any:
    """Tesseract, begun once in each process: beginning costs ten times what reading a line does."""
    engine = tesserocr.PyTessBaseAPI(path=str(data), lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY)
    engine.SetVariable("debug_file", os.devnull)
    return engine


def _swept(words: Sequence[Word]) -> list[Word]:
    """The words without a sign behind the last one of a line that is hardly one: "XÃ PHÚ VINH -" joined two organs."""
    ends = (piece.words for row in rows.rows(words) for piece in rows.pieces(row) if len(piece.words) > 1)
    dust = {found[-1] for found in ends if found[-1].confidence < _DUST_SURE and not found[-1].text[-1].isalnum()}
    return [word for word in words if len(word.text) > 1 or word not in dust]


def _words(engine: Any, begin: int, height: int, scale: float) -> Iterator[Word | None]:
    results = engine.GetIterator()
    if results is None:
        return
    for item in tesserocr.iterate_level(results, tesserocr.RIL.WORD):
        if item.Empty(tesserocr.RIL.WORD):
            continue
        yield _word(item, begin, height, scale)


def _word(item: Any, begin: int, height: int, scale: float) -> Word | None:
    written = text.one_line(item.GetUTF8Text(tesserocr.RIL.WORD)).replace("⁄", "/")
    # Dust and leftovers of rules beside a word; a blank to fill in ("____") stays.
    written = _DUST.sub("", written.strip("_|¦`›‹¬„‚ˆ")) or (written if len(written) > 2 else "")
    box, base = item.BoundingBox(tesserocr.RIL.WORD), item.Baseline(tesserocr.RIL.WORD)
    if not written or not box:
        return None
    left, top, right, bottom = box
    line = ((base[0][1] + base[1][1]) / 2) if base else bottom
    return Word(
        text=written,
        left=(begin + left) * scale,
        bottom=(height - bottom) * scale,
        right=(begin + right) * scale,
        top=(height - top) * scale,
        baseline=(height - line) * scale,
        size=max(item.RowAttributes()["row_height"] * scale * 0.8, 4.0),
        method=Method.ocr,
        confidence=round(item.Confidence(tesserocr.RIL.WORD) / 100, 3),
    )


def _slope(words: Sequence[Word]) -> float:
    """By how much lines rise, from the slope between words on one line; 0 where too little can be told."""
    fifth = zip(words, words[5:], strict=False)
    pairs = ((after.middle - before.middle, after.baseline - before.baseline) for before, after in fifth)
    slopes = [rise / run for run, rise in pairs if run > 60 and abs(rise) < 0.08 * run]
    slope = median(slopes) if len(slopes) > 8 else 0.0
    return slope if abs(slope) > 0.002 else 0.0


def _rule(stroke: ruled.Stroke, height: int, scale: float, slope: float) -> RuledLine:
    left, right = stroke.x0 * scale, stroke.x1 * scale
    start, end = (height - stroke.y0) * scale, (height - stroke.y1) * scale
    start, end = start - (left + right) / 2 * slope, end - (left + right) / 2 * slope
    middle = (start + end) / 2
    shift = middle * slope
    if abs(right - left) >= abs(end - start):
        return RuledLine(left + shift, middle, right + shift, middle)
    return RuledLine((left + right) / 2 + shift, min(start, end), (left + right) / 2 + shift, max(start, end))


def _straightened(word: Word, slope: float) -> Word:
    fall, shift = word.middle * slope, word.baseline * slope
    return replace(
        word,
        left=word.left + shift,
        right=word.right + shift,
        bottom=word.bottom - fall,
        top=word.top - fall,
        baseline=word.baseline - fall,
    )


def _turn(ink: Image.Image) -> int:
    """By how many degrees to turn a picture counter-clockwise so that its text stands upright."""
    if not (tessdata() / "osd.traineddata").is_file():
        return 0
    with tesserocr.PyTessBaseAPI(path=str(tessdata()), lang="osd", psm=tesserocr.PSM.OSD_ONLY) as engine:
        engine.SetVariable("debug_file", os.devnull)
        engine.SetImage(ink)
        found = engine.DetectOrientationScript()
    return int(found["orient_deg"]) % 360 if found else 0


def _upright(found: PictureWords, ink: Image.Image, picture: Image.Image, dpi: float) -> PictureWords:
    """The better reading of a page, as it is or turned as the orientation detection proposes.

    Of a copy full of specks the detection takes one side for the other: where a quarter turn gives no text, its
    opposite is tried.
    """
    turn = _turn(ink)
    ways = {0: (), 180: (180,)}.get(turn, (turn, (turn + 180) % 360))
    for turned in ways:
        upright, in_colour = (one.rotate(turned, expand=True) for one in (ink, picture))
        other = replace(_of_sheet(upright, in_colour, dpi), turned=turned)
        found = max(found, other, key=lambda reading: (not _is_sideways(reading), _worth(reading)))
        if not other.poor:
            break
    return found


def _is_sideways(reading: PictureWords) -> bool:
    """Whether most words run upwards or downwards: tesseract reads such a page well, in an order that is none."""
    long = [word for word in reading.words if len(word.text) > 3]
    return sum(word.top - word.bottom > word.right - word.left for word in long) * 2 > len(long) > _FEW


def _worth(reading: PictureWords) -> float:
    return syllables.share(word.text for word in reading.words) * reading.sure * math.log(2 + len(reading.words))


def _show_through(reading: PictureWords) -> bool:
    """Whether what was read is no text: mirrored ink of the other side gives few words, unsure, and no syllables."""
    likely = [word for word in reading.words if word.confidence > 0.6 and syllables.is_syllable(word.text)]
    return len(likely) < 3 and reading.poor
