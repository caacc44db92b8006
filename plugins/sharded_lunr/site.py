"""Any Pelican site: its articles and pages indexed when all generators are done.

Its settings are those of `choices`; SHARDED_LUNR_SCRIPTS are copied to `<folder>reader/`, joined there as `search.js`.
"""

import datetime as dt
import hashlib
import logging
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from . import words
from .choices import choices
from .codec import Packer
from .index import IndexPlan, text, write
from .product import IndexedText, IndexField, Schema, encode, make, text_of
from .segments import SegmentEntry

SCHEMA = Schema((IndexField("title", 4), IndexField("number", 8), IndexField("text", 1)), ("category", "year"))
LABELS = {
    "facets": [
        {"name": "category", "parameter": "category", "label": "Category", "order": "count", "shown": True},
        {"name": "year", "parameter": "year", "label": "Year", "order": "newest"},
    ]
}
READER = (
    "vendor/inflate.min.js",
    *(f"search/{name}.js" for name in ("words", "codec", "load", "segments", "score", "number", "question", "facts")),
    *(f"search/{name}.js" for name in ("gone", "newest", "marks", "sheet", "rank", "reading", "near", "answer")),
    "search/documents.js",
    "search/excerpt.js",
)
"""What `hdnd.open`, `hdnd.answer`, `hdnd.readDocument` and `hdnd.excerpt` stand in, each behind those it needs, without
Lunr. A page that lists them by itself is out of date when one more is needed, and throws where a question comes to it
first: a word mistyped."""
LUNR = ("vendor/lunr.min.js", "search/lunr-index.js")
"""Lunr and what stands upon it, behind the others; `hdnd.readLunr` reads them where a question needs them."""
REPAIR = ("search/syllable.js", "search/repair.js")
"""How words that no document has are read; `hdnd.readRepair` reads them where one has such."""
_BLOCKS = re.compile("p|li|h[1-6]|t[dh]|d[td]|pre|blockquote|figcaption|div|section")
_OURS = re.compile(r"[0-9a-f]{12}/[a-z0-9-]+\.js|doc/\d+/\d+\.js|dictionary-[0-9a-f]{8}\.js")
"""Files that carry contents, as docs/reference/search-format.md names them."""
_log = logging.getLogger(__name__)
_SILENT = frozenset({"script", "style", "template"})


class OutputFolder:
    """`index.Target` over an output folder that is written anew each time."""

    def __init__(self, root: Path, folder: str = "") -> None:
        self.root = root
        self.folder = folder
        self.written: set[str] = set()

    def write(self, path: str, data: bytes) -> None:
        """Write a file; one that has these bytes is left alone."""
        self.written.add(path)
        target = self.root / path
        if target.is_file() and target.read_bytes() == data:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def keep(self, path: str) -> bool:
        """Nothing is known of the last build."""
        return False

    def clear(self) -> None:
        """Delete what an earlier index has left: it holds the words, titles and texts of what was withdrawn since."""
        top = self.root / self.folder
        for path in sorted(top.rglob("*.js")):
            name = path.relative_to(top).as_posix()
            if _OURS.fullmatch(name) and self.folder + name not in self.written:
                path.unlink()
                for folder in path.parents:
                    if folder == top or any(folder.iterdir()):
                        break
                    folder.rmdir()


class Passages(HTMLParser):
    """Blocks of text of an HTML fragment, each with the id of its element or of the last one before it that had one."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._anchor = ""
        self._text: list[str] = []
        self._silent = 0
        self.feed(html)
        self.close()
        self._end()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins; its id is the anchor from here on."""
        self._silent += tag in _SILENT
        if _BLOCKS.fullmatch(tag):
            self._end()
        self._anchor = dict(attrs).get("id") or self._anchor

    def handle_endtag(self, tag: str) -> None:
        """A block ends."""
        self._silent -= tag in _SILENT
        if _BLOCKS.fullmatch(tag):
            self._end()

    def handle_data(self, data: str) -> None:
        """Words between tags."""
        if self._silent <= 0:
            self._text.append(data)

    def _end(self) -> None:
        text = words.clean(" ".join("".join(self._text).split()))
        if text:
            self.found.append((self._anchor, text))
        self._text = []


