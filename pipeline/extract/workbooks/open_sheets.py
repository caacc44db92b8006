"""The sheets of an OpenDocument workbook (ODS): its cells hold what they show as text, beside the value (ODF 1.3, 9.1).

Nothing is counted or formatted anew: a cell with today's day shows the one that the file was saved with.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from lxml import etree

from pipeline.document.model import Finding
from pipeline.extract.office_files import container, set_off
from pipeline.extract.workbooks.spreadsheet_parts import SheetLook, literals

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _TEXT, _OFFICE, _STYLE, _DRAW = (_ODF % name for name in ("table", "text", "office", "style", "drawing"))
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_UNSHOWN = frozenset((_OFFICE + "annotation", _TEXT + "note", _TEXT + "ruby-text"))
_HIDDEN = ("collapse", "filter")
_CALLS = re.compile(r"\b(?:WEBSERVICE|DDE)\s*\(", re.IGNORECASE)
_CHART = re.compile(
    rb"oasis\.opendocument\.chart[^<>]*full-path=\"([^\"]+?)/?\"|full-path=\"([^\"]+?)/?\"[^<>]*oasis\.opendocument\.chart"
)


class OpenCell(NamedTuple):
    """A cell: the text that it shows, and the value that it stores beside it."""

    said: str = ""
    value: float | None = None


class OpenSheet(NamedTuple):
    """A sheet: its name, the look of its parts, its rows of cells, and whether letters are struck through."""

    name: str
    look: SheetLook
    rows: list[list[OpenCell]]
    struck: bool
    cut: bool


def sheets(box: container.Container, rows: int, columns: int) -> Iterator[OpenSheet]:
    """Every sheet, to so many rows and columns.

    Raises:
        container.UnreadableFile: no such text, or not well-formed.
    """
    if not box.has("content.xml"):
        found = ("không có phần content.xml", "no part content.xml")
        raise container.damaged(box.path.name, found=found, expected=("tệp ODS", "an ODS file"))
    root = box.xml("content.xml")
    styles = {style.get(_STYLE + "name", ""): style for style in root.iter(_STYLE + "style")}
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    for table in [] if body is None else body.iterchildren(_TABLE + "table"):
        yield _Reader(table, styles, rows, columns).read()


def charts(box: container.Container) -> frozenset[str]:
    """Folders of the charts that the workbook draws."""
    manifest = box.read("META-INF/manifest.xml") if box.has("META-INF/manifest.xml") else b""
    return frozenset((one or two).decode("utf-8", "replace") for one, two in _CHART.findall(manifest))


def calls(box: container.Container) -> Iterator[Finding]:
    """Formulas that fetch something from outside."""
    for cell in box.xml("content.xml").iter(*_CELLS) if box.has("content.xml") else ():
        if _CALLS.search(cell.get(_TABLE + "formula", "")):
            yield container.active(box.path.name, "content.xml", "công thức gọi ra ngoài", "formula that calls outside")
            return


class _Reader:
    """One sheet, read cell by cell."""

    def __init__(self, table: etree._Element, styles: dict[str, etree._Element], rows: int, columns: int) -> None:
        self._table, self._styles, self._most, self._wide = table, styles, rows, columns
        self._look = SheetLook(hidden=self._property(table, "table", "display") == "false")
        self._struck = self._cut = False

    def read(self) -> OpenSheet:
        found: list[list[OpenCell]] = []
        hidden_rows: set[int] = set()
        covered: set[tuple[int, int]] = set()
        for row in self._table.iter(_TABLE + "table-row"):
            if next(row.iterancestors(_TABLE + "table")) is not self._table:
                continue  # a table in a cell is read with its cell
            cells = list(self._cells(row, len(found), covered))
            times = min(_number(row, "number-rows-repeated"), self._most + 1 - len(found)) if any(cells) else 1
            if row.get(_TABLE + "visibility") in _HIDDEN:
                hidden_rows.update(range(len(found), len(found) + times))
            found += [cells] * times
            if len(found) > self._most:
                self._cut = True
                break
        self._look.rows, self._look.columns = frozenset(hidden_rows), frozenset(self._hidden_columns())
        self._look.covered = frozenset(covered)
        self._look.boxes = [said for shape in self._table.iter(_DRAW + "*") for said in self._box(shape)]
        return OpenSheet(self._table.get(_TABLE + "name", ""), self._look, found[: self._most], self._struck, self._cut)

    def _cells(self, row: etree._Element, number: int, covered: set[tuple[int, int]]) -> Iterator[OpenCell]:
        at, gap = 0, 0
        for cell in row.iterchildren(*_CELLS):
            times = _number(cell, "number-columns-repeated")
            read = self._cell(cell)
            if not (read.said or read.value is not None):
                gap += times
                continue
            if at + gap + times > self._wide:
                self._cut = True
                return
            yield from [OpenCell()] * gap
            at, gap = at + gap, 0
            if cell.tag == _CELLS[1]:
                covered.update((number, place) for place in range(at, at + times))
            yield from [read] * times
            at += times

    def _cell(self, cell: etree._Element) -> OpenCell:
        formula, value = cell.get(_TABLE + "formula", ""), cell.get(_OFFICE + "value")
        said = " ".join(
            filter(None, (self._said(one).strip() for one in cell.iterchildren(_TEXT + "p", _TEXT + "list")))
        )
        if formula:
            self._look.unseen += literals(formula)
            self._look.uncounted |= not said and cell.get(_OFFICE + "value-type") is None
        try:
            return OpenCell(said, None if value is None else float(value))
        except ValueError:
            return OpenCell(said)

    def _said(self, element: etree._Element, before: str = "", *, raised: bool = False, lowered: bool = False) -> str:
        """Letters of a paragraph without comments, figures set higher or lower told apart by what stands before."""
        position = self._property(element, "text", "text-position") if element.tag == _TEXT + "span" else ""
        raised = raised or position.startswith("super") or bool(re.match(r"[1-9]", position))
        lowered = lowered or position.startswith(("sub", "-"))
        line = self._property(element, "text", "text-line-through-style", "text-line-through-type")
        self._struck |= line not in ("", "none") and bool("".join(map(str, element.itertext())).strip())
        said = set_off.behind(before, element.text or "", raised=raised, lowered=lowered)
        for child in element:
            if child.tag in (_TEXT + "s", _TEXT + "tab", _TEXT + "line-break"):
                said += " "
            elif isinstance(child.tag, str) and child.tag not in _UNSHOWN and not child.tag.startswith(_DRAW):
                said += self._said(child, before + said, raised=raised, lowered=lowered)
            said += set_off.behind(before + said, child.tail or "", raised=raised, lowered=lowered)
        return said

    def _box(self, shape: etree._Element) -> Iterator[str]:
        """Paragraphs of a text box or shape; those of a comment are no text of the sheet."""
        if any(parent.tag in _UNSHOWN for parent in shape.iterancestors()):
            return
        yield from (said for one in shape.iterchildren(_TEXT + "p") if (said := self._said(one).strip()))

    def _hidden_columns(self) -> Iterator[int]:
        at = 0
        for column in self._table.iter(_TABLE + "table-column"):
            times = min(_number(column, "number-columns-repeated"), self._wide)
            if column.get(_TABLE + "visibility") in _HIDDEN:
                yield from range(at, at + times)
            at += times

    def _property(self, element: etree._Element, family: str, *names: str) -> str:
        """A property of the style that an element names."""
        space = _TEXT if family == "text" else _TABLE
        style = self._styles.get(element.get(space + "style-name", ""))
        for properties in [] if style is None else islice(style, 10):
            for name in names:
                if said := properties.get((_STYLE if family == "text" else _TABLE) + name):
                    return said
        return ""


def _number(element: etree._Element, name: str) -> int:
    said = element.get(_TABLE + name, "1")
    return max(1, min(int(said), 1_048_576)) if said.isdecimal() and len(said) < 9 else 1
