"""PDFs of before Unicode: text in .Vn*, VNI and other old fonts is published as the sheet shows it, not as typed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from pipeline import legacy_encoding, settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.pdf_files import pdf

LINES = (
    "Căn cứ Luật Tổ chức Hội đồng nhân dân ngày 26 tháng 11;",
    "Điều 1. Hướng dẫn chi lương cho trường học trên địa bàn.",
    "Nước về mương của phường được thưởng khi vượt mức kinh tế - xã hội.",
    "Giao cơ quan thường trực tổ chức thực hiện nghị quyết này.",
)


def typed(path: Path, lines: Sequence[tuple[str, bytes]]) -> Path:
    """A page of lines, each in a font of that name and WinAnsi, as a program of 2003 printed it."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    fonts, drawn = DictionaryObject(), b""
    for at, (name, data) in enumerate(lines):
        face = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": f"/{name}", "/Encoding": "/WinAnsiEncoding"}
        fonts[NameObject(f"/F{at}")] = DictionaryObject({NameObject(k): NameObject(v) for k, v in face.items()})
        escaped = data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn += b"BT /F%d 13 Tf 60 %d Td (%s) Tj ET\n" % (at, 780 - 24 * at, escaped)
    content = DecodedStreamObject()
    content.set_data(drawn)
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    writer.write(path)
    return path


def read(path: Path) -> Extraction:
    return pdf.read(path, "0" * 64, settings.Limits())


def shown(path: Path) -> str:
    return " ".join(block.text for block in read(path).blocks if block.region is Region.body)


def bytes_of(line: str, encoding: str) -> bytes:
    return legacy_encoding.encoded(line, encoding).encode("cp1252", "replace")


@pytest.mark.parametrize(
    ("font", "encoding"),
    [
        (".VnTime", legacy_encoding.TCVN3),
        ("ABCDEF+.VnArial", legacy_encoding.TCVN3),
        ("TT1", legacy_encoding.TCVN3),
        ("VNI-Times", legacy_encoding.VNI),
        ("GHIJKL+VNI-Helve-Condense", legacy_encoding.VNI),
        ("TT2", legacy_encoding.VNI),
    ],
)
def test_an_old_font_is_read_as_it_shows(tmp_path: Path, font: str, encoding: str) -> None:
    path = typed(tmp_path / "a.pdf", [(font, bytes_of(line, encoding)) for line in LINES])

    assert shown(path) == " ".join(LINES)


def test_a_font_of_capitals_shows_capitals(tmp_path: Path) -> None:
    lines = [(".VnTimeH", bytes_of("hội đồng nhân dân", legacy_encoding.TCVN3))]
    path = typed(tmp_path / "a.pdf", [*lines, *((".VnTime", bytes_of(line, legacy_encoding.TCVN3)) for line in LINES)])

    assert "HỘI ĐỒNG NHÂN DÂN" in " ".join(block.text for block in read(path).blocks)


def test_what_a_page_shows_in_an_old_font_is_not_hidden(tmp_path: Path) -> None:
    path = typed(tmp_path / "a.pdf", [(".VnTime", bytes_of(line, legacy_encoding.TCVN3)) for line in LINES])

    found = read(path)

    hidden = [block.text for block in found.blocks if block.region is Region.hidden]
    assert hidden == ["pypdf"]  # the program that wrote it, which no page shows
    assert found.coverage.seen == (" ".join(LINES),)


def test_french_in_an_ordinary_font_stays_french(tmp_path: Path) -> None:
    line = "Les élèves de l'école préfèrent étudier à la bibliothèque; déjà, même très âgés, ils y étaient."
    path = typed(tmp_path / "a.pdf", [("Times-Roman", line.encode("cp1252"))])

    assert shown(path).startswith("Les élèves de l'école préfèrent")
