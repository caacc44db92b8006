"""Examples of questions, out of the archive's own newest documents: what a reader tries first must find something."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypedDict

from pipeline import text
from plugins.archive_pages.card_types import DocumentCard

LOOKED_AT = 20
"""So many documents are looked at for examples."""
_WORDS = 4
_OPENINGS = (
    "về", "việc", "ban hành", "thông qua", "phê duyệt", "phê chuẩn", "quy định", "kết quả", "báo cáo", "điều chỉnh",
    "sửa đổi", "bổ sung", "một số", "điều", "của", "nghị quyết",
)  # fmt: skip
_OPENING = re.compile(f"(?:(?:{'|'.join(_OPENINGS)}),? +)+", re.IGNORECASE)
_LOOSE = frozenset(
    ("và", "của", "tại", "trên", "cho", "các", "những", "theo", "năm", "về", "đến", "với", "trong", "số", "một")
)
_SIGN = re.compile(r"[^\w ]")
_WORD = re.compile(r"\w+")


def questions(cards: Sequence[DocumentCard]) -> list[str]:
    """A number, words of a title, words of another as they are typed without marks; fewer where there are none."""
    numbers = [card["code"] for card in cards if "/" in card["code"]]
    topics = list(dict.fromkeys(_topics(cards)))
    bare = [text.fold(one) for one in topics[1:] if text.fold(one) != one]
    return [*numbers[:1], *topics[:1], *bare[:1]]


class AskedExamples(TypedDict):
    """Questions for each way of asking; a list is empty where the archive has none of its kind."""

    numbers: list[str]
    topics: list[str]
    phrases: list[str]
    signs: list[str]


def asked(cards: Sequence[DocumentCard]) -> AskedExamples:
    """For those who never searched; each finds something.

    `cards` are the first that were published, not the newest: a document more then changes no page that shows these.
    """
    topics = list(dict.fromkeys(_topics(cards)))
    begun = [f"{one.split()[0]}* {' '.join(one.split()[1:])}" for one in topics if len(one.split()[0]) > 2]
    bare = [text.fold(one) for one in topics[1:] if text.fold(one) != one]
    return {
        "numbers": next((list(_said(*found)) for card in cards if (found := _number(card))), []),
        "topics": [*topics[:1], *bare[:1]],
        "phrases": [f'"{one}"' for one in topics[:1]],
        "signs": [*begun[:1], *_without(cards, topics[:1])],
    }


def _number(card: DocumentCard) -> tuple[DocumentCard, str] | None:
    """A resolution and the figures of its number."""
    found = re.match("0*([0-9]+)/", card["code"])
    return (card, found[1]) if found and card["type"]["slug"] == "nghi-quyet" else None


def _said(card: DocumentCard, number: str) -> Iterator[str]:
    """The ways of saying a resolution's number."""
    yield card["code"]
    yield f"nghị quyết số {number} năm {card['year']}"
    yield f"nq{number}"


def _without(cards: Sequence[DocumentCard], topics: Iterable[str]) -> Iterator[str]:
    """A topic without a word that some titles with this topic have and others have not."""
    for topic in topics:
        titles = [set(_WORD.findall(card["title"])) for card in cards if topic in card["title"].lower()]
        words = sorted(set[str]().union(*titles) - set[str].intersection(*titles)) if titles else []
        yield from [f"{topic} -{word}" for word in words if word.isalpha() and word.islower() and word not in _LOOSE][
            :1
        ]


def short_number(cards: Iterable[DocumentCard]) -> str:
    """How the newest document's number is asked for by its figures alone: 12/2024; empty where none has any."""
    for card in cards:
        if found := re.match("[0-9]+", card["code"]):
            return f"{found[0]}/{card['year']}"
    return ""


def _topics(cards: Iterable[DocumentCard]) -> Iterator[str]:
    """What titles are about: their first words behind "Về việc", up to a sign or a word that leads on.

    Titles that a machine recognized come last: of one that began "bỗ sung một số" the example was "bo sung mot".
    """
    for card in sorted(cards, key=lambda card: card["ocr"]):
        opening = _OPENING.match(card["title"])
        words = _SIGN.split(card["title"][opening.end() if opening else 0 :])[0].split()[:_WORDS]
        while words and words[-1].lower() in _LOOSE:
            words.pop()
        if len(words) > 1 and not any(word.isdigit() for word in words):
            yield " ".join(words).lower()
