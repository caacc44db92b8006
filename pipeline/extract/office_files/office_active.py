"""What is active in a .doc, .odt or .rtf file, looked for in the file itself: a converted copy has lost it already."""

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import olefile
from lxml import etree

from pipeline import media, settings
from pipeline.document import reasons
from pipeline.document.model import Finding
from pipeline.document.sentences import Said
from pipeline.extract.office_files import container, doc_unlisted, fields_active, foreign_parts, rich_text

_OLE_ERRORS = (OSError, ValueError, struct.error, IndexError, TypeError, KeyError, AttributeError, RecursionError)
_MACROS: Said = ("macro", "macro")
_OBJECT: Said = ("đối tượng nhúng", "embedded object")
_LINK: Said = ("liên kết tự nạp", "link that loads by itself")
_ENCRYPTED_DOC = 0x0100  # fEncrypted, FibBase bit 8 of the flags at offset 10 ([MS-DOC] 2.5.2)

_RTF_ACTIVE = (
    (re.compile(rb"\\(?:object|objdata|objocx|objautlink|objemb|objclass)\b"), _OBJECT),
    (re.compile(rb"\\field\b.{0,400}?\\fldinst\b.{0,200}?\bDDE(?:AUTO)?\b", re.DOTALL), ("trường DDE", "DDE field")),
    (re.compile(rb"\\template\s+(?:https?:|\\\\\\\\|ftp:)", re.IGNORECASE), _LINK),
    (re.compile(rb"INCLUDE(?:PICTURE|TEXT)\b.{0,40}?(?:https?:|ftp:|\\\\\\\\)", re.DOTALL | re.IGNORECASE), _LINK),
)
_RTF_GROUP = re.compile(rb"\\[{}\\]|[{}]")
_DEEPEST_GROUP = 500

_RTF_FIELD = re.compile(rb"\\fldinst\b(.{0,2000}?)(?:\\fldrslt\b|\\field\b|\Z)", re.DOTALL)
_RTF_MARKUP = re.compile(rb"\\\*|\\[a-z]+-?\d* ?|[{}\r\n]")
_FIELD = re.compile(r"\x13([^\x13-\x15]{1,500})")
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _SCRIPT, _OFFICE, _DRAW, _FORM = (_ODF % name for name in ("text", "script", "office", "drawing", "form"))
_DDE = ("dde-connection", "dde-connection-decl", "dde-source")
_HREF = "{http://www.w3.org/1999/xlink}href"
_OUTSIDE = re.compile(r"^(?:[a-z][a-z0-9+.-]+:|//|\\\\|/)", re.IGNORECASE)
_PARAGRAPHS = frozenset((_TEXT + "p", _TEXT + "h"))
_TEXT_PARTS = re.compile(r"(?:^|/)(?:content|styles|meta)\.xml$")
_MACRO_PARTS = re.compile(r"^(?:Basic|Scripts)/.+[^/]$", re.IGNORECASE)


