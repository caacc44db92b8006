"""Sessions of councils as documents name them: which of them is meant, and how it is called.

Documents print "KỲ HỌP THỨ MƯỜI LĂM", "kỳ họp thứ 15", "kỳ họp chuyên đề". Sessions are numbered anew in each term; one
that has no number (for one matter, extraordinary) is told from others by its day.
"""

import re

from pipeline.document.record import Document
from pipeline.text import fold, slugify

_DIGITS = {word: value for value, words in enumerate(
    ("", "nhat mot", "hai nhi", "ba", "tu bon", "nam lam", "sau", "bay", "tam", "chin"), 0
) for word in words.split()}  # fmt: skip
_BEFORE = re.compile(r"^(?:ky hop\s+)?(?:lan\s+)?(?:thu\s+)?")


def number(said: str) -> int | None:
    """The number of a session in words or digits ("thứ mười lăm", "15"); None for what is none."""
    words = _BEFORE.sub("", " ".join(fold(said).split())).split()
    if len(words) == 1 and words[0].isdecimal():
        return int(words[0])
    tens, ones = 0, 0
    for word in words:
        if word == "muoi":
            tens, ones = (ones or 1) * 10, 0
        elif word in _DIGITS and not ones:
            ones = _DIGITS[word]
        else:
            return None
    return tens + ones or None


def is_same(one: str | None, other: str) -> bool:
    """Whether two ways to write a session mean the same number, or are the same words."""
    if one is None:
        return False
    known = number(one)
    return known == number(other) if known else fold(one) == fold(other)


def slug(document: Document) -> str | None:
    """What tells its session from the others of its council, for addresses; None where it names none.

    Without a term a number stands for the session of the year: `khoa-x-ky-15`, `2024-ky-3`, `chuyen-de-2024-07-12`.
    """
    if not document.session or not slugify(document.session):
        return None
    which = number(document.session)
    if not which:
        return f"{slugify(document.session)}-{document.dates.passed or document.dates.issued}"
    term = f"khoa-{slugify(document.term)}" if document.term else str(document.dates.issued.year)
    return f"{term}-ky-{which}"


def label(document: Document) -> str:
    """Kỳ họp thứ mười lăm, khóa X; of one without a number with its day."""
    said = (document.session or "").lower()
    if number(said):
        which = f"Kỳ họp thứ {re.sub(r'^(?:lần )?thứ ', '', said)}"
        return f"{which}, khóa {document.term}" if document.term else f"{which}, năm {document.dates.issued.year}"
    return f"Kỳ họp {said} ngày {document.dates.passed or document.dates.issued:%d/%m/%Y}"
