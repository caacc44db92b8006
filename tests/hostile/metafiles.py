"""Windows metafiles as Word writes them: words, or a picture, in their records."""

import struct

from PIL import Image

from tests.hostile.hidden import on_white


def emf(said: str = "", picture: Image.Image | None = None) -> bytes:
    """An enhanced metafile that writes `said`, or paints a picture: the two ways in which a stamp comes in one."""
    records = []
    if said:
        letters = said.encode("utf-16-le")
        letters += b"\0" * (-len(letters) % 4)
        spacing = struct.pack(f"<{len(said)}I", *[20] * len(said))
        head = struct.pack(
            "<4i I 2f 2i 2I 4i I", 0, 0, 99, 29, 1, 1.0, 1.0, 5, 5, len(said), 76, 0, 0, 0, 0, 76 + len(letters)
        )
        records.append((84, head + letters + spacing))
    if picture is not None:
        records.append((81, _stretched(picture)))
    body = b"".join(struct.pack("<II", kind, len(data) + 8) + data for kind, data in records)
    end = struct.pack("<5I", 14, 20, 0, 16, 20)
    size = 88 + len(body) + len(end)
    head = struct.pack(
        "<II 4i 4i I I I I HH I I I 2i 2i", 1, 88, 0, 0, 399, 99, 0, 0, 3000, 800, 0x464D4520, 0x10000, size,
        len(records) + 2, 1, 0, 0, 0, 0, 1024, 768, 320, 240,
    )  # fmt: skip
    return head + body + end


def _dib(picture: Image.Image) -> tuple[bytes, bytes]:
    rgb = picture.convert("RGB")
    line = (rgb.width * 3 + 3) & ~3
    rows = b"".join(
        rgb.crop((0, y, rgb.width, y + 1)).tobytes("raw", "BGR").ljust(line, b"\0") for y in reversed(range(rgb.height))
    )
    return struct.pack("<IiiHHIIiiII", 40, rgb.width, rgb.height, 1, 24, 0, len(rows), 0, 0, 0, 0), rows


def _stretched(picture: Image.Image) -> bytes:
    head, rows = _dib(on_white(picture))
    fixed = struct.pack(
        "<4i 2i 2i 2i IIII II 2i", 0, 0, 399, 99, 0, 0, 0, 0, picture.width, picture.height, 80, len(head),
        80 + len(head), len(rows), 0, 0xCC0020, 399, 99,
    )  # fmt: skip
    return fixed + head + rows


def wmf(said: str = "", picture: Image.Image | None = None) -> bytes:
    """A placeable metafile that writes `said` in Windows-1258 letters as old programs do, or paints a picture."""
    records = []
    if said:
        letters = said.encode("cp1258", "replace")
        padded = letters + b"\0" * (len(letters) % 2)
        records.append(
            struct.pack("<IH", 3 + 1 + len(padded) // 2 + 2, 0x0521)
            + struct.pack("<H", len(letters))
            + padded
            + struct.pack("<hh", 5, 5)
        )
    if picture is not None:
        head, rows = _dib(on_white(picture))
        data = (
            struct.pack("<IH 4h 4h", 0xCC0020 & 0xFFFFFFFF, 0, picture.height, picture.width, 0, 0, 99, 399, 0, 0)
            + head
            + rows
        )
        records.append(struct.pack("<IH", 3 + len(data) // 2, 0x0F43) + data)
    records.append(struct.pack("<IH", 3, 0))
    body = b"".join(records)
    head = struct.pack("<HHHIHIH", 1, 9, 0x300, 9 + len(body) // 2, 1, max(map(len, records)) // 2, 0)
    placeable = struct.pack("<IHhhhhHI", 0x9AC6CDD7, 0, 0, 0, 1200, 320, 1000, 0)
    check = 0
    for (one,) in struct.iter_unpack("<H", placeable):
        check ^= one
    return placeable + struct.pack("<H", check) + head + body
