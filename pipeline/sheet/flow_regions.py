"""Where a line stands on the sheet of an administrative document (Decree 30/2020, annex I).

Three of four real Word files keep the head of the sheet in a borderless table of two columns, and "Nơi nhận" beside the
signature in another; the rest type both with tabs, and portals lose them. The words decide, never the position alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.document import reasons
from pipeline.document.model import Block, Finding, Region
from pipeline.sheet import flow, lines
from pipeline.sheet.flow import Grid, Item, Line
from pipeline.sheet.numbering import date_line, opens_number

_NUMBER_AND_DATE = re.compile(r"^([Ss]ố\s*:.{0,40}?)\s+((?:[^\W\d_]+\s+){0,5}[^\W\d_]+\s*,\s*ngày\b.{0,40})$")
_CLAN = r"(?:['’‘ʼ`][^\W\d_]+)?"  # H’Yim, K'Brêl
_NAME = re.compile(rf"(?:[{lines.UPPER}][^\W\d_]*{_CLAN}\s+){{1,5}}[^\W\d_]+{_CLAN}")
_SIGNED = re.compile(r"^\W*(?:da ky|ky ten|ky, |chu ky)")
_HALF_NUMBER = re.compile(r"[Ss]ố\s*:\s*[\d/ ]*")
_REST_OF_NUMBER = re.compile(r"(?:\d{1,6}\s*)?/?\s*(?:\d{4}\s*/\s*)?[A-ZĐ]{1,6}(?:[-/.][A-ZĐ\d.]+)*")
_GAP = re.compile(r"\t+|\s{3,}|\u00a0{2,}\s*")
_HEAD_LINES = 14
_TAIL_LINES = 40
_TAIL_COLUMNS = 4
_LONGEST = 160  # characters of a line in head or tail; recipients list whole agencies


def blocks(items: Sequence[Item]) -> tuple[Block, ...]:
    """A flow as blocks in reading order, head, recipients and signature named."""
    converted = flow.in_unicode(items)
    return tuple(block for block in _placed(_loosened(converted)) if block.rows or flow.says_something(block.text))


def plain(told: Iterable[Line], region: Region) -> tuple[Block, ...]:
    """Lines beside the text (notes, page headers) as blocks of one region; what they hide stays hidden."""
    return tuple(block for line in told if (block := flow.block(line, region)).text)


def is_head(grid: Grid) -> bool:
    """Whether a table is the head of a sheet: national name or motto in it, or number and date side by side."""
    told = [piece for line in grid.lines() for piece in line.text.split("\n")]
    if len(grid.rows) > 10 or sum(map(len, told)) > 2000:
        return False
    said = [flow.tidy(piece) for piece in told]
    return any(map(lines.stands_right, said)) or (_numbered(said) and not grid.ruled)


def has_head(items: Sequence[Item]) -> bool:
    """Whether a flow begins with the head of a sheet: nation's name or motto beside a number, or number and date."""
    told = (piece for item in items[:_HEAD_LINES] for line in flow.every_line([item]) for piece in flow.each(line))
    said = [flow.tidy(part.text) for piece in told for part in _parts(piece)]
    return _numbered(said) or (any(map(lines.stands_right, said)) and any(map(opens_number, said)))


def nested(items: Sequence[Item]) -> tuple[Finding, ...]:
    """A remark where a cell of a table holds a table: it is read as words, its cells and rows parted by signs."""
    grids = [item for item in items if isinstance(item, Grid)]
    inner = [one for grid in grids for row in grid.rows for cell in row for one in cell if isinstance(one, Grid)]
    if not any(flow.tabular(one) for one in inner):
        return ()
    left = [item for item in _loosened(items) if isinstance(item, Grid) and not (is_head(item) or is_tail(item))]
    cells = (cell for grid in left for row in grid.rows for cell in row)
    found = any(isinstance(one, Grid) and flow.tabular(one) for cell in cells for one in cell)
    return (reasons.finding("parts-unread", what=("bảng trong ô của bảng", "a table in a cell of a table")),) * found


def is_tail(grid: Grid) -> bool:
    """Whether a table holds recipients and signature, or signatures only."""
    if (grid.width > _TAIL_COLUMNS and len(grid.rows) > 1) or len(grid.rows) > 12:
        return False
    told = [said for line in grid.lines() for piece in line.text.split("\n") if (said := flow.tidy(piece))]
    if any(len(line) > 400 for line in told):
        return False
    signed = not grid.ruled and sum(map(len, told)) < 700 and any(map(_signs, told))
    return signed or any(map(lines.is_recipients, told))


def _numbered(said: Sequence[str]) -> bool:
    return any(map(opens_number, said)) and any(map(date_line, said))


def _loosened(items: Sequence[Item]) -> list[Item]:
    """Tables that only lay out text, undone: one column, or "Kính gửi" beside its addressees."""
    found: list[Item] = []
    for item in items:
        if isinstance(item, Line):
            found += flow.split(item)
        elif _holds_tables(item):
            found += _loosened(_inner(item))
        elif is_head(item) or is_tail(item):
            found.append(item)
        elif not flow.visible(item):
            found += item.lines()
        elif _columns(item) == 1 and not (item.ruled and len(item.rows) > 2):
            found += _loosened(_inner(item))
        elif not item.ruled and (addressed := _addressees(item)):
            found += addressed
        else:
            found.append(item)
    return found


