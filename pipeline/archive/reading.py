"""What was read from a received file, kept beside its bytes: a person's approval and a later package need no OCR.

One gzipped JSON a received file, under its hash. Of a sealed package nothing is kept: nothing of it was read.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.document.model import Analysis, Extraction, Finding, Package, ReceivedFile


@dataclass(frozen=True, slots=True)
class StoredReading:
    """The files of a package (without their bytes), what each said, what was made of it, and what was found."""

    files: tuple[ReceivedFile, ...] = ()
    extractions: Mapping[str, Extraction] = field(default_factory=dict)
    analysis: Analysis = field(default_factory=Analysis)
    findings: tuple[Finding, ...] = ()


_FORM = TypeAdapter(StoredReading)
_FACTS = TypeAdapter(Analysis)


def of(
    package: Package, extractions: Mapping[str, Extraction], analysis: Analysis, findings: Iterable[Finding]
) -> StoredReading:
    """The values to keep; names that are no text (a bare file may have one) are made text."""
    files = tuple(
        replace(file, name=file.name.encode("utf-8", "replace").decode("utf-8"), path=Path()) for file in package.files
    )
    return StoredReading(files, {sha256: _bare(one) for sha256, one in extractions.items()}, analysis, tuple(findings))


def _bare(read: Extraction) -> Extraction:
    """What was read, without where the pictures of its pages lay during the run."""
    return replace(read, facsimiles=tuple(replace(page, path=Path()) for page in read.facsimiles))


def dumps(kept: StoredReading) -> bytes:
    """The same bytes for the same values."""
    return gzip.compress(_FORM.dump_json(kept), compresslevel=6, mtime=0)


def facts_of(data: bytes) -> Analysis | None:
    """The facts alone of what `dumps` wrote, without texts: a list of hundreds asks for no more."""
    try:
        said = json.loads(gzip.decompress(data))["analysis"]
        return _FACTS.validate_python({name: said[name] for name in ("facts", "council", "organ")})
    except (ValidationError, ValueError, KeyError, TypeError, OSError, EOFError):
        return None


def loads(data: bytes) -> StoredReading | None:
    """Read what `dumps` wrote; None for what an earlier version wrote in another form, which is read anew."""
    try:
        return _FORM.validate_json(gzip.decompress(data))
    except (ValidationError, OSError, EOFError):
        return None
