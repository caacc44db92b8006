import datetime as dt
import re
from html.parser import HTMLParser

import markdown as python_markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import errors, text
from pipeline.document import markdown
from pipeline.document.passage import HEADINGS, Passage, PassageKind
from tests.document import samples
from tests.shared import shared_files

NASTY = [
    "1. Khoản một", "1.", "12.", "1.234 đồng", "- gạch đầu dòng", "---", "- - -", "+ cộng", "* sao", "***",
    "___", "> trích", "# không phải đầu đề", "#", "## ", "===", "=====", "a {#dieu-1}", "{#dieu-1 .dieu}",
    "{: #x }", "{{ site }}", "{% x %}", "{static}/../../etc/passwd", "{attach}x.pdf", "{filename}/a.md",
    "|filename|a.md", "| a | b |", "|---|---|", "a|b", "<script>alert(1)</script>", "<https://example.org>",
    "<a@b.vn>", "https://example.org/a_b_c", "[x](javascript:1)", "![x](y)", "[x]: http://y", "[^1]",
    "[^1]: chú", "*[HĐND]: Hội đồng", "&lt;b&gt;", "&amp;amp;", "&#60;b&#62;", "R&D;", "&copy", "`mã`", "``",
    "\\", "\\\\", "\\1", "\\`", "\\|", "a\\", "*đậm*", "**đậm**", "_nghiêng_", "__đậm__", "a_b_c", "~~x~~",
    ": x", "    thụt", "\tthụt", "x  ", "!", "(a)", "]", "}", "١. chữ số lạ", "1) một", "a) điểm",
    "<!-- x -->", "-->", "<?php ?>", "[TOC]", "[[wiki]]", "Điều 1.", "\u200bẩn", "ĐIỀU\u00a02", "$x$", "@",
    "^", "'", '"', "“”", "</p>", "<div markdown=1>", "\x02wzxhzdk:0\x03", "klzzwxh:0042", "--", "1.\t2",
    "#{1}", "&#x0;", "x &", "& x", "&;", "<", ">", "->", "=>",
]  # fmt: skip
words = st.one_of(
    st.sampled_from(NASTY),
    st.lists(st.sampled_from([*NASTY, "chữ", " "]), max_size=5).map("".join),
    st.text(alphabet="\\`*_{}[]()#+-.!|<>&;:=~ 1aĐ\n\t\"'", max_size=25),
    st.text(max_size=25),
)
ids = st.from_regex(r"[a-z]{1,5}(-[a-z0-9]{1,4}){0,3}", fullmatch=True)
TEXTS = sorted(frozenset(PassageKind) - HEADINGS - {PassageKind.table})


def passages_with(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Passage, ...]]:
    names, depths, nothing = st.one_of(st.just(""), ids), st.integers(min_value=2, max_value=6), st.just(())
    heading = st.builds(Passage, st.sampled_from(sorted(HEADINGS)), texts, names, depths, nothing)
    clause = st.builds(Passage, st.sampled_from(TEXTS), texts, names, st.just(0), nothing)
    rows = st.lists(st.lists(texts, min_size=1, max_size=4).map(tuple), min_size=1, max_size=4).map(tuple)
    table = st.builds(lambda cells: Passage(PassageKind.table, rows=cells), rows)
    several = st.lists(st.one_of(clause, heading, table), max_size=8)
    return several.map(lambda found: tuple(_unique(found)))


def _unique(found: list[Passage]) -> list[Passage]:
    return [
        Passage(one.kind, one.text, f"{one.id}-{index}" if one.id else "", one.depth, one.rows)
        for index, one in enumerate(found)
    ]


