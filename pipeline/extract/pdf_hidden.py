"""Text that a PDF holds beside what its pages show: layers switched off, text off the page, comments, properties.

One extractor is not enough: pdfium misses text outside the page box, pypdf finds it. What only the second one finds
goes to the gate as hidden text.
"""

import html
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pypdf
from pypdf.generic import NameObject, StreamObject

from pipeline import text
from pipeline.document.model import Block, Region
from pipeline.extract import pdf_objects
from pipeline.extract.pdf_objects import BROKEN

_MAX_BLOCKS = 400
_MAX_LETTERS = 4000
_SHORT = 40
_PROGRAMS = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"})
_TUCKED = frozenset({"/Alt", "/ActualText", "/E", "/Title", "/TU", "/DV", "/P", "/Name", "/Desc"})
_SINGLE = re.compile(r"\s*[\x21-\x7e]*\s*")
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
    whole = _letters(" ".join(seen.values()))
    for said in (*_attached(reader), *_tucked(reader), *_packet(reader)):
        if _is_new(said, whole):
            yield said, None
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


def _tucked(reader: pypdf.PdfReader) -> Iterator[str]:
    """Strings that no page draws: bookmarks, names of layers, prefixes of page numbers, texts in place of pictures."""
    for thing in pdf_objects.dictionaries(reader):
        for key in sorted(_TUCKED & thing.keys()):
            value = thing.get(key)
            if isinstance(value, str) and not isinstance(value, NameObject):
                yield str(value)


def _packet(reader: pypdf.PdfReader) -> Iterator[str]:
    """The texts of the XMP packet; single words of it are programs, dates and ids."""
    try:
        packet = pdf_objects.catalogue(reader)["/Metadata"].get_object()
        data = packet.get_data().decode("utf-8", "replace") if isinstance(packet, StreamObject) else ""
    except BROKEN:
        return
    yield from (html.unescape(said) for said in re.split(r"<[^<>]*>", data) if not _SINGLE.fullmatch(said))


def _annotated(page: pypdf.PageObject) -> Iterator[str]:
    """What annotations say beside what they draw: comments, the values of fields, tips."""
    try:
        notes = list(page.get("/Annots", ()) or ())
    except BROKEN:
        return
    for annotation in notes:
        for key in ("/Contents", "/RC", "/Subj", "/T", "/TU", "/V"):
            if isinstance(value := _value(annotation, key), str):
                yield re.sub(r"<[^>]*>", " ", value)


def _value(annotation: Any, key: str) -> Any:
    """What an annotation says under a key; one that is broken hides nothing of the others."""
    try:
        value = annotation.get_object().get(key)
        return value.get_object() if value is not None else None
    except BROKEN:
        return None


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
