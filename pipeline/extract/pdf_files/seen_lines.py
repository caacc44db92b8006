"""What the picture of a page says of some of its lines, with no more shown to tesseract than these.

Four lines on a white sheet cost four fifths of what the full sheet costs: the lines are moved together, and what is
read of them is put back to where it stands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image

from pipeline import text
from pipeline.extract.pdf_files import pdf_page
from pipeline.extract.scans import ocr
from pipeline.sheet import symbols
from pipeline.sheet.words import Word

_ABOVE, _BELOW = 1.0, 0.35  # of a line's size: marks above capitals, tails below the baseline
_UNNAMED, _FEW = 0.1, 30  # of a page's letters, and letters
_APART = 40  # pixels of white between lines that do not follow each other, and around all


def with_own(seen: Word, own: Iterable[Word]) -> Word:
    """A word of the picture with the letters that the text layer has of it: "NÓI" of "NỐI", "CHIA" of "C IA".

    A font that lost its H kept all others, and their marks are what tesseract reads least surely. Where the layer has
    other letters, the picture's word stays as it is.
    """
    known = "".join(word.text for word in own if seen.left < word.middle < seen.right).replace(symbols.UNKNOWN, "")
    said, at = "", 0
    for letter in seen.text:
        has = at < len(known) and text.fold(known[at]) == text.fold(letter)
        said, at = said + (known[at] if has else letter), at + has
    return replace(seen, text=said) if at == len(known) else seen


def with_layer(seen: tuple[Word, ...], own: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a whole page as `with_own`; as the picture shows them where the layer has a name for every letter.

    A layer that is false though it names its letters (an old font) may have the right ones with other marks.
    """
    if not are_unnamed(own):
        return seen
    return tuple(with_own(word, [one for one in own if _level(one, word)]) for word in seen)


def are_unnamed(own: Sequence[Word]) -> bool:
    """Whether a good part of a page's letters is of no table, as where a producer leaves out ToUnicode.

    A line or two of them are read by themselves. Between many of them the pieces of lines are not found again: the
    first basis ran into the title, and its day became the document's.
    """
    letters = "".join(word.text for word in own)
    return letters.count(symbols.UNKNOWN) > max(_UNNAMED * len(letters), _FEW)


def _level(one: Word, other: Word) -> bool:
    return abs(one.baseline - other.baseline) < 0.45 * one.size


class _Band(NamedTuple):
    """Pixels of a page from its upper edge, and where they stand on the sheet that is read."""

    top: int
    bottom: int
    at: int


def read(page: pdfium.PdfPage, lines: Iterable[tuple[float, float]]) -> list[Word]:
    """The words of the lines whose baseline and size are given, in points; the page is left open."""
    whole, dpi = pdf_page.picture(page, ocr.DPI, annotations=False), pdf_page.dpi_of(page, ocr.DPI)
    high = page.get_size()[1]
    bands = [_band(high - baseline, size, dpi / 72, whole.height) for baseline, size in lines]
    strips = [*_strips(band for band in bands if band[0] < band[1])]
    if not strips:
        return []
    sheet = Image.new("L", (whole.width, strips[-1].at + strips[-1].bottom - strips[-1].top + _APART), 255)
    for strip in strips:
        sheet.paste(whole.crop((0, strip.top, whole.width, strip.bottom)), (0, strip.at))
    return [_back(word, strips, sheet.height, whole.height, dpi / 72) for word in ocr.words(sheet, dpi)]


def _band(baseline: float, size: float, scale: float, high: int) -> tuple[int, int]:
    """First and last + 1 row of a line whose baseline is so many points below the page's upper edge."""
    top, bottom = round((baseline - _ABOVE * size) * scale), round((baseline + _BELOW * size) * scale)
    return max(top, 0), min(bottom, high)


def _strips(bands: Iterable[tuple[int, int]]) -> Iterator[_Band]:
    """Bands from above, those that touch as one, each below the one before."""
    at, open_ = _APART, (0, 0)
    for top, bottom in sorted(bands):
        if open_[1] and top <= open_[1]:
            open_ = open_[0], max(open_[1], bottom)
            continue
        if open_[1]:
            yield _Band(*open_, at)
            at += open_[1] - open_[0] + _APART
        open_ = top, bottom
    if open_[1]:
        yield _Band(*open_, at)


def _back(word: Word, strips: Sequence[_Band], high: int, whole: int, scale: float) -> Word:
    """A word of the sheet that was read, where it stands on the page; both are so many pixels high."""
    middle = high - word.center[1] * scale
    strip = next((one for one in reversed(strips) if one.at - _APART / 2 <= middle), strips[0])
    up = (whole - high + strip.at - strip.top) / scale
    return replace(word, bottom=word.bottom + up, top=word.top + up, baseline=word.baseline + up)
