"""What signing programs and other offices draw on a page: numbers typed into gaps, signature stamps, arrival stamps.

The number of a signed document is often an annotation in the gap after "Số:", its day one in the gap after "ngày"; they
belong to those lines. All other stamps are another office's words, and neither number nor date of the document.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.document.model import Method, Region
from pipeline.sheet.rows import Row, pieces, rows
from pipeline.sheet.words import Word
from pipeline.text import fold

_TYPED = re.compile(r"^[\d/.\-\s]{0,12}\d[\w/.\-\s]{0,24}$")
_DOTS = re.compile(r"^[._…·\-\s]+$")
_LEADER = re.compile(r"[._…·]{2,}")
_BEFORE = re.compile(r"^(so|s6)\s*[:.;]?$|^(ngay|thang|nam)$|:$")
_AFTER = re.compile(r"^/|^(thang|nam)\b|^-")
_SIGNED = re.compile(
    r"^(ky boi|nguoi ky|duoc ky boi|thoi gian ky|gio ky|ngay ky ?:|signature not verified|signature valid|"
    r"digitally signed|signed by|chu ky so|ky so boi)|^dn: c=vn"
)
# Lines of such stamps that a text has as well: "Lý do: nghỉ hưu theo chế độ." of a resolution on persons.
_SIGNED_ALSO = re.compile(r"^(e-?mail|reason|location|ly do|chuc danh) ?:")
_ARRIVED = re.compile(r"(?:cong van|van ban) den")
_LEGIBLE = 0.5
_STAMP_ABOVE, _STAMP_BELOW = 30.0, 60.0  # points from the line that names it: one line, and number, day, to whom
_COPIED = re.compile(r"^(sao y|sao luc|trich sao|cong van den|cv den|van ban den)\b")


def typed_in(words: Sequence[Word], stamps: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """Put the stamped numbers that fill a gap of a line among its words.

    Returns the words with them (dots that they were set over are gone), and the stamps that are left.
    """
    lines = [line for line in rows(words) if _may_have_gap(line)]
    placed: list[Word] = []
    covered = {word for line in lines for word in line.words if _LEADER.fullmatch(word.text) and _is_filled(word, line)}
    left: list[Word] = []
    for whole in _runs(stamps):
        # "15" and "12" typed before and behind the slash of "ngày   /   /2024" stand as near as one number's words.
        alone = [[word] for word in whole] if len(whole) > 1 and _home(whole, lines, placed) is None else [whole]
        for run in alone:
            line = _home(run, lines, placed)
            if line is None:
                left += run
            else:
                placed += [_on(line, word) for word in run]
                covered |= {word for word in line.words if _DOTS.match(word.text) and _overlap(word, run)}
    return [word for word in words if word not in covered] + placed, left


def _is_filled(dots: Word, line: Row) -> bool:
    """Whether a word of the sheet's own stands on dots: an office typed its number or day there before it signed."""
    return any(word is not dots and _overlap(dots, [word]) for word in line.words)


def blocks_of(stamps: Sequence[Word]) -> list[Row]:
    """The lines of stamps, each stamp's together."""
    found: list[Row] = []
    for cluster in _clusters(stamps):
        found += rows(cluster, Region.stamp)
    return found


def arrived(words: Sequence[Word]) -> set[Word]:
    """The words of an arrival stamp in blue or black beside the heading of a scan, which make one row with it.

    "CÔNG VĂN ĐẾN" in capitals by itself tells it; what stands over and under that within its width, and what nobody
    can read behind it, is the stamp's as well.
    """
    printed = _printed_arrival([word for word in words if word.method is not Method.ocr])
    if printed:
        return printed
    for line in rows(word for word in words if word.method is Method.ocr):
        at = next((at for at in range(len(line.words) - 2) if _ARRIVED.fullmatch(_said(line.words[at : at + 3]))), None)
        if at is not None:
            named = line.words[at : at + 3]
            noise = takewhile(lambda word: word.confidence < _LEGIBLE, line.words[at + 3 :])
            return {*named, *noise, *_above_and_below(words, named)}
    return set()


def _printed_arrival(words: Sequence[Word]) -> set[Word]:
    """The box that an office sets on what it received: its name, ĐẾN, "Số:", "Ngày:", "Chuyển:", beside other lines."""
    if not any(word.text == "ĐẾN" for word in words):
        return set()
    parts = [piece for row in rows(words) for piece in pieces(row)]
    for named in parts:
        if fold(re.sub(r"\W.*", "", named.text)) == "den" and named.words[0].text == "ĐẾN":
            box = [part for part in parts if _in_box(part, named)]
            said = [fold(part.text) for part in (*box, Row(named.words[1:] or named.words))]
            if any(re.match(r"so\b", line) for line in said) and any(re.match(r"ngay\b", line) for line in said):
                return {word for part in box for word in part.words}
    return set()


def _in_box(part: Row, named: Row) -> bool:
    """Whether a piece of a row stands in the box of the piece that begins with ĐẾN: above or below it, as narrow."""
    within = named.left - 8 * named.size < part.left and part.right < max(named.right, named.left + 12 * named.size)
    return within and -_STAMP_BELOW < part.baseline - named.baseline < _STAMP_ABOVE


