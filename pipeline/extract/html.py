"""Saved web pages as documents: the text of the page's document, without scripts, styles and the portal around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from pipeline import legacy_encoding, media, settings, text
from pipeline.document.model import Block, Extraction, Region
from pipeline.extract import container, flow, sheet
from pipeline.extract.docx_numbering import formatted
from pipeline.extract.flow import Grid, Item, Line
from pipeline.extract.html_active import findings
from pipeline.extract.portal_text import markdown as markdown
from pipeline.extract.portal_text import plain as plain

_DROPPED = frozenset(("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "embed"))
_CONTROLS = frozenset(("button", "select", "option", "textarea", "input", "nav", "aside", "dialog", "audio", "video"))
_BLOCKS = frozenset(
    ("p", "div", "section", "article", "main", "header", "footer", "blockquote", "form", "fieldset", "pre")
)
_LISTS = frozenset(("ul", "ol", "li", "dl", "dt", "dd", "figure", "address", "center", "body", "html", "hr"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BOLD = frozenset(("b", "strong", "th")) | _HEADINGS
_KNOWN_ROOTS = (
    "//*[@data-vbpl-content-root]",
    "//*[@id='toanvancontent' or @id='divContentDoc' or @id='fulltext']",
    "//*[contains(concat(' ', @class, ' '), ' toanvancontent ') or contains(concat(' ', @class, ' '), ' content1 ')]",
)
_NATION = "cong hoa xa hoi chu nghia viet nam"
_ENDS = re.compile(r"noi nhan\b|\bdieu 1\b")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ALIGN = re.compile(r"text-align\s*:\s*(center|right|justify)", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*['\"]?([^;'\",]+)", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_CONDITION = re.compile(r"\[(?:if|endif)\b")  # Word's markup for old browsers
_NO_LINES = re.compile(
    r"border(?:-color|-style|-width)?\s*:\s*(?:none|0|white|transparent|#fff(?:fff)?\b)", re.IGNORECASE
)
_LIST_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DEEPEST = 150
_MOST_SPAN = 100


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands down to its text."""

    bold: bool = False
    italic: bool = False
    align: str = ""
    font: str = ""
    hidden: bool = False


