"""A document as its author thinks of it, before any file format: what stands in each box of Decree 30/2020/NĐ-CP."""

import datetime as dt
from dataclasses import dataclass

from pipeline.document.vocabulary import Council

Line = tuple[str, str]  # kind (dieu, khoan, diem, p, chuong, h1, h2, part, sub, quote), text


@dataclass(frozen=True)
class Paper:
    """One invented document. `body` holds lines and tables; a table is ("table", rows)."""

    council: Council
    header: tuple[str, ...]  # issuing body, one to three lines
    number: int
    notation: str
    date: dt.date
    place: str
    type_name: str
    title: str
    body: tuple[tuple[str, object], ...]
    signing: tuple[str, ...]  # TM. …, KT. …, title
    signer: str
    year_in_number: bool = False
    bases: tuple[str, ...] = ()
    organ_line: str = ""  # HỘI ĐỒNG NHÂN DÂN TỈNH … KHÓA …, KỲ HỌP THỨ …
    enacting: str = ""
    addressee: str = ""
    recipients: tuple[str, ...] = ()
    urgency: str = ""
    mark: str = ""
    draft: bool = False
    attached: tuple[tuple[str, object], ...] = ()  # a text issued with it, on pages of its own

    @property
    def code(self) -> str:
        """Số, ký hiệu."""
        year = f"/{self.date.year}" if self.year_in_number else ""
        return f"{self.number:02d}{year}/{self.notation}"

    @property
    def printed_code(self) -> str:
        """As printed: a draft has a gap instead of the number."""
        return f"      /{self.notation}" if self.draft else self.code

    @property
    def printed_date(self) -> str:
        """Thủ Dầu Một, ngày 09 tháng 12 năm 2024: days below ten and months 1, 2 take a zero."""
        day, month = f"{self.date.day:02d}", f"{self.date.month:02d}" if self.date.month < 3 else str(self.date.month)
        if self.draft:
            return f"{self.place}, ngày      tháng      năm {self.date.year}"
        return f"{self.place}, ngày {day} tháng {month} năm {self.date.year}"

    @property
    def slug(self) -> str:
        """A file name as an office would give it."""
        return f"{self.number:02d}-{self.date.year}-{self.notation.replace('Đ', 'D')}"


NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
