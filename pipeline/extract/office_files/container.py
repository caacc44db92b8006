"""ZIP containers of office files, opened within a budget and read part by part; nothing is unpacked to disk by name.

The directory of a hostile container lies in many ways (sizes, names, doubled or overlapping parts), and two readers
that resolve the lie differently show different texts. So whatever is ambiguous is refused as a whole, before any part
is read.
"""

import html
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import etree

from pipeline import media, settings
from pipeline.document import reasons
from pipeline.document.model import Finding
from pipeline.document.sentences import Said

RATIO_FROM = 1_000_000  # small parts of blank XML reach 300:1 in ordinary files
_LOCAL_HEADER = 30
_PLAIN_NAME = re.compile(r"\[Content_Types\]|[A-Za-z-]*\d*")  # document, image12, [Content_Types]
_WRITES_TO = re.compile(rb"Target\s*=\s*[\"'](?:mailto|tel|sms):([^\"'?]*)", re.IGNORECASE)
_BARE_MARK = re.compile(
    r"(?<![a-z])(?:toi|tuyet)[\W_]?mat(?![a-z])|noi[\W_]?bo(?![a-z])|secret|confidential", re.IGNORECASE
)
# A number under the name of its paper, and those that need none: a mobile telephone, a citizen's number.
_OWN_NUMBER = re.compile(
    r"(?:cccd|cmnd|cmt|sdt|phone|bhyt|stk)[\W_]*\d{8}|(?<!\d)(?:0[35789]\d{8}|0\d{11})(?!\d)", re.IGNORECASE
)
_READ_ELSEWHERE = frozenset({".xml", ".vml"})
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
)


_OFFICE: Said = ("ZIP của DOCX, XLSX hay ODT", "the ZIP of a DOCX, XLSX or ODT")


class UnreadableFile(Exception):
    """A file that cannot be read; `finding` says why. Stays inside this room: every reader turns it into a value."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message_en)


def damaged(name: str, *, found: Said, expected: Said, place: str = "") -> UnreadableFile:
    """The file is not what its type promises; `found` and `expected` in Vietnamese and English."""
    return UnreadableFile(
        reasons.finding("file-damaged/container", place or name, name=name, found=found, expected=expected)
    )


def over_limit(name: str, found: str | Said, limit: str, *, place: str = "") -> UnreadableFile:
    """The file asks for more than one file may have; `found` and `limit` carry their unit."""
    return UnreadableFile(
        reasons.finding("file-over-limit/container", place or name, name=name, found=found, limit=limit)
    )


def active(name: str, part: str, what: str, what_en: str) -> Finding:
    """Something in the file runs or fetches: a macro, an embedded object, a link that loads by itself."""
    return reasons.finding("active-content/container", part, name=name, what=(what, what_en))


@dataclass(frozen=True, slots=True)
class Container:
    """An open container whose directory kept the budget."""

    path: Path
    archive: zipfile.ZipFile
    names: tuple[str, ...]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self.names

    def read(self, name: str) -> bytes:
        """All bytes of a part, never more than its directory entry admits.

        Raises:
            Unreadable: the part is missing or its data is broken.
        """
        try:
            return self.archive.read(name)
        except _ZIP_ERRORS as error:
            found = (f"phần {name} không đọc được", f"part {name} is unreadable: {error}")
            raise damaged(self.path.name, found=found, expected=_OFFICE, place=name) from error

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of a part; empty where its data is broken, which whoever reads the part says."""
        try:
            with self.archive.open(name) as part:
                return part.read(size)
        except _ZIP_ERRORS:
            return b""

    def xml(self, name: str) -> etree._Element:
        """A part as XML, without entities, DTD or network.

        Raises:
            Unreadable: not well-formed, too deep, or with a document type declaration.
        """
        return parse(self.read(name), self.path.name, name)


def is_program(part: str) -> bool:
    """Whether a part is by its name a program, which no document needs."""
    return media.is_program(part.rpartition(".")[2])


