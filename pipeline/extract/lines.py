"""Lines of words."""

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.document.model import Region
from pipeline.extract.words import Word

_CAPITALS = 0.7
_UNITS = ("m", "km", "cm", "dm", "mm", "ha")
_POWERS = {"2": "²", "3": "³"}


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right, in one column."""

    words: tuple[Word, ...]
    region: Region = Region.body

    @property
    def text(self) -> str:
        """The words with one space between; raised numbers as m² or as the mark of a footnote, [1]."""
        return "".join(_set(before, word) for before, word in zip((None, *self.words), self.words, strict=False))

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(word.right for word in self.words)

    @property
    def baseline(self) -> float:
        """The baseline of its largest word."""
        return max(self.words, key=lambda word: word.size).baseline

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.words, key=lambda word: len(word.text) * word.size).size

    @property
    def capitals(self) -> bool:
        """Whether it is set in capitals."""
        letters = [letter for word in self.words for letter in word.text if letter.isalpha()]
        return bool(letters) and sum(letter.isupper() for letter in letters) >= _CAPITALS * len(letters)


def rows(words: Iterable[Word], region: Region = Region.body) -> list[Line]:
    """Words on one baseline together, from the top of the page to its bottom."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-word.baseline, word.left)):
        reference = max(found[-1], key=lambda other: other.size) if found else None
        if reference and abs(reference.baseline - word.baseline) <= 0.36 * max(reference.size, word.size):
            found[-1].append(word)
        else:
            found.append([word])
    return [Line(tuple(sorted(row, key=lambda word: word.left)), region) for row in found]


def raised(word: Word, before: Word) -> bool:
    """Whether a word is set above the one before it: a power, the mark of a footnote."""
    near = -0.3 * before.size < word.left - before.right < 0.3 * before.size
    return near and word.size < 0.8 * before.size and word.baseline - before.baseline > 0.15 * before.size


def _set(before: Word | None, word: Word) -> str:
    if before is None:
        return word.text
    if not raised(word, before):
        return f" {word.text}"
    if before.text.lower().endswith(_UNITS) and word.text in _POWERS:
        return _POWERS[word.text]
    return f"[{word.text}]" if word.text.isdigit() else word.text
