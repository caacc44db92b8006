"""A small site from the theme alone: templates, the invented province, hand-written pages, assets as they lie."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import markdown
from markupsafe import Markup

from plugins import archive_search, assets
from plugins.archive_pages import checker, device, linked_data
from tests import province
from tests.plugins.mini import write
from tests.site import contexts, listings
from tests.site.contexts import Page, every_page

REPOSITORY = Path(__file__).parents[2]
THEME = REPOSITORY / "theme"
HAND_WRITTEN = REPOSITORY / "content" / "pages"


TABLES = ("csv", "jsonl", "relations_csv", "relations_jsonl", "effect_csv", "effect_jsonl")


@dataclass(frozen=True, slots=True)
class Written:
    """What Pelican gives a template for a hand-written page."""

    title: str
    slug: str
    summary: str
    template: str
    content: Markup


def environment() -> jinja2.Environment:
    """As in the product, but a key that the context lacks is an error."""
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def written(path: Path) -> Written:
    """A hand-written page: metadata lines, an empty line, Markdown."""
    reader = markdown.Markdown(extensions=["meta", "tables", "attr_list", "def_list"])
    content = Markup(reader.convert(path.read_text(encoding="utf-8")))  # noqa: S704 — the project's own words
    meta: dict[str, list[str]] = reader.Meta  # type: ignore[attr-defined]
    template = meta.get("template", ["page"])[0]
    return Written(meta["title"][0], meta["slug"][0], meta["summary"][0], template, content)


def hand_written() -> Iterator[Page]:
    exports = [
        {
            "year": year,
            "count": 1204,
            "parts": [
                {"label": str(year), **{name: f"du-lieu/{year}.{name.rpartition('_')[2]}" for name in TABLES}},
            ],
        }
        for year in (2024, 2023)
    ]
    feeds = [{"title": "Toàn kho", "path": "atom.xml"}]
    zips = [{"name": name, "path": f"du-lieu/zip/{name or 'toan-bo'}.zip", "count": 1204} for name in ("", "2024")]
    for path in sorted(HAND_WRITTEN.glob("*.md")):
        page = written(path)
        extra: dict[str, Any] = {"page": page, "title": page.title, "description": page.summary, "section": page.slug}
        extra["crumbs"] = contexts.crumbs(here=page.title)
        extra["dataset"] = partial(linked_data.data, province.SETTINGS.site)
        if page.template == "page_data":
            extra |= {"zips": zips, "exports": exports, "feeds_all": feeds, "columns": [], "texts": [], "packs": []}
        if page.template == "page_help":
            extra["asked"] = contexts.ASKED
        yield Page(f"{page.template}.html", f"{page.slug}/index.html", extra)


def pages() -> Iterator[Page]:
    yield from listings.pages()
    yield from contexts.documents()
    yield from hand_written()
    shown = checker.context(province.SETTINGS, province.vocabulary(), checker.SOURCES)
    yield Page("check.html", checker.PATH, {**shown})
    yield Page("device.html", device.PATH, {**device.context()})


def render(page: Page, made: jinja2.Environment) -> str:
    context = every_page(page)
    root = context["root"]
    context |= {
        "ld": partial(linked_data.block, base=f"{contexts.SITE['url']}/", address=context["canonical"]),
        "emblem": f"{contexts.SITE['url']}/static/favicon.png",
        "asset": lambda name: f"{root}static/{name}",
        "once": lambda macro, *values: macro(context["site"], *values),
    }
    return made.get_template(page.template).render(context)


def write_device(target: Path) -> None:
    """What a page over HTTP asks for of what a telephone keeps; the static files lie there."""
    for name, sources in device.BUNDLES:
        (target / "static" / name).write_bytes(assets.bundle(THEME / "static", sources))
    named = {path.relative_to(target / "static").as_posix() for path in (target / "static").rglob("*.*")}
    known = assets.Assets({name: f"static/{name}" for name in named}, {})
    for output in device.outputs(province.SETTINGS.site, known):
        if output.data is not None:
            write(target / output.path, output.data.decode())


def write_sheets(target: Path) -> None:
    """The style sheets of the search page as one."""
    name, sources = archive_search.SHEETS
    text = "".join(Path(THEME, "static", one).read_text(encoding="utf-8") for one in sources)
    write(target / "static" / name, text)


def build(target: Path) -> Path:
    """Write the whole little site; files that other rooms make stand in with a few bytes."""
    made = environment()
    for page in pages():
        write(target / page.path, render(page, made))
    shutil.copytree(THEME / "static", target / "static", dirs_exist_ok=True)
    for name, sources in (archive_search.PAGE, archive_search.LUNR, archive_search.REPAIR, archive_search.NOTHING):
        (target / "static" / name).write_bytes(assets.bundle(THEME / "static", sources))
    write_sheets(target)
    write_device(target)
    for page in contexts.documents():
        write(target / page.context["akn_path"], "<akomaNtoso/>")
        write(target / page.context["json_path"], json.dumps({"code": page.context["doc"]["code"]}))
        for file in page.context["doc"]["files"]:
            if file["path"]:
                write(target / file["path"], "%PDF-1.7\n")
    for year in (2024, 2023):
        write(target / f"du-lieu/{year}.csv", "code\n")
        write(target / f"du-lieu/{year}.jsonl", "{}\n")
    write(target / "atom.xml", "<feed/>")
    write(target / "search/meta.js", "")
    for name in ("hoi-dong.csv", "hoi-dong.jsonl", "thu-hoi.jsonl", "su-kien/moi-nhat.json", "su-kien/luoc-do.json"):
        write(target / f"du-lieu/{name}", "")
    for name in ("zip/toan-bo.zip", "zip/2024.zip"):
        write(target / f"du-lieu/{name}", "")
    for name in ("goc.txt", "danh-sach.urls"):
        write(target / f"du-lieu/tep/{name}", "")
    for name in ("datapackage.json", "dcat.jsonld", "du-lieu/ke-thua.csv"):
        write(target / name, "")
    for name in ("giam-sat/lich.ics", "manifest.json", "SHA256SUMS", "verify.py"):
        write(target / name, "")
    write(target / "du-lieu/index.json", "[]")
    write(target / "en/index.html", (target / "index.html").read_text(encoding="utf-8"))
    return target
