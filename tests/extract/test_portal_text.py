"""Markdown and plain text as portals leave them: heads as broken tables, marks in words, lines cut at 70 letters."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline import media, settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.web_pages import html

LIMITS = settings.Limits()
BARS = """|
**HỘI
ĐỒNG NHÂN DÂN**
TỈNH LAM GIANG
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
Độc lập - Tự do - Hạnh phúc
---------------
|
|
Số: 36/2024/NQ-HĐND
|
*Lam Giang**, ngày 18 tháng 11 năm 2024*
|


**NGHỊ
QUYẾT**

QUY ĐỊNH MỨC CHI HỖ TRỢ TRÊN ĐỊA BÀN TỈNH LAM GIANG NĂM
2025

*Căn cứ Luật Tổ chức chính quyền địa phương số
72/2025/QH**1**5; *

**Điều
1. Phạm vi điều chỉnh**

1.

Nghị quyết này quy định mức chi theo quy định tại
Điều 5 của Luật.

|
**Nơi nhận:**
- Như trên;
- Lưu: VT.
|
**CHỦ TỊCH**
Trần Lam Sơn
|
PHỤ LỤC
|
"""
RULED = r"""
  ----------------------- -----------------------------------------------
    **HỘI ĐỒNG NHÂN DÂN\       **CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\
       TỈNH LAM GIANG\             Độc lập - Tự do - Hạnh phúc\
     \-\-\-\-\-\-\--**            \-\-\-\-\-\-\-\-\-\-\-\-\-\--**

   Số: 83/NQ-HĐND               *Lam Giang, ngày 16 tháng 6 năm 2024*
  ----------------------- -----------------------------------------------

**NGHỊ QUYẾT**

