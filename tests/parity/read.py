"""A reader of the index's files, written from docs/reference/search-format.md alone."""

import json
import zlib
from pathlib import Path
from typing import Any

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SPECIAL = '\0\n\r"\\\u2028\u2029\ufeff\ue000'


def said(path: Path) -> list[Any]:
    """What a file in UTF-8 calls with."""
    text = path.read_text(encoding="utf-8")
    return json.loads(f"[{text[text.index('(') + 1 : text.rindex(')')]}]")  # type: ignore[no-any-return]


def wide(path: Path) -> tuple[str, int, bytes]:
    """Name, size and bytes that a file in UTF-16 calls with."""
    data = path.read_bytes()
    assert data[:2] == b"\xff\xfe"
    text = data[2:].decode("utf-16-le")
    name, size, packed = text[text.index("(") + 1 : text.rindex(")")].split(",", 2)
    return str(json.loads(name)), int(size), narrow(packed[1:-1])


def narrow(text: str) -> bytes:
    """The bytes that stand two in a character."""
    units = iter(memoryview(text.encode("utf-16-le")).cast("H"))
    odd = int(chr(next(units)))
    found = b""
    for unit in units:
        if unit == 0xE000:
            unit = next(units)
            unit = unit - 0x4000 + 0xD800 if unit < 0x5000 else ord(SPECIAL[unit - 0x5000])
        found += unit.to_bytes(2, "little")
    return found[: len(found) - odd]


def lines(path: Path) -> list[str]:
    """The lines of a segment's file."""
    name, size, packed = wide(path)
    text = inflated(packed)
    assert name == f"{path.parent.name}/{path.stem}"
    assert len(text.encode()) == size
    return text.split("\n")


def vlq(digits: str) -> list[int]:
    """Numbers of a string of base-32 digits."""
    found, value, shift = [], 0, 0
    for digit in map(DIGITS.index, digits):
        value += (digit & 31) << shift
        shift += 5
        if digit < 32:
            found.append(value)
            value, shift = 0, 0
    return found


def everything(search: Path) -> str:
    """All that the files of an index say, unpacked: what a person who looks for a word in them would want to read."""
    meta = said(search / "meta.js")[0]
    words = dictionary(search)
    found = [json.dumps(meta, ensure_ascii=False)]
    for path in sorted(search.rglob("*.js")):
        if path.name != "meta.js" and not path.name.startswith("dictionary-"):
            name, _, packed = wide(path)
            found.append(inflated(packed, words if name.isdigit() else b""))
    return "\n".join(found)


def dictionary(search: Path) -> bytes:
    """What the texts of an index are packed with."""
    name = said(search / "meta.js")[0]["dictionary"]
    return zlib.decompress(wide(search / f"{name}.js")[2], -15)


def inflated(packed: bytes, dictionary: bytes = b"") -> str:
    """The text of packed bytes."""
    return zlib.decompressobj(-15, zdict=dictionary).decompress(packed).decode()
