"""What is unpacked from a published office file is the document alone: no program, script or file rides along."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline import media, settings
from pipeline.extract.office_files import docx, office_active
from pipeline.extract.workbooks import spreadsheet
from tests.extract import word_files as word

LIMITS = settings.Limits()
RIDERS = {
    "program-of-windows": ("customXml/x.bin", b"MZ" + bytes(600)),
    "program-of-linux": ("media/anh.png", b"\x7fELF" + bytes(600)),
    "program-called-xml": ("docProps/them.dat", b"\xcf\xfa\xed\xfe" + bytes(600)),
    "shell": ("customXml/item9.bin", b"#!/bin/sh\nrm -rf /\n"),
    "batch": ("media/ghi-chu.txt", b"@echo off\r\ndel *.*"),
    "visual-basic": ("customXml/a.txt", b'\xef\xbb\xbfSet x = CreateObject("a")'),
    "visual-basic-wide": ("customXml/a.txt", 'Set x = CreateObject("a")'.encode("utf-16")),
    "by-its-name": ("customXml/chay.vbs", b"x = 1"),
    "packed": ("customXml/x.bin", b"Rar!\x1a\x07\x01\x00" + bytes(90)),
    "shortcut": ("customXml/x", b"L\0\0\0\x01\x14\x02\0" + bytes(90)),
    "document": ("customXml/x.bin", b"%PDF-1.7\n"),
}
ORDINARY = {
    "picture": ("media/anh.png", b"\x89PNG\r\n\x1a\n" + bytes(90)),
    "settings-of-a-printer": ("printerSettings/a.bin", "HP LaserJet".encode("utf-16-le") + bytes(90)),
    "text": ("customXml/ghi-chu.txt", "Mẫu văn bản của Văn phòng".encode()),
    "packed-metafile": ("media/anh.emz", b"\x1f\x8b\x08\0" + bytes(90)),
}


def _codes(path: Path, name: str, data: bytes) -> set[str]:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, data)
    if path.suffix == ".docx":
        found = docx.read(path, "", LIMITS).findings
    elif path.suffix == ".xlsx":
        found = spreadsheet.read(path, "", LIMITS).findings
    else:
        found = office_active.inspect(path, media.ODT.media, LIMITS)[0]
    return {finding.code for finding in found}


def _made(path: Path) -> Path:
    if path.suffix == ".docx":
        return word.write(path, "<w:p><w:r><w:t>Điều 1.</w:t></w:r></w:p>")
    if path.suffix == ".xlsx":
        openpyxl.Workbook().save(path)
        return path
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    return path


@pytest.mark.parametrize("ending", ["docx", "xlsx", "odt"])
@pytest.mark.parametrize("rider", RIDERS.values(), ids=RIDERS)
def test_a_part_that_nothing_links_to_is_seen(tmp_path: Path, rider: tuple[str, bytes], ending: str) -> None:
    assert "active-content" in _codes(_made(tmp_path / f"a.{ending}"), *rider)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "odt"])
@pytest.mark.parametrize("part", ORDINARY.values(), ids=ORDINARY)
def test_pictures_and_settings_are_parts_as_ever(tmp_path: Path, part: tuple[str, bytes], ending: str) -> None:
    assert "active-content" not in _codes(_made(tmp_path / f"a.{ending}"), *part)
