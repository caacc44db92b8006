"""The documents of a year, and of the whole archive while it is small, as one ZIP file that opens everywhere.

A member is a document's content file, byte for byte: facts and text, named by its address; its comment is its SHA-256,
which is that of the register of publications. The same documents give the same bytes: no clock, no system, no order of
arrival is in them. Each is compressed where it is read and kept in the build's state, so that one document more costs
the copying of a year and not its compression (2,000 documents of 15 kB: 0.5 s).
"""

import struct
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypedDict

from pipeline.document.licence import LICENCE
from plugins.archive_pages.groups import Group
from plugins.incremental import Output, View

if TYPE_CHECKING:  # a build that finds nothing changed asks this module for counts
    from pipeline.settings import SiteSettings

FOLDER = "du-lieu/zip"
WHOLE = "toan-bo"
PACKED = "zip"
"""The name under which a document keeps its member."""

_LEVEL = 3  # half the time of the usual 6 for a twentieth more bytes
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_FACTS = struct.Struct("<2I")
_NEEDS, _UTF8, _DEFLATED, _FIRST_DAY = 20, 0x800, 8, 0x21  # the day of all members: 1 January 1980, the first there is
_UNIX_FILE = (3 << 8) | _NEEDS
_READABLE = 0o100644 << 16
_ABOUT = (
    "Mỗi tệp .md là một văn bản: phần đầu, giữa hai dòng ---, là số, ký hiệu, ngày, cơ quan và các dữ kiện khác; phần "
    "sau là nội dung. Tên thư mục là cấp, hội đồng và năm ban hành. Mở được bằng mọi trình soạn thảo.\r\n\r\n"
    "Chú thích của mỗi tệp trong ZIP là mã SHA-256 của tệp; sổ công bố (content/register/publications.jsonl) ghi cùng "
    "mã ấy.\r\n\r\n"
    "Bản gốc (PDF, Word, bản quét) không nằm trong tệp ZIP: trang của từng văn bản có liên kết.\r\n\r\n"
    "Văn bản quy phạm pháp luật và văn bản hành chính không thuộc phạm vi bảo hộ quyền tác giả (Luật Sở hữu trí tuệ, "
    f"Điều 15). Giấy phép: {LICENCE}\r\n"
)


class Packed(NamedTuple):
    """A member of a ZIP file: what stands before and behind its name, and its compressed bytes."""

    name: str
    sha256: str
    crc: int
    size: int
    data: bytes


@dataclass(frozen=True)
class YearZips:
    """Makes them of what each document packed; `about` is for people, `most`: `PageSizes.whole`."""

    about: str
    most: int

    def year(self, name: str, view: View) -> Iterator[Output]:
        """The file of one year; none where it has no documents any more."""
        yield from self._zip(name, view.packed(PACKED, Group.YEAR_FILES.of(name)))

    def whole(self, view: View) -> Iterator[Output]:
        """The file of the whole archive, while it is small."""
        small = view.size(Group.ALL_FILES) <= self.most
        yield from self._zip(WHOLE, view.packed(PACKED, Group.ALL_FILES) if small else ())

    def _zip(self, name: str, members: Collection[tuple[str, bytes]]) -> Iterator[Output]:
        if members:
            known = (_member(sort, data) for sort, data in members)
            yield Output(f"{FOLDER}/{name}.zip", data=written([pack("DOC-TRUOC.txt", self.about.encode()), *known]))


def member(address: str, sha256: str) -> str:
    """How a document stands in the groups of these files: by its address, with the SHA-256 of its content file."""
    return f"{address} {sha256}"


def pack(name: str, data: bytes, sha256: str = "") -> Packed:
    """Compress one member."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Packed(name, sha256, zlib.crc32(data), len(data), deflate.compress(data) + deflate.flush())


def packed(data: bytes) -> bytes:
    """A content file as its item keeps it (`incremental.Item.packed`): checksum and size, and it compressed."""
    made = pack("", data)
    return _FACTS.pack(made.crc, made.size) + made.data


def _member(sort: str, kept: bytes) -> Packed:
    address, _, sha256 = sort.partition(" ")
    crc, size = _FACTS.unpack_from(kept)
    return Packed(f"{address}.md", sha256, crc, size, kept[_FACTS.size :])


def written(members: Iterable[Packed]) -> bytes:
    """A ZIP file of these members, in their order (APPNOTE 6.3.3, no extra fields).

    The library's writer compresses what it is given; it has no way to take bytes that were compressed before.
    """
    pieces: list[bytes] = []
    index: list[bytes] = []
    at = 0
    for one in members:
        name, comment = one.name.encode(), one.sha256.encode()
        facts = (_UTF8, _DEFLATED, 0, _FIRST_DAY, one.crc, len(one.data), one.size, len(name), 0)
        tail = (len(comment), 0, 0, _READABLE, at)
        index.append(_CENTRAL.pack(b"PK\x01\x02", _UNIX_FILE, _NEEDS, *facts, *tail) + name + comment)
        pieces += (_LOCAL.pack(b"PK\x03\x04", _NEEDS, *facts) + name, one.data)
        at += _LOCAL.size + len(name) + len(one.data)
    lines = b"".join(index)
    return b"".join([*pieces, lines, _END.pack(b"PK\x05\x06", 0, 0, len(index), len(index), len(lines), at, 0)])


class YearZip(TypedDict):
    """The ZIP of a year; of all years where it has no `name`."""

    name: str
    path: str
    count: int


def listed(view: View, most: int) -> list[YearZip]:
    """What the data page links to: the whole where there is one, then the years, newest first."""
    whole = view.size(Group.ALL_FILES)
    years = sorted(view.tally(Group.YEAR_FILES.prefix), key=lambda tally: tally.name, reverse=True)
    rows: list[YearZip] = [
        {"name": year.name, "path": f"{FOLDER}/{year.name}.zip", "count": year.total} for year in years
    ]
    if 0 < whole <= most:
        rows.insert(0, {"name": "", "path": f"{FOLDER}/{WHOLE}.zip", "count": whole})
    return rows


def files(view: View, most: int) -> list[str]:
    """All files, for a program."""
    return [one["path"] for one in listed(view, most)]


def about(site: "SiteSettings") -> str:
    """The text for people that lies in each file."""
    head = "\r\n".join(line for line in (site.name, site.office, site.url, site.notice) if line)
    return f"{head}\r\n\r\n{_ABOUT}"
