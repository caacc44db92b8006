"""The two cells of a header as columns of a page: who issues it, and the nation's name with place and date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.model import Region
from pipeline.sheet import lines
from pipeline.sheet.numbering import date_line, names_day, opens_date, opens_number
from pipeline.sheet.rows import Row, pieces, rows, two_columns
from pipeline.sheet.words import Word
from pipeline.text import fold

_NATION = ("cong", "hoa", "xa", "hoi", "chu", "nghia", "viet", "nam")
_MOTTO = ("doc", "lap", "tu", "do", "hanh", "phuc")
_EARLIER = (("viet", "nam", "dan", "chu", "cong", "hoa"), ("cong", "hoa", "mien", "nam", "viet", "nam"))
_PARTY = ("dang", "cong", "san", "viet", "nam")
_HEAD = re.compile(  # what the nation's cell says, as far as it has been read
    r"cong hoa xa hoi(?: chu(?: nghia(?: viet(?: nam)?)?)?)?[\W_]*"
    r"(?:doc lap[\W_]*(?:tu do[\W_]*)?(?:hanh\s*)?"
    r"(?:phuc[\W_]*(?:.{0,40}\bngay(?:(?!\d{4}).){0,30}(?:\d{4}\W*)?|[\w ]{0,40},)?)?)?"
)
_MOST_ROWS, _TALLEST = 13, 150  # of a header in two languages, each line of a cell at a height of its own; points
_WIDE = 30.0  # points between lines of a subject that is set wide; a scan does not tell the size of its letters


@dataclass(frozen=True, slots=True)
class HeaderColumns:
    """The rows of a header, the first and the last one of it, and the x that parts its cells."""

    first: int
    last: int
    gutter: float
    nation_first: bool = False  # the nation's cell on the left
    cuts: tuple[int, ...] = ()  # how many words of each row belong to the left cell, where no x parts the cells

    def parted(self, found: Sequence[Row]) -> list[Row]:
        """The rows of the header as those of the cell of who issues it, then those of the nation's."""
        left: list[Word] = []
        right: list[Word] = []
        beside = ""
        for at, line in enumerate(found):
            cut = self.cuts[at] if self.cuts else _before_rest(beside, line)
            cut = _cut(line, self.gutter) if cut is None else cut
            left += line.words[:cut]
            right += line.words[cut:]
            beside = " ".join(word.text for word in line.words[cut:]) or beside
        if self.nation_first:
            return rows(right, Region.header_left) + _unwrapped(left)
        return rows(left, Region.header_left) + rows(right, Region.header_right)


def find(found: Sequence[Row], start: int, width: float) -> HeaderColumns | None:
    """The header around the next name of the nation or the Party from `start` on; None where no row names either."""
    for index in range(start, len(found)):
        nation = _nation(found[index], width) or _wrapped_nation(found[index : index + 3], width)
        if nation is not None:
            return _around(found, start, index, nation)
        exchanged = _nation_first(found, start, index, width) or _by_tabs(found, index, width)
        if exchanged is not None:
            return exchanged
    return None


def _nation_first(found: Sequence[Row], start: int, index: int, width: float) -> HeaderColumns | None:
    """A header whose left cell begins with the nation's name, perhaps wrapped, beside one that opens a number."""
    head = pieces(found[index])[0]
    named = tuple(fold(word.text).strip(".,:;*") for word in head.words)
    if head.left > 0.25 * width or not head.capitals or len(named) < 4 or named != _NATION[: len(named)]:
        return None
    end, gutter = two_columns(found, index, width)
    above = index > start and found[index - 1].left > gutter and found[index - 1].capitals
    left, right, last = "", [""], index
    for row in range(index, end):
        words, beside = _left_of(found[row], gutter), _right_of(found[row], gutter)
        left = f"{left} {words.text if words else ''}".strip()
        alone = not words and any(map(opens_number, right))
        goes_on = not alone or any(lines.subject(line, in_full=True) for line in (*right, beside))
        if not goes_on or lines.address(beside) or not _HEAD.fullmatch(fold(left)):
            break
        right.append(beside)
        last = row
    return HeaderColumns(index - above, last, gutter, nation_first=True) if any(map(opens_number, right)) else None


def _by_tabs(found: Sequence[Row], index: int, width: float) -> HeaderColumns | None:
    """A header with the nation first whose cells tabs part, each row elsewhere: its own words tell where."""
    if found[index].left > 0.25 * width or not found[index].capitals:
        return None
    cuts, last = [_nation_ends(found[index], _NATION)], index
    for row in found[index + 1 : index + 6]:
        cut = _nation_ends(row, _MOTTO) or _beside_date(row) or (-1 if row.left < 0.4 * width else 0)
        done = any(opens_number(_text(line, at)) for line, at in zip(found[index:], cuts, strict=False))
        if cut < 0 or not (cut or opens_number(row.text) or (row.capitals and not done)):
            break
        cuts.append(cut)
        last += 1
    named = 0 < cuts[0] < len(found[index].words)
    numbered = any(opens_number(_text(row, cut)) for row, cut in zip(found[index:], cuts, strict=False))
    return HeaderColumns(index, last, 0.0, nation_first=True, cuts=tuple(cuts)) if named and numbered else None


