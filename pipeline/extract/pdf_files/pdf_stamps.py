"""Stamps on pages of text: pictures, drawings and annotations of a stamp's size, read by themselves.

Signing programs put MẬT in as a picture, and the words around it read as any paper's.
"""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import pypdfium2 as pdfium
import pypdfium2.raw as pdf
from PIL import Image, ImageDraw, ImageOps

from pipeline.extract.pdf_files import pdf_page
from pipeline.extract.scans import blobs, ocr, seals
from pipeline.extract.scans.seals import Seal
from pipeline.sheet.words import Word

_MOST = 24
_DEEP = 15  # forms within forms; pdfium itself stops somewhere there
_LEGAL = 18 * 6 * (72 / 25.4) ** 2  # square points: a little less than MẬT of Circular 24/2020/TT-BCA
_EDGE = 12  # pixels of white around a picture by itself
_APART = 3  # points around a letter, to the next
_SHORTEST, _WIDEST = 7 / 25.4 * 72, 120 / 25.4 * 72  # points: the length of a mark on one line
_OBLONG = 1.5
_OF_ONE = 0.6  # of the smaller of two boxes: a picture and its own red ink are one stamp
_AROUND = 8  # points beside a picture: its border may be drawn beside it

_Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def read(sheet: pdf_page.PageContents, opened: Callable[[], pdfium.PdfPage]) -> tuple[list[Word], bool]:
    """What the stamps of a page say, and whether one of them looks secret and cannot be read.

    A page may hold more spots than are looked at; a rest of a stamp's legal size is doubtful, too. Most hold none, and
    need not be `opened` again.
    """
    (places, many), (drawn, more) = _places(sheet), _drawn(sheet)
    if not (places or drawn):
        return [], many or more
    with contextlib.closing(opened()) as page:
        said, doubtful = _said(sheet, page, places, drawn)
    return said, doubtful or many or more


def _said(
    sheet: pdf_page.PageContents, page: pdfium.PdfPage, places: Sequence[_Box], drawn: Sequence[_Box]
) -> tuple[list[Word], bool]:
    whole, dpi = pdf_page.picture(page, ocr.DPI, gray=False), pdf_page.dpi_of(page, ocr.DPI)
    said, doubtful = list[Word](), False
    for left, bottom, right, top in places:
        box = left - _AROUND, bottom - _AROUND, right + _AROUND, top + _AROUND
        for seal in seals.find_stamps(_crop(whole, box, sheet.height, dpi), dpi, ocr.line, grey=True):
            said += ocr.seal_words(seal, box[0], box[3], dpi)
            doubtful = doubtful or seal.doubtful
    for box in () if said else drawn:
        shown = _crop(whole, box, sheet.height, dpi)
        seal = Seal((0, 0, *shown.size), seals.whole(shown, dpi, ocr.line), framed=False, doubled=False, red=False)
        said += ocr.seal_words(seal, box[0], box[3], dpi)
    if not said and sheet.pictures:
        alone = list(islice(_alone(page), _MOST))
        doubtful = doubtful or any(one is None for one in alone)
        said = [word for one in alone if one for word in _of_picture(*one)]
    return said, doubtful


def _crop(whole: Image.Image, box: _Box, height: float, dpi: float) -> Image.Image:
    """What stands in a box of the page, in its picture."""
    sides = box[0], height - box[3], box[2], height - box[1]
    return whole.crop(tuple(round(side * dpi / 72) for side in sides))  # type: ignore[arg-type]


def _drawn(sheet: pdf_page.PageContents) -> tuple[list[_Box], bool]:
    """Groups of drawn shapes and small pictures that stand together as the letters of a stamp do, the largest first.

    A stamp without a frame and without colour has nothing but its words: a mark in curves, or a picture a letter.
    """
    mask = Image.new("L", (round(sheet.width) + 1, round(sheet.height) + 1))
    pen = ImageDraw.Draw(mask)
    for left, bottom, right, top in (*sheet.drawn, *sheet.pictures):
        if max(right - left, top - bottom) <= _WIDEST:
            sides = left - _APART, sheet.height - top - _APART, right + _APART, sheet.height - bottom + _APART
            pen.rectangle(sides, fill=255)
    found: list[_Box] = []
    for left, top, right, bottom in blobs.of(mask) if mask.getbbox() else ():
        box = float(left), sheet.height - bottom, float(right), sheet.height - top
        wide, high = blobs.sides(box)
        short, long = sorted((wide - 2 * _APART, high - 2 * _APART))
        if short >= seals.SMALLEST and _SHORTEST <= long <= _WIDEST and long >= _OBLONG * short:
            found.append(box)
    found.sort(key=blobs.area, reverse=True)
    return found[:_MOST], len(found) > _MOST


def _of_picture(picture: Image.Image, left: float, top: float) -> Iterator[Word]:
    for seal in seals.find_stamps(picture, ocr.DPI, ocr.line, grey=True):
        yield from ocr.seal_words(seal, left, top, ocr.DPI)


def _alone(page: pdfium.PdfPage) -> Iterator[tuple[Image.Image, float, float] | None]:
    """Pictures of a stamp's size without what is printed over them, at the dpi of OCR, with their upper left corner.

    None for one that cannot be decoded: another program may well show it.
    """
    for thing in page.get_objects(filter=(pdf.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEP):
        left, bottom, right, top = thing.get_bounds()
        if not seals.sized(right - left, top - bottom):
            continue
        try:
            shown = thing.get_bitmap(render=True).to_pil().convert("RGBA")
        except pdfium.PdfiumError:
            yield None
            continue
        paper = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
        sides = (round(side * ocr.DPI / 72) for side in (right - left, top - bottom))
        yield ImageOps.expand(paper.resize(tuple(sides)), border=_EDGE, fill="white"), left, top


def _places(sheet: pdf_page.PageContents) -> tuple[list[_Box], bool]:
    """Boxes of red ink and of pictures as large as stamps or larger, the largest first; and whether some are left out.

    A stamp may have been saved with much white around it.
    """
    found: list[_Box] = [box for box in sheet.pictures if min(blobs.sides(box)) >= seals.SMALLEST]
    scale = 72 / pdf_page.SMALL
    red = seals.places(sheet.shown, pdf_page.SMALL)
    for left, top, right, bottom in red:
        box = left * scale, sheet.height - bottom * scale, right * scale, sheet.height - top * scale
        if not any(blobs.shared(box, other) > _OF_ONE for other in found):
            found.append(box)
    found.sort(key=blobs.area, reverse=True)
    return found[:_MOST], len(red) >= seals.MOST or any(blobs.area(box) >= _LEGAL for box in found[_MOST:])
