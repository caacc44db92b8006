"""What documents cite of a council and the archive does not hold: a page and a table of each council, or of its years.

It follows from the cards of the documents that cite, so a line goes in the build in which its document comes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from pipeline.document.vocabulary import Council, Vocabulary
from plugins import archive_exports
from plugins.archive_dictionary import MISSING, names
from plugins.archive_pages import labels, references
from plugins.archive_pages.card_types import DocumentCard, Mention
from plugins.archive_pages.cards import council_link
from plugins.archive_pages.cited import Citing, years_of
from plugins.archive_pages.duty_types import LackingCitation, LackingPage
from plugins.archive_pages.groups import Group
from plugins.archive_pages.listings import crumbs
from plugins.archive_pages.page_types import YearLink
from plugins.filters import date_label
from plugins.incremental import KeptCard, Output, View, seed

Members = Sequence[tuple[Citing, KeptCard]]


def folders(council: str, view: View, most: int) -> list[str]:
    """All folders of the lists of a council; `most` as `PageSizes.year`, as everywhere here."""
    return [folder(council), *(folder(council, year) for year in _years(_sorts(council, view, most), most))]


def tables(council: str, view: View, most: int) -> list[str]:
    """The same as CSV: one table, or one for each year where the list is long."""
    years = _years(_sorts(council, view, most), most)
    return [_table(council, year) for year in years or ("",)]


def _sorts(council: str, view: View, most: int) -> list[str]:
    group = Group.MISSING.of(council)
    return view.sorts(group) if view.size(group) > most else []


def _years(sorts: Iterable[str], most: int) -> list[str]:
    """The years into which a list of these members (`Citing.sort`) is cut, none where it is short."""
    citing = [sort for sort in sorts if sort[0] != "|"]
    if len(citing) <= most:
        return []
    return sorted(set(map(_first, {one for sort in citing for one in sort.rpartition("|")[2].split()})))


def _first(years: str) -> str:
    return years.partition("/")[0]


def folder(council: str, year: str = "") -> str:
    """Where the list stands of what is cited of a council and lacks, of one year; `council` is level/slug."""
    return f"{council}/vien-dan-chua-co/{year}".rstrip("/")


def _table(council: str, year: str = "") -> str:
    return f"{folder(council, year)}/vien-dan-chua-co.csv"


def outputs(council: str, view: View, vocabulary: Vocabulary, most: int) -> Iterator[Output]:
    """The page and the table of what documents cite of a council and the archive does not hold, nothing included.

    Of a long list those years are made of which a document that cites, or one of the council's own, came or changed.
    """
    members = [(Citing.of(kept.sort), kept) for kept in view.kept_cards(Group.MISSING.of(council))]
    if not members:
        return
    known = vocabulary.councils[council.partition("/")[2]]
    years = _years((kept.sort for _, kept in members), most)
    if not years:
        yield from _list(known, "", members, view)
        return
    links: list[YearLink] = [
        {"year": int(year), "path": f"{folder(council, year)}/index.html"} for year in reversed(years)
    ]
    first: LackingPage = {**_context(known, ""), "years": links}
    yield Output(f"{folder(council)}/index.html", "missing", first)
    stamps = {kept.item: seed("", (kept,)) for _, kept in members}  # each card is looked at once, for all its years
    for year, own in _by_year(members, years).items():
        make = partial(_list, known, year, own, view)
        yield Output(folder(council, year), seed="\n".join(stamps[kept.item] for _, kept in own), make=make)


def _by_year(members: Members, years: Iterable[str]) -> Mapping[str, Members]:
    """For each year those that cite what would stand in it, and those that may be what they cite."""
    said = {one for citing, _ in members for one in citing.years}
    lists: dict[str, set[str]] = {}  # the lists that depend on what a year's own documents are
    for one in said:
        for year in one.split("/"):
            lists.setdefault(year, set()).add(_first(one))
    found: dict[str, list[tuple[Citing, KeptCard]]] = {year: [] for year in years}
    for member in members:
        citing, _ = member
        for year in {*map(_first, citing.years), *lists.get(citing.year, ())}:
            found[year].append(member)
    return found


def _list(council: Council, year: str, members: Members, view: View) -> Iterator[Output]:
    """A list as page and table; of one year where one is named."""
    name = f"{council.level}/{council.slug}"
    lacking = list(_lacking(name, year, members, view))
    context: LackingPage = {**_context(council, year), "lacking": lacking, "table": _table(name, year)}
    yield Output(f"{folder(name, year)}/index.html", "missing", context)
    yield Output(_table(name, year), data=archive_exports.table(map(_row, lacking), names(MISSING)))


def _context(council: Council, year: str) -> LackingPage:
    name = f"{council.level}/{council.slug}"
    trail = [(labels.LEVELS[council.level], f"{council.level}/index.html"), (council.label, f"{name}/index.html")]
    here, of_year = "Được viện dẫn nhưng chưa có", f" của năm {year}" if year else ""
    steps = crumbs(*trail, (here, f"{folder(name)}/index.html"), (year, None)) if year else crumbs(*trail, (here, None))
    return {
        "section": council.level,
        "crumbs": steps,
        "title": f"{council.label}: được viện dẫn nhưng chưa có{of_year and f', năm {year}'}",
        "description": f"Văn bản{of_year} của {council.title} mà văn bản khác viện dẫn, cơ sở dữ liệu chưa có.",
        "council": council_link(council),
        "lacking": [],
        "years": [],
        "table": "",
        "feeds": (),
    }


def _row(one: LackingCitation) -> archive_exports.Row:
    cited_by = " ".join(other["path"].removesuffix("/index.html") for other in one["by"])
    values = (one["code"], one["date"], one["kind"], str(len(one["by"])), cited_by)
    return dict(zip(names(MISSING), values, strict=True))


def _lacking(council: str, year: str, members: Members, view: View) -> Iterator[LackingCitation]:
    """What lacks (of one year), most cited first: number, day, type, and the documents that cite it."""
    found: dict[tuple[str, str], LackingCitation] = {}
    for citing, kept in members:
        if not citing.address:
            continue
        card: DocumentCard = kept.card
        for one in card["cites"]:
            listed = references.council_of(one) == council and year in ("", _first(years_of(one)))
            if listed and _expected(one["code"]) and not _held(one, view):
                key = (one["code"], one["date"] or _first(years_of(one)))
                found.setdefault(key, _cited(one))["by"].append(card)
    yield from sorted(found.values(), key=lambda one: (-len(one["by"]), one["code"], one["date"] or ""))


def _expected(code: str) -> bool:
    """Whether the archive's scope has documents of such a number.

    Every resolution names the proposal of the People's Committee (144/TTr-UBND), which is never sent here: all six
    lines of a council's list were such, below the words that all were the council's own.
    """
    return "UBND" not in code or "HĐND" in code


def _cited(one: Mention) -> LackingCitation:
    code = one["code"]
    return {
        "code": code,
        "date": one["date"],
        "kind": one["kind"],
        "date_label": _day(one),
        "said": references.number_said(code),
        "by": [],
    }


def _held(one: Mapping[str, Any], view: View) -> bool:
    """Whether the archive holds a document that the citation may mean, a withdrawn one included."""
    return any((card := view.card(target)) and references.may_mean(one, card) for target in one["targets"])


def _day(one: Mapping[str, Any]) -> str:
    return (date_label(one["date"]) or "") if one["date"] else f"năm {_first(years_of(one))}"
