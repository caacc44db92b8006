"""A council's declaration as a table in its package: read as people fill it in, refused where it is unclear."""

import json
import re
from pathlib import Path

import docx
import pytest

from pipeline import errors
from pipeline.account.declared import DeclaredRow, rows
from pipeline.document import vocabulary
from samples.generator.packing import Envelope, package
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import CODES, ROOT, write_archive

WORDS = vocabulary.load(ROOT / "content/vocabulary")
HEAD = ("Năm", "Dãy số", "Số cuối", "Tổng số", "Không dùng", "Không gửi")


def row(*cells: str) -> list[DeclaredRow]:
    return rows([(HEAD, cells)], WORDS)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (("2026", "Nghị quyết cá biệt", "30", "", "3; 7–9", "12"), ("individual", 30, None, "3, 7-9", "12")),
        (("2026", "NGHỊ QUYẾT QUY PHẠM PHÁP LUẬT", "4", "-", "không", ""), ("normative", 4, None, "", "")),
        (("2026", "nghị quyết quy phạm", " 4 ", "", "", "0"), ("normative", 4, None, "", "")),
        (("2026", "Kế hoạch", "", "6", "", "Không có"), ("ke-hoach", None, 6, "", "")),
        (("2026", "ke-hoach", "Không", "0"), ("ke-hoach", None, 0, "", "")),
        (("2026", "individual", "0"), ("individual", 0, None, "", "")),
    ],
)
def test_a_row_is_read_as_people_fill_it_in(cells: tuple[str, ...], wanted: tuple[object, ...]) -> None:
    (found,) = row(*cells)

    assert (
        found.series,
        found.last,
        found.total,
        found.unused.replace(",", ", ").replace("  ", " "),
        found.withheld,
    ) == wanted
    assert found.year == 2026


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (("", "Nghị quyết cá biệt", "3"), "Năm"),
        (("2026-2027", "Nghị quyết cá biệt", "3"), "Năm"),
        (("2026", "Nghị quyết", "3"), "Dãy số"),
        (("2026", "", "3"), "Dãy số"),
        (("2026", "Nghị quyết các loại", "3"), "Dãy số"),
        (("2026", "Nghị quyết cá biệt", "khoảng 30"), "Số cuối"),
        (("2026", "Nghị quyết cá biệt", "３０"), "Số cuối"),
        (("2026", "Kế hoạch", "", "sáu"), "Tổng số"),
    ],
)
def test_a_cell_that_is_unclear_is_named_and_nothing_is_guessed(cells: tuple[str, ...], column: str) -> None:
    with pytest.raises(errors.UsageError, match=f"dòng 1, cột {column}"):
        row(*cells)


def test_columns_stand_in_any_order_below_a_title_and_empty_rows_say_nothing() -> None:
    table = (
        ("Khai báo sáu tháng", "", "", ""),
        ("DÃY", "Số không dùng", "năm", "ĐẾN SỐ"),
        ("Nghị quyết cá biệt", "2", "2026", "9"),
        ("", "", "", ""),
        ("Nghị quyết quy phạm", "", "2025", "1"),
    )

    assert rows([(("Họ tên", "Năm"), ("Sùng", "1990")), table], WORDS) == [
        DeclaredRow(2026, "individual", 9, None, "2", ""),
        DeclaredRow(2025, "normative", 1, None, "", ""),
    ]


@pytest.mark.parametrize(
    "table", [[], [("Năm", "Nội dung"), ("2026", "x")], [("Năm", "Dãy số"), ("2026", "Kế hoạch")], [HEAD]]
)
def test_a_package_without_such_a_table_declares_nothing(table: list[tuple[str, ...]]) -> None:
    with pytest.raises(errors.UsageError, match="không có bảng khai báo"):
        rows([table], WORDS)


@pytest.fixture(scope="module")
def declaring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that holds a letter with a table of declarations, and one whose second row is unclear."""
    folder = write_archive(tmp_path_factory.mktemp("khai") / "kho")
    office = Office(folder)
    for name, last in (("1.edxml", "30"), ("2.edxml", "ba mươi")):
        path = folder / "khai.docx"
        letter = docx.Document()
        letter.add_paragraph("V/v khai báo văn bản đã ban hành")
        table = letter.add_table(rows=0, cols=len(HEAD))
        for cells in (
            HEAD,
            ("2025", "Kế hoạch", "", "6", "", ""),
            ("2025", "Nghị quyết cá biệt", last, "", "3,7-9", ""),
        ):
            for cell, words in zip(table.add_row().cells, cells, strict=True):
                cell.text = words
        letter.save(str(path))
        sent = Envelope(CODES["phu-vinh"], "2026/01/06 09:00:00", "Văn Thư")
        paper = office.budget("phu-vinh", len(name) + len(last))
        (folder / "inbox" / name).write_bytes(package(paper, sent, [("khai-bao.docx", path.read_bytes())]))
        path.unlink()
    assert hdnd(folder, "receive").returncode == 0
    return folder


def test_the_table_of_a_held_package_is_declared_whole_or_not_at_all(declaring: Path) -> None:
    receipts = sorted(re.findall(r"TN-\d{4}-\d{6}", hdnd(declaring, "review", "list", "--json").stdout))
    ledger = declaring / "content/register/declarations.jsonl"

    unclear = hdnd(declaring, "declare", "--package", receipts[1], "--as", "Lê Thị Sông")
    assert unclear.returncode == 2 and "dòng 2, cột Số cuối: “ba mươi”" in unclear.stderr and not ledger.exists()

    done = hdnd(declaring, "declare", "--package", receipts[0], "--as", "Lê Thị Sông")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    said = [(line["council"], line["series"], line["last"], line["total"], line["unused"]) for line in lines]
    assert said == [("phu-vinh", "ke-hoach", None, 6, []), ("phu-vinh", "individual", 30, None, [3, 7, 8, 9])]
    assert all(receipts[0] in line["source"] for line in lines)
    for words in (("--package", receipts[0], "--last", "3"), ("phu-vinh", "2025"), ("--package", "TN-2026-999999")):
        assert hdnd(declaring, "declare", *words, "--as", "Lê Thị Sông").returncode == 2, words
