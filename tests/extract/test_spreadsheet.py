"""Workbooks: every sheet is read as it shows, what it hides is kept apart, and a broken one gives a finding."""

import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import settings as settings_of_tests
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import legacy_encoding, media, settings
from pipeline.document.model import Extraction, Gap, Region, Severity
from pipeline.extract.workbooks import spreadsheet, spreadsheet_old, spreadsheet_parts
from pipeline.extract.workbooks.spreadsheet_formats import Cell, displayed
from pipeline.gate import personal_data
from tests.extract import compound
from tests.extract.test_office import convert

LIMITS = settings.Limits()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`budget`, in both formats, for tests to copy."""
    path = write_budget(tmp_path_factory.mktemp("budget") / "phu-luc.xlsx")
    convert(path, "xls")
    return path


@pytest.fixture
def budget(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(kept, tmp_path))


@pytest.fixture
def budget_97(kept: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(kept.with_suffix(".xls"), tmp_path))


def write_budget(path: Path) -> Path:
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
    book.save(path)
    return path


def hidden(found: Extraction) -> set[str]:
    return {block.text for block in found.blocks if block.region is Region.hidden}


def test_sheet_is_its_name_its_titles_and_its_table(budget: Path) -> None:
    found = spreadsheet.read(budget, "ab", LIMITS)

    assert found.media == media.XLSX.media
    assert [block.text for block in found.visible if block.text] == [
        "DỰ TOÁN THU NGÂN SÁCH NĂM 2025",
        "Đơn vị tính: triệu đồng",
        "Trang tính “Biểu 01”.",
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


def test_old_workbook_reads_like_the_new_one(budget: Path, budget_97: Path) -> None:
    new, old = (spreadsheet.read(path, "", LIMITS) for path in (budget, budget_97))

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
        (-1250.25, "#,##0.00_);(#,##0.00)", "(1.250,25)"),
        (dt.date(2024, 12, 9), "dd/mm/yyyy", "09/12/2024"),
        (True, "General", "TRUE"),
        (float("nan"), "0", ""),
        ("hai chữ", "@", "hai chữ"),
    ],
)
def test_values_are_written_as_a_vietnamese_reader_sees_them(value: Cell, form: str, text: str) -> None:
    assert displayed(value, form) == text


@pytest.mark.long
def test_sheet_of_too_many_rows_is_cut_and_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Dài")
    for number in range(spreadsheet.MOST_ROWS + 5):
        sheet.append((number, "x", "y"))
    book.save(tmp_path / "a.xlsx")

    found = spreadsheet.read(tmp_path / "a.xlsx", "", LIMITS)

    assert [finding.code for finding in found.findings] == ["file-over-limit"]
    assert len(found.visible[-1].rows) == spreadsheet.MOST_ROWS


@pytest.mark.parametrize("format", ["budget", "budget_97"])
def test_broken_workbook_is_damaged(format: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(format)
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


# Values and formats, and what LibreOffice shows for them; it writes 1,234.5 where Vietnam writes 1.234,5.
DAY = dt.datetime(2024, 12, 9, tzinfo=dt.UTC).replace(tzinfo=None)  # a cell's clock has no zone
MOMENT = DAY.replace(hour=14, minute=5, second=7)
FORMATS: list[tuple[Cell, str]] = [
    (74085001234, "000000000000"),
    (912345678, "0000000000"),
    (912345678, "0000 000 000"),
    (912345678, "(000) 000-0000"),
    (912345678, '"ĐT "0###\\.###\\.###'),
    (1234567.891, "#,##0"),
    (1234567.891, "#,##0.00"),
    (1234567, "#,##0,"),
    (-1250.25, "#,##0.00;(#,##0.00)"),
    (-1250.25, "0.0"),
    (0, '0;-0;"không"'),
    (5, ";;;"),
    (0.125, "0.0%"),
    (0.5, "0%"),
    (12345, "0.00E+00"),
    (0.00012, "0.0E-00"),
    (1.5, "# ?/?"),
    (1250000, '#,##0" đồng"'),
    (5, '[>100]"lớn";"nhỏ "0'),
    (500, '[>100]"lớn";"nhỏ "0'),
    (2, "[Red]0.0"),
    (7, "0#"),
    (0, "#"),
    (3.14159, "General"),
    (0.1 + 0.2, "General"),
    (DAY, "dd/mm/yyyy"),
    (DAY, "m/yyyy"),
    (DAY, '"ngày "dd" tháng "mm" năm "yyyy'),
    (MOMENT, "h:mm:ss"),
    (MOMENT, "mm:ss"),
    (dt.timedelta(hours=30), "[h]:mm"),
    ("chữ", "@"),
    ("079", '"số "@'),
    ("chữ", "0;0;0;"),
]


def test_cells_show_what_libreoffice_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    for row, (value, form) in enumerate(FORMATS, 1):
        book.active.cell(row, 1, value).number_format = form
        book.active.cell(row, 2, "x")
    book.save(tmp_path / "a.xlsx")
    lines = convert(tmp_path / "a.xlsx", "csv:Text - txt - csv (StarCalc):9,34,76").with_suffix(".csv")
    oracle = [line.split("\t")[0].strip('"') for line in lines.read_text("utf-8").splitlines()]

    swapped = str.maketrans(",.", ".,")
    ours = [displayed(value, form).strip() for value, form in FORMATS]
    wanted = [
        said if isinstance(value, str | dt.datetime) or "ĐT" in form else said.translate(swapped)
        for said, (value, form) in zip(map(str.strip, oracle), FORMATS, strict=True)
    ]
    assert ours == wanted


@settings_of_tests(deadline=None)
@given(
    st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=True, allow_infinity=True)
    | st.text(max_size=20)
    | st.booleans(),
    st.text('0#?.,%E+-/@;[]\\"dmyhs_* GeneralR>1$', max_size=25),
)
def test_no_value_and_no_format_breaks_a_sheet(value: Cell, form: str) -> None:
    assert isinstance(displayed(value, form), str)


@given(st.integers(0, 10**14), st.integers(1, 20))
def test_a_format_of_zeros_loses_no_digit(number: int, width: int) -> None:
    assert displayed(number, "0" * width) == str(number).rjust(width, "0")


def gate_finds(path: Path) -> set[str]:
    """Kinds of personal data that the gate finds in any block, seen or hidden."""
    blocks = spreadsheet.read(path, "", LIMITS).blocks
    texts = [said for block in blocks for said in (block.text, *(cell for row in block.rows for cell in row))]
    return {kind.name for said in texts for kind in personal_data.of_text(said)}


@pytest.mark.parametrize(
    ("label", "value", "form", "kinds"),
    [
        ("CCCD số", 74085001234, "000000000000", {"identity"}),
        ("CCCD số", "074085001234", "General", {"identity"}),
        ("CCCD số", 74085001234, "General", {"identity"}),
        ("Căn cước", 74085001234, "000 000 000 000", {"identity"}),
        ("Điện thoại", 912345678, "0000000000", {"phone"}),
        ("Điện thoại", 912345678, "General", {"phone"}),
        ("SĐT", 912345678, "0000 000 000", {"phone"}),
        ("Số CCCD", 74085001234, ";;;", {"identity"}),
        ("Kinh phí", 74085001234, "#,##0", set()),
        ("Dự toán (đồng)", 912345678, "General", set()),
    ],
)
@pytest.mark.parametrize("beside", [True, False], ids=["beside", "below"])
def test_a_number_that_names_a_person_is_found_however_it_is_stored(
    tmp_path: Path, label: str, value: Cell, form: str, kinds: set[str], beside: bool
) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active["A1"] = label
    cell = book.active["B1" if beside else "A2"]
    cell.value, cell.number_format = value, form
    book.save(tmp_path / "a.xlsx")

    assert gate_finds(tmp_path / "a.xlsx") == kinds


WORDS = (
    ("Nội dung chi", "Phường Hướng Dương", "Dự toán được giao"),
    ("Hướng dẫn chi lương", "An Khê Hạ", "Lưu hành nội bộ"),
)


@pytest.mark.parametrize("encoding", legacy_encoding.ENCODINGS)
def test_no_letter_of_an_old_encoding_is_lost_in_a_cell(tmp_path: Path, encoding: str) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    for words in WORDS:
        book.active.append([legacy_encoding.encoded(said, encoding) for said in words])
    book.save(tmp_path / "a.xlsx")

    (table,) = (block for block in spreadsheet.read(tmp_path / "a.xlsx", "", LIMITS).visible if block.rows)

    assert table.rows == WORDS


FONTS = {
    ".VnTime": legacy_encoding.TCVN3,
    "VNI-Times": legacy_encoding.VNI,
    "VPS Times": legacy_encoding.VPS,
}


@pytest.fixture(scope="module")
def old_fonts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook for each font, in both formats."""
    folder = tmp_path_factory.mktemp("fonts")
    for font, encoding in FONTS.items():
        book = openpyxl.Workbook()
        assert isinstance(book.active, Worksheet)
        for row in range(1, 6):
            book.active.cell(row, 1, "Ủy ban nhân dân phường được giao nhiệm vụ hướng dẫn, kiểm tra")
            book.active.cell(row, 2, legacy_encoding.encoded("lương", encoding)).font = Font(name=font)
            book.active.cell(row, 3, "x")
        book.save(folder / f"{font.strip('.')}.xlsx")
    first, *others = folder.glob("*.xlsx")
    convert(first, "xls", *others)
    return folder


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_cells_of_an_old_font_are_read_beside_cells_of_unicode(old_fonts: Path, font: str, ending: str) -> None:
    found = spreadsheet.read(old_fonts / f"{font.strip('.')}.{ending}", "", LIMITS)

    (table,) = (block for block in found.visible if block.rows)
    assert {row[1] for row in table.rows} == {"lương"}


