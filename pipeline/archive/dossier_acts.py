"""Acts on dossiers of oversight: join one to another, split some documents off, close, take the last act back.

Each is one line of the register and one plan with all documents that it moves. Their pages say where they belong now;
the address of a dossier that is left leads on, since each document remembers the dossiers that it was in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline import errors, text
from pipeline.archive.acts import Decider
from pipeline.archive.incoming import Shelves
from pipeline.archive.plan import WritePlan
from pipeline.archive.related import RelatedSearch
from pipeline.archive.settle import Occasion, Settlement, joined
from pipeline.document import dossiers
from pipeline.document.record import Document
from pipeline.document.register import Act, Deed


@dataclass(frozen=True)
class DossierActs:
    """The acts; call them under the archive's lock, after `Archive.recover`. `name` is that of the address."""

    shelves: Shelves
    carry_out: Callable[[WritePlan], None]

    def join(self, name: str, into: str, decider: Decider) -> int:
        """Bring all documents of a dossier into another one of the same council; how many.

        Raises UsageError: no such dossier, another council's, the same one; a file edited by hand.
        """
        own, other = self._members(name), self._members(into)
        (council, slug), (other_council, target) = self._called(name, own), self._called(into, other)
        if council != other_council:
            raise errors.UsageError(
                what=f"{into}: là hồ sơ của hội đồng khác; chỉ nhập được hồ sơ cùng hội đồng",
                what_en=f"{into}: a dossier of another council; only those of one council can be joined",
            )
        if slug == target:
            raise errors.UsageError(
                what=f"{name}: không nhập một hồ sơ vào chính nó",
                what_en=f"{name}: a dossier cannot be joined to itself",
            )
        return self._move(decider.act(dossiers.JOIN, name), own, slug, target)

    def split(self, name: str, addresses: Iterable[str], title: str, decider: Decider) -> int:
        """Bring some documents of a dossier into a new one that is called after `title`; how many.

        Raises UsageError: no such dossier; no document, none of its own, or all; no title; a file edited by hand.
        """
        members, slug = self._members(name), text.slugify(title)
        wanted = list(dict.fromkeys(addresses))
        strange = [one for one in wanted if one not in members]
        if strange:
            raise errors.UsageError(
                what=f"{', '.join(strange)}: không phải văn bản của hồ sơ {name}",
                what_en=f"{', '.join(strange)}: not a document of the dossier {name}",
            )
        if not wanted or not slug:
            missing = "--title" if wanted else "--document"
            raise errors.UsageError(what=f"{missing}: còn trống", what_en=f"{missing}: is empty")
        if len(wanted) == len(members):
            raise errors.UsageError(
                what=f"{name}: không tách hết văn bản; hãy dùng dossier join",
                what_en=f"{name}: not all documents can be split off; use dossier join",
            )
        _, own = self._called(name, members)
        if slug == own:
            raise errors.UsageError(
                what=f"--title {title}: trùng với hồ sơ đang tách",
                what_en=f"--title {title}: is the dossier that is split",
            )
        return self._move(decider.act(dossiers.SPLIT, name), {one: members[one] for one in wanted}, own, slug)

    def close(self, name: str, decider: Decider) -> None:
        """Say on a dossier's page that it is closed, when, by whom and why. Raises UsageError."""
        self._called(name, self._members(name))
        if self.shelves.registers.dossiers.closed(name):
            raise errors.UsageError(
                what=f"{name}: hồ sơ đã đóng từ trước", what_en=f"{name}: the dossier is closed already"
            )
        self.carry_out(WritePlan(lines=(decider.act(dossiers.CLOSE, name),)))

    def undo(self, name: str, decider: Decider) -> Deed:
        """Take back the last act on a dossier: its documents come back, or it is open again. Raises UsageError."""
        last = self.shelves.registers.dossiers.last(name)
        if last is None:
            raise errors.UsageError(
                what=f"{name}: không có việc nào trên hồ sơ này để hoàn tác",
                what_en=f"{name}: no act on this dossier to undo",
            )
        act = decider.act(dossiers.UNDO, name)
        if last.act == dossiers.CLOSE:
            self.carry_out(WritePlan(lines=(act,)))
            return last.act
        receipts = set(last.values["versions"].split())
        moved = {
            address: document
            for address, document in self._of(last.values["council"], last.values["dossier"])
            if receipts & {version.receipt for version in document.versions}
        }
        self._move(act, moved, last.values["dossier"], last.values["from"])
        return last.act

    def _members(self, name: str) -> dict[str, Document]:
        found = {}
        for address in self.shelves.catalogue.addresses():
            slug = self.shelves.catalogue.dossier(address)
            if slug and dossiers.name(address.split("/")[1], slug) == name:
                found[address] = self.shelves.catalogue.read(address)[0]
        return {address: document for address, document in found.items() if not document.is_gone}

    def _of(self, council: str, slug: str) -> Iterator[tuple[str, Document]]:
        for address, document in self._members(dossiers.name(council, slug)).items():
            if document.council == council:
                yield address, document

    def _called(self, name: str, members: Mapping[str, Document]) -> tuple[str, str]:
        """Council and slug of a dossier that has documents. Raises UsageError."""
        for document in members.values():
            return document.council, str(document.dossier)
        raise errors.UsageError(
            what=f"{name}: không có hồ sơ này; tên là phần cuối địa chỉ giam-sat/ho-so/<tên>/",
            what_en=f"{name}: no such dossier; its name ends the address giam-sat/ho-so/<name>/",
        )

    def _move(self, act: Act, members: Mapping[str, Document], own: str, into: str) -> int:
        """One plan: the act, and each document as it stands in the other dossier."""
        versions = [version.receipt for document in members.values() for version in document.versions]
        council = next((document.council for document in members.values()), "")
        values = {"council": council, "from": own, "dossier": into, "versions": " ".join(versions)}
        act = replace(act, values=values)
        occasion = Occasion(act.time, act.actor, is_correction=True)
        plans = [self._moved(address, dossiers.moved(act), occasion) for address in members]
        todo = joined(plans)
        self.carry_out(replace(todo, lines=(act, *todo.lines)))
        return len(members)

    def _moved(self, address: str, corrected: Mapping[str, Mapping[str, str]], occasion: Occasion) -> WritePlan:
        self.shelves.check_owned(address)
        related = RelatedSearch(self.shelves, corrected)
        found = related.at(address)
        if any(event.leaf is not None and event.leaf.composed is None for event in found.events.values()):
            raise errors.UsageError(
                what=f"{address}: kho riêng không còn bản đọc của gói; hãy sửa tệp trực tiếp rồi chạy hdnd own",
                what_en=f"{address}: the private store has lost its reading; edit the file, then run hdnd own",
            )
        return Settlement(found, related, occasion).plan()
