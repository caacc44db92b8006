"""Every picture of a PDF by itself, whoever draws it: small ones on a page, and those that no page shows as they are.

A page as drawn says nothing of what lies off the sheet, under another drawing, in a layer switched off, in an
alternative for printing, in the small picture of the page (/Thumb) or under a key that only its author knows.
"""

import io
import time
from collections.abc import Iterator, Set
from typing import TypeGuard

import pypdf
import pypdfium2 as pdfium
from PIL import Image
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject

from pipeline.document.model import Block
from pipeline.extract import covering, lone_pictures, pdf_objects, pdf_page
from pipeline.extract.pdf_objects import BROKEN

_MOST = 300  # of one file; a bound that is reached is told
_PLAIN = (
    "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/DecodeParms", "/Filter", "/ImageMask",
)  # fmt: skip
_MASKS = ("/SMask", "/Mask")


def read(
    reader: pypdf.PdfReader, seen: Set[bytes], shown: Set[bytes], until: float
) -> tuple[tuple[Block, ...], bool, bool]:
    """Lines that pictures say, whether one may be a stamp of secrecy that is unreadable, and whether all were read.

    `seen` are the keys of those that the reading of their page has read, `shown` of those that a page shows whole,
    where it was searched for stamps; `until` as in `pdf_hidden.read`.
    """
    found: dict[str, Block] = {}
    known, doubtful = set(seen), False
    for thing in pdf_objects.things(reader):
        if not _is_picture(thing) or (name := _key(thing)) in known:
            continue
        known.add(name)
        if len(known) - len(seen) > _MOST or time.process_time() > until:
            return tuple(found.values()), doubtful, False
        for view in _views(thing):
            lines, doubt = lone_pictures.read(view, stamps=name not in shown)
            doubtful = doubtful or doubt
            found.update({line.text: line for line in lines})
    return tuple(found.values()), doubtful, True


def _is_picture(thing: object) -> TypeGuard[StreamObject]:
    """Whether it is a stream with the sides of a picture; those of page thumbnails need not say what they are."""
    return isinstance(thing, StreamObject) and "/Width" in thing and "/Height" in thing


def _key(thing: StreamObject) -> bytes:
    return covering.key(thing._data)


def _views(thing: StreamObject) -> Iterator[Image.Image]:
    """The picture as it is stored and, where it has a mask, as it shows through it."""
    yield from _drawn(thing, _PLAIN)
    if any(name in thing for name in _MASKS):
        yield from _drawn(thing, (*_PLAIN, *_MASKS))


def _drawn(thing: StreamObject, entries: tuple[str, ...]) -> Iterator[Image.Image]:
    """The picture drawn by itself on a sheet of its own: all filters and colour spaces are then as on any page."""
    try:
        wide, high = (int(str(thing[side])) for side in ("/Width", "/Height"))
        if not (0 < wide * high <= pdf_page.MAX_PIXELS):
            return
        sheet = io.BytesIO()
        _alone(thing, entries, wide, high).write(sheet)
        with pdfium.PdfDocument(sheet.getvalue()) as document:
            yield pdf_page.picture(document[0], 72, gray=False)
    except (*BROKEN, pdfium.PdfiumError):
        return


def _alone(thing: StreamObject, entries: tuple[str, ...], wide: int, high: int) -> pypdf.PdfWriter:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(wide, high)
    picture = StreamObject()
    picture._data = thing._data
    for name in entries:
        if name in thing:
            picture[NameObject(name)] = thing[name].clone(writer)
    picture[NameObject("/Type")], picture[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Image")
    drawn = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawn})
    commands = DecodedStreamObject()
    commands.set_data(f"q {wide} 0 0 {high} 0 0 cm /P Do Q".encode())
    page[NameObject("/Contents")] = writer._add_object(commands)
    return writer
