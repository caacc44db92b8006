"""Read the number and day that a pen wrote into the gaps of a printed header: "Số:  /NQ-HĐND", "ngày  tháng".

Tesseract, which reads print, makes "@†" of 04. The labels beside a gap tell where it is; what is ink in it is parted
into figures, and each is told by its strokes (`pen_figures`). What is not sure stays as it was: doubted. What is read
is no more than a proposal, never surer than SURE.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image

from pipeline.document.model import Method
from pipeline.extract.scans import pen_figures
from pipeline.extract.scans.handwriting import DOUBTED
from pipeline.sheet.rows import Row, rows
from pipeline.sheet.words import Word
from pipeline.text import fold

SURE = 0.6  # of figures that were read: below print, above what nobody could read
_TOLD = 0.8  # of each figure: of those surer one in a hundred of people's figures is another one
_TWO = 0.8  # of both halves of a spot together: the bar of a 7 cut off is no 5
_PRINTED, _LIKELY = 0.8, 0.5
_SET = 0.15  # of a printed figure's height, by which one differs from it in height and place
_HEAD = 0.55  # of the page's height, above which a header stands
# Widths of printed labels and heights of their letters, in heights of a printed figure (13 or 14 points, any face).
_NUMBER_LABEL, _DAY_LABEL, _MONTH_LABEL, _MONTH_AT_MOST = 1.75, 2.75, 3.05, 3.45
_OF_DAY, _OF_NUMBER = 0.72, 0.77
_ABOVE, _BELOW, _BESIDE = 1.9, 0.8, 0.15
# Ink beside the closing label that is looked at; by how much a figure may lean into it.
_AFTER, _OVER, _LEAN = 0.8, 0.12, 0.35
_DAYS = 2  # figures at most
_STANDS = 0.5  # of a printed figure's height, by which one stands above its line at the least
_DEEP = 0.5  # of a printed figure's height: the tails of "ngày" reach so far below its line
_SLASH, _LOW = 1.35, 0.62  # of a printed figure's height: a slash is lower; a figure is higher
_LETTER = 0.95

Point = tuple[int, int]
_SO = re.compile(r"^\W*[s5][o06]\W?\s*[:;.,/]?")
_SO_ALONE = re.compile(r"^\W*s\w\W{0,2}$")
_CODE = r"(?:(?:19|20)\d\d\W?)?[A-ZĐÑ]{1,5}r?[-–.][A-ZĐÑ]{2,}\w*"
_NOTATION = re.compile(rf"^/(?=\d{{4}}\b|{_CODE}|[A-ZĐ]{{1,2}})")
_JOINED = re.compile(rf"^(?P<pen>.{{0,8}}?)/?(?P<code>{_CODE})$")  # what a pen wrote taken into the notation
_DAY = re.compile(r"^\W?nga(?!i)\w?")
_MONTH = re.compile(r"[t4†]hang|hang$")


@dataclass(frozen=True, slots=True)
class PenGap:
    """What stands between two labels of a header line; `high` is the height of a printed figure, in points.

    `code` is the print behind the slash where tesseract took the gap, or the slash, into one word with it.
    """

    first: Word
    last: Word
    between: tuple[Word, ...]
    left: float
    right: float
    high: float
    label: str
    most: int  # figures that may stand in it
    takes: Callable[[str], bool]
    code: str = ""

    @property
    def edge(self) -> float:
        """Where the ink ends that is looked at: a figure may lean over the closing label."""
        return self.last.right if self.code else self.right + _AFTER * self.high

    @property
    def dotted(self) -> bool:
        """Whether the form has dots to write on: "Số:.4.3. /KH-HĐND"."""
        return "." in "".join((self.first.text, *(word.text for word in self.between), self.last.text))

    @property
    def slash_lost(self) -> bool:
        """Whether tesseract left out the slash: "36NQ-HĐND" of 136/NQ-HĐND has lost a figure as well."""
        return bool(self.code) and not self.last.text.removesuffix(self.code).endswith("/")


def read(level: Sequence[Word], raw: Sequence[Word], ink: Image.Image, dpi: float, usual: float | None) -> list[Word]:
    """The words of a page with those of the pen read, where each figure is sure.

    Args:
        level: the words as their lines lie level.
        raw: the same words where they stand in the picture.
        ink: the picture in grey.
        dpi: points of the picture an inch.
        usual: how high the page's printed figures are, in points, where that is known.
    """
    found = list(level)
    where = dict(zip(level, raw, strict=True))
    for gap in _gaps(level, ink.height * 72 / dpi, usual):
        cut, high = _cut(gap, where, ink, dpi), gap.high * dpi / 72
        spots = _tall_spots(gap, cut, high)
        likely = _inside(gap, _LIKELY)
        if likely and spots and all(_is_set(_box(spot), high) for spot in spots):
            if len(spots) > len(likely) and not _inside(gap, _PRINTED):
                found = _doubted(found, gap)  # a 1 that was passed over: 02 of 102
            continue  # print, of which the net knows nothing: it made 15 of a printed 45
        said = None if any(_hangs(spot, high) for spot in spots) else _figures(spots, cut, gap.most)
        if gap.dotted and len(said or "") > len(spots):
            said = None  # a 3 that touches the dots of its line is no 5 beside an 8
        printed = _inside(gap, _PRINTED)
        if not said or not gap.takes(said):
            found = _doubted(found, gap) if gap.slash_lost else found
        elif printed is None:
            found = _put(found, gap, said)
        elif printed != said:
            found = _doubted(found, gap)
    return found


def _gaps(level: Sequence[Word], height: float, usual: float | None) -> Iterator[PenGap]:
    """The first gap for a number and the first for a day in the head of a page."""
    head = [line for line in rows(level) if line.baseline > (1 - _HEAD) * height]
    for opens in (_number_gap, _day_gap):
        found = (gap for line in head for at in range(len(line.words)) if (gap := opens(line, at, usual)))
        yield from list(found)[:1]


def _number_gap(line: Row, at: int, usual: float | None) -> PenGap | None:
    first, high = line.words[at], usual or _height(line, ("so:",), _OF_NUMBER)
    if high is None or len(first.text) > 8 or not _SO.match(fold(first.text)):
        return None
    following = line.words[at + 1 : at + 5]
    last = next((word for word in following if _NOTATION.match(word.text) or _JOINED.match(word.text)), None)
    if last is None:
        return None
    label = first.left + _NUMBER_LABEL * high
    left = min(first.right, label) if _SO_ALONE.match(fold(first.text)) else label - 0.1 * high
    joined = None if _NOTATION.match(last.text) else _JOINED.match(last.text)
    code = joined["code"] if joined else ""
    right = max(last.right - _LETTER * high * len(code), left) if code else last.left
    between = following[: following.index(last)]
    return PenGap(first, last, between, left, right, high, "Số:", 4, _is_number, code)


def _day_gap(line: Row, at: int, usual: float | None) -> PenGap | None:
    first, high = line.words[at], usual or _height(line, ("thang", "ngay"), _OF_DAY)
    last = next((i for i in range(at, min(at + 4, len(line.words))) if _MONTH.search(fold(line.words[i].text))), None)
    if high is None or last is None or not _DAY.match(fold(first.text)):
        return None
    closing, alone = line.words[last], re.fullmatch(r"ngay\W?", fold(first.text))
    label = first.left + _DAY_LABEL * high
    left = min(first.right, label + 0.15 * high) if alone else label
    right = closing.left if _is_month_alone(closing, high) else closing.right - _MONTH_LABEL * high
    between = tuple(line.words[at + 1 : last])
    return PenGap(first, closing, between, left, max(right, closing.left), high, "ngày", 2, _is_day)


def _is_month_alone(word: Word, high: float) -> bool:
    """Whether a word begins with the label; a box too wide for it holds a figure as well, whatever was made of both."""
    said = fold(word.text)
    wide = word.right - word.left > _MONTH_AT_MOST * high
    return said.startswith("thang") and (len(said) > len("thang") or not wide)


def _is_number(said: str) -> bool:
    return int(said) > 0


def _is_day(said: str) -> bool:
    """Days are written in two figures, those below ten as 03."""
    return len(said) == 2 and 1 <= int(said) <= 31


def _height(line: Row, labels: Sequence[str], share: float) -> float | None:
    """The height of a printed figure from that of a label on the line."""
    return next((share * (word.top - word.bottom) for word in line.words if fold(word.text) in labels), None)


def _inside(gap: PenGap, least: float) -> str | None:
    """The figures that tesseract read in the gap, surer than `least`."""
    told = (gap.first, *gap.between, *([gap.last] if gap.code else []))
    said = "".join(word.text for word in told).removesuffix(gap.code)
    inside = re.sub(r"(?i)^\W*(?:s\w\W|ng\wy)|tháng.*$|/.*$", "", said)
    sure = all(word.confidence > least for word in (*told, gap.last) if re.search(r"\d", word.text))
    return inside if inside.isdecimal() and sure else None


def _doubted(words: Sequence[Word], gap: PenGap) -> list[Word]:
    """The words, the figures of the gap doubted: tesseract is nearly as sure of a pen ("45" for 15) as of print."""
    inside = {gap.first, *gap.between, gap.last}
    return [
        replace(word, confidence=min(word.confidence, DOUBTED))
        if word in inside and re.search(r"\d", word.text)
        else word
        for word in words
    ]


def _cut(gap: PenGap, where: dict[Word, Word], ink: Image.Image, dpi: float) -> Image.Image:
    """The ink from the label before the gap to where a figure cannot stand any more."""
    scale, label = dpi / 72, where[gap.first]
    shift, line = label.left - gap.first.left, _baseline(label, gap.high)
    top, bottom = line + _ABOVE * gap.high, line - _BELOW * gap.high
    edges = (gap.left + shift - _BESIDE * gap.high, -top, gap.edge + shift, -bottom)
    box = [round(scale * edge) for edge in edges]
    left, upper, right, lower = box[0], max(box[1] + ink.height, 0), box[2], min(box[3] + ink.height, ink.height)
    return ink.crop((left, upper, max(right, left), max(lower, upper)))


def _baseline(label: Word, high: float) -> float:
    """The line that a label stands on: its own, or its foot where a look gave it one that runs beside it.

    A line of a cell had that of the one above it, and of the figures their lower halves were lost: 179 for 09.
    """
    return label.baseline if abs(label.baseline - label.bottom) < _DEEP * high else label.bottom


def _tall_spots(gap: PenGap, cut: Image.Image, high: float) -> list[list[Point]]:
    """The spots of ink in the gap that are as tall as figures. `high` is in points of the picture."""
    if cut.width < 0.4 * high or cut.height < high:
        return []
    groups = _merged([spot for spot in _spots(_black(cut)) if not _is_dirt(_box(spot), cut.size, high)])
    if gap.code:
        groups = _before_slash(groups, gap.code, high)
    else:
        ends = (_BESIDE + (gap.right - gap.left) / gap.high) * high
        closing = [spot for spot in groups if _is_of_label(_box(spot), ends, high, gap.most)]
        if gap.most > _DAYS and any(_is_figure(spot, cut, high) for spot in closing[:1]):
            return []  # a figure over the slash: without it 203 was 20
        groups = [spot for spot in groups if spot not in closing]
    return [spot for spot in groups if _tall(spot) >= _LOW * high]


def _is_figure(spot: Sequence[Point], cut: Image.Image, high: float) -> bool:
    """Whether what stands where the slash is printed is a pen's: higher than one, or whole and of another form."""
    whole = not _is_cut_off(spot, cut) and _tall(spot) > _LOW * high
    return _tall(spot) > _SLASH * high or (whole and not _is_slash(spot, high))


