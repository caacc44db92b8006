"""The interface in English: pages of lists and of search stand a second time below `en/`, their own words translated.

The templates are written in Vietnamese, and documents stay so. What a rendered page says beside documents is looked up
in one table (theme/english.yaml), text by text; what does not stand there is a document's or somebody's name and is
marked as Vietnamese. So a template has one language, and the pages of documents, nine of ten, are made once.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from html import escape, unescape
from pathlib import Path

import yaml

from plugins.incremental import Output

FOLDER = "en/"
TABLE = "english.yaml"
SEARCH = f"{FOLDER}tim-kiem/index.html"
_PAGES = re.compile(
    r"(?:(?:tim-kiem/|(?:tinh|huyen|xa)/(?:[^/]+/(?:(?:\d{4}(?:/\d\d)?|giam-sat|ke-thua)/)?)?"
    r"|(?:loai|linh-vuc)/[^/]+/(?:\d{4}/(?:\d\d/)?)?|giam-sat/(?:\d{4}/(?:\d\d/)?|ho-so/[^/]+/)?)?)index\.html"
)
_TAG = re.compile(r"(<script\b.*?</script>|<style\b.*?</style>|<[^>]*>)", re.DOTALL)
_UNSAID = ("<script", "<style", "<!")
_WORDS = re.compile(r'\b(placeholder|aria-label|title|alt|content|data-none)="([^"]*)"')
_LINK = re.compile(r'\b(href|action)="((?:\.\./)*)([^":?#]*\.html)(?=[?#"])')
_START = re.compile(r"<([a-z][a-z0-9]*)\b[^>]*(?<!/)>\Z")
_TITLE = 'class="docs__title"'
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PLACE = re.compile(r"(\{(?:n|x|name)\})")
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+")
_VARIES = {"{n}": r"\d[\d./ –-]*", "{x}": ".+", "{name}": r"[^\d,.;:()]{1,50}"}
_BARE = frozenset(["title", "option", "text", "tspan", "textarea"])
"""Elements that can hold no other: what they say in Vietnamese is marked on themselves."""


def has(path: str) -> bool:
    """Whether the page at this address stands in English, too."""
    return _PAGES.fullmatch(path) is not None


def other(path: str) -> str:
    """The address of the same page in the other language; empty for none."""
    if path.startswith(FOLDER):
        return path.removeprefix(FOLDER)
    return FOLDER + path if has(path) else ""


def beside(outputs: Iterable[Output]) -> Iterator[Output]:
    """The files of a list, each page followed by the one that will be English."""
    for output in outputs:
        yield output
        if output.template and has(output.path):
            yield replace(output, path=FOLDER + output.path)


class English:
    """The table, and what it makes of a page."""

    def __init__(self, theme: Path) -> None:
        self._file = theme / TABLE

    @cached_property
    def table(self) -> Mapping[str, str]:
        """English by Vietnamese; the file says which places hold what varies. They come in one order in both."""
        return {str(key): str(value) for key, value in yaml.safe_load(self._file.read_text(encoding="utf-8")).items()}

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str], str]]:
        """Those with places, the one with most of its own letters first, each with the longest piece of its own."""
        found = sorted(filter(_PLACE.search, self.table), key=lambda key: (-len(_PLACE.sub("", key)), key))
        return [(max(_PLACE.split(key)[::2], key=len), re.compile(_pattern(key)), self.table[key]) for key in found]

    def page(self, path: str, text: str) -> str:
        """A rendered Vietnamese page as the English page at this address."""
        made = "".join(self._pieces("../" * path.count("/"), text)).replace('<html lang="vi">', '<html lang="en">', 1)
        if path != SEARCH:
            return made
        words = json.dumps(self._plain, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return made.replace("</head>", f'<script type="application/json" id="words">{words}</script>\n</head>', 1)

    @cached_property
    def _plain(self) -> Mapping[str, str]:
        """What the scripts of the search page look up."""
        return {key: value for key, value in self.table.items() if not _PLACE.search(key)}

    def _pieces(self, root: str, text: str) -> Iterator[str]:
        """The page in pieces, in turn a text and the tag behind it; `root`: the way to the site's root."""
        pieces = [*_TAG.split(text), ""]
        yield pieces[0]
        for place in range(1, len(pieces) - 1, 2):
            tag, words, behind = pieces[place : place + 3]
            if tag.startswith(_UNSAID):
                yield tag + words
            elif tag.startswith("</") or not words.strip():
                yield _tag(self, root, tag)
                yield self._loose(words)
            else:
                yield from self._first(_tag(self, root, tag), words, behind)

    def _first(self, tag: str, words: str, behind: str) -> Iterator[str]:
        """A tag and the text in it, up to the next tag; an element that holds no more bears its language."""
        said = None if _TITLE in tag else _put(self, words)
        name = _START.match(tag)
        marked = said is None and _LETTERS.search(words)
        if not marked or not name or not (behind.startswith("</") or name[1] in _BARE):
            yield tag
            yield self._loose(words) if said is None else said
        else:
            yield tag if " lang=" in tag else f'<{name[1]} lang="vi"{tag[len(name[1]) + 1 :]}'
            yield words

    def _loose(self, words: str) -> str:
        said = _put(self, words)
        if said is not None:
            return said
        return f'<span lang="vi">{words}</span>' if _LETTERS.search(words) else words

    def said(self, text: str) -> str:
        """A text in English; the same text where the table has nothing for it."""
        return _known(self, text) or text

    def _looked_up(self, text: str) -> str:
        """A text in English; empty where the table has nothing for it."""
        if text in self.table:
            return self.table[text]
        for own, pattern, english in self._patterns:
            if own in text and (match := pattern.fullmatch(text)):
                values = [
                    _known(self, value) if name[0] == "x" else _figures(value)
                    for name, value in match.groupdict().items()
                ]
                if all(values):
                    return _filled(english, values)
        parts = [_known(self, part) for part in text.split("; ")] if "; " in text else []
        if parts and all(parts):
            return "; ".join(parts)
        for sign in (" – ", ", "):  # a page's title: what it is, whose site, where
            first, found, last = text.rpartition(sign)
            if found and _known(self, last):
                return f"{self.said(first)}{sign}{_known(self, last)}"
        return ""


