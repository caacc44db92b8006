"""A document as the engine sees it: its card, the groups that list it (`groups`), the documents that it touches."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.document import deadlines, dossiers, frontmatter, sessions
from pipeline.document.record import Document, File
from pipeline.document.vocabulary import Council, Vocabulary
from plugins import archive_texts, archive_zips
from plugins.archive_pages import effect, labels, names, references
from plugins.archive_pages.card_types import (
    CouncilLink,
    Deadline,
    DocumentCard,
    FieldLink,
    Mention,
    OfText,
    SessionLink,
)
from plugins.archive_pages.cited import Citing
from plugins.archive_pages.groups import Group
from plugins.archive_reader import Body
from plugins.filters import date_label, instant_iso
from plugins.incremental import TURNS, Item, Member, UnreadableSource

_SCANNED = frozenset({"ocr", "mixed"})
_ADDRESS = re.compile(r"(?:tinh|huyen|xa)/[a-z0-9-]+/\d{4}/[a-z0-9-]+")


def item(body: Body, vocabulary: Vocabulary, decided: Callable[[str], str | None]) -> Item:
    """Place one document in the site; `decided` is `Register.changed`.

    Raises:
        UnreadableSource: it names a council, type or form that the vocabulary does not know.
    """
    document = body.document
    problems = list(_unknown(document, vocabulary))
    if problems:
        raise UnreadableSource("; ".join(problems))
    gone = document.is_gone
    claims = {
        document.address: None if gone else (*body.anchors, *document.past_anchors),
        **dict.fromkeys(document.former),
    }
    acts = [*_acts(document), *([] if gone else references.acts(body, vocabulary))]
    cited = [] if gone else references.cites(document, body.passages, vocabulary)
    acted = [target for act in acts for target in act["targets"]]
    shown = [*(relation.target for relation in document.relations), *acted]
    targets = [target for one in cited for target in one["targets"]]
    changed = decided(document.address) or _taken_back(document)
    text: OfText = {"past": [], "due": [], "places": ""} if gone else _of_text(body)
    own = card(document, vocabulary, acts, cited, text, changed)
    return Item(
        document.address,
        own,
        (
            *(_tombstone_groups() if gone else _all_groups(body, vocabulary, acts, cited)),
            *_of_changes(document, changed),
        ),
        _addresses((*shown, *targets)),
        () if gone else _addresses((*acted, *targets)),
        _addresses(references.stopped_by(acts)),
        "" if gone else Group.COUNCIL_IN_TIME.of(f"{document.level}/{document.council}"),
        claims,
        body,
        {} if gone else _packed(own, body),
        frontmatter.memo(document),
    )


def _packed(card: DocumentCard, body: Body) -> dict[str, bytes]:
    """What the texts of its month and the ZIP files copy."""
    return {
        archive_texts.PACKED: archive_texts.packed(card, body),
        archive_zips.PACKED: archive_zips.packed(body.data),
    }


def _all_groups(
    body: Body, vocabulary: Vocabulary, acts: Sequence[Mention], cited: Sequence[Mention]
) -> Iterator[Member]:
    yield from _groups(body.document, vocabulary)
    yield from _text_groups(body, cited)
    yield from _effect_groups(body.document, acts)


def _effect_groups(document: Document, acts: Sequence[Mention]) -> Iterator[Member]:
    """The tables of the years of what it says something of, and the days from which its page or theirs do."""
    own = Group.YEAR_TABLES.of(document.dates.issued.year)
    targets = _addresses(references.acted_on(acts))
    tables = sorted({own, *(Group.YEAR_TABLES.of(target.split("/")[2]) for target in targets)})
    yield from (Member(table, "" if table == own else "~", 0) for table in tables)
    for day in effect.turns(document, acts):
        yield from (Member(f"{TURNS}{day}", table, 0) for table in tables)


def _unknown(document: Document, vocabulary: Vocabulary) -> Iterator[str]:
    council = vocabulary.councils.get(document.council)
    if council is None:
        yield f"council: {document.council}: không có trong content/vocabulary/bodies.yaml"
    elif council.level != document.level:
        yield f"level: {document.level}: danh mục ghi {council.slug} là cấp {council.level}"
    if document.type not in vocabulary.types:
        yield f"type: {document.type}: không có trong content/vocabulary/doctypes.yaml"
    if document.oversight and document.oversight not in vocabulary.forms:
        yield f"oversight: {document.oversight}: không có trong content/vocabulary/oversight.yaml"
    if document.field and document.field not in vocabulary.fields:
        yield f"field: {document.field}: không có trong content/vocabulary/fields.yaml"


def _addresses(targets: Iterable[str]) -> tuple[str, ...]:
    """The targets that the archive may hold, each once; a law is named by its code."""
    return tuple(dict.fromkeys(target for target in targets if _ADDRESS.fullmatch(target)))


def _of_text(body: Body) -> OfText:
    """What of a card stands in the text: earlier versions, days that are due, and the provisions that it has."""
    places = " ".join(one for one in body.anchors if "dieu-" in one)
    return {"past": version_pages(body), "due": due(body), "places": places}


def card(
    document: Document,
    vocabulary: Vocabulary,
    acts: Sequence[Mention],
    cites: Sequence[Mention],
    text: OfText,
    changed: str | None = None,
) -> DocumentCard:
    """All that other pages and the exports show of a document, as plain JSON values."""
    council = vocabulary.councils[document.council]
    issued = document.dates.issued
    form = vocabulary.forms[document.oversight].name if document.oversight else None
    return {
        "path": f"{document.address}/index.html",
        "first": document.former[0] if document.former else document.address,
        "code": document.code,
        "title": "" if document.is_gone else names.title(document),
        "date": issued.isoformat(),
        "date_label": date_label(issued),
        "year": issued.year,
        "council": council_link(council),
        "organ": document.organ,
        "organ_name": document.organ_name,
        "level": document.level,
        "level_label": labels.LEVELS[document.level],
        "type": {"slug": document.type, "name": vocabulary.types[document.type].name},
        "oversight": document.oversight,
        "oversight_name": form,
        "dossier": document.dossier,
        "held": None if document.is_gone else session(document),
        "field": _field(document, vocabulary),
        "effect": {"status": document.effect.status, "label": labels.EFFECTS[document.effect.status]},
        "state": document.state,
        "scope": document.scope,
        "ocr": document.text.method in _SCANNED,
        **effect.stated(document),
        "receipt": document.versions[-1].receipt,
        "received": instant_iso(document.versions[-1].received),
        "published": instant_iso(document.versions[0].received),
        "changed": changed,
        "files": [] if document.is_gone else [original_path(file) for file in document.files],
        "acts": list(acts),
        "cites": list(cites),
        **text,
    }


def session(document: Document) -> SessionLink | None:
    """The page of its session."""
    slug = sessions.slug(document)
    if not slug:
        return None
    return {"label": sessions.label(document), "path": f"{document.level}/{document.council}/ky-hop/{slug}/index.html"}


def _field(document: Document, vocabulary: Vocabulary) -> FieldLink | None:
    if not document.field:
        return None
    field = vocabulary.fields[document.field]
    return {"slug": field.slug, "name": field.name, "path": f"linh-vuc/{field.slug}/index.html"}


def council_link(council: Council) -> CouncilLink:
    """How any page names a council."""
    path = f"{council.level}/{council.slug}/index.html"
    return {"slug": council.slug, "label": council.label, "title": council.title, "path": path}


def version_path(address: str, number: int) -> str:
    """The page of an earlier version."""
    return f"{address}/phien-ban-{number}/index.html"


def difference_path(address: str, number: int) -> str:
    """The page of what changed from an earlier version to the next."""
    return f"{address}/phien-ban-{number}/thay-doi/index.html"


def differences(body: Body) -> list[int]:
    """The numbers of earlier versions whose text is there beside that of the next one."""
    there = {*body.earlier, *([len(body.document.versions)] if body.text.strip() else [])}
    return [number for number in sorted(body.earlier) if number + 1 in there]


def version_pages(body: Body) -> list[str]:
    """The pages of a document's earlier versions."""
    address = body.document.address
    pages = [version_path(address, number) for number in range(1, len(body.document.versions))]
    return [*pages, *(difference_path(address, number) for number in differences(body))]


