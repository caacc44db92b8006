"""Oversight followed: its first page, the dossiers of each council, the course of one dossier."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.document import dossiers
from pipeline.document.dossiers import Dossiers
from pipeline.document.licence import LICENCE
from pipeline.document.register import ACTS, Act, parse
from pipeline.document.vocabulary import Vocabulary
from pipeline.document.zone import day
from plugins import archive_calendar, archive_exports, archive_feeds
from plugins.archive_dictionary import DOSSIER, DOSSIERS
from plugins.archive_dictionary import names as names_of
from plugins.archive_pages import json_lines, listings, names, timeline
from plugins.archive_pages.card_types import Closed, DocumentCard, DossierCard, DossierPage
from plugins.archive_pages.cards import council_link
from plugins.archive_pages.duty_types import (
    CouncilOversightPage,
    DossierContext,
    OversightCourse,
    OversightPage,
    WaitedDay,
)
from plugins.archive_pages.groups import Group
from plugins.archive_pages.listings import LATEST, OVERSIGHT_FEED, crumbs, year_links
from plugins.archive_pages.page_types import CountedName, KindPage
from plugins.archive_pages.text_types import RedirectPage
from plugins.filters import date_label
from plugins.incremental import Output, View

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings


FORMS = "giam-sat/hinh-thuc"
CALENDAR = "giam-sat/lich.ics"
_NEWEST = 20
_LOOKED_AT = 200  # of the newest documents, in which the newest dossiers are looked for
_ASKING = 100  # of the newest documents with a day due, in whose dossiers what is waited for is looked for
_WAITED = 10  # days due on the first page; those of a council stand all on its own


def first_page(view: View, vocabulary: Vocabulary, root: Path) -> Output:
    """Everything about oversight: forms, dossiers, what they wait for, the councils that have some, years, newest."""
    asking = _dossiers_of(view.cards(Group.DEADLINES, _ASKING))
    waited = _waited(((slug, _own(slug, view.cards(Group.DOSSIER.of(slug)))) for slug in asking), root)
    forms: list[CountedName] = [
        {
            "name": vocabulary.forms[t.name].name,
            "count": t.total or view.size(Group.FORM.of(t.name)),
            "path": f"{FORMS}/{t.name}/index.html",
        }
        for t in view.tally(Group.FORM.prefix)
        if t.name in vocabulary.forms
    ]
    context: OversightPage = {
        "section": "giam-sat",
        "crumbs": crumbs(("Giám sát", None)),
        "title": "Văn bản về hoạt động giám sát",
        "description": "Chương trình, kế hoạch, báo cáo, kết luận và kiến nghị giám sát của Hội đồng nhân dân các cấp.",
        "forms": sorted(forms, key=lambda form: (-form["count"], form["name"])),
        "dossiers": list(islice(_newest(view), _NEWEST)),
        "councils": list(_councils(view, vocabulary)),
        "waited": waited[:_WAITED],
        "waited_more": len(waited) > _WAITED or view.size(Group.DEADLINES) > _ASKING,
        "years": year_links(view, Group.OVERSIGHT_YEAR.prefix, "giam-sat", counts=True),
        "latest": view.cards(Group.OVERSIGHT, LATEST),
        "calendar": CALENDAR if view.size(Group.DEADLINES) else None,
        "feeds": archive_feeds.links(view, Group.OVERSIGHT, *OVERSIGHT_FEED),
    }
    return Output("giam-sat/index.html", "oversight", context)


def _newest(view: View) -> Iterator[DossierCard]:
    """Dossiers in which something came last, the newest first."""
    for slug in _dossiers_of(view.cards(Group.OVERSIGHT, _LOOKED_AT)):
        yield facts(slug, _own(slug, view.cards(Group.DOSSIER.of(slug))))


def _dossiers_of(cards: Iterable[DocumentCard]) -> list[str]:
    """The dossiers of these documents, each once."""
    return list(
        dict.fromkeys(dossiers.name(card["council"]["slug"], card["dossier"]) for card in cards if card["dossier"])
    )


def _waited(found: Iterable[tuple[str, Sequence[DocumentCard]]], root: Path) -> list[WaitedDay]:
    """Days due by which no report on what was done came, the latest first; a dossier that is closed waits for none.

    Whether a day is past is not said: a page knows no clock, and a report may have been made that nobody sent here.
    """
    waited: list[WaitedDay] = [
        {"due": due, "dossier": facts(slug, cards)}
        for slug, cards in found
        if not _closed(slug, root)
        for due in timeline.due_days(cards)
        if due["asks"] and not due["answer"]
    ]
    return sorted(waited, key=lambda one: (one["due"]["date"], one["due"]["path"]), reverse=True)


def _councils(view: View, vocabulary: Vocabulary) -> Iterator[CountedName]:
    """Councils that have dossiers, in the registry's order."""
    counts = {tally.name: tally.total for tally in view.tally(Group.COUNCIL_DOSSIERS.prefix)}
    for council in vocabulary.ordered():
        name = f"{council.level}/{council.slug}"
        if name in counts:
            yield {"name": council.label, "path": f"{name}/giam-sat/index.html", "count": counts[name]}


