"""What a person may do with what was received, as plans: let pass, turn away, destroy, put back. Each leaves an act."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import errors, text
from pipeline.archive import chains, persons, plan, private, review
from pipeline.archive.incoming import Arrival, Shelves
from pipeline.archive.ledger import Ledger
from pipeline.archive.plan import WritePlan
from pipeline.archive.private import PackageRecord
from pipeline.archive.publish import overruling
from pipeline.document import register
from pipeline.document.model import Analysis, Declared, Extraction, Reading, Severity
from pipeline.document.register import Act, Deed
from pipeline.document.zone import day


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, when, and why.

    Raises UsageError for a name or a reason without a letter in it: the register would say that nobody decided.
    """

    name: str
    now: dt.datetime
    why: str | None = None

    def __post_init__(self) -> None:
        for option, said in (("--as", self.name), ("--why", self.why)):
            if said is not None:
                in_words(option, said)

    def act(self, what: Deed, subject: str, values: Mapping[str, str] | None = None) -> Act:
        """The line of the register."""
        return Act(time=self.now, act=what, subject=subject, actor=self.name, values=values or {}, why=self.why)


def in_words(option: str, said: str) -> str:
    """What a register shall say, in one line. Raises UsageError where it says nothing, or far too much."""
    try:
        return review.words(said)
    except errors.UnfitValue as error:
        raise errors.UsageError(what=f"{option}: {error.vi}", what_en=f"{option}: {error.en}") from None


@dataclass(frozen=True, slots=True)
class HeldPackage:
    """A held package as a person decides on it: its record, its bytes under their own name, and what was read of it."""

    record: PackageRecord
    path: Path
    extractions: Mapping[str, Extraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PersonActs:
    """The acts on who may decide, and on what goes live; each is an act itself. Call under the archive's lock."""

    places: plan.ArchivePlaces

    def enrol(self, name: str, office: str, key: str | None, decider: Decider) -> None:
        """Let somebody decide; the first lets in whoever sets the archive up. Raises UsageError."""
        self._do(persons.enrolment(decider.act("enrol", text.one_line(name)), self._known, office, key))

    def retire(self, name: str, decider: Decider) -> None:
        """End somebody's right to decide; what was decided before stays. Raises UsageError."""
        self._do(persons.retirement(decider.act("retire", text.one_line(name)), self._known))

    def set_clock(self, decider: Decider) -> None:
        """Go on although the clock stands before the last act, which a fast one had dated. Raises UsageError."""
        self._do(decider.act("clock", "clock"))

    def publish(self, decider: Decider) -> None:
        """Answer for what goes onto the live pages: how far each ledger had come; once, while nothing follows.

        Raises UsageError.
        """
        lengths = {name: str(Ledger(self._folder / name, kind).end()[0]) for name, kind in chains.KINDS.items()}
        acts = self.places.registers.acts.read()
        same = {name: count for name, count in lengths.items() if name != register.ACTS}
        if not acts or acts[-1].act != "publish" or same.items() - acts[-1].values.items():
            self._do(decider.act("publish", "site", lengths))

    def roll_back(self, decider: Decider, release: str) -> None:
        """Answer for showing an earlier release again. Raises UsageError."""
        self._do(decider.act("publish", release))

    @property
    def _folder(self) -> Path:
        return self.places.root / register.FOLDER

    @property
    def _known(self) -> persons.Persons:
        return persons.Persons.of(self.places.registers.acts.read())

    def _do(self, act: Act) -> None:
        plan.carry_out(WritePlan(lines=(act,)), self.places)


def by_two(act: Act, places: plan.ArchivePlaces) -> Act:
    """The act as the second person does it; where nobody is enrolled, as it is.

    Raises:
        SecondNeeded: it is the first who asks; that stands in the register now.
        UsageError: the same person asked for it before.
    """
    known = persons.Persons.of(places.registers.acts.read())
    known.named(act.actor)
    confirmed = known.second(act)
    if confirmed is None:
        plan.carry_out(WritePlan(lines=(persons.proposal(act),)), places)
        raise errors.SecondNeeded(subject=act.subject, person=act.actor)
    return confirmed


def approval(kept: HeldPackage, reading: Reading, act: Act, shelves: Shelves) -> Arrival:
    """A held package on its second way in, with what the act's person set put first; what held it is waived.

    Raises:
        UsageError: a sealed package, also when only the second reading seals it; a day that was read and left as it is,
            and lies in the future.
    """
    record = review.approvable(kept.record.receipt, shelves)
    reason = shelves.book.last[record.receipt].reason
    if any(finding.severity is Severity.seal for finding in reading.findings):
        raise errors.UsageError(
            what=f"{record.receipt}: có dấu độ mật, không duyệt được",
            what_en=f"{record.receipt}: bears a mark of secrecy and cannot be approved",
        )
    analysis = reading.analysis or Analysis()
    if wrong := review.late({**_days(analysis), **act.values}, day(act.time)):
        raise errors.UsageError(what="; ".join(vi for vi, _ in wrong), what_en="; ".join(en for _, en in wrong))
    return Arrival(
        package=replace(reading.package, channel=record.channel),
        findings=tuple(finding for finding in reading.findings if not finding.stops),
        actor=act.actor,
        now=act.time,
        receipt=record.receipt,
        received=record.time,
        name=record.name,
        extractions=reading.extractions,
        analysis=analysis,
        act=overruling(act, reason),
    )


def _days(analysis: Analysis) -> dict[str, str]:
    """The days of issue and passing as they were read, ISO, by the names under which a person sets them."""
    read = {"issue_date": analysis.facts.issue_date.value, "passed_date": analysis.facts.passed_date.value}
    return {name: value.isoformat() for name, value in read.items() if value}


def refusal(receipt: str, decider: Decider, shelves: Shelves) -> WritePlan:
    """Turn a held package away; the received bytes stay in the private store. Raises UsageError."""
    review.waiting(receipt, shelves)
    line = replace(shelves.book.last[receipt], time=decider.now, actor=decider.name, outcome="refused")
    return WritePlan(lines=(decider.act("refuse", receipt), line))


def purge(receipt: str, decider: Decider, shelves: Shelves, places: plan.ArchivePlaces) -> WritePlan:
    """Forget name and header of a package that was never published; two persons do, where persons are enrolled.

    Raises UsageError for what is published, SecondNeeded.
    """
    line, record = shelves.book.last.get(receipt), shelves.private.read(receipt)
    if line is None or record is None:
        raise errors.UsageError(
            what=f"{receipt}: không có biên nhận này trong kho riêng",
            what_en=f"{receipt}: no such receipt in the private store",
        )
    if line.document is not None:
        raise errors.UsageError(
            what=f"{receipt}: đã công bố, không hủy được", what_en=f"{receipt}: is published and cannot be purged"
        )
    bare = replace(record, name="", folder="", declared=Declared())
    refused = replace(line, time=decider.now, actor=decider.name, outcome="refused")
    lines = (refused,) if line.outcome != "refused" else ()
    written = {shelves.private.record_path(receipt): private.dumps(bare)}
    act = by_two(decider.act("purge", receipt), places)
    persons.answered(act, places.registers.acts, places.signer)  # the bytes go first: whoever may not is told before
    return WritePlan(private=written, lines=(act, *lines))
