"""Which reader takes which kind of file; runs in the child, but for `preload` and `prepare` of the server before it.

What a reader saw, lines and grids, becomes blocks with regions in `sheet`.
"""

import contextlib
import importlib
import socket
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import errors, media, settings
from pipeline.document import reasons
from pipeline.document.model import Extraction
from pipeline.extract import wire

_PRELOADED = (
    "pipeline.extract.pdf_files.pdf",
    "pipeline.extract.scans.image",
    "pipeline.extract.office_files.docx",
    "pipeline.extract.web_pages.html",
    "pypdf",
)
_PICTURES = ("Bmp", "Gif", "Jpeg", "Png", "Ppm", "Tiff", "WebP")  # what Pillow loads when it opens or writes the first
_SIGNATURES = ("pyhanko.pdf_utils.reader", "pyhanko.sign.validation", "pyhanko.keys")
_OFFICE = frozenset(kind.media for kind in (media.DOC, media.ODT, media.RTF))
_PAGED = frozenset({media.PDF.media}) | media.IMAGES


def preload() -> None:
    """Load the libraries once; children get them by being forked."""
    _load(_PRELOADED)


def _load(names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(ModuleNotFoundError):
            importlib.import_module(name)


def prepare(name: str, kind: str) -> None:
    """Load what a task needs before the first file that needs it, once a server; its child starts with it by the fork.

    Tesseract takes 0.09 s of CPU to begin, what checks signatures a second; Pillow looks for the writer of a WebP among
    all that it knows, which took half as long as drawing the page.
    """
    if name == "signatures":
        _load(_SIGNATURES)
    if name in ("facsimile", "thumbnail") or kind in media.IMAGES:
        _load(f"PIL.{one}ImagePlugin" for one in _PICTURES)
    if name == "read" and kind in _PAGED:
        from pipeline.extract.scans import ocr

        with contextlib.suppress(errors.ToolMissing):  # said of the first page that it cannot read
            ocr.begin()


def asks_of_pictures(name: str, kind: str) -> bool:
    """Whether the reader of a media type asks the looker (`scans.remembered`)."""
    return name == "read" and kind == media.PDF.media


def begin_asking(connection: socket.socket) -> None:
    """Let this child's reader ask the looker over a connection."""
    from pipeline.extract.scans import remembered

    remembered.begin(connection)


def needs_office(kind: str, task: str = "read") -> bool:
    """Whether LibreOffice converts this media type for a task."""
    return kind in _OFFICE or (task == "redact" and kind == media.DOCX.media)


def do(request: dict[str, Any], limits: settings.Limits) -> bytes:
    """Do what the parent asks with one file.

    Raises:
        errors.ToolMissing: a program of the system that this file needs is not installed.
    """
    path, kind = Path(request["path"]), str(request["media"])
    if request["name"] == "thumbnail":
        return _thumbnail(path, kind, int(request["page"]), int(request["width"]))
    if request["name"] == "facsimile":
        from pipeline.extract import facsimile

        return facsimile.draw(path, kind, int(request["page"]), int(request["width"]), int(request["turn"]))
    if request["name"] == "signatures":
        from pipeline.extract.pdf_files import pdf_signatures

        return pdf_signatures.answer(path, str(request["roots"]))
    if request["name"] == "redact":
        from pipeline.extract import striking

        return striking.answer(path, kind, request["words"], request["places"], limits)
    return wire.bytes_of(read(path, kind, str(request["sha256"]), limits))


def read(path: Path, kind: str, sha256: str, limits: settings.Limits) -> Extraction:
    """Read one file by the media type that its bytes show."""
    if kind == media.PDF.media:
        from pipeline.extract.pdf_files import pdf

        return pdf.read(path, sha256, limits)
    if kind in media.IMAGES:
        from pipeline.extract.scans import image

        return image.read(path, sha256, limits, kind=kind)
    return _office(path, kind, sha256, limits)


def _office(path: Path, kind: str, sha256: str, limits: settings.Limits) -> Extraction:
    if kind == media.DOCX.media:
        from pipeline.extract.office_files import docx

        return _with_pictures(docx.read(path, sha256, limits), path, limits)
    if kind in _OFFICE:
        from pipeline.extract.office_files import libreoffice

        read = libreoffice.read(path, sha256, limits, workdir=Path.cwd())
        return _with_pictures(read, Path.cwd() / libreoffice.MADE, limits)
    if kind in media.ANNEXES_ONLY:
        from pipeline.extract.workbooks import spreadsheet

        return spreadsheet.read(path, sha256, limits)
    return _markup(path, kind, sha256, limits)


def _markup(path: Path, kind: str, sha256: str, limits: settings.Limits) -> Extraction:
    from pipeline.extract.web_pages import html

    if kind == media.HTML.media:
        return html.read(path, sha256, limits)
    if kind == media.MHT.media:
        from pipeline.extract.web_pages import web_archive

        return web_archive.read(path, sha256, limits)
    if kind == media.MARKDOWN.media:
        return html.markdown(path, sha256, limits)
    if kind == media.TEXT.media:
        return html.plain(path, sha256, limits)
    return Extraction(sha256=sha256, media=kind, findings=(reasons.finding("media-unknown", media=kind),))


def _with_pictures(read: Extraction, path: Path, limits: settings.Limits) -> Extraction:
    """A Word text, with what those of its pictures say that hold what a page would."""
    from pipeline.extract.office_files import docx
    from pipeline.extract.scans import image

    if read.characters >= image.ENOUGH_TEXT and not read.image_pages:
        return read
    pictures = docx.images(path, Path.cwd())
    shown = [pictures[page - 1] for page in read.image_pages if page <= len(pictures)] or pictures
    return replace(image.within(read, shown, limits), pages=read.pages) if shown else read


def _thumbnail(path: Path, kind: str, page: int, width: int) -> bytes:
    if kind == media.PDF.media:
        from pipeline.extract.pdf_files import pdf_page

        return pdf_page.thumbnail(path, page, width)
    if kind in media.IMAGES:
        from pipeline.extract.scans import image

        return image.thumbnail(path, page, width)
    return b""
