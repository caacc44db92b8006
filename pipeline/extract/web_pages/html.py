"""Saved web pages as documents: the text of the page's document, without scripts, styles and the portal around it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from pipeline import legacy_encoding, media, settings
from pipeline.document import active_html, reasons
from pipeline.document.model import Block, Coverage, Extraction, Finding, Gap, Region
from pipeline.extract.office_files import container, office_stamps, set_off
from pipeline.extract.web_pages import html_counters, html_formula, html_lists, html_style, html_unseen, page_tree
from pipeline.extract.web_pages.html_style import ElementLook, StyleSheet
from pipeline.extract.web_pages.portal_text import markdown as markdown
from pipeline.extract.web_pages.portal_text import plain as plain
from pipeline.sheet import flow, flow_regions, lines, symbols
from pipeline.sheet.flow import Grid, Item, Line

_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "title", "iframe", "object", "datalist", "rp", "map"}
    | {"audio", "video", "canvas", "meter", "progress"}
)
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "blockquote", "form", "fieldset", "legend", "pre"}
    | {"figcaption", "details", "summary", "hgroup", "search", "nav", "aside", "dialog", "xmp", "listing", "plaintext"}
)
_LISTS = frozenset(
    ("ul", "ol", "menu", "dir", "li", "dl", "dt", "dd", "figure", "address", "center", "body", "html", "hr", "optgroup")
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_QUOTES = {"q": ("“", "”")}
_WIDE = 400  # pixels: a picture this wide may be a scanned page
_KNOWN_ROOTS = (
    "//*[@data-vbpl-content-root]",
    "//*[@id='toanvancontent' or @id='divContentDoc' or @id='fulltext']",
    "//*[contains(concat(' ', @class, ' '), ' toanvancontent ') or contains(concat(' ', @class, ' '), ' content1 ')]",
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_NO_LINES = re.compile(
    r"border(?:-color|-style|-width)?\s*:\s*(?:none|0|white|transparent|#fff(?:fff)?\b)", re.IGNORECASE
)
_SIGNS = re.compile(r"(?:wing|web)dings", re.IGNORECASE)
_DEEPEST = 150
_LaidRow = tuple[ElementLook, list[etree._Element]]
_MOST_SPAN = 100


def read(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """The document of a web page; what the page holds beside it is hidden text, for the gate only."""
    try:
        root, *others = page_tree.trees(page_tree.decoded(path.read_bytes()), path.name)
    except container.UnreadableFile as problem:
        return Extraction(sha256, media.HTML.media, findings=(problem.finding,))
    return of_tree(root, path.name, sha256, media.HTML.media, limits, others)


def of_tree(
    root: etree._Element,
    name: str,
    sha256: str,
    kind: str,
    limits: settings.Limits,
    others: Sequence[etree._Element] = (),
) -> Extraction:
    """`read` of a page that is a tree already; `others` are what browsers make of it beside."""
    main, rules = content(root), html_style.sheet(root)
    items = _Walk(rules).items(main)
    blocks = flow_regions.blocks(items)
    aside = _around(root, main, blocks, rules)
    coverage, left_out = _measured(main, rules, blocks)
    drawn = office_stamps.of(html_unseen.pictures(root), office_stamps.SHARE * limits.seconds)
    active = (container.active(name, place, *what) for place, what in active_html.found(root, *others).items())
    found = (*active, *left_out, *drawn.findings, *flow.drawn(items), *flow_regions.nested(items))
    return Extraction(sha256, kind, (*blocks, *aside, *drawn.blocks), findings=found, coverage=coverage)


def content(root: etree._Element) -> etree._Element:
    """The element that holds the document: one that known portals mark, or the smallest from national name to end."""
    for known in _KNOWN_ROOTS:
        found = root.xpath(known)
        elements = [item for item in found if isinstance(item, etree._Element)] if isinstance(found, list) else []
        if elements:
            return max(elements, key=_length)
    whole = [
        element
        for element in root.iter("div", "td", "article", "main", "section")
        if lines.holds_document(_said(element))
    ]
    body = root.find("body")
    return min(whole, key=_length, default=body if body is not None else root)


def _said(element: etree._Element) -> str:
    return " ".join(" ".join(map(str, element.itertext())).split())


def _length(element: etree._Element) -> int:
    return len(_said(element))


def _measured(main: etree._Element, rules: StyleSheet, blocks: tuple[Block, ...]) -> tuple[Coverage, list[Finding]]:
    """What a plain walk sees in the document, and a remark for what no paragraph can say."""
    frames = next(main.iter("iframe", "object", "embed", "canvas"), None) is not None
    pictures = any(html_lists.whole_number(image.get("width"), 0) >= _WIDE for image in main.iter("img"))
    signs = symbols.has_unknown(blocks)
    gaps = (Gap.parts,) * frames + (Gap.pictures,) * pictures + (Gap.signs,) * signs
    struck = any(map(_is_struck, main.iter("s", "strike", "del", "span", "p", "font", "div", "td")))
    gaps += (Gap.parts,) * (struck and not frames)
    said = [
        *[("khung nhúng (iframe)", "a frame (iframe)")] * frames,
        *[("hình (img)", "a picture (img)")] * pictures,
        *[("ký hiệu lạ", "an unknown sign")] * signs,
    ]
    said += [("nét gạch ngang chữ", "words struck through")] * struck
    seen = "\n".join(_seen(main, rules, ElementLook()))
    return Coverage(gaps=gaps, seen=(seen,)), [reasons.finding("parts-unread", what=what) for what in said]


def _is_struck(element: etree._Element) -> bool:
    """Whether letters are shown with a line through them: on the page they stand as if they were in force."""
    drawn = element.tag in ("s", "strike", "del") or "line-through" in (element.get("style") or "").lower()
    return drawn and bool(_said(element))


def _seen(element: etree._Element, rules: StyleSheet, look: ElementLook, depth: int = 0) -> Iterator[str]:
    """Text nodes that are drawn."""
    if not isinstance(element.tag, str) or element.tag in _DROPPED | {"select", "option"} or depth > _DEEPEST:
        return
    look = rules.look(element, look)
    if look.stands is not Region.hidden:
        yield element.text or ""
    for child in element:
        yield from _seen(child, rules, look, depth + 1)
        if look.stands is not Region.hidden:
            yield child.tail or ""


def _around(
    root: etree._Element, main: etree._Element, blocks: tuple[Block, ...], rules: StyleSheet
) -> Iterator[Block]:
    """Page title, comments, what stands beside the document, and what the markup says."""
    title = root.findtext(".//title") or ""
    comments = (str(comment.text or "") for comment in root.iter(etree.Comment))
    beside = [] if main.tag in ("body", "html") else list(flow.every_line(_Walk(rules, skip=main).items(root)))
    unshown = (" ".join(map(str, one.itertext())) for one in main.iter("noscript", "template"))
    told = [
        title,
        *(said for said in comments if "[if" not in said and "[endif" not in said),
        *(x.text for x in beside),
        *html_unseen.texts(root, main),
        *unshown,
    ]
    seen = {block.text for block in blocks}
    for said in dict.fromkeys(map(flow.tidy, told)):
        if flow.says_something(said) and said not in seen:
            yield flow.block(Line(said, region=Region.hidden))


class _Walk:
    """One pass over a tree, from which lines and tables come in reading order."""

    def __init__(self, rules: StyleSheet, skip: etree._Element | None = None) -> None:
        self._rules = rules
        self._lists = html_lists.OpenLists(rules)
        self._counters = html_counters.Counters(rules)
        self._skip = skip
        self._found: list[Item] = []
        self._pieces: list[tuple[str, ElementLook]] = []
        self._label = ""  # of an item that has begun, and whose first paragraph has not

    def items(self, element: etree._Element, look: ElementLook | None = None, depth: int = 0) -> tuple[Item, ...]:
        """What an element holds."""
        self._element(element, look or ElementLook(), depth)
        self._end_line()
        return tuple(self._found)

    def _element(self, element: etree._Element, look: ElementLook, depth: int) -> None:
        if not isinstance(element.tag, str) or element.tag in _DROPPED or element is self._skip:
            return
        look = self._rules.look(element, look)
        if depth > _DEEPEST:
            self._add(" ".join(map(str, element.itertext())), look)
        elif element.tag == "br":
            self._pieces.append(("\n", look))
        elif element.tag == "table":
            self._end_line()
            self._table(element, look, depth)
        elif self._is_laid_out(element, "table") and (rows := self._laid_out(element, look)):
            self._end_line()
            cells = (tuple(self._apart(cell, within, depth) for cell in row) for within, row in rows)
            self._found.append(Grid(tuple(cells), ruled=False))
        elif element.tag in ("input", "select"):
            self._add(_control(element), look)
        elif element.tag == "math":
            self._add(f" {html_formula.text(element)} ", look)
        else:
            self._inside(element, look, depth)

    def _inside(self, element: etree._Element, look: ElementLook, depth: int) -> None:
        tag = str(element.tag)
        stands_alone = tag in _BLOCKS | _LISTS | _HEADINGS
        if stands_alone:
            self._end_line()
        opening, closing = _QUOTES.get(tag, ("(", ")") if tag == "rt" else ("", ""))
        self._counters.enter(element, look)
        label = (self._lists.label(element, look) if tag == "li" else "") + self._counters.drawn(element, "before")
        self._add(label + opening, look)
        self._label = label if tag == "li" else self._label
        self._add(element.text or "", look)
        for child in element:
            self._element(child, look, depth + 1)
            self._add(child.tail or "", look)
        self._add(self._counters.drawn(element, "after") + closing, look)
        self._counters.leave(element)
        self._label = "" if tag == "li" else self._label
        if stands_alone or tag in ("text", "desc"):  # lines of an SVG
            self._end_line()

    def _is_laid_out(self, element: etree._Element, *kinds: str) -> bool:
        """Whether a style makes an element a table, or a part of one: portals of today draw heads and data so."""
        if not self._rules.lays_tables and "table" not in element.get("style", ""):
            return False
        return self._rules.style(element).get("display") in kinds

    def _laid_out(self, table: etree._Element, look: ElementLook) -> list[_LaidRow]:
        """The rows of a table by style; none where no row has two cells, or words stand beside the rows and cells."""
        rows = list(self._laid_rows(table, look))
        whole = _letters(table) == sum(_letters(cell) for _, row in rows for cell in row)
        return rows if whole and any(len(row) > 1 for _, row in rows) else []

    def _laid_rows(self, part: etree._Element, look: ElementLook) -> Iterator[_LaidRow]:
        """Each row's cells with the look within it; what is no row, or no cell, is one by itself (CSS 2.1, 17.2.1)."""
        for child in part.iterchildren(etree.Element):
            if self._is_laid_out(child, "table-row-group", "table-header-group", "table-footer-group"):
                yield from self._laid_rows(child, self._rules.look(child, look))
            elif self._is_laid_out(child, "table-row"):
                yield self._rules.look(child, look), [*child.iterchildren(etree.Element)]
            else:
                yield look, [child]

    def _apart(self, part: etree._Element, look: ElementLook, depth: int) -> tuple[Item, ...]:
        return _Walk(self._rules, self._skip).items(part, look, depth + 1)

    def _table(self, table: etree._Element, look: ElementLook, depth: int) -> None:
        """A table with its caption, which names the unit of all its numbers."""

        def walk(part: etree._Element) -> tuple[Item, ...]:
            return self._apart(part, look, depth)

        captions = [one for one in table if one.tag == "caption"]
        below = [one for one in captions if self._rules.style(one).get("caption-side") == "bottom"]
        self._found += [item for one in captions if one not in below for item in walk(one)]
        self._found.append(_grid(table, walk))
        self._found += [item for one in below for item in walk(one)]

    def _add(self, said: str, look: ElementLook) -> None:
        if not said:
            return
        spaced = said.replace("\r\n", "\n") if look.pre else _SPACES.sub(" ", said)
        letters = symbols.decoded(legacy_encoding.decode(spaced, look.font), look.font)
        if _SIGNS.match(look.font) and len(spaced.strip()) == 1 and spaced.strip() < "\xff":
            letters = symbols.sign(ord(spaced.strip()), look.font) + " "  # "Ø", "ü": bullets of pages that Word saved
        before = self._pieces[-1][0] if self._pieces else ""
        letters = set_off.behind(before, letters, raised=look.raised, lowered=look.lowered)
        self._pieces.append((_cased(letters, look.case), look))

    def _end_line(self) -> None:
        if self._label and "".join(said for said, _ in self._pieces).strip() == self._label.strip():
            return  # "<li><p>…": the number stands before the first paragraph of the item
        self._label = ""
        pieces, self._pieces = self._pieces, []
        for region in dict.fromkeys(look.stands for _, look in pieces):
            told = [(said, look) for said, look in pieces if look.stands is region]
            if flow.tidy("".join(said for said, _ in told)):
                self._found += _lines(told, region)


