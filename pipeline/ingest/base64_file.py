"""Base64 decoded to a file while it streams in: a 60 MB package is never in memory."""

import binascii
import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded attachment; `problem` is a reason code, empty when the bytes are whole."""

    path: Path
    size: int
    sha256: str
    problem: str = ""


class Base64File:
    """Takes text in pieces and writes the bytes that it encodes.

    White space is dropped and missing padding at the end forgiven, as real senders need; anything else outside the
    alphabet, or padding in the middle, makes two decoders disagree, and the attachment is given up.
    """

    def __init__(self, path: Path, limit: int) -> None:
        self._path = path
        self._limit = limit
        self._file = path.open("wb")
        self._hash = hashlib.sha256()
        self._size = 0
        self._rest = ""
        self._problem = ""

    def feed(self, text: str) -> None:
        """Decode what makes whole groups of four, keep the rest."""
        if self._problem:
            return
        compact = self._rest + "".join(text.split())
        whole = len(compact) - len(compact) % 4
        self._rest = compact[whole:]
        if "=" in compact[: max(whole - 2, 0)] or (self._rest and compact[:whole].endswith("=")):
            self._problem = "b64-invalid"
            return
        if compact[:whole].endswith("="):
            self._write(compact[:whole])
            self._rest = "="  # nothing but padding may follow
            return
        self._write(compact[:whole])

    def close(self) -> Decoded:
        """Finish the last group and say what came of it."""
        rest = self._rest.rstrip("=")
        if rest and not self._problem:
            self._write(rest + "=" * (-len(rest) % 4))
        self._file.close()
        if not self._size and not self._problem:
            self._problem = "attachment-empty"
        return Decoded(self._path, self._size, self._hash.hexdigest(), self._problem)

    def _write(self, groups: str) -> None:
        try:
            data = binascii.a2b_base64(groups.encode("ascii"), strict_mode=True)
        except (binascii.Error, UnicodeEncodeError):
            self._problem = "b64-invalid"
            return
        self._size += len(data)
        if self._size > self._limit:
            self._problem = "attachment-too-large"
            return
        self._hash.update(data)
        self._file.write(data)
