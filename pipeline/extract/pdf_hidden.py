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
_SHORT = 40
_PROGRAMS = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"})
_PARTS = re.compile(r"[^\W\d_]+|\d+")


def read(reader: pypdf.PdfReader, seen: Mapping[int, str], until: float) -> tuple[tuple[Block, ...], bool]:
    """Hidden text, and whether all of the file was looked at.

    `seen` holds for each page, counted from 1, what is already known of it; after `until` seconds of processor time of
    this process the reading stops.
    """
    found: list[Block] = []
    try:
        for block in _bounded(_hidden(reader, seen, until)):
            found.append(block)
    except BROKEN:
        return tuple(found), False
    return tuple(found), time.process_time() < until


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
        for line in (*_annotated(page), *page.extract_text().splitlines()):
            if _is_new(line, known):
                yield line, number


def _is_new(line: str, known: str) -> bool:
    """Whether a line says more than the page shows.

    Short lines count as a whole: the two words of a secrecy mark may well stand apart in the text of any page. In long
    ones the order of columns may differ, so each word counts.
    """
    whole = _letters(line)
    return (len(whole) <= _SHORT and whole not in known) or any(
        _letters(part) not in known for part in _PARTS.findall(line)
    )


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
                value = value.get_object() if value is not None else None
                if isinstance(value, str):
                    yield re.sub(r"<[^>]*>", " ", value)
    except BROKEN:
        return


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
