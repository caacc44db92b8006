"""The XML of a package as a small tree, its attachments streamed to disk on the way.

expat without namespace processing reads what real senders write: undeclared prefixes, any order, any case. It is also
the gate: no DOCTYPE (entities cannot exist without one), UTF-8 or UTF-16 only, bounded depth, count and length.
"""

import codecs
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any
from xml.parsers import expat

from lxml import etree

from pipeline import text
from pipeline.ingest import mending
from pipeline.ingest.base64_file import Base64File, Decoded

DEPTH, ELEMENTS, ATTRIBUTES = 64, 20_000, 64
FIELD_LENGTH, HEADER_LENGTH = 60_000, 2_000_000
_JUNK = 4096
_LONG_TAG = 200  # longer ones are not remembered from package to package
_CHUNK = 1 << 16
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"})
# Names, mobiles and e-mails of staff: kept apart here, so that no later line can read them by mistake.
_UNREAD = frozenset({"staffinfo", "email", "telephone", "mobile", "fax", "website", "keyinfo"})
STANDARD = "contenttransferencoded"
# The standard's element, and what gateways that wrap packages once more call it: AttachmentData, FileContent.
_HOLDERS, _HELD = ("attachment", "file", "base64", "binary", "content"), ("data", "content", "base64")
PAYLOADS = frozenset({STANDARD, "base64", *(holder + held for holder in _HOLDERS for held in _HELD)})
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})
_MISMATCH = expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]
_BY_A_SIGN = frozenset(
    expat.errors.codes[name]
    for name in (
        expat.errors.XML_ERROR_INVALID_TOKEN,
        expat.errors.XML_ERROR_UNDEFINED_ENTITY,
        expat.errors.XML_ERROR_BAD_CHAR_REF,
    )
)
_UNKNOWN_ENCODING = frozenset(
    expat.errors.codes[name]
    for name in (expat.errors.XML_ERROR_UNKNOWN_ENCODING, expat.errors.XML_ERROR_INCORRECT_ENCODING)
)


