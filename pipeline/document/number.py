"""Số, ký hiệu: read in any spelling, written in one.

The shapes come from Decree 30/2020/NĐ-CP (appendix I) and Decree 34/2016/NĐ-CP article 58: a normative resolution
carries its year (12/2024/NQ-HĐND), an individual one does not (43/NQ-HĐND) and its number starts again each 1 January.
"""

import re
from dataclasses import dataclass

from pipeline import text
from pipeline.text import late

TYPE_CODES = (
    "NQLT", "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr",
    "HĐ", "CĐ", "KL", "VBHN", "GM", "TM", "GGT", "PG", "PC", "SY", "SL", "TrS", "ĐC", "BGN", "BTT", "GUQ", "PB",
)  # fmt: skip
# Of two codes that differ by a stroke only (HD Hướng dẫn, HĐ Hợp đồng) the first goes for a spelling that fits neither.
_TYPES = {text.unaccented(code).upper(): code for code in reversed(TYPE_CODES)}
_CODE = re.compile(
    r"^(?P<number>\d{1,6}(?:\.\d{1,3})?[a-zđ]?)(?:/(?P<year>(?:19|20)\d{2}))?(?:/(?P<notation>[A-ZĐƯ0-9][\w.\-&]{0,58}))$"
)
_NOTATION = late(r"^(?:(?P<type>[A-ZĐa-zđ]{1,4})-)?(?P<organ>[A-ZĐƯ][\w.\-&]*?)(?P<term>\d{1,2})?$")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A parsed số, ký hiệu. `notation` excludes number and year: `NQ-HĐND`, `HĐND-TH`, `BC-KTNS`."""

    number: str
    notation: str
    year: int | None = None

    @classmethod
    def parse(cls, printed: str) -> "DocumentNumber":
        """Read `12/2024/NQ-HĐND` as typed by anybody: spaces, dashes of any kind, ND for NĐ, Cyrillic С for C.

        Raises:
            ValueError: when no number with a notation stands there; an empty number ("/QĐ-HĐND") is a draft.
        """
        plain = printed if text.is_plain(printed) else text.plain_dashes(text.latin(text.clean(printed)))
        compact = "".join(plain.split()).strip(".,;:")
        compact = re.sub(r"^(?:[Ss]ố|[Ll]uật)[:.]?(?:[Ss]ố)?[:.]?", "", compact)
        match = _CODE.match(compact)
        if not match:
            raise ValueError(f"not a document number: {printed!r}")
        year = int(match["year"]) if match["year"] else None
        return cls(number=_padded(match["number"]), notation=_canonical(match["notation"]), year=year)

    @property
    def type_code(self) -> str | None:
        """`NQ`, `QĐ`, …; None for an official letter (12/HĐND-TH), whose notation starts with the organ."""
        head, dash, _ = self.notation.partition("-")
        return _type(head) if dash else None

    @property
    def organ_code(self) -> str:
        """What follows the type: `HĐND`, `BPC`, `TT.HĐND-UBND`; a term suffix (HĐND9) is cut off."""
        rest = self.notation.partition("-")[2] if self.type_code else self.notation
        match = _NOTATION.match(rest)
        return match["organ"] if match and match["term"] else rest

    @property
    def slug(self) -> str:
        """The last part of the document's address: 12-2024-nq-hdnd."""
        return text.slugify(str(self))

    def __str__(self) -> str:
        """The one spelling that the archive publishes."""
        middle = f"/{self.year}" if self.year else ""
        return f"{self.number}{middle}/{self.notation}"


def year_in(code: str) -> int | None:
    """The year in what is written as a number, also of one that is no number yet ("…/2024/NQ-HĐND")."""
    found = re.search(r"/((?:19|20)\d{2})/", code)
    return int(found[1]) if found else None


def _padded(number: str) -> str:
    """Numbers below ten are written with a leading zero (Decree 30/2020, appendix I, II.3a), "1.204", "6.7" are not."""
    if "." in number:
        return number
    stripped = re.sub(r"^0+(?=\d)", "", number)  # "00a" keeps a zero: a scan has such a number, and none is no figure
    digits = re.match(r"\d+", stripped)
    return f"0{stripped}" if digits and len(digits[0]) == 1 else stripped


def _type(head: str) -> str | None:
    return head if head in TYPE_CODES else _TYPES.get(text.unaccented(head).upper())


def _canonical(notation: str) -> str:
    """Restore Đ in the type and in HĐND/UBND…: ND-CP was NĐ-CP, NQ-HDND was NQ-HĐND."""
    head, dash, rest = notation.partition("-")
    if dash:
        head = _type(head) or head
    rest = re.sub(r"\bHDND", "HĐND", rest)
    return re.sub(r"^HDND", "HĐND", head + dash + rest)