def test_what_a_sheet_says_beside_its_cells_is_kept(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"], sheet["B1"], sheet["C1"] = "Xã", "Mức chi", '=IF(A1="x","văn bản mật",1)'
    sheet["A2"], sheet["A3"] = "ô gộp", "bị che"
    sheet.merge_cells("A4:B4")
    sheet.oddHeader.center.text = "LƯU HÀNH NỘI BỘ"
    sheet.oddFooter.left.text = "Trang in &P && ký"
    rule = DataValidation(type="list", formula1='"chưa duyệt,đã duyệt"', promptTitle="Nhắc", prompt="không phổ biến")
    rule.add("B2")
    sheet.add_data_validation(rule)
    path = tmp_path / "a.xlsx"
    book.save(path)

    found = spreadsheet.read(path, "", LIMITS)

    assert {"LƯU HÀNH NỘI BỘ", "Trang in & ký"} <= {b.text for b in found.blocks if b.region is Region.margin}
    assert {"văn bản mật", "không phổ biến", "chưa duyệt,đã duyệt"} <= hidden(found)
    assert [finding.code for finding in found.findings] == ["parts-unread"]
    assert found.coverage.gaps == (Gap.parts,) and not found.findings[0].stops


def test_words_with_a_line_through_them_are_a_remark(tmp_path: Path) -> None:
    def read(font: Font, rich: str = "") -> list[str]:
        book = openpyxl.Workbook()
        assert isinstance(book.active, Worksheet)
        book.active.append(("Xã Mẫu", "Mức chi", "5"))
        book.active["B1"].font = font
        path = tmp_path / "a.xlsx"
        book.save(path)
        if rich:
            shared = f"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si>{rich}</si></sst>"
            rewritten(path, "xl/workbook.xml", b"", b"", **{"xl/sharedStrings.xml": shared.encode()})
        found = spreadsheet.read(path, "", LIMITS)
        return [finding.message for finding in found.findings if finding.code == "parts-unread"]

    run = "<r><rPr><strike{}/></rPr><t>Xã Mẫu</t></r>"
    assert any("gạch ngang" in one for one in read(Font(strike=True)))
    assert any("gạch ngang" in one for one in read(Font(), run.format("")))
    assert read(Font(bold=True)) == read(Font(), run.format(' val="0"')) == []


def rich(path: Path, *cells: CellRichText | str | int) -> Path:
    """A workbook whose words stand in their cells, as other programs than Excel save them."""
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.append(("STT", "Nội dung", "Đơn vị", "Mức"))
    book.active.append(cells)
    book.save(path)
    return path


RAISED, STRUCK = InlineFont(vertAlign="superscript"), InlineFont(strike=True)
LOWERED = InlineFont(vertAlign="subscript")
POWERS = (
    CellRichText("10", TextBlock(RAISED, "3"), " hộ"),
    CellRichText("Đất ", TextBlock(InlineFont(b=True), "ở"), " (m", TextBlock(RAISED, "2"), ")"),
    CellRichText("1", TextBlock(RAISED, "st")),
    CellRichText("Thu ", TextBlock(RAISED, "2")),
)
INDICES = (
    CellRichText("101", TextBlock(LOWERED, "2")),
    CellRichText("log", TextBlock(LOWERED, "2"), "8"),
    CellRichText("CO", TextBlock(LOWERED, "2")),
    CellRichText("Ca", TextBlock(RAISED, "2+"), " và 10", TextBlock(RAISED, "-2,5")),
)
THROUGH = (1, CellRichText("Mức ", TextBlock(STRUCK, "500"), " 600"), "đồng", 2)
SAVED = ("inline.xlsx", "shared.xlsx", "xls")


def set_apart(path: Path) -> Path:
    """A workbook with cells that are raised or lowered as a whole: figures, words, the mark of a footnote."""
    rich(path, 10, "3", "(1)", "2,5")
    book = openpyxl.load_workbook(path)
    assert isinstance(book.active, Worksheet)
    for cell in book.active[2][1:]:
        cell.font = Font(vertAlign="superscript")
    book.active.append(("log", "2", "chú thích", "74085001234"))
    for cell in book.active[3][1:]:
        cell.font = Font(vertAlign="subscript")
    book.save(path)
    return path


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both inline, then with a table of shared strings as LibreOffice writes it, and in the old format."""
    folder = tmp_path_factory.mktemp("rich")
    powers, through = rich(folder / "powers.xlsx", *POWERS), rich(folder / "through.xlsx", *THROUGH)
    others = (through, rich(folder / "indices.xlsx", *INDICES), set_apart(folder / "whole.xlsx"))
    for path in (powers, *others):
        shutil.copy(path, path.with_suffix(".inline.xlsx"))
    convert(powers, "xls", *others)
    convert(powers, "ods", *others)
    convert(powers.with_suffix(".ods"), "xlsx", *(path.with_suffix(".ods") for path in others))
    for path in (powers, *others):
        path.rename(path.with_suffix(".shared.xlsx"))
    return folder


@pytest.mark.parametrize("ending", SAVED)
def test_raised_figures_of_a_cell_are_a_power(saved: Path, ending: str) -> None:
    found = spreadsheet.read(saved / f"powers.{ending}", "", LIMITS)

    assert found.visible[-1].rows[-1] == ("10³ hộ", "Đất ở (m²)", "1st", "Thu 2")


@pytest.mark.parametrize("ending", SAVED)
def test_lowered_figures_of_a_cell_are_an_index_but_behind_the_sign_of_an_element(saved: Path, ending: str) -> None:
    found = spreadsheet.read(saved / f"indices.{ending}", "", LIMITS)

    assert found.visible[-1].rows[-1] == ("101₂", "log₂8", "CO2", "Ca²⁺ và 10^(-2,5)")


@pytest.mark.parametrize("ending", SAVED)
def test_figures_of_a_cell_that_is_raised_or_lowered_as_a_whole_are_shown_so(saved: Path, ending: str) -> None:
    found = spreadsheet.read(saved / f"whole.{ending}", "", LIMITS)

    assert found.visible[-1].rows[-2:] == (("10", "³", "(1)", "^2,5"), ("log", "₂", "chú thích", "74085001234"))


def test_a_number_in_a_raised_cell_is_a_power_and_stays_for_the_gate_what_it_is(tmp_path: Path) -> None:
    path = rich(tmp_path / "a.xlsx", 10, 3, -2, 1_250_000)
    book = openpyxl.load_workbook(path)
    assert isinstance(book.active, Worksheet)
    for cell in book.active[2][1:]:
        cell.font = Font(vertAlign="superscript")
    book.save(path)

    found = spreadsheet.read(path, "", LIMITS)

    assert found.visible[-1].rows[-1] == ("10", "³", "⁻²", "1250000")


@pytest.mark.parametrize("ending", SAVED)
def test_some_words_of_a_cell_with_a_line_through_them_are_a_remark(saved: Path, ending: str) -> None:
    found = spreadsheet.read(saved / f"through.{ending}", "", LIMITS)

    assert any("gạch ngang" in finding.message for finding in found.findings)
    assert found.visible[-1].rows[-1][1] == "Mức 500 600"


def test_a_cell_of_the_same_letters_without_a_power_keeps_them_and_that_is_said(tmp_path: Path) -> None:
    cells = (
        CellRichText("10", TextBlock(RAISED, "3")),
        CellRichText("1", TextBlock(InlineFont(b=True), "03")),
        "x",
        "y",
    )

    found = spreadsheet.read(rich(tmp_path / "a.xlsx", *cells), "", LIMITS)

    assert found.visible[-1].rows[-1][:2] == ("103", "103")
    assert any("số mũ" in finding.message for finding in found.findings)


def test_a_cell_that_a_merged_one_covers_is_for_the_gate(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active.append(("Tên", "bị che", "x"))
    path = tmp_path / "a.xlsx"
    book.save(path)
    rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
    )

    found = spreadsheet.read(path, "", LIMITS)

    assert [block.rows for block in found.visible if block.rows] == [(("Tên", "x"),)]
    assert "bị che" in hidden(found)


def rewritten(path: Path, part: str, old: bytes, new: bytes, **more: bytes) -> None:
    """A workbook with one of its parts changed and others added."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in (parts | more).items():
            archive.writestr(name, data)


def test_text_boxes_are_read_and_charts_are_a_remark(budget: Path) -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:sp><xdr:txBody>'
        "<a:p><a:r><a:t>Ghi chú: số </a:t></a:r><a:r><a:t>tạm tính</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "</xdr:twoCellAnchor></xdr:wsDr>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    link = f'<Relationship Id="rId77" Type="{kind}" Target="../drawings/drawing9.xml"/></Relationships>'
    with zipfile.ZipFile(budget) as archive:
        rels = archive.read("xl/worksheets/_rels/sheet1.xml.rels")
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels.replace(b"</Relationships>", link.encode()),
        "xl/drawings/drawing9.xml": drawing.encode(),
        "xl/charts/chart1.xml": b"<c:chart xmlns:c='urn:c'><c:v>Bi\xe1\xbb\x83u</c:v></c:chart>",
    }
    rewritten(budget, "xl/workbook.xml", b"", b"", **more)

    found = spreadsheet.read(budget, "", LIMITS)

    assert "Ghi chú: số tạm tính" in [block.text for block in found.visible]
    assert [finding.code for finding in found.findings] == ["parts-unread"] and Gap.parts in found.coverage.gaps


