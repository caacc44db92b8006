"""Pictures of pages (jpg, png, tif with several pages), and Word files that are only pictures: text by OCR."""

import io
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import ExifTags, Image, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline import settings
from pipeline.document import reasons
from pipeline.document.model import Block, Coverage, Extraction, Finding, Gap, Region
from pipeline.extract.scans import ocr, picture_words
from pipeline.sheet import layout
from pipeline.sheet.words import Word

MAX_PIXELS = 100_000_000
# A Word file or PDF page with less text than this shows a picture of its text: 26 of 29 real scans carry 60 to 158
# characters of signature stamps.
ENOUGH_TEXT = 200
# OCR may take this part of a file's seconds; what is then still unread is said, not lost with the child.
OCR_SHARE = 0.7
_A4_INCHES = (8.27, 11.69)
_ENOUGH_POINTS = (3400, 4700)  # A4 at 400 dpi
_OBLONG, _NO_FAX = 1.2, 4  # of the resolutions across and down a picture: a telefax has 1.04 or 2.08
_FORMATS = ("JPEG", "PNG", "TIFF")
_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError)


def read(path: Path, sha256: str, limits: settings.Limits, *, kind: str) -> Extraction:
    """OCR a picture file; every frame of it is a page."""
    try:
        pages, total, findings = _pages([path], limits)
        located, said = _location(path), _beside(path)
        frames = max(total, _count([path]))
    except Image.DecompressionBombError:
        return Extraction(sha256, kind, findings=(_too_large(),))
    except _DAMAGE:
        return Extraction(sha256, kind, findings=(_damaged(),))
    shown = tuple(range(1, frames + 1))
    missed = _missed(total if findings else None, frames)
    blocks = (*layout.blocks(pages), *said)
    read = Extraction(sha256, kind, blocks, frames, shown, (*findings, *located), missed)
    return replace(read, turns=turns(pages))


def turns(pages: Iterable[layout.Page]) -> tuple[tuple[int, int], ...]:
    """The pages that do not stand upright, each with the degrees that set it upright."""
    return tuple((page.number, page.upright) for page in pages if page.upright)


def within(read: Extraction, pictures: Sequence[Path], limits: settings.Limits) -> Extraction:
    """The extraction of a file that holds next to no text, with the text of its pictures.

    Pictures are taken from the container: LibreOffice draws the second of two scanned pages in a .doc as a blank one.
    """
    nothing = replace(read.coverage, gaps=tuple(dict.fromkeys((*read.coverage.gaps, Gap.pictures))))
    try:
        pages, total, findings = _pages(pictures, limits)
        frames = max(total, _count(pictures))
    except Image.DecompressionBombError:
        return replace(read, findings=(*read.findings, _too_large()), coverage=nothing)
    except _DAMAGE:
        return replace(read, findings=(*read.findings, _damaged()), coverage=nothing)
    found = layout.blocks(pages)
    if not found and not findings:
        return read
    return replace(
        read,
        blocks=(*read.blocks, *found),
        pages=read.pages or frames,
        image_pages=tuple(range(1, frames + 1)),
        findings=(*read.findings, *findings),
        coverage=nothing if findings else read.coverage,
    )


def thumbnail(path: Path, number: int, width: int) -> bytes:
    """One frame of a picture file, counted from 1, as a PNG `width` pixels wide; nothing of one that is too large."""
    small = draw_frame(path, number, width)
    return b"" if small is None else png(small, _sheet_dpi(small))


def draw_frame(path: Path, number: int, width: int) -> Image.Image | None:
    """One frame of a picture file, counted from 1, `width` pixels wide; None where it is too large to open."""
    with Image.open(path, formats=_FORMATS) as file:
        if file.width * file.height > MAX_PIXELS:
            return None
        file.seek(min(max(number, 1), getattr(file, "n_frames", 1)) - 1)
        shown = (ImageOps.exif_transpose(file) or file).convert("RGB")
    return shown.resize((width, max(round(shown.height * width / max(shown.width, 1)), 1)))


def page(number: int, reading: ocr.PictureWords, stamps: Sequence[Word] = ()) -> layout.Page:
    """An OCRed page for the layout."""
    drawn = (*reading.stamps, *stamps)
    page = layout.Page(number, reading.width, reading.height, reading.words, drawn, reading.rules)
    return replace(page, upright=reading.turned, folds=reading.folds)


def doubtful(number: int, reading: ocr.PictureWords) -> tuple[Finding, ...]:
    """The finding of a stamp that may be one of secrecy, on the page of this number."""
    return (reasons.finding("secret-suspected", f"trang {number}"),) if reading.doubtful else ()


