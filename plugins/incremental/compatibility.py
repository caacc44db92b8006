"""What an ordinary Pelican site has that the incremental build does not make: said in one sentence, before it begins.

A stranger's site is made as Pelican makes it, or not at all: a setting that would be ignored, a template that would
show an empty menu, a plugin that would wait for a signal in vain each end the build with their name.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import meta
from pelican import signals
from pelican.settings import DEFAULT_CONFIG

from .errors import BuildError

_KINDS = {"CATEGORY": "categories", "AUTHOR": "authors"}
_DIRECT = frozenset({"index", "tags", "categories", "authors", "archives", "period_archives"})
_FEEDS = tuple(f"{one}_FEED_{kind}" for one in ("AUTHOR", "CATEGORY", "TAG", "TRANSLATION") for kind in ("ATOM", "RSS"))
FEEDS = ("FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ATOM", "FEED_RSS", *_FEEDS)
# Settings that say how Pelican makes what is not made here.
_IGNORED = (
    *FEEDS,
    *(
        f"{one}_{kind}"
        for one in ("TAG", "CATEGORY", "AUTHOR", "DRAFT_LANG", "ARTICLE_LANG")
        for kind in ("URL", "SAVE_AS")
    ),
    *(f"{one}_ARCHIVE_{kind}" for one in ("YEAR", "MONTH", "DAY") for kind in ("URL", "SAVE_AS")),
    *("INDEX_SAVE_AS", "ARTICLE_URL", "ARTICLE_SAVE_AS", "ARTICLE_ORDER_BY", "ARTICLE_TRANSLATION_ID"),
    *("ARTICLE_PERMALINK_STRUCTURE", "DRAFT_URL", "OUTPUT_SOURCES", "DEFAULT_PAGINATION", "PAGINATED_TEMPLATES"),
    *("NEWEST_FIRST_ARCHIVES", "REVERSE_CATEGORY_ORDER"),
)
# What Pelican's generator of articles puts into the context of every template.
_CONTEXT = frozenset(
    [
        "articles",
        "dates",
        "categories",
        "authors",
        "drafts",
        "hidden_articles",
        "drafts_translations",
        "hidden_translations",
        "related_posts",
        "period_archives",
        "articles_page",
        "articles_paginator",
        "articles_previous_page",
        "articles_next_page",
        "dates_page",
        "dates_paginator",
        "all_articles",
        "period",
        "period_num",
        "tags",
        "category",
        "author",
        "tag",
    ]
)
_GIVEN = {
    "article": set[str](),
    "index": {"articles", "tags"},
    "tag": {"articles", "tag"},
    "period_archives": {"articles"},
    "page": set[str](),
}
_SIGNALS = [
    "content_object_init",
    "content_written",
    "feed_generated",
    "feed_written",
    "article_generator_preread",
    "article_generator_context",
    "article_generator_pretaxonomy",
    "article_generator_finalized",
    "article_generator_write_article",
    "article_writer_finalized",
    "all_generators_finalized",
    "get_writer",
]
PAGES = frozenset({"pages", "hidden_pages", "draft_pages"})
"""What Pelican's generator of pages puts there: right where the pages were read."""


def silence(settings: dict[str, Any]) -> str:
    """Keep Pelican's idle generator of articles from writing empty feeds and lists; in words, what it would make."""
    made = ["feeds"] * any(map(settings.get, FEEDS))
    made += [f"{one}.html" for one in settings["DIRECT_TEMPLATES"] if one in _DIRECT - {"index"}]
    made += [f"pages of {name}" for one, name in _KINDS.items() if settings[f"{one}_SAVE_AS"]]
    settings.update(dict.fromkeys(FEEDS))
    settings["DIRECT_TEMPLATES"] = [one for one in settings["DIRECT_TEMPLATES"] if one not in _DIRECT]
    return ", ".join(made)


def check(settings: Mapping[str, Any], own: Mapping[str, Any]) -> None:
    """Compare the settings, as they were given, with what the default site does; `own` are the plugin's, with defaults.

    Raises:
        BuildError: with the first thing that it does not do.
    """
    for refusal in chain(_own(settings, own), _settings(settings), _modules(), _listeners(), _files(settings)):
        raise BuildError(refusal)


_TAKES: Mapping[type, tuple[tuple[type, ...], str]] = {
    str: ((str, Path), "a text"),
    bool: ((bool,), "True or False"),
    int: ((int,), "a whole number"),
    tuple: ((tuple, list), "a list"),
}


