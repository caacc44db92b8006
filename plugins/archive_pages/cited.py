"""What cites what, on a document's page and as data.

Everything comes from the cards of the documents that cite (`references.cites`), so it changes in the build in which
one of them comes, changes or goes.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.document.record import Document
from plugins import archive_exports
from plugins.archive_dictionary import RELATIONS, names
from plugins.archive_pages import references
from plugins.archive_pages.card_types import DocumentCard, Mention
from plugins.archive_pages.document_types import AnchoredLink

Context = dict[str, Any]


class Citing(NamedTuple):
    """How a document stands in the list of what a council lacks (`Group.MISSING`).

    `address` is its own where it cites anything of that council, `year` its own where it is that council's. `years` are
    those of what it cites, each behind a slash followed by another that the words leave open: "2017", "2017/2016".
    """

    address: str
    year: str
    years: tuple[str, ...]

    @classmethod
    def by(cls, document: Document, cites: Iterable[Mention]) -> "dict[str, Citing]":
        """Of a document in the list of its own council and of each that it cites, by level/slug."""
        own, found = f"{document.level}/{document.council}", dict[str, set[str]]()
        for one in cites:
            if council := references.council_of(one):
                found.setdefault(council, set()).add(years_of(one))
        return {
            council: cls(
                document.address if council in found else "",
                document.address.split("/")[2] if council == own else "",
                tuple(sorted(found.get(council, ()))),
            )
            for council in sorted({*found, own})
        }

    @classmethod
    def of(cls, sort: str) -> "Citing":
        """Of the text that `sort` gives."""
        address, year, years = sort.split("|")
        return cls(address, year, tuple(years.split()))

    @property
    def sort(self) -> str:
        """As one text, by which the list is ordered."""
        return "|".join((self.address, self.year, " ".join(self.years)))


def years_of(one: Mapping[str, Any]) -> str:
    """The years at which the archive would hold what a citation means; it is listed in the first."""
    return "/".join(dict.fromkeys(target.split("/")[2] for target in one["targets"]))


SHOWN = 20
"""So many of those that cite a document stand on its page, the newest first; its data names all."""


def citing(document: Document, marked_by: Iterable[DocumentCard]) -> list[tuple[DocumentCard, str]]:
    """The documents that cite this one, the newest first, each with the anchor of the provision that does it first."""
    found = [
        (card, one["anchor"])
        for card in marked_by
        for one in card["cites"]
        if document.address in one["targets"] and _fits(one, document)
    ]
    once = {card["path"]: (card, anchor) for card, anchor in reversed(found)}
    return sorted(once.values(), key=lambda pair: (pair[0]["date"], pair[0]["path"]), reverse=True)


def _fits(one: Mapping[str, Any], document: Document) -> bool:
    card = {"code": document.code, "date": document.dates.issued.isoformat(), "type": {"slug": document.type}}
    return references.fits(one, card)


def shown(by: Iterable[tuple[DocumentCard, str]]) -> list[AnchoredLink]:
    """The first of those that cite a document, as its page lists them."""
    return [
        {"label": references.named(card), "href": f"{'../' * 4}{card['path']}{f'#{anchor}' if anchor else ''}"}
        for card, anchor in list(by)[:SHOWN]
    ]


def data(
    document: Document, card: DocumentCard, cards: Mapping[str, DocumentCard], by: Iterable[tuple[DocumentCard, str]]
) -> Context:
    """`cites`, `acts` and `cited_by` of document.json: what it cites, what it does to others, and who cites it."""
    return {
        "cites": [_plain(one, references.card_meant(one, one["targets"], document, cards)) for one in card["cites"]],
        "acts": [_plain(one, references.card_meant(one, one["targets"], document, cards)) for one in _stated(card)],
        "cited_by": [other["path"].removesuffix("/index.html") for other, _ in by],
    }


def _stated(card: DocumentCard) -> list[Mention]:
    return [one for one in card["acts"] if "code" in one]


def _plain(one: Mapping[str, Any], target: DocumentCard | None) -> Context:
    """One citation or act without what is empty; `address` where the archive holds the document that it means."""
    found = {key: value for key, value in one.items() if value and key != "targets"}
    return found | ({"address": target["path"].removesuffix("/index.html")} if target else {})


def rows(card: DocumentCard) -> Iterator[archive_exports.Row]:
    """The lines of a document in the tables of citations and relations."""
    address = card["path"].removesuffix("/index.html")
    for one in (*card["cites"], *_stated(card)):
        kind = one.get("type") or one.get("rests") or "dan-chieu"
        place = f"{address}/index.html#{one['anchor']}" if one["anchor"] else f"{address}/index.html"
        values = (
            address, kind, one["code"] or None, one.get("name"), one["date"] or one.get("year"), one["kind"],
            " ".join(one["targets"]) or None, one.get("part"), one.get("provision"), one.get("evidence"), place,
        )  # fmt: skip
        yield dict(zip(names(RELATIONS), values, strict=True))
