"""What a text cites is a link where the archive holds it, from the build on in which it arrives."""

import datetime as dt
import json
from typing import Any, cast

import pytest

from pipeline.document import record
from pipeline.document.passage import Passage, PassageKind
from plugins.archive_pages import effect
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.page_sizes import PageSizes
from tests.plugins import mini
from tests.plugins.archive import Archive

CITING = "tinh/lam-giang/2024/20-nq-hdnd/index.html"


def cite(archive: Archive, *sentences: str) -> None:
    heading = Passage(PassageKind.dieu, f"Điều 1. {sentences[0]}", "dieu-1", 3)
    rest = [Passage(PassageKind.khoan, f"{n}. {said}", f"dieu-1-khoan-{n}") for n, said in enumerate(sentences[1:], 1)]
    archive.issue(20, passages=[heading, *rest])


def cited(archive: Archive, **changed: Any) -> record.Document:
    return archive.issue(15, month=7, day=9, **changed)


def test_a_cited_document_is_a_link_in_the_text(archive: Archive) -> None:
    cited(archive)
    cite(
        archive,
        "Sửa đổi Nghị quyết số 15/NQ-HĐND ngày 9/7/2024 <của> HĐND tỉnh",
        "Theo Nghị quyết số 15/NQ-HĐND & luật.",
    )
    archive.build()

    page = archive.page(CITING)
    way = "../../../../tinh/lam-giang/2024/15-nq-hdnd/index.html"
    assert f'Sửa đổi <a class="dan" href="{way}">Nghị quyết số 15/NQ-HĐND</a> ngày 9/7/2024 &lt;của&gt;' in page
    assert f'Theo <a class="dan" href="{way}">Nghị quyết số 15/NQ-HĐND</a> &amp; luật' in page


def test_a_document_that_arrives_later_becomes_a_link_in_the_same_build(archive: Archive) -> None:
    cite(archive, "Thực hiện Nghị quyết số 15/NQ-HĐND ngày 9 tháng 7 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang")
    archive.build()
    assert 'class="dan"' not in archive.page(CITING)

    cited(archive)
    archive.build()

    assert 'class="dan"' in archive.page(CITING)


def test_a_contradicted_day_leads_nowhere(archive: Archive) -> None:
    cited(archive)
    cite(archive, "Thực hiện Nghị quyết số 15/NQ-HĐND ngày 10/7/2024 của Hội đồng nhân dân tỉnh Lam Giang")
    archive.build()

    assert 'class="dan"' not in archive.page(CITING)


def test_a_number_that_the_council_above_used_on_the_same_day_leads_nowhere(archive: Archive) -> None:
    archive.issue(15, month=7, day=9)
    archive.issue(15, month=7, day=9, level="huyen", council="an-khe-ha")
    said = [Passage(PassageKind.dieu, "Điều 1. Theo Nghị quyết số 15/NQ-HĐND ngày 9/7/2024", "dieu-1", 3)]
    archive.issue(6, passages=said, level="huyen", council="an-khe-ha")
    archive.build()

    assert 'class="dan"' not in archive.page("huyen/an-khe-ha/2024/6-nq-hdnd/index.html")


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ("Theo Nghị quyết số 15 ngày 9 tháng 7 năm 2024 của HĐND tỉnh về giá nước.", True),
        ("Bãi bỏ NQ số 15 ngày 09/7/2024 của Hội đồng nhân dân tỉnh Lam Giang.", True),
        ("Theo Nghị quyết số 15 năm 2024 của HĐND tỉnh.", False),
        ("Theo Nghị quyết số 15 ngày 10/7/2024 của HĐND tỉnh.", False),
    ],
    ids=["day in words", "short type", "only a year", "another day"],
)
def test_a_number_without_notation_leads_only_where_its_day_proves_it(archive: Archive, said: str, leads: bool) -> None:
    cited(archive)
    cite(archive, "Sửa đổi", said)
    archive.build()

    assert ('class="dan"' in archive.page(CITING)) == leads
    lacking = archive.output / "tinh/lam-giang/vien-dan-chua-co/index.html"
    assert ("số 15</th>" in lacking.read_text() if lacking.exists() else False) == ("10/7" in said)


WAY = "../../../../tinh/lam-giang/2024/15-nq-hdnd/index.html"


