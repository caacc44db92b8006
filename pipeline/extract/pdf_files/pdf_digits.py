"""Strings in hexadecimal digits, read at once: pypdf and pyHanko read them a digit at a time.

A signed PDF keeps each signature in such a string, 30,000 digits and more; reading those took a sixth of the time of a
whole file, and half of that of its signatures.
"""

import io
from collections.abc import Callable
from typing import Any

from pypdf.generic import _data_structures, create_string_object

_CHUNK = 512
_BLANKS = b" \n\r\t\f\x00"


def install(parts: Any, made: Callable[..., Any]) -> None:
    """Have a library read them so, `parts` being its module that does and `made` its own way from bytes to a string.

    Whatever is not plain digits it reads, or refuses, as ever.
    """
    by_digit = parts.read_hex_string_from_stream
    if by_digit.__module__ == __name__:
        return

    def read(stream: io.BytesIO, *encoding: Any) -> Any:
        said = _said(stream)
        return by_digit(stream, *encoding) if said is None else made(said, *encoding)

    parts.read_hex_string_from_stream = read


def install_in_pypdf() -> None:
    """Have pypdf read them so."""
    install(_data_structures, create_string_object)


def _said(stream: io.BytesIO) -> bytes | None:
    """The bytes of the string whose "<" comes next, behind whose ">" the stream then stands; None where it stays."""
    start, pieces, end, piece = stream.tell(), list[bytes](), -1, b""
    stream.seek(1, io.SEEK_CUR)
    while end < 0 and (piece := stream.read(_CHUNK)):
        end = piece.find(b">")
        pieces.append(piece[:end] if end >= 0 else piece)
    digits = b"".join(pieces).translate(None, _BLANKS)
    try:
        said = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    except ValueError:
        end = -1
    if end < 0:
        stream.seek(start)
        return None
    stream.seek(end + 1 - len(piece), io.SEEK_CUR)
    return said
