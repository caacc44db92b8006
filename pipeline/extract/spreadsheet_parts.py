"""What an XLSX workbook holds beside its cells: hidden sheets, rows and columns, comments, links, macros."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from lxml import etree

from pipeline.document.model import Finding
from pipeline.extract import container
from pipeline.extract.docx_package import relations

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARAGRAPHS = frozenset((_MAIN + "si", _MAIN + "text", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"))
_ACTIVE = (
    (re.compile(r"vbaProject\.bin$|/macrosheets/"), ("macro", "macro")),
    (re.compile(r"^xl/embeddings/|^xl/activeX/"), ("đối tượng nhúng", "embedded object")),
    (re.compile(r"^xl/connections\.xml$|^xl/queryTables/"), ("kết nối dữ liệu", "data connection")),
)
# Parts with words of their own; cells and shared strings are read as cells.
_WORDED = re.compile(
    r"^xl/(?:comments|threadedComments|drawings|charts|externalLinks|persons)[/\d]|^docProps/|^xl/comments"
)
_IDLE = re.compile(r"[\d.,:TZ+-]*|true|false|Microsoft Excel|Worksheets|LibreOffice/.*|openpyxl")


@dataclass(frozen=True, slots=True)
class Look:
    """What of a sheet is not shown; rows and columns from 0."""

    hidden: bool = False
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()


def findings(box: container.Container) -> tuple[Finding, ...]:
    """Parts that run or fetch. Values of another workbook, saved with a formula, are ordinary; DDE is not."""
    told = {name: what for name in box.names for rule, what in _ACTIVE if rule.search(name)}
    for name in box.names:
        if name.startswith("xl/externalLinks/") and re.search(rb"<(?:\w+:)?(?:ddeLink|oleLink)\b", box.read(name)):
            told[name] = ("liên kết DDE", "DDE link")
        elif name.endswith(".xml") and b"<!DOCTYPE" in box.read(name)[:4096]:
            told[name] = ("khai báo DOCTYPE", "DOCTYPE declaration")
    found = tuple(container.active(box.path.name, name, *what) for name, what in told.items())
    if any(what[1].startswith("DOCTYPE") for what in told.values()):
        raise container.Unreadable(found[-1])
    return found


def letters(box: container.Container) -> tuple[str, ...]:
    """Words of comments, drawings, linked workbooks and properties."""
    told = (said for name in box.names if _WORDED.search(name) and name.endswith(".xml") for said in _words(box, name))
    return tuple(dict.fromkeys(said for said in told if said.strip() and not _IDLE.fullmatch(said.strip())))


def _words(box: container.Container, name: str) -> Iterator[str]:
    yield from container.letters(box.xml(name), _PARAGRAPHS)


def looks(box: container.Container) -> dict[str, Look]:
    """By a sheet's name, what of it is hidden."""
    name = next((item.target for item in relations(box, "") if item.kind == "officeDocument"), "")
    if not box.has(name):
        found = ("không có phần xl/workbook.xml", "no part xl/workbook.xml")
        raise container.damaged(box.path.name, found=found, expected=("tệp XLSX", "an XLSX file"))
    parts = {item.id: item.target for item in relations(box, name)}
    sheets = box.xml(name).iter("{*}sheet")
    return {
        sheet.get("name", ""): _look(box, parts.get(sheet.get(_ID, ""), ""), hidden=_is_hidden(sheet))
        for sheet in sheets
    }


def _is_hidden(sheet: etree._Element) -> bool:
    return sheet.get("state", "visible") != "visible"


def _look(box: container.Container, part: str, *, hidden: bool) -> Look:
    if not box.has(part) or b"hidden" not in box.read(part):
        return Look(hidden)
    root = box.xml(part)
    rows = (_span(row.get("r"), row.get("r")) for row in root.iter("{*}row") if _is_on(row.get("hidden")))
    columns = (
        _span(column.get("min"), column.get("max")) for column in root.iter("{*}col") if _is_on(column.get("hidden"))
    )
    return Look(hidden, frozenset(chain.from_iterable(rows)), frozenset(chain.from_iterable(columns)))


def _is_on(said: str | None) -> bool:
    return said in ("1", "true")


def _span(first: str | None, last: str | None) -> range:
    if first is None or last is None or not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(max(0, int(first[:7]) - 1), min(int(last[:7]), 1_048_576))
