"""One page of a PDF through pdfium: its characters, ruling lines and picture.

Number and day of 43 in 62 real signed PDFs stand only in the appearance of annotations ("đóng số" of the signing
program). Flattening the page draws them into it as one last object, so that they can be told from the page's own text.
"""

import ctypes
import io
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf
from PIL import Image

from pipeline import legacy_encoding
from pipeline.extract import letter_widths
from pipeline.extract.pdf_ink import Ink
from pipeline.extract.scattered import Scattered
from pipeline.sheet.tables import RuledLine
from pipeline.sheet.words import Glyph

MAX_GLYPHS = 60_000
MAX_OBJECTS = 20_000
MAX_POINTS = 14_400
# Of a drawn page: A0 at 160 dpi. In colour, with the copies that drawing makes, it fits into half a gigabyte.
MAX_PIXELS = 40_000_000
SMALL = 50
_THIN = 3.0
_TURNED = ("rising", "falling", "headlong", "slanted")
_SIDES = 6
_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD, 0x2010, 0x2011})


@dataclass(frozen=True, slots=True)
class PageContents:
    """What stands on a page.

    `turned` glyphs do not run from left to right (watermarks, texts along the margin); `unseen` ones are drawn
    invisibly (the OCR of a scanner, under its picture). `picture_share` is how much of the page pictures cover.
    `scattered` are words whose letters are drawn one by one, none level with the one before: along a circle, up or down
    a margin. `ink` is the page drawn without its annotations; `shown` is the whole in colour, `SMALL` dpi; `pictures`
    are the boxes of pictures in it, `drawn` those of shapes that may be letters; `doubted` are the places (left,
    baseline, size) of letters whose font draws them too wide or too narrow to be what it says.
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
    pictures: tuple[tuple[float, float, float, float], ...] = ()
    cut: bool = False
    scattered: tuple[str, ...] = ()
    drawn: tuple[tuple[float, float, float, float], ...] = ()
    doubted: tuple[tuple[float, float, float], ...] = ()


class _Font(NamedTuple):
    size: float
    bold: bool
    italic: bool
    old: str  # its name, where that is one of before Unicode
    kind: str  # "level", "unseen", or one of `_TURNED`
    stamp: bool


class _View(NamedTuple):
    """From a page's own coordinates to those of the page as shown."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        if self.turns == 1:
            return y, self.width - x
        if self.turns == 2:
            return self.width - x, self.height - y
        if self.turns == 3:
            return self.height - y, x
        return x, y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def open_document(path: Path) -> pdfium.PdfDocument:
    """Open a file; raises `pdfium.PdfiumError`, with the word "password" where it asks for one."""
    return pdfium.PdfDocument(path)


def sheet(document: pdfium.PdfDocument, index: int, own: int | None = None) -> PageContents:
    """Read one page, counted from 0; `own` is how many objects it had before its annotations were flattened."""
    page = document[index]
    width, height = page.get_size()
    own = pdf.FPDFPage_CountObjects(page) if own is None else own
    ink = Ink(picture(page, 72, annotations=False), width, height)
    shown = picture(page, SMALL, gray=False)
    share = _picture_share(page, min(own, MAX_OBJECTS), width * height)
    if pdf.FPDFPage_GetAnnotCount(page) > 0 and pdf.FPDFPage_Flatten(page, pdf.FLAT_NORMALDISPLAY) == 1:
        page.close()
        page = document[index]
    view = _view(page)
    glyphs, scattered, cut, doubted = _glyphs(page, view, _stamps(page, own))
    if quarter := _lying(glyphs):
        # A table printed lying on an upright page, without the turn being noted.
        page.set_rotation((page.get_rotation() + 90 * quarter) % 360)
        page.close()
        return sheet(document, index, own)
    rules = tuple(_rules(page, view, own))
    count = _object_count(page)
    pictures = tuple(view.box(*_bounds(part)) for part in _parts(page, count, pdf.FPDF_PAGEOBJ_IMAGE))
    drawn = tuple(view.box(*_bounds(part)) for part in _parts(page, count, pdf.FPDF_PAGEOBJ_PATH) if _lettered(part))
    page.close()
    level, unseen = tuple(glyphs["level"]), tuple(glyphs["unseen"])
    turned = tuple(glyph for kind in _TURNED for glyph in glyphs[kind])
    return PageContents(
        width, height, level, turned, unseen, rules, ink, share, shown, pictures, cut, scattered, drawn, doubted
    )


