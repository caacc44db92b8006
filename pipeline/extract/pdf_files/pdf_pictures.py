"""Every picture of a PDF by itself, whoever draws it: small ones on a page, and those that no page shows as they are.

A page as drawn says nothing of what lies off the sheet, under another drawing, in a layer switched off, in an
alternative for printing, in the small picture of the page (/Thumb) or under a key that only its author knows.
"""

import io
import time
from collections.abc import Iterator, Set
from itertools import chain
from typing import TypeGuard

import pypdf
import pypdfium2 as pdfium
from PIL import Image, ImageChops
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, PdfObject, StreamObject

from pipeline.document.model import Block
from pipeline.extract.pdf_files import covering, pdf_inline, pdf_objects, pdf_page
from pipeline.extract.pdf_files.pdf_objects import BROKEN
from pipeline.extract.scans import lone_pictures, remembered

_MOST = 300  # of one file; a bound that is reached is told
_PLAIN = (
    "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/DecodeParms", "/Filter", "/ImageMask",
)  # fmt: skip
_MASKS = ("/SMask", "/Mask")
_INK = [255 if level >= 64 else 0 for level in range(256)]
_ROUNDING = 3  # of 255: letters as faint have a quarter of the contrast that any look sees
_Look = tuple[list[Block], bool]  # as `lone_pictures.read` tells it
_UNLIKE = 0.2  # of the points: edges


def read(
    reader: pypdf.PdfReader, seen: Set[bytes], shown: Set[bytes], until: float
) -> tuple[tuple[Block, ...], bool, bool]:
    """Lines that pictures say, whether one may be a stamp of secrecy that is unreadable, and whether all were read.

    `seen` are the keys of those that the reading of their page has read, `shown` of those that a page shows whole,
    where it was searched for stamps; `until` as in `pdf_hidden.read`.
    """
    found: dict[str, Block] = {}
    doubtful = False
    for count, look in enumerate(chain(_looks(reader, seen, shown), _inline(reader))):
        if count >= _MOST or time.process_time() + remembered.spent() > until:
            return tuple(found.values()), doubtful, False
        for lines, doubt in look:
            doubtful = doubtful or doubt
            found.update({line.text: line for line in lines})
    return tuple(found.values()), doubtful, True


def _looks(reader: pypdf.PdfReader, seen: Set[bytes], shown: Set[bytes]) -> Iterator[Iterator[_Look]]:
    """For each picture what is found in its views."""
    for name, thing in _unread(reader, seen):
        yield (
            remembered.read(view, stamps=name not in shown and not behind, behind=behind)
            for view, behind in _views(thing)
        )


def _inline(reader: pypdf.PdfReader) -> Iterator[Iterator[_Look]]:
    return (iter((remembered.read(picture),)) for picture in pdf_inline.pictures(reader))


def _unread(reader: pypdf.PdfReader, seen: Set[bytes]) -> Iterator[tuple[bytes, StreamObject]]:
    """Every picture once, by its key; masks are looked at with the picture that shows through them."""
    pictures = [thing for thing in pdf_objects.things(reader) if _is_picture(thing)]
    known = {*seen, *(_key(mask) for thing in pictures for mask in _masks(thing))}
    for thing in pictures:
        if (name := _key(thing)) not in known:
            known.add(name)
            yield name, thing


def _is_picture(thing: object) -> TypeGuard[StreamObject]:
    """Whether it is a stream with the sides of a picture; those of page thumbnails need not say what they are."""
    return isinstance(thing, StreamObject) and "/Width" in thing and "/Height" in thing


def _key(thing: StreamObject) -> bytes:
    return covering.key(thing._data)


def _masks(thing: StreamObject) -> list[StreamObject]:
    return [mask for name in _MASKS if name in thing and _is_picture(mask := thing[name])]


def _views(thing: StreamObject) -> Iterator[tuple[Image.Image, bool]]:
    """The picture as it shows; where it has a mask, what stands behind that, told by True, and the mask itself.

    A mask that has the outlines of what shows through it, as that of a signature has, says nothing of its own.
    """
    masks = _masks(thing)
    shown = list(_drawn(thing, (*_PLAIN, *_MASKS)))
    yield from ((view, False) for view in shown)
    if masks or "/Mask" in thing or not shown:  # a mask that is none must not hide its picture
        plain = (view for view in _drawn(thing, _PLAIN) if not any(_is_same(view, one) for one in shown))
        yield from ((view, bool(shown)) for view in plain)
    for view in (view for mask in masks for view in _drawn(mask, _PLAIN)):
        if not any(_has_outlines(view, one) for one in shown):
            yield view, False


def _is_same(plain: Image.Image, shown: Image.Image) -> bool:
    """Whether a mask leaves a picture as it is, but for rounding: no look would find more behind it."""
    if plain.size != shown.size:
        return False
    unlike = ImageChops.difference(lone_pictures.on_paper(plain), lone_pictures.on_paper(shown))
    return max(high for _, high in unlike.getextrema()) <= _ROUNDING  # type: ignore[misc]


def _has_outlines(mask: Image.Image, shown: Image.Image) -> bool:
    """Whether a picture, as it shows, is dark where its mask lets it through and nowhere else."""
    through = mask.convert("L").resize(shown.size, Image.Resampling.BOX).point(_INK)
    dark = ImageChops.invert(shown.convert("L")).point(_INK)
    return ImageChops.difference(through, dark).histogram()[255] <= _UNLIKE * through.histogram()[255]


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
            picture[NameObject(name)] = _own(thing[name], writer)
    picture[NameObject("/Type")], picture[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Image")
    drawn = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): drawn})
    commands = DecodedStreamObject()
    commands.set_data(f"q {wide} 0 0 {high} 0 0 cm /P Do Q".encode())
    page[NameObject("/Contents")] = writer._add_object(commands)
    return writer


def _own(value: PdfObject, writer: pypdf.PdfWriter) -> PdfObject:
    """A copy in another file; a stream, as masks and tables of colours are, stands by itself there."""
    copied = value.clone(writer)
    return writer._add_object(copied) if isinstance(copied, StreamObject) else copied
