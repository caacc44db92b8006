"""Text set in two columns, as gazettes and bulletins do: the left column is read to its end before the right one.

Rows that a page's width joins would mix both ("Hội đồng nhân dân xã hỗ trợ kinh chữa, nạo vét …"). A table without
lines has two columns as well; there the lines are short, while those of a text run to the column's edge.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.document.model import Region
from pipeline.sheet.rows import Row, pieces, rows, two_columns

_LINES = 8  # of a column; fewer do not show whether lines run to its edge, and cells of a scanned table do
_WORDS = 3  # of a line of text; figures and names of a table have fewer
_FULL = 0.6  # of a column's lines, one more for the last line of each paragraph
_NARROWEST = 0.22  # of the page's width
_RAGGED, _LONG, _MOST_LONG, _STEP = 12, 0.65, 0.6, 1.7  # lines; of the width; of the lines; of their usual distance


def parted(found: Sequence[Row], width: float) -> Iterator[list[Row]]:
    """The lines of a page in runs to be read one after the other: one run where nothing stands in two columns."""
    start = index = 0
    while index < len(found):
        end, gutter = _end(found, index), 0.0
        if end - index >= _LINES:
            stop, gutter = two_columns(found[:end], index, width)
            columns = _columns(found[index:stop], gutter)
            if columns and all(_is_text(column, width) for column in columns):
                yield from (run for run in ([*found[start:index]], *columns) if run)
                start = index = stop
                continue
        index += 1
    if start < len(found):
        yield [*found[start:]]


def _end(found: Sequence[Row], index: int) -> int:
    """The row after the last one of the text that begins with a row."""
    rest = (at for at in range(index, len(found)) if found[at].region is not Region.body)
    return next(rest, len(found))


def _columns(found: Sequence[Row], gutter: float) -> tuple[list[Row], ...]:
    """The lines left and right of a gutter; nothing where one side has too few words for a column."""
    words = [word for row in found for word in row.words]
    left, right = ([w for w in words if w.middle < gutter], [w for w in words if w.middle >= gutter])
    return (rows(left), rows(right)) if min(len(left), len(right)) >= _LINES else ()


def _is_text(column: Sequence[Row], width: float) -> bool:
    """Whether lines are those of a text: of some words each, and most of them as long as the column is wide."""
    if len(column) < _LINES:
        return False
    left, right = min(row.left for row in column), max(row.right for row in column)
    if right - left < _NARROWEST * width:
        return False
    full = [row for row in column if row.right > right - 1.5 * row.size and _is_line(row)]
    return len(full) >= _FULL * len(column) or _is_ragged(column, left, right)


def _is_line(row: Row) -> bool:
    """Whether a row is one line of words; "3        xây mới" are two cells of a table without lines."""
    return len(row.words) >= _WORDS and len(pieces(row)) == 1


def _is_ragged(column: Sequence[Row], left: float, right: float) -> bool:
    """Whether lines that are not set to an edge follow each other as those of a text: long, and no place left empty.

    A cell of a table is shorter than the one beside it now and then, and leaves one.
    """
    long = [row for row in column if row.right - left > _LONG * (right - left) and _is_line(row)]
    steps = sorted(above.baseline - below.baseline for above, below in pairwise(column))
    dense = steps[-1] < _STEP * steps[len(steps) // 2]
    return dense and len(column) >= _RAGGED and len(long) >= _MOST_LONG * len(column)
