"""Every element and style of HTML that shows text or numbers: what a browser shows is read, or a remark.

Where `oracle` is set, Chromium's innerText of the same page is the judge; it leaves out what CSS draws (markers of
lists, quotation marks, `::before`) and reads no forms.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pipeline import settings
from pipeline.document.model import Extraction, Gap, Region
from pipeline.extract.web_pages import html

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "constructs.md"


@dataclass(frozen=True)
class Construct:
    name: str
    page: str
    shown: str  # lines by |, cells by /
    oracle: bool = True


def c(name: str, page: str, shown: str, *, oracle: bool = True) -> Construct:
    return Construct(name, page, shown, oracle)


CONSTRUCTS = (
    c("p, div, h1–h6", "<h2>Tên</h2><p>một</p><div>hai</div>", "Tên|một|hai"),
    c("br", "<p>Điều 1.<br>Điều 2.</p>", "Điều 1.|Điều 2."),
    c(
        "b, i, u, small, mark, span",
        "<p>a<b>b</b><i>c</i><u>d</u><small>e</small><mark>f</mark></p>",
        "abcdef",
    ),
    c("ins", "<p>Mức <ins>thêm</ins></p>", "Mức thêm"),
    c("del, s, strike, `line-through`", "<p><del>bớt</del> <s>bỏ</s></p>", "bớt bỏ"),
    c("pre, white-space: pre", "<pre>một\nhai</pre><p style='white-space:pre-line'>ba\nbốn</p>", "một|hai|ba|bốn"),
    c(
        "blockquote, address, article, section",
        "<section>a<blockquote>b</blockquote><address>c</address></section>",
        "a|b|c",
    ),
    c("figure, figcaption", "<figure>hình<figcaption>Hình 1. Bản đồ</figcaption></figure>", "hình|Hình 1. Bản đồ"),
    c("details, summary", "<details open><summary>Tên</summary>nội dung</details>", "Tên|nội dung"),
    c("fieldset, legend", "<fieldset><legend>Phần</legend>chữ</fieldset>", "Phần|chữ"),
    c("dl, dt, dd", "<dl><dt>Mức</dt><dd>5 triệu</dd></dl>", "Mức|5 triệu"),
    c(
        "sup, sub",
        "<p>10<sup>3</sup> m<sup>2</sup>, H<sub>2</sub>O, 1<sup>st</sup>, 101<sub>2</sub>, log<sub>2</sub>8</p>",
        "10³ m², H2O, 1st, 101₂, log₂8",
        oracle=False,
    ),
    c("q", "<p>gọi là <q>xã</q></p>", "gọi là “xã”", oracle=False),
    c("ruby", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", "漢(kan)", oracle=False),
    c("abbr, title", "<p><abbr title='Hội đồng nhân dân'>HĐND</abbr></p>", "HĐND"),
    c("wbr, &shy;, &nbsp;", "<p>ngân<wbr>sách&nbsp;xã</p>", "ngânsách xã"),
    c("ul", "<ul><li>một</li><li>hai</li></ul>", "- một|- hai", oracle=False),
    c("ol, start, value", "<ol start=3><li>a</li><li value=7>b</li><li>c</li></ol>", "3. a|7. b|8. c", oracle=False),
    c("ol, reversed", "<ol reversed><li>a</li><li>b</li></ol>", "2. a|1. b", oracle=False),
    c("ol, type", "<ol type=a><li>x</li></ol><ol type=I><li>y</li></ol>", "a. x|I. y", oracle=False),
    c("list-style-type", "<ol style='list-style-type:lower-roman'><li>x</li></ol>", "i. x", oracle=False),
    c("list-style: none", "<ul style='list-style:none inside'><li>1) x</li></ul>", "1) x"),
    c(
        "list-style of a rule",
        "<style>.t{list-style:upper-alpha}</style><ol class=t><li>x</li></ol>",
        "A. x",
        oracle=False,
    ),
    c("item that is not drawn", "<ol><li hidden>x</li><li>y</li></ol>", "1. y", oracle=False),
    c("table", "<table><tr><th>a<th>b<th>c<tr><td>1<td>2<td>3</table>", "a / b / c ; 1 / 2 / 3"),
    c(
        "caption",
        "<table><caption>Bảng 1. Nghìn đồng</caption><tr><td>a<td>b<td>c</table>",
        "Bảng 1. Nghìn đồng|a / b / c",
    ),
    c(
        "caption-side: bottom",
        "<table><caption style='caption-side:bottom'>Nguồn</caption><tr><td>a<td>b<td>c</table>",
        "a / b / c|Nguồn",
        oracle=False,
    ),
    c(
        "thead, tbody, tfoot",
        "<table><tfoot><tr><td>Cộng<td>3<td>x</tfoot><thead><tr><th>a<th>b<th>c</thead><tr><td>1<td>2<td>y</table>",
        "a / b / c ; 1 / 2 / y ; Cộng / 3 / x",
        oracle=False,
    ),
    c(
        "colspan, rowspan",
        "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>",
        "a / b /  ;  / c / d",
        oracle=False,
    ),
    c("display: none, hidden", "<p>thấy<span style='display:none'>x</span><b hidden>y</b></p>", "thấy"),
    c(
        "visibility: hidden",
        "<p>thấy<span style='visibility:hidden'>x<b style='visibility:visible'>lại</b></span></p>",
        "thấylại",
        oracle=False,
    ),
    c("hidden by a rule", "<style>.an,#k{display:none}</style><p>a<b class='x an'>b</b><i id=k>c</i></p>", "a"),
    c("rule inside @media", "<style>@media print{.b{display:none}}</style><p class=b>vẫn thấy</p>", "vẫn thấy"),
    c("text-transform", "<p style='text-transform:uppercase'>quyết nghị</p>", "QUYẾT NGHỊ"),
    c(
        "::before, ::after",
        "<style>.k::before{content:'Điều 5. '}</style><p class=k>Tên</p>",
        "Điều 5. Tên",
        oracle=False,
    ),
    c("input", "<p>Số <input value=12> <input type=checkbox checked>có</p>", "Số 12 ☒ có", oracle=False),
    c("select", "<p><select><option>xã<option selected>phường</select></p>", "phường", oracle=False),
    c("textarea", "<p><textarea>ghi chú</textarea></p>", "ghi chú", oracle=False),
    c("svg text", "<svg><text>trong hình</text></svg>", "trong hình", oracle=False),
    c(
        "math",
        "<p><math><mfrac><mi>a</mi><mn>2</mn></mfrac><msup><mn>10</mn><mn>3</mn></msup></math></p>",
        "a/210³",
        oracle=False,
    ),
    c("noscript, template", "<p>chữ</p><noscript>không mã</noscript><template>mẫu</template>", "chữ"),
    c("img alt", "<p>chữ<img alt='ảnh' width=20></p>", "chữ", oracle=False),
    c("font Symbol", "<p><font face=Symbol>&#183;</font> một</p>", "• một", oracle=False),
    c("letters of a symbol font in HTML", "<p>lớn &#xf0b3; 5</p>", "lớn ≥ 5", oracle=False),
    c("embed", "<p>trước</p><embed src=a.pdf><p>sau</p>", "trước|sau"),
    c("center", "<center>QUYẾT NGHỊ</center>", "QUYẾT NGHỊ"),
)


def shown(found: Extraction) -> str:
    blocks = (block for block in found.visible if block.region not in (Region.note, Region.margin))
    return "|".join(block.text or " ; ".join(" / ".join(row) for row in block.rows) for block in blocks)


def read(folder: Path, page: str) -> Extraction:
    path = folder / "a.html"
    path.write_text(f"<!DOCTYPE html><html lang=vi><body>{page}</body></html>", encoding="utf-8")
    return html.read(path, "", settings.Limits())


@pytest.mark.parametrize("construct", CONSTRUCTS, ids=[one.name for one in CONSTRUCTS])
def test_what_a_browser_shows_is_read(tmp_path: Path, construct: Construct) -> None:
    assert shown(read(tmp_path, construct.page)) == construct.shown


def test_chromium_shows_the_same(chromium: Browser) -> None:
    page = chromium.new_page()
    differing = {}
    for one in (one for one in CONSTRUCTS if one.oracle):
        page.set_content(f"<!DOCTYPE html><html lang=vi><body>{one.page}</body></html>")
        said = " ".join(str(page.evaluate("document.body.innerText")).split())
        if said != " ".join(one.shown.replace("|", " ").replace(" / ", " ").replace(" ; ", " ").split()):
            differing[one.name] = said
    page.close()

    assert differing == {}


def test_markers_of_lists_are_those_that_chromium_draws(chromium: Browser) -> None:
    """Each list as an accessibility tree: there its markers are words."""
    page = chromium.new_page()
    lists = [one for one in CONSTRUCTS if one.name.startswith(("ol", "list-style"))]
    for one in lists:
        page.set_content(f"<!DOCTYPE html><html lang=vi><body>{one.page}</body></html>")
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        drawn = [node["name"]["value"].strip() for node in tree if node.get("role", {}).get("value") == "ListMarker"]
        ours = [line.split(" ")[0] for line in one.shown.split("|")]

        assert drawn in (ours, []), one.name
    page.close()


@pytest.mark.parametrize(
    ("page", "gap"),
    [
        ("<p>chữ</p><canvas></canvas>", Gap.parts),
        ("<p>chữ</p><img src='a.png' width=800>", Gap.pictures),
        ("<p>chữ &#xf0e6;</p>", Gap.signs),
        ("<p>mức <s>5 triệu</s> 6 triệu</p>", Gap.parts),
        ("<p>mức <del>5 triệu</del> 6 triệu</p>", Gap.parts),
        ("<p>mức <span style='text-decoration: line-through'>5 triệu</span></p>", Gap.parts),
    ],
    ids=["canvas", "picture", "sign", "s", "del", "line-through"],
)
def test_what_no_paragraph_can_say_is_a_remark(tmp_path: Path, page: str, gap: Gap) -> None:
    found = read(tmp_path, page)

    assert [finding.code for finding in found.findings] == ["parts-unread"]
    assert found.coverage.gaps == (gap,)


def test_what_a_page_hides_goes_to_the_gate(tmp_path: Path) -> None:
    page = (
        "<style>.an{display:none}</style><p>chữ<span class=an>ẩn</span><span style='font-size:0'>nhỏ</span></p>"
        "<noscript>không mã</noscript><img alt='tên ảnh'><dialog>hộp thoại</dialog>"
    )
    hidden = {block.text for block in read(tmp_path, page).blocks if block.region is Region.hidden}

    assert {"ẩnnhỏ", "không mã", "tên ảnh", "hộp thoại"} <= hidden


def test_what_stands_beside_the_text_is_margin(tmp_path: Path) -> None:
    found = read(tmp_path, "<p>chữ<button>In trang</button></p><aside>bên lề</aside><nav>mục lục</nav>")

    assert {b.text for b in found.blocks if b.region is Region.margin} == {"bên lề", "mục lục", "In trang"}
    assert shown(found) == "chữ"


def test_footnotes_that_word_saved_as_a_page_are_notes(tmp_path: Path) -> None:
    found = read(tmp_path, "<p>Mức chi[1]</p><div style='mso-element:footnote' id=ftn1><p>[1] Chưa gồm thuế.</p></div>")

    assert [block.text for block in found.blocks if block.region is Region.note] == ["[1] Chưa gồm thuế."]


def test_every_construct_stands_in_the_reference() -> None:
    page = REFERENCE.read_text("utf-8")

    assert [one.name for one in CONSTRUCTS if f"| {one.name} |" not in page] == []
