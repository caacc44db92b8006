"""What an XLSX workbook holds beside its cells' values: what is hidden, page headers, text boxes, comments, macros."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from lxml import etree

from pipeline import legacy_encoding
from pipeline.document.model import Finding
from pipeline.extract.office_files import container, foreign_parts, links_active
from pipeline.extract.office_files.docx_package import relations

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARAGRAPHS = frozenset((_MAIN + "si", _MAIN + "text", "{http://schemas.openxmlformats.org/drawingml/2006/main}p"))
_ACTIVE = (
    (re.compile(r"vbaProject\.bin$|/macrosheets/"), ("macro", "macro")),
    (re.compile(r"^xl/embeddings/|^xl/activeX/"), ("đối tượng nhúng", "embedded object")),
    (re.compile(r"^xl/connections\.xml$|^xl/queryTables/"), ("kết nối dữ liệu", "data connection")),
)
_CALLS = re.compile(
    rb"<(?:\w+:)?f\b[^>]*>[^<]*(?:\b(?:WEBSERVICE|RTD|DDE|CALL|EXEC|REGISTER(?:\.ID)?|IMAGE)\s*\(|\w+\|\s*(?:'|&apos;|&quot;))",
    re.IGNORECASE,
)
# Parts with words of their own; cells and shared strings are read as cells.
_WORDED = re.compile(
    r"^xl/(?:comments|threadedComments|drawings|charts|diagrams|externalLinks|persons|sharedStrings|pivotCache|tables)"
    r"|^docProps/|^customXml/item"
)
_IN_ATTRIBUTES = re.compile(r"^xl/(?:pivotCache|tables)/")
_NOT_READ = re.compile(r"^xl/(?:charts/chart|diagrams/data)\d*\.xml$")
_IDLE = re.compile(r"[\d.,:TZ+-]*|true|false|Microsoft Excel|Worksheets|LibreOffice/.*|openpyxl")
_HEADER_CODE = re.compile(r'&(?:"(?P<font>[^",]*)[^"]*"|(?P<side>[LCR])|K[0-9A-Fa-f+-]{5,6}|\d{1,3}|(?P<own>&)|.)')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_PIECE = r'(?:"(?:[^"]|"")*"|\d+(?:\.\d+)?|TEXT\(\s*\d{1,20}\s*,\s*"0{1,20}"\s*\))'
_JOINED = re.compile(
    rf"{_PIECE}(?:\s*&\s*{_PIECE})*|CONCAT(?:ENATE)?\(\s*{_PIECE}(?:\s*,\s*{_PIECE})*\s*\)", re.IGNORECASE
)
_ONE = re.compile(
    r'"(?P<said>(?:[^"]|"")*)"|TEXT\(\s*(?P<number>\d+)\s*,\s*"(?P<form>0+)"\s*\)|(?P<plain>\d+(?:\.\d+)?)',
    re.IGNORECASE,
)
_SEEN_TAGS = ("c", "row", "col", "mergeCell", "dataValidation", "cfRule", "hyperlink", "headerFooter")
_SPOKEN = re.compile(r"^(?:prompt|error)(?:Title)?$|^(?:display|tooltip|text)$")
_MOST_COVERED = 100_000  # cells


@dataclass(slots=True)
class SheetLook:
    """A sheet's own part, read apart from its cells' values; rows and columns from 0.

    `covered` are cells below a merged one (row, column); `margins` lines of page headers and footers; `boxes`
    paragraphs of text boxes; `unseen` words that no cell shows (literals of formulas, prompts); `uncounted` whether a
    formula has no value; `constants` what those show that only join words and numbers (`="0"&74085001234`), by row and
    column; `seen` what a plain walk finds in cells that are not hidden.
    """

    hidden: bool = False
    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    covered: frozenset[tuple[int, int]] = frozenset()
    margins: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    uncounted: bool = False
    constants: dict[int, dict[int, str]] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)


def findings(box: container.Container) -> tuple[Finding, ...]:
    """Parts that run or fetch. Values of another workbook, saved with a formula, are ordinary; DDE is not."""
    told = {name: what for name in box.names for rule, what in _ACTIVE if rule.search(name)}
    told |= {**dict(foreign_parts.of(box)), **dict(links_active.of(box, {}))}
    for name in box.names:
        if name.startswith("xl/externalLinks/") and re.search(rb"<(?:\w+:)?(?:ddeLink|oleLink)\b", box.read(name)):
            told[name] = ("liên kết DDE", "DDE link")
        elif name.startswith("xl/worksheets/") and _CALLS.search(box.read(name)):
            told[name] = ("công thức gọi ra ngoài", "formula that calls outside")
        elif name.endswith(".xml") and b"<!DOCTYPE" in box.read(name)[:4096]:
            told[name] = ("khai báo DOCTYPE", "DOCTYPE declaration")
    found = tuple(container.active(box.path.name, name, *what) for name, what in told.items())
    if any(what[1].startswith("DOCTYPE") for what in told.values()):
        raise container.UnreadableFile(found[-1])
    return found


def letters(box: container.Container) -> tuple[str, ...]:
    """Words of comments, drawings, linked workbooks, caches and properties, and shared strings that no cell may use."""
    worded = (name for name in box.names if _WORDED.search(name) and name.endswith(".xml"))
    told = [*(said for name in worded for said in _words(box, name)), *_named_styles(box), *container.aside(box)]
    return tuple(dict.fromkeys(said for said in told if said.strip() and not _is_idle(said.strip())))


def _is_idle(said: str) -> bool:
    return _IDLE.fullmatch(said) is not None and not container.is_worded(said)


def _named_styles(box: container.Container) -> Iterator[str]:
    """Names that people gave to looks of cells."""
    if box.has("xl/styles.xml"):
        yield from (str(style.get("name", "")) for style in box.xml("xl/styles.xml").iter("{*}cellStyle"))


def with_plain_styles(box: container.Container) -> io.BytesIO:
    """The workbook with the number formats and fonts of its cells, and nothing else of their looks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name in box.names:
            data = box.read(name)
            if name == "xl/styles.xml":
                root = box.xml(name)
                for child in list(root):
                    if etree.QName(child).localname not in ("numFmts", "fonts", "cellStyleXfs", "cellXfs"):
                        root.remove(child)
                data = etree.tostring(root)
            into.writestr(name, data)
    made.seek(0)
    return made