def _lines(told: list[tuple[str, ElementLook]], region: Region) -> list[Line]:
    """One line, or one each where the text keeps its line ends (`pre`)."""
    letters = sum(len(said.strip()) for said, _ in told) or 1
    look = next((look for said, look in told if said.strip()), told[0][1])
    line = Line(
        "".join(said for said, _ in told).strip(" \n"),
        align=look.align,
        bold=sum(len(said.strip()) for said, one in told if one.bold) > 0.7 * letters,
        italic=sum(len(said.strip()) for said, one in told if one.italic) > 0.7 * letters,
        region=region,
    )
    if not look.pre:
        return [line]
    return [replace(line, text=said) for said in line.text.split("\n") if said.strip()]


def _cased(letters: str, case: str) -> str:
    if case == "capitalize":
        return re.sub(r"(?<!\w)[^\W\d_]", lambda match: match[0].upper(), letters)
    return {"uppercase": letters.upper(), "lowercase": letters.lower()}.get(case, letters)


def _control(element: etree._Element) -> str:
    """What a form's field shows: its value, a tick, the chosen option."""
    kind = (element.get("type") or "text").lower()
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None] or options[:1]
        return " ".join("".join(map(str, one.itertext())).strip() for one in chosen)
    if kind in ("checkbox", "radio"):
        return "☒ " if element.get("checked") is not None else "☐ "
    return element.get("value", "") if kind in ("text", "number", "date", "tel", "email", "search", "url") else ""


