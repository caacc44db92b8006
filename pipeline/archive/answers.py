"""What the sender of each package is told: status messages in the shape of QCVN 102, one file each in outbox/.

Derived from the register of receipts alone: how far it was answered is remembered in the private store, after the
messages stand. A run that is killed between an act and its message leaves the message to the next run; one killed
between message and memory writes the same file again, under the same name. Codes: 01 arrived, 02 refused, 03 accepted,
05 waits for a person, 06 published by a build, 15 and 16 a recall or update carried out or not.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypedDict
from xml.sax.saxutils import escape

from pipeline import text
from pipeline.archive import outbox_memory, store
from pipeline.archive.incoming import Shelves
from pipeline.archive.private import PackageRecord
from pipeline.archive.related import asks_to_take_down
from pipeline.document import reasons, register
from pipeline.document.model import Action
from pipeline.document.register import Receipt
from pipeline.document.zone import local

_PUBLISHED = frozenset({"accepted", "updated", "replaced"})
_NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """One message about one package."""

    receipt: str
    code: str
    said: str
    time: dt.datetime


class SentSoFar(TypedDict):
    """How far the register was answered: the last lines told of what came, and of what was built.

    `owed` are the receipts of documents that were down when the site was built: nobody was told that they are shown.
    """

    receipts: int
    built: int
    owed: list[str]


def begin(shelves: Shelves) -> None:
    """Remember where answering begins: an archive that is older than its outbox does not answer years of packages."""
    if not (shelves.private.root / outbox_memory.FILE).is_file():
        shelves.private.make()
        _remember(shelves, {"receipts": _last(shelves), "built": _last(shelves), "owed": []})


def answer(shelves: Shelves, root: Path, *, built: bool = False) -> list[str]:
    """Write the messages that are due; `built`: the site was just built, so what is published stands on its pages.

    Answers the names of the files written. Without a code of our own there is nobody whom a message could come from:
    all of them wait until the settings have it.
    """
    begin(shelves)
    if not shelves.settings.address:
        return []
    memory = _memory(shelves)
    lines = _standing(shelves.registers.receipts.read())
    firsts = _firsts(lines)
    told_of = [firsts.get(line.seq, line) for line in lines if line.seq > memory["receipts"]]
    of_receipt = partial(_due, whys=_whys(told_of, shelves), firsts=firsts)
    due = list(_new(lines, memory["receipts"], of_receipt, shelves))
    if built:
        published = [line for line in lines if line.outcome in _PUBLISHED]
        due += _new(published, memory["built"], _published, shelves)
        due += (one for line in _owed(published, memory) for one in _published(line, shelves))
    told = [name for one in due if (name := _write(one, shelves, root)) is not None]
    last = _last(shelves)
    now_known: SentSoFar = {**memory, "receipts": last}
    if built:
        now_known |= {"built": last, "owed": _down(published, memory, shelves)}
    if now_known != memory:
        _remember(shelves, now_known)
    return told


def _standing(written: Sequence[Receipt]) -> list[Receipt]:
    """Without what was taken back."""
    undone = register.taken_back(written)
    return [line for line in written if line.seq not in undone]


def _new(
    lines: Iterable[Receipt], after: int, due: Callable[[Receipt, Shelves], Iterator[SentAnswer]], shelves: Shelves
) -> Iterator[SentAnswer]:
    """What lines behind the place `after` ask for and no earlier line of the same package did: each code once."""
    found = list(lines)
    fresh = {line.id for line in found if line.seq > after}
    told: set[tuple[str, str]] = set()
    for line in found:
        for one in due(line, shelves) if line.id in fresh else ():
            if line.seq > after and (one.receipt, one.code) not in told:
                yield one
            told.add((one.receipt, one.code))


def _whys(lines: Iterable[Receipt], shelves: Shelves) -> Mapping[str, str]:
    """What persons gave as their reasons for refusing packages; read only where one of these lines says refused."""
    if not any(line.outcome == "refused" for line in lines):
        return {}
    return {act.subject: act.why for act in shelves.registers.acts.read() if act.act == "refuse" and act.why}


def _firsts(lines: Iterable[Receipt]) -> Mapping[int, Receipt]:
    """Of each package that was sent again while nothing of it was published: what had become of it by then."""
    state: dict[str, Receipt] = {}
    found = {}
    for line in lines:
        if line.outcome != "duplicate":
            state[line.sha256] = line
        elif line.document is None and line.sha256 in state:
            found[line.seq] = state[line.sha256]
    return found


def _due(
    line: Receipt, shelves: Shelves, whys: Mapping[str, str], firsts: Mapping[int, Receipt]
) -> Iterator[SentAnswer]:
    record = shelves.private.read(line.id)
    if record is None or record.declared.action is Action.status:
        return
    is_first = shelves.book.first[line.id] == line.seq
    takes_down = asks_to_take_down(record.declared, shelves.settings.address)
    if is_first and line.outcome != "refused":
        yield SentAnswer(line.id, "01", f"Đã đến, số biên nhận {line.id}.", line.time)
    first = firsts.get(line.seq, line)
    code, said = _words(first, whys.get(first.id), takes_down=takes_down, days=shelves.settings.office.review_days)
    yield SentAnswer(line.id, code, said, line.time)


def _words(line: Receipt, by_person: str | None, *, takes_down: bool, days: int) -> tuple[str, str]:
    """Code and sentence of what became of a package; a refusal by a person in that person's words."""
    known = reasons.REASONS.get(line.reason or "")
    why = known.general(0) if known else ""
    if line.outcome in register.WAITING:
        if (line.reason or "").startswith("secret-mark"):
            return "02", f"Từ chối: {why} Không gửi văn bản mật qua trục liên thông."
        waits = f"Đang chờ người phụ trách xem, thường trong {days} ngày làm việc."
        return "05", f"{waits} Lý do: {why}".strip()
    if line.outcome == "refused":
        return "16" if takes_down else "02", f"Từ chối: {by_person or why}".strip()
    if takes_down:
        return "15", f"Đã thu hồi văn bản tại {line.document}."
    return "03", f"Đã tiếp nhận, số biên nhận {line.id}."


