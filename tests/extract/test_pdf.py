from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, StreamObject, TextStringObject
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from pipeline import settings
from pipeline.document.model import Block, Extraction, Gap, Method, Region, Severity
from pipeline.extract.pdf_files import pdf
from tests.extract import sheets
from tests.shared import shared_files

LIMITS = settings.Limits()


def read(path: Path) -> Extraction:
    return pdf.read(path, "0" * 64, LIMITS)


def texts(found: Extraction, region: Region) -> list[str]:
    return [block.text for block in found.blocks if block.region is region]


def block(found: Extraction, start: str) -> Block:
    return next(block for block in found.blocks if block.text.startswith(start))


def test_header_columns_are_taken_apart(tmp_path: Path) -> None:
    found = read(sheets.resolution(tmp_path / "a.pdf"))

    assert texts(found, Region.header_left) == ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "Số: 12 /2024/NQ-HĐND"]
    assert texts(found, Region.header_right) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lam Giang, ngày 09 tháng 12 năm 2024",
    ]


def test_recipients_and_signature_stand_apart(tmp_path: Path) -> None:
    found = read(sheets.resolution(tmp_path / "a.pdf"))

    assert texts(found, Region.recipients) == ["Nơi nhận:", *sheets.RECIPIENTS]
    assert texts(found, Region.signature) == ["CHỦ TỊCH", "Lê Thị Hoài Sương"]


def test_paragraphs_are_whole_and_titles_centred(tmp_path: Path) -> None:
    found = read(sheets.resolution(tmp_path / "a.pdf"))
    body = [block for block in found.blocks if block.region is Region.body]

    assert [block.text for block in body[2:4]] == list(sheets.BASES)
    assert [block.align for block in body[:2]] == ["center", "center"]
    assert body[1].text.endswith("trên địa bàn tỉnh Lam Giang")
    assert body[1].bold and body[2].italic and not body[2].bold
    assert block(found, "Điều 1.").text == "Điều 1. Phạm vi điều chỉnh"


def test_stamped_number_and_date_fill_their_gaps(tmp_path: Path) -> None:
    path = sheets.resolution(tmp_path / "a.pdf", number="", day="", month="")
    found = read(sheets.stamped(path, [(132, 737, "27"), (398, 737, "09"), (460, 735, "12")]))

    number, date = block(found, "Số:"), block(found, "Lam Giang")
    assert number.text == "Số: 27 /2024/NQ-HĐND"
    assert date.text == "Lam Giang, ngày 09 tháng 12 năm 2024"
    assert number.method is date.method is Method.stamp
    assert number.region is Region.header_left


def test_stamps_of_other_offices_are_neither_number_nor_date(tmp_path: Path) -> None:
    path = sheets.resolution(tmp_path / "a.pdf", number="", day="09")
    found = read(sheets.stamped(path, [(132, 737, "27"), (90, 800, "269 15 01"), (430, 815, "10.12.2024 16:42:22")]))

    assert block(found, "Số:").text == "Số: 27 /2024/NQ-HĐND"
    assert texts(found, Region.stamp) == ["10.12.2024 16:42:22", "269 15 01"]


