"""Read pictures of pages with tesseract.

Print is read nearly perfectly (98 % of real scanned titles); a number or day written by hand is not (the right code on
4 of 19 real first pages), so every word carries tesseract's own doubt, and nothing is mended here.
"""

import math
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

import tesserocr
from PIL import Image, ImageChops

from pipeline import errors, text
from pipeline.document.model import Method
from pipeline.extract import syllables
from pipeline.extract.words import Word

DPI = 200
LANGUAGE = "vie"
_FOLDERS = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")
# Below this share of dark points a page is blank but for dust; a page with one line of text has about 0.003.
_BLANK = 0.0006
_DARK = 120
_POOR = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of one picture, in points of the upright page, and how sure tesseract is on average (0 to 1)."""

    words: tuple[Word, ...]
    stamps: tuple[Word, ...]
    width: float
    height: float
    sure: float
    turned: int = 0

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


def read(picture: Image.Image, dpi: float = DPI) -> Reading | None:
    """The words of a page's picture; None where it is blank or shows only the other side's ink.

    A page that reads badly is turned as tesseract's orientation detection proposes, and the better reading kept.
    """
    ink = without_red(picture)
    if _dark_share(ink) < _BLANK:
        return None
    found = _recognise(ink, dpi)
    turn = _turn(ink) if found.poor else 0
    if turn:
        other = replace(_recognise(ink.rotate(turn, expand=True), dpi), turned=turn)
        found = max(found, other, key=lambda reading: _worth(reading))
        picture = picture.rotate(found.turned, expand=True) if found.turned else picture
    if _show_through(found):
        return None
    return replace(found, stamps=tuple(_red_words(picture, dpi)))


def red_ink(picture: Image.Image) -> float:
    """The share of the picture's points that are red ink, 0 to 1: seals, stamps, a red secrecy mark."""
    histogram = _redness(picture).histogram()
    return sum(histogram[60:]) / max(sum(histogram), 1)


def without_red(picture: Image.Image) -> Image.Image:
    """The picture in grey as seen through a red glass: seal and stamps vanish, black and blue ink stay."""
    return picture.getchannel("R") if picture.mode == "RGB" else picture.convert("L")


def _redness(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGB":
        return Image.new("L", (1, 1))
    red, green, blue = picture.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))


def _dark_share(ink: Image.Image) -> float:
    histogram = ink.histogram()
    return sum(histogram[:_DARK]) / max(sum(histogram), 1)


def _recognise(ink: Image.Image, dpi: float, mode: int = tesserocr.PSM.AUTO) -> Reading:
    scale = 72 / dpi
    with tesserocr.PyTessBaseAPI(path=str(tessdata()), lang=LANGUAGE, psm=mode, oem=tesserocr.OEM.LSTM_ONLY) as engine:
        engine.SetVariable("debug_file", os.devnull)
        engine.SetImage(ink)
        engine.SetSourceResolution(round(dpi))
        engine.Recognize()
        words = [word for word in _words(engine, ink.height, scale) if word is not None]
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
    return Reading(tuple(_level(words)), (), ink.width * scale, ink.height * scale, sure)


def _words(engine: Any, height: int, scale: float) -> Iterator[Word | None]:
    results = engine.GetIterator()
    if results is None:
        return
    for item in tesserocr.iterate_level(results, tesserocr.RIL.WORD):
        if item.Empty(tesserocr.RIL.WORD):
            continue
        yield _word(item, height, scale)


def _word(item: Any, height: int, scale: float) -> Word | None:
    written = text.one_line(item.GetUTF8Text(tesserocr.RIL.WORD))
    box, base = item.BoundingBox(tesserocr.RIL.WORD), item.Baseline(tesserocr.RIL.WORD)
    if not written or not box:
        return None
    left, top, right, bottom = box
    line = ((base[0][1] + base[1][1]) / 2) if base else bottom
    return Word(
        text=written,
        left=left * scale,
        bottom=(height - bottom) * scale,
        right=right * scale,
        top=(height - top) * scale,
        baseline=(height - line) * scale,
        size=max(item.RowAttributes()["row_height"] * scale * 0.8, 4.0),
        method=Method.ocr,
        confidence=round(item.Confidence(tesserocr.RIL.WORD) / 100, 3),
    )


def _level(words: Sequence[Word]) -> list[Word]:
    """The words as on a page that lies straight, by the slope between neighbours on one line."""
    slopes = [
        (after.baseline - before.baseline) / (after.middle - before.middle)
        for before, after in zip(words, words[5:], strict=False)
        if after.middle - before.middle > 60
        and abs(after.baseline - before.baseline) < 0.08 * (after.middle - before.middle)
    ]
    slope = median(slopes) if len(slopes) > 8 else 0.0
    return [_straightened(word, slope) for word in words] if abs(slope) > 0.002 else list(words)


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
    return (360 - int(found["orient_deg"])) % 360 if found else 0


def _worth(reading: Reading) -> float:
    return syllables.share(word.text for word in reading.words) * reading.sure * math.log(2 + len(reading.words))


def _show_through(reading: Reading) -> bool:
    """Whether what was read is no text: mirrored ink of the other side gives few words, unsure, and no syllables."""
    likely = [word for word in reading.words if word.confidence > 0.6 and syllables.is_syllable(word.text)]
    return len(likely) < 3 and reading.poor


def _red_words(picture: Image.Image, dpi: float) -> Iterator[Word]:
    """Words in red ink (HỎA TỐC, arrival stamps, a secrecy mark), which the main reading does not see."""
    share = red_ink(picture)
    if not 0.0003 < share < 0.2:
        return
    mask = ImageChops.invert(_redness(picture).point([255 if level > 60 else 0 for level in range(256)]))
    for word in _recognise(mask, dpi, tesserocr.PSM.SPARSE_TEXT).words:
        if word.confidence > 0.5 and sum(letter.isalnum() for letter in word.text) >= 2:
            yield word
