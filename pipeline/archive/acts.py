"""What a person may do with what was received, as plans: let pass, turn away, destroy, put back. Each leaves an act."""

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline import errors, text
from pipeline.archive import private, review, withdraw
from pipeline.archive.arrival import Arrival, Shelves
from pipeline.archive.catalogue import hash_of, relative
from pipeline.archive.plan import Plan
from pipeline.archive.private import Record
from pipeline.archive.publish import overruling
from pipeline.document import markdown
from pipeline.document.model import Analysis, Declared, Extraction, Finding, Package, Severity
from pipeline.document.record import GONE
from pipeline.document.register import Act, Deed, Publication


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, when, and why.

    Raises UsageError for a name or a reason without a letter in it: the register would say that nobody decided.
    """

    name: str
    now: dt.datetime
    why: str | None = None

    def __post_init__(self) -> None:
        for option, said in (("--as", self.name), ("--why", self.why)):
            if said is not None and not text.one_line(said):
                raise errors.UsageError(what=f"{option}: để trống; sổ phải ghi rõ (must not be blank)")

    def act(self, what: Deed, subject: str, values: Mapping[str, str] | None = None) -> Act:
        """The line of the register."""
        return Act(time=self.now, act=what, subject=subject, actor=self.name, values=values or {}, why=self.why)


@dataclass(frozen=True, slots=True)
class Kept:
    """A held package as a person decides on it: its record, its bytes under their own name, and what was read of it."""

    record: Record
    path: Path
    extractions: Mapping[str, Extraction] = field(default_factory=dict)


def approval(
    kept: Kept,
    package: Package,
    extractions: Mapping[str, Extraction],
    analysis: Analysis,
    findings: Iterable[Finding],
    values: Mapping[str, str],
    person: Person,
    shelves: Shelves,
) -> Arrival:
    """A held package on its second way in, with what the person set put first; what held it is waived.

    Raises:
        UsageError: unknown fields; a sealed package, also when only the second reading seals it.
    """
    record = review.approvable(kept.record.receipt, shelves)
    said = review.checked(values, shelves.vocabulary)
    reason = shelves.book.last[record.receipt].reason
    found = tuple(findings)
    if any(finding.severity is Severity.seal for finding in found):
        raise errors.UsageError(what=f"{record.receipt}: có dấu độ mật, không duyệt được")
    return Arrival(
        package=replace(package, channel=record.channel),
        findings=tuple(finding for finding in found if not finding.stops),
        actor=person.name,
        now=person.now,
        receipt=record.receipt,
        received=record.time,
        name=record.name,
        extractions=extractions,
        analysis=analysis,
        act=overruling(person.act("approve", record.receipt, said), reason),
    )


def refusal(receipt: str, person: Person, shelves: Shelves) -> Plan:
    """Turn a held package away; the received bytes stay in the private store. Raises UsageError."""
    review.waiting(receipt, shelves)
    line = replace(shelves.book.last[receipt], time=person.now, actor=person.name, outcome="refused")
    return Plan(lines=(person.act("refuse", receipt), line))


def purge(receipt: str, person: Person, shelves: Shelves) -> Plan:
    """Forget name and header of a package that was never published. Raises UsageError for what is published."""
    line, record = shelves.book.last.get(receipt), shelves.private.read(receipt)
    if line is None or record is None:
        raise errors.UsageError(what=f"{receipt}: không có biên nhận này trong kho riêng")
    if line.document is not None:
        raise errors.UsageError(what=f"{receipt}: đã công bố, không hủy được")
    bare = replace(record, name="", folder="", declared=Declared())
    refused = replace(line, time=person.now, actor=person.name, outcome="refused")
    lines = (refused,) if line.outcome != "refused" else ()
    written = {shelves.private.record_path(receipt): private.dumps(bare)}
    return Plan(private=written, lines=(person.act("purge", receipt), *lines))


def suspension(address: str, person: Person, shelves: Shelves) -> Plan:
    """Take a document down until somebody has looked, whole: text and originals leave what is public.

    Raises:
        UsageError: no such document, or it is down already.
        RecordInvalid: a hand edit made its file unreadable.
    """
    if not shelves.catalogue.exists(address):
        known = [*shelves.catalogue.addresses()]
        near = difflib.get_close_matches(address, known, n=1)
        hint = f" (gần nhất: {near[0]})" if near else ""
        raise errors.UsageError(what=f"{address}: không có văn bản ở địa chỉ này{hint}")
    if shelves.catalogue.state(address) in GONE:
        raise errors.UsageError(what=f"{address}: văn bản đã được gỡ từ trước")
    stamp = person.now.strftime("%Y%m%dT%H%M%S")
    down = withdraw.take_down(address, shelves, person.now, saved=f"act-{stamp}")
    return replace(down, lines=(person.act("suspend", address), *down.lines))


def restoration(address: str, person: Person, shelves: Shelves) -> Plan:
    """Put back a document as it stood before it was taken down for a look.

    Raises:
        UsageError: nothing was taken down; or its sender recalled it, and only its sender can send it again.
    """
    stands = shelves.catalogue.state(address)
    if stands == "withdrawn":
        raise errors.UsageError(what=f"{address}: cơ quan ban hành đã thu hồi, không thể đưa trở lại; cần gửi lại")
    if shelves.catalogue.exists(address) and stands != "suspended":
        raise errors.UsageError(what=f"{address}: văn bản không bị tạm ngừng công bố")
    saved = sorted(shelves.private.root.glob(f"withdrawn/*/{address}.md"))
    if not saved or not shelves.catalogue.exists(address):
        raise errors.UsageError(what=f"{address}: không có bản đã gỡ")
    written = saved[-1].read_text(encoding="utf-8")
    document, _ = markdown.read(written, address)
    files = {(file.sha256, file.ext) for version in document.versions for file in version.files}
    event = Publication(time=person.now, event="restored", document=address, sha256=hash_of(written))
    lines = (person.act("restore", address), event)
    return Plan(originals=tuple(sorted(files)), content={relative(address): written}, lines=lines)
