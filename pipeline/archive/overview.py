"""How the archive stands: what was received, what waits and why, what was edited by hand, whether the ledgers hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from pipeline import errors
from pipeline.archive import chains, checkpoints, plan
from pipeline.archive.incoming import Shelves
from pipeline.archive.persons import Persons
from pipeline.document import reasons
from pipeline.document.register import WAITING, Receipt

_SHOWN = 10
_WORDS = {
    "changed": ("đã sửa trực tiếp", "edited"),
    "added": ("đã thêm trực tiếp", "added"),
    "removed": ("đã xóa trực tiếp", "removed"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """Counts and lists.

    `withdrawn` are the tombstones, which are not among the documents; `edited` pairs what a person did without leaving
    a name (changed, added, removed) and where; `gone` names kept files that are missing or cut short.
    """

    documents: int
    withdrawn: int
    outcomes: dict[str, int]
    held: dict[str, int]
    edited: tuple[tuple[str, str], ...]
    last: str | None
    chains: dict[str, int]
    broken: tuple[tuple[str, str], ...]
    unfinished: bool
    lost: tuple[str, ...] = ()
    persons: int = 0
    proposed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For `--json`."""
        return asdict(self)

    def _counted(self, lang: int) -> str:
        known = [name for name in reasons.OUTCOMES if name in self.outcomes]
        return ", ".join(f"{reasons.OUTCOMES[name][lang]} {self.outcomes[name]}" for name in known) or "0"

    def sentences(self) -> Iterator[tuple[str, str]]:
        """What an operator reads, in Vietnamese and English."""
        yield from self._of_documents()
        yield from self._of_edits()
        yield from self._of_ledgers()
        yield from self._of_files()
        yield from self._of_decisions()

    def _of_documents(self) -> Iterator[tuple[str, str]]:
        gone = self.withdrawn
        yield (
            f"{self.documents} văn bản" + (f", {gone} trang báo văn bản đã thu hồi hoặc tạm ngừng." if gone else "."),
            f"{self.documents} documents" + (f", {gone} withdrawn or suspended." if gone else "."),
        )
        vi, en = (self._counted(lang) for lang in (0, 1))
        yield f"Tệp đã nhận: {vi}. Biên nhận cuối: {self.last or '—'}.", f"Received: {en}. Last: {self.last or '—'}."
        for reason, count in self.held.items():
            said = reasons.REASONS.get(reason)
            vi, en = (said.general(lang) if said else reason for lang in (0, 1))
            yield f"Giữ {count}: {vi}", f"Held {count}: {en}"

    def _of_edits(self) -> Iterator[tuple[str, str]]:
        for what, address in self.edited[:_SHOWN]:
            vi, en = _WORDS[what]
            yield f"{vi}, chưa ghi người sửa: {address}", f"{en}, by nobody known: {address}"
        if len(self.edited) > _SHOWN:
            yield f"… và {len(self.edited) - _SHOWN} tệp nữa", f"… and {len(self.edited) - _SHOWN} more"

    def _of_ledgers(self) -> Iterator[tuple[str, str]]:
        for problem in self.broken:
            yield f"Sổ không nguyên vẹn: {problem[0]}", f"Ledger broken: {problem[1]}"
        if not self.broken:
            lines = ", ".join(f"{name} {count}" for name, count in self.chains.items())
            yield f"Chuỗi băm của sổ nguyên vẹn ({lines} dòng).", f"The ledgers' chains hold ({lines} lines)."
        lost = self.lost if not self.unfinished else ()
        for receipt in lost[:_SHOWN]:
            yield (
                f"Sổ thiếu dòng của {receipt}, gói có trong kho riêng; lần receive tới sẽ ghi lại.",
                f"The register lacks the line of {receipt}, which is in the private store; the next receive adds it.",
            )
        if len(lost) > _SHOWN:
            yield f"… và {len(lost) - _SHOWN} dòng nữa", f"… and {len(lost) - _SHOWN} more"

    def _of_files(self) -> Iterator[tuple[str, str]]:
        for name in self.gone[:_SHOWN]:
            yield f"Mất hoặc không còn đủ byte: {name}", f"Missing or cut short: {name}"
        if self.gone:
            yield (
                f"{len(self.gone)} tệp đã nhận không còn nguyên; hdnd verify phục hồi từ nơi còn đủ byte.",
                f"{len(self.gone)} kept files are not whole; hdnd verify restores what it finds elsewhere.",
            )

    def _of_decisions(self) -> Iterator[tuple[str, str]]:
        for subject in self.proposed:
            yield f"Chờ người thứ hai xác nhận: {subject}.", f"Waits for a second person: {subject}."
        if not self.persons and not self.broken:
            yield (
                "Chưa đăng ký người quyết định nào: sổ ghi tên mà không có chữ ký (hdnd person add).",
                "No person is registered: names stand in the register without signatures (hdnd person add).",
            )
        if self.unfinished:
            yield (
                "Lần chạy trước bị ngắt; lần receive tới sẽ làm nốt.",
                "A run was cut off; the next receive finishes it.",
            )


