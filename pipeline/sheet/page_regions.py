"""The places of a sheet: header columns, text, signature, margins.

The sheet of a Vietnamese administrative document has a fixed plan (Decree 30/2020, appendix I): a two-column header,
text in one column, and at the end Nơi nhận on the left beside the signature on the right.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.document.model import Method, Region
from pipeline.sheet import header_columns, lines, stamps, syllables
from pipeline.sheet.numbering import opens_number
from pipeline.sheet.rows import Row, pieces, rows, two_columns
from pipeline.sheet.words import Word
from pipeline.text import fold

_ENDS_NUMBER = re.compile(r"/[A-ZĐ][\w-]+$")
_NOTATION = re.compile(r"\d{1,5}/(?:(?:19|20)\d\d/)?[A-ZĐ]{2,}[\w.-]*(?:-[A-ZĐ][\w.-]*|\d)[;,.]?")
_DRAWN = re.compile(r"^[\W_]*([_=*-]{3}|[—–]{2})[\W_]*$|^[\W_]?$")
_PAGE_NUMBER = re.compile(r"^(trang )?[-–—. ]*\d{1,4}[-–—. ]*(\s*/\s*\d{1,4})?$")

_WHEN = r"\d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?"
_DAY = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}"
# What a browser prints at the edge of each sheet: when, the page's title, its address.
_PRINTED = re.compile(rf"^(?:{_DAY},? {_WHEN}|{_WHEN},? {_DAY})(?: |$)|^(?:https?|file|about):\S|{_DAY},? {_WHEN}$")
_NOTE = re.compile(r"\[?(\d{1,2}|\*+)\]?\s*\S")
_FRAMED = 30  # lines of both columns; an annex that holds a form with a head of its own has more


def placed(words: Sequence[Word], width: float, height: float) -> list[Row]:
    """All lines of a page in reading order, each in its region."""
    stamped = stamps.arrived(words)
    found, above, below = _without_page_numbers(_legible(rows(word for word in words if word not in stamped)), height)
    found, notes = _without_notes(found)
    whole: list[Row] = []
    start = 0
    while start < len(found):
        header = header_columns.find(found, start, width)
        end = header.first if header else len(found)
        text = found[start:end]
        whole += _arrived(text) if header and start == 0 else _text_and_signature(text, width)
        if not header:
            break
        whole += header.parted(found[header.first : header.last + 1])
        start = header.last + 1
    return [*above, *whole, *notes, *below, *rows(stamped, Region.stamp)]


def is_framed(words: Sequence[Word]) -> bool:
    """Whether the lines around some words frame the head or the end of a sheet, as portals do, and rule no table."""
    found = [piece.text for row in rows(words) for piece in pieces(row)]
    named = any(lines.is_national(said) or lines.is_motto(said) or lines.is_recipients(said) for said in found)
    return named and len(found) <= _FRAMED


def signature_box(words: Sequence[Word], width: float) -> tuple[float, float, float, float] | None:
    """Where on a page the signature stands beside Nơi nhận: left, bottom, right, top; None where it does not."""
    found = rows(words)
    for index, line in enumerate(found):
        if _opens_recipients(found, index, width):
            end, gutter = two_columns(found, index, width)
            lowest = found[end - 1].baseline - 3 * line.size
            return gutter, max(min(lowest, line.baseline - 130), 0), width, line.baseline + 1.3 * line.size
    return None


def _opens_recipients(found: Sequence[Row], index: int, width: float) -> bool:
    """Whether a row begins Nơi nhận: by its words, or, where OCR made others of them, by what stands around.

    That is an authority on the right and a list on the left ("Thi những        CHỦ TỊCH" over "- Văn phòng …").
    """
    line = found[index]
    if line.left > 0.4 * width:
        return False
    parts, below = pieces(line), found[index + 1 : index + 4]
    if lines.is_recipients(parts[0].text):
        return True
    signed = len(parts) == 2 and lines.signs(parts[1].text)
    return signed and len(below) == 3 and all(row.text.startswith(("-", "~", "–")) for row in below)


def _legible(found: Sequence[Row]) -> list[Row]:
    """Without drawn rules ("______") and what OCR made of pen strokes and seals.

    A number written by hand stays, however unsure.
    """
    return [line for line in found if not _DRAWN.match(line.text) and not _scribble(line)]


def _scribble(line: Row) -> bool:
    """Whether no word of a line can be one. "121/2025/QH15;" that a justified line left alone is one, though unsure.

    So is "Số:... g:2...../TTr-BKTNS", whose dots a pen filled in.
    """
    if any(word.method is not Method.ocr for word in line.words) or _NOTATION.fullmatch(line.text):
        return False
    if opens_number(line.text) and _ENDS_NUMBER.search(line.text):
        return False
    likely = [word for word in line.words if word.confidence > 0.5 and syllables.is_syllable(word.text)]
    letters = sum(len(word.text) for word in line.words)
    sure = sum(word.confidence * len(word.text) for word in line.words) / max(letters, 1)
    digits = any(word.text.strip(".,/-").isdigit() for word in line.words if word.confidence > 0.5)
    return not likely and not digits and (sure < 0.6 or letters < 3)


def _without_notes(found: list[Row]) -> tuple[list[Row], list[Row]]:
    """Footnotes: the last lines of a page in smaller print, begun by a raised number or one that is raised above."""
    if not found or found[0].words[0].method is Method.ocr:
        return found, []
    listed = [line for line in found if not line.words[0].text.startswith(("-", "–"))] or found  # without recipients
    letters = Counter[int]()
    for line in listed:
        letters[round(line.size)] += len(line.text)
    usual = max(listed, key=lambda line: letters[round(line.size)])
    first = len(found)
    while first > 0 and found[first - 1].size < 0.9 * usual.size:
        first -= 1
    for index in range(first, len(found)):
        mark = _NOTE.match(found[index].text)
        raised = found[index].words[0].size < 0.8 * usual.size
        if mark and (raised or any(f"[{mark[1]}]" in line.text for line in found[:index])):
            return found[:index], [replace(line, region=Region.note) for line in found[index:]]
    return found, []


def _arrived(found: Sequence[Row]) -> list[Row]:
    """What a scan shows above its header is another office's arrival stamp, unless it says what the paper is."""
    return [line if _own_heading(line) else replace(line, region=Region.stamp) for line in found]


