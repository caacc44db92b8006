"""Tables that lead from the ids that feeds had before version 0.2 to those of today, for whoever kept old ones.

Those were tag: URIs (RFC 4151) with the mail domain of the office, so another domain made other ids. Which domains an
archive had, its settings say (`site.old_domains`); one that began later had none, and has no such tables.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from plugins import archive_exports
from plugins.archive_dictionary import OLD_IDS, names
from plugins.archive_exports import Row, table
from plugins.archive_feeds import identifier
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.groups import Group
from plugins.incremental import Output, View

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings

_YEAR = "2024"  # in the ids of feeds, whatever the year


def year(name: str, view: View, site: "SiteSettings", *more: Any) -> Iterator[Output]:
    """The files of a year (`archive_exports.year`), and the ids that its documents had, cut as the other tables are."""
    yield from archive_exports.year(name, view, site, *more)
    own = (
        [card for card in view.cards(Group.YEAR_TABLES.of(name)) if str(card["year"]) == name]
        if site.old_domains
        else []
    )
    for label, part in archive_exports.parts(name, own):
        yield _output(f"ma-cu-{label}", (row for card in part for row in _entries(card, site.old_domains)))


def feeds(paths: Iterable[str], archive: str, site: "SiteSettings") -> Iterator[Output]:
    """The feeds at these paths; `archive` as `archive_feeds.identity` gives it."""
    if site.old_domains:
        rows = (row for path in paths for row in _feed(path, archive, site.old_domains))
        yield _output("ma-cu-nguon-tin", rows)


def _entries(card: DocumentCard, domains: Sequence[str]) -> Iterator[Row]:
    address = card["path"].removesuffix("/index.html")
    for domain in domains:
        for one in dict.fromkeys((card["first"], address)):
            yield _row(f"tag:{domain},{card['date']}:{one}", identifier(card["first"]), address)


def _feed(path: str, archive: str, domains: Sequence[str]) -> Iterator[Row]:
    for domain in domains:
        yield _row(f"tag:{domain},{_YEAR}:{path}", identifier(f"{archive} {path}"), path)


def _row(*values: str) -> Row:
    return dict(zip(names(OLD_IDS), values, strict=True))


def _output(name: str, rows: Iterable[Row]) -> Output:
    return Output(f"du-lieu/{name}.csv", data=table(rows, names(OLD_IDS)))
