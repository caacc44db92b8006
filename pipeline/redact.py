"""The story of a redaction: every file of a document made anew without the places, then the archive shows it so.

As in `run`, rooms are values to values, and only the archive writes.
"""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import errors, extract, media
from pipeline.archive import Archive, Decider, Redaction
from pipeline.document.model import Finding, ReceivedFile
from pipeline.document.record import Facsimile, File
from pipeline.settings import Settings

Place = tuple[int, float, float, float, float]
"""Page, from 1, then left, top, right, bottom as shares of it."""


@dataclass(frozen=True, slots=True)
class Struck:
    """What a redaction would make of a document: its new files by hash, how many places of files it strikes out."""

    redaction: Redaction
    made: Mapping[str, Path]
    places: int


def redact(
    address: str,
    archive: Archive,
    settings: Settings,
    words: Sequence[str],
    places: Sequence[Place],
    decider: Decider,
) -> tuple[int, list[str]]:
    """Strike words, and places of the main file, out of a published document for good, text and files.

    Answers how many places of files were struck out, and where else in content/ the words stand.

    Raises:
        UsageError: as `struck`, and what `Published.redact` refuses.
    """
    with tempfile.TemporaryDirectory(dir=archive.workplace()) as folder:
        return carry_out(struck(address, archive, settings, words, places, Path(folder)), archive, decider)


def carry_out(struck: Struck, archive: Archive, decider: Decider) -> tuple[int, list[str]]:
    """Show a document as it was struck, and never again as it stood. Raises UsageError."""
    redaction = struck.redaction
    return struck.places, archive.published().redact(redaction.address, decider, redaction, struck.made, struck.places)


def struck(
    address: str,
    archive: Archive,
    settings: Settings,
    words: Sequence[str],
    places: Sequence[Place],
    folder: Path,
) -> Struck:
    """Every file made anew in a child with limits and read again by two readers, into `folder`; nothing is published.

    One that cannot be made anew leaves the public whole.

    Raises:
        UsageError: nothing to strike out; the main file cannot be made anew, or does not show the words anywhere.
    """
    if not words and not places:
        raise errors.UsageError(what="--words, --box: cần ít nhất một", what_en="--words, --box: one of them is needed")
    files: dict[str, File | None] = {}
    made: dict[str, Path] = {}
    count = 0
    for file, path in archive.shown.originals(address).items():
        received = ReceivedFile(file.name, file.sha256, file.size, file.media, path)
        new = extract.redact(received, settings.limits, words, places if file.role == "main" else ())
        if isinstance(new, Finding) and file.role == "main":
            raise errors.UsageError(what=f"{file.name}: {new.message}", what_en=f"{file.name}: {new.message_en}")
        if isinstance(new, extract.Redacted) and file.role == "main":
            _on_pages(places, new.pages, file.name)
        if isinstance(new, Finding):
            files[file.sha256] = None
        elif new.struck or new.held:
            shown, paths = _made(file, new, folder, settings)
            files[file.sha256] = shown
            made |= paths
            count += new.struck
        elif file.role == "main":
            vi = "không thấy chữ cần che trong tệp; hãy chỉ chỗ bằng --box TRANG:TRÁI,TRÊN,PHẢI,DƯỚI"
            en = "the words are not seen in the file; show the place by --box PAGE:LEFT,TOP,RIGHT,BOTTOM"
            raise errors.UsageError(what=f"{file.name}: {vi}", what_en=f"{file.name}: {en}")
    return Struck(Redaction(address, tuple(words), files), made, count)


def _on_pages(places: Sequence[Place], pages: int, name: str) -> None:
    """Refuse a place on a page that the file has not: with words beside it, it would be passed over in silence."""
    if beyond := [one[0] for one in places if one[0] > pages]:
        raise errors.UsageError(
            what=f"--box {beyond[0]}:…: {name} chỉ có {pages} trang",
            what_en=f"--box {beyond[0]}:…: {name} has only {pages} pages",
        )


def place(said: str) -> Place:
    """TRANG:TRÁI,TRÊN,PHẢI,DƯỚI, in percent of the page. Raises UsageError."""
    number, _, box = said.partition(":")
    try:
        left, top, right, bottom = (float(one) / 100 for one in box.split(","))
        found = (int(number), left, top, right, bottom)
    except ValueError as error:
        raise errors.UsageError(
            what=f"--box {said}: cần dạng 2:10,40,60,45 (trang: trái, trên, phải, dưới)",
            what_en=f"--box {said}: write 2:10,40,60,45 (page: left, top, right, bottom)",
        ) from error
    if not (found[0] > 0 and 0 <= left < right <= 1 and 0 <= top < bottom <= 1):
        raise errors.UsageError(
            what=f"--box {said}: trái < phải, trên < dưới, từ 0 đến 100 phần trăm",
            what_en=f"--box {said}: left < right, top < bottom, from 0 to 100 percent",
        )
    return found


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
