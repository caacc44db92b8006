"""Stamps put into a Word file as pictures: small framed strips, read by themselves wherever the file shows them.

Signing programs paste MẬT as a picture into the head of the sheet, into a page header, or behind the text; as far as
letters go, the file reads as any other.
"""

import io
import re
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.document.model import Block, Method, Region
from pipeline.extract import container, metafile, ocr, seals

_MOST, _MOST_FILES = 12, 200
_LEAST, _LONGEST = 10, 6.5  # pixels of the short side; times as long as high
_STAMP_MM = 30.0  # a middle stamp of Circular 24/2020/TT-BCA, so that a picture without a size gets one
_WIDE = 900  # pixels: what is larger is reduced
_AROUND = 20  # pixels of white, for borders that touch the edge
_DRAWN, _TAG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--)"), re.compile(r"<[^<>]*>")  # SVG
_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def read(box: container.Container) -> tuple[tuple[Block, ...], bool]:
    """What a file's pictures say: its stamps read, and the words that metafiles and pictures carry as words.

    Also whether one may be a stamp of secrecy and cannot be read: another program may well show what this one cannot.
    """
    strips, said, mute = list[Image.Image](), list[str](), False
    for name in _media(box):
        try:
            for item in _shown(box.read(name)):
                mute = mute or item is None
                said += [item] if isinstance(item, str) else []
                strips += [item] if isinstance(item, Image.Image) else []
        except (*_DAMAGE, container.UnreadableFile):
            mute = True
    strips = strips[:_MOST]
    found = [seal for strip in strips for seal in seals.find_stamps(strip, _dpi(strip), ocr.line, grey=True)]
    told = dict.fromkeys(seal.text for seal in found if seal.text)
    stamps = [Block(text, Region.stamp, Method.ocr) for text in told]
    words = [Block(text, Region.hidden) for text in dict.fromkeys(map(str.strip, said)) if text]
    return (*stamps, *words), mute or any(seal.doubtful for seal in found)


def _media(box: container.Container) -> list[str]:
    """The names of a file's pictures, whatever they end in."""
    kept = (name for name in box.names if "/media/" in name or name.startswith("Pictures/"))
    return [name for name in kept if not name.endswith("/")][:_MOST_FILES]


def _shown(data: bytes) -> Iterator[Image.Image | str | None]:
    """Strips of a stamp's proportions in one picture, the words it carries as words; None for a mute red drawing."""
    drawn = metafile.read(data)
    if drawn is None and _DRAWN.match(data):
        yield from filter(str.strip, _TAG.split(data.decode("utf-8", "replace")))
        return
    if drawn:
        yield from drawn.said
        yield from (None,) if drawn.mute else ()
    for picture in drawn.pictures if drawn else (Image.open(io.BytesIO(data)),):
        yield from (str(said) for said in picture.info.values() if isinstance(said, str) and len(said) < 4000)
        strip = _strip(picture)
        yield from (strip,) if strip else ()


def _dpi(strip: Image.Image) -> float:
    """The resolution that makes a stamp of it."""
    return (max(strip.size) - 2 * _AROUND) / _STAMP_MM * 25.4


def _strip(picture: Image.Image) -> Image.Image | None:
    """A picture of a stamp's proportions on white ground."""
    short, long = sorted(picture.size)
    if short < _LEAST or not 1.25 * short <= long <= _LONGEST * short:
        return None
    shown = picture.convert("RGBA")
    shown.thumbnail((_WIDE, _WIDE))
    white = Image.new("RGB", shown.size, "white")
    white.paste(shown, mask=shown.getchannel("A"))
    return ImageOps.expand(white, _AROUND, "white")
