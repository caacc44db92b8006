"""The tables as one package: what a program of data (R, Python, a portal's harvester) asks for first.

`datapackage.json` is that of Frictionless Data (specs.frictionlessdata.io), `dcat.jsonld` that of DCAT (W3C), which the
portals of open data gather. Both name files, not what is in them: they change when a file comes or goes.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.document.licence import LICENCE
from plugins import archive_events, archive_exports
from plugins.archive_dictionary import TABLES
from plugins.archive_pages.groups import Group
from plugins.archive_pages.json_lines import spread
from plugins.archive_pages.missing import tables as tables_of_missing
from plugins.archive_pages.oversight import of_council_table
from plugins.archive_schemas import FOLDER as SCHEMAS
from plugins.incremental import Output, View

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings

Files = Sequence[tuple[str, str, str]]
"""Of each table that is a file: the table's name in the dictionary, the file's own, its path."""
_LICENCES = [{"name": "CC-PDM-1.0", "path": LICENCE, "title": "Public Domain Mark 1.0"}]
_FREE = "Văn bản quy phạm pháp luật, văn bản hành chính không thuộc phạm vi bảo hộ quyền tác giả."


def outputs(view: View, site: "SiteSettings", archive: str, pages: int, most: int) -> Iterator[Output]:
    """Both files.

    `archive` as `archive_feeds.identity` gives it, `pages`: how many there are of events, `most`: `PageSizes.year`.
    """
    tables = list(_files(view, pages, most))
    yield _json("datapackage.json", _package(tables, site, archive))
    yield _json("dcat.jsonld", _catalogue(tables, site))


def _files(view: View, pages: int, most: int) -> Iterator[tuple[str, str, str]]:
    for year in archive_exports.exports(view):
        for part in year["parts"]:
            yield "van_ban", f"van_ban-{part['label']}", part["csv"]
            yield "vien_dan", f"vien_dan-{part['label']}", part["relations_csv"]
            yield "hieu_luc", f"hieu_luc-{part['label']}", part["effect_csv"]
    yield "hoi_dong", "hoi_dong", "du-lieu/hoi-dong.csv"
    yield "ke_thua", "ke_thua", "du-lieu/ke-thua.csv"
    for page in range(1, pages + 1):
        name = archive_events.name(page)
        yield "su_kien", f"su_kien-{name}", f"{archive_events.FOLDER}/{name}.csv"
    for tally in view.tally(Group.COUNCIL_DOSSIERS.prefix):
        yield "ho_so_giam_sat", f"ho_so_giam_sat-{tally.name.replace('/', '-')}", of_council_table(tally.name)
    for tally in view.tally(Group.MISSING.prefix):
        for path in tables_of_missing(tally.name, view, most):
            name = path.rpartition("/")[0].replace("/vien-dan-chua-co", "").replace("/", "-")
            yield "vien_dan_chua_co", f"vien_dan_chua_co-{name}", path


def _package(tables: Files, site: "SiteSettings", archive: str) -> dict[str, Any]:
    about: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "hdnd",
        "id": archive,
        "title": site.name,
        "description": _FREE,
        "licenses": _LICENCES,
    }
    if site.url:
        about["homepage"] = site.url
    if site.office:
        about["contributors"] = [{"title": site.office, "role": "publisher"}]
    return about | {"resources": [_resource(*one) for one in tables]}


def _resource(table: str, name: str, path: str) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "title": TABLES[table].meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "licenses": _LICENCES,
        "schema": f"{SCHEMAS}/{table}.json",
    }


def _catalogue(tables: Files, site: "SiteSettings") -> dict[str, Any]:
    kinds: dict[str, list[str]] = {}
    for table, _, path in tables:
        kinds.setdefault(table, []).append(path)
    publisher = {"publisher": {"@type": "foaf:Organization", "foaf:name": site.office}} if site.office else {}
    sets = [
        {
            "@type": "dcat:Dataset",
            "@id": f"{site.base}du-lieu/index.html#{table}",
            "title": TABLES[table].meaning,
            "language": "vi",
            "license": LICENCE,
            **publisher,
            "conformsTo": f"{site.base}{SCHEMAS}/{table}.json",
            "distribution": [_distribution(f"{site.base}{path}") for path in paths],
        }
        for table, paths in kinds.items()
    ]
    return {
        "@context": _CONTEXT,
        "@type": "dcat:Catalog",
        "@id": f"{site.base}du-lieu/index.html",
        "title": site.name,
        "description": _FREE,
        "language": "vi",
        "license": LICENCE,
        **publisher,
        "dataset": sets,
    }


def _distribution(address: str) -> dict[str, str]:
    return {"@type": "dcat:Distribution", "downloadURL": address, "mediaType": _CSV, "license": LICENCE}


_CSV = "https://www.iana.org/assignments/media-types/text/csv"
_CONTEXT: Mapping[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "title": {"@id": "dct:title", "@language": "vi"},
    "description": {"@id": "dct:description", "@language": "vi"},
    "language": "dct:language",
    "license": {"@id": "dct:license", "@type": "@id"},
    "publisher": "dct:publisher",
    "conformsTo": {"@id": "dct:conformsTo", "@type": "@id"},
    "dataset": "dcat:dataset",
    "distribution": "dcat:distribution",
    "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"},
    "mediaType": {"@id": "dcat:mediaType", "@type": "@id"},
}


def _json(path: str, value: Mapping[str, Any]) -> Output:
    return Output(path, data=spread(value))