def _is_set(box: tuple[int, int, int, int], high: float) -> bool:
    """Whether a spot stands on the line as high as a printed figure does; two thirds of a pen's stand out."""
    _, upper, _, lower = box
    return abs(lower - upper - high) < _SET * high and abs(lower - _ABOVE * high) < _SET * high


def _figures(tall: Sequence[list[Point]], cut: Image.Image, most: int) -> str | None:
    """The figures that the ink shows; None where one of them is not sure."""
    if not 0 < len(tall) <= most or any(_is_cut_off(spot, cut) for spot in tall):
        return None
    told = [one for spot in tall for one in _parted(spot)]
    sure = len(told) <= most and all(figure is not None and chance > _TOLD for figure, chance in told)
    return "".join(str(figure) for figure, _ in told) if sure else None


def _is_of_label(box: tuple[int, int, int, int], ends: float, high: float, most: int) -> bool:
    """Whether a spot belongs to the closing label: behind the gap's end, or the low "t" of "tháng" a little before.

    A number's last figure may be as low and stand there: without it 12 would be 1. A day needs two figures.
    """
    left, upper, right, lower = box
    low = most == 2 and left > ends - _LEAN * high and lower - upper < 0.95 * high
    return low or (left + right) / 2 > ends + _OVER * high


def _before_slash(groups: list[list[Point]], code: str, high: float) -> list[list[Point]]:
    """What stands before the printed slash: as many letters behind it as the code has, counted from the right.

    A slash that touches a figure is none, and a slash between year and notation may have been read or not.
    """
    standing = [spot for spot in groups if _tall(spot) > 0.4 * high]
    letters = sum(letter.isalnum() or letter == "/" for letter in code)
    for behind in (letters, letters + 1 if re.match(r"\d{4}[^/]", code) else letters):
        at = len(standing) - behind - 1
        if at > 0 and _is_slash(standing[at], high):
            return standing[:at]
    return []


