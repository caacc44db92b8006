"""Pages of levels, councils and their years."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from pipeline.account.completeness import within
from pipeline.document.vocabulary import Council, Kin, Vocabulary
from plugins import archive_feeds
from plugins.archive_pages import labels, missing, session_pages
from plugins.archive_pages.card_types import CouncilCard, CouncilName, KinName
from plugins.archive_pages.cards import council_link
from plugins.archive_pages.groups import Group
from plugins.archive_pages.listings import LATEST, beside, crumbs, grouped, types, year_links
from plugins.archive_pages.page_types import (
    CouncilFacts,
    CouncilGroup,
    CouncilPage,
    CouncilYearPage,
    CountedName,
    DocumentGroup,
    FormerCouncils,
    FormerPage,
    LevelPage,
    NameStep,
)
from plugins.filters import date_label, first_lower
from plugins.incremental import Card, Output, Tally, View

_BEFORE = 10
_NO_FIELD = "Trích yếu không nêu rõ lĩnh vực"
_FEW = 24
"""So many councils can be looked over at once; more are folded by the unit above them, with a box to filter by name."""


def _heirs(vocabulary: Vocabulary, slug: str) -> Iterator[str]:
    """The wards that took its place, where somebody lives now, and the councils above them, which they name."""
    council = vocabulary.councils[slug]
    for kin in council.successors:
        heir = vocabulary.councils.get(kin.slug)
        if heir and heir.level == council.level == "xa":
            yield from vocabulary.line(heir.slug)


class Councils:
    """The councils that have pages: those of the province, their heirs, and any other that issued a document.

    `counted` are those of the province, whose numbers its office accounts for: an heir in another province has a page,
    and no page of completeness. `own` are both. `held` are the levels that any document is of.
    """

    def __init__(self, vocabulary: Vocabulary, province: str, held: Collection[str] = ()) -> None:
        self.vocabulary = vocabulary
        self._held = held
        self.counted = frozenset(one for one in vocabulary.councils if within(one, province, vocabulary))
        self.own = self.counted | {heir for slug in self.counted for heir in _heirs(vocabulary, slug)}

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels that have a page: some council of theirs has one."""
        there = {*self._held, *(self.vocabulary.councils[slug].level for slug in self.own)}
        return tuple(level for level in labels.LEVELS if level in there)

    @cached_property
    def offered(self) -> tuple[str, ...]:
        """The levels that menus lead to: a council of theirs is at work, or a document of theirs is here.

        Since 1 July 2025 there are no districts (Law 72/2025/QH15): an archive that was begun later has none, one with
        papers of theirs still leads to them.
        """
        at_work = {one.level for one in map(self.vocabulary.councils.__getitem__, self.own) if one.valid_to is None}
        return tuple(level for level in self.levels if level in at_work or level in self._held)

    def shown(self, view: View) -> list[Council]:
        """By level, then by name."""
        others = {tally.name.partition("/")[2] for tally in view.tally(Group.COUNCIL.prefix)}
        return [council for council in self.vocabulary.ordered() if council.slug in self.own | others]

    def known(self, view: View) -> list[Council]:
        """Those shown, and those that any of these names, above, before, after: no line of the table leads out."""
        wanted = {one.slug for one in self.shown(view)}
        fresh = wanted
        while fresh:
            there = (self.vocabulary.councils[slug] for slug in fresh if slug in self.vocabulary.councils)
            fresh = {slug for one in there for slug in one.named} - wanted
            wanted = wanted | fresh
        return [council for council in self.vocabulary.ordered() if council.slug in wanted]

    def per_level(self, view: View) -> dict[str, int]:
        """How many councils each level has to which menus lead."""
        counts = dict.fromkeys(self.offered, 0)
        for council in self.shown(view):
            if council.level in counts:
                counts[council.level] += 1
        return counts

    def with_documents(self, view: View) -> int:
        """How many councils have published something."""
        return sum(tally.total > 0 for tally in view.tally(Group.COUNCIL.prefix))

    def feeds(self) -> Iterator[str]:
        """Where the feed of each council of the province lies, or will."""
        for slug in sorted(self.own):
            yield f"{self.vocabulary.councils[slug].level}/{slug}/atom.xml"

    def label(self, name: str) -> str:
        """HĐND huyện Dầu Tiếng; `name` is level/slug."""
        return self.vocabulary.councils[name.partition("/")[2]].label

    def has_page(self, name: str, view: View) -> bool:
        """Whether a council is the province's or has published something; `name` is level/slug."""
        return name.partition("/")[2] in self.own or bool(view.size(Group.COUNCIL.of(name)))

    def level(self, slug: str, view: View) -> Output:
        """A level: its councils, those that ceased apart, and its newest documents."""
        rows = [council for council in self.shown(view) if council.level == slug]
        tallies = {tally.name: tally for tally in view.tally(Group.COUNCIL_IN_TIME.of(f"{slug}/"))}
        active = [council for council in rows if council.valid_to is None]
        ended = [council for council in rows if council.valid_to is not None]
        label = labels.LEVELS[slug]
        context: LevelPage = {
            "section": slug,
            "crumbs": crumbs((label, None)),
            "title": f"Hội đồng nhân dân {first_lower(label)}",
            "description": f"Hội đồng nhân dân {first_lower(label)}: {labels.LEVEL_NOTES[slug]}",
            "groups": self._groups(active, tallies),
            "ended": self._groups(ended, tallies),
            "many": len(rows) > _FEW,
            "types": types(view.tally(Group.LEVEL_TYPE.of(f"{slug}/")), self.vocabulary),
            "latest": view.cards(Group.LEVEL.of(slug), LATEST),
            "feeds": archive_feeds.links(view, Group.LEVEL.of(slug), f"{label}: văn bản mới", f"{slug}/atom.xml"),
        }
        return Output(f"{slug}/index.html", "level", context)

    def _groups(self, councils: Iterable[Council], tallies: Mapping[str, Tally]) -> list[CouncilGroup]:
        """Councils by the unit above them."""
        found: dict[str, list[CouncilCard]] = {}
        for council in councils:
            above = self.vocabulary.councils.get(council.parent or "")
            title = f"Thuộc {first_lower(above.name)}" if above else "Các Hội đồng nhân dân"
            found.setdefault(title, []).append(self._entry(council, tallies))
        return [{"title": title, "councils": found[title]} for title in sorted(found)]

    def _entry(self, council: Council, tallies: Mapping[str, Tally]) -> CouncilCard:
        tally = tallies.get(council.slug)
        return {
            **council_link(council),
            "count": tally.total if tally else 0,
            "last_label": date_label(tally.last) if tally else None,
            "ended": date_label(council.valid_to),
            "successors": self._kin(council.successors),
        }

    def _kin(self, kin: Iterable[Kin]) -> list[KinName]:
        return [{**self._link(one.outside or one.slug), "part": labels.PARTS.get(one.part)} for one in kin]

    def _link(self, slug: str) -> CouncilName:
        """A council by name; as a link only when it has a page here."""
        council = self.vocabulary.councils.get(slug)
        if council is None:
            return {"label": slug, "path": None}
        return {"label": council.label, "path": council_link(council)["path"] if slug in self.own else None}

    def council(self, name: str, view: View) -> Output:
        """A council: its facts, its organs, its years, its newest documents; `name` is level/slug."""
        council = self.vocabulary.councils[name.partition("/")[2]]
        link, label = council_link(council), labels.LEVELS[council.level]
        context: CouncilPage = {
            "section": council.level,
            "crumbs": crumbs((label, f"{council.level}/index.html"), (link["label"], None)),
            "title": link["label"],
            "description": f"Nghị quyết và văn bản giám sát của {council.title}, theo năm và theo loại.",
            "council": self._facts(council),
            "missing": f"{missing.folder(name)}/index.html" if view.size(Group.COUNCIL.of(name)) else None,
            "organs": self._organs(name, council, view),
            "years": year_links(view, Group.COUNCIL_YEAR.of(f"{name}/"), name, counts=True),
            "sessions": session_pages.links(name, view),
            "types": [
                {**row, "path": None} for row in types(view.tally(Group.COUNCIL_TYPE.of(f"{name}/")), self.vocabulary)
            ],
            "latest": view.cards(Group.COUNCIL.of(name), LATEST),
            "before": self._before(council, view),
            "feeds": archive_feeds.links(
                view, Group.COUNCIL.of(name), f"{link['label']}: văn bản mới", f"{name}/atom.xml"
            ),
        }
        return Output(link["path"], "council", context)

    def _before(self, council: Council, view: View) -> FormerCouncils | None:
        """The newest documents of the councils whose place it took, and the page of all of them."""
        group = Group.COUNCIL_BEFORE.of(f"{council.level}/{council.slug}")
        if not view.size(group):
            return None
        path = f"{council.level}/{council.slug}/ke-thua/index.html"
        return {"count": view.count(group), "path": path, "latest": view.cards(group, _BEFORE)}

    def before(self, name: str, view: View) -> Iterable[Output]:
        """All documents of the councils before this one, by year and by field; `name` is level/slug."""
        cards = view.cards(Group.COUNCIL_BEFORE.of(name))
        if not cards:
            return
        council = self.vocabulary.councils[name.partition("/")[2]]
        link, label = council_link(council), labels.LEVELS[council.level]
        trail = ((label, f"{council.level}/index.html"), (link["label"], link["path"]), ("Đơn vị tiền nhiệm", None))
        by_year, by_field = (f"{name}/ke-thua/{folder}index.html" for folder in ("", "linh-vuc/"))
        context: FormerPage = {
            "section": council.level,
            "crumbs": crumbs(*trail),
            "title": f"{link['label']}: văn bản của đơn vị tiền nhiệm",
            "description": f"Văn bản của các Hội đồng nhân dân mà {council.title} kế thừa, theo ",
            "council": self._facts(council),
            "orders": [{"label": "Xếp theo năm", "path": by_year}, {"label": "Xếp theo lĩnh vực", "path": by_field}],
            "feeds": (),
            "groups": [],
            "order": "",
        }
        for path, how, groups in (
            (by_year, "năm ban hành.", _by_year(cards)),
            (by_field, "lĩnh vực.", _by_field(cards)),
        ):
            told = context["description"] + how
            own: FormerPage = {**context, "description": told, "groups": groups, "order": path}
            yield Output(path, "before", own)

    def _facts(self, council: Council) -> CouncilFacts:
        history: list[NameStep] = [
            {"name": step["name"], "from": date_label(step.get("from")), "to": date_label(step.get("to"))}
            for step in council.history
        ]
        return {
            **council_link(council),
            "level_label": labels.LEVELS[council.level],
            "valid_from_label": date_label(council.valid_from),
            "valid_to_label": date_label(council.valid_to),
            "note": council.note or None,
            "parent": self._link(council.parent) if council.parent else None,
            "predecessors": self._kin(council.predecessors),
            "successors": self._kin(council.successors),
            "history": history,
            "completeness": self._completeness(council),
            "terms": [{"name": name or None, "years": years} for name, years in council.terms.items()],
        }

    def _completeness(self, council: Council) -> str | None:
        return f"{council.level}/{council.slug}/day-du/index.html" if council.slug in self.counted else None

    def _organs(self, name: str, council: Council, view: View) -> list[CountedName]:
        """Its organs in the registry's order; those of ended terms that still have documents behind them."""
        counts = {tally.name: tally.total for tally in view.tally(Group.COUNCIL_ORGAN.of(f"{name}/"))}
        return [
            {"name": organ.name.partition(" {")[0], "path": None, "count": counts.get(organ.key, 0)}
            for organ in self.vocabulary.organs(council.slug)
        ]

    def year(self, rest: str, view: View) -> Iterable[Output]:
        """A council's documents of one year, by type; `rest` is level/slug/year."""
        cards = view.cards(Group.COUNCIL_YEAR.of(rest))
        if not cards:
            return
        name, _, year = rest.rpartition("/")
        council = self.vocabulary.councils[name.partition("/")[2]]
        link, label = council_link(council), labels.LEVELS[council.level]
        years = year_links(view, Group.COUNCIL_YEAR.of(f"{name}/"), name, counts=False)
        context: CouncilYearPage = {
            "section": council.level,
            "crumbs": crumbs((label, f"{council.level}/index.html"), (link["label"], link["path"]), (year, None)),
            "title": f"{link['label']} – văn bản năm {year}",
            "description": f"Văn bản ban hành năm {year} của {council.title}.",
            "council": link,
            "year": int(year),
            "count": view.count(Group.COUNCIL_YEAR.of(rest)),
            "years": years,
            "groups": grouped(cards, lambda card: str(card["type"]["name"])),
            "feeds": [{"title": f"{link['label']}: văn bản mới", "path": f"{name}/atom.xml"}],
            **beside(years, int(year)),
        }
        yield Output(f"{rest}/index.html", "council_year", context)


def _by_year(cards: Iterable[Card]) -> list[DocumentGroup]:
    years = grouped(cards, lambda card: str(card["year"]))[::-1]
    return [{**group, "title": f"Năm {group['title']}"} for group in years]


def _by_field(cards: Iterable[Card]) -> list[DocumentGroup]:
    """By what the titles are about; those that do not tell it stand last."""
    fields = grouped(cards, lambda card: str(card["field"]["name"]) if card["field"] else _NO_FIELD)
    return sorted(fields, key=lambda group: group["title"] == _NO_FIELD)
