"""Attachments as received files: wrappers undone, kinds told by bytes, names made harmless, lies written down."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import media, settings
from pipeline.document import reasons
from pipeline.document.model import Declared, Finding, ReceivedFile, Wording
from pipeline.ingest import archive_zip, file_names, roles
from pipeline.media import MediaType

_MB = 1_000_000
_SAME = {"jpeg": "jpg", "jpe": "jpg", "tiff": "tif", "htm": "html", "xhtml": "html", "mhtml": "mht"}
# What clerks' programs really write under these endings; elsewhere a false ending is held.
_HARMLESS = {
    "doc": {"doc", "docx", "rtf"},
    "rtf": {"rtf", "doc", "docx"},
    "xls": {"xls", "xlsx"},
    "jpg": {"jpg", "png", "tif"},
    "png": {"jpg", "png", "tif"},
    "tif": {"jpg", "png", "tif"},
}
_CONTAINERS = frozenset(
    {"docx", "xlsx", "odt", "ods"}
)  # a ZIP under such a name lacks its inner list: cut short or not one
_TEST_VIRUS = b"EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE"
_ENDS = {media.PDF: b"%%EOF", media.JPEG: b"\xff\xd9", media.PNG: b"IEND", media.RTF: b"}", media.ZIP: b"PK\x05\x06"}
_TOLD_BY_BYTES = frozenset({media.PDF, media.JPEG, media.PNG, media.TIFF})  # to their readers, whatever the name
_HALF_END = re.compile(rb"[\r\n]%(?:%(?:E(?:O)?)?)?$")
_END, _ZIP_END, _TABLES = b"%%EOF", b"PK\x05\x06", b"startxref"
_MANGLED = b"\xef\xbf\xbd"  # what a wrong decoder leaves behind
_MANGLED_RUNS = 50  # by chance these three bytes stand once in 17 million


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it came: `name` and `declared` (media type) are the sender's words."""

    path: Path
    name: str
    size: int
    sha256: str
    declared: str = ""
    wrapped: bool = False
    unpadded: bool = False  # its Base64 lacks the last padding: it may have been cut
    head: bytes = b""  # the first bytes, perhaps all of them, where whoever wrote the file still knows them


