"""Spots of ink: the same boxes whichever way a picture lies, taken out, grown and shrunk as Pillow would do it."""

import random

import pytest
from PIL import Image, ImageDraw, ImageFilter

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


@pytest.mark.parametrize("seed", range(60))
def test_ink_grows_and_shrinks_as_filters_of_ranks_make_it(seed: int) -> None:
    mask = _dots(seed)
    for by in (1, 2, 4):
        assert blobs.grown(mask, by).tobytes() == mask.filter(ImageFilter.MaxFilter(2 * by + 1)).tobytes()
    assert blobs.shrunk(mask).tobytes() == mask.filter(ImageFilter.MinFilter(3)).tobytes()
    assert blobs.without_specks(mask).tobytes() == mask.filter(ImageFilter.MedianFilter(3)).tobytes()


@pytest.mark.parametrize("by", range(1, 8))
def test_one_point_of_ink_grows_to_its_square(by: int) -> None:
    mask = Image.new("L", (21, 21))
    mask.putpixel((10, 10), 255)
    assert blobs.grown(mask, by).getbbox() == (10 - by, 10 - by, 11 + by, 11 + by)
