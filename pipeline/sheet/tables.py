"""Tables out of ruling lines: the cells that the lines enclose, and the words in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple

from pipeline import text
from pipeline.document.model import Block, Method, Region
from pipeline.sheet.paragraphs import joined
from pipeline.sheet.rows import rows
from pipeline.sheet.words import Word, boxed
from pipeline.text import fold

_NEAR = 3.0
_ROW = 9.0  # points: the lowest row of print
_BAR = 300.0  # points: as high as text that fills a page
_MAX_RULES = 6000
_MAX_CELLS = 20_000
_HEAD_ROWS = 4
_SAME_HEAD = 0.9
_COUNTS = frozenset(("stt", "tt", "so tt", "so thu tu"))  # what the first column of a numbered table is headed
_SUMS = ("tong", "cong", "luy ke")


class RuledLine(NamedTuple):
    """A straight line of a table: `x0 == x1` or `y0 == y1`, nearly."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """One table's lines: `xs` from left to right, `ys` from top to bottom, and which pieces of them are drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: frozenset[tuple[int, int]]  # (row line, column): drawn between columns' edges
    down: frozenset[tuple[int, int]]  # (row, column line)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        x, y = word.center
        left, bottom, right, top = self.box
        return left - 1 <= x <= right + 1 and bottom - 1 <= y <= top + 1


def grids(rules: Sequence[RuledLine]) -> list[DrawnTable]:
    """The tables that ruling lines draw; a frame around a text, or a line under it, is none."""
    if len(rules) > _MAX_RULES:
        return []
    found = []
    for group in _with_bars([*_connected(rules)]):
        grid = _grid(group)
        if grid and len(grid.xs) > 2 and len(grid.ys) > 1 and len(grid.xs) * len(grid.ys) <= _MAX_CELLS:
            found.append(grid)
    return sorted(found, key=lambda grid: -grid.ys[0])


def table(grid: DrawnTable, words: Sequence[Word], page: int) -> Block:
    """The table's cells as rows of text; a merged cell's text stands in its first place."""
    cells = _merged(grid)
    inside: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        inside.setdefault(cells[_place(grid, word)], []).append(word)
    filled = [[_cell(inside.get((row, column), ())) for column in range(len(grid.xs) - 1)] for row in _span(grid.ys)]
    methods = {word.method for word in words}
    return Block(
        text="",
        region=Region.body,
        method=Method.ocr if Method.ocr in methods else Method.text,
        page=page,
        rows=tuple(tuple(row) for row in _without_slits(grid, filled)),
        box=boxed(words) if words else tuple(round(side, 1) for side in grid.box),  # type: ignore[arg-type]
        confidence=round(min((word.confidence for word in words), default=1.0), 3),
    )


def goes_on(before: Block, after: Block) -> bool:
    """Whether a table that begins a page continues the one that ends the page before: as many columns, no new head."""
    if not before.rows or not after.rows or len(before.rows[0]) != len(after.rows[0]):
        return False
    return bool(_repeated(before, after)) or fold(after.rows[0][0]).strip(" .") not in _COUNTS


def together(before: Block, after: Block) -> Block:
    """Both pieces as one table: the repeated heading rows once, a row that the page break cut in one again."""
    more = after.rows[_repeated(before, after) :]
    if more and _is_cut(before.rows, more):
        whole = tuple(
            text.one_line(joined([part for part in cells if part]))
            for cells in zip(before.rows[-1], more[0], strict=True)
        )
        return replace(before, rows=(*before.rows[:-1], whole, *more[1:]))
    return replace(before, rows=before.rows + more)


_Row = tuple[str, ...]


def _repeated(before: Block, after: Block) -> int:
    """How many rows at the head of the second piece repeat the first one's; a row of data never counts as one."""
    count = 0
    for one, other in zip(before.rows[:_HEAD_ROWS], after.rows, strict=False):
        same = one == other if count else _same_head(one, other, read=after.method is Method.ocr)
        if not same or (count and not _heads(one)):
            break
        count += 1
    return count


def _same_head(one: _Row, other: _Row, *, read: bool) -> bool:
    """The first row again, in OCR but for some letters: figures that differ make another row."""
    first, second = fold(" ".join(one)), fold(" ".join(other))
    slips = read and len(first) > 8 and re.findall(r"\d", first) == re.findall(r"\d", second)
    return first == second or (slips and SequenceMatcher(None, first, second, autojunk=False).ratio() > _SAME_HEAD)


def _heads(row: _Row) -> bool:
    """A second row of a heading: under a merged cell, or the numbers of the columns, (1), (2), (3) = (1) x (2)."""
    return not row[0] or all(re.match(r"\(?[\dA-C]{1,2}\)?\W*$|\(?\d{1,2}\)?\s*=", cell) for cell in row if cell)


def _is_cut(above: Sequence[_Row], below: Sequence[_Row]) -> bool:
    """Whether a page break cut the last row above: the first one below goes on in some cells and leaves the others.

    Rows under a merged cell, groups and sums look alike; tables that hold such rows elsewhere are left as they are.
    """
    last, first = above[-1], below[0]
    shared = [(one, other) for one, other in zip(last, first, strict=True) if one and other]
    if not shared or any(fold(cell).startswith(_SUMS) for cell in (*last, *first)) or len(above) < 2:
        return False
    if all(_runs_on(one, other) for one, other in shared):
        return True
    inside = (*above[1:-1], *below[1:])
    return bool(last[0]) and not first[0] and all(row[0] for row in inside) and _counts_on(last[0], below)


def _runs_on(before: str, after: str) -> bool:
    return after[0].islower() and not before.endswith((".", ";", ":"))


