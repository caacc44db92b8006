"""Pictures in an old workbook are read as those in a new one: what they say, and which are scanned sheets."""

import struct
import zlib
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from pipeline.document.model import Extraction, Region
from pipeline.extract.workbooks import spreadsheet, spreadsheet_blips
from pipeline.settings import Limits
from tests.extract.test_office import convert
from tests.hostile import office_attacks
from tests.hostile.hidden import png, saved
from tests.hostile.pictured import MARKED, PERSONS


def _old(folder: Path, picture: bytes) -> Extraction:
    book = openpyxl.Workbook()
    book.active.append(["Nội dung", "Dự toán"])
    office_attacks._pictured_with(book, picture)
    book.save(folder / "a.xlsx")
    return spreadsheet.read(convert(folder / "a.xlsx", "xls"), "", Limits())


@pytest.mark.parametrize("picture", [png(PERSONS), saved(PERSONS, "JPEG")], ids=["png", "jpeg"])
def test_a_list_of_persons_in_a_picture_is_read(tmp_path: Path, picture: bytes) -> None:
    said = [block.text for block in _old(tmp_path, picture).blocks if block.region is Region.hidden]

    assert "CCCD số 074085001234" in said


def test_a_marked_text_in_a_picture_is_read(tmp_path: Path) -> None:
    assert any("TỐI MẬT" in block.text for block in _old(tmp_path, png(MARKED)).blocks)


def _blip(kind: int, signature: int, data: bytes) -> bytes:
    return struct.pack("<HHI", signature << 4, kind, len(data)) + data


def _kept(*blips: bytes) -> bytes:
    """The group of drawings of a workbook with pictures in it, each behind what is known of it."""
    entries = b"".join(_blip(0xF007, 0, bytes(36) + blip) for blip in blips)
    return _blip(0xF000, 0, _blip(0xF001, 0, entries))


_BITMAP = saved(PERSONS, "BMP")
_METAFILE = bytes(40) + b" EMF" + bytes(200)
_PACKED = bytes(32) + b"\0\xfe" + zlib.compress(_METAFILE)


@pytest.mark.parametrize(
    ("kind", "signature", "data", "kept"),
    [
        (0xF01E, 0x6E0, bytes(17) + png(PERSONS), png(PERSONS)),
        (0xF01E, 0x6E1, bytes(33) + png(PERSONS), png(PERSONS)),
        (0xF01F, 0x7A8, bytes(17) + _BITMAP[14:], _BITMAP),
        (0xF01A, 0x3D4, bytes(16) + _PACKED, _METAFILE),
        (0xF01A, 0x3D5, bytes(32) + _PACKED, _METAFILE),
        (0xF01B, 0x216, bytes(16) + bytes(34) + b"not packed", b""),
    ],
    ids=["png", "two digests", "bitmap", "metafile", "metafile with two digests", "none packed as it says"],
)
def test_pictures_of_each_kind_are_found_as_files(kind: int, signature: int, data: bytes, kept: bytes) -> None:
    group = _kept(_blip(kind, signature, data))
    cut = len(group) // 2

    found = spreadsheet_blips.of(
        [(0x0809, b""), (0x00EB, group[:cut]), (0x003C, group[cut:]), (0x003C, b""), (0x0A, b"")]
    )

    assert found == [kept]


def test_a_scanned_sheet_in_it_is_a_page_that_nobody_has_read(tmp_path: Path) -> None:
    assert _old(tmp_path, png(Image.new("RGB", (900, 1270), "white"))).image_pages == (1,)
