"""What earlier revisions of a PDF said that the last one does not say any more.

A program that saves changes writes them behind the file (ISO 32000-1, 7.5.6): what was blacked out or taken away still
stands before, and anybody has it who cuts the file at the mark before the last. Signatures and stamps make most
revisions, and leave the content of nearly all pages as it was: a page is read only where something that it draws lies
elsewhere in the file than for a page that was read already.
"""

import io
import re
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pypdf
import pypdfium2 as pdfium
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from pipeline.extract.pdf_files.pdf_objects import BROKEN

_END = b"%%EOF"
_MOST = 12  # revisions: signatures, number, date and forms write some; of more the first and the last of them
_DRAWN_BY = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_NAMED = re.compile(rb"\s*(\d{1,19})\s+\d+\s+obj\b")
_MOST_THINGS = 5000  # that one page draws with

_Place = tuple[int, int]  # in the file: the offset of an object, or of the stream that holds it, and which one in it
_Drawn = tuple[object, frozenset[tuple[int, _Place]]]  # what a page draws: its own entries, all objects behind them


def lines(reader: pypdf.PdfReader, until: float) -> Iterator[str]:
    """Lines of the pages of every earlier revision that are not as in the last; `until` as in `pdf_hidden.read`."""
    reader.stream.seek(0)
    data = reader.stream.read()
    ends, at = list[int](), data.find(_END)
    while at >= 0:
        ends.append(at + len(_END))
        at = data.find(_END, at + 1)
    earlier = ends[:-1]
    files = _Things(data)
    known = set(files.pages(reader) or ()) if earlier else set()
    for end in earlier[: _MOST // 2] + earlier[_MOST // 2 :][-_MOST // 2 :]:
        yield from _revision(data[:end], files, known, until)


def _revision(data: bytes, files: "_Things", known: set[_Drawn], until: float) -> Iterator[str]:
    """The text of the pages of one revision; the first part of a file made for the web is none."""
    drawn = _pages(data, files)
    if drawn and known.issuperset(drawn):
        return
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return
    with document:
        same = drawn if len(drawn) == len(document) else ()
        for index in range(len(document)):
            if time.process_time() > until:
                return
            if not (same and same[index] in known):
                yield from _text(document, index)
    known.update(same)


def _pages(data: bytes, files: "_Things") -> Sequence[_Drawn]:
    try:
        return files.pages(pypdf.PdfReader(io.BytesIO(data), strict=False))
    except BROKEN:
        return ()


def _text(document: pdfium.PdfDocument, index: int) -> Iterator[str]:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return
    yield from page.get_textpage().get_text_range().splitlines()
    page.close()


class _Things:
    """The objects of one file, which its revisions share: what each refers to is looked up once, by its place."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._referred: dict[_Place, tuple[int, ...]] = {}

    def pages(self, reader: pypdf.PdfReader) -> list[_Drawn]:
        """What each page of a revision draws; none where its places cannot be told for sure."""
        try:
            return [self._drawn(reader, page) for page in reader.pages]
        except BROKEN:
            return []

    def _drawn(self, reader: pypdf.PdfReader, page: pypdf.PageObject) -> _Drawn:
        entries = {key: page.raw_get(key) for key in _DRAWN_BY if key in page}
        waiting = [one for value in entries.values() for one in _references(value)]
        found: dict[int, _Place] = {}
        while waiting:
            number = waiting.pop()
            if number not in found:
                found[number] = place = self._place(reader, number)
                waiting += self._behind(reader, number, place)
            if len(found) > _MOST_THINGS:
                raise ValueError("a page that draws with too much")
        return _shape(entries), frozenset(found.items())

    def _place(self, reader: pypdf.PdfReader, number: int) -> _Place:
        """Raises one of BROKEN where the file has no such object there."""
        if number in reader.xref_objStm:
            stream, index = reader.xref_objStm[number]
            return self._offset(reader, stream), index
        return self._offset(reader, number), -1

    def _offset(self, reader: pypdf.PdfReader, number: int) -> int:
        offset: int = next(places[number] for places in reader.xref.values() if number in places)
        named = _NAMED.match(self._data, offset)
        if not named or int(named[1]) != number:
            raise ValueError("another object than the table says")
        return offset

    def _behind(self, reader: pypdf.PdfReader, number: int, place: _Place) -> tuple[int, ...]:
        if place not in self._referred:
            self._referred[place] = tuple(_references(reader.get_object(number)))
        return self._referred[place]


def _references(thing: Any) -> Iterator[int]:
    """The numbers of the objects that a value refers to; not of the page that it stands on."""
    if isinstance(thing, IndirectObject):
        yield thing.idnum
    elif isinstance(thing, DictionaryObject):
        for key in thing:
            if key not in ("/Parent", "/P"):
                yield from _references(thing.raw_get(key))
    elif isinstance(thing, ArrayObject):
        for one in list.__iter__(thing):
            yield from _references(one)


def _shape(thing: Any) -> object:
    """A value as plain tuples; of what it refers to, the numbers."""
    if isinstance(thing, IndirectObject):
        return thing.idnum, thing.generation
    if isinstance(thing, dict):
        raw = thing.raw_get if isinstance(thing, DictionaryObject) else thing.__getitem__
        return tuple((str(key), _shape(raw(key))) for key in sorted(thing))
    if isinstance(thing, ArrayObject):
        return tuple(_shape(one) for one in list.__iter__(thing))
    return str(thing)
