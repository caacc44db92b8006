"""A package at the archive's door: what came, what was read, who asks, and where everything stands."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline import errors
from pipeline.archive import plan, private
from pipeline.archive.catalogue import Catalogue
from pipeline.archive.registers import Book, Registers, with_header
from pipeline.document.model import Analysis, Extraction, Finding, Package, Severity
from pipeline.document.register import Act, Receipt
from pipeline.document.vocabulary import Vocabulary
from pipeline.settings import Settings

_FILE = "tệp "  # how the place of a finding names a file of a package


@dataclass(frozen=True, slots=True)
class Shelves:
    """What the archive holds: the values that every decision looks at."""

    settings: Settings
    vocabulary: Vocabulary
    catalogue: Catalogue
    private: private.Private
    registers: Registers

    @property
    def book(self) -> Book:
        """The index over the ledgers."""
        return self.registers.book

    def is_edited(self, address: str) -> bool:
        """Whether the content file at an address was changed, made or removed by hand, and nobody answered for it."""
        return self.catalogue.is_edited(address, self.book.written.get(address))

    def check_owned(self, address: str) -> None:
        """Raises UsageError where somebody edited the content file by hand and nobody answered for it yet."""
        if self.is_edited(address):
            raise errors.UsageError(
                what=f"{address}: tệp đã sửa trực tiếp, chưa ghi người sửa; hãy chạy hdnd own trước",
                what_en=f"{address}: the file was edited by hand and nobody answers for it; run hdnd own first",
            )


@dataclass(frozen=True, slots=True)
class Arrival:
    """One package to decide on.

    `received` is when it came in, `now` the instant of this decision; they differ for what was held. `act` is set when
    a person has decided to let it pass. `name` is the file's as received.
    """

    package: Package
    findings: tuple[Finding, ...]
    actor: str
    now: dt.datetime
    receipt: str
    received: dt.datetime
    name: str
    extractions: Mapping[str, Extraction] = field(default_factory=dict)
    analysis: Analysis = field(default_factory=Analysis)
    act: Act | None = None

    @property
    def by_person(self) -> bool:
        """Whether a person answers for it; then what a machine would hold for a person passes."""
        return self.act is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one received file."""

    receipt: str
    outcome: str  # accepted | held | refused | duplicate | updated | withdrawn | replaced | parked
    document: str | None = None
    reasons: tuple[Finding, ...] = ()
    also: tuple["Outcome", ...] = ()  # what became of packages received earlier, now that this one is here

    @property
    def reason(self) -> str | None:
        """Code of the first reason, for the register."""
        return self.reasons[0].code if self.reasons else None

    def sentence(self, lang: str = "vi") -> str:
        """The reasons in words, and in which files of what was opened; empty where there are none."""
        sealed = any(finding.severity == Severity.seal for finding in self.reasons)
        return sentence(self.reasons, lang) if sealed else located(self.reasons, lang)


def sentence(findings: tuple[Finding, ...], lang: str) -> str:
    """Findings in words, each once."""
    return " ".join(dict.fromkeys(finding.sentence(lang) for finding in findings))


def located(findings: Iterable[Finding], lang: str) -> str:
    """Findings in words, each once, with files and pages: of five files an officer has to know which one to look at."""
    where: dict[str, list[str]] = {}
    for finding in findings:
        places = where.setdefault(finding.sentence(lang), [])
        if finding.place.startswith(_FILE) and finding.place not in places:
            places.append(finding.place)
    return " ".join(
        said + (f" [{_named('; '.join(places), lang)}]" if places else "") for said, places in where.items()
    )


def _named(places: str, lang: str) -> str:
    return places.replace(_FILE, "file ").replace("trang ", "page ") if lang == "en" else places


@dataclass(frozen=True, slots=True)
class Decision:
    """An outcome and the writes that bring it about."""

    outcome: Outcome
    plan: plan.WritePlan


def receipt_line(arrival: Arrival, outcome: Outcome) -> Receipt:
    """The public line of a decision."""
    line = Receipt(
        id=arrival.receipt,
        time=arrival.now,
        sha256=arrival.package.sha256,
        channel=arrival.package.channel,
        actor=arrival.actor,
        outcome=outcome.outcome,  # type: ignore[arg-type]
        reason=outcome.reason,
        document=outcome.document,
    )
    return with_header(line, arrival.package.declared, arrival.name)
