"""The interface in English: pages of lists and of search stand a second time below `en/`, their own words translated.

The templates are written in Vietnamese, and documents stay so. What a rendered page says beside documents is looked up
in one table (theme/english.yaml), text by text; what does not stand there is a document's or somebody's name and is
marked as Vietnamese. So a template has one language, and the pages of documents, nine of ten, are made once. A page
that stands in both is rendered once, too: signs hold the places of what depends on where it stands.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plugins.archive_pages import linked_data

if TYPE_CHECKING:
    from plugins.archive_pages.noted import Noted

FOLDER = "en/"
TABLE = "english.yaml"
SEARCH = f"{FOLDER}tim-kiem/index.html"
ROOT, _HERE, _THERE, _TONGUE, _NAME = "\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4"
"""Signs in a page that stands in both languages, which no text of the archive may hold (`text.unfit`): the way to the
root; what an address begins with here, and there; the language there, and what it calls itself."""
_VIETNAMESE = {_HERE: "", _THERE: FOLDER, _TONGUE: "en", _NAME: "English"}
_ENGLISH = {_HERE: FOLDER, _THERE: "", _TONGUE: "vi", _NAME: "Tiếng Việt"}
_PAGES = re.compile(
    r"(?:(?:(?:tim-kiem|tren-may-nay)/|(?:tinh|huyen|xa)/(?:[^/]+/(?:(?:\d{4}(?:/\d\d)?|giam-sat|ke-thua(?:/linh-vuc)?|ky-hop/[^/]+)/)?)?"
    r"|(?:loai|linh-vuc)/[^/]+/(?:\d{4}/(?:\d\d/)?)?|giam-sat/(?:\d{4}/(?:\d\d/)?|ho-so/[^/]+/)?)?)index\.html"
)
_TAG = re.compile(r"(<script\b.*?</script>|<style\b.*?</style>|<[^>]*>)", re.DOTALL)
_UNSAID = ("<script", "<style", "<!")
_WORDS = re.compile(r'\b(placeholder|aria-label|title|alt|content|data-none)="([^"]*)"')
_LINK = re.compile(rf'\b((?:href|action)="{ROOT})([^":?#]*\.html)(?=[?#"])')
_START = re.compile(r"<([a-z][a-z0-9]*)\b[^>]*(?<!/)>\Z")
_TITLE = 'class="docs__title"'
_LETTERS = re.compile(r"[^\W\d_]{2}")
_PLACE = re.compile(r"(\{(?:n|x|name|code)\})")
_NAMED = re.compile(r"[^{}]+ \{(?:x|name)\}|\{x\} \((?:từ|đến) \{n\}\)")
"""A text that ends in a name, or gives its years: "HĐND {x}", "phường {name}", "{x} (đến {n})"."""
_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DATE = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ONE = re.compile(r"\b1 (?:documents|originals|People's Councils)\b")
"""What the table counts, where there is one of it: Vietnamese has no plural, so the table has none."""
_VARIES = {"{n}": r"\d[\d./ –-]*", "{x}": ".+", "{name}": r"[^\d,.;:()]{1,50}", "{code}": r"\S*/\S+"}
_BARE = frozenset(["title", "option", "text", "tspan", "textarea"])
"""Elements that can hold no other: what they say in Vietnamese is marked on themselves."""


def has(path: str) -> bool:
    """Whether the page at this address stands in English, too."""
    return _PAGES.fullmatch(path) is not None


class Other(NamedTuple):
    """The same page in the other language, for the template: its address, that language, and what it calls itself."""

    path: str
    tongue: str = _TONGUE
    name: str = _NAME


def other(path: str) -> Other | None:
    """The same page in the other language, in signs; None where there is none."""
    return Other(_THERE + path) if has(path) else None


def place(path: str) -> tuple[str, str]:
    """The way to the root from a page, and its address below it; in signs for a page that stands in both languages."""
    return (ROOT, _HERE + path) if has(path) else ("../" * path.count("/"), path)


def _filled(path: str, text: str) -> str:
    """A text with what its signs mean at this address."""
    for sign, words in (_ENGLISH if path.startswith(FOLDER) else _VIETNAMESE).items():
        text = text.replace(sign, words)
    return text.replace(ROOT, "../" * path.count("/"))


class English:
    """The table, and what it makes of a page; `noted` holds it as the last build read it."""

    def __init__(self, *themes: Path, noted: "Noted | None" = None) -> None:
        self._files = [theme / TABLE for theme in themes]
        self._noted = noted

    @cached_property
    def table(self) -> Mapping[str, str]:
        """English by Vietnamese; the file says which places hold what varies. They come in one order in both."""
        return self._noted.known(self._read) if self._noted else self._read()

    def _read(self) -> dict[str, str]:
        from pipeline import errors, yaml_reader  # a build that finds nothing changed asks for addresses alone

        found: dict[str, str] = {}
        for path in filter(Path.is_file, self._files):  # the later ones before the first
            try:
                read = yaml_reader.load(path.read_bytes()) or {}
            except yaml_reader.UnreadableYaml as error:
                raise errors.VocabularyInvalid(
                    problems=f"theme/{TABLE}: {error.vi}", problems_en=f"theme/{TABLE}: {error.en}"
                ) from error
            found |= {str(key): str(value) for key, value in read.items()}
        return found

    @cached_property
    def _patterns(self) -> list[tuple[list[str], str, str]]:
        """Those with places, the one with most of its own letters first; each with its pieces, the longest first."""
        found = sorted(filter(_PLACE.search, self.table), key=lambda key: (-len(_PLACE.sub("", key)), key))
        return [(sorted(_PLACE.split(key)[::2], key=len, reverse=True), key, self.table[key]) for key in found]

    def pages(self, path: str, text: str) -> Iterable[tuple[str, str]]:
        """Of a page rendered with signs: it and the one in English, each with its path."""
        there = FOLDER + path
        return ((path, _filled(path, text)), (there, self.page(there, text)))

    def page(self, path: str, text: str) -> str:
        """A rendered Vietnamese page, with its signs, as the English page at this address."""
        made = _filled(path, "".join(self._pieces(text)).replace('<html lang="vi">', '<html lang="en">', 1))
        if path != SEARCH:
            return made
        words = json.dumps(self._searched, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        return made.replace("</head>", f'<script type="application/json" id="words">{words}</script>\n</head>', 1)

    @cached_property
    def _searched(self) -> Mapping[str, str]:
        """What scripts of the search page look up: plain texts, and what names of councils and organs are made of."""
        return {key: value for key, value in self.table.items() if not _PLACE.search(key) or _NAMED.fullmatch(key)}

    def _pieces(self, text: str) -> Iterator[str]:
        """The page in pieces, each a tag and the text behind it."""
        first, *pieces = _TAG.split(text)
        tags, words = pieces[::2], pieces[1::2]
        closed = [tag.startswith("</") for tag in tags[1:]] + [False]
        yield first
        for tag, said, last in zip(tags, words, closed, strict=True):
            if tag.startswith(linked_data.BEGINS):
                told = tag.removeprefix(linked_data.BEGINS).removesuffix(linked_data.ENDS)
                tag = f"{linked_data.BEGINS}{linked_data.in_english(told, self.said)}{linked_data.ENDS}"
            yield tag + said if tag.startswith(_UNSAID) else _said(self, tag, said, last)

    def said(self, text: str) -> str:
        """A text in English; the same text where the table has nothing for it."""
        return _known(self, text) or text

    def _kept(self, place: str, value: str) -> str:
        """What stands in a place of a text, in English; empty for what cannot stand there."""
        if place[0] == "x":
            return _known(self, value)
        if place.startswith("code"):
            return value
        # "Tỉnh có nhiều xã" names no province: every word of a name begins with a capital; figures have no words
        return "" if any(word[0].islower() for word in value.split()) else _figures(value)

    def _looked_up(self, text: str) -> str:
        """A text in English; empty where the table has nothing for it."""
        if text in self.table:
            return self.table[text]
        for own, key, english in self._patterns:
            if own[0] in text and all(one in text for one in own) and (match := _pattern(key).fullmatch(text)):
                values = [self._kept(name, value) for name, value in match.groupdict().items()]
                if all(values):
                    return _completed(english, values)
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
def _said(english: English, tag: str, words: str, closed: bool) -> str:
    """A tag and the text behind it, up to the next tag, which may close it.

    Kept, because pages of lists are made of the same few: an element that holds no more bears its language itself.
    """
    put = _tag(english, tag)
    if tag.startswith("</") or not words.strip():
        return put + _loose(english, words)
    said = None if _TITLE in tag else _put(english, words)
    name = _START.match(put)
    if said is None and name and (closed or name[1] in _BARE) and _LETTERS.search(words):
        return (put if " lang=" in put else f'<{name[1]} lang="vi"{put[len(name[1]) + 1 :]}') + words
    return put + (_loose(english, words) if said is None else said)


def _loose(english: English, words: str) -> str:
    said = _put(english, words)
    if said is not None:
        return said
    return f'<span lang="vi">{words}</span>' if _LETTERS.search(words) else words


def _put(english: English, words: str) -> str | None:
    """A text of the page in English, with the space around it; None for what stays as it is."""
    text = " ".join(unescape(words).split())
    said = english.said(text) if _LETTERS.search(text) else _figures(text)
    if said == text:
        return None
    return words[: len(words) - len(words.lstrip())] + escape(said, quote=False) + words[len(words.rstrip()) :]


def _tag(english: English, tag: str) -> str:
    """A tag with its words in English and its links to English pages."""
    if "=" not in tag or " hreflang=" in tag or " http-equiv=" in tag:
        return tag
    tag = _WORDS.sub(lambda match: f'{match[1]}="{escape(english.said(unescape(match[2])))}"', tag)
    return _LINK.sub(lambda match: f"{match[1]}{FOLDER if has(match[2]) else ''}{match[2]}", tag)


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """A key with a named group for each place; a build of one document asks for few, and compiling all took 0.04 s."""
    parts = (
        f"(?P<{part[1]}{number}>{_VARIES[part]})" if part in _VARIES else re.escape(part)
        for number, part in enumerate(_PLACE.split(key))
    )
    return re.compile("".join(parts))


def _figures(text: str) -> str:
    """1.204 as 1,204, and 08/07/2024 as 8 Jul 2024, which half of those who read English take for the 7th of August."""
    text = _DATE.sub(_day, text)
    return _FIGURE.sub(lambda match: match[0].replace(".", ","), text)


def _day(date: re.Match[str]) -> str:
    month = int(date[2])
    return f"{int(date[1])} {_MONTHS[month - 1]} {date[3]}" if 0 < month <= len(_MONTHS) else date[0]


def _completed(english: str, values: Iterable[str]) -> str:
    left = iter(values)
    return _ONE.sub(lambda match: match[0][:-1], _PLACE.sub(lambda _: next(left), english))
