"""Saved web pages: the document is read, the portal around it is not, and a page that runs code is named."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from pipeline import legacy_encoding, media, settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.web_pages import html

LIMITS = settings.Limits()
HEAD = """<table border="0"><tr><td align="center"><b>HỘI ĐỒNG NHÂN DÂN<br>TỈNH LAM GIANG</b><br>-------</td>
<td><p align="center"><b>CỘNG HÒA XÃ HỘI
  CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></p></td></tr>
<tr><td>Số: 12/2024/NQ-HĐND</td><td><i>Lam Giang, ngày 09 tháng 12 năm 2024</i></td></tr></table>"""
TAIL = """<table><tr><td>Nơi nhận:<br>- Như Điều 2;<br>- Lưu: VT.</td>
<td><b>CHỦ TỊCH</b><br>(Đã ký)<br>Trần Lam Sơn</td></tr></table>"""
DOCUMENT = f"{HEAD}<p align=center><b>NGHỊ QUYẾT</b></p><p>Điều 1. Nội dung</p>{TAIL}"


def read(tmp_path: Path, page: str | bytes) -> Extraction:
    path = tmp_path / "trang.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return html.read(path, "ab", LIMITS)


def shown(found: Extraction, region: Region = Region.body) -> list[str]:
    return [block.text for block in found.blocks if block.region is region]


def test_head_body_and_signature_of_a_page(tmp_path: Path) -> None:
    found = read(tmp_path, DOCUMENT)

    assert found.media == media.HTML.media
    assert shown(found, Region.header_left) == ["HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "Số: 12/2024/NQ-HĐND"]
    assert shown(found, Region.header_right)[0] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert shown(found) == ["NGHỊ QUYẾT", "Điều 1. Nội dung"]
    assert shown(found, Region.recipients) == ["Nơi nhận:", "- Như Điều 2;", "- Lưu: VT."]
    assert shown(found, Region.signature) == ["CHỦ TỊCH", "(Đã ký)", "Trần Lam Sơn"]


def test_portal_around_the_document_is_hidden_text(tmp_path: Path) -> None:
    page = (
        "<title>Văn bản</title><style>p{}</style><div class=menu><a href=#>Trang chủ</a> Đăng nhập</div>"
        f"<div><div>{DOCUMENT}</div></div><footer>Bản quyền cổng thông tin</footer><script>var x</script>"
    )

    found = read(tmp_path, page)

    assert shown(found) == ["NGHỊ QUYẾT", "Điều 1. Nội dung"]
    assert shown(found, Region.hidden) == ["Văn bản", "Trang chủ Đăng nhập", "Bản quyền cổng thông tin"]


def test_unseen_elements_and_comments_reach_the_gate_only(tmp_path: Path) -> None:
    found = read(
        tmp_path, "<p>Nội dung<span style='display: none'> ẩn</span></p><!-- ghi chú --><!--[if mso]>x<![endif]-->"
    )

    assert shown(found) == ["Nội dung"]
    assert shown(found, Region.hidden) == ["ẩn", "ghi chú"]


def test_look_of_lines_comes_from_tags_and_styles(tmp_path: Path) -> None:
    first, second = read(
        tmp_path, "<p style='text-align:center;font-weight:bold'>QUYẾT NGHỊ:</p><p align=justify><i>Căn cứ</i></p>"
    ).blocks

    assert (first.align, first.bold, first.italic) == ("center", True, False)
    assert (second.align, second.bold, second.italic) == ("justify", False, True)


def test_table_spans_leave_covered_cells_empty(tmp_path: Path) -> None:
    page = (
        "<table border=1><tr><td rowspan=2>STT</td><td colspan=2>Kinh phí</td></tr><tr><td>Thu</td><td>Chi</td></tr>"
        "<tbody><tr><td>1</td><td>10</td><td>9</td></tr></tbody></table>"
    )

    (table,) = read(tmp_path, page).blocks

    assert table.rows == (("STT", "Kinh phí", ""), ("", "Thu", "Chi"), ("1", "10", "9"))


def test_lists_are_numbered_as_shown(tmp_path: Path) -> None:
    found = read(tmp_path, "<ol type=a start=3><li>x</li><li value=7>y</li></ol><ul><li>z</li></ul>")

    assert shown(found) == ["c. x", "g. y", "- z"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_page_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    assert shown(read(tmp_path, "<p>Nghị quyết của tỉnh</p>".encode(encoding))) == ["Nghị quyết của tỉnh"]


def test_page_says_its_old_encoding_itself(tmp_path: Path) -> None:
    page = "<meta charset=windows-1258><p>cu\u0309a ti\u0309nh".encode("cp1258")

    assert shown(read(tmp_path, page)) == ["của tỉnh"]


def test_old_fonts_of_a_page_are_read(tmp_path: Path) -> None:
    old = legacy_encoding.encoded("Nghị quyết", legacy_encoding.TCVN3)

    found = read(tmp_path, f"<p><font face='.VnTime'>{old}</font></p>".encode("cp1252"))

    assert shown(found) == ["Nghị quyết"]


@pytest.mark.parametrize(
    "page",
    [
        "<p>x<script>alert(1)</script>",
        "<p onclick='x()'>x",
        "<a href='javascript:x()'>x</a>",
        "<iframe src='y.html'></iframe>x",
        "<img src='http://vi-du.example/x.png'>x",
        "<meta http-equiv=refresh content='0;url=/'>x",
        "<link rel=stylesheet href='//vi-du.example/x.css'><p>x",
        "<a href='java&#9;script:x()'>x</a>",
        "<a href='&#1;javascript:x()'>x</a>",
        "<img srcset='a.png 1x, https://vi-du.example/x.png 2x'>x",
        "<img src='\\\\vi-du.example\\x.png'>x",
        "<table><tr><th background='http://vi-du.example/x.png'>x</table>",
        "<p style='background:image-set(\"https://vi-du.example/x.png\" 1x)'>x",
        "<button formaction='https://vi-du.example/'>x</button>",
    ],
)
def test_page_that_runs_or_fetches_is_active(tmp_path: Path, page: str) -> None:
    assert "active-content" in {finding.code for finding in read(tmp_path, page).findings}


def test_ordinary_page_is_inert(tmp_path: Path) -> None:
    page = "<p cite='https://vi-du.example/'>x <a href='https://vi-du.example/'>liên kết</a>"
    page += "<img src='anh.png' srcset='anh.png 1x, lon.png 2x' alt='javascript là gì'></p>"

    assert read(tmp_path, page).findings == ()


@pytest.mark.parametrize("page", [b"", b"   ", b"\0\0\0"])
def test_empty_page_is_damaged(tmp_path: Path, page: bytes) -> None:
    assert [finding.code for finding in read(tmp_path, page).findings] == ["file-damaged"]


@pytest.mark.parametrize("depth", [200, 1500, 5000])
def test_nothing_nested_deep_is_lost_silently(tmp_path: Path, depth: int) -> None:
    found = read(tmp_path, "<div>" * depth + "đáy" + "</div>" * depth)
    codes = [finding.code for finding in found.findings]

    assert [block.text for block in found.blocks] == ["đáy"] or codes == ["file-over-limit"]


PIECES = ["<table>", "<tr>", "<td rowspan=9>", "</table>", "<p>", "Số:", "Điều 1.", "</td>", "<br>", "<caption>"]
PIECES += [
    "<ol reversed start=-3>",
    "<li value=x>",
    "<tfoot>",
    "<math><mfrac>",
    "<sup>2",
    "<select><option>",
    "<style>",
]
PIECES += ["p{display:none", "}", ".a::before{content:'\\26 x'}", "<p class=a style='text-transform:;list-style:'>"]


@hypothesis_settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(PIECES)))
def test_no_broken_markup_raises(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    read(tmp_path_factory.mktemp("vo"), "".join(pieces))


@given(st.text("abp.#{}:;,*\"'\\/@()!- \n01", max_size=80))
def test_no_style_sheet_raises_or_hides_what_it_does_not_name(
    tmp_path_factory: pytest.TempPathFactory, css: str
) -> None:
    found = read(tmp_path_factory.mktemp("css"), f"<style>{css}</style><q class=khac>Điều 1.</q>")

    assert "Điều 1." in shown(found)[0] or "*" in css
