"""The story of a redaction: every file of a document made anew without the places, then the archive shows it so.

As in `run`, rooms are values to values, and only the archive writes.
"""

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline import errors, extract, media
from pipeline.archive import Archive, Decider, Redaction
from pipeline.document.model import Finding, ReceivedFile
from pipeline.document.record import Facsimile, File
from pipeline.settings import Settings

Place = tuple[int, float, float, float, float]
"""Page, from 1, then left, top, right, bottom as shares of it."""


def redact(
    address: str,
    archive: Archive,
    settings: Settings,
    words: Sequence[str],
    places: Sequence[Place],
    decider: Decider,
) -> tuple[int, list[str]]:
    """Strike words, and places of the main file, out of a published document for good, text and files.

    Every file is made anew in a child with limits and
    read again by two readers; one that cannot be made anew leaves the public whole. Answers how many places of files
    were struck out, and where else in content/ the words stand.

    Raises:
        UsageError: nothing to strike out; the main file cannot be made anew, or does not show the words anywhere.
    """
    if not words and not places:
        raise errors.UsageError(what="--words, --box: cần ít nhất một (one of them is needed)")
    published = archive.published()
    with tempfile.TemporaryDirectory(dir=archive.workplace()) as folder:
        files: dict[str, File | None] = {}
        made: dict[str, Path] = {}
        struck = 0
        for file, path in published.originals(address).items():
            received = ReceivedFile(file.name, file.sha256, file.size, file.media, path)
            new = extract.redact(received, settings.limits, words, places if file.role == "main" else ())
            if isinstance(new, Finding) and file.role == "main":
                raise errors.UsageError(what=f"{file.name}: {new.message}")
            if isinstance(new, Finding):
                files[file.sha256] = None
            elif new.struck or new.held:
                shown, paths = _made(file, new, Path(folder), settings)
                files[file.sha256] = shown
                made |= paths
                struck += new.struck
            elif file.role == "main":
                what = "không thấy chữ cần che trong tệp; hãy chỉ chỗ bằng --box TRANG:TRÁI,TRÊN,PHẢI,DƯỚI"
                raise errors.UsageError(what=f"{file.name}: {what}")
        redaction = Redaction(address, tuple(words), files)
        return struck, published.redact(address, decider, redaction, made, struck)


def _made(file: File, new: extract.Redacted, folder: Path, settings: Settings) -> tuple[File, dict[str, Path]]:
    """The new file as the document shows it, and where its bytes and those of its pages' pictures lie by hash."""
    sha256 = hashlib.sha256(new.data).hexdigest()
    path = folder / sha256
    path.write_bytes(new.data)
    name = f"{Path(file.name).stem} (đã che).pdf"
    facts = {"name": name, "sha256": sha256, "size": len(new.data), "media": media.PDF.media, "ext": "pdf"}
    drawn = _drawn(file, ReceivedFile(name, sha256, len(new.data), media.PDF.media, path), folder, settings)
    shown = tuple(one for one, _ in drawn)
    paths = {sha256: path, **{one.sha256: where for one, where in drawn}}
    return file.model_copy(update={**facts, "pages": new.pages, "signatures": (), "facsimiles": shown}), paths


def _drawn(file: File, new: ReceivedFile, folder: Path, settings: Settings) -> list[tuple[Facsimile, Path]]:
    """The pages of which readers had pictures, drawn from the new file."""
    before = {one.page: one for one in file.facsimiles}
    return [
        (
            before[one.page].model_copy(
                update={"sha256": one.sha256, "size": one.size, "width": one.width, "height": one.height}
            ),
            one.path,
        )
        for one in extract.facsimiles(new, dict.fromkeys(before, 0), settings.limits, folder)
    ]
