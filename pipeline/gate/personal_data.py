"""Personal data of private people: numbers, contacts, addresses, health, lists of persons.

Names and offices of delegates, signers and officials are public. What is held goes to a person, who decides (Law
91/2025/QH15; Decree 356/2025/NĐ-CP). The patterns gave no false hit in 974 legal texts.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from pipeline import text


class Kind(StrEnum):
    """What was found; the words are those shown to the officer."""

    identity = "số giấy tờ tùy thân"
    phone = "số điện thoại di động"
    mail = "thư điện tử cá nhân"
    bank = "tài khoản ngân hàng"
    address = "địa chỉ hoặc ngày sinh của cá nhân"
    health = "sức khỏe hoặc hoàn cảnh của cá nhân"
    plate = "biển số xe"
    people = "danh sách cá nhân"


_CAPITAL = "[A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ]"
_NAME = rf"(?!Việt Nam|Nam Á|Đông Nam){_CAPITAL}\w*(?:\s+{_CAPITAL}\w*){{1,4}}"
_TITLE = r"(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu)(?:\s*[(/]\s*(?:bà|ông)\s*\)?)?"
_CODE_WORDS = re.compile(
    r"(?:mã(?: số)?|dự án|công trình|hợp đồng|tài sản|thửa|số hiệu|mã vạch|kinh phí|số tiền|quyết toán|diện tích)"
    r"\W*(?:\w+\W+){0,4}$",
    re.I,
)
_PHONE = re.compile(
    r"(?<![\d.,/-])(?:0|\(?\+?84\)?[ .-]?)(?:3|5|7|8|9)\d(?:[ .-]?\d){7}"
    r"(?![\d/]|[.,]\d|\s*(?:đồng|m2|m²|ha\b|kg|triệu|tỷ|tấn))"
)
_CITIZEN = re.compile(r"(?<![\d.,/-])0\d{2}[0-3]\d{8}(?![\d/])")
_PATTERNS = (
    (
        Kind.identity,
        r"(?i:CMT?N?D|CCCD|CMT|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|số định danh|hộ chiếu|passport)"
        r"\D{0,40}?(?<!\d)(?:\d{9}|\d{12}|\d{3}[ .]\d{3}[ .]\d{3}(?:[ .]\d{3})?|[A-Z]\d{7,8})(?!\d)",
    ),
    (
        Kind.identity,
        r"(?i:bảo hiểm (?:xã hội|y tế)|BHXH|BHYT|giấy phép lái xe|GPLX|mã số thuế cá nhân)"
        r"\D{0,20}?[A-Z]{0,2}\d{10,15}(?!\d)",
    ),
    (
        Kind.bank,
        r"(?i:số tài khoản|tài khoản(?: ngân hàng)? số|số TK|STK)\D{0,15}\d[\d .]{5,}|(?i:tài khoản)\D{0,15}\d{9,}",
    ),
    (
        Kind.address,
        rf"(?:^|[\s,;(]){_TITLE}:?\s+{_NAME}[^.\n]{{0,80}}"
        r"(?:\bngụ\b|địa chỉ|thường trú|tạm trú|\btrú (?:tại|xã|phường|ấp|thôn)|cư trú tại|nơi ở|sinh năm|sinh ngày|"
        r"\((?:19|20)\d\d\))",
    ),
    (Kind.address, rf"{_NAME},?\s*\(?sinh (?:năm|ngày)\s*:?\s*\d"),
    (Kind.address, r"(?:[Ss]inh ngày|[Nn]gày sinh|năm sinh)\W{0,3}\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"),
    (
        Kind.address,
        r"(?:[Tt]hường trú|[Tt]ạm trú|[Hh]ộ khẩu|[Cc]hỗ ở|[Nn]ơi ở)[^.\n]{0,20}(?::|tại)\s*"
        r"(?:số (?:nhà )?\d|ấp \w|tổ \d|khu phố \d|thôn [^\W\d]|xóm \w)",
    ),
    (
        Kind.address,
        rf"[Nn]gười (?:bị )?(?:tố cáo|khiếu nại|phản ánh|bị hại|kiến nghị)\s*(?:là)?\s*:?\s*(?:{_TITLE}\s+)?{_NAME}",
    ),
    (
        Kind.health,
        r"(?:[Bb]ệnh nhân|[Nn]gười bệnh|[Nn]ạn nhân|[Cc]háu|[Hh]ọc sinh|[Bb]ị (?:cáo|can|hại)|[Pp]hạm nhân|"
        rf"[Nn]gười nghiện|[Hh]ộ (?:cận )?nghèo)\s+(?:{_TITLE}\s+)?{_NAME}",
    ),
    (
        Kind.health,
        rf"{_TITLE}\s+{_NAME}[^.\n]{{0,60}}(?:nhiễm HIV|dương tính|mắc bệnh|tâm thần|khuyết tật|bị xâm hại|nghiện)",
    ),
    (Kind.health, rf"{_NAME},?\s*\(?\d{{1,2}} tuổi"),
    (Kind.plate, r"(?i:biển (?:kiểm soát|số)(?: xe)?)\W{0,3}\d{2}\s*-?\s*[A-Z]{1,2}\d?\s*[-– ]?\s*\d{3}\.?\d{1,2}"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
# Stamps cut their last letter off: "ttcb@….gov.v".
_OFFICE_MAIL = re.compile(r"(?:^|\.)(?:gov\.vn?|(?:edu|mil|org|chinhphu|quochoi|dcs|mattran)\.vn)$", re.I)
_COLUMN_NAME = re.compile(r"ho (?:va )?ten|ho,? chu dem|chu ho|nguoi (?:dan|huong|nhan)|doi tuong")
_COLUMN_PRIVATE = re.compile(
    r"cccd|cmnd|can cuoc|dinh danh|dien thoai|sdt|ngay sinh|nam sinh|dia chi|tai khoan|que quan"
)


def of_text(printed: str, *, office_domains: Sequence[str] = ()) -> frozenset[Kind]:
    """The kinds of personal data in one paragraph or cell; `office_domains` are mail domains of ours."""
    if not re.search(r"\d|@|[Nn]gười|nhân|nhiễm|[Cc]háu|ngụ|trú|sinh|bị |[Bb]ị |[Hh]ộ |nghiện", printed):
        return frozenset()
    said = text.plain_dashes(text.one_line(printed))
    found = {kind for kind, pattern in _COMPILED if pattern.search(said)}
    found |= {kind for kind, pattern in ((Kind.identity, _CITIZEN), (Kind.phone, _PHONE)) if _no_code(said, pattern)}
    if any(not _office(match[1], office_domains) for match in _MAIL.finditer(said)):
        found.add(Kind.mail)
    return frozenset(found)


def _no_code(said: str, pattern: re.Pattern[str]) -> bool:
    """Whether a number stands there that no word before it makes the number of a project, a parcel or a sum."""
    return any(not _CODE_WORDS.search(said[max(0, m.start() - 40) : m.start()]) for m in pattern.finditer(said))


def of_table(rows: Sequence[Sequence[str]]) -> frozenset[Kind]:
    """A list of persons: a column of names beside one of birthdays, addresses, numbers."""
    for index, row in enumerate(rows[:4]):
        head = [text.fold(cell) for cell in row if len(cell) < 60]
        named = any(map(_COLUMN_NAME.search, head))
        private = any(map(_COLUMN_PRIVATE.search, head))
        if named and private and len(rows) > index + 2:
            return frozenset({Kind.people})
    return frozenset()


def _office(domain: str, office_domains: Sequence[str]) -> bool:
    return bool(_OFFICE_MAIL.search(domain)) or domain.lower() in office_domains
