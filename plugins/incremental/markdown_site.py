"""The site that the engine builds without further settings: Markdown files with YAML front matter, by date and by tag.

Templates: `article` (article, content, previous, next), `index` (articles: the newest; years, tags), `tag` (tag,
articles) and `period_archives` (year, articles). An article is its front matter with `path`, `date` as ISO text and
`tags` as a list. Front matter may name related articles (`links: [slug, …]`): `article.html` gets their cards as
`links`.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from .errors import Unreadable
from .model import Card, Item, Member, Orders, Output, Related
from .view import View

DEFAULTS: Mapping[str, Any] = {
    "INCREMENTAL_PATH": "articles",  # folder of the items, below PATH
    "INCREMENTAL_SAVE_AS": "{slug}/index.html",
    "INCREMENTAL_NEWEST": 20,  # articles on the first page
}


class Body(NamedTuple):
    """Front matter and Markdown of one file."""

    front: Card
    text: str


class MarkdownSite:
    """`model.Site` over a folder of Markdown files."""

    suffix = ".md"
    beside: Mapping[Path, str] = MappingProxyType({})
    promises: Path | None = None

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = {**DEFAULTS, **settings}
        self.folder = Path(settings["PATH"], self.settings["INCREMENTAL_PATH"])

    def hold(self) -> AbstractContextManager[None]:
        """Nobody else writes articles while they are read, as far as this site knows."""
        return nullcontext()

    def prepare(self) -> None:
        """The two libraries that cost time to load."""
        import markdown  # noqa: F401 loaded for the processes to come
        import yaml  # noqa: F401

    def digest(self) -> str:
        """Nothing beside the files counts; Pelican's settings are in the engine's own digest."""
        return hashlib.sha256(Path(__file__).read_bytes()).hexdigest()

    def orders(self) -> tuple[str, Orders]:
        """By path."""
        return "", dict

    def read(self, path: str, data: bytes) -> Item:
        """One file; its slug is its path without the ending, or `slug` of the front matter."""
        body = _split(data)
        slug = str(body.front.get("slug") or path.removesuffix(self.suffix))
        tags = [str(tag) for tag in body.front.get("tags") or ()]
        date = _iso(body.front.get("date"))
        address = self.settings["INCREMENTAL_SAVE_AS"].format(slug=slug)
        card = {**_plain(body.front), "slug": slug, "path": address, "date": date, "tags": tags}
        groups = [Member("all", date), *(Member(f"year/{date[:4]}", date) for _ in date[:1])]
        groups += [Member(f"tag/{_name(tag)}", date) for tag in tags]
        links = tuple(str(link) for link in body.front.get("links") or ())
        return Item(slug, card, tuple(groups), links, chain="all", claims={address: ()}, payload=body)

    def reread(self, path: str, data: bytes, card: Card) -> Item:
        """The same file on its way to its page."""
        return Item(str(card["slug"]), card, payload=_split(data))

    def render(self, item: Item, related: Related) -> Iterable[Output]:
        """The article's page."""
        import markdown  # costs 30 ms: only where an article is rendered

        content = markdown.markdown(item.payload.text, extensions=["extra"], output_format="html")
        yield Output(
            item.card["path"],
            "article",
            {
                "article": item.card,
                "content": content,
                "previous": related.previous,
                "next": related.next,
                "links": list(related.links.values()),
            },
        )

    def standing_groups(self) -> Iterable[str]:
        """The first page stands even while nothing is written."""
        return ("all",)

    def siblings(self, group: str) -> str:
        """The first page shows years and tags, and it changes with every article."""
        return ""

    def lists(self, group: str, view: View) -> Iterator[Output]:
        """First page, a page a year, a page a tag."""
        kind, _, name = group.partition("/")
        if kind == "all":
            facts = {"years": view.tally("year/"), "tags": view.tally("tag/")}
            yield Output(
                "index.html", "index", {"articles": view.cards("all", self.settings["INCREMENTAL_NEWEST"]), **facts}
            )
        elif articles := view.cards(group):
            template = {"year": "period_archives", "tag": "tag"}[kind]
            yield Output(f"{group}/index.html", template, {kind: name, "articles": articles})

    def sealed(self, view: View, build_id: str) -> Iterable[Output]:
        """None."""
        return ()

    def seal(self) -> str:
        """Nothing beside the items."""
        return ""

    def pages_context(self, view: View) -> Mapping[str, Mapping[str, Any]]:
        """None."""
        return {}

    def page(self, path: str, page: Any) -> Mapping[str, Any]:
        """The same as other pages get."""
        return self.context(path)

    def context(self, path: str) -> Mapping[str, Any]:
        """Links are relative to `root`."""
        root = "../" * path.count("/")
        return {"root": root, "path": path, "SITEURL": root.rstrip("/") or "."}

    def fixed(self) -> Iterable[Output]:
        """None: the theme's static files are Pelican's business."""
        return ()

    def refused(self, error: Exception) -> Exception:
        """As it is."""
        return error


def site(settings: Mapping[str, Any]) -> MarkdownSite:
    """For `INCREMENTAL_SITE`."""
    return MarkdownSite(settings)


def _split(data: bytes) -> Body:
    import yaml  # costs 15 ms: only where an article is read

    try:
        text = data.decode()
        _, front, body = text.split("---\n", 2) if text.startswith("---\n") else ("", "", text)
        return Body(yaml.safe_load(front) or {}, body)
    except (UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        raise Unreadable(" ".join(str(error).split())) from error


def _plain(front: Card) -> Card:
    return {str(key): _iso(value) if isinstance(value, dt.date) else value for key, value in front.items()}


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")


def _name(tag: str) -> str:
    from pelican.utils import slugify

    return str(slugify(tag))