def _own_heading(line: Row) -> bool:
    printed = any(word.method is not Method.ocr for word in line.words)
    said = re.sub(r"^\W+", "", line.text)
    return printed or lines.is_draft(said) or lines.urgency(said) is not None or lines.opens_part(said)


def _without_page_numbers(found: list[Row], height: float) -> tuple[list[Row], list[Row], list[Row]]:
    above, below = [], []
    if found and _is_page_number(found[0], height, top=True):
        above, found = [replace(found[0], region=Region.margin)], found[1:]
    if found and _is_page_number(found[-1], height, top=False):
        below, found = [replace(found[-1], region=Region.margin)], found[:-1]
    return found, above, below


def _is_page_number(line: Row, height: float, *, top: bool) -> bool:
    near = line.baseline > 0.88 * height if top else line.baseline < 0.12 * height
    return near and bool(_PAGE_NUMBER.match(said := fold(line.text)) or _PRINTED.search(said))


def _text_and_signature(found: Sequence[Row], width: float) -> list[Row]:
    for index in range(len(found)):
        if _opens_recipients(found, index, width):
            return _recipients(found, index, width)
    return _signature_alone(found, width)


def _recipients(found: Sequence[Row], index: int, width: float) -> list[Row]:
    """Nơi nhận on the left, the signature beside it, from the row where either begins."""
    end, gutter = two_columns(found, index, width)
    first = index
    while first > 0 and _only_right(found[first - 1], gutter) and _close(found[first - 1], found[first]):
        first -= 1
    words = [word for line in found[first:end] for word in line.words]
    left = _legible(rows([word for word in words if word.middle < gutter], Region.recipients))
    right = _legible(rows([word for word in words if word.middle >= gutter], Region.signature))
    return [*_two_signatures(found[:first], width), *left, *right, *_text_and_signature(found[end:], width)]


def tail_going_on(found: Sequence[Row], width: float) -> list[Row]:
    """The rows of a page that begins within recipients and signature, as a page break left them, in two columns.

    They do where what stands first on the left is a recipient; at a centred heading, or a row that closes every gap
    between them, the columns have ended.
    """
    heads = (at for at, line in enumerate(found) if any(_is_centred(piece, width) for piece in pieces(line)))
    end, gutter = two_columns(found[: next(heads, len(found))], 0, width) if found else (0, 0.0)
    left = [word for line in found[:end] for word in line.words if word.middle < gutter]
    listed = rows(left, Region.recipients)
    if not listed or not lines.is_recipient(listed[0].text):
        return list(found)
    right = [word for line in found[:end] for word in line.words if word.middle >= gutter]
    return [*_legible(listed), *_legible(rows(right, Region.signature)), *found[end:]]


def _is_centred(piece: Row, width: float) -> bool:
    middle = (piece.left + piece.right) / 2
    return piece.left > 0.25 * width and abs(middle - width / 2) < 0.05 * width


def _only_right(line: Row, gutter: float) -> bool:
    return line.left > gutter - 6


def _close(above: Row, below: Row) -> bool:
    return above.baseline - below.baseline < 4.5 * below.size


def _signature_alone(found: Sequence[Row], width: float) -> list[Row]:
    """A signature without Nơi nhận: the last rows, all in the right half, begun by an authority or a title."""
    first = len(found)
    while first > 0 and found[first - 1].left > 0.36 * width and found[first - 1].right > 0.55 * width:
        first -= 1
    for index in range(first, len(found)):
        if lines.signs(found[index].text):
            signed = (replace(line, region=Region.signature) for line in found[index:])
            return [*found[:index], *signed]
    return _two_signatures(found, width)


def _two_signatures(found: Sequence[Row], width: float) -> list[Row]:
    """Two who sign beside each other, at the end of minutes or over Nơi nhận: THƯ KÝ KỲ HỌP and CHỦ TỌA."""
    for index in range(max(len(found) - 8, 0), len(found) - 1):
        end, gutter = two_columns(found, index, width)
        both = pieces(found[index])
        if (
            end == len(found)
            and found[index].capitals
            and len(both) == 2
            and any(lines.signs(one.text) for one in both)
        ):
            words = [word for line in found[index:] for word in line.words]
            left = rows([word for word in words if word.middle < gutter], Region.signature)
            return [*found[:index], *left, *rows([word for word in words if word.middle >= gutter], Region.signature)]
    return list(found)
