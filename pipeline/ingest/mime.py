"""The SOAP generation before 2016: a multipart/related message, XML first, attachments as parts.

Read line by line and decoded to files; a part's own headers are the only thing parsed.
"""

import binascii
import email.parser
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO

from pipeline.ingest.base64_file import Base64File, Decoded
from pipeline.ingest.tree import UnreadablePackage

_LINE = 1 << 16
_HEADER_LINES = 100


@dataclass(frozen=True, slots=True)
class MimePart:
    """One part; the first is the XML."""

    content_id: str
    name: str
    declared: str
    decoded: Decoded


def split(path: Path, workdir: Path, *, part_bytes: int, parts: int) -> list[MimePart]:
    """Take a multipart message apart into files in `workdir`.

    Raises:
        UnreadablePackage: it has no boundary, too many parts, or ends before its closing line.
    """
    with path.open("rb") as file:
        boundary = _boundary(file)
        found: list[MimePart] = []
        closed = _skip(file, boundary)
        while not closed:
            if len(found) > parts:
                raise UnreadablePackage("too-many-attachments")
            part, closed = _part(file, boundary, workdir / f"part-{len(found):04}.bin", part_bytes)
            found.append(part)
    if not found:
        raise UnreadablePackage("xml-not-well-formed")
    return found


def _boundary(file: IO[bytes]) -> bytes:
    """From the Content-Type header, or the first line itself where a sender left the headers out."""
    start = file.tell()
    first = file.readline(_LINE)
    if first.startswith(b"--"):
        file.seek(start)
        return first.strip()[2:]
    file.seek(start)
    headers = _headers(file)
    boundary = headers.get_boundary()
    if not boundary:
        raise UnreadablePackage("xml-not-well-formed")
    return boundary.encode("ascii", "replace")


def _headers(file: IO[bytes]) -> Message:
    lines = []
    for _ in range(_HEADER_LINES):
        line = file.readline(_LINE)
        if not line.strip():
            break
        lines.append(line)
    return email.parser.BytesHeaderParser().parsebytes(b"".join(lines))


def _skip(file: IO[bytes], boundary: bytes) -> bool:
    """Forward to the first part; true when there is none."""
    return all(not _delimits(line, boundary) for line in iter(lambda: file.readline(_LINE), b""))


def _delimits(line: bytes, boundary: bytes) -> bool:
    return line.startswith(b"--" + boundary) and line.rstrip() in (b"--" + boundary, b"--" + boundary + b"--")


def _part(file: IO[bytes], boundary: bytes, target: Path, limit: int) -> tuple[MimePart, bool]:
    headers = _headers(file)
    encoding = str(headers.get("Content-Transfer-Encoding", "binary")).strip().lower()
    end: list[bytes] = []
    lines = _body(file, boundary, end)
    if encoding == "base64":
        decoded = _base64(lines, target, limit)
    else:
        decoded = _plain(map(_unquoted, lines) if encoding == "quoted-printable" else lines, target, limit)
    if not end:
        raise UnreadablePackage("xml-not-well-formed")  # the file ends inside a part
    content_id = str(headers.get("Content-ID", "")).strip().strip("<>")
    name = headers.get_filename() or headers.get_param("name") or ""
    part = MimePart(content_id, str(name), headers.get_content_type(), decoded)
    return part, end[0].rstrip().endswith(b"--")


def _body(file: IO[bytes], boundary: bytes, end: list[bytes]) -> Iterator[bytes]:
    """The lines up to the next delimiter, which is put into `end`; the line break before it belongs to it."""
    held = b""
    for line in iter(lambda: file.readline(_LINE), b""):
        if _delimits(line, boundary):
            end.append(line)
            yield re.sub(rb"\r?\n$", b"", held)
            return
        if held:
            yield held
        held = line


def _unquoted(line: bytes) -> bytes:
    return binascii.a2b_qp(line)


def _base64(lines: Iterator[bytes], target: Path, limit: int) -> Decoded:
    sink = Base64File(target, limit)
    for line in lines:
        sink.feed(line.decode("latin-1"))
    return sink.close()


def _plain(lines: Iterator[bytes], target: Path, limit: int) -> Decoded:
    digest, size = hashlib.sha256(), 0
    with target.open("wb") as out:
        for line in lines:
            size += len(line)
            if size <= limit:
                digest.update(line)
                out.write(line)
    problem = "attachment-too-large" if size > limit else "" if size else "attachment-empty"
    return Decoded(target, size, digest.hexdigest(), problem)
