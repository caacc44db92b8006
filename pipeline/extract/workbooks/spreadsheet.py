"""Workbooks (XLSX, XLS, ODS), which come as annexes: each sheet is its name, the lines above its table, and the table.

A cell is read twice: as its format shows it, and as it is stored where that says something else. Readers see the first,
the gate both: a citizen's number stored as a number has lost its zero, one under the format ;;; shows nothing at all.
"""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import olefile
import openpyxl
import xlrd
from openpyxl.utils.exceptions import InvalidFileException
from xlrd.compdoc import CompDocError

from pipeline import legacy_encoding, media, settings, text
from pipeline.document import reasons
from pipeline.document.model import Block, Coverage, Extraction, Finding, Gap, Region
from pipeline.extract.office_files import container, office_active, office_stamps, pictures, set_off
from pipeline.extract.workbooks import open_sheets, spreadsheet_old, spreadsheet_parts, spreadsheet_runs
from pipeline.extract.workbooks.spreadsheet_formats import Cell, digits, displayed
from pipeline.sheet import flow
from pipeline.sheet.flow import Grid, Item, Line

MOST_ROWS = 20_000  # of one sheet that hold anything
MOST_COLUMNS = 256
_MOST_BLANK = 1_000  # rows; formatting down to row 1,048,576 is common and holds nothing
_TABLE_FROM = 3  # cells in a row: above the first such row stand titles and the head of the sheet
_XLSX_ERRORS = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError)
_XLS_ERRORS = (xlrd.XLRDError, CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError)
_OTHER_XLS = (AttributeError, OSError, EOFError, NotImplementedError, RecursionError, ArithmeticError)
_PERSONAL = re.compile(r"cccd|cmnd|cmt|can cuoc|dinh danh|dien thoai|sdt|so dt|di dong|\bdt\b")
_LONG = 9  # digits; from here on a number may be a citizen's or a telephone's


class _StoredCell(NamedTuple):
    """A cell as it is stored: its number format and font, and whether all of it is set higher or lower."""

    value: Cell
    form: str = ""
    font: str = ""
    raised: bool = False
    lowered: bool = False


@dataclass(slots=True)
class Worksheet:
    """A sheet read: rows as shown, what its cells store besides, and the look that its own part gives."""

    name: str
    rows: list[tuple[str, ...]] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    look: spreadsheet_parts.SheetLook = field(default_factory=spreadsheet_parts.SheetLook)
    cut: bool = False
    struck: bool = False  # letters with a line through them, which the page shows without it


