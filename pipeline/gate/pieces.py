"""Marks that came out in pieces: a letter a line, a word a cell, a label here and its level in the next cell."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipeline import text
from pipeline.document.model import Block
from pipeline.gate import disguise, secrecy
from pipeline.gate.secrecy import Likeness

_SHORT = 6  # letters: "TUYỆT" and less
_MARKS = frozenset({"mật", "tốimật", "tuyệtmật"})
_BARE_MARKS = frozenset({"toimat", "tuyetmat"})
_LONGEST_MARK, _MOST_PIECES = 8, 9
_LABELS = frozenset({"do mat", "muc do mat", "che do mat", "cap do mat", "do bao mat", "muc mat", "dau mat"})


def of_blocks(blocks: Sequence[Block]) -> Likeness:
    """Judge short blocks that follow each other: stamps read letter by letter or word by word."""
    said = [block.text for block in blocks if block.text]
    return max((_joined(run) for run in _runs(said)), default=Likeness.clean)


def of_rows(rows: Sequence[Sequence[str]]) -> Likeness:
    """Judge the cells of a table along its rows, down its columns and across all that is filled, aslant as well.

    A label is judged with the cell beside or below it.
    """
    lines = [*rows, *(list(column) for column in zip(*rows, strict=False))]
    filled = [cell for row in rows for cell in row if cell]
    verdicts = [_joined(run) for line in (*lines, filled) for run in _runs(line)]
    return max([*verdicts, *map(_labelled, lines)], default=Likeness.clean)


def _runs(said: Sequence[str]) -> Iterator[list[str]]:
    """Neighbours that are no more than a piece of a mark each."""
    pieces = [_letters(piece) for piece in said]
    for short, run in groupby(pieces, key=lambda piece: 0 < len(piece) < _SHORT):
        if short:
            yield list(run)


def _joined(run: Sequence[str]) -> Likeness:
    """Whether pieces that follow each other make a mark that none of them is."""
    for start in range(len(run)):
        word = ""
        for piece in run[start : start + _MOST_PIECES]:
            word += piece
            if len(word) > _LONGEST_MARK:
                break
            whole = word != piece
            if whole and (word.lower() in _MARKS or (word.isupper() and text.fold(word) in _BARE_MARKS)):
                return Likeness.suspected
    return Likeness.clean


def _letters(said: str) -> str:
    if len(said) > 4 * _SHORT:
        return said
    return "".join(letter for letter in disguise.normal(said) if letter.isalpha())


def _labelled(cells: Sequence[str]) -> Likeness:
    """A label and its level in two cells; the head of a column of levels is told by the many that it holds."""
    found = (
        f"Độ mật: {value}"
        for label, value in pairwise(cells)
        if len(label) < 40 and len(value) < 40 and text.fold(disguise.normal(label)).strip(" :.-()") in _LABELS
    )
    return max((secrecy.of_line(line) for line in found if not secrecy.is_graded(line)), default=Likeness.clean)
