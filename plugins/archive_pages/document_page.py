"""The files of one document: its page, its data, its earlier versions, what stands at its former addresses."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from markupsafe import Markup

from pipeline.document import akoma_ntoso, dossiers
from pipeline.document.licence import LICENCE
from pipeline.document.record import GONE, GROUNDS, Document, Relation, Signer, Text
from pipeline.document.vocabulary import Vocabulary
from pipeline.settings import SiteSettings
from plugins import archive_exports, archive_feeds, archive_reader
from plugins.archive_pages import (
    cited,
    effect,
    facsimiles,
    incomplete,
    labels,
    linked_data,
    names,
    references,
    versions,
)
from plugins.archive_pages.card_types import CardFacts, DocumentCard, Mention
from plugins.archive_pages.document_types import (
    DocumentDetail,
    NamedLink,
    ReceivedAct,
    RelationLine,
    ShownDates,
    ShownMethod,
    ShownSigner,
    TombstoneDetail,
)
from plugins.archive_pages.log import LogEntry
from plugins.archive_pages.page_types import Crumb, FeedLink, FollowedPage
from plugins.archive_pages.text_types import DocumentPage, ErrorReport, RedirectPage, ShownText, TombstonePage
from plugins.archive_reader import Body, Spans
from plugins.filters import date_label, instant_label
from plugins.incremental import Item, Output, Related

HOME: Crumb = {"label": "Trang chủ", "path": "index.html"}


def outputs(
    item: Item,
    related: Related,
    vocabulary: Vocabulary,
    site: SiteSettings,
    archive: str,
    entry: LogEntry | None,
    day: str,
) -> Iterator[Output]:
    """All files of a document.

    `archive` as `archive_feeds.identity` gives it, `entry` its line in the register, `day` that of the content.
    """
    body: Body = item.payload
    document, path = body.document, item.card["path"]
    base: FollowedPage = {
        "section": document.level,
        "crumbs": crumbs(item.card),
        "title": names.short(heading(item.card)),
        "description": "",
        "feeds": feeds(item.card),
    }
    if document.is_gone:
        said = f"{heading(item.card)}, {item.card['council']['label']}: {labels.state(document).lower()}."
        left = tombstone(document, item.card, related)
        gone: TombstonePage = {**base, "doc": left, "description": said, "feeds": ()}
        yield Output(path, "tombstone", gone)
    else:
        doc = facts(body, item.card, related, vocabulary, day)
        citing = references.citing(item.card, related.marked_by)[: archive_feeds.NEWEST]
        if citing:
            follow: FeedLink = {
                "title": f"Văn bản nói đến {document.code}",
                "path": path.replace("index.html", "atom.xml"),
            }
            doc["follow"], base["feeds"] = follow["path"], [follow, *base["feeds"]]
            yield from archive_feeds.atom(follow["path"], follow["title"], citing, site, archive)
        spans = references.spans(document, body.passages, related.links, vocabulary)
        by = cited.citing(document, related.marked_by)
        doc["cited_by"], doc["cited_more"] = cited.shown(by), max(0, len(by) - cited.SHOWN)
        shown: DocumentPage = {**base, **page(body, item.card, doc, related, site, spans), "entry": entry}
        yield Output(path, "document", shown)
        address = archive_feeds.identifier(item.card["first"])
        done = references.received(references.Named.of(item.card), related.marked_by)
        more = {
            "id": address,
            "license": LICENCE,
            **cited.data(document, item.card, related.links, by),
            "effect_periods": effect.data(item.card, list(done)),
        }
        yield Output(json_path(path), data=archive_exports.document_json(body, entry, more))
        publisher = akoma_ntoso.PublishedBy(site.name, site.base, LICENCE)
        akn = akoma_ntoso.xml(document, body.passages, address, publisher)
        yield Output(akn_path(path), data=akn)
        yield from versions.outputs(body, doc, base)
    for former in document.former:
        target: RedirectPage = {"target": path, "target_label": f"{item.card['type']['name']} số {document.code}"}
        yield Output(f"{former}/index.html", "redirect", target)


def heading(card: DocumentCard) -> str:
    """The page's title: Nghị quyết số 12/2024/NQ-HĐND – Về việc …."""
    named = f"{card['type']['name']} số {card['code']}"
    return f"{named} – {card['title']}" if card["title"] else named