def read(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """Text of a workbook; formulas by their values as last saved; hidden sheets, rows, columns, comments as hidden."""
    kind = media.sniff(path).media
    try:
        sheets, told, letters, gaps = _KINDS.get(kind, _new)(path, limits)
        scans, said = (_old_pictures if kind == media.XLS.media else _pictures)(path, limits)
    except container.UnreadableFile as problem:
        return Extraction(sha256, kind, findings=(problem.finding,))
    blocks = [block for sheet in sheets for block in _blocks(sheet)]
    known = {said for block in blocks for said in (block.text, *(cell for row in block.rows for cell in row))}
    hidden = flow.in_unicode([Line(said, region=Region.hidden) for said in dict.fromkeys(letters)])
    far = [Line(said, region=Region.hidden) for said in dict.fromkeys(said for one in sheets for said in one.look.seen)]
    beside = [
        block
        for line in flow.every_line([*hidden, *flow.in_unicode(far)])
        if (block := flow.block(line)).text and block.text not in known
    ]
    told += said.findings
    cut = tuple(_too_long(path.name, sheet) for sheet in sheets if sheet.cut)
    gaps += (Gap.limit,) * bool(cut) + (Gap.pictures,) * bool(scans)
    seen = " ".join(said for sheet in sheets for said in sheet.look.seen)
    coverage = Coverage(gaps=gaps, seen=(seen,) if seen else ())
    return Extraction(sha256, kind, (*blocks, *said.blocks, *beside), None, scans, (*told, *cut), coverage)


def _pictures(path: Path, limits: settings.Limits) -> tuple[tuple[int, ...], office_stamps.PictureTexts]:
    """Pictures as large as a scanned sheet, that nobody has read, and what stamps among the others say."""
    with container.opened(path, limits) as box:
        scans = pictures.sheets(box, names := pictures.readable(box, box.names))
        sheets = {box.read(names[at - 1]) for at in scans}
        return scans, office_stamps.read(box, office_stamps.SHARE * limits.seconds, sheets)


def _old_pictures(path: Path, limits: settings.Limits) -> tuple[tuple[int, ...], office_stamps.PictureTexts]:
    """The same of an old workbook."""
    found = spreadsheet_old.pictures(path)
    scans = tuple(at for at, data in enumerate(found, 1) if data and pictures.is_sheet(data))
    return scans, office_stamps.of(found, office_stamps.SHARE * limits.seconds, {found[at - 1] for at in scans})


def _too_long(name: str, sheet: Worksheet) -> Finding:
    found = (
        f"{sheet.name}: > {MOST_ROWS} hàng hoặc > {MOST_COLUMNS} cột",
        f"{sheet.name}: > {MOST_ROWS} rows or > {MOST_COLUMNS} columns",
    )
    return container.over_limit(name, found, f"{MOST_ROWS} × {MOST_COLUMNS}", place=sheet.name).finding


def _blocks(sheet: Worksheet) -> Iterator[Block]:
    """A sheet's name as what it is (a tab titles no document), page headers, lines above the table, it, the rest."""
    look = sheet.look
    visible = [
        tuple("" if at in look.columns or (number, at) in look.covered else said for at, said in enumerate(row))
        for number, row in enumerate(sheet.rows)
        if number not in look.rows and not look.hidden
    ]
    seen = {said for row in visible for said in row}
    items: list[Item] = [Line(said, region=Region.hidden if look.hidden else Region.margin) for said in look.margins]
    above, table = _table(visible)
    items += [*above, *[Line(f"Trang tính “{sheet.name}”.")] * any(seen), table]
    items += [Line(said, region=Region.hidden if look.hidden else Region.body) for said in look.boxes]
    unseen = [sheet.name]  # as a line of its own for the gate: a tab may be the mark, and one of an empty sheet is read
    unseen += [said for row in sheet.rows for said in row if said and said not in seen]
    items += [Line(said, region=Region.hidden) for said in dict.fromkeys((*unseen, *sheet.stored, *look.unseen))]
    for item in flow.in_unicode(items):
        yield from flow.table(item) if isinstance(item, Grid) else [block for block in [flow.block(item)] if block.text]


def _table(rows: Sequence[tuple[str, ...]]) -> tuple[list[Line], Grid]:
    """Lines above the first row of three cells as paragraphs, and the rest as one table."""
    first = next((at for at, row in enumerate(rows) if sum(map(bool, row)) >= _TABLE_FROM), len(rows))
    if not any(len(row) for row in rows[first:]):
        first = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1), len(rows))
    above = [Line(said) for row in rows[:first] for said in row if said]
    return above, Grid(tuple(tuple((Line(said),) for said in row) for row in rows[first:]))


_Read = tuple[list[Worksheet], tuple[Finding, ...], tuple[str, ...], tuple[Gap, ...]]