def _pages(paths: Sequence[Path], limits: settings.Limits) -> tuple[list[layout.Page], int, tuple[Finding, ...]]:
    until = time.process_time() + OCR_SHARE * limits.seconds
    pages: list[layout.Page] = []
    doubts: list[Finding] = []
    total = 0
    for total, shown in enumerate(_frames(paths), 1):
        if shown is None or total > limits.pages:
            return pages, total, (_too_large(),)
        if time.process_time() > until:
            return pages, total, (unread(total),)
        reading = ocr.read(*_as_page(shown))
        if reading:
            pages.append(page(total, reading))
            doubts += doubtful(total, reading)
    return pages, total, tuple(doubts)


def _count(paths: Sequence[Path]) -> int:
    """How many frames the files hold, read or not."""
    total = 0
    for path in paths:
        with Image.open(path, formats=_FORMATS) as file:
            total += getattr(file, "n_frames", 1)
    return total


def _missed(first: int | None, frames: int) -> Coverage:
    """Frames from the first on that was not read."""
    return Coverage() if first is None else Coverage(tuple(range(first, frames + 1)))


def _location(path: Path) -> tuple[Finding, ...]:
    """The finding of a picture that says where it was taken, as those of phones do: the original is published."""
    with Image.open(path, formats=_FORMATS) as file:
        placed = bool(file.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    return (reasons.finding("image-location"),) if placed else ()


def _beside(path: Path) -> tuple[Block, ...]:
    """What the file says beside its picture."""
    with Image.open(path, formats=_FORMATS) as file:
        return tuple(Block(said, Region.hidden) for said in picture_words.of(file))


def _frames(paths: Sequence[Path]) -> Iterator[Image.Image | None]:
    for path in paths:
        with Image.open(path, formats=_FORMATS) as file:
            for frame in ImageSequence.Iterator(file):
                if frame.width * frame.height > MAX_PIXELS:
                    yield None
                    return
                # JPEG can be decoded at a half or a quarter: a phone's 90 million points would not fit into the child.
                frame.draft(None, _ENOUGH_POINTS)
                yield _squared(_flat(ImageOps.exif_transpose(frame) or frame), frame.info.get("dpi"))


def _flat(frame: Image.Image) -> Image.Image:
    """In grey or colour, transparent places white."""
    if frame.mode in ("RGBA", "LA", "PA") or "transparency" in frame.info:
        clear = frame.convert("RGBA")
        paper = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(paper, clear).convert("RGB")
    return frame.convert("L" if frame.mode in ("1", "L", "I", "I;16", "F") else "RGB")


def _squared(frame: Image.Image, dpi: tuple[float, float] | None) -> Image.Image:
    """The picture with points as high as wide: those of a telefax are twice as high (204 by 98 an inch)."""
    across, down = (float(one) for one in dpi or (1, 1))
    if min(across, down) <= 0 or not _OBLONG < max(across, down) / min(across, down) < _NO_FAX:
        return frame
    size = frame.width, round(frame.height * across / down)
    return frame.resize(size if across > down else (round(frame.width * down / across), frame.height))


def _as_page(shown: Image.Image) -> tuple[Image.Image, float]:
    """The picture at about 200 dpi, taken for a sheet of A4: resolutions noted in files are too often wrong."""
    dpi = _sheet_dpi(shown)
    if 0.8 * ocr.DPI <= dpi <= 1.3 * ocr.DPI or dpi <= 0:
        return shown, max(dpi, 1.0)
    factor = min(ocr.DPI / dpi, 3.0)
    size = max(round(shown.width * factor), 1), max(round(shown.height * factor), 1)
    return shown.resize(size, Image.Resampling.LANCZOS), dpi * factor


def _sheet_dpi(shown: Image.Image) -> float:
    """Points an inch, where the picture is a sheet of A4."""
    narrow, wide = sorted(shown.size)
    return max(narrow / _A4_INCHES[0], wide / _A4_INCHES[1])


def unread(number: int) -> Finding:
    """The finding of a scan too long for the file's time: pages from `number` on were not read."""
    return reasons.finding("pages-unread/late", f"trang {number}", number=number)


def _too_large() -> Finding:
    return reasons.finding("file-over-limit/picture")


def _damaged() -> Finding:
    return reasons.finding("file-damaged/picture")


def png(shown: Image.Image, dpi: float = 72) -> bytes:
    """A small picture as PNG in 64 colours: enough to see seals by, a third of the bytes.

    The `dpi` that it notes say how large the sheet is on which the boxes of blocks are measured.
    """
    out = io.BytesIO()
    shown.quantize(64).save(out, "PNG", optimize=True, dpi=(dpi, dpi))
    return out.getvalue()
