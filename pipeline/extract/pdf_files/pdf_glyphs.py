"""The characters of a page of a PDF, through pdfium: what each is, where it stands, how it runs, in which face."""

import ctypes
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from pipeline import legacy_encoding
from pipeline.extract.pdf_files import letter_widths
from pipeline.extract.pdf_files.glyph_outlines import Outlines
from pipeline.extract.pdf_files.patched import Box, Patches
from pipeline.extract.pdf_files.plain_calls import box_at, letter_at, object_at, origin_at
from pipeline.extract.pdf_files.scattered import Scattered
from pipeline.sheet import symbols
from pipeline.sheet.words import Glyph

MAX_GLYPHS = 60_000
_made = tuple.__new__  # a named tuple's own way takes twice as long, and a page has 2,000 letters
TURNED = ("rising", "falling", "headlong", "slanted")
_WHITE = 250  # of 255, all three colours
_FIRST_HYPHEN = 0xAD
_HYPHENS = frozenset({0x02, 0xFFFE, 0xAD, 0x2010, 0x2011})


class PageView(NamedTuple):
    """From a page's own coordinates to those of the page as shown."""

    left: float
    bottom: float
    width: float
    height: float
    turns: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own, as shown."""
        x, y = x - self.left, y - self.bottom
        if self.turns == 1:
            return y, self.width - x
        if self.turns == 2:
            return self.width - x, self.height - y
        if self.turns == 3:
            return self.height - y, x
        return x, y

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page's own, as shown."""
        if not self.turns and left <= right and bottom <= top:
            return left - self.left, bottom - self.bottom, right - self.left, top - self.bottom
        (x0, y0), (x1, y1) = self.point(left, bottom), self.point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The letters by how they run ("level", the same in "white", "unseen", one of `TURNED`), and what is told of them.

    `scattered`, `cut` and `doubted` are as in `pdf_page.PageContents`.
    """

    running: dict[str, list[Glyph]]
    scattered: tuple[str, ...]
    cut: bool
    doubted: tuple[tuple[float, float, float], ...]

    @property
    def lying(self) -> int:
        """By how many quarter turns clockwise most of a page's text would come to stand; 0 where it stands."""
        quarters = {"rising": 1, "headlong": 2, "falling": 3}
        kind = max(quarters, key=lambda kind: len(self.running[kind]))
        return quarters[kind] if len(self.running[kind]) > 100 + 3 * len(self.running["level"]) else 0


class _Face(NamedTuple):
    bold: bool
    italic: bool
    old: str  # its name, where that is one of before Unicode


class _Font(NamedTuple):
    size: float
    face: _Face
    kind: str
    stamp: bool


