"""Text on layers (optional content) that a PDF has switched off: a reader of the sheet never sees it.

Over other print its letters seem to leave ink, as the print does: that they belong to such a layer tells the two apart.
pdfium tells of a layer its name alone, so one that a lit layer has, too, or none, says nothing.
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
        named = {one.idnum: str(one.get_object().get("/Name", "")) for one in layers.get_object().get("/OCGs", [])}
        off = named.keys() if usual.get("/BaseState") == "/OFF" else {one.idnum for one in usual.get("/OFF", [])}
        off = off - {one.idnum for one in usual.get("/ON", [])}
        return frozenset(named[one] for one in off & named.keys()) - {named[one] for one in named.keys() - off} - {""}
    except (*BROKEN, AttributeError):
        return frozenset()


def texts(page: pdfium.PdfPage, layers: frozenset[str]) -> Iterator[Any]:
    """The text objects of a page that stand on one of some layers, be it within another."""
    for index in range(min(pdf.FPDFPage_CountObjects(page), _MOST) if layers else 0):
        thing = pdf.FPDFPage_GetObject(page, index)
        if pdf.FPDFPageObj_GetType(thing) == pdf.FPDF_PAGEOBJ_TEXT and not layers.isdisjoint(_layers(thing)):
            yield thing


def _layers(thing: Any) -> Iterator[str]:
    for index in range(pdf.FPDFPageObj_CountMarks(thing)):
        mark = pdf.FPDFPageObj_GetMark(thing, index)
        if _said(pdf.FPDFPageObjMark_GetName, mark) == "OC":
            yield _said(pdf.FPDFPageObjMark_GetParamStringValue, mark, b"Name")


def _said(ask: Any, *of: Any) -> str:
    room, length = ctypes.create_string_buffer(_LONGEST), ctypes.c_ulong()
    told = ask(*of, ctypes.cast(room, ctypes.POINTER(ctypes.c_ushort)), _LONGEST, length)
    return room.raw[: length.value].decode("utf-16-le", "replace").rstrip("\0") if told else ""
