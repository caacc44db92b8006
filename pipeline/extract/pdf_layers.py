"""What a PDF holds under or beside the content that a reader draws: earlier revisions, cells of patterns, idle forms.

A program that saves changes writes them behind the file (ISO 32000-1, 7.5.6): what was blacked out or taken away still
stands before, and anybody has it who cuts the file at the mark before the last.
"""

import time
from collections.abc import Iterator

import pypdf
import pypdfium2 as pdfium
from pypdf.generic import DictionaryObject, StreamObject

from pipeline.extract import pdf_objects
from pipeline.extract.pdf_objects import BROKEN

_END = b"%%EOF"
_MOST = 12  # revisions: signatures, number, date and forms write some; of more the first and the last of them


def lines(reader: pypdf.PdfReader, until: float) -> Iterator[str]:
    """Lines of every earlier revision and of every content stream beside those of the pages."""
    yield from _earlier(reader, until)
    for thing in pdf_objects.things(reader):
        if isinstance(thing, StreamObject) and _is_drawing(thing) and time.process_time() < until:
            yield from _drawn(reader, thing)


def _earlier(reader: pypdf.PdfReader, until: float) -> Iterator[str]:
    reader.stream.seek(0)
    data = reader.stream.read()
    ends, at = list[int](), data.find(_END)
    while at >= 0:
        ends.append(at + len(_END))
        at = data.find(_END, at + 1)
    earlier = ends[:-1]
    for end in earlier[: _MOST // 2] + earlier[_MOST // 2 :][-_MOST // 2 :]:
        yield from _revision(data[:end], until)


def _revision(data: bytes, until: float) -> Iterator[str]:
    """The text of the pages of one revision; the first part of a file made for the web is none."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return
    with document:
        for index in range(len(document)):
            if time.process_time() > until:
                return
            try:
                page = document[index]
            except pdfium.PdfiumError:
                continue
            yield from page.get_textpage().get_text_range().splitlines()


def _is_drawing(thing: StreamObject) -> bool:
    return thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1


def _drawn(reader: pypdf.PdfReader, thing: StreamObject) -> Iterator[str]:
    try:
        resources = thing.get("/Resources")
        if isinstance(resources and resources.get_object(), DictionaryObject):
            yield from reader.pages[0].extract_xform_text(thing).splitlines()  # type: ignore[arg-type]
    except BROKEN:
        return
