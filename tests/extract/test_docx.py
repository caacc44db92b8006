"""Word files: what the sheet shows is read in order, what it hides is kept apart, and the sheet's parts are named."""

import unicodedata
from pathlib import Path

import docx as python_docx
import pytest
from PIL import Image

from pipeline import legacy_encoding, settings
from pipeline.document.model import Block, Extraction, Region
from pipeline.extract.office_files import docx
from tests.extract import word_files as word
from tests.extract.word_files import cell, p, part, run, table

LIMITS = settings.Limits()
HEAD = table(
    [
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH LAM GIANG\n_______\nSố: 12/2024/NQ-HĐND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n______\nLam Giang, ngày 09 tháng 12 năm 2024",
    ]
)
TAIL = table(
    [
        "Nơi nhận:\n- Ủy ban Thường vụ Quốc hội;\n- Lưu: VT.",
        "TM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH\n\n(Đã ký)\n\nTrần Lam Sơn",
    ]
)


def read(tmp_path: Path, body: str, parts: dict[str, str | bytes] | None = None, links: str = "") -> Extraction:
    return docx.read(word.write(tmp_path / "van-ban.docx", body, parts, links), "ab", LIMITS)


def shown(found: Extraction, region: Region = Region.body) -> list[str]:
    return [block.text for block in found.blocks if block.region is region and not block.rows]


def hidden(found: Extraction) -> str:
    return "\n".join(block.text for block in found.blocks if block.region is Region.hidden)


def test_head_table_is_taken_apart_line_by_line(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + p("NGHỊ QUYẾT"))

    assert shown(found, Region.header_left) == ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "Số: 12/2024/NQ-HĐND"]
    assert shown(found, Region.header_right) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lam Giang, ngày 09 tháng 12 năm 2024",
    ]
    assert shown(found) == ["NGHỊ QUYẾT"]


