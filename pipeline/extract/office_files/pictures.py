"""Pictures inside office files: which of them can be read, and which are as large as a scanned sheet."""

import io
from collections.abc import Sequence
from pathlib import PurePosixPath

from PIL import Image, UnidentifiedImageError

from pipeline.extract.office_files import container

READABLE = frozenset((".png", ".jpg", ".jpeg", ".tif", ".tiff"))
_SHORT_SIDE = 700  # points; a sheet of A4 at 100 dpi has 827, emblems and drawn signatures stay below
_LONGEST = 2.2  # times as long as wide: sheets are 1.41, banners more


def readable(box: container.Container, names: Sequence[str]) -> list[str]:
    """The parts among `names` that exist and are pictures of a kind that OCR takes, each once."""
    return [name for name in dict.fromkeys(names) if PurePosixPath(name).suffix.lower() in READABLE and box.has(name)]


def sheets(box: container.Container, names: Sequence[str]) -> tuple[int, ...]:
    """Which of the pictures, counted from 1, may be scanned sheets: an annex pasted so is no text to the gate."""
    return tuple(at for at, name in enumerate(names, 1) if is_sheet(box.read(name)))


def is_sheet(data: bytes) -> bool:
    """Whether a picture, given as its file, may be a scanned sheet."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            short, long = sorted(picture.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return True  # a sheet for all that is known
    return short >= _SHORT_SIDE and long <= _LONGEST * short
