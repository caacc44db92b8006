"""What differs between two texts of one document: articles matched, then clauses, then words.

An article that kept its number is matched with itself unless another one is far more like it: a new Điều 3 moves the
old one to Điều 4, and a reader wants to see one article added, not ten rewritten. Order is kept, so both columns of a
table of the differences are the two texts from top to bottom.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from pipeline.document.passage import HEADINGS, Passage, PassageKind

_NUMBERED = 0.35  # what an equal number counts, on a scale where equal words count 1
_ENOUGH = 0.3  # below that, two pieces have nothing to do with each other
_SOUP = 0.35  # words shared: below that, a text is shown as another one, not as islands of single words
_MOST = 20_000  # pairs of pieces of a stretch that are compared each with each
_STROKE = " | "
_WORD = re.compile(r"(\s*)(\w+(?:[./,:%-]\w+)*|[^\w\s])")  # numbers and codes whole, a full stop apart from its word
_LONGEST = 4_000_000  # pairs of words of one piece


class ComparedWords(NamedTuple):
    """Words of one side, whether the other side lacks them there, and what sets them apart from those before."""

    words: str
    changed: bool
    gap: str = ""


class ComparedUnit(NamedTuple):
    """A heading, a clause, a paragraph or one row of a table: what is set side by side."""

    kind: PassageKind
    text: str
    id: str = ""


class SideBySide(NamedTuple):
    """Two units side by side; None where one side has none."""

    old: ComparedUnit | None
    new: ComparedUnit | None

    @property
    def same(self) -> bool:
        """Whether nothing changed here."""
        return self.old is not None and self.new is not None and self.old.text == self.new.text

    def pieces(self) -> tuple[tuple[ComparedWords, ...], tuple[ComparedWords, ...]]:
        """The words of both sides, cut where they differ; gaps and words put together are the texts."""
        return _words(self.old.text if self.old else "", self.new.text if self.new else "")


class _Comparable(Protocol):
    @property
    def fingerprint(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def counts(self) -> Counter[str]: ...


@dataclass(frozen=True)
class _Part:
    """One unit, or one heading with the units below it."""

    units: tuple[ComparedUnit, ...]

    @cached_property
    def fingerprint(self) -> str:
        return "\n".join(unit.text for unit in self.units)

    @cached_property
    def label(self) -> str:
        """What it is called: its id, of a row of a table its first cell; empty for a plain paragraph."""
        first = self.units[0]
        return first.text.partition(_STROKE)[0] if first.kind is PassageKind.table else first.id

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.fingerprint.split())


_Any = TypeVar("_Any", bound=_Comparable)


def difference(old: Iterable[Passage], new: Iterable[Passage]) -> list[list[SideBySide]]:
    """Both texts whole, in order, by headings: each list holds the rows of one heading and of what stands below it."""
    return [
        [SideBySide(*(part.units[0] if part else None for part in pair)) for pair in _pairs(*map(_single, parts))]
        for parts in _pairs(_sections(units(old)), _sections(units(new)))
    ]


def units(passages: Iterable[Passage]) -> Iterator[ComparedUnit]:
    """What is compared: passages, and rows of tables, whose cells are set apart by strokes."""
    for one in passages:
        if one.rows:
            yield from (ComparedUnit(one.kind, _STROKE.join(cell or "–" for cell in row)) for row in one.rows)
        else:
            yield ComparedUnit(one.kind, one.text, one.id)


def _sections(found: Iterable[ComparedUnit]) -> list[_Part]:
    parts: list[list[ComparedUnit]] = []
    for unit in found:
        if unit.kind in HEADINGS or not parts:
            parts.append([])
        parts[-1].append(unit)
    return [_Part(tuple(part)) for part in parts]


def _single(part: _Part | None) -> list[_Part]:
    return [_Part((unit,)) for unit in part.units] if part else []


def _pairs(old: Sequence[_Any], new: Sequence[_Any]) -> Iterator[tuple[_Any | None, _Any | None]]:
    """Everything of both sides in order: equal pieces paired first, then between those what is most alike."""
    yield from _matched(old, new, lambda one: one.fingerprint, _alike)


def _matched(
    old: Sequence[_Any],
    new: Sequence[_Any],
    key: Callable[[_Any], str],
    rest: Callable[[Sequence[_Any], Sequence[_Any]], Iterator[tuple[_Any | None, _Any | None]]],
) -> Iterator[tuple[_Any | None, _Any | None]]:
    """Pair what has equal keys in order; what lies between goes to `rest`."""
    matcher = SequenceMatcher(None, [key(one) for one in old], [key(one) for one in new], autojunk=False)
    for op, a, b, c, d in matcher.get_opcodes():
        yield from zip(old[a:b], new[c:d], strict=True) if op == "equal" else rest(old[a:b], new[c:d])


def _alike(old: Sequence[_Any], new: Sequence[_Any]) -> Iterator[tuple[_Any | None, _Any | None]]:
    """The pairing, in order, whose pairs are together most alike; a long stretch goes by its numbers alone."""
    if len(old) * len(new) > _MOST:
        yield from _matched(old, new, lambda one: one.label, _apart)
        return
    best = _table(old, new)
    at, to = 0, 0
    while at < len(old) and to < len(new):
        if best[at][to] == best[at + 1][to]:
            yield old[at], None
            at += 1
        elif best[at][to] == best[at][to + 1]:
            yield None, new[to]
            to += 1
        else:
            yield old[at], new[to]
            at, to = at + 1, to + 1
    yield from _apart(old[at:], new[to:])


def _table(old: Sequence[_Any], new: Sequence[_Any]) -> list[list[float]]:
    """The likeness that can be had from each place of both sides on."""
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for at in range(len(old) - 1, -1, -1):
        for to in range(len(new) - 1, -1, -1):
            paired = _likeness(old[at], new[to]) + best[at + 1][to + 1]
            best[at][to] = max(paired, best[at + 1][to], best[at][to + 1])
    return best


def _apart(old: Sequence[_Any], new: Sequence[_Any]) -> Iterator[tuple[_Any | None, _Any | None]]:
    yield from ((one, None) for one in old)
    yield from ((None, one) for one in new)


def _likeness(one: _Comparable, other: _Comparable) -> float:
    """Shared words, of 1, and an equal number; 0 for what has too little in common to stand side by side."""
    found = _shared(one.counts, other.counts) + (_NUMBERED if one.label and one.label == other.label else 0)
    return found if found >= _ENOUGH else 0.0


def _shared(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of two bags of words."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _words(old: str, new: str) -> tuple[tuple[ComparedWords, ...], tuple[ComparedWords, ...]]:
    a, b = _WORD.findall(old), _WORD.findall(new)
    here, there = [word for _, word in a], [word for _, word in b]
    if len(a) * len(b) > _LONGEST or _shared(Counter(here), Counter(there)) < _SOUP:
        return tuple(_piece(a, changed=True)), tuple(_piece(b, changed=True))
    left, right = list[ComparedWords](), list[ComparedWords]()
    for op, i, j, k, m in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        left += _piece(a[i:j], changed=op != "equal")
        right += _piece(b[k:m], changed=op != "equal")
    return tuple(left), tuple(right)


def _piece(words: Sequence[tuple[str, str]], *, changed: bool) -> Iterator[ComparedWords]:
    if words:
        yield ComparedWords("".join(gap + word for gap, word in words)[len(words[0][0]) :], changed, words[0][0])
