"""Stamps put into a Word file as pictures: small framed strips, read by themselves wherever the file shows them.

Signing programs paste MẬT as a picture into the head of the sheet, into a page header, or behind the text; as far as
letters go, the file reads as any other.
"""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.document.model import Block, Method, Region
from pipeline.extract import container, metafile, ocr, seals

_MOST, _MOST_FILES = 12, 200
_LEAST, _LONGEST = 10, 6.5  # pixels of the short side; times as long as high
_STAMP_MM = 30.0  # a middle stamp of Circular 24/2020/TT-BCA, so that a picture without a size gets one
_WIDE = 900  # pixels: what is larger is reduced
_AROUND = 20  # pixels of white, for borders that touch the edge
_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def read(box: container.Container) -> tuple[tuple[Block, ...], bool]:
    """What a file's pictures say: its stamps read, and the words that metafiles and pictures carry as words.

    Also whether one looks like a stamp of secrecy and cannot be read.
    """
    pictures, said, mute = list[Image.Image](), list[str](), False
    for data in _media(box):
        drawn = metafile.read(data)
        mute = mute or bool(drawn and drawn.mute)
        said += drawn.said if drawn else ()
        for picture in drawn.pictures if drawn else _opened(data):
            pictures.append(picture)
            said += [str(value) for value in picture.info.values() if isinstance(value, str) and len(value) < 4000]
    strips = [strip for picture in pictures if (strip := _strip(picture)) is not None][:_MOST]
    found = [seal for strip in strips for seal in seals.found(strip, _dpi(strip), ocr.line, grey=True)]
    told = dict.fromkeys(seal.text for seal in found if seal.text)
    stamps = [Block(text, Region.stamp, Method.ocr) for text in told]
    words = [Block(text, Region.hidden) for text in dict.fromkeys(map(str.strip, said)) if text]
    return (*stamps, *words), mute or any(seal.doubtful for seal in found)


def _media(box: container.Container) -> Iterator[bytes]:
    """The bytes of a file's pictures, whatever their names end in; a broken part shows nothing."""
    for name in [name for name in box.names if "/media/" in name or name.startswith("Pictures/")][:_MOST_FILES]:
        try:
            yield box.read(name)
        except container.Unreadable:
            continue


def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        yield Image.open(io.BytesIO(data))
    except _DAMAGE:
        return


def _dpi(strip: Image.Image) -> float:
    """The resolution that makes a stamp of it."""
    return (max(strip.size) - 2 * _AROUND) / _STAMP_MM * 25.4


def _strip(picture: Image.Image) -> Image.Image | None:
    """A picture of a stamp's proportions on white ground."""
    short, long = sorted(picture.size)
    if short < _LEAST or not 1.25 * short <= long <= _LONGEST * short:
        return None
    try:
        shown = picture.convert("RGBA")
    except _DAMAGE:
        return None
    shown.thumbnail((_WIDE, _WIDE))
    white = Image.new("RGB", shown.size, "white")
    white.paste(shown, mask=shown.getchannel("A"))
    return ImageOps.expand(white, _AROUND, "white")