def original_path(file: File) -> str:
    """Where an original lies in the output and, below content/, in the archive: its name is its hash."""
    return kept_path(file.sha256, file.ext)


def kept_path(sha256: str, ext: str) -> str:
    """The same of anything that lies beside the originals."""
    return f"originals/{sha256[:2]}/{sha256[2:4]}/{sha256}.{ext}"


def _taken_back(document: Document) -> str | None:
    """The instant of the day on which it was withdrawn, in Vietnam; None for what stands."""
    gone = document.is_gone and document.state_date
    return instant_iso(dt.datetime.combine(gone, dt.time())) if gone else None


def _acts(document: Document) -> list[Mention]:
    """What this document does to others by its front matter, which their pages show."""
    return [
        {"type": r.type, "targets": [r.target], "provision": r.target_provision, "evidence": r.evidence}
        for r in document.relations
        if r.type in labels.REVERSED
    ]


def _groups(document: Document, vocabulary: Vocabulary) -> Iterator[Member]:
    counted = 1 if document.scope == "in" else 0
    date = document.dates.issued.isoformat()
    yield from (Member(group, "", counted) for group in _counted_in(document))
    yield from (Member(group, date, counted) for group in _by_date_in(document))
    for kin in vocabulary.councils[document.council].successors:
        if (heir := vocabulary.councils.get(kin.slug)) and heir.level == document.level:
            yield Member(Group.COUNCIL_BEFORE.of(f"{heir.level}/{heir.slug}"), date, counted)
            yield Member(Group.COUNCIL_PAGE.of(f"{heir.level}/{heir.slug}"))
    for slug in document.past_dossiers:
        yield Member(Group.DOSSIER.of(dossiers.name(document.council, slug)), "~", 0)
    if document.dossier:
        name = dossiers.name(document.council, document.dossier)
        yield Member(Group.DOSSIER.of(name), f"{_step(document, vocabulary):02d} {date}", counted)
    yield from _original_groups(document)


