"""Tables out of ruling lines: the cells that the lines enclose, and the words in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import text
from pipeline.document.model import Block, Method, Region
from pipeline.extract.lines import rows
from pipeline.extract.paragraphs import joined
from pipeline.extract.pdf_page import Rule
from pipeline.extract.words import Word, boxed

_NEAR = 3.0
_MAX_RULES = 6000
_MAX_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Grid:
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


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The tables that ruling lines draw; a frame around a text, or a line under it, is none."""
    if len(rules) > _MAX_RULES:
        return []
    found = []
    for group in _connected(rules):
        grid = _grid(group)
        if grid and len(grid.xs) > 2 and len(grid.ys) > 1 and len(grid.xs) * len(grid.ys) <= _MAX_CELLS:
            found.append(grid)
    return sorted(found, key=lambda grid: -grid.ys[0])


def table(grid: Grid, words: Sequence[Word], page: int) -> Block:
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
    """Whether a table at the top of a page continues the one at the bottom of the page before."""
    if not before.rows or not after.rows or before.box is None or after.box is None:
        return False
    return len(before.rows[0]) == len(after.rows[0]) and (after.page or 0) == (before.page or 0) + 1


def together(before: Block, after: Block) -> Block:
    """Both pieces as one table, the repeated heading row once."""
    more = after.rows[1:] if after.rows[0] == before.rows[0] else after.rows
    return replace(before, rows=before.rows + more)


def _connected(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
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
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(left):
        groups.setdefault(root(index), []).append(rule)
    yield from groups.values()


def _touch(one: Rule, other: Rule) -> bool:
    return (
        min(one.x1, other.x1) - max(one.x0, other.x0) >= -_NEAR
        and min(one.y1, other.y1) - max(one.y0, other.y0) >= -_NEAR
    )


def _grid(group: Sequence[Rule]) -> Grid | None:
    flat = [rule for rule in group if rule.x1 - rule.x0 >= rule.y1 - rule.y0]
    upright = [rule for rule in group if rule.x1 - rule.x0 < rule.y1 - rule.y0]
    if len(flat) < 2 or len(upright) < 2:
        return None
    xs = _levels([rule.x0 for rule in upright])
    ys = _levels([rule.y0 for rule in flat])[::-1]
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
    return Grid(xs, ys, across, down)


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


def _merged(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
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


def _place(grid: Grid, word: Word) -> tuple[int, int]:
    x, y = word.center
    column = max((index for index in _span(grid.xs) if grid.xs[index] <= x + 0.5), default=0)
    row = max((index for index in _span(grid.ys) if grid.ys[index] >= y - 0.5), default=0)
    return row, column


def _cell(words: Sequence[Word]) -> str:
    return text.one_line(joined([line.text for line in rows(words)]))


def _without_slits(grid: Grid, filled: list[list[str]]) -> list[list[str]]:
    """Without the empty rows and columns, too thin for a letter, that double lines and thick borders make."""
    columns = [
        column
        for column in _span(grid.xs)
        if grid.xs[column + 1] - grid.xs[column] > 7 or any(r[column] for r in filled)
    ]
    kept = [row for row in _span(grid.ys) if grid.ys[row] - grid.ys[row + 1] > 7 or any(filled[row])]
    return [[filled[row][column] for column in columns] for row in kept]