def test_page_headers_and_boxes_of_an_old_workbook_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    book.active["A1"] = "x"
    book.active["A1"].comment = Comment("góp ý riêng", "x")
    book.active.oddHeader.center.text = "LƯU HÀNH NỘI BỘ"
    book.save(tmp_path / "a.xlsx")

    found = spreadsheet.read(convert(tmp_path / "a.xlsx", "xls"), "", LIMITS)

    assert "LƯU HÀNH NỘI BỘ" in [block.text for block in found.blocks if block.region is Region.margin]
    assert "góp ý riêng" in hidden(found) and "góp ý riêng" not in [block.text for block in found.visible]


@given(st.text())
def test_no_code_of_a_page_header_breaks_a_sheet(code: str) -> None:
    assert all(line.strip() for line in spreadsheet_parts.header_lines(code))


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("&LTrái&CGiữa&RPhải", ["Trái", "Giữa", "Phải"]),
        ('&C&"Arial,Bold"&14BÁO CÁO&K000000 2024', ["BÁO CÁO 2024"]),
        ("&P/&N &D &A", ["/"]),
        ('&C&".VnTime,Regular"Lưu hµnh néi bé', ["Lưu hành nội bộ"]),
        ("A && B", ["A & B"]),
    ],
)
def test_a_page_header_prints_its_words(code: str, lines: list[str]) -> None:
    assert [" ".join(line.split()) for line in spreadsheet_parts.header_lines(code)] == lines


