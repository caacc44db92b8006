"""Held packages laid open for the desk: decoded into a folder that goes with the server, read once, ahead of need."""

import tempfile
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from pipeline import extract, ingest, run
from pipeline.archive import Archive
from pipeline.document.model import Analysis, Finding, ReceivedFile
from pipeline.document.vocabulary import Vocabulary
from pipeline.settings import Settings

_OPEN = 24  # packages that lie open at once


@dataclass(frozen=True, slots=True)
class Opened:
    """A held package as a person looks at it. `texts` are the visible paragraphs of its main file."""

    files: tuple[ReceivedFile, ...]
    analysis: Analysis | None
    findings: tuple[Finding, ...]
    pages: tuple[int, ...]
    texts: tuple[str, ...]


class Workplace:
    """Opens packages, in a thread of its own where somebody will want them next; safe to ask from several threads."""

    def __init__(self, archive: Archive, settings: Settings, vocabulary: Vocabulary) -> None:
        self.settings, self.vocabulary = settings, vocabulary
        self._folder = tempfile.TemporaryDirectory(dir=archive.workplace(), ignore_cleanup_errors=True)
        self._pool = ThreadPoolExecutor(1)
        self._opened: OrderedDict[str, Future[Opened]] = OrderedDict()
        self._lock = Lock()

    def open(self, receipt: str, archive: Archive) -> Opened:
        """The package of a receipt. Raises UsageError for what is sealed or gone."""
        return self.ahead(receipt, archive).result()

    def ahead(self, receipt: str, archive: Archive) -> "Future[Opened]":
        """Begin to open a package that will be wanted; it is opened once."""
        with self._lock:
            if receipt not in self._opened:
                self._opened[receipt] = self._pool.submit(self._open, receipt, archive)
                while len(self._opened) > _OPEN:
                    self._opened.popitem(last=False)
            self._opened.move_to_end(receipt)
            return self._opened[receipt]

    def picture(self, file: ReceivedFile, page: int, width: int) -> bytes | None:
        """A page of a file as PNG, drawn in a limited child; None where it shows none."""
        return extract.thumbnail(file, self.settings.limits, page, width)

    def close(self) -> None:
        """Forget everything."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._folder.cleanup()

    def _open(self, receipt: str, archive: Archive) -> Opened:
        folder = Path(tempfile.mkdtemp(dir=self._folder.name))
        kept = archive.kept(receipt, folder)
        reading = run.read(kept.path, folder / "files", self.settings, self.vocabulary, kept.extractions)
        files = reading.package.files or ingest.read(kept.path, folder / "again", self.settings.limits).files
        return Opened(
            files=files,
            analysis=reading.analysis,
            findings=reading.findings,
            pages=tuple(self._pages(file, reading) for file in files),
            texts=_texts(reading),
        )

    def _pages(self, file: ReceivedFile, reading: run.Reading) -> int:
        extraction = reading.extractions.get(file.sha256)
        return (extraction.pages if extraction else None) or 1


def _texts(reading: run.Reading) -> tuple[str, ...]:
    main = reading.analysis.main_file if reading.analysis else None
    extraction = reading.extractions.get(main or "") or next(iter(reading.extractions.values()), None)
    blocks = extraction.visible if extraction else ()
    return tuple(block.text or " · ".join(cell for row in block.rows for cell in row if cell) for block in blocks)
