"""Words that are drawn with signs over several lines, each letter a picture of many (`#   #  ###  #####`).

No line of such a picture is a word, so none is read. Rules, frames of tables and lines of dots to fill in are drawn
with signs as well: those are alike from line to line, or run on without gaps.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.sheet import rows
from pipeline.sheet.words import Word

_LEAST = 5  # lines: the lowest letters that can be told
_FEWEST_SHAPES = 3  # lines that are not alike
_FEWEST_SIGNS = 25
_MOST_LETTERS = 3  # that a picture is drawn with
_STROKE = re.compile(r"\S+")
_FILLED = re.compile(r"[.…_\-–—]{7,}")  # to write on


def draws(lines: Iterable[str]) -> bool:
    """Whether lines, blanks kept, hold such a picture."""
    run: list[str] = []
    for line in (*lines, "hết"):
        said = unicodedata.normalize("NFKC", line.expandtabs(4)).rstrip()
        if _is_drawn(said):
            run.append(said)
        elif said.strip():
            if _is_picture(run):
                return True
            run = []
    return False


def stands_in(words: Sequence[Word]) -> bool:
    """Whether words of a printed page hold such a picture: rows of nothing but signs, set as wide as they stand."""
    drawn = [word for word in words if len(set(word.text)) == 1 or not any(map(str.isalnum, word.text))]
    if len(drawn) < 2 * _LEAST:
        return False
    said = {round(word.baseline / 3) for word in words if len(word.text) > 1 and word.text.isalpha()}
    alone = (row for row in rows.rows(drawn) if said.isdisjoint(round(row.baseline / 3) + step for step in (-1, 0, 1)))
    return draws(map(_spaced, alone))


def _spaced(row: rows.Row) -> str:
    line = ""
    for word in row.words:
        line = line.ljust(round(word.left / (0.3 * row.size))) + word.text
    return line


def _is_drawn(line: str) -> bool:
    """Whether a line has no word: signs alone, or one letter over and over."""
    if not line.strip() or _FILLED.search(line):
        return False
    letters = {letter for letter in line if letter.isalnum()}
    strokes = line.split()
    repeated = len(strokes) > 1 and all(len(set(stroke)) == 1 for stroke in strokes)
    return not letters or (repeated and len(letters) <= _MOST_LETTERS)


def _is_picture(run: Sequence[str]) -> bool:
    letters = {letter for line in run for letter in line if letter.isalnum()}
    strokes = [_STROKE.findall(line) for line in run]
    parted = sum(len(line) > 1 for line in strokes)
    thick = sum(any(len(stroke) > 1 for stroke in line) for line in strokes)
    shapes = {re.sub(r"\S", "#", line) for line in run}
    signs = sum(len(stroke) for line in strokes for stroke in line)
    return (
        len(run) >= _LEAST
        and min(parted, len(shapes)) >= _FEWEST_SHAPES
        and thick >= 2
        and signs >= _FEWEST_SIGNS
        and len(letters) <= _MOST_LETTERS
    )
