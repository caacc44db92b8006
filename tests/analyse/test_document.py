import datetime as dt
from dataclasses import replace

import pytest

from pipeline import analyse
from pipeline.document.model import Block, Declared, Method, Region, Role
from pipeline.document.passage import PassageKind
from tests.analyse import papers


def test_resolution_gives_every_fact_that_it_states() -> None:
    answer = analyse.answer(papers.analysed(papers.resolution()))

    assert {name: answer[name] for name in ("body", "level", "number", "notation", "code", "issue_date", "place")} == {
        "body": "Hội đồng nhân dân tỉnh Lam Giang",
        "level": "tinh",
        "number": "12",
        "notation": "NQ-HĐND",
        "code": "12/2024/NQ-HĐND",
        "issue_date": "2024-12-09",
        "place": "Lam Giang",
    }
    assert {name: answer[name] for name in ("doc_type", "trich_yeu", "signer_name", "signer_title", "n_dieu")} == {
        "doc_type": "Nghị quyết",
        "trich_yeu": "Về chương trình giám sát năm 2025",
        "signer_name": "Nguyễn Văn Mẫu",
        "signer_title": "CHỦ TỊCH",
        "n_dieu": 3,
    }
    assert answer["first_legal_basis"] == "Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;"
    assert (answer["parent_body"], answer["signing_form"], answer["is_draft"]) == (None, None, False)


def test_resolution_gives_council_organ_passing_and_effect() -> None:
    found = papers.analysed(papers.resolution())

    assert (found.council, found.organ) == ("lam-giang", "hdnd")
    assert (found.facts.passed_date.value, found.facts.effective_from.value) == (
        dt.date(2024, 12, 9),
        dt.date(2024, 12, 20),
    )
    assert found.facts.effect_evidence.value == "Nghị quyết này có hiệu lực thi hành từ ngày 20 tháng 12 năm 2024."
    assert (found.facts.term.value, found.facts.session.value) == ("X", "MƯỜI BA")
    assert found.facts.normative.value is True
    assert (found.facts.oversight.value, found.facts.scope.value) == ("ct-gs-hdnd", "in")


def test_draft_has_neither_number_nor_date_and_keeps_the_visible_part_of_its_code() -> None:
    blocks = papers.resolution(number="Số: /NQ-HĐND", date="Lam Giang, ngày tháng năm 2024")

    answer = analyse.answer(papers.analysed(blocks))

    assert (answer["number"], answer["code"], answer["issue_date"]) == (None, "/NQ-HĐND", None)
    assert answer["is_draft"] is True


def test_a_document_whose_header_was_lost_says_neither_number_nor_date() -> None:
    found = papers.analysed([block for block in papers.resolution() if block.region is Region.body])
    answer = analyse.answer(found)

    assert answer["body"] == "Hội đồng nhân dân tỉnh Lam Giang"
    assert (answer["number"], answer["code"], answer["issue_date"], answer["place"]) == (None, None, None, None)
    assert found.facts.passed_date.value == dt.date(2024, 12, 9)


