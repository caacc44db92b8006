"""Strings in hexadecimal digits, read at once: pypdf reads them a digit at a time.

A signed PDF keeps each signature in such a string, 30,000 digits and more; reading those took a sixth of the time of a
whole file.
"""

import io
from typing import Any

from pypdf.generic import _data_structures as parts
from pypdf.generic import create_string_object

_CHUNK = 512
_BLANKS = b" \n\r\t\f\x00"
_by_digit = parts.read_hex_string_from_stream  # type: ignore[attr-defined]


def install() -> None:
    """Have pypdf read them so; whatever is not plain digits it reads, or refuses, as ever."""
    parts.read_hex_string_from_stream = read  # type: ignore[attr-defined, assignment]


def read(stream: io.BytesIO, forced_encoding: Any = None) -> Any:
    """The string whose "<" comes next in a stream, which then stands behind its ">"."""
    start, pieces, end = stream.tell(), list[bytes](), -1
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
        return _by_digit(stream, forced_encoding)
    stream.seek(end + 1 - len(piece), io.SEEK_CUR)
    return create_string_object(said, forced_encoding)
