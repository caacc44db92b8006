"""What a set of packages about related documents makes of them: a pure function, whatever order they came in.

Nothing here reads the disk, the clock or the ledgers. The order that counts is that of sending; what it leaves open is
settled by the kind of package (a document before its updates, these before a recall). Receipt numbers settle one thing
only: of two different packages that both call themselves new and bear one time of sending, the first received stays.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline import text
from pipeline.archive.events import (
    SEPARATE,
    History,
    Identity,
    PackageEvent,
    PackageVerdict,
    identities,
    leaf_of,
    same_facts,
    text_of,
    written_in,
)
from pipeline.document.model import Action

# Holds that a recall of the document makes a question of the recall.
_OPEN = frozenset({"file-differs", "number-taken", "time-order", "correction-conflict"})


@dataclass
class Histories:
    """All documents that a set of packages makes, and what became of each package (by receipt number)."""

    histories: list[History] = field(default_factory=list)
    verdicts: dict[str, PackageVerdict] = field(default_factory=dict)

    def named(self, ids: Iterable[str | None], identities: Iterable[Identity]) -> list[History]:
        """The documents sent under one of these ids; among several of them, or without one, those of an identity."""
        wanted, known = {one for one in ids if one}, set(identities)
        by_id = [h for h in self.histories if any(e.declared.document_id in wanted for e in h.members)]
        if known and all(map(_is_counter, wanted)):
            by_id = [h for h in by_id if any(_may_mean(one, other) for one in known for other in h.identities)]
        by_identity = [h for h in self.histories if known.intersection(h.identities)]
        return [h for h in by_id if h in by_identity] or by_id or by_identity


def assemble(events: Iterable[PackageEvent], councils: Callable[[str], str | None]) -> Histories:
    """The state that a set of packages leads to; `councils` tells the council that a sender's code stands for."""
    return _Assembly(sorted(events, key=lambda event: event.key), councils).state