def test_a_provision_named_before_a_citation_is_where_the_link_leads(archive: Archive) -> None:
    there = [
        Passage(PassageKind.dieu, "Điều 5. Mức thu", "dieu-5", 3),
        Passage(PassageKind.khoan, "2. Vé lượt", "dieu-5-khoan-2"),
    ]
    cited(archive, passages=there)
    cite(
        archive,
        "Sửa đổi",
        "Sửa khoản 2 Điều 5 Nghị quyết số 15/NQ-HĐND ngày 9/7/2024 của HĐND tỉnh",
        "Bỏ điểm a khoản 2 Điều 5 Nghị quyết số 15/NQ-HĐND.",
        "Theo Điều 9 Nghị quyết số 15/NQ-HĐND.",
    )
    archive.build()

    page = archive.page(CITING)
    assert page.count(f'href="{WAY}#dieu-5-khoan-2"') == 2
    assert f'Theo Điều 9 <a class="dan" href="{WAY}">' in page


def test_a_provision_of_the_own_text_is_a_link_within_the_page(archive: Archive) -> None:
    cite(
        archive,
        "Phí",
        "Theo khoản 2 Điều 1 Nghị quyết này.",
        "Mức thu.",
        "Theo Điều 8 Nghị quyết này; khoản 1 Điều này.",
    )
    archive.build()

    page = archive.page(CITING)
    assert '<a class="dan" href="#dieu-1-khoan-2">khoản 2 Điều 1 Nghị quyết này</a>' in page
    assert '<a class="dan" href="#dieu-1-khoan-1">khoản 1 Điều này</a>' in page
    assert "#dieu-8" not in page


@pytest.mark.parametrize(
    "row",
    [
        ("1", "Nghị quyết", "15/NQ-HĐND", "09/7/2024", "Về phí"),
        ("2", "Nghị quyết số 15/NQ-HĐND ngày 9/7/2024 của HĐND tỉnh", "", "", ""),
        ("3", "15/NQ-HĐND ngày 9.7.2024", "", "", "toàn bộ"),
    ],
)
def test_a_citation_in_a_table_is_a_link(archive: Archive, row: tuple[str, ...]) -> None:
    cited(archive)
    head = ("STT", "Loại", "Số, ký hiệu", "Ngày", "Trích yếu")
    archive.issue(20, passages=[Passage(PassageKind.table, rows=(head, row))])
    archive.build()

    assert f'<a class="dan" href="{WAY}">' in archive.page(CITING)


def test_a_table_that_gives_another_day_leads_nowhere(archive: Archive) -> None:
    cited(archive)
    rows = (("STT", "Số", "Ngày"), ("1", "15/NQ-HĐND", "10/7/2024"))
    archive.issue(20, passages=[Passage(PassageKind.table, rows=rows)])
    archive.build()

    assert 'class="dan"' not in archive.page(CITING)


def decree(archive: Archive, *sentences: str, **changed: Any) -> None:
    """A later resolution whose Điều 9 says these sentences, in effect from the new year."""
    text = [Passage(PassageKind.khoan, said, f"dieu-9-khoan-{n}") for n, said in enumerate(sentences, 1)]
    dates = record.Dates(issued=dt.date(2024, 12, 10), effective_from=dt.date(2025, 1, 1))
    archive.issue(20, passages=text, **{"dates": dates, **changed})


PAGE = "tinh/lam-giang/2024/15-nq-hdnd/index.html"
TITLE = "Nghị quyết số 15/NQ-HĐND ngày 9 tháng 7 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang"


def test_a_replaced_document_says_since_when_by_what_and_why(archive: Archive) -> None:
    cited(archive)
    archive.build()
    decree(archive, f"1. Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025 và thay thế {TITLE}.")
    archive.build()

    page = archive.page(PAGE)
    assert "Hết hiệu lực từ 01/01/2025, được thay thế bằng" in page
    assert "20/NQ-HĐND ngày 10/12/2024 của HĐND tỉnh Lam Giang" in page
    assert f"và thay thế {TITLE}." in page
    assert "20-nq-hdnd/index.html#dieu-9-khoan-1" in page


def test_a_part_that_is_repealed_is_said_as_a_part(archive: Archive) -> None:
    cited(archive)
    decree(archive, f"1. Bãi bỏ khoản 2 Điều 3 {TITLE}.")
    archive.build()

    assert "Hết hiệu lực một phần" in archive.page(PAGE)
    assert "khoản 2 Điều 3" in archive.page(PAGE)
    assert "Bãi bỏ một phần" in archive.page(CITING)