def unread(box: container.Container) -> bool:
    """Whether there are charts or diagrams, whose words no sheet of cells holds."""
    return any(_NOT_READ.search(name) for name in box.names)


def _words(box: container.Container, name: str) -> Iterator[str]:
    root = box.xml(name)
    yield from container.letters(root, _PARAGRAPHS)
    if _IN_ATTRIBUTES.search(name):
        yield from (
            str(element.get(key)) for element in root.iter() for key in ("v", "name", "caption") if element.get(key)
        )


def looks(box: container.Container) -> dict[str, SheetLook]:
    """By a sheet's name, what of it is hidden."""
    name = next((item.target for item in relations(box, "") if item.kind == "officeDocument"), "")
    if not box.has(name):
        found = ("không có phần xl/workbook.xml", "no part xl/workbook.xml")
        raise container.damaged(box.path.name, found=found, expected=("tệp XLSX", "an XLSX file"))
    parts = {item.id: item.target for item in relations(box, name)}
    workbook = box.xml(name)
    shared = _shared(box)
    looks = {
        sheet.get("name", ""): _look(box, parts.get(sheet.get(_ID, ""), ""), shared, hidden=_is_hidden(sheet))
        for sheet in workbook.iter("{*}sheet")
    }
    named = [said for one in workbook.iter("{*}definedName") for said in literals(one.text or "")]
    named += container.attributes(workbook)
    if looks:
        next(iter(looks.values())).unseen += named
    return looks


def _shared(box: container.Container) -> list[str]:
    if not box.has("xl/sharedStrings.xml"):
        return []
    items = box.xml("xl/sharedStrings.xml").iter("{*}si")
    return ["".join(str(said.text or "") for said in item.iter("{*}t")) for item in items]


def _is_hidden(sheet: etree._Element) -> bool:
    return sheet.get("state", "visible") != "visible"


def _look(box: container.Container, part: str, shared: list[str], *, hidden: bool) -> SheetLook:
    look = SheetLook(hidden)
    if not box.has(part):
        return look
    rows: list[range] = []
    columns: list[range] = []
    covered: set[tuple[int, int]] = set()
    for element in _elements(box, part):
        tag = etree.QName(element).localname
        if tag == "c":
            _see_cell(element, look, shared, columns)
        elif tag == "row" and _is_on(element.get("hidden")):
            rows.append(_span(element.get("r"), element.get("r")))
        elif tag == "col" and _is_on(element.get("hidden")):
            columns.append(_span(element.get("min"), element.get("max")))
        elif tag == "mergeCell":
            covered.update(_below(element.get("ref", "")))
        elif tag == "headerFooter":
            look.margins += [said for child in element for said in header_lines(str(child.text or ""))]
        elif tag in ("dataValidation", "cfRule", "hyperlink"):
            look.unseen += [str(value) for key, value in element.attrib.items() if _SPOKEN.search(str(key))]
            look.unseen += [said for inner in element.iter() for said in literals(str(inner.text or ""))]
    look.rows, look.columns = frozenset(chain.from_iterable(rows)), frozenset(chain.from_iterable(columns))
    look.covered = frozenset(covered)
    look.boxes = list(_boxes(box, part))
    return look


