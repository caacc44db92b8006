"""The numbers that open a provision: Phần, Chương, Mục, Điều, khoản, điểm, and the headings of reports.

Shapes and counts are of 974 texts: 10,090 "Điều n. T", 13 odd ones (no dot, a colon), 65,632 khoản, 39,943 điểm; the
letters f, j, w, z are not Vietnamese but occur.
"""

import re
from dataclasses import dataclass

from pipeline.sheet import lines

LETTERS = "abcdđefghijklmnopqrstuvwxyz"
_EXTRA = frozenset("fjwz")
_ORDINALS = {
    name: number
    for number, names in enumerate(
        ("nhat mot", "hai", "ba", "tu bon", "nam lam", "sau", "bay", "tam", "chin", "muoi"), start=1
    )
    for name in names.split()
}
# "thứ nhất", "mười một", "hai mươi lăm": as numbers are spelt, folded.
_SPELT = (
    r"(?:(?:hai|ba|bon) muoi|muoi)(?: (?:mot|hai|ba|bon|tu|lam|nam|sau|bay|tam|chin))?\b"
    r"|nhat|mot|hai|ba|tu|bon|nam|sau|bay|tam|chin"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DIEU = re.compile(
    r"^dieu\s*(?P<number>\d{1,3})(?P<letter>[a-z]?)(?P<dot>\s*[.:]|\s*,(?=\s+\S)|\s*[./]?\s*-(?=\s+\S))?(?:\s+|$|(?<=[.:])(?=\S))"
    r"(?P<rest>.*)$"
)
# "Điều thứ nhất:", "Điều hai." of older papers and of ceremony; without "thứ" or a mark a word is a word.
_DIEU_SPELT = re.compile(
    rf"^dieu\s+(?:thu\s+(?P<nth>\d{{1,2}}|{_SPELT})\b(?P<dot>\s*[.:]|\s+[-–](?=\s))?|(?P<word>{_SPELT})(?:\s*[.:]|$))"
    r"(?:\s+|$|(?<=[.:])(?=\S))(?P<rest>.*)$"
)
_CHAPTER = re.compile(
    r"^(?P<kind>phan|chuong|muc|tieu muc)\s+(?:thu\s+)?(?P<number>[ivxlc]{1,6}|\d{1,3}"
    rf"|{_SPELT})"
    r"\b\s*(?:[.:)\-]+\s*|\s+|$)(?P<rest>.*)$"
)
_KHOAN = re.compile(
    rf"^(?P<number>\d{{1,3}})(?P<letter>[a-zđ]?)\s?(?:[.)]\s+|[.)](?=[{lines.UPPER}“\"(])|/\s+(?=[{lines.UPPER}“])"
    rf"|[-–]\s*(?=[{lines.UPPER}][{lines.LOWER}\s]))(?P<rest>[^\W\d_].*|[“\""
    rf"(‘'\[].*|[≥≤<>±~]?\s?\d.*)$"
)
_FIGURE = re.compile(r"[≥≤<>±~]?\s?\d")
_LETTERED = re.compile(r"[^\W\d_]{2,}")
_WORDS_OF_A_CLAUSE = 3  # behind a figure; a row of a table says "2. 500 ha"
_STOPS = (".", ";", ":")
_DIEM = re.compile(
    rf"^(?P<letter>[a-zđ]{{1,2}})(?:\s?(?P<close>[.)])\s*|(?<=^.)[-–/]\s*(?=[{lines.UPPER}][{lines.LOWER}\s]))(?P<rest>\S.*)$"
)
_TIET = re.compile(r"^(?P<letter>[a-zđ])\.?(?P<number>\d{1,2})(?:[).]|\.\)|(?=\s))\s*(?P<rest>\S.*)$")
_FREE = re.compile(
    r"^(?P<mark>[IVX]{1,5}|[A-HĐ]|\d{1,2})(?:\s?[.)/]|\s?[-–](?=\s+\S)|[-–](?=[^\W\d_]{2}))\s*(?P<rest>[^\W\d_].*|[“\"(].*)$"
)
_REFERENCE = re.compile(
    r"^(?:va|hoac|den|nghi dinh|luat|quyet dinh nay|cua|thong tu|nghi quyet nay|quy che nay|dieu nay|quy dinh nay)\b"
)


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """Điều n: `strict` when its form leaves no doubt (a dot or colon behind the number); `label` without its mark."""

    number: int
    letter: str
    rest: str
    strict: bool
    label: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or lettered line; `label` is its mark as printed."""

    number: int
    letter: str
    label: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """Phần, Chương, Mục, Tiểu mục: `kind` as in PassageKind, `label` as printed ("Chương II")."""

    kind: str
    number: int
    label: str
    rest: str


def article(line: str) -> ArticleHead | None:
    """Điều n at the start of a line, capital Đ; a reference that a line break put there is none."""
    folded = lines.folded(line)
    match = _DIEU.match(folded)
    if not match:
        return _spelt_article(line, folded)
    if len(folded) != len(line) or not line[0].isupper():
        return None
    rest = line[match.start("rest") :].strip()
    if not match["dot"] and (_REFERENCE.match(lines.folded(rest)) or (rest and not rest[0].isupper())):
        return None
    number, letter = int(match["number"]), line[slice(*match.span("letter"))].lower()
    return ArticleHead(number, letter, rest, bool(match["dot"]), f"Điều {number}{letter}")


def _spelt_article(line: str, folded: str) -> ArticleHead | None:
    """Điều thứ nhất, Điều hai: the label stays as it is printed."""
    match = _DIEU_SPELT.match(folded)
    if not match or len(folded) != len(line) or not line[0].isupper():
        return None
    which = "nth" if match["nth"] else "word"
    number, rest = number_of(match[which]), line[match.start("rest") :].strip()
    strict = bool(match["dot"] or match["word"] or not rest)
    if not number or (not strict and (_REFERENCE.match(lines.folded(rest)) or not rest[0].isupper())):
        return None
    label = re.sub(r"\s+", " ", line[: match.end(which)])
    return ArticleHead(number, "", rest, strict, label)


def chapter(line: str) -> Chapter | None:
    """Phần, Chương, Mục or Tiểu mục with its number, at the start of a line of a heading's length."""
    folded = lines.folded(line)
    match = _CHAPTER.match(folded)
    if not match or len(folded) != len(line) or not line[0].isupper() or len(line) > 300:
        return None
    rest = line[match.start("rest") :].strip()
    printed = line[slice(*match.span("number"))]
    number = number_of(match["number"])
    if (
        number is None
        or (rest and rest[0].islower())
        or (printed.islower() and printed.isascii() and not printed.isdigit() and match["kind"] != "phan")
    ):
        return None
    return Chapter(match["kind"].replace(" ", "-"), number, line[: match.end("number")].strip(), rest)


def clause(line: str) -> Clause | None:
    """Khoản: a number, its mark (also "1- Trường", "1/ Trường"), and words, also behind a figure.

    "3. 100% số trạm bơm được kiểm tra" is one.

    "2. 500" and "2. 500 ha" of a table are none; "2. 500 ha." is: cells of tables end in no full stop.
    """
    match = _KHOAN.match(line)
    if not match or (_FIGURE.match(match["rest"]) and not _is_said(match["rest"])):
        return None
    return Clause(int(match["number"]), match["letter"], line[: match.start("rest")].strip())


def _is_said(rest: str) -> bool:
    words = _LETTERED.findall(rest)
    return len(words) >= _WORDS_OF_A_CLAUSE or bool(words and rest.rstrip().endswith(_STOPS))


def point(line: str) -> Clause | None:
    """Điểm: a letter and a bracket (rarely a dot, a stroke, a dash)."""
    match = _DIEM.match(line)
    if not match or (match["close"] == "." and not re.match(r"[a-zđ]\.\s+\S", line)):
        return None
    letters = match["letter"]
    index = LETTERS.index(letters[-1]) + (len(LETTERS) if len(letters) == 2 else 0)
    return Clause(index, letters, line[: match.start("rest")].strip())


def subpoint(line: str) -> Clause | None:
    """Tiết: a.1), a1)."""
    match = _TIET.match(line)
    return Clause(int(match["number"]), match["letter"], line[: match.start("rest")].strip()) if match else None


def free(line: str) -> tuple[str, str] | None:
    """The mark (A, II, 3) and the words of a report's heading."""
    match = _FREE.match(line)
    return (match["mark"], match["rest"]) if match else None


def follows(letter: int, last: int | None) -> bool:
    """Whether a point's letter is the next one, f, j, w, z counting or not."""
    if last is None:
        return letter == 0
    between = range(last + 1, letter)
    return letter > last and all(LETTERS[i % len(LETTERS)] in _EXTRA for i in between)


def number_of(printed: str) -> int | None:
    """1 of "1", "I", "nhất" (folded), 21 of "hai mươi mốt"."""
    if printed.isdigit():
        return int(printed)
    if printed in _ORDINALS:
        return _ORDINALS[printed]
    tens, spelt, ones = printed.partition("muoi")
    if not spelt:
        return roman(printed)
    return 10 * _ORDINALS.get(tens.strip(), 1) + _ORDINALS.get(ones.strip(), 0)


def roman(printed: str) -> int | None:
    """4 of "iv"; None of what is no roman number below 90."""
    if not re.fullmatch(r"(?:l?x{0,3}|xl)(?:ix|iv|v?i{0,3})", printed.lower()) or not printed:
        return None
    values = [_ROMAN[letter] for letter in printed.lower()]
    return sum(-v if v < max(values[i:], default=0) else v for i, v in enumerate(values))
