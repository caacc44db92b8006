"""Published documents found by what people call them: number, type, title, council, day."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline import text
from pipeline.archive import front_look
from pipeline.archive.catalogue import Catalogue
from pipeline.document.vocabulary import Vocabulary

_SAID = ("code", "type", "title")
_EMPTY = frozenset({"so", "nam", "ngay", "thang", "cua", "ve", "viec"})  # they stand between what is asked for


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document as a list of what was found names it; `type` is a slug, `issued` an ISO day."""

    address: str
    type: str
    code: str
    title: str
    council: str
    issued: str


def find(asked: str, catalogue: Catalogue, vocabulary: Vocabulary) -> list[FoundDocument]:
    """The documents of which number, type, title, council, day or address has every word asked for, newest first.

    Words are compared without marks; one of letters may be a beginning, a figure is whole: 2 is no beginning of 27.
    """
    wanted = [word for word in _words(asked) if word not in _EMPTY]
    found = (one for one in _all(catalogue, vocabulary) if wanted and _has(one, wanted))
    return sorted(found, key=lambda one: one.issued, reverse=True)


def _all(catalogue: Catalogue, vocabulary: Vocabulary) -> Iterator[FoundDocument]:
    for address in catalogue.addresses():
        front = catalogue.front(address)
        said = front_look.said(front, _SAID)
        council = vocabulary.councils.get(address.split("/")[1])
        label = council.label if council else ""
        code, kind, title = (said.get(name, "") for name in _SAID)
        yield FoundDocument(address, kind, code, title, label, front_look.issued(front))


def _has(one: FoundDocument, wanted: list[str]) -> bool:
    words = set(_words(" ".join((one.address, one.type, one.code, one.title, one.council, one.issued))))
    return all(word in words or (word.isalpha() and any(own.startswith(word) for own in words)) for word in wanted)


def _words(said: str) -> list[str]:
    return [word.lstrip("0") or word for word in text.slugify(said).split("-") if word]
