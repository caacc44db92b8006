import datetime as dt
from dataclasses import replace

import pytest

from pipeline import analyse
from pipeline.document import corrections
from pipeline.document.model import Block, Declared, Method, Severity
from tests.analyse import papers


def given(**values: object) -> Declared:
    facts: dict[str, object] = {
        "sender": "000.00.01.L77",
        "number": "12/2024",
        "notation": "NQ-HĐND",
        "issue_date": dt.date(2024, 12, 9),
        "subject": "Về chương trình giám sát năm 2025",
    }
    return Declared(**{**facts, **values})  # type: ignore[arg-type]


def codes(declared: Declared, **printed: str) -> set[str]:
    return {finding.code for finding in papers.analysed(papers.resolution(**printed), declared).findings}


def test_agreement_of_header_and_text_makes_a_fact_surer() -> None:
    alone = papers.analysed(papers.resolution())
    both = papers.analysed(papers.resolution(), given())

    assert both.facts.code.claims[0].sure > alone.facts.code.claims[0].sure
    assert [claim.source for claim in both.facts.code.claims] == ["text", "header"]
    assert both.findings == ()


@pytest.mark.parametrize(
    "declared",
    [
        given(number="012/2024"),
        given(notation="NQ-HDND"),
        given(notation="nq-hđnd"),
        given(notation="NQ – HĐND"),
        given(subject="CHƯƠNG TRÌNH GIÁM SÁT NĂM 2025"),
        given(subject="V/v chương trình giám sát năm 2025."),
        given(subject="Nghị quyết về chương trình giám sát năm 2025"),
        given(subject="NGHỊ QUYẾT: Về việc chương trình giám sát năm 2025"),
        given(subject="Nghị quyết chương trình giám sát năm 2025"),
    ],
    ids=["zero", "stroke", "case", "dash", "capitals", "mark", "type", "type in capitals", "type alone"],
)
def test_spelling_is_no_disagreement(declared: Declared) -> None:
    assert papers.analysed(papers.resolution(), declared).findings == ()


@pytest.mark.parametrize(
    ("declared", "code", "severity"),
    [
        (given(number="13/2024"), "number-disagrees", Severity.hold),
        (given(issue_date=dt.date(2024, 12, 10)), "date-disagrees", Severity.hold),
        (given(sender="000.00.05.L77"), "council-disagrees", Severity.hold),
        (given(subject="Phê duyệt một kế hoạch hoàn toàn khác của huyện"), "title-disagrees", Severity.note),
        (given(subject="Báo cáo về chương trình giám sát năm 2025"), "title-disagrees", Severity.note),
    ],
    ids=["number", "date", "council", "title", "type in title"],
)
def test_disagreement_is_a_finding_and_both_claims_stay(declared: Declared, code: str, severity: Severity) -> None:
    found = papers.analysed(papers.resolution(), declared)

    assert [(finding.code, finding.severity) for finding in found.findings] == [(code, severity)]
    assert found.facts.code.value == "12/2024/NQ-HĐND"


def test_what_the_page_leaves_blank_comes_from_the_header() -> None:
    blocks = papers.resolution(number="Số: /2024/NQ-HĐND", date="Lam Giang, ngày tháng 12 năm 2024")

    answer = analyse.answer(papers.analysed(blocks, given()))

    assert (answer["code"], answer["issue_date"], answer["is_draft"]) == ("12/2024/NQ-HĐND", "2024-12-09", False)
    assert [said["source"] for said in answer["sources"]["code"]] == ["header"]


def scan(number: str, date: str = "Lam Giang, ngày 09 tháng 12 năm 2024") -> list[Block]:
    return [
        *papers.head(number=number, date=date, method=Method.ocr),
        *papers.body("QUYẾT ĐỊNH", "Về mẫu", "Điều 1. Một", method=Method.ocr),
    ]


