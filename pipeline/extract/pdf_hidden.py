"""Text that a PDF holds beside what its pages show: layers switched off, text off the page, comments, properties.

One extractor is not enough: pdfium misses text outside the page box, pypdf finds it. What only the second one finds
goes to the gate as hidden text.
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping

import pypdf

from pipeline import text
from pipeline.document.model import Block, Region
from pipeline.extract.pdf_objects import BROKEN

_MAX_BLOCKS = 400
_MAX_LETTERS = 4000
_PROGRAMS = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"})
_PARTS = re.compile(r"[^\W\d_]+|\d+")


def read(reader: pypdf.PdfReader, seen: Mapping[int, str], until: float) -> tuple[Block, ...]:
    """Hidden text; `seen` holds for each page, counted from 1, what is already known of it."""
    try:
        return tuple(_bounded(_hidden(reader, seen, until)))
    except BROKEN:
        return ()


def _hidden(reader: pypdf.PdfReader, seen: Mapping[int, str], until: float) -> Iterator[tuple[str, int | None]]:
    for key, value in (reader.metadata or {}).items():
        if key not in _PROGRAMS:
            yield str(value), None
    for name in _attached(reader):
        yield name, None
    for number, page in enumerate(reader.pages, 1):
        if number not in seen or time.process_time() > until:
            return
        known = _letters(seen[number])
        for line in (*_annotated(page), *_raw_lines(page)):
            if any(_letters(part) not in known for part in _PARTS.findall(line)):
                yield line, number


def _attached(reader: pypdf.PdfReader) -> Iterable[str]:
    try:
        return list(reader.attachments)
    except BROKEN:
        return ()


def _annotated(page: pypdf.PageObject) -> Iterator[str]:
    """What annotations say beside what they draw: comments, the values of fields, tips."""
    try:
        for annotation in page.get("/Annots", ()) or ():
            thing = annotation.get_object()
            for key in ("/Contents", "/RC", "/Subj", "/TU", "/V"):
                value = thing.get(key)
                if isinstance(value, str):
                    yield re.sub(r"<[^>]*>", " ", value)
    except BROKEN:
        return


def _raw_lines(page: pypdf.PageObject) -> list[str]:
    try:
        return page.extract_text().splitlines()
    except BROKEN:
        return []


def _letters(written: str) -> str:
    return "".join(letter for letter in text.fold(written) if letter.isalnum())


def _bounded(found: Iterable[tuple[str, int | None]]) -> Iterator[Block]:
    told: set[str] = set()
    for line, number in found:
        shown = text.one_line(line)[:_MAX_LETTERS]
        if shown and shown not in told:
            told.add(shown)
            yield Block(shown, Region.hidden, page=number)
        if len(told) >= _MAX_BLOCKS:
            return
