"""The public page "Độ chính xác khi đọc", from the figures that `python -m benchmarks.accuracy --publish` keeps."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).parents[1] / "benchmarks/accuracy.json"
_SETS = {
    "real": (
        "Tài liệu thật",
        "Văn bản thật của nhiều cơ quan, người đọc từng trang để biết đáp án; không nằm trong cơ sở dữ liệu này.",
    ),
    "invented": (
        "Tài liệu dựng để thử",
        "Văn bản do dự án tự soạn ở một tỉnh không có thật, nên đáp án biết trước; "
        "bản quét có số, ngày viết tay, dấu đến, nghiêng và bẩn.",
    ),
}  # fmt: skip
_FILES = {
    "born-digital": "PDF từ máy soạn thảo", "pdf": "PDF từ máy soạn thảo",
    "pdf-stamped": "PDF, số và ngày đóng bằng dấu điện tử", "docx": "Word", "docx-numbered": "Word, đánh số tự động",
    "word": "Word", "portal-text": "Văn bản chữ của cổng thông tin",
    "portal-html (content root only)": "Trang của cổng thông tin", "image": "Ảnh chụp", "scan": "PDF quét",
}  # fmt: skip
_KINDS = {"born-digital": "Tệp điện tử", "scans": "Bản quét"}
_FIELDS = {
    "body": "Cơ quan ban hành", "parent_body": "Cơ quan cấp trên", "level": "Cấp", "number": "Số",
    "notation": "Ký hiệu", "code": "Số, ký hiệu", "issue_date": "Ngày ban hành", "place": "Nơi ban hành",
    "doc_type": "Loại văn bản", "trich_yeu": "Trích yếu", "signer_name": "Người ký", "signer_title": "Chức vụ",
    "signing_form": "Ký thay, thừa lệnh", "n_dieu": "Số điều", "first_legal_basis": "Căn cứ đầu tiên",
    "addressee": "Kính gửi", "secrecy": "Độ mật", "urgency": "Độ khẩn", "is_draft": "Là dự thảo hay không",
}  # fmt: skip
_HEAD = """title: Độ chính xác khi đọc
slug: do-chinh-xac
tables: figures
summary: Máy đọc đúng, bỏ trống và đọc sai bao nhiêu, theo từng loại tệp và từng thông tin.

<!-- Written from benchmarks/accuracy.json by python -m docs.generate. -->

Số, ngày, cơ quan, trích yếu và các thông tin khác trên trang do chương trình đọc từ tệp gốc. Trang này cho biết
chương trình đọc đúng đến đâu, đo trên những văn bản đã biết trước đáp án.

- **Đúng**: đọc được và giống văn bản.
- **Bỏ trống**: văn bản có ghi, chương trình không đọc chắc nên để trống; người duyệt sẽ điền.
- **Sai**: đọc thành giá trị khác.
- **Bịa**: văn bản không ghi mà chương trình lại ghi.

Bản quét luôn chờ người duyệt trước khi công bố, vì số và ngày thường viết tay; giá trị đọc từ bản quét chỉ là
gợi ý cho người duyệt.
"""
_COLUMNS = ("right", "missing", "wrong", "false")


def page(figures: dict[str, Any] | None = None) -> str:
    """content/pages/do-chinh-xac.md."""
    said = figures if figures is not None else json.loads(FIGURES.read_text(encoding="utf-8"))
    lines = [_HEAD]
    for name, (title, note) in _SETS.items():
        if name in said:
            lines += _set(title, note, said[name])
    return "\n".join([*lines, ""])


def _set(title: str, note: str, said: dict[str, Any]) -> Iterator[str]:
    year, month, day = said["measured"].split("-")
    yield from (f"## {title}", "", f"{note} Đo ngày {day}/{month}/{year}.", "")
    yield from (
        "| Loại tệp | Văn bản | Đúng | Bỏ trống | Sai | Bịa | Tỷ lệ đúng |",
        "|---|---|---|---|---|---|---|",
    )
    for file, row in said["files"].items():
        yield f"| {_FILES.get(file, file)} | {row['documents']} | {_counts(row)} | {_share(row)} |"
    for kind, fields in said["fields"].items():
        if fields:
            yield from ("", f"### {_KINDS[kind]}: theo từng thông tin", "")
            yield from ("| Thông tin | Đúng | Bỏ trống | Sai | Bịa | Tỷ lệ đúng |", "|---|---|---|---|---|---|")
            known = ((_FIELDS[name], fields[name]) for name in _FIELDS if name in fields)
            yield from (f"| {label} | {_counts(row)} | {_share(row)} |" for label, row in known)
    yield ""


def _counts(row: dict[str, int]) -> str:
    return " | ".join(str(row[name]) for name in _COLUMNS)


def _share(row: dict[str, int]) -> str:
    """Right of what the documents state; a dash where they state nothing."""
    stated = row["right"] + row["missing"] + row["wrong"]
    return f"{row['right'] / stated:.1%}".replace(".", ",") if stated else "–"
