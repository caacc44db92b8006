"""A document's content file from its history: where it stands, what it says, what became of it."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pipeline import errors
from pipeline.archive import redaction
from pipeline.archive.catalogue import StoredFile
from pipeline.archive.compose import Draft
from pipeline.archive.events import History, PackageEvent, leaf_of
from pipeline.archive.incoming import Shelves
from pipeline.archive.related import LINKS, UNRESOLVED, RelatedPackages
from pipeline.document import markdown, record, zone
from pipeline.document.passage import Passage
from pipeline.document.record import Document, Ground, Relation, Version

SUSPENDED = "Chờ người có thẩm quyền xem xét"
_UPDATED = "Cơ quan ban hành gửi bản cập nhật"


@dataclass(frozen=True, slots=True)
class Placement:
    """The address of a document, the one where it stands now (None: nowhere yet), and those it had or skipped."""

    address: str
    before: str | None
    former: tuple[str, ...] = ()


@dataclass(frozen=True)
class RenderedPage:
    """A document at its place; `is_new_text`: its text or its versions are not those that stand now."""

    document: Document
    passages: tuple[Passage, ...]
    place: Placement
    is_new_text: bool
    earlier: markdown.Texts = field(default_factory=dict)

    @cached_property
    def written(self) -> str:
        """The content file."""
        return markdown.write(self.document, self.passages, self.earlier)

    @property
    def anchors(self) -> list[str]:
        """The anchors of the text, in order."""
        return [passage.id for passage in self.passages if passage.id]


@dataclass
class Placements:
    """Gives each history its address: the one where its packages were published, else one never given before."""

    found: RelatedPackages
    shelves: Shelves
    _taken: set[str] = field(default_factory=set)

    def of(self, history: History) -> Placement:
        """Where a history stands or will stand; a corrected number or year moves it and leaves a redirect."""
        before = self._standing(history)
        if before is None:
            return self._first(history)
        self._taken.add(before)
        old, draft = self.found.documents[before], _draft(history)
        level, council, number, issued = draft.identity()
        same = (old.level, old.council, old.code, old.dates.issued) == (level, council, str(number), issued)
        if same or before == _plain(draft):
            return Placement(before, before, old.former)
        return Placement(self._new(draft), before, tuple(dict.fromkeys((*old.former, before))))

    def _first(self, history: History) -> Placement:
        """The same of what never stood: as if each of its versions had come by itself."""
        stands, former = "", list[str]()
        for draft in (*(leaf_of(event).draft for event in _earlier(history)), _draft(history)):
            if not stands or stands != _plain(draft):
                former += [stands] if stands else []
                stands = self._new(draft)
        return Placement(stands, None, tuple(dict.fromkeys(former)))

    def _new(self, draft: Draft) -> str:
        level, council, number, issued = draft.identity()
        taken = {*self.shelves.book.anchors, *self._taken}
        slug = self.shelves.catalogue.slug(level, council, number, issued, taken)
        address = f"{level}/{council}/{issued.year}/{slug}"
        self._taken.add(address)
        return address

    def _standing(self, history: History) -> str | None:
        """Where one of its packages stands; a recall brings no document, and may have been taken for another's."""
        receipts = [event.receipt for event in (*history.versions, *history.members) if event.leaf]
        made = {
            version.receipt: address
            for address, document in self.found.documents.items()
            for version in document.versions
        }
        for receipt in receipts:
            line = self.shelves.book.last.get(receipt)
            said = self.shelves.book.now_at(line.document) if line and line.document else None
            for address in (made.get(receipt), said):
                if address in self.found.documents and address not in self._taken:
                    return address
        return None


def page(
    history: History,
    places: Mapping[History, Placement],
    found: RelatedPackages,
    shelves: Shelves,
    now: dt.datetime,
    *,
    lifted: str | None = None,
) -> RenderedPage:
    """The document of a history as it has to stand; a person's approval of the package `lifted` ends a suspension.

    Raises:
        RecordInvalid: a version would have to be shown of which no text was kept.
    """
    place = places[history]
    old = found.documents.get(place.before or "")
    is_down = old is not None and old.is_down and lifted not in {e.receipt for e in history.versions}
    versions = _versions(history, old)
    same = old is not None and [v.receipt for v in old.versions] == [v.receipt for v in versions]
    if history.recall or is_down:
        return _gone(history, place, old, versions, same=same)
    document, passages = _shown(history, place, old, versions, shelves)
    links = _links(history, places, document)
    document = document.model_copy(update={**_state(history, old, now), "relations": links})
    ids = {passage.id for passage in passages}
    known = {*shelves.book.anchors.get(place.address, ()), *_anchors(history)}
    past = tuple(sorted(known - ids - {""}))
    document = document.model_copy(update={"past_anchors": past, "past_dossiers": past_dossiers(document, old)})
    earlier = _texts(history, versions, place, old, shelves)
    for one in redaction.of(place.before or place.address, shelves.private, shelves.book):
        document, passages = one.struck(document, passages)
        earlier = {number: one.text(text) for number, text in earlier.items()}
    return RenderedPage(document, passages, place, is_new_text=not same, earlier=earlier)


