"""Paragraphs of a Word file as lines: runs, fields, tracked changes, hidden text, text boxes, automatic numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from pipeline import legacy_encoding
from pipeline.document.model import Region
from pipeline.extract.office_files import docx_fields, docx_formula, set_off
from pipeline.extract.office_files.docx_fields import OpenFields
from pipeline.extract.office_files.docx_notes import KINDS, Marks
from pipeline.extract.office_files.docx_numbering import Label, Numbering
from pipeline.extract.office_files.docx_package import MC, A, M, V, W, inner, is_on, value
from pipeline.extract.office_files.docx_styles import RunLook, Styles
from pipeline.sheet import symbols
from pipeline.sheet.flow import Line

_SKIPPED = frozenset(
    W + name
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "tblPr", "fldData", "bookmarkStart")
)
_GONE = frozenset(W + name for name in ("del", "moveFrom"))
_REFERENCES = frozenset(W + name + "Reference" for name in KINDS)
_BREAKS = {
    W + "br": "\n",
    W + "cr": "\n",
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\xad",
}


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Letters of one look. `gone`: deleted or hidden, not seen on the sheet."""

    text: str
    look: RunLook
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph read: what it shows and hides, its text boxes and drawn words, and whether its mark was deleted."""

    line: Line
    hidden: tuple[Line, ...] = ()
    boxes: tuple[etree._Element, ...] = ()
    drawn: tuple[Line, ...] = ()
    joins_next: bool = False


class StoryReader:
    """Reads paragraphs of one story in order; keeps what carries over: list counters and open fields."""

    def __init__(self, styles: Styles, numbering: Numbering, marks: Marks, *, old_fonts: bool) -> None:
        self._styles = styles
        self._numbering = numbering
        self._marks = marks
        self._old_fonts = old_fonts
        self._fields = OpenFields()
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
            tuple(Line(said) for said in _drawn(element)),
            joins_next=_is_taken_out(mark) or _is_drop_cap(properties),
        )

    def _label(self, properties: etree._Element | None) -> Label | None:
        numbered = self._styles.numbering(properties)
        return None if numbered is None else self._numbering.next(numbered)

    def _line(self, shown: Sequence[TextPiece], properties: etree._Element | None, label: Label | None) -> Line:
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

    def _text(self, pieces: Sequence[TextPiece]) -> str:
        """Letters in Unicode; neighbouring runs of one font together, because Word splits words over runs."""
        said = ""
        for look, group in groupby(pieces, key=lambda piece: replace(piece.look, bold=False, italic=False)):
            letters = self._letters("".join(piece.text for piece in group), look.font)
            letters = set_off.behind(said, letters, raised=look.raised, lowered=look.lowered)
            said += letters.upper() if look.capitals else letters
        return said

    def _letters(self, letters: str, font: str) -> str:
        if legacy_encoding.encoding_of(font):
            return legacy_encoding.decode(letters, font) if self._old_fonts else letters
        return symbols.decoded(letters, font)

    def _instructions(self) -> list[str]:
        codes = self._fields.drain()
        self.active += filter(docx_fields.is_active, codes)
        return [code for code in codes if not docx_fields.is_ordinary(code)]

    def _pieces(
        self, element: etree._Element, paragraph: etree._Element | None, boxes: list[etree._Element], *, gone: bool
    ) -> Iterator[TextPiece]:
        for child in inner(element):
            if child.tag == W + "r":
                yield from self._run(child, paragraph, boxes, gone=gone)
            elif child.tag == M + "oMath":
                yield TextPiece(docx_formula.text(child), self._styles.look(None, paragraph), gone)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                if child.tag == W + "fldSimple":
                    self._fields.codes.append(value(child, "instr") or "")
                yield from self._pieces(child, paragraph, boxes, gone=gone or child.tag in _GONE)

    def _run(
        self, run: etree._Element, paragraph: etree._Element | None, boxes: list[etree._Element], *, gone: bool
    ) -> Iterator[TextPiece]:
        look = self._styles.look(run.find(W + "rPr"), paragraph)
        for child in inner(run):
            if child.tag == W + "fldChar":
                yield TextPiece(self._fields.take(child), look, gone or look.hidden)
            elif child.tag in (W + "instrText", W + "delInstrText"):
                self._fields.code += child.text or ""
            elif child.tag in (W + "drawing", W + "pict", W + "object"):
                boxes += _text_boxes(child)
            elif child.tag in _REFERENCES:
                yield TextPiece("" if gone or look.hidden else self._marks.take(child), replace(look, font=""), gone)
            elif child.tag == W + "ruby":
                for base in child.findall(W + "rubyBase"):
                    yield from self._pieces(base, paragraph, boxes, gone=gone)
                for above in child.findall(W + "rt"):  # small letters over the line: for the gate alone
                    yield from self._pieces(above, paragraph, boxes, gone=True)
            elif not self._fields.in_code:
                letters = _letters(child)
                unseen = gone or look.hidden or self._fields.is_silent or child.tag == W + "delText"
                yield TextPiece(letters, look, unseen)
            elif child.tag == W + "t":
                self._fields.code += child.text or ""


def without_fields(reader: StoryReader) -> StoryReader:
    """The reader for another story (a header, a footnote): the same styles and counters, no open field."""
    fresh = StoryReader.__new__(StoryReader)
    fresh.__dict__.update(reader.__dict__, _fields=OpenFields())
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


def _is_taken_out(mark: etree._Element | None) -> bool:
    """Whether a paragraph's end was deleted, or moved to where it stands again."""
    return mark is not None and any(mark.find(tag) is not None for tag in _GONE)