def _own(settings: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[str]:
    """The plugin's own settings: a misspelled one would be ignored, one of another kind end in a traceback."""
    for name in settings:
        if name.startswith("INCREMENTAL_") and name not in own:
            import difflib

            [near] = difflib.get_close_matches(name, own, 1, 0)
            yield f"{name}: the incremental build has no such setting; the nearest is {near}"
    for name, default in own.items():
        kinds, said = _TAKES[type(default)]
        value = settings.get(name, default)
        if not isinstance(value, kinds) or (type(value) is bool and type(default) is not bool):
            yield f"{name} = {value!r}: it takes {said}"
    state = Path(settings.get("INCREMENTAL_STATE") or own["INCREMENTAL_STATE"]).resolve()
    if state.is_relative_to(Path(settings["OUTPUT_PATH"]).resolve()):
        yield f"INCREMENTAL_STATE = {state}: it lies in the output, where drafts in it would be published"


def _settings(settings: Mapping[str, Any]) -> Iterator[str]:
    for name in _IGNORED:
        if settings.get(name) and settings[name] != DEFAULT_CONFIG.get(name):
            yield f"{name} = {settings[name]!r}: the incremental build makes nothing of it; take the setting out"
    direct = settings["DIRECT_TEMPLATES"]
    if direct != DEFAULT_CONFIG["DIRECT_TEMPLATES"] and (lists := sorted({*direct} & _DIRECT - {"index"})):
        yield f"DIRECT_TEMPLATES: the incremental build makes no {', '.join(lists)}; take the name out"
    if settings.get("CACHE_CONTENT") and settings.get("CONTENT_CACHING_LAYER") == "generator":
        yield "CONTENT_CACHING_LAYER = 'generator': Pelican would keep the whole build with each page; take it out"
    if settings.get("DEFAULT_DATE") == "fs":
        yield "DEFAULT_DATE = 'fs': the time of a file says nothing in a fresh clone; give each article its date"


def _modules() -> Iterator[str]:
    for name, package in (("yaml", "PyYAML"), ("markdown", "Markdown")):
        try:
            import_module(name)
        except ImportError:
            yield f"the incremental build reads articles with {package}: pip install {package}"


def _listeners() -> Iterator[str]:
    for name in _SIGNALS:
        for listener in getattr(signals, name).receivers_for(None):
            module = str(getattr(listener, "__module__", None) or type(listener).__module__)
            if module != "builtins" and not module.startswith(f"{__package__}."):
                yield (
                    f"the plugin {module} waits for the signal {name}, "
                    "which the incremental build does not send for its articles; take one of the two out"
                )


def _files(settings: Mapping[str, Any]) -> Iterator[str]:
    """What Pelican would read and the engine would not; and a folder without articles."""
    from .markdown_site import MarkdownSite

    site = MarkdownSite(settings)
    others, found = _endings(settings), False
    for folder, folders, names in os.walk(site.folder, followlinks=True):
        below = Path(folder).relative_to(site.folder)
        folders[:] = [name for name in folders if name[0] != "." and not site.leaves_out((below / name).as_posix())]
        for name in names:
            if name[0] == "." or site.leaves_out((below / name).as_posix()):
                continue
            if name.rpartition(".")[2] in others:
                yield f"{Path(folder, name)}: the incremental build reads articles in Markdown (.md) alone"
            found = found or name.endswith(site.suffix)
    if not found:
        yield f"{site.folder}: no articles there; INCREMENTAL_PATH names their folder below PATH"


def _endings(settings: Mapping[str, Any]) -> set[str]:
    """Endings of files that some reader of Pelican's takes for an article."""
    from pelican.readers import MarkdownReader, Readers

    readers = Readers(dict(settings))
    if not isinstance(readers.readers.get("md"), MarkdownReader):
        raise BuildError(
            "READERS: another reader of Markdown than Pelican's own; the incremental build would not ask it"
        )
    return {*readers.extensions} - {"md", "static"}


def check_templates(environment: jinja2.Environment, direct: Iterable[str], suffixes: Iterable[str]) -> bool:
    """Whether a template of the engine's shows the hand-written pages.

    Raises:
        BuildError: a template shows what only Pelican's own articles fill.
    """
    shows_pages = False
    for name in (*_GIVEN, *direct):
        asked = _asked(environment, [f"{name}{suffix}" for suffix in suffixes])
        for one in sorted(asked & (_CONTEXT - _GIVEN.get(name, set()))):
            raise BuildError(f"template {name}: it shows `{one}`, which the incremental build does not give it")
        shows_pages = shows_pages or (name != "page" and bool(asked & PAGES))
    return shows_pages


def _asked(environment: jinja2.Environment, names: Iterable[str]) -> set[str]:
    """The names that a template and all that it is made of ask the context for."""
    load: Callable[..., tuple[str, Any, Any]] = environment.loader.get_source  # type: ignore[union-attr] # Pelican sets it
    asked, waiting, seen = set[str](), list(names), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            tree = environment.parse(load(environment, name)[0])
        except jinja2.TemplateNotFound:
            continue
        asked |= meta.find_undeclared_variables(tree)
        waiting += [one for one in meta.find_referenced_templates(tree) if one]
    return asked
