"""The share of a file's words that reach the page: what a plain walk of the file sees against what is published."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline import legacy_encoding, text

ENOUGH = 0.95  # below this share words are missing,
_FEW = 15  # unless it is no more of them: a short paper says its head twice, and a page once
_LEAST = 30  # words; of less no share is told
_HALF = 0.5  # a page that keeps less is named
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class WordsKept:
    """How many of the words seen were kept, and the pages (from 1) that kept less than half of theirs."""

    words: int
    seen: int
    thin: tuple[int, ...] = ()

    @property
    def share(self) -> float:
        """From 0 to 1, cut to thousandths."""
        return self.words * 1000 // max(self.seen, 1) / 1000

    @property
    def lacks(self) -> bool:
        """Whether so much is missing that the page has to say it."""
        return self.share < ENOUGH and self.seen - self.words > _FEW


def words(said: Iterable[str]) -> "Counter[str]":
    """The words of some texts with how often each stands there, without case, marks and punctuation."""
    return Counter(word for one in said for word in _WORD.findall(text.fold(text.one_line(one))))


def _read(line: str, published: "Counter[str]") -> "Counter[str]":
    """The words of a line; of letters from before Unicode, as the readers decoded them where they did."""
    if line.isascii() or legacy_encoding.has_unicode(line):
        return words([line])
    ways = [line, *(legacy_encoding.converted(line, one) for one in (*legacy_encoding.ENCODINGS, legacy_encoding.UTF8))]
    return max((words([one]) for one in ways), key=lambda said: (said & published).total())


def words_kept(seen: Sequence[str], published: Iterable[str]) -> WordsKept | None:
    """How much of `seen`, one text a page, stands in `published`; None for next to no text.

    A word counts as often as it is published: a table that vanished is not made up for by its words elsewhere.
    """
    left = words(published)
    shares: list[tuple[int, int]] = []
    for page in seen:
        wanted = Counter[str]()
        for line in page.split("\n"):
            wanted.update(_read(line, left))  # adding by + looks at all words of the page for each line
        found = wanted & left
        left.subtract(found)
        shares.append((wanted.total(), found.total()))
    total, whole = sum(wanted for wanted, _ in shares), sum(found for _, found in shares)
    if total < _LEAST:
        return None
    thin = tuple(at for at, (wanted, found) in enumerate(shares, 1) if wanted >= _LEAST and found < _HALF * wanted)
    return WordsKept(whole, total, thin if len(shares) > 1 else ())