def _new(path: Path, limits: settings.Limits) -> _Read:
    with container.opened(path, limits) as box:
        told = spreadsheet_parts.findings(box)
        letters = spreadsheet_parts.letters(box)
        looks = spreadsheet_parts.looks(box)
        charts, rich = spreadsheet_parts.unread(box), spreadsheet_runs.of_workbook(box)
    try:
        book = _opened(path, limits)
        none = spreadsheet_parts.SheetLook
        sheets = [_new_sheet(sheet, looks.get(sheet.title) or none(), rich.shown) for sheet in book.worksheets]
        book.close()
    except _XLSX_ERRORS as error:
        found = ("sổ tính hỏng", f"broken workbook: {type(error).__name__}")
        raise container.damaged(path.name, found=found, expected=("tệp XLSX", "an XLSX file")) from error
    lacking = list(_lacking(sheets, charts=charts, rich=rich))
    return sheets, (*told, *lacking), letters, (Gap.parts,) * bool(lacking)


def _opened(path: Path, limits: settings.Limits) -> openpyxl.Workbook:
    """The workbook; without fills, frames and named looks, which tell no value, where they are not as openpyxl asks.

    Other programs than Excel write `<fill/>`, which it does not take.
    """
    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (TypeError, ValueError):
        with container.opened(path, limits) as box:
            plain = spreadsheet_parts.with_plain_styles(box)
        return openpyxl.load_workbook(plain, read_only=True, data_only=True, keep_links=False)


def _lacking(
    sheets: Sequence[Worksheet], *, charts: bool, rich: spreadsheet_runs.RichCells | None = None
) -> Iterator[Finding]:
    if rich and rich.doubtful:
        yield reasons.finding("parts-unread", what=("số mũ", "raised figures"))
    if (rich and rich.struck) or any(sheet.struck for sheet in sheets):
        yield reasons.finding("parts-unread", what=("nét gạch ngang chữ", "words struck through"))
    if charts:
        yield reasons.finding("parts-unread", what=("biểu đồ, sơ đồ", "a chart"))
    names = ", ".join(flow.tidy(sheet.name) for sheet in sheets if sheet.look.uncounted and not sheet.look.hidden)
    if names:
        yield reasons.finding("parts-unread", what=("công thức chưa có giá trị", "a formula without a value"))


def _new_sheet(sheet: object, look: spreadsheet_parts.SheetLook, shown: Mapping[str, str]) -> Worksheet:
    found = Worksheet(str(getattr(sheet, "title", "")), look=look)
    heads: dict[int, str] = {}
    blank, given_up = 0, False
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS + 1):  # type: ignore[attr-defined]
        filled = _filled(cells)
        found.struck = found.struck or any(cell.value is not None and cell.font.strike for cell in filled)
        row = _row(_with_constants([_read_cell(cell, shown) for cell in filled], found), found, heads)
        blank = 0 if any(row) else blank + 1
        found.cut = found.cut or len(found.rows) >= MOST_ROWS or bool(row[MOST_COLUMNS:] and row[MOST_COLUMNS])
        if len(found.rows) >= MOST_ROWS or (blank == 0 and given_up):
            found.cut = True  # nobody has looked at what stands below a thousand empty rows
            break
        given_up = given_up or blank > _MOST_BLANK
        if not given_up:
            found.rows.append(row[:MOST_COLUMNS])
    return found


def _with_constants(cells: list[_StoredCell], sheet: Worksheet) -> list[_StoredCell]:
    """A row with what formulas without a value show that only join words and numbers."""
    known = sheet.look.constants.get(len(sheet.rows), {})
    cells += [_StoredCell(None)] * (max(known, default=-1) + 1 - len(cells))
    return [_StoredCell(known[at]) if at in known else cell for at, cell in enumerate(cells)]


def _filled(cells: Sequence[Any]) -> Sequence[Any]:
    """The cells of a row without the empty ones at its end: sheets are read 257 wide, and hold a dozen."""
    last = next((at for at in range(len(cells), 0, -1) if cells[at - 1].value is not None), 0)
    return cells[:last]


def _read_cell(cell: Any, shown: Mapping[str, str]) -> _StoredCell:
    """A cell; words as `shown` where their letters alone say something else."""
    if cell.value is None:
        return _StoredCell(None)
    value = shown.get(cell.value, cell.value) if isinstance(cell.value, str) else cell.value
    height = getattr(cell.font, "vertAlign", None)
    font = str(getattr(cell.font, "name", "") or "")
    return _StoredCell(value, cell.number_format or "", font, height == "superscript", height == "subscript")


