"""The columns of a scanned page looked at by themselves: the two cells of its header, and the signature.

A look at the whole page takes lines of both columns that stand at unlike heights for one, and reads neither; under
seal and pen strokes it lost the name on 4 of 10 real scans.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import tesserocr
from PIL import Image

from pipeline.extract.scans import first_look, red_ink, round_seal, signed_name, under_pen
from pipeline.sheet import header_columns, page_regions, syllables
from pipeline.sheet.rows import Row, rows
from pipeline.sheet.words import Word

Engine = Callable[[Image.Image, float, int], list[Word]]  # a picture, its dpi, tesseract's mode; words in its points
Box = tuple[float, float, float, float]  # left, bottom, right, top in points

_CODE = re.compile(r"\d+(?:/\d{4})?/?[A-ZĐ]|[A-ZĐ]{2,}r?-[A-ZĐ]{2,}|^\d{1,4}$")
_SMEARED = 0.3
_REACH = 110.0  # points: a seal is 34 to 36 mm wide
_BLOCK, _SPARSE, _LINE = tesserocr.PSM.SINGLE_BLOCK, tesserocr.PSM.SPARSE_TEXT, tesserocr.PSM.SINGLE_LINE


def at(
    sheet: Image.Image, clean: Image.Image, picture: Image.Image, words: list[Word], dpi: float, engine: Engine
) -> list[Word]:
    """The words of a page, each column's as the clearest look reads them.

    `clean` is the sheet in grey without ruled lines; `picture` is as it was scanned: the signature is looked at without
    blue ink, of the pen that signed or of a seal ("Tô Hoà ó Việt" under one of violet).
    """
    width = sheet.width * 72 / dpi
    for cell in header_columns.cells(rows(words), width):
        if not first_look.has_cell(clean, _inside(words, cell), cell, dpi):
            words = _clearest(words, cell, [engine(_alone(clean, cell, dpi), dpi, _BLOCK)])
    signed = page_regions.signature_box(words, width)
    if signed is not None:
        reach = _cut(sheet, (max(signed[0] - _REACH, 0.0), *signed[1:]), dpi)
        sheet, clean = (under_pen.without(ink, picture, reach) for ink in (sheet, clean))
    if signed is None or first_look.has_signature(clean, _inside(words, signed), signed, dpi):
        return words
    around = _cut(sheet, (signed[0] - _REACH, signed[1] - _REACH, signed[2], signed[3] + _REACH), dpi)
    vanished = red_ink.holds_whole_seal(picture.crop(around), sheet.crop(around), dpi)
    columns = [_alone(clean, signed, dpi)] if vanished else list(_columns(sheet, clean, signed, dpi))
    return _signature(columns, words, dpi, signed, engine)


def is_print(line: Row) -> bool:
    """Whether a line is print, not the strokes of a pen or the rim of a seal."""
    likely = [word for word in line.words if word.confidence > 0.7 and syllables.is_syllable(word.text)]
    letters = sum(len(word.text) for word in line.words)
    return len(likely) > 1 and 2 * sum(len(word.text) for word in likely) > letters


def _signature(columns: Sequence[Image.Image], words: list[Word], dpi: float, box: Box, engine: Engine) -> list[Word]:
    """The words with the signature's column read by itself: print that the clearest look lost is taken from another."""
    inside = _inside(words, box)
    looks = [engine(columns[0], dpi, _BLOCK)]
    if len(columns) > 1 or not first_look.are_alike(inside, looks[0]):
        others = [(column, mode) for column in columns for mode in (_BLOCK, _SPARSE)][1:]
        looks += [engine(column, dpi, mode) for column, mode in others]
    best = max([inside, *looks], key=_clear_letters)
    if len(columns) > 1:
        for look in (inside, *looks):
            best = [*best, *_lost(look, best)]
        best = [word for line in rows(_once(best)) for word in _unsmeared(line)]
    again = signed_name.read_again(
        best,
        columns[-1],
        dpi,
        lambda strip, dpi, line: engine(strip, dpi, int(_LINE if line else _BLOCK)),
        unsealed=looks[2] if len(columns) > 1 else None,
    )
    return [word for word in words if word not in inside] + again


def _lost(look: Sequence[Word], best: Sequence[Word]) -> list[Word]:
    """The lines of print of a look beside which another one has none."""
    printed = [line.baseline for line in rows(best) if is_print(line)]
    lost = (line for line in rows(look) if is_print(line) and not _beside(line, printed))
    return [word for line in lost for word in line.words]


def _once(words: Sequence[Word]) -> list[Word]:
    """The words without those that another look read alike in the same place: "KT. KT. CHỦ CHỦ TỊCH TỊCH"."""
    kept: list[Word] = []
    for word in words:
        if not any(word.text == one.text and one.left < word.middle < one.right and _level(word, one) for one in kept):
            kept.append(word)
    return kept


def _level(word: Word, other: Word) -> bool:
    return abs(word.baseline - other.baseline) < 0.5 * word.size


def _unsmeared(line: Row) -> list[Word]:
    """A line without what a seal's letters left before its print ("~(a KT. CHỦ TỊCH")."""
    printed = [word.confidence > _SMEARED for word in line.words]
    return list(line.words[printed.index(True) :] if is_print(line) else line.words)


def _beside(line: Row, baselines: Sequence[float]) -> bool:
    return any(abs(line.baseline - other) < line.size for other in baselines)


def _columns(sheet: Image.Image, clean: Image.Image, box: Box, dpi: float) -> Iterator[Image.Image]:
    """The signature's column as it is and, where a seal covers its print, without the seal.

    The seal reaches out of the column to the left, and what was taken for ruled lines may be its rim.
    """
    yield _alone(clean, box, dpi)
    seal = round_seal.find(_alone(sheet, (max(box[0] - _REACH, 0.0), *box[1:]), dpi), dpi)
    if seal:
        yield _alone(round_seal.without(sheet, seal), box, dpi)


def _alone(ink: Image.Image, box: Box, dpi: float) -> Image.Image:
    """The page with nothing on it but what stands in the box."""
    cut = _cut(ink, box, dpi)
    column = Image.new("L", ink.size, 255)
    column.paste(ink.crop(cut), cut[:2])
    return column


def _cut(ink: Image.Image, box: Box, dpi: float) -> tuple[int, int, int, int]:
    """A box in pixels from the page's upper left corner."""
    scale = dpi / 72
    left, bottom, right, top = box
    return (
        round(left * scale),
        round(ink.height - top * scale),
        round(right * scale),
        round(ink.height - bottom * scale),
    )


def _clearest(words: Sequence[Word], box: Box, looks: Sequence[list[Word]]) -> list[Word]:
    """The words with those in the box as the clearest look has them, that at the whole page among the looks."""
    inside = _inside(words, box)
    best = max([inside, *looks], key=_clear_letters)
    return [word for word in words if word not in inside] + best


def _inside(words: Sequence[Word], box: Box) -> list[Word]:
    return [word for word in words if _in(word, box)]


def _in(word: Word, box: Box) -> bool:
    return box[0] < word.middle < box[2] and box[1] < word.center[1] < box[3]


def _clear_letters(words: Sequence[Word]) -> float:
    return sum(len(word.text) * word.confidence for word in words if _is_clear(word)) - 0.5 * sum(
        len(word.text) for word in words if not _is_clear(word)
    )


def _is_clear(word: Word) -> bool:
    return word.confidence > 0.6 and (syllables.is_syllable(word.text) or bool(_CODE.search(word.text)))