def _counted_in(document: Document) -> Iterator[str]:
    """The groups of which a page shows the newest, or how many there are."""
    level, council = document.level, f"{document.level}/{document.council}"
    month = f"{document.dates.issued:%Y-%m}"
    yield from (Group.ALL, Group.DATA, Group.LEVEL.of(level), Group.COUNCIL.of(council), Group.COUNCIL_PAGE.of(council))
    yield from (Group.TYPE.of(document.type), Group.YEAR.of(document.dates.issued.year), Group.MONTH.of(month))
    if document.text.method in _SCANNED:
        yield Group.MONTH_SCANNED.of(month)
    yield Group.COUNCIL_TYPE.of(f"{council}/{document.type}")
    yield Group.COUNCIL_ORGAN.of(f"{council}/{document.organ}")
    yield Group.LEVEL_TYPE.of(f"{level}/{document.type}")
    if document.oversight or document.dossier:
        yield Group.OVERSIGHT
    if document.oversight:
        yield Group.FORM.of(document.oversight)
    if document.field:
        yield Group.FIELD.of(document.field)


def _by_date_in(document: Document) -> Iterator[str]:
    """The groups that are listed by the day of issue."""
    council, year = f"{document.level}/{document.council}", document.dates.issued.year
    yield Group.COUNCIL_IN_TIME.of(council)
    yield Group.COUNCIL_YEAR.of(f"{council}/{year}")
    yield Group.TYPE_YEAR.of(f"{document.type}/{year}")
    if document.oversight or document.dossier:
        yield Group.OVERSIGHT_YEAR.of(year)
    if document.oversight:
        yield Group.FORM_YEAR.of(f"{document.oversight}/{year}")
    if document.field:
        yield Group.FIELD_YEAR.of(f"{document.field}/{year}")
    if held := session(document):
        yield Group.SESSION.of(held["path"].removesuffix("/index.html"))
    if document.dossier:
        yield Group.COUNCIL_DOSSIERS.of(council)


def due(body: Body) -> list[Deadline]:
    """Days by which a document of an oversight asks for something; of other documents nobody follows them."""
    if not body.document.dossier or not deadlines.may_hold(body.text):
        return []
    return [
        {"date": one.date.isoformat(), "sentence": one.sentence, "anchor": one.anchor}
        for one in deadlines.find(body.passages, body.document.dates.issued)
    ]


def _text_groups(body: Body, cites: Sequence[Mention]) -> Iterator[Member]:
    """Groups that show what stands in the text; the digest makes the month's file again when a word changes."""
    document, date = body.document, body.document.dates.issued.isoformat()
    yield Member(Group.MONTH_TEXTS.of(f"{document.level}/{date[:7]}"), f"{date} {body.digest[:32]}")
    packed = archive_zips.member(document.address, body.digest)
    yield from (Member(Group.YEAR_FILES.of(date[:4]), packed), Member(Group.ALL_FILES, packed))
    if due(body):
        yield Member(Group.DEADLINES, body.document.dates.issued.isoformat())
    yield from _cited(document, cites)


def _cited(document: Document, cites: Sequence[Mention]) -> Iterator[Member]:
    """The lists of what lacks: of the own council, which loses a line when this comes, and of those that this cites."""
    for council, citing in Citing.by(document, cites).items():
        yield Member(Group.MISSING.of(council), citing.sort, 0)


def _step(document: Document, vocabulary: Vocabulary) -> int:
    """Where a document stands in the course of its dossier."""
    order = vocabulary.dossier_order
    return order.index(document.oversight) if document.oversight in order else len(order)


def _original_groups(document: Document) -> Iterator[Member]:
    files = [file for version in document.versions for file in version.files]
    for sha256, ext in sorted({kept for file in files for kept in file.kept}):
        yield Member(Group.ORIGINALS_OF.of(f"{sha256[:2]}"), f"{sha256}.{ext}")
    yield Member(Group.ORIGINALS, "", len({(file.sha256, file.ext) for file in files}))


def _of_changes(document: Document, changed: str | None) -> Iterator[Member]:
    """What was recalled, taken down, corrected, or came in another version."""
    if document.is_gone or changed or len(document.versions) > 1 or document.former:
        yield Member(Group.CHANGES, changed or instant_iso(document.versions[-1].received))


def _tombstone_groups() -> Iterator[Member]:
    yield Member(Group.TOMBSTONES)
    yield Member(Group.DATA, weight=0)  # the data index names the feed of what was withdrawn while there is one