def _nation_ends(row: Row, name: Sequence[str]) -> int:
    """How many words of a row are the name of the nation, or its motto, with which it begins; 0 for none."""
    letters = ["".join(re.findall("[a-z]+", fold(word.text))) for word in row.words]
    said, whole = "", "".join(name)
    for at, one in enumerate(letters, 1):
        said += one
        if said == whole:
            return at
    return 0


def _beside_date(row: Row) -> int:
    """How many words of a row are a place and date with which it begins, alone or beside a number; 0 for none."""
    at = next((n for n in range(1, len(row.words)) if opens_number(_text(row, n))), len(row.words))
    return at if date_line(" ".join(word.text for word in row.words[:at])) else 0


def _text(row: Row, begin: int) -> str:
    return " ".join(word.text for word in row.words[begin:])


def cells(found: Sequence[Row], width: float) -> list[tuple[float, float, float, float]]:
    """The cells of the first header of a page: left, bottom, right, top of each; none where no header stands."""
    header = find(found, 0, width)
    if header is None:
        return []
    first, last = found[header.first], found[header.last]
    below = found[header.last + 1].baseline + found[header.last + 1].size if header.last + 1 < len(found) else 0.0
    bottom = max(min(below, last.baseline - 0.4 * last.size), last.baseline - 1.2 * last.size, 0.0)
    top = first.baseline + 1.6 * first.size
    return [(0.0, bottom, header.gutter, top), (header.gutter, bottom, width, top)]


def _nation(line: Row, width: float) -> float | None:
    """Where the nation's (or the Party's) name begins in a line of capitals, None where it does not stand."""
    tokens = [fold(word.text).strip(".,:;*") for word in line.words]
    for name in (_NATION, _PARTY, *_EARLIER):
        hits = [place for place, token in enumerate(tokens) if token in name]
        run = _from_its_first(_last_run(hits), tokens, name)
        if len(run) < len(name) - 2 or run[-1] < len(tokens) - 2:
            continue
        words = line.words[run[0] :]
        right = words[0].left > 0.3 * width or run[0] == 0
        named = Row(words).capitals or _stands_apart(line, run, name)
        if right and named and sum((words[0].left, words[-1].right)) / 2 > 0.42 * width:
            return words[0].left
    return None


def _stands_apart(line: Row, run: Sequence[int], name: Sequence[str]) -> bool:
    """Whether the name in small letters stands in a cell of its own; "nước Cộng hòa …" goes on with a sentence."""
    first = line.words[run[0]]
    gap = run[0] == 0 or first.left - line.words[run[0] - 1].right > 1.2 * line.size
    return len(run) >= len(name) - 1 and gap and first.text[:1].isupper()


def _wrapped_nation(found: Sequence[Row], width: float) -> float | None:
    """Where the nation's name begins that a wide face broke early: "CỘNG HÒA XÃ HỘI" / "CHỦ NGHĨA VIỆT NAM"."""
    tokens = [fold(word.text).strip(".,:;*") for word in found[0].words]
    begun = next((n for n in range(len(_NATION) - 3, 2, -1) if tuple(tokens[-n:]) == _NATION[:n]), 0)
    if not begun:
        return None
    words = found[0].words[-begun:]
    apart = begun == len(tokens) or words[0].left - found[0].words[-begun - 1].right > 0.6 * found[0].size
    edge = words[0].left - 3 * found[0].size
    beside = ([word for word in row.words if word.middle > edge] for row in found[1:])
    rest = next((row for row in beside if tuple(fold(word.text) for word in row) == _NATION[begun:]), None)
    centred = words[0].left + words[-1].right > 0.84 * width
    return min(words[0].left, rest[0].left) if apart and centred and rest and Row(words).capitals else None


def _last_run(places: Sequence[int]) -> list[int]:
    run: list[int] = []
    for place in places:
        run = [*run, place] if run and place - run[-1] <= 2 else [place]
    return run


def _from_its_first(run: list[int], tokens: Sequence[str], name: Sequence[str]) -> list[int]:
    """The run from the name's last first word on: BỘ CÔNG AN and … VIỆT NAM in the left cell hold its words, too."""
    first = max((at for at, place in enumerate(run) if tokens[place] == name[0]), default=0)
    return run[first:] if len(run) - first >= len(name) - 2 else run


def _around(found: Sequence[Row], start: int, index: int, nation: float) -> HeaderColumns:
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
        or _continues_subject([_left_of(row, nation) for row in found[index : last + 1]], found[last + 1], nation)
        or _ends_date(found[index : last + 1], found[last + 1], gutter)
    ):
        last += 1
    return HeaderColumns(first, last, gutter)


def _beside(above: Row, below: Row, nation: float) -> bool:
    """Whether the row above still belongs to the left column (a parent body set a little higher)."""
    return above.right < nation + 12 and above.baseline - below.baseline < 2.2 * above.size and above.size > 8


