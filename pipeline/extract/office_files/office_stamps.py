"""Pictures put into an office file: stamps and lines of print, read by themselves wherever the file shows them.

Signing programs paste MẬT as a picture into the head of the sheet, into a page header, or behind the text, and a list
of persons comes as a photograph; as far as letters go, the file reads as any other.
"""

import io
import re
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PIL import Image, ImageSequence, UnidentifiedImageError

from pipeline.document import reasons
from pipeline.document.model import Block, Finding, Method, Region
from pipeline.extract.office_files import container, metafile
from pipeline.extract.scans import lone_pictures, picture_words

SHARE = 0.3  # of the seconds of a file, for pictures that are no pages
_MOST, _MOST_FRAMES = 60, 12
_DRAWN, _TAG = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--)"), re.compile(r"<[^<>]*>")  # SVG
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\xd7\xcd\xc6\x9a", b"\x1f\x8b")
_EMF = b" EMF"
_DAMAGE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
class PictureTexts:
    """What a file's pictures say; whether one may be a stamp of secrecy that is unreadable; whether all were read."""

    blocks: tuple[Block, ...] = ()
    doubtful: bool = False
    whole: bool = True

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What holds the file for its pictures."""
        suspected = (reasons.finding("secret-suspected", "ảnh"),) if self.doubtful else ()
        return (*suspected, *(() if self.whole else (reasons.finding("pages-unread/pictures"),)))


def read(box: container.Container, seconds: float, elsewhere: Collection[bytes] = ()) -> PictureTexts:
    """What a file's pictures say, as `of` tells it of them."""
    return of(_media(box), seconds, elsewhere)


def of(media: Sequence[bytes], seconds: float, elsewhere: Collection[bytes] = ()) -> PictureTexts:
    """What pictures say: stamps, lines of print, and the words that metafiles and pictures carry as words.

    One that cannot be decoded is doubtful: another program may well show it. Lines are read for so many `seconds` of
    processor time, and not of pictures `elsewhere`, which are read as pages are.
    """
    strips, said, mute = list[Image.Image](), list[str](), False
    printed, until, whole = list[Block](), time.process_time() + seconds, True
    for data in media:
        try:
            for item in _shown(data) if data else (None,):
                mute = mute or item is None
                said += [item] if isinstance(item, str) else []
                strips += [item] if isinstance(item, Image.Image) else []
            whole = whole and time.process_time() < until
            printed += _printed(data) if data not in elsewhere and whole else ()
        except _DAMAGE:
            mute = True
    mute, strips = mute or len(strips) > _MOST, strips[:_MOST]
    found = [seal for strip in strips for seal in lone_pictures.seals_of(strip)]
    told = dict.fromkeys(seal.text for seal in found if seal.text)
    stamps = [Block(text, Region.stamp, Method.ocr) for text in told]
    words = [Block(text, Region.hidden) for text in dict.fromkeys(map(str.strip, said)) if text]
    return PictureTexts((*stamps, *words, *printed), mute or any(seal.doubtful for seal in found), whole)


def _printed(data: bytes) -> Iterator[Block]:
    """Lines of print in each frame of a picture; stamps that cannot be read are looked for in its strips."""
    drawn = metafile.read(data)
    if drawn is None and _DRAWN.match(data):
        return
    for picture in drawn.pictures if drawn else (Image.open(io.BytesIO(data)),):
        for frame in islice(ImageSequence.Iterator(picture), _MOST_FRAMES):
            yield from lone_pictures.lines(frame)[0]


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
        frames = list(islice(map(lone_pictures.strip, ImageSequence.Iterator(picture)), _MOST_FRAMES + 1))
        yield from (strip for strip in frames[:_MOST_FRAMES] if strip)
        yield from (None,) if len(frames) > _MOST_FRAMES else ()