def normal(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """What a round trip promises: words on one line, tables rectangular, nothing that is empty."""
    wide = [max(map(len, one.rows), default=0) for one in passages]
    return tuple(
        Passage(
            one.kind,
            text.one_line(one.text),
            one.id,
            one.depth,
            tuple(tuple(map(text.one_line, (*row, *[""] * (width - len(row))))) for row in one.rows),
        )
        for one, width in zip(passages, wide, strict=True)
        if one.rows or text.one_line(one.text)
    )


@given(passages_with(words))
@settings(max_examples=200, deadline=None)
def test_what_is_written_is_read_back(passages: tuple[Passage, ...]) -> None:
    found = samples.document()

    written = markdown.write(found, passages)

    assert markdown.read(written, "x.md") == (found, normal(passages))


@given(passages_with(words), passages_with(words), passages_with(words))
@settings(max_examples=150, deadline=None)
def test_texts_of_earlier_versions_stand_behind_the_body_and_touch_nothing_of_it(
    passages: tuple[Passage, ...], first: tuple[Passage, ...], second: tuple[Passage, ...]
) -> None:
    version = samples.document().versions[0]
    found = samples.document(versions=(version, version, version))

    written = markdown.write(found, passages, {1: first, 2: second})

    assert markdown.read(written, "x.md") == (found, normal(passages))
    assert markdown.earlier(written) == {1: normal(first), 2: normal(second)}


@given(passages_with(words))
@settings(max_examples=200, deadline=None)
@example((Passage(PassageKind.table, rows=(("", ""), ("a\\", "|"))),))
def test_python_markdown_shows_the_same(passages: tuple[Passage, ...]) -> None:
    written = markdown.body(passages)

    rendered = python_markdown.markdown(written, extensions=["attr_list", "tables"])

    assert _seen(rendered) == [_expected(one) for one in normal(passages)]


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("kind", [PassageKind.paragraph, PassageKind.khoan, PassageKind.dieu, PassageKind.heading])
def test_each_nasty_text_stays_words(nasty: str, kind: PassageKind) -> None:
    depth = 3 if kind in HEADINGS else 0
    passages = (
        Passage(PassageKind.paragraph, "trước"),
        Passage(kind, nasty, "", depth),
        Passage(PassageKind.khoan, "sau", "a"),
    )

    written = markdown.body(passages)

    assert markdown.passages_of(written) == normal(passages)
    assert _seen(python_markdown.markdown(written, extensions=["attr_list", "tables"])) == [
        _expected(one) for one in normal(passages)
    ]


def test_a_clause_is_written_as_the_profile_says() -> None:
    passages = (
        Passage(PassageKind.dieu, "Điều 1. Phạm vi", "dieu-1", 3),
        Passage(PassageKind.khoan, "1. Dữ liệu", "dieu-1-khoan-1"),
        Passage(PassageKind.paragraph, "Lời dẫn"),
    )

    assert markdown.body(passages) == (
        "### Điều 1. Phạm vi {#dieu-1 .dieu}\n\n1\\. Dữ liệu\n{#dieu-1-khoan-1 .khoan}\n\nLời dẫn\n"
    )


def test_front_matter_leaves_out_what_is_unset_and_keeps_the_order_of_the_model() -> None:
    front, _ = markdown.split(markdown.write(samples.document(number=None), ()))

    keys = [line.split(":")[0] for line in front.splitlines() if line[0] not in " -"]
    assert keys[:4] == ["schema", "council", "level", "slug"]
    assert "dossier" not in keys and "number: null" in front


def test_dates_and_instants_stay_what_they_were() -> None:
    instant = dt.datetime(2024, 2, 29, 23, 59, 1, tzinfo=dt.UTC)
    version = samples.document().versions[0].model_copy(update={"received": instant})

    found, _ = markdown.read(markdown.write(samples.document(versions=(version,)), ()), "x")

    assert found.versions[0].received == instant
    assert found.dates.issued == dt.date(2024, 12, 10)


def test_all_errors_of_a_file_are_told_at_once_with_the_nearest_key() -> None:
    good = markdown.write(
        samples.document(), (Passage(PassageKind.khoan, "a", "dieu-1"), Passage(PassageKind.khoan, "b", "x"))
    )
    bad = good.replace("organ_name:", "organ_nam:").replace("level: tinh", "level: bang").replace("{#x ", "{#dieu-1 ")

    with pytest.raises(errors.RecordInvalid) as caught:
        markdown.read(bad, "a/b.md")

    sentence = caught.value.sentence()
    assert sentence.startswith("a/b.md: ")
    assert all(word in sentence for word in ("organ_nam", "gần nhất: organ_name", "level", "dieu-1: mã đoạn lặp lại"))


@pytest.mark.parametrize(
    ("was", "typed", "told"),
    [
        ("level: tinh", "level: tính", "level: chỉ nhận 'tinh', 'huyen' hoặc 'xa' (đang ghi: 'tính')"),
        ("type: nghi-quyet", "type: Nghị quyết", "type: không đúng dạng (đang ghi: 'Nghị quyết')"),
        (
            "issued: 2024-12-10",
            "issued: 10/12/2024",
            "dates.issued: phải là ngày, dạng năm-tháng-ngày (đang ghi: '10/12",
        ),
        ("issued: 2024-12-10", "issued: 2024", "dates.issued: phải là ngày, dạng năm-tháng-ngày (đang ghi: 2024)"),
        ("---\nschema", "schema", "thiếu phần đầu tệp"),
        ("\n---\n\n", "\n\n", "thiếu phần đầu tệp"),
    ],
)
def test_what_was_typed_wrongly_is_told_with_what_is_wanted(was: str, typed: str, told: str) -> None:
    good = markdown.write(samples.document(), [Passage(PassageKind.paragraph, "chữ")])
    assert was in good

    with pytest.raises(errors.RecordInvalid) as caught:
        markdown.read(good.replace(was, typed, 1), "a/b.md")

    assert told in caught.value.sentence()


def test_a_wrong_item_is_not_told_as_a_list_that_lacks_it() -> None:
    good = markdown.write(samples.document(), [])
    bad = re.sub(r"sha256: \w+", "sha256: x", good)

    with pytest.raises(errors.RecordInvalid) as caught:
        markdown.read(bad, "a/b.md")

    assert "thiếu mục" not in caught.value.sentence()


@pytest.mark.parametrize(
    "front",
    [
        "a: &a [*a]",
        "a: 1\na: 2",
        "date: 2014-02-30",
        "a: " + "[" * 3000,
        "title: 'x",
        "- a",
        "",
        "a: !!python/name:os.system x",
    ],
    ids=["alias", "doubled", "30-february", "deep", "unclosed", "list", "empty", "python"],
)
def test_hostile_front_matter_is_one_plain_error(front: str) -> None:
    with pytest.raises(errors.RecordInvalid):
        markdown.read(f"---\n{front}\n---\n\nchữ\n", "x.md")


def test_files_saved_by_windows_editors_are_read() -> None:
    written = markdown.write(samples.document(), (Passage(PassageKind.khoan, "1. a", "k-1"),))

    assert markdown.read("\ufeff" + written.replace("\n", "\r\n"), "x") == markdown.read(written, "x")


def test_markup_typed_by_hand_stays_words() -> None:
    typed = "Một <b>hai</b>\ndòng **đậm**\n\n- mục\n\n![x]({static}/etc/passwd)\n"

    assert [one.text for one in markdown.passages_of(typed)] == [
        "Một <b>hai</b> dòng **đậm**", "- mục", "![x]({static}/etc/passwd)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "1\\. Một\n{#dieu-1-khoan-1 .khoan}\n\nHai \\. ba\n",
        "## 1\\. Mục một {#muc-1}\n\n| 1\\. a | b |\n|---|---|\n| 2\\. | c |\n",
        "1\\.\n\n2\\. hai\n{#a\\. .b}\n\n## Điều 1. Tên {#dieu-1 .dieu} {x}\n",
        "## {#dieu-1 .dieu}\n\n## a{#dieu-2 .dieu}\n\n## b  {#dieu-3 .dieu}\n",
    ],
)
def test_a_text_reads_the_same_whatever_else_is_escaped_in_it(body: str) -> None:
    """Where nothing but the numbers of clauses is escaped, all of them are put right at once."""
    further = f"{body}\nA \\* &lt; B\n"

    assert (*markdown.passages_of(body), Passage(PassageKind.paragraph, "A * < B")) == markdown.passages_of(further)


@given(st.text())
def test_no_body_breaks_the_reader(body: str) -> None:
    found = markdown.passages_of(body)

    assert all(one.text or one.rows for one in found)


class _Seen(HTMLParser):
    """Kind of element, id, classes and words of each block, as a browser has them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[dict[str, object]] = []
        self.unknown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_attributes = dict(attrs)
        if tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6"):
            self.blocks.append(
                {
                    "tag": tag,
                    "id": given_attributes.get("id", ""),
                    "class": given_attributes.get("class", ""),
                    "text": "",
                }
            )
        elif tag == "table":
            self.blocks.append({"tag": tag, "rows": []})
        elif tag == "tr":
            self.blocks[-1]["rows"].append([])  # type: ignore[attr-defined]
        elif tag in ("td", "th"):
            self.blocks[-1]["rows"][-1].append("")  # type: ignore[index]
        elif tag not in ("thead", "tbody"):
            self.unknown.append(tag)

    def handle_data(self, data: str) -> None:
        block = self.blocks[-1] if self.blocks else {"text": ""}
        if "text" in block:
            block["text"] += data  # type: ignore[operator]
        elif data.strip():
            block["rows"][-1][-1] += data  # type: ignore[index]


def _seen(rendered: str) -> list[dict[str, object]]:
    parser = _Seen()
    parser.feed(rendered)
    parser.close()
    assert parser.unknown == []
    for block in parser.blocks:
        if "text" in block:
            block["text"] = str(block["text"]).strip()
        else:
            block["rows"] = [[cell.strip() for cell in row] for row in block["rows"]]  # type: ignore[attr-defined]
    return parser.blocks


def _expected(passage: Passage) -> dict[str, object]:
    if passage.kind is PassageKind.table:
        rows = [list(row) for row in passage.rows]
        return {"tag": "table", "rows": rows if len(rows) > 1 else [*rows, [""] * len(rows[0])]}
    plain = passage.kind is PassageKind.paragraph or (passage.kind is PassageKind.heading and not passage.id)
    tag = f"h{passage.depth}" if passage.kind in HEADINGS else "p"
    return {"tag": tag, "id": passage.id, "class": "" if plain else str(passage.kind), "text": passage.text}


def test_every_hostile_front_matter_is_refused_in_one_sentence() -> None:
    for path in shared_files("hostile/frontmatter/*.md"):
        with pytest.raises(errors.RecordInvalid) as caught:
            markdown.read(path.read_text("utf-8"), path.name)

        assert "\n" not in caught.value.sentence()


def test_every_hostile_body_is_words_and_stays_so() -> None:
    for path in shared_files("hostile/body/*.md"):
        found = markdown.passages_of(path.read_text("utf-8"))

        assert markdown.passages_of(markdown.body(found)) == normal(found), path.name