def _grid(table: etree._Element, walk: Callable[[etree._Element], tuple[Item, ...]]) -> Grid:
    rows: list[list[tuple[Item, ...]]] = []
    below: dict[int, int] = {}  # columns still covered by a cell of an earlier row, with how many rows are left
    for row in _rows(table):
        cells: list[tuple[Item, ...]] = []
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            _cover(cells, below)
            wide = max(1, html_lists.whole_number(cell.get("colspan"), 1, _MOST_SPAN))
            tall = html_lists.whole_number(cell.get("rowspan"), 1, 1000) or 1000  # 0: to the end of the table
            at = len(cells)
            cells += [walk(cell), *[()] * (wide - 1)]
            below |= {column: tall - 1 for column in range(at, at + wide) if tall > 1}
        _cover(cells, below)
        rows.append(cells)
    return Grid(tuple(map(tuple, rows)), ruled=_is_ruled(table))


def _cover(cells: list[tuple[Item, ...]], below: dict[int, int]) -> None:
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append(())


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Rows as drawn: those of the head first and of the foot last, wherever the source has them."""
    for wanted in (("thead",), ("tbody", "tr"), ("tfoot",)):
        for child in table:
            if child.tag in wanted:
                yield from [child] if child.tag == "tr" else (row for row in child if row.tag == "tr")


def _is_ruled(table: etree._Element) -> bool:
    styles = [element.get("style", "") for element in (table, *list(table.iter("td", "th"))[:6])]
    if any(_NO_LINES.search(style) for style in styles):
        return False
    drawn = table.get("border", "0").strip("px ") not in ("", "0")
    return drawn or any(re.search(r"border[^;]*solid", style) for style in styles)


def _letters(element: etree._Element) -> int:
    return len("".join(str(element.xpath("string()")).split()))
