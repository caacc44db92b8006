"""pipeline/extract/scans/office_pairs.txt out of texts: `python -m benchmarks.word_pairs FOLDER > PAIRS`.

FOLDER holds legal texts as JSON Lines, packed by gzip. A pair of neighbouring syllables is listed where nearly all of
its letters' occurrences have the same marks, and where at least one of the two rarely stands without the other, and the
other not always with another: "của hội" is common, but no word.
"""

import argparse
import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from pipeline.sheet.syllables import is_syllable
from pipeline.text import fold, old_tones

COMMON = 60  # occurrences of a pair, at least
ALIKE = 0.985  # of all occurrences of its letters
TOGETHER = (
    0.2,
    0.01,
)  # of the occurrences of its rarer syllable, and of its commoner one ("ảnh hưởng xấu": "hưởng xấu" is no word)
ANOTHER = 2, 1 / 3000  # occurrences, and share of them, of other marks that make these a word, too: below are misprints
VIETNAMESE = 0.1  # of a text's letters that have marks, at least: translations stand among the texts
_ASIDE = "mat"  # marks of secrecy are read as they stand

Pair = tuple[str, str]


def texts(said: object) -> Iterator[str]:
    """The sentences of one JSON value."""
    if isinstance(said, str):
        yield from [said] if len(said) > 60 else []
    elif isinstance(said, dict | list):
        for part in said.values() if isinstance(said, dict) else said:
            yield from texts(part)


def counted(said: Iterable[str]) -> Counter[Pair]:
    """Neighbouring syllables of which the second has small letters, no sign and no figure between them."""
    found: Counter[Pair] = Counter()
    for one in said:
        if sum(not letter.isascii() for letter in one) < VIETNAMESE * len(one):
            continue
        for run in re.split(r"[^\w\s]|\d", unicodedata.normalize("NFC", one)):
            found.update(
                (old_tones(a.lower()), old_tones(b))
                for a, b in pairwise(run.split())
                if is_syllable(a) and is_syllable(b) and a.isalpha() and b.isalpha() and b.islower()
            )
    return found


def listed(found: Counter[Pair]) -> Iterator[str]:
    """The lines of the list: a pair, then what else its letters are."""
    alike: dict[Pair, Counter[Pair]] = defaultdict(Counter)
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (a, b), times in found.items():
        letters = fold(a), fold(b)
        alike[letters][a, b] += times
        first[letters[0]] += times
        second[letters[1]] += times
    for letters, kinds in sorted(alike.items()):
        (pair, times), *others = kinds.most_common()
        whole = sum(kinds.values())
        of_both = first[letters[0]], second[letters[1]]
        word = whole >= TOGETHER[0] * min(of_both) and whole >= TOGETHER[1] * max(of_both)
        if times >= COMMON and times / whole >= ALIKE and word and _ASIDE not in letters:
            rare = sorted(
                " ".join(one)
                for one, n in others
                if n >= max(ANOTHER[0], ANOTHER[1] * times) and not "".join(one).isascii()
            )
            yield " ".join(pair) + (": " + ", ".join(rare) if rare else "")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    found: Counter[Pair] = Counter()
    for path in sorted(parser.parse_args().folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                found.update(counted(texts(json.loads(line))))
    print("\n".join(listed(found)))


if __name__ == "__main__":
    main()