def _cut(shelves: Shelves) -> tuple[tuple[str, str], ...]:
    """What documents or the head signed last know of and the registers do not: a chain says nothing of its own end."""
    try:
        if wrong := chains.missing_registers(shelves.registers.root, shelves.private.root):
            raise wrong
        signed = checkpoints.last(shelves.registers.root)
        if signed:
            checkpoints.agrees(shelves.registers.root, signed)
    except errors.RegisterBroken as broken:
        return ((broken.sentence(), broken.sentence("en")),)
    return ()


def status(shelves: Shelves) -> Status:
    """Look at everything; nothing is written and no lock is needed."""
    ledgers = list(chains.states(shelves.registers.root))
    broken = tuple((wrong.sentence(), wrong.sentence("en")) for _, _, wrong in ledgers if wrong) or _cut(shelves)
    last = list(shelves.book.last.values())
    addresses = set(shelves.catalogue.addresses())
    deciders = Persons() if broken else Persons.of(shelves.registers.acts.read())
    return Status(
        documents=len(addresses - shelves.book.withdrawn),
        withdrawn=len(addresses & shelves.book.withdrawn),
        outcomes=dict(sorted(Counter(line.outcome for line in last).items())),
        held=_held(last),
        edited=tuple(edited(shelves)),
        last=max((line.id for line in last), default=None),
        chains={name: count for name, count, wrong in ledgers if not wrong},
        broken=broken,
        lost=tuple(lost_lines(shelves)),
        persons=sum(one.is_active for one in deciders.known.values()),
        proposed=tuple(act.subject for act in deciders.proposals.values()),
        unfinished=(shelves.private.root / plan.FILE).is_file(),
    )


def _held(lines: list[Receipt]) -> dict[str, int]:
    waiting = [line.reason or "" for line in lines if line.outcome in WAITING]
    return dict(sorted(Counter(waiting).items()))


def lost_lines(shelves: Shelves) -> list[str]:
    """Receipt numbers whose last line the register lacks, because its end was lost.

    Their packages lie in the private store without a line, or brought what was published after their last line.
    """
    last = shelves.book.last
    unsaid = [
        receipt
        for receipt, events in shelves.book.brought.items()
        if (line := last.get(receipt)) is not None and line.document is None and line.time < events[-1].time
    ]
    return sorted({*(receipt for receipt in shelves.private.receipts() if receipt not in last), *unsaid})


def edited(shelves: Shelves) -> Iterator[tuple[str, str]]:
    """What a person did to content files without leaving a name (changed, added, removed), and where."""
    written = shelves.book.written
    for address in sorted({*written, *shelves.catalogue.addresses()}):
        if address not in written:
            yield "added", address
        elif not shelves.catalogue.exists(address):
            yield "removed", address
        elif shelves.catalogue.is_edited(address, written[address]):
            yield "changed", address
