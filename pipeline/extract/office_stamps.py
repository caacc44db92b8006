"""Stamps put into a Word file as pictures: small framed strips, read by themselves wherever the file shows them.

Signing programs paste MẬT as a picture into the head of the sheet, into a page header, or behind the text; as far as
letters go, the file reads as any other.
"""

import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.document.model import Block, Method, Region
from pipeline.extract import container, ocr, seals
from pipeline.extract.pictures import READABLE

_MOST = 12
_LEAST, _LONGEST = 10, 6.5  # pixels of the short side; times as long as high
_STAMP_MM = 30.0  # a middle stamp of Circular 24/2020/TT-BCA, so that a picture without a size gets one
_WIDE = 900  # pixels: what is larger is reduced
_AROUND = 20  # pixels of white, for borders that touch the edge
_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, container.Unreadable)


def read(box: container.Container) -> tuple[tuple[Block, ...], bool]:
    """What the stamps among a file's pictures say, and whether one looks secret and cannot be read."""
    found = [seal for strip, dpi in _strips(box) for seal in seals.found(strip, dpi, ocr.line, grey=True)]
    told = dict.fromkeys(seal.text for seal in found if seal.text)
    blocks = tuple(Block(text, Region.stamp, Method.ocr) for text in told)
    return blocks, any(seal.doubtful for seal in found)


def _strips(box: container.Container) -> Iterator[tuple[Image.Image, float]]:
    """Pictures of a stamp's proportions on white ground, each with the resolution that makes a stamp of it."""
    names = [name for name in box.names if "/media/" in name and PurePosixPath(name).suffix.lower() in READABLE]
    taken = 0
    for name in names:
        strip = _strip(box, name) if taken < _MOST else None
        if strip is not None:
            taken += 1
            yield strip, (max(strip.size) - 2 * _AROUND) / _STAMP_MM * 25.4


def _strip(box: container.Container, name: str) -> Image.Image | None:
    try:
        with Image.open(io.BytesIO(box.read(name))) as picture:
            short, long = sorted(picture.size)
            if short < _LEAST or not 1.25 * short <= long <= _LONGEST * short:
                return None
            shown = picture.convert("RGBA")
    except _DAMAGE:
        return None
    shown.thumbnail((_WIDE, _WIDE))
    white = Image.new("RGB", shown.size, "white")
    white.paste(shown, mask=shown.getchannel("A"))
    return ImageOps.expand(white, _AROUND, "white")