def _published(line: Receipt, shelves: Shelves) -> Iterator[SentAnswer]:
    """That the site shows it, and where: not of what was taken down before any build showed it."""
    address = shelves.book.now_at(line.document or "")
    if address not in shelves.book.withdrawn:
        yield SentAnswer(line.id, "06", f"Đã công bố tại {address}, số biên nhận {line.id}.", line.time)


def _owed(published: Iterable[Receipt], memory: SentSoFar) -> Iterable[Receipt]:
    """The last line of each package of which an earlier build showed nothing, because its document was down."""
    return {line.id: line for line in published if line.id in memory["owed"] and line.seq <= memory["built"]}.values()


def _down(published: Iterable[Receipt], memory: SentSoFar, shelves: Shelves) -> list[str]:
    """Packages of which this build shows nothing either."""
    asked = {line.id: line for line in published if line.seq > memory["built"] or line.id in memory["owed"]}
    return sorted(one.id for one in asked.values() if not any(_published(one, shelves)))


def _write(one: SentAnswer, shelves: Shelves, root: Path) -> str | None:
    """The file of a message; None for what did not come over the axis, or names no sender to tell."""
    record = shelves.private.read(one.receipt)
    if record is None or record.channel != "axis" or not record.declared.sender:
        return None
    name = f"{one.receipt}_{one.code}.edxml"
    store.write(root / shelves.settings.outbox / name, message(one, record, shelves).encode())
    return name


def message(one: SentAnswer, record: PackageRecord, shelves: Shelves) -> str:
    """The XML of a status message: its root is that of a package, without body and attachments.

    Senders match it on their own code, number and date, and on the id, which is given back to the letter.
    """
    said, office = record.declared, shelves.settings
    answered = {
        "OrganId": said.sender,
        "Code": said.code,
        "PromulgationDate": f"{said.issue_date:%Y/%m/%d}" if said.issue_date else None,
        "DocumentId": said.document_id,
    }
    header = [
        f"<edXML:From>{_element('OrganId', office.address)}{_element('OrganName', office.site.office)}</edXML:From>",
        f"<edXML:ResponseFor>{''.join(_element(name, value) for name, value in answered.items())}</edXML:ResponseFor>",
        _element("StatusCode", one.code),
        _element("Description", one.said),
        _element("Timestamp", f"{local(one.time):%Y/%m/%d %H:%M:%S}"),
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="{_NAMESPACE}">'
        f'<edXML:edXMLEnvelope xmlns:edXML="{_NAMESPACE}"><edXML:edXMLHeader><edXML:MessageHeader>\n'
        + "\n".join(header)
        + "\n</edXML:MessageHeader></edXML:edXMLHeader></edXML:edXMLEnvelope></edXML>\n"
    )


def _element(name: str, value: str | None) -> str:
    return f"<edXML:{name}>{escape(text.one_line(value))}</edXML:{name}>" if value else ""


def _last(shelves: Shelves) -> int:
    return max((line.seq for line in shelves.book.last.values()), default=0)


def _memory(shelves: Shelves) -> SentSoFar:
    found = json.loads((shelves.private.root / outbox_memory.FILE).read_bytes())
    return {"receipts": found["receipts"], "built": found["built"], "owed": found.get("owed", [])}


def _remember(shelves: Shelves, memory: SentSoFar) -> None:
    store.write(shelves.private.root / outbox_memory.FILE, json.dumps(memory).encode(), mode=store.FILE_MODE)
