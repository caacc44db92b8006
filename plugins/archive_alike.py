"""Words of titles that say the same: abbreviations of the administration, and what citizens call things.

A title with one form of a row "one = other" counts as if the others stood there too, so that "ATTP" finds "an toàn thực
phẩm" and the other way round, at no cost to a question. A row "official, official < said, said" adds what people say
to titles that have one of the official forms, and nothing the other way round: a syllable that people say ("hốt") may
have other meanings in titles. The files archive_alike*.txt, which say where words are from, serve any council; an
archive adds its own rows in content/vocabulary/search.yaml (`alike: ["UBND = ủy ban nhân dân", "ùn tắc < kẹt xe"]`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pipeline import errors, yaml_reader
from plugins.archive_sessions import COUNTING, sessions
from plugins.sharded_lunr.words import pairs, words

_CITIZENS = [
    Path(__file__).with_name(f"{name}.txt") for name in ("archive_alike", "archive_alike_said", "archive_alike_asked")
]
"""What people call things, how they speak and what they ask for; behind "#" stands where documents' words are from."""
_SHORT = Path(__file__).with_name("archive_alike_short.txt")
_PLURAL = {"các", "những"}
"""Words that a title sets within a name or not: "sắp xếp các đơn vị hành chính" is what its row has without."""

_Form = tuple[str, ...]


class OtherForms(NamedTuple):
    """What the other forms add to a text: their words, and the pairs that they make, with their neighbours too."""

    words: list[str]
    pairs: list[str]


class Alike:
    """A table ready to be asked."""

    def __init__(self, rows: Iterable[str]) -> None:
        self._forms: dict[str, list[tuple[_Form, list[_Form]]]] = defaultdict(list)
        for form, others in chain.from_iterable(map(forms, rows)):
            sought = tuple(term for term in form if term not in _PLURAL) or form
            self._forms[sought[0]].append((sought, others))

    def __call__(self, terms: Sequence[str]) -> OtherForms:
        """What other forms add to these terms of one text, each word and pair once."""
        found = OtherForms([], [])
        own, own_pairs = set(terms), set(pairs(terms))
        for start, end, other in self._places(terms):
            found.words.extend(other)
            found.pairs.extend(pairs([*terms[max(0, start - 1) : start], *other, *terms[end : end + 1]]))
        return OtherForms(
            [one for one in dict.fromkeys(found.words) if one not in own],
            [one for one in dict.fromkeys(found.pairs) if one not in own_pairs],
        )

    def _places(self, terms: Sequence[str]) -> Iterator[tuple[int, int, _Form]]:
        places = [place for place, term in enumerate(terms) if term not in _PLURAL]
        kept = [terms[place] for place in places]
        for at, term in enumerate(kept):
            for form, others in self._forms.get(term, ()):
                end = at + len(form)
                counted = [form[-1], *kept[end : end + 1]]  # "thứ mười" is none of "thứ mười bảy"
                if tuple(kept[at:end]) == form and not (len(counted) == 2 and COUNTING.issuperset(counted)):
                    for other in others:
                        yield places[at], places[end - 1] + 1, other


def forms(row: str) -> Iterator[tuple[_Form, list[_Form]]]:
    """Each form of a row that is looked for in titles, and the forms that it adds."""
    official, one_way, said = row.partition("<")
    sought = _worded(official.split("," if one_way else "="))
    added = _worded(said.split(",")) if one_way else sought
    for form in sought:
        yield form, [other for other in added if other != form]


def _worded(forms: Iterable[str]) -> list[_Form]:
    return [form for form in (tuple(words(one)) for one in forms) if form]


def load(folder: Path) -> Alike:
    """The table, and the archive's own rows of `folder`/search.yaml.

    Raises:
        VocabularyInvalid: when that file is no list of rows, each with two forms or more.
    """
    path = folder / "search.yaml"
    own = _rows(path) if path.is_file() else ()
    return Alike([*abbreviations(), *citizens(), *sessions(), *own])


def abbreviations() -> list[str]:
    """The rows of archive_alike_short.txt."""
    return _lines(_SHORT)


def citizens() -> list[str]:
    """The rows of the other files archive_alike*.txt."""
    return [line for path in _CITIZENS for line in _lines(path)]


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _rows(path: Path) -> list[str]:
    try:
        said = yaml_reader.load(path.read_bytes(), anchors=True) or {}
    except yaml_reader.UnreadableYaml as error:
        raise errors.VocabularyInvalid(
            problems=f"search.yaml: {error.vi}", problems_en=f"search.yaml: {error.en}"
        ) from error
    rows = said.get("alike") if isinstance(said, dict) and set(said) <= {"alike"} else None
    wrong = [row for row in rows if not _is_row(row)] if isinstance(rows, list) else [said]
    if wrong:
        example = 'alike: ["UBND = ủy ban nhân dân"]'
        vi, en = f"{wrong[0]!r}: cần có dạng {example}", f"{wrong[0]!r}: write {example}"
        raise errors.VocabularyInvalid(problems=f"search.yaml: {vi}", problems_en=f"search.yaml: {en}")
    return list(rows or ())


def _is_row(row: object) -> bool:
    if not isinstance(row, str):
        return False
    parts = row.split("=") if "=" in row else row.split("<")
    return len(parts) > 1 and all(map(words, parts)) and not ("=" in row and "<" in row)