def crumbs(card: DocumentCard) -> list[Crumb]:
    """Home, level, council, year, this; no year for what is withdrawn: its year may hold nothing else."""
    council, year = card["council"], str(card["year"])
    in_year: Crumb = {"label": year, "path": council["path"].replace("index.html", f"{year}/index.html")}
    return [
        HOME,
        {"label": card["level_label"], "path": f"{card['level']}/index.html"},
        {"label": council["label"], "path": council["path"]},
        *([] if card["state"] in GONE else [in_year]),
        {"label": card["code"], "path": None},
    ]


def feeds(card: DocumentCard) -> list[FeedLink]:
    """The feed of the document's council."""
    return [
        {
            "title": f"{card['council']['label']}: văn bản mới",
            "path": card["council"]["path"].replace("index.html", "atom.xml"),
        }
    ]


def json_path(path: str) -> str:
    """The same document as data."""
    return path.replace("index.html", "document.json")


def akn_path(path: str) -> str:
    """The same document as Akoma Ntoso."""
    return path.replace("index.html", "akoma-ntoso.xml")


def page(
    body: Body, card: DocumentCard, doc: DocumentDetail, related: Related, site: SiteSettings, spans: Spans
) -> ShownText:
    """What document.html shows beside the facts."""
    address = f"{site.base}{doc['path']}" if site.url else ""
    pictures = facsimiles.between(body.document.versions[-1], doc["path"])
    return {
        "doc": doc,
        "body": Markup(archive_reader.html(body.passages, spans, pictures)),  # noqa: S704 the reader escapes every word
        "pictured": bool(pictures),
        "toc": archive_reader.contents(body.passages),
        "previous": related.previous,
        "next": related.next,
        "citation": f"{names.citation(card)}. {address}" if address else names.citation(card),
        "report": report(doc, address, site),
        "json_path": json_path(doc["path"]),
        "akn_path": akn_path(doc["path"]),
        "thing": linked_data.document(card, doc["issuer"], doc["effect"]["status"], len(doc["versions"])),
        "description": names.short(f"{names.citation(card)}.", 300),
    }


def report(doc: CardFacts, address: str, site: SiteSettings) -> ErrorReport:
    """The mail that reports an error, as a link and as text to copy."""
    subject = f"Báo sai sót: {doc['type']['name']} số {doc['code']}"
    text = "\n".join(
        [
            f"Văn bản: {doc['type']['name']} số {doc['code']} ngày {doc['date_label']}, {doc['council']['label']}",
            f"Trang: {address or doc['path']}",
            "Điều, khoản, điểm: ",
            "Chỗ sai: ",
            "Đúng ra là: ",
        ]
    )
    mailto = f"mailto:{quote(site.email)}?subject={quote(subject)}&body={quote(text)}" if site.email else ""
    return {"mailto": mailto, "text": text}