class _Assembly:
    """One run of `assemble`, step by step."""

    def __init__(self, ordered: Sequence[PackageEvent], councils: Callable[[str], str | None]) -> None:
        self._ordered, self._councils = ordered, councils
        self._documents = [event for event in ordered if event.leaf is not None]

    @cached_property
    def state(self) -> Histories:
        self._state = Histories()
        self._open()
        self._join()
        for history in self._state.histories:
            self._settle(history)
        self._replace()
        for event in self._ordered:
            if event.leaf is None:
                self._recall(event)
        for history in self._state.histories:
            self._after_recall(history)
        return self._state

    def _open(self) -> None:
        """Every document is opened by a package that is no update: the first under its number and date."""
        for event in self._documents:
            if event.is_update:
                continue
            if not self._may_replace(event):
                self._hold(event, "authority-mismatch")
                continue
            found = None if _is_separate(event) else self._under(leaf_of(event).identity)
            if found is None:
                self._state.histories.append(History(event, members=[event]))
            else:
                found.members.append(event)

    def _join(self) -> None:
        """Updates join the document of their number and date, else that of their id; a person's may open one."""
        updates = [event for event in self._documents if event.is_update]
        waiting = []
        for event in updates:
            if (found := self._of_update(event)) is not None:
                found.members.append(event)
            elif event.by_person:
                self._state.histories.append(History(event, members=[event]))
            else:
                waiting.append(event)
        for event in waiting:
            if (found := self._of_update(event)) is not None:
                found.members.append(event)
            else:
                self._state.verdicts[event.receipt] = PackageVerdict("parked", "document-unknown")

    def _of_update(self, event: PackageEvent) -> History | None:
        if _is_separate(event):
            return None
        found = self._under(leaf_of(event).identity)
        if found is None and event.declared.document_id:
            named = [
                history
                for history in self._state.histories
                if any(one.declared.document_id == event.declared.document_id for one in history.members)
                and _may_correct(event, history)
            ]
            found = named[-1] if named else None
        return found

    def _under(self, identity: Identity) -> History | None:
        shared = (h for h in self._state.histories if not _is_separate(h.first))
        return next((h for h in shared if any(leaf_of(e).identity == identity for e in h.members if e.leaf)), None)

    def _settle(self, history: History) -> None:
        """Which packages became versions: in the order of sending, each compared with the one before."""
        carried: dict[str, tuple[str, str | None]] = {}
        members = sorted(history.members, key=lambda event: (event is not history.first, event.key))
        for event in members:
            values, conflicts = _merged(event, carried)
            kept = leaf_of(event).with_values(values)
            outcome, reason = self._judged(replace(event, leaf=kept), history, members, conflicts)
            if outcome in ("accepted", "updated"):
                carried = {name: (value, kept.machine.get(name)) for name, value in values.items()}
                history.versions.append(replace(event, leaf=kept))
            self._state.verdicts[event.receipt] = PackageVerdict(
                outcome, reason, None if outcome == "held" else history
            )

    def _judged(
        self, event: PackageEvent, history: History, members: Sequence[PackageEvent], conflicts: Sequence[str]
    ) -> tuple[str, str | None]:
        """Outcome and reason of one package of a document, after those that count before it."""
        if event.receipt == history.first.receipt:
            return "accepted", None
        if event.by_person or event.settled:
            return "updated", None
        if doubt := self._doubt(event, history, members):
            return "held", doubt
        if conflicts:
            return "held", "correction-conflict"
        draft = leaf_of(event).draft
        if any(same_facts(draft, leaf_of(one).draft) for one in self._before(event, history)):
            return "duplicate", None
        return "updated", None

    def _before(self, event: PackageEvent, history: History) -> Sequence[PackageEvent]:
        """What a package must differ from: an update from the version before it, any other from all of them."""
        return history.versions[-1:] if event.is_update else history.versions

    def _doubt(self, event: PackageEvent, history: History, members: Sequence[PackageEvent]) -> str | None:
        """Code of the reason why a person must look before this package changes the document."""
        if not self.same_sender(event, history.first):
            return "authority-mismatch"
        if not event.is_update:
            return self._is_other(event, history)
        return "time-order" if _order_is_open(event, history.first, members) else None

    def _is_other(self, event: PackageEvent, history: History) -> str | None:
        """Whether a package that calls itself new brings another document, or another file, under a number given."""
        mine = leaf_of(event).draft
        for one in history.versions:
            other = leaf_of(one).draft
            if {file.sha256 for file in mine.files} & {file.sha256 for file in other.files}:
                return None
        titles = (str(mine.values["title"]), str(leaf_of(history.first).draft.values["title"]))
        return "file-differs" if text.same_words(*titles) else "number-taken"

    def same_sender(self, event: PackageEvent, first: PackageEvent) -> bool:
        """Whether who sends now may change what was sent first; a bare file may only follow a bare file.

        Two codes of one council are the same sender. Of a document that came as a bare file only its council is known.
        """
        if event.declared.sender is None:
            return first.declared.sender is None
        if first.declared.sender is None:
            return event.leaf is None and event.origin == leaf_of(first).identity[0]
        return event.declared.sender == first.declared.sender or (
            event.origin is not None and event.origin == first.origin
        )

    def _named_by(self, event: PackageEvent) -> list[PackageEvent]:
        """The packages that brought what a replacement names, whatever became of them."""
        return [other for one in event.declared.replaces for other in self._bringing(one, event)]

    def _bringing(self, one: str, event: PackageEvent) -> list[PackageEvent]:
        """The packages that brought the document of an id that a replacement names."""
        said = written_in(one, self._councils)
        known = (said[0] or event.origin, text_of(said[1]), said[2]) if said else None
        return [
            other
            for other in self._documents
            if other is not event and (other.declared.document_id == one or leaf_of(other).identity == known)
        ]

    def _histories_of(self, one: str, event: PackageEvent) -> list[History]:
        """The documents of an id that a replacement names."""
        named = {other.receipt for other in self._bringing(one, event)}
        return [h for h in self._state.histories if any(version.receipt in named for version in h.versions)]

    def _may_replace(self, event: PackageEvent) -> bool:
        if event.declared.action is not Action.replacement or event.by_person or event.settled:
            return True
        return all(self.same_sender(event, other) for other in self._named_by(event) if not other.is_update)

    def _replace(self) -> None:
        """Who replaces whom: the claim that was sent last first, and none that would close a circle."""
        for history, event in self._claims():
            others = [one for one in event.declared.replaces if one != event.declared.document_id]
            brought = [self._histories_of(one, event) for one in others]
            history.unknown |= not all(brought)  # what only waits itself, an update of it, does not count
            for target in dict.fromkeys(one for found in brought for one in found):
                if target is history or history in _behind(target):
                    continue
                history.replaces.append(target)
                target.replaced_by.append((history, event))
                self._state.verdicts[event.receipt] = PackageVerdict("replaced", None, history)
        for history in self._state.histories:
            history.replaced_by.sort(key=lambda one: one[1].key)

    def _claims(self) -> list[tuple[History, PackageEvent]]:
        claims = [
            (history, event)
            for history in self._state.histories
            for event in history.versions
            if event.declared.action is Action.replacement
        ]
        return sorted(claims, key=lambda claim: claim[1].key, reverse=True)

    def _recall(self, event: PackageEvent) -> None:
        """Take down what a recall names, if its sender sent the original."""
        named = self._recalled(event)
        own = [history for history in named if event.by_person or self.same_sender(event, history.first)]
        if not named:
            self._state.verdicts[event.receipt] = PackageVerdict("parked", "document-unknown")
        elif not own:
            self._hold(event, "authority-mismatch")
        elif (meant := _meant(event, own)).recall is not None:
            self._state.verdicts[event.receipt] = PackageVerdict("duplicate", None, meant)
        else:
            meant.members.append(event)
            lifted = any(v.despite == "recalled" and v.counted > event.received for v in meant.versions)
            meant.recall = None if lifted else event
            self._state.verdicts[event.receipt] = PackageVerdict("withdrawn", None, meant)

    def _recalled(self, event: PackageEvent) -> list[History]:
        declared = event.declared
        said = declared.recalls or declared.response_for or declared.document_id
        found = self._state.named([said], identities(declared, event.origin, self._councils))
        owner = written_in(said, self._councils)
        elsewhere = owner is not None and owner[0] is not None and owner[0] != event.origin
        if elsewhere:  # an id that names another council's document is not taken for one of the sender's own
            return [h for h in found if any(e.declared.document_id == said for e in h.members)]
        return found

    def _after_recall(self, history: History) -> None:
        """Nothing that was sent after a recall, and no copy of what was recalled, brings a document back by itself."""
        if history.recall is None:
            return
        late = [e for e in history.versions[1:] if not e.by_person and _is_later(e, history.recall)]
        history.versions = [event for event in history.versions if event not in late]
        for event in history.members:
            verdict = self._state.verdicts.get(event.receipt)
            if event.leaf is None or event.settled or verdict is None:
                continue
            if (
                event.receipt in {one.receipt for one in late}
                or verdict.outcome == "duplicate"
                or verdict.reason in _OPEN
            ):
                self._hold(event, "recalled")

    def _hold(self, event: PackageEvent, reason: str) -> None:
        self._state.verdicts[event.receipt] = PackageVerdict("held", reason)


