"""A text as it flows out of a file, before it is known where on the sheet each line stands.

Every reader of flowing formats (Word, HTML, Markdown, plain text) makes `Line`s and `Grid`s; `sheet` turns them into
blocks with regions.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import legacy_encoding, text
from pipeline.document import reasons
from pipeline.document.model import Block, Finding, Region
from pipeline.sheet import drawn_signs, lines, symbols

_PRIVATE = re.compile("[\ue000-\uf8ff\ufff9-\ufffc\ufffe\uffff]")
# Letters in boxes and circles, and those of braille, are signs to Unicode.
_LETTER = re.compile(r"[^\W_]|[\ufffd\u2801-\u28ff\U0001f110-\U0001f1ff]")
_ENDS = re.compile(r"[.;:!?…”\"»)/]$")
_OPENS = re.compile(
    # "theo quy định tại\nĐiều 5 Nghị định" only wraps: an article that begins has a full stop after its number. So does
    # "theo\nPhụ lục I ban hành kèm theo Nghị quyết này".
    r"(?:(?:PHẦN|Phần|CHƯƠNG|Chương|MỤC|Mục|Tiểu mục|PHỤ LỤC|Phụ lục)\s+(?:[IVXLC]+|\d+|thứ)\b(?![^.;:]{0,80}\bnày\b)"
    r"|(?:ĐIỀU|Điều)\s+\d+\w?\s*(?:[.:]|$)|(?:Căn cứ|Xét|Theo đề nghị|Kính gửi|Nơi nhận|Số\s*:|TM\.|KT\.|TL\.)"
    r"|\d{1,3}(?:\.\d{1,3})*[.)](?!\d)|[a-zđ]{1,2}\)|[IVXLC]{1,6}\.|[-+•–—*]\s)"
)


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. Tabs and line breaks stay in `text`: they tell a header typed with tabs from a sentence."""

    text: str
    align: str = ""
    bold: bool = False
    italic: bool = False
    label: str = ""
    region: Region = Region.body


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of cells, each a flow of its own; covered cells are empty. `ruled`: its lines are drawn."""

    rows: tuple[tuple[tuple["Line | Grid", ...], ...], ...]
    ruled: bool = True

    @property
    def width(self) -> int:
        """How many columns."""
        return max(map(len, self.rows), default=0)

    def lines(self) -> Iterator[Line]:
        """All lines in reading order, those of inner tables too."""
        for row in self.rows:
            for cell in row:
                yield from every_line(cell)


Item = Line | Grid


def every_line(items: Iterable[Item]) -> Iterator[Line]:
    """All lines of a flow in reading order."""
    for item in items:
        if isinstance(item, Line):
            yield item
        else:
            yield from item.lines()


def drawn(items: Iterable[Item]) -> tuple[Finding, ...]:
    """A finding where lines draw letters with signs, which no reader of words sees."""
    pieces = (piece for line in every_line(items) for piece in line.text.split("\n"))
    return (reasons.finding("secret-suspected/drawn"),) * drawn_signs.draws(pieces)


def visible(item: Item) -> bool:
    """Whether a reader of the sheet sees anything of it."""
    found = [item] if isinstance(item, Line) else item.lines()
    return any(line.region is not Region.hidden and tidy(line.text) for line in found)


def tidy(raw: str) -> str:
    """One clean line; private letters of symbol fonts as the signs that they draw, others dropped."""
    return text.one_line(text.as_shown(_PRIVATE.sub("", symbols.decoded(raw, ""))))


def says_something(raw: str) -> bool:
    """Whether a line holds a letter or a digit; rules of dashes under a motto do not."""
    return _LETTER.search(raw) is not None


def opens(said: str) -> bool:
    """Whether a line begins something of its own, spelled in full: a clause's "Thực hiện …" goes on with its number."""
    return _OPENS.match(said) is not None


def ends(said: str) -> bool:
    """Whether a line ends with what ends a sentence or an item."""
    return _ENDS.search(said) is not None


