"""Connected spots of a small black and white picture, as boxes."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from PIL import Image, ImageFilter

Box = tuple[int, int, int, int]  # left, top, right, bottom in pixels
T = TypeVar("T", int, float)

_INK = re.compile(rb"\xff+")
# Of the average of a square of two-tone points: whether any is ink, all are, five of nine are.
_ANY, _ALL, _MOST_OF_NINE = ([0] * most + [255] * (256 - most) for most in (1, 255, 128))
_MOST = 40_000  # runs; a page of noise has more, and no stamp can be told in it


def sides(box: tuple[T, T, T, T]) -> tuple[T, T]:
    """Width and height of a box, in pixels or points, whichever way up it is measured."""
    return box[2] - box[0], box[3] - box[1]


def area(box: tuple[T, T, T, T]) -> T:
    """Width by height, in the square of the box's own unit."""
    wide, high = sides(box)
    return wide * high


def shared(one: tuple[T, T, T, T], other: tuple[T, T, T, T]) -> float:
    """What two boxes have in common, as a part of the smaller one."""
    wide, high = (min(one[at + 2], other[at + 2]) - max(one[at], other[at]) for at in (0, 1))
    return wide * high / min(area(one), area(other)) if wide > 0 and high > 0 else 0.0


def of(mask: Image.Image) -> list[Box]:
    """The boxes of all spots of a picture in which ink is 255."""
    return [box for box, _ in counted(mask)]


def counted(mask: Image.Image) -> list[tuple[Box, int]]:
    """The boxes with how many points each spot has."""
    runs = list(_runs(mask))
    return [] if len(runs) > _MOST else _boxes(runs, _joined(runs, reach=1))


def without(mask: Image.Image, seed: tuple[int, int]) -> Image.Image:
    """The picture without the ink that a point hangs together with, corners not counted; as it is where that is none.

    Pillow's floodfill asks for each point by itself: ten times as long.
    """
    runs = list(_runs(mask))
    seeds = [at for at, (row, start, stop) in enumerate(runs) if row == seed[1] and start <= seed[0] < stop]
    if not seeds:
        return mask
    parents, data = _joined(runs, reach=0), bytearray(mask.tobytes())
    spot = _root(parents, seeds[0])
    for at, (row, start, stop) in enumerate(runs):
        if _root(parents, at) == spot:
            data[row * mask.width + start : row * mask.width + stop] = bytes(stop - start)
    return Image.frombytes("L", mask.size, bytes(data))


def grown(mask: Image.Image, by: int) -> Image.Image:
    """The picture with each point of ink grown to a square of so many points more to each side, seven at most.

    As a filter of ranks does it, which sorts the points around each: six to fifty times as long.
    """
    return mask.filter(ImageFilter.BoxBlur(by)).point(_ANY)


def shrunk(mask: Image.Image) -> Image.Image:
    """The picture without the points of ink that touch the sheet, corners counted."""
    return mask.filter(ImageFilter.BoxBlur(1)).point(_ALL)


def without_specks(mask: Image.Image) -> Image.Image:
    """The picture with each point as most of the nine are of which it is the middle."""
    return mask.filter(ImageFilter.BoxBlur(1)).point(_MOST_OF_NINE)


_Run = tuple[int, int, int]  # row, first and last + 1 column


def _runs(mask: Image.Image) -> Iterator[_Run]:
    wide = mask.width + 1
    parted = Image.new("L", (wide, mask.height))  # a column of sheet more, where no run goes on to the next row
    parted.paste(mask)
    for match in _INK.finditer(parted.tobytes()):
        begun, ended = match.span()
        row = begun // wide
        yield row, begun - row * wide, ended - row * wide


def _joined(runs: Sequence[_Run], *, reach: int) -> list[int]:
    """For each run one that it hangs together with, at last the same for all of a spot; `reach` 1 counts corners."""
    parents = list(range(len(runs)))
    above = 0  # the first run of the row above that reaches this one's start: what ends before it meets no later one
    for at, (row, start, stop) in enumerate(runs):
        while runs[above][0] < row - 1 or (runs[above][0] == row - 1 and runs[above][2] + reach <= start):
            above += 1
        other = above
        while other < at and runs[other][0] == row - 1 and runs[other][1] < stop + reach:
            parents[_root(parents, at)] = _root(parents, other)
            other += 1
    return parents


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