def index_site(generators: Sequence[Any]) -> None:
    """Index what the generators of a finished Pelican run hold (signal `all_generators_finalized`).

    That is what is published: articles, pages and their translations; no drafts, nothing hidden or without a page.
    """
    settings = generators[0].settings
    if "incremental_generator" in generators[0].context:
        raise ValueError(
            "sharded_lunr sees no article of an incremental build: "
            'take it out of PLUGINS and set INCREMENTAL_EXTRAS = ("sharded_lunr.extra:markdown",)'
        )
    folder, dictionary, scripts = choices(settings)
    kinds = ("articles", "pages", "translations")
    contents = [one for generator in generators for name in kinds for one in getattr(generator, name, ())]
    contents = sorted({one.source_path: one for one in contents if one.save_as}.values(), key=_order)
    packer = Packer(dictionary)
    target = OutputFolder(Path(settings["OUTPUT_PATH"]), folder)
    plan = IndexPlan(SCHEMA, packer, folder, lambda values: LABELS)
    products, texts = [], hashlib.sha256()
    for slot, one in enumerate(contents):
        document = _document(one)
        products.append(encode(make(document, SCHEMA)))
        said = text_of(document)
        texts.update(said.encode())
        target.write(*text(plan, slot, said))
    entries = [SegmentEntry(slot, hashlib.sha256(product).digest()) for slot, product in enumerate(products)]
    write(plan, entries, products.__getitem__, target, build=texts.hexdigest()[:12])
    for path, data in reader(scripts) if scripts else ():
        target.write(f"{folder}{path}", data)
    target.clear()


def reader(scripts: Path) -> Iterator[tuple[str, bytes]]:
    """The browser's scripts, below `reader/`; `search.js` there is all a search page needs, Lunr and repair with it."""
    for path in sorted(scripts.rglob("*.js")):
        yield f"reader/{path.relative_to(scripts).as_posix()}", path.read_bytes()
    yield "reader/search.js", b"".join(Path(scripts, name).read_bytes() + b"\n" for name in (*READER, *REPAIR, *LUNR))


def register() -> None:
    """Connect to Pelican."""
    from pelican import signals

    signals.all_generators_finalized.connect(index_site)


def _document(content: Any) -> IndexedText:
    date, category = _day(getattr(content, "date", None)), str(getattr(content, "category", ""))
    card = {"path": content.save_as, "title": str(getattr(content, "title", "")), "date": date, "category": category}
    return document_of(card, content.content, year=date[:4])


def document_of(card: dict[str, Any], html: str, *, year: str) -> IndexedText:
    """What is indexed of an article or a page: title, numbers in it, the text of its blocks; category and year.

    A text that is mostly of letters without words here (Chinese, Arabic, Thai, …) is named in a warning.
    """
    passages = Passages(html).found
    title = words.clean(card["title"])
    said = "\n".join(line for _, line in passages)
    if not _is_heard(f"{title} {said}"):
        _log.warning("%s: most of its letters are of a script that the search has no words for", card["path"])
    return IndexedText(
        (words.count(title), words.number_terms(title), words.count(said)),
        {**card, "title": title},
        passages,
        {"category": card["category"], "year": year},
    )


def _is_heard(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return 2 * sum(map(len, words.words(text))) >= letters


def _day(date: object) -> str:
    return date.strftime("%Y-%m-%d") if isinstance(date, dt.date) else ""


def _order(content: Any) -> tuple[str, str]:
    date = getattr(content, "date", None)
    return (date.isoformat() if isinstance(date, dt.date) else "", str(content.save_as))
