"""Tables of a Word file as grids: spans kept by empty cells, deleted rows hidden."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from pipeline.document.model import Region
from pipeline.extract.office_files.docx_package import W, inner, is_on, number, value
from pipeline.sheet.flow import Grid, Item, Line

_MOST_COLUMNS = 63  # Word's own limit
_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "smartTag", "moveTo"))
_GONE = frozenset(W + name for name in ("del", "moveFrom"))
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")

Flow = Callable[[etree._Element], tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell read: its content and how many columns it covers."""

    items: tuple[Item, ...]
    span: int


def grid(table: etree._Element, flow: Flow, styles: etree._Element | None) -> Grid:
    """A `w:tbl`; `flow` reads what a cell holds.

    A vertically merged cell stands in its first row; what the cells that it covers hold is never shown: hidden.
    """
    rows = [tuple(_spread(_cells(row, flow))) for row in _children(table, W + "tr")]
    return Grid(tuple(rows), ruled=_is_ruled(table, styles))


def _spread(cells: Iterator[Cell]) -> Iterator[tuple[Item, ...]]:
    room = _MOST_COLUMNS
    for cell in cells:
        span = min(cell.span, room)
        room -= span
        if span:
            yield cell.items
            yield from [()] * (span - 1)


def _cells(row: etree._Element, flow: Flow) -> Iterator[Cell]:
    properties = row.find(W + "trPr")
    before = None if properties is None else properties.find(W + "gridBefore")
    if before is not None:
        yield Cell((), number(value(before), 0, most=_MOST_COLUMNS))
    deleted = properties is not None and (
        any(properties.find(tag) is not None for tag in _GONE) or is_on(properties.find(W + "hidden"))
    )
    for cell in _children(row, W + "tc"):
        yield _cell(cell, flow, hidden=deleted)


def _cell(cell: etree._Element, flow: Flow, *, hidden: bool) -> Cell:
    properties = cell.find(W + "tcPr")
    span = None if properties is None else properties.find(W + "gridSpan")
    items = flow(cell)
    if hidden or _is_covered(properties) or (properties is not None and properties.find(W + "cellDel") is not None):
        items = tuple(_hidden(item) for item in items)
    return Cell(items, max(1, number(value(span), 1, most=_MOST_COLUMNS)))


def _is_covered(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    merges = (properties.find(W + "vMerge"), properties.find(W + "hMerge"))
    return any(merge is not None and value(merge) in (None, "continue") for merge in merges)


def _hidden(item: Item) -> Item:
    if isinstance(item, Line):
        return replace(item, region=Region.hidden)
    return replace(item, rows=tuple(tuple(tuple(map(_hidden, cell)) for cell in row) for row in item.rows))


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, also those inside content controls and tracked insertions."""
    for child in inner(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS or child.tag in _GONE:
            yield from _children(child, tag)


def _is_ruled(table: etree._Element, styles: etree._Element | None) -> bool:
    own = table.find(f"{W}tblPr/{W}tblBorders")
    if own is not None:
        return _draws(own) or any(_draws(found) for found in table.iter(W + "tcBorders"))
    style = value(table.find(f"{W}tblPr/{W}tblStyle"))
    found = [] if styles is None else styles.findall(W + "style")
    borders = (item.find(f"{W}tblPr/{W}tblBorders") for item in found if value(item, "styleId") == style)
    drawn = any(_draws(item) for item in borders if item is not None)
    return drawn or any(_draws(item) for item in table.iter(W + "tcBorders"))


def _draws(borders: etree._Element) -> bool:
    lines = (borders.find(W + side) for side in _SIDES)
    return any(line is not None and value(line) not in (None, "nil", "none") for line in lines)