def test_white_number_under_the_stamped_one_is_hidden(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    sheets.header(page, number="")
    page.canvas.setFillColor(colors.white)
    page.line(133, 736, "08")
    page.canvas.setFillColor(colors.black)
    page.paragraph(sheets.BASES[0])
    page.canvas.save()
    found = read(sheets.stamped(path, [(132, 737, "27")]))

    assert block(found, "Số:").text == "Số: 27 /2024/NQ-HĐND"
    assert "08" in texts(found, Region.hidden)


def test_text_off_the_page_and_comments_are_hidden_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.paragraph(sheets.BASES[0])
    page.line(40, sheets.HEIGHT + 60, "Dấu hiệu ngoài trang")
    page.canvas.setTitle("Bản thảo lần hai")
    page.canvas.save()
    writer = PdfWriter(clone_from=path)
    writer.add_annotation(0, Text(text="Ghi chú kín", rect=(50, 50, 70, 70)))
    writer.write(path)

    hidden = texts(read(path), Region.hidden)

    assert {"Dấu hiệu ngoài trang", "Ghi chú kín", "Bản thảo lần hai"} <= set(hidden)


def _beyond_the_right(sheet: sheets.Sheet, path: Path) -> None:
    sheet.line(sheets.WIDTH - 60, 500, "năm 2003 của Hội đồng nhân dân")
    sheet.canvas.save()


def _below_the_sheet(sheet: sheets.Sheet, path: Path) -> None:
    sheet.line(90, -30, "Tổng cộng: 12 hộ")
    sheet.canvas.save()


def _outside_the_crop(sheet: sheets.Sheet, path: Path) -> None:
    sheet.line(90, 40, "Ghi chú: số liệu tạm tính")
    sheet.canvas.save()
    writer = PdfWriter(clone_from=path)
    writer.pages[0].cropbox.lower_left = (0, 100)
    writer.write(path)


def _outside_the_media(sheet: sheets.Sheet, path: Path) -> None:
    sheet.line(90, 810, "Phụ lục đính kèm")
    sheet.canvas.save()
    writer = PdfWriter(clone_from=path)
    writer.pages[0].mediabox.upper_right = (sheets.WIDTH, 780)
    writer.write(path)


@pytest.mark.parametrize("draw", [_beyond_the_right, _below_the_sheet, _outside_the_crop, _outside_the_media])
def test_words_beyond_the_edge_of_a_page_are_a_remark_and_for_the_gate(
    tmp_path: Path, draw: Callable[[sheets.Sheet, Path], None]
) -> None:
    path = tmp_path / "a.pdf"
    sheet = sheets.Sheet(Canvas(str(path), pagesize=(sheets.WIDTH, sheets.HEIGHT)))
    sheet.line(90, 600, "Điều 1. Thông qua kế hoạch đầu tư công của xã năm 2004.")
    draw(sheet, path)

    found = read(path)

    remarks = [finding for finding in found.findings if finding.code == "parts-unread"]
    assert [(one.place, one.stops) for one in remarks] == [("trang 1", False)] and "mép trang" in remarks[0].message
    assert Gap.parts in found.coverage.gaps and texts(found, Region.hidden)


def test_a_page_that_shows_all_its_words_has_no_remark(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    sheet = sheets.Sheet(Canvas(str(path), pagesize=(sheets.WIDTH, sheets.HEIGHT)))
    sheet.line(2, 600, "Điều 1. Thông qua kế hoạch đầu tư công của xã năm 2004, sát mép giấy.")
    sheet.canvas.save()

    assert read(path).findings == ()


def test_hidden_mark_is_told_though_its_words_stand_apart_on_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.paragraph("Diện tích tối thiểu và mật độ xây dựng của thư viện xã theo quy chuẩn hiện hành về nhà công cộng.")
    page.line(40, sheets.HEIGHT + 60, "TỐI MẬT")
    page.canvas.save()

    assert "TỐI MẬT" in texts(read(path), Region.hidden)


def test_pdf_that_the_second_reader_had_no_time_for_is_held(tmp_path: Path) -> None:
    found = pdf.read(sheets.resolution(tmp_path / "a.pdf"), "0" * 64, settings.Limits(seconds=0))

    assert [(finding.code, finding.severity) for finding in found.findings] == [("pages-unread", Severity.hold)]


def test_invisible_text_is_hidden_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.paragraph(sheets.BASES[0])
    page.canvas.drawString(100, 300, "unseen words", mode=3)
    page.canvas.save()

    found = read(path)

    assert "unseen words" in texts(found, Region.hidden)
    assert texts(found, Region.body) == [sheets.BASES[0]]


def test_a_sheet_of_two_letters_is_no_picture(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(60, 700, "v3", size=12)
    page.canvas.save()

    assert read(tmp_path / "a.pdf").image_pages == ()


def test_a_sheet_drawn_in_strokes_is_a_picture_whatever_its_number(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(300, 800, "2", size=12)
    page.canvas.rect(100, 300, 200, 3, fill=1)
    page.canvas.save()

    assert read(tmp_path / "a.pdf").image_pages == (1,)


def test_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    first, second = sheets.BASES[0].split("; ")
    page.paragraph(sheets.BASES[1])
    page.paragraph(first.rstrip(";") + " và các văn bản hướng dẫn thi hành của Chính phủ, của các")
    page.page(number=2)
    style_less = "bộ có liên quan cùng " + second
    page.line(sheets.LEFT, page.y, style_less[:60], size=14)
    page.paragraph("Điều khác bắt đầu ở đây và chạy hết dòng rồi xuống dòng tiếp theo cho đủ một đoạn văn bản.")
    page.canvas.save()

    found = read(path)

    assert "của các bộ có liên quan cùng Luật" in " ".join(texts(found, Region.body))
    assert texts(found, Region.margin) == ["2"]


def test_running_heads_go_to_the_margin(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    for number in range(1, 5):
        page.line(sheets.LEFT, sheets.HEIGHT - 30, f"CÔNG BÁO LAM GIANG/Số {number}/Ngày 20-12-2024", size=10)
        page.paragraph(sheets.BASES[number % 2])
        page.page()
    page.canvas.save()

    found = read(path)

    assert len([text for text in texts(found, Region.margin) if text.startswith("CÔNG BÁO")]) == 4
    assert not [text for text in texts(found, Region.body) if "CÔNG BÁO" in text]


def table(page: sheets.Sheet, rows: list[list[str]], top: float, *, merged: bool = False) -> None:
    """A ruled table of three columns; `merged` leaves out the line between the last two cells of the first row."""
    xs, height = (sheets.LEFT, 200.0, 330.0, sheets.RIGHT), 24.0
    for index in range(len(rows) + 1):
        page.canvas.line(xs[0], top - index * height, xs[-1], top - index * height)
    for column, x in enumerate(xs):
        start = top - height if merged and column == 2 else top
        page.canvas.line(x, start, x, top - len(rows) * height)
    for index, row in enumerate(rows):
        for x, words in zip(xs, row, strict=False):
            page.line(x + 4, top - index * height - 16, words, size=12)


def test_ruled_table_keeps_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.paragraph(sheets.BASES[0])
    table(page, [["TT", "Mức chi"], ["1", "150.000", "đồng/buổi"], ["2", "", "đồng/tháng"]], 650, merged=True)
    page.y = 560
    page.paragraph(sheets.BASES[1])
    page.canvas.save()

    body = [block for block in read(path).blocks if block.region is Region.body]

    assert [block.text for block in body] == [sheets.BASES[0], "", sheets.BASES[1]]
    assert body[1].rows == (("TT", "Mức chi", ""), ("1", "150.000", "đồng/buổi"), ("2", "", "đồng/tháng"))


def test_table_over_two_pages_is_one_with_one_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    table(page, [["TT", "Xã", "Số thư viện"], ["1", "Phú Vinh Đông", "2"]], 120)
    page.page(number=2)
    table(page, [["TT", "Xã", "Số thư viện"], ["2", "Tân Hòa Thượng", "3"]], 760)
    page.canvas.save()

    tables = [block.rows for block in read(path).blocks if block.rows]

    assert tables == [(("TT", "Xã", "Số thư viện"), ("1", "Phú Vinh Đông", "2"), ("2", "Tân Hòa Thượng", "3"))]


def test_powers_and_footnotes(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.paragraph("Diện tích sàn là 120 m<super size=9>2</super> theo bản vẽ đã duyệt<super size=9>1</super>. " * 2)
    page.paragraph(sheets.BASES[0])
    page.paragraph(sheets.BASES[1])
    page.y = 100
    page.paragraph("<super size=6>1</super> Bản vẽ do Sở Xây dựng tỉnh Lam Giang duyệt năm 2023.", size=10)
    page.canvas.save()

    found = read(path)

    assert "120 m² theo bản vẽ đã duyệt[1]" in texts(found, Region.body)[0]
    assert texts(found, Region.note)[0].endswith("Sở Xây dựng tỉnh Lam Giang duyệt năm 2023.")


POWERS = {
    "20 m<super size=9>3</super>/ngày": "20 m³/ngày",
    "dài 12 km<super size=9>2</super>, rộng": "dài 12 km², rộng",
    "1,5 x 10<super size=9>3</super> m<super size=9>3</super>.": "1,5 x 10³ m³.",
    "mật độ 10<super size=9>6</super> CFU/ml": "mật độ 10⁶ CFU/ml",
    "là 2.10<super size=9>-3</super> mg": "là 2.10⁻³ mg",
    "tại Điều 10<super size=9>1</super> của Luật": "tại Điều 10[1] của Luật",
    "năm 2025<super size=9>2</super>, giao": "năm 2025[2], giao",
    "ngày 10<super size=9>3</super> hằng tháng": "ngày 10[3] hằng tháng",
}


@pytest.mark.parametrize(("drawn", "read_as"), POWERS.items())
def test_raised_figures_are_powers_or_point_to_notes(tmp_path: Path, drawn: str, read_as: str) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.paragraph(f"Công suất của trạm bơm được tính {drawn} theo hồ sơ.")
    page.canvas.save()

    assert read_as in texts(read(tmp_path / "a.pdf"), Region.body)[0]


@pytest.mark.parametrize("mark", ["<super size=6>1</super>", "1"])
def test_notes_below_a_signature_are_notes(tmp_path: Path, mark: str) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.paragraph("Mức chi là 150.000 đồng<super size=9>1</super> cho mỗi hộ.")
    sheets.ending(page)
    page.y = 100
    page.paragraph(f"{mark} Theo giá của năm 2024.", size=10)
    page.canvas.save()

    found = read(tmp_path / "a.pdf")

    assert [said.endswith("Theo giá của năm 2024.") for said in texts(found, Region.note)] == [True]


def test_hyphen_of_a_symbol_survives_the_end_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.line(113, 700, "Căn cứ Kế hoạch của Ủy ban nhân dân tỉnh Lam Giang số 186/KH-", size=14)
    page.line(85, 682, "UBND ngày 12 tháng 4 năm 2024 về đọc sách;", size=14)
    page.paragraph("")
    page.y = 660
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert "số 186/KH-UBND ngày 12" in " ".join(texts(read(path), Region.body))


def test_turned_page_reads_the_same(tmp_path: Path) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    straight = read(path)
    writer = PdfWriter(clone_from=path)
    writer.pages[0].rotate(90)
    writer.write(path)

    turned = read(path)

    assert [block.text for block in turned.blocks if "HỘI ĐỒNG" in block.text]
    assert turned.pages == straight.pages == 1


def test_table_printed_lying_on_an_upright_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.canvas.translate(sheets.WIDTH, 0)
    page.canvas.rotate(90)
    for index, words in enumerate(sheets.BASES * 3):
        page.line(60, 500 - 30 * index, words[:100], size=12)
    page.canvas.save()

    found = read(path)

    assert texts(found, Region.margin) == []
    assert not found.image_pages
    assert sheets.BASES[0][:100].strip() in " ".join(texts(found, Region.body))


def test_picture_between_lines_of_text_is_read_too(tmp_path: Path) -> None:
    inner = sheets.sheet(tmp_path / "inner.pdf")
    inner.centred(250, 700, "Bảng kê kinh phí đọc sách của xã", size=22)
    inner.centred(250, 660, "Tổng cộng hai trăm triệu đồng", size=22)
    inner.canvas.save()
    shown = sheets.scanned(tmp_path / "inner.pdf", dpi=150).crop((0, 150, 1100, 600))
    shown.save(tmp_path / "inner.png")
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    for basis in sheets.BASES:
        page.paragraph(basis)
    page.canvas.drawImage(str(tmp_path / "inner.png"), 60, 200, width=480, height=300)
    page.canvas.save()

    found = read(path)

    assert [block.text for block in found.blocks if block.method is Method.text][:2] == list(sheets.BASES)
    assert "kinh phí đọc sách" in " ".join(block.text for block in found.blocks if block.method is Method.ocr)
    assert found.image_pages == (1,)


def test_bold_letters_that_the_font_calls_spaces_are_read_from_the_picture(tmp_path: Path) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    fonts: Any = writer.pages[0]["/Resources"]
    for face in fonts["/Font"].values():
        table = face.get_object().get("/ToUnicode")
        if table is None or "Bold" not in str(face.get_object()["/BaseFont"]):
            continue
        lines = table.get_object().get_data().decode("latin-1").replace("<0048>", "<0020>")
        changed = DecodedStreamObject()
        changed.set_data(lines.encode("latin-1"))
        face.get_object()[NameObject("/ToUnicode")] = writer._add_object(changed)
    writer.write(path)

    found = read(path)

    assert block(found, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").method is Method.ocr
    assert texts(found, Region.header_left)[0] == "HỘI ĐỒNG NHÂN DÂN"
    assert "text-layer-broken" in {finding.code for finding in found.findings}
    assert not found.image_pages


def codes(path: Path) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in read(path).findings}


def with_action(path: Path, words: str) -> Path:
    writer = PdfWriter(clone_from=path)
    program = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(words)}
    )
    writer.root_object[NameObject("/OpenAction")] = program
    writer.write(path)
    return path


def test_programs_in_a_pdf_hold_it(tmp_path: Path) -> None:
    assert codes(with_action(sheets.resolution(tmp_path / "a.pdf"), "app.alert('x')")) == {
        "active-content": Severity.hold
    }


def test_escaped_names_do_not_hide_a_program(tmp_path: Path) -> None:
    path = with_action(sheets.resolution(tmp_path / "a.pdf"), "app.alert('x')")
    raw = path.read_bytes().replace(b"/JavaScript", b"/J#61vaScrip#74")
    path.write_bytes(raw)

    assert "active-content" in codes(path)


def test_attached_files_hold_a_pdf(tmp_path: Path) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.add_attachment("bang-tinh.xlsx", b"PK")
    writer.write(path)

    assert "active-content" in codes(path)
    assert "bang-tinh.xlsx" in texts(read(path), Region.hidden)


def test_links_to_the_web_are_no_programs(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.paragraph(sheets.BASES[0])
    page.canvas.linkURL("https://lamgiang.example/", (85, 700, 200, 720))
    page.canvas.save()

    assert codes(path) == {}


@pytest.mark.parametrize("password", ["kín", ""], ids=["asks for a password", "locks what may be done"])
def test_locked_pdf_is_held(tmp_path: Path, password: str) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.encrypt(password, "chủ", algorithm="RC4-128")
    writer.write(path)

    assert codes(path)["file-encrypted"] is Severity.hold


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[: len(raw) // 20],
        lambda raw: b"%PDF-1.7\n" + bytes(range(256)) * 40,
        lambda raw: raw + b"PK\x05\x06" + b"\0" * 18,
        lambda raw: b"<?php echo 1; ?>\n" + raw,
        lambda raw: raw.replace(b"%PDF-1.", b"%PDF-9.", 1),
    ],
    ids=["cut", "noise", "a ZIP behind it", "a program before it", "unknown version"],
)
def test_damaged_or_double_pdf_is_held(tmp_path: Path, damage: object) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]

    assert Severity.hold in codes(path).values()


def test_bookmarks_that_lead_back_to_themselves_hold_a_pdf(tmp_path: Path) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.add_outline_item(title="Điều 1", page_number=0)
    plain = path.with_name("plain.pdf")
    writer.write(plain)
    outlines: Any = writer.root_object["/Outlines"].get_object()
    first = outlines.raw_get("/First")
    first.get_object()[NameObject("/Next")] = first
    writer.write(path)

    assert "file-damaged" in codes(path)
    assert "file-damaged" not in codes(plain)


def test_form_that_draws_itself_holds_a_pdf(tmp_path: Path) -> None:
    path = sheets.stamped(sheets.resolution(tmp_path / "a.pdf"), [(132, 737, "27")])
    writer = PdfWriter(clone_from=path)
    page: Any = writer.pages[0]
    form = page["/Annots"][0].get_object()["/AP"].raw_get("/N")
    own = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/F"): form})})
    form.get_object()[NameObject("/Resources")] = own
    page["/Resources"].get_object()[NameObject("/XObject")] = own["/XObject"]
    writer.write(path)

    assert "file-damaged" in codes(path)


def test_too_many_or_too_large_pages_are_held(tmp_path: Path) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    writer = PdfWriter(clone_from=path)
    writer.add_page(PdfReader(path).pages[0])
    writer.add_blank_page(width=20_000, height=20_000)
    writer.write(path)

    assert codes(path)["file-over-limit"] is Severity.hold
    short = pdf.read(path, "0" * 64, settings.Limits(pages=1))
    assert short.pages == 3
    assert "file-over-limit" in {finding.code for finding in short.findings}


def test_real_born_digital_files_give_their_header(tmp_path: Path) -> None:
    everyday = ("4c410a2e", "86840a27", "2a5568c1", "cccbc697")
    for path in shared_files("corpus/files/pdf/*.pdf"):
        if path.name.startswith(everyday):
            found = read(path)
            assert any(text.startswith("Số:") for text in texts(found, Region.header_left)), path.name
            assert any("CỘNG HÒA" in text for text in texts(found, Region.header_right)), path.name
            assert texts(found, Region.signature), path.name


def test_stream_objects_are_plain_values(tmp_path: Path) -> None:
    found = read(sheets.resolution(tmp_path / "a.pdf"))

    assert replace(found) == found
    assert not any(isinstance(value, StreamObject) for block in found.blocks for value in (block.text, block.rows))
