"""Pictures that say something only side by side: strips of one picture, letters each a picture of its own."""

from collections.abc import Sequence

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipeline.extract.pdf_files import pdf_page
from pipeline.extract.scans import blobs, lone_pictures, ocr

_PARTS = 3  # of a picture in pieces; a seal and a signature lie over each other
_MOST = 8  # places of one page that are looked at
_NEAR, _FAR = 0.5, 12.0  # of a part's height, and points: how far from its neighbour it may stand
_OVER = 0.3  # of the smaller of two: what lies over another is no part beside it
_COUNTED = 600  # pictures of one page that are held against each other

_Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def read(sheet: pdf_page.PageContents, page: pdfium.PdfPage) -> tuple[tuple[str, ...], bool]:
    """What pictures of a page say that stand together, and whether one place may hold a stamp that is unreadable."""
    found = places(sheet)
    whole, dpi = pdf_page.picture(page, ocr.DPI, gray=False), pdf_page.dpi_of(page, ocr.DPI)
    looks = [lone_pictures.read(_crop(whole, box, sheet.height, dpi / 72)) for box in found[:_MOST]]
    return tuple(block.text for said, _ in looks for block in said), len(found) > _MOST or any(odd for _, odd in looks)


def places(sheet: pdf_page.PageContents) -> list[_Box]:
    """Where at least `_PARTS` pictures stand beside or below each other, the largest place first."""
    parts = _side_by_side(sheet.pictures)
    if len(parts) < _PARTS:
        return []
    mask = Image.new("L", (round(sheet.width) + 1, round(sheet.height) + 1))
    pen = ImageDraw.Draw(mask)
    for left, bottom, right, top in parts:
        room = min(_NEAR * (top - bottom), _FAR) + 1
        pen.rectangle((left - room, sheet.height - top - room, right + room, sheet.height - bottom + room), fill=255)
    found = [
        (float(left), sheet.height - bottom, float(right), sheet.height - top)
        for left, top, right, bottom in blobs.of(mask)
    ]
    whole = [box for box in found if sum(_middle_in(part, box) for part in parts) >= _PARTS]
    return sorted(whole, key=blobs.area, reverse=True)


def _side_by_side(boxes: Sequence[_Box]) -> list[_Box]:
    """Pictures none of which lies over another one; what lies over the most is left out first."""
    parts = [box for box in dict.fromkeys(boxes) if blobs.area(box) > 0]
    if not _PARTS <= len(parts) <= _COUNTED:
        return parts if len(parts) > _COUNTED else []
    over = {one: {other for other in parts if other != one and blobs.shared(one, other) > _OVER} for one in parts}
    while over and (worst := max(over, key=lambda one: len(over[one]))) and over[worst]:
        for other in over.pop(worst):
            over[other].discard(worst)
    return list(over)


def _middle_in(part: _Box, box: _Box) -> bool:
    x, y = (part[0] + part[2]) / 2, (part[1] + part[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _crop(whole: Image.Image, box: _Box, height: float, scale: float) -> Image.Image:
    left, top = max(round(box[0] * scale), 0), max(round((height - box[3]) * scale), 0)
    right, bottom = round(box[2] * scale), round((height - box[1]) * scale)
    return whole.crop((left, top, min(right, whole.width), min(bottom, whole.height)))
