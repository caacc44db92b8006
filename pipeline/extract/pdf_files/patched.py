"""Letters under a white patch with other letters in their place: asked for ink, they would show that of the newer ones.

A correction in a PDF is often a white box with new words on it, and both texts stay in the file: "từ 9 4 triệu đồng".
"""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdf

from pipeline.sheet.words import Glyph

_WHITE = 250  # of 255
_LOWEST = 3.0  # points: what is lower is a rule
_MOST = 20_000  # objects of a page
_DEEPEST = 8  # forms in each other

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Patches:
    """White boxes of a page that are drawn after some of its text, and the place of each text in the order of drawing.

    A box is left, bottom, right, top in the page's own points; `orders` goes by a text object's address.
    """

    boxes: tuple[tuple[int, Box], ...]
    orders: dict[int, int]

    def under(self, placed: Sequence[tuple[Glyph, Box, int]]) -> set[int]:
        """Which of the letters (with box and text object) lie under a patch and under a later letter on it, by id."""
        found = set[int]()
        level = sorted(placed, key=lambda one: _middle(one[1]))
        heights = [_middle(box) for _, box, _ in level]
        for order, patch in self.boxes:  # of a table each cell may be one: it asks the letters of its height alone
            beside = level[bisect_left(heights, patch[1]) : bisect_right(heights, patch[3])]
            inside = [(glyph, box, self.orders.get(at, order)) for glyph, box, at in beside if _across(patch, box)]
            newer = [box for _, box, drawn in inside if drawn > order]
            found.update(id(glyph) for glyph, box, drawn in inside if drawn < order and _overlaid(box, newer))
        return found


def of(page: Any) -> Patches | None:
    """The patches of a page; None where nothing white is drawn over text."""
    boxes, orders = list[tuple[int, Box]](), dict[int, int]()
    for order, thing in enumerate(_things(page)):
        kind = pdf.FPDFPageObj_GetType(thing)
        if kind == pdf.FPDF_PAGEOBJ_TEXT:
            orders[ctypes.addressof(thing.contents)] = order
        elif kind == pdf.FPDF_PAGEOBJ_PATH and orders and (box := _white(thing)):
            boxes.append((order, box))
    return Patches(tuple(boxes), orders) if boxes and max(orders.values()) > boxes[0][0] else None


def _things(page: Any) -> Iterator[Any]:
    for index in range(min(pdf.FPDFPage_CountObjects(page), _MOST)):
        thing = pdf.FPDFPage_GetObject(page, index)
        yield thing
        if pdf.FPDFPageObj_GetType(thing) == pdf.FPDF_PAGEOBJ_FORM:
            yield from _parts(thing, 1)


def _parts(form: Any, depth: int) -> Iterator[Any]:
    for index in range(min(max(pdf.FPDFFormObj_CountObjects(form), 0), _MOST)):
        part = pdf.FPDFFormObj_GetObject(form, index)
        yield part
        if depth < _DEEPEST and pdf.FPDFPageObj_GetType(part) == pdf.FPDF_PAGEOBJ_FORM:
            yield from _parts(part, depth + 1)


def _white(path: Any) -> Box | None:
    """The box of a path that is filled with opaque white and is no rule."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value:
        return None
    shades = [ctypes.c_uint() for _ in range(4)]
    if not pdf.FPDFPageObj_GetFillColor(path, *shades) or min(shade.value for shade in shades) < _WHITE:
        return None
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdf.FPDFPageObj_GetBounds(path, *sides):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return (left, bottom, right, top) if top - bottom > _LOWEST and right - left > _LOWEST else None


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _across(patch: Box, box: Box) -> bool:
    return patch[0] <= (box[0] + box[2]) / 2 <= patch[2]


def _overlaid(box: Box, newer: Sequence[Box]) -> bool:
    """Whether a later letter stands in a good part of the place of this one."""
    for other in newer:
        across = min(box[2], other[2]) - max(box[0], other[0])
        high = min(box[3], other[3]) - max(box[1], other[1])
        if across > 0.3 * min(box[2] - box[0], other[2] - other[0]) and high > 0.3 * min(
            box[3] - box[1], other[3] - other[1]
        ):
            return True
    return False