def _holds_tables(grid: Grid) -> bool:
    """Whether a table has one column, and tables in it: a portal's page, not the head that it begins with."""
    return any(isinstance(one, Grid) for one in _inner(grid)) and _columns(grid) == 1


def _inner(grid: Grid) -> list[Item]:
    return [inner for row in grid.rows for cell in row for inner in cell]


def _columns(grid: Grid) -> int:
    used = {at for row in grid.rows for at, cell in enumerate(row) if any(map(flow.visible, cell))}
    return len(used)


def _addressees(grid: Grid) -> list[Line]:
    told = [line for line in grid.lines() if flow.tidy(line.text)]
    if not told or not lines.address(flow.tidy(told[0].text)) or grid.width > 3:
        return []
    rest = [piece for line in told[1:] for piece in flow.each(line)]
    first, others = told[0], rest
    if rest and flow.tidy(first.text).endswith(":"):
        first, others = Line(f"{first.text} {rest[0].text}", align="center", bold=first.bold), rest[1:]
    return [first, *others]


def _placed(items: Sequence[Item]) -> Iterator[Block]:
    at = 0
    while at < len(items):
        item = items[at]
        taken, found = (1, _table(item)) if isinstance(item, Grid) else _head(items[at : at + _HEAD_LINES])
        if not taken:
            taken, found = _tail(items[at : at + _TAIL_LINES])
        if not taken:
            taken, found = 1, [flow.block(item)] if isinstance(item, Line) else []
        yield from found
        at += taken


def _table(grid: Grid) -> list[Block]:
    if is_head(grid):
        return _head_table(grid)
    return _tail_table(grid) if is_tail(grid) else list(flow.table(grid))


def _head_table(grid: Grid) -> list[Block]:
    """Left column first, then the right one; a line that can only stand on one side goes there from any cell."""
    cells = [(column, told) for row in grid.rows for column, told in enumerate(_rejoined([*map(_pieces, row)]))]
    right = _columns_of(cells, lines.stands_right) or _columns_of(cells, date_line) or [grid.width - 1]
    sided = [(_side(line) or _side_of(column, right), line) for column, told in cells for line in told]
    sides = (Region.header_left, Region.header_right)
    return [flow.block(line, side) for wanted in sides for side, line in sided if side is wanted]


def _rejoined(cells: list[list[Line]]) -> list[list[Line]]:
    """A row's cells with "Số: 27/2025/" and "NQ-HĐND" of the next one as the one line that they make."""
    for at, told in enumerate(cells):
        after = next((later for later in cells[at + 1 :] if later), [])
        if told and after and _HALF_NUMBER.fullmatch(half := flow.tidy(told[-1].text)):
            rest = flow.tidy(after[0].text)
            if _REST_OF_NUMBER.fullmatch(rest):
                told[-1] = replace(told[-1], text=half + " " * half.endswith(":") + rest)
                del after[0]
    return cells


def _columns_of(cells: Iterable[tuple[int, list[Line]]], is_right: Callable[[str], object]) -> list[int]:
    return [column for column, told in cells if any(is_right(flow.tidy(line.text)) for line in told)]


def _side_of(column: int, right: Sequence[int]) -> Region:
    """The side of a column, by those that hold the national name; it may have been put first."""
    beside = column > max(right) if min(right) == 0 else column < max(right)
    return Region.header_left if beside else Region.header_right


def _tail_table(grid: Grid) -> list[Block]:
    recipients: list[Block] = []
    signature: list[Block] = []
    for run in _tail_runs(grid):
        named = False
        for line in run:
            said = flow.tidy(line.text)
            named = (named or lines.is_recipients(said)) and not _signs(said)
            (recipients if named else signature).append(
                flow.block(line, Region.recipients if named else Region.signature)
            )
    return recipients + signature


def _tail_runs(grid: Grid) -> list[list[Line]]:
    """The lines of each column, or of one row whose every line has a cell of its own, as Qt saves it."""
    if grid.width > _TAIL_COLUMNS:
        return [[line for row in grid.rows for cell in row for line in _pieces(cell)]]
    columns = range(grid.width)
    return [[line for row in grid.rows if at < len(row) for line in _pieces(row[at])] for at in columns]


def _pieces(cell: Sequence[Item]) -> list[Line]:
    return [piece for line in flow.every_line(cell) for piece in flow.each(line)]


def _side(line: Line) -> Region | None:
    """The side of the head on which a line can only stand, by its words."""
    said = flow.tidy(line.text)
    if opens_number(said):
        return Region.header_left
    return Region.header_right if lines.stands_right(said) or date_line(said) else None