def split(line: Line) -> tuple[Line, ...]:
    """A paragraph at its line breaks where a new paragraph is meant.

    Shift+Enter is typed for both: inside a sentence it only wraps, before "Điều 2." or in a centred title it parts.
    """
    pieces = [piece for piece in line.text.split("\n") if tidy(piece)]
    if len(pieces) < 2:
        return (line,)
    parts = [pieces[0]]
    for piece in pieces[1:]:
        if line.align == "center" or _parts(tidy(parts[-1]), tidy(piece)):
            parts.append(piece)
        else:
            parts[-1] += " " + piece
    return tuple(replace(line, text=part, label=line.label if not at else "") for at, part in enumerate(parts))


def each(line: Line) -> tuple[Line, ...]:
    """A paragraph of a header or signature cell, one line for each line break."""
    return tuple(replace(line, text=piece) for piece in line.text.split("\n") if says_something(piece))


def block(line: Line, region: Region | None = None) -> Block:
    """A line as a block; its own region wins where it is not the body."""
    stands = line.region if line.region is not Region.body or region is None else region
    return Block(tidy(line.text), stands, align=line.align, bold=line.bold, italic=line.italic, label=tidy(line.label))


def cell_text(items: Iterable[Item]) -> str:
    """What a table cell shows, as one line; of a table in it "a | b; c | d"."""
    return tidy(" ".join(map(_shown, items)))


def _shown(item: Item) -> str:
    if isinstance(item, Line):
        return item.text if item.region is not Region.hidden else ""
    rows = [[said for cell in row if (said := cell_text(cell))] for row in item.rows]
    return "; ".join(map(" | ".join, filter(None, rows))) if tabular(item) else " ".join(map(" ".join, rows))


def tabular(grid: Grid) -> bool:
    """Whether more than one column of a table has words: one column only lays out text."""
    filled = {at for row in grid.rows for at, cell in enumerate(row) if any(map(visible, cell))}
    return len(filled) > 1


def table(grid: Grid) -> tuple[Block, ...]:
    """A table as a block, followed by what its cells hide."""
    rows = tuple(tuple(cell_text(cell) for cell in row) for row in grid.rows)
    kept = tuple(row for row in _without_empty_columns(rows) if any(row))
    hidden = tuple(block(line) for line in grid.lines() if line.region is Region.hidden)
    return (*framed(Block("", rows=kept)), *hidden)


def framed(table: Block) -> tuple[Block, ...]:
    """A table; one with a single filled cell is a frame around a text, an empty one nothing."""
    filled = [cell for row in table.rows for cell in row if cell.strip()]
    return (table,) if len(filled) > 1 else tuple(replace(table, text=cell, rows=()) for cell in filled)


def in_unicode(items: Sequence[Item]) -> tuple[Item, ...]:
    """A flow whose letters are of an old encoding without a font that says so, converted; any other unchanged.

    Where Unicode stands beside it (a later heading over a table of before), the lines without any letter of Unicode's
    own are tried for themselves, and of them only those that become Vietnamese by it are changed.
    """
    told = [line.text for line in every_line(items)]
    encoding = legacy_encoding.looks_legacy("\n".join(told))
    if encoding is not None:
        return tuple(_converted(item, encoding, legacy_encoding.read_as) for item in items)
    plain = [said for said in told if not said.isascii() and not legacy_encoding.has_unicode(said)]
    encoding = legacy_encoding.looks_legacy("\n".join(plain)) if len(plain) < len(told) else None
    if encoding is None:
        return tuple(items)
    return tuple(_converted(item, encoding, legacy_encoding.improved) for item in items)


def _converted(item: Item, encoding: str, convert: Callable[[str, str], str]) -> Item:
    if isinstance(item, Line):
        return replace(item, text=convert(item.text, encoding))
    rows = tuple(
        tuple(tuple(_converted(inner, encoding, convert) for inner in cell) for cell in row) for row in item.rows
    )
    return replace(item, rows=rows)


def _parts(before: str, after: str) -> bool:
    return lines.signs(before) or ends(before) or opens(after) or before.isupper() != after.isupper()


def _without_empty_columns(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    width = max(map(len, rows), default=0)
    full = [row + ("",) * (width - len(row)) for row in rows]
    kept = [at for at in range(width) if any(row[at] for row in full)]
    return tuple(tuple(row[at] for at in kept) for row in full)
