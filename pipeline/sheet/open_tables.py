"""Tables that only lines across part: their columns are the gaps that run through all rows.

Statistics are set so, and what programs call a light table. Between two such lines prose has no gap from top to bottom,
and a form's dotted lines have words on one side alone: both are no tables.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.sheet.rows import Row, rows
from pipeline.sheet.tables import DrawnTable, RuledLine
from pipeline.sheet.words import Word

_NEAR = 3.0
_SHORTEST = 120.0  # points: a line across a table, none under a word
_HIGHEST = 160.0  # points from one line to the next
_FEWEST = 3  # lines: over the heading, under it, and under the last row; two where each is drawn a piece a cell
_GAP = 0.6  # of the size of print: columns may stand near, words of one column stand nearer
_OUTER = 1.3  # of the highest row: how far the nearest line of a row outside stands
_MOST_EDGES = 20
_FILLED = 0.6  # of the rows have words in two columns


class _Across(NamedTuple):
    """A line across, with the places where a program that draws it cell by cell begins anew."""

    left: float
    right: float
    level: float
    joints: tuple[float, ...] = ()


def grids(rules: Sequence[RuledLine], words: Sequence[Word], ruled: Sequence[DrawnTable]) -> list[DrawnTable]:
    """The tables that lines across draw, none of them within those that are `ruled` both ways."""
    flat = [line for line in _joined(rules) if not any(_is_of(line, grid) for grid in ruled)]
    upright = [rule for rule in rules if rule.y1 - rule.y0 > rule.x1 - rule.x0]
    found = (_table(run, words) for run in _runs(flat) if not any(_crosses(one, run) for one in upright))
    return [grid for grid in found if grid]


def _joined(rules: Sequence[RuledLine]) -> list[_Across]:
    """Lines across from top to bottom, the pieces that are drawn for each cell as one."""
    found: list[_Across] = []
    flat = (rule for rule in rules if rule.x1 - rule.x0 > rule.y1 - rule.y0)
    for rule in sorted(flat, key=lambda rule: (round(-rule.y0), rule.x0)):
        last = found[-1] if found else None
        if last and abs(last.level - rule.y0) < 1 and rule.x0 <= last.right + _NEAR:
            found[-1] = _Across(last.left, max(last.right, rule.x1), last.level, (*last.joints, rule.x0))
        else:
            found.append(_Across(rule.x0, rule.x1, rule.y0))
    return [line for line in found if line.right - line.left > _SHORTEST]


def _runs(flat: Sequence[_Across]) -> Iterator[list[_Across]]:
    """Lines of one width below each other, from the highest to the lowest; double lines are one."""
    left = list(flat)
    while left:
        run = [left.pop(0)]
        for line in list(left):
            same = abs(line.left - run[0].left) <= _NEAR and abs(line.right - run[0].right) <= _NEAR
            if same and run[-1].level - line.level < _HIGHEST:
                left.remove(line)
                run += [line] * (run[-1].level - line.level > _NEAR)
        if len(run) >= _FEWEST or (len(run) > 1 and _drawn_edges(run)):
            yield run


def _is_of(line: _Across, grid: DrawnTable) -> bool:
    left, bottom, right, top = grid.box
    return line.left < right and line.right > left and bottom - _NEAR <= line.level <= top + _NEAR


def _crosses(upright: RuledLine, run: Sequence[_Across]) -> bool:
    beside = run[0].left - _NEAR <= upright.x0 <= run[0].right + _NEAR
    return beside and upright.y0 < run[0].level and upright.y1 > run[-1].level


def _table(run: Sequence[_Across], words: Sequence[Word]) -> DrawnTable | None:
    beside = [word for word in words if run[0].left - 1 <= word.middle <= run[0].right + 1]
    inside = [word for word in beside if run[-1].level < word.center[1] < run[0].level]
    edges = [*(_drawn_edges(run) or _edges(inside))]
    if not edges or len(edges) > _MOST_EDGES:
        return None
    xs = (run[0].left, *edges, run[0].right)
    above, below = (_outside(beside, xs, run, side) for side in (1, -1))
    ys = (*above, *_levels(run, rows(inside), edges[0], whole=bool(above)), *below)
    if not _is_filled(xs, ys, [word for word in beside if ys[-1] < word.center[1] < ys[0]]):
        return None
    across = frozenset((row, column) for row in range(len(ys)) for column in range(len(xs) - 1))
    down = frozenset((row, column) for row in range(len(ys) - 1) for column in range(len(xs)))
    return DrawnTable(xs, ys, across, down)


def _drawn_edges(run: Sequence[_Across]) -> list[float]:
    """Where every line begins anew."""
    return [x for x in run[0].joints if all(any(abs(x - other) <= _NEAR for other in line.joints) for line in run)]


def _edges(words: Sequence[Word]) -> Iterator[float]:
    """The middles of the gaps that no word crosses."""
    right = None
    for word in sorted(words, key=lambda word: word.left):
        if right is not None and word.left - right > _GAP * word.size:
            yield (word.left + right) / 2
        right = max(word.right, right if right is not None else word.right)


def _outside(words: Sequence[Word], xs: Sequence[float], run: Sequence[_Across], side: int) -> list[float]:
    """Where a first or last row ends over or under which no line is drawn: as high as the others, in the columns."""
    edge = run[0].level if side > 0 else run[-1].level
    highest = _OUTER * max(one.level - other.level for one, other in pairwise(run))
    near = rows(word for word in words if 0 < side * (word.center[1] - edge) < highest)
    row = min(near, key=lambda line: abs(line.baseline - edge), default=None)
    if row is None or not _fits(row, xs) or len(_columns(row.words, xs)) < 2:
        return []
    return [row.baseline + row.size if side > 0 else row.baseline - 0.3 * row.size]


def _fits(row: Row, xs: Sequence[float]) -> bool:
    return not any(word.left < x < word.right for word in row.words for x in xs[1:-1])


def _columns(words: Sequence[Word], xs: Sequence[float]) -> set[int]:
    return {sum(word.middle > x for x in xs[1:-1]) for word in words}


def _levels(run: Sequence[_Across], lines: Sequence[Row], edge: float, *, whole: bool) -> tuple[float, ...]:
    """Where rows end, from the top: at each line across, or, of three, above each line with words in the first column.

    `whole`: the heading stands above them, so each line parts two rows.
    """
    own = [line.level for line in run]
    if whole or len(run) > _FEWEST:
        return tuple(own)
    below = [line for line in lines if line.baseline < own[1] and line.left < edge]
    return (*own[:2], *(line.baseline + line.size for line in below[1:]), own[-1])


def _is_filled(xs: Sequence[float], ys: Sequence[float], words: Sequence[Word]) -> bool:
    """Whether every row has words, most of them in two columns and more; the heading in all columns but one."""
    filled = [_columns([word for word in words if low < word.center[1] <= top], xs) for top, low in pairwise(ys)]
    told = [*map(len, filled)]
    return bool(told) and min(told) > 0 and told[0] >= len(xs) - 2 and sum(n > 1 for n in told) >= _FILLED * len(told)
