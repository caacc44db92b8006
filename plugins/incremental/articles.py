"""Reading one Markdown file as Pelican reads it, and what a template may ask of it.

Metadata go through Pelican's own reader, whether they stand as its lines (`Title: …`) or as YAML between two lines
`---`: what its settings say of them (DEFAULT_METADATA, FILENAME_METADATA, MARKDOWN, TYPOGRIFY, …) holds here, too.
"""

import datetime as dt
import re
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from .errors import BuildError, UnreadableSource
from .model import Card

_STATUS = ("published", "hidden", "draft")
# What Pelican's articles have and these do not: asked for by a template, it would be shown as nothing.
_PELICANS = frozenset(
    [
        "locale_date",
        "locale_modified",
        "summary",
        "content",
        "metadata",
        "translations",
        "related_posts",
        "in_default_lang",
        "source_path",
        "relative_source_path",
        "get_content",
        "get_summary",
        "timezone",
        "settings",
    ]
)


class ReadArticle(NamedTuple):
    """One file, understood: plain metadata, the date, the page as HTML and the slugs of the articles it links to."""

    facts: Card
    date: dt.datetime | None
    html: str
    linked: tuple[str, ...] = ()


class Library:
    """The articles' folder, read with Pelican's settings; `address` gives the path of a page by its facts."""

    def __init__(self, settings: Mapping[str, Any], folder: Path, address: Callable[[Card, dt.datetime | None], str]):
        self.settings = settings
        self.folder = folder
        self.address = address
        self._readers: Any = None
        words = str(settings["INTRASITE_LINK_REGEX"])
        self._link = re.compile(
            rf"""(<[^>]+?(?:href|src|poster|data|cite|formaction|action|content)\s*=\s*)(["'])(?P<whole>{words}(?P<value>.*?))\2""",
            re.I,
        )

    def read(self, path: str, data: bytes) -> ReadArticle:
        """One file. Raises `UnreadableSource`."""
        facts, date, html = self._parsed(path, data)
        linked: list[str] = []
        relative = self.settings["RELATIVE_URLS"] or not self.settings["SITEURL"]
        steps = "../" * self.address(facts, date).count("/") or "./"
        root = steps if relative else f"{self.settings['SITEURL'].rstrip('/')}/"
        html = self._link.sub(
            lambda match: f"{match[1]}{match[2]}{self._led(path, match, root, linked)}{match[2]}", html
        )
        return ReadArticle(facts, date, html, tuple(dict.fromkeys(linked)))

    def _parsed(self, path: str, data: bytes) -> tuple[Card, dt.datetime | None, str]:
        base = Path(self.settings["PATH"])
        reader = self._reader()
        reader.data = data
        try:
            said = self._readers.read_file(str(base), str(self.folder / path), content_class=_pair)
        except UnreadableSource:
            raise
        except Exception as error:  # whatever a reader, an extension or a pattern of the settings raises
            raise UnreadableSource(" ".join(f"{type(error).__name__}: {error}".split())) from error
        if not isinstance(said, tuple):  # Pelican's own stub for what it leaves out
            raise UnreadableSource("status 'skip': leave the file out by IGNORE_FILES or ARTICLE_EXCLUDES")
        html, found = said
        return self._facts(path, found), found.get("date"), html

    def _reader(self) -> Any:
        if self._readers is None:
            from pelican.readers import Readers

            from .markdown_reader import FrontMatterReader  # with Markdown, which costs 30 ms

            self._readers = Readers(self.settings)
            self._readers.readers["md"] = FrontMatterReader(self.settings)
        return self._readers.readers["md"]

    def _facts(self, path: str, found: Mapping[str, Any]) -> Card:
        facts = {name: _plain(value) for name, value in found.items() if name != "reader"}
        facts.setdefault("slug", path.removesuffix(".md"))
        facts["status"] = str(facts.get("status") or self.settings.get("DEFAULT_STATUS", "published")).lower()
        facts["lang"] = facts.get("lang") or self.settings["DEFAULT_LANG"]
        facts["tags"] = facts.get("tags") or []
        facts["links"] = _listed(facts.get("links"))
        self._check(facts, found.get("date"))
        return facts

    def _check(self, facts: Card, date: dt.datetime | None) -> None:
        if not str(facts.get("title") or "").strip():
            raise UnreadableSource("no title (a line `Title: …`, or `title: …` between two lines `---`)")
        if facts["status"] not in _STATUS:
            raise UnreadableSource(f"status {facts['status']!r}: {', '.join(_STATUS)} are known")
        for tag in facts["tags"]:
            if not slug_of(tag, self.settings):
                raise UnreadableSource(f"tag {tag!r}: no letter of it can stand in an address")
        if date is not None and not self.settings["WITH_FUTURE_DATES"] and date.timestamp() > time.time():
            raise UnreadableSource(
                "its date is still to come: WITH_FUTURE_DATES = False would hang the site on the clock"
            )

    def _led(self, path: str, match: re.Match[str], root: str, linked: list[str]) -> str:
        """Where a link of Pelican's own kind leads, from the page; `linked` gets the article's slug."""
        what, value = match["what"], match["value"]
        parts = urlsplit(value)
        tail = f"?{parts.query}" * bool(parts.query) + f"#{parts.fragment}" * bool(parts.fragment)
        place = unquote(parts.path)
        base = Path(self.settings["PATH"])
        target = base / place.lstrip("/") if place.startswith("/") else (self.folder / path).parent / place
        if what == "index":
            return f"{root}index.html{tail}"
        if what == "filename" and target.resolve().is_relative_to(self.folder.resolve()) and target.is_file():
            name = target.resolve().relative_to(self.folder.resolve()).as_posix()
            facts, date, _ = self._parsed(name, target.read_bytes())
            linked.append(facts["slug"])
            return f"{root}{self.address(facts, date)}{tail}"
        if what == "static" and (published := self._static(base, target)):
            return f"{root}{published}{tail}"
        raise UnreadableSource(f"{match['whole']}: the incremental build can make no link of it")

    def _static(self, base: Path, target: Path) -> str:
        """Where Pelican copies a file to; empty where that is not plain."""
        plain = all(self.settings[name] == "{path}" for name in ("STATIC_URL", "STATIC_SAVE_AS"))
        if not plain or not target.is_file() or not target.resolve().is_relative_to(base.resolve()):
            return ""
        name = target.resolve().relative_to(base.resolve()).as_posix()
        below = any(not one or name == one or name.startswith(f"{one}/") for one in self.settings["STATIC_PATHS"])
        return name if below and name not in self.settings["EXTRA_PATH_METADATA"] else ""


