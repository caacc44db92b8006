"""The pictures of an old workbook (XLS), as files: what its sheets show and what they only keep ([MS-ODRAW] 2.2.20)."""

import struct
import zlib
from collections.abc import Iterable, Iterator

_GROUP, _CONTINUE = 0x00EB, 0x003C
_CONTAINERS = (0xF000, 0xF001)  # all drawings of the workbook, the pictures in it
_ENTRY = 0xF007  # what is known of a picture, before it
_ENTRY_BYTES, _NAME_AT = 36, 33
_METAFILES = (0xF01A, 0xF01B, 0xF01C)
_BITMAPS = (0xF01D, 0xF01E, 0xF01F, 0xF029, 0xF02A)
_DIB = 0xF01F
_MOST_BYTES = 50_000_000  # of a picture that is unpacked


def of(records: Iterable[tuple[int, bytes]]) -> list[bytes]:
    """The pictures of a workbook's stream, each once; empty bytes for one that cannot be unpacked."""
    group, before = bytearray(), 0
    for kind, data in records:
        kind = _GROUP if kind == _CONTINUE and before == _GROUP else kind
        group += data if kind == _GROUP else b""
        before = kind
    return list(dict.fromkeys(_within(bytes(group), 0, len(group))))


def _within(data: bytes, at: int, end: int) -> Iterator[bytes]:
    while at + 8 <= end:
        told, kind, size = struct.unpack_from("<HHI", data, at)
        at, stop = at + 8, min(at + 8 + size, end)
        if kind in _CONTAINERS:
            yield from _within(data, at, stop)
        elif kind == _ENTRY and stop - at > _ENTRY_BYTES:
            yield from _within(data, at + _ENTRY_BYTES + data[at + _NAME_AT], stop)
        elif kind in (*_METAFILES, *_BITMAPS):
            yield _picture(kind, told >> 4, data[at:stop])
        at = stop


def _picture(kind: int, signature: int, data: bytes) -> bytes:
    """The file of one; an odd signature says that two digests stand before it."""
    digests = 32 if signature & 1 else 16
    if kind not in _METAFILES:
        return (_header(data[digests + 1 :]) if kind == _DIB else b"") + data[digests + 1 :]
    packed = data[digests + 34 :]
    if data[digests + 32 : digests + 33] != b"\0":
        return packed
    try:
        return zlib.decompressobj().decompress(packed, _MOST_BYTES)
    except zlib.error:
        return b""


def _header(bitmap: bytes) -> bytes:
    """The head of a file for a bitmap that lacks one: where its points begin follows from its own head."""
    if len(bitmap) < 40:
        return b""
    size, _, _, _, bits, packed = struct.unpack_from("<IiiHHI", bitmap)
    colours = struct.unpack_from("<I", bitmap, 32)[0] or (1 << bits if bits <= 8 else 0)
    masks = 12 if packed == 3 and size == 40 else 0
    return b"BM" + struct.pack("<IHHI", 14 + len(bitmap), 0, 0, 14 + size + masks + 4 * colours)