def facts(body: Body, card: DocumentCard, related: Related, vocabulary: Vocabulary, day: str) -> DocumentDetail:
    """The `doc` of document.html."""
    document, current = body.document, body.document.versions[-1]
    stated = list(references.stated(document, card, related.links))
    received = list(references.received(references.Named.of(card), related.marked_by))
    known: CardFacts = card
    return {
        **known,
        "session": names.session(document),
        "place": document.place,
        "dates": _dates(document),
        "issuer": names.issuer(card),
        "signers": [_signer(one) for one in document.signers],
        "addressee": document.addressee,
        "urgency": document.urgency,
        "text": _read(document.text),
        "effect": effect.effect(document, card, body.passages, received, day),
        "files": versions.files(current, document),
        "versions": list(versions.links(body)),
        "past_anchors": list(document.past_anchors),
        "follow": None,
        "cited_by": [],
        "cited_more": 0,
        "relations": _once([*_relations(document, related), *stated, *map(_line, received)]),
        "dossier": _dossier(document),
        "notes": [{"code": code, "label": labels.NOTES[code]} for code in document.notes if code in labels.NOTES],
        "received_label": instant_label(current.received),
        "state_reason": document.state_reason,
        "state_date_label": date_label(document.state_date),
        "replaced_by": replaced_by(document, related),
    }


def _signer(one: Signer) -> ShownSigner:
    return {"name": one.name, "title": one.title, "form": one.form, "shown": names.signer(one)}


def _read(text: Text) -> ShownMethod:
    return {"method": text.method, "confidence": text.confidence, "missing": incomplete.sentences(text)}


def _line(act: ReceivedAct) -> RelationLine:
    return {
        "type": act["type"],
        "type_label": act["type_label"],
        "target_label": act["target_label"],
        "path": act["path"],
        "provision": act["provision"],
        "evidence": act["evidence"],
        "where": act["where"],
    }


def _once(relations: Iterable[RelationLine]) -> list[RelationLine]:
    """Two documents may tell of the same act, each in its own words: it is shown once, with the words if there are."""
    found: dict[tuple[str, str], RelationLine] = {}
    for one in relations:
        key = (one["type_label"], one["path"] or one["target_label"])
        if key not in found or (one["evidence"] and not found[key]["evidence"]):
            found[key] = one
    return list(found.values())


def _dates(document: Document) -> ShownDates:
    dates = document.dates
    return {
        "issued": dates.issued.isoformat(),
        "issued_label": date_label(dates.issued),
        "passed_label": date_label(dates.passed),
    }


def _relations(document: Document, related: Related) -> Iterator[RelationLine]:
    """What the front matter says: packages name what they replace."""
    for relation in document.relations:
        target = related.links.get(relation.target)
        yield {
            "type": relation.type,
            "type_label": labels.RELATIONS[relation.type],
            "target_label": _target_label(relation, target),
            "path": target["path"] if target else None,
            "provision": relation.target_provision or relation.provision,
            "evidence": relation.evidence,
            "where": None,
        }


def _target_label(relation: Relation, target: DocumentCard | None) -> str:
    if target is None:
        return relation.target.rpartition("/")[2] if relation.target.count("/") == 3 else relation.target
    return references.named(target)


def _dossier(document: Document) -> NamedLink | None:
    if not document.dossier:
        return None
    return {
        "title": "Các văn bản của cuộc giám sát này",
        "path": f"giam-sat/ho-so/{dossiers.name(document.council, document.dossier)}/index.html",
    }


def replaced_by(document: Document, related: Related) -> DocumentCard | None:
    """The document that stands in place of this one, where the archive has it."""
    named = [r.target for r in document.relations if r.type == "duoc-thay-the-boi"]
    found = next((related.links[target] for target in named if target in related.links), None)
    return found or next((c for c in related.marked_by if _replaces(c["acts"], document.address)), None)


def _replaces(acts: Sequence[Mention], address: str) -> bool:
    return any(act.get("type") == "thay-the" and address in act["targets"] for act in acts)


def tombstone(document: Document, card: DocumentCard, related: Related) -> TombstoneDetail:
    """The `doc` of tombstone.html: that it was here, and what became of it; nothing of its text."""
    return {
        **card,
        "state_reason": document.state_reason,
        "state_date_label": date_label(document.state_date),
        "state_receipt": document.state_receipt,
        "by_office": document.is_down,
        "asked": document.state_asked,
        "ground": GROUNDS[document.state_ground] if document.state_ground else None,
        "replaced_by": replaced_by(document, related),
    }
