"""Whether the first look at a page has read a column whole, so that looking at it again can find nothing more.

It has where every word is sure and no ink stands beside the words: what a look loses leaves its ink, and what crosses
print, a pen or a seal, leaves its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageDraw

from pipeline.sheet import lines, syllables
from pipeline.sheet.rows import Row, rows
from pipeline.sheet.words import Word
from pipeline.text import fold

# Of each word of a cell and of a signature; a mark misread ("ĐÒNG", "CHU TỊCH") had 0.9 and 0.87 on real scans.
_SURE, _SIGNED = 0.92, 0.95
_ALIKE, _LIKELY = 0.85, 0.5  # of each word that two looks read alike, and of one that may be a word
_DARK = 140  # levels below which a point is ink
_AROUND = 3  # pixels around a word's box that are its own: its edges, and those of its marks
_DUST = 0.02  # of a letter's square, by which ink beside the words is some

_LABELS = (re.compile(r"ngay"), re.compile(r"thang$")), (re.compile(r"so:"), re.compile(r"/[a-z]{1,5}r?-[a-z-]{2,}$"))
_GAP = 4  # words in a row, at the end of which the second label stands
_TALL, _DEEP = 1.5, 0.7  # of a letter's size: what a pen wrote above and below the line

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def has_cell(clean: Image.Image, words: Sequence[Word], box: Box, dpi: float) -> bool:
    """Whether the words of a cell are all that stands in it; `clean` is the page without ruled lines."""
    gaps = [gap for row in rows(words) if (gap := _gap(row))]
    printed = [word for word in words if not any(word in gap[1:-1] for gap in gaps)]
    return bool(printed) and _are_sure(printed, _SURE) and not _left(clean, [*words, *map(_whole, gaps)], box, dpi)


def _gap(line: Row) -> Sequence[Word]:
    """The labels of a number or day with what stands between them: a pen's, which another look reads no better."""
    for at, first in enumerate(line.words):
        closing = next((label for opening, label in _LABELS if opening.fullmatch(fold(first.text))), None)
        for end in range(at + 1, min(at + _GAP, len(line.words))) if closing else ():
            if closing and closing.match(fold(line.words[end].text)):
                return line.words[at : end + 1]
    return ()


def _whole(gap: Sequence[Word]) -> Word:
    """A gap with its labels as one word, as high as a pen writes."""
    first, last = gap[0], gap[-1]
    high = first.baseline + _TALL * first.size
    return replace(first, right=last.right, bottom=first.baseline - _DEEP * first.size, top=high)


def has_signature(clean: Image.Image, words: Sequence[Word], box: Box, dpi: float) -> bool:
    """Whether office and name are read, and neither pen nor seal touches them; the pen stands between."""
    found = rows(words)
    if len(found) < 2 or not (_is_name(found[-1]) and any(lines.signs(row.text) for row in found[:-1])):
        return False
    office = box[0], found[-2].baseline - 0.4 * found[-2].size, box[2], box[3]
    name = box[0], found[-1].baseline - 0.6 * found[-1].size, box[2], found[-1].baseline + 1.4 * found[-1].size
    return _are_sure(words, _SIGNED) and not any(_left(clean, words, part, dpi) for part in (office, name))


def are_alike(words: Sequence[Word], again: Sequence[Word]) -> bool:
    """Whether two looks at a signature read the same office and name surely, and nothing else that is likely."""
    first, second = (
        [word for row in rows(look) for word in row.words if word.confidence > _LIKELY and _has_letters(word)]
        for look in (words, again)
    )
    said = [word.text for word in first] == [word.text for word in second]
    found = rows(second)
    return said and len(found) > 1 and _is_name(found[-1]) and _are_sure([*first, *second], _ALIKE)


def _has_letters(word: Word) -> bool:
    return sum(map(str.isalpha, word.text)) > 1


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
