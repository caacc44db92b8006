"""Pages of a PDF whose content, or a picture on them, breaks off: damaged on a disk or on the way.

Every reader shows what it can unpack and says nothing: a page that lost its second half looks like one that ends there.
"""

import contextlib
import zlib
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.filters import ASCII85Decode
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from pipeline.extract.pdf_files.pdf_objects import BROKEN

_ASCII = ("/ASCII85Decode", "/A85")
_FLATE = ("/FlateDecode", "/Fl")
_JPEG = ("/DCTDecode", "/DCT")
_SCAN, _END = b"\xff\xda", b"\xff\xd9"  # of a JPEG; within its coded data no FF stands before them


def pages(reader: pypdf.PdfReader) -> Iterator[int]:
    """Their numbers, from 1."""
    for number, page in enumerate(reader.pages, 1):
        with contextlib.suppress(*BROKEN):
            if any(_breaks_off(stream) for stream in _streams(page)):
                yield number


def _streams(page: pypdf.PageObject) -> Iterator[StreamObject]:
    contents = _object(page.get("/Contents"))
    drawn = _object(_object(page.get("/Resources", DictionaryObject())).get("/XObject", DictionaryObject()))
    for thing in (*(contents if isinstance(contents, ArrayObject) else [contents]), *drawn.values()):
        if isinstance(stream := _object(thing), StreamObject):
            yield stream


def _object(thing: Any) -> Any:
    return thing.get_object() if hasattr(thing, "get_object") else thing


def _breaks_off(stream: StreamObject) -> bool:
    filters = _object(stream.get("/Filter"))
    first, *more = filters if isinstance(filters, ArrayObject) else [filters]
    raw: bytes = stream._data  # as it stands in the file
    if first in _ASCII and more:
        raw, first, more = ASCII85Decode.decode(raw), more[0], more[1:]
    if first in _FLATE:
        return _is_cut(raw)
    return first in _JPEG and not more and raw.rfind(_END) < raw.rfind(_SCAN)


def _is_cut(packed: bytes) -> bool:
    """Whether the data ends, or goes wrong, before its own end; a missing or wrong sum behind it loses no letter."""
    unpacker, rest = zlib.decompressobj(-zlib.MAX_WBITS), packed[2:]
    try:
        while rest and not unpacker.eof:
            unpacker.decompress(rest, 1 << 20)
            rest = unpacker.unconsumed_tail
    except zlib.error:
        return True
    return not unpacker.eof
