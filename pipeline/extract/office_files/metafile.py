"""Windows metafiles (EMF, WMF): the words that they write, the pictures that they paint, whether they draw in red.

Stamps and signatures are pasted into Word files in them. No picture library on Linux draws them; what a stamp says is
in few kinds of records ([MS-EMF] 2.3, [MS-WMF] 2.3). What is only curves is told by its colour alone.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

_EMF_MARK, _PLACEABLE, _GZIP = b" EMF", b"\xd7\xcd\xc6\x9a", b"\x1f\x8b"
_MOST_RECORDS, _MOST_BYTES = 100_000, 20_000_000
# Where a record keeps the offset of its bitmap's header (its size, the bits' offset and size follow).
_EMF_PAINTING = {76: 84, 77: 84, 78: 84, 80: 48, 81: 48, 114: 84, 116: 84}
_EMF_COLOURED = {24: 8, 38: 24, 39: 16, 95: 40}
_WMF_PAINTING = {0x0940: 22, 0x0B41: 26, 0x0F43: 28, 0x0D33: 24}
_WMF_COLOURED = {0x0209: 6, 0x02FA: 12, 0x02FC: 8}
_GLYPHS = 0x10  # the text is numbers of glyphs, not letters
_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, struct.error)


@dataclass(frozen=True, slots=True)
class Metafile:
    """What one metafile holds."""

    said: tuple[str, ...]
    pictures: tuple[Image.Image, ...]
    red: bool
    broken: bool = False  # cut short, or holding a picture that cannot be opened

    @property
    def mute(self) -> bool:
        """Whether it draws in red and nothing of it can be read, or nobody knows what it draws."""
        return self.broken or (self.red and not self.said and not self.pictures)


def read(data: bytes) -> Metafile | None:
    """What a metafile holds, also one packed with gzip (.emz, .wmz); None for what is none. Never raises."""
    data = _unpacked(data)
    try:
        if data[40:44] == _EMF_MARK:
            return _metafile(list(_emf(data)))
        if data.startswith(_PLACEABLE) or data[:6] in (b"\x01\x00\x09\x00\x00\x03", b"\x02\x00\x09\x00\x00\x03"):
            return _metafile(list(_wmf(data[22 if data.startswith(_PLACEABLE) else 0 :])))
    except struct.error:
        return Metafile((), (), red=False, broken=True)
    return None


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        return zlib.decompressobj(31).decompress(data, _MOST_BYTES)
    except zlib.error:
        return data


_Item = str | Image.Image | bool | None  # None for what cannot be read


def _metafile(items: list[_Item]) -> Metafile:
    said = [item for item in items if isinstance(item, str) and item.strip()]
    whole = ["".join(said)] if len(said) > 1 else []  # programs place one letter after the other
    pictures = tuple(item for item in items if isinstance(item, Image.Image))
    red = any(item is True for item in items)
    return Metafile((*said, *whole), pictures, red=red, broken=any(item is None for item in items))


def _emf(data: bytes) -> Iterator[_Item]:
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 8 > len(data):
            return
        kind, size = struct.unpack_from("<II", data, at)
        record = data[at : at + size]
        yield from (None,) if len(record) < size else ()
        if kind in (83, 84) and len(record) >= 60:
            yield _emf_text(record, wide=kind == 84)
        elif kind in _EMF_PAINTING and len(record) >= _EMF_PAINTING[kind] + 16:
            head, head_size, bits, bits_size = struct.unpack_from("<4I", record, _EMF_PAINTING[kind])
            yield from _painted(record[head : head + head_size] + record[bits : bits + bits_size])
        elif kind in _EMF_COLOURED:
            yield _is_red(record, _EMF_COLOURED[kind])
        if size < 8:
            return
        at += size


def _emf_text(record: bytes, *, wide: bool) -> str:
    count, start, options = struct.unpack_from("<3I", record, 44)
    if options & _GLYPHS:
        return ""
    letters = record[start : start + count * (2 if wide else 1)]
    return letters.decode("utf-16-le", "replace") if wide else _typed(letters)


def _wmf(data: bytes) -> Iterator[_Item]:
    at = 18
    for _ in range(_MOST_RECORDS):
        if at + 6 > len(data):
            return
        words, kind = struct.unpack_from("<IH", data, at)
        record = data[at : at + 2 * words]
        yield from (None,) if len(record) < 2 * words else ()
        if kind == 0x0521 and len(record) >= 8:
            (count,) = struct.unpack_from("<H", record, 6)
            yield _typed(record[8 : 8 + count])
        elif kind == 0x0A32 and len(record) >= 14:
            count, options = struct.unpack_from("<HH", record, 10)
            start = 22 if options & 6 else 14
            yield _typed(record[start : start + count])
        elif kind in _WMF_PAINTING:
            yield from _painted(record[_WMF_PAINTING[kind] :])
        elif kind in _WMF_COLOURED:
            yield _is_red(record, _WMF_COLOURED[kind])
        if words < 3:
            return
        at += 2 * words


def _typed(letters: bytes) -> str:
    """One-byte letters as Windows shows them; the gate knows what old fonts make of them."""
    return letters.decode("cp1252", "replace")


def _painted(bitmap: bytes) -> Iterator[Image.Image | None]:
    try:
        picture = Image.open(io.BytesIO(bitmap), formats=("DIB",))
        picture.load()
    except _DAMAGE:
        yield None
        return
    yield picture.convert("RGB")


def _is_red(record: bytes, at: int) -> bool:
    if len(record) < at + 4:
        return False
    red, green, blue, _ = record[at : at + 4]
    return red > 140 and max(green, blue) < 100
