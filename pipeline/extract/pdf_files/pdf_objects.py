"""What a PDF is made of: programs, attached files, forms that send, and structures that no honest writer makes.

Names may be written with escapes ("/J#61vaScript") and objects lie in compressed streams, so both the file's own bytes
and every object that its catalogue reaches are looked at.
"""

import contextlib
import io
import math
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdf
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from pipeline import media
from pipeline.document import reasons
from pipeline.document.model import Finding
from pipeline.extract.pdf_files import pdf_active, pdf_digits

pdf_digits.install_in_pypdf()

# All that pypdf lets escape from damaged files; the child's limits catch what remains.
BROKEN = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError, ArithmeticError)
_MAX_OBJECTS = 200_000
_MAX_NUMBERED = 8_388_607  # ISO 32000-1, annex C
_MAX_PIXELS = 100_000_000
_MAX_POINTS = 14_400
_TAIL = 1024
_CONTAINERS = (IndirectObject, DictionaryObject, ArrayObject)
_VERSION = re.compile(rb"%PDF-(1\.[0-7]|2\.0)")
_MANY_MEMBERS = re.compile(rb"/N\s+\d{8,}")


def opened(path: Path) -> pypdf.PdfReader | None:
    """The second reader's view of the file; None where it cannot read it."""
    raw = path.read_bytes()
    # A file cut just before its end mark is common and harmless; the mark alone makes it readable.
    for content in (raw, raw + b"\n%%EOF\n"):
        with contextlib.suppress(*BROKEN):
            reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
            if reader.is_encrypted or len(reader.pages) >= 0:
                return reader
    return None


def findings(path: Path, reader: pypdf.PdfReader | None, pages: int | None) -> tuple[Finding, ...]:
    """What holds a PDF for its make-up; `pages` is pdfium's count, None where pdfium could not open it."""
    raw = path.read_bytes()
    active = set(pdf_active.of_bytes(raw))
    faults = [*_outside(raw), *(_trailer(reader, pages) if reader else _unread(pages))]
    made = things(reader) if reader else ()
    if len(made) >= _MAX_OBJECTS:
        faults.append(_large("quá nhiều đối tượng", "too many objects"))
    if reader and not reader.is_encrypted and sum(map(_is_page, made)) > len(reader.pages):
        faults.append(_damaged("có trang nằm ngoài mục lục trang", "a page that stands outside the page tree"))
    for thing in made:
        if isinstance(thing, DictionaryObject):
            active.update(pdf_active.of(thing))
            faults += [fault for check in _CHECKS if (fault := check(thing))]
    faults += _loops(reader) if reader else ()
    kinds = ", ".join(sorted(active))
    return (*((pdf_active.finding(kinds),) if kinds else ()), *dict.fromkeys(faults))


def _is_page(thing: Any) -> bool:
    """Whether it is a sheet; templates that a script shows, and pages taken out of the tree, are sheets as well."""
    return isinstance(thing, DictionaryObject) and thing.get("/Type") in ("/Page", "/Template")


def _outside(raw: bytes) -> Iterator[Finding]:
    start, end = raw.find(b"%PDF-"), raw.rfind(b"%%EOF")
    tail = raw[end + 5 :].strip(b"\r\n\t \0") if end >= 0 else b""
    before = raw[:start].strip(b"\r\n\t \0\xef\xbb\xbf")
    if (before and not media.is_data_url(raw[:start])) or len(tail) > _TAIL or b"PK\x05\x06" in tail:
        yield _damaged("có dữ liệu của loại tệp khác trước hoặc sau phần PDF", "data of another kind around the PDF")
    if start >= 0 and not _VERSION.match(raw, start):
        yield _damaged("phiên bản PDF không có thật", "a version of PDF that does not exist")
    if b"/ObjStm" in raw and _MANY_MEMBERS.search(raw):
        yield _large("luồng đối tượng khai quá nhiều phần tử", "an object stream that declares too many members")
    if re.search(rb"<!(DOCTYPE|ENTITY)", raw):
        yield _damaged("siêu dữ liệu XML có khai báo DOCTYPE", "its XML metadata declares a DOCTYPE")


def _unread(pages: int | None) -> Iterator[Finding]:
    if pages is not None:
        yield _damaged("bộ đọc thứ hai không đọc được", "the second reader cannot read it")


def _trailer(reader: pypdf.PdfReader, pages: int | None) -> Iterator[Finding]:
    if reader.is_encrypted:
        yield reasons.finding("file-encrypted/restricted-pdf")
        return
    try:
        tree = _dictionary(catalogue(reader)["/Pages"])
        size, count = _number(reader.trailer.get("/Size")), _number(tree.get("/Count"))
    except BROKEN:
        yield _damaged("không có mục lục trang", "no page tree")
        return
    if size > _MAX_NUMBERED or (pages is not None and count != pages):
        yield _damaged("số đối tượng hoặc số trang khai không đúng", "it declares a false number of objects or pages")


