"""What a PDF holds beside its visible text: layers switched off, text off the page, comments, properties, programs.

One extractor is not enough: pdfium misses text outside the page box, pypdf finds it. What only the second one finds
goes to the gate as hidden text. A PDF that runs, opens or sends something is held.
"""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from pipeline import text
from pipeline.document.model import Block, Finding, Region, Severity

_MAX_BLOCKS = 400
_MAX_LETTERS = 4000
_MAX_OBJECTS = 200_000
_BROKEN = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    RecursionError,
    OSError,
    ArithmeticError,
)
_ACTIONS = {
    "/JavaScript": "JavaScript",
    "/Launch": "Launch",
    "/ImportData": "ImportData",
    "/SubmitForm": "SubmitForm",
    "/GoToR": "GoToR",
    "/GoToE": "GoToE",
    "/Rendition": "Rendition",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/RichMediaExecute": "RichMedia",
    "/GoTo3DView": "3D",
}
_ANNOTATIONS = {
    "/RichMedia": "RichMedia",
    "/3D": "3D",
    "/Movie": "Movie",
    "/Sound": "Sound",
    "/Screen": "Screen",
    "/FileAttachment": "EmbeddedFiles",
}
_PROGRAMS = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"})
_RAW = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles|XFA|RichMedia|SubmitForm|ImportData|GoToE|Rendition)\b|/JS[\s(<]"
)
_PARTS = re.compile(r"[^\W\d_]+|\d+")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Raw:
    """What the second reading found."""

    blocks: tuple[Block, ...] = ()
    findings: tuple[Finding, ...] = ()


def read(path: Path, seen: Mapping[int, str], until: float) -> Raw:
    """Hidden text and active content; `seen` holds for each page what is already known of it."""
    try:
        reader = pypdf.PdfReader(path, strict=False)
        blocks = _bounded(_hidden(reader, seen, until))
    except _BROKEN:
        return Raw(findings=active(path))
    return Raw(tuple(blocks), active(path, reader))


def active(path: Path, reader: pypdf.PdfReader | None = None) -> tuple[Finding, ...]:
    """The finding of a PDF with programs, attached files or forms that send; empty where it has none."""
    kinds = sorted({*_in_bytes(path), *(_in_objects(reader) if reader else ())})
    if not kinds:
        return ()
    named = ", ".join(kinds)
    return (
        Finding(
            "active-content",
            Severity.hold,
            f"PDF có nội dung động ({named}). Mở trên máy riêng; công bố bản đã in lại thành PDF thường.",
            f"The PDF has active content ({named}). Publish a copy printed to a plain PDF.",
        ),
    )


def _in_bytes(path: Path) -> Iterator[str]:
    """Names in the file's own bytes; a name may be written with escapes ("/J#61vaScript")."""
    raw = _ESCAPED.sub(lambda code: bytes([int(code.group(1), 16)]), path.read_bytes())
    outside = re.sub(rb"\bstream\r?\n.*?endstream", b"", raw, flags=re.DOTALL)
    for match in _RAW.finditer(outside):
        yield (match.group(1) or b"JavaScript").decode("ascii")


def _in_objects(reader: pypdf.PdfReader) -> Iterator[str]:
    """Walk all objects that the catalogue and the pages reach, those in compressed object streams too."""
    waiting: list[Any] = [reader.trailer]
    known: set[tuple[int, int]] = set()
    for _ in range(_MAX_OBJECTS):
        if not waiting:
            return
        thing = _resolved(waiting.pop(), known)
        if isinstance(thing, DictionaryObject):
            yield from _kinds(thing)
            waiting += thing.values()
        elif isinstance(thing, ArrayObject):
            waiting += thing


def _resolved(thing: Any, known: set[tuple[int, int]]) -> Any:
    if not isinstance(thing, IndirectObject):
        return thing
    key = (thing.idnum, thing.generation)
    if key in known:
        return None
    known.add(key)
    try:
        return thing.get_object()
    except _BROKEN:
        return None


def _kinds(thing: DictionaryObject) -> Iterator[str]:
    action, subtype = thing.get("/S"), thing.get("/Subtype")
    if (
        isinstance(action, str)
        and action in _ACTIONS
        and ({"/JS", "/F", "/Win", "/T", "/R", "/N", "/D"} & thing.keys())
    ):
        yield _ACTIONS[action]
    if isinstance(subtype, str) and subtype in _ANNOTATIONS and "/Rect" in thing:
        yield _ANNOTATIONS[subtype]
    for key, kind in (
        ("/JS", "JavaScript"),
        ("/EmbeddedFiles", "EmbeddedFiles"),
        ("/XFA", "XFA"),
        ("/EF", "EmbeddedFiles"),
    ):
        if key in thing:
            yield kind


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
    except _BROKEN:
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
    except _BROKEN:
        return


def _raw_lines(page: pypdf.PageObject) -> list[str]:
    try:
        return page.extract_text().splitlines()
    except _BROKEN:
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
