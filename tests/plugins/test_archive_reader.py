"""The archive's renderer: the same words as Python-Markdown, nothing live, every number as it was."""

import html
import re
from html.parser import HTMLParser

import markdown as python_markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import markdown
from pipeline.document.passage import Passage, PassageKind
from plugins import archive_reader
from plugins.archive_reader import Body
from plugins.incremental import UnreadableSource
from tests.document import samples
from tests.document.test_markdown import normal, passages_with, words
from tests.shared import shared_files

TAGS = {"p", "a", "span", "div", "table", "thead", "tbody", "tr", "td", "th", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = st.sampled_from(
    [
        "1\\. Khoản\n{#dieu-1-khoan-1 .khoan}", "## Điều 1. Tên {#dieu-1 .dieu}", "Chữ.", "Chữ\n{.can-cu}",
        "# A {#a .dieu}",
        "##  Hai khoảng {#b .dieu}", "## Không mã", "## X {#y}", "## X {#y .la}", "Chữ\n{#z}",
        "Chữ\n{.dieu}", "hai\ndòng",
        "hai\ndòng\n{.khoan}", "| a |\n|---|\n| b |", "a &amp; b", "a \\\\. b", "a\\* b", " thụt", "đuôi ",
        "x {#y .khoan}",
        "{.khoan}", "{#a .khoan}\n{#b .khoan}", "####### bảy {#c .dieu}", "## D {#d .dieu}\nthêm",
        "##E {#e .dieu}", "\u00a0x",
        "x\n{#A .khoan}", "x\n{#a-1 .khoan} ", "x\n {#a-1 .khoan}", "x\n{#a .khoan .diem}",
        "## F { #f .dieu}", "\\{#g .khoan}",
        "## {#h .dieu}", "x\n{ .khoan}", "x\n{}", "", "\n", "~", "## G \\{#g\\} {#gg .dieu}",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(BLOCKS, max_size=5), st.sampled_from(["\n\n", "\n", "\n \n", "\n\n\n"]))
def test_what_a_hand_wrote_is_written_back_as_it_was_read(blocks: list[str], gap: str) -> None:
    found = markdown.passages_of(gap.join(blocks))

    assert markdown.passages_of(markdown.body(found)) == normal(found)


@settings(deadline=None)
@given(passages_with(words))
def test_anchors_are_found_without_parsing(passages: tuple[Passage, ...]) -> None:
    body = Body(samples.document(), markdown.body(passages))

    assert list(body.anchors) == [one.id for one in body.passages if one.id]


class Words(HTMLParser):
    """Text of each block with the id of its element; the sign that copies a link is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.silent = False
        self.last = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag in {"p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"}:
            self.found.append((facts.get("id") or "", ""))
        self.silent = tag == "a"

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if self.found and not self.silent:
            anchor, text = self.found[-1]
            self.found[-1] = (anchor, text + data)


def blocks_of(page: str) -> list[tuple[str, str]]:
    reader = Words()
    reader.feed(page)
    reader.close()
    return [(anchor, " ".join(text.split())) for anchor, text in reader.found if text.strip()]


plain = st.text(alphabet="aăđ ổ1.)(-+*_<>&#|{}[]`\\!:;\"'", min_size=1, max_size=30).filter(lambda text: text.strip())


@settings(max_examples=150, deadline=None)
@given(passages_with(plain))
def test_python_markdown_gives_the_same_words_and_ids(passages: tuple[Passage, ...]) -> None:
    text = markdown.body(passages)
    ours = archive_reader.html(markdown.passages_of(text))
    theirs = python_markdown.markdown(text, extensions=["attr_list", "tables"], output_format="html")

    assert blocks_of(ours) == blocks_of(theirs)


@settings(deadline=None)
@given(passages_with(words))
def test_no_received_word_becomes_a_tag(passages: tuple[Passage, ...]) -> None:
    page = archive_reader.html(markdown.passages_of(markdown.body(passages)))

    tags = set(re.findall(r"<(/?[a-z0-9]+)", page))
    assert {tag.strip("/") for tag in tags} <= TAGS
    assert not re.search(r"<[^>]*\s(on\w+|style|src)=", page)


def test_headings_skip_no_level() -> None:
    kinds = ((PassageKind.dieu, 4), (PassageKind.part, 2), (PassageKind.dieu, 5), (PassageKind.chuong, 3))
    page = archive_reader.html(Passage(kind, "Tên", f"id-{n}", depth) for n, (kind, depth) in enumerate(kinds))

    assert re.findall(r"<h(\d)", page) == ["2", "2", "3", "3"]


def test_a_clause_keeps_its_number_as_text() -> None:
    page = archive_reader.html([Passage(PassageKind.khoan, "3. Khoản ba", "dieu-1-khoan-3")])

    assert html.unescape(re.sub(r"<a.*?</a>|<[^>]+>", "", page)) == "3. Khoản ba"
    assert 'aria-label="Liên kết đến khoản 3 Điều 1"' in page


@pytest.mark.parametrize(
    ("anchor", "name"),
    [
        ("dieu-5-khoan-2-diem-a", "điểm a khoản 2 Điều 5"),
        ("qc-dieu-1-khoan-1-diem-dd", "điểm đ khoản 1 Điều 1"),
        ("chuong-1-muc-2", "Mục 2 Chương 1"),
        ("phu-luc-1", ""),
    ],
)
def test_anchors_are_said_as_lawyers_say_them(anchor: str, name: str) -> None:
    assert archive_reader.anchor_name(anchor) == name


def test_the_table_of_contents_is_as_deep_as_the_text() -> None:
    passages = [
        Passage(PassageKind.chuong, "Chương I", "chuong-1", 2),
        Passage(PassageKind.dieu, "Điều 1", "dieu-1", 3),
        Passage(PassageKind.dieu, "Điều 2", "dieu-2", 3),
        Passage(PassageKind.chuong, "Chương II", "chuong-2", 2),
    ]
    toc = archive_reader.contents(passages)

    assert [(one["id"], [child["id"] for child in one["children"]]) for one in toc] == [
        ("chuong-1", ["dieu-1", "dieu-2"]),
        ("chuong-2", []),
    ]


def test_fifty_thousand_brackets_cost_no_time_to_speak_of() -> None:
    page = archive_reader.html(markdown.passages_of("\\[" * 50_000))

    assert page == f"<p>{'[' * 50_000}</p>"


def test_hostile_bodies_stay_words() -> None:
    for path in shared_files("hostile/body/*"):
        lines = path.read_bytes().decode(errors="replace").splitlines()
        passages = [Passage(PassageKind.paragraph, line) for line in lines]
        page = archive_reader.html(markdown.passages_of(markdown.body(passages)))

        assert set(re.findall(r"<(/?[^\s>]*)", page)) <= {"p", "/p"}, path.name


NOTED = (
    Passage(PassageKind.dieu, "Điều 1. Mức chi[1]", "dieu-1", 3),
    Passage(PassageKind.khoan, "1. Theo [1] và [2] <b>", "dieu-1-khoan-1"),
    Passage(PassageKind.table, rows=(("Xã[2]", "Mức"), ("An", "[3]"))),
    Passage(PassageKind.note, "[1] Chưa gồm thuế.", "chu-thich-1"),
    Passage(PassageKind.note, "[2] Xã mới.", "chu-thich-2"),
)


def test_a_mark_leads_to_its_footnote_from_text_heading_and_table() -> None:
    shown = archive_reader.html(NOTED)

    assert shown.count('<sup><a href="#chu-thich-1" aria-label="Chú thích 1">[1]</a></sup>') == 2
    assert shown.count('<sup><a href="#chu-thich-2" aria-label="Chú thích 2">[2]</a></sup>') == 2
    assert "<td>[3]</td>" in shown and "&lt;b&gt;" in shown
    assert '<p class="chu-thich" id="chu-thich-1">[1] Chưa gồm thuế.</p>' in shown


def test_a_mark_without_its_footnote_is_words() -> None:
    assert "<sup>" not in archive_reader.html(NOTED[:3])


def test_footnotes_survive_the_content_file() -> None:
    assert markdown.passages_of(markdown.body(NOTED)) == NOTED


@pytest.mark.parametrize(
    ("column", "figures"),
    [
        (("42.440", "8.270"), True),
        (("12,5 %", "(3)", "-", ""), True),
        (("1", "2=3+4", "7"), True),
        (("42.440", "chưa bố trí"), False),
        (("12/12/2024", "13/12/2024"), False),
        (("", "-", "7"), False),
    ],
)
def test_figures_of_a_column_stand_under_each_other(column: tuple[str, ...], figures: bool) -> None:
    rows = (("STT", "Nội dung", "Số"), *((str(place), "Chi", cell) for place, cell in enumerate(column, 1)))

    page = archive_reader.html((Passage(PassageKind.table, rows=rows),))

    assert page.count('class="n"') == (len(rows) if figures else 0), "the head goes with them; row numbers do not"


@pytest.mark.parametrize(
    ("was", "typed", "told"),
    [
        ("number: '12'", "number: '13'", "code: 12/2024/NQ-HĐND không có 13 của number, notation"),
        ("notation: NQ-HĐND", "notation: BC-HĐND", "code: 12/2024/NQ-HĐND không có BC-HĐND"),
        ("code: 12/2024/NQ-HĐND", "code: 13/2024/NQ-HĐND", "code: 13/2024/NQ-HĐND không có 12"),
        ("title: Quy định mức chi thăm hỏi người có công", "title: ' '", "title: đang trống"),
        ("received: 2024-12-12T08:30:00+07:00", "received: 2024-12-12", "phải là thời điểm có múi giờ"),
        ("received: 2024-12-12T08:30:00+07:00", "received: 2024-12-12T08:30:00", "phải là thời điểm có múi giờ"),
    ],
)
def test_a_value_that_a_hand_changed_alone_is_told(was: str, typed: str, told: str) -> None:
    good = markdown.write(samples.document(), [])
    assert was in good
    place = f"{samples.document().address}.md"

    archive_reader.read(place, good.encode())
    with pytest.raises(UnreadableSource) as caught:
        archive_reader.read(place, good.replace(was, typed, 1).encode())

    assert told in str(caught.value.args[0])