class UnreadablePackage(Exception):
    """The package cannot be read on; `code` is a reason of document/reasons.py."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.place = place


class Node:
    """An element by its local name in lower case; `business` however it is misspelt."""

    __slots__ = ("_below", "_named", "_said", "attributes", "children", "name", "payload", "prefix", "text")

    def __init__(
        self,
        name: str,
        prefix: str = "",
        attributes: Mapping[str, str] = _NO_ATTRIBUTES,
        children: list["Node"] | None = None,
    ) -> None:
        self.name, self.prefix, self.attributes, self.text = name, prefix, attributes, ""
        self.children: list[Node] = [] if children is None else children
        self.payload: Decoded | None = None
        self._below: list[Node] | None = None
        self._named: dict[str, list[Node]] | None = None
        self._said: str | None = None

    @property
    def said(self) -> str:
        """The text in one line; empty for the word null, which some programs write for nothing."""
        if self._said is None:
            line = text.one_line(self.text)
            self._said = "" if line == "null" else line
        return self._said

    def all(self, *names: str) -> Sequence["Node"]:
        """The elements reached by stepping down through `names`."""
        found = [self]
        for name in names:
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def anywhere(self, name: str) -> Sequence["Node"]:
        """All descendants of that name, in document order; asked only of a tree that is finished."""
        if self._named is None:
            self._named = {}
            for node in self.below():
                self._named.setdefault(node.name, []).append(node)
        return self._named.get(name, ())

    def below(self) -> list["Node"]:
        """All descendants, in document order; asked only of a tree that is finished."""
        if self._below is None:
            self._below, waiting = [], self.children[::-1]
            while waiting:
                node = waiting.pop()
                self._below.append(node)
                if node.children:
                    waiting += node.children[::-1]
        return self._below


@dataclass(frozen=True, slots=True)
class Parsed:
    """What could be read: the tree (a part of it, when `problem` stopped the reading) and what went wrong."""

    root: Node
    problem: UnreadablePackage | None = None
    repaired: bool = False
    aside: Sequence[Node] = ()  # what no value is read from: staff, comments
    mended: tuple[str, str] = ("", "")  # the signs that were put right, in Vietnamese and English


def parse(path: Path, workdir: Path, *, attachment_bytes: int, attachments: int, whole: bytes | None = None) -> Parsed:
    """Read the XML file at `path` (`whole`: its bytes, where known); attachments go to `workdir` under generated names.

    Tags that do not match are repaired by libxml2, which guesses, and marked so: of nine example files of two senders
    one had them. Signs that XML wants written otherwise are mended where they can be read in one way alone.
    """
    make = partial(_Builder, workdir, attachment_bytes, attachments)
    builder = make()
    try:
        with path.open("rb") if whole is None else io.BytesIO(whole) as file:
            _stream(file, builder)
        return Parsed(builder.root, aside=builder.aside)
    except UnreadablePackage as problem:
        return Parsed(builder.root, problem, aside=builder.aside)
    except expat.ExpatError as error:
        builder.close()
        if error.code == _MISMATCH:
            return _repaired(_xml_of(path), make())
        code = "xml-bad-encoding" if error.code in _UNKNOWN_ENCODING else "xml-not-well-formed"
        broken = Parsed(builder.root, UnreadablePackage(code, f"dòng {error.lineno}"), aside=builder.aside)
        return (error.code in _BY_A_SIGN and _mended(path, make)) or broken
    finally:
        builder.close()


def _mended(path: Path, make: Callable[[], "_Builder"]) -> Parsed | None:
    """What is read once the signs at fault are put right; None where there are none, or where that was not all."""
    mended = mending.of(_xml_of(path))
    if mended is None:
        return None
    builder = make()
    try:
        parser = _parser(builder, "utf-8")
        parser.Parse(mended.data, True)
        return Parsed(builder.root, aside=builder.aside, mended=mended.what)
    except UnreadablePackage as problem:
        return Parsed(builder.root, problem, aside=builder.aside, mended=mended.what)
    except expat.ExpatError as error:
        builder.close()
        return _repaired(mended.data, make()) if error.code == _MISMATCH else None
    finally:
        builder.close()


def _xml_of(path: Path) -> bytes:
    data = path.read_bytes()
    return data[start_of_xml(data[: 2 * _JUNK]) or 0 :]


def start_of_xml(head: bytes) -> int | None:
    """Where the XML begins behind junk of at most 4 KB; None when there is none."""
    if head.startswith(_BOMS[1:]) or head[:4] in (b"<\0?\0", b"\0<\0?"):
        return 0
    at = head.find(b"<?xml")
    if 0 <= at <= _JUNK:
        return at
    bare = head.removeprefix(_BOMS[0]).lstrip()
    return len(head) - len(bare) if re.match(rb"<[A-Za-z_]", bare) else None


def _stream(file: IO[bytes], builder: "_Builder") -> None:
    head = file.read(2 * _JUNK)
    start = start_of_xml(head)
    if start is None:
        raise UnreadablePackage(_what_instead(head))
    parser = _parser(builder)
    file.seek(start)
    while chunk := file.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _what_instead(head: bytes) -> str:
    """XML in an encoding that hides it from a look at the bytes is held; anything else is not a package."""
    hidden = head[:200].decode("cp037", "replace") + head[:200].decode("utf-7", "replace")
    return "xml-bad-encoding" if "<?xml" in hidden else "not-xml"


def _parser(builder: "_Builder", encoding: str | None = None) -> Any:
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.buffer_size = _CHUNK
    parser.XmlDeclHandler = _declaration
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = builder.start
    parser.CharacterDataHandler = builder.characters
    parser.EndElementHandler = builder.end
    parser.CommentHandler = builder.comment
    parser.ProcessingInstructionHandler = builder.instruction
    return parser


def _declaration(version: str, encoding: str | None, _standalone: int) -> None:
    if version != "1.0":
        raise UnreadablePackage("xml-version")
    if encoding and encoding.lower() not in _ENCODINGS:
        raise UnreadablePackage("xml-bad-encoding")


def _doctype(*_: object) -> None:
    raise UnreadablePackage("xml-dtd-forbidden")


def _repaired(data: bytes, builder: "_Builder") -> Parsed:
    parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        top: Any = etree.fromstring(data, parser)
        if top is None or top.getroottree().docinfo.doctype:
            raise UnreadablePackage("xml-not-well-formed")
        for beside in (*top.itersiblings(preceding=True), top, *top.itersiblings()):
            _walk(beside, builder)
        return Parsed(builder.root, repaired=True, aside=builder.aside)
    except UnreadablePackage as problem:
        return Parsed(builder.root, problem, repaired=True, aside=builder.aside)
    except (etree.XMLSyntaxError, ValueError):
        return Parsed(builder.root, UnreadablePackage("xml-not-well-formed"))
    finally:
        builder.close()


def _walk(element: Any, builder: "_Builder") -> None:
    """Hand a repaired element and what follows it to the builder, which bounds the depth.

    A comment, an instruction or an entity that nobody declared stands among the elements and has words behind it.
    """
    if isinstance(element.tag, str):
        builder.start(element.tag.replace("}", ":"), {str(k): str(v) for k, v in element.attrib.items()})
        builder.characters(element.text or "")
        for child in element:
            _walk(child, builder)
        builder.end(element.tag)
    elif element.tag is not etree.Entity:
        builder.comment(element.text or "")
    builder.characters(element.tail or "")


@lru_cache(maxsize=1024)
def _known_local(tag: str) -> tuple[str, str]:
    """The local name and the prefix of a tag; all packages have the same few."""
    prefix, _, local = tag.rpartition(":")
    return local.lower().replace("bussiness", "business"), prefix


class _Builder:
    """Makes the tree; holds the budgets."""

    def __init__(self, workdir: Path, attachment_bytes: int, attachments: int) -> None:
        self.root = Node("")
        self.aside: list[Node] = []
        self._open = [self.root]
        self._workdir = workdir
        self._attachment_bytes = attachment_bytes
        self._most_attachments = attachments
        self._elements = self._attachments = self._length = self._unread = 0
        self._payload: Base64File | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._elements += 1
        if self._elements > ELEMENTS or len(attributes) > ATTRIBUTES or len(self._open) + self._unread > DEPTH:
            raise self._exceeded()
        name, prefix = _known_local(tag) if len(tag) < _LONG_TAG else _known_local.__wrapped__(tag)
        kept = {key: value[:FIELD_LENGTH] for key, value in attributes.items()} if attributes else _NO_ATTRIBUTES
        node = Node(name, prefix, kept)
        if self._unread or name in _UNREAD:
            self._unread += 1
            self.aside.append(node)
            return
        self._open[-1].children.append(node)
        self._open.append(node)
        if name in PAYLOADS:
            self._begin_payload()

    def comment(self, data: str) -> None:
        self.aside.append(Node("comment"))
        self._add(self.aside[-1], data)

    def instruction(self, target: str, data: str) -> None:
        self.comment(f"{target} {data}")

    def characters(self, data: str) -> None:
        if self._payload and not self._unread:
            self._payload.feed(data)
        else:
            self._add(self.aside[-1] if self._unread else self._open[-1], data)

    def _add(self, node: Node, data: str) -> None:
        self._length += len(data)
        if len(node.text) + len(data) > FIELD_LENGTH or self._length > HEADER_LENGTH:
            raise UnreadablePackage("field-too-long", node.name)
        node.text += data

    def end(self, _tag: str) -> None:
        if self._unread:
            self._unread -= 1
            return
        if self._payload and self._open[-1].name in PAYLOADS:
            self._open[-1].payload = self._payload.close()
            self._payload = None
        self._open.pop()

    def close(self) -> None:
        """Give up a payload that the file ends in."""
        if self._payload:
            self._payload.close()
            self._payload = None

    def _exceeded(self) -> UnreadablePackage:
        return UnreadablePackage("xml-too-deep" if len(self._open) + self._unread > DEPTH else "xml-too-large")

    def _begin_payload(self) -> None:
        self._attachments += 1
        if self._attachments > self._most_attachments:
            raise UnreadablePackage("too-many-attachments")
        if self._payload:
            raise UnreadablePackage("xml-unexpected-element", "ContentTransferEncoded")
        target = self._workdir / f"attachment-{self._attachments:04}.bin"
        self._payload = Base64File(target, self._attachment_bytes)
