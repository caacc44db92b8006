"""The round seal over a signature, where a copy in grey or in black and white leaves it in the way of the print.

The seal stands over the left third of the signature (Decree 30/2020, appendix I), so its rings cross the office above
and the first word of the name below. In colour its red is taken out; here it is found as the circle that most ink lies
on. Where it is paler than print, what is as pale goes; where it is as black, its rings go where no letter
crosses them.
"""

import math
import random
from dataclasses import dataclass
from statistics import median
from typing import Any, NamedTuple

from PIL import Image, ImageChops, ImageDraw

from pipeline.extract.scans import blobs

_GRID = 50  # dpi of the picture in which circles are looked for
_RADIUS = (13.0, 23.0)  # mm; seals of councils and committees measure 34 to 36 across, smeared ones more
_TRIES = 20_000  # of three points of ink that may lie on one circle of that size; few do
_INK, _DARK = 200, 140  # levels below which a point is ink, or print
_ON = 0.75  # of a seal's circle that is ink; of circles through print and a pen's strokes a third
_RING = 0.5  # of a circle within the seal that is ink where a ring is drawn
_PALER = 45  # levels by which a seal differs from print where its shade tells it
_WITHIN = 0.68  # of its radius: the ring of letters ends there
_CROSSED = 5  # pixels by which ink runs on beyond a ring where print crosses it
_SQUARE, _BEYOND = 1.12, 0.06  # of a seal's sides; of its box that is ink beyond its circle
_EDGE = 0.97, 0.91, 0.85  # of the way from its middle to its edge
_STEPS = 360
_UNIT = [(math.cos(math.tau * step / _STEPS), math.sin(math.tau * step / _STEPS)) for step in range(_STEPS)]

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RoundSeal:
    """Its middle and its outer radius, in pixels."""

    x: float
    y: float
    radius: float


def find(ink: Image.Image, dpi: float) -> RoundSeal | None:
    """The round seal in a grey picture, None where it shows none. The same picture gives the same answer."""
    box = _mask(ink, _INK).getbbox()
    if box is None:
        return None
    step = max(round(dpi / _GRID), 1)
    small = _mask(ink.crop(box).reduce(step), _INK)
    seal = _circle(small, dpi / 25.4 / step)
    if seal is None:
        return None
    return RoundSeal(box[0] + (seal.x + 0.5) * step, box[1] + (seal.y + 0.5) * step, seal.radius * step)


def fills(spots: Image.Image, box: blobs.Box, dpi: float) -> bool:
    """Whether the ink in a box is a round seal and nothing else: all around near the edge, and none in the corners."""
    short, long = sorted(blobs.sides(box))
    least, most = (2 * radius * dpi / 25.4 for radius in _RADIUS)
    if not least <= short <= long <= most + 4 or long > _SQUARE * short:
        return False
    part = spots.crop(box)
    beyond = part.copy()
    ImageDraw.Draw(beyond).ellipse((0, 0, part.width - 1, part.height - 1), fill=0)
    return sum(beyond.histogram()[128:]) < _BEYOND * blobs.area(box) and _on_edge(part) > _ON


def _on_edge(part: Image.Image) -> float:
    """The part of the directions from a picture's middle in which ink stands near its edge."""
    shown: Any = part.load()
    wide, high = (part.width - 1) / 2, (part.height - 1) / 2
    on = [
        any(shown[round(wide + along * near * wide), round(high + down * near * high)] for near in _EDGE)
        for along, down in _UNIT[::5]
    ]
    return sum(on) / len(on)


