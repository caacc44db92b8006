"""Workbooks (XLSX, XLS), which come as annexes: each sheet is its name, the lines above its table, and the table."""

import datetime as dt
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import olefile
import openpyxl
import xlrd
from openpyxl.utils.exceptions import InvalidFileException
from xlrd.compdoc import CompDocError

from pipeline import media, settings
from pipeline.document.model import Block, Extraction, Finding, Region
from pipeline.extract import container, flow, pictures, spreadsheet_parts
from pipeline.extract.flow import Grid, Line

MOST_ROWS = 20_000  # of one sheet that hold anything
MOST_COLUMNS = 256
_MOST_BLANK = 1_000  # rows; formatting down to row 1,048,576 is common and holds nothing
_TABLE_FROM = 3  # cells in a row: above the first such row stand titles and the head of the sheet
_XLSX_ERRORS = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError)
_XLS_ERRORS = (xlrd.XLRDError, CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError)
_OTHER_XLS = (AttributeError, OSError, EOFError, NotImplementedError, RecursionError, ArithmeticError)
_DECIMALS = re.compile(r"[0#]\.(0+)")

Cell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet read: rows as shown, whether the sheet is hidden, and rows and columns (from 0) that are."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    cut: bool = False


def read(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """Text of a workbook; formulas by their values as last saved; hidden sheets, rows, columns, comments as hidden."""
    kind = media.sniff(path).media
    try:
        sheets, told, letters = _old(path) if kind == media.XLS.media else _new(path, limits)
        scans = () if kind == media.XLS.media else _pictures(path, limits)
    except container.Unreadable as problem:
        return Extraction(sha256, kind, findings=(problem.finding,))
    blocks = tuple(block for sheet in sheets for block in _blocks(sheet))
    hidden = tuple(flow.block(Line(said, region=Region.hidden)) for said in dict.fromkeys(letters) if flow.tidy(said))
    cut = tuple(_too_long(path.name, sheet) for sheet in sheets if sheet.cut)
    return Extraction(sha256, kind, (*blocks, *hidden), image_pages=scans, findings=(*told, *cut))


def _pictures(path: Path, limits: settings.Limits) -> tuple[int, ...]:
    """Pictures as large as a scanned sheet; nobody has read them."""
    with container.opened(path, limits) as box:
        return pictures.sheets(box, pictures.readable(box, box.names))


def _too_long(name: str, sheet: Sheet) -> Finding:
    found = f"{sheet.name}: > {MOST_ROWS} hàng hoặc > {MOST_COLUMNS} cột (rows, columns)"
    return container.over_limit(name, found, f"{MOST_ROWS} × {MOST_COLUMNS}", place=sheet.name).finding


def _blocks(sheet: Sheet) -> Iterator[Block]:
    shown = [
        tuple("" if at in sheet.hidden_columns else said for at, said in enumerate(row))
        for number, row in enumerate(sheet.rows)
        if number not in sheet.hidden_rows and not sheet.hidden
    ]
    seen = {said for row in shown for said in row}
    if any(seen):
        yield flow.block(Line(sheet.name, bold=True))
    yield from _table(shown)
    unseen = [said for row in sheet.rows for said in row if said and said not in seen]
    if sheet.hidden:
        unseen.insert(0, sheet.name)
    yield from (flow.block(Line(said, region=Region.hidden)) for said in dict.fromkeys(unseen))


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[Block]:
    """Lines above the first row of three cells as paragraphs, the rest as one table."""
    first = next((at for at, row in enumerate(rows) if sum(map(bool, row)) >= _TABLE_FROM), len(rows))
    if not any(len(row) for row in rows[first:]):
        first = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    above = [Line(said) for row in rows[:first] for said in row if said]
    body = Grid(tuple(tuple((Line(said),) for said in row) for row in rows[first:]))
    for item in flow.in_unicode([*above, body]):
        yield from [flow.block(item)] if isinstance(item, Line) else flow.table(item)


def _new(path: Path, limits: settings.Limits) -> tuple[list[Sheet], tuple[Finding, ...], tuple[str, ...]]:
    with container.opened(path, limits) as box:
        told = spreadsheet_parts.findings(box)
        letters = spreadsheet_parts.letters(box)
        looks = spreadsheet_parts.looks(box)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        sheets = [_new_sheet(sheet, looks.get(sheet.title, spreadsheet_parts.Look())) for sheet in book.worksheets]
        book.close()
    except _XLSX_ERRORS as error:
        found = ("sổ tính hỏng", f"broken workbook: {type(error).__name__}")
        raise container.damaged(path.name, found=found, expected=("tệp XLSX", "an XLSX file")) from error
    return sheets, told, letters


def _new_sheet(sheet: object, look: spreadsheet_parts.Look) -> Sheet:
    rows: list[tuple[str, ...]] = []
    blank = 0
    cut = False
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS + 1):  # type: ignore[attr-defined]
        row = tuple(shown(cell.value, getattr(cell, "number_format", "") or "") for cell in cells)
        blank = 0 if any(row) else blank + 1
        cut = cut or len(rows) >= MOST_ROWS or bool(row[MOST_COLUMNS:] and row[MOST_COLUMNS])
        if blank > _MOST_BLANK or len(rows) >= MOST_ROWS:
            break
        rows.append(row[:MOST_COLUMNS])
    name = flow.tidy(str(getattr(sheet, "title", "")))
    return Sheet(name, tuple(rows), look.hidden, look.rows, look.columns, cut)


