"""What the envelope alone tells: for whom it is, who sent it, whether its facts can be true, marks in its words."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline import settings, text
from pipeline.document import reasons
from pipeline.document.model import Action, Declared, Finding, Package
from pipeline.document.number import DocumentNumber
from pipeline.document.vocabulary import Council, Vocabulary, spellings
from pipeline.document.zone import day
from pipeline.gate import wordings
from pipeline.sheet import lines

EARLIEST = dt.date(1976, 1, 1)  # the provinces and their councils of today begin with that year's reunification
_DAY = dt.timedelta(days=1)
_NUMBER = re.compile(r"[0-9]{1,5}(?:\.[0-9]{1,3})?[a-zđ]?(?:/(?:19|20)[0-9]{2})?")
_REPORTED = frozenset({"01", "02", "03", "04", "05", "06", "15", "16"})
"""Codes with which a receiver says what became of a document (Decision 28/2018/QĐ-TTg); 13 asks to recall one."""
_UNIT = re.compile(
    r"(?:hoi dong nhan dan|hdnd|uy ban nhan dan|ubnd)\s+(?:(?:va|,|-)\s*\w[\w ]*?\s+)?"
    rf"(?P<unit>{lines.UNIT}\s+[^,;()]+?)"
    r"\s*(?:\s-\s.*|[,;(].*)?$"
)


def examine(
    package: Package,
    place: settings.Settings,
    vocabulary: Vocabulary,
    today: dt.date,
    office_domains: Sequence[str] = (),
) -> list[Finding]:
    """All objections to a package's envelope; what reading it has found already stands on the package itself."""
    said = package.declared
    found = [*wordings.examine(package, office_domains)]
    if any(finding.code.startswith(("xml-", "not-")) for finding in package.findings):
        return list(dict.fromkeys(found))
    if said.action is Action.status:
        return [*found, _status(package, place.address)]
    if exchanged(package):
        found += _sender(said, vocabulary)
        found += [] if said.status_code else _recipient(said, place.address)  # status messages name no receiver
    found += [*_number(said), *_date(said, today)]
    return list(dict.fromkeys(found))


def _status(package: Package, address: str) -> Finding:
    """What a status message is: our own answer given back, which nobody need look at; anybody else's is no document."""
    said = package.declared
    status = said.status_code or "?"
    is_own = bool(address) and (said.sender or "").strip().upper() in spellings(address)
    is_echo = is_own and status in _REPORTED and not package.files
    return reasons.finding("status-echo" if is_echo else "not-a-document", status=status)


def exchanged(package: Package) -> bool:
    """Whether it came over the exchange: a bare file did not, also when its side-car names a sender."""
    said = package.declared
    bare = any(file.path == package.path for file in package.files)
    return not bare and (package.channel == "axis" or bool(said.receivers or said.document_id))


def _recipient(said: Declared, address: str) -> Iterator[Finding]:
    """Whether it is meant for us; where our code is not known, only one that takes some receivers out is in doubt."""
    if not address:
        if said.removed_receivers:
            yield reasons.finding("wrong-recipient", "RemovedReceivers", address="address (archive.yaml)")
        return
    if not {code.strip().upper() for code in said.receivers} & spellings(address):
        yield reasons.finding("wrong-recipient", "To", address=address)


def _sender(said: Declared, vocabulary: Vocabulary) -> Iterator[Finding]:
    if not said.sender:
        yield reasons.finding("sender-missing", "From")
        return
    council = vocabulary.sender(said.sender)
    if council is None:
        yield reasons.finding("sender-unknown", "From")
    elif said.sender_name and not _names(said.sender_name, council, vocabulary):
        yield reasons.finding("sender-mismatch", "OrganName")


def _names(name: str, council: Council, vocabulary: Vocabulary) -> bool:
    """Whether a sender's name can be that of its code; a name without a unit ("Văn phòng") can."""
    unit = _unit(name)
    return not unit or council in vocabulary.named(unit)


@lru_cache(maxsize=1024)
def _unit(name: str) -> str:
    """The unit that a sender's name names, folded; empty where it names none. Senders repeat their names."""
    match = _UNIT.search(text.fold(text.old_tones(text.one_line(text.plain_dashes(name)))))
    return match["unit"] if match else ""


def _number(said: Declared) -> Iterator[Finding]:
    if said.number and not _NUMBER.fullmatch(said.number):
        yield reasons.finding("number-suspect", "CodeNumber")
    elif said.code:
        try:
            DocumentNumber.parse(said.code)
        except ValueError:
            yield reasons.finding("number-suspect", "Code")


def _date(said: Declared, today: dt.date) -> Iterator[Finding]:
    sent = day(said.sent_at) if said.sent_at else today
    if sent > today + _DAY:
        yield reasons.finding("clock-ahead", "Timestamp")
    if said.issue_date is None:
        return
    if said.issue_date < EARLIEST:
        yield reasons.finding("date-implausible", "PromulgationDate")
    elif said.issue_date > min(sent, today) + _DAY:
        yield reasons.finding("date-future", "PromulgationDate")
