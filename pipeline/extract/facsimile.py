"""The picture of a scanned page that readers see beside its text: a small WebP, drawn in the child, checked outside.

Of what the child answers only the head is read here: a single lossy frame, nothing behind it (so no metadata, no place
where a photo was taken), and its size in pixels. RFC 9649 gives the bytes.
"""

import io
import struct
from pathlib import Path

from PIL import Image

from pipeline import media

WIDTH = 1000  # pixels: 12-point letters are read without effort, a page is some 50 kB
LARGEST = 400_000  # bytes; a photo full of noise is drawn again more coarsely
_QUALITIES = (40, 20, 5)
_HEAD = struct.Struct("<4sI4s4sI3s3sHH")
_START = b"\x9d\x01\x2a"


def draw(path: Path, kind: str, page: int, width: int, turn: int = 0) -> bytes:
    """One page of a PDF or picture file, counted from 1, as WebP; nothing where there is none or it is too big.

    `turn` is by how many degrees, against the clock, it is set upright.
    """
    drawn = _drawn(path, kind, page, width)
    made = (_webp(drawn.rotate(turn, expand=True), quality) for quality in _QUALITIES) if drawn is not None else ()
    return next((one for one in made if len(one) <= LARGEST), b"")


def size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a WebP of one lossy frame and nothing else; None for anything else."""
    if len(data) < _HEAD.size or len(data) > LARGEST:
        return None
    riff, length, webp, frame, inner, _, start, width, height = _HEAD.unpack_from(data)
    known = (riff, webp, frame, start) == (b"RIFF", b"WEBP", b"VP8 ", _START)
    whole = length + 8 == len(data) and inner + (inner & 1) + 20 == len(data)
    width, height = width & 0x3FFF, height & 0x3FFF
    return (width, height) if known and whole and width and height else None


def _drawn(path: Path, kind: str, page: int, width: int) -> Image.Image | None:
    if kind == media.PDF.media:
        from pipeline.extract.pdf_files import pdf_page

        return pdf_page.draw_page(path, page, width)[0]
    if kind in media.IMAGES:
        from pipeline.extract.scans import image

        return image.draw_frame(path, page, width)
    return None


def _webp(drawn: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    drawn.convert("RGB").save(out, "WEBP", quality=quality, method=2)
    return out.getvalue()
