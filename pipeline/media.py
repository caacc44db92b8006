"""What a file is, told by its bytes; its name only chooses among kinds of text.

Declared types and extensions lie: of real packages, `application/zip` wraps Word files, `.doc` files hold HTML, and an
`.xls` may be an OOXML workbook. Nothing here decompresses more than a few hundred bytes, and no parser of a document
format is started: those run in the limited child only.
"""

import base64
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type and the extension that the archive stores such a file under (ASCII, without dot)."""

    media: str
    ext: str


PDF = MediaType("application/pdf", "pdf")
DOCX = MediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx")
DOCM = MediaType("application/vnd.ms-word.document.macroenabled.12", "docm")
DOC = MediaType("application/msword", "doc")
XLSX = MediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
XLSM = MediaType("application/vnd.ms-excel.sheet.macroenabled.12", "xlsm")
XLS = MediaType("application/vnd.ms-excel", "xls")
PPTX = MediaType("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx")
ODT = MediaType("application/vnd.oasis.opendocument.text", "odt")
ODS = MediaType("application/vnd.oasis.opendocument.spreadsheet", "ods")
OLE = MediaType("application/x-ole-storage", "ole")
RTF = MediaType("application/rtf", "rtf")
HTML = MediaType("text/html", "html")
SVG = MediaType("image/svg+xml", "svg")
JPEG = MediaType("image/jpeg", "jpg")
PNG = MediaType("image/png", "png")
TIFF = MediaType("image/tiff", "tif")
ZIP = MediaType("application/zip", "zip")
XML = MediaType("application/xml", "xml")
EDXML = MediaType("application/edxml+xml", "edxml")
MIME = MediaType("multipart/related", "mime")
MHT = MediaType("application/x-mimearchive", "mht")
TEXT = MediaType("text/plain", "txt")
MARKDOWN = MediaType("text/markdown", "md")
SCRIPT = MediaType("text/x-script", "js")
EXECUTABLE = MediaType("application/vnd.microsoft.portable-executable", "exe")
EMPTY = MediaType("application/x-empty", "bin")
UNKNOWN = MediaType("application/octet-stream", "bin")

READABLE = frozenset(kind.media for kind in (PDF, DOCX, DOC, ODT, RTF, HTML, MHT, JPEG, PNG, TIFF))
ANNEXES_ONLY = frozenset(kind.media for kind in (XLSX, XLS, ODS))
CHECK_ONLY = frozenset(kind.media for kind in (TEXT, MARKDOWN))
PACKAGES = frozenset(kind.media for kind in (EDXML, MIME))
IMAGES = frozenset(kind.media for kind in (JPEG, PNG, TIFF))
PUBLISHED = READABLE | ANNEXES_ONLY

EXTENSIONS = {kind.media: kind.ext for kind in tuple(globals().values()) if isinstance(kind, MediaType)}

HEAD = 4096  # bytes that tell a kind
_PROGRAM = re.compile(
    r"(?:exe|com|scr|pif|bat|cmd|ps1|vb[se]|jse?|ws[fh]|hta|msi|jar|class|py|lnk|php\d?|phtml|aspx?|jsp|cgi|sh|dll|reg)",
    re.IGNORECASE,
)
_MAGIC = (
    (b"%PDF-", PDF),
    (b"{\\rtf", RTF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"MZ", EXECUTABLE),
    (b"\x7fELF", EXECUTABLE),
    (b"\xca\xfe\xba\xbe", EXECUTABLE),
    (b"\xcf\xfa\xed\xfe", EXECUTABLE),
    (b"#!", SCRIPT),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (("WordDocument", DOC), ("Workbook", XLS), ("Book", XLS))
_BY_NAME = {
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "htm": HTML,
    "html": HTML,
    "xhtml": HTML,
    "mht": MHT,
    "mhtml": MHT,
    **dict.fromkeys(("js", "vbs", "vba", "bat", "cmd", "ps1", "sh", "php", "py", "wsf", "hta", "jse", "vbe"), SCRIPT),
}
_PLAIN_NAMES = ("txt", "md", "markdown")
_HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|script|meta|title|table|div|p|style|iframe)\b",
    re.I | re.S,
)
_XML_START = re.compile(r"<\?xml\b|<(?:[\w.-]+:)?(?:edXML|Envelope|svg)\b", re.I)
_EDXML = re.compile(r"edxml|<(?:[\w.-]+:)?MessageHeader\b", re.I)
_MIME_START = re.compile(rb"(?:mime-version|content-type|message-id|date|from|soapaction)\s*:|--[^\s-]", re.I)
_MIME_BODY = re.compile(rb"multipart/related|^content-(?:type|id|transfer-encoding)\s*:", re.I | re.M)
# A page saved whole begins with a part of text/html, a message from the axis with its XML.
_PART = re.compile(rb"^(?:content-type\s*:\s*|\s+type\s*=\s*\"?)(?!multipart/)([\w.+/-]+)", re.I | re.M)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    struct.error,
)
_MOST_ENTRIES = 5000

_DATA_URL_AS_TYPED = re.compile(rb"data:(?:[\w/+.-]{3,60})?(?:;[\w.-]{1,20}=[\w. -]{1,60})*;base64,")
_DATA_URL = re.compile(rb"data[\w+/]{0,100}base64[A+/]{0,3}")


def is_program(ending: str) -> bool:
    """Whether a system runs files of this ending ("exe"), wherever one stands: in a name, in a container."""
    return _PROGRAM.fullmatch(ending) is not None


def sniff(path: Path) -> MediaType:
    """The kind of a file, by magic and container first, then among text kinds by name.

    Raises:
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    return kind_of(head, path)