def picture(page: pdfium.PdfPage, dpi: float, annotations: bool = True, gray: bool = True) -> Image.Image:
    """Draw a page, at fewer dpi where it would have more than `MAX_PIXELS`."""
    width, height = page.get_size()
    scale = dpi / 72
    scale = min(scale, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))
    bitmap = page.render(scale=scale, grayscale=gray, may_draw_forms=False, draw_annots=annotations)
    shown: Image.Image = bitmap.to_pil()
    return shown


def png(shown: Image.Image, dpi: float = 72) -> bytes:
    """A small picture as PNG in 64 colours: enough to see seals by, a third of the bytes.

    The `dpi` that it notes say how large the sheet is on which the boxes of blocks are measured.
    """
    out = io.BytesIO()
    shown.quantize(64).save(out, "PNG", optimize=True, dpi=(dpi, dpi))
    return out.getvalue()


def thumbnail(path: Path, number: int, width: int) -> bytes:
    """One page, counted from 1, as a PNG `width` pixels wide."""
    return png(*draw_page(path, number, width))


def draw_page(path: Path, number: int, width: int) -> tuple[Image.Image, float]:
    """One page, counted from 1, `width` pixels wide, with its dpi."""
    with open_document(path) as document:
        page = document[min(max(number, 1), len(document)) - 1]
        dpi = 72 * width / max(page.get_size()[0], 1.0)
        return picture(page, dpi, gray=False), dpi


def _view(page: pdfium.PdfPage) -> _View:
    left, bottom, right, top = page.get_cropbox()
    outer = page.get_mediabox()
    left, bottom = max(left, outer[0]), max(bottom, outer[1])
    right, top = min(right, outer[2]), min(top, outer[3])
    return _View(left, bottom, right - left, top - bottom, page.get_rotation() // 90)


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


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
        found.add(_address(drawn))
        if pdf.FPDFPageObj_GetType(drawn) == pdf.FPDF_PAGEOBJ_FORM:
            found.update(_address(child) for child in _children(drawn, 0))
    return frozenset(found)


def _glyphs(
    page: pdfium.PdfPage, view: _View, stamps: frozenset[int]
) -> tuple[dict[str, list[Glyph]], tuple[str, ...], bool, tuple[tuple[float, float, float], ...]]:
    """The letters by how they run, words of scattered letters, whether there are more than are looked at, the doubted.

    A page's fonts are told apart by their place in memory: two of one name may have unlike tables.
    """
    text = page.get_textpage()
    count = pdf.FPDFText_CountChars(text)
    found: dict[str, list[Glyph]] = {kind: [] for kind in ("level", "unseen", *_TURNED)}
    last, font = -1, _Font(0, False, False, "", "level", False)
    space, scattered, faces, face = False, Scattered(), defaultdict[int, list[Glyph]](list), 0
    rect, x, y = pdf.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(min(count, MAX_GLYPHS)):
        code = pdf.FPDFText_GetUnicode(text, index)
        if pdf.FPDFText_IsGenerated(text, index) == 1 and code not in _HYPHENS:
            space = code == 0x20
            continue
        thing = _address(pdf.FPDFText_GetTextObject(text, index))
        alone = thing != last
        if alone:
            last, font = thing, _font(text, index, view, stamps)
            face = _address(pdf.FPDFTextObj_GetFont(pdf.FPDFText_GetTextObject(text, index)))
        pdf.FPDFText_GetLooseCharBox(text, index, rect)
        pdf.FPDFText_GetCharOrigin(text, index, x, y)
        box = view.box(rect.left, rect.bottom, rect.right, rect.top)
        baseline = view.point(x.value, y.value)[1]
        glyph = Glyph(_char(code), *box, baseline, font.size, font.bold, font.italic, font.stamp, space, font.old)
        found[font.kind].append(glyph)
        if font.kind == "level" and not font.old:
            faces[face].append(glyph)
        scattered.add(glyph, alone=alone)
        space = False
    text.close()
    return found, scattered.words(), count > MAX_GLYPHS, tuple(letter_widths.doubted(faces.values()))


def _char(code: int) -> str:
    # pdfium writes U+FFFE or U+0002 for the hyphen at a line's end, nearly always inside a symbol: "186/KH-" "UBND".
    if code in _HYPHENS:
        return "-"
    return chr(code) if 0x20 <= code < 0xD800 or 0xDFFF < code < 0x110000 else " "


def _font(text: Any, index: int, view: _View, stamps: frozenset[int]) -> _Font:
    thing, matrix, flags = pdf.FPDFText_GetTextObject(text, index), pdf.FS_MATRIX(), ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    pdf.FPDFText_GetMatrix(text, index, matrix)
    pdf.FPDFText_GetFontInfo(text, index, name, 128, flags)
    named = name.value.decode("utf-8", "replace")
    face = named.lower()
    weight = pdf.FPDFText_GetFontWeight(text, index)
    size = pdf.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) - 90 * view.turns
    return _Font(
        size=max(abs(size), 0.1),
        bold="bold" in face or "black" in face or 600 <= weight <= 1000,
        old=named if legacy_encoding.encoding_of(named) else "",
        italic="italic" in face or "oblique" in face or bool(flags.value & 0x40),
        kind=_kind(thing, angle),
        stamp=_address(thing) in stamps,
    )


