"""Numbers and bytes as text that a script file can hold: docs/reference/search-format.md describes each form."""

import json
import zlib
from base64 import b85encode
from collections.abc import Iterable

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_DIGITS = DIGITS.encode()
_LEVEL = 6  # 9 takes a third longer for less than a hundredth of the bytes


def vlq(value: int) -> bytes:
    """A number as base-32 digits, the lowest first; every digit but the last has 32 added."""
    found = bytearray()
    while value > 31:
        found.append(_DIGITS[value & 31 | 32])
        value >>= 5
    found.append(_DIGITS[value])
    return bytes(found)


VLQ = tuple(vlq(value) for value in range(1 << 12))
"""The small numbers, which are nearly all."""


def numbers(values: Iterable[int]) -> str:
    """Numbers one after the other."""
    return b"".join(VLQ[value] if value < 4096 else vlq(value) for value in values).decode()


def base85(data: bytes) -> str:
    """Bytes in the alphabet of RFC 1924, which has no quote and no backslash; a quarter longer."""
    return b85encode(data).decode()


def script(call: str, *arguments: object) -> bytes:
    """A classic script that hands JSON to one function: `hdnd.shard("a1",0,[…])`.

    U+2028 and U+2029 are escaped: old engines end a line of source there.
    """
    body = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in arguments)
    body = body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{call}({body})\n".encode()


class Packer:
    """Deflates texts that share a dictionary, so that a text of some kilobytes packs like a piece of a long one.

    `prefix` is the dictionary deflated, ended by a flush: a reader inflates `prefix` followed by a packed text and
    drops the first `len(dictionary)` bytes. So the browser's own DecompressionStream serves, which takes no preset
    dictionary.
    """

    def __init__(self, dictionary: bytes = b"") -> None:
        self.dictionary = dictionary[-32768:]
        start = zlib.compressobj(9, zlib.DEFLATED, -15)
        self.prefix = start.compress(self.dictionary) + start.flush(zlib.Z_FULL_FLUSH) if self.dictionary else b""

    def pack(self, text: str) -> str:
        """Deflated (raw, RFC 1951), then base 85 (the alphabet of RFC 1924: no quote, no backslash)."""
        packer = (
            zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 9, zdict=self.dictionary)
            if self.dictionary
            else zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 9)
        )
        return base85(packer.compress(text.encode()) + packer.flush())
