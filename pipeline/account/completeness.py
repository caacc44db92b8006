"""What has come of what must come (articles 4, 5, 10.2): series of resolutions, declarations, silent senders.

Only series that must be sent whole are called gaps: the council's own resolutions, normative and individual apart, each
starting again on 1 January. Of other kinds a part is in scope only, so they are set against what the council declared.
"""

import datetime as dt
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.account.books import Books
from pipeline.account.identity import INDIVIDUAL, NORMATIVE, Identity
from pipeline.document.accounts import Declaration
from pipeline.document.vocabulary import Council, Vocabulary
from pipeline.document.zone import day

SERIES: Mapping[str, str] = {
    NORMATIVE: "Nghị quyết quy phạm pháp luật",
    INDIVIDUAL: "Nghị quyết cá biệt",
}
SERIES_EN: Mapping[str, str] = {NORMATIVE: "normative resolutions", INDIVIDUAL: "individual resolutions"}
_LONGEST = 5000  # numbers of one year of one council; a typing mistake of six digits is no gap of a hundred thousand
_JUMP = 200  # a number that far beyond all others is taken for such a mistake
_PATIENCE = 3  # times the usual pause between two receipts
_SHORTEST = 14  # days: whoever sends daily is not silent after a weekend


@dataclass(frozen=True, slots=True)
class Series:
    """One sequence of a council in a year. All lists are sorted; `declared` tells that the council named its last."""

    council: str
    year: int
    series: str
    present: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    unused: tuple[int, ...] = ()
    withheld: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    last: int = 0
    declared: bool = False
    addresses: Mapping[int, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class TypeCount:
    """Documents of one type of a council in a year, against what the council declared; None where it did not.

    `source` says where it did.
    """

    council: str
    year: int
    type: str
    present: int
    declared: int | None
    addresses: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """One sender's council: its receipts by number, the last day, its usual pause in days (None: too few)."""

    council: str
    receipts: tuple[tuple[str, dt.datetime], ...]
    last: dt.date
    usual: float | None
    pause: int

    @property
    def is_silent(self) -> bool:
        """Whether the pause is far longer than usual."""
        return self.usual is not None and self.pause > max(_SHORTEST, _PATIENCE * self.usual)


def series(books: Books) -> list[Series]:
    """All sequences that anything is known of, by council, year, and normative first."""
    found: dict[tuple[str, int, str], dict[int, list[tuple[str, str]]]] = {}
    for one, state in books.identities:
        if one.series and one.number is not None:
            numbers = found.setdefault((one.council, one.year, one.series), {})
            numbers.setdefault(one.number, []).append((state, one.address))
    said = declared(books)
    keys = {*found, *(key for key in said if key[2] in SERIES)}
    order = tuple(SERIES)
    ranked = sorted(keys, key=lambda key: (key[0], key[1], order.index(key[2])))
    return [_series(key, found.get(key, {}), said.get(key)) for key in ranked]


def declared(books: Books) -> dict[tuple[str, int, str], Declaration]:
    """The last declaration of each council, year and series."""
    return {(one.council, one.year, one.series): one for one in books.declarations}


def _series(
    key: tuple[str, int, str], numbers: Mapping[int, list[tuple[str, str]]], said: Declaration | None
) -> Series:
    unused = set(said.unused) if said else set()
    withheld = set(said.withheld) if said else set()
    doubtful = _doubtful(numbers, said.last if said else None)
    last = max([said.last or 0 if said else 0, *(set(numbers) - doubtful), *unused, *withheld])
    up = {number for number, ones in numbers.items() if any(state == "published" for state, _ in ones)}
    return Series(
        *key,
        present=tuple(sorted(up)),
        withdrawn=tuple(sorted(set(numbers) - up)),
        missing=tuple(sorted(set(range(1, last + 1)) - set(numbers) - unused - withheld)),
        unused=tuple(sorted(unused - set(numbers))),
        withheld=tuple(sorted(withheld - up)),
        doubtful=tuple(sorted(doubtful)),
        last=last,
        declared=said is not None and said.last is not None,
        addresses={number: tuple(address for _, address in ones) for number, ones in sorted(numbers.items())},
    )


def _doubtful(numbers: Iterable[int], last: int | None) -> set[int]:
    """Numbers so far beyond the others that they are no proof of what lies between."""
    ranked = sorted(numbers)
    if last is not None:
        return {number for number in ranked if number > max(last, _LONGEST)}
    for before, after in pairwise([0, *ranked]):
        if after - before > _JUMP:
            return {number for number in ranked if number >= after}
    return set()


def kinds(books: Books, vocabulary: Vocabulary) -> list[TypeCount]:
    """Documents of each type but the council's own resolutions, and declarations of them, by council, year, type."""
    found: dict[tuple[str, int, str], list[str]] = {}
    types: dict[tuple[bool, str | None], str] = {}  # looked up by folding all names, and there are few
    for one, state in books.identities:
        if state == "published" and not one.series:
            told = one.number is None, one.type_code
            if told not in types:
                types[told] = type_of(one, vocabulary)
            found.setdefault((one.council, one.year, types[told]), []).append(one.address)
    said = {key: one for key, one in declared(books).items() if key[2] not in SERIES}
    rows = []
    for key in sorted({*found, *said}):
        claim = said.get(key)
        total, source = (claim.total, claim.source) if claim else (None, "")
        rows.append(TypeCount(*key, len(found.get(key, ())), total, tuple(sorted(found.get(key, ()))), source))
    return rows


def type_of(one: Identity, vocabulary: Vocabulary) -> str:
    """Slug of the type that a document's notation names (Decree 30/2020, appendix III); empty where it names none."""
    if one.number is None:
        return ""
    if one.type_code is None:
        return "cong-van" if "cong-van" in vocabulary.types else ""
    found = vocabulary.type_by_code(one.type_code)
    return found.slug if found else ""


def senders(books: Books, vocabulary: Vocabulary, on: dt.date) -> list[Sender]:
    """Councils whose packages were published, longest silent first; of held packages the register names no sender."""
    found: dict[str, list[tuple[str, dt.datetime]]] = {}
    for case in books.cases.values():
        council = next((known for line in case.lines if (known := vocabulary.sender(line.sender or ""))), None)
        if council:
            found.setdefault(council.slug, []).append((case.receipt, case.received))
    ranked = [_sender(slug, tuple(ones), on) for slug, ones in found.items()]
    return sorted(ranked, key=lambda one: (one.last, one.council))


def _sender(slug: str, receipts: tuple[tuple[str, dt.datetime], ...], on: dt.date) -> Sender:
    distinct = sorted({day(time) for _, time in receipts})
    pauses = [(after - before).days for before, after in pairwise(distinct)]
    usual = float(statistics.median(pauses)) if len(pauses) >= 3 else None
    return Sender(slug, receipts, distinct[-1], usual, (on - distinct[-1]).days)


def never(books: Books, vocabulary: Vocabulary, province: str, on: dt.date) -> list[Council]:
    """Councils of the province that exist and of which nothing was ever published here."""
    here = {one.council for one, _ in books.identities}
    return [
        council
        for council in vocabulary.ordered()
        if council.existed(on) and council.slug not in here and within(council.slug, province, vocabulary)
    ]


def ranges(numbers: Sequence[int]) -> str:
    """3, 5–9, 12; a dash where there is none."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs) or "–"


def absent(found: Iterable[Series], vocabulary: Vocabulary, province: str) -> list[Council]:
    """Councils of the province of which no resolution is known here, those that ended included."""
    known = {one.council for one in found}
    return [
        council
        for council in vocabulary.ordered()
        if council.slug not in known and within(council.slug, province, vocabulary)
    ]


def within(slug: str, province: str, vocabulary: Vocabulary) -> bool:
    """Whether a council belongs to the province; every council does where none is named."""
    return not province or province in vocabulary.line(slug)
