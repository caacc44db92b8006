"""Text in a Word 97 file that no program shows: unknown streams, sectors that belong to none, bytes behind the end.

Whoever publishes the file publishes these as well.
"""

import re
from collections.abc import Iterator

import olefile

# What LibreOffice reads, or office_active judges; texts of properties come with the converted file.
_READ = re.compile(r"(?:WordDocument|[01]Table|Data|\x05\w*SummaryInformation|\x01CompObj|Macros/.*|ObjectPool/.*)$")
_FREE = 0xFFFFFFFF
_MOST = 4_000_000  # bytes of one place
# Vietnamese in UTF-16: Latin letters and signs, đ ơ ư, letters with accents, marks that combine.
_WIDE = re.compile(rb"(?:[\x20-\x7e\xc0-\xff]\x00|[\x02-\xb0]\x01|[\xa0-\xf9]\x1e|[\x00-\x23]\x03){3,400}")
_NARROW = re.compile(r"[^\W\d_][\w .,:;/()\-]{2,400}")


def texts(ole: olefile.OleFileIO) -> Iterator[str]:
    """What may be words in streams that nothing shows and in bytes that no stream owns."""
    for entry in ole.listdir():
        if not _READ.match("/".join(entry)):
            yield from _words(ole.openstream(entry).read(_MOST))
    yield from _words(_free(ole))


def _free(ole: olefile.OleFileIO) -> bytes:
    """The sectors that the table of sectors calls free, and what lies behind the last one that it knows."""
    size, known = ole.sectorsize, len(ole.fat)
    used = max((at for at in range(known) if ole.fat[at] != _FREE), default=0)
    places = [(at + 1) * size for at in range(used) if ole.fat[at] == _FREE]
    whole = bytearray()
    for place, most in [*((place, size) for place in places), ((used + 2) * size, _MOST)]:
        ole.fp.seek(place)
        whole += ole.fp.read(most)
        if len(whole) > _MOST:
            break
    return bytes(whole)


def _words(data: bytes) -> Iterator[str]:
    yield from (match.group().decode("utf-16-le") for match in _WIDE.finditer(data))
    yield from (match.group() for match in _NARROW.finditer(data.replace(b"\x00", b"\n").decode("utf-8", "replace")))