+------------------------------+:-------------------------------------:+
| ***Nơi nhận:\***             | **TM. HỘI ĐỒNG NHÂN DÂN\              |
| - Chính phủ;\                | CHỦ TỊCH\                             |
| - Lưu: VT.                   | Trần Lam Sơn**                        |
+------------------------------+---------------------------------------+
"""
WRAPPED = """NGHỊ QUYẾT
VỀ
CHƯƠNG TRÌNH GIÁM SÁT NĂM 2024
HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG
KHÓA XI - KỲ HỌP THỨ TƯ
Căn cứ Luật hoạt động giám sát của
Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm
2015;
QUYẾT NGHỊ:
Điều 1. Quyết
định chương trình giám sát, gồm:
- Báo cáo công tác 06 tháng, cả
năm của Thường trực;
2. Chất vấn và xem xét trả lời chất
vấn tại kỳ họp.
"""


def markdown(tmp_path: Path, source: str) -> Extraction:
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    return html.markdown(tmp_path / "a.md", "ab", LIMITS)


def shown(found: Extraction, region: Region = Region.body) -> list[str]:
    return [block.text for block in found.blocks if block.region is region]


def test_head_and_signature_in_tables_of_single_bars(tmp_path: Path) -> None:
    found = markdown(tmp_path, BARS)

    assert shown(found, Region.header_left) == ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "Số: 36/2024/NQ-HĐND"]
    assert shown(found, Region.header_right) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lam Giang, ngày 18 tháng 11 năm 2024",
    ]
    assert shown(found, Region.recipients) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert shown(found, Region.signature) == ["CHỦ TỊCH", "Trần Lam Sơn"]


def test_marks_and_broken_lines_of_the_text_are_healed(tmp_path: Path) -> None:
    assert shown(markdown(tmp_path, BARS)) == [
        "NGHỊ QUYẾT",
        "QUY ĐỊNH MỨC CHI HỖ TRỢ TRÊN ĐỊA BÀN TỈNH LAM GIANG NĂM 2025",
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;",
        "Điều 1. Phạm vi điều chỉnh",
        "1. Nghị quyết này quy định mức chi theo quy định tại Điều 5 của Luật.",
        "PHỤ LỤC",
    ]


@pytest.mark.parametrize(
    "named", ["Phụ lục I ban hành kèm theo Nghị quyết này.", "Mục 2 Chương này.", "Chương III Quy chế này và luật."]
)
def test_a_sentence_goes_on_with_the_part_of_this_text_that_it_names(tmp_path: Path, named: str) -> None:
    found = markdown(tmp_path, f"Điều 1. Mức chi\n\n1. Mức chi thực hiện theo quy định tại\n{named}\n\nPhụ lục I\n")

    assert shown(found) == ["Điều 1. Mức chi", f"1. Mức chi thực hiện theo quy định tại {named}", "Phụ lục I"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a) Bãi bỏ khoản 2 Điều 1", "Nghị quyết số 24/NQ-HĐND về phí."),
        ("a) Mức chi tại khoản 3", "Nghị định số 28/2025/NĐ-CP."),
        ("a) Ban hành theo", "Quy chế của Hội đồng nhân dân."),
    ],
)
def test_a_sentence_goes_on_with_the_document_that_a_link_sets_apart(tmp_path: Path, before: str, after: str) -> None:
    text = (
        f"Điều 1. Bãi bỏ\n\n1. Nghị quyết này bãi bỏ\ncác văn bản sau:\n{before}\n{after}\n\n**Điều 2**\nNghị quyết này"
    )

    assert shown(markdown(tmp_path, text))[2:3] == [f"{before} {after}"]


def test_tables_drawn_with_rules_are_taken_apart(tmp_path: Path) -> None:
    found = markdown(tmp_path, RULED)

    assert shown(found, Region.header_left) == ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "Số: 83/NQ-HĐND"]
    assert len(shown(found, Region.header_right)) == 3
    assert shown(found, Region.recipients) == ["Nơi nhận:", "- Chính phủ;", "- Lưu: VT."]
    assert shown(found, Region.signature) == ["TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH", "Trần Lam Sơn"]


def test_text_broken_at_seventy_letters_is_joined(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRAPPED, encoding="utf-8")

    found = html.plain(tmp_path / "a.txt", "", LIMITS)

    assert found.media == media.TEXT.media
    assert shown(found) == [
        "NGHỊ QUYẾT",
        "VỀ CHƯƠNG TRÌNH GIÁM SÁT NĂM 2024",
        "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG",
        "KHÓA XI - KỲ HỌP THỨ TƯ",
        "Căn cứ Luật hoạt động giám sát của Quốc hội và Hội đồng nhân dân ngày 20 tháng 11 năm 2015;",
        "QUYẾT NGHỊ:",
        "Điều 1. Quyết định chương trình giám sát, gồm:",
        "- Báo cáo công tác 06 tháng, cả năm của Thường trực;",
        "2. Chất vấn và xem xét trả lời chất vấn tại kỳ họp.",
    ]


def test_pipe_table_is_a_table(tmp_path: Path) -> None:
    (table,) = markdown(tmp_path, "| STT | Nội dung |\n|---|:---:|\n| 1 | Thu |\n| 2 | Chi |\n").blocks

    assert table.rows == (("STT", "Nội dung"), ("1", "Thu"), ("2", "Chi"))


def test_facts_and_notices_of_a_portal_are_margin(tmp_path: Path) -> None:
    found = markdown(tmp_path, f"Đang tải văn bản...\n\n# Số hiệu: 36\n\n{BARS}\n## Văn bản liên quan\nBan hành:\n")

    assert shown(found)[0] == "NGHỊ QUYẾT"
    assert "Đang tải văn bản..." in shown(found, Region.margin)
    assert "Văn bản liên quan" in shown(found, Region.margin)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Mức thu (*) theo *Biểu 1*", "Mức thu (*) theo Biểu 1"),
        (r"5\. Khoản \[năm\] \*", "5. Khoản [năm] *"),
        ("[Nghị quyết](http://vi-du.example/x_(1))", "Nghị quyết"),
        ("a<br>b &amp; c", "a b & c"),
        ("_(Ban hành kèm theo Nghị quyết)_", "(Ban hành kèm theo Nghị quyết)"),
    ],
)
def test_marks_are_taken_off_and_letters_are_not(tmp_path: Path, source: str, text: str) -> None:
    assert shown(markdown(tmp_path, source)) == [text]


PIECES = ["|", "**a", "b**", "", "+--+--+", "| x | y |", "|--|--|", "  ---- ----", "Số:", "1.", "\\"]


@hypothesis_settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(PIECES)))
def test_no_broken_markdown_raises(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    markdown(tmp_path_factory.mktemp("vo"), "\n".join(lines))


UNSEEN = {
    "tip-of-a-link": '[Toàn văn](https://vi-du.example/nq "Độ mật: Tối mật")',
    "tip-in-single-marks": "[Toàn văn](<nq 12.pdf> 'Độ mật: Tối mật')",
    "tip-in-brackets": "![Hình](anh.png (Độ mật: Tối mật))",
    "defined-below": "[Toàn văn][nq]\n\n[nq]: https://vi-du.example/\n  'Độ mật: Tối mật'",
    "comment-of-markdown": "[//]: # (Độ mật: Tối mật)",
    "comment": "<!-- ghi chú\nĐộ mật: Tối mật -->",
    "front-matter": "---\nĐộ mật: Tối mật\n---\nx",
    "attribute": "<abbr aria-label='Độ mật: Tối mật'>NQ</abbr>",
}


@pytest.mark.parametrize("written", UNSEEN.values(), ids=UNSEEN)
def test_what_markdown_does_not_show_is_hidden_text(tmp_path: Path, written: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{written}\n\n# NGHỊ QUYẾT\n\nĐiều 1. Thông qua.\n", encoding="utf-8")

    blocks = html.markdown(path, "", LIMITS).blocks

    assert [block.text for block in blocks if block.region is Region.hidden and "mật" in block.text] == [
        "Độ mật: Tối mật"
    ]
