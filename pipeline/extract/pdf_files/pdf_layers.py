"""What a PDF holds under or beside the content that a reader draws: revisions, cells of patterns, idle forms."""

import re
import time
from collections.abc import Iterator

import pypdf
from pypdf.generic import DictionaryObject, StreamObject

from pipeline.extract.pdf_files import pdf_objects, pdf_revisions
from pipeline.extract.pdf_files.pdf_objects import BROKEN


def lines(reader: pypdf.PdfReader, until: float) -> Iterator[str]:
    """Lines of every earlier revision and of every content stream beside those of the pages."""
    yield from pdf_revisions.lines(reader, until)
    for thing in pdf_objects.things(reader):
        if isinstance(thing, StreamObject) and _is_drawing(thing) and time.process_time() < until:
            yield from _drawn(reader, thing)


def _is_drawing(thing: StreamObject) -> bool:
    return thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1


_SHOWS = re.compile(rb"T[jJ*]|['\"]|Do")  # what shows text, or another form (ISO 32000-1, 9.4.3)


def _drawn(reader: pypdf.PdfReader, thing: StreamObject) -> Iterator[str]:
    try:
        if not _SHOWS.search(thing.get_data()):
            return
        resources = thing.get("/Resources")
        if isinstance(resources and resources.get_object(), DictionaryObject):
            yield from reader.pages[0].extract_xform_text(thing).splitlines()  # type: ignore[arg-type]
    except BROKEN:
        return
