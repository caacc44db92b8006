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


def wide(path: Path) -> tuple[str, bytes]:
    """Name and bytes that a file in UTF-16 calls with."""
    data = path.read_bytes()
    assert data[:2] == b"\xff\xfe"
    text = data[2:].decode("utf-16-le")
    name, _, packed = text[text.index("(") + 1 : text.rindex(")")].partition(",")
    return str(json.loads(name)), narrow(packed[1:-1])


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
    name, packed = wide(path)
    assert name == f"{path.parent.name}/{path.stem}"
    return zlib.decompress(packed, -15).decode().split("\n")


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
    prefix = wide(search / f"{meta['dictionary'][0]}.js")[1]
    found = [json.dumps(meta, ensure_ascii=False)]
    for path in sorted(search.rglob("*.js")):
        if path.name != "meta.js" and not path.name.startswith("dictionary-"):
            name, packed = wide(path)
            data = zlib.decompress(prefix + packed if name.isdigit() else packed, -15)
            found.append(data[meta["dictionary"][1] if name.isdigit() else 0 :].decode())
    return "\n".join(found)
