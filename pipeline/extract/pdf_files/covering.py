"""Which pictures of a page are shown as they are stored, and which lie under, beyond or behind something.

Who hides a line of a scan draws a box over it, and the file keeps the line.
"""

import contextlib
import hashlib
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdf
from PIL import Image, ImageChops, ImageFilter, ImageOps

from pipeline.extract.pdf_files.pdf_glyphs import PageView
from pipeline.extract.scans import blobs

_DEEP = 15  # forms within forms
_GRID = 25  # dpi: a line of print is three points high
_LIGHTER, _DARKER = 25, 60  # of 255, edges smoothed: a line under a white box, and one under a black one
_LEAST = 12  # points that differ: below, it is dust
_JOIN, _RIM = 4, 2  # points around one, and along the edge of the sheet, where only a part of a point is drawn
_BEYOND = 3.0  # points off the sheet

_Box = tuple[float, float, float, float]


def key(raw: bytes) -> bytes:
    """By what a picture is known again: its bytes as the file packs them."""
    return hashlib.sha256(raw).digest()


def look(page: pdfium.PdfPage, shown: Image.Image, view: PageView) -> tuple[frozenset[bytes], tuple[Image.Image, ...]]:
    """The keys of the pictures that lie on a page with all sides, and those parts of them that it does not show.

    `shown` is the page drawn in colour.
    """
    keys, hidden = set[bytes](), list[Image.Image]()
    for thing in page.get_objects(filter=(pdf.FPDF_PAGEOBJ_IMAGE,), max_depth=_DEEP):
        box = view.box(*thing.get_bounds())
        if not _inside(box, view):
            continue
        with contextlib.suppress(pdfium.PdfiumError):
            paper = _on_paper(thing.get_bitmap(render=True).to_pil())
            upright = paper.rotate(-90 * view.turns, expand=True) if view.turns else paper
            hidden += _unlike(upright, box, shown, view)
            keys.add(key(bytes(thing.get_data())))
    return frozenset(keys), tuple(hidden)


def _on_paper(stored: Image.Image) -> Image.Image:
    """A picture on white; that of a scan hides nothing of it, and laying it there took as long as unpacking it."""
    if stored.mode == "RGBA" and stored.getchannel("A").getextrema() != (255, 255):
        return Image.alpha_composite(Image.new("RGBA", stored.size, "white"), stored)
    return stored


def _inside(box: _Box, view: PageView) -> bool:
    wide, high = _sides(view)
    return min(box[:2]) >= -_BEYOND and box[2] <= wide + _BEYOND and box[3] <= high + _BEYOND


def _sides(view: PageView) -> tuple[float, float]:
    return (view.height, view.width) if view.turns % 2 else (view.width, view.height)


def _unlike(stored: Image.Image, box: _Box, shown: Image.Image, view: PageView) -> Iterator[Image.Image]:
    """The parts of a picture that stand in its `box` of the page otherwise than they are stored."""
    wide, high = _sides(view)
    left, bottom, right, top = max(box[0], 0), max(box[1], 0), min(box[2], wide), min(box[3], high)
    size = max(round((right - left) / 72 * _GRID), 1), max(round((top - bottom) / 72 * _GRID), 1)
    if min(size) <= 2 * _RIM:
        return
    there = left - box[0], box[3] - top, right - box[0], box[3] - bottom
    seen = _small(shown.convert("L"), size, (left, high - top, right, high - bottom), (wide, high))
    own = _small(stored.convert("L"), size, there, (box[2] - box[0], box[3] - box[1]))
    mask = ImageChops.lighter(_above(seen, own, _LIGHTER), _above(own, seen, _DARKER))
    mask = ImageOps.expand(mask.crop((_RIM, _RIM, size[0] - _RIM, size[1] - _RIM)), _RIM, 0)
    scale = stored.width / max(box[2] - box[0], 1.0) * 72 / _GRID
    for spot in blobs.of(blobs.grown(mask, _JOIN)):
        if mask.crop(spot).histogram()[255] >= _LEAST:
            yield stored.crop(tuple(round(side * scale) for side in spot)).convert("RGB")  # type: ignore[arg-type]


def _small(picture: Image.Image, size: tuple[int, int], part: _Box, sides: tuple[float, float]) -> Image.Image:
    """A part (left, top, right, bottom in points) of a picture whose `sides` are so many points long."""
    across, down = (max(side / max(points, 1.0), 0) for side, points in zip(picture.size, sides, strict=True))
    inside = (
        max(part[0] * across, 0), max(part[1] * down, 0),
        min(part[2] * across, picture.width), min(part[3] * down, picture.height),
    )  # fmt: skip
    return picture.resize(size, Image.Resampling.BOX, box=inside).filter(ImageFilter.BoxBlur(1))


def _above(light: Image.Image, dark: Image.Image, least: int) -> Image.Image:
    return ImageChops.subtract(light, dark).point([255 if level >= least else 0 for level in range(256)])
