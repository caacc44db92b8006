"""What a document's text says of others, resolved while pages are built: links, and what it does to them.

Nothing is stored: a better reading, or a document that arrives later, changes the pages in the next build, and the
order of arrival cannot matter. docs/explanation/citations.md says how a mention finds its document.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.document import citations, relations
from pipeline.document.citations import Citation, Shown
from pipeline.document.record import Document
from pipeline.document.relations import Act
from pipeline.document.vocabulary import Vocabulary
from plugins.archive_pages import labels
from plugins.archive_reader import Body, Span, Spans
from plugins.filters import date_label
from plugins.incremental import Card

_ROOT = "../" * 4  # level/council/year/slug/index.html
_RESTS = {"can-cu", "xet"}  # every document rests on laws: listed where the archive holds what it rests on


def targets(document: Document, below: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Addresses at which a document's body cites something, whether or not the archive holds it; `below` is Markdown.

    Blocks are searched as they are written: no number of a document holds a letter that the writer escapes.
    """
    own = vocabulary.councils[document.council]
    cited = citations.completed(one for block in below.split("\n\n") if "/" in block for one in citations.find(block))
    found = (address for one in cited for address in citations.addresses(one, own, vocabulary))
    return tuple(dict.fromkeys(address for address in found if address != document.address))


def spans(document: Document, texts: Iterable[str], cards: Mapping[str, Card], vocabulary: Vocabulary) -> Spans:
    """Text of a passage → the words of it that lead to a document among `cards`, from the document's own page."""
    if not cards:
        return {}
    placed = [(text, one) for text in dict.fromkeys(texts) if "/" in text for one in citations.find(text)]
    cited = citations.completed(one for _, one in placed)
    found: dict[str, list[Span]] = {}
    for (text, _), one in zip(placed, cited, strict=True):
        card = _meant(one, document, cards, vocabulary)
        if card:
            found.setdefault(text, []).append(Span(one.start, one.end, f"{_ROOT}{card['path']}"))
    return found


def acts(body: Body, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """What a document does to others, for its card: type, target address, day of the target, part, words, proof.

    A document whose text holds no verb of that kind need not be divided into passages.
    """
    document = body.document
    if not (relations.may_hold(document.title) or relations.may_hold(body.text)):
        return []
    own = vocabulary.councils[document.council]
    return [
        {
            "type": act.type,
            "target": address,
            "code": str(act.citation.number),
            "date": act.citation.date.isoformat() if act.citation.date else None,
            "part": act.part,
            "provision": act.provision,
            "evidence": act.evidence,
            "anchor": act.anchor,
        }
        for act in relations.find(document.title, body.passages)
        if act.type in labels.REVERSED
        for address in citations.addresses(act.citation, own, vocabulary)
        if address != document.address
    ]


def stated(body: Body, cards: Mapping[str, Card], vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """What document.html lists of the document's own relations, with the place of each sentence."""
    for act in relations.find(body.document.title, body.passages):
        card = _meant(act.citation, body.document, cards, vocabulary)
        if card or act.type not in _RESTS:
            yield {
                "type": act.type,
                "type_label": labels.RELATIONS[act.type] + (" một phần" if act.part == relations.PART else ""),
                "target_label": named(card) if card else _named(act),
                "path": card["path"] if card else None,
                "provision": act.provision,
                "evidence": act.evidence,
                "where": f"#{act.anchor}" if act.anchor else None,
            }


def received(document: Document, marked_by: Iterable[Card]) -> Iterator[dict[str, Any]]:
    """What other documents say they do to this one; a mention of another day means another document."""
    for card in marked_by:
        for act in card["acts"]:
            if act["target"] == document.address and _fits(act, document):
                yield {
                    "type": act["type"],
                    "type_label": labels.REVERSED[act["type"]],
                    "target_label": named(card),
                    "path": card["path"],
                    "part": act.get("part"),
                    "provision": act["provision"],
                    "evidence": act["evidence"],
                    "where": f"{_ROOT}{card['path']}#{act['anchor']}" if act.get("anchor") else None,
                    "effective_from": card["effective_from"],
                }


def named(card: Card) -> str:
    """How a list names a document: 12/2024/NQ-HĐND ngày 10/12/2024 của HĐND tỉnh Lam Giang."""
    return f"{card['code']} ngày {card['date_label']} của {card['council']['label']}"


def _named(act: Act) -> str:
    day = f" ngày {date_label(act.citation.date)}" if act.citation.date else ""
    return f"{act.citation.number}{day}"


def _fits(act: Mapping[str, Any], document: Document) -> bool:
    day = act.get("date")
    return act.get("code") in (None, document.code) and day in (None, document.dates.issued.isoformat())


def _meant(one: Citation, document: Document, cards: Mapping[str, Card], vocabulary: Vocabulary) -> Card | None:
    """The card of the one document that a citation means."""
    where: Sequence[str] = citations.addresses(one, vocabulary.councils[document.council], vocabulary)
    known = {name: _shown(cards[name]) for name in where if name in cards and name != document.address}
    address = citations.meant(one, known)
    return cards[address] if address else None


def _shown(card: Card) -> Shown:
    return Shown(card["code"], dt.date.fromisoformat(card["date"]), card["type"]["slug"])