def _said(words: Sequence[Word]) -> str:
    return " ".join(fold(word.text) if word.text.isupper() else "" for word in words)


def _above_and_below(words: Sequence[Word], named: Sequence[Word]) -> Iterator[Word]:
    left, right, base, size = named[0].left, named[-1].right, named[0].baseline, named[0].size
    for word in words:
        within = left - 2 * size < word.left and word.right < right + 2 * size
        if within and -_STAMP_BELOW < word.baseline - base < _STAMP_ABOVE:
            yield word


def drawn_in(found: Sequence[Row], usual_size: float) -> list[bool]:
    """Which lines of a page's own text are signature stamps: flattened by the sender, or drawn by a portal."""
    sure = [line for line in found if is_stamp(line, usual_size)]
    return [line in sure or (_may_be_stamp(line) and _beside_stamp(line, sure, usual_size)) for line in found]


def is_stamp(line: Row, usual_size: float) -> bool:
    """Whether a line is of a signature stamp by its own words."""
    words = fold(line.text)
    return bool(_SIGNED.match(words)) or (line.size < 0.85 * usual_size and bool(_COPIED.match(words)))


def _may_be_stamp(line: Row) -> bool:
    return _SIGNED_ALSO.match(fold(line.text)) is not None


def _beside_stamp(line: Row, sure: Sequence[Row], usual_size: float) -> bool:
    """Whether a line is small, or stands right over or under one that is a stamp's by its words."""
    if line.size < 0.85 * usual_size:
        return True
    near = (one for one in sure if abs(one.baseline - line.baseline) < _STAMP_BELOW)
    return any(one.left < line.right and line.left < one.right for one in near)


def _may_have_gap(line: Row) -> bool:
    words = fold(line.text)
    return bool(re.search(r"\bs[o6]\b|\bngay\b|\bthang\b", words))


def _runs(stamps: Sequence[Word]) -> list[list[Word]]:
    """Stamped words beside each other."""
    found: list[list[Word]] = []
    for line in rows(stamps):
        for word in line.words:
            before = found[-1][-1] if found and found[-1] else None
            if before and abs(before.baseline - word.baseline) < 1 and 0 <= word.left - before.right < 0.6 * word.size:
                found[-1].append(word)
            else:
                found.append([word])
    return found


def _home(run: Sequence[Word], lines: Sequence[Row], placed: Sequence[Word]) -> Row | None:
    if not _TYPED.match(" ".join(word.text for word in run)):
        return None
    fitting = [line for line in lines if _fills_gap(run, line, placed)]
    return min(fitting, key=lambda line: abs(line.baseline - run[0].baseline), default=None)


def _fills_gap(run: Sequence[Word], line: Row, placed: Sequence[Word]) -> bool:
    if not -0.45 * line.size < run[0].baseline - line.baseline < 0.6 * line.size:
        return False
    others = [word for word in line.words if not _DOTS.match(word.text)]
    taken = [word for word in placed if abs(word.baseline - line.baseline) < 1]
    if any(_overlap(word, run) for word in (*others, *taken)):
        return False
    before = max((word for word in others if word.middle < run[0].middle), key=lambda word: word.right, default=None)
    after = min((word for word in others if word.middle > run[-1].middle), key=lambda word: word.left, default=None)
    return _beckons(before, after, run)


def _beckons(before: Word | None, after: Word | None, run: Sequence[Word]) -> bool:
    """Whether the words around a gap ask for a number there, and stand near."""
    if before is not None and _BEFORE.search(fold(before.text)) and run[0].left - before.right < 6 * before.size:
        return True
    return after is not None and bool(_AFTER.match(fold(after.text))) and after.left - run[-1].right < 4 * after.size


def _overlap(word: Word, run: Sequence[Word]) -> bool:
    if word.text == "/":  # slanted and narrow: a figure may reach over its foot
        return run[0].left < word.middle < run[-1].right
    common = min(word.right, run[-1].right) - max(word.left, run[0].left)
    return common > 0.35 * min(word.right - word.left, run[-1].right - run[0].left)


def _on(line: Row, word: Word) -> Word:
    return Word(
        word.text, word.left, line.baseline - 0.2 * word.size, word.right, word.top, line.baseline, word.size,
        word.bold, word.italic, Method.stamp,
    )  # fmt: skip


def _clusters(stamps: Sequence[Word]) -> list[list[Word]]:
    """Words of one stamp: near each other and of like size."""
    found: list[list[Word]] = []
    for word in sorted(stamps, key=lambda word: (-word.baseline, word.left)):
        home = next((cluster for cluster in found if any(_neighbours(word, other) for other in cluster[-40:])), None)
        if home is None:
            found.append([word])
        else:
            home.append(word)
    return found


def _neighbours(one: Word, other: Word) -> bool:
    size = max(one.size, other.size)
    beside = max(one.left, other.left) - min(one.right, other.right) < 1.5 * size
    return beside and abs(one.baseline - other.baseline) < 2.2 * size and abs(one.size - other.size) < 0.6 * size
