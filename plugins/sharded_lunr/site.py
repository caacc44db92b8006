"""Any Pelican site: its articles and pages indexed when all generators are done.

Settings, with their defaults: SHARDED_LUNR_FOLDER "search/" (in the output), SHARDED_LUNR_DICTIONARY "" (a file of text
like the site's own; texts then pack smaller), SHARDED_LUNR_SCRIPTS "" (a folder with the browser's scripts, copied to
`<folder>reader/`; without it the theme brings them).
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from . import words
from .codec import Packer
from .index import Plan, text, write
from .product import Document, Field, Schema, encode, make, text_of
from .segments import Entry

SCHEMA = Schema((Field("title", 4), Field("number", 8), Field("text", 1)), ("category", "year"))
LABELS = {
    "facets": [
        {"name": "category", "parameter": "category", "label": "Category", "order": "count", "shown": True},
        {"name": "year", "parameter": "year", "label": "Year", "order": "newest"},
    ]
}
_BLOCKS = re.compile("p|li|h[1-6]|t[dh]|d[td]|pre|blockquote|figcaption|div|section")
_SILENT = frozenset({"script", "style", "template"})


class Folder:
    """`index.Target` over an output folder that is written anew each time."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def write(self, path: str, data: bytes) -> None:
        """Write a file; one that has these bytes is left alone."""
        target = self.root / path
        if target.is_file() and target.read_bytes() == data:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)

    def keep(self, path: str) -> bool:
        """Nothing is known of the last build."""
        return False


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
    """Index what the generators of a finished Pelican run hold (signal `all_generators_finalized`)."""
    settings = generators[0].settings
    contents = [
        one for generator in generators for name in ("articles", "pages") for one in getattr(generator, name, ())
    ]
    contents = sorted({one.source_path: one for one in contents}.values(), key=_order)
    dictionary = settings.get("SHARDED_LUNR_DICTIONARY", "")
    packer = Packer(Path(dictionary).read_bytes() if dictionary else b"")
    folder = settings.get("SHARDED_LUNR_FOLDER", "search/")
    target = Folder(Path(settings["OUTPUT_PATH"]))
    plan = Plan(SCHEMA, packer, folder, lambda values: LABELS)
    products, texts = [], hashlib.sha256()
    for slot, one in enumerate(contents):
        document = _document(one)
        products.append(encode(make(document, SCHEMA)))
        said = text_of(document)
        texts.update(said.encode())
        target.write(*text(plan, slot, said))
    entries = [Entry(slot, hashlib.sha256(product).digest()) for slot, product in enumerate(products)]
    write(plan, entries, products.__getitem__, target, build=texts.hexdigest()[:12])
    if scripts := settings.get("SHARDED_LUNR_SCRIPTS", ""):
        for path, data in reader(Path(scripts)):
            target.write(f"{folder}{path}", data)


def reader(scripts: Path) -> Iterator[tuple[str, bytes]]:
    """The browser's scripts, below `reader/`."""
    for path in sorted(scripts.rglob("*.js")):
        yield f"reader/{path.relative_to(scripts).as_posix()}", path.read_bytes()


def register() -> None:
    """Connect to Pelican."""
    from pelican import signals

    signals.all_generators_finalized.connect(index_site)


def _document(content: Any) -> Document:
    passages = Passages(content.content).found
    title = words.clean(str(getattr(content, "title", "")))
    date = getattr(content, "date", None)
    year = _day(date)[:4]
    category = str(getattr(content, "category", ""))
    card = {
        "path": content.save_as,
        "title": title,
        "date": _day(date),
        "category": category,
    }
    said = "\n".join(line for _, line in passages)
    return Document(
        (words.count(title), words.number_terms(title), words.count(said)),
        card,
        passages,
        {"category": category, "year": year},
    )


def _day(date: object) -> str:
    return date.strftime("%Y-%m-%d") if isinstance(date, dt.date) else ""


def _order(content: Any) -> tuple[str, str]:
    date = getattr(content, "date", None)
    return (date.isoformat() if isinstance(date, dt.date) else "", str(content.save_as))
