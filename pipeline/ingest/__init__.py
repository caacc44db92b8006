"""Read what arrived: edXML packages and bare files, into a Package, at which `gate` looks first."""

import hashlib
from dataclasses import replace
from pathlib import Path

from pipeline import errors, media, settings
from pipeline.document import reasons
from pipeline.document.model import Declared, Package
from pipeline.ingest import deposit, edxml, wrapped
from pipeline.ingest.arriving import Arrivals
from pipeline.ingest.attachments import Contents
from pipeline.ingest.deposit import find, with_side_car

__all__ = ["Arrivals", "find", "read", "with_side_car"]

_CHUNK = 1 << 16
_PACKAGE_NAMES = frozenset({".edxml", ".xml"})


def read(path: Path, workdir: Path, limits: settings.Limits, *, address: str = "") -> Package:
    """Open one received file; decoded attachments are written into `workdir` under generated names.

    `address` is our own code on the axis. Never raises for what the file holds: that is told by findings, also for a
    file that cannot be opened, or for what is no file at all; such a package has no hash. Raises OSError when the
    machine fails: that disk is full says nothing about the file.
    """
    strange = deposit.strange(path)
    if strange:
        return Package(path, "", 0, "file", findings=(reasons.finding("not-a-file", what=strange),))
    try:
        sha256, size, kind, whole = _looked_at(path)
        if kind == media.EMPTY:
            return Package(path, sha256, 0, "file", findings=(reasons.finding("empty"),))
        if kind == media.HTML and path.suffix.lower() in _PACKAGE_NAMES:
            return Package(path, sha256, size, "axis", findings=(reasons.finding("not-xml"),))
        workdir.mkdir(parents=True, exist_ok=True)
        if inner := wrapped.taken_out(path, kind, workdir, limits):
            opened = _of_inner(inner, workdir, limits, address)
            came = "axis"
        elif kind.media in media.PACKAGES or kind == media.XML or path.suffix.lower() in _PACKAGE_NAMES:
            message = kind == media.MIME
            opened = edxml.read(path, workdir, limits, address=address, message=message, whole=whole)
            came = "axis"
        else:
            opened, came = deposit.read(path, sha256, size, workdir, limits), "file"
        return Package(path, sha256, size, came, opened.declared, opened.files, opened.findings, opened.wordings)
    except OSError as error:
        if errors.is_of_the_machine(error):
            raise
        return Package(path, "", 0, "file", findings=(reasons.finding("file-unreadable"),))


def _of_inner(inner: wrapped.CarriedPackage, workdir: Path, limits: settings.Limits, address: str) -> Contents:
    if inner.refused:
        return Contents(Declared(), (), (reasons.finding(inner.refused),), inner.wordings)
    opened = edxml.read(inner.path, workdir, limits, address=address)
    return replace(
        opened,
        findings=(reasons.finding("package-unwrapped"), *opened.findings),
        wordings=(*inner.wordings, *opened.wordings),
    )


def _looked_at(path: Path) -> tuple[str, int, media.MediaType, bytes | None]:
    """Hash, size and kind of a file, and the whole of a small one, so that it is opened once."""
    with path.open("rb") as file:
        first = file.read(_CHUNK)
        digest = hashlib.sha256(first)
        while chunk := file.read(_CHUNK):  # file_digest clears a quarter of a megabyte before it reads a few kilobytes
            digest.update(chunk)
        size = file.tell()
        whole = first if size == len(first) else None
        return digest.hexdigest(), size, media.kind_of(first[: media.HEAD], path), whole
