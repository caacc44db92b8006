"""One page of a PDF through pdfium: its characters, ruling lines and picture.

Number and day of 43 in 62 real signed PDFs stand only in the appearance of annotations ("đóng số" of the signing
program). Flattening the page draws them into it as one last object, so that they can be told from the page's own text.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdf
from PIL import Image

from pipeline.extract.pdf_files import covering, patched, pdf_glyphs, switched_off
from pipeline.extract.pdf_files.glyph_outlines import Outlines
from pipeline.extract.pdf_files.pdf_glyphs import PageView
from pipeline.extract.pdf_files.pdf_ink import Ink
from pipeline.extract.scans.image import png
from pipeline.sheet.tables import RuledLine
from pipeline.sheet.words import Glyph

# Of the page: larger than seals and signatures; a scanned table set between lines of text is.
LARGE_PICTURE = 0.25
MAX_OBJECTS = 20_000
MAX_POINTS = 14_400
# Of a drawn page: A0 at 160 dpi. In colour, with the copies that drawing makes, it fits into half a gigabyte.
MAX_PIXELS = 40_000_000
SMALL = 50
_THIN = 3.0
_SIDES = 6


@dataclass(frozen=True, slots=True)
class PageContents:
    """What stands on a page.

    `turned` glyphs do not run from left to right (watermarks, texts along the margin); `unseen` ones are drawn
    invisibly (the OCR of a scanner, under its picture). `picture_share` is how much of the page pictures cover.
    `scattered` are words whose letters are drawn one by one, none level with the one before: along a circle, up or down
    a margin. `ink` is the page drawn without its annotations; `shown` is the whole in colour, `SMALL` dpi; `pictures`
    are the boxes of pictures in it, `drawn` those of shapes that may be letters; `doubted` are the places (left,
    baseline, size) of letters whose font draws them too wide or too narrow to be what it says; `whole` are the keys of
    pictures that lie on the sheet with all sides, `covered` those parts of them that it does not show; `view` takes
    places of the file's own space to the sheet.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    turned: tuple[Glyph, ...]
    unseen: tuple[Glyph, ...]
    rules: tuple[RuledLine, ...]
    ink: Ink
    picture_share: float
    shown: Image.Image
    view: PageView
    pictures: tuple[tuple[float, float, float, float], ...] = ()
    cut: bool = False
    scattered: tuple[str, ...] = ()
    drawn: tuple[tuple[float, float, float, float], ...] = ()
    doubted: tuple[tuple[float, float, float], ...] = ()
    whole: frozenset[bytes] = frozenset()
    covered: tuple[Image.Image, ...] = ()


def open_document(path: Path) -> pdfium.PdfDocument:
    """Open a file; raises `pdfium.PdfiumError`, with the word "password" where it asks for one."""
    return pdfium.PdfDocument(path)


def sheet(
    document: pdfium.PdfDocument, index: int, outlines: Outlines, off: frozenset[str] = frozenset(), own: int = -1
) -> PageContents:
    """Read one page, counted from 0, `off` naming the layers that the file has switched off.

    `own` is how many objects the page had before its annotations were flattened; asked of it where not given.
    """
    page = document[index]
    width, height = page.get_size()
    own = pdf.FPDFPage_CountObjects(page) if own < 0 else own
    ink, shown = _drawn(page, width, height)
    share = _picture_share(page, min(own, MAX_OBJECTS), width * height)
    if pdf.FPDFPage_GetAnnotCount(page) > 0 and pdf.FPDFPage_Flatten(page, pdf.FLAT_NORMALDISPLAY) == 1:
        page.close()
        page = document[index]
    view = _view(page)
    hidden = frozenset(map(pdf_glyphs.address, switched_off.texts(page, off)))
    glyphs = pdf_glyphs.of(page, view, _stamps(page, own), outlines, patched.of(page.raw), hidden)
    if quarter := glyphs.lying:
        # A table printed lying on an upright page, without the turn being noted.
        page.set_rotation((page.get_rotation() + 90 * quarter) % 360)
        _close(page, outlines)
        return sheet(document, index, outlines, off, own)
    rules = tuple(_rules(page, view, own))
    count = min(int(pdf.FPDFPage_CountObjects(page)), MAX_OBJECTS)
    parts = [*_parts(page, count, pdf.FPDF_PAGEOBJ_IMAGE, pdf.FPDF_PAGEOBJ_PATH)]
    pictures = tuple(view.box(*_bounds(part)) for kind, part in parts if kind == pdf.FPDF_PAGEOBJ_IMAGE)
    drawn = tuple(view.box(*_bounds(part)) for kind, part in parts if kind == pdf.FPDF_PAGEOBJ_PATH and _lettered(part))
    looked = covering.look(page, shown, view) if pictures else (frozenset(), ())
    _close(page, outlines)
    white = glyphs.running["white"]
    shown_white = [glyph for glyph in white if ink.is_dark_behind(glyph)]
    level = (*glyphs.running["level"], *shown_white)
    unseen = (*glyphs.running["unseen"], *(glyph for glyph in white if glyph not in shown_white))
    turned = tuple(glyph for kind in pdf_glyphs.TURNED for glyph in glyphs.running[kind])
    told = glyphs.cut, glyphs.scattered, drawn, glyphs.doubted, *looked
    return PageContents(width, height, level, turned, unseen, rules, ink, share, shown, view, pictures, *told)


