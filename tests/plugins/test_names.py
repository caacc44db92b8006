"""Names as readers see them."""

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document.record import Signer
from plugins.archive_pages import names
from plugins.archive_pages.card_types import DocumentCard
from tests.document import samples

COUNCIL = {"label": "HĐND thành phố An Khê", "title": "Hội đồng nhân dân thành phố An Khê"}


def card(**changes: Any) -> DocumentCard:
    made: dict[str, Any] = {"council": COUNCIL, "organ": "hdnd", "organ_name": COUNCIL["title"], "date": "2024-12-12"}
    made |= {"type": {"name": "Nghị quyết"}, "code": "12/2024/NQ-HĐND", "title": "Quy định mức chi"}
    return cast(DocumentCard, made | changes)


@pytest.mark.parametrize(
    ("organ", "organ_name", "shown"),
    [
        ("hdnd", "Hội đồng nhân dân", "Hội đồng nhân dân thành phố An Khê"),
        ("tt", "Thường trực HĐND TP An Khê", "Thường trực Hội đồng nhân dân thành phố An Khê"),
        ("tt", "Thường trực Hội đồng nhân dân thành phố An Khê", "Thường trực Hội đồng nhân dân thành phố An Khê"),
        ("ban-pc", "Ban Pháp chế", "Ban Pháp chế Hội đồng nhân dân thành phố An Khê"),
        ("doan-gs", "Đoàn giám sát của HĐND thành phố", "Đoàn giám sát Hội đồng nhân dân thành phố An Khê"),
        ("khac", "Ủy ban nhân dân thành phố An Khê", "Ủy ban nhân dân thành phố An Khê"),
    ],
)
def test_an_issuer_has_the_whole_name_of_its_council_once(organ: str, organ_name: str, shown: str) -> None:
    assert names.issuer(card(organ=organ, organ_name=organ_name)) == shown


@pytest.mark.parametrize(
    ("title", "name", "shown"),
    [
        ("CHỦ TỊCH", "Mạc Thị Suối", "Chủ tịch Mạc Thị Suối"),
        ("Chủ tịch", "Mạc Thị Suối", "Chủ tịch Mạc Thị Suối"),
        ("PHÓ CHỦ TỊCH HĐND", "Mạc Thị Suối", "Phó chủ tịch HĐND Mạc Thị Suối"),
        (None, "Mạc Thị Suối", "Mạc Thị Suối"),
        ("TRƯỞNG BAN", None, "Trưởng ban"),
    ],
)
def test_a_signer_is_named_as_people_say_it(title: str | None, name: str | None, shown: str) -> None:
    assert names.signer(Signer(name=name, title=title)) == shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "ngày 12 tháng 12 năm 2024 của Hội đồng nhân dân thành phố An Khê quy định mức chi"),
        ({"date": "2024-02-03"}, "ngày 03 tháng 02 năm 2024 của"),
        ({"date": "2024-03-03"}, "ngày 03 tháng 3 năm 2024 của"),
        ({"title": "Về việc thu phí"}, "An Khê về việc thu phí"),
        ({"title": "HĐND thành phố giám sát"}, "An Khê HĐND thành phố giám sát"),
        ({"title": "An Khê phát triển nhanh"}, "An Khê An Khê phát triển"),
        ({"title": ""}, "của Hội đồng nhân dân thành phố An Khê"),
    ],
)
def test_a_citation_has_the_legal_form(changes: dict[str, Any], said: str) -> None:
    cited = names.citation(card(**changes))

    assert cited.startswith("Nghị quyết số 12/2024/NQ-HĐND ngày ")
    assert said in cited


@pytest.mark.parametrize(
    ("kind", "title", "shown"),
    [
        ("cong-van", "thực hiện kiến nghị", "V/v thực hiện kiến nghị"),
        ("cong-van", "Về việc thực hiện", "Về việc thực hiện"),
        ("bao-cao", "kết quả giám sát", "Kết quả giám sát"),
    ],
)
def test_a_subject_begins_as_on_its_paper(kind: str, title: str, shown: str) -> None:
    assert names.title(samples.document(type=kind, title=title)) == shown


@given(st.text(max_size=400), st.integers(min_value=20, max_value=300))
def test_what_is_cut_short_is_short_and_says_so(words: str, most: int) -> None:
    cut = names.short(words, most)

    assert len(cut) <= most
    assert cut == words or (cut.endswith("…") and words.startswith(cut[:-1]))
