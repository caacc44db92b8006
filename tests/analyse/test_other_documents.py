"""A package is one document: a second head with a number of its own is told, what comes along for reading is not."""

from collections.abc import Sequence

import pytest

from pipeline.document.model import Block, Declared, Method, Role
from tests.analyse import papers

OTHER = papers.resolution("Về mức thu phí chợ", number="Số: 13/2024/NQ-HĐND")
REPORT = [*papers.head(number="Số: 45/BC-HĐND"), *papers.body("BÁO CÁO", "Thẩm tra dự thảo nghị quyết")]
IN_ONE_LINE = papers.body(
    "HỘI ĐỒNG NHÂN DÂN TỈNH LAM GIANG Số: 13/NQ-HĐND Lam Giang, ngày 09 tháng 12 năm 2024",
    "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "NGHỊ QUYẾT",
)
CITED = papers.body(
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Mẫu: theo Nghị quyết số 13/2024/NQ-HĐND", "Số: …/NQ-HĐND", "1. Họ và tên"
)
FAR = papers.body("Số: 13/2024/NQ-HĐND", *["Một dòng của mẫu."] * 9, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
AGAIN = [*papers.head(number="Số: 12/2024/NQ-HĐND"), *papers.body("QUY CHẾ", "Điều 1. Phạm vi")]
SCANNED = papers.head(number="Số: 17/2024/NQ-HĐND", method=Method.ocr)

SECOND = {"a second resolution": (OTHER, True), "its head in one line": (IN_ONE_LINE, True)}
ALONG = {
    "a report for reading": (REPORT, False),
    "a form and a citation": (CITED, False),
    "a number far above a motto": (FAR, False),
    "the same head once more": (AGAIN, False),
    "a number that only OCR saw": (SCANNED, False),
}


@pytest.mark.parametrize("bound", [False, True], ids=["as a file", "in one file"])
@pytest.mark.parametrize(("more", "told"), {**SECOND, **ALONG}.values(), ids=[*SECOND, *ALONG])
def test_another_document_in_the_package_is_told(more: Sequence[Block], *, told: bool, bound: bool) -> None:
    own = papers.resolution()
    files = [("a.pdf", Role.main, [*own, *more])] if bound else [("a.pdf", Role.main, own), ("b.pdf", Role.other, more)]

    found = papers.of_files(files)

    assert [one.place for one in found.findings if one.code == "second-document"] == [files[-1][0]] * told


def test_reports_beside_a_report_are_told_by_their_own_kind() -> None:
    report = [*papers.head(number="Số: 44/BC-HĐND"), *papers.body("BÁO CÁO", "Kết quả giám sát", "Điều gì đó.")]

    found = papers.of_files([("a.pdf", Role.main, report), ("b.pdf", Role.annex, REPORT)], Declared())

    assert "second-document" in {one.code for one in found.findings}