def test_a_list_in_an_annex_ends_what_its_rows_name(archive: Archive) -> None:
    cited(archive)
    rows = (("STT", "Số, ký hiệu", "Ngày"), ("1", "15/NQ-HĐND", "9/7/2024"))
    annex = [
        Passage(PassageKind.dieu, "Điều 1. Bãi bỏ 01 nghị quyết theo Danh mục kèm theo.", "dieu-1", 3),
        Passage(PassageKind.part, "DANH MỤC NGHỊ QUYẾT BỊ BÃI BỎ TOÀN BỘ", "pl", 2),
        Passage(PassageKind.table, rows=rows),
    ]
    dates = record.Dates(issued=dt.date(2024, 12, 10), effective_from=dt.date(2025, 1, 1))
    archive.issue(20, passages=annex, dates=dates)
    archive.build()

    page = archive.page(PAGE)
    assert "Hết hiệu lực từ 01/01/2025, bị bãi bỏ bởi" in page
    assert "DANH MỤC NGHỊ QUYẾT BỊ BÃI BỎ TOÀN BỘ: 1; 15/NQ-HĐND; 9/7/2024" in page


def test_a_replacement_of_another_day_changes_nothing(archive: Archive) -> None:
    cited(archive)
    decree(archive, f"1. Nghị quyết này thay thế {TITLE.replace('ngày 9', 'ngày 8')}.")
    archive.build()

    assert "Hết hiệu lực" not in archive.page(PAGE)


def test_a_withdrawn_document_ends_nothing(archive: Archive) -> None:
    cited(archive)
    decree(archive, f"1. Nghị quyết này thay thế {TITLE}.")
    archive.build()
    decree(archive, state="withdrawn", state_date=dt.date(2025, 1, 2))
    archive.build()

    assert "Hết hiệu lực" not in archive.page(PAGE)


@pytest.mark.parametrize("of", ["", " của Hội đồng nhân dân tỉnh"], ids=["no body", "the province's"])
def test_a_council_ends_nothing_of_the_council_above(archive: Archive, of: str) -> None:
    cited(archive)
    said = [Passage(PassageKind.khoan, f"1. Bãi bỏ Nghị quyết số 15/NQ-HĐND ngày 9/7/2024{of}.", "dieu-1-khoan-1")]
    archive.issue(6, passages=said, level="huyen", council="an-khe-ha")
    archive.build()

    assert "Hết hiệu lực" not in archive.page(PAGE)
    assert "Bãi bỏ" in archive.page("huyen/an-khe-ha/2024/6-nq-hdnd/index.html")


def test_a_council_ends_what_the_council_below_it_passed(archive: Archive) -> None:
    archive.issue(15, month=7, day=9, level="huyen", council="an-khe-ha")
    decree(archive, "1. Bãi bỏ Nghị quyết số 15/NQ-HĐND ngày 9/7/2024 của Hội đồng nhân dân huyện An Khê Hạ.")
    archive.build()

    assert "bị bãi bỏ bởi" in archive.page("huyen/an-khe-ha/2024/15-nq-hdnd/index.html")


def test_a_part_that_is_replaced_ends_a_part(archive: Archive) -> None:
    cited(archive)
    decree(archive, f"1. Nghị quyết này thay thế khoản 2 Điều 5 {TITLE}.")
    archive.build()

    page = archive.page(PAGE)
    assert "Hết hiệu lực một phần" in page
    assert ">Hết hiệu lực<" not in page


def test_sentences_that_cannot_both_stand_are_shown_as_a_contradiction(archive: Archive) -> None:
    cited(archive)
    decree(archive, f"1. Bãi bỏ {TITLE}.")
    said = [Passage(PassageKind.khoan, f"1. {TITLE} tiếp tục có hiệu lực đến khi có văn bản mới.", "dieu-2-khoan-1")]
    archive.issue(21, month=12, day=20, passages=said)
    archive.build()

    page = archive.page(PAGE)
    assert "Các văn bản nói khác nhau về hiệu lực" in page
    assert "Tiếp tục có hiệu lực, theo" in page and "bị bãi bỏ bởi" in page
    assert "tag--het-hieu-luc" not in page.partition("</header>")[2]


def test_what_was_said_to_go_on_and_ended_later_is_ended(archive: Archive) -> None:
    cited(archive)
    said = [Passage(PassageKind.khoan, f"1. {TITLE} tiếp tục có hiệu lực.", "dieu-2-khoan-1")]
    archive.issue(19, month=8, day=1, passages=said)
    decree(archive, f"1. Bãi bỏ {TITLE}.")
    archive.build()

    assert "nói khác nhau" not in archive.page(PAGE)
    assert "Hết hiệu lực" in archive.page(PAGE)