@lru_cache(maxsize=1 << 14)
def _known(english: English, text: str) -> str:
    return english._looked_up(text) if _LETTERS.search(text) else ""


@lru_cache(maxsize=1 << 14)
def _put(english: English, words: str) -> str | None:
    """A text of the page in English, with the space around it; None for what stays as it is."""
    text = " ".join(unescape(words).split())
    said = _figures(text) if _FIGURE.fullmatch(text) else english.said(text)
    if said == text:
        return None
    return words[: len(words) - len(words.lstrip())] + escape(said, quote=False) + words[len(words.rstrip()) :]


@lru_cache(maxsize=1 << 14)
def _tag(english: English, root: str, tag: str) -> str:
    """A tag with its words in English and its links to English pages."""
    if "=" not in tag or " hreflang=" in tag or " http-equiv=" in tag:
        return tag
    tag = _WORDS.sub(lambda match: f'{match[1]}="{escape(english.said(unescape(match[2])))}"', tag)
    return _LINK.sub(lambda match: f'{match[1]}="{match[2]}{_led(root, match[2], match[3])}', tag)


def _pattern(key: str) -> str:
    """A key as a regular expression with a named group for each place."""
    return "".join(
        f"(?P<{part[1]}{number}>{_VARIES[part]})" if part in _VARIES else re.escape(part)
        for number, part in enumerate(_PLACE.split(key))
    )


def _figures(text: str) -> str:
    """1.204 as 1,204; a date has no group of three digits behind a point."""
    return _FIGURE.sub(lambda match: match[0].replace(".", ","), text)


def _filled(english: str, values: Iterable[str]) -> str:
    left = iter(values)
    return _PLACE.sub(lambda _: next(left), english)


def _led(root: str, steps: str, target: str) -> str:
    """Where a link of a page leads: to the English page, where there is one."""
    return FOLDER + target if steps == root and has(target) else target