def _close(page: pdfium.PdfPage, outlines: Outlines) -> None:
    if page not in outlines.kept[-1:]:
        page.close()


def _drawn(page: pdfium.PdfPage, width: float, height: float) -> tuple[Ink, Image.Image]:
    """The page without its annotations, to ask for ink, and the whole in colour; drawn once where it has none."""
    if pdf.FPDFPage_GetAnnotCount(page) > 0:
        return Ink(picture(page, 72, annotations=False), width, height), picture(page, SMALL, gray=False)
    whole = picture(page, 72, gray=False)
    sides = (max(round(side * SMALL / 72), 1) for side in whole.size)
    return Ink(whole.convert("L"), width, height), whole.resize((next(sides), next(sides)), Image.Resampling.BOX)


def picture(page: pdfium.PdfPage, dpi: float, annotations: bool = True, gray: bool = True) -> Image.Image:
    """Draw a page, at fewer dpi where it would have more than `MAX_PIXELS`."""
    scale = dpi_of(page, dpi) / 72
    bitmap = page.render(scale=scale, grayscale=gray, may_draw_forms=False, draw_annots=annotations)
    shown: Image.Image = bitmap.to_pil()
    return shown


def dpi_of(page: pdfium.PdfPage, wanted: float) -> float:
    """At how many dpi a page is drawn for which so many are wanted."""
    width, height = page.get_size()
    return min(wanted, 72 * math.sqrt(MAX_PIXELS / max(width * height, 1.0)))


def thumbnail(path: Path, number: int, width: int) -> bytes:
    """One page, counted from 1, as a PNG `width` pixels wide."""
    return png(*draw_page(path, number, width))


def draw_page(path: Path, number: int, width: int) -> tuple[Image.Image, float]:
    """One page, counted from 1, `width` pixels wide, with its dpi."""
    with open_document(path) as document:
        page = document[min(max(number, 1), len(document)) - 1]
        dpi = 72 * width / max(page.get_size()[0], 1.0)
        return picture(page, dpi, gray=False), dpi


