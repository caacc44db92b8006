"""Compound files (OLE) written by hand: streams by their paths, each in whole sectors of 512 bytes."""

import struct

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR, _LEAST = 512, 4096  # shorter streams would lie in a stream of their own


def write(streams: dict[str, bytes]) -> bytes:
    """A compound file of these streams, all in its root."""
    sectors: list[bytes] = []
    table: list[int] = []
    places = {name: _put(data.ljust(_LEAST, b"\0"), sectors, table) for name, data in streams.items()}
    names = sorted(streams)
    entries = _entry("Root Entry", 5, child=1)
    for at, name in enumerate(names, 1):
        after = at + 1 if at < len(names) else _FREE
        entries += _entry(name, 2, after=after, start=places[name], size=max(len(streams[name]), _LEAST))
    directory = _put(entries.ljust(-(-len(entries) // _SECTOR) * _SECTOR, b"\0"), sectors, table)
    own = -(-(len(table) + 4) // 128)
    first = len(sectors)
    listed = struct.pack(f"<{len(table) + own}I", *table, *[_TABLE] * own).ljust(own * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, own, directory, 0, _LEAST, _END, 0, _END, 0)
    head += struct.pack(f"<{own}I", *range(first, first + own))
    return head.ljust(_SECTOR, b"\xff") + b"".join(sectors) + listed


def _put(data: bytes, sectors: list[bytes], table: list[int]) -> int:
    start, count = len(sectors), -(-len(data) // _SECTOR)
    sectors += [data[at * _SECTOR : (at + 1) * _SECTOR].ljust(_SECTOR, b"\0") for at in range(count)]
    table += [*range(start + 1, start + count), _END]
    return start


def _entry(name: str, kind: int, *, after: int = _FREE, child: int = _FREE, start: int = _END, size: int = 0) -> bytes:
    told = name.encode("utf-16-le")
    head = struct.pack("<HBBIII", len(told) + 2, kind, 1, _FREE, after, child)
    return told.ljust(64, b"\0") + head + bytes(36) + struct.pack("<IQ", start, size)