def _pair(content: str, metadata: Mapping[str, Any], **_: Any) -> tuple[str, Mapping[str, Any]]:
    return content or "", metadata


def _plain(value: Any) -> Any:
    """A value of Pelican's metadata as JSON holds it: a date as ISO text, a tag, category or author by its name."""
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat(" ")
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)


def _listed(value: Any) -> list[str]:
    return [] if not value else [value] if isinstance(value, str) else [str(one) for one in value]


def slug_of(name: str, settings: Mapping[str, Any], kind: str = "Tag") -> str:
    """The slug that Pelican gives a tag, category or author of this name."""
    from pelican import urlwrappers

    return str(getattr(urlwrappers, kind)(name, settings).slug or "")


class TemplateLabel(str):
    """A tag, category or author in a template: its name, and of a tag its address."""

    slug: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, name: str, slug: str | None = None, url: str | None = None) -> "TemplateLabel":
        """With what its pages are called; None where it has none."""
        word = cls(name)
        word.slug, word.url = slug, url
        return word

    @property
    def name(self) -> str:
        """The name."""
        return str(self)

    def __getattribute__(self, name: str) -> Any:
        value = super().__getattribute__(name)
        if name in ("url", "slug") and value is None:
            raise BuildError(f"a template asks for the {name} of {self.name!r}: only tags have pages here")
        return value


class TemplateArticle(dict[str, Any]):
    """An article in a template: its metadata; what only Pelican's articles have is an error, not nothing."""

    def __missing__(self, key: str) -> Any:
        if key in _PELICANS:
            raise BuildError(f"a template asks for article.{key}, which articles of the incremental build do not have")
        raise KeyError(key)


def shown(card: Card, settings: Mapping[str, Any], **more: Any) -> TemplateArticle:
    """A card for a template."""
    tags = [(tag, slug_of(tag, settings)) for tag in card["tags"]]
    authors = [TemplateLabel.of(one) for one in _names(card)]
    own = {
        "tags": [TemplateLabel.of(tag, slug, f"tag/{slug}/index.html") for tag, slug in tags],
        **({"category": TemplateLabel.of(card["category"])} if card.get("category") else {}),
        **({"authors": authors, "author": authors[0]} if authors else {}),
    }
    return TemplateArticle({**card, **own, **more})


def _names(card: Card) -> Iterable[str]:
    return card.get("authors") or ([card["author"]] if card.get("author") else [])
