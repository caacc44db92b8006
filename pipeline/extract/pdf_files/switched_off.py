"""Text on layers (optional content) that a PDF has switched off: a reader of the sheet never sees it.

Over other print its letters seem to leave ink, as the print does: that they belong to such a layer tells the two apart.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from pipeline.extract.pdf_files.pdf_objects import BROKEN

_MOST, _LONGEST = 20_000, 256  # objects of a page, bytes of a name


def names(reader: pypdf.PdfReader | None) -> frozenset[str]:
    """The names of the layers that a file opens with switched off; none where it has no layers or cannot be read."""
    try:
        layers = reader.root_object.get("/OCProperties") if reader else None
        if layers is None:
            return frozenset()
        usual = layers.get_object().get("/D", {}).get_object()
        known = layers.get_object().get("/OCGs", []) if usual.get("/BaseState") == "/OFF" else usual.get("/OFF", [])
        lit = [layer.idnum for layer in usual.get("/ON", [])]
        return frozenset(
            str(layer.get_object().get("/Name", "")) for layer in known.get_object() if layer.idnum not in lit
        )
    except (*BROKEN, AttributeError):
        return frozenset()


def texts(page: pdfium.PdfPage, layers: frozenset[str]) -> Iterator[Any]:
    """The text objects of a page that stand on one of some layers."""
    for index in range(min(pdf.FPDFPage_CountObjects(page), _MOST) if layers else 0):
        thing = pdf.FPDFPage_GetObject(page, index)
        if pdf.FPDFPageObj_GetType(thing) == pdf.FPDF_PAGEOBJ_TEXT and _layer(thing) in layers:
            yield thing


def _layer(thing: Any) -> str | None:
    for index in range(pdf.FPDFPageObj_CountMarks(thing)):
        mark = pdf.FPDFPageObj_GetMark(thing, index)
        if _said(pdf.FPDFPageObjMark_GetName, mark) == "OC":
            return _said(pdf.FPDFPageObjMark_GetParamStringValue, mark, b"Name")
    return None


def _said(ask: Any, *of: Any) -> str:
    room, length = ctypes.create_string_buffer(_LONGEST), ctypes.c_ulong()
    told = ask(*of, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), _LONGEST, length)
    return room.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") if told else ""
