"""Words set wide, letter by letter ("N G H Ị   Q U Y Ế T"), as the words that they are.

Writers space the word for the type, a title or a whole line, by the spacing of the letters or by typed blanks; the gap
between two words is then wider than that between two letters, or the phrase is one that every sheet has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.sheet.rows import rows
from pipeline.sheet.syllables import is_syllable
from pipeline.sheet.words import Word
from pipeline.text import fold

_FEWEST, _SINGLE = 4, 0.7  # pieces of a run, and the share of single letters: kerning leaves "ết" in one piece
_WIDEST = 2.2  # of the size: a gap within a run, between words, too
_WIDER = 1.4, 0.1  # times the usual gap, and of the size more: a gap between words, no letter's own side
_WORDS = 0.8  # of the joined words have to be Vietnamese: "a b c d", "X X X X" and "1 2 3 4" are cells
_PHRASES = (
    "nghi quyet", "quyet nghi", "quyet dinh", "ket luan", "bao cao", "to trinh", "thong bao", "ke hoach", "bien ban",
    "chuong trinh", "huong dan", "giay moi", "chu tich", "pho chu tich", "truong ban", "pho truong ban",
    "chanh van phong",
)  # fmt: skip


def joined(page: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a page, those of runs of single letters put together; any other stays as it is."""
    if sum(len(word.text) == 1 for word in page) < _SINGLE * _FEWEST:
        return tuple(page)
    found: list[Word] = []
    for row in rows(page):
        for run in _runs(row.words):
            single = sum(len(word.text) == 1 for word in run)
            whole = _whole(run) if len(run) >= _FEWEST and single >= _SINGLE * len(run) else []
            found += whole if _is_said(whole) else run
    return tuple(found)


def _runs(row: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of a row, pieces of a letter or two that stand near each other together."""
    run: list[Word] = []
    for word in row:
        short = run and max(len(run[-1].text), len(word.text)) <= 2
        near = short and word.left - run[-1].right < _WIDEST * word.size
        if run and not near:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _whole(run: Sequence[Word]) -> list[Word]:
    gaps = [after.left - before.right for before, after in pairwise(run)]
    usual, size = median(gaps), run[0].size
    found = [run[0]]
    for gap, letter in zip(gaps, run[1:], strict=True):
        if gap > _WIDER[0] * usual + _WIDER[1] * size:
            found.append(letter)
        else:
            found[-1] = _together(found[-1], letter)
    return found if len(found) > 1 else _phrase(run) or found


def _phrase(run: Sequence[Word]) -> list[Word]:
    """The words of a phrase of the sheet that is typed with one blank behind each letter, between words, too."""
    letters = "".join(word.text for word in run).rstrip(":")
    said = next((phrase for phrase in _PHRASES if phrase.replace(" ", "") == fold(letters)), None)
    if said is None:
        return []
    left, found = [*run], list[Word]()
    for word in said.split():
        whole = left.pop(0)
        while len(whole.text) < len(word):
            whole = _together(whole, left.pop(0))
        found.append(whole)
    return [*found[:-1], *([_together(found[-1], left[0])] if left else found[-1:])]


def _together(word: Word, letter: Word) -> Word:
    sides = {"right": letter.right, "bottom": min(word.bottom, letter.bottom), "top": max(word.top, letter.top)}
    return replace(word, text=word.text + letter.text, space_after=letter.space_after, **sides)  # type: ignore[arg-type]


def _is_said(words: Sequence[Word]) -> bool:
    lettered = [word.text for word in words if any(map(str.isalpha, word.text))]
    longest = max((len(text) for text in lettered), default=0)
    return longest > 1 and sum(map(is_syllable, lettered)) >= _WORDS * len(lettered)
