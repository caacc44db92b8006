"""PDF pages on which what is drawn and what the file spells differ: patches, fonts without a table, fields, columns."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

from pipeline import settings
from pipeline.document.model import Block, Extraction, Gap, Region
from pipeline.extract.pdf_files import pdf
from tests.extract import sheets

OLD, NEW = "2. Thôn vùng cao: 900 đồng mỗi giờ.", "2. Thôn vùng cao: 450 đồng mỗi giờ."


def read(path: Path) -> Extraction:
    return pdf.read(path, "0" * 64, settings.Limits())


def texts(found: Extraction, region: Region) -> list[str]:
    return [block.text for block in found.blocks if block.region is region]


def body(found: Extraction) -> str:
    return " ".join(texts(found, Region.body))


@pytest.mark.parametrize(("shade", "shift"), [(1.0, 0.0), (0.99, 3.0)])
def test_words_under_a_white_patch_are_for_the_gate_and_the_new_ones_are_read(
    tmp_path: Path, shade: float, shift: float
) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.paragraph(sheets.BASES[0])
    page.line(sheets.LEFT, 600, OLD)
    page.canvas.setFillGray(shade)
    page.canvas.rect(sheets.LEFT - 3, 594, 450, 20, stroke=0, fill=1)
    page.canvas.setFillGray(0)
    page.line(sheets.LEFT + shift, 600, NEW)
    page.canvas.save()

    found = read(tmp_path / "a.pdf")

    assert NEW in body(found)
    assert "900" not in body(found)
    assert "900" in " ".join(texts(found, Region.hidden))


def test_a_white_ground_that_is_drawn_first_hides_nothing(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.canvas.setFillGray(1)
    page.canvas.rect(0, 0, sheets.WIDTH, sheets.HEIGHT, stroke=0, fill=1)
    page.canvas.setFillGray(0)
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert sheets.BASES[0] in body(read(tmp_path / "a.pdf"))


def with_bitmap_font(path: Path, said: str, y: float) -> None:
    """Add a line whose letters are pictures of a Type 3 font, by numbers that no table makes letters."""
    face = ImageFont.truetype(str(sheets.font("Serif")), 64)
    codes = {letter: 33 + at for at, letter in enumerate(sorted(set(said)))}
    writer = PdfWriter(clone_from=path)
    drawn, widths = DictionaryObject(), ArrayObject()
    for letter in codes:
        wide = round(face.getlength(letter) / 64 * 1000)
        picture = Image.new("1", (80, 100))
        ImageDraw.Draw(picture).text((4, 10), letter, font=face, fill=1)
        glyph = DecodedStreamObject()
        placed = f"{wide} 0 0 -200 {wide} 750 d1\nq 1250 0 0 1562 -62 -420 cm\nBI /W 80 /H 100 /IM true /D [1 0] ID "
        glyph.set_data(placed.encode() + picture.tobytes() + b"\nEI Q")
        drawn[NameObject(f"/g{codes[letter]}")] = writer._add_object(glyph)
        widths.append(NumberObject(wide))
    numbers = [NumberObject(number) for number in (0, -300, 1000, 1000)]
    names = [NumberObject(33), *(NameObject(f"/g{code}") for code in codes.values())]
    told: dict[str, Any] = {
        "/Type": NameObject("/Font"), "/Subtype": NameObject("/Type3"), "/FontBBox": ArrayObject(numbers),
        "/FontMatrix": ArrayObject([FloatObject(part) for part in (0.001, 0, 0, 0.001, 0, 0)]), "/CharProcs": drawn,
        "/FirstChar": NumberObject(33), "/LastChar": NumberObject(32 + len(codes)), "/Widths": widths,
        "/Encoding": DictionaryObject({NameObject("/Differences"): ArrayObject(names)}),
        "/Resources": DictionaryObject(),
    }  # fmt: skip
    fonts: Any = writer.pages[0]["/Resources"]
    font = DictionaryObject({NameObject(key): value for key, value in told.items()})
    fonts["/Font"][NameObject("/T3")] = writer._add_object(font)
    line = DecodedStreamObject()
    shown = "".join(f"{codes[letter]:02x}" for letter in said)
    line.set_data(f"q BT /T3 13 Tf {sheets.LEFT} {y} Td <{shown}> Tj ET Q".encode())
    contents = [writer.pages[0].raw_get("/Contents"), writer._add_object(line)]
    writer.pages[0][NameObject("/Contents")] = ArrayObject(contents)
    writer.write(path)


def test_letters_that_no_table_names_are_read_from_the_picture_and_that_is_said(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.paragraph(sheets.BASES[0])
    page.canvas.save()
    with_bitmap_font(tmp_path / "a.pdf", "Điều 3. Hiệu lực từ ngày 01/01/2026.", 500)

    found = read(tmp_path / "a.pdf")

    assert "Điều 3. Hiệu lực từ ngày 01/01/2026." in body(found)
    assert [finding.code for finding in found.findings] == ["text-layer-broken"]
    assert found.coverage.gaps == ()


def test_words_in_a_form_field_are_a_remark(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.paragraph(sheets.BASES[0])
    page.canvas.acroForm.textfield(name="muc", value="450 dong", x=200, y=500, width=120, height=20)
    page.canvas.acroForm.textfield(name="trong", value="", x=200, y=450, width=120, height=20)
    page.canvas.save()

    found = read(tmp_path / "a.pdf")

    assert [finding.code for finding in found.findings] == ["parts-unread"]
    assert found.coverage.gaps == (Gap.parts,)


def test_a_running_foot_below_the_signature_is_margin_and_no_name(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(400, 22, "congbao.lamgiang.vn", size=9)
    for _ in range(6):
        page.paragraph(sheets.BASES[1])
    page.page(number=2)
    page.paragraph(sheets.BASES[0])
    sheets.ending(page)
    page.line(400, 22, "congbao.lamgiang.vn", size=9)
    page.canvas.save()

    found = read(tmp_path / "a.pdf")

    assert texts(found, Region.margin).count("congbao.lamgiang.vn") == 2
    assert texts(found, Region.signature) == ["CHỦ TỊCH", "Lê Thị Hoài Sương"]


RAGGED = (
    "Hội đồng nhân dân xã giao Ủy ban",
    "nhân dân xã bố trí kinh phí và",
    "báo cáo kết quả vào cuối năm của",
    "kỳ",
)


def _columns(tmp_path: Path, left: list[str], right: list[str]) -> list[Block]:
    page = sheets.sheet(tmp_path / "a.pdf")
    for x, lines in ((72, left), (320, right)):
        for at, line in enumerate(lines):
            if line:
                page.line(x, 700 - 14 * at, line, size=10.5)
    page.canvas.save()
    return [block for block in read(tmp_path / "a.pdf").blocks if block.region is Region.body]


def test_columns_whose_lines_end_unevenly_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = ([f"Điều {side}. Kinh phí hỗ trợ", *RAGGED[:3] * 4, "hằng năm."] for side in "12")

    found = " ".join(block.text for block in _columns(tmp_path, left, right))

    assert found.index("Điều 1.") < found.index("hằng năm.") < found.index("Điều 2.")


def test_cells_of_a_table_without_lines_leave_places_empty_and_stay_rows(tmp_path: Path) -> None:
    left = ["Xây dựng trạm bơm ở thôn Bãi", "Soi và kênh dẫn nước cho hai"] * 7
    right = ["Đã làm xong phần móng và tường", ""] * 7

    found = " ".join(block.text for block in _columns(tmp_path, left, right))

    assert "Bãi Đã làm" in found


def test_a_figure_that_a_program_draws_three_times_in_its_place_is_one(tmp_path: Path) -> None:
    plain = sheets.resolution(tmp_path / "a.pdf", month="  ")
    sheets.stamped(plain, [(458, 733, "6")] * 3)

    found = read(plain)

    assert "Lam Giang, ngày 09 tháng 6 năm 2024" in texts(found, Region.header_right)
