"""Acts on what stands published: withdraw, suspend, restore, correct, own, redact; each one line and one plan."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import errors, text
from pipeline.archive import owned, review, store, withdraw
from pipeline.archive import redaction as redacted
from pipeline.archive.acts import Decider, by_two
from pipeline.archive.catalogue import hash_of, publication_line, relative
from pipeline.archive.events import OWNED, SEPARATE
from pipeline.archive.incoming import Outcome, Shelves
from pipeline.archive.ledger import Ledger
from pipeline.archive.plan import ArchivePlaces, WritePlan
from pipeline.archive.redaction import PLACES, Redaction, remains
from pipeline.archive.related import RelatedPackages, RelatedSearch
from pipeline.archive.render import SUSPENSION, Tombstone, files
from pipeline.archive.settle import Occasion, Settlement
from pipeline.document import accounts, markdown, registry
from pipeline.document.passage import Passage
from pipeline.document.record import Document, File, Ground
from pipeline.document.register import FOLDER, Act
from pipeline.document.zone import day

_UNSAID: frozenset[Ground] = frozenset({"secrecy", "personal-data"})  # grounds on which a reason may tell nothing
_TELLING = 4  # words in a row of a title that tell what the document is about
_OFFICES = "của văn phòng thường trực hội đồng ủy ban nhân dân hđnd ubnd"


@dataclass(frozen=True)
class Published:
    """What readers see, and the acts that change it; call these under the archive's lock, after `Archive.recover`."""

    shelves: Shelves
    places: ArchivePlaces
    carry_out: Callable[[WritePlan], None]

    def withdraw(self, address: str, decider: Decider, ground: Ground, asked: str | None = None) -> None:
        """Take a document down for good, on a ground; a tombstone says when, who asked and why.

        Raises:
            UsageError: no such document, it is down for good already, or reason and ground tell what it was about.
            RecordInvalid: a hand edit made its file unreadable.
        """
        document = self.standing(address)
        if document.state == "withdrawn":
            raise errors.UsageError(
                what=f"{address}: văn bản đã được gỡ từ trước", what_en=f"{address}: the document is down already"
            )
        asked = text.one_line(asked or "") or None
        if ground in _UNSAID:
            _check_silent(f"{decider.why or ''} {asked or ''}", self._title(document), self._names(document.council))
        why = None if ground in _UNSAID else text.one_line(decider.why or "") or None
        said = Tombstone("withdrawn", asked, ground, why)
        down = self._down(address, decider, said)
        act = replace(decider.act("withdraw", address), asked=asked, ground=ground, content=_content(down, address))
        self.carry_out(replace(down, lines=(act, *down.lines)))

    def suspend(self, address: str, decider: Decider) -> None:
        """Take a document down until somebody has looked, whole: text and originals leave what is public.

        Raises:
            UsageError: no such document, or it is down already.
            RecordInvalid: a hand edit made its file unreadable.
        """
        if self.standing(address).is_gone:
            raise errors.UsageError(
                what=f"{address}: văn bản đã được gỡ từ trước", what_en=f"{address}: the document is down already"
            )
        down = self._down(address, decider, SUSPENSION)
        act = replace(decider.act("suspend", address), content=_content(down, address))
        self.carry_out(replace(down, lines=(act, *down.lines)))

    def restore(self, address: str, decider: Decider) -> None:
        """Put back what the office took down, byte for byte as it stood.

        Raises:
            UsageError: nothing was taken down; or its sender recalled it, and only its sender can send it again.
        """
        document, written = self._taken_down(address)
        shown, _ = markdown.read(written, address)
        event = publication_line("restored", shown, written, decider.now)
        act = decider.act("restore", address)
        if document.state_ground == "secrecy" or self._was_sealed(address):
            act = by_two(act, self.places)
        act = replace(act, content=event.sha256)
        back = WritePlan(
            private={withdraw.pointer(address): None},
            originals=tuple(sorted(files(shown))),
            content={relative(address): written},
            lines=(act, event),
        )
        self.carry_out(back)
        related = RelatedSearch(self.shelves)
        rest = Settlement(related.at(address), related, Occasion(decider.now, decider.name)).plan()
        if rest.lines:  # what came for those that it is linked with while it was down
            self.carry_out(rest)

    def _taken_down(self, address: str) -> tuple[Document, str]:
        """The tombstone at an address, and the file as it stood before."""
        document = self.standing(address)
        if document.is_gone and not document.is_down:
            raise errors.UsageError(
                what=f"{address}: cơ quan ban hành đã thu hồi, không thể đưa trở lại; cần gửi lại",
                what_en=f"{address}: recalled by its issuer, who has to send it again",
            )
        if not document.is_down:
            raise errors.UsageError(
                what=f"{address}: văn bản không bị tạm ngừng công bố",
                what_en=f"{address}: the document is not suspended",
            )
        written = self._saved(address)
        if written is None:
            raise errors.UsageError(
                what=f"{address}: không có bản đã gỡ", what_en=f"{address}: nothing was kept of what was taken down"
            )
        return document, written

    def correct(
        self, address: str, decider: Decider, values: Mapping[str, str], report: str | None = None
    ) -> tuple[str, list[Outcome]]:
        """Put facts right; they hold for later versions, too, unless these say something new.

        Answers the address, another one where number, date or council were wrong, and what became of what waited.

        Raises:
            UsageError: no such document, field, value or report; an edit by hand that nobody owns.
        """
        document = self._shown(address)
        self.shelves.check_owned(address)
        said = review.checked(values, self.shelves.vocabulary, day(decider.now))
        if not said or SEPARATE in said:
            raise errors.UsageError(
                what="--set: cần ít nhất một trường để sửa", what_en="--set: one field to correct is needed"
            )
        if report is not None and report not in self._reports():
            raise errors.UsageError(
                what=f"--report {report}: không có phản ánh mang số này",
                what_en=f"--report {report}: no report of this number",
            )
        act = replace(decider.act("correct", address, said), version=document.versions[-1].receipt, report=report)
        return self._settle(address, act)

    def own(self, address: str, decider: Decider) -> tuple[str, list[Outcome]]:
        """Answer for what was edited by hand in a content file: the fields as corrections, the text as it stands.

        Raises:
            UsageError: nothing was edited; or what no edit may do: take down, put back, move, name other originals.
            RecordInvalid: the edit made the file unreadable.
        """
        document = self.standing(address)
        if not self.shelves.is_edited(address):
            raise errors.UsageError(
                what=f"{address}: không có chỗ nào sửa trực tiếp", what_en=f"{address}: nothing was edited by hand"
            )
        owned.check(document, address, self.shelves, self.places)
        found = RelatedSearch(self.shelves).at(address).events.get(document.versions[-1].receipt)
        values = owned.values(document, self.shelves.catalogue.text(address), found)
        act = replace(decider.act("own", address, values), version=document.versions[-1].receipt)
        return self._settle(address, act)

    def originals(self, address: str) -> dict[File, Path]:
        """The files of the version that is shown, or was before it was taken down, with where their bytes lie.

        Raises UsageError where its sender recalled it: there is nothing to put back any more.
        """
        shown, _ = self._redactable(address)
        places = (store.original(self.places.originals, file.sha256, file.ext) for file in shown.files)
        dropped = (self.shelves.private.dropped(file.sha256) for file in shown.files)
        return {
            file: public if public.is_file() else private
            for file, public, private in zip(shown.files, places, dropped, strict=True)
        }

    def redact(
        self, address: str, decider: Decider, redaction: Redaction, made: Mapping[str, Path], places: int
    ) -> list[str]:
        """Show a document without what is struck out: words in its text, files made anew; earlier versions lose theirs.

        What stood before is kept in the private store alone. `made` are the new files by hash. A document that is down
        stays down; what comes back is the new one. Answers where else the words stand in content/.

        Raises:
            UsageError: no such document, an edit by hand that nobody owns; or the words would stand there still.
        """
        document, passages = self._redactable(address)
        if redaction.is_said(decider.why or ""):
            raise errors.UsageError(
                what="--why: nhắc lại chữ cần che; sổ này công khai",
                what_en="--why: repeats words to be struck out; this ledger is public",
            )
        struck, text = redaction.struck(document, passages)
        withheld = [version.bare() for version in struck.versions[:-1]]
        struck = struck.model_copy(update={"versions": (*withheld, struck.versions[-1])})
        if remains(redaction, struck, text):
            vi = "chữ cần che vẫn còn ở chỗ không tách ra được; sửa tệp trực tiếp, hdnd own, rồi che lại"
            en = "the words still stand where they cannot be parted; edit the file, run hdnd own, redact again"
            raise errors.UsageError(what=f"{address}: {vi}", what_en=f"{address}: {en}")
        act = replace(decider.act("redact", address, {PLACES: str(places)}), version=struck.versions[-1].receipt)
        self.carry_out(self._redaction(address, act, redaction, struck, markdown.write(struck, text), made))
        return self._elsewhere(redaction)

    def struck(self, address: str, redaction: Redaction) -> list[tuple[str, str]]:
        """What the text says and what it would say of each paragraph that a redaction changes, the title first."""
        document, passages = self._redactable(address)
        shown, text = redaction.struck(document, passages)
        before = [document.title, *(_words(one) for one in passages)]
        after = [shown.title, *(_words(one) for one in text)]
        return [(one, two) for one, two in zip(before, after, strict=True) if one != two]

    def standing(self, address: str) -> Document:
        """The document at an address, or its tombstone. Raises UsageError, naming where it is now; RecordInvalid."""
        if not self.shelves.catalogue.exists(address):
            stands = self.shelves.book.now_at(address)
            if self.shelves.catalogue.exists(stands):
                raise errors.UsageError(
                    what=f"{address}: văn bản này nay ở {stands}",
                    what_en=f"{address}: this document is at {stands} now",
                )
            vi, en = registry.nearest(address, self.shelves.catalogue.addresses())
            raise errors.UsageError(
                what=f"{address}: không có văn bản ở địa chỉ này{vi}",
                what_en=f"{address}: no document at this address{en}",
            )
        return self.shelves.catalogue.read(address)[0]

    def _redactable(self, address: str) -> tuple[Document, tuple[Passage, ...]]:
        """The document as it is shown, or as it was when the office took it down."""
        document = self.standing(address)
        if document.is_gone:
            written = self._saved(address) if document.is_down else None
            if written is None:
                raise errors.UsageError(
                    what=f"{address}: không còn bản nào để che", what_en=f"{address}: nothing is left to strike out"
                )
            return markdown.read(written, address)
        self.shelves.check_owned(address)
        return self.shelves.catalogue.read(address)

    def _redaction(
        self, address: str, act: Act, redaction: Redaction, struck: Document, written: str, made: Mapping[str, Path]
    ) -> WritePlan:
        private, stamp = self.shelves.private, f"{act.time:%Y%m%dT%H%M%S}"
        before = private.text(withdraw.pointer(address)) or self.shelves.catalogue.text(address)
        kept: dict[str, str | None] = {
            redacted.path(address, stamp): redacted.dumps(redaction),
            f"withdrawn/redacted-{stamp}/{address}.md": before,
        }
        for sha256, path in made.items():  # stays in the private store where the document is down
            store.keep(path, sha256, private.dropped(sha256), mode=store.FILE_MODE)
        if self.standing(address).is_gone:
            return WritePlan(private={**kept, withdraw.pointer(address): written}, lines=(act,))
        old = files(self.shelves.catalogue.read(address)[0])
        event = publication_line("redacted", struck, written, act.time)
        return WritePlan(
            private=kept,
            originals=tuple(sorted(files(struck) - old)),
            content={relative(address): written},
            lines=(replace(act, content=event.sha256), event),
            dropped=self.shelves.catalogue.only_of(old - files(struck), address),
        )

    def _elsewhere(self, redaction: Redaction) -> list[str]:
        """Content files and registers in which the words still stand, by path below the archive."""
        folder = self.places.root / "content"
        found = (path for path in sorted(folder.rglob("*")) if path.suffix in (".md", ".jsonl", ".yaml"))
        said = (path for path in found if redaction.is_said(path.read_text(encoding="utf-8", errors="replace")))
        return [path.relative_to(self.places.root).as_posix() for path in said]

    def _shown(self, address: str) -> Document:
        document = self.standing(address)
        if document.is_gone:
            raise errors.UsageError(
                what=f"{address}: văn bản đã được gỡ; đưa trở lại trước đã",
                what_en=f"{address}: the document is down; restore it first",
            )
        return document

    def _settle(self, address: str, act: Act) -> tuple[str, list[Outcome]]:
        """Carry out a correction: look at everything that belongs with the document anew, the correction among it."""
        version = str(act.version)
        related = RelatedSearch(self.shelves, {version: act.values})
        found = related.at(address)
        self._check_place(address, version, found, related)
        occasion = Occasion(act.time, act.actor, by_person=True, is_correction=True)
        settlement = Settlement(found, related, occasion)
        todo = settlement.plan()
        others = list(settlement.changed(but=None))
        stands = next((place.address for place in settlement.places.values() if place.before == address), address)
        if relative(stands) not in todo.content:  # the edit stands as it is; that somebody answers for it is new
            todo = owned.as_it_stands(todo, address, act, self.shelves)
        act = replace(act, content=_content(todo, stands))
        self.carry_out(replace(todo, lines=(act, *todo.lines, *map(settlement.line, others))))
        return stands, others

    def _check_place(self, address: str, version: str, found: RelatedPackages, related: RelatedSearch) -> None:
        """Raises UsageError where the corrected number and date are those of another document."""
        event = found.events.get(version)
        if event is None or event.leaf is None:
            return
        if event.leaf.composed is None and event.corrections.keys() - {OWNED}:
            raise errors.UsageError(
                what=f"{address}: kho riêng không còn bản đọc của gói; hãy sửa tệp trực tiếp rồi chạy hdnd own",
                what_en=f"{address}: the private store has lost its reading; edit the file, then run hdnd own",
            )
        other = related.identical(*event.leaf.identity)
        if other is not None and other != address:
            raise errors.UsageError(
                what=f"{address}: số và ngày này là của {other}",
                what_en=f"{address}: this number and date are those of {other}",
            )

    def _reports(self) -> set[str]:
        ledger = Ledger(self.places.root / FOLDER / accounts.ERRORS, accounts.ReportStep)
        return {line.id for line in ledger.read()}

    def _was_sealed(self, address: str) -> bool:
        """Whether a mark of secrecy took it down, and no person: then the register has no act of it."""
        deeds = ("suspend", "withdraw", "restore")
        said = [act.act for act in self.shelves.registers.acts.read() if act.subject == address and act.act in deeds]
        return not said or said[-1] == "restore"

    def _down(self, address: str, decider: Decider, said: Tombstone) -> WritePlan:
        reference = f"act-{decider.now:%Y%m%dT%H%M%S}"
        return withdraw.take_down(address, self.shelves, decider.now, saved=reference, said=said)

    def _saved(self, address: str) -> str | None:
        """The content file as it stood when it was taken down last."""
        private = self.shelves.private
        if (written := private.text(withdraw.pointer(address))) is not None:
            return written
        saved = sorted(private.root.glob(f"withdrawn/*/{address}.md"))  # taken down before there was a pointer
        return saved[-1].read_text(encoding="utf-8") if saved else None

    def _names(self, council: str) -> set[str]:
        """The words of the names of a council, of the units above it and of their offices."""
        councils = self.shelves.vocabulary.councils
        units = (councils[slug].name for slug in self.shelves.vocabulary.line(council) if slug in councils)
        return set(text.fold(f"{_OFFICES} {' '.join(units)}").split())

    def _title(self, document: Document) -> str:
        if document.title:
            return document.title
        written = self._saved(document.address)
        return markdown.read(written, document.address)[0].title if written else ""


def _content(done: WritePlan, address: str) -> str:
    return hash_of(done.content[relative(address)] or "")


def _check_silent(said: str, title: str, names: set[str]) -> None:
    """The register is public for ever; who asked may be named, as the title does: whose the document is, stays public.

    Raises:
        UsageError: a reason repeats what the title said.
    """
    words, told = text.fold(title).split(), f" {' '.join(text.fold(said).split())} "
    runs = (words[at : at + _TELLING] for at in range(max(1, len(words) - _TELLING + 1)))
    telling = (" ".join(run) for run in runs if not names.issuperset(run))
    found = next((run for run in telling if f" {run} " in told), None)
    if found:
        raise errors.UsageError(
            what="--why, --asked-by: nhắc lại trích yếu; sổ này công khai, với căn cứ này thì không được nêu nội dung",
            what_en="--why, --asked-by: repeat the title; this ledger is public and may not tell it on this ground",
        )


def _words(passage: Passage) -> str:
    return passage.text or " · ".join(cell for row in passage.rows for cell in row if cell)