@pytest.mark.parametrize(
    ("issued", "level", "earliest"),
    [
        (dt.date(2020, 12, 10), "tinh", "20/12/2020"),
        (dt.date(2020, 12, 10), "xa", "17/12/2020"),
        (dt.date(2012, 12, 10), "tinh", None),
        (dt.date(2025, 7, 10), "tinh", None),
    ],
)
def test_the_rule_of_the_law_is_said_where_the_text_is_silent(
    issued: dt.date, level: str, earliest: str | None
) -> None:
    document = record.Document.model_construct(
        dates=record.Dates(issued=issued), effect=record.Effect(), level=level, normative=True, state="published"
    )

    card = {"date": issued.isoformat(), "effect": {"status": "chua-ro"}, **effect.stated(document)}
    known = effect.effect(document, cast(DocumentCard, card), (), (), "2025-12-01")
    assert known["unknown"]
    assert known["status"] is None
    assert (known["rule"] or "").endswith(f"không trước {earliest}.") is (earliest is not None)


def test_only_a_normative_document_can_be_of_unknown_effect(archive: Archive) -> None:
    cited(archive, normative=False)
    archive.put()
    archive.put(slug="13-2024-nq-hdnd", number="13", code="13/2024/NQ-HĐND", state="replaced")
    archive.build()

    assert "Chưa rõ" not in archive.page("tinh/lam-giang/2024/13-2024-nq-hdnd/index.html")
    assert "Chưa rõ" not in archive.page(PAGE)
    assert "Chưa rõ" in archive.page("tinh/lam-giang/2024/12-2024-nq-hdnd/index.html")


def test_the_day_of_effect_names_its_article(archive: Archive) -> None:
    said = "Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025."
    passages = [Passage(PassageKind.khoan, f"1. {said} Sau đó.", "dieu-4-khoan-1")]
    dates = record.Dates(issued=dt.date(2024, 7, 9), effective_from=dt.date(2025, 1, 1))
    cited(archive, passages=passages, dates=dates, effect=record.Effect(evidence=said))
    archive.build()

    assert "Có hiệu lực từ 01/01/2025 (khoản 1 Điều 4)" in archive.page(PAGE)


def test_the_day_of_effect_in_a_paragraph_names_the_article_above_it(archive: Archive) -> None:
    said = "Nghị quyết này có hiệu lực từ ngày 01 tháng 01 năm 2025."
    passages = [Passage(PassageKind.dieu, "Điều 5. Hiệu lực", "dieu-5", 3), Passage(PassageKind.paragraph, said)]
    dates = record.Dates(issued=dt.date(2024, 7, 9), effective_from=dt.date(2025, 1, 1))
    cited(archive, passages=passages, dates=dates, effect=record.Effect(evidence=said))
    archive.build()

    assert "Có hiệu lực từ 01/01/2025 (Điều 5)" in archive.page(PAGE)


def test_a_document_says_what_cites_it_on_its_page_and_as_data(archive: Archive) -> None:
    cited(archive)
    archive.build()
    assert "duoc-vien-dan" not in archive.page(PAGE)

    cite(archive, f"Theo {TITLE}", "Căn cứ Luật Giá số 16/2023/QH15; Nghị quyết số 15/NQ-HĐND ngày 10/7/2024.")
    archive.build()

    page = archive.page(PAGE)
    assert f'<a href="../../../../{CITING}#dieu-1">20/NQ-HĐND' in page
    assert "20/NQ-HĐND" in archive.page(PAGE.replace("index.html", "atom.xml"))
    told = json.loads(archive.page(PAGE.replace("index.html", "document.json")))
    assert told["cited_by"] == ["tinh/lam-giang/2024/20-nq-hdnd"]
    data = json.loads(archive.page(CITING.replace("index.html", "document.json")))
    assert [(one["code"], one.get("date"), one.get("address")) for one in data["cites"]] == [
        ("15/NQ-HĐND", "2024-07-09", "tinh/lam-giang/2024/15-nq-hdnd"),
        ("16/2023/QH15", None, None),
        ("15/NQ-HĐND", "2024-07-10", None),
    ]


def test_page_and_feed_name_the_same_documents_that_cite(archive: Archive) -> None:
    cited(archive)
    cite(archive, "Theo Kế hoạch số 15/NQ-HĐND ngày 9 tháng 7 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang")
    archive.build()

    told = json.loads(archive.page(PAGE.replace("index.html", "document.json")))
    feed = archive.output / PAGE.replace("index.html", "atom.xml")
    assert told["cited_by"] == [] and not feed.exists(), "a plan of that number is another document"


