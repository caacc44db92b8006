"""Marks that limit circulation, and drafts: whole lines, or words in brackets behind a title."""

import re
from enum import StrEnum

from pipeline import text
from pipeline.gate import disguise


class CirculationMark(StrEnum):
    """What a line is marked as."""

    limited = "limited"
    draft = "draft"


_NOT = r"(?:khong|(?:nghiem )?cam|chua)(?: (?:duoc phep|duoc|nen|cho phep))?"
_SPREAD = (
    r"(?:pho bien|sao chup|sao luc|sao chep|sao|in an|chup(?: anh)?|photo(?:copy)?|cong bo|cong khai"
    r"|dang tai|dang bao|dua tin|phat tan|nhan ban"
    r"|chuyen giao|chuyen tiep|chia se|luu hanh|dua len mang|cung cap (?:ra ngoai|cho bao chi)|tiet lo)"
)
_HOW_FAR = (
    r"(?: (?:duoi moi hinh thuc|ra (?:ben )?ngoai|rong rai|tai lieu(?: nay)?"
    r"|(?:tren|len|qua) (?:cac )?(?:mang(?: xa hoi| internet)?|internet|bao(?: chi)?"
    r"|phuong tien (?:thong tin|truyen thong)(?: dai chung)?)))*"
)
_ASKED = r"(?:de nghi|yeu cau|xin)(?: (?:cac )?(?:dai bieu|dong chi|don vi|co quan|vi dai bieu))?"
_GATHERING = r"(?:hoi nghi|ky hop|cuoc hop|phien hop|buoi (?:hop|lam viec))"
_READERS = r"(?:dai bieu|dong chi|lanh dao|thuong truc|thanh vien|uy vien|co quan|don vi|nguoi co trach nhiem)"
_LIMITED = (
    rf"(?:{_ASKED} )?{_NOT} {_SPREAD}(?:(?:,| va| hoac| hay) (?:{_NOT} )?{_SPREAD})*{_HOW_FAR}|"
    r"(?:chi )?(?:duoc )?luu hanh (?:trong )?noi bo(?: (?:co quan|don vi|nganh|hdnd|hoi dong nhan dan))?|"
    rf"(?:{_ASKED} )?(?:xem|doc|dung|nghien cuu|su dung) xong (?:xin )?(?:tra|nop|thu|gui|huy)(?: lai| bo| ngay)?|"
    rf"(?:{_ASKED} )?(?:tra|nop|gui|hoan|thu|huy)(?: lai| tra| bo)?(?: tai lieu(?: nay)?)?(?: ngay)? (?:sau|khi)"
    rf"(?: khi)?(?: (?:ket thuc|be mac|xem|doc|su dung))+(?: {_GATHERING})?|"
    rf"{_ASKED} (?:tra|nop|gui|hoan|thu|huy)(?: lai| tra| bo)(?: tai lieu(?: nay)?)?(?: sau {_GATHERING})?|"
    r"(?:tai lieu )?(?:se )?thu hoi (?:lai )?(?:sau|ngay sau) (?:khi )?(?:(?:ket thuc|be mac) )?"
    rf"(?:{_GATHERING}|su dung|nghien cuu)|tai lieu (?:phai )?thu hoi|"
    rf"chi (?:dung|su dung|luu hanh|pho bien|nghien cuu) tai {_GATHERING}|"
    r"han che (?:luu hanh|sao chup|pho bien|tiep can)|"
    r"chi nguoi co ten(?: (?:trong danh sach )?(?:moi )?duoc (?:boc|mo|xem|doc|nhan)(?: bi| thu| phong bi)?)?|"
    r"chi (?:dung |duoc )?(?:luu hanh|pho bien|su dung|gui|danh) (?:trong|cho) (?:noi bo|pham vi|co quan|dai bieu"
    r"|lanh dao|thuong truc|cac co quan)[\w ,]{0,40}|chi dung trong noi bo|"
    r"chi (?:duoc )?(?:luu hanh|pho bien) trong (?:don vi|nganh|hdnd|hoi dong|ubnd|van phong)[\w ,]{0,40}|"
    rf"chi (?:gui|pho bien|danh)(?: rieng)?(?: cho| den)? (?:cac )?{_READERS}[\w ,]{{0,40}}|"
    r"(?:dung|su dung|danh) (?:trong |cho )?noi bo|tai lieu noi bo|noi bo|"
    r"for (?:internal|official) use only|internal use only|"
    r"(?:do not|not for) (?:distribut(?:e|ion)|circulation|cop(?:y|ying)|publication)"
).replace(" ", r"\s*")  # letter-spaced marks come closed up
_HOW = r"(?:(?:pham vi|che do|hinh thuc|muc do)(?: (?:luu hanh|pho bien|su dung|cong bo))?\s*:\s*)?"
_NARROW = r"\W*(?:pham vi|che do|muc do) (?:luu hanh|pho bien|su dung|cong bo)\s*:\s*(?:han che|hep)\W*"
# Copies are numbered where it matters who has one (Circular 24/2020/TT-BCA): "Bản số: 03/05", alone or before a limit.
_COPY = rf"\W*ban\s*so\s*[:.]?\s*\d{{1,3}}(?:\s*/\s*\d{{1,3}})?\W*(?:(?:{_LIMITED})\W*)?"
_THING = r"(?:(?:tai lieu|van ban|ban|ho so|bao cao)\s*(?:nay\s*)?)?"
_WHOLE = text.late(rf"\W*{_HOW}{_THING}(?:{_LIMITED})\W*(?:ban so\W*\d*\W*)?(?:(?:{_LIMITED})\W*)?|{_NARROW}|{_COPY}")
# "Tài liệu phục vụ kỳ họp, không phổ biến": what paper it is, then what may not be done with it.
_PAPER_AND_MARK = text.late(
    rf"\W*(?:tai lieu|van ban|ban|ho so|bao cao|luu y|chu y|internal)\b[^.;:]{{0,50}}?\s*[,;:.\-–(]\s*(?:{_LIMITED})\W*"
)
_BEHIND = text.late(rf"(?:[(\[\-–.;:/|]\s*){_THING}(?:{_LIMITED})\s*[)\]]?\W*$")
_BRACKETED = text.late(rf"[(\[]\s*{_THING}(?:{_LIMITED})\s*[)\]]\W*$")
_FIRST = text.late(rf"\W*(?P<mark>{_THING}(?:{_LIMITED}))(?=\W)")
_LAST = text.late(rf"(?<!\w)(?P<mark>{_THING}(?:{_LIMITED}))\W*$")
_HEADING = re.compile(r"\W*(?:chuong|muc|tieu muc|phan|dieu|khoan|phu luc|bieu(?: so)?|[ivx]+|\d+|[a-z])\b[\s.):]")
_DRAFT = re.compile(
    r"\W*draft\W*(?:\d{1,2})?\W*|\W*(?:ban\s*(?:nhap|chua\s*chinh\s*thuc|(?:xin|lay|gop)\s*y\s*kien))\W*|"
    r"\W*(?:ban\s+)?(?:du\s*thao|ban\s*thao)(?:\W+(?:lan\s*(?:thu\s*)?|so\s*)?(?:\d{1,2}|[ivx]{1,4}|hai|ba|bon|nam"
    r"|cuoi|trinh|\w{1,4}))?"
    r"(?:\W+(?:trinh|xin y kien|lay y kien|gop y|tiep thu|phuc vu|tai|ngay|thang|nam)[\w\s/.-]{0,50})?"
    r"(?:\W*\d[\d/.\s-]*)?\W*"
)
_DRAFT_TITLE = re.compile(r"\W*(?:\(|\[)?du thao\b(?!\s+(?:de cuong|ke hoach giam sat))")


