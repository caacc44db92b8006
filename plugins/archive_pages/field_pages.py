"""The pages of fields of life: each its newest documents and its years; the rule is docs/reference/fields.md."""

from collections.abc import Iterator

from pipeline.document.fields import Fields
from plugins.archive_pages import listings
from plugins.archive_pages.groups import Group
from plugins.archive_pages.page_types import FeedLink, KindPage
from plugins.incremental import Output, View

FOLDER = "linh-vuc"


def feed(slug: str, name: str) -> FeedLink:
    """The feed of a field that has documents."""
    return {"title": f"Lĩnh vực {name}: văn bản mới", "path": f"{FOLDER}/{slug}/atom.xml"}


def page(slug: str, view: View, fields: Fields) -> Output:
    """A field: its years and its newest documents."""
    name = fields[slug].name
    context: KindPage = {
        "section": FOLDER,
        "crumbs": listings.crumbs((name, None)),
        "title": f"Lĩnh vực {name}",
        "description": f"Văn bản của Hội đồng nhân dân các cấp về lĩnh vực {name}, theo năm ban hành.",
        "years": listings.year_links(view, Group.FIELD_YEAR.of(f"{slug}/"), f"{FOLDER}/{slug}", counts=True),
        "latest": view.cards(Group.FIELD.of(slug), listings.LATEST),
        "feeds": [feed(slug, name)],
    }
    return Output(f"{FOLDER}/{slug}/index.html", "field", context)


def years(rest: str, view: View, fields: Fields, most: int) -> Iterator[Output]:
    """A year of a field, or its months."""
    slug, _, year = rest.partition("/")
    name, folder = fields[slug].name, f"{FOLDER}/{slug}"
    group, trail = Group.FIELD_YEAR.of(f"{slug}/"), [(name, f"{folder}/index.html")]
    kind = listings.YearlyList(FOLDER, folder, f"Lĩnh vực {name}", group, [feed(slug, name)], trail)
    yield from listings.of_year(kind, year, view, most)