@dataclass(frozen=True, slots=True)
class Contents:
    """What one received file holds: its header, its files, what is wrong with them, every text of the envelope."""

    declared: Declared
    files: tuple[ReceivedFile, ...]
    findings: tuple[Finding, ...]
    wordings: tuple[Wording, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedFiles:
    """The files of a package, what is wrong with them, and every name that came with them, as it came."""

    files: tuple[ReceivedFile, ...]
    findings: tuple[Finding, ...]
    names: tuple[str, ...]


def receive(
    incoming: Sequence[Incoming], workdir: Path, limits: settings.Limits, *, alone: bool = False, code: str = ""
) -> OpenedFiles:
    """The files of one package, with roles; `alone` for a bare file, where HTML is a document and text is checked.

    `code` is the declared number, which tells the main text among several files.
    """
    problems: list[Finding] = []
    files: list[ReceivedFile] = []
    said = [item.name for item in incoming]
    for item, head in _Wrappers(workdir, limits, problems, said).files(incoming):
        if len(files) == limits.attachments:
            problems.append(reasons.finding("too-many-attachments"))
            break
        place = f"tệp {len(files) + 1}"
        kind = media.kind_of(head[: media.HEAD], item.path, item.name)
        problems += _objections(item, kind, head, place, alone=alone)
        shown = file_names.display(item.name, number=len(files) + 1, ext=kind.ext)
        if shown != item.name and not file_names.hostile(item.name):
            problems.append(reasons.finding("name-cleaned", place))
        path = _endowed(item.path, kind, workdir)
        files.append(ReceivedFile(shown, item.sha256, item.size, kind.media, path))
    distinct = file_names.distinct(file.name for file in files)
    renamed = [
        file if file.name == name else replace(file, name=name) for file, name in zip(files, distinct, strict=True)
    ]
    return OpenedFiles(roles.assign(renamed, code=code), tuple(problems), tuple(said))


@dataclass(frozen=True, slots=True)
class _Wrappers:
    """Takes files out of ZIPs, and writes down what it found wrong and every name that it came across."""

    workdir: Path
    limits: settings.Limits
    problems: list[Finding]
    said: list[str]

    def files(self, incoming: Sequence[Incoming]) -> Iterator[tuple[Incoming, bytes]]:
        """The files, each with its first bytes; a ZIP in a ZIP is opened within what the outer one leaves."""
        for number, item in enumerate(incoming, 1):
            left, place = self.limits.attachment_mb * _MB, f"tệp {number}"
            outer = self._taken_out(item, place, left)
            left -= sum(one.size for one in outer if one.wrapped)
            for one in outer:
                inner = self._taken_out(one, place, left) if one.wrapped else [one]
                left -= sum(deeper.size for deeper in inner if deeper is not one)
                yield from ((deeper, deeper.head or _head(deeper.path)) for deeper in inner)

    def _taken_out(self, item: Incoming, place: str, left: int) -> list[Incoming]:
        """What a wrapper holds; a file that is none by itself, and nothing where the wrapper may not be used."""
        head = item.head or _head(item.path)
        zipped = head.startswith(b"PK") and media.kind_of(head[: media.HEAD], item.path, item.name) == media.ZIP
        if not zipped or not archive_zip.wraps(item.path, item.name):
            return [item]
        self.said.extend((*media.zip_names(item.path), *archive_zip.comments(item.path)))
        if file_names.hostile(item.name):
            self.problems.append(reasons.finding("name-hostile", place))
        try:
            entries = archive_zip.take_out(item.path, self.workdir, self.limits, left=left)
        except archive_zip.Refused as refused:
            self.problems.append(reasons.finding(refused.code, place))
            return []
        self.problems.append(reasons.finding("archive-unwrapped", place))
        return [_from_entry(item, entry, alone=len(entries) == 1) for entry in entries]


def _from_entry(item: Incoming, entry: archive_zip.ZipEntry, *, alone: bool) -> Incoming:
    """A single file keeps the attachment's name (the entry's is a made-up one), unless that says only .zip."""
    own = entry.name.replace("\\", "/").rpartition("/")[2]
    name = item.name if alone and file_names.extension(item.name) not in ("zip", "") else own
    return Incoming(entry.path, name, entry.size, entry.sha256, item.declared, wrapped=True)


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(media.HEAD)


def _endowed(path: Path, kind: MediaType, workdir: Path) -> Path:
    """A decoded file under the ending of its kind, where LibreOffice or openpyxl go by it. A file of others stays."""
    if kind in _TOLD_BY_BYTES or path.parent != workdir:
        return path
    return path.rename(path.with_suffix(f".{kind.ext}"))


def _objections(item: Incoming, kind: MediaType, head: bytes, place: str, *, alone: bool) -> Iterator[Finding]:
    if file_names.hostile(item.name):
        yield reasons.finding("name-hostile", place)
    if kind == media.EMPTY:
        yield reasons.finding("attachment-empty", place)
        return
    if kind == media.ZIP and file_names.extension(item.name) in _CONTAINERS:
        yield reasons.finding("file-damaged", place)
        return
    allowed = media.PUBLISHED - (frozenset() if alone else {media.HTML.media, media.MHT.media})
    if item.wrapped and kind == media.EDXML:
        yield reasons.finding("type-not-allowed/package", place)
    elif kind.media not in allowed and not (alone and kind.media in media.CHECK_ONLY):
        yield reasons.finding("type-not-allowed", place, media=kind.media)
    yield from _lies(item, kind, place)
    whole = head if len(head) == item.size else None
    yield from _contents(item.path, kind, head[:1024], whole, place)
    if item.unpadded and not _ended(item.path, kind):
        yield reasons.finding("file-damaged", place)


def _lies(item: Incoming, kind: MediaType, place: str) -> Iterator[Finding]:
    said = file_names.extension(item.name)
    said = _SAME.get(said, said)
    if said in media.EXTENSIONS.values() and said != kind.ext:
        code = "type-lie" if kind.ext in _HARMLESS.get(said, ()) else "type-mismatch"
        yield reasons.finding(code, place, media=kind.media)
    elif item.declared and not item.wrapped and kind.ext not in item.declared and item.declared != kind.media:
        yield reasons.finding("type-lie", place, media=kind.media)


def _contents(path: Path, kind: MediaType, head: bytes, whole: bytes | None, place: str) -> Iterator[Finding]:
    """What a look at the raw bytes shows, without any parser."""
    if _TEST_VIRUS in head:
        yield reasons.finding("malware-signature", place)
    if kind == media.PDF:
        yield from (reasons.finding(code, place) for code in _pdf(path, head, whole))


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 1024))
        return file.read()


def _ended(path: Path, kind: MediaType) -> bool:
    """Whether a file has the end mark of its kind, where the kind has one; the readers of the others miss a byte."""
    mark = _ENDS.get(kind)
    return mark is None or mark in _tail(path)


def _pdf(path: Path, head: bytes, whole: bytes | None) -> Iterator[str]:
    """Faults of transport, and a second format before the header or behind the end."""
    before = head[: head.find(b"%PDF-")].removeprefix(b"\xef\xbb\xbf").strip()
    windows = media.windows(path, len(_TABLES) - 1) if whole is None else ((whole, 0),)
    ended, packed, tables, mangled = _marks(windows)
    if before and media.is_data_url(before):
        before = b""
        yield "pdf-data-url"
    if before or packed:
        yield "polyglot"
    if not ended and (not tables or _HALF_END.search(_tail(path))):
        yield "pdf-damaged"  # cut short, perhaps within its last word
    elif not ended:
        yield "pdf-unfinished"
    if mangled > _MANGLED_RUNS:
        yield "pdf-mangled"


def _marks(windows: Iterable[tuple[bytes, int]]) -> tuple[bool, bool, bool, int]:
    """Whether a PDF has an end, a ZIP's end behind the last of them, and a table's mark; how much of it is mangled.

    Each is looked for only where it can still change the answer: a table's mark tells nothing beside an end.
    """
    ended = packed = tables = False
    mangled = 0
    for window, kept in windows:
        end = window.rfind(_END)
        ended, packed = ended or end >= 0, packed and end < 0
        packed = packed or (ended and _ZIP_END in window[max(end, 0) :])
        tables = tables or (not ended and _TABLES in window)
        mangled += window.count(_MANGLED, max(0, kept - len(_MANGLED) + 1))
    return ended, packed, tables, mangled
