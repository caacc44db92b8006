"""The places of a sheet: header columns, text, signature, margins.

The sheet of a Vietnamese administrative document has a fixed plan (Decree 30/2020, appendix I): a two-column header,
text in one column, and at the end Nơi nhận on the left beside the signature on the right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.document.model import Method, Region
from pipeline.sheet import lines, syllables
from pipeline.sheet.numbering import date_line, names_day, opens_number
from pipeline.sheet.rows import Row, pieces, rows
from pipeline.sheet.words import Word
from pipeline.text import fold

_NATION = ("cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam")
_PARTY = ("dang", "cong", "san", "viet", "nam")
_DRAWN = re.compile(r"^[\W_]*([_=*-]{3}|[—–]{2})[\W_]*$|^[\W_]?$")
_PAGE_NUMBER = re.compile(r"^(trang )?[-–—. ]*\d{1,4}[-–—. ]*(\s*/\s*\d{1,4})?$")

_FRAMED = 30  # lines of both columns; an annex that holds a form with a head of its own has more


def placed(words: Sequence[Word], width: float, height: float) -> list[Row]:
    """All lines of a page in reading order, each in its region."""
    found, above, below = _without_page_numbers(_legible(rows(words)), height)
    found, notes = _without_notes(found)
    whole: list[Row] = []
    start = 0
    while start < len(found):
        header = _header(found, start, width)
        end = header.first if header else len(found)
        text = found[start:end]
        whole += _arrived(text) if header and start == 0 else _text_and_signature(text, width)
        if not header:
            break
        whole += _columns(found[header.first : header.last + 1], header.gutter)
        start = header.last + 1
    return [*above, *whole, *notes, *below]


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
            end, gutter = _gutter(found, index, width)
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
    if any(word.method is not Method.ocr for word in line.words):
        return False
    likely = [word for word in line.words if word.confidence > 0.5 and syllables.is_syllable(word.text)]
    letters = sum(len(word.text) for word in line.words)
    sure = sum(word.confidence * len(word.text) for word in line.words) / max(letters, 1)
    digits = any(word.text.strip(".,/-").isdigit() for word in line.words if word.confidence > 0.5)
    return not likely and not digits and (sure < 0.6 or letters < 3)


def _without_notes(found: list[Row]) -> tuple[list[Row], list[Row]]:
    """Footnotes: the last lines of a page in smaller print, begun by a raised number."""
    if not found or found[0].words[0].method is Method.ocr:
        return found, []
    usual = max(
        found, key=lambda line: sum(len(other.text) for other in found if round(other.size) == round(line.size))
    )
    first = len(found)
    while first > 0 and found[first - 1].size < 0.9 * usual.size:
        first -= 1
    for index in range(first, len(found)):
        if re.match(r"^\[?(\d{1,2}|\*+)\]?\s*\S", found[index].text) and found[index].words[0].size < 0.8 * usual.size:
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
    return near and bool(_PAGE_NUMBER.match(fold(line.text)))


@dataclass(frozen=True, slots=True)
class _Header:
    first: int
    last: int
    gutter: float


def _header(found: Sequence[Row], start: int, width: float) -> _Header | None:
    for index in range(start, len(found)):
        nation = _nation(found[index], width)
        if nation is not None:
            return _around(found, start, index, nation)
    return None


def _nation(line: Row, width: float) -> float | None:
    """Where the nation's (or the Party's) name begins in a line of capitals, None where it does not stand."""
    tokens = [fold(word.text).strip(".,:;*") for word in line.words]
    for name in (_NATION, _PARTY):
        hits = [place for place, token in enumerate(tokens) if token in name]
        run = _from_its_first(_last_run(hits), tokens, name)
        if len(run) < len(name) - 2 or run[-1] < len(tokens) - 2:
            continue
        words = line.words[run[0] :]
        right = words[0].left > 0.3 * width or run[0] == 0
        if right and Row(words).capitals and sum((words[0].left, words[-1].right)) / 2 > 0.42 * width:
            return words[0].left
    return None


def _last_run(places: Sequence[int]) -> list[int]:
    run: list[int] = []
    for place in places:
        run = [*run, place] if run and place - run[-1] <= 2 else [place]
    return run


def _from_its_first(run: list[int], tokens: Sequence[str], name: Sequence[str]) -> list[int]:
    """The run from the name's last first word on: BỘ CÔNG AN and … VIỆT NAM in the left cell hold its words, too."""
    first = max((at for at, place in enumerate(run) if tokens[place] == name[0]), default=0)
    return run[first:] if len(run) - first >= len(name) - 2 else run


