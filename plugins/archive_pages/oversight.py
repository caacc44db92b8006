"""Oversight followed: its first page, the dossiers of each council, the course of one dossier."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from pipeline.document.vocabulary import Vocabulary
from plugins import archive_feeds
from plugins.archive_pages import names
from plugins.archive_pages.cards import council_link, dossier_name
from plugins.archive_pages.listings import LATEST, OVERSIGHT_FEED, crumbs, year_links
from plugins.filters import date_label
from plugins.incremental import Card, Output, View

Context = dict[str, Any]

_NEWEST = 20
_LOOKED_AT = 200  # of the newest documents, in which the newest dossiers are looked for
_COURSE = (
    ("Kế hoạch", ("kh-gs",)),
    ("Thành lập Đoàn", ("tl-doan-gs",)),
    ("Báo cáo kết quả", ("bc-kq-gs",)),
    ("Kết luận, nghị quyết", ("kl-tt", "nq-gs-chuyen-de")),
    ("Kiến nghị, đôn đốc", ("kn-gs",)),
    ("Báo cáo thực hiện", ("bc-thuc-hien",)),
)
"""The steps of an oversight that a reader waits for, with their forms (Law 121/2025/QH15, chapter III)."""


def first_page(view: View, vocabulary: Vocabulary) -> Output:
    """Everything about oversight: forms, the newest dossiers, the councils that have dossiers, years, newest."""
    forms: list[Context] = [
        {"name": vocabulary.forms[t.name].name, "count": t.total or view.size(f"gf:{t.name}"), "path": None}
        for t in view.tally("gf:")
        if t.name in vocabulary.forms
    ]
    context = {
        "section": "giam-sat",
        "crumbs": crumbs(("Giám sát", None)),
        "title": "Văn bản về hoạt động giám sát",
        "description": "Chương trình, kế hoạch, báo cáo, kết luận và kiến nghị giám sát của Hội đồng nhân dân các cấp.",
        "forms": sorted(forms, key=lambda form: (-form["count"], form["name"])),
        "dossiers": list(islice(_newest(view), _NEWEST)),
        "councils": list(_councils(view, vocabulary)),
        "years": year_links(view, "gn:", "giam-sat", counts=True),
        "latest": view.cards("gs", LATEST),
        "feeds": archive_feeds.links(view, "gs", *OVERSIGHT_FEED),
    }
    return Output("giam-sat/index.html", "oversight", context)


def _newest(view: View) -> Iterator[Context]:
    """Dossiers in which something came last, the newest first."""
    recent = (card for card in view.cards("gs", _LOOKED_AT) if card["dossier"])
    for slug in dict.fromkeys(dossier_name(card["council"]["slug"], card["dossier"]) for card in recent):
        yield facts(slug, view.cards(f"hs:{slug}"))


def _councils(view: View, vocabulary: Vocabulary) -> Iterator[Context]:
    """Councils that have dossiers, in the registry's order."""
    counts = {tally.name: tally.total for tally in view.tally("hn:")}
    for council in vocabulary.ordered():
        name = f"{council.level}/{council.slug}"
        if name in counts:
            yield {"name": council.label, "path": f"{name}/giam-sat/index.html", "count": counts[name]}


def of_council(name: str, view: View, vocabulary: Vocabulary) -> Iterator[Output]:
    """All dossiers of a council, the newest first; `name` is level/slug."""
    cards = view.cards(f"hn:{name}")
    if not cards:
        return
    council = vocabulary.councils[name.partition("/")[2]]
    found: dict[str, list[Card]] = {}
    for card in cards[::-1]:
        found.setdefault(dossier_name(council.slug, card["dossier"]), []).insert(0, card)
    context = {
        "section": "giam-sat",
        "crumbs": crumbs(("Giám sát", "giam-sat/index.html"), (council.label, None)),
        "title": f"{council.label}: hồ sơ giám sát",
        "description": f"Các cuộc giám sát của {council.title}, mỗi cuộc một hồ sơ văn bản.",
        "council": council_link(council),
        "dossiers": [facts(slug, _in_course(members, vocabulary)) for slug, members in found.items()],
        "feeds": (),
    }
    yield Output(f"{name}/giam-sat/index.html", "council_oversight", context)


def _in_course(cards: Sequence[Card], vocabulary: Vocabulary) -> list[Card]:
    order = {form: place for place, form in enumerate(vocabulary.dossier_order)}
    return sorted(cards, key=lambda card: (order.get(card["oversight"], len(order)), card["date"]))


def facts(slug: str, cards: Sequence[Card]) -> Context:
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


def dossier(slug: str, view: View) -> Iterator[Output]:
    """The documents of one oversight, in its course."""
    cards = view.cards(f"hs:{slug}")
    if not cards:
        return
    steps: dict[str, list[Card]] = {}
    for card in cards:
        steps.setdefault(card["oversight_name"] or card["type"]["name"], []).append(card)
    own = facts(slug, cards)
    level = cards[0]["level"]
    all_of = f"{level}/{own['council']['slug']}/giam-sat/index.html"
    context = {
        "section": "giam-sat",
        "crumbs": crumbs(("Giám sát", "giam-sat/index.html"), (own["council"]["label"], all_of), ("Hồ sơ", None)),
        "title": names.short(own["title"]),
        "description": names.short(f"Hồ sơ giám sát của {own['council']['label']}: {own['title']}", 300),
        "dossier": own,
        "course": course(cards),
        "steps": [{"form_name": name, "documents": documents} for name, documents in steps.items()],
        "feeds": [{"title": "Văn bản mới của hồ sơ này", "path": own["path"].replace("index.html", "atom.xml")}],
    }
    yield Output(own["path"], "dossier", context)


def course(cards: Iterable[Card]) -> list[Context]:
    """The steps that every oversight has, each with the day of its first document or None where none was received."""
    days: dict[str, str] = {}
    for card in cards:
        form = card["oversight"] or ""
        days[form] = min(card["date"], days.get(form, card["date"]))
    return [
        {"name": name, "day": date_label(_first(days, forms)), "date": _first(days, forms)} for name, forms in _COURSE
    ]


def _first(days: dict[str, str], forms: Iterable[str]) -> str | None:
    return min((days[form] for form in forms if form in days), default=None)
