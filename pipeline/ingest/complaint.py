"""The mail by which a reader reports an error: the site's form, filled in, or any other words.

The form stands on every document's page and on "Báo sai sót" (`plugins/archive_pages/document.py`,
theme/templates/page_report.html). What is not found is left empty: the words are kept whole.
"""

import datetime as dt
import email.policy
import email.utils
import re
from dataclasses import dataclass
from email.message import EmailMessage

from lxml import html

from pipeline import errors, text

LARGEST = 10 << 20  # bytes of a message; a reader's report with a photograph has one or two
_ADDRESS = re.compile(r"\b(?:tinh|huyen|xa)/[a-z0-9-]+/(?:19|20)\d\d/[a-z0-9-]+")
_ANCHOR = re.compile(r"#((?:[a-z]+-)*(?:dieu|khoan|diem|chuong|muc|phan)-[a-z0-9-]+)")
_PLACE = re.compile(
    r"^[>\s]*(?:Điều, khoản, điểm|Chỗ sai \(điều, khoản hoặc mục\))[ \t]*:[ \t]*(.*)$", re.MULTILINE | re.I
)
_WORDS = {"dieu": "Điều", "khoan": "khoản", "diem": "điểm", "chuong": "Chương", "muc": "Mục", "phan": "Phần"}


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a message says; `document` is an address, `place` a provision in the reporter's words."""

    words: str
    reporter: str = ""
    contact: str = ""
    document: str | None = None
    place: str | None = None
    sent: dt.datetime | None = None


def read(data: bytes, name: str) -> Complaint:
    """Read a message.

    Raises:
        UsageError: it is too large, or no message: without a sender and without a text.
    """
    if len(data) > LARGEST:
        raise errors.UsageError(what=f"{name}: thư lớn hơn {LARGEST >> 20} MB")
    message = email.message_from_bytes(data, policy=email.policy.default)
    reporter, contact = email.utils.parseaddr(_header(message, "From"))
    words = _body(message)
    if not contact and not words:
        raise errors.UsageError(what=f"{name}: không phải thư điện tử (.eml), không thấy người gửi và nội dung")
    said = "\n".join([_header(message, "Subject"), words])
    return Complaint(words, text.one_line(reporter), contact, address(said), place(said), _sent(message))


def address(said: str) -> str | None:
    """The first address of a document in a text, as a link or bare."""
    match = _ADDRESS.search(said)
    return match[0] if match else None


def place(said: str) -> str | None:
    """The provision: what stands behind the form's line, else what a link's anchor names."""
    written = [text.one_line(line) for line in _PLACE.findall(said)]
    anchor = _ANCHOR.search(said)
    return next(filter(None, written), None) or (_spoken(anchor[1]) if anchor else None)


def _spoken(anchor: str) -> str:
    """dieu-5-khoan-2-diem-a → Điều 5, khoản 2, điểm a."""
    steps = re.findall(r"(dieu|khoan|diem|chuong|muc|phan)-([a-z0-9]+)", anchor)
    return ", ".join(f"{_WORDS[kind]} {'đ' if number == 'dd' else number}" for kind, number in steps)


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    try:
        written = str(part.get_content())
    except (LookupError, UnicodeError, AssertionError):  # an unknown or false charset
        raw = part.get_payload(decode=True)
        written = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    if part.get_content_subtype() == "html" and written.strip():
        written = " ".join(map(str, html.fromstring(written).itertext()))
    return text.clean(written).strip()


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name) or "")
    except (ValueError, IndexError, AttributeError):  # the library's parser dies on some broken headers
        return ""


def _sent(message: EmailMessage) -> dt.datetime | None:
    try:
        found = email.utils.parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo else None
