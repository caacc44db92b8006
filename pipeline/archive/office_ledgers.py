"""The office's own ledgers: errors that readers report, difficulties, declarations of the councils.

What anybody may read goes to a chained ledger in content/register/. Who reported, how to reach them and their own words
go to the private store, first, so that a run killed in between has lost nothing:

    errors/2026/SS-2026-000012.json
    errors/2026/SS-2026-000012.eml   the mail as received, where it came as one
"""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pipeline import errors, text
from pipeline.archive import kept_lines, persons, reader_words
from pipeline.archive.acts import Decider, in_words
from pipeline.archive.ledger import Ledger
from pipeline.archive.private import Private
from pipeline.archive.reader_words import Told
from pipeline.document import accounts, register
from pipeline.document.accounts import Declaration, Note, ReportStep
from pipeline.document.minisign import SigningKey
from pipeline.document.register import Act, Answered
from pipeline.document.zone import day

_L = TypeVar("_L", bound=Answered)


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """What is said to a reported error, as it was typed; `before` and `after` what the page said and says now."""

    decision: str
    words: str
    before: str = ""
    after: str = ""

    def line(self, number: str, decider: Decider) -> ReportStep:
        """The line for the ledger. Raises UsageError for a blank answer, an unknown decision, a correction untold."""
        self._check()
        return ReportStep(
            id=number,
            time=decider.now,
            step="answered",
            actor=text.one_line(decider.name),
            decision=self.decision,  # type: ignore[arg-type]
            answer=in_words("--answer", self.words),
            before=text.one_line(self.before) or None,
            after=text.one_line(self.after) or None,
        )

    def _check(self) -> None:
        if self.decision not in accounts.DECISIONS:
            known = ", ".join(accounts.DECISIONS)
            raise errors.UsageError(
                what=f"--decision {self.decision}: chỉ có {known}", what_en=f"--decision {self.decision}: only {known}"
            )
        if self.decision == "corrected" and not (text.in_words(self.before) and text.in_words(self.after)):
            raise errors.UsageError(
                what="--before, --after: đã sửa thì phải nêu trước và sau",
                what_en="--before, --after: needed with corrected",
            )


@dataclass(frozen=True)
class OfficeLedgers:
    """The ledgers of the archive at `root`; methods that write are called under `archive.lock`; `signer` signs."""

    root: Path
    private: Private
    signer: SigningKey | None = None

    def take_report(self, line: ReportStep, told: Told, mail: bytes = b"") -> ReportStep:
        """Give a reported error its number and keep it.

        Raises UsageError for a message that was taken before, and for a clock set back.
        """
        self._bring_back()
        records = reader_words.records(self.private.root)
        known = next((path.stem for path in records if mail and reader_words.is_of(path, mail)), None)
        if known and any(one.id == known for one in self.reports()):
            raise errors.UsageError(
                what=f"{known}: thư này đã được ghi nhận", what_en=f"{known}: this message was taken before"
            )
        taken = {path.stem: None for path in records}
        placed = dataclasses.replace(line, id=known or self._next("SS", line.time, taken))
        vouched = self._answered(placed, accounts.ERRORS, ReportStep)
        self.private.make()
        reader_words.write(self._private(placed.id), told, mail)
        return self._ledger(accounts.ERRORS, ReportStep).append(vouched)

    def answer(self, line: ReportStep) -> ReportStep:
        """Answer a reported error.

        Raises:
            UsageError: there is none of this number; it was answered so before; the answer would tell who reported it;
                nobody enrolled answers, or without the person's key.
            RecordInvalid: what the private store keeps of it is damaged, so that nobody knows whom not to name.
        """
        self._bring_back()
        if line.id not in [one.id for one in self.reports()]:
            raise errors.UsageError(
                what=f"{line.id}: không có phản ánh mang số này", what_en=f"{line.id}: no report of this number"
            )
        if (before := self.answered(line.id)) and _says(before) == _says(line):
            when = f"{day(before.time):%d/%m/%Y}"
            raise errors.UsageError(
                what=f"{line.id}: {before.actor} đã trả lời đúng như vậy ngày {when}; không ghi gì",
                what_en=f"{line.id}: {before.actor} gave this very answer on {when}; nothing written",
            )
        told = self.told(line.id)
        said = text.fold(" ".join(part for part in (line.answer, line.before, line.after) if part))
        names = [name for name in (told.reporter, told.contact) if len(name) > 3] if told else []
        if any(text.fold(name) in said for name in names):
            raise errors.UsageError(
                what=f"{line.id}: câu trả lời nêu tên hoặc liên hệ của người báo; sổ này công khai",
                what_en=f"{line.id}: the answer tells who reported it, and this ledger is public",
            )
        return self._append(line, accounts.ERRORS, ReportStep)

    def answered(self, number: str) -> ReportStep | None:
        """The answer that stands for a reported error: the last, which puts right those before it."""
        given = [one for one in self.reports() if one.id == number and one.step == "answered"]
        return given[-1] if given else None

    def reports(self) -> tuple[ReportStep, ...]:
        """All lines about reported errors. Raises RegisterBroken."""
        return self._ledger(accounts.ERRORS, ReportStep).read()

    def note(self, line: Note) -> Note:
        """Keep a difficulty under the next number. Raises UsageError for whoever may not decide."""
        self._bring_back()
        taken = {one.id: None for one in self._ledger(accounts.NOTES, Note).read()}
        numbered = dataclasses.replace(line, id=self._next("VM", line.time, taken))
        return self._append(numbered, accounts.NOTES, Note)

    def declare(self, line: Declaration) -> Declaration:
        """Keep what a council declared; it takes the place of what it declared before of the same series.

        Raises UsageError for whoever may not decide.
        """
        self._bring_back()
        return self._append(line, accounts.DECLARATIONS, Declaration)

    def _bring_back(self) -> None:
        """Write again what a ledger lost at its end: a line added to a cut one would contradict the signed head."""
        kept_lines.bring_back(self.root, self.private.root)

    def told(self, number: str) -> Told | None:
        """What stands in the private store of a reported error; None on a machine without that store.

        Raises RecordInvalid for a damaged record.
        """
        path = self._private(number)
        return reader_words.read(path) if path.is_file() else None

    def _append(self, line: _L, name: str, kind: type[_L]) -> _L:
        return self._ledger(name, kind).append(self._answered(line, name, kind))

    def _answered(self, line: _L, name: str, kind: type[_L]) -> _L:
        acts, ledger = self._ledger(register.ACTS, Act), self._ledger(name, kind)
        return persons.answered(line, acts, self.signer, ledger)

    def _next(self, prefix: str, time: dt.datetime, taken: Mapping[str, object]) -> str:
        """The next number; those count as taken that a killed run has put into the private store only."""
        ledgered = {one.id: None for one in self.reports()} if prefix == "SS" else {}
        return accounts.numbered(prefix, time.year, {**taken, **ledgered})

    def _private(self, number: str) -> Path:
        return self.private.root / "errors" / number.split("-")[1] / f"{number}.json"

    def _ledger(self, name: str, kind: type[_L]) -> Ledger[_L]:
        return Ledger(self.root / register.FOLDER / name, kind)


def _says(line: ReportStep) -> tuple[str | None, ...]:
    return line.decision, line.answer, line.before, line.after