def _counts_on(number: str, below: Sequence[_Row]) -> bool:
    """Whether the row after the cut one has the next number, where rows are numbered."""
    following = below[1][0].strip(" .") if len(below) > 1 else ""
    own = number.strip(" .")
    return not (own.isdecimal() and following.isdecimal()) or int(following) == int(own) + 1


def _connected(rules: Sequence[RuledLine]) -> Iterator[list[RuledLine]]:
    """Groups of lines that touch each other."""
    left = sorted(rules, key=lambda rule: min(rule.y0, rule.y1))
    parents = list(range(len(left)))

    def root(index: int) -> int:
        while parents[index] != index:
            parents[index] = parents[parents[index]]
            index = parents[index]
        return index

    for one, rule in enumerate(left):
        reach = max(rule.y0, rule.y1) + _NEAR
        for other in range(one + 1, len(left)):
            if left[other].y0 > reach:
                break
            if _touch(rule, left[other]):
                parents[root(other)] = root(one)
    groups: dict[int, list[RuledLine]] = {}
    for index, rule in enumerate(left):
        groups.setdefault(root(index), []).append(rule)
    yield from groups.values()


def _with_bars(groups: Sequence[list[RuledLine]]) -> list[list[RuledLine]]:
    """The groups, three upright lines of one height and more as one: a row that fills a page has no line across it."""
    alone = [group[0] for group in groups if len(group) == 1 and group[0].y1 - group[0].y0 > _BAR]
    bars = [rule for rule in alone if abs(rule.y0 - alone[0].y0) <= _NEAR and abs(rule.y1 - alone[0].y1) <= _NEAR]
    return [*groups, bars] if len(bars) > 2 else [*groups]


def _touch(one: RuledLine, other: RuledLine) -> bool:
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) >= -_NEAR
        and min(one.y1, other.y1) - max(one.y0, other.y0) >= -_NEAR
    )


def _grid(group: Sequence[RuledLine]) -> DrawnTable | None:
    flat = [rule for rule in group if rule.x1 - rule.x0 >= rule.y1 - rule.y0]
    upright = [rule for rule in group if rule.x1 - rule.x0 < rule.y1 - rule.y0]
    xs = _levels([rule.x0 for rule in upright])
    ys = _levels([*(rule.y0 for rule in flat), *_open_ends(flat, upright)])[::-1] if len(xs) > 1 else ()
    if len(ys) < 2:
        return None
    across = frozenset(
        (_nearest(ys, rule.y0), column)
        for rule in flat
        for column in _span(xs)
        if rule.x0 - _NEAR <= (xs[column] + xs[column + 1]) / 2 <= rule.x1 + _NEAR
    )
    down = frozenset(
        (row, _nearest(xs, rule.x0))
        for rule in upright
        for row in _span(ys)
        if rule.y0 - _NEAR <= (ys[row] + ys[row + 1]) / 2 <= rule.y1 + _NEAR
    )
    return DrawnTable(xs, ys, across, down)


def _open_ends(flat: Sequence[RuledLine], upright: Sequence[RuledLine]) -> Iterator[float]:
    """Where a table ends without a line: a browser draws none where a page cuts a row.

    Both outermost lines have to run on as far beyond the last one across.
    """
    outer = min(rule.x0 for rule in upright), max(rule.x0 for rule in upright)
    sides = [[rule for rule in upright if abs(rule.x0 - x) <= _NEAR] for x in outer]
    feet, heads = [min(rule.y0 for rule in side) for side in sides], [max(rule.y1 for rule in side) for side in sides]
    lowest, highest = (
        min((rule.y0 for rule in flat), default=heads[0]),
        max((rule.y0 for rule in flat), default=feet[0]),
    )
    if abs(feet[0] - feet[1]) <= _NEAR and feet[0] < lowest - _ROW:
        yield feet[0]
    if abs(heads[0] - heads[1]) <= _NEAR and heads[0] > highest + _ROW:
        yield heads[0]


def _span(edges: Sequence[float]) -> range:
    return range(len(edges) - 1)


def _levels(values: Sequence[float]) -> tuple[float, ...]:
    """Values nearer than `_NEAR` count as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return tuple(found)


def _nearest(levels: Sequence[float], value: float) -> int:
    return min(range(len(levels)), key=lambda index: abs(levels[index] - value))


def _merged(grid: DrawnTable) -> dict[tuple[int, int], tuple[int, int]]:
    """Each place of the grid with the first place (upper left) of the cell that it belongs to."""
    first: dict[tuple[int, int], tuple[int, int]] = {}
    for row in _span(grid.ys):
        for column in _span(grid.xs):
            above, before = (row - 1, column), (row, column - 1)
            if before in first and (row, column) not in grid.down:
                first[row, column] = first[before]
            elif above in first and (row, column) not in grid.across:
                first[row, column] = first[above]
            else:
                first[row, column] = (row, column)
    return first


def _place(grid: DrawnTable, word: Word) -> tuple[int, int]:
    x, y = word.center
    column = max((index for index in _span(grid.xs) if grid.xs[index] <= x + 0.5), default=0)
    row = max((index for index in _span(grid.ys) if grid.ys[index] >= y - 0.5), default=0)
    return row, column


def _cell(words: Sequence[Word]) -> str:
    return text.one_line(joined([line.text for line in rows(words)]))


def _without_slits(grid: DrawnTable, filled: list[list[str]]) -> list[list[str]]:
    """Without the empty rows and columns, too thin for a letter, that double lines and thick borders make."""
    columns = [
        column
        for column in _span(grid.xs)
        if grid.xs[column + 1] - grid.xs[column] > 7 or any(r[column] for r in filled)
    ]
    kept = [row for row in _span(grid.ys) if grid.ys[row] - grid.ys[row + 1] > 7 or any(filled[row])]
    return [[filled[row][column] for column in columns] for row in kept]
