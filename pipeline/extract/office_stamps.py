"""Stamps put into a Word file as pictures: small framed strips, read by themselves wherever the file shows them.

Signing programs paste MẬT as a picture into the head of the sheet, into a page header, or behind the text; as far as
letters go, the file reads as any other.
"""

import io
import re
from collections.abc import Iterator
from itertools import islice

from PIL import Image, ImageChops, ImageOps, ImageSequence, UnidentifiedImageError

from pipeline.document.model import Block, Method, Region
from pipeline.extract import container, metafile, ocr, picture_words, seals

_MOST, _MOST_FRAMES = 60, 12
_LEAST, _LONGEST = 10, 6.5  # pixels of the short side; times as long as high
_STAMP_MM = 30.0  # a middle stamp of Circular 24/2020/TT-BCA, so that a picture without a size gets one
_WIDE = 900  # pixels: what is larger is reduced
_EMPTY = 30  # of 255: what is lighter than that is paper
_AROUND = 20  # pixels of white, for borders that touch the edge
_DRAWN, _TAG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--)"), re.compile(r"<[^<>]*>")  # SVG
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\xd7\xcd\xc6\x9a", b"\x1f\x8b")
_EMF = b" EMF"
_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


def read(box: container.Container) -> tuple[tuple[Block, ...], bool]:
    """What a file's pictures say: its stamps read, and the words that metafiles and pictures carry as words.

    Also whether one may be a stamp of secrecy and cannot be read: another program may well show what this one cannot.
    """
    strips, said, mute = list[Image.Image](), list[str](), False
    for data in _media(box):
        try:
            for item in _shown(data) if data else (None,):
                mute = mute or item is None
                said += [item] if isinstance(item, str) else []
                strips += [item] if isinstance(item, Image.Image) else []
        except _DAMAGE:
            mute = True
    mute, strips = mute or len(strips) > _MOST, strips[:_MOST]
    found = [seal for strip in strips for seal in _seals(strip)]
    told = dict.fromkeys(seal.text for seal in found if seal.text)
    stamps = [Block(text, Region.stamp, Method.ocr) for text in told]
    words = [Block(text, Region.hidden) for text in dict.fromkeys(map(str.strip, said)) if text]
    return (*stamps, *words), mute or any(seal.doubtful for seal in found)


def _seals(strip: Image.Image) -> list[seals.Seal]:
    """The stamps of a strip; of one that has no frame, as watermarks have none, what its words are."""
    found = list(seals.find_stamps(strip, _dpi(strip), ocr.line, grey=True))
    if found:
        return found
    said = seals.whole(ImageOps.autocontrast(strip.convert("L")).convert("RGB"), _dpi(strip), ocr.line)
    return [seals.Seal((0, 0, *strip.size), said, framed=False, doubled=False, red=False)] if said else []


def _media(box: container.Container) -> list[bytes]:
    """A file's pictures, each once, wherever it keeps them and whatever they end in; empty where one is unreadable."""
    found: dict[bytes, None] = {}
    for name in box.names:
        kept = "/media/" in name or name.startswith("Pictures/")
        if name.endswith("/") or (not kept and name.endswith((".xml", ".rels"))):
            continue
        try:
            data = box.read(name)
        except container.UnreadableFile:
            data = b""
        if kept or data.startswith(_PICTURES) or data[40:44] == _EMF:
            found[data] = None
    return list(found)


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
        yield from picture_words.of(picture)
        frames = list(islice(map(_strip, ImageSequence.Iterator(picture)), _MOST_FRAMES + 1))
        yield from (strip for strip in frames[:_MOST_FRAMES] if strip)
        yield from (None,) if len(frames) > _MOST_FRAMES else ()


def _dpi(strip: Image.Image) -> float:
    """The resolution that makes a stamp of it."""
    return (max(strip.size) - 2 * _AROUND) / _STAMP_MM * 25.4


def _strip(picture: Image.Image) -> Image.Image | None:
    """A picture of a stamp's proportions on white ground, without the empty room that was saved around it."""
    if min(picture.size) < _LEAST:
        return None
    shown = picture.convert("RGBA")
    white = Image.new("RGB", shown.size, "white")
    white.paste(shown, mask=shown.getchannel("A"))
    ink = ImageChops.invert(white.convert("L")).point([255 if level > _EMPTY else 0 for level in range(256)])
    white = white.crop(ink.getbbox())
    short, long = sorted(white.size)
    if short < _LEAST or not 1.25 * short <= long <= _LONGEST * short:
        return None
    white.thumbnail((_WIDE, _WIDE))
    return ImageOps.expand(white, _AROUND, "white")
