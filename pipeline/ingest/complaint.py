"""The mail by which a reader reports an error: the site's form, filled in, or any other words.

The form stands on every document's page and on "Báo sai sót" (`plugins/archive_pages/document_page.py`,
theme/templates/page_report.html). What is not found is left empty: the words are kept whole.
"""

import datetime as dt
import email.policy
import email.utils
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import Message
from typing import Any

from lxml import html

from pipeline import errors, text
from pipeline.document import addresses

LARGEST = 10 << 20  # bytes of a message; a reader's report with a photograph has one or two
_ANCHOR = re.compile(r"#((?:[a-z]+-)*(?:dieu|khoan|diem|chuong|muc|phan)-[a-z0-9-]+)")
_PLACE = re.compile(
    r"^[>\s]*(?:Điều, khoản, điểm|Chỗ sai \(điều, khoản hoặc mục\))[ \t]*:[ \t]*(.*)$", re.MULTILINE | re.I
)
_BLOCK = re.compile(r"(<(?:br|/?(?:p|div|li|tr|table|blockquote|h[1-6]))\b[^>]*>)", re.I)
_CELL = re.compile(r"(<t[dh]\b[^>]*>)", re.I)
_WORDS = {"dieu": "Điều", "khoan": "khoản", "diem": "điểm", "chuong": "Chương", "muc": "Mục", "phan": "Phần"}


_HEADERS = ("From", "To", "Subject", "Date", "Message-ID")


@dataclass(frozen=True, slots=True)
class ReportMessage:
    """What a message says; `document` is an address, `place` a provision in the reporter's words."""

    words: str
    reporter: str = ""
    contact: str = ""
    document: str | None = None
    place: str | None = None
    sent: dt.datetime | None = None


def read(data: bytes, name: str) -> ReportMessage:
    """Read a message.

    Raises:
        UsageError: it is too large, or no message: without a sender and a text, or without any header of one, as a PDF
            taken by mistake is; its number would stand in the register for ever.
    """
    if len(data) > LARGEST:
        raise errors.UsageError(
            what=f"{name}: thư lớn hơn {LARGEST >> 20} MB", what_en=f"{name}: a message of more than {LARGEST >> 20} MB"
        )
    plainly = email.message_from_bytes(data)
    message = _tried(lambda: email.message_from_bytes(data, policy=email.policy.default), plainly)
    reporter, contact = email.utils.parseaddr(_header(message, "From"))
    words = _body(message)
    if (not contact and not words) or not any(_header(message, name) for name in _HEADERS):
        raise errors.UsageError(
            what=f"{name}: không phải thư điện tử (.eml), không thấy người gửi và nội dung",
            what_en=f"{name}: no mail (.eml), neither a sender nor a text is in it",
        )
    said = "\n".join([_header(message, "Subject"), words])
    return ReportMessage(words, text.one_line(reporter), contact, addresses.first(said), place(said), _sent(message))


def place(said: str) -> str | None:
    """The provision: what stands behind the form's line, else what a link's anchor names."""
    written = [text.one_line(line) for line in _PLACE.findall(said)]
    anchor = _ANCHOR.search(said)
    return next(filter(None, written), None) or (_spoken(anchor[1]) if anchor else None)


def _spoken(anchor: str) -> str:
    """dieu-5-khoan-2-diem-a → Điều 5, khoản 2, điểm a."""
    steps = re.findall(r"(dieu|khoan|diem|chuong|muc|phan)-([a-z0-9]+)", anchor)
    return ", ".join(f"{_WORDS[kind]} {'đ' if number == 'dd' else number}" for kind, number in steps)


def _body(message: Message) -> str:
    part: Any = _tried(lambda: message.get_body(("plain", "html")), message)  # type: ignore[attr-defined]
    if part is None:
        return ""
    written = _written(part)
    if written.strip() and _tried(part.get_content_subtype, "") == "html":
        written = _in_lines(written)
    return text.clean(written).strip()


def _in_lines(written: str) -> str:
    """The words of HTML, a block or what stands behind a <br> on a line of its own: the form is read line by line."""
    broken = _CELL.sub(r" \1", _BLOCK.sub(r"\n\1", " ".join(written.split())))
    tree: Any = html.fromstring(f"<div>{broken}</div>")  # a root of our own: a declaration or a comment alone has none
    for hidden in tree.xpath(".//style | .//script | .//comment()"):
        hidden.drop_tree()
    lines = (" ".join(line.split()) for line in str(tree.text_content()).split("\n"))
    return "\n".join(filter(None, lines))


def _written(part: Any) -> str:
    """The words of a part: UTF-8 where the bytes are, whatever charset is said or left out."""
    raw = _tried(lambda: part.get_payload(decode=True), None)
    raw = raw if isinstance(raw, bytes) else b""
    if raw.isascii() or _tried(lambda: raw.decode("utf-8"), None) is None:
        return str(_tried(part.get_content, raw.decode("utf-8", "replace")))
    return raw.decode("utf-8")


def _header(message: Message, name: str) -> str:
    return str(_tried(lambda: str(message.get(name) or ""), ""))


def _tried(ask: Callable[[], Any], otherwise: Any) -> Any:
    """What the library answers; its parser dies of some broken headers, of ",, .;" with TypeError."""
    try:
        return ask()
    except Exception:
        return otherwise


def _sent(message: Message) -> dt.datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else None
