"""Whether the first look at a page has read a column whole, so that looking at it again can find nothing more.

It has where every word is sure and no ink stands beside the words: what a look loses leaves its ink, and what crosses
print, a pen or a seal, leaves its own.
"""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from pipeline.sheet import lines, syllables
from pipeline.sheet.rows import Row, rows
from pipeline.sheet.words import Word

# Of each word of a cell and of a signature; a mark misread ("ĐÒNG", "CHU TỊCH") had 0.9 and 0.87 on real scans.
_SURE, _SIGNED = 0.92, 0.95
_DARK = 140  # levels below which a point is ink
_AROUND = 3  # pixels around a word's box that are its own: its edges, and those of its marks
_DUST = 0.02  # of a letter's square, by which ink beside the words is some

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def has_cell(clean: Image.Image, words: Sequence[Word], box: Box, dpi: float) -> bool:
    """Whether the words of a cell are all that stands in it; `clean` is the page without ruled lines."""
    return bool(words) and _are_sure(words, _SURE) and not _left(clean, words, box, dpi)


def has_signature(clean: Image.Image, words: Sequence[Word], box: Box, dpi: float) -> bool:
    """Whether office and name are read, and neither pen nor seal touches them; the pen stands between."""
    found = rows(words)
    if len(found) < 2 or not (_is_name(found[-1]) and any(lines.signs(row.text) for row in found[:-1])):
        return False
    office = box[0], found[-2].baseline - 0.4 * found[-2].size, box[2], box[3]
    name = box[0], found[-1].baseline - 0.6 * found[-1].size, box[2], found[-1].baseline + 1.4 * found[-1].size
    return _are_sure(words, _SIGNED) and not any(_left(clean, words, part, dpi) for part in (office, name))


def _are_sure(words: Sequence[Word], least: float) -> bool:
    """Whether all are surely read; dashes as well, for one read where none stands is unsure."""
    return all(word.confidence > least for word in words)


def _is_name(line: Row) -> bool:
    clear = [
        word.text[:1].isupper() and not word.text.isupper() and syllables.is_syllable(word.text) for word in line.words
    ]
    return len(clear) > 1 and all(clear)


def _left(clean: Image.Image, words: Sequence[Word], box: Box, dpi: float) -> bool:
    """Whether ink stands in the box beside the words."""
    scale = dpi / 72
    left, top = round(box[0] * scale), round(clean.height - box[3] * scale)
    part = clean.crop((left, top, round(box[2] * scale), round(clean.height - box[1] * scale)))
    white = ImageDraw.Draw(part)
    for word in words:
        begin, end = word.left * scale - left - _AROUND, word.right * scale - left + _AROUND
        above, below = (clean.height - side * scale - top for side in (word.top, word.bottom))
        white.rectangle((begin, above - _AROUND, end, below + _AROUND), fill=255)
    letter = max(word.size for word in words) * scale
    return sum(part.histogram()[:_DARK]) > _DUST * letter * letter