def of(
    page: pdfium.PdfPage,
    view: PageView,
    stamps: frozenset[int],
    outlines: Outlines,
    patches: Patches | None = None,
    hidden: frozenset[int] = frozenset(),
) -> Glyphs:
    """The letters of a page; `stamps` are the addresses of the objects whose text is a stamp's, `hidden` of unseen.

    A page's fonts are told apart by their place in memory: two of one name may have unlike tables.
    """
    text = page.get_textpage()
    count, whole = pdf.FPDFText_CountChars(text), address(text.raw)
    found: dict[str, list[Glyph]] = {kind: [] for kind in ("level", "white", "unseen", *TURNED)}
    last, faces, space = -1, dict[int, _Face](), False
    placed = list[tuple[Glyph, Box, int]]()
    scattered, letters = Scattered(), defaultdict[int, list[Glyph]](list)
    rect, x, y = pdf.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    sides, across, along = ctypes.addressof(rect), ctypes.addressof(x), ctypes.addressof(y)
    for index in range(min(count, MAX_GLYPHS)):
        code = letter_at(whole, index)
        # What pdfium adds of its own are spaces, ends of lines, and hyphens that it found there.
        if code <= 0x20 and code not in _HYPHENS and pdf.FPDFText_IsGenerated(text.raw, index) == 1:
            space = code == 0x20
            continue
        thing = object_at(whole, index) or 0
        alone = thing != last
        if alone:
            drawn = pdf.FPDFText_GetTextObject(text, index)
            last, at = thing, address(pdf.FPDFTextObj_GetFont(drawn))
            if not at or at not in faces:
                faces[at] = _face(text, index)
            size, (bold, italic, old), kind, stamp = _font(text, index, drawn, faces[at], view, thing in stamps)
            kind = "unseen" if thing in hidden else "white" if kind == "level" and _is_white(drawn) else kind
            nameless = pdf.FPDFText_HasUnicodeMapError(text.raw, index) == 1
            run, plain = found[kind], letters[at] if kind == "level" and not old else None
        box_at(whole, index, sides)
        origin_at(whole, index, across, along)
        box = view.box(rect.left, rect.bottom, rect.right, rect.top)
        baseline = view.point(x.value, y.value)[1] if view.turns else y.value - view.bottom
        char = chr(code) if 0x20 <= code < _FIRST_HYPHEN else _char(code)
        if nameless and char != " ":
            char = symbols.UNKNOWN  # a number of a font (Type 3) that no table makes a letter: the picture says which
        glyph = _made(Glyph, (char, *box, baseline, size, bold, italic, stamp, space, old))
        run.append(glyph)
        if patches and run is found["level"]:
            placed.append((glyph, (rect.left, rect.bottom, rect.right, rect.top), thing))
        if plain is not None:
            plain.append(glyph)
        if alone or scattered.waits:
            scattered.add(glyph, alone=alone)
        space = False
    under = patches.under(placed) if patches else ()
    if under:
        found["unseen"] += [glyph for glyph in found["level"] if id(glyph) in under]
        found["level"] = [glyph for glyph in found["level"] if id(glyph) not in under]
    doubts = letter_widths.doubted(letters, lambda font, claimed: outlines.contradict(font, claimed, page))
    doubted = tuple(doubts)
    text.close()
    return Glyphs(found, scattered.words(), count > MAX_GLYPHS, doubted)


def address(thing: Any) -> int:
    """Where in memory something of pdfium's lies; 0 for nothing."""
    return ctypes.addressof(thing.contents) if thing else 0


def _char(code: int) -> str:
    # pdfium writes U+FFFE or U+0002 for the hyphen at a line's end, nearly always inside a symbol: "186/KH-" "UBND".
    if code in _HYPHENS:
        return "-"
    return chr(code) if 0x20 <= code < 0xD800 or 0xDFFF < code < 0x110000 else " "


def _face(text: Any, index: int) -> _Face:
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    pdf.FPDFText_GetFontInfo(text, index, name, 128, flags)
    named = name.value.decode("utf-8", "replace")
    said, weight = named.lower(), pdf.FPDFText_GetFontWeight(text, index)
    return _Face(
        bold="bold" in said or "black" in said or 600 <= weight <= 1000,
        italic="italic" in said or "oblique" in said or bool(flags.value & 0x40),
        old=named if legacy_encoding.encoding_of(named) else "",
    )


def _font(text: Any, index: int, drawn: Any, face: _Face, view: PageView, stamp: bool) -> _Font:
    matrix = pdf.FS_MATRIX()
    pdf.FPDFText_GetMatrix(text, index, matrix)
    size = pdf.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) - 90 * view.turns
    return _Font(max(abs(size), 0.1), face, _kind(drawn, angle), stamp)


def _is_white(drawn: Any) -> bool:
    shades = [ctypes.c_uint() for _ in range(4)]
    told = pdf.FPDFPageObj_GetFillColor(drawn, *shades)
    return bool(told) and min(shade.value for shade in shades[:3]) >= _WHITE and shades[3].value > 0


def _kind(drawn: Any, angle: int) -> str:
    if pdf.FPDFTextObj_GetTextRenderMode(drawn) in (pdf.FPDF_TEXTRENDERMODE_INVISIBLE, pdf.FPDF_TEXTRENDERMODE_CLIP):
        return "unseen"
    quarter = round(angle / 90)
    if abs(angle - 90 * quarter) > 5:
        return "slanted"
    return ("level", "rising", "headlong", "falling")[quarter % 4]