def _view(page: pdfium.PdfPage) -> PageView:
    left, bottom, right, top = page.get_cropbox()
    outer = page.get_mediabox()
    left, bottom = max(left, outer[0]), max(bottom, outer[1])
    right, top = min(right, outer[2]), min(top, outer[3])
    return PageView(left, bottom, right - left, top - bottom, page.get_rotation() // 90)


def _children(form: Any, depth: int) -> Iterator[Any]:
    for index in range(min(max(pdf.FPDFFormObj_CountObjects(form), 0), MAX_OBJECTS)):
        child = pdf.FPDFFormObj_GetObject(form, index)
        yield child
        if depth < 8 and pdf.FPDFPageObj_GetType(child) == pdf.FPDF_PAGEOBJ_FORM:
            yield from _children(child, depth + 1)


def _stamps(page: pdfium.PdfPage, own: int) -> frozenset[int]:
    """Addresses of the text objects that flattening brought in: they come after the page's own objects."""
    found = set()
    for index in range(own, pdf.FPDFPage_CountObjects(page)):
        drawn = pdf.FPDFPage_GetObject(page, index)
        found.add(pdf_glyphs.address(drawn))
        if pdf.FPDFPageObj_GetType(drawn) == pdf.FPDF_PAGEOBJ_FORM:
            found.update(pdf_glyphs.address(child) for child in _children(drawn, 0))
    return frozenset(found)


def _parts(page: pdfium.PdfPage, count: int, *kinds: int) -> Iterator[tuple[int, Any]]:
    """The objects of some kinds with their kind, those within forms, too."""
    whole = page.raw
    for index in range(count):
        thing = pdf.FPDFPage_GetObject(whole, index)
        kind = pdf.FPDFPageObj_GetType(thing)
        if kind in kinds:
            yield kind, thing
        for part in _children(thing, 6) if kind == pdf.FPDF_PAGEOBJ_FORM else ():
            if (inner := pdf.FPDFPageObj_GetType(part)) in kinds:
                yield inner, part


def _lettered(path: Any) -> bool:
    """Whether a path has the sides of a letter at least; frames and rules have four."""
    return int(pdf.FPDFPath_CountSegments(path)) >= _SIDES


def _picture_share(page: pdfium.PdfPage, count: int, area: float) -> float:
    """How much of the page pictures cover, 0 to 1 (overlaps count twice)."""
    covered = 0.0
    for _, part in _parts(page, count, pdf.FPDF_PAGEOBJ_IMAGE):
        left, bottom, right, top = _bounds(part)
        covered += abs((right - left) * (top - bottom))
    return min(covered / max(area, 1.0), 1.0)


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdf.FPDFPageObj_GetBounds(thing, *sides):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _rules(page: pdfium.PdfPage, view: PageView, own: int) -> Iterator[RuledLine]:
    for index in range(min(own, MAX_OBJECTS)):
        thing = pdf.FPDFPage_GetObject(page.raw, index)
        if pdf.FPDFPageObj_GetType(thing) == pdf.FPDF_PAGEOBJ_PATH:
            yield from _path_rules(thing, view)


def _path_rules(path: Any, view: PageView) -> Iterator[RuledLine]:
    left, bottom, right, top = view.box(*_bounds(path))
    if right - left <= _THIN or top - bottom <= _THIN:
        if max(right - left, top - bottom) > _THIN:
            yield _straight(left, bottom, right, top)
        return
    yield from _segments(path, view)


def _straight(left: float, bottom: float, right: float, top: float) -> RuledLine:
    if right - left >= top - bottom:
        return RuledLine(left, (bottom + top) / 2, right, (bottom + top) / 2)
    return RuledLine((left + right) / 2, bottom, (left + right) / 2, top)


def _segments(path: Any, view: PageView) -> Iterator[RuledLine]:
    """The straight pieces of a path with several lines: frames, or all borders of a table in one path."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(path, fill, stroke)
    count = pdf.FPDFPath_CountSegments(path)
    if not 2 <= count <= 4000:
        return
    matrix = pdf.FS_MATRIX()
    pdf.FPDFPageObj_GetMatrix(path, matrix)
    points = [_point(pdf.FPDFPath_GetPathSegment(path, index), matrix, view) for index in range(count)]
    if not stroke.value:
        yield from _thin_boxes(points)
        return
    start = points[0]
    for before, point in pairwise(points):
        start = point if point[2] == pdf.FPDF_SEGMENT_MOVETO else start
        if point[2] == pdf.FPDF_SEGMENT_LINETO:
            yield from _axis(before, point)
            if point[3]:
                yield from _axis(point, start)


_Point = tuple[float, float, int, bool]


def _point(segment: Any, matrix: Any, view: PageView) -> _Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdf.FPDFPathSegment_GetPoint(segment, x, y)
    shown = view.point(
        matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
    )
    return *shown, pdf.FPDFPathSegment_GetType(segment), bool(pdf.FPDFPathSegment_GetClose(segment))


def _axis(one: _Point, other: _Point) -> Iterator[RuledLine]:
    left, right = sorted((one[0], other[0]))
    bottom, top = sorted((one[1], other[1]))
    if min(right - left, top - bottom) < 1 and max(right - left, top - bottom) > _THIN:
        yield _straight(left, bottom, right, top)


def _thin_boxes(points: list[_Point]) -> Iterator[RuledLine]:
    """Filled boxes as thin as a line, each begun by a move: the way Word draws borders."""
    box: list[_Point] = []
    for point in (*points, (0.0, 0.0, pdf.FPDF_SEGMENT_MOVETO, False)):
        if point[2] == pdf.FPDF_SEGMENT_MOVETO:
            if 4 <= len(box) <= 5:
                sides = min(p[0] for p in box), min(p[1] for p in box), max(p[0] for p in box), max(p[1] for p in box)
                if min(sides[2] - sides[0], sides[3] - sides[1]) <= _THIN:
                    yield _straight(*sides)
            box = []
        box.append(point)
