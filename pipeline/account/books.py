"""The registers as they stood at an instant: what was received, published, decided, reported, declared by then."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from pipeline.account.identity import Identity
from pipeline.document import accounts, register
from pipeline.document.accounts import Declaration, Note, ReportStep
from pipeline.document.register import DOWN, NO_PACKAGES, Act, Publication, Receipt, RegisterLine
from pipeline.document.zone import day

_L = TypeVar("_L", bound=RegisterLine)


@dataclass(frozen=True, slots=True)
class Case:
    """One received file with all its lines, oldest first."""

    lines: tuple[Receipt, ...]

    @property
    def receipt(self) -> str:
        """Its receipt number."""
        return self.lines[0].id

    @property
    def received(self) -> dt.datetime:
        """When it came in."""
        return self.lines[0].time

    @property
    def last(self) -> Receipt:
        """What became of it so far."""
        return self.lines[-1]

    @property
    def waits(self) -> bool:
        """Whether a person, or another package, still has to come."""
        return self.last.outcome in register.WAITING


@dataclass(frozen=True, slots=True)
class ReportedError:
    """One reported error: how it came in, and its last answer."""

    received: ReportStep
    answered: ReportStep | None = None

    @property
    def since(self) -> dt.date:
        """The day from which its age counts."""
        return dt.date.fromisoformat(self.received.sent) if self.received.sent else day(self.received.time)


@dataclass(frozen=True)
class Books:
    """All ledgers, lines in the order of writing."""

    receipts: tuple[Receipt, ...] = ()
    publications: tuple[Publication, ...] = ()
    acts: tuple[Act, ...] = ()
    reports: tuple[ReportStep, ...] = ()
    notes: tuple[Note, ...] = ()
    declarations: tuple[Declaration, ...] = ()

    def until(self, end: dt.datetime) -> "Books":
        """The books as they stood at `end`, which is not included."""
        return Books(
            _before(self.receipts, end),
            _before(self.publications, end),
            _before(self.acts, end),
            _before(self.reports, end),
            _before(self.notes, end),
            _before(self.declarations, end),
        )

    @cached_property
    def cases(self) -> dict[str, Case]:
        """Received packages by receipt number, in the order of arrival; reports on documents are none."""
        found: dict[str, list[Receipt]] = {}
        for line in (line for line in self.receipts if line.reason not in NO_PACKAGES):
            found.setdefault(line.id, []).append(line)
        return {receipt: Case(tuple(lines)) for receipt, lines in found.items()}

    @cached_property
    def counting(self) -> tuple[Publication, ...]:
        """The lines about documents, without those that were taken back before a build showed them."""
        return register.standing(self.publications)

    @cached_property
    def undone(self) -> frozenset[int]:
        """`seq` of the lines of receipts that were taken back."""
        return register.taken_back(self.receipts)

    @cached_property
    def standing(self) -> dict[str, str]:
        """Address → `published` or `withdrawn`, of every document where it stands now; a moved one left the former."""
        found: dict[str, str] = {}
        for line in self.counting:
            if line.former:
                found.pop(line.former, None)
            found[line.document] = "withdrawn" if line.event in DOWN else "published"
        return found

    @cached_property
    def identities(self) -> list[tuple[Identity, str]]:
        """What stands, each address taken apart once: the counts of series and of types both ask for all of them."""
        return [(Identity.of(address), state) for address, state in self.standing.items()]

    @cached_property
    def complaints(self) -> dict[str, ReportedError]:
        """Reported errors by number, in the order of arrival."""
        found: dict[str, ReportedError] = {}
        for line in self.reports:
            if line.step == "received":
                found[line.id] = ReportedError(line)
            elif line.id in found:
                found[line.id] = replace(found[line.id], answered=line)
        return found

    @cached_property
    def forms(self) -> dict[str, str]:
        """Address → form of oversight document, empty where it is none; without those of which no line tells."""
        found: dict[str, str] = {}
        for line in self.counting:
            said = found.pop(line.former or line.document, None)
            if (form := said if line.oversight is None else line.oversight) is not None:
                found[line.document] = form
        return found

    @property
    def backwards(self) -> int:
        """Lines written with an earlier time than the line before: a clock was set back, and periods may be wrong."""
        ledgers: tuple[tuple[RegisterLine, ...], ...] = (self.receipts, self.publications, self.acts, self.reports)
        return sum(one.time > two.time for lines in ledgers for one, two in pairwise(lines))


def read(root: Path) -> Books:
    """The books of the archive at `root`. Raises RegisterBroken."""
    folder = root / register.FOLDER
    return Books(
        register.read(folder / register.RECEIPTS, Receipt),
        register.read(folder / register.PUBLICATIONS, Publication),
        register.read(folder / register.ACTS, Act),
        register.read(folder / accounts.ERRORS, ReportStep),
        register.read(folder / accounts.NOTES, Note),
        tuple(map(accounts.revived, register.read(folder / accounts.DECLARATIONS, Declaration))),
    )


def _before(lines: Iterable[_L], end: dt.datetime) -> tuple[_L, ...]:
    return tuple(line for line in lines if line.time < end)
