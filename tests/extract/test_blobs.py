"""Spots of ink: the same boxes whichever way a picture lies, and one of them taken out as Pillow would fill it."""

import random

import pytest
from PIL import Image, ImageDraw

from pipeline.extract.scans import blobs


def _dots(seed: int) -> Image.Image:
    chance = random.Random(seed)
    wide, high = chance.randint(1, 40), chance.randint(1, 40)
    share = chance.choice((0.1, 0.5, 0.7, 0.95))
    return Image.frombytes("L", (wide, high), bytes(255 * (chance.random() < share) for _ in range(wide * high)))


@pytest.mark.parametrize("seed", range(60))
def test_a_picture_on_its_side_has_the_same_spots(seed: int) -> None:
    mask = _dots(seed)
    lying = mask.transpose(Image.Transpose.TRANSPOSE)
    turned = sorted((top, left, bottom, right) for left, top, right, bottom in blobs.of(lying))
    assert turned == sorted(blobs.of(mask))


@pytest.mark.parametrize("seed", range(60))
def test_taking_a_spot_out_leaves_what_filling_it_leaves(seed: int) -> None:
    mask, chance = _dots(seed), random.Random(seed)
    at = chance.randrange(mask.width), chance.randrange(mask.height)
    filled = mask.copy()
    if mask.getpixel(at) == 255:
        ImageDraw.floodfill(filled, at, 0)
    assert blobs.without(mask, at).tobytes() == filled.tobytes()