def _around(found: Sequence[Row], start: int, index: int, nation: float) -> _Header:
    first = index
    while first > start and _beside(found[first - 1], found[first], nation):
        first -= 1
    last = _last_row(found, index, nation)
    lefts = [
        word.right
        for line in found[first : min(index + 3, last + 1)]
        for word in line.words
        if word.middle < nation - 4
    ]
    edge = max((right for right in lefts if right < nation), default=nation - 20)
    gutter = (edge + nation) / 2
    while last + 1 < len(found) and (
        _continues_left(found[last], found[last + 1], gutter)
        or _ends_date(found[index : last + 1], found[last + 1], gutter)
    ):
        last += 1
    return _Header(first, last, gutter)


def _beside(above: Row, below: Row, nation: float) -> bool:
    """Whether the row above still belongs to the left column (a parent body set a little higher)."""
    return above.right < nation + 12 and above.baseline - below.baseline < 2.2 * above.size and above.size > 8


def _last_row(found: Sequence[Row], index: int, nation: float) -> int:
    top, last = found[index].baseline, min(index + 1, len(found) - 1)
    for row in range(index + 1, min(index + 9, len(found))):
        line = found[row]
        if top - line.baseline > 130 or _is_title(line, nation):
            break
        left = " ".join(word.text for word in line.words if word.middle < nation)
        right = " ".join(word.text for word in line.words if word.middle >= nation - 30)
        if opens_number(left) or (names_day(right) and len(right) < 70):
            last = row
    return last


def _is_title(line: Row, nation: float) -> bool:
    """Whether a row stands across both columns: a title, a basis, "(Kèm theo Quyết định số … ngày … tháng …)"."""
    across = any(piece.left < nation - 8 and piece.right > nation + 5 for piece in pieces(line))
    said = line.text
    return across and not (lines.holds_motto(said) or opens_number(said) or date_line(said))


def _continues_left(above: Row, below: Row, gutter: float) -> bool:
    """The subject of an official letter ("V/v …") under its number."""
    if below.capitals and opens_number(above.text):
        return False  # the word for the type, set at the left margin; no subject is in capitals
    subject = lines.subject(below.text, in_full=True) is not None
    near = above.baseline - below.baseline < (3.6 if subject else 2.0) * below.size
    return near and below.right < gutter + 14 and (below.left + below.right) / 2 < gutter - 30


def _ends_date(above: Sequence[Row], below: Row, gutter: float) -> bool:
    """The rest of a line of place and date that a narrow cell wrapped: "… tháng 7 năm" / "2023".

    Lines of the left cell may stand between, or on the row of the rest: a number, the subject of a letter.
    """
    row = next((row for row in reversed(above) if _right_of(row, gutter)), below)
    right, rest = _right_of(row, gutter), _right_of(below, gutter)
    near = row.baseline - below.baseline < 2.2 * below.size and bool(rest)
    begun = near and (date_line(right) is None or (right.endswith("năm") and re.fullmatch(r"\d{4}\W*", rest)))
    whole = date_line(f"{right} {rest}") if begun else None
    return whole is not None and whole.year is not None


def _right_of(line: Row, gutter: float) -> str:
    return " ".join(word.text for word in line.words if word.middle >= gutter)


def _columns(found: Sequence[Row], gutter: float) -> list[Row]:
    left: list[Word] = []
    right: list[Word] = []
    for line in found:
        cut = _cut(line, gutter)
        left += line.words[:cut]
        right += line.words[cut:]
    return rows(left, Region.header_left) + rows(right, Region.header_right)