_DRAFT_BEHIND = re.compile(
    r"(?:[(\[\-–:/|]\s*(?:ban )?du thao|\bdu thao\W+(?:lan|so)\b)"
    r"[\w\s]{0,10}\W*(?:lan\W*)?(?:\d{1,2}|hai|ba|bon|cuoi)?\W*$"
)
_LONGEST = 120
_NARROW_SPHERES = frozenset(
    {"han che", "han hep", "hep", "pham vi hep", "lhnb", "trong co quan", "trong don vi", "trong nganh"}
)


def of_line(printed: str) -> CirculationMark | None:
    """What a whole line says; a sentence that only speaks of such marks says nothing."""
    if len(printed) > _LONGEST:
        return None
    readings = _readings(printed)
    if any(_WHOLE.fullmatch(said) or _BRACKETED.search(said) or _PAPER_AND_MARK.fullmatch(said) for said in readings):
        return CirculationMark.limited
    if any(map(_beside, disguise.variants(printed))):
        return CirculationMark.limited
    return CirculationMark.draft if any(map(_DRAFT.fullmatch, readings)) else None


def of_sphere(said: str) -> CirculationMark | None:
    """What the header's field on publicity says; there a bare "Hạn chế" is the limit."""
    narrow = any(folded.strip(" .:;()") in _NARROW_SPHERES for folded in _readings(said))
    return CirculationMark.limited if narrow else of_field(said)


def of_field(said: str) -> CirculationMark | None:
    """What a field of the header says, whole or at its end; a title that begins with "Dự thảo" is a draft's."""
    readings = _readings(said)
    if any(_WHOLE.fullmatch(said) or _BEHIND.search(said) or _PAPER_AND_MARK.fullmatch(said) for said in readings):
        return CirculationMark.limited
    drafts = (_DRAFT_TITLE.match(folded) or _DRAFT_BEHIND.search(folded) for folded in readings)
    return CirculationMark.draft if any(drafts) else None


def _beside(line: str) -> bool:
    """A mark in capitals that stands level with a title or a number, at the one end of a line in small letters."""
    folded = text.fold(line)
    in_step = len(folded) == len(line)  # else nobody can say which letters are capitals, and a person looks
    at_the_ends = (_FIRST.match(folded), _LAST.search(folded))
    return any(found and (not in_step or _capitals_within(line, *found.span("mark"))) for found in at_the_ends)


def _capitals_within(line: str, start: int, stop: int) -> bool:
    """Whether the mark alone is in capitals; in a heading the words beside it are, too, or only its number is."""
    rest = line[:start] + line[stop:]
    beside = [*line[:start].split()[-1:], *line[stop:].split()[:1]]
    heading = _HEADING.match(text.fold(rest)) or any(word.isalpha() and word.isupper() for word in beside)
    return line[start:stop].isupper() and any(map(str.islower, rest)) and not heading


def _readings(printed: str) -> list[str]:
    return [text.fold(_joined(variant)) for variant in disguise.variants(printed)]


def _joined(printed: str) -> str:
    """Letter-spaced words closed up: "D Ự  T H Ả O"."""
    letters = printed.split(" ")
    return printed.replace(" ", "") if len(letters) > 3 and all(len(letter) <= 1 for letter in letters) else printed
