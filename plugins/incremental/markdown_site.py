"""The site that the engine builds without further settings: Markdown files, by date and by tag.

Templates: `article` (article, content, previous, next, links), `index` (articles: the newest; years, tags), `tag` (tag,
articles) and `period_archives` (year, articles). An article is its metadata with `path`, its `date` as ISO text, its
`tags` as a list. Metadata may name related articles (`links: [slug, …]`): `article` gets them as `links`.
"""

import datetime as dt
import fnmatch
import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import MappingProxyType
from typing import Any

from . import portable
from .articles import Library, TemplateArticle, shown, slug_of
from .errors import UnreadableSource
from .model import Card, Item, Member, Orders, Output, Related
from .view import View

DEFAULTS: Mapping[str, Any] = {
    "INCREMENTAL_PATH": "articles",  # folder of the items, below PATH
    "INCREMENTAL_SAVE_AS": "{slug}/index.html",  # also {date:%Y}, {category}, {author}, {lang}
    "INCREMENTAL_NEWEST": 20,  # articles on the first page
}


class MarkdownSite:
    """`model.Site` over a folder of Markdown files."""

    suffix = ".md"
    pages_alone = False
    beside: Mapping[Path, str] = MappingProxyType({})
    permalinks: Path | None = None

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = {**DEFAULTS, **settings}
        self.folder = Path(settings["PATH"], self.settings["INCREMENTAL_PATH"])
        self._ignored = re.compile("|".join(map(fnmatch.translate, settings["IGNORE_FILES"])) or "(?!)")
        places = (Path(settings["PATH"], one) for one in settings["ARTICLE_EXCLUDES"])
        self._excluded = {os.path.relpath(place, self.folder) for place in places}
        self.library = Library(self.settings, self.folder, self.address)

    def hold(self) -> AbstractContextManager[None]:
        """Nobody else writes articles while they are read, as far as this site knows."""
        return nullcontext()

    def leaves_out(self, path: str) -> bool:
        """What Pelican's settings say is no article: IGNORE_FILES, ARTICLE_EXCLUDES (with PAGE_PATHS)."""
        return path in self._excluded or bool(self._ignored.fullmatch(path.rpartition("/")[2]))

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

    def day(self) -> str:
        """No page says what holds on a day."""
        return ""

    def address(self, facts: Card, date: dt.datetime | None) -> str:
        """Where the page of an article stands. Raises `UnreadableSource`."""
        if facts.get("save_as"):
            return str(facts["save_as"])
        draft = facts["status"] == "draft"
        setting = "DRAFT_SAVE_AS" if draft else "INCREMENTAL_SAVE_AS"
        pattern = str(self.settings[setting])
        author = next(iter(facts.get("authors") or [facts.get("author") or ""]))
        known = {
            "slug": facts["slug"],
            "lang": facts["lang"],
            **({"category": slug_of(facts["category"], self.settings, "Category")} if facts.get("category") else {}),
            **({"author": slug_of(author, self.settings, "Author")} if author else {}),
            **({"date": date} if date else {}),
        }
        try:
            return pattern.format(**known)
        except (KeyError, ValueError, IndexError, AttributeError) as error:
            why = f"{type(error).__name__}: {error}"
            raise UnreadableSource(f"no address: {setting} = {pattern!r} does not fit it ({why})") from error

    def read(self, path: str, data: bytes) -> Item:
        """One file; its slug is its path without the ending, or `slug` of the metadata."""
        article = self.library.read(path, data)
        facts, date = article.facts, str(article.facts.get("date") or "")
        address = self.address(facts, article.date)
        if why := portable.fault(address):
            raise UnreadableSource(f"no address: {address!r}: {why}")
        card = {**facts, "path": address, "save_as": address, "url": address, "date": date, "source": path}
        groups: list[Member] = []
        if facts["status"] == "published":
            sort = _sorted(article.date)
            groups += [Member("all", sort), *(Member(f"year/{date[:4]}", sort) for _ in date[:1])]
            tags = dict.fromkeys(slug_of(tag, self.settings) for tag in facts["tags"])
            groups += [Member(f"tag/{tag}", sort) for tag in tags]
        links = tuple(dict.fromkeys((*facts["links"], *article.linked)))
        return Item(facts["slug"], card, tuple(groups), links, chain="all", claims={address: ()}, payload=article)

    def reread(self, path: str, data: bytes, card: Card, memo: str) -> Item:
        """The same file on its way to its page."""
        return Item(str(card["slug"]), card, payload=self.library.read(path, data))

    def render(self, item: Item, related: Related) -> Iterable[Output]:
        """The article's page."""
        html = item.payload.html
        around = {"previous": related.previous, "next": related.next}
        yield Output(
            item.card["path"],
            str(item.card.get("template") or "article"),
            {
                "article": shown(item.card, self.settings, content=html),
                "content": html,
                **{name: card and self._shown(card) for name, card in around.items()},
                "links": [self._shown(related.links[one]) for one in item.card["links"] if one in related.links],
            },
        )

    def _shown(self, card: Card) -> TemplateArticle:
        return shown(card, self.settings)

    def standing_groups(self) -> Iterable[str]:
        """The first page stands even while nothing is written."""
        return ("all",)

    def stamped_groups(self) -> Mapping[str, str]:
        """None."""
        return {}

    def siblings(self, group: str) -> str:
        """The first page shows years and tags, and it changes with every article."""
        return ""

    def lists(self, group: str, view: View) -> Iterator[Output]:
        """First page, a page a year, a page a tag."""
        kind, _, name = group.partition("/")
        if kind == "all":
            facts = {"years": view.tally("year/"), "tags": view.tally("tag/")}
            newest = view.cards("all", self.settings["INCREMENTAL_NEWEST"])
            yield Output("index.html", "index", {"articles": [self._shown(card) for card in newest], **facts})
        elif articles := [self._shown(card) for card in view.cards(group)]:
            template = {"year": "period_archives", "tag": "tag"}[kind]
            shown_name = _spelled(name, articles) if kind == "tag" else name
            yield Output(f"{group}/index.html", template, {kind: shown_name, "articles": articles})

    inventory = None

    def global_files(self, view: View, build_id: str) -> Iterable[Output]:
        """None."""
        return ()

    def global_stamp(self) -> str:
        """Nothing beside the items."""
        return ""

    def pages_context(self, view: View) -> Mapping[str, Mapping[str, Any]]:
        """None."""
        return {}

    def page(self, path: str, page: Any) -> Mapping[str, Any]:
        """The same as other pages get."""
        return self.context(path)

    def context(self, path: str) -> Mapping[str, Any]:
        """Links are relative to `root`; so is SITEURL where the settings give none."""
        root = "../" * path.count("/")
        relative = self.settings["RELATIVE_URLS"] or not self.settings["SITEURL"]
        return {"root": root, "path": path, **({"SITEURL": root.rstrip("/") or "."} if relative else {})}

    def finished(self, path: str, text: str) -> Iterable[tuple[str, str]]:
        """The page as its template gave it."""
        return ((path, text),)

    def fixed(self) -> Iterable[Output]:
        """None: the theme's static files are Pelican's business."""
        return ()

    def refused(self, error: Exception) -> Exception:
        """As it is."""
        return error


def site(settings: Mapping[str, Any]) -> MarkdownSite:
    """For `INCREMENTAL_SITE`."""
    return MarkdownSite(settings)


def _sorted(date: dt.datetime | None) -> str:
    """A date as text that sorts; where only one of two has a zone, the other is taken as UTC."""
    if date is None:
        return ""
    return (date.astimezone(dt.UTC) if date.tzinfo else date).strftime("%Y-%m-%dT%H:%M:%S.%f")


def _spelled(slug: str, articles: Sequence[TemplateArticle]) -> Any:
    """A tag as its newest article spells it."""
    return next(tag for article in reversed(articles) for tag in article["tags"] if tag.slug == slug)