def read(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """The document of a web page; what the page holds beside it is hidden text, for the gate only."""
    try:
        root = parse(decoded(path.read_bytes()), path.name)
    except container.Unreadable as problem:
        return Extraction(sha256, media.HTML.media, findings=(problem.finding,))
    main = content(root)
    blocks = sheet.blocks(_Walk().items(main))
    aside = _around(root, main, blocks)
    return Extraction(sha256, media.HTML.media, (*blocks, *aside), findings=findings(root, path.name))


def decoded(data: bytes) -> str:
    """A page's bytes as text: its byte order mark, its own word, UTF-8, or the Western set that old pages used."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    said = _CHARSET.search(data[:4096])
    for encoding in ("utf-8", said.group(1).decode("ascii", "replace") if said else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def parse(source: str, name: str) -> etree._Element:
    """A page as a tree.

    Raises:
        container.Unreadable: nothing in it can be a page.
    """
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.replace("\0", ""), count=1)
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        found = ("không có nội dung HTML", f"no HTML content: {error}")
        raise container.damaged(name, found=found, expected=("trang HTML", "an HTML page")) from error
    if any("Excessive depth" in str(entry.message) for entry in parser.error_log):
        # The parser drops what lies deeper, and the gate would never see it.
        raise container.over_limit(name, "> 2048 thẻ lồng nhau (nested)", "2048")
    return root


def content(root: etree._Element) -> etree._Element:
    """The element that holds the document: one that known portals mark, or the smallest from national name to end."""
    for known in _KNOWN_ROOTS:
        found = root.xpath(known)
        elements = [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []
        if elements:
            return max(elements, key=_length)
    whole = [element for element in root.iter("div", "td", "article", "main", "section") if _is_document(element)]
    body = root.find("body")
    return min(whole, key=_length, default=body if body is not None else root)


def _is_document(element: etree._Element) -> bool:
    said = text.fold(_said(element))
    return _NATION in said and _ENDS.search(said) is not None


def _said(element: etree._Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())


def _length(element: etree._Element) -> int:
    return len(_said(element))


def _around(root: etree._Element, main: etree._Element, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Page title, comments, and what stands beside the document."""
    title = root.findtext(".//title") or ""
    comments = (str(comment.text or "") for comment in root.iter(etree.Comment))
    beside = [] if main.tag in ("body", "html") else list(flow.lines(_Walk(skip=main).items(root)))
    told = [
        title,
        *(said for said in comments if "[if" not in said and "[endif" not in said),
        *(x.text for x in beside),
    ]
    seen = {block.text for block in blocks}
    for said in dict.fromkeys(map(flow.tidy, told)):
        if flow.says_something(said) and said not in seen:
            yield flow.block(Line(said, region=Region.hidden))


class _Walk:
    """One pass over a tree, from which lines and tables come in reading order."""

    def __init__(self, skip: etree._Element | None = None) -> None:
        self._skip = skip
        self._found: list[Item] = []
        self._pieces: list[tuple[str, Look]] = []

    def items(self, element: etree._Element, look: Look | None = None, depth: int = 0) -> tuple[Item, ...]:
        """What an element holds."""
        self._element(element, look or Look(), depth)
        self._end_line()
        return tuple(self._found)

    def _element(self, element: etree._Element, look: Look, depth: int) -> None:
        if not isinstance(element.tag, str) or element.tag in _DROPPED | _CONTROLS or element is self._skip:
            return
        look = _look(element, look)
        if depth > _DEEPEST:
            self._add(" ".join(map(str, element.itertext())), look)
        elif element.tag == "br":
            self._pieces.append(("\n", look))
        elif element.tag == "table":
            self._end_line()
            self._found.append(_grid(element, look, depth, self._skip))
        else:
            self._inside(element, look, depth)

    def _inside(self, element: etree._Element, look: Look, depth: int) -> None:
        stands_alone = element.tag in _BLOCKS | _LISTS | _HEADINGS
        if stands_alone:
            self._end_line()
        if element.tag == "li":
            self._add(_list_label(element), look)
        self._add(element.text or "", look)
        for child in element:
            self._element(child, look, depth + 1)
            self._add(child.tail or "", look)
        if stands_alone:
            self._end_line()

    def _add(self, said: str, look: Look) -> None:
        if said:
            letters = legacy_encoding.decode(_SPACES.sub(" ", said), look.font)
            self._pieces.append((letters, look))

    def _end_line(self) -> None:
        pieces, self._pieces = self._pieces, []
        for unseen in (False, True):
            told = [(said, look) for said, look in pieces if look.hidden == unseen]
            if flow.tidy("".join(said for said, _ in told)):
                self._found.append(_line(told))


def _line(told: list[tuple[str, Look]]) -> Line:
    letters = sum(len(said.strip()) for said, _ in told) or 1
    return Line(
        "".join(said for said, _ in told).strip(" \n"),
        align=told[0][1].align,
        bold=sum(len(said.strip()) for said, look in told if look.bold) > 0.7 * letters,
        italic=sum(len(said.strip()) for said, look in told if look.italic) > 0.7 * letters,
        region=Region.hidden if told[0][1].hidden else Region.body,
    )


def _look(element: etree._Element, look: Look) -> Look:
    style = element.get("style", "")
    align = _ALIGN.search(style)
    font = _FONT.search(style)
    said = (element.get("align") or "").lower()
    stated = align.group(1).lower() if align else said if said in ("center", "right", "justify") else ""
    return replace(
        look,
        bold=look.bold or element.tag in _BOLD or _WEIGHT.search(style) is not None,
        italic=look.italic or element.tag in ("i", "em"),
        align="center" if element.tag == "center" else stated or ("" if said == "left" else look.align),
        font=font.group(1) if font else element.get("face") or look.font,
        hidden=look.hidden or element.get("hidden") is not None or _UNSEEN.search(style) is not None,
    )


def _list_label(element: etree._Element) -> str:
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    start = _number(parent.get("start"), 1)
    at = sum(1 for item in element.itersiblings("li", preceding=True))
    count = _number(element.get("value"), start + at)
    return f"{formatted(count, _LIST_FORMS.get(parent.get('type', '1'), 'decimal'))}. "


def _number(said: str | None, default: int, most: int = 100_000) -> int:
    return min(int(said), most) if said is not None and said.isdecimal() and len(said) < 10 else default


def _grid(table: etree._Element, look: Look, depth: int, skip: etree._Element | None) -> Grid:
    rows: list[list[tuple[Item, ...]]] = []
    below: dict[int, int] = {}  # columns still covered by a cell of an earlier row, with how many rows are left
    for row in _rows(table):
        cells: list[tuple[Item, ...]] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _cover(cells, below)
            wide = max(1, _number(cell.get("colspan"), 1, _MOST_SPAN))
            tall = _number(cell.get("rowspan"), 1, 1000)
            at = len(cells)
            cells += [_Walk(skip).items(cell, look, depth + 1), *[()] * (wide - 1)]
            below |= {column: tall - 1 for column in range(at, at + wide) if tall > 1}
        _cover(cells, below)
        rows.append(cells)
    return Grid(tuple(map(tuple, rows)), ruled=_is_ruled(table))


def _cover(cells: list[tuple[Item, ...]], below: dict[int, int]) -> None:
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append(())


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _is_ruled(table: etree._Element) -> bool:
    styles = [element.get("style", "") for element in (table, *list(table.iter("td", "th"))[:6])]
    if any(_NO_LINES.search(style) for style in styles):
        return False
    drawn = table.get("border", "0").strip("px ") not in ("", "0")
    return drawn or any(re.search(r"border[^;]*solid", style) for style in styles)
