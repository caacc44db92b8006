"""What style sheets count and lay out: numbers of lists, tables of plain elements; and the number of an item."""

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.extract.web_pages import html, page_tree

GOOGLE = (
    "ol.a-0{list-style-type:none}ol.a-0.start{counter-reset:n-0 0}.a-0>li{counter-increment:n-0}"
    '.a-0>li:before{content:"" counter(n-0,decimal) ". "}'
    "ol.a-1{list-style-type:none}ol.a-1.start{counter-reset:n-1 0}.a-1 > li{counter-increment:n-1}"
    '.a-1 > li::before{content:counter(n-1,lower-latin) ") "}'
)


def shown(tmp_path: Path, page: str, style: str = "") -> list[str]:
    path = tmp_path / "a.html"
    path.write_text(f"<html><meta charset=utf-8><style>{style}</style><body>{page}</body></html>", encoding="utf-8")
    return [
        " / ".join(sum(block.rows, (block.text,) * bool(block.text)))
        for block in html.read(path, "", settings.Limits()).visible
    ]


def test_lists_that_style_sheets_count_have_their_numbers(tmp_path: Path) -> None:
    inner = '<ol class="a-1 start"><li>Thôn;</li><li>Bản.</li></ol>'
    page = f'<ol class="a-0 start"><li>Một</li></ol>{inner}<ol class="a-0"><li>Hai</li></ol>{inner}'

    assert shown(tmp_path, page, GOOGLE) == ["1. Một", "a) Thôn;", "b) Bản.", "2. Hai", "a) Thôn;", "b) Bản."]


@pytest.mark.parametrize(
    ("style", "numbers"),
    [
        (
            "li{counter-increment:k}li::before{content:'Khoản ' counter(k) '. '}",
            ["Khoản 1. ", "Khoản 2. ", "Khoản 3. "],
        ),
        ("li::before{counter-increment:k 2;content:counter(k, upper-roman) '/ '}", ["II/ ", "IV/ ", "VI/ "]),
        (".s{counter-reset:k}li{counter-increment:k}li::before{content:counters(k,'.') ' '}", ["1 ", "2 ", "2.1 "]),
        ("li::before{content:'\\2013\\20'}", ["– ", "– ", "– "]),
        ("li{counter-increment:k}.an{display:none}li::before{content:counter(k) ') '}", ["1) ", "2) ", "3) "]),
    ],
)
def test_counters_are_counted_as_browsers_do(tmp_path: Path, style: str, numbers: list[str]) -> None:
    hidden = "<li class=an>x</li>" if ".an" in style else ""
    inner = "<li>Hai<ul class=s><li>Trong</li></ul></li>"
    page = f"<ul class=s style='list-style:none'>{hidden}<li>Một</li>{inner}</ul>"

    assert shown(tmp_path, page, style) == [n + said for n, said in zip(numbers, ("Một", "Hai", "Trong"), strict=True)]


@pytest.mark.parametrize("inner", ["<p>Ba.</p>", "<div>Ba.</div>", "<p><b>Ba.</b></p>", "\n <p>Ba.</p>"])
def test_the_number_of_an_item_stands_before_its_first_paragraph(tmp_path: Path, inner: str) -> None:
    assert shown(tmp_path, f"<ol start=3><li>{inner}<p>Tiếp.</p></li><li>Bốn.</li></ol>") == [
        "3. Ba.",
        "Tiếp.",
        "4. Bốn.",
    ]


@pytest.mark.parametrize("style", [".t{display:table}.r{display:table-row}.c{display:table-cell}", ""])
def test_elements_laid_out_as_a_table_are_one(tmp_path: Path, style: str) -> None:
    named = {"table": "class=t", "table-row": "class=r", "table-cell": "class=c"}
    named = named if style else {name: f"style='display:{name}'" for name in named}
    rows = "".join(
        f"<div {named['table-row']}>" + "".join(f"<div {named['table-cell']}>{said}</div>" for said in row) + "</div>"
        for row in (("TT", "Xã", "Mức"), ("1", "Phú Lâm", "5"))
    )

    assert shown(tmp_path, f"<div {named['table']}>{rows}</div>", style) == ["TT / Xã / Mức / 1 / Phú Lâm / 5"]


def test_a_counter_ends_with_the_element_within_which_it_was_begun(tmp_path: Path) -> None:
    style = ".o,.t{counter-reset:k}p{counter-increment:k}p::before{content:counter(k) '. '}"
    page = "<div class=o></div><div><div class=t></div><p>Một</p></div><p>Hai</p>"

    assert shown(tmp_path, page, style) == ["1. Một", "1. Hai"]


STYLE = ".t{display:table}.r{display:table-row}.c{display:table-cell}.g{display:table-row-group}.an{display:none}"
PAIR = "<div class=r><div class=c>Xã</div><div class=c>Mức</div></div>"


@pytest.mark.parametrize(
    ("beside", "said"),
    [
        ("<p>Mật</p>", "Xã / Mức / Mật"),
        ("<div class=r><span>Mật</span><div class=c>5</div></div>", "Xã / Mức / Mật / 5"),
        ("<div class=g><div class=r><div class=c>Mật</div></div></div>", "Xã / Mức / Mật"),
        ("<div class=g><p>Mật</p></div>", "Xã / Mức / Mật"),
        ("Mật", "Xã Mức Mật"),
        ("<div class=g>Mật<div class=r><div class=c>5</div></div></div>", "Xã Mức Mật 5"),
        ("<div class=r><div class=c>5</div>Mật</div>", "Xã Mức 5 Mật"),
        ("<!-- ghi chú -->Mật", "Xã Mức Mật"),
        ("<div class=r style='visibility:hidden'><div class=c>Mật</div></div>", "Xã / Mức"),
    ],
)
def test_no_word_is_lost_that_stands_beside_the_rows_and_cells_of_a_style(
    tmp_path: Path, beside: str, said: str
) -> None:
    found = shown(tmp_path, f"<div class=t>{PAIR}{beside}</div>", STYLE)

    assert " ".join(" ".join(found).split()).removesuffix(" /") == said  # an empty cell ends a short row


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16", "utf-8-sig"])
def test_pages_in_wide_letters_are_read_with_and_without_a_mark(encoding: str) -> None:
    assert "Điều 1. Mức" in page_tree.decoded("<html><body><p>Điều 1. Mức</p></body></html>".encode(encoding))


@pytest.mark.parametrize(("letter", "sign"), [("ü", "✓"), ("Ø", "➢"), ("§", "▪"), ("Một", "Một")])
def test_a_lone_letter_of_a_font_of_signs_is_its_sign(tmp_path: Path, letter: str, sign: str) -> None:
    gap = "<span style=\"font:7.0pt 'Times New Roman'\">&nbsp; </span>"
    page = f"<p><span style='font-family:Wingdings'>{letter}{gap}</span>Trẻ em.</p>"

    assert shown(tmp_path, page) == [f"{sign} Trẻ em."]
