"""Text that a PDF holds beside what its pages show: layers switched off, text off the page, comments, properties.

One extractor is not enough: pdfium misses text outside the page box, pypdf finds it. What only the second one finds
goes to the gate as hidden text. Every string of the file is looked at, whatever key a program keeps it under.
"""

import html
import io
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

import pypdf
from pypdf.generic import (
    ByteStringObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    create_string_object,
    read_hex_string_from_stream,
    read_string_from_stream,
)

from pipeline import text
from pipeline.document.model import Block, Region
from pipeline.extract.pdf_files import pdf_layers, pdf_objects, pdf_shown
from pipeline.extract.pdf_files.pdf_objects import BROKEN

_MAX_BLOCKS = 2000
_MAX_LETTERS = 4000  # of one piece: what is longer is looked at in several
_SHORT = 40
_DATES = frozenset({"/CreationDate", "/ModDate", "/Trapped"})
_PROGRAMS = _DATES | {"/Producer", "/Creator"}
_TUCKED = frozenset({"/Lang", "/Alt", "/ActualText", "/E", "/Title", "/TU", "/DV", "/V", "/P", "/Name", "/Desc"})
_OF_PROGRAMS = _PROGRAMS | {"/M", "/DA", "/DS", "/ID", "/Cert", "/Registry", "/Ordering"}
_TAG = r"(?:[a-z]{2}(?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?)?"  # of a language, RFC 5646; or nothing
_TONGUE = re.compile(_TAG)
_MARKED_PART = re.compile(rb"<<((?:[^<>]|<[0-9A-Fa-f\s]*>)*)>>\s*(?:BDC|DP)\b")
_WRITTEN_STRING = re.compile(rb"<[0-9A-Fa-f\s]+>|\((?:\\.|[^()\\])*\)", re.DOTALL)
_LANGUAGE = re.compile(rf"/Lang\s*\({_TAG}\)".encode())
_ADDRESS = re.compile(r"(?:mailto|tel|sms):([^?]*)", re.IGNORECASE)
_SINGLE = re.compile(r"\s*[\x21-\x7e]*\s*")
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_NO_LETTER = re.compile(r"[\W_]+")
# In a packet of XMP (ISO 16684-1): a comment, or a tag with what stands behind it; what a tag says of itself.
_TOLD = re.compile(r"<!--(.*?)-->|<([^<>]*)>([^<>]*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_OF_PACKETS = frozenset({"about", "lang", "parseType", "xmptk", "begin", "end", "id"})
_WORDED = re.compile(r"\s*(?:[^\W\d_]{3,}|\+?\d{9,13}|\S+@\S+)\s*")


class Seen(NamedTuple):
    """What the first reader knows of a page: all that is said of it, and the letters it found in its own content."""

    said: str
    own: str


def read(reader: pypdf.PdfReader, seen: Mapping[int, Seen], until: float) -> tuple[tuple[Block, ...], bool]:
    """Hidden text, and whether all of the file was looked at.

    `seen` holds for each page, counted from 1, what is already known of it; after `until` seconds of processor time of
    this process the reading stops.
    """
    found: dict[str, Block] = {}
    try:
        for said, number in _hidden(reader, seen, until):
            for piece in _pieces(said):
                found.setdefault(piece, Block(piece, Region.hidden, page=number))
            if len(found) > _MAX_BLOCKS:
                return tuple(found.values()), False
    except BROKEN:
        return tuple(found.values()), False
    return tuple(found.values()), time.process_time() < until


def _hidden(reader: pypdf.PdfReader, seen: Mapping[int, Seen], until: float) -> Iterator[tuple[str, int | None]]:
    for key, value in (reader.metadata or {}).items():
        if key not in _DATES:
            yield str(value), None
    known = {number: _letters(page.said) for number, page in seen.items()}
    whole = "".join(known.values())
    for said in (*_attached(reader), *_tucked(reader), *_packets(reader), *pdf_layers.lines(reader, until)):
        if _is_new(said, whole):
            yield said, None
    walk = pdf_shown.Walk()
    for number, page in enumerate(reader.pages, 1):
        if number not in seen or time.process_time() > until:
            return
        accounted = _accounted(walk.letters(page), seen[number].own, known[number])
        content = () if accounted else page.extract_text().splitlines()
        for line in (*_annotated(page), *_marked(page), *content):
            if _is_new(line, known[number]):
                yield line, number


def _accounted(drawn: str | None, own: str, known: str) -> bool:
    """Whether a page draws just the letters that the first reader found in its content, and all of them are known.

    As many of each, no fewer and no more: one letter too many anywhere else would hide one that nobody saw.
    """
    found = Counter(_letters(own))
    return drawn is not None and Counter(_letters(drawn)) == found and found <= Counter(known)


def _marked(page: pypdf.PageObject) -> Iterator[str]:
    """What marked parts of a page and of its forms say in place of what they draw: looked for in the commands' bytes.

    Asking the extractor for each command makes it a third slower.
    """
    drawn = _value(_value(page, "/Resources") or DictionaryObject(), "/XObject")
    forms = [_value(drawn, key) for key in drawn] if isinstance(drawn, DictionaryObject) else []
    for stream in (page.get_contents(), *(one for one in forms if one and _value(one, "/Subtype") == "/Form")):
        data = stream.get_data() if isinstance(stream, StreamObject) else b""
        for match in _MARKED_PART.finditer(data) if b"BDC" in data or b"DP" in data else ():
            for written in _WRITTEN_STRING.findall(_LANGUAGE.sub(b"", match[1])):
                read = read_hex_string_from_stream if written.startswith(b"<") else read_string_from_stream
                yield _string(read(io.BytesIO(written)))


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


def _string(value: Any) -> str:
    """A string of the file; within a page's own commands they come as bytes. Empty for what is none."""
    if isinstance(value, ByteStringObject):
        value = create_string_object(bytes(value))
    return value if isinstance(value, str) and not isinstance(value, NameObject) else ""


def _tucked(reader: pypdf.PdfReader) -> Iterator[str]:
    """Strings that no page draws: bookmarks, names of layers, fields without a box, reasons of signatures.

    Single words of other keys are names of places in the file; an address that a link writes to is somebody's.
    """
    for thing in pdf_objects.things(reader):
        entries = thing.items() if isinstance(thing, DictionaryObject) else (("", value) for value in thing)
        for key, value in entries:
            said = "" if key in _OF_PROGRAMS else _string(value)
            if key == "/Lang" and _TONGUE.fullmatch(said):
                continue
            address = _ADDRESS.match(said)
            if key in _TUCKED or address or not _SINGLE.fullmatch(said):
                yield unquote(address[1]) if address else re.sub(r"<[^<>]*>", " ", said)


def _packets(reader: pypdf.PdfReader) -> Iterator[str]:
    """The texts of XMP packets, the document's and those of pages and pictures."""
    for thing in pdf_objects.dictionaries(reader):
        if isinstance(thing, StreamObject) and thing.get("/Type") == "/Metadata":
            data = thing.get_data()
            encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
            yield from _told(data.decode(encoding, "replace"))


def _told(packet: str) -> Iterator[str]:
    """What elements, attributes and comments of a packet say; a single word also behind the name it is said under.

    Single words that are no letters, telephone or address are ids, days and versions.
    """
    for comment, tag, said in _TOLD.findall(packet):
        name = tag.split(None, 1)[0].rpartition(":")[2] if tag.strip() else ""
        pairs = [("", comment), (name, said)]
        pairs += [(of, one or other) for of, one, other in _ATTRIBUTE.findall(tag) if of not in _OF_PACKETS]
        for of, value in ((of, html.unescape(value)) for of, value in pairs):
            if not _SINGLE.fullmatch(value):
                yield value
            elif _WORDED.fullmatch(value):
                yield from (value, f"{of}: {value.strip()}")


def _annotated(page: pypdf.PageObject) -> Iterator[str]:
    """What annotations say beside what they draw: comments, the values of fields, tips."""
    for annotation in page.get("/Annots", ()) or ():
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
    return _NO_LETTER.sub("", text.fold(written))


def _pieces(said: str) -> Iterator[str]:
    """A text in one line, and each of its lines: a mark stands alone on one, or its letters one below the other."""
    lines = said.splitlines()
    for one in (said, *(lines if len(lines) > 1 else ())):
        whole = text.one_line(one)
        yield from (whole[at : at + _MAX_LETTERS] for at in range(0, len(whole), _MAX_LETTERS))
