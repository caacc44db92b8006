"""ZIP files as attachments: one-file wrappers and small bundles, taken out to generated names, within budgets.

Names of entries are data: nothing is ever written where they say. What the directory claims is not trusted; bytes are
counted while they are read.
"""

import hashlib
import stat
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline import media, settings
from pipeline.ingest import file_names

_MB = 1_000_000
FREE_BYTES = 1 << 20  # of an entry, however well it is packed
_MOST_COMMENTS = 5_000
_SYSTEM = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")
_DAMAGE = (
    zipfile.BadZipFile,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One file taken out of a ZIP."""

    name: str
    path: Path
    size: int
    sha256: str


class Refused(Exception):
    """The archive is damaged or hostile; `code` is a reason of document/reasons.py."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def wraps(path: Path, name: str) -> bool:
    """Whether a ZIP is packing around other files, not a document format of its own.

    One entry that has the ending of the attachment's name is a wrapper even around a Word file; otherwise the name
    must not promise a format that is itself a ZIP (a damaged .docx is no bundle).
    """
    inside = media.zip_names(path)
    if "[Content_Types].xml" in inside or "mimetype" in inside:
        return False
    wanted = file_names.extension(name)
    if len(inside) == 1 and file_names.extension(inside[0]) == wanted:
        return True
    return wanted not in {"docx", "docm", "xlsx", "xlsm", "pptx", "odt", "ods"}


def comments(path: Path) -> Sequence[str]:
    """What a ZIP says of itself and of its entries, where nobody who unpacks it looks; none of a damaged one."""
    try:
        with zipfile.ZipFile(path) as archive:
            told = (archive.comment, *(info.comment for info in archive.infolist()[:_MOST_COMMENTS]))
    except _DAMAGE:
        return ()
    return [said.decode("utf-8", "replace") for said in dict.fromkeys(told) if said]


def take_out(path: Path, folder: Path, limits: settings.Limits, *, left: int | None = None) -> Sequence[ZipEntry]:
    """Write the files of a ZIP into `folder` under generated names, within the limits of attachments.

    `left` bytes at most, where others have been taken from what an attachment may hold.

    Raises:
        Refused: nothing of it may be used.
    """
    left = limits.attachment_mb * _MB if left is None else left
    try:
        with zipfile.ZipFile(path) as archive:
            infos = _files(archive, limits.archive_entries)
            if len(infos) > limits.attachments:
                raise Refused("too-many-attachments")
            _check(archive.infolist(), path.stat().st_size)
            _alone(archive, path)
            return _written(archive, infos, folder, path.stem, limits, left)
    except _DAMAGE as error:
        raise Refused("archive-damaged") from error


def _files(archive: zipfile.ZipFile, most: int) -> list[zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > most:
        raise Refused("archive-bomb")
    kept = [info for info in infos if not _system(info.filename)]
    if not kept:
        raise Refused("attachment-empty")
    return kept


def _system(name: str) -> bool:
    """Whether an entry is a folder, which .NET ends in a backslash, or what a system puts beside files."""
    lowered = name.lower().replace("\\", "/")
    return lowered.endswith("/") or lowered.startswith(_SYSTEM[0]) or lowered.rpartition("/")[2] in _SYSTEM[1:]


def files(path: Path) -> Sequence[str]:
    """The names of the files in a ZIP, without folders and what systems put beside; none of a damaged one."""
    return [name for name in media.zip_names(path) if not _system(name)]


def _check(infos: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Refuse what two readers would read differently, what points outside, what shares its bytes, what is locked."""
    if len({info.orig_filename for info in infos}) < len(infos):
        raise Refused("archive-ambiguous")
    if any(_astray(info) for info in infos):
        raise Refused("archive-path")
    if any(info.flag_bits & 0x1 for info in infos):
        raise Refused("archive-damaged")
    if sum(info.compress_size for info in infos) > size:
        raise Refused("archive-bomb")


def _alone(archive: zipfile.ZipFile, path: Path) -> None:
    """Refuse bytes before the first entry and behind the directory's end, where another archive or a program can lie.

    Readers that go by the local headers see the one, those that go by the last directory the other.
    """
    last = 22 + len(archive.comment)  # the end of the directory, its comment last
    with path.open("rb") as file:
        file.seek(-last, 2)
        ends = file.read(4) == b"PK\x05\x06"
    if not ends or min(info.header_offset for info in archive.infolist()) > 0:
        raise Refused("polyglot")


def _astray(info: zipfile.ZipInfo) -> bool:
    name = info.orig_filename
    kind = stat.S_IFMT(info.external_attr >> 16)
    special = kind not in (0, stat.S_IFREG, stat.S_IFDIR)
    steps = PurePosixPath(name.replace("\\", "/")).parts
    outside = name.startswith(("/", "\\", "~")) or ".." in steps or ":" in name or "\0" in name
    return special or outside or len(steps) > 10 or len(name) > 1000


def _written(
    archive: zipfile.ZipFile,
    infos: Sequence[zipfile.ZipInfo],
    folder: Path,
    stem: str,
    limits: settings.Limits,
    left: int,
) -> list[ZipEntry]:
    entries = []
    for number, info in enumerate(infos, 1):
        target = folder / f"{stem}-{number:03}.bin"
        allowed = max(FREE_BYTES, info.compress_size * limits.archive_ratio)
        entry = _copied(archive, info, target, min(left, allowed))
        left -= entry.size
        entries.append(entry)
    return entries


def _copied(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int) -> ZipEntry:
    digest, size = hashlib.sha256(), 0
    with archive.open(info) as source, target.open("wb") as out:
        while chunk := source.read(1 << 16):
            size += len(chunk)
            if size > most:
                raise Refused("archive-bomb")
            digest.update(chunk)
            out.write(chunk)
    if size != info.file_size:
        raise Refused("archive-bomb")
    return ZipEntry(info.filename, target, size, digest.hexdigest())