def _head(items: Sequence[Item]) -> tuple[int, list[Block]]:
    """A head typed as lines: how many items it takes, and its blocks; none unless the national name is among them."""
    found: list[Block] = []
    taken = 0
    for at, item in enumerate(items):
        sided = _head_sides(item) if isinstance(item, Line) else None
        if sided is None and isinstance(item, Line) and found and _is_between(item, items[at + 1 : at + 3]):
            sided = [flow.block(item, Region.header_left)]
        if sided is None:
            break
        found += sided
        taken += 1
    return (taken, found) if _is_whole_head([block.text for block in found]) else (0, [])


def _is_whole_head(told: list[str]) -> bool:
    """National name or motto with something beside it, or number and date: a date alone is a legal basis."""
    return len(told) > 1 and (any(map(lines.stands_right, told)) or _numbered(told))


def _is_between(line: Line, following: Sequence[Item]) -> bool:
    """Whether a line in capitals stands between lines of the head: the third line of the body's name."""
    said = flow.tidy(line.text)
    sides = [_side(part) for item in following if isinstance(item, Line) for part in _parts(item)]
    return said.isupper() and len(said) < _LONGEST and any(sides)


def _head_sides(line: Line) -> list[Block] | None:
    if line.region is not Region.body or not flow.says_something(line.text):
        return [flow.block(line)]
    parts = [part for piece in flow.each(line) for part in _parts(piece)]
    sides = [_side(part) for part in parts]
    if len(parts) > 1 and any(sides):
        unsaid = len(parts) - 1 if Region.header_right not in sides else -1  # what stands last stands right
        return [
            flow.block(part, side or (Region.header_right if at == unsaid else Region.header_left))
            for at, (part, side) in enumerate(zip(parts, sides, strict=True))
        ]
    said = flow.tidy(line.text)
    side = sides[0] or (Region.header_left if _stands_left(said) else None)
    return None if side is None else [flow.block(part, side) for part in parts]


def _stands_left(said: str) -> bool:
    named = said.isupper() and (lines.is_organ(said) or lines.is_unit(said))
    return len(said) < _LONGEST and (named or lines.subject(said) is not None or lines.is_draft(said))


def _parts(line: Line) -> list[Line]:
    """A line at the gaps that stand for columns; "Số: … Lam Giang, ngày …" also without a gap."""
    pieces = [piece for piece in _GAP.split(line.text.strip()) if flow.says_something(piece)]
    if len(pieces) == 1 and (both := _NUMBER_AND_DATE.match(flow.tidy(pieces[0]))):
        pieces = list(both.groups())
    return [Line(piece, line.align, line.bold, line.italic) for piece in pieces]


def _tail(items: Sequence[Item]) -> tuple[int, list[Block]]:
    """Recipients and signature typed as lines: how many items they take, and their blocks."""
    if not _opens_tail(items):
        return 0, []
    found: list[Block] = []
    listing = False
    for taken, item in enumerate(items):
        sided = _tail_sides(item, listing) if isinstance(item, Line) else None
        if sided is None:
            return taken, found
        listing = _lists_on(sided, listing)
        found += sided
    return len(items), found


def _lists_on(sided: list[Block], listing: bool) -> bool:
    placed = [block.region for block in sided if block.region in (Region.recipients, Region.signature)]
    return placed[0] is Region.recipients if placed else listing


def _opens_tail(items: Sequence[Item]) -> bool:
    line = items[0]
    if not isinstance(line, Line) or line.region is not Region.body or len(line.text) > _LONGEST:
        return False
    said = flow.tidy(line.text)
    if lines.is_recipients(said) or (lines.is_authority(said) and _signs(said)):
        return True
    # "CHỦ TỊCH ỦY BAN NHÂN DÂN" also stands above "Căn cứ", and QUYẾT ĐỊNH: a name has to follow where it signs.
    below = (flow.tidy(item.text) for item in items[1:6] if isinstance(item, Line))
    following = list(takewhile(lambda one: not lines.is_basis(one), below))
    return _signs(said) and any(_NAME.fullmatch(name) or _SIGNED.match(lines.folded(name)) for name in following)


def _tail_sides(line: Line, listing: bool) -> list[Block] | None:
    if line.region is not Region.body or not flow.says_something(line.text):
        return [flow.block(line)]
    parts = [part for piece in flow.each(line) for part in _parts(piece)]
    if len(parts) > 1:
        last = len(parts) - 1
        return [
            flow.block(part, _tail_side(part, listing or at < last) or Region.recipients)
            for at, part in enumerate(parts)
        ]
    side = _tail_side(line, listing)
    return None if side is None else [flow.block(line, side)]


def _tail_side(line: Line, listing: bool) -> Region | None:
    said = flow.tidy(line.text)
    if lines.stands_right(said) or lines.opens_part(said):
        return None
    if lines.is_recipient(said) and len(said) < 2 * _LONGEST:
        return Region.recipients
    signs = said.isupper() or _NAME.fullmatch(said) or _SIGNED.match(lines.folded(said))
    if signs and len(said) < _LONGEST:
        return Region.signature
    return Region.recipients if listing and len(said) < _LONGEST else None


def _signs(said: str) -> bool:
    """Whether a line is an authority or an office in capitals, above a signature."""
    return said.isupper() and len(said) < _LONGEST and lines.signs(said)
