"""What documents cite of a council and the archive does not hold: a page and a table of each council.

It follows from the cards of the documents that cite, so a line goes in the build in which its document comes.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.document.vocabulary import Vocabulary
from plugins import archive_exports
from plugins.archive_dictionary import MISSING, names
from plugins.archive_pages import labels, references
from plugins.archive_pages.cards import council_link
from plugins.archive_pages.groups import Group
from plugins.archive_pages.listings import crumbs
from plugins.filters import date_label
from plugins.incremental import Output, View

Context = dict[str, Any]


def folder(council: str) -> str:
    """Where the list of what is cited of a council and lacks stands; `council` is level/slug."""
    return f"{council}/vien-dan-chua-co"


def table(council: str) -> str:
    """The same as CSV."""
    return f"{folder(council)}/vien-dan-chua-co.csv"


def outputs(council: str, view: View, vocabulary: Vocabulary) -> Iterator[Output]:
    """The page and the table of what documents cite of a council and the archive does not hold, nothing included."""
    if not view.size(Group.MISSING.of(council)):
        return
    lacking, known = list(_lacking(council, view)), vocabulary.councils[council.partition("/")[2]]
    where = folder(council)
    trail = ((labels.LEVELS[known.level], f"{known.level}/index.html"), (known.label, f"{council}/index.html"))
    context = {
        "section": known.level,
        "crumbs": crumbs(*trail, ("Được viện dẫn nhưng chưa có", None)),
        "title": f"{known.label}: được viện dẫn nhưng chưa có",
        "description": f"Văn bản của {known.title} mà văn bản khác viện dẫn, cơ sở dữ liệu chưa có.",
        "council": council_link(known),
        "lacking": lacking,
        "table": table(council),
        "feeds": (),
    }
    yield Output(f"{where}/index.html", "missing", context)
    yield Output(table(council), data=archive_exports.table(map(_row, lacking), names(MISSING)))


def _row(one: Context) -> archive_exports.Row:
    cited_by = " ".join(other["path"].removesuffix("/index.html") for other in one["by"])
    values = (one["code"], one["date"], one["kind"], str(len(one["by"])), cited_by)
    return dict(zip(names(MISSING), values, strict=True))


def _lacking(council: str, view: View) -> Iterator[Context]:
    """What lacks, most cited first: number, day, type, and the documents that cite it."""
    found: dict[tuple[str, str], Context] = {}
    for address in view.sorts(Group.MISSING.of(council)):
        card = view.card(address) if address else None
        for one in card["cites"] if card else ():
            if card and references.council_of(one) == council and not _held(one, view):
                key = (one["code"], one["date"] or one["targets"][0].split("/")[2])
                lacking = found.setdefault(
                    key, one | {"by": [], "date_label": _day(one), "said": references.number_said(one["code"])}
                )
                lacking["by"].append(card)
    yield from sorted(found.values(), key=lambda one: (-len(one["by"]), one["code"], one["date"] or ""))


def _held(one: Mapping[str, Any], view: View) -> bool:
    """Whether the archive holds a document that the citation may mean, a withdrawn one included."""
    return any((card := view.card(target)) and references.may_mean(one, card) for target in one["targets"])


def _day(one: Mapping[str, Any]) -> str:
    year: str = one["targets"][0].split("/")[2]
    return (date_label(one["date"]) or "") if one["date"] else f"năm {year}"