def test_head_of_several_rows_with_a_break_inside_a_paragraph(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>HĐND TỈNH LAM GIANG</w:t><w:br/><w:t>VĂN PHÒNG</w:t></w:r></w:p>"
    rows = table(
        [body, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập – Tự do – Hạnh phúc"],
        ["Số:      /VP-TH\nV/v mời họp", "Lam Giang, ngày     tháng 3 năm 2024"],
    )

    found = read(tmp_path, rows)

    assert shown(found, Region.header_left) == ["HĐND TỈNH LAM GIANG", "VĂN PHÒNG", "Số: /VP-TH", "V/v mời họp"]
    assert shown(found, Region.header_right)[-1] == "Lam Giang, ngày tháng 3 năm 2024"


def test_head_typed_with_tabs_is_split_at_them(tmp_path: Path) -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = (
        p(run("HỘI ĐỒNG NHÂN DÂN"), tab, run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
        + p(run("   XÃ PHÚ VINH ĐÔNG"), tab + tab, run("Độc lập - Tự do - Hạnh phúc"))
        + p(run("Số: 05/NQ-HĐND"), tab, run("Phú Vinh Đông, ngày 02 tháng 7 năm 2024"))
        + p("NGHỊ QUYẾT")
    )

    found = read(tmp_path, body)

    assert shown(found, Region.header_left) == ["HỘI ĐỒNG NHÂN DÂN", "XÃ PHÚ VINH ĐÔNG", "Số: 05/NQ-HĐND"]
    assert len(shown(found, Region.header_right)) == 3
    assert shown(found) == ["NGHỊ QUYẾT"]


def test_recipients_and_signature_are_told_apart(tmp_path: Path) -> None:
    found = read(tmp_path, p("Điều 2. Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025.") + TAIL)

    assert shown(found, Region.recipients) == ["Nơi nhận:", "- Ủy ban Thường vụ Quốc hội;", "- Lưu: VT."]
    assert shown(found, Region.signature) == ["TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)", "Trần Lam Sơn"]


def test_signature_typed_as_lines_is_found_and_the_deciding_title_is_not_one(tmp_path: Path) -> None:
    body = "".join(
        p(line)
        for line in (
            "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ PHÚ VINH ĐÔNG",
            "Căn cứ Luật Tổ chức chính quyền địa phương;",
            "QUYẾT ĐỊNH:",
            "Điều 1. Giao Văn phòng tổ chức thực hiện.",
            "Nơi nhận:",
            "- Như Điều 1;",
            "- Lưu: VT.",
            "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Lê Thị Hạ",
        )
    )

    found = read(tmp_path, body)

    assert shown(found)[0] == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ PHÚ VINH ĐÔNG"
    assert shown(found, Region.recipients) == ["Nơi nhận:", "- Như Điều 1;", "- Lưu: VT."]
    assert shown(found, Region.signature) == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lê Thị Hạ"]


def test_second_sheet_in_one_file_has_its_own_head(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + p("NGHỊ QUYẾT") + TAIL + p("QUY CHẾ") + HEAD)

    assert shown(found, Region.header_left).count("HỘI ĐỒNG NHÂN DÂN") == 2


def test_table_keeps_its_cells_and_covered_ones_are_empty(tmp_path: Path) -> None:
    start, covered = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = table(
        ["STT", cell("Chỉ tiêu", '<w:gridSpan w:val="2"/>')],
        [cell("1", start), "Thu", "12.500"],
        [cell("", covered), "Chi", "11.900"],
        borders="single",
    )

    (block,) = read(tmp_path, rows).visible

    assert block.rows == (("STT", "Chỉ tiêu", ""), ("1", "Thu", "12.500"), ("", "Chi", "11.900"))


def test_huge_span_is_clamped(tmp_path: Path) -> None:
    (block,) = read(
        tmp_path, table([cell("a", '<w:gridSpan w:val="2147483647"/>'), "b"], ["c", "d"], borders="single")
    ).visible

    assert len(block.rows[0]) <= 63


def test_layout_table_of_one_column_is_text(tmp_path: Path) -> None:
    assert shown(read(tmp_path, table(["Điều 1. Nội dung\n1. Khoản một"]))) == ["Điều 1. Nội dung", "1. Khoản một"]


def test_addressees_beside_kinh_gui_are_lines(tmp_path: Path) -> None:
    found = read(tmp_path, table(["Kính gửi:", "- Sở Tài chính;\n- Ủy ban nhân dân huyện An Khê Hạ."]))

    assert shown(found) == ["Kính gửi: - Sở Tài chính;", "- Ủy ban nhân dân huyện An Khê Hạ."]


def test_look_of_a_paragraph_is_kept(tmp_path: Path) -> None:
    found = read(
        tmp_path, p(run("QUYẾT NGHỊ:", "<w:b/>"), properties='<w:jc w:val="center"/>') + p(run("Căn cứ", "<w:i/>"))
    )

    assert [(block.align, block.bold, block.italic) for block in found.blocks] == [
        ("center", True, False),
        ("", False, True),
    ]


def test_words_split_over_runs_and_wrappers_are_whole(tmp_path: Path) -> None:
    body = p(
        run("Ngh"),
        f'<w:smartTag w:element="x">{run("ị ")}</w:smartTag>',
        f"<w:sdt><w:sdtContent>{run('quy')}</w:sdtContent></w:sdt>",
        f'<w:hyperlink r:id="x">{run("ết")}</w:hyperlink>',
        f'<w:fldSimple w:instr=" DOCPROPERTY So ">{run(" 12")}</w:fldSimple>',
        "<w:r><w:noBreakHyphen/></w:r>",
        run("HĐND"),
    )

    assert shown(read(tmp_path, body)) == ["Nghị quyết 12-HĐND"]


def test_field_over_paragraphs_shows_its_result_not_its_code(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    body = p(mark("begin"), code, mark("separate"), run("Điều 1")) + p(run("Điều 2"), mark("end"), run(" hết"))

    assert shown(read(tmp_path, body)) == ["Điều 1", "Điều 2 hết"]


def test_tracked_changes_show_the_new_text_only(tmp_path: Path) -> None:
    body = p(
        "Mức chi ",
        '<w:del w:id="1" w:author="x"><w:r><w:delText>100 triệu</w:delText></w:r></w:del>',
        f'<w:ins w:id="2" w:author="x">{run("200 triệu")}</w:ins>',
    )

    found = read(tmp_path, body)

    assert shown(found) == ["Mức chi 200 triệu"]
    assert hidden(found) == "100 triệu"


def test_paragraph_whose_mark_was_deleted_joins_the_next(tmp_path: Path) -> None:
    first = f'<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>{run("Giao Thường trực ")}</w:p>'

    assert shown(read(tmp_path, first + p("tổ chức thực hiện."))) == ["Giao Thường trực tổ chức thực hiện."]


def test_hidden_text_is_kept_for_the_gate_only(tmp_path: Path) -> None:
    found = read(tmp_path, p("Nội dung", run(" ẩn", "<w:vanish/>")))

    assert shown(found) == ["Nội dung"]
    assert hidden(found) == "ẩn"


def test_capitals_by_property_are_read_as_seen(tmp_path: Path) -> None:
    assert shown(read(tmp_path, p(run("khẩn đột xuất", "<w:caps/>")))) == ["KHẨN ĐỘT XUẤT"]


def test_text_box_is_read_once(tmp_path: Path) -> None:
    content = f"<w:txbxContent>{p('DỰ THẢO')}</w:txbxContent>"
    shape = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    found = read(tmp_path, p("NGHỊ QUYẾT", shape))

    assert shown(found) == ["NGHỊ QUYẾT", "DỰ THẢO"]
    assert hidden(found) == ""


def test_fallback_that_says_something_else_reaches_the_gate(tmp_path: Path) -> None:
    shape = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:pict><v:textbox>'
        f"<w:txbxContent>{p('bản khác')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert hidden(read(tmp_path, p("x", shape))) == "bản khác"


def test_watermark_drawn_across_the_page_reaches_the_gate(tmp_path: Path) -> None:
    shape = '<w:r><w:pict><v:shape><v:textpath string="LƯU HÀNH NỘI BỘ"/></v:shape></w:pict></w:r>'

    found = read(tmp_path, p("x"), {"header1.xml": part("hdr", p(shape))})

    assert shown(found, Region.margin) == ["LƯU HÀNH NỘI BỘ"]


def test_every_part_of_the_container_is_seen(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "header1.xml": part("hdr", p("trên trang")),
        "footer1.xml": part("ftr", p("dưới trang")),
        "footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{p("chú thích")}</w:footnote>'),
        "comments.xml": part("comments", f'<w:comment w:id="1">{p("góp ý")}</w:comment>'),
        "settings.xml": part("settings", '<w:docVars><w:docVar w:name="ma" w:val="biến ẩn"/></w:docVars>'),
        "glossary/document.xml": part("glossaryDocument", p("mục từ")),
        "customXml/item1.xml": "<so><ghichu>dữ liệu riêng</ghichu></so>",
        "docProps/core.xml": "<c><title>tiêu đề tệp</title><revision>17</revision></c>",
    }

    found = read(tmp_path, p("x", '<w:r><w:footnoteReference w:id="2"/></w:r>'), parts)

    assert shown(found, Region.margin) == ["trên trang", "dưới trang"]
    assert shown(found, Region.note) == ["[1] chú thích"]
    assert set(hidden(found).split("\n")) == {
        "góp ý",
        "ma biến ẩn",
        "biến ẩn",
        "mục từ",
        "dữ liệu riêng",
        "tiêu đề tệp",
    }


def test_old_font_is_read_across_split_runs(tmp_path: Path) -> None:
    old = legacy_encoding.encoded("Hội đồng nhân dân huyện An Khê Hạ", legacy_encoding.TCVN3)
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    heading = '<w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/>'
    body = p(*(run(letter, font) for letter in old)) + p(
        run(legacy_encoding.encoded("nghị quyết", legacy_encoding.TCVN3), heading)
    )

    assert shown(read(tmp_path, body)) == ["Hội đồng nhân dân huyện An Khê Hạ", "NGHỊ QUYẾT"]


def test_unicode_text_under_an_old_font_stays(tmp_path: Path) -> None:
    font = '<w:rFonts w:ascii="VNI-Times;Times New Roman"/>'
    old = '<w:rFonts w:ascii=".VnTime"/>'
    body = p(run("Hội đồng nhân dân quyết định", font)) + p(run("có", old)) + p(run("điều chỉnh mức thu phí", old))

    assert shown(read(tmp_path, body)) == ["Hội đồng nhân dân quyết định", "có", "điều chỉnh mức thu phí"]


def test_old_letters_without_any_font_are_recognised(tmp_path: Path) -> None:
    old = legacy_encoding.encoded("Nghị quyết về nhiệm vụ phát triển kinh tế - xã hội năm 2024", legacy_encoding.TCVN3)

    assert shown(read(tmp_path, p(old))) == ["Nghị quyết về nhiệm vụ phát triển kinh tế - xã hội năm 2024"]


def test_decomposed_letters_come_out_composed(tmp_path: Path) -> None:
    found = read(tmp_path, p(unicodedata.normalize("NFD", "Điều 1. Quyết định")))

    assert shown(found) == ["Điều 1. Quyết định"]


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (("Về việc giao dự toán", "ngân sách năm 2024"), 1),
        (("Nội dung thứ nhất.", "2. Nội dung thứ hai."), 2),
        (("QUYẾT NGHỊ:", "Điều 1. Phạm vi"), 2),
        (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), 2),
    ],
    ids=["wrapped", "next-clause", "heading-then-article", "signing-titles"],
)
def test_line_break_parts_a_paragraph_only_where_one_begins(tmp_path: Path, lines: tuple[str, str], parts: int) -> None:
    body = f"<w:p><w:r><w:t>{lines[0]}</w:t><w:br/><w:t>{lines[1]}</w:t></w:r></w:p>"

    assert len(read(tmp_path, body).visible) == parts


def test_file_of_pictures_only_is_a_scan(tmp_path: Path) -> None:
    path = tmp_path / "quet.docx"
    made = python_docx.Document()
    for colour in (b"\x00", b"\xff"):
        made.add_picture(str(_png(tmp_path / f"{colour.hex()}.png", colour)))
    made.save(str(path))

    found = docx.read(path, "", LIMITS)
    pictures = docx.images(path, tmp_path)

    assert found.image_pages == (1, 2)
    assert [picture.read_bytes() for picture in pictures] == [
        (tmp_path / name).read_bytes() for name in ("00.png", "ff.png")
    ]


def test_sheet_pasted_as_a_picture_into_a_text_is_told(tmp_path: Path) -> None:
    made = python_docx.Document()
    made.add_paragraph("Điều 1. Nội dung của Nghị quyết này. " * 20)
    for name, size in (("quoc-huy", (300, 300)), ("phu-luc", (1240, 1754))):
        Image.new("L", size, 255).save(tmp_path / f"{name}.png")
        made.add_picture(str(tmp_path / f"{name}.png"))
    made.save(str(tmp_path / "a.docx"))

    found = docx.read(tmp_path / "a.docx", "", LIMITS)

    assert (found.pages, found.image_pages) == (None, (2,))


def test_file_of_python_docx_reads_whole(tmp_path: Path) -> None:
    made = python_docx.Document()
    made.add_heading("Chương I", 1)
    made.add_paragraph("Điều 1. Phạm vi điều chỉnh")
    cells = made.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "ô đầu", "ô cuối"
    made.save(str(tmp_path / "a.docx"))

    found = docx.read(tmp_path / "a.docx", "", LIMITS)

    assert shown(found) == ["Chương I", "Điều 1. Phạm vi điều chỉnh"]
    assert [block.rows for block in found.visible if block.rows] == [(("ô đầu", "ô cuối"),)]
    assert isinstance(found.blocks[0], Block)


def _png(path: Path, colour: bytes) -> Path:
    Image.frombytes("L", (20, 20), colour * 400).save(path)
    return path