def _loops(reader: pypdf.PdfReader) -> Iterator[Finding]:
    """Forms that draw themselves, bookmarks that follow themselves: endless for a careless reader."""
    try:
        root = catalogue(reader)
        sized = all("/MediaBox" in page for page in reader.pages)
        pages = [page.indirect_reference or page for page in reader.pages]
    except BROKEN:
        return
    if not sized:
        yield _large("trang không có khổ", "a page without a size")
    if _circular(root.raw_get("/Outlines") if "/Outlines" in root else None, _bookmarks) or any(
        _circular(page, _drawn) for page in pages
    ):
        yield _damaged("có đối tượng trỏ vòng về chính nó", "an object leads back to itself")


def _bookmarks(thing: DictionaryObject) -> list[Any]:
    return [thing.raw_get(key) for key in ("/First", "/Next") if key in thing]


def _drawn(thing: DictionaryObject) -> list[Any]:
    try:
        named = _dictionary(_dictionary(thing["/Resources"])["/XObject"])
    except BROKEN:
        return []
    return [named.raw_get(key) for key in named]


def _circular(start: Any, following: Callable[[DictionaryObject], list[Any]]) -> bool:
    """Whether one can come back to an object on the way from `start`; every object is looked at once."""
    done: set[tuple[int, int]] = set()
    way: list[tuple[int, int]] = []
    waiting: list[Any] = [] if start is None else [start]
    while waiting and len(done) < _MAX_OBJECTS:
        step = waiting.pop()
        if step is None:
            way.pop()
            continue
        if not isinstance(step, IndirectObject):
            continue
        key = (step.idnum, step.generation)
        if key in way:
            return True
        thing = _resolved(step, set())
        if key in done or not isinstance(thing, DictionaryObject):
            continue
        done.add(key)
        way.append(key)
        waiting += [None, *following(thing)]
    return False


def dictionaries(reader: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    """All dictionaries that the trailer reaches, those in compressed object streams too."""
    return (thing for thing in things(reader) if isinstance(thing, DictionaryObject))


@lru_cache(maxsize=1)
def things(reader: pypdf.PdfReader) -> Sequence[DictionaryObject | ArrayObject]:
    """All dictionaries and lists that the trailer reaches, at most _MAX_OBJECTS; of one file walked through once.

    Numbers and names are not counted: a list of 250,000 of them would leave the rest of the file unseen.
    """
    return tuple(_reached(reader))


def _reached(reader: pypdf.PdfReader) -> Iterator[DictionaryObject | ArrayObject]:
    waiting: list[Any] = [reader.trailer]
    known: set[tuple[int, int]] = set()
    for _ in range(_MAX_OBJECTS):
        if not waiting:
            return
        thing = _resolved(waiting.pop(), known)
        if isinstance(thing, DictionaryObject | ArrayObject):
            yield thing
            inner = thing.values() if isinstance(thing, DictionaryObject) else thing
            waiting += [one for one in inner if isinstance(one, _CONTAINERS)]


def catalogue(reader: pypdf.PdfReader) -> DictionaryObject:
    """The root of a document. Raises one of BROKEN where there is none."""
    return _dictionary(reader.trailer["/Root"])


def _resolved(thing: Any, known: set[tuple[int, int]]) -> Any:
    if not isinstance(thing, IndirectObject):
        return thing
    key = (thing.idnum, thing.generation)
    if key in known:
        return None
    known.add(key)
    try:
        return thing.get_object()
    except BROKEN:
        return None


def _image(thing: DictionaryObject) -> Finding | None:
    if thing.get("/Subtype") == "/Image" and _number(thing.get("/Width")) * _number(thing.get("/Height")) > _MAX_PIXELS:
        return _large("ảnh trên 100 triệu điểm ảnh", "a picture of more than 100 million points")
    return None


def _sheet(thing: DictionaryObject) -> Finding | None:
    if thing.get("/Type") not in ("/Page", "/Pages") or "/MediaBox" not in thing:
        return None
    box = thing.get("/MediaBox")
    sides = [_number(side) for side in box] if isinstance(box, ArrayObject) else []
    unit = _number(thing.get("/UserUnit", 1))
    large = not all(abs(side) * unit <= _MAX_POINTS for side in sides)
    if len(sides) != 4 or large or min(abs(sides[2] - sides[0]), abs(sides[3] - sides[1])) < 1:
        return _large("khổ trang quá lớn hoặc không có thật", "a page size too large or not real")
    return None


_CHECKS: tuple[Callable[[DictionaryObject], Finding | None], ...] = (_image, _sheet)


def _dictionary(thing: Any) -> DictionaryObject:
    found = thing.get_object()
    if not isinstance(found, DictionaryObject):
        raise TypeError("not a dictionary")
    return found


def _number(value: Any) -> float:
    """A number that may be behind a reference; infinite where it is none."""
    try:
        plain: Any = value.get_object() if isinstance(value, IndirectObject) else value
        found = float(plain)
    except BROKEN:
        return math.inf
    return found if math.isfinite(found) else math.inf


def _damaged(vi: str, en: str) -> Finding:
    return reasons.finding("file-damaged/irregular-pdf", why=(vi, en))


def _large(vi: str, en: str) -> Finding:
    return reasons.finding("file-over-limit/pdf", why=(vi, en))