def without(ink: Image.Image, seal: RoundSeal) -> Image.Image:
    """The picture without the seal's ink, as far as it can be told from print."""
    shown: Any = ink.load()
    shade = median(shown[point] for point in _points(seal, seal.radius, ink.size))
    print_shade = _print_shade(ink)
    if shade > print_shade + _PALER:
        return _only_darker(ink, seal, round(shade + print_shade) // 2)
    return _without_rings(ink, seal)


def _only_darker(ink: Image.Image, seal: RoundSeal, than: int) -> Image.Image:
    reach = 1.1 * seal.radius
    left, top = round(seal.x - reach), round(seal.y - reach)
    box = (left, top, round(seal.x + reach), round(seal.y + reach))
    cleared, stamped = ink.copy(), ink.crop(box)
    cleared.paste(stamped.point([level if level < than else 255 for level in range(256)]), (left, top))
    return cleared


def _without_rings(ink: Image.Image, seal: RoundSeal) -> Image.Image:
    """Rings go where they are as thick as drawn: where print crosses one, ink runs on. Within stands the emblem."""
    dark, cleared = _mask(ink, _DARK), ink.copy()
    inner = _WITHIN * seal.radius
    ImageDraw.Draw(cleared).ellipse((seal.x - inner, seal.y - inner, seal.x + inner, seal.y + inner), fill=255)
    shown: Any = dark.load()
    painted: Any = cleared.load()
    around = round(math.tau * 1.2 * seal.radius)
    for least, most in _bands(dark, seal):
        for step in range(around):
            angle = math.tau * step / around
            ray = _ray(seal, (math.cos(angle), math.sin(angle)), range(least - _CROSSED, most + _CROSSED + 1), ink.size)
            run = _run(ray, _CROSSED, len(ray) - _CROSSED, shown)
            for point in run if len(run) <= most - least + _CROSSED else ():
                painted[point] = 255
    return cleared


def _bands(dark: Image.Image, seal: RoundSeal) -> list[tuple[int, int]]:
    """The first and last radius of each ring that is drawn, from within."""
    found, points = list[tuple[int, int]](), _Points(dark.tobytes(), *dark.size)
    for radius in range(round(_WITHIN * seal.radius), round(1.12 * seal.radius)):
        if points.share(seal, radius) > _RING:
            begun = found and found[-1][1] == radius - 1
            found = [*found[:-1], (found[-1][0], radius)] if begun else [*found, (radius, radius)]
    return found


def _ray(seal: RoundSeal, unit: tuple[float, float], radii: range, size: tuple[int, int]) -> list[Point]:
    points = ((round(seal.x + radius * unit[0]), round(seal.y + radius * unit[1])) for radius in radii)
    return [(x, y) for x, y in points if 0 <= x < size[0] and 0 <= y < size[1]]


def _run(ray: list[Point], start: int, stop: int, shown: Any) -> list[Point]:
    """The ink of a ray between two places, and what goes on from it to either side."""
    while start > 0 and shown[ray[start - 1]]:
        start -= 1
    while stop < len(ray) and shown[ray[stop]]:
        stop += 1
    return ray[start:stop]


def _print_shade(ink: Image.Image) -> int:
    """The level of the darkest twentieth of the ink."""
    histogram = ink.histogram()[:_INK]
    wanted, seen = sum(histogram) / 20, 0
    for level, points in enumerate(histogram):
        seen += points
        if seen >= wanted:
            return level
    return 0


def _circle(small: Image.Image, millimetre: float) -> RoundSeal | None:
    """The circle, of a radius that seals have, on which most points are ink; a seal's outer ring before its inner."""
    edge, points = _edge(small), _Points(small.tobytes(), *small.size)
    draw, best, found = _Draw(len(edge)), 0.0, None
    least, most = _RADIUS[0] * millimetre, _RADIUS[1] * millimetre
    for _ in range(_TRIES if len(edge) > 60 else 0):
        first, second, third = draw.three()
        drawn = _through(edge[first], edge[second], edge[third], most)
        if drawn is None or not least <= drawn[2] <= most:
            continue
        seal = RoundSeal(*drawn)
        share = points.share(seal, seal.radius, every=5, least=_ON)
        if share > _ON and share * seal.radius > best:
            best, found = share * seal.radius, seal
    return found


class _Draw:
    """Draws three different numbers below one: those that `random.sample` draws, at a tenth of its time."""

    def __init__(self, below: int) -> None:
        self._below, self._bits = below, below.bit_length()
        self._chance = random.Random(0).getrandbits  # noqa: S311 - samples of points, no secret

    def three(self) -> tuple[int, int, int]:
        """Three different ones."""
        chance, bits, below = self._chance, self._bits, self._below
        while (first := chance(bits)) >= below:
            pass
        while (second := chance(bits)) >= below or second == first:
            pass
        while (third := chance(bits)) >= below or third in (first, second):
            pass
        return first, second, third


def _edge(mask: Image.Image) -> list[Point]:
    """The points of ink that touch the sheet."""
    outline = ImageChops.subtract(mask, blobs.shrunk(mask)).tobytes()
    return [(at % mask.width, at // mask.width) for at, level in enumerate(outline) if level]


def _through(first: Point, second: Point, third: Point, most: float) -> tuple[float, float, float] | None:
    """Middle and radius of the circle through three points; None where none of radius `most` holds them, or a line."""
    (x1, y1), (x2, y2), (x3, y3), wide = first, second, third, 2 * most
    if abs(x1 - x2) > wide or abs(y1 - y2) > wide or abs(x1 - x3) > wide or abs(y1 - y3) > wide:
        return None
    twice = 2 * (x1 * (y2 - y3) + x2 * (y3 - y1) + x3 * (y1 - y2))
    if abs(twice) < 200:
        return None
    one, two, three = x1 * x1 + y1 * y1, x2 * x2 + y2 * y2, x3 * x3 + y3 * y3
    x = (one * (y2 - y3) + two * (y3 - y1) + three * (y1 - y2)) / twice
    y = (one * (x3 - x2) + two * (x1 - x3) + three * (x2 - x1)) / twice
    return x, y, math.hypot(x1 - x, y1 - y)


class _Points(NamedTuple):
    """The points of a mask, other than 0 where there is ink; asking Pillow for one costs ten times as much."""

    data: bytes
    width: int
    height: int

    def share(self, seal: RoundSeal, radius: float, every: int = 1, *, least: float = 0.0) -> float:
        """The part of a circle around the seal's middle that is ink; beyond the picture's edge there is none.

        0 as soon as it cannot be more than `least`.
        """
        data, width, height = self
        around = _UNIT[::every]
        missed, most = 0, len(around) * (1 - least)
        for along, down in around:
            x, y = round(seal.x + radius * along), round(seal.y + radius * down)
            if not (0 <= x < width and 0 <= y < height and data[y * width + x]):
                missed += 1
                if missed >= most:
                    return 0.0
        return 1 - missed / len(around)


def _points(seal: RoundSeal, radius: float, size: tuple[int, int]) -> list[Point]:
    around = ((round(seal.x + radius * x), round(seal.y + radius * y)) for x, y in _UNIT)
    return [(x, y) for x, y in around if 0 <= x < size[0] and 0 <= y < size[1]]


def _mask(ink: Image.Image, below: int) -> Image.Image:
    return ink.point([255 if level < below else 0 for level in range(256)])