def _row(cells: Sequence[_StoredCell], sheet: Worksheet, heads: dict[int, str]) -> tuple[str, ...]:
    """Cells as shown; what they store besides goes to the sheet.

    `heads` keeps the last words of each column, which say what its numbers are.
    """
    found: list[str] = []
    beside = ""
    for at, (value, form, font, raised, lowered) in enumerate(cells):
        said = legacy_encoding.decode(displayed(value, form).replace("\n", " "), font) if value is not None else ""
        said = set_off.alone(said, raised=raised, lowered=lowered)
        found.append(said)
        if value is None:
            continue
        sheet.stored += _stored(value, said, f"{heads.get(at, '')} {beside}")
        if isinstance(value, str) and said.strip():
            heads[at] = said
        beside = said or beside
    return tuple(found)


def _stored(value: Cell, said: str, about: str) -> Iterator[str]:
    """What a cell holds and does not show: other digits, other words, a number's lost zero."""
    if isinstance(value, str):
        yield from [value] if flow.tidy(value) != flow.tidy(said) and not legacy_encoding.is_unicode(said) else []
    elif isinstance(value, int | float) and not isinstance(value, bool):
        plain = str(int(value)) if float(value).is_integer() else str(value)
        if (not said.strip() and value) or (len(digits(plain)) >= _LONG and digits(plain) != digits(said)):
            yield plain
        if (
            plain.isdecimal()
            and len(plain) in (9, 11)
            and _PERSONAL.search(text.fold(about))
            and "0" + plain not in said
        ):
            yield f"{about.strip()} 0{plain}"


def _open(path: Path, limits: settings.Limits) -> _Read:
    """An OpenDocument workbook."""
    found, letters = office_active.inspect(path, media.ODT.media, limits)
    with container.opened(path, limits) as box:
        charts = open_sheets.charts(box)
        sheets = [_open_sheet(one) for one in open_sheets.sheets(box, MOST_ROWS, MOST_COLUMNS)]
        told = (*(one for one in found if one.place not in charts), *open_sheets.calls(box))
    lacking = list(_lacking(sheets, charts=bool(charts)))
    return sheets, (*told, *lacking), letters, (Gap.parts,) * bool(lacking)


def _open_sheet(sheet: open_sheets.OpenSheet) -> Worksheet:
    found = Worksheet(sheet.name, look=sheet.look, cut=sheet.cut, struck=sheet.struck)
    heads: dict[int, str] = {}
    for cells in sheet.rows:
        beside = ""
        for at, (said, value) in enumerate(cells):
            if value is not None:
                found.stored += _stored(value, said, f"{heads.get(at, '')} {beside}")
            elif said:
                heads[at] = said
            beside = said or beside
        found.rows.append(tuple(cell.said for cell in cells))
    return found


def _old(path: Path, _limits: settings.Limits) -> _Read:
    told = _old_active(path)
    try:
        with path.open("rb") as file:
            book = xlrd.open_workbook(file_contents=file.read(), formatting_info=True, logfile=_Silent())
        sheets = [_old_sheet(book, sheet) for sheet in book.sheets()]
        letters = [note.text for sheet in book.sheets() for note in sheet.cell_note_map.values()]
        margins, boxes, charts = spreadsheet_old.beside(path)
    except (*_XLS_ERRORS, *_OTHER_XLS) as error:
        if "encrypted" in str(error):
            raise container.UnreadableFile(container.encrypted(path.name)) from error
        found = ("sổ tính hỏng", f"broken workbook: {type(error).__name__}")
        raise container.damaged(path.name, found=found, expected=("tệp XLS", "an XLS file")) from error
    if sheets:
        sheets[0].look.uncounted = spreadsheet_old.uncounted(path)
        sheets[0].look.margins += margins
        sheets[0].look.boxes += boxes
    lacking = list(_lacking(sheets, charts=charts))
    return sheets, (*told, *lacking), tuple(letters), (Gap.parts,) * bool(lacking)


