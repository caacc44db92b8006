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


def mended(words: Sequence[Word]) -> list[Word]:
    """The words in the order they were read in, each as sure as before.

    What is half of a word as it was read stays, and is no half of another: "Luật Đầu tư ngày" is no "từ ngày".
    """
    found = list(words)
    taken = [_stands(before.text, behind.text) for before, behind in pairwise(found)]
    for at, behind in enumerate(words[1:]):
        if True in taken[max(at - 1, 0) : at + 2]:
            continue
        both = _mended(found[at].text, behind.text)
        if both and all(
            word.confidence < _SURE for word, said in zip(found[at:], both, strict=False) if word.text != said
        ):
            found[at : at + 2] = replace(found[at], text=both[0]), replace(behind, text=both[1])
            taken[at] = True
    return found


def _stands(before: str, behind: str) -> bool:
    """Whether two neighbours are a word of the list as they were read."""
    one, two = _SYLLABLE.fullmatch(before), _SYLLABLE.fullmatch(behind)
    if not one or not two or one["after"] or two["before"]:
        return False
    read = old_tones(one["letters"].lower()), old_tones(two["letters"].lower())
    known = _known().get((fold(read[0]), fold(read[1])))
    return known is not None and known[:2] == read


def _mended(before: str, behind: str) -> tuple[str, str] | None:
    """Two neighbours as they must read; None where they may stand as they are."""
    one, two = _SYLLABLE.fullmatch(before), _SYLLABLE.fullmatch(behind)
    if not one or not two or one["after"] or two["before"] or not _small(one["letters"], two["letters"]):
        return None
    read = old_tones(one["letters"].lower()), old_tones(two["letters"])
    known = _known().get((fold(read[0]), fold(read[1])))
    if known is None or read in (known[:2], *known.others) or (read[0] + read[1]).isascii():
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