def of_council(name: str, view: View, vocabulary: Vocabulary, site: "SiteSettings", root: Path) -> Iterator[Output]:
    """All dossiers of a council, the newest first, and the calendar of their days due; `name` is level/slug."""
    cards = view.cards(Group.COUNCIL_DOSSIERS.of(name))
    if not cards:
        return
    council = vocabulary.councils[name.partition("/")[2]]
    found: dict[str, list[DocumentCard]] = {}
    for card in cards[::-1]:
        found.setdefault(dossiers.name(council.slug, card["dossier"]), []).insert(0, card)
    in_course = {slug: _in_course(members, vocabulary) for slug, members in found.items()}
    shown = [facts(slug, members) for slug, members in in_course.items()]
    context: CouncilOversightPage = {
        "section": "giam-sat",
        "crumbs": crumbs(("Giám sát", "giam-sat/index.html"), (council.label, None)),
        "title": f"{council.label}: hồ sơ giám sát",
        "description": f"Các cuộc giám sát của {council.title}, mỗi cuộc một hồ sơ văn bản.",
        "council": council_link(council),
        "dossiers": shown,
        "waited": _waited(in_course.items(), root),
        "calendar": of_council_calendar(name) if any(card["due"] for card in cards) else None,
        "feeds": (),
    }
    yield Output(f"{name}/giam-sat/index.html", "council_oversight", context)
    yield Output(of_council_table(name), data=_listed(shown))
    title = f"hạn trong văn bản giám sát – {council.label}"
    yield from archive_calendar.calendar(of_council_calendar(name), title, cards, site)


def of_council_table(name: str) -> str:
    """The table of a council's dossiers; `name` is level/slug."""
    return f"{name}/giam-sat/ho-so.csv"


def _listed(shown: Iterable[DossierCard]) -> bytes:
    rows = (
        (one["path"].removesuffix("/index.html"), one["title"], one["council"]["slug"], str(one["count"]), one["years"])
        for one in shown
    )
    return archive_exports.table((dict(zip(names_of(DOSSIERS), row, strict=True)) for row in rows), names_of(DOSSIERS))


def of_council_calendar(name: str) -> str:
    """The calendar of a council's days due; `name` is level/slug."""
    return f"{name}/giam-sat/lich.ics"


def form(slug: str, view: View, vocabulary: Vocabulary) -> Output:
    """A form of oversight document: its years and its newest documents."""
    name = vocabulary.forms[slug].name
    context: KindPage = {
        "section": "giam-sat",
        "crumbs": crumbs(("Giám sát", "giam-sat/index.html"), (name, None)),
        "title": name,
        "description": f"{name} của Hội đồng nhân dân các cấp, theo năm ban hành.",
        "years": year_links(view, Group.FORM_YEAR.of(f"{slug}/"), f"{FORMS}/{slug}", counts=True),
        "latest": view.cards(Group.FORM.of(slug), LATEST),
        "feeds": (),
    }
    return Output(f"{FORMS}/{slug}/index.html", "type", context)


def form_years(rest: str, view: View, vocabulary: Vocabulary, most: int) -> Iterator[Output]:
    """A year of a form, or its months."""
    slug, _, year = rest.partition("/")
    name, folder = vocabulary.forms[slug].name, f"{FORMS}/{slug}"
    trail = [("Giám sát", "giam-sat/index.html"), (name, f"{folder}/index.html")]
    kind = listings.YearlyList("giam-sat", folder, name, Group.FORM_YEAR.of(f"{slug}/"), (), trail)
    yield from listings.of_year(kind, year, view, most)


def _in_course(cards: Sequence[DocumentCard], vocabulary: Vocabulary) -> list[DocumentCard]:
    order = {form: place for place, form in enumerate(vocabulary.dossier_order)}
    return sorted(cards, key=lambda card: (order.get(card["oversight"] or "", len(order)), card["date"]))


def facts(slug: str, cards: Sequence[DocumentCard]) -> DossierCard:
    """A dossier as lists show it; it is called after the first document of its course."""
    years = sorted({card["year"] for card in cards})
    return {
        "slug": slug,
        "title": cards[0]["title"],
        "path": f"giam-sat/ho-so/{slug}/index.html",
        "council": cards[0]["council"],
        "count": len(cards),
        "years": str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
    }


def _own(slug: str, cards: Iterable[DocumentCard]) -> list[DocumentCard]:
    """Of a dossier's group, those that are in it now; the others were before."""
    return [
        card for card in cards if card["dossier"] and dossiers.name(card["council"]["slug"], card["dossier"]) == slug
    ]


def _left(slug: str, cards: Sequence[DocumentCard]) -> RedirectPage:
    """Where a dossier that has no document any more leads: to that of the newest that was in it."""
    newest = max(cards, key=lambda card: (str(card["date"]), str(card["path"])))
    now = newest["dossier"] and dossiers.name(newest["council"]["slug"], newest["dossier"])
    path = f"giam-sat/ho-so/{now}/index.html" if now else newest["path"]
    return {"target": path, "target_label": newest["title"], "dossier": slug}


