"""Connected spots of a small black and white picture, as boxes."""

import re
from collections import defaultdict
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


def without(mask: Image.Image, seed: tuple[int, int]) -> Image.Image:
    """The picture without the ink that a point hangs together with, corners not counted; as it is where that is none.

    Pillow's floodfill asks for each point by itself: ten times as long.
    """
    rows = defaultdict[int, list[_Run]](list)
    for run in _runs(mask):
        rows[run[0]].append(run)
    waiting = [run for run in rows[seed[1]] if run[1] <= seed[0] < run[2]]
    found = set(waiting)
    while waiting:
        row, start, stop = waiting.pop()
        for near in (one for beside in (row - 1, row + 1) for one in rows[beside]):
            if near not in found and near[1] < stop and near[2] > start:
                found.add(near)
                waiting.append(near)
    data = bytearray(mask.tobytes())
    for row, start, stop in found:
        data[row * mask.width + start : row * mask.width + stop] = bytes(stop - start)
    return Image.frombytes("L", mask.size, bytes(data))


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
