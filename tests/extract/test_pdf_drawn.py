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
    TextStringObject,
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


@pytest.mark.parametrize("above", [False, True], ids=["own", "of-the-field-above"])
@pytest.mark.parametrize("drawn", [True, False], ids=["drawn", "left-to-the-viewer"])
def test_words_typed_into_a_form_field_are_the_page_s_or_a_remark(tmp_path: Path, above: bool, drawn: bool) -> None:
    _form(tmp_path / "a.pdf", above=above, drawn=drawn)

    found = read(tmp_path / "a.pdf")

    assert ("Ban hanh 450 dong" in body(found)) is drawn
    assert [finding.code for finding in found.findings] == ([] if drawn else ["parts-unread"])
    assert found.coverage.gaps == (() if drawn else (Gap.parts,))


def _form(path: Path, *, above: bool, drawn: bool) -> None:
    """A page with two fields, one filled; programs keep kind and words in the box itself or in a field above it."""
    page = sheets.sheet(path)
    page.paragraph(sheets.BASES[0])
    page.canvas.acroForm.textfield(name="muc", value="Ban hanh 450 dong", x=200, y=500, width=150, height=20)
    page.canvas.acroForm.textfield(name="trong", value="", x=200, y=450, width=120, height=20)
    page.canvas.save()
    writer = PdfWriter(clone_from=path)
    for note in writer.pages[0]["/Annots"]:  # type: ignore[attr-defined]
        kid = note.get_object()
        if not drawn:
            del kid[NameObject("/AP")]
        if above:
            taken = {NameObject(key): kid.pop(key) for key in ("/FT", "/T", "/V") if key in kid}
            kid[NameObject("/Parent")] = writer._add_object(DictionaryObject(taken))
    writer.write(path)


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


