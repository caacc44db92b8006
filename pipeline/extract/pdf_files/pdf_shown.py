"""Which letters the content of a PDF page draws, by a walk of our own: it tells whether the first reader saw them all.

The walk knows just enough of content streams (ISO 32000-1, 7.8.2 and 9.4): strings, the font they are set in, forms
that are drawn. Every string counts as shown, whatever command it belongs to. Of what the walk cannot follow it says so,
and a whole reader is asked: pypdf's own takes thirty times as long, and most pages of honest files hide nothing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pypdf
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from pipeline.extract.pdf_files.pdf_objects import BROKEN

_DEEP, _MOST_FORMS = 8, 2000  # forms within forms, and all that a page draws
_MOST_CODES = 1 << 16
_END = rb"(?![^\s()<>\[\]{}/%])"
_STRING = rb"\((?:[^()\\]|\\.)*\)"  # without brackets in it
_HEX = rb"<[0-9A-Fa-f\s]*>"
# Each alternative begins with a plain sign, so that the search passes over numbers at the speed of C.
_TOKEN = re.compile(
    rb"\[((?:[-+.\d\s]|" + _HEX + rb"|" + _STRING + rb")*)\]"
    rb"|<<(?:[^<>()]|" + _HEX + rb"|" + _STRING + rb")*>>"
    rb"|(" + _HEX + rb")|(" + _STRING + rb")"
    rb"|/([^\s()<>\[\]{}/%]*)(?:\s+(?:[-+.\d]+\s+)?(Tf|Do|gs)" + _END + rb")?"
    rb"|q" + _END + rb"|Q" + _END + rb"|Tf" + _END + rb"|Do" + _END + rb"|gs" + _END + rb"|BI" + _END + rb"|\(|<|%",
    re.DOTALL,
)
_ARRAY, _HEXED, _WRITTEN, _NAMED, _COMMAND = range(1, 6)
_PIECE = re.compile(rb"(" + _HEX + rb")|(" + _STRING + rb")", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_CODES = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}


class _Lost(ValueError):
    """The walk came to something that it cannot follow."""


class Walk:
    """The pages of one file; what their fonts say is looked up once."""

    def __init__(self) -> None:
        self._fonts: dict[int, tuple[int, Mapping[int, str]]] = {}
        self._forms = 0  # drawn on the page so far: ten that draw ten each, eight deep, would never end

    def letters(self, page: pypdf.PageObject) -> str | None:
        """All that the page's content draws, in no order; None where that cannot be told."""
        self._forms = 0
        try:
            contents = page.get_contents()
            data = contents.get_data() if contents is not None else b""
            return "".join(self._drawn(data, _inner(page, "/Resources"), 0))
        except BROKEN:
            return None

    def _drawn(self, data: bytes, resources: DictionaryObject, depth: int) -> Iterator[str]:
        shown, font, kept = defaultdict[str, list[bytes]](list), "", list[str]()
        for match in _TOKEN.finditer(data):
            kind = match.lastindex
            if kind == _ARRAY:
                shown[font].append(_pieces(match[_ARRAY]))
            elif kind in (_HEXED, _WRITTEN):
                shown[font].append(_pieces(match[0]))
            elif kind == _COMMAND:
                name = "/" + match[_NAMED].decode("latin-1")
                font = name if match[_COMMAND] == b"Tf" else font
                yield from self._named(match[_COMMAND], name, resources, depth)
            elif match[0] == b"q":
                kept.append(font)
            elif match[0] == b"Q":
                font = kept.pop() if kept else font
            elif kind is None and not match[0].startswith(b"<<"):
                raise _Lost
        for name, strings in shown.items():
            yield self._decoded(b"".join(strings), name, resources)

    def _named(self, command: bytes, name: str, resources: DictionaryObject, depth: int) -> Iterator[str]:
        if command == b"gs" and "/Font" in _inner(_inner(resources, "/ExtGState"), name):
            raise _Lost
        if command != b"Do":
            return
        form = _inner(_inner(resources, "/XObject"), name)
        if form.get("/Subtype") == "/Form" and isinstance(form, StreamObject):
            self._forms += 1
            if depth >= _DEEP or self._forms > _MOST_FORMS:
                raise _Lost
            yield from self._drawn(form.get_data(), _inner(form, "/Resources") or resources, depth + 1)

    def _decoded(self, data: bytes, name: str, resources: DictionaryObject) -> str:
        if not data:
            return ""
        fonts = _inner(resources, "/Font")
        if name not in fonts:
            raise _Lost
        wide, said = self._font(fonts, name)
        if wide == 1:
            return data.decode("latin-1").translate(said)
        if len(data) % 2:
            raise _Lost
        return data.decode("utf-16-be", "surrogatepass").translate(said)

    def _font(self, fonts: DictionaryObject, name: str) -> tuple[int, Mapping[int, str]]:
        reference = fonts.raw_get(name)
        if not isinstance(reference, IndirectObject):
            return _codes(_inner(fonts, name))
        if reference.idnum not in self._fonts:
            self._fonts[reference.idnum] = _codes(_inner(fonts, name))
        return self._fonts[reference.idnum]


