"""The archive's ledgers together: what they say of a received file, a package's id, a document."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pipeline import text
from pipeline.archive.ledger import Ledger
from pipeline.document import addresses, dossiers, register
from pipeline.document.dossiers import Dossiers
from pipeline.document.model import Declared
from pipeline.document.register import DOWN, Act, Publication, Receipt


@dataclass(frozen=True)
class Registers:
    """Receipts, publications and acts of the archive at `root`, as they stood when they were first asked for."""

    root: Path

    @property
    def receipts(self) -> Ledger[Receipt]:
        """The ledger of received files."""
        return Ledger(self.root / register.FOLDER / register.RECEIPTS, Receipt)

    @property
    def publications(self) -> Ledger[Publication]:
        """The ledger of what became of documents."""
        return Ledger(self.root / register.FOLDER / register.PUBLICATIONS, Publication)

    @property
    def acts(self) -> Ledger[Act]:
        """The ledger of what persons decided."""
        return Ledger(self.root / register.FOLDER / register.ACTS, Act)

    @cached_property
    def book(self) -> "Book":
        """An index over the ledgers, kept up to date by `Book.add`."""
        book = Book(addresses.read(self.root / addresses.FILE))
        for ledger in (self.receipts, self.publications):
            for line in ledger.read():
                book.add(line)
        return book

    @cached_property
    def approvals(self) -> dict[str, Act]:
        """Receipt number → the act that let its package pass."""
        found: dict[str, Act] = {}
        for act in self.acts.read():
            _approve(found, act)
        return found

    @cached_property
    def corrections(self) -> dict[str, dict[str, str]]:
        """Receipt number of a version → what persons corrected in it since it was published, the last word last."""
        found: dict[str, dict[str, str]] = {}
        for act in self.acts.read():
            _correct(found, act)
        return found

    @cached_property
    def dossiers(self) -> Dossiers:
        """What persons decided on dossiers."""
        return Dossiers.of(self.acts.read())

    def forget(self) -> None:
        """Read the ledgers again when they are asked for next."""
        for name in ("book", "approvals", "corrections", "dossiers"):
            vars(self).pop(name, None)

    def add(self, line: register.RegisterLine) -> None:
        """Take one more line in."""
        self.book.add(line)
        if isinstance(line, Act):
            self.dossiers.take(line)
            _approve(self.approvals, line)
            _correct(self.corrections, line)


def _approve(found: dict[str, Act], act: Act) -> None:
    if act.act == "approve":
        found[act.subject] = act
    elif act.act == "undo":
        found.pop(act.subject, None)


def _correct(found: dict[str, dict[str, str]], act: Act) -> None:
    if act.version is not None and act.act in ("correct", "own"):
        found.setdefault(act.version, {}).update(act.values)
    for receipt, values in dossiers.moved(act).items():
        found.setdefault(receipt, {}).update(values)


class Book:
    """Look-ups over the lines read so far."""

    def __init__(self, anchors: dict[str, frozenset[str]]) -> None:
        self.anchors = anchors  # address → every anchor ever published on it
        self.first: dict[str, int] = {}  # receipt number → place of its first line
        self.last: dict[str, Receipt] = {}  # receipt number → its latest line
        self.of_bytes: dict[str, list[str]] = {}  # sha256 of a received file → receipt numbers
        self.written: dict[str, str] = {}  # address → sha256 of its content file as last written
        self.withdrawn: set[str] = set()  # addresses where a tombstone stands
        self.secret: list[str] = []  # receipt numbers of what was held for secrecy
        self.brought: dict[str, list[Publication]] = {}  # receipt number → what its package brought about
        self.waiting: dict[str, Receipt] = {}  # receipt number → its latest line, of what is not settled
        self._at: dict[str, dict[str, None]] = {}  # address → receipt numbers whose line named it, each once
        self._documents: dict[str, list[tuple[str, Receipt]]] = {}  # package id → documents it brought
        self._downs: dict[str, list[bool]] = {}  # address → whether each line took it down, if one ever did
        self._moved: dict[str, str] = {}
        self._left: dict[str, list[str]] = {}  # address → those that its document had before
        self._highest: dict[int, int] = {}  # year → highest receipt number given

    def add(self, line: register.RegisterLine) -> None:
        """Take one more line in."""
        if isinstance(line, Receipt):
            self._add_receipt(line)
        elif isinstance(line, Publication):
            self._add_publication(line)

    def new_anchors(self, address: str, anchors: Iterable[str]) -> list[str] | None:
        """Which anchors of a document were never published before, in order; None where the address is known, too."""
        known = self.anchors.get(address)
        found = [anchor for anchor in anchors if anchor not in (known or ())]
        return found if found or known is None else None

    def add_anchors(self, address: str, anchors: Iterable[str]) -> None:
        """Take published anchors in."""
        self.anchors[address] = self.anchors.get(address, frozenset()) | frozenset(anchors)

    def next_receipt(self, now: dt.datetime) -> str:
        """The number after the highest of the year: TN-2024-000123."""
        return f"TN-{now.year}-{self._highest.get(now.year, 0) + 1:06d}"

    def receipts_of(self, sha256: str) -> list[Receipt]:
        """The latest line of each time these bytes were received."""
        return [self.last[receipt] for receipt in self.of_bytes.get(sha256, ())]

    def brought_by(self, package_id: str | None) -> list[str]:
        """Addresses of the documents that packages of this id brought, where they stand now."""
        found = self._documents.get(package_id or "", ())
        return list(dict.fromkeys(self.now_at(address) for address, _ in found))

    def receipts_at(self, address: str) -> list[str]:
        """Receipt numbers of the packages that the document at an address was made of, or that say the same."""
        here, names = [address], dict.fromkeys((address,))
        while here:
            fresh = [former for former in self._left.get(here.pop(), ()) if former not in names]
            names |= dict.fromkeys(fresh)
            here += fresh
        found = dict.fromkeys(receipt for name in names for receipt in self._at.get(name, ()))
        return [receipt for receipt in found if self.last[receipt].document is not None]

    def now_at(self, address: str) -> str:
        """Where the document that was once published at `address` stands now."""
        seen = {address}
        while (moved := self._moved.get(address)) and moved not in seen:
            seen.add(moved)
            address = moved
        return address

    def _add_receipt(self, line: Receipt) -> None:
        self.first.setdefault(line.id, line.seq)
        if line.id not in self.last:
            self.of_bytes.setdefault(line.sha256, []).append(line.id)
            year, number = (int(part) for part in line.id.split("-")[1:])
            self._highest[year] = max(number, self._highest.get(year, 0))
        self.last[line.id] = line
        if line.outcome in register.WAITING or (line.document and line.reason):
            self.waiting[line.id] = line
        else:
            self.waiting.pop(line.id, None)
        if line.document:
            self._at.setdefault(line.document, {})[line.id] = None
        if (line.reason or "").startswith("secret"):
            self.secret.append(line.id)
        if line.package_id and line.document:
            self._documents.setdefault(line.package_id, []).append((line.document, line))

    def _take_back(self, line: Publication) -> None:
        """Forget the line before about the same document."""
        brought = [one for lines in self.brought.values() for one in lines if one.document == line.document]
        last = max(brought, key=lambda one: one.seq, default=None)
        if last and last.receipt:
            self.brought[last.receipt].remove(last)
            self.brought = {receipt: lines for receipt, lines in self.brought.items() if lines}
        self.written.pop(line.document, None)
        if line.sha256:
            self.written[line.document] = line.sha256
        downs = self._downs.get(line.document, [])[:-1]
        self._downs[line.document] = downs
        (self.withdrawn.add if downs and downs[-1] else self.withdrawn.discard)(line.document)

    def _add_publication(self, line: Publication) -> None:
        if line.event == "undone":
            self._take_back(line)
            return
        if line.event in DOWN or line.document in self._downs:
            self._downs.setdefault(line.document, []).append(line.event in DOWN)
        if line.receipt:
            self.brought.setdefault(line.receipt, []).append(line)
        if line.sha256:
            self.written[line.document] = line.sha256
        if line.former:
            self._moved[line.former] = line.document
            self._left.setdefault(line.document, []).append(line.former)
            self.written.pop(line.former, None)
        (self.withdrawn.add if line.event in DOWN else self.withdrawn.discard)(line.document)


def with_header(line: Receipt, declared: Declared, name: str) -> Receipt:
    """A line with what header and file name of its package say; of what is not published it goes on saying nothing."""
    if line.document is None:
        return line
    return replace(
        line, sender=declared.sender, package_id=declared.document_id, sent_at=declared.sent_at, name=public_name(name)
    )


def public_name(name: str) -> str:
    """A file name fit for a public line: one line, no invisible letters, bytes that are no UTF-8 replaced."""
    return text.one_line(name.encode("utf-8", "replace").decode("utf-8"))