def _kind(thing: Any, angle: int) -> str:
    if pdf.FPDFTextObj_GetTextRenderMode(thing) in (pdf.FPDF_TEXTRENDERMODE_INVISIBLE, pdf.FPDF_TEXTRENDERMODE_CLIP):
        return "unseen"
    quarter = round(angle / 90)
    if abs(angle - 90 * quarter) > 5:
        return "slanted"
    return ("level", "rising", "headlong", "falling")[quarter % 4]


def _lying(glyphs: dict[str, list[Glyph]]) -> int:
    """By how many quarter turns clockwise most of a page's text would come to stand; 0 where it stands."""
    quarters = {"rising": 1, "headlong": 2, "falling": 3}
    kind = max(quarters, key=lambda kind: len(glyphs[kind]))
    return quarters[kind] if len(glyphs[kind]) > 100 + 3 * len(glyphs["level"]) else 0


def _object_count(page: pdfium.PdfPage) -> int:
    return min(int(pdf.FPDFPage_CountObjects(page)), MAX_OBJECTS)


def _parts(page: pdfium.PdfPage, count: int, kind: int) -> Iterator[Any]:
    """The objects of one kind, those within forms, too."""
    for index in range(count):
        thing = pdf.FPDFPage_GetObject(page, index)
        for part in (thing, *(_children(thing, 6) if pdf.FPDFPageObj_GetType(thing) == pdf.FPDF_PAGEOBJ_FORM else ())):
            if pdf.FPDFPageObj_GetType(part) == kind:
                yield part


def _lettered(path: Any) -> bool:
    """Whether a path has the sides of a letter at least; frames and rules have four."""
    return int(pdf.FPDFPath_CountSegments(path)) >= _SIDES


def _picture_share(page: pdfium.PdfPage, count: int, area: float) -> float:
    """How much of the page pictures cover, 0 to 1 (overlaps count twice)."""
    covered = 0.0
    for part in _parts(page, count, pdf.FPDF_PAGEOBJ_IMAGE):
        left, bottom, right, top = _bounds(part)
        covered += abs((right - left) * (top - bottom))
    return min(covered / max(area, 1.0), 1.0)


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdf.FPDFPageObj_GetBounds(thing, *sides):
        return 0.0, 0.0, 0.0, 0.0
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _rules(page: pdfium.PdfPage, view: _View, own: int) -> Iterator[RuledLine]:
    for index in range(min(own, MAX_OBJECTS)):
        thing = pdf.FPDFPage_GetObject(page, index)
        if pdf.FPDFPageObj_GetType(thing) == pdf.FPDF_PAGEOBJ_PATH:
            yield from _path_rules(thing, view)


def _path_rules(path: Any, view: _View) -> Iterator[RuledLine]:
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


def _segments(path: Any, view: _View) -> Iterator[RuledLine]:
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


def _point(segment: Any, matrix: Any, view: _View) -> _Point:
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
