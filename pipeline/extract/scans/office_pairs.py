"""Marks over and under letters that tesseract misreads, set right where two syllables can only be one word.

On real scans it read "bỗ sung", "thành phô", "đâu tư", one word in a hundred: found by nobody who types the marks.
Nearly every pair that has the letters of one of office_pairs.txt is this word. Of 27,000 words of sixty real pages two
hundred are set right so, and two wrong ("hợp tác công tư ngày", "đảm bảo đầm ấm").
Numbers, names, words in capitals and marks of secrecy are left as they were read.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pipeline.sheet.words import Word
from pipeline.text import fold, old_tones

_SURE = 0.96  # the confidence of a word that tesseract reads as surely as any, 0.97: "chung tay xóa" is no "tẩy xóa"
_SYLLABLE = re.compile(r"(?P<before>\W*)(?P<letters>[^\W\d_]+)(?P<after>\W*)")


class _Pair(NamedTuple):
    first: str
    second: str
    others: frozenset[tuple[str, str]]  # rare words of the same letters: as likely read rightly


class _ReadPair(NamedTuple):
    """Two neighbours with nothing between them whose letters are a word of the list."""

    one: re.Match[str]
    two: re.Match[str]
    said: tuple[str, str]  # their letters, small
    known: _Pair

    @property
    def stands(self) -> bool:
        """Whether they are that word as they were read."""
        return self.known[:2] == self.said


def mended(words: Sequence[Word]) -> list[Word]:
    """The words in the order they were read in, each as sure as before.

    What is half of a word as it was read stays, and is no half of another: "Luật Đầu tư ngày" is no "từ ngày".
    """
    found = list(words)
    pairs = [_read_pair(before.text, behind.text) for before, behind in pairwise(words)]
    taken = [pair is not None and pair.stands for pair in pairs]
    for at, pair in enumerate(pairs):
        if pair is None or True in taken[max(at - 1, 0) : at + 2] or not (both := _mended(pair)):
            continue
        two = tuple(zip(found[at : at + 2], both, strict=True))
        if all(word.confidence < _SURE for word, said in two if word.text != said):
            found[at : at + 2] = (replace(word, text=said) for word, said in two)
            taken[at] = True
    return found


def _read_pair(before: str, behind: str) -> _ReadPair | None:
    one, two = _SYLLABLE.fullmatch(before), _SYLLABLE.fullmatch(behind)
    if not one or not two or one["after"] or two["before"]:
        return None
    said = old_tones(one["letters"].lower()), old_tones(two["letters"].lower())
    known = _known().get((fold(said[0]), fold(said[1])))
    return _ReadPair(one, two, said, known) if known else None


def _mended(pair: _ReadPair) -> tuple[str, str] | None:
    """Two neighbours as they must read; None where they may stand as they are."""
    one, two, said, known = pair
    if said in known.others or "".join(said).isascii() or not _small(one["letters"], two["letters"]):
        return None
    first = known.first.capitalize() if one["letters"][0].isupper() else known.first
    return one["before"] + first, known.second + two["after"]


def _small(first: str, second: str) -> bool:
    """Whether this is no name and no heading: small letters but for the first."""
    return second.islower() and (first[1:].islower() or len(first) == 1)


@cache
def _known() -> dict[tuple[str, str], _Pair]:
    """By their letters without marks."""
    lines = Path(__file__).with_name("office_pairs.txt").read_text(encoding="utf-8").splitlines()
    return {(fold(pair.first), fold(pair.second)): pair for pair in map(_pair, lines)}


def _pair(line: str) -> _Pair:
    pair, _, others = line.partition(": ")
    first, second = pair.split()
    return _Pair(first, second, frozenset((one, two) for one, two in map(str.split, filter(None, others.split(", ")))))