def _is_slash(spot: Sequence[Point], high: float) -> bool:
    """Whether a spot leans as a printed slash does: as high as a figure, narrow, its top on the right."""
    left, upper, right, lower = _box(spot)
    above = [x for x, y in spot if 2 * y < upper + lower]
    below = [x for x, y in spot if 2 * y >= upper + lower]
    if not above or not below or not 0.8 * high < lower - upper < 1.25 * high or right - left > 0.6 * high:
        return False
    return sum(above) / len(above) - sum(below) / len(below) > 0.1 * high


def _black(cut: Image.Image) -> Image.Image:
    """Ink white on black: what is darker than the middle between the darkest ink and the paper."""
    levels = sorted(cut.tobytes())
    middle = (levels[len(levels) // 100] + levels[len(levels) * 6 // 10]) / 2
    return cut.point([255 if level < middle else 0 for level in range(256)])


def _spots(black: Image.Image) -> Iterator[list[Point]]:
    """The points of ink, those together that touch."""
    width, points = black.width, black.tobytes()
    left = {(at % width, at // width) for at, level in enumerate(points) if level}
    while left:
        spot, edge = list[Point](), [left.pop()]
        while edge:
            x, y = edge.pop()
            spot.append((x, y))
            near = {(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & left
            left -= near
            edge.extend(near)
        yield spot


def _box(spot: Iterable[Point]) -> tuple[int, int, int, int]:
    xs, ys = zip(*spot, strict=True)
    return min(xs), min(ys), max(xs) + 1, max(ys) + 1


def _tall(spot: Sequence[Point]) -> int:
    _, upper, _, lower = _box(spot) if spot else (0, 0, 0, 0)
    return lower - upper


def _is_dirt(box: tuple[int, int, int, int], size: tuple[int, int], high: float) -> bool:
    """A dot, a colon, a comma, a rule above, the end of a letter that stands beside the gap."""
    left, upper, right, lower = box
    wide, tall = (right - left) / high, (lower - upper) / high
    cut_off = upper == 0 or lower == size[1]
    beside = left == 0 or right == size[0]
    return (
        (wide < 0.3 and tall < 0.3)
        or (tall < 0.3 and (wide > 1.2 or cut_off))
        or (cut_off and tall < 0.6)
        or (beside and wide < 0.45)
    )


def _is_cut_off(spot: Sequence[Point], cut: Image.Image) -> bool:
    """Whether a figure goes on beside the gap: a 0 that lost its right side is a 6."""
    left, _, right, _ = _box(spot)
    return left == 0 or right == cut.width


def _hangs(spot: Sequence[Point], high: float) -> bool:
    """Whether a figure does not stand on the line, but below it: of one whose foot was cut off no one can tell."""
    return _box(spot)[1] > (_ABOVE - _STANDS) * high


def _merged(spots: Iterable[list[Point]]) -> list[list[Point]]:
    """Spots from left to right, those as one that stand over each other: the bar of a 5, the halves of a 4."""
    found = list[list[Point]]()
    for spot in sorted(spots, key=lambda spot: _box(spot)[0]):
        if found and _overlap(_box(found[-1]), _box(spot)) > 0.5:
            found[-1] = found[-1] + spot
        else:
            found.append(spot)
    return found


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """By which share of the narrower one's width two boxes stand over each other."""
    return (min(one[2], other[2]) - max(one[0], other[0])) / min(one[2] - one[0], other[2] - other[0])


def _parted(spot: list[Point]) -> list[tuple[int | None, float]]:
    """What a spot is: one figure, or two that touch where that is much surer."""
    whole = _told(spot)
    left, upper, right, lower = _box(spot)
    wide, tall = right - left, lower - upper
    if wide < 0.9 * tall or whole[1] > _TOLD:
        return [whole]
    found, best = [whole], max(whole[1] + 0.15, _TWO)
    for share in range(6, 15):
        for slant in (0.0, 0.15, 0.3):
            at = left + share / 20 * wide + slant * (upper + lower) / 2
            before = [(x, y) for x, y in spot if x + slant * y < at]
            after = [(x, y) for x, y in spot if x + slant * y >= at]
            if min(_tall(before), _tall(after)) < 0.7 * tall:
                continue
            both = [_told(before), _told(after)]
            if both[0][1] * both[1][1] > best:
                found, best = both, both[0][1] * both[1][1]
    return found


def _told(spot: Sequence[Point]) -> tuple[int | None, float]:
    left, upper, right, lower = _box(spot)
    strokes = bytearray((right - left) * (lower - upper))
    for x, y in spot:
        strokes[(y - upper) * (right - left) + x - left] = 255
    return pen_figures.recognise(Image.frombytes("L", (right - left, lower - upper), bytes(strokes)))


def _put(words: Sequence[Word], gap: PenGap, said: str) -> list[Word]:
    """The words with the figures between their two labels."""
    first, last = gap.first, gap.last
    sure = max(first.confidence, SURE)
    opening = replace(first, text=gap.label, right=min(first.right, gap.left), confidence=sure)
    whole = not gap.code and gap.right <= last.left
    said_there = f"/{gap.code}" if gap.code else "tháng"
    closing = last if whole else replace(last, text=said_there, left=gap.right, confidence=sure)
    written = replace(
        first, text=said, left=gap.left, right=gap.right, top=first.baseline + gap.high, bottom=first.baseline,
        method=Method.ocr, confidence=SURE,
    )  # fmt: skip
    gone = {first, *gap.between, last}
    return [*(word for word in words if word not in gone), opening, written, closing]