def stamps(root: Path, vocabulary: Vocabulary) -> dict[str, str]:
    """The pages of dossiers on which a person decided something that no document tells, and the lists of them."""
    last = {name: acts[-1].hash for name, acts in _decisions(root).acts.items() if acts}
    found = {Group.DOSSIER.of(name): of_last for name, of_last in last.items()}
    if last:
        found[Group.OVERSIGHT] = " ".join(last.values())
    for council in vocabulary.councils.values() if last else ():
        if own := [of_last for name, of_last in last.items() if name.startswith(f"{council.slug}-")]:
            found[Group.COUNCIL_DOSSIERS.of(f"{council.level}/{council.slug}")] = " ".join(own)
    return found


def _decisions(root: Path) -> Dossiers:
    path = root / json_lines.FOLDER / ACTS
    return _decided(path, json_lines.last_line(path))


@lru_cache(maxsize=1)
def _decided(path: Path, last: bytes) -> Dossiers:
    """Read once for each state of the register, whose `last` line tells them apart."""
    found = path.read_bytes().split(b"\n") if last else ()
    return Dossiers.of(parse(json.loads(line), Act) for line in found if b'"act":"dossier-' in line)


def _closed(slug: str, root: Path) -> Closed | None:
    act = _decisions(root).closed(slug)
    return {"date_label": date_label(day(act.time)), "by": act.actor, "why": act.why} if act else None


def _tables(own: DossierPage, times: OversightCourse) -> Iterator[Output]:
    """The course of an oversight as data: each step with its documents or none, each day due with its sentence."""
    rows: list[tuple[str | None, ...]] = [
        (
            step["name"],
            document["path"].removesuffix("/index.html"),
            document["code"],
            document["date"],
            None,
            None,
            None,
        )
        for step in times["steps"]
        for document in step["documents"]
    ]
    rows += [(step["name"], None, None, None, None, None, None) for step in times["steps"] if not step["documents"]]
    rows += [
        ("Hạn", one["path"], one["document"]["code"], one["document"]["date"], one["date"], one["sentence"],
         one["answer"]["path"].removesuffix("/index.html") if one["answer"] else None)
        for one in times["due"]
    ]  # fmt: skip
    table = [dict(zip(names_of(DOSSIER), row, strict=True)) for row in rows]
    folder = own["path"].removesuffix("/index.html")
    yield Output(f"{folder}/ho-so.csv", data=archive_exports.table(table, names_of(DOSSIER)))
    data = {
        "name": own["slug"],
        "title": own["title"],
        "council": own["council"]["slug"],
        "closed": own["closed"],
        "license": LICENCE,
    }
    known = [{key: value for key, value in row.items() if value} for row in table]
    yield Output(f"{folder}/ho-so.json", data=f"{archive_exports.line(data | {'rows': known})}\n".encode())


def dossier(slug: str, view: View, site: "SiteSettings", archive: str, root: Path) -> Iterator[Output]:
    """The documents of one oversight, in its course, as data, and their feed.

    `archive` as `archive_feeds.identity` gives it. Where all have left, its address leads to where they are.
    """
    known = view.cards(Group.DOSSIER.of(slug))
    cards = _own(slug, known)
    if not cards:
        if known:
            yield Output(f"giam-sat/ho-so/{slug}/index.html", "redirect", _left(slug, known))
        return
    steps: dict[str, list[DocumentCard]] = {}
    for card in cards:
        steps.setdefault(card["oversight_name"] or card["type"]["name"], []).append(card)
    own: DossierPage = {**facts(slug, cards), "closed": _closed(slug, root)}
    times = timeline.timeline(cards)
    gone = [card for card in known if card not in cards]
    level = cards[0]["level"]
    all_of = f"{level}/{own['council']['slug']}/giam-sat/index.html"
    context: DossierContext = {
        "section": "giam-sat",
        "crumbs": crumbs(("Giám sát", "giam-sat/index.html"), (own["council"]["label"], all_of), ("Hồ sơ", None)),
        "title": names.short(own["title"]),
        "description": names.short(f"Hồ sơ giám sát của {own['council']['label']}: {own['title']}", 300),
        "dossier": own,
        "timeline": times,
        "gone": [{"code": card["code"], "now": _left(slug, [card])["target"]} for card in gone],
        "tables": [own["path"].replace("index.html", name) for name in ("ho-so.csv", "ho-so.json")],
        "calendar": of_council_calendar(f"{level}/{own['council']['slug']}") if any(c["due"] for c in cards) else None,
        "steps": [{"form_name": name, "documents": documents} for name, documents in steps.items()],
        "feeds": [{"title": "Văn bản mới của hồ sơ này", "path": own["path"].replace("index.html", "atom.xml")}],
    }
    yield Output(own["path"], "dossier", context)
    yield from _tables(own, times)
    newest = sorted(cards, key=lambda card: str(card["received"]), reverse=True)[: archive_feeds.NEWEST]
    said, path = f"hồ sơ giám sát – {context['title']}", own["path"].replace("index.html", "atom.xml")
    yield from archive_feeds.atom(path, said, newest, site, archive)