def kind_of(head: bytes, path: Path, name: str = "") -> MediaType:
    """`sniff` for a file whose first bytes are known and whose name is not that of `path`."""
    if not head:
        return EMPTY
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _in_zip(path)
    if head.startswith(_OLE_MAGIC):
        return _in_ole(path)
    if b"%PDF-" in head[:1024]:
        return PDF  # readers accept up to 1,024 bytes of junk before the header, and so do senders
    return _textual(head, (name or path.name).rpartition(".")[2].lower())


def windows(path: Path, overlap: int) -> Iterator[tuple[bytes, int]]:
    """A file a megabyte at a time, each behind the last `overlap` bytes of the one before; how many those are.

    Attachments may be as large as memory; what is looked for and at most `overlap` + 1 bytes long is in one piece.
    """
    kept = b""
    with path.open("rb") as file:
        while chunk := file.read(1 << 20):
            window = kept + chunk if kept else chunk
            yield window, len(kept)
            kept = window[-overlap:]


def is_data_url(before: bytes) -> bool:
    """Whether bytes before a file are "data:application/pdf;base64," decoded with it, as a signing program leaves them.

    Lenient decoders take ":", ";" and "," for the letter of value 0, or leave them out; with 21 such bytes came three
    of 57 signed PDFs.
    """
    return bool(_DATA_URL.fullmatch(base64.b64encode(before)) or _DATA_URL_AS_TYPED.fullmatch(before))


def zip_names(path: Path) -> tuple[str, ...]:
    """Names of a ZIP's entries; empty when it is damaged or lists more than 5,000."""
    try:
        if _declared_entries(path) > _MOST_ENTRIES:
            return ()
        with zipfile.ZipFile(path) as archive:
            return tuple(archive.namelist())
    except _ZIP_ERRORS:
        return ()


def _in_zip(path: Path) -> MediaType:
    names = zip_names(path)
    if "[Content_Types].xml" in names:
        return _office_open(path, names)
    if "mimetype" in names:
        said = _member(path, "mimetype").strip().decode("ascii", "replace")
        return next((kind for kind in (ODT, ODS) if said in (kind.media, kind.media + "-template")), ZIP)
    return ZIP


def _office_open(path: Path, names: tuple[str, ...]) -> MediaType:
    macros = b"macroenabled" in _member(path, "[Content_Types].xml").lower()
    for folder, plain, active in (("word/", DOCX, DOCM), ("xl/", XLSX, XLSM), ("ppt/", PPTX, PPTX)):
        if any(name.startswith(folder) for name in names):
            return active if macros else plain
    return ZIP


def _member(path: Path, name: str) -> bytes:
    """The first 64 KB of an entry; empty when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as entry:
            return entry.read(65536)
    except (*_ZIP_ERRORS, KeyError, RuntimeError, zlib.error):
        return b""


def _declared_entries(path: Path) -> int:
    """What the end record says; the list itself is read only when that is a sane number."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 65557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    return struct.unpack_from("<H", tail, at + 10)[0] if 0 <= at <= len(tail) - 22 else 0


def _in_ole(path: Path) -> MediaType:
    """By the names in the directory, found without parsing: an entry is its UTF-16 name padded to 64 bytes."""
    for name, kind in _OLE_STREAMS:
        entry = name.encode("utf-16-le").ljust(64, b"\0")
        if any(entry in window for window, _ in windows(path, len(entry) - 1)):
            return kind
    return OLE


def _textual(head: bytes, ext: str) -> MediaType:
    if ext not in _PLAIN_NAMES:
        marked = _marked_up(head)
        if marked:
            return marked
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _BY_NAME.get(ext, TEXT)
    if _CONTROL.search(head):
        return UNKNOWN
    if _HTML_START.match(head.removeprefix(b"\xef\xbb\xbf")):
        return HTML
    return _BY_NAME.get(ext, TEXT)


def _marked_up(head: bytes) -> MediaType | None:
    if _MIME_START.match(head) and _MIME_BODY.search(head[:2048]):
        first = _PART.search(head)
        return MHT if first and first[1].lower() in (b"text/html", b"application/xhtml+xml") else MIME
    text = _decoded(head)
    if _HTML_START.match(text.encode("utf-8", "replace").removeprefix(b"\xef\xbb\xbf")):
        return HTML
    if not _XML_START.search(text[:2048]):
        return None
    if _EDXML.search(text):
        return EDXML
    if re.search(r"<html\b", text, re.I):
        return HTML
    return SVG if re.search(r"<svg\b", text, re.I) else XML


def _decoded(head: bytes) -> str:
    """UTF-16 with a mark or with zero bytes where ASCII would leave them, else UTF-8; never fails."""
    if head.startswith(b"\xff\xfe") or head[1:8:2] == b"\0\0\0\0":
        return head.decode("utf-16-le", "replace")
    if head.startswith(b"\xfe\xff") or head[0:8:2] == b"\0\0\0\0":
        return head.decode("utf-16-be", "replace")
    return head.decode("utf-8", "replace")
