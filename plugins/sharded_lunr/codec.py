"""Numbers and bytes as text that a script file can hold: docs/reference/search-format.md describes each form."""

import hashlib
import json
import re
import zlib
from collections.abc import Iterable

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_LEVEL = 4  # 5 takes a half longer for 4 % of the bytes, 6 two and a half times as long for 6 %
_MEMORY = 8  # 9 packs texts of this size no smaller, and slower
_MARK = "\ue000"
_SPECIAL = f'\0\n\r"\\\u2028\u2029\ufeff{_MARK}'
_UNSAFE = re.compile(f"[\ud800-\udfff{re.escape(_SPECIAL)}]")
_ESCAPES = {chr(code): f"{_MARK}{chr(code - 0xD800 + 0x4000)}" for code in range(0xD800, 0xE000)}
_ESCAPES |= {one: f"{_MARK}{chr(0x5000 + place)}" for place, one in enumerate(_SPECIAL)}


def vlq(value: int) -> str:
    """A number as base-32 digits, the lowest first; every digit but the last has 32 added."""
    found = ""
    while value > 31:
        found += DIGITS[value & 31 | 32]
        value >>= 5
    return found + DIGITS[value]


VLQ = tuple(vlq(value) for value in range(1 << 12))
"""The small numbers, which are nearly all."""


def numbers(values: Iterable[int]) -> str:
    """Numbers one after the other."""
    return "".join([VLQ[value] if value < 4096 else vlq(value) for value in values])


def wide(data: bytes) -> str:
    """Bytes as characters of 16 bits, two in each: first a digit, how many zero bytes fill the last one up.

    What may not stand in a string of a script, and halves of surrogate pairs that lost the other half, are a mark and
    a letter instead: 3 % of all, where base 85 adds a quarter, and for a tenth of its time.
    """
    odd = len(data) % 2
    text = (data + b"\0" * odd).decode("utf-16-le", "surrogatepass")
    return f"{odd}{_UNSAFE.sub(lambda match: _ESCAPES[match[0]], text)}"


def script(call: str, *arguments: object) -> bytes:
    """A classic script that hands JSON to one function: `hdnd.shard("a1",0,[…])`.

    U+2028 and U+2029 are escaped: old engines end a line of source there.
    """
    body = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in arguments)
    body = body.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{call}({body})\n".encode()


def wide_script(call: str, name: str | int, size: int, data: bytes) -> bytes:
    """A classic script that hands packed bytes to one function, and how many they inflate to; in UTF-16.

    Its byte order mark stands above whatever encoding a server names (WHATWG Encoding, "decode").
    """
    return f'\ufeff{call}({json.dumps(name)},{size},"{wide(data)}")\n'.encode("utf-16-le")


class Packer:
    """Deflates texts (raw, RFC 1951); with a dictionary a text of some kilobytes packs like a piece of a long one."""

    def __init__(self, dictionary: bytes = b"") -> None:
        self.dictionary = dictionary[-32768:]
        self._primed = _compressor(_LEVEL, self.dictionary)

    def pack(self, text: str) -> tuple[int, bytes]:
        """Its size in UTF-8, and it deflated."""
        data = text.encode()
        packer = self._primed.copy()  # knows the dictionary already
        return len(data), packer.compress(data) + packer.flush()

    @property
    def packed_dictionary(self) -> tuple[int, bytes]:
        """The dictionary's size, and it deflated by itself."""
        packer = _compressor(9, b"")
        return len(self.dictionary), packer.compress(self.dictionary) + packer.flush()

    @property
    def dictionary_name(self) -> str:
        """The name of the dictionary's file, by its contents; empty where there is none."""
        if not self.dictionary:
            return ""
        return f"dictionary-{hashlib.sha256(self.packed_dictionary[1]).hexdigest()[:8]}"


def _compressor(level: int, dictionary: bytes) -> "zlib._Compress":
    settings = (level, zlib.DEFLATED, -15, _MEMORY)
    return zlib.compressobj(*settings, zdict=dictionary) if dictionary else zlib.compressobj(*settings)
