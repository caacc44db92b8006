"""Workbooks: every sheet is read as it shows, what it hides is kept apart, and a broken one gives a finding."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import legacy_encoding, media, settings
from pipeline.document.model import Extraction, Region, Severity
from pipeline.extract import spreadsheet
from tests.extract.test_office import convert

LIMITS = settings.Limits()


@pytest.fixture
def budget(tmp_path: Path) -> Path:
    """An annex: title lines, a table with numbers, a hidden row, a hidden sheet, a comment."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Biểu 01"
    sheet["A1"] = "DỰ TOÁN THU NGÂN SÁCH NĂM 2025"
    sheet["C2"] = "Đơn vị tính: triệu đồng"
    for row in (("STT", "Nội dung", "Dự toán", "Tỷ lệ"), (1, "Thu nội địa", 12500.5, 0.125), (2, "Thu khác", 900, 1)):
        sheet.append(row)
    for row_number in (4, 5):
        sheet.cell(row_number, 3).number_format = "#,##0.0"
        sheet.cell(row_number, 4).number_format = "0.0%"
    sheet.append((3, "hàng ẩn", 1, None))
    sheet.row_dimensions[6].hidden = True
    sheet["B4"].comment = Comment("góp ý riêng", "x")
    secret = book.create_sheet("Nháp")
    secret["A1"] = "số liệu chưa duyệt"
    secret.sheet_state = "hidden"
    path = tmp_path / "phu-luc.xlsx"
    book.save(path)
    return path


def hidden(found: Extraction) -> set[str]:
    return {block.text for block in found.blocks if block.region is Region.hidden}


def test_sheet_is_its_name_its_titles_and_its_table(budget: Path) -> None:
    found = spreadsheet.read(budget, "ab", LIMITS)

    assert found.media == media.XLSX.media
    assert [block.text for block in found.visible if block.text] == [
        "Biểu 01",
        "DỰ TOÁN THU NGÂN SÁCH NĂM 2025",
        "Đơn vị tính: triệu đồng",
    ]
    assert [block.rows for block in found.visible if block.rows] == [
        (
            ("STT", "Nội dung", "Dự toán", "Tỷ lệ"),
            ("1", "Thu nội địa", "12.500,5", "12,5%"),
            ("2", "Thu khác", "900,0", "100,0%"),
        )
    ]


def test_hidden_sheets_rows_and_comments_are_for_the_gate(budget: Path) -> None:
    found = hidden(spreadsheet.read(budget, "", LIMITS))

    assert {"hàng ẩn", "Nháp", "số liệu chưa duyệt", "góp ý riêng"} <= found


def test_old_workbook_reads_like_the_new_one(budget: Path) -> None:
    new, old = (spreadsheet.read(path, "", LIMITS) for path in (budget, convert(budget, "xls")))

    assert old.media == media.XLS.media
    assert [(block.text, block.rows) for block in old.visible] == [(block.text, block.rows) for block in new.visible]
    assert {"hàng ẩn", "số liệu chưa duyệt"} <= hidden(old)


def test_cells_in_an_old_encoding_are_read_as_vietnamese(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    for words in (
        ("Nội dung chi", "Huyện", "Dự toán được giao"),
        ("Sự nghiệp giáo dục", "An Khê Hạ", "Số đã quyết toán"),
    ):
        book.active.append([legacy_encoding.encoded(said, legacy_encoding.TCVN3) for said in words])
    book.save(tmp_path / "a.xlsx")

    (table,) = (block for block in spreadsheet.read(tmp_path / "a.xlsx", "", LIMITS).visible if block.rows)

    assert table.rows[1] == ("Sự nghiệp giáo dục", "An Khê Hạ", "Số đã quyết toán")


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1234567, "#,##0", "1.234.567"),
        (1234567.0, "General", "1234567"),
        (0.5, "General", "0,5"),
        (-1250.25, "#,##0.00_);(#,##0.00)", "-1.250,25"),
        (dt.date(2024, 12, 9), "dd/mm/yyyy", "09/12/2024"),
        (True, "General", "TRUE"),
        (float("nan"), "0", ""),
        ("  hai   chữ ", "@", "hai chữ"),
    ],
)
def test_values_are_written_as_a_vietnamese_reader_sees_them(value: spreadsheet.Cell, form: str, text: str) -> None:
    assert spreadsheet.shown(value, form) == text


def test_sheet_of_too_many_rows_is_cut_and_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Dài")
    for number in range(spreadsheet.MOST_ROWS + 5):
        sheet.append((number, "x", "y"))
    book.save(tmp_path / "a.xlsx")

    found = spreadsheet.read(tmp_path / "a.xlsx", "", LIMITS)

    assert [finding.code for finding in found.findings] == ["file-over-limit"]
    assert len(found.visible[-1].rows) == spreadsheet.MOST_ROWS


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_broken_workbook_is_damaged(budget: Path, ending: str) -> None:
    path = budget if ending == "xlsx" else convert(budget, "xls")
    whole = path.read_bytes()
    for length in (len(whole) // 2, len(whole) - 600):
        path.write_bytes(whole[:length])
        found = spreadsheet.read(path, "", LIMITS)

        assert all(finding.severity is Severity.hold and path.name in finding.message for finding in found.findings)
        assert found.findings or found.blocks


def test_macros_in_a_workbook_are_active(budget: Path) -> None:
    with zipfile.ZipFile(budget, "a") as archive:
        archive.writestr("xl/vbaProject.bin", "x")

    assert [finding.code for finding in spreadsheet.read(budget, "", LIMITS).findings] == ["active-content"]
