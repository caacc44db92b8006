"""Pictures that stand within a PDF's commands (BI … ID … EI), where no list of objects names them.

How long the data of one is only its filter tells (ISO 32000-1, 8.9.7), so pdfium parses the commands they stand in:
those of pages, forms, cells of patterns and letters drawn one by one, whoever shows them.
"""

import io
import re
from collections.abc import Iterator

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdf
from PIL import Image
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject

from pipeline.extract.pdf_files import pdf_objects, pdf_page
from pipeline.extract.pdf_files.pdf_objects import BROKEN
from pipeline.extract.scans import lone_pictures

_BEGUN = re.compile(rb"\bBI\b(.{0,2000}?)\bID\s", re.DOTALL)
_SIDE = re.compile(rb"/(?:W|H|Width|Height)\s+(\d+)(?![\d.])")
_MOST = 300  # of one stream


def pictures(reader: pypdf.PdfReader) -> Iterator[Image.Image]:
    """Each of them that can show a word; those of one stream once. Raises one of BROKEN where pages cannot be told."""
    known = set[bytes]()
    for data, resources in _commands(reader):
        if _holds_pictures(data) and data not in known:
            known.add(data)
            yield from _of_stream(data, resources)


def _commands(reader: pypdf.PdfReader) -> Iterator[tuple[bytes, DictionaryObject]]:
    """The commands of every page and of every stream that draws, with what they may call by name."""
    for page in reader.pages:
        contents = page.get_contents()
        yield contents.get_data() if contents is not None else b"", _inner(page, "/Resources")
    for thing in pdf_objects.dictionaries(reader):
        if isinstance(thing, StreamObject) and (thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1):
            yield _data(thing), _inner(thing, "/Resources")
        for letter in (_inner(thing, "/CharProcs")).values() if "/CharProcs" in thing else ():
            if isinstance(drawn := letter.get_object(), StreamObject):
                yield _data(drawn), _inner(thing, "/Resources")


def _data(thing: StreamObject) -> bytes:
    try:
        return thing.get_data()
    except BROKEN:
        return b""


def _inner(thing: DictionaryObject, key: str) -> DictionaryObject:
    found = thing.get(key)
    found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _holds_pictures(data: bytes) -> bool:
    """Whether a picture in it is large enough for a word; one that does not plainly say its sides may be."""
    if b"BI" not in data or b"ID" not in data:
        return False
    return any(_may_show(match[1]) for match in _BEGUN.finditer(data))


def _may_show(entries: bytes) -> bool:
    sides = sorted(int(side) for side in _SIDE.findall(entries))
    return len(sides) != 2 or (sides[0] >= lone_pictures.LEAST[0] and sides[1] >= lone_pictures.LEAST[1])


def _of_stream(data: bytes, resources: DictionaryObject) -> Iterator[Image.Image]:
    try:
        with pdfium.PdfDocument(_alone(data, resources)) as document:
            found = document[0].get_objects(filter=[pdf.FPDF_PAGEOBJ_IMAGE], max_depth=1)
            for _, drawn in zip(range(_MOST), found, strict=False):
                wide, high = drawn.get_px_size()
                if 0 < wide * high <= pdf_page.MAX_PIXELS:
                    yield drawn.get_bitmap().to_pil()
    except (*BROKEN, pdfium.PdfiumError):
        return


def _alone(data: bytes, resources: DictionaryObject) -> bytes:
    """A file whose one page has these commands, and of what they call by name the spaces of colours alone."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    commands = DecodedStreamObject()
    commands.set_data(data)
    page[NameObject("/Contents")] = writer._add_object(commands)
    if "/ColorSpace" in resources:
        spaces = resources["/ColorSpace"].clone(writer)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/ColorSpace"): spaces})
    sheet = io.BytesIO()
    writer.write(sheet)
    return sheet.getvalue()
