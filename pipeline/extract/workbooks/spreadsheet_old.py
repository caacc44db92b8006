"""What an XLS workbook prints beside its cells, which xlrd leaves out: page headers, footers, text boxes ([MS-XLS])."""

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

from pipeline.extract.workbooks import spreadsheet_blips
from pipeline.extract.workbooks.spreadsheet_parts import header_lines

_HEADER, _FOOTER, _OBJ, _TXO, _CONTINUE, _BOF = 0x0014, 0x0015, 0x005D, 0x01B6, 0x003C, 0x0809
_FORMULA = 0x0006
_NOTE = 0x19  # kind of an object whose box is a comment
_CHART = 0x0020  # substream type of a BOF record
_MOST_RECORDS = 2_000_000


Said = tuple[list[str], list[str], bool]


def beside(path: Path) -> Said:
    """Lines of page headers and footers, texts of boxes that are no comments, and whether there are charts."""
    return parts_of_records(records(_stream(path)))


def uncounted(path: Path) -> bool:
    """Whether no formula has a value: programs that do not count write the empty string for each.

    Excel counts them when it opens the file; that one is empty may be what it says.
    """
    values = [data[6:14] for kind, data in records(_stream(path)) if kind == _FORMULA and len(data) >= 14]
    return bool(values) and all(value[:1] == b"\x03" and value[6:] == b"\xff\xff" for value in values)


def pictures(path: Path) -> list[bytes]:
    """The pictures that it keeps, as files."""
    return spreadsheet_blips.of(records(_stream(path)))


def _stream(path: Path) -> bytes:
    with olefile.OleFileIO(str(path)) as ole:
        name = next((name for name in ("Workbook", "Book") if ole.exists(name)), None)
        return ole.openstream(name).read() if name else b""


def parts_of_records(told: Iterator[tuple[int, bytes]]) -> Said:
    """The same of a stream's records; of files older than BIFF8 the bytes of texts are taken as Latin-1."""
    margins: list[str] = []
    boxes: list[str] = []
    charts = False
    waiting, shape = False, 0
    for kind, data in told:
        if kind == _BOF and len(data) >= 4:
            charts = charts or struct.unpack_from("<H", data, 2)[0] == _CHART
        elif kind in (_HEADER, _FOOTER):
            margins += header_lines(_string(data))
        elif kind == _OBJ and len(data) >= 6:
            shape = struct.unpack_from("<H", data, 4)[0]
        elif kind == _CONTINUE and waiting and shape != _NOTE:
            boxes += [line for line in _letters(data[:1], data[1:]).split("\n") if line.strip()]
        waiting = kind == _TXO and len(data) >= 12 and struct.unpack_from("<H", data, 10)[0] > 0
    return margins, boxes, charts


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record of a stream; the last one as far as it goes."""
    at = 0
    for _ in range(_MOST_RECORDS):
        if at + 4 > len(data):
            return
        kind, size = struct.unpack_from("<HH", data, at)
        yield kind, data[at + 4 : at + 4 + size]
        at += 4 + size


def _string(data: bytes) -> str:
    """A string with its length before it: two bytes and a flag of its width, or one byte in older files."""
    if len(data) < 3:
        return data[1:].decode("latin-1")
    length = struct.unpack_from("<H", data)[0]
    if data[2] in (0, 1) and len(data) == 3 + length * (1 + data[2]):
        return _letters(data[2:3], data[3:])
    return data[1 : 1 + data[0]].decode("latin-1")


def _letters(flag: bytes, data: bytes) -> str:
    wide = bool(flag and flag[0] & 1)
    return data.decode("utf-16-le" if wide else "latin-1", "replace").replace("\r", "\n").replace("\0", "")
