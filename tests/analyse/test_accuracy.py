import json
from pathlib import Path

import pytest

from benchmarks import accuracy
from benchmarks import gold as invented
from docs import accuracy_page
from tests.shared import SHARED

PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><body>
<table><tr><td>HỘI ĐỒNG NHÂN DÂN<br>TỈNH LAM GIANG</td>
<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td></tr>
<tr><td>Số: 12/2024/NQ-HĐND</td><td>Lam Giang, ngày 09 tháng 12 năm 2024</td></tr></table>
<p align="center"><b>NGHỊ QUYẾT</b></p><p align="center"><b>Về kế hoạch mẫu năm 2025</b></p>
<p>Căn cứ Luật Mẫu ngày 19 tháng 6 năm 2015;</p><p align="center">QUYẾT NGHỊ:</p>
<p>Điều 1. Phạm vi</p><p>Nội dung của điều thứ nhất.</p><p>Điều 2. Hiệu lực</p><p>Nội dung của điều thứ hai./.</p>
<table><tr><td>Nơi nhận:<br>- Lưu: VT.</td><td>CHỦ TỊCH<br>Nguyễn Văn Mẫu</td></tr></table></body></html>"""


def gold(folder: Path, **wanted: object) -> Path:
    """A gold folder of one page; what is not given is null."""
    (folder / "mau.html").write_text(PAGE, encoding="utf-8")
    line = {"path": "mau.html", "kind": "portal-html", **dict.fromkeys(accuracy.FIELDS), **wanted}
    (folder / "gold.jsonl").write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def test_a_file_is_scored_by_the_way_of_check(tmp_path: Path) -> None:
    folder = gold(
        tmp_path,
        code="12/2024/NQ-HDND",
        issue_date="2024-12-10",
        addressee="Sở Tài chính",
        n_dieu=2,
        trich_yeu="VỀ KẾ HOẠCH MẪU NĂM 2025",
        signer_name="Nguyễn Văn Mẫu",
    )

    (found,) = accuracy.answers(folder, accuracy.ROOT)
    outcomes = {name: field["outcome"] for name, field in found["fields"].items()}

    assert found["kind"] == "born-digital"
    assert {outcomes[name] for name in ("code", "n_dieu", "trich_yeu", "signer_name")} == {"right"}
    assert (outcomes["issue_date"], outcomes["addressee"], outcomes["place"], outcomes["secrecy"]) == (
        "wrong",
        "missing",
        "false",
        "silent",
    )


@pytest.mark.parametrize(
    ("name", "wanted", "said", "same"),
    [
        ("number", "06", "6", True),
        ("code", "12/2024/NQ-HĐND", "12/2024/NQ – HDND", True),
        ("code", "12/2024/NQ-HĐND", "12/NQ-HĐND", False),
        ("issue_date", "2024-12-09", "2024-12-9", False),
        ("body", "Ủy ban nhân dân", "UỶ BAN NHÂN DÂN", True),
        ("trich_yeu", "Về việc ban hành quy chế mẫu của tỉnh", "Về việc ban hành quy chế mẫu của tỉnh.", True),
        ("trich_yeu", "Về việc ban hành quy chế", "Về việc bãi bỏ", False),
    ],
)
def test_answers_are_compared_as_the_rules_say(name: str, wanted: str, said: str, same: bool) -> None:
    assert accuracy.same(name, wanted, said) is same


@pytest.mark.long
def test_facts_of_real_documents_are_read_right_or_not_at_all() -> None:
    folders = [SHARED / "corpus"] if SHARED and (SHARED / "corpus" / "gold.jsonl").is_file() else []
    for folder in folders:
        found = list(accuracy.answers(folder, accuracy.ROOT))
        for kind, least in (("born-digital", 0.97), ("scans", 0.75)):
            counted = accuracy.score([one for one in found if one["kind"] == kind])
            total = {o: sum(outcomes[o] for outcomes in counted.values()) for o in accuracy.OUTCOMES}
            assert total["right"] >= least * (total["right"] + total["missing"] + total["wrong"]), kind
            assert total["wrong"] + total["false"] <= 6, kind


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """What is read of the project's own gold, four scans among it."""
    folder = tmp_path_factory.mktemp("gold")
    invented.write(folder, scans=4)
    return list(accuracy.answers(folder, folder / "kho"))


@pytest.mark.long
def test_the_own_gold_is_read_no_worse_than_the_published_figures_say(own: list[dict[str, object]]) -> None:
    published = json.loads(accuracy.PUBLISHED.read_text(encoding="utf-8"))["invented"]["files"]
    for file, row in accuracy.by_file(own).items():
        stated = row["right"] + row["missing"] + row["wrong"]
        before = published[file]["right"] / sum(published[file][name] for name in ("right", "missing", "wrong"))
        # A few scans are a small sample of the published ones; of other files the very same ones are read.
        assert row["right"] / stated >= before - (0.05 if file == "scan" else 0), file
        if file != "scan":
            assert (row["wrong"], row["false"]) == (0, 0), file


@pytest.mark.long
def test_no_scan_is_published_unconfirmed(own: list[dict[str, object]]) -> None:
    scans = [one for one in own if one["file"] == "scan"]

    assert len(scans) == 4 and all(one["held"] for one in scans)


@pytest.mark.long
def test_what_is_answered_otherwise_than_in_the_last_run_is_named(own: list[dict[str, object]]) -> None:
    last = json.loads(json.dumps(own))
    last[0]["fields"]["code"] |= {"said": None, "outcome": "missing"}

    assert list(accuracy.changes(last, own)) == [(own[0]["path"], "code", "missing", "right")]
    assert list(accuracy.changes(own, own)) == []


@pytest.mark.long
def test_the_public_page_counts_what_the_figures_say(own: list[dict[str, object]]) -> None:
    shown = accuracy_page.page({"invented": {"measured": "2026-11-28", **accuracy.figures(own)}})

    row = accuracy.by_file(own)["pdf"]
    assert "Đo ngày 28/11/2026" in shown
    counts = " | ".join(str(row[name]) for name in ("documents", "right", "missing", "wrong", "false"))
    assert f"| PDF từ máy soạn thảo | {counts} |" in shown