def test_ocr_that_differs_from_the_header_only_lowers_the_certainty() -> None:
    found = papers.analysed(scan("Số: 17/QĐ-HĐND"), given(number="12", notation="QĐ-HĐND"))

    assert [claim.source for claim in found.facts.code.claims] == ["header", "ocr"]
    assert "number-disagrees" not in {finding.code for finding in found.findings}


def test_a_number_read_by_ocr_alone_is_only_a_proposal() -> None:
    found = papers.analysed(scan("Số: 17/QĐ-HĐND"))

    assert found.facts.code.claims[0].sure < 0.5
    assert found.facts.issue_date.claims[0].sure < 0.5


@pytest.mark.parametrize(
    ("seen", "name", "code"),
    [
        ("Số: 0† /QĐ-HĐND", "04 QD.signed.pdf", "04/QĐ-HĐND"),
        ("Số: #6 /QĐ-HĐND", "quyet-dinh-46-qd-hdnd.pdf", "46/QĐ-HĐND"),
        ("Số:/6 /QĐ-HĐND", "16-qd.pdf", "16/QĐ-HĐND"),
        ("Sô/1† /QĐĐ-HĐND", "11QD.pdf", "11/QĐ-HĐND"),
        ("Số: 1† /QĐ-HĐND", "quet-14-2024-QD-HDND.jpg", "14/QĐ-HĐND"),
        ("Số: 5† /QĐ-HĐND", "04-qd.pdf", None),
        ("Số: †† /QĐ-HĐND", "04-ttr.pdf", None),
        ("Số: †† /QĐ-HĐND", "van-ban-05.pdf", None),
    ],
    ids=["agrees", "partly", "torn", "torn and doubled", "with year", "contradicts", "other type", "no type"],
)
def test_a_file_name_helps_where_handwriting_cannot_be_read_and_nothing_contradicts(
    seen: str, name: str, code: str | None
) -> None:
    found = papers.analysed(scan(seen), name=name)

    assert found.facts.code.value == code


def test_a_file_name_alone_numbers_nothing() -> None:
    blocks = [block for block in papers.resolution() if block.region.value == "body"]

    assert papers.analysed(blocks, name="04-NQ-HDND.pdf").facts.code.value is None


def test_a_file_name_never_overrides_a_number_that_was_read() -> None:
    found = papers.analysed(scan("Số: 14/QĐ-HĐND"), name="quet-2024-QD-HDND-15-QD.jpg")

    assert found.facts.code.value == "14/QĐ-HĐND"


@pytest.mark.parametrize("day", ["3|", "'3", "0đ", "†"])
def test_a_day_that_ocr_did_not_read_whole_is_no_date(day: str) -> None:
    found = papers.analysed(scan("Số: 7/QĐ-HĐND", f"Lam Giang, ngày {day} tháng 12 năm 2024"))

    assert found.facts.issue_date.value is None


def test_what_a_person_decides_goes_first_and_settles_the_disagreement() -> None:
    found = papers.analysed(papers.resolution(), given(number="13/2024"))

    settled = corrections.applied(found, {"code": "13/2024/NQ-HĐND"}, papers.vocabulary())

    assert (settled.facts.code.value, settled.facts.number.value) == ("13/2024/NQ-HĐND", "13")
    assert [claim.source for claim in settled.facts.code.claims][:2] == ["person", "text"]
    assert settled.findings == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"number": "13"}, "13/2024/NQ-HĐND"),
        ({"number": "13/2025"}, "13/2025/NQ-HĐND"),
        ({"notation": "QĐ-HĐND"}, "12/2024/QĐ-HĐND"),
    ],
)
def test_a_number_said_without_its_year_keeps_the_year_that_was_read(said: dict[str, str], code: str) -> None:
    settled = corrections.applied(papers.analysed(papers.resolution()), said, papers.vocabulary())

    assert settled.facts.code.value == code