def parse(data: bytes, file: str, part: str) -> etree._Element:
    """Well-formed XML without a document type declaration."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if b"<!DOCTYPE" in data[:4096]:
            raise UnreadableFile(active(file, part, "khai báo DOCTYPE", "DOCTYPE declaration")) from error
        found = (f"XML sai tại {part}", f"bad XML in {part}: {error}")
        raise damaged(file, found=found, expected=("XML đúng phép", "well-formed XML"), place=part) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(active(file, part, "khai báo DOCTYPE", "DOCTYPE declaration"))
    return root


def letters(element: etree._Element, paragraphs: Set[str]) -> Iterator[str]:
    """All text under an element: one string a paragraph, and every string that stands outside of one."""
    if element.tag in paragraphs:
        yield "".join(map(str, element.itertext()))
        return
    yield element.text or ""
    for child in element:
        yield from letters(child, paragraphs)
        yield child.tail or ""


def attributes(root: etree._Element) -> Iterator[str]:
    """Words that stand in attributes: names of styles and places, choices, tips, titles, labels of lists."""
    for element in root.iter():
        yield from (value.replace("_", " ") for value in map(str, element.attrib.values()) if is_worded(value))


def is_worded(value: str) -> bool:
    """Whether a name or attribute may be words: Vietnamese, a mark without its signs as names are typed, a number."""
    return not value.isascii() or any(rule.search(value) for rule in (_BARE_MARK, _OWN_NUMBER))


def aside(box: Container) -> Iterator[str]:
    """Words that no part of XML holds: comments of the container, names of parts, plain texts, whom links write to."""
    comments = (box.archive.comment, *(entry.comment for entry in box.archive.infolist()))
    yield from (said.decode("utf-8", "replace") for said in comments)
    for name in box.names:
        path = PurePosixPath(name)
        own = path.stem.partition(".")[0]  # that of document.xml.rels is that of the part
        if not _PLAIN_NAME.fullmatch(own):
            yield own.replace("_", " ")
        if path.suffix == ".rels":
            told = _WRITES_TO.findall(box.read(name))
            yield from (unquote(html.unescape(said.decode("utf-8", "replace"))) for said in told)
        elif path.suffix.lower() not in _READ_ELSEWHERE and not name.endswith("/"):
            yield from _plain_text(box.read(name)).splitlines()


def _plain_text(data: bytes) -> str:
    """The letters of a part that is a plain text; empty for any other."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        said = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in said else re.sub(r"<[^<>]*>", " ", said)


@contextmanager
def opened(path: Path, limits: settings.Limits) -> Iterator[Container]:
    """Open a container whose directory is unambiguous and within the budget.

    Raises:
        Unreadable: it is not.
    """
    _check_start(path)
    try:
        archive = zipfile.ZipFile(path)
    except _ZIP_ERRORS as error:
        found = ("không có mục lục ZIP", f"no ZIP directory: {error}")
        raise damaged(path.name, found=found, expected=_OFFICE) from error
    with archive:
        entries = archive.infolist()
        _check_budget(path, entries, limits)
        _check_names(path, entries)
        _check_overlap(path, entries)
        yield Container(path, archive, tuple(entry.filename for entry in entries))


def _check_start(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise damaged(path.name, found=("tệp rỗng (0 byte)", "an empty file (0 bytes)"), expected=_OFFICE)
    if head == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableFile(encrypted(path.name))
    if not head.startswith(b"PK\x03\x04"):
        raise damaged(path.name, found=(f"byte đầu {head[:4]!r}", f"first bytes {head[:4]!r}"), expected=_OFFICE)


def encrypted(name: str) -> Finding:
    """A password is needed."""
    return reasons.finding("file-encrypted/container", name, name=name)


def _check_budget(path: Path, entries: list[zipfile.ZipInfo], limits: settings.Limits) -> None:
    if len(entries) > limits.archive_entries:
        raise over_limit(path.name, (f"{len(entries)} mục", f"{len(entries)} entries"), str(limits.archive_entries))
    total = sum(entry.file_size for entry in entries)
    if total > limits.output_mb * 1_000_000:
        raise over_limit(path.name, f"{total // 1_000_000} MB", f"{limits.output_mb} MB")
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadableFile(encrypted(path.name))
        if entry.file_size > RATIO_FROM and entry.file_size > limits.archive_ratio * max(entry.compress_size, 1):
            ratio = entry.file_size // max(entry.compress_size, 1)
            found, most = f"{entry.filename}: {ratio}:1", f"{limits.archive_ratio}:1"
            raise over_limit(path.name, found, most, place=entry.filename)


def _check_names(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if name.lower() in seen:
            found = (f"hai phần cùng tên {name}", f"two parts named {name}")
            raise damaged(path.name, found=found, expected=("mỗi tên một phần", "one part of each name"))
        seen.add(name.lower())
        steps = name.split("/")
        climbs = name.startswith("/") or ".." in steps or "\\" in entry.orig_filename or ":" in steps[0]
        cut = entry.orig_filename != name
        if climbs or cut or stat.S_ISLNK(entry.external_attr >> 16):
            found = (f"đường dẫn {name!r}", f"path {name!r}")
            raise damaged(path.name, found=found, expected=("đường dẫn trong tệp", "paths inside the file"))


def _check_overlap(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes let a small file hold many times its size, and show readers different texts."""
    spans = sorted((entry.header_offset, entry.compress_size, entry.filename) for entry in entries)
    if spans and spans[0][0] != 0:
        raise damaged(path.name, found=("dữ liệu lạ trước ZIP", "foreign data before the ZIP"), expected=_OFFICE)
    for (start, size, name), (following, _, _) in pairwise(spans):
        if start + _LOCAL_HEADER + size > following:
            found = (f"phần {name} chồng phần khác", f"{name} overlaps another part")
            raise damaged(path.name, found=found, expected=("các phần rời nhau", "parts apart from each other"))
