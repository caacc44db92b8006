"""An edit by hand that a person answers for: what of it is a fact like any correction, and what no edit may do."""

from collections.abc import Iterator
from dataclasses import replace

from pipeline import errors
from pipeline.archive import store
from pipeline.archive.catalogue import publication_line, relative
from pipeline.archive.compose import Draft
from pipeline.archive.events import OWNED, PackageEvent
from pipeline.archive.incoming import Shelves
from pipeline.archive.plan import ArchivePlaces, WritePlan
from pipeline.archive.render import files
from pipeline.document import markdown
from pipeline.document.record import Document
from pipeline.document.register import Act
from pipeline.document.sentences import Said
from pipeline.document.zone import day

# Facts that a person may set (`review.FIELDS`), by the field of front matter that holds them.
_HELD = {
    "title": "trich_yeu", "code": "code", "council": "council", "organ": "organ", "type": "doc_type",
    "oversight": "oversight", "dossier": "dossier", "place": "place", "addressee": "addressee", "urgency": "urgency",
}  # fmt: skip
_DATES = {
    "issued": "issue_date",
    "passed": "passed_date",
    "effective_from": "effective_from",
    "effective_to": "effective_to",
}
_SIGNER = {"name": "signer_name", "title": "signer_title", "form": "signing_form"}
_FOLLOWS = frozenset({"sources", "aliases", "notes", "dates", "signers", "number", "notation", "level", "organ_name"})


def check(document: Document, address: str, shelves: Shelves, places: ArchivePlaces) -> None:
    """Raises UsageError for an edit that takes down, puts back, moves, or names originals that are not here."""
    wrong = list(_wrong(document, address, shelves, places))
    if wrong:
        raise errors.UsageError(
            what=f"{address}: {'; '.join(vi for vi, _ in wrong)}",
            what_en=f"{address}: {'; '.join(en for _, en in wrong)}",
        )


def _wrong(document: Document, address: str, shelves: Shelves, places: ArchivePlaces) -> Iterator[Said]:
    if document.address != address:
        vi = f"tệp ghi địa chỉ {document.address}; số, ngày, hội đồng thì sửa bằng hdnd correct"
        yield vi, f"the file says the address {document.address}; correct number, date, council by hdnd correct"
    if document.is_gone or address in shelves.book.withdrawn:
        vi = "gỡ hay đưa trở lại thì dùng hdnd withdraw, suspend, restore"
        yield vi, "take it down or put it back by hdnd withdraw, suspend, restore"
    for sha256, ext in sorted(files(document)):
        if not store.original(places.originals, sha256, ext).is_file():
            yield f"không có bản gốc {sha256}", f"there is no original {sha256}"


def values(document: Document, written: str, event: PackageEvent | None) -> dict[str, str]:
    """What the file says otherwise than its package and earlier corrections, as facts; OWNED for the rest of it."""
    if event is None or event.leaf is None or event.leaf.composed is None:
        return {OWNED: "person"}
    draft = event.leaf.draft
    said = dict(_facts(document, draft))
    bare = draft.document(document.slug, document.versions)
    other = [
        name for name in draft.values.keys() - _HELD.keys() - _FOLLOWS if getattr(document, name) != getattr(bare, name)
    ]
    body, _ = markdown.sections(markdown.split(written.replace("\r\n", "\n"))[1])
    text = body.strip() != markdown.body(draft.passages).strip()
    return {**said, OWNED: "person"} if text or other else said


def _facts(document: Document, draft: Draft) -> Iterator[tuple[str, str]]:
    pairs = [(fact, getattr(document, name), draft.values[name]) for name, fact in _HELD.items()]
    read = draft.values["dates"]
    pairs += [(fact, getattr(document.dates, name), getattr(read, name)) for name, fact in _DATES.items()]
    if document.signers and draft.values["signers"]:
        one, other = document.signers[0], draft.values["signers"][0]
        pairs += [(fact, getattr(one, name), getattr(other, name)) for name, fact in _SIGNER.items()]
    for fact, now, before in pairs:
        if now is not None and now != before:
            yield fact, str(now)


def as_it_stands(todo: WritePlan, address: str, act: Act, shelves: Shelves) -> WritePlan:
    """The plan with the file as it stands: nothing of it is written anew, and it is no edit without a name any more."""
    standing = shelves.catalogue.text(address).replace("\r\n", "\n")
    document, passages = shelves.catalogue.read(address)
    new = shelves.book.new_anchors(address, [passage.id for passage in passages if passage.id])
    first = {"address": address, "anchors": new, "first": day(act.time).isoformat()}
    line = publication_line(
        "corrected" if address in shelves.book.written else "published", document, standing, act.time
    )
    return replace(
        todo,
        content={**todo.content, relative(address): standing},
        anchors=(*todo.anchors, *([first] if new is not None else [])),
        lines=(*todo.lines, line),
    )
