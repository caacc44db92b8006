"""One document of a pack, taken out of its page of the site; its links lead inside the pack, or to the site."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

from lxml import etree
from lxml import html as lxml_html

from pipeline import errors

# What works on the site alone: buttons, ways to other pages, files and pictures that are not in the pack.
_LEFT_OUT = (
    "//script | //button | //form | //noscript | //link | //style | //img | //iframe | //object | //video | //audio"
    " | //ul[contains(@class, 'actions')] | //*[contains(concat(' ', @class, ' '), ' screen-only ')]"
    " | //a[@class='neo'] | //*[@hidden] | //*[contains(@class, 'facsimile')]"
)
_KEPT = frozenset({"id", "class", "href", "lang", "scope", "colspan", "rowspan", "datetime", "open", "start", "value"})


@dataclass(frozen=True)
class PackedDocument:
    """A document in a pack: its mark there (v3), heading, day, and its article as an element."""

    mark: str
    number: str
    title: str
    day: str
    article: Any

    @property
    def html(self) -> str:
        """The article as HTML."""
        return str(lxml_html.tostring(self.article, encoding="unicode")).strip()

    @property
    def xhtml(self) -> str:
        """The article as XML, for EPUB."""
        return etree.tostring(self.article, encoding="unicode", method="xml").strip()


@dataclass(frozen=True)
class Links:
    """Where links lead: the mark of each document by its address, how a mark is linked, the public address or ""."""

    marks: Mapping[str, str]
    inside: str
    site: str

    def place(self, href: str, page: str) -> str | None:
        """Into the pack, to the site where that has an address, else nowhere."""
        if href.startswith(("http://", "https://", "mailto:")):
            return href
        path, fragment = urldefrag(href)
        there = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page
        mark = self.marks.get(there.partition("?")[0].removesuffix("/index.html"))
        if mark:
            return self.inside.format(mark) + (f"-{fragment}" if fragment else "")
        return f"{self.site.rstrip('/')}/{there}{'#' + fragment if fragment else ''}" if self.site else None


def leaf(root: Path, address: str, links: Links) -> PackedDocument:
    """The document at an address. Raises UsageError where the site was not built with it."""
    article = _article(root, address)
    for one in article.xpath(_LEFT_OUT):
        if one.getparent() is not None:
            one.drop_tree()
    mark = links.marks[address]
    for one in list(article.iter(etree.Element)):
        _make_own(one, f"{address}/index.html", mark, links)
    head = article.xpath(".//h1")[0]
    number = "".join(head.xpath(".//*[@class='doc__no']//text()")).strip()
    title = "".join(head.itertext()).removeprefix(number).strip()
    for landmark in article.xpath(".//nav[@aria-label] | .//*[@role='region' and @aria-label]"):
        landmark.set("aria-label", f"{landmark.get('aria-label')}, {number}")
    head.tag = "h2"  # the pack has one heading of its own
    day = "".join(article.xpath("(.//dl[contains(@class, 'facts')]//time)[1]/text()")[:1])
    return PackedDocument(mark, number, title, day, article)


def _article(root: Path, address: str) -> Any:
    page = root / "output" / address / "index.html"
    try:
        tree: Any = lxml_html.document_fromstring(page.read_bytes())
        return tree.xpath("//main//article")[0]
    except (OSError, IndexError, etree.ParserError) as error:
        vi, en = f"{address}: chưa có trang này, hãy chạy hdnd build", f"{address}: no such page yet, run hdnd build"
        raise errors.UsageError(what=vi, what_en=en) from error


def _make_own(one: Any, page: str, mark: str, links: Links) -> None:
    """Give an element the marks and links that it has in the pack; what only scripts of the site read goes."""
    for name in list(one.attrib):
        if name not in _KEPT and not name.startswith("aria-"):
            del one.attrib[name]
    for name in ("aria-labelledby", "aria-describedby", "aria-controls"):
        if name in one.attrib:
            one.set(name, " ".join(f"{mark}-{id_}" for id_ in one.get(name).split()))
    if "id" in one.attrib:
        one.set("id", f"{mark}-{one.get('id')}")
    if one.tag == "a" and "href" in one.attrib:
        if there := links.place(one.get("href"), page):
            one.set("href", there)
        else:
            one.drop_tag()