def past_dossiers(document: Document, old: Document | None) -> tuple[str, ...]:
    """The dossiers that a document was in before, whose addresses lead to where it is now."""
    known = dict.fromkeys((*old.past_dossiers, old.dossier)) if old else {}
    return tuple(slug for slug in known if slug and slug != document.dossier)


def files(document: Document) -> set[StoredFile]:
    """Hash and extension of every original that a document shows, and of every picture of their pages."""
    return {kept for version in document.versions for file in version.files for kept in file.kept}


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands on it: taken down until somebody has looked, or for good; who asked, on what ground, and why."""

    state: Literal["withdrawn", "suspended"] = "suspended"
    asked: str | None = None
    ground: Ground | None = None
    reason: str | None = None

    def of(self, document: Document, day: dt.date, receipt: str | None = None) -> Document:
        """Number, type, council and date of a document, when and by which receipt it went; nothing of what it said."""
        return Document(
            council=document.council,
            level=document.level,
            slug=document.slug,
            organ=document.organ,
            organ_name=document.organ_name,
            number=document.number,
            notation=document.notation,
            code=document.code,
            type=document.type,
            title="",
            scope=document.scope,
            state=self.state,
            state_reason=SUSPENDED if self.state == "suspended" else self.reason,
            state_asked=self.asked,
            state_ground=self.ground,
            state_date=day,
            state_receipt=receipt,
            dates=record.Dates(issued=document.dates.issued),
            text=record.Text(method="none"),
            versions=tuple(version.bare() for version in document.versions),
            former=document.former,
        )


SUSPENSION = Tombstone()


def _gone(
    history: History, place: Placement, old: Document | None, versions: tuple[Version, ...], *, same: bool
) -> RenderedPage:
    stood = old if old is not None and (old.is_gone or leaf_of(history.top).hollow) else None
    base = stood or _draft(history).document(_slug(place), versions)
    base = base.model_copy(update={"slug": _slug(place), "versions": versions, "former": place.former})
    recall = history.recall
    if recall is None:
        day, receipt = (old.state_date if old else None) or zone.day(history.top.counted), None
    else:
        day, receipt = zone.day(max(recall.counted, history.first.counted)), recall.receipt
    if old is not None and recall is not None and old.state_receipt == receipt and old.state_date:
        day = old.state_date
    said = Tombstone("withdrawn") if recall else _still_down(old)
    return RenderedPage(
        said.of(base, day, receipt), (), place, is_new_text=not same or (old is not None and not old.is_gone)
    )


def _still_down(old: Document | None) -> Tombstone:
    """The tombstone of what the office took down, with what it said then."""
    if old is None or old.state != "withdrawn":
        return SUSPENSION
    return Tombstone("withdrawn", old.state_asked, old.state_ground, old.state_reason)


def _shown(
    history: History, place: Placement, old: Document | None, versions: tuple[Version, ...], shelves: Shelves
) -> tuple[Document, tuple[Passage, ...]]:
    """The document of the version on top: as it stands on disk, edits by hand among it, where that is the same one."""
    draft, aliases = _draft(history), _aliases(history, old)
    noted = (UNRESOLVED,) if history.unknown else ()
    if old is not None and place.before is not None and _stays(history, old):
        said = _corrected(history, old)
        notes = (*(note for note in said.notes if note != UNRESOLVED), *noted)
        update = {
            "versions": versions,
            "aliases": aliases,
            "former": place.former,
            "slug": _slug(place),
            "notes": notes,
        }
        return said.model_copy(update=update), shelves.catalogue.read(place.before)[1]
    if leaf_of(history.top).hollow:
        receipt = history.top.receipt
        vi, en = f"{receipt}: không còn nội dung", f"{receipt}: nothing is left of its text"
        raise errors.RecordInvalid(file=place.address, problems=vi, problems_en=en)
    more = {"aliases": aliases, "former": place.former, "notes": (*draft.values["notes"], *noted)}
    return draft.document(_slug(place), versions, **more), draft.passages


def _stays(history: History, old: Document) -> bool:
    """Whether the version that is shown now is the one on top."""
    return not old.is_gone and old.versions[-1].receipt == history.top.receipt


def _corrected(history: History, old: Document) -> Document:
    """The document as it stands, with what persons said of it since: what they edited by hand in it stays."""
    top = leaf_of(history.top)
    shown = {name: said[0].value for name, said in old.sources.items() if said and said[0].source == "person"}
    stood = {name: shown[name] for name in top.said if name in shown}
    if top.composed is None or stood == top.said:
        return old
    before, after = top.composed(stood).values, top.draft.values
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    if "dates" in changed:
        days = set(after["dates"]) - set(before["dates"])  # pairs of name and day: a day edited by hand stays
        changed["dates"] = old.dates.model_copy(update=dict(days))
    return old.model_copy(update=changed)


def _versions(history: History, old: Document | None) -> tuple[Version, ...]:
    """Every version by time of sending; what was taken away from the public once keeps no files and no words."""
    known = {version.receipt: version for version in old.versions} if old and not _spared(history, old) else {}
    shown: list[Version] = []
    for event, later in zip(history.versions, [*history.versions[1:], None], strict=True):
        before = known.get(event.receipt)
        superseded = max(event.counted, later.counted) if later else None
        reason = None if event.receipt == history.first.receipt else _UPDATED
        files = leaf_of(event).draft.files
        facts = {"superseded": superseded, "reason": reason, **_said_then(event, history, before)}
        version = Version(receipt=event.receipt, received=event.received, files=files, **facts)
        shown.append(version.bare() if before and not before.files else version)
    return tuple(shown)


def _spared(history: History, old: Document) -> bool:
    """Whether the recall that took it down turned out to be about another document, which came later."""
    lifted = any(version.despite == "recalled" for version in history.versions)
    return old.state == "withdrawn" and bool(old.state_receipt) and history.recall is None and not lifted


def _said_then(event: PackageEvent, history: History, before: Version | None) -> dict[str, Any]:
    """Title, number and date of an earlier version, where they are not those of the one on top."""
    if leaf_of(event).hollow:
        return {name: getattr(before, name, None) for name in ("title", "code", "issued")}
    was, now = leaf_of(event).draft, _draft(history)
    said = ((d.values["title"], str(d.number), d.issued) for d in (was, now))
    then, shown = said
    return {
        name: value if value != other else None
        for name, value, other in zip(("title", "code", "issued"), then, shown, strict=True)
    }


def _texts(
    history: History, versions: Sequence[Version], place: Placement, old: Document | None, shelves: Shelves
) -> markdown.Texts:
    """The text of each earlier version whose own files are public: as its package gave it, or as it stands."""
    standing = shelves.catalogue.earlier(place.before) if old and place.before else {}
    kept = {old.versions[number - 1].receipt: text for number, text in standing.items()} if old else {}
    found: dict[int, tuple[Passage, ...]] = {}
    for number, (event, version) in enumerate(zip(history.versions[:-1], versions, strict=False), 1):
        own = leaf_of(event)
        text = kept.get(event.receipt, ()) if own.hollow else own.draft.passages
        if text and version.files and version.files == own.draft.files:
            found[number] = text
    return found


def _state(history: History, old: Document | None, now: dt.datetime) -> dict[str, Any]:
    superseded = history.superseded_by
    if superseded is None:
        return {"state": "published", "state_reason": None, "state_date": None, "state_receipt": None}
    day = old.state_date if old is not None and old.state == "replaced" and old.state_date else zone.day(now)
    return {"state": "replaced", "state_reason": None, "state_date": day, "state_receipt": None}


def _links(history: History, places: Mapping[History, Placement], document: Document) -> tuple[Relation, ...]:
    kept = [one for one in document.relations if one.type not in LINKS]
    ahead = sorted(places[one].address for one in history.replaces)
    behind = sorted(places[one].address for one, _ in history.replaced_by if one.recall is None)
    kept += [Relation(type="thay-the", target=address) for address in ahead]
    kept += [Relation(type="duoc-thay-the-boi", target=address) for address in behind]
    return tuple(dict.fromkeys(kept))


def _aliases(history: History, old: Document | None) -> tuple[str, ...]:
    known = old.aliases if old is not None and any(event.settled for event in history.versions) else ()
    found = [name for event in history.versions for name in leaf_of(event).draft.values["aliases"]]
    return tuple(dict.fromkeys((*known, *found)))


def _anchors(history: History) -> Iterable[str]:
    return (passage.id for event in history.versions for passage in leaf_of(event).draft.passages)


def _earlier(history: History) -> list[PackageEvent]:
    """The first version under each number and date that the document had before the one it has."""
    found: dict[Any, PackageEvent] = {}
    for event in history.versions:
        found.setdefault(leaf_of(event).identity, event)
    return [event for identity, event in found.items() if identity != leaf_of(history.top).identity]


def _draft(history: History) -> Draft:
    return leaf_of(history.top).draft


def _plain(draft: Draft) -> str:
    """The address of a number and year, which a day corrected within the year leaves as it is."""
    level, council, number, issued = draft.identity()
    return f"{level}/{council}/{issued.year}/{number.slug}"


def _slug(place: Placement) -> str:
    return place.address.rpartition("/")[2]
