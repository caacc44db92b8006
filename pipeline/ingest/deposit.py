"""Bare files: a Word file from a clerk's disk, a scan, a folder of old resolutions.

Beside `nghi-quyet.pdf` a file `nghi-quyet.pdf.yaml` may state what a package header would: its keys are those of
`SideCar`. Everything else is read from the text.
"""

import datetime as dt
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline import settings, yaml_reader
from pipeline.document import reasons
from pipeline.document.model import Declared, Finding
from pipeline.ingest import attachments, package_texts
from pipeline.ingest.attachments import Contents, Incoming

SIDE_CAR = ".yaml"
_STRANGE = (
    (stat.S_ISLNK, "liên kết"),
    (stat.S_ISDIR, "thư mục"),
    (stat.S_ISFIFO, "ống dẫn"),
    (stat.S_ISSOCK, "cổng nối"),
    (lambda mode: stat.S_ISCHR(mode) or stat.S_ISBLK(mode), "thiết bị"),
)
_SIDE_CAR_BYTES = 65536


class SideCar(BaseModel):
    """What a person states about a bare file; every key may be left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sender: str | None = None
    sender_name: str | None = None
    number: str | None = None
    notation: str | None = None
    issue_date: dt.date | None = None
    type_name: str | None = None
    subject: str | None = None
    place: str | None = None


def read(path: Path, sha256: str, size: int, workdir: Path, limits: settings.Limits) -> Contents:
    """A bare file as the only file of a package without a header; a ZIP of files as a package of them."""
    incoming = [Incoming(path, path.name, size, sha256)]
    declared, problems = _stated(path.with_name(path.name + SIDE_CAR))
    opened = attachments.receive(incoming, workdir, limits, alone=True, code=declared.code or "")
    return Contents(declared, opened.files, (*problems, *opened.findings), package_texts.names(opened.names))


def find(paths: Iterable[Path]) -> list[Path]:
    """What lies below `paths` in the order in which it counts as arrived: as given, within a folder by path.

    Names that begin with a dot, unfinished copies (`.part`, `.tmp`) and side-cars are left. Links, pipes and folders
    that may not be read are among the answers, for whoever reads them to say so: `strange` tells. A link that is
    itself asked for stands for what it shows.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(_below(path), key=os.fsencode)
        else:
            found.append(_shown(path))
    return list(dict.fromkeys(found))


def with_side_car(path: Path) -> list[Path]:
    """A file to receive and, where one lies there, the file beside it that states what a header would."""
    beside = path.with_name(path.name + SIDE_CAR)
    return [path, beside] if beside.is_file() and not beside.is_symlink() else [path]


def strange(path: Path) -> str:
    """What stands at `path` in place of a file, in a word for people; empty for a file and where nothing is."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return ""
    return "" if stat.S_ISREG(mode) else next((word for kind, word in _STRANGE if kind(mode)), "")


def _shown(path: Path) -> Path:
    try:
        return path.resolve(strict=True) if path.is_symlink() else path
    except (OSError, RuntimeError):  # to nowhere, or to itself: reading says so
        return path


def _below(folder: Path) -> Iterator[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        yield folder  # may not be looked into, or has just gone
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _below(entry)
        elif not _beside(entry):
            yield entry


def _beside(path: Path) -> bool:
    """Whether a file is not one to receive: an unfinished copy, or the side-car of another."""
    if path.suffix in (".part", ".tmp", ".crdownload"):
        return True
    return path.suffix == SIDE_CAR and path.with_suffix("").is_file()


def _stated(path: Path) -> tuple[Declared, tuple[Finding, ...]]:
    if path.is_symlink() or not path.is_file():
        return Declared(), ()
    try:
        with path.open("rb") as file:
            raw = yaml_reader.load(file.read(_SIDE_CAR_BYTES)) or {}
        facts = SideCar.model_validate(raw)
    except (OSError, yaml_reader.UnreadableYaml, ValidationError):
        return Declared(), (reasons.finding("sidecar-invalid"),)
    return Declared(**facts.model_dump()), ()
