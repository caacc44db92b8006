"""Where a reading stands on its page: found again by its words, in percent of the page's picture."""

import pytest

from pipeline.desk import places
from pipeline.document.facts import Claim, Facts
from pipeline.document.model import Analysis, Block, Extraction, Region

A4 = (600.0, 800.0)
HEAD = (
    Block("HỘI ĐỒNG NHÂN DÂN", Region.header_left, page=1, box=(60, 760, 180, 780)),
    Block("XÃ CẨM BÌNH", Region.header_left, page=1, box=(80, 740, 160, 758)),
    Block("Số: 07/NQ-HĐND", Region.header_left, page=1, box=(75, 720, 165, 735)),
    Block("Cẩm Bình, ngày 05 tháng 9 năm 2025", Region.header_right, page=1, box=(330, 720, 510, 735)),
    Block("NGHỊ QUYẾT", page=1, box=(250, 690, 350, 705)),
    Block("Về mức thu phí bến bãi", page=1, box=(200, 670, 400, 685)),
    Block("và lệ phí chợ năm 2026", page=1, box=(210, 650, 390, 665)),
    Block("Căn cứ Nghị quyết số 17/NQ-HĐND ngày 15 tháng 9 năm 2025;", page=1, box=(60, 600, 540, 615)),
    Block("Nghị quyết có hiệu lực từ ngày 01/01/2026.", page=2, box=(60, 300, 540, 340)),
    Block("Tạ Minh Vinh", Region.signature, page=2, box=(330, 100, 430, 120)),
)


def placed(
    name: str, value: str, *blocks: Block, body: str = "Hội đồng nhân dân xã Cẩm Bình"
) -> places.FieldMark | None:
    facts = {name: (Claim(value, "ocr", 0.9),), "body": (Claim(body, "ocr", 0.9),)}
    analysis = Analysis(Facts.of(facts), main_file="main")
    read = [None, Extraction("main", "application/pdf", blocks or HEAD, pages=2)]
    return next(iter(places.marks(analysis, read, lambda at, page: A4, [name])), None)


@pytest.mark.parametrize(
    ("name", "value", "page", "box"),
    [
        ("code", "07/NQ-HĐND", 1, (12.5, 8.12, 15.0, 1.88)),
        ("issue_date", "2025-09-05", 1, (55.0, 8.12, 30.0, 1.88)),
        ("trich_yeu", "Về mức thu phí bến bãi và lệ phí chợ năm 2026", 1, (33.33, 14.38, 33.33, 4.38)),
        ("trich_yeu", "VỀ MỨC THU PHÍ BẾN BÃI", 1, (33.33, 14.38, 33.33, 1.88)),
        ("doc_type", "Nghị quyết", 1, (41.67, 11.88, 16.67, 1.88)),
        ("council", "cam-binh", 1, (10.0, 2.5, 20.0, 5.0)),
        ("effective_from", "2026-01-01", 2, (10.0, 57.5, 80.0, 5.0)),
        ("signer_name", "Tạ Minh Vinh", 2, (55.0, 85.0, 16.67, 2.5)),
    ],
)
def test_a_fact_is_marked_where_its_words_stand(
    name: str, value: str, page: int, box: tuple[float, float, float, float]
) -> None:
    mark = placed(name, value)

    assert mark is not None
    assert (mark.file, mark.page) == (1, page)
    assert (mark.left, mark.top, mark.width, mark.height) == pytest.approx(box, abs=0.02)


@pytest.mark.parametrize(
    ("name", "value", "sheet"),
    [
        ("code", "32/NQ-HĐND", "Số: 32 /NQ-HĐND"),
        ("code", "32/NQ-HĐND", "Số : 32/NQ – HĐND"),
        ("code", "32/NQ-HĐND", "Số:32/NQ-\u00a0HĐND"),
        ("code", "32/2026/NQ-HĐND", "Số: 32 / 2026 / NQ—HĐND"),
        ("trich_yeu", "Về phí chợ (loại 2), bến bãi", "Về phí  chợ ( loại 2 ) , bến bãi"),
        ("signer_name", "H’Lan Niê - Kdăm", "H ’ Lan Niê–Kdăm"),
        ("issue_date", "2026-09-03", "Nà Hin , ngày 03  tháng 9 năm 2026"),
    ],
)
def test_blanks_and_dashes_that_a_recogniser_sets_hide_no_place(name: str, value: str, sheet: str) -> None:
    assert placed(name, value, Block(sheet, page=1, box=(60, 700, 200, 720))) is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", "7/NQ-HĐND"),  # stands in 07/NQ-HĐND and 17/NQ-HĐND as a piece only
        ("issue_date", "2025-09-15x"),
        ("issue_date", "2025-05-09"),
        ("signer_name", ""),
        ("oversight", "khong-co-o-dau"),
    ],
)
def test_what_stands_nowhere_is_marked_nowhere(name: str, value: str) -> None:
    assert placed(name, value) is None


def test_a_file_without_pages_has_no_marks() -> None:
    assert placed("code", "07/NQ-HĐND", Block("Số: 07/NQ-HĐND")) is None
