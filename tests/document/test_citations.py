"""A citation is found with its place, said in full where the text says it, and leads to one document or nowhere."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import citations, targets
from pipeline.document.targets import CitablePage
from pipeline.document.vocabulary import Council, Vocabulary

PROVINCE = Council("lam-giang", "Tỉnh Lam Giang", "Lam Giang", "tinh", "tinh", None, "")
DISTRICT = Council("an-khe-ha", "Huyện An Khê Hạ", "An Khê Hạ", "huyen", "huyen", "lam-giang", "")
COMMUNE = Council("phu-vinh", "Xã Phú Vinh", "Phú Vinh", "xa", "xa", "an-khe-ha", "")
NAMESAKE = Council("phu-vinh-nui", "Xã Phú Vinh", "Phú Vinh", "xa", "xa", "son-ha", "")
OTHER = Council("son-ha", "Huyện Sơn Hà", "Sơn Hà", "huyen", "huyen", "lam-giang", "")
WORDS = Vocabulary({c.slug: c for c in (PROVINCE, DISTRICT, COMMUNE, NAMESAKE, OTHER)}, {}, {}, {}, {}, {}, ())

FOUND: Mapping[str, list[tuple[str, str, str | None, str | None, str | None]]] = {
    "Căn cứ Nghị quyết số 12/2024/NQ-HĐND ngày 12 tháng 12 năm 2024 của Hội đồng nhân dân tỉnh Lam Giang;": [
        ("Nghị quyết số 12/2024/NQ-HĐND", "12/2024/NQ-HĐND", "nghi-quyet", "2024-12-12",
         "Hội đồng nhân dân tỉnh Lam Giang"),
    ],
    "các Nghị quyết số 5/2019/NQ-HĐND ngày 01/7/2019, số 6/2020/NQ-HĐND và 7/NQ-HĐND ngày 3.4.2021 của HĐND tỉnh": [
        ("Nghị quyết số 5/2019/NQ-HĐND", "05/2019/NQ-HĐND", "nghi-quyet", "2019-07-01", "HĐND tỉnh"),
        ("6/2020/NQ-HĐND", "06/2020/NQ-HĐND", "nghi-quyet", None, "HĐND tỉnh"),
        ("7/NQ-HĐND", "07/NQ-HĐND", "nghi-quyet", "2021-04-03", "HĐND tỉnh"),
    ],
    "Căn cứ các Nghị định của Chính phủ: Số 78/2025/NĐ-CP ngày 01 tháng 4 năm 2025; số 187/2025/NĐ-CP;": [
        ("78/2025/NĐ-CP", "78/2025/NĐ-CP", "nghi-dinh", "2025-04-01", "Chính phủ"),
        ("187/2025/NĐ-CP", "187/2025/NĐ-CP", "nghi-dinh", None, "Chính phủ"),
    ],
    "Tờ trình số 123/TTr-UBND ngày 5/12/2024 của Ủy ban nhân dân xã Phú Vinh; Báo cáo thẩm tra số 45/BC-HĐND của Ban": [
        ("Tờ trình số 123/TTr-UBND", "123/TTr-UBND", "to-trinh", "2024-12-05", "Ủy ban nhân dân xã Phú Vinh"),
        ("Báo cáo thẩm tra số 45/BC-HĐND", "45/BC-HĐND", "bao-cao", None, None),
    ],
    "tại khoản 2 Điều 5 Nghị quyết 43 /NQ – HĐND năm 2023 của Hội đồng nhân dân.": [
        ("Nghị quyết 43 /NQ – HĐND", "43/NQ-HĐND", "nghi-quyet", None, "Hội đồng nhân dân"),
    ],
    "theo văn bản 12/HĐND-TH.": [("văn bản 12/HĐND-TH", "12/HĐND-TH", "van-ban", None, None)],
    "Luật Ngân sách nhà nước số 89/2025/QH15, Luật số 77/2015/QH13.": [
        ("Luật Ngân sách nhà nước số 89/2025/QH15", "89/2025/QH15", "luat", None, None),
        ("Luật số 77/2015/QH13", "77/2015/QH13", "luat", None, None),
    ],
    "mức 50.000đ/Người, 24/7, nhà số 12/A, tỷ lệ 1/2000, điểm 3/Mục II": [],
    "Nghị quyết số 31/02/2024 ngày 31/02/2024": [],
}  # fmt: skip


@pytest.mark.parametrize("passage", FOUND)
def test_a_citation_is_found_with_its_place_type_day_and_body(passage: str) -> None:
    found = [
        (passage[c.start : c.end], c.code, c.kind, c.date.isoformat() if c.date else None, c.body)
        for c in citations.find(passage)
    ]

    assert found == FOUND[passage]


LAWS: Mapping[str, list[tuple[str, str, str]]] = {
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;":
        [("Luật Tổ chức chính quyền địa phương", "", "2015-06-19")],
    "Căn cứ Luật ban hành văn bản quy phạm pháp luật ngày 22/6/2015 và Luật ngân sách nhà nước, ngày 25.6.2015":
        [("Luật ban hành văn bản quy phạm pháp luật", "", "2015-06-22"), ("Luật ngân sách nhà nước", "", "2015-06-25")],
    "theo khoản 3 Điều 4 Luật Phòng, chống ma túy năm 2021; Điều 110 Hiến pháp năm 2013":
        [("Luật Phòng, chống ma túy", "", "2021"), ("Hiến pháp", "", "2013")],
    "Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế ngày 13 tháng 6 năm 2014;":
        [("Luật sửa đổi, bổ sung một số điều của Luật Bảo hiểm y tế", "", "2014-06-13")],
    "Luật sửa đổi, bổ sung một số điều của 10 luật có liên quan đến an ninh số 118/2025/QH15; Bộ luật số 45/2019/QH14":
        [("Luật sửa đổi, bổ sung một số điều của 10 luật có liên quan đến an ninh số 118/2025/QH15", "118/2025/QH15",
          ""),
         ("Bộ luật số 45/2019/QH14", "45/2019/QH14", "")],
    "Luật số 9/2022/QH15 sửa đổi, bổ sung một số điều của Luật Tần số vô tuyến điện ngày 09 tháng 11 năm 2022":
        [("Luật số 9/2022/QH15", "09/2022/QH15", "")],
    "Thực hiện Nghị quyết số 33-NQ/TW ngày 9/6/2014, Chương trình số 51 - CTr/TU và Công văn số 3752/NNMT-KH":
        [("Nghị quyết số 33-NQ/TW", "33-NQ/TW", "2014-06-09"), ("Chương trình số 51 - CTr/TU", "51-CTr/TU", ""),
         ("Công văn số 3752/NNMT-KH", "3752/NNMT-KH", "")],
    "Tờ trình sổ 64/TTr-UBND ngày 13 thảng 6 năm 2017; QUYẾT ĐỊNH SỐ 70/QĐ-UBND NGÀY 2 THÁNG 3 NĂM 2020 CỦA":
        [("Tờ trình sổ 64/TTr-UBND", "64/TTr-UBND", "2017-06-13"),
         ("QUYẾT ĐỊNH SỐ 70/QĐ-UBND", "70/QĐ-UBND", "2020-03-02")],
    # Nothing that names one document.
    "Luật Đất đai có hiệu lực từ ngày 01 tháng 8 năm 2024; theo Luật Nhà ở và pháp luật về nhà ở năm 2024": [],
    "dự án Luật Thủ đô vào Chương trình lập pháp năm 2026; Luật sư Đoàn năm 2020; Luật Trẻ em giai đoạn 2021-2025": [],
    "Thông tư số 157/2025/TT-BTС": [("Thông tư số 157/2025/TT-BTС", "157/2025/TT-BTC", "")],
    "theo Luật Đất đai 2024, Luật Cư trú 2020 và Hiến pháp 2013.":
        [("Luật Đất đai", "", "2024"), ("Luật Cư trú", "", "2020"), ("Hiến pháp", "", "2013")],
    "Luật Đất đai 2024 - 2025; Luật Nhà ở 2.023 trang; hội Luật sư 2024, tập huấn Luật Thủ đô 2024 lượt người": [],
    "Pháp lệnh Ưu đãi người có công với cách mạng ngày 09 tháng 12 năm 2020; Pháp lệnh Dân số năm 2003":
        [("Pháp lệnh Ưu đãi người có công với cách mạng", "", "2020-12-09"), ("Pháp lệnh Dân số", "", "2003")],
    "Luật Đầu tư theo phương thức đối tác công tư 2020, Luật Chuyển đổi số ngày 11/12/2025":
        [("Luật Đầu tư theo phương thức đối tác công tư", "", "2020"), ("Luật Chuyển đổi số", "", "2025-12-11")],
    "Luật Quản lý và đầu tư vốn nhà nước tại doanh nghiệp ngày 14/6/2025; Luật Công nghệ số 12/2025/QH15":
        [("Luật Quản lý và đầu tư vốn nhà nước tại doanh nghiệp", "", "2025-06-14"),
         ("Luật Công nghệ số 12/2025/QH15", "12/2025/QH15", "")],
    "Luật Phòng, chống suy giảm miễn dịch ở người (HIV/AIDS) ngày 29/6/2006; Luật sư có công với dân năm 2020":
        [("Luật Phòng, chống suy giảm miễn dịch ở người (HIV/AIDS)", "", "2006-06-29")],
    "Luật Ngân sách nhà nước (sửa đổi) năm 2025; Luật Đất đai (sửa đổi) ngày 18/01/2024":
        [("Luật Ngân sách nhà nước (sửa đổi)", "", "2025"), ("Luật Đất đai (sửa đổi)", "", "2024-01-18")],
    "Pháp lệnh Ngoại hối số 28/2005/PL-UBTVQH11":
        [("Pháp lệnh Ngoại hối số 28/2005/PL-UBTVQH11", "28/2005/PL-UBTVQH11", "")],
    "Luật sửa đổi, bổ sung một số điều của Luật Đê điều số 31/2024/QH15, Luật Nhà ở số 27/2023/QH15 và"
    " Luật Giá số 32/2024/QH15 ngày 29 tháng 6 năm 2024":
        [("Luật sửa đổi, bổ sung một số điều của", "", "2024-06-29"),
         ("Luật Đê điều số 31/2024/QH15", "31/2024/QH15", ""),
         ("Luật Nhà ở số 27/2023/QH15", "27/2023/QH15", ""), ("Luật Giá số 32/2024/QH15", "32/2024/QH15", "")],
    "Nghị định số 01-CP ngày 04/01/1995, Quyết định 773-TTg ngày 21/12/1994, Quyết định số 120-HĐBT ngày 11/4/1992":
        [("Nghị định số 01-CP", "01-CP", "1995-01-04"), ("Quyết định 773-TTg", "773-TTg", "1994-12-21"),
         ("Quyết định số 120-HĐBT", "120-HĐBT", "1992-04-11")],
    "xe 12-CT, nhà số 5-CP, Quyết định số 7-CTV": [],
    "Tờ trình số 04/TTr-SDL ngày ngày 27 tháng 02 năm 2025; Tờ trình số 368/TTr-XD(KTXD) ngày 26/12/2024":
        [("Tờ trình số 04/TTr-SDL", "04/TTr-SDL", "2025-02-27"),
         ("Tờ trình số 368/TTr-XD", "368/TTr-XD", "2024-12-26")],
    "Công văn số 01/CV-01 ngày 3/4/2025": [("Công văn số 01/CV-01", "01/CV-01", "2025-04-03")],
    "Kế hoạch số 02/KH-HĐND-2025": [("Kế hoạch số 02/KH-HĐND", "02/KH-HĐND", "")],
    "QCVN 29:2025/BXD; số hiệu 23:2025/BXD; ISO 9001:2015/TT; A-12/B": [],
}  # fmt: skip


@pytest.mark.parametrize("passage", LAWS)
def test_laws_by_name_and_notations_of_others_are_found(passage: str) -> None:
    found = [
        (passage[c.start : c.end], c.code, c.date.isoformat() if c.date else "" if c.number else str(c.year or ""))
        for c in citations.find(passage)
    ]

    assert found == LAWS[passage]


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("của Hội đồng nhân dân tỉnh Lam Giang Khóa X về", "Hội đồng nhân dân tỉnh Lam Giang"),
        ("của Ủy ban nhân dân xã Phú Vinh sửa đổi", "Ủy ban nhân dân xã Phú Vinh"),
        ("của HĐND huyện An Khê Hạ được", "HĐND huyện An Khê Hạ"),
        ("của Hội đồng nhân dân Thành phố quy định", "Hội đồng nhân dân Thành phố"),
        ("của HĐND thành phố Quy Sơn về", "HĐND thành phố Quy Sơn"),
        ("của HĐND huyện Hướng Khê Quy định", "HĐND huyện Hướng Khê"),
        ("của Thường trực HĐND quận 5 về", "Thường trực HĐND quận 5"),
        ("của Hội đồng nhân dân tỉnh Bà Lụa - Vũng Mây phê duyệt", "Hội đồng nhân dân tỉnh Bà Lụa - Vũng Mây"),
        ("của Ban Kinh tế - Ngân sách Hội đồng nhân dân tỉnh;", "Ban Kinh tế - Ngân sách Hội đồng nhân dân tỉnh"),
    ],
)
def test_the_name_of_a_body_ends_where_its_name_ends(said: str, body: str) -> None:
    assert [c.body for c in citations.find(f"Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 {said}")] == [body]


def test_a_short_mention_takes_day_and_body_from_the_full_one() -> None:
    full, short = citations.completed(
        citations.find(
            "Nghị quyết số 8/NQ-HĐND ngày 10/7/2024 của HĐND huyện Sơn Hà. Theo Nghị quyết số 08/NQ-HĐND thì"
        )
    )

    assert (short.date, short.body, short.year) == (full.date, full.body, 2024)


def test_two_full_mentions_of_one_number_explain_no_short_one() -> None:
    text = "Nghị quyết số 8/NQ-HĐND ngày 10/7/2023; Nghị quyết số 8/NQ-HĐND ngày 9/7/2024; theo Nghị quyết số 8/NQ-HĐND"

    assert citations.completed(citations.find(text))[-1].date is None


def where(said: str, own: Council = COMMUNE) -> tuple[str, ...]:
    [one] = citations.find(said)
    return targets.addresses(one, own, WORDS)


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("Nghị quyết 5/2024/NQ-HĐND ngày 9/7/2024 của HĐND tỉnh Lam Giang về", "tinh/lam-giang/2024/05-2024-nq-hdnd"),
        ("Nghị quyết số 5/2024/NQ-HĐND của Hội đồng nhân dân tỉnh", "tinh/lam-giang/2024/05-2024-nq-hdnd"),
        ("Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 của Hội đồng nhân dân huyện Sơn Hà", "huyen/son-ha/2024/05-nq-hdnd"),
        ("Nghị quyết 5/NQ-HĐND ngày 9/7/2024 của Thường trực HĐND huyện", "huyen/an-khe-ha/2024/05-nq-hdnd"),
        ("Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 của Hội đồng nhân dân xã Phú Vinh", "xa/phu-vinh/2024/05-nq-hdnd"),
        ("Báo cáo số 5/BC-UBND ngày 9/7/2024 của UBND huyện An Khê Hạ", "huyen/an-khe-ha/2024/05-bc-ubnd"),
        ("Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 của huyện Sơn Hà về", "huyen/son-ha/2024/05-nq-hdnd"),
        ("Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 của tỉnh Lam Giang", "tinh/lam-giang/2024/05-nq-hdnd"),
    ],
)  # fmt: skip
def test_a_named_body_gives_the_address(said: str, address: str) -> None:
    assert where(said)[0] == address
    assert {one.rsplit("/", 2)[0] for one in where(said)} == {address.rsplit("/", 2)[0]}


@pytest.mark.parametrize(
    "said",
    [
        "Nghị quyết số 5/NQ-HĐND của Hội đồng nhân dân tỉnh Lam Giang",
        "Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 của Hội đồng nhân dân huyện Không Có",
        "Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 của Hội đồng nhân dân thành phố",
        "Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 của huyện Không Có",
        "Nghị định số 5/2024/NĐ-CP ngày 9/7/2024 của Chính phủ",
        "Quyết định số 5/QĐ-UBND ngày 9/7/2024",
    ],
    ids=[
        "no year",
        "unknown body",
        "no such unit above",
        "unknown unit",
        "the government's",
        "no body, not a council's",
    ],
)
def test_what_is_not_said_gives_no_address(said: str) -> None:
    assert where(said) == ()


def test_a_name_that_two_councils_share_leads_nowhere_from_outside() -> None:
    assert where("Nghị quyết số 5/NQ-HĐND ngày 9/7/2024 của Hội đồng nhân dân xã Phú Vinh", own=PROVINCE) == ()


JOINED = dt.date(2025, 7, 1)
NEW = Council("lam-giang-2025", "Tỉnh Lam Giang", "Lam Giang", "tinh", "tinh", None, "", valid_from=JOINED)
OLD = Council("lam-giang", "Tỉnh Lam Giang", "Lam Giang", "tinh", "tinh", None, "", valid_to=dt.date(2025, 6, 30))
WARD = Council("an-hoa", "Phường An Hòa", "An Hòa", "xa", "phuong", "lam-giang-2025", "", valid_from=JOINED)
MERGED = Vocabulary({one.slug: one for one in (NEW, OLD, WARD)}, {}, {}, {}, {}, {}, ())


@pytest.mark.parametrize(
    ("said", "own", "council"),
    [
        ("Nghị quyết số 15/2022/NQ-HĐND ngày 8/7/2022 của HĐND tỉnh Lam Giang", NEW, "lam-giang"),
        ("Nghị quyết số 15/2022/NQ-HĐND của HĐND tỉnh Lam Giang", NEW, "lam-giang"),
        ("Nghị quyết số 15/2026/NQ-HĐND của HĐND tỉnh Lam Giang", WARD, "lam-giang-2025"),
        ("Nghị quyết số 15/2025/NQ-HĐND ngày 30/6/2025 của HĐND tỉnh Lam Giang", NEW, "lam-giang"),
        ("Nghị quyết số 15/2022/NQ-HĐND ngày 8/7/2022 của HĐND tỉnh", NEW, None),
        ("Nghị quyết số 15/2022/NQ-HĐND", NEW, None),
        ("Nghị quyết số 15/NQ-HĐND ngày 8/7/2022 của Hội đồng nhân dân phường", WARD, None),
        ("Nghị quyết số 15/2022/NQ-HĐND ngày 8/7/2022 của HĐND tỉnh", WARD, None),
    ],
)
def test_a_citation_means_a_council_that_existed_then(said: str, own: Council, council: str | None) -> None:
    [one] = citations.find(said)

    assert {where.split("/")[1] for where in targets.addresses(one, own, MERGED)} == ({council} if council else set())


SHOWN = CitablePage("05/NQ-HĐND", dt.date(2024, 7, 9), "nghi-quyet")


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        ("Nghị quyết số 5/NQ-HĐND ngày 9/7/2024", True),
        ("Nghị quyết số 5/NQ-HĐND ngày 10/7/2024", False),
        ("Kế hoạch số 5/NQ-HĐND ngày 9/7/2024", False),
        ("Nghị quyết số 5/NQ-HĐND ngày 9/7/2024", None),
    ],
    ids=["same", "another day", "another type", "in two councils"],
)
def test_a_citation_means_the_document_that_fits_it_alone(said: str, leads: bool | None) -> None:
    [one] = citations.find(said)
    cards = {"xa/a/2024/05-nq-hdnd": SHOWN} | ({"tinh/b/2024/05-nq-hdnd": SHOWN} if leads is None else {})

    assert targets.address_meant(one.code, one.date, one.kind, cards) == ("xa/a/2024/05-nq-hdnd" if leads else None)


@given(st.text(alphabet="Nghị quyết số12/4-HĐQUBTr của tỉnh,;.\n", max_size=80))
def test_any_text_is_searched_and_every_place_holds_its_number(passage: str) -> None:
    ends = [0]
    for one in citations.find(passage):
        assert ends[-1] <= one.start < one.end <= len(passage)
        ends.append(one.end)


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("theo nghị quyết số 12/2023/nq-hđnd ngày 05/01/2023", ["12/2023/NQ-HĐND"]),
        ("nghị định số 81/2021/nđ-cp", ["81/2021/NĐ-CP"]),
        ("tờ trình số 45/ttr-ubnd của UBND xã", ["45/TTr-UBND"]),
        ("nhà số 12/nq-hđnd", []),
        ("tỷ lệ 3/kh-ab", []),
    ],
)
def test_a_number_in_small_letters_is_one_behind_its_type_alone(said: str, codes: list[str]) -> None:
    assert [one.code for one in citations.find(said)] == codes
