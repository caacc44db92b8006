"""The archive as data: a JSON beside each document, yearly tables, sitemaps, an index of all.

A year is cut into parts of `PART` documents in the order of publication, so a new document is appended to the last
part and the others keep their bytes. Dates come from the documents alone.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

from pipeline.document.licence import LICENCE
from plugins.archive_dictionary import COUNCILS, DOCUMENTS, EFFECT, LICENCE_COLUMN, RELATIONS, SUCCESSION, names
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.groups import Group
from plugins.archive_pages.json_lines import spread
from plugins.archive_pages.page_types import FeedLink
from plugins.incremental import KeptCard, Output, Tally, View, seed

if TYPE_CHECKING:  # a build that finds nothing changed asks this module for counts, and need not load the schema
    from pipeline.document.passage import Passage
    from pipeline.document.vocabulary import Council
    from pipeline.settings import SiteSettings
    from plugins.archive_pages.log import LogEntry
    from plugins.archive_reader import Body

Row = dict[str, str | None]
"""A line of a table: a value, or nothing, for each of its columns (`archive_dictionary`)."""
Effects = Callable[[Sequence[DocumentCard], Sequence[DocumentCard]], Mapping[str, tuple[str, list[Row]]]]
"""Of documents and those that act on any of them: path → status, and a line for each period."""
_Card = TypeVar("_Card")

PART = 250
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_BREAKS = re.compile("[\x7f-\x9f\u2028\u2029]")
_LINE_ENDS = (b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_FORMULA = "=+-@\t\r"


def document_json(
    body: "Body", entry: "LogEntry | None" = None, more: Mapping[str, Any] = MappingProxyType({})
) -> bytes:
    """A document with its passages: the facts of the front matter, what it has to do with others, the divided text.

    `log` is its line in the register of publications and the place of that, from 0: a leaf of the tree below
    du-lieu/nhat-ky/, whose tiles prove it. `content` is the hash of its content file, which that line names, too.
    `more` is what names it for ever, what it cites, does to others, and is cited by.
    """
    from pydantic_core import to_json  # twice as fast as json, and gives bytes

    facts = body.document.model_dump_json(by_alias=True, exclude_none=True)
    text = to_json(passages(body.passages))
    logged = b',"log":%s' % to_json({"index": entry.place, "entry": entry.line}) if entry else b""
    known = b"," + to_json(dict(more))[1:-1] if more else b""
    named = to_json({"address": body.document.address, "content": body.digest})[1:-1]
    return b'%s,%s%s%s,"passages":%s}\n' % (facts[:-1].encode(), named, logged, known, text)


def passages(found: Iterable["Passage"]) -> list[dict[str, Any]]:
    """The divided text, for programs."""
    return [_passage(one) for one in found]


def _passage(passage: "Passage") -> dict[str, Any]:
    found: dict[str, Any] = {"kind": str(passage.kind)}
    if passage.id:
        found["id"] = passage.id
    if passage.depth:
        found["depth"] = passage.depth
    if passage.rows:
        found["rows"] = passage.rows
    else:
        found["text"] = passage.text
    return found


def year(
    name: str,
    view: View,
    site: "SiteSettings",
    related: Callable[[DocumentCard], Iterable[Row]],
    effects: Effects,
    day: str,
) -> Iterator[Output]:
    """CSV, JSON lines and sitemap of the documents issued in a year; of the parts, those that say something else.

    `related` gives the lines of their relations, `effects` status and periods of effect on `day`. A sitemap needs whole
    addresses, so there is none while the site has no address.
    """
    group = Group.YEAR_TABLES.of(name)
    known = view.kept_cards(group)
    acting = [(kept, _acted(kept)) for kept in known if '"acts":[]' not in kept.text]  # most act on nothing
    turned = view.last_turn(group, day)
    for part_name, part in parts(name, [kept for kept in known if not kept.sort]):
        addresses = {kept.item for kept in part}
        others = [kept for kept, acted in acting if acted & addresses]
        further = view.through(kept.item for kept in others)
        passed = max((one for kept in further for one in _days(kept.card) if one <= day), default="")
        make = partial(_part, part_name, part, [*others, *further], site, related, effects)
        yield Output(f"du-lieu/{part_name}", seed=seed(f"{turned} {passed}", (*part, *others, *further)), make=make)


def _acted(kept: KeptCard) -> frozenset[str]:
    return frozenset(target for act in kept.card["acts"] for target in act["targets"])


def _days(card: Mapping[str, Any]) -> Iterator[str]:
    """The days from which a document may change what another one did to a third."""
    days = (card["date"], card["effective_from"], *(act.get("day") for act in card["acts"]))
    return (str(day) for day in days if day)


def _part(
    name: str,
    part: Iterable[KeptCard],
    others: Iterable[KeptCard],
    site: "SiteSettings",
    related: Callable[[DocumentCard], Iterable[Row]],
    effects: Effects,
) -> Iterator[Output]:
    own = [kept.card for kept in part]
    effect = effects(own, [kept.card for kept in others])
    rows = [row(card, effect[card["path"]][0]) for card in own]
    days = [line for card in own for line in effect[card["path"]][1]]
    yield Output(f"du-lieu/hieu-luc-{name}.csv", data=table(days, names(EFFECT)))
    yield Output(f"du-lieu/hieu-luc-{name}.jsonl", data=json_lines(days))
    yield Output(f"du-lieu/{name}.csv", data=table(rows, names(DOCUMENTS)))
    yield Output(f"du-lieu/{name}.jsonl", data=json_lines(rows))
    lines = [line for card in own for line in related(card)]
    yield Output(f"du-lieu/vien-dan-{name}.csv", data=table(lines, names(RELATIONS)))
    yield Output(f"du-lieu/vien-dan-{name}.jsonl", data=json_lines(lines))
    if site.url:
        pages = ((path, card["received"]) for card in own for path in (card["path"], *card["past"]))
        yield Output(f"sitemap/{name}.xml", data=_urls(site, pages))


def parts(year: str, cards: Sequence[_Card]) -> Iterator[tuple[str, Sequence[_Card]]]:
    """Cut a year: (2024, its first documents), (2024-2, the next) and so on."""
    for number, start in enumerate(range(0, len(cards), PART), 1):
        yield _part_name(year, number), cards[start : start + PART]


def _part_name(year: str, number: int) -> str:
    return year if number == 1 else f"{year}-{number}"


def row(card: DocumentCard, effect: str | None) -> Row:
    """A document as one line of the tables; `effect` is its status, none in a table that does not tell it."""
    address, council = card["path"].removesuffix("/index.html"), card["council"]
    dossier = f"giam-sat/ho-so/{council['slug']}-{card['dossier']}" if card["dossier"] else None
    values = (
        address, card["code"], card["title"], card["type"]["slug"], card["date"], card["organ_name"], council["label"],
        council["slug"], card["level"], card["oversight"], dossier,
        card["field"] and card["field"]["slug"], effect, card["effective_from"],
        card["effective_to"], card["scope"], card["state"], card["receipt"], card["received"], " ".join(card["files"]),
        f"{address}/document.json",
    )  # fmt: skip
    return dict(zip(names(DOCUMENTS), values, strict=True))


def councils(shown: Sequence["Council"], paths: Container[str]) -> Iterator[Output]:
    """The registry and who succeeded whom as tables; `paths` are the slugs of those that have a page."""
    rows = [_council(one, paths) for one in shown]
    yield Output("du-lieu/hoi-dong.csv", data=table(rows, names(COUNCILS)))
    yield Output("du-lieu/hoi-dong.jsonl", data=json_lines(rows))
    kin = [one for council in shown for one in _succession(council, shown)]
    yield Output("du-lieu/ke-thua.csv", data=table(kin, names(SUCCESSION)))
    yield Output("du-lieu/ke-thua.jsonl", data=json_lines(kin))


def _succession(council: "Council", shown: Iterable["Council"]) -> Iterator[Row]:
    """Those that a council succeeded, whichever of the two says so, and its heirs that the registry does not have."""
    parts = {kin.slug: kin.part for kin in council.predecessors if not kin.outside}
    for other in shown:
        for kin in other.successors:
            if kin.slug == council.slug:
                parts[other.slug] = kin.part or parts.get(other.slug)
    begun = council.valid_from.isoformat() if council.valid_from else None
    for slug, part in sorted(parts.items()):
        yield _heir(slug, council.slug, part or None, begun)
    for kin in council.predecessors:
        if kin.outside:
            yield _heir(None, council.slug, kin.part, begun, kin.outside)
    for kin in council.successors:
        if kin.outside:
            yield _heir(council.slug, None, kin.part, None, kin.outside)


def _heir(before: str | None, after: str | None, part: str | None, day: str | None, outside: str | None = None) -> Row:
    """A line of succession; `outside` is the name of the one that has no code."""
    return dict(zip(names(SUCCESSION), (before, after, part, day, outside), strict=True))


def _council(one: "Council", paths: Container[str]) -> Row:
    begun, ended = (date.isoformat() if date else None for date in (one.valid_from, one.valid_to))
    kin = (one.predecessors, one.successors)
    before, after = (" ".join(other.slug for other in those if not other.outside) for those in kin)
    page = f"{one.level}/{one.slug}" if one.slug in paths else None
    values = (one.slug, one.title, one.level, one.parent, begun, ended, before, after, page)
    return dict(zip(names(COUNCILS), values, strict=True))


def table(rows: Iterable[Row], head: Sequence[str]) -> bytes:
    """CSV that a spreadsheet opens as it is: UTF-8 with its mark, CRLF, no cell that it takes for a formula.

    The licence is the last column.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*head, LICENCE_COLUMN.name))
    licence = LICENCE_COLUMN.values
    writer.writerows((*[_harmless(value) if value else "" for value in one.values()], *licence) for one in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[0] in _FORMULA else cell


def json_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """One JSON object a line; what is unknown is left out, and the licence stands in each."""
    return "".join([f"{line(_known(one))}\n" for one in rows]).encode()


def whole_line(one: Mapping[str, Any]) -> bytes:
    """One of these lines that holds a whole text: the same bytes, which the library needs four times as long for."""
    from pydantic_core import to_json

    data = to_json(_known(one))
    if _may_break(data):
        data = _unbroken(data.decode()).encode()
    return data + b"\n"


def _may_break(data: bytes) -> bool:
    """Whether a text in UTF-8 may hold what breaks lines: of 34 kB a thirtieth of decoding, looking and encoding again.

    No letter of Vietnamese begins with the second byte; the third begins dashes and quotation marks, too.
    """
    return b"\x7f" in data or b"\xc2" in data or (b"\xe2" in data and any(map(data.__contains__, _LINE_ENDS)))


def _known(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**{key: value for key, value in one.items() if value}, LICENCE_COLUMN.name: LICENCE_COLUMN.values[0]}


def line(value: Any) -> str:
    """JSON on one line for every reader: also for those that end lines at U+2028, as JavaScript and Python do."""
    return _unbroken(_JSON.encode(value))


def _unbroken(text: str) -> str:
    if text.isprintable():  # three times as fast as the search, and so are nearly all lines
        return text
    return _BREAKS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class TableNames(TypedDict):
    """The tables of a year, or of a part of a long one."""

    label: str
    csv: str
    jsonl: str
    relations_csv: str
    relations_jsonl: str
    effect_csv: str
    effect_jsonl: str


class YearTables(TypedDict):
    """The tables of a year, and how many documents it has."""

    year: int
    count: int
    parts: list[TableNames]


def year_list(years: Iterable[Tally], sizes: Mapping[str, int]) -> list[YearTables]:
    """The yearly tables, newest year first; `sizes` counts the lines of each year, related documents included."""
    return [
        {
            "year": int(year.name),
            "count": year.total,
            "parts": [
                {
                    "label": name,
                    "csv": f"du-lieu/{name}.csv",
                    "jsonl": f"du-lieu/{name}.jsonl",
                    "relations_csv": f"du-lieu/vien-dan-{name}.csv",
                    "relations_jsonl": f"du-lieu/vien-dan-{name}.jsonl",
                    "effect_csv": f"du-lieu/hieu-luc-{name}.csv",
                    "effect_jsonl": f"du-lieu/hieu-luc-{name}.jsonl",
                }
                for number in range(1, -(-sizes[year.name] // PART) + 1)
                for name in [_part_name(year.name, number)]
            ],
        }
        for year in sorted(years, key=lambda tally: tally.name, reverse=True)
    ]


def exports(view: View) -> list[YearTables]:
    """What the data page and the index list."""
    years = view.tally(Group.YEAR.prefix)
    return year_list(years, {year.name: view.size(Group.YEAR.of(year.name)) for year in years})


def data_index(
    view: View, site: "SiteSettings", feeds: Iterable[FeedLink], texts: Sequence[str], zips: Sequence[str]
) -> Output:
    """du-lieu/index.json: where all tables and feeds are, for a program."""
    index = {
        "name": site.name,
        "count": view.count(Group.DATA),
        "columns": names(DOCUMENTS),
        "license": LICENCE,
        "dictionary": "du-lieu/tu-dien.json",
        "package": "datapackage.json",
        "councils": ["du-lieu/hoi-dong.csv", "du-lieu/hoi-dong.jsonl"],
        "years": exports(view),
        "texts": texts,
        "zips": zips,
        "withdrawn": "du-lieu/thu-hoi.jsonl",
        "events": "du-lieu/su-kien/moi-nhat.json",
        "files": "du-lieu/tep/index.html",
        "feeds": [feed["path"] for feed in feeds],
    }
    return Output("du-lieu/index.json", data=spread(index))


def withdrawn(view: View) -> Output:
    """Addresses of what was withdrawn, so that whoever copied the data can take it out, too."""
    rows = (
        {"dia_chi": c["path"].removesuffix("/index.html"), "trang_thai": c["state"]}
        for c in view.cards(Group.TOMBSTONES)
    )
    return Output("du-lieu/thu-hoi.jsonl", data=json_lines(rows))


def sitemap_index(view: View, site: "SiteSettings", pages: Iterable[str]) -> Iterator[Output]:
    """robots.txt, and where the site has an address, sitemap.xml and the sitemap of the other pages.

    Crawlers ask for robots.txt at the root of a host only: a site below a sub-path has it for whoever copies it there.
    """
    welcome = "User-agent: *\nAllow: /\n"
    yield Output("robots.txt", data=(welcome + f"Sitemap: {_address(site, 'sitemap.xml')}\n" * bool(site.url)).encode())
    if not site.url:
        return
    names = ["trang", *(part["label"] for year in exports(view) for part in year["parts"])]
    lines = "".join(f"<sitemap><loc>{_address(site, f'sitemap/{name}.xml')}</loc></sitemap>\n" for name in names)
    yield Output("sitemap.xml", data=_xml("sitemapindex", lines))
    yield Output("sitemap/trang.xml", data=_urls(site, ((page, "") for page in pages)))


def _urls(site: "SiteSettings", pages: Iterable[tuple[str, str]]) -> bytes:
    lines = (
        f"<url><loc>{_address(site, page)}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>\n"
        for page, changed in pages
    )
    return _xml("urlset", "".join(lines))


def _xml(root: str, lines: str) -> bytes:
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</{root}>\n'.encode()


def _address(site: "SiteSettings", path: str) -> str:
    return escape(f"{site.base}{path}")
