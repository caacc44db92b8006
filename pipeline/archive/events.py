"""Received packages as events about documents, and the history that a document has of them: plain values.

What counts as the order of events is said here, in `PackageEvent.key`; what they make of documents in `history`.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pipeline.archive.compose import Draft
from pipeline.document import record
from pipeline.document.model import Action, Declared
from pipeline.document.number import DocumentNumber
from pipeline.document.register import Act

Identity = tuple[str, str, dt.date]  # council, number with notation, day of issue
DESPITE = "despite"  # in the values of an approval: the reason that a person overruled
SEPARATE = "separate"  # in the values of an approval: another document under a number already given
OWNED = "text"  # in the values of an act: what a person edited by hand, and no field can hold, is that person's
_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
ADDED = frozenset(
    {
        "schema_version", "slug", "versions", "aliases", "former", "sources", "relations", "past_anchors",
        "past_dossiers", "state", "state_reason", "state_date", "state_receipt",
    }
)  # fmt: skip
"""Fields of a document that say nothing which its package says: the archive adds them."""
_RANKS = {Action.new: 0, Action.replacement: 1, Action.update: 2, Action.recall: 3}


@dataclass(frozen=True, slots=True)
class Leaf:
    """The document that one package alone makes.

    `machine` are the facts as read, `said` those that persons said of it; `composed` makes the document with such.
    `hollow`: only its files are known, since it was published before readings were kept.
    """

    draft: Draft
    machine: Mapping[str, str | None] = field(default_factory=dict)
    composed: Callable[[Mapping[str, str]], Draft] | None = None
    said: Mapping[str, str] = field(default_factory=dict)
    hollow: bool = False

    @property
    def identity(self) -> Identity:
        """Council, number and date."""
        _, council, number, issued = self.draft.identity()
        return council, str(number), issued

    def with_values(self, values: Mapping[str, str]) -> "Leaf":
        """The same with what a person said of an earlier version."""
        if self.composed is None or not values:
            return self
        return replace(self, draft=self.composed(values), said=values)


def facts_of(act: Act | None) -> dict[str, str]:
    """What a person said of a document; what an approval says of the package is no fact."""
    return {name: value for name, value in act.values.items() if name not in (DESPITE, SEPARATE, OWNED)} if act else {}


@dataclass(frozen=True)
class PackageEvent:
    """One received package, or one version of a document whose package is not known any more.

    `received` and `receipt` are of the register; `corrections` are what persons said of it after it was published.
    `origin` is the council that the sender's code stands for. `leaf` is
    None for a recall. `act` is a person's approval; `settled` marks what earlier versions of the program decided.
    """

    receipt: str
    sha256: str
    declared: Declared
    received: dt.datetime
    origin: str | None = None
    leaf: Leaf | None = None
    act: Act | None = None
    settled: bool = False
    corrections: Mapping[str, str] = field(default_factory=dict)

    @property
    def said(self) -> dict[str, str]:
        """What persons said of it: at its approval, and since."""
        return {**facts_of(self.act), **{name: one for name, one in self.corrections.items() if name != OWNED}}

    @property
    def by_person(self) -> bool:
        """Whether a person answers for it; then what only a person can tell passes."""
        return self.act is not None

    @property
    def counted(self) -> dt.datetime:
        """The instant of the register from which it counts: a person's decision, else its receipt."""
        return self.act.time if self.act else self.received

    @property
    def despite(self) -> str | None:
        """The reason that a person overruled."""
        return self.act.values.get(DESPITE) if self.act else None

    @property
    def sent(self) -> dt.datetime | None:
        """When it was sent; for what a person called the newest, when the person did."""
        return self.act.time if self.act and self.despite == "time-order" else self.declared.sent_at

    @property
    def is_update(self) -> bool:
        """Whether it asks to change a document that its sender sent before."""
        return self.declared.action is Action.update

    @property
    def is_ahead(self) -> bool:
        """Whether it bears a time of sending later than its receipt."""
        return self.sent is not None and self.despite != "time-order" and self.sent > self.received

    @property
    def key(self) -> tuple[dt.datetime, int, str, str]:
        """Its place among the others."""
        rank = 3 if self.leaf is None else _RANKS.get(self.declared.action, 0)
        unknown = _FIRST if rank < _RANKS[Action.update] else _LAST
        return self.sent or unknown, rank, "" if rank == 0 else self.sha256, self.receipt


@dataclass(frozen=True, slots=True)
class PackageVerdict:
    """What became of a package: outcome and reason of the register, and the document that it is about."""

    outcome: str
    reason: str | None = None
    document: "History | None" = None


@dataclass(eq=False)
class History:
    """One document: the packages that made it, in the order that counts; the last of `versions` is shown."""

    first: PackageEvent
    versions: list[PackageEvent] = field(default_factory=list)
    members: list[PackageEvent] = field(default_factory=list)
    recall: PackageEvent | None = None
    replaces: list["History"] = field(default_factory=list)
    replaced_by: list[tuple["History", PackageEvent]] = field(default_factory=list)
    unknown: bool = False  # it says that it replaces a document that is not among these

    @property
    def top(self) -> PackageEvent:
        """The version that is shown."""
        return self.versions[-1]

    @property
    def identities(self) -> list[Identity]:
        """Every council, number and date that it was sent under, oldest first, each once."""
        return list(dict.fromkeys(leaf_of(event).identity for event in self.versions))

    @property
    def superseded_by(self) -> tuple["History", PackageEvent] | None:
        """The document that replaced it, unless that was recalled itself."""
        return next((one for one in reversed(self.replaced_by) if one[0].recall is None), None)


def identities(declared: Declared, origin: str | None, councils: Callable[[str], str | None]) -> list[Identity]:
    """What a header says of the document that it is about: its number and date, and those written in its ids."""
    found = [(origin, declared.code, declared.issue_date)]
    ids = (declared.recalls, declared.response_for, declared.document_id)
    found += [said for one in ids if (said := written_in(one, councils))]
    return list(dict.fromkeys((c, text_of(code), day) for c, code, day in found if c and code and day))


def written_in(one: str | None, councils: Callable[[str], str | None]) -> tuple[str | None, str, dt.date] | None:
    """Council, number and date in an id of the form "000.00.01.K09,2024/07/10,60/NQ-HĐND"."""
    parts = (one or "").split(",")
    if len(parts) != 3:
        return None
    try:
        return councils(parts[0].strip()), parts[2], dt.date.fromisoformat(parts[1].strip().replace("/", "-"))
    except ValueError:
        return None


def text_of(code: str) -> str:
    """A number as the archive writes it, or as it is where it is none."""
    try:
        return str(DocumentNumber.parse(code))
    except ValueError:
        return code


def same_facts(one: Draft, other: Draft) -> bool:
    """Whether two packages say the same: real systems send an update for a plain re-send."""
    if {(file.role, file.sha256) for file in one.files} != {(file.role, file.sha256) for file in other.files}:
        return False
    version = record.Version(receipt="", received=_FIRST, files=())
    left, right = (draft.document("x", (version,)).model_dump(exclude=set(ADDED)) for draft in (one, other))
    return left == right


def leaf_of(event: PackageEvent) -> Leaf:
    """The document that a package makes. Raises ValueError for a recall, which makes none."""
    if event.leaf is None:
        raise ValueError(event.receipt)
    return event.leaf