@pytest.mark.parametrize("said", [{"number": "13"}, {"notation": "NQ-HĐND"}])
def test_half_a_number_makes_no_code(said: dict[str, str]) -> None:
    body = [block for block in papers.resolution() if block.region.value == "body"]

    assert corrections.applied(papers.analysed(body), said, papers.vocabulary()).facts.code.value is None


@pytest.mark.parametrize(("sure", "code"), [(1.0, "14/QĐ-HĐND"), (0.6, "14/QĐ-HĐND"), (0.3, None)])
def test_a_number_that_a_pen_wrote_is_not_proposed(sure: float, code: str | None) -> None:
    blocks = [replace(b, confidence=sure) if b.text.startswith("Số") else b for b in scan("Số: 14/QĐ-HĐND")]

    assert papers.analysed(blocks).facts.code.value == code


@pytest.mark.parametrize(("sure", "first"), [(1.0, "14/QĐ-HĐND"), (0.7, "15/QĐ-HĐND"), (0.3, "15/QĐ-HĐND")])
def test_a_number_and_another_in_the_file_name_are_both_shown_the_surer_first(sure: float, first: str) -> None:
    blocks = [replace(b, confidence=sure) if b.text.startswith("Số") else b for b in scan("Số: 14/QĐ-HĐND")]

    found = papers.analysed(blocks, name="15-qd.pdf").facts.code.claims

    assert found[0].value == first and "15/QĐ-HĐND" in [claim.value for claim in found]


@pytest.mark.parametrize(
    "name",
    [
        "45_qd.pdf",
        "QD_45_HDND_12.07.2023_trambom.pdf",
        "4512.07.2023_07h26p22_signed.pdf",
        "45 qd hdnd.pdf",
        "QD45_x.pdf",
    ],
)
def test_every_way_to_write_a_number_into_a_file_name_is_read(name: str) -> None:
    assert papers.analysed(scan("Số: †† /QĐ-HĐND"), name=name).facts.code.value in ("45/QĐ-HĐND", None)
    assert papers.analysed(scan("Số: 4† /QĐ-HĐND"), name=name).facts.code.value == "45/QĐ-HĐND"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("v2-qd.pdf", False), ("bao cao v15 qd.pdf", False), ("15 qdinh chi tiet.pdf", False), ("15-qdtu.pdf", False),
        ("15-qd.pdf", True), ("15qdhdnd.pdf", True), ("15_QD-TTHDND.pdf", True), ("15qd2024.pdf", True),
    ],
)  # fmt: skip
def test_a_version_or_another_word_in_a_file_name_is_no_number(name: str, says: bool) -> None:
    found = papers.analysed(scan("Số: 1† /QĐ-HĐND"), name=name).facts.code.value

    assert (found == "15/QĐ-HĐND") is says


@pytest.mark.parametrize(
    ("name", "day"),
    [("x_12.12.2024_07h26.pdf", "2024-12-12"), ("x_12.11.2024.pdf", None), ("x_12.12.2023.pdf", None), ("x.pdf", None)],
)
def test_a_day_of_the_file_name_counts_where_the_printed_month_and_year_agree(name: str, day: str | None) -> None:
    blocks = scan("Số: 7/QĐ-HĐND", "Lam Giang, ngày †† tháng 12 năm 2024")

    issued = papers.analysed(blocks, name=name).facts.issue_date.value

    assert issued == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("month", "name"), [("02", "x_30.02.2024.pdf"), ("6", "31.06.2024 QD.pdf"), ("11", "x_31-11-2024.pdf")]
)
def test_a_day_of_no_calendar_in_a_file_name_is_no_reading(month: str, name: str) -> None:
    effect = Block("Điều 1. Quyết định này có hiệu lực kể từ ngày ký.", method=Method.ocr)
    blocks = [*scan("Số: 7/QĐ-HĐND", f"Lam Giang, ngày †† tháng {month} năm 2024"), effect]

    found = papers.analysed(blocks, name=name).facts

    assert not found.issue_date.claims
    assert not found.effective_from.claims