def inspect(path: Path, kind: str, limits: settings.Limits) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What is active in a file, and the letters of its own parts where they can be had without converting.

    Raises:
        container.UnreadableFile: protected by a password, not of its format, or over a limit.
    """
    if kind == media.ODT.media:
        return _open_document(path, limits)
    if kind == media.RTF.media:
        return _rich_text(path), tuple(dict.fromkeys(rich_text.letters(path.read_bytes())))
    return _word_97(path)


def _word_97(path: Path) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    try:
        with olefile.OleFileIO(str(path)) as ole:
            names = ["/".join(entry) for entry in ole.listdir(streams=True, storages=True)]
            text = ole.openstream("WordDocument").read()
            flags = struct.unpack_from("<H", text, 10)[0]
            unlisted = tuple(dict.fromkeys(doc_unlisted.texts(ole)))
    except _OLE_ERRORS as error:
        found = ("tệp OLE hỏng", f"broken OLE file: {type(error).__name__}")
        raise container.damaged(path.name, found=found, expected=("tệp DOC", "a DOC file")) from error
    if flags & _ENCRYPTED_DOC:
        raise container.UnreadableFile(container.encrypted(path.name))
    told = {name: what for name in names if (what := _ole_entry(name))}
    if said := _fields(text):
        told["WordDocument"] = said
    return tuple(container.active(path.name, name, *what) for name, what in told.items()), unlisted


def _fields(text: bytes) -> Said | None:
    """What the fields of a text do: each begins with 13 hex and its instruction ends with 14 or 15 hex."""
    both = (text.decode("latin-1"), text.decode("utf-16-le", "replace"))
    codes = ("\n".join(match[1] for match in _FIELD.finditer(letters)) for letters in both)
    return next(filter(None, map(fields_active.of, codes)), None)


def _ole_entry(name: str) -> Said | None:
    if re.search(r"(?:^|/)(?:Macros|_VBA_PROJECT(?:_CUR)?|VBA)$", name):
        return _MACROS
    return _OBJECT if re.match(r"ObjectPool/[^/]+$", name) else None


def _rich_text(path: Path) -> tuple[Finding, ...]:
    data = path.read_bytes()
    depth = deepest = 0
    for brace in _RTF_GROUP.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(brace.group(), 0)
        deepest = max(deepest, depth)
    if deepest > _DEEPEST_GROUP:
        raise container.over_limit(
            path.name, (f"{deepest} nhóm RTF lồng nhau", f"{deepest} groups of RTF in each other"), str(_DEEPEST_GROUP)
        )
    told = [
        (match.group()[:40].decode("ascii", "replace"), what)
        for rule, what in _RTF_ACTIVE
        if (match := rule.search(data))
    ]
    codes = (_RTF_MARKUP.sub(b"", match[1]).decode("latin-1") for match in _RTF_FIELD.finditer(data))
    told += [("fldinst", said) for said in map(fields_active.of, codes) if said]
    return tuple(container.active(path.name, place, *what) for place, what in told)


def _open_document(path: Path, limits: settings.Limits) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    with container.opened(path, limits) as box:
        if box.has("META-INF/manifest.xml") and b"encryption-data" in box.read("META-INF/manifest.xml"):
            raise container.UnreadableFile(container.encrypted(path.name))
        parts = {name: box.xml(name) for name in box.names if _TEXT_PARTS.search(name)}
        told = {name: _MACROS for name in box.names if _MACRO_PARTS.search(name)}
        told |= dict(foreign_parts.of(box))
        told |= {name: _OBJECT for name in box.names if re.fullmatch(r"Object [^/]*", name)}
        for name, root in parts.items():
            told |= {f"{name}: {place}": what for place, what in _elements(root)}
        letters = [text for root in parts.values() for text in container.letters(root, _PARAGRAPHS)]
        letters += container.aside(box)
    letters += [said for root in parts.values() for said in (*_form_words(root), *container.attributes(root))]
    drawn = any(next(root.iter(_DRAW + "control"), None) is not None for root in parts.values())
    found = [container.active(path.name, place, *what) for place, what in told.items()]
    found += [reasons.finding("parts-unread", what=("điều khiển biểu mẫu", "a form control"))] * drawn
    return tuple(found), tuple(letters)


def _form_words(root: etree._Element) -> Iterator[str]:
    """Labels and values of form controls: drawn on the sheet, and lost when LibreOffice writes DOCX."""
    for element in root.iter(_FORM + "*"):
        yield from (element.get(_FORM + name, "") for name in ("label", "value", "current-value", "title"))


def _elements(root: etree._Element) -> Iterator[tuple[str, Said]]:
    for element in root.iter():
        name = etree.QName(element).localname
        if element.tag in (_SCRIPT + "event-listener", _TEXT + "script", _OFFICE + "script"):
            yield name, ("kịch bản", "script")
        elif name in _DDE:
            yield name, ("liên kết DDE", "DDE link")
        elif name in ("applet", "plugin", "object-ole", "floating-frame"):
            yield name, _OBJECT
        elif name != "a" and _OUTSIDE.match(element.get(_HREF, "")) and element.tag != _TEXT + "bookmark":
            yield f"{name} {element.get(_HREF, '')[:120]}", _LINK
