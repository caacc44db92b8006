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
    r"luu hanh noi bo|xem xong tra lai|(?:tai lieu )?thu hoi sau (?:hoi nghi|ky hop|cuoc hop)|tai lieu thu hoi|"
    r"(?:tai lieu |van ban )?khong (?:duoc )?(?:pho bien|sao chup|sao luc|cong bo|dang tai)|cam sao chup|"
    r"han che (?:luu hanh|sao chup|pho bien)|chi nguoi co ten moi duoc (?:boc bi|mo)|"
    r"chi (?:dung|luu hanh) trong noi bo|su dung noi bo|noi bo"
).replace(" ", r"\s*")  # letter-spaced marks come closed up
_WHOLE = re.compile(rf"\W*(?:(?:tai lieu|van ban|ban|ho so)\s+)?(?:{_LIMITED})\W*(?:ban so\W*\d*\W*)?")
_BEHIND = re.compile(rf"(?:[(\[\-–.;:]\s*)(?:(?:tai lieu|van ban)\s+)?(?:{_LIMITED})\s*[)\]]?\W*$")
_DRAFT = re.compile(r"\W*(?:ban\s+)?du\s*thao(?:\W+(?:lan\s*(?:thu\s*)?)?\w{1,4})?(?:\W*\d[\d/.\s-]*)?\W*")
_DRAFT_TITLE = re.compile(r"\W*(?:\(|\[)?du thao\b(?!\s+(?:de cuong|ke hoach giam sat))")


def of_line(printed: str) -> Mark | None:
    """What a whole line says; a sentence that only speaks of such marks says nothing."""
    if len(printed) > 90:
        return None
    folded = _folded(printed)
    if _WHOLE.fullmatch(folded):
        return Mark.limited
    return Mark.draft if _DRAFT.fullmatch(folded) else None


def of_field(said: str) -> Mark | None:
    """What a field of the header says, whole or at its end; a title that begins with "Dự thảo" is a draft's."""
    folded = _folded(said)
    if _WHOLE.fullmatch(folded) or _BEHIND.search(folded):
        return Mark.limited
    return Mark.draft if _DRAFT_TITLE.match(folded) else None


def _folded(printed: str) -> str:
    return text.fold(_joined(disguise.normal(printed)))


def _joined(printed: str) -> str:
    """Letter-spaced words closed up: "D Ự  T H Ả O"."""
    letters = printed.split(" ")
    return printed.replace(" ", "") if len(letters) > 3 and all(len(letter) <= 1 for letter in letters) else printed