_KINDS = {media.XLS.media: _old, media.XLSX.media: _new, media.ODS.media: _open}


class _Silent:
    """Where xlrd's complaints go: they quote the file."""

    def write(self, _text: str) -> int:
        """Forget."""
        return 0


def _old_sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Worksheet:
    look = spreadsheet_parts.SheetLook(
        hidden=sheet.visibility != 0,
        rows=frozenset(number for number, row in sheet.rowinfo_map.items() if row.hidden),
        columns=frozenset(number for number, column in sheet.colinfo_map.items() if column.hidden),
        covered=frozenset(_covered(sheet)),
    )
    found = Worksheet(sheet.name, look=look, cut=sheet.nrows > MOST_ROWS or sheet.ncols > MOST_COLUMNS)
    heads: dict[int, str] = {}
    for number in range(min(sheet.nrows, MOST_ROWS)):
        stored = sheet.row(number)[:MOST_COLUMNS]
        found.struck = found.struck or any(cell.value and _old_font(book, cell).struck_out for cell in stored)
        cells = [_old_cell(book, cell) for cell in stored]
        for at, stored_cell in enumerate(cells):
            if isinstance(stored_cell.value, str):
                said, struck = spreadsheet_runs.of_old_cell(book, sheet, (number, at), stored_cell.value)
                cells[at], found.struck = stored_cell._replace(value=said), found.struck or struck
        found.rows.append(_row(cells, found, heads))
    return found


def _covered(sheet: xlrd.sheet.Sheet) -> Iterator[tuple[int, int]]:
    for top, bottom, left, right in sheet.merged_cells:
        if (bottom - top) * (right - left) <= MOST_ROWS:
            yield from (
                (row, at) for row in range(top, bottom) for at in range(left, right) if (row, at) != (top, left)
            )


def _old_font(book: xlrd.Book, cell: xlrd.sheet.Cell) -> xlrd.formatting.Font:
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    at = style.font_index if style is not None else len(book.font_list)
    return book.font_list[at] if at < len(book.font_list) else xlrd.formatting.Font()


def _old_cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> _StoredCell:
    """A cell of an old workbook."""
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return _StoredCell(None)
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    look = book.format_map.get(style.format_key) if style is not None else None
    font = _old_font(book, cell)
    height = spreadsheet_runs.old_height(font)
    value = cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    elif cell.ctype == xlrd.XL_CELL_DATE:
        try:
            value = xlrd.xldate_as_datetime(value, book.datemode)
        except (ValueError, OverflowError):
            return _StoredCell(value, "", font.name, *height)
    return _StoredCell(value, look.format_str if look is not None else "", font.name, *height)


def _old_active(path: Path) -> tuple[Finding, ...]:
    try:
        with olefile.OleFileIO(str(path)) as ole:
            names = ["/".join(entry) for entry in ole.listdir(streams=False, storages=True)]
    except (OSError, *_XLS_ERRORS) as error:
        found = (f"mục lục OLE hỏng: {type(error).__name__}", f"broken OLE directory: {type(error).__name__}")
        return (container.damaged(path.name, found=found, expected=("tệp XLS", "an XLS file")).finding,)
    macros = [name for name in names if re.search(r"_VBA_PROJECT|(?:^|/)VBA$", name)]
    objects = [name for name in names if re.match(r"MBD[0-9A-F]+$|\d?Ole", name)]
    return (
        *(container.active(path.name, name, "macro", "macro") for name in macros[:1]),
        *(container.active(path.name, name, "đối tượng nhúng", "embedded object") for name in objects[:1]),
    )
