"""Turn one received file into blocks of text, in a limited child process; there `readers` chooses who reads it.

`read` is all that other rooms need: it answers for every file, also for one that kills its reader.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import media, settings
from pipeline.document import reasons
from pipeline.document.model import DrawnPage, Extraction, FileSignature, Finding, ReceivedFile
from pipeline.extract import facsimile, sandbox, wire
from pipeline.extract.sandbox import Ending, Task

PICTURED = 100  # pages of a file whose pictures are kept


def read(file: ReceivedFile, limits: settings.Limits, workdir: Path | None = None) -> Extraction:
    """Read a file's text, tables and findings in a child with limits, which works below `workdir`.

    Never raises for what is in the file: a reader that dies, runs out of memory or time, or writes too much gives an
    extraction without blocks and a finding that holds the package. Raises OSError when the disk is full.
    """
    answer = sandbox.ask(Task("read", file.path, file.media, file.sha256, workdir), limits)
    if answer.ending is not Ending.done:
        return _failed(file, _why(answer, limits))
    try:
        return wire.extraction(answer.content, file.sha256, file.media)
    except wire.BrokenAnswer:
        return _failed(file, _crash("câu trả lời không đọc được", "its answer cannot be read"))


def thumbnail(file: ReceivedFile, limits: settings.Limits, page: int = 1, width: int = 900) -> bytes | None:
    """A picture (PNG) of one page of a PDF or image, `width` pixels wide; None where the file shows none."""
    task = Task("thumbnail", file.path, file.media, file.sha256, page=page, width=width)
    answer = sandbox.ask(task, limits)
    shown = answer.ending is Ending.done and answer.content.startswith(b"\x89PNG\r\n\x1a\n")
    return answer.content if shown else None


def facsimiles(
    file: ReceivedFile, pages: Mapping[int, int], limits: settings.Limits, folder: Path
) -> tuple[DrawnPage, ...]:
    """Pictures of pages for readers, written below `folder`; a page that shows none, or too large a one, is left.

    `pages` gives by how many degrees each is turned upright. The first `PICTURED` of them: a register of 500 sheets is
    looked at in the original.
    """
    made = (_facsimile(file, page, pages[page], limits, folder) for page in list(pages)[:PICTURED])
    return tuple(one for one in made if one is not None)


def _facsimile(file: ReceivedFile, page: int, turn: int, limits: settings.Limits, folder: Path) -> DrawnPage | None:
    task = Task("facsimile", file.path, file.media, file.sha256, page=page, width=facsimile.WIDTH, turn=turn)
    answer = sandbox.ask(task, limits)
    size = facsimile.size(answer.content) if answer.ending is Ending.done else None
    if size is None:
        return None
    sha256 = hashlib.sha256(answer.content).hexdigest()
    path = folder / sha256
    path.write_bytes(answer.content)
    return DrawnPage(page, sha256, len(answer.content), *size, path)


def signatures(
    file: ReceivedFile, limits: settings.Limits, roots: str = "", workdir: Path | None = None
) -> tuple[FileSignature, ...]:
    """The digital signatures of a PDF, in its order; `roots` is a folder of root certificates.

    Nothing where the file is none or its reader fails: they are shown to readers and decide nothing.
    """
    if file.media != media.PDF.media or b"/ByteRange" not in file.path.read_bytes():
        return ()
    answer = sandbox.ask(Task("signatures", file.path, file.media, file.sha256, workdir, roots=roots), limits)
    if answer.ending is not Ending.done:
        return ()
    try:
        return wire.signatures(answer.content)
    except wire.BrokenAnswer:
        return ()


@dataclass(frozen=True, slots=True)
class Redacted:
    """A PDF without the places: how many were struck out; `held` tells whether the file held the words at all."""

    data: bytes
    struck: int
    held: bool
    pages: int


def redact(
    file: ReceivedFile,
    limits: settings.Limits,
    words: Sequence[str],
    places: Sequence[tuple[int, float, float, float, float]] = (),
) -> Redacted | Finding:
    """A file made anew as PDF, in which neither these words nor what stood at these places is left, in no layer.

    A place is its page, from 1, and left, top, right, bottom as shares of it. Two readers that share no code have
    looked for the words in what comes back. A finding says why there is no such PDF.
    """
    task = Task("redact", file.path, file.media, file.sha256, words=tuple(words), places=tuple(places))
    answer = sandbox.ask(task, limits)
    if answer.ending is not Ending.done:
        return _why(answer, limits)
    head, _, data = answer.content.partition(b"\n")
    if not data.startswith(b"%PDF"):
        return _crash("những chữ ấy vẫn còn trong tệp làm ra", "the words are still in what was made")
    return Redacted(data=data, **json.loads(head))


def _failed(file: ReceivedFile, finding: Finding) -> Extraction:
    return Extraction(sha256=file.sha256, media=file.media, findings=(finding,))


def _why(answer: sandbox.ChildAnswer, limits: settings.Limits) -> Finding:
    if answer.ending is Ending.time:
        return _over(f"quá {limits.seconds} giây", f"more than {limits.seconds} seconds")
    if answer.ending is Ending.memory:
        return _over(f"quá {limits.memory_mb} MB bộ nhớ", f"more than {limits.memory_mb} MB of memory")
    if answer.ending is Ending.size:
        return _over("sinh ra quá nhiều dữ liệu", "too much output")
    if answer.ending is Ending.tool:
        return reasons.finding("tool-missing", tool=answer.content.decode("utf-8", "replace"))
    return _crash(answer.detail, answer.detail)


def _over(vi: str, en: str) -> Finding:
    return reasons.finding("file-over-limit", why=(vi, en))


def _crash(vi: str, en: str) -> Finding:
    return reasons.finding("file-crashed-reader", why=(vi, en))
