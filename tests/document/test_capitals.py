"""A title wholly in capitals says what the same title in small letters says, and of the same council's document."""

import pytest

from pipeline.document import capitals, relations, targets
from pipeline.document.passage import Passage, PassageKind
from pipeline.document.vocabulary import Council, Vocabulary

PROVINCE = Council("lam-giang", "Tỉnh Lam Giang", "Lam Giang", "tinh", "tinh", None, "")
OWN = Council("thuong-khe", "Huyện Thượng Khê", "Thượng Khê", "huyen", "huyen", "lam-giang", "")
OTHER = Council("nam-cao", "Huyện Năm Cao", "Năm Cao", "huyen", "huyen", "lam-giang", "")
DASHED = Council("ba-lua-vung-may", "Tỉnh Bà Lụa - Vũng Mây", "Bà Lụa - Vũng Mây", "tinh", "tinh", None, "")
WORDS = Vocabulary({one.slug: one for one in (PROVINCE, OWN, OTHER, DASHED)}, {}, {}, {}, {}, {}, ())
NUMBER = "Nghị quyết số 12/2022/NQ-HĐND ngày 08 tháng 7 năm 2022"
TITLES = (
    ("Về việc sửa đổi, bổ sung một số điều của {} của Hội đồng nhân dân tỉnh Lam Giang", PROVINCE, "lam-giang"),
    ("Về việc sửa đổi, bổ sung một số điều của {} của Hội đồng nhân dân tỉnh", PROVINCE, "lam-giang"),
    ("Sửa đổi {} của Hội đồng nhân dân huyện Thượng Khê quy định mức chi hội thi", PROVINCE, "thuong-khe"),
    ("Bãi bỏ {} của HĐND huyện Năm Cao năm 2022 về phí chợ", PROVINCE, "nam-cao"),
    ("Bãi bỏ {} của Hội đồng nhân dân tỉnh Bà Lụa - Vũng Mây khóa IX, kỳ họp thứ 8", DASHED, "ba-lua-vung-may"),
    ("Bãi bỏ khoản 2 Điều 3 Quy chế kèm theo {} khóa IX của Hội đồng nhân dân huyện Năm Cao", OWN, "nam-cao"),
    ("Thay thế {} của Hội đồng nhân dân huyện", OWN, "thuong-khe"),
    ("Sửa đổi {} của Hội đồng nhân dân huyện Không Có quy định mức chi", OWN, None),
    ("Sửa đổi {} của Hội đồng nhân dân xã Tân Lập trình kỳ họp thứ nhất", OWN, None),
)
Told = list[tuple[str, str | None, str | None, set[str]]]


def told(title: str, own: Council, *passages: Passage) -> Told:
    return [
        (act.type, act.part, act.provision, {one.split("/")[1] for one in targets.addresses(act.citation, own, WORDS)})
        for act in relations.find(title, passages)
    ]


@pytest.mark.parametrize(("pattern", "own", "council"), TITLES)
def test_a_title_in_capitals_says_what_it_says_in_small_letters(
    pattern: str, own: Council, council: str | None
) -> None:
    title = pattern.format(NUMBER)

    assert told(title.upper(), own) == told(title, own)
    assert [one[3] for one in told(title, own)] == [{council} if council else set()]


def test_its_proof_is_the_title_as_it_stands() -> None:
    title = f"{TITLES[0][0].format(NUMBER)} về mức thu phí".upper()

    assert [act.evidence for act in relations.find(title, ())] == [title]


def test_a_chapter_in_capitals_does_not_mean_the_own_council_s_document() -> None:
    heading = f"Chương II. Sửa đổi một số điều của {NUMBER} của Hội đồng nhân dân huyện Không Có quy định mức chi"

    assert [one[3] for one in told("", OWN, Passage(PassageKind.chuong, heading.upper(), "chuong-2", 2))] == [set()]


@pytest.mark.parametrize(
    "title", ["Bãi bỏ Nghị quyết số 7/NQ-HĐND của HĐND TP.HCM", "", "12/2022", "Quy định mức chi của UBND"]
)
def test_what_is_not_in_capitals_stays_as_it_is(title: str) -> None:
    assert capitals.said(title) == title


@pytest.mark.parametrize(
    ("capital", "small"),
    [
        ("QUY ĐỊNH MỨC CHI", "Quy định mức chi"),
        ("CỦA HĐND HUYỆN CƯ M’GAR VỀ", "Của HĐND huyện Cư M’Gar về"),
        ("BÃI BỎ NGHỊ QUYẾT SỐ 7/NQ-HĐND CỦA HĐND QUẬN 5", "Bãi bỏ NGHỊ QUYẾT SỐ 7/NQ-HĐND của HĐND quận 5"),
        ("ĐIỀU 5 QUY CHẾ KÈM THEO NGHỊ QUYẾT KHÓA IX", "Điều 5 Quy chế kèm theo nghị quyết khóa IX"),
    ],
)
def test_numbers_and_names_keep_their_capitals(capital: str, small: str) -> None:
    assert capitals.said(capital) == small