@pytest.mark.parametrize(
    "records",
    [
        b"",
        b"\x14\x00\xff\xff\x05",
        b"\x14\x00\x01\x00\x09",
        b"\xb6\x01\x02\x00\x00\x00\x3c\x00\x01\x00\x00",
        b"\x5d\x00\x03\x00abc\x09\x08\x02\x00ab",
    ],
)
def test_broken_records_of_an_old_workbook_break_nothing(records: bytes) -> None:
    assert spreadsheet_old.parts_of_records(spreadsheet_old.records(records)) == ([], [], False)


@pytest.mark.parametrize(
    "formula",
    ['="0"&74085001234', '=CONCATENATE("0740","85001234")', '=TEXT(74085001234,"000000000000")', '="0740"&85&"001234"'],
)
def test_a_formula_that_only_joins_shows_what_excel_does(tmp_path: Path, formula: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (("STT", "Họ và tên", "CCCD"), (1, "Mạc Văn Sơn", formula)):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")

    found = spreadsheet.read(tmp_path / "a.xlsx", "ab", LIMITS)

    assert found.visible[-1].rows[1] == ("1", "Mạc Văn Sơn", "074085001234")
    assert [finding.code for finding in found.findings] == []


def test_words_that_a_formula_joins_are_read_together(tmp_path: Path) -> None:
    assert "CCCD 074085001234 của " in spreadsheet_parts.literals('="CCCD 0"&74085001234&" của "&B2')
    assert spreadsheet_parts.constant_of('="CCCD 0"&B2') == ""
    assert spreadsheet_parts.constant_of("=SUM(A1:A9)") == ""


def test_a_workbook_with_fills_of_other_programs_is_read(budget: Path) -> None:
    with zipfile.ZipFile(budget) as sent:
        parts = {name: sent.read(name) for name in sent.namelist()}
    parts["xl/styles.xml"] = re.sub(rb"<fill>.*?</fill>", b"<fill/>", parts["xl/styles.xml"])
    assert b"<fill/>" in parts["xl/styles.xml"]
    with zipfile.ZipFile(budget, "w") as made:
        for name, data in parts.items():
            made.writestr(name, data)

    found = spreadsheet.read(budget, "ab", LIMITS)

    assert found.visible[-1].rows[1] == ("1", "Thu nội địa", "12.500,5", "12,5%")


_COUNTED, _EMPTY = b"\0" * 8, b"\x03\0\0\0\0\0\xff\xff"


@pytest.mark.parametrize(
    ("values", "remarked"),
    [((), False), ((_COUNTED,), False), ((_EMPTY,), True), ((_EMPTY, _EMPTY), True), ((_EMPTY, _COUNTED), False)],
)
def test_an_old_workbook_of_a_program_that_does_not_count_is_remarked(
    tmp_path: Path, values: Sequence[bytes], remarked: bool
) -> None:
    """One formula that has its value tells that the program counts: what is empty beside it may be what it says."""
    records = [b"\0" * 6 + value + b"\0" * 8 for value in values]
    stream = b"".join(b"\x06\0" + len(record).to_bytes(2, "little") + record for record in records)
    (tmp_path / "a.xls").write_bytes(compound.write({"Workbook": stream.ljust(4096, b"\0")}))

    assert spreadsheet_old.uncounted(tmp_path / "a.xls") is remarked
