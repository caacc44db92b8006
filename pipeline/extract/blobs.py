"""Connected spots of a small black and white picture, as boxes."""

import re
from collections.abc import Iterator

from PIL import Image

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels

_MOST = 40_000  # runs; a page of noise has more, and no stamp can be told in it


def of(mask: Image.Image) -> list[Box]:
    """The boxes of all spots of a picture in which ink is 255."""
    return [box for box, _ in counted(mask)]


def counted(mask: Image.Image) -> list[tuple[Box, int]]:
    """The boxes with how many points each spot has."""
    runs = list(_runs(mask))
    if len(runs) > _MOST:
        return []
    parents = list(range(len(runs)))
    above = 0  # the first run of the row above that reaches this one's start: what ends before it meets no later one
    for at, (row, start, stop) in enumerate(runs):
        while runs[above][0] < row - 1 or (runs[above][0] == row - 1 and runs[above][2] < start):
            above += 1
        other = above
        while other < at and runs[other][0] == row - 1 and runs[other][1] <= stop:
            parents[_root(parents, at)] = _root(parents, other)
            other += 1
    return _boxes(runs, parents)


_Run = tuple[int, int, int]  # row, first and last + 1 column


def _runs(mask: Image.Image) -> Iterator[_Run]:
    data, width = mask.tobytes(), mask.width
    for row in range(mask.height):
        for match in re.finditer(rb"\xff+", data[row * width : (row + 1) * width]):
            yield row, match.start(), match.end()


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


def _boxes(runs: list[_Run], parents: list[int]) -> list[tuple[Box, int]]:
    found: dict[int, list[int]] = {}
    for at, (row, start, stop) in enumerate(runs):
        root = at if parents[at] == at else _root(parents, at)
        box = found.get(root)
        if box is None:
            found[root] = [start, row, stop, row + 1, stop - start]
            continue
        box[0], box[2] = min(box[0], start), max(box[2], stop)
        box[3], box[4] = row + 1, box[4] + stop - start
    return [((left, top, right, bottom), points) for left, top, right, bottom, points in found.values()]