def test_two_halves_of_a_table_without_lines_are_no_columns_of_text(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    for at in range(1, 15):
        for x, said in ((80, f"{at}"), (110, f"Trạm bơm thôn số {at}"), (255, f"{at}"), (330, f"{at + 2}")):
            page.line(x, 700 - 14 * at, said, size=10.5)
        page.line(440, 700 - 14 * at, "xây mới hoàn toàn", size=10.5)
    page.canvas.save()

    assert "Trạm bơm thôn số 3 3 5 xây mới hoàn toàn" in body(read(tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    "said", ["So: 99/NQ-HDND lop an", "Van ban nay da bi thay the", "DU THAO LAN 2 KHONG PHAT HANH"]
)
def test_a_line_on_a_layer_switched_off_is_for_the_gate_also_where_it_lies_over_print(
    tmp_path: Path, said: str
) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.paragraph(sheets.BASES[0])
    page.line(sheets.LEFT, 600, sheets.BASES[1][:60])
    page.canvas.save()
    on_a_layer_switched_off(tmp_path / "a.pdf", f"BT /F 13 Tf {sheets.LEFT + 4} 596 Td ({said}) Tj ET")

    found = read(tmp_path / "a.pdf")

    assert sheets.BASES[1][:60] in body(found)
    assert not {*said.split()} & {*body(found).split()}
    assert said in " ".join(texts(found, Region.hidden))


@pytest.mark.parametrize("alike", ["Lop 1", ""])
def test_a_line_on_a_lit_layer_is_read_where_one_that_is_off_has_its_name(tmp_path: Path, alike: str) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(sheets.LEFT, 700, sheets.BASES[1][:60])
    page.canvas.save()
    on_layers(tmp_path / "a.pdf", {"BT /F 13 Tf 90 596 Td (Dong thay) Tj ET": True, "": False}, alike)

    assert "Dong thay" in body(read(tmp_path / "a.pdf"))


def test_a_line_within_two_layers_is_unseen_where_the_inner_one_is_off(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(sheets.LEFT, 600, sheets.BASES[1][:60])
    page.canvas.save()
    said = f"/OC /L1 BDC BT /F 13 Tf {sheets.LEFT + 4} 596 Td (Van ban nay da bi thay the) Tj ET EMC"
    on_layers(tmp_path / "a.pdf", {said: True, "": False})

    assert not {"Van", "nay", "thay", "the"} & {*body(read(tmp_path / "a.pdf")).split()}


def on_a_layer_switched_off(path: Path, drawing: str) -> None:
    on_layers(path, {drawing: False})


def on_layers(path: Path, drawings: dict[str, bool], named: str | None = None) -> None:
    """Add drawings to the first page, each on a layer, /L0 and on, that the file has on or off; all `named` alike."""
    writer = PdfWriter(clone_from=path)
    name, page = NameObject, writer.pages[0]
    layers = [
        writer._add_object(
            DictionaryObject(
                {
                    name("/Type"): name("/OCG"),
                    name("/Name"): TextStringObject(f"Lop {at}" if named is None else named),
                }
            )
        )
        for at in range(len(drawings))
    ]
    off = [layer for layer, lit in zip(layers, drawings.values(), strict=True) if not lit]
    writer.root_object[name("/OCProperties")] = DictionaryObject(
        {name("/OCGs"): ArrayObject(layers), name("/D"): DictionaryObject({name("/OFF"): ArrayObject(off)})}
    )
    face = {name("/Type"): name("/Font"), name("/Subtype"): name("/Type1"), name("/BaseFont"): name("/Times-Roman")}
    resources: Any = page["/Resources"]
    resources[name("/Properties")] = DictionaryObject({name(f"/L{at}"): one for at, one in enumerate(layers)})
    resources["/Font"][name("/F")] = writer._add_object(DictionaryObject(face))
    more = DecodedStreamObject()
    more.set_data(" ".join(f"/OC /L{at} BDC {one} EMC" for at, one in enumerate(drawings)).encode())
    own = page["/Contents"].get_object()
    parts = list(own) if isinstance(own, ArrayObject) else [page.raw_get("/Contents")]
    page[name("/Contents")] = ArrayObject([*parts, writer._add_object(more)])
    writer.write(path)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("12   CÔNG BÁO LAM GIANG/Số 21/Ngày 15-01-2026", "13   CÔNG BÁO LAM GIANG/Số 21/Ngày 15-01-2026"),
        ("Văn bản ký số bởi Lam Giang CA       Trang 1/2", "Văn bản ký số bởi Lam Giang CA       Trang 2/2"),
        ("Hội đồng nhân dân tỉnh   1 / 2", "Hội đồng nhân dân tỉnh   2 / 2"),
    ],
)
@pytest.mark.parametrize("y", [812, 24])
def test_a_line_at_the_edge_of_two_pages_that_differs_by_its_page_number_is_margin(
    tmp_path: Path, first: str, second: str, y: float
) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    for number, said in ((1, first), (2, second)):
        page.line(100, y, said, size=12)
        page.paragraph(sheets.BASES[number - 1])
        page.page()
    page.canvas.save()

    found = read(tmp_path / "a.pdf")

    assert len(texts(found, Region.margin)) == 2
    assert body(found).startswith("Căn cứ Luật") and "Xét Tờ trình" in body(found)


@pytest.mark.parametrize(
    "said", ["11/30/26, 4:13 PM      Nghị quyết", "16:13 30/11/2026    x", "file:///C:/nq.html   1/1"]
)
def test_what_a_browser_prints_at_the_edge_of_a_sheet_is_margin(tmp_path: Path, said: str) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(40, 815, said, size=8)
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert texts(read(tmp_path / "a.pdf"), Region.margin) == [" ".join(said.split())]


@pytest.mark.parametrize(
    "box",
    [
        ["UBND XÃ KHE LIM", "ĐẾN   Số: 1345", "Ngày: 24/11/2025"],
        ["VĂN PHÒNG HĐND", "ĐẾN", "Số: 77", "Ngày: 24/11/2025", "Chuyển: ......"],
        ["SỞ TƯ PHÁP", "ĐẾN  Số …………", "Ngày …………", "Số và ký hiệu HS: ……"],
    ],
)
def test_an_arrival_box_beside_the_title_is_a_stamp(tmp_path: Path, box: list[str]) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(260, 652, "CHƯƠNG TRÌNH", face="Serif-Bold")
    page.line(215, 634, "Giám sát của Hội đồng nhân dân tỉnh năm 2026", face="Serif-Bold")
    for at, line in enumerate(box):
        page.line(40, 660 - 13 * at, line, face="Serif-Bold", size=10)
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    found = read(tmp_path / "a.pdf")

    assert "CHƯƠNG TRÌNH" in texts(found, Region.body)
    assert not any("ĐẾN" in line or "Ngày" in line for line in texts(found, Region.body))
    assert any("ĐẾN" in line for line in texts(found, Region.stamp))


def test_a_title_that_ends_with_den_stays_a_title(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(180, 640, "VỀ QUY HOẠCH CẤP NƯỚC", face="Serif-Bold")
    page.line(200, 622, "ĐẾN NĂM 2030", face="Serif-Bold")
    page.line(200, 604, "Số xã: 12")
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert "ĐẾN NĂM 2030" in body(read(tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    ("said", "spacing"),
    [("NGHỊ QUYẾT", 6.0), ("Điều 1. Mức hỗ trợ", 3.0), ("Nghị quyết này có hiệu lực từ ngày ký.", 2.5)],
)
def test_a_line_set_wide_letter_by_letter_is_read_as_words(tmp_path: Path, said: str, spacing: float) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    wide = page.canvas.beginText(100, 640)
    wide.setFont("Serif-Bold", 13)
    wide.setCharSpace(spacing)
    wide.textOut(said)
    wide.setCharSpace(0)
    page.canvas.drawText(wide)
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert said in body(read(tmp_path / "a.pdf"))


@pytest.mark.parametrize("said", ["NGHỊ QUYẾT", "QUYẾT NGHỊ:", "CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
def test_a_phrase_of_every_sheet_typed_with_a_blank_behind_each_letter_is_read(tmp_path: Path, said: str) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(200, 640, " ".join(said.replace(" ", "")), face="Serif-Bold")
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert said in body(read(tmp_path / "a.pdf"))


@pytest.mark.parametrize("cells", ["a b c d e", "X X X X X X", "1 2 3 4 5 6", "B C D Đ G"])
def test_letters_in_cells_stay_apart(tmp_path: Path, cells: str) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    for at, cell in enumerate(cells.split()):
        page.line(100 + 22 * at, 640, cell)
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert cells in body(read(tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    ("gap", "at", "whole"),
    [("............", 6.0, "Số: 67 /NQ-HĐND"), ("………", 4.0, "Số: 67 /NQ-HĐND"), ("_________", 9.0, "Số: 67 /NQ-HĐND")],
)
def test_a_number_typed_on_the_dots_of_its_line_stands_in_their_place(
    tmp_path: Path, gap: str, at: float, whole: str
) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.centred(410, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, face="Serif-Bold")
    page.centred(175, 780, "HĐND TỈNH LAM GIANG", face="Serif-Bold")
    page.line(110, 736, f"Số: {gap}/NQ-HĐND")
    page.line(132 + at, 737, "67", face="Serif-Bold")
    page.y = 700
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert whole in texts(read(tmp_path / "a.pdf"), Region.header_left)


@pytest.mark.parametrize("said", ["Số: 99/NQ-HĐND", "Số cũ: 12/2019/NQ-HĐND", "bản thảo lần hai"])
def test_white_words_under_others_are_for_the_gate_alone(tmp_path: Path, said: str) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.canvas.setFillGray(1)
    page.line(106, 640, said)
    page.canvas.setFillGray(0)
    page.line(102, 640, "Số: 62/NQ-HĐND của Hội đồng nhân dân")
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    found = read(tmp_path / "a.pdf")

    assert "Số: 62/NQ-HĐND của Hội đồng nhân dân" in body(found)
    assert said in " ".join(texts(found, Region.hidden))


@pytest.mark.parametrize("ground", [(0.1, 0.2, 0.6), (0.8, 0.1, 0.1), (0.3, 0.3, 0.3)])
def test_white_words_on_a_coloured_ground_are_read(tmp_path: Path, ground: tuple[float, float, float]) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.canvas.setFillColorRGB(*ground)
    page.canvas.rect(80, 630, 400, 30, stroke=0, fill=1)
    page.canvas.setFillGray(1)
    page.line(100, 640, "Chương trình giám sát năm 2026")
    page.canvas.setFillGray(0)
    page.paragraph(sheets.BASES[0])
    page.canvas.save()

    assert "Chương trình giám sát năm 2026" in body(read(tmp_path / "a.pdf"))


def test_a_figure_that_a_program_draws_three_times_in_its_place_is_one(tmp_path: Path) -> None:
    plain = sheets.resolution(tmp_path / "a.pdf", month="  ")
    sheets.stamped(plain, [(458, 733, "6")] * 3)

    found = read(plain)

    assert "Lam Giang, ngày 09 tháng 6 năm 2024" in texts(found, Region.header_right)
