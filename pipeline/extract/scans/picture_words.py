"""Words that a picture file carries beside its picture: EXIF, IPTC, XMP, text chunks; the original is published so."""

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from PIL import ExifTags, Image, IptcImagePlugin

_TAG = re.compile(r"<[^<>]*>")
_MOST = 4000
_WIDE = range(0x9C9B, 0x9CA0)  # XPTitle … XPSubject: UTF-16
_COMMENT = 0x9286  # eight bytes that name the encoding, then the words
# What programs and cameras write of themselves: how it is packed, with what, when.
_PACKED = frozenset({"compression", "Software", "software", "version", "mode", "Creation Time"})
_MACHINES = frozenset(
    tag.value
    for tag in ExifTags.Base
    if tag.name.startswith(("DateTime", "OffsetTime", "SubsecTime", "Lens"))
    or tag.name in ("Make", "Model", "Software")
)
_BROKEN = (OSError, ValueError, SyntaxError, KeyError, TypeError, IndexError, AttributeError)


def of(picture: Image.Image) -> list[str]:
    """What is said there, each once; a block of such data that is broken says nothing."""
    found: list[str] = []
    for source in (_chunks, _exif, _iptc):
        with contextlib.suppress(*_BROKEN):
            found += source(picture)
    return [said for said in dict.fromkeys(map(str.strip, found)) if said and len(said) < _MOST]


def _chunks(picture: Image.Image) -> Iterator[str]:
    for key, value in picture.info.items():
        if key in _PACKED:
            continue
        if isinstance(value, str):
            yield from _TAG.split(value)
        elif key in ("xmp", "comment") and isinstance(value, bytes):
            yield from _TAG.split(value.decode("utf-8", "replace"))


def _exif(picture: Image.Image) -> Iterator[str]:
    told = picture.getexif()
    for tag, value in (*told.items(), *told.get_ifd(ExifTags.IFD.Exif).items()):
        if tag not in _MACHINES:
            yield _worded(tag, value)


def _worded(tag: int, value: Any) -> str:
    if isinstance(value, tuple) and all(isinstance(one, int) and 0 <= one < 256 for one in value):
        value = bytes(value)
    if isinstance(value, bytes) and tag in _WIDE:
        return value.decode("utf-16-le", "replace").strip("\0")
    if isinstance(value, bytes) and tag == _COMMENT:
        said = _wide(value[8:]) if value.startswith(b"UNICODE") else value[8:].decode("utf-8", "replace")
        return said.strip("\0")
    return value if isinstance(value, str) else ""


def _wide(said: bytes) -> str:
    """UTF-16 in the order of the file's own numbers, which is not told here: the one with more letters of ours."""
    both = (said.decode(order, "replace") for order in ("utf-16-le", "utf-16-be"))
    return max(both, key=lambda read: sum(letter < "\u2000" for letter in read))


def _iptc(picture: Image.Image) -> Iterator[str]:
    for value in (IptcImagePlugin.getiptcinfo(picture) or {}).values():  # type: ignore[arg-type]
        for one in value if isinstance(value, list) else (value,):
            yield one.decode("utf-8", "replace") if isinstance(one, bytes) else ""
