"""Marks that limit circulation, and drafts: whole lines, or words in brackets behind a title."""

import re
from enum import StrEnum

from pipeline import text
from pipeline.gate import disguise


class Mark(StrEnum):
    """What a line is marked as."""

    limited = "limited"
    draft = "draft"


_LIMITED = (
    r"luu hanh noi bo|xem xong (?:xin )?(?:tra|nop|thu) lai|"
    r"(?:tai lieu )?(?:se )?thu hoi (?:lai )?(?:sau|ngay sau) (?:khi )?(?:(?:ket thuc|be mac) )?"
    r"(?:hoi nghi|ky hop|cuoc hop|phien hop|buoi lam viec|su dung|nghien cuu)|tai lieu (?:phai )?thu hoi|"
    r"(?:tai lieu |van ban )?(?:khong|cam) (?:duoc |duoc phep )?(?:pho bien|sao chup|sao luc|sao|in an|chup anh|photo"
    r"|cong bo|dang tai|phat tan|dua len mang|cung cap ra ngoai|tiet lo)(?:(?:,| va| hoac| hay) (?:khong |cam )?"
    r"(?:pho bien|sao chup|chup anh|cong bo|luu hanh|phat tan|dang tai))*(?: duoi moi hinh thuc| ra ngoai| rong rai)?|"
    r"han che (?:luu hanh|sao chup|pho bien|tiep can)|chi nguoi co ten moi duoc (?:boc bi|mo)|"
    r"chi (?:dung |duoc )?(?:luu hanh|pho bien|su dung|gui|danh) (?:trong|cho) (?:noi bo|pham vi|co quan|dai bieu"
    r"|lanh dao|thuong truc|cac co quan)[\w ,]{0,40}|chi dung trong noi bo|"
    r"(?:dung|su dung|danh) (?:trong |cho )?noi bo|tai lieu noi bo|noi bo|"
    r"for (?:internal|official) use only|not for (?:distribution|circulation)"
).replace(" ", r"\s*")  # letter-spaced marks come closed up
_HOW = r"(?:(?:pham vi|che do|hinh thuc|muc do)(?: (?:luu hanh|pho bien|su dung|cong bo))?\s*:\s*)?"
_THING = r"(?:(?:tai lieu|van ban|ban|ho so|bao cao)\s*(?:nay\s*)?)?"
_WHOLE = re.compile(rf"\W*{_HOW}{_THING}(?:{_LIMITED})\W*(?:ban so\W*\d*\W*)?(?:(?:{_LIMITED})\W*)?")
_BEHIND = re.compile(rf"(?:[(\[\-–.;:/|]\s*){_THING}(?:{_LIMITED})\s*[)\]]?\W*$")
_BRACKETED = re.compile(rf"[(\[]\s*{_THING}(?:{_LIMITED})\s*[)\]]\W*$")
_DRAFT = re.compile(
    r"\W*(?:ban\s+)?(?:du\s*thao|ban\s*thao)(?:\W+(?:lan\s*(?:thu\s*)?|so\s*)?(?:\d{1,2}|[ivx]{1,4}|hai|ba|bon|nam"
    r"|cuoi|trinh|\w{1,4}))?(?:\W+(?:trinh|xin y kien|lay y kien|gop y|phuc vu|tai|ngay|thang|nam)[\w\s/.-]{0,50})?"
    r"(?:\W*\d[\d/.\s-]*)?\W*"
)
_DRAFT_TITLE = re.compile(r"\W*(?:\(|\[)?du thao\b(?!\s+(?:de cuong|ke hoach giam sat))")


_DRAFT_BEHIND = re.compile(
    r"(?:[(\[\-–:/|]\s*(?:ban )?du thao|\bdu thao\W+(?:lan|so)\b)"
    r"[\w\s]{0,10}\W*(?:lan\W*)?(?:\d{1,2}|hai|ba|bon|cuoi)?\W*$"
)
_LONGEST = 120


def of_line(printed: str) -> Mark | None:
    """What a whole line says; a sentence that only speaks of such marks says nothing."""
    if len(printed) > _LONGEST:
        return None
    readings = _readings(printed)
    if any(_WHOLE.fullmatch(folded) or _BRACKETED.search(folded) for folded in readings):
        return Mark.limited
    return Mark.draft if any(map(_DRAFT.fullmatch, readings)) else None


def of_field(said: str) -> Mark | None:
    """What a field of the header says, whole or at its end; a title that begins with "Dự thảo" is a draft's."""
    readings = _readings(said)
    if any(_WHOLE.fullmatch(folded) or _BEHIND.search(folded) for folded in readings):
        return Mark.limited
    drafts = (_DRAFT_TITLE.match(folded) or _DRAFT_BEHIND.search(folded) for folded in readings)
    return Mark.draft if any(drafts) else None


def _readings(printed: str) -> list[str]:
    return [text.fold(_joined(variant)) for variant in disguise.variants(printed)]


def _joined(printed: str) -> str:
    """Letter-spaced words closed up: "D Ự  T H Ả O"."""
    letters = printed.split(" ")
    return printed.replace(" ", "") if len(letters) > 3 and all(len(letter) <= 1 for letter in letters) else printed