def _is_gone(mark: etree._Element | None, pieces: Sequence[TextPiece]) -> bool:
    """Whether a paragraph was taken out whole: Word counts no number for it."""
    return _is_taken_out(mark) and all(piece.gone for piece in pieces)


def _is_drop_cap(properties: etree._Element | None) -> bool:
    """Whether a paragraph is the large first letter of the next one."""
    frame = None if properties is None else properties.find(W + "framePr")
    return frame is not None and value(frame, "dropCap") in ("drop", "margin")


def _letters(child: etree._Element) -> str:
    if child.tag in (W + "t", W + "delText"):
        return child.text or ""
    if child.tag == W + "sym":
        return _sign(value(child, "char") or "", value(child, "font") or "")
    return _BREAKS.get(str(child.tag), "")


def _sign(code: str, font: str) -> str:
    """A sign inserted by its font; fonts of before Unicode were inserted letter by letter, too."""
    try:
        byte = int(code, 16)
    except ValueError:
        return symbols.UNKNOWN
    if legacy_encoding.encoding_of(font):
        return legacy_encoding.decode(chr(byte & 0xFF), font)
    if symbols.is_symbol_font(font) or 0xF000 <= byte <= 0xF0FF or not 0x20 <= byte < 0xD800:
        return symbols.sign(byte, font)
    return chr(byte)


def _text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """Contents of text boxes; of an AlternateContent the Fallback repeats the Choice for older readers."""
    for child in inner(drawing):
        if child.tag == W + "txbxContent":
            yield child
        else:
            yield from _text_boxes(child)


def _drawn(element: etree._Element) -> Iterator[str]:
    """Words of WordArt and of shapes drawn as pictures: they stand in an attribute, or in a text of DrawingML."""
    for path in element.iter(V + "textpath", A + "p"):
        around = {parent.tag for parent in path.iterancestors()}
        if MC + "Fallback" not in around and next(path.iterancestors(W + "p"), None) is element:
            yield path.get("string", "") if path.tag == V + "textpath" else "".join(map(str, path.itertext()))


def _descriptions(element: etree._Element) -> Iterator[str]:
    """Alternative texts of pictures and shapes: not seen on the sheet, but in the file."""
    for tag in ("{*}docPr", "{*}cNvPr", "{urn:schemas-microsoft-com:vml}shape"):
        for shape in element.iter(tag):
            yield " ".join(filter(None, (shape.get("title"), shape.get("descr"), shape.get("alt"))))
