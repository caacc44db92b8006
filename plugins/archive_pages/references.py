"""What a document's text says of others, resolved while pages are built: links, and what it does to them.

Nothing is stored: a better reading, or a document that arrives later, changes the pages in the next build, and the
order of arrival cannot matter. docs/explanation/citations.md says how a mention finds its document.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple, cast

from pipeline.document import citations, days, notations, pinpoints, relations, targets
from pipeline.document.citations import Citation
from pipeline.document.passage import Passage, PassageKind
from pipeline.document.record import Document
from pipeline.document.targets import CitablePage
from pipeline.document.vocabulary import Council, Vocabulary
from pipeline.text import late
from plugins.archive_pages import labels
from plugins.archive_pages.card_types import ActDays, CitedAs, DocumentCard, LawName, Mention
from plugins.archive_pages.document_types import ReceivedAct, RelationLine, Undone
from plugins.archive_reader import Body, Span, Spans
from plugins.filters import date_label

_ROOT = "../" * 4  # level/council/year/slug/index.html
_STOPS = frozenset({"bai-bo", "thay-the", "tam-ngung", "khong-ap-dung", "sua-doi", "dinh-chinh"})
_ARTICLES = late(r"\bđiều (\d+[a-zđ]?)", re.IGNORECASE)
_ARTICLE_OF = late(r"(?:^|-)dieu-(\d+[a-zđ]?)")


class Placed(NamedTuple):
    """A citation in a text, with the anchor of the provision in which it stands, and how the text rests on it if so."""

    text: str
    citation: Citation
    anchor: str
    rests: str = ""


def cites(document: Document, passages: Iterable[Passage], vocabulary: Vocabulary) -> list[Mention]:
    """What a document's body cites, once each, for its card.

    Each: number (empty for a law by `name`), day and type that are said, the `targets` at which an archive of councils
    would hold it (none for what is no council's), the `anchor` of the provision that cites it first, and for what the
    preamble rests on how (`rests`) and its sentence.
    """
    own = vocabulary.councils[document.council]
    placed = list(_cited(passages))
    full = citations.completed(one.citation for one in placed)
    found: dict[tuple[str, ...], Mention] = {}
    for one, citation in zip(placed, full, strict=True):
        where = _elsewhere(citation, document, own, vocabulary)
        if where is not None:
            told = _told(citation)
            fresh = {**told, **_by_name(citation), "targets": list(where), "anchor": one.anchor}
            known = found.setdefault((citation.key, *where, told["date"] or ""), cast(Mention, fresh))
            if one.rests and "rests" not in known:
                known["rests"] = one.rests
                if where:
                    known["evidence"] = one.text
    return list(found.values())


def _elsewhere(citation: Citation, document: Document, own: Council, vocabulary: Vocabulary) -> tuple[str, ...] | None:
    """Where a citation may lead, None for one that means the document itself.

    "Nghị quyết số 07 ngày 12/7/2024" in a 07/NQ-HĐND of another day is the council's other series.
    """
    where = targets.addresses(citation, own, vocabulary)
    other_day = citation.bare and citation.date not in (None, document.dates.issued)
    if document.address in where and not other_day:
        return None
    return tuple(one for one in where if one != document.address)


def _cited(passages: Iterable[Passage]) -> Iterator[Placed]:
    above = ""
    for kind, text, anchor, _, rows in passages:
        above = anchor or above
        if rows:
            yield from (Placed("", one, above) for row in rows for _, one in citations.in_row(row))
        elif cited := citations.find(text):
            how, own = relations.rests(text, cited) if kind is PassageKind.can_cu else ("", ())
            yield from (Placed(text, one, above, how if one in own else "") for one in cited)


def _by_name(one: Citation) -> LawName:
    """Of a law that is cited by its name: the name, and the year where no day is said."""
    if one.code or not one.name:
        return {}
    return {"name": one.name} if one.date else {"name": one.name, "year": str(one.year)}


def _told(one: Citation) -> CitedAs:
    """What a citation says of its document, as plain values."""
    return {"code": one.code, "date": one.date.isoformat() if one.date else None, "kind": one.kind}


def spans(
    document: Document, passages: Sequence[Passage], cards: Mapping[str, DocumentCard], vocabulary: Vocabulary
) -> Spans:
    """Text of a passage or cell → the words of it that lead somewhere, from the document's own page.

    Citations lead to a document among `cards`, at the provision named in front of them where that is there; "Điều 5
    Nghị quyết này" leads to the provision of the same text.
    """
    found: dict[str, list[Span]] = _inner(passages)
    if cards:
        placed = list(_in_passages(passages))
        full = citations.completed(one.citation for one in placed)
        for (text, one, _, _), citation in zip(placed, full, strict=True):
            card = card_meant(
                _told(citation), targets.addresses(citation, *_own(document, vocabulary)), document, cards
            )
            if card:
                href = f"{_ROOT}{card['path']}{_place(pinpoints.before(text, one.start), card)}"
                found.setdefault(text, []).append(Span(one.start, one.end, href))
    return {text: _apart(those) for text, those in found.items()}


def _own(document: Document, vocabulary: Vocabulary) -> tuple[Council, Vocabulary]:
    return vocabulary.councils[document.council], vocabulary


def _in_passages(passages: Iterable[Passage]) -> Iterator[Placed]:
    """The citations of each text and each cell, once for the same words."""
    texts = dict.fromkeys(one.text for one in passages if notations.may_stand_in(one.text))
    yield from (Placed(text, one, "") for text in texts for one in citations.find(text))
    for row in dict.fromkeys(tuple(row) for one in passages for row in one.rows):
        yield from (Placed(row[at], one, "") for at, one in citations.in_row(row))


def _inner(passages: Sequence[Passage]) -> dict[str, list[Span]]:
    """Words that lead to a provision of the same text: not in new wording, nor where a text stands twice."""
    anchors = {one.id for one in passages if one.id}
    found, above, quoted = dict[str, list[Span]](), "", 0
    counted: Counter[str] | None = None
    for one in passages:
        above = one.id or above
        inside = quoted > 0
        if "“" in one.text or "”" in one.text:
            quoted = max(0, quoted + one.text.count("“") - one.text.count("”"))
        if inside or " này" not in one.text or "“" in one.text:
            continue
        said = [mention for mention in pinpoints.inner(one.text, above) if mention.anchor in anchors]
        if said:
            counted = counted or Counter(passage.text for passage in passages)
            if counted[one.text] == 1:
                found[one.text] = [Span(start, end, f"#{anchor}") for start, end, anchor in said]
    return found


def _place(anchor: str, card: DocumentCard) -> str:
    """The anchor of a provision in another document's page, or of the rank above it that is there."""
    there = card.get("places", "").split(" ") if anchor else ()
    return next((f"#{one}" for one in pinpoints.ranks(anchor) if one in there), "")


def _apart(those: list[Span]) -> list[Span]:
    """In order, without those that begin inside another one."""
    found = list[Span]()
    for one in sorted(those):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def acts(body: Body, vocabulary: Vocabulary) -> list[Mention]:
    """What a document does to others, for its card: type, targets, day of the target, part, words, proof."""
    document = body.document
    own = vocabulary.councils[document.council]
    above = tuple(
        f"{vocabulary.councils[one].level}/{one}/"
        for one in vocabulary.line(own.slug)[1:]
        if one in vocabulary.councils
    )
    found = [act for act in relations.acts(document.title, body.passages) if act.type in labels.REVERSED]
    types = {act.type for act in found}  # what only some acts ask is not looked for in every text
    clause = not types.isdisjoint(days.REWORDS) and days.says_new_days(body.passages)
    stops = "tam-ngung" in types and days.stops_for_a_time(body.passages)
    return [
        cast(
            Mention,
            {
                "type": act.type,
                **_told(act.citation),
                "targets": [
                    one
                    for one in targets.addresses(act.citation, own, vocabulary)
                    if one != document.address and not (act.type != "huong-dan" and one.startswith(above))
                ],
                "part": act.part,
                "provision": act.provision,
                "evidence": act.evidence,
                "anchor": act.anchor,
                **_days(act, document.dates.issued, stops),
                **({"clause": True} if days.changes_effect(act.type, act.part, act.provision, clause) else {}),
            },
        )
        for act in found
    ]


def _days(act: relations.NamedRelation, issued: dt.date, stops: bool) -> ActDays:
    """The days that the sentence names for what it does."""
    told = days.of(act.type, act.evidence, issued)
    found: ActDays = {}
    if told.day:
        found["day"] = told.day.isoformat()
    if told.until:
        found["until"] = told.until.isoformat()
    if told.unclear or (stops and act.type == "tam-ngung" and not told.until):
        found["unclear"] = True
    return found


def stated(document: Document, card: DocumentCard, cards: Mapping[str, DocumentCard]) -> Iterator[RelationLine]:
    """What document.html lists of the relations of its card and its preamble, with the place of each sentence."""
    rests: Iterator[Mention] = (
        {**one, "type": one["rests"], "part": None, "provision": None} for one in card["cites"] if "evidence" in one
    )
    for act in chain((one for one in card["acts"] if "code" in one), rests):
        target = card_meant(act, act["targets"], document, cards)
        if target or act["type"] not in relations.RESTS:  # every document rests on laws
            yield {
                "type": act["type"],
                "type_label": labels.RELATIONS[act["type"]] + (" một phần" if act["part"] == relations.PART else ""),
                "target_label": named(target) if target else _named(act),
                "path": target["path"] if target else None,
                "provision": act["provision"],
                "evidence": act["evidence"],
                "where": f"#{act['anchor']}" if act["anchor"] else None,
            }


class Named(NamedTuple):
    """What a mention of a document is compared with."""

    address: str
    code: str
    issued: str

    @classmethod
    def of(cls, card: Mapping[str, Any]) -> "Named":
        """The document of a card."""
        return cls(card["path"].removesuffix("/index.html"), card["code"], card["date"])


def received(document: Named, marked_by: Iterable[DocumentCard]) -> Iterator[ReceivedAct]:
    """What other documents say they do to this one; a mention of another day means another document."""
    cards = list(marked_by)
    for card in cards:
        for act in card["acts"]:
            if document.address in act["targets"] and _meant(act, document):
                yield {
                    "type": act["type"],
                    "type_label": labels.REVERSED[act["type"]],
                    "target_label": named(card),
                    "path": card["path"],
                    "address": card["path"].removesuffix("/index.html"),
                    "part": act.get("part"),
                    "provision": act["provision"],
                    "evidence": act["evidence"],
                    "anchor": act.get("anchor"),
                    "day": act.get("day"),
                    "until": act.get("until"),
                    "unclear": act.get("unclear", False),
                    "clause": act.get("clause", False),
                    "undone": _undone(Named.of(card), act.get("anchor") or "", cards),
                    "where": f"{_ROOT}{card['path']}#{act['anchor']}" if act.get("anchor") else None,
                    "effective_from": card["effective_from"],
                    "effective_to": card["effective_to"],
                    "date": card["date"],
                }


def _undone(acting: Named, anchor: str, cards: Iterable[DocumentCard]) -> Undone | None:
    """What first may have ended, suspended or changed the provision `anchor` of a document that acts."""
    found = [
        (act.get("day") or card["effective_from"] or card["date"], card["path"], act, card)
        for card in cards
        for act in card["acts"]
        if acting.address in act["targets"] and act["type"] in _STOPS and _touches(act, anchor) and _meant(act, acting)
    ]
    if not found:
        return None
    day, path, act, card = min(found, key=lambda one: one[:2])
    place = f"#{act['anchor']}" if act.get("anchor") else ""
    return {
        "day": day,
        "said": f"{acting.code}: {labels.REVERSED[act['type']].lower()}",
        "by": named(card),
        "path": path,
        "where": f"{_ROOT}{path}{place}",
        "evidence": act["evidence"],
    }


def _touches(act: Mapping[str, Any], anchor: str) -> bool:
    """Whether an act may be on a provision: on the whole, on that article, or on none that it names."""
    articles = _ARTICLES.findall(act["provision"] or "")
    own = _ARTICLE_OF.search(anchor)
    return act.get("part") == relations.WHOLE or not articles or own is None or own[1] in articles


def acted_on(acts: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The addresses of the documents that acts may be on, each once."""
    yield from dict.fromkeys(target for act in acts for target in act["targets"])


def stopped_by(acts: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Those of which acts end or change what they say, and so perhaps what these do to others in turn."""
    return acted_on(act for act in acts if act["type"] in _STOPS)


def citing(of: DocumentCard, marked_by: Iterable[DocumentCard]) -> list[DocumentCard]:
    """The documents that say anything of the one of a card, received last first."""
    document = Named.of(of)
    found = [card for card in marked_by if _cites(card, of) or any(received(document, [card]))]
    return sorted(found, key=lambda card: (str(card["received"]), str(card["path"])), reverse=True)


def named(card: DocumentCard) -> str:
    """How a list names a document: 12/2024/NQ-HĐND ngày 10/12/2024 của HĐND tỉnh Lam Giang."""
    return f"{card['code']} ngày {card['date_label']} của {card['council']['label']}"


def number_said(code: str) -> str:
    """A number as lists show it: "số 07" of one that a text gives without its notation."""
    return code if "-" in code or not code else f"số {code}"


def _named(act: Mapping[str, Any]) -> str:
    day = f" ngày {date_label(dt.date.fromisoformat(act['date']))}" if act["date"] else ""
    return f"{number_said(act['code'])}{day}"


def _cites(card: DocumentCard, of: DocumentCard) -> bool:
    address = Named.of(of).address
    return any(address in told["targets"] and fits(told, of) for told in card["cites"])


def _meant(act: Mapping[str, Any], document: Named) -> bool:
    """Whether an act is on this document; one of front matter (`relations`) names its address alone."""
    card = {"code": document.code, "date": document.issued, "type": {"slug": act.get("kind") or ""}}
    return "code" not in act or fits({"kind": None, **act}, card)


def council_of(told: Mention) -> str:
    """The council (level/slug) that alone can have issued what a citation means; empty where it may be several's."""
    councils = {target.rsplit("/", 2)[0] for target in told["targets"]}
    return councils.pop() if len(councils) == 1 else ""


def fits(told: Mapping[str, Any], card: Mapping[str, Any]) -> bool:
    """Whether a document at an address that a citation gives is the one that it names."""
    return targets.address_meant(told["code"], _said_day(told), told["kind"], {"": _shown(card)}) is not None


def may_mean(told: Mapping[str, Any], card: Mapping[str, Any]) -> bool:
    """Whether it may be, for all that the citation says: enough not to call it missing."""
    return targets.may_mean(told["code"], _said_day(told), told["kind"], _shown(card))


def _said_day(told: Mapping[str, Any]) -> dt.date | None:
    return dt.date.fromisoformat(told["date"]) if told["date"] else None


def card_meant(
    told: Mapping[str, Any], where: Iterable[str], document: Document, cards: Mapping[str, DocumentCard]
) -> DocumentCard | None:
    """The card of the one document that a citation means, of those at the addresses `where`."""
    known = {name: cards[name] for name in where if name in cards and name != document.address}
    if not known:
        return None
    shown = {name: _shown(card) for name, card in known.items()}
    address = targets.address_meant(told["code"], _said_day(told), told["kind"], shown)
    return cards[address] if address else None


def _shown(card: Mapping[str, Any]) -> CitablePage:
    return CitablePage(card["code"], dt.date.fromisoformat(card["date"]), card["type"]["slug"])
