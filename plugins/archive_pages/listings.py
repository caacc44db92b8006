"""The pages of groups: home, types, years, oversight; levels and councils are in `councils`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.document.vocabulary import Vocabulary
from pipeline.settings import SiteSettings
from plugins import archive_feeds
from plugins.archive_pages import examples, labels, linked_data
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.document_page import HOME
from plugins.archive_pages.groups import Group
from plugins.archive_pages.page_types import (
    CountedName,
    Crumb,
    DocumentGroup,
    FeedLink,
    GroupYearPage,
    HomePage,
    KindPage,
    LevelCount,
    MonthLink,
    PageLink,
    SearchPage,
    YearLink,
    YearNeighbours,
)
from plugins.incremental import KeptCard, Output, View, seed

LATEST = 20
OVERSIGHT_FEED = ("Văn bản giám sát mới", "giam-sat/atom.xml")


def crumbs(*trail: tuple[str, str | None]) -> list[Crumb]:
    """Home, and what follows; the last one is this page."""
    steps: list[Crumb] = [{"label": label, "path": path} for label, path in trail]
    return [HOME, *steps]


def home(view: View, vocabulary: Vocabulary, councils: Mapping[str, int], active: int, site: SiteSettings) -> Output:
    """The first page; `councils` counts those of each level that it leads to, `active` those that have documents."""
    levels: list[LevelCount] = [
        {
            "slug": slug,
            "label": labels.LEVELS[slug],
            "path": f"{slug}/index.html",
            "count": view.count(Group.LEVEL.of(slug)),
            "councils": count,
            "description": labels.LEVEL_NOTES[slug],
        }
        for slug, count in councils.items()
    ]
    latest = view.cards(Group.ALL, LATEST)
    context: HomePage = {
        "title": "",
        "description": "Nghị quyết và văn bản giám sát của Hội đồng nhân dân các cấp: xem, tìm, tải và dùng lại tự do.",
        "thing": linked_data.home(site),
        "counts": {
            "documents": view.count(Group.ALL),
            "councils": active,
            "originals": view.count(Group.ORIGINALS),
        },
        "levels": levels,
        "latest": latest,
        "examples": examples.questions(latest),
        "types": types(view.tally(Group.TYPE.prefix), vocabulary),
        "fields": fields(view.tally(Group.FIELD.prefix), vocabulary),
        "feeds": archive_feeds.links(view, Group.ALL, "Văn bản mới", "atom.xml"),
    }
    return Output("index.html", "home", context)


def search(
    view: View,
    vocabulary: Vocabulary,
    offered: Iterable[str],
    index: tuple[str, str],
    scripts: Iterable[str],
    receipts: str,
) -> Output:
    """The search page; `receipts` are the numbers that have a page, `index` the build it may use and its dictionary.

    `offered` are the levels that it leads to.
    """
    levels: list[MonthLink] = [
        {"label": labels.LEVELS[slug], "path": f"{slug}/index.html", "count": 0} for slug in offered
    ]
    first = view.first_cards(Group.ALL, LATEST)
    context: SearchPage = {
        "section": "tim-kiem",
        "crumbs": crumbs(("Tìm kiếm", None)),
        "title": "Tìm kiếm",
        "description": "Tìm nghị quyết và văn bản giám sát theo số, ký hiệu, trích yếu hoặc nội dung.",
        "browse": {"levels": levels, "types": types(view.tally(Group.TYPE.prefix), vocabulary), "years": []},
        "example": examples.short_number(first),
        "asked": examples.asked(first),
        "build_id": index[0],
        "dictionary": index[1],
        "search_scripts": scripts,
        "receipts": receipts,
    }
    return Output("tim-kiem/index.html", "search", context)


def types(tally: Iterable[tuple[str, int, str]], vocabulary: Vocabulary) -> list[CountedName]:
    """Types with counts, the most frequent first."""
    rows: list[CountedName] = [
        {"name": vocabulary.types[slug].name, "path": f"loai/{slug}/index.html", "count": count}
        for slug, count, _ in tally
        if count and slug in vocabulary.types
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["name"]))


def fields(tally: Iterable[tuple[str, int, str]], vocabulary: Vocabulary) -> list[CountedName]:
    """The fields of life that documents have, with counts, the commonest first; equal ones as their table has them."""
    counts = {slug: count for slug, count, _ in tally}
    rows: list[CountedName] = [
        {"name": field.name, "path": f"linh-vuc/{field.slug}/index.html", "count": counts[field.slug]}
        for field in vocabulary.fields.listed
        if counts.get(field.slug)
    ]
    return sorted(rows, key=lambda row: -row["count"])


def year_links(view: View, prefix: str, base: str, *, counts: bool) -> list[YearLink]:
    """The years of a kind of list, newest first; with counts only where one page shows them."""
    rows: list[YearLink] = [
        {"year": int(t.name), "path": f"{base}/{t.name}/index.html", "count": t.total} for t in view.tally(prefix)
    ]
    rows.sort(key=lambda row: -row["year"])
    return rows if counts else [{"year": row["year"], "path": row["path"]} for row in rows]


def year_folders(view: View, prefix: str, base: str, most: int) -> Iterator[str]:
    """Folders of the years of a kind of list, and of the months of those with more than `most` documents."""
    for tally in view.tally(prefix):
        yield f"{base}{tally.name}"
        if view.size(f"{prefix}{tally.name}") > most:
            months = (f"{month:02d}" for month in range(1, 13))
            year = tally.last[: len("2024-")]
            yield from (
                f"{base}{tally.name}/{month}" for month in months if view.begins(f"{prefix}{tally.name}", year + month)
            )


def beside(years: Sequence[YearLink], year: int) -> YearNeighbours:
    """Previous and next year that have documents."""
    older = max((row for row in years if row["year"] < year), key=lambda row: row["year"], default=None)
    newer = min((row for row in years if row["year"] > year), key=lambda row: row["year"], default=None)
    return {"previous": _named(older), "next": _named(newer)}


def _named(year: YearLink | None) -> PageLink | None:
    return {"label": f"Năm {year['year']}", "path": year["path"]} if year else None


def type_feed(slug: str, name: str) -> FeedLink:
    """The feed of a type that has documents."""
    return {"title": f"{name}: văn bản mới", "path": f"loai/{slug}/atom.xml"}


def type_page(slug: str, view: View, vocabulary: Vocabulary) -> Output:
    """A type: its years and its newest documents."""
    name = vocabulary.types[slug].name
    context: KindPage = {
        "section": "loai",
        "crumbs": crumbs((name, None)),
        "title": name,
        "description": f"{name} của Hội đồng nhân dân các cấp, theo năm ban hành.",
        "years": year_links(view, Group.TYPE_YEAR.of(f"{slug}/"), f"loai/{slug}", counts=True),
        "latest": view.cards(Group.TYPE.of(slug), LATEST),
        "feeds": [type_feed(slug, name)],
    }
    return Output(f"loai/{slug}/index.html", "type", context)


def type_years(rest: str, view: View, vocabulary: Vocabulary, most: int) -> Iterator[Output]:
    """A year of a type, or its months."""
    slug, _, year = rest.partition("/")
    name, folder = vocabulary.types[slug].name, f"loai/{slug}"
    group, feed = Group.TYPE_YEAR.of(f"{slug}/"), type_feed(slug, name)
    kind = YearlyList("loai", folder, name, group, [feed], [(name, f"{folder}/index.html")])
    yield from of_year(kind, year, view, most)


def oversight_years(year: str, view: View, most: int) -> Iterator[Output]:
    """Oversight documents of a year, or its months."""
    title, path = OVERSIGHT_FEED
    feeds: list[FeedLink] = [{"title": title, "path": path}]
    trail = [("Giám sát", "giam-sat/index.html")]
    kind = YearlyList("giam-sat", "giam-sat", "Văn bản giám sát", Group.OVERSIGHT_YEAR.prefix, feeds, trail)
    yield from of_year(kind, year, view, most)


class YearlyList(NamedTuple):
    """A kind of list with a page for each year: its section, folder, name and feeds, and the pages from home to it.

    `group` is what the names of its groups begin with; the year stands behind it.
    """

    section: str
    folder: str
    name: str
    group: str
    feeds: Sequence[FeedLink]
    trail: Sequence[tuple[str, str]]


def of_year(kind: YearlyList, year: str, view: View, most: int) -> Iterator[Output]:
    """A year of a kind of list, cut into months above `most`; of a long year a month is made that says something else.

    The cards of its group are ordered by the days of their documents.
    """
    name, folder, cards = kind.name, f"{kind.folder}/{year}", view.kept_cards(f"{kind.group}{year}")
    years = year_links(view, kind.group, kind.folder, counts=False)
    here: GroupYearPage = {
        "section": kind.section,
        "years": years,
        "feeds": kind.feeds,
        **beside(years, int(year)),
        "title": f"{name} năm {year}",
        "description": f"{name} ban hành năm {year} của Hội đồng nhân dân các cấp.",
        "crumbs": crumbs(*kind.trail, (year, None)),
        "year": int(year),
        "months": [],
        "groups": [],
    }
    if len(cards) <= most:
        yield _listed(f"{folder}/index.html", here, cards)
        return
    months: defaultdict[str, list[KeptCard]] = defaultdict(list)
    for kept in cards:
        months[kept.sort[5:7]].append(kept)
    links: list[MonthLink] = [
        {
            "label": labels.month(year, one),
            "path": f"{folder}/{one}/index.html",
            "count": sum(kept.weight for kept in months[one]),
        }
        for one in sorted(months, reverse=True)
    ]
    cut: GroupYearPage = {**here, "months": links}
    yield Output(f"{folder}/index.html", "group_year", cut)
    for one, members in months.items():
        label = labels.month(year, one)
        own: GroupYearPage = {
            **here,
            "title": f"{name}, {label.lower()}",
            "description": f"{name} ban hành {label.lower()} của Hội đồng nhân dân các cấp.",
            "crumbs": crumbs(*kind.trail, (year, f"{folder}/index.html"), (label, None)),
        }
        yield _listed(f"{folder}/{one}/index.html", own, members)


def _listed(path: str, context: GroupYearPage, members: Sequence[KeptCard]) -> Output:
    """A page of documents by level, made of these cards and of the context."""

    def page() -> Iterator[Output]:
        whole: GroupYearPage = {**context, "groups": _by_level(kept.card for kept in members)}
        yield Output(path, "group_year", whole)

    return Output(path, seed=seed(repr(context), members), make=page)


def _by_level(cards: Iterable[DocumentCard]) -> list[DocumentGroup]:
    return grouped(cards, lambda card: str(card["level_label"]))


def grouped(cards: Iterable[DocumentCard], key: Callable[[DocumentCard], str]) -> list[DocumentGroup]:
    """Groups in the order of levels or of names, each newest first; related documents are not counted."""
    found: defaultdict[str, list[DocumentCard]] = defaultdict(list)
    for card in cards:
        found[key(card)].append(card)
    ranks = {label: rank for rank, label in enumerate(labels.LEVELS.values())}
    titles = sorted(found, key=lambda title: (ranks.get(title, len(ranks)), title))
    return [
        {"title": t, "count": sum(card["scope"] == "in" for card in found[t]), "documents": found[t][::-1]}
        for t in titles
    ]
