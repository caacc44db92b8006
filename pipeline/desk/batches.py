"""Scans that are alike, approved together once a random sample of them was seen and found right.

Alike are packages that only wait because they are scans, of one council and one type of document, whose number, date
and title were read without doubt and without disagreement. Of up to five each is looked at, of more at least five and
at least a tenth: none wrong among `n` looked at says that fewer than about `3 / n` of all are (95 %).
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import SystemRandom

from pipeline.archive import Archive, Held
from pipeline.desk import items
from pipeline.document.model import Declared
from pipeline.document.vocabulary import Vocabulary

FEWEST = 3
_SEEN = 5
_SHARE = 10
_REASON = "scan-needs-person"


@dataclass(frozen=True, slots=True)
class AlikePackages:
    """Alike packages by receipt number: those of `sample` have to be looked at, those in `right` a person confirmed."""

    key: str
    council: str
    kind: str
    receipts: tuple[str, ...]
    sample: tuple[str, ...]
    right: set[str] = field(default_factory=set)

    @property
    def next(self) -> str | None:
        """The next one to look at; None where all were found right."""
        return next((receipt for receipt in self.sample if receipt not in self.right), None)

    @property
    def why(self) -> str:
        """What the register says of each approval."""
        return f"Duyệt theo loạt {len(self.receipts)} bản quét; đã xem mẫu ngẫu nhiên: {', '.join(self.sample)}"


Kinds = dict[str, tuple[str, str] | None]
"""Receipt number → council and type of a package that may be approved with others; it stays so while it is held."""


def draw_batches(
    waiting: Iterable[Held], archive: Archive, vocabulary: Vocabulary, kinds: Kinds | None = None
) -> Iterator[AlikePackages]:
    """Every batch among what waits, with a fresh sample; `kinds` remembers what was looked at."""
    groups: dict[tuple[str, str], list[str]] = {}
    known = {} if kinds is None else kinds
    for one in waiting:
        if one.sealed or [finding.code for finding in one.reasons] != [_REASON]:
            continue
        if one.receipt not in known:
            known[one.receipt] = _alike(one, archive, vocabulary)
        if (alike := known[one.receipt]) is not None:
            groups.setdefault(alike, []).append(one.receipt)
    for (council, kind), receipts in groups.items():
        if len(receipts) >= FEWEST:
            yield _drawn(council, kind, receipts, vocabulary)


def _drawn(council: str, kind: str, receipts: Sequence[str], vocabulary: Vocabulary) -> AlikePackages:
    key = hashlib.sha256("\n".join((council, kind, *receipts)).encode()).hexdigest()[:16]
    sample = sorted(SystemRandom().sample(receipts, sample_size(len(receipts))))
    return AlikePackages(key, vocabulary.label(council), kind, tuple(receipts), tuple(sample))


def sample_size(count: int) -> int:
    """How many of `count` alike packages have to be looked at."""
    return min(count, max(_SEEN, -(-count // _SHARE)))


def _alike(one: Held, archive: Archive, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Council and type of a package that may be approved with others; None for one that has to be looked at alone."""
    record = items.record(archive.shelves.private, one.receipt)
    analysis = items.analysis(archive.shelves.private, one.sha256)
    fields = items.fields(analysis, record.declared if record else Declared(), vocabulary)
    known = {found.name: found for found in fields if found.name in items.FIRST}
    if any(found.doubtful or not found.value for found in known.values()):
        return None
    return known["council"].value, known["doc_type"].value
