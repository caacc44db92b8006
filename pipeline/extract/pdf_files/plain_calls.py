"""Functions of pdfium with plain addresses: pointers of ctypes' own kind cost more than what is asked of them."""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdf

POINTER, INT = ctypes.c_void_p, ctypes.c_int


def plain_call(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The same function, which takes and gives addresses as numbers."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, POINTER).value or 0)


object_at: Callable[[int, int], int | None] = plain_call(pdf.FPDFText_GetTextObject, POINTER, POINTER, INT)
letter_at: Callable[[int, int], int] = plain_call(pdf.FPDFText_GetUnicode, ctypes.c_uint, POINTER, INT)
box_at: Callable[[int, int, int], int] = plain_call(pdf.FPDFText_GetLooseCharBox, INT, POINTER, INT, POINTER)
origin_at: Callable[[int, int, int, int], int] = plain_call(
    pdf.FPDFText_GetCharOrigin, INT, POINTER, INT, POINTER, POINTER
)
outline: Callable[[int, int, float], int | None] = plain_call(
    pdf.FPDFFont_GetGlyphPath, POINTER, POINTER, ctypes.c_uint32, ctypes.c_float
)
segments: Callable[[int], int] = plain_call(pdf.FPDFGlyphPath_CountGlyphSegments, INT, POINTER)
segment: Callable[[int, int], int | None] = plain_call(pdf.FPDFGlyphPath_GetGlyphPathSegment, POINTER, POINTER, INT)
segment_kind: Callable[[int | None], int] = plain_call(pdf.FPDFPathSegment_GetType, INT, POINTER)
