"""A council's half-yearly declaration as a table in a file that it sends: its rows, as `hdnd declare` takes them.

The table is the form of docs/handbook/van-thu-gui.md; it may stand in a Word file, a workbook or a PDF, its columns in
any order, their heads in any case and with or without marks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import errors, text
from pipeline.account.completeness import SERIES
from pipeline.document.vocabulary import Vocabulary

Rows = Sequence[Sequence[str]]
_HEADS: Mapping[str, tuple[str, ...]] = {
    "year": ("nam", "nam ban hanh"),
    "series": ("day so", "day", "loai", "loai van ban"),
    "last": ("so cuoi", "den so", "so cuoi cung"),
    "total": ("tong so", "tong", "tong so van ban"),
    "unused": ("khong dung", "so khong dung", "so khong su dung"),
    "withheld": ("khong gui", "so khong gui", "so khong gui duoc"),
}
"""Field → how the head of its column may read, folded."""
_NOTHING = frozenset({"", "-", "0", "khong", "khong co"})


@dataclass(frozen=True, slots=True)
class DeclaredRow:
    """One row: of a year and series the last number or the total, and the lists as written ("3,7-9")."""

    year: int
    series: str
    last: int | None = None
    total: int | None = None
    unused: str = ""
    withheld: str = ""


def rows(tables: Iterable[Rows], vocabulary: Vocabulary) -> list[DeclaredRow]:
    """The rows of all tables that are declarations.

    Raises:
        UsageError: there is no such table; or a cell says nothing that can be meant, with its row and column.
    """
    found = [row for table in tables for row in _of(table, vocabulary)]
    if not found:
        raise errors.UsageError(
            what="gói không có bảng khai báo: cần cột Năm, Dãy số, và Số cuối hoặc Tổng số",
            what_en="the package has no table to declare by: its columns are Năm, Dãy số, and Số cuối or Tổng số",
        )
    return found


def _of(table: Rows, vocabulary: Vocabulary) -> Iterator[DeclaredRow]:
    """The rows below the first one that is a head; none where there is no head."""
    for start, row in enumerate(table):
        columns = _columns(row)
        if {"year", "series"} < columns.keys():
            for number, cells in enumerate(table[start + 1 :], 1):
                said = {field: _cell(cells, place) for field, place in columns.items()}
                if any(said.values()):
                    yield _row(said, number, vocabulary)
            return


def _columns(row: Sequence[str]) -> dict[str, int]:
    heads = {text.fold(text.one_line(cell)): place for place, cell in reversed(list(enumerate(row)))}
    found = {field: next((heads[one] for one in names if one in heads), None) for field, names in _HEADS.items()}
    return {field: place for field, place in found.items() if place is not None}


def _cell(cells: Sequence[str], place: int) -> str:
    written = text.one_line(text.plain_dashes(cells[place])) if place < len(cells) else ""
    return written


def _row(said: Mapping[str, str], number: int, vocabulary: Vocabulary) -> DeclaredRow:
    def counted(field: str) -> int | None:
        written = said.get(field, "")
        if text.fold(written) in _NOTHING - {"0"}:
            return None
        if not (written.isascii() and written.isdigit()):
            raise _unclear(number, field, written)
        return int(written)

    def listed(field: str) -> str:
        written = said.get(field, "").replace(";", ",")
        return "" if text.fold(written) in _NOTHING else written

    year, series = counted("year"), _series(said["series"], vocabulary)
    if year is None or series is None:
        raise _unclear(number, "year" if year is None else "series", said["year" if year is None else "series"])
    return DeclaredRow(year, series, counted("last"), counted("total"), listed("unused"), listed("withheld"))


def _series(written: str, vocabulary: Vocabulary) -> str | None:
    """`normative`, `individual` or the slug of a type; None for what is none, or "Nghị quyết" alone, which is two."""
    said = text.fold(written)
    names = {text.fold(words): series for series, words in SERIES.items()}
    names |= {"nghi quyet quy pham": "normative", "normative": "normative", "individual": "individual"}
    kinds = {text.fold(name): one.slug for one in vocabulary.types.values() for name in (one.name, one.slug)}
    kinds.pop("nghi quyet", None)
    kinds.pop("nghi-quyet", None)
    return names.get(said) or kinds.get(said)


def _unclear(number: int, field: str, written: str) -> errors.UsageError:
    column = {"year": "Năm", "series": "Dãy số", "last": "Số cuối", "total": "Tổng số"}[field]
    wanted = ("tên dãy số hoặc loại văn bản", "a series or a type") if field == "series" else ("một số", "a number")
    return errors.UsageError(
        what=f"bảng khai báo, dòng {number}, cột {column}: “{written}” không rõ; cần {wanted[0]}",
        what_en=f"the table, row {number}, column {column}: “{written}” is not clear; {wanted[1]} is needed",
    )