def _last_row(found: Sequence[Row], index: int, nation: float) -> int:
    top, last = found[index].baseline, min(index + 1, len(found) - 1)
    for row in range(index + 1, min(index + _MOST_ROWS, len(found))):
        line = found[row]
        if top - line.baseline > _TALLEST or _is_title(line, nation):
            break
        left = " ".join(word.text for word in line.words if word.middle < nation)
        right = " ".join(word.text for word in line.words if word.middle >= nation - 30)
        if opens_number(left) or (names_day(right) and len(right) < 70) or lines.is_english(right):
            last = row
    return last


def _is_title(line: Row, nation: float) -> bool:
    """Whether a row stands across both columns: a title, a basis, "(Kèm theo Quyết định số … ngày … tháng …)"."""
    across = any(piece.left < nation - 8 and piece.right > nation + 5 for piece in pieces(line))
    said = line.text
    named = (
        lines.holds_motto(said) or lines.stands_right(said) or any(lines.is_english(one.text) for one in pieces(line))
    )
    return across and not (named or opens_number(said) or date_line(said) or opens_date(said))


def _continues_left(above: Row, below: Row, gutter: float) -> bool:
    """The subject of an official letter ("V/v …") under its number."""
    number = " ".join(word.text for word in above.words if word.middle < gutter)
    if below.capitals and opens_number(number):  # the word for the type, set at the left margin; no subject is so
        return number.endswith("-") and below.right < gutter  # or the rest of a long number
    subject = lines.subject(below.text, in_full=True) is not None
    near = above.baseline - below.baseline < (3.6 if subject else 2.0) * below.size
    return near and below.right < gutter + 14 and (below.left + below.right) / 2 < gutter - 30


def _left_of(row: Row, nation: float) -> Row | None:
    words = tuple(word for word in row.words if word.middle < nation - 4)
    return Row(words) if words else None


def _continues_subject(cell: Sequence[Row | None], below: Row, nation: float) -> bool:
    """A further line of "V/v …", set as the first one is: about the same middle, or at the same left edge.

    It fills the cell to its edge, where the organ's short lines above it do not reach, and may be set wide.
    """
    left = [row for row in cell if row]
    begun = next((at for at, row in enumerate(left) if lines.subject(row.text, in_full=True)), None)
    if begun is None or below.right > nation - 2 or lines.address(below.text):
        return False
    if below.capitals and not any(map(str.isdigit, below.text)):  # a code of its own may stand in a line: 51/TTr-UBND
        return False
    first = left[begun]
    pitch = left[-2].baseline - left[-1].baseline if len(left) > 1 else 0.0  # of a header whose lines are all set wide
    near = left[-1].baseline - below.baseline < max(2.6 * below.size, _WIDE, min(1.2 * pitch, 1.5 * _WIDE))
    centred = abs((below.left + below.right) - (first.left + first.right)) < 1.5 * below.size
    return near and (centred or abs(below.left - first.left) < 0.4 * below.size)


def _ends_date(above: Sequence[Row], below: Row, gutter: float) -> bool:
    """The rest of a line of place and date that a narrow cell wrapped: "… tháng 7 năm" / "2023".

    Lines of the left cell may stand between, or on the row of the rest: a number, the subject of a letter.
    """
    row = next((row for row in reversed(above) if _right_of(row, gutter)), below)
    right, rest = _right_of(row, gutter), _right_of(below, gutter)
    near = row.baseline - below.baseline < 2.2 * below.size and bool(rest)
    begun = near and (date_line(right) is None or (fold(right).endswith("nam") and re.fullmatch(r"\d{4}\W*", rest)))
    whole = date_line(f"{right} {rest}") if begun else None
    return whole is not None and whole.year is not None


def _ends_name(beside: str, line: str) -> bool:
    """The rest of the nation's name or motto that the sheet's own edge wrapped to its left one: "NAM", "Hạnh phúc"."""
    begun, rest = (re.findall(r"[a-z]+", fold(said)) for said in (beside, line))
    whole = (*begun, *rest)
    return bool(rest) and len(begun) > 2 and whole in (_NATION, ("doc", "lap", "tu", "do", "hanh", "phuc"))


def _before_rest(beside: str, line: Row) -> int | None:
    """How many words stand before the rest of the name or motto: "DÂN | NAM"; None where a row holds no rest."""
    return next((at for at in range(len(line.words)) if _ends_name(beside, _text(line, at))), None)


def _right_of(line: Row, gutter: float) -> str:
    return " ".join(word.text for word in line.words if word.middle >= gutter)


def _unwrapped(words: Sequence[Word]) -> list[Row]:
    """The nation's cell as three lines, however many it was set in: name, motto, place and date."""
    told, ends = [word for row in rows(words) for word in row.words], [0]
    for last in (_NATION[-1], "phuc"):
        found = (at for at, word in enumerate(told, 1) if at > ends[-1] and last in fold(word.text))
        ends.append(next(found, ends[-1]))
    parts = (told[begin:end] for begin, end in zip(ends, [*ends[1:], len(told)], strict=True))
    return [Row(tuple(part), Region.header_right) for part in parts if part]


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