def _old(path: Path) -> tuple[list[Sheet], tuple[Finding, ...], tuple[str, ...]]:
    told = _old_active(path)
    try:
        with path.open("rb") as file:
            book = xlrd.open_workbook(file_contents=file.read(), formatting_info=True, logfile=_Silent())
        sheets = [_old_sheet(book, sheet) for sheet in book.sheets()]
        letters = tuple(note.text for sheet in book.sheets() for note in sheet.cell_note_map.values())
    except (*_XLS_ERRORS, *_OTHER_XLS) as error:
        if "encrypted" in str(error):
            raise container.Unreadable(container.encrypted(path.name)) from error
        found = ("sổ tính hỏng", f"broken workbook: {type(error).__name__}")
        raise container.damaged(path.name, found=found, expected=("tệp XLS", "an XLS file")) from error
    return sheets, told, letters


class _Silent:
    """Where xlrd's complaints go: they quote the file."""

    def write(self, _text: str) -> int:
        """Forget."""
        return 0


def _old_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Sheet:
    rows = [_old_row(book, sheet, number) for number in range(min(sheet.nrows, MOST_ROWS))]
    return Sheet(
        flow.tidy(sheet.name),
        tuple(rows),
        hidden=sheet.visibility != 0,
        hidden_rows=frozenset(number for number, look in sheet.rowinfo_map.items() if look.hidden),
        hidden_columns=frozenset(number for number, look in sheet.colinfo_map.items() if look.hidden),
        cut=sheet.nrows > MOST_ROWS or sheet.ncols > MOST_COLUMNS,
    )


def _old_row(book: xlrd.Book, sheet: xlrd.sheet.Sheet, number: int) -> tuple[str, ...]:
    return tuple(_old_cell(book, cell) for cell in sheet.row(number)[:MOST_COLUMNS])


def _old_cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return shown(xlrd.xldate_as_datetime(cell.value, book.datemode), "")
        except (ValueError, OverflowError):
            return shown(cell.value, "")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), "")
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    look = book.format_map.get(book.xf_list[cell.xf_index].format_key) if cell.xf_index is not None else None
    return shown(cell.value, look.format_str if look is not None else "")


def _old_active(path: Path) -> tuple[Finding, ...]:
    try:
        with olefile.OleFileIO(str(path)) as ole:
            names = ["/".join(entry) for entry in ole.listdir(streams=False, storages=True)]
    except (OSError, *_XLS_ERRORS):
        return ()
    macros = [name for name in names if re.search(r"_VBA_PROJECT|(?:^|/)VBA$", name)]
    objects = [name for name in names if re.match(r"MBD[0-9A-F]+$|\d?Ole", name)]
    return (
        *(container.active(path.name, name, "macro", "macro") for name in macros[:1]),
        *(container.active(path.name, name, "đối tượng nhúng", "embedded object") for name in objects[:1]),
    )


def shown(value: Cell, form: str) -> str:
    """A value as a Vietnamese reader sees it: 1.234.567,5 where the sheet groups digits, 31/12/2024, 12,5%."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        clock = value.strftime(" %H:%M") if (value.hour, value.minute) != (0, 0) else ""
        return f"{value.day:02}/{value.month:02}/{value.year}{clock}"
    if isinstance(value, dt.date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, int | float):
        return _number(value, form)
    return flow.tidy(str(value).replace("\n", " "))


def _number(value: int | float, form: str) -> str:
    form = form.split(";")[0]
    percent = "%" in form
    places = _DECIMALS.search(form)
    amount = value * 100 if percent else value
    if amount != amount or amount in (float("inf"), float("-inf")):
        return ""
    if places or ("0" in form and form not in ("General", "@")):
        text = f"{amount:,.{min(len(places.group(1)), 10) if places else 0}f}"
    else:
        text = f"{amount:,}" if isinstance(amount, int) or not float(amount).is_integer() else f"{int(amount):,}"
    if "," not in form:
        text = text.replace(",", "")
    return text.translate({ord(","): ".", ord("."): ","}) + ("%" if percent else "")