@pytest.mark.parametrize(
    ("kind", "number", "listed"),
    [
        ("Tờ trình", "144/TTr-UBND", False),
        ("Báo cáo", "27/BC-UBND", False),
        ("Quyết định", "05/QĐ-UBND", False),
        ("Thông báo", "06/TB.HĐND-UBND", True),
    ],
)
def test_what_is_never_sent_here_is_not_called_lacking(kind: str, number: str, listed: bool, archive: Archive) -> None:
    cite(archive, f"Theo {TITLE}", f"Xét {kind} số {number} ngày 9/7/2024 của Ủy ban nhân dân tỉnh Lam Giang.")
    archive.build()

    assert (number in archive.page("tinh/lam-giang/vien-dan-chua-co/index.html")) == listed


def test_what_is_cited_and_lacks_is_listed_until_it_comes(archive: Archive) -> None:
    lacking = "tinh/lam-giang/vien-dan-chua-co/"
    cite(archive, f"Theo {TITLE}", "Nghị quyết số 5/2023/NQ-HĐND của Hội đồng nhân dân tỉnh Lam Giang.")
    archive.build()

    page = archive.page(f"{lacking}index.html")
    assert "15/NQ-HĐND" in page
    assert "05/2023/NQ-HĐND" in page
    lines = archive.page(f"{lacking}vien-dan-chua-co.csv").splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["05/2023/NQ-HĐND", "15/NQ-HĐND"]

    cited(archive)
    archive.build()

    assert "15/NQ-HĐND" not in archive.page(f"{lacking}index.html").replace("20/NQ-HĐND", "").partition("<tbody>")[2]


def test_a_long_list_of_what_lacks_is_cut_into_years_of_which_one_is_made_again(archive: Archive) -> None:
    """At twenty thousand documents the list of the province was a page of a megabyte, written with every document."""
    archive.own["ARCHIVE_SIZES"] = PageSizes(year=2)
    lacking, council = "tinh/lam-giang/vien-dan-chua-co", "của Hội đồng nhân dân tỉnh Lam Giang."
    for number, year in ((11, 2021), (12, 2022), (13, 2023)):
        said = f"Nghị quyết số {number}/{year}/NQ-HĐND ngày 05/01/{year} {council}"
        archive.issue(number + 30, passages=[Passage(PassageKind.dieu, f"Điều 1. Theo {said}", "dieu-1", 3)])
    archive.build()
    first = archive.page(f"{lacking}/index.html")
    before = {year: (archive.output / f"{lacking}/{year}/index.html").stat().st_ino for year in (2021, 2022, 2023)}
    archive.issue(11, year=2021, month=1, day=5, slug="11-2021-nq-hdnd", code="11/2021/NQ-HĐND")
    archive.build()
    after = {year: (archive.output / f"{lacking}/{year}/index.html").stat().st_ino for year in (2021, 2022, 2023)}
    package = {one["path"] for one in json.loads(archive.page("datapackage.json"))["resources"]}
    sitemap = archive.page("sitemap/trang.xml") if (archive.output / "sitemap/trang.xml").exists() else ""

    assert [year for year in (2021, 2022, 2023) if f"{year}/index.html" in first] == [2021, 2022, 2023]
    assert not (archive.output / f"{lacking}/vien-dan-chua-co.csv").exists()
    assert "Chưa có văn bản nào như thế" in archive.page(f"{lacking}/2021/index.html")
    assert "12/2022/NQ-HĐND" in archive.page(f"{lacking}/2022/vien-dan-chua-co.csv")
    assert [year for year in before if before[year] != after[year]] == [2021]
    assert {f"{lacking}/{year}/vien-dan-chua-co.csv" for year in (2021, 2022, 2023)} <= package
    assert not sitemap or f"{lacking}/2022" in sitemap
    kept = mini.tree(archive.output)
    archive.build("whole", ".whole")
    assert kept == mini.tree(archive.root / "whole")


def test_the_tables_say_what_documents_have_to_do_with_each_other(archive: Archive) -> None:
    cited(archive)
    decree(archive, f"1. Bãi bỏ khoản 1 Điều 2 {TITLE}.")
    archive.build()

    rows = [json.loads(line) for line in archive.page("du-lieu/vien-dan-2024.jsonl").splitlines()]
    assert {(row["quan_he"], row["so_ky_hieu"], row.get("pham_vi"), row.get("dieu_khoan")) for row in rows} == {
        ("dan-chieu", "15/NQ-HĐND", None, None),
        ("bai-bo", "15/NQ-HĐND", "mot-phan", "khoản 1 Điều 2"),
    }
    assert all(row["toi"].startswith("tinh/lam-giang/2024/15-nq-hdnd") for row in rows)
    assert "vien_dan" in json.loads(archive.page("du-lieu/tu-dien.json"))
