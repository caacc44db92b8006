import json
from pathlib import Path

import pytest

from benchmarks import accuracy
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
