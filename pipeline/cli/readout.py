"""What `hdnd check` and `hdnd receive` show a clerk of what was read: names and values as people write them."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from pipeline.cli.screen import err, worded

Words = Mapping[str, tuple[str, str]]

_NEEDED = frozenset({"body", "code", "issue_date", "doc_type", "trich_yeu", "signer_name"})
_FIELDS: Words = {
    "body": ("Cơ quan ban hành", "Issued by"),
    "parent_body": ("Cơ quan cấp trên", "Body above"),
    "level": ("Cấp", "Level"),
    "code": ("Số, ký hiệu", "Number"),
    "issue_date": ("Ngày ban hành", "Date of issue"),
    "place": ("Nơi ban hành", "Place"),
    "doc_type": ("Loại văn bản", "Type"),
    "trich_yeu": ("Trích yếu", "Title"),
    "signer_name": ("Người ký", "Signer"),
    "signer_title": ("Chức vụ", "Office"),
    "signing_form": ("Ký thay, thừa lệnh", "Signs for"),
    "n_dieu": ("Số điều", "Articles"),
    "first_legal_basis": ("Căn cứ đầu tiên", "First basis"),
    "addressee": ("Kính gửi", "Addressee"),
    "secrecy": ("Độ mật", "Secrecy"),
    "urgency": ("Độ khẩn", "Urgency"),
    "is_draft": ("Là dự thảo", "A draft"),
}
_LEVELS: Words = {"tinh": ("tỉnh", "province"), "huyen": ("huyện", "district"), "xa": ("xã", "commune")}
_SOURCES: Words = {
    "header": ("thông tin gói tin", "package header"),
    "text": ("chữ trong văn bản", "text"),
    "stamp": ("dấu số, dấu ngày", "stamp"),
    "ocr": ("nhận dạng từ bản quét", "OCR"),
    "file-name": ("tên tệp", "file name"),
    "signature": ("thời gian ký số", "time of signing"),
    "person": ("người duyệt", "a person"),
    "vocabulary": ("danh mục", "registry"),
}
_VERDICTS: Words = {
    "accept": ("Sẽ được nhận và công bố.", "Would be accepted and published."),
    "hold": ("Sẽ được giữ lại chờ người duyệt.", "Would be held for a person."),
    "refuse": ("Sẽ bị từ chối.", "Would be refused."),
    "seal": ("Sẽ bị niêm phong, không đọc.", "Would be sealed unread."),
}


def lines(answer: Mapping[str, Any]) -> Iterator[str]:
    """An answer of `check` in lines; what was not found is said only where a document must have it."""
    yield f"── {answer['file']}"
    for field, words in _FIELDS.items():
        value = answer.get(field)
        if value is not None or field in _NEEDED:
            first = (answer["sources"].get(field) or [{}])[0]
            yield f"   {worded(*words):20} {_value(field, value)}{_origin(first)}"
    for finding in answer["findings"]:
        mark = "!" if finding["severity"] != "note" else "·"
        yield f"   {mark} {finding['message']} [{finding['code']}]{_place(finding['place'])}"
    yield f"   ⇒ {worded(*_VERDICTS[answer['verdict']])}"


_PLACES = {"tệp": "file", "trang": "page", "dòng": "line"}
_COUNTED = re.compile(rf"\b(?:{'|'.join(_PLACES)})\b(?= \d)")  # a sheet may be called anything; these count


def _place(said: str) -> str:
    """Where in a package it was found: of five files a clerk has to know which one to send anew."""
    if not said:
        return ""
    return f" {worded(said, _COUNTED.sub(lambda found: _PLACES[found[0]], said))}"


def progress(*, by_thread: bool = True) -> Progress:
    """A bar with how many are done and how long the others will take.

    Not drawn by a thread, it moves where its owner says `refresh`: for work that forks.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    left = TextColumn(worded("còn lại", "left"))
    return Progress(*columns, left, console=err, transient=True, auto_refresh=by_thread)


def _value(field: str, value: Any) -> str:
    if value is None:
        return worded("chưa đọc được", "not found")
    if isinstance(value, bool):
        return worded("có", "yes") if value else worded("không", "no")
    if field == "issue_date":
        return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    return worded(*_LEVELS[value]) if field == "level" and value in _LEVELS else str(value)


def _origin(first: Mapping[str, Any]) -> str:
    if not first:
        return ""
    source = worded(*_SOURCES.get(first["source"], (first["source"],) * 2))
    sure = worded("chắc", "sure")
    return f"  ({source}, {sure} {first['sure'] * 100:.0f}%)"