def test_attached_instrument_alone_has_no_number_of_its_own() -> None:
    blocks = [
        Block("HỘI ĐỒNG NHÂN DÂN", Region.header_left),
        Block("TỈNH LAM GIANG", Region.header_left),
        Block("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Region.header_right),
        *papers.body(
            "QUY CHẾ",
            "Tiếp nhận văn bản",
            "(Kèm theo Quyết định số 1424 /QĐ-HĐND ngày 30 tháng 6 năm 2024 của HĐND tỉnh)",
        ),
        *papers.body("Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi", "Nội dung.", "Điều 2. Áp dụng", "Nội dung."),
    ]

    answer = analyse.answer(papers.analysed(blocks))

    assert (answer["number"], answer["code"], answer["issue_date"]) == (None, None, None)
    assert (answer["doc_type"], answer["trich_yeu"], answer["n_dieu"]) == ("Quy chế", "Tiếp nhận văn bản", 2)


def test_official_letter_has_its_subject_without_the_mark_and_its_addressees() -> None:
    blocks = [
        *papers.head(
            ("HĐND TỈNH LAM GIANG", "ĐOÀN GIÁM SÁT"), "Số: 8/ĐGS-TH", below=("V/v báo cáo phục vụ", "giám sát đất đai")
        ),
        *papers.body(
            "Kính gửi:", "- Sở Tài chính;", "- Ủy ban nhân dân các huyện.", "Đoàn giám sát đề nghị quý cơ quan báo cáo."
        ),
        *papers.signed("TM. ĐOÀN GIÁM SÁT", "KT. TRƯỞNG ĐOÀN", "PHÓ TRƯỞNG ĐOÀN", "Lê Thị Mẫu"),
    ]

    found = papers.analysed(blocks)
    answer = analyse.answer(found)

    assert (answer["doc_type"], answer["trich_yeu"], answer["code"]) == (
        "Công văn",
        "báo cáo phục vụ giám sát đất đai",
        "08/ĐGS-TH",
    )
    assert answer["addressee"] == "Sở Tài chính; Ủy ban nhân dân các huyện"
    assert (answer["body"], answer["parent_body"]) == ("Đoàn giám sát", "HĐND tỉnh Lam Giang")
    assert answer["signing_form"] == "TM. ĐOÀN GIÁM SÁT / KT. TRƯỞNG ĐOÀN"
    assert (found.council, found.organ) == ("lam-giang", "doan-gs")


def test_a_notice_laid_out_as_a_letter_keeps_its_type() -> None:
    blocks = [
        *papers.head(number="Số: 3/TB-HĐND", below=("V/v lịch giám sát",)),
        *papers.body("Kính gửi: Ủy ban nhân dân các huyện", "Thường trực thông báo lịch giám sát như sau."),
    ]

    answer = analyse.answer(papers.analysed(blocks))

    assert (answer["doc_type"], answer["trich_yeu"]) == ("Thông báo", "Về việc lịch giám sát")


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        (Block("CV ĐẾN Số 2352/UBND Ngày 21.3.18", Region.stamp, Method.stamp), "arrival stamp"),
        (Block("Ngày ký: 17/01/2025 08:56:09", Region.stamp, Method.stamp), "signing stamp"),
        (Block("Số: 99/QĐ-UBND", Region.hidden), "hidden text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_office_s_stamp_is_neither_number_nor_date(stamp: Block, said: str) -> None:
    blocks = [stamp, *papers.resolution(number="", date="")]

    answer = analyse.answer(papers.analysed(blocks))

    assert (answer["code"], answer["issue_date"]) == (None, None)


def test_a_title_holds_other_codes_dates_and_names() -> None:
    title = "Bãi bỏ Nghị quyết số 39/2011/NQ-HĐND ngày 12 tháng 12 năm 2011 theo đề nghị của Chủ tịch Trần Văn Khác"

    answer = analyse.answer(papers.analysed(papers.resolution(title)))

    assert (answer["trich_yeu"], answer["code"], answer["issue_date"]) == (title, "12/2024/NQ-HĐND", "2024-12-09")
    assert answer["signer_name"] == "Nguyễn Văn Mẫu"


def test_a_bound_in_draft_is_a_part_and_lends_nothing_to_the_submission() -> None:
    submission = [
        *papers.head(number="Số: 9/TTr-UBND", organ=("ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG")),
        *papers.body("TỜ TRÌNH", "Về việc ban hành Nghị quyết mẫu", "Kính gửi: Hội đồng nhân dân tỉnh"),
        *papers.body("Nghị quyết gồm 2 điều:", "Điều 1. Bãi bỏ", "Điều 2. Hiệu lực", "Kính trình./."),
        *papers.signed("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Trần Văn Mẫu"),
    ]
    draft = papers.resolution("Nghị quyết mẫu", number="Số: /2024/NQ-HĐND", date="Lam Giang, ngày tháng năm 2024")

    found = papers.analysed([*submission, *draft])
    answer = analyse.answer(found)

    assert (answer["code"], answer["signer_name"], answer["n_dieu"], answer["is_draft"]) == (
        "09/TTr-UBND",
        "Trần Văn Mẫu",
        0,
        False,
    )
    assert [p.text for p in found.passages if p.kind is PassageKind.part] == ["NGHỊ QUYẾT Nghị quyết mẫu"]
    assert "nq-dieu-1-khoan-2-diem-a" in {p.id for p in found.passages}


def test_the_word_twin_gives_the_text_and_the_signed_scan_its_number() -> None:
    scan = papers.head(method=Method.ocr) + papers.body("NGHỊ QUYẾT", "Về mẫu", "chữ quét", method=Method.ocr)
    word = papers.resolution(number="Số: /2024/NQ-HĐND", date="Lam Giang, ngày tháng 12 năm 2024")

    found = papers.of_files([("ky.pdf", Role.main, scan), ("goc.docx", Role.twin, word)])

    assert found.main_file == f"{1:064x}"
    assert (found.facts.code.value, found.facts.code.claims[0].source) == ("12/2024/NQ-HĐND", "ocr")
    assert found.facts.code.claims[0].sure < 0.5


def test_of_a_placeholder_sheet_the_header_is_the_better_witness() -> None:
    declared = Declared(number="60", notation="NQ-HĐND", issue_date=dt.date(2024, 12, 9), subject="Về ngân sách")

    found = papers.analysed([Block("NGHỊ QUYẾT số 12/NQ-HĐND")], declared)

    assert found.facts.code.value == "60/NQ-HĐND" and found.findings == ()


def test_an_empty_package_gives_no_fact() -> None:
    found = papers.of_files([])

    assert analyse.answer(found)["sources"] == {}
    assert found.passages == ()


def test_no_analysis_answers_null_everywhere() -> None:
    answer = analyse.answer(None)

    assert answer.pop("sources") == {}
    assert set(answer.values()) == {None}


def test_a_sentence_joined_to_the_title_is_body_where_the_header_gives_the_title() -> None:
    joined = "Lịch làm việc của Đoàn giám sát Đoàn giám sát thông báo lịch làm việc như sau."
    blocks = [
        *papers.head(number="Số: 1/TB-ĐGS"),
        *papers.body("THÔNG BÁO", joined, "1. Thời gian: tuần thứ hai."),
        *papers.signed("TRƯỞNG ĐOÀN", "Lê Thị Mẫu"),
    ]

    found = papers.analysed(blocks, Declared(subject="Lịch làm việc của Đoàn giám sát"))

    assert found.facts.trich_yeu.value == "Lịch làm việc của Đoàn giám sát"
    assert "Đoàn giám sát thông báo lịch làm việc như sau." in {passage.text for passage in found.passages}


def test_a_portal_s_own_lines_before_the_document_are_left_out() -> None:
    portal = papers.body(
        "THƯ VIỆN MẪU", "Số hiệu:", "99/QĐ-UBND", "Ngày ban hành:", "03/12/2025", "Đang tải văn bản..."
    )

    found = papers.analysed([*portal, *papers.resolution()])

    assert (found.facts.code.value, found.facts.body.value) == ("12/2024/NQ-HĐND", "Hội đồng nhân dân tỉnh Lam Giang")


def test_organ_and_number_on_one_line_are_told_apart() -> None:
    blocks = [
        Block("UBND TỈNH LAM GIANG Số: 17/2025/QĐ-UBND"),
        Block("Lam Giang, ngày 09 tháng 12 năm 2025"),
        *papers.body("QUYẾT ĐỊNH", "Về mẫu"),
    ]

    answer = analyse.answer(papers.analysed(blocks))

    assert (answer["body"], answer["code"]) == ("UBND tỉnh Lam Giang", "17/2025/QĐ-UBND")


@pytest.mark.parametrize(
    ("said", "urgency"), [("HỎA TỐC", "HỎA TỐC"), ("KHẨN", "KHẨN"), ("ĐẾN", None), ("Số: 12", None)]
)
def test_a_stamp_of_the_first_page_says_how_urgent_a_document_is(said: str, urgency: str | None) -> None:
    stamp = Block(said, Region.stamp, Method.ocr, page=1)
    later = Block("HỎA TỐC", Region.stamp, Method.ocr, page=2)

    assert analyse.answer(papers.analysed([*papers.resolution(), stamp, later]))["urgency"] == urgency


@pytest.mark.parametrize("dust", [":", "* ", "+", "| "])
def test_dust_before_an_organ_is_no_part_of_its_name(dust: str) -> None:
    organ = ("HĐND TỈNH LAM GIANG", f"{dust} BAN PHÁP CHẾ")
    blocks = papers.head(organ=organ, number="Số: 5/BC-BPC", method=Method.ocr) + papers.body("BÁO CÁO", "Về mẫu")

    answer = analyse.answer(papers.analysed(blocks))

    assert (answer["body"], answer["parent_body"]) == ("Ban Pháp chế", "HĐND tỉnh Lam Giang")


@pytest.mark.parametrize("behind", ["6 Lũy, ngay 8", "ngày 20", ". _ —", "năm 2024"])
def test_what_a_scan_says_twice_behind_its_date_does_not_hide_it(behind: str) -> None:
    date = f"Lam Giang, ngày 09 tháng 12 năm 2024 {behind}"
    found = analyse.answer(
        papers.analysed([*papers.head(date=date, method=Method.ocr), *papers.body("KẾ HOẠCH", "Về mẫu")])
    )

    assert found["issue_date"] == "2024-12-09"


@pytest.mark.parametrize(("day", "known"), [("01/8/2019", None), ("01/01/2025", "2025-01-01")])
def test_a_day_of_effect_before_its_own_is_that_of_what_it_replaces(day: str, known: str | None) -> None:
    closing = (
        f"Nghị quyết này thay thế Nghị quyết số 15/2019/NQ-HĐND của HĐND tỉnh về mức chi, có hiệu lực từ ngày {day}."
    )
    blocks = [
        *papers.head(),
        *papers.body("NGHỊ QUYẾT", "Về mẫu", "Căn cứ Luật Mẫu năm 2015;", "Điều 1. Chi.", closing),
    ]

    found = papers.analysed(blocks).facts.effective_from.value

    assert (found.isoformat() if found else None) == known


@pytest.mark.parametrize(
    ("first", "below", "day"),
    [
        ("Lam Giang, ngày 9 tháng", "12 năm 2024", "2024-12-09"),
        ("Lam Giang, ngày", "09 tháng 12 năm 2024", "2024-12-09"),
        ("Lam Giang, ngày 09 tháng 12 năm", "2024", "2024-12-09"),
        ("Lam Giang, ngày    tháng    năm", "2024", None),
        ("Lam Giang, ngày 9 tháng", "BÁO CÁO", None),
    ],
)
def test_a_date_that_its_author_broke_is_one(first: str, below: str, day: str | None) -> None:
    header = papers.head(date=first)
    at = next(at for at, block in enumerate(header) if block.text == first)
    blocks = [
        *header[: at + 1],
        Block(below, Region.header_right),
        *header[at + 1 :],
        *papers.body("KẾ HOẠCH", "Về mẫu"),
    ]

    answer = analyse.answer(papers.analysed(blocks))

    assert (answer["issue_date"], answer["trich_yeu"]) == (day, "Về mẫu")


@pytest.mark.parametrize("region", [Region.header_left, Region.body], ids=["in-its-cell", "wider-than-its-cell"])
def test_a_number_that_stands_below_its_label_is_the_document_s(region: Region) -> None:
    blocks = [replace(one, text="Số:") if one.text.startswith("Số:") else one for one in papers.resolution()]
    at = next(i for i, one in enumerate(blocks) if one.text == "Số:")
    last = next(i for i, one in enumerate(blocks) if one.region is Region.body) if region is Region.body else at + 1
    number = Block("01/NQLT-TTHĐND-UBND-UBMTTQVN", region)

    found = papers.analysed([*blocks[:last], number, *blocks[last:]])

    assert analyse.answer(found)["code"] == "01/NQLT-TTHĐND-UBND-UBMTTQVN"
    assert all("NQLT" not in passage.text for passage in found.passages)