def _inner(thing: DictionaryObject, key: str) -> DictionaryObject:
    found: Any = thing.get(key)
    found = found.get_object() if found is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _pieces(written: bytes) -> bytes:
    """The bytes of the strings in an array, or of one string, in one."""
    if b"(" not in written:
        digits = b"".join(re.findall(rb"<([^>]*)>", written)) if b"<" in written else b""
        return bytes.fromhex(digits.decode("ascii"))
    return b"".join(
        bytes.fromhex(hexed[1:-1].decode("ascii")) if hexed else _unescaped(plain[1:-1])
        for hexed, plain in _PIECE.findall(written)
    )


def _unescaped(plain: bytes) -> bytes:
    if b"\\" not in plain:
        return plain
    return _ESCAPE.sub(
        lambda one: bytes([int(one[1], 8) & 0xFF]) if one[1].isdigit() else _ESCAPED.get(one[1], one[1]), plain
    )


def _codes(font: DictionaryObject) -> tuple[int, Mapping[int, str]]:
    """How many bytes a code of a font has, and what letters the codes are (ISO 32000-1, 9.10.2)."""
    wide = 2 if font.get("/Subtype") == "/Type0" else 1
    encoding = font.get("/Encoding")
    table = _inner(font, "/ToUnicode")
    known = dict(_to_unicode(table.get_data())) if isinstance(table, StreamObject) else {}
    if wide == 2:
        if encoding not in ("/Identity-H", "/Identity-V") or not known:
            raise _Lost
        return wide, defaultdict(str, known)
    if encoding in _CODES:
        return wide, {code: bytes([code]).decode(_CODES[encoding], "replace") for code in range(256)} | known
    if not known:
        raise _Lost
    return wide, known


def _to_unicode(data: bytes) -> Iterator[tuple[int, str]]:
    left = _MOST_CODES
    for kind, section in _SECTION.findall(data):
        if kind == b"char":
            yield from ((_number(code), _said(said)) for code, said in _PAIR.findall(section))
            continue
        for first, last, start, listed in _RANGE.findall(section):
            low, high = _number(first), _number(last)
            left -= max(high - low, 0)
            if left < 0:
                raise _Lost
            yield from _ranged(low, high, start, listed)


def _ranged(low: int, high: int, start: bytes, listed: bytes) -> Iterator[tuple[int, str]]:
    if listed:
        yield from zip(range(low, high + 1), map(_said, re.findall(rb"<([0-9A-Fa-f\s]*)>", listed)), strict=False)
    elif said := _said(start):
        yield from ((code, said[:-1] + chr(ord(said[-1]) + code - low)) for code in range(low, high + 1))


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _said(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
