"""What a page is, for programs: JSON-LD in schema.org's words, with the way to the page from the home page."""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from pipeline.document.licence import LICENCE
from pipeline.document.zone import written_day
from plugins.archive_pages.card_types import DocumentCard

if TYPE_CHECKING:  # every build loads this module, and need not load the schema
    from pipeline.settings import SiteSettings

Thing = dict[str, Any]
BEGINS, ENDS = '<script type="application/ld+json">', "</script>"
"""What stands around the block on a page."""
_HOLDS = frozenset({"con-hieu-luc", "chua-co-hieu-luc"})

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def block(thing: Mapping[str, Any], crumbs: Sequence[Mapping[str, Any]], base: str, address: str) -> Markup:
    """The JSON of a page, harmless between the tags of a script.

    `base` is the address of the site's root, or the way to it; `address` the page's own, where it has one.
    """
    own = {"inLanguage": "vi", **({"url": address} if address else {}), **thing}
    graph = [own, *([_trail(crumbs, base, address)] if crumbs else [])]
    return Markup(_harmless({"@context": "https://schema.org", "@graph": graph}))  # noqa: S704 what HTML would see is escaped


def _harmless(said: object) -> str:
    return _JSON.encode(said).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def in_english(text: str, said: Callable[[str], str]) -> str:
    """The JSON of a page as its English page has it: the language, and the names that have English words."""
    whole = json.loads(text)
    own, *trail = whole["@graph"]
    own["inLanguage"] = "en"
    named = [own, own.get("publisher", {}), *(step for one in trail for step in one["itemListElement"])]
    for one in named:
        one |= {key: said(one[key]) for key in ("name", "description") if key in one}
    return _harmless(whole)


def _trail(crumbs: Sequence[Mapping[str, Any]], base: str, address: str) -> Thing:
    steps = [
        {"@type": "ListItem", "position": place, "name": crumb["label"]} | _item(crumb["path"], base, address)
        for place, crumb in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _item(path: str | None, base: str, address: str) -> Thing:
    return {"item": f"{base}{path}"} if path else {"item": address} if address else {}


def document(card: DocumentCard, issuer: str, status: str | None, versions: int) -> Thing:
    """A document as schema.org's Legislation, which knows its number, its kind, its days and who passed it.

    `status` is that of its effect: an interval, which is open or ends on the last day that the text names, says "still
    in force", which is said of nothing that was replaced, or of which it is not known. The day on which the archive
    published the page is none of the document's own.
    """
    known: Thing = {
        "@type": "Legislation",
        "name": f"{card['type']['name']} số {card['code']}",
        "description": card["title"],
        "legislationIdentifier": card["code"],
        "legislationType": card["type"]["name"],
        "legislationDate": card["date"],
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": issuer},
        "sdDatePublished": written_day(card["published"]),
        "isAccessibleForFree": True,
        "license": LICENCE,
    }
    if card["effective_from"] and status in _HOLDS:
        end = card["effective_to"]  # the first day on which it holds no more
        last = (dt.date.fromisoformat(end) - dt.timedelta(1)).isoformat() if end else ".."
        known["temporalCoverage"] = f"{card['effective_from']}/{last}"
    return known | ({"version": str(versions)} if versions > 1 else {})


def home(site: "SiteSettings") -> Thing:
    """The site, and how to ask it."""
    found: Thing = {"@type": "WebSite", "name": site.name}
    if site.office:
        found["publisher"] = {"@type": "GovernmentOrganization", "name": site.office}
    if site.url:
        ask = f"{site.base}tim-kiem/index.html?q={{cau-hoi}}"
        found["potentialAction"] = {"@type": "SearchAction", "target": ask, "query-input": "required name=cau-hoi"}
    return found


def data(site: "SiteSettings", years: Sequence[Mapping[str, Any]]) -> Thing:
    """The tables as a Dataset, which search engines of data list."""
    base = site.base or "../"
    kinds = (("csv", "text/csv"), ("jsonl", "application/jsonl"))
    files = [
        {"@type": "DataDownload", "encodingFormat": media, "contentUrl": f"{base}{part[kind]}"}
        for year in years
        for part in year["parts"]
        for kind, media in kinds
    ]
    own: Thing = {"creator": {"@type": "GovernmentOrganization", "name": site.office}} if site.office else {}
    if years:
        own["temporalCoverage"] = "/".join(sorted({str(years[-1]["year"]), str(years[0]["year"])}))
    return own | {
        "@type": "Dataset",
        "name": f"{site.name}: bảng văn bản",
        "description": "Nghị quyết và văn bản giám sát của Hội đồng nhân dân các cấp, mỗi dòng một văn bản.",
        "isAccessibleForFree": True,
        "license": LICENCE,
        "distribution": files,
    }
