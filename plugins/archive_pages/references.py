"""What a document's text cites, as links: where the archive holds the cited document, and which words lead there."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.document import citations
from pipeline.document.citations import Citation, Shown
from pipeline.document.record import Document
from pipeline.document.vocabulary import Vocabulary
from plugins.archive_reader import Span, Spans
from plugins.incremental import Card

_ROOT = "../" * 4  # level/council/year/slug/index.html


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
    own = vocabulary.councils[document.council]
    shown = {address: _shown(card) for address, card in cards.items() if address != document.address}
    if not shown:
        return {}
    placed = [(text, one) for text in dict.fromkeys(texts) if "/" in text for one in citations.find(text)]
    cited = citations.completed(one for _, one in placed)
    found: dict[str, list[Span]] = {}
    for (text, _), one in zip(placed, cited, strict=True):
        for address in _meant(one, shown, citations.addresses(one, own, vocabulary)):
            found.setdefault(text, []).append(Span(one.start, one.end, f"{_ROOT}{cards[address]['path']}"))
    return found


def _meant(one: Citation, shown: Mapping[str, Shown], where: Sequence[str]) -> Iterator[str]:
    address = citations.meant(one, {name: shown[name] for name in where if name in shown})
    if address:
        yield address


def _shown(card: Card) -> Shown:
    return Shown(card["code"], dt.date.fromisoformat(card["date"]), card["type"]["slug"])
