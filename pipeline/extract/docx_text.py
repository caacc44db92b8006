"""Paragraphs of a Word file as lines: runs, fields, tracked changes, hidden text, text boxes, automatic numbers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from pipeline import legacy_encoding
from pipeline.document.model import Region
from pipeline.extract.docx_numbering import Label, Numbering
from pipeline.extract.docx_package import MC, M, W, inner, is_on, value
from pipeline.extract.docx_styles import Look, Styles
from pipeline.extract.flow import Line

_SKIPPED = frozenset(
    W + name
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "fldData", "bookmarkStart")
)
_GONE = frozenset(W + name for name in ("del", "moveFrom"))
_BREAKS = {
    W + "br": "\n",
    W + "cr": "\n",
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\xad",
}
_SYMBOLS = {
    "F0B7": "•",
    "F0A8": "☐",
    "F06F": "☐",
    "F0FE": "☑",
    "F0FC": "✓",
    "F02D": "-",
    "F0B0": "°",
    "F0B3": "≥",
    "F0A3": "≤",
}
# Fields whose instruction holds no text of its own; any other instruction is shown to the gate.
_ORDINARY = re.compile(
    r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|TOC|PAGEREF|REF|NOTEREF|STYLEREF|SEQ|HYPERLINK|DATE|TIME|CREATEDATE|SAVEDATE|"
    r"PRINTDATE|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|SYMBOL|TC|XE|INDEX|EQ|FILENAME|LISTNUM|AUTONUM\w*|SHAPE|EMBED|=)(?:\W|$)"
)
_DDE = re.compile(r"^\s*DDE(?:AUTO)?\b", re.IGNORECASE)
_FETCHES = re.compile(r"^\s*INCLUDE(?:PICTURE|TEXT)\b.*(?:https?:|ftp:|\\\\\\\\|file:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one look. `gone`: deleted or hidden, not seen on the sheet."""

    text: str
    look: Look
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph read: what it shows, what it hides, its text boxes, and whether its mark was deleted."""

    line: Line
    hidden: tuple[Line, ...] = ()
    boxes: tuple[etree._Element, ...] = ()
    joins_next: bool = False


@dataclass
class Fields:
    """Complex fields open at this point; they may begin in one paragraph and end in another."""

    open: list[str] = field(default_factory=list)  # "code" until the separator, then "result"
    codes: list[str] = field(default_factory=list)
    code: str = ""

    def take(self, kind: str | None) -> None:
        """Follow one fldChar."""
        if kind == "begin":
            self.open.append("code")
            self.code = ""
        elif kind == "separate" and self.open:
            self._close_code()
            self.open[-1] = "result"
        elif kind == "end" and self.open and self.open.pop() == "code":
            self._close_code()

    def _close_code(self) -> None:
        if self.code.strip():
            self.codes.append(self.code)
        self.code = ""

    @property
    def in_code(self) -> bool:
        """Whether letters met now are instructions."""
        return "code" in self.open

    def drain(self) -> list[str]:
        """Instructions completed since the last call."""
        done, self.codes = self.codes, []
        return done


class Reader:
    """Reads paragraphs of one story in order; keeps what carries over: list counters and open fields."""

    def __init__(self, styles: Styles, numbering: Numbering, *, old_fonts: bool) -> None:
        self._styles = styles
        self._numbering = numbering
        self._old_fonts = old_fonts
        self._fields = Fields()
        self.active: list[str] = []  # instructions of fields that fetch or run

    def paragraph(self, element: etree._Element) -> Paragraph:
        """One `w:p`."""
        properties = element.find(W + "pPr")
        mark = None if properties is None else properties.find(W + "rPr")
        boxes: list[etree._Element] = []
        pieces = [piece for piece in self._pieces(element, properties, boxes, gone=False) if piece.text]
        shown = [piece for piece in pieces if not piece.gone]
        unseen = mark is not None and is_on(mark.find(W + "vanish")) and not shown
        label = None if unseen or _is_gone(mark, pieces) else self._label(properties)
        line = self._line(shown, properties, label)
        hidden = [self._text([piece for piece in pieces if piece.gone]), *self._instructions(), *_descriptions(element)]
        return Paragraph(
            line,
            tuple(Line(told, region=Region.hidden) for told in hidden if told.strip()),
            tuple(boxes),
            joins_next=mark is not None and mark.find(W + "del") is not None,
        )

    def _label(self, properties: etree._Element | None) -> Label | None:
        numbered = self._styles.numbering(properties)
        return None if numbered is None else self._numbering.next(numbered)

    def _line(self, shown: Sequence[Piece], properties: etree._Element | None, label: Label | None) -> Line:
        said = self._text(shown)
        letters = sum(len(piece.text.strip()) for piece in shown) or 1
        front = "" if label is None else label.text + label.gap
        return Line(
            front + said,
            align=self._styles.align(properties),
            bold=sum(len(piece.text.strip()) for piece in shown if piece.look.bold) > 0.7 * letters,
            italic=sum(len(piece.text.strip()) for piece in shown if piece.look.italic) > 0.7 * letters,
            label="" if label is None else label.text,
        )

    def _text(self, pieces: Sequence[Piece]) -> str:
        """Letters in Unicode; neighbouring runs of one font together, because Word splits words over runs."""
        said = []
        for (font, capitals), group in groupby(pieces, key=lambda piece: (piece.look.font, piece.look.capitals)):
            letters = "".join(piece.text for piece in group)
            letters = legacy_encoding.decode(letters, font) if self._old_fonts else letters
            said.append(letters.upper() if capitals else letters)
        return "".join(said)

    def _instructions(self) -> list[str]:
        codes = self._fields.drain()
        self.active += [code for code in codes if _DDE.match(code) or _FETCHES.match(code)]
        return [code for code in codes if not _ORDINARY.match(code)]

    def _pieces(
        self, element: etree._Element, paragraph: etree._Element | None, boxes: list[etree._Element], *, gone: bool
    ) -> Iterator[Piece]:
        for child in inner(element):
            if child.tag == W + "r":
                yield from self._run(child, paragraph, boxes, gone=gone)
            elif child.tag == M + "oMath":
                yield Piece(_formula(child), self._styles.look(None, paragraph), gone)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                if child.tag == W + "fldSimple":
                    self._fields.codes.append(value(child, "instr") or "")
                yield from self._pieces(child, paragraph, boxes, gone=gone or child.tag in _GONE)

    def _run(
        self, run: etree._Element, paragraph: etree._Element | None, boxes: list[etree._Element], *, gone: bool
    ) -> Iterator[Piece]:
        look = self._styles.look(run.find(W + "rPr"), paragraph)
        for child in inner(run):
            if child.tag == W + "fldChar":
                self._fields.take(value(child, "fldCharType"))
            elif child.tag in (W + "instrText", W + "delInstrText"):
                self._fields.code += child.text or ""
            elif child.tag in (W + "drawing", W + "pict", W + "object"):
                boxes += _text_boxes(child)
            elif child.tag == W + "ruby":
                yield from self._pieces(child.find(W + "rubyBase") or child, paragraph, boxes, gone=gone)
            elif not self._fields.in_code:
                letters = _letters(child)
                yield Piece(letters, look, gone or look.hidden or child.tag == W + "delText")
            elif child.tag == W + "t":
                self._fields.code += child.text or ""


def without_fields(reader: Reader) -> Reader:
    """The reader for another story (a header, a footnote): the same styles and counters, no open field."""
    fresh = Reader.__new__(Reader)
    fresh.__dict__.update(reader.__dict__, _fields=Fields())
    return fresh


def uses_old_fonts(main: etree._Element, styles: etree._Element | None) -> bool:
    """Whether letters of before Unicode may stand here: such a font is named, and the letters under it do not belie it.

    A real file carries VNI-Times over a Unicode text: there a word like "có" would be converted although nothing shows.
    """
    parts = [main] if styles is None else [main, styles]
    named = [fonts for part in parts for fonts in part.iter(W + "rFonts") if _is_old(fonts)]
    if not named:
        return False
    runs = (next(fonts.iterancestors(W + "r"), None) for fonts in named)
    letters = "".join(
        found.text or "" for run in runs if run is not None and run.tag == W + "r" for found in run.iter(W + "t")
    )
    return not legacy_encoding.is_unicode(letters)


def _is_old(fonts: etree._Element) -> bool:
    return any(legacy_encoding.encoding_of(fonts.get(W + name, "")) for name in ("ascii", "hAnsi"))


def joined(first: Line, second: Line) -> Line:
    """Two paragraphs whose dividing mark was deleted, as the one that Word shows."""
    return replace(second, text=first.text + second.text, label=first.label or second.label)


def _is_gone(mark: etree._Element | None, pieces: Sequence[Piece]) -> bool:
    """Whether a paragraph was deleted whole: Word counts no number for it."""
    return mark is not None and mark.find(W + "del") is not None and all(piece.gone for piece in pieces)


def _letters(child: etree._Element) -> str:
    if child.tag in (W + "t", W + "delText"):
        return child.text or ""
    if child.tag == W + "sym":
        code = (value(child, "char") or "").upper().rjust(4, "0")
        return _SYMBOLS.get(code if code.startswith("F0") else "F0" + code[2:], "")
    return _BREAKS.get(str(child.tag), "")


def _text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """Contents of text boxes; of an AlternateContent the Fallback repeats the Choice for older readers."""
    for child in inner(drawing):
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from _text_boxes(child)


def _descriptions(element: etree._Element) -> Iterator[str]:
    """Alternative texts of pictures and shapes: not seen on the sheet, but in the file."""
    for tag in ("{*}docPr", "{*}cNvPr", "{urn:schemas-microsoft-com:vml}shape"):
        for shape in element.iter(tag):
            yield " ".join(filter(None, (shape.get("title"), shape.get("descr"), shape.get("alt"))))


def _formula(element: etree._Element) -> str:
    """Letters of a formula in reading order, fractions with a slash."""
    if element.tag == M + "f":
        top, bottom = (element.find(M + name) for name in ("num", "den"))
        return "/".join(_formula(part) for part in (top, bottom) if part is not None)
    if element.tag in (M + "t", W + "t"):
        return element.text or ""
    return "".join(_formula(child) for child in element if child.tag != MC + "Fallback")