def _cut(line: Row, gutter: float) -> int:
    """How many words of a header row belong to the left column.

    A long place name begins left of the gutter ("Thành phố …, ngày …"), so the widest gap near it decides.
    """
    if line.left < gutter - 30 and line.right < gutter + 14:
        return len(line.words)  # a line of the left cell that reaches a little over the gutter
    sides = [index for index, word in enumerate(line.words) if word.middle >= gutter]
    best, score = (sides[0] if sides else len(line.words)), 0.0
    for index in range(1, len(line.words)):
        before, after = line.words[index - 1].right, line.words[index].left
        away = max(before - gutter, gutter - after, 0.0)
        worth = (after - before) - 0.6 * away
        if after - before > 0.9 * line.size and worth > score:
            best, score = index, worth
    return best


def _text_and_signature(found: Sequence[Row], width: float) -> list[Row]:
    for index in range(len(found)):
        if _opens_recipients(found, index, width):
            return _recipients(found, index, width)
    return _signature_alone(found, width)


def _recipients(found: Sequence[Row], index: int, width: float) -> list[Row]:
    """Nơi nhận on the left, the signature beside it, from the row where either begins."""
    end, gutter = _gutter(found, index, width)
    first = index
    while first > 0 and _only_right(found[first - 1], gutter) and _close(found[first - 1], found[first]):
        first -= 1
    words = [word for line in found[first:end] for word in line.words]
    left = _legible(rows([word for word in words if word.middle < gutter], Region.recipients))
    right = _legible(rows([word for word in words if word.middle >= gutter], Region.signature))
    return [*found[:first], *left, *right, *_text_and_signature(found[end:], width)]


def tail_going_on(found: Sequence[Row], width: float) -> list[Row]:
    """The rows of a page that begins within recipients and signature, as a page break left them, in two columns.

    They do where what stands first on the left is a recipient; at a centred heading, or a row that closes every gap
    between them, the columns have ended.
    """
    heads = (at for at, line in enumerate(found) if any(_is_centred(piece, width) for piece in pieces(line)))
    end, gutter = _gutter(found[: next(heads, len(found))], 0, width) if found else (0, 0.0)
    left = [word for line in found[:end] for word in line.words if word.middle < gutter]
    listed = rows(left, Region.recipients)
    if not listed or not lines.is_recipient(listed[0].text):
        return list(found)
    right = [word for line in found[:end] for word in line.words if word.middle >= gutter]
    return [*_legible(listed), *_legible(rows(right, Region.signature)), *found[end:]]


def _is_centred(piece: Row, width: float) -> bool:
    middle = (piece.left + piece.right) / 2
    return piece.left > 0.25 * width and abs(middle - width / 2) < 0.05 * width


def _gutter(found: Sequence[Row], index: int, width: float) -> tuple[int, float]:
    """The row after the last one beside the signature, and the x that parts both columns.

    The columns end where a row closes every gap between them: a footnote, or an annex on the same page.
    """
    gaps = [(0.3 * width, 0.7 * width)]
    for row in range(index, len(found)):
        left = [gap for gap in _open(gaps, found[row]) if gap[1] - gap[0] >= 6]
        if not left:
            return row, _middle(gaps)
        gaps = left
    return len(found), _middle(gaps)


def _open(gaps: Sequence[tuple[float, float]], line: Row) -> list[tuple[float, float]]:
    for word in line.words:
        if not _solid(word):
            continue
        gaps = [
            part
            for start, stop in gaps
            for part in ((start, min(stop, word.left - 1)), (max(start, word.right + 1), stop))
            if part[0] < part[1]
        ]
    return list(gaps)


def _solid(word: Word) -> bool:
    """Whether a word is print that parts or fills columns, not a stroke of the signer's pen beside them."""
    return sum(letter.isalnum() for letter in word.text) > 1 and word.confidence > 0.5


def _middle(gaps: Sequence[tuple[float, float]]) -> float:
    start, stop = max(gaps, key=lambda gap: gap[1] - gap[0])
    return (start + stop) / 2


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
    """Two who sign beside each other at the end of minutes: THƯ KÝ KỲ HỌP and CHỦ TỌA."""
    for index in range(max(len(found) - 8, 0), len(found) - 1):
        end, gutter = _gutter(found, index, width)
        if end == len(found) and found[index].capitals and len(pieces(found[index])) == 2:
            words = [word for line in found[index:] for word in line.words]
            left = rows([word for word in words if word.middle < gutter], Region.signature)
            return [*found[:index], *left, *rows([word for word in words if word.middle >= gutter], Region.signature)]
    return list(found)
