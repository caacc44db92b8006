"""Held packages laid open for the desk: decoded into a folder that goes with the server, read once, ahead of need."""

import datetime as dt
import io
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from PIL import Image

from pipeline import extract, ingest, run
from pipeline.archive import Archive
from pipeline.desk import items, places
from pipeline.document.model import Analysis, Reading, ReceivedFile
from pipeline.document.zone import day
from pipeline.settings import Settings

_OPEN = 24  # packages that lie open at once
_PICTURES = 48  # pages whose pictures are kept, about 100 kB each
WIDTHS = (700, 1000, 1400, 2000)  # pixels of a page's picture, by the steps of the zoom
USUAL = 1  # the step at which a page is shown first


@dataclass(frozen=True, slots=True)
class OpenedPackage:
    """A held package as a person looks at it.

    `texts` are the visible paragraphs of its main file, `marks` where on a page each fact stands.
    """

    files: tuple[ReceivedFile, ...]
    analysis: Analysis | None
    pages: tuple[int, ...]
    texts: tuple[str, ...]
    marks: tuple[places.FieldMark, ...] = ()


class Workplace:
    """Opens packages, in a thread of its own where somebody will want them next; safe to ask from several threads."""

    def __init__(self, archive: Archive, settings: Settings, clock: Callable[[], dt.datetime]) -> None:
        self.settings, self._clock = settings, clock
        self._folder = archive.shelves.private.table()
        self._pool = ThreadPoolExecutor(1)
        self._opened: OrderedDict[str, Future[OpenedPackage]] = OrderedDict()
        self._pictures: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._lock = Lock()

    def open(self, receipt: str, archive: Archive) -> OpenedPackage:
        """The package of a receipt. Raises UsageError for what is sealed or gone."""
        return self.ahead(receipt, archive).result()

    def ahead(self, receipt: str, archive: Archive) -> "Future[OpenedPackage]":
        """Begin to open a package that will be wanted; it is opened once."""
        with self._lock:
            if receipt not in self._opened:
                self._opened[receipt] = self._pool.submit(self._open, receipt, archive)
                while len(self._opened) > _OPEN:
                    self._opened.popitem(last=False)
            self._opened.move_to_end(receipt)
            return self._opened[receipt]

    def folder(self, name: str) -> Path:
        """A folder that goes with the server."""
        path = self._folder / name
        path.mkdir(exist_ok=True)
        return path

    def picture(self, file: ReceivedFile, page: int, width: int) -> bytes | None:
        """A page of a file as PNG, drawn in a limited child; None where it shows none."""
        key = (file.sha256, page, width)
        shown = self._pictures.get(key) or extract.thumbnail(file, self.settings.limits, page, width)
        if shown:
            with self._lock:
                self._pictures[key] = shown
                while len(self._pictures) > _PICTURES:
                    self._pictures.popitem(last=False)
        return shown

    def close(self) -> None:
        """Forget everything."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _open(self, receipt: str, archive: Archive) -> OpenedPackage:
        folder = Path(tempfile.mkdtemp(dir=self._folder))
        kept, reading = run.reopened(receipt, archive, folder, day(self._clock()))
        files = reading.package.files or ingest.read(kept.path, folder / "again", self.settings.limits).files
        return OpenedPackage(
            files=files,
            analysis=reading.analysis,
            pages=tuple(self._pages(file, reading) for file in files),
            texts=_texts(reading),
            marks=self._marks(files, reading),
        )

    def _marks(self, files: tuple[ReceivedFile, ...], reading: Reading) -> tuple[places.FieldMark, ...]:
        """Where the facts stand; the first page is drawn for it ahead of whoever will look at it."""

        def size(at: int, page: int) -> tuple[float, float] | None:
            return _size(self.picture(files[at], page, WIDTHS[USUAL]))

        if files:
            self.picture(files[0], 1, WIDTHS[USUAL])
        read = [reading.extractions.get(file.sha256) for file in files]
        return places.marks(reading.analysis, read, size, items.FIELDS) if reading.analysis else ()

    def _pages(self, file: ReceivedFile, reading: Reading) -> int:
        extraction = reading.extractions.get(file.sha256)
        return (extraction.pages if extraction else None) or 1


def _texts(reading: Reading) -> tuple[str, ...]:
    main = reading.analysis.main_file if reading.analysis else None
    extraction = reading.extractions.get(main or "") or next(iter(reading.extractions.values()), None)
    blocks = extraction.visible if extraction else ()
    return tuple(block.text or " · ".join(cell for row in block.rows for cell in row if cell) for block in blocks)


def _size(picture: bytes | None) -> tuple[float, float] | None:
    """Width and height of the sheet in points, of the picture of a page."""
    if picture is None:
        return None
    with Image.open(io.BytesIO(picture), formats=("PNG",)) as shown:
        dpi = shown.info.get("dpi", (72, 72))[0]
        return shown.width / dpi * 72, shown.height / dpi * 72
