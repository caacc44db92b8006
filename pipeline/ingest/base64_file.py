"""Base64 decoded to a file while it streams in: a 60 MB package is never in memory."""

import binascii
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pybase64

from pipeline import media

_BLANKS = b" \t\r\n"
_SMALL = 1 << 16  # bytes that are handed on beside the file, so that nobody opens it again for them
_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_UNUSED = {2: 0b1111, 3: 0b11}  # bits of the last character that no byte needs, by the length of the last group


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded attachment; `problem` is a reason code, empty when the bytes are whole.

    `unpadded` tells that the last "=" are missing: left off by some programs, or cut off with what stood before them.
    `head` holds the first bytes, `media.HEAD` of them where the file has so many; of a small file all.
    """

    path: Path
    size: int
    sha256: str
    problem: str = ""
    unpadded: bool = False
    head: bytes = field(default=b"", repr=False)


class Base64File:
    """Takes text in pieces and writes the bytes that it encodes.

    The blanks of XML are dropped and missing padding at the end forgiven, as real senders need. Anything else outside
    the alphabet (also the other kinds of space), padding in the middle, or bits that no byte needs make two decoders
    disagree or tell of a cut, and the attachment is given up.
    """

    def __init__(self, path: Path, limit: int) -> None:
        self._path = path
        self._limit = limit
        self._file = path.open("wb")
        self._hash = hashlib.sha256()
        self._size = 0
        self._head = b""
        self._rest = b""
        self._padded = False
        self._problem = ""

    def feed(self, text: str) -> None:
        """Decode what makes whole groups of four, keep the rest."""
        if self._problem:
            return
        if not text.isascii():
            self._problem = "b64-invalid"
            return
        compact = text.encode()
        if any(map(compact.__contains__, _BLANKS)):
            compact = compact.translate(None, _BLANKS)
        if self._rest:
            compact = self._rest + compact
        if self._padded and compact.strip(b"="):
            self._problem = "b64-invalid"  # more behind the end
            return
        whole = len(compact) - len(compact) % 4
        self._rest = compact[whole:]
        if whole and not self._padded:
            self._write(compact[:whole])

    def close(self) -> Decoded:
        """Finish the last group and say what came of it."""
        rest = self._rest.rstrip(b"=")
        unpadded = bool(rest) and not self._padded
        if unpadded and not self._problem:
            self._write(rest + b"=" * (-len(rest) % 4))
        self._file.close()
        if not self._size and not self._problem:
            self._problem = "attachment-empty"
        return Decoded(self._path, self._size, self._hash.hexdigest(), self._problem, unpadded, self._head)

    def _write(self, groups: bytes) -> None:
        self._padded = groups.endswith(b"=")
        try:
            data = pybase64.b64decode(groups, validate=True)
        except binascii.Error:
            self._problem = "b64-invalid"
            return
        if self._padded and _leftover(groups[-4:].rstrip(b"=")):
            self._problem = "b64-invalid"
            return
        self._size += len(data)
        if self._size > self._limit:
            self._problem = "attachment-too-large"
            return
        if len(self._head) < media.HEAD:
            self._head += data[:_SMALL]
        self._hash.update(data)
        self._file.write(data)


def _leftover(last: bytes) -> bool:
    """Whether the last character of an unfinished group says more than its bytes need: it was cut or made up."""
    return bool(_ALPHABET.index(last[-1:]) & _UNUSED[len(last)])