def _is_separate(event: PackageEvent) -> bool:
    return event.act is not None and bool(event.act.values.get(SEPARATE))


def _is_counter(one: str) -> bool:
    """Whether an id is a number alone: some senders count their documents, and begin again each year."""
    return one.isdigit()


def _may_mean(one: Identity, other: Identity) -> bool:
    """Whether a number and day, however they are written, can be those of a document that was sent under another."""
    numbers = [code.split("/")[0].lstrip("0") for _, code, _ in (one, other)]
    return numbers[0] == numbers[1] and one[2].year == other[2].year


def _may_correct(event: PackageEvent, history: History) -> bool:
    """Whether an update can bring the document of its id under another number or day; of a counted id, not both."""
    _, code, day = leaf_of(event).identity
    known = {said for one in history.members if one.leaf for said in leaf_of(one).identity[1:]}
    return not _is_counter(event.declared.document_id or "") or code in known or day in known


def _meant(recall: PackageEvent, named: Sequence[History]) -> History:
    """Which of several documents of one id a recall is about: the last that had been sent by then."""
    sent = [history for history in named if not _is_later(history.first, recall)]
    return sent[-1] if sent else named[0]


def _is_later(event: PackageEvent, recall: PackageEvent) -> bool:
    sent, recalled = event.sent, recall.sent
    return sent is not None and recalled is not None and sent > recalled


def _order_is_open(event: PackageEvent, first: PackageEvent, members: Sequence[PackageEvent]) -> bool:
    """Whether nobody can tell where an update belongs: sent before its original, or beside a stamp that is no use."""
    others = [one for one in members if one.is_update and one is not event and one.receipt != event.receipt]
    if event.sent is None:
        return bool([one for one in others if not _same(one, event)])
    if first.sent is not None and event.sent < first.sent:
        return True
    ahead = [one for one in members if one.is_ahead and one.sent is not None]
    if any(one.sent is not None and event.sent < one.sent for one in ahead):
        return True
    return any(one.sent == event.sent and not _same(one, event) for one in others)


def _same(one: PackageEvent, other: PackageEvent) -> bool:
    return same_facts(leaf_of(one).draft, leaf_of(other).draft)


def _merged(event: PackageEvent, carried: Mapping[str, tuple[str, str | None]]) -> tuple[dict[str, str], list[str]]:
    """What persons said, of this package and of those before it, and the fields in which it says something new itself.

    `carried` pairs a person's value with what the machine had read then: a package that still says that, or what the
    person said, was not meant to change it. A person who lets a package pass has seen what it says.
    """
    own = event.said
    read = leaf_of(event).machine
    kept = {name for name, (value, before) in carried.items() if read.get(name) in (None, value, before)}
    values = {name: value for name, (value, _) in carried.items() if name in kept}
    return {**values, **own}, [name for name in carried if name not in kept | own.keys()]


def _behind(history: History) -> Iterator[History]:
    """All that a document replaces, over as many steps as there are."""
    for one in history.replaces:
        yield one
        yield from _behind(one)