def _elements(box: container.Container, part: str) -> Iterator[etree._Element]:
    """The elements that tell something, each with what it holds, one after the other: a sheet may have a million cells.

    Raises:
        container.UnreadableFile: not well-formed.
    """
    tags = [f"{{*}}{name}" for name in _SEEN_TAGS]
    source = io.BytesIO(box.read(part))
    try:
        for _, element in etree.iterparse(source, tag=tags, resolve_entities=False, no_network=True, load_dtd=False):
            yield element
            if etree.QName(element).localname != "c":
                element.clear(keep_tail=False)
            else:
                _forget(element)
    except etree.XMLSyntaxError as error:
        found = (f"XML sai tại {part}", f"bad XML in {part}: {error}")
        raise container.damaged(box.path.name, found=found, expected=("XML đúng phép", "well-formed XML")) from error


def _forget(cell: etree._Element) -> None:
    for child in list(cell):
        cell.remove(child)


def _see_cell(cell: etree._Element, look: SheetLook, shared: list[str], hidden: list[range]) -> None:
    formula, value = cell.find("{*}f"), cell.find("{*}v")
    kind, said = cell.get("t", "n"), str(value.text or "") if value is not None else ""
    row, match = cell.getparent(), re.match(r"([A-Z]{1,3})(\d{1,7})", cell.get("r", ""))
    at = _column(match[1]) if match else -1
    if formula is not None:
        look.unseen += literals(str(formula.text or ""))
        constant = "" if said or match is None else constant_of(str(formula.text or ""))
        look.uncounted = look.uncounted or (not said and kind != "str" and not constant)
        if match and constant:
            look.constants.setdefault(int(match[2]) - 1, {})[at] = constant
    if look.hidden or (row is not None and _is_on(row.get("hidden"))) or any(at in span for span in hidden):
        return
    if kind == "s" and said.isdecimal() and int(said) < len(shared):
        look.seen.append(shared[int(said)])
    elif kind == "str":
        look.seen.append(said)
    elif kind == "inlineStr":
        look.seen.append("".join(str(one.text or "") for one in cell.iter("{*}t")))


def literals(formula: str) -> list[str]:
    """Words of a formula, and those that it joins as they are shown together."""
    joined = (_shown(match[0]) for match in _JOINED.finditer(formula) if not match[0].isdecimal())
    return [said for said in dict.fromkeys((*_quoted(formula), *joined)) if said.strip()]


def _quoted(formula: str) -> list[str]:
    return [said.replace('""', '"') for said in _QUOTED.findall(formula)]


def constant_of(formula: str) -> str:
    """What a formula shows that refers to no cell: words and numbers, joined; empty for any other."""
    return _shown(formula) if _JOINED.fullmatch(formula.strip().removeprefix("_xlfn.")) else ""


def _shown(joined: str) -> str:
    return "".join(
        match["number"].rjust(len(match["form"]), "0")
        if match["number"]
        else (match["plain"] or "").lstrip("0") or (match["said"] or "").replace('""', '"')
        for match in _ONE.finditer(joined)
    )


def header_lines(code: str) -> list[str]:
    """What a page header's code (`&L…&C&"Arial,Bold"&12…&R`) prints, one line a side."""
    sides, font, at = [""], "", 0
    for match in _HEADER_CODE.finditer(code):
        sides[-1] += legacy_encoding.decode(code[at : match.start()], font)
        at = match.end()
        if match["side"]:
            sides.append("")
        font = match["font"] or font
        sides[-1] += match["own"] or ""
    sides[-1] += legacy_encoding.decode(code[at:], font)
    return [line for side in sides for line in side.splitlines() if line.strip()]


def _boxes(box: container.Container, part: str) -> Iterator[str]:
    """Paragraphs of the text boxes that lie over a sheet."""
    for relation in relations(box, part):
        if relation.kind == "drawing" and box.has(relation.target):
            for body in box.xml(relation.target).iter("{*}txBody"):
                yield from ("".join(map(str, paragraph.itertext())) for paragraph in body.iter("{*}p"))


def _below(ref: str) -> Iterator[tuple[int, int]]:
    """The same for a range as a sheet names it (`A1:C2`)."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", ref)
    if match is None:
        return
    yield from below(int(match[2]) - 1, int(match[4]) - 1, _column(match[1]), _column(match[3]))


def below(top: int, bottom: int, left: int, right: int) -> Iterator[tuple[int, int]]:
    """The cells (row, column) that a merged one covers, its own left out; of a range beyond all measure none."""
    if (right - left + 1) * (bottom - top + 1) <= _MOST_COVERED:
        cells = ((row, at) for row in range(top, bottom + 1) for at in range(left, right + 1))
        yield from (cell for cell in cells if cell != (top, left))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _is_on(said: str | None) -> bool:
    return said in ("1", "true")


def _span(first: str | None, last: str | None) -> range:
    if first is None or last is None or not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(max(0, int(first[:7]) - 1), min(int(last[:7]), 1_048_576))
