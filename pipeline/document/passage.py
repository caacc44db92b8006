"""The passages of a text: headings, clauses, paragraphs, tables.

Apart from what the working rooms hand to each other, because every page of the site is made of them, and who only
makes pages needs nothing else.
"""

from enum import StrEnum
from typing import NamedTuple


class PassageKind(StrEnum):
    """The kinds of passage of the Markdown profile, in the words of legal drafting."""

    part = "phan-kem"  # title of an attached instrument or annex
    phan = "phan"
    chuong = "chuong"
    muc = "muc"
    tieu_muc = "tieu-muc"
    dieu = "dieu"
    khoan = "khoan"
    diem = "diem"
    tiet = "tiet"
    can_cu = "can-cu"  # Căn cứ, Xét, Theo đề nghị
    centred = "giua"  # QUYẾT NGHỊ:, lines of a title
    heading = "muc-tu-do"  # I., 1. of a report: a heading without a legal rank
    paragraph = "doan"
    table = "bang"
    signature = "ky"
    note = "chu-thich"  # a footnote: "[1] …", behind the whole text

    __hash__ = str.__hash__  # an enumeration's own is Python code, and kinds are looked up ten times a passage


HEADINGS = frozenset(
    {
        PassageKind.part,
        PassageKind.phan,
        PassageKind.chuong,
        PassageKind.muc,
        PassageKind.tieu_muc,
        PassageKind.dieu,
        PassageKind.heading,
    }
)


class Passage(NamedTuple):
    """One passage of the body: a heading, a clause, a paragraph or a table.

    A tuple, because a build makes millions: a frozen dataclass took three times as long.

    `id` is the anchor (`dieu-5-khoan-2-diem-a`, in an attached part `qc-dieu-1`); empty for passages without one.
    `depth` is the heading level 2 to 6, 0 for text. `text` holds the legal number as text ("1. Dữ liệu …").
    """

    kind: PassageKind
    text: str = ""
    id: str = ""
    depth: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
