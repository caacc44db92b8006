"""A whole archive of the invented province, built by plain Pelican: four documents, many cases."""

import datetime as dt
import hashlib
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.archive import template
from pipeline.document import markdown, record, register
from pipeline.document.passage import Passage, PassageKind

REPOSITORY = Path(__file__).parents[2]
RECEIVED = dt.datetime(2024, 12, 20, 8, 12, tzinfo=dt.UTC)
SETTINGS = """\
site: {place: Tỉnh Lam Giang, office: Văn phòng Hội đồng nhân dân tỉnh Lam Giang, email: lienthong@lamgiang.example}
scope: {province: lam-giang}
"""
COUNCILS = """\
councils:
- {slug: lam-giang, name: Tỉnh Lam Giang, short: Lam Giang, level: tinh, kind: tinh, parent: null, organs: tinh}
- slug: an-khe-ha
  name: Xã An Khê Hạ
  short: An Khê Hạ
  level: xa
  kind: xa
  parent: lam-giang
  organs: xa
  valid_to: '2025-06-30'
"""
SENTENCE = "Ủy ban nhân dân tỉnh tổ chức thực hiện mức thu phí bến đò ngang và báo cáo kết quả với Hội đồng nhân dân."
WIDE = tuple(("Tên bến đò", *(f"Mức thu năm {year}" for year in range(2016, 2026))) for _ in range(3))
BODY = (
    Passage(PassageKind.can_cu, "Căn cứ Luật Phí và lệ phí ngày 25 tháng 11 năm 2015;"),
    Passage(PassageKind.centred, "QUYẾT NGHỊ:"),
    Passage(PassageKind.dieu, "Điều 1. Thông qua mức thu", "dieu-1", 3),
    Passage(PassageKind.khoan, f"1. {SENTENCE}", "dieu-1-khoan-1"),
    Passage(PassageKind.diem, f"a) {SENTENCE}", "dieu-1-khoan-1-diem-a"),
    Passage(PassageKind.signature, "CHỦ TỊCH"),
    Passage(PassageKind.part, "QUY ĐỊNH Mức thu phí", "qd", 2),
    Passage(PassageKind.chuong, "Chương I. QUY ĐỊNH CHUNG", "qd-chuong-1", 3),
    Passage(PassageKind.dieu, "Điều 1. Phạm vi", "qd-dieu-1", 4),
    Passage(PassageKind.paragraph, "Không phải đánh dấu: <b>1 * 2 * 3</b> & [liên kết](http://elsewhere.example)."),
    Passage(PassageKind.table, rows=WIDE),
)


def file_of(content: bytes, name: str) -> record.File:
    digest = hashlib.sha256(content).hexdigest()
    media = "application/pdf"
    return record.File(role="main", name=name, sha256=digest, size=len(content), media=media, ext="pdf", pages=2)


def version(number: int) -> record.Version:
    content = f"%PDF-1.7 phiên bản {number}\n".encode()
    return record.Version(
        receipt=f"TN-2024-00000{number}", received=RECEIVED, files=(file_of(content, f"ban {number}.pdf"),)
    )


def document(code: str, date: str, **changes: Any) -> record.Document:
    number, notation = code.split("/")
    made: dict[str, Any] = {
        "council": "lam-giang",
        "level": "tinh",
        "slug": code.lower().replace("/", "-").replace("đ", "d"),
        "organ": "hdnd",
        "organ_name": "Hội đồng nhân dân tỉnh",
        "number": number,
        "notation": notation,
        "code": code,
        "type": "nghi-quyet",
        "title": "Quy định mức thu phí bến đò ngang",
        "dates": record.Dates(issued=dt.date.fromisoformat(date)),
        "text": record.Text(method="text"),
        "versions": (version(1),),
    }
    return record.Document(**(made | changes))


WAS = (
    *BODY[:2],
    Passage(PassageKind.dieu, "Điều 1. Thông qua mức thu phí", "dieu-1", 3),
    Passage(PassageKind.khoan, "1. Mức thu là 5.000 đồng một lượt.", "dieu-1-khoan-1"),
    *BODY[4:],
)


Text = tuple[record.Document, tuple[Passage, ...]]


def documents() -> Iterator[Text]:
    yield document("12/NQ-HĐND", "2024-12-09", normative=True, versions=(version(1), version(2))), BODY
    gone = {"state": "withdrawn", "state_date": dt.date(2024, 12, 30), "state_reason": "Gửi nhầm"}
    yield document("09/NQ-HĐND", "2023-03-04", **gone), ()
    scan = {"council": "an-khe-ha", "level": "xa", "organ_name": "Hội đồng nhân dân xã"}
    read = record.Text(method="ocr", complete=False, confidence=0.87)
    yield document("07/NQ-HĐND", "2024-12-20", text=read, **scan), BODY[:4]
    yield document("58/BC-HĐND", "2024-07-30", type="bao-cao", oversight="bc-kq-gs", organ="doan-gs"), BODY[:4]


def make(root: Path, settings: str = SETTINGS, councils: str = COUNCILS, texts: Iterable[Text] | None = None) -> Path:
    """An archive that holds `texts`, or the four of this file; what is no longer the first version was `WAS`."""
    template.make(root)
    (root / "archive.yaml").write_text(settings, encoding="utf-8")
    bodies = root / "content/vocabulary/bodies.yaml"
    bodies.write_text(bodies.read_text(encoding="utf-8").split("councils:")[0] + councils, encoding="utf-8")
    lines, last = [], register.START
    for number, (made, passages) in enumerate(documents() if texts is None else texts, 1):
        path = root / "content/documents" / f"{made.address}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(markdown.write(made, passages, {1: WAS} if len(made.versions) > 1 else {}), encoding="utf-8")
        told = register.Publication(time=RECEIVED, event="published", document=made.address)
        line = register.sealed(told, seq=number, prev=last)
        lines.append(register.dumps(line))
        last = line.hash
    (root / register.FOLDER / register.PUBLICATIONS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    for number in (1, 2):
        content = f"%PDF-1.7 phiên bản {number}\n".encode()
        digest = hashlib.sha256(content).hexdigest()
        original = root / "content/originals" / digest[:2] / digest[2:4] / f"{digest}.pdf"
        original.parent.mkdir(parents=True, exist_ok=True)
        original.write_bytes(content)
    return root


def build(root: Path) -> Path:
    """Plain `pelican` in the archive's folder, with the repository's own program."""
    command = [sys.executable, "-m", "pelican", "--fatal", "errors"]
    subprocess.run(command, cwd=root, check=True, env={"PYTHONPATH": str(REPOSITORY), "PATH": "/usr/bin:/bin"})
    return root / "output"
