"""What a web page says in its markup: attributes, strings of its styles, pictures that its addresses hold.

A browser shows them as tips, labels, counters and drawings, and the page is offered for download as received.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote, unquote_to_bytes

from lxml import etree

from pipeline.extract.web_pages.html_style import unescaped

# What speaks to programs alone: addresses, names of parts, sizes, the form of other values.
_TECHNICAL = frozenset(
    ("class", "id", "style", "src", "srcset", "href", "action", "name", "for", "rel", "type", "lang", "d", "points",
     "viewbox", "transform", "xmlns", "sizes", "http-equiv", "charset", "rowspan", "colspan", "face", "font-family")
)  # fmt: skip
_SHOWN = frozenset(("alt", "title", "placeholder", "label", "summary", "content", "value", "aria-label", "abbr"))
_WORDS = re.compile(r"\S\s+\S|[^\W\d_a-zA-Z]")  # more than one, or a letter that no program's word has
_LETTERS = re.compile(r"[^\W\d_]{3}")
_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'", re.DOTALL)
_ADDRESS = re.compile(r"\s*(?:mailto|tel|sms):([^?]*)", re.IGNORECASE)
_DATA = re.compile(r"\s*data:image/[\w.+-]+(?:;(?!base64)[\w=.+-]+)*(;base64)?,(.*)", re.IGNORECASE | re.DOTALL)
_URL = re.compile(r"url\(\s*(?:\"([^\"]*)\"|'([^']*)'|([^)]*))", re.IGNORECASE)
_NEXT = re.compile(r",\s+(?=data:)")
_MOST = 200  # pictures of one page


def texts(root: etree._Element, document: etree._Element) -> Iterator[str]:
    """What attributes and styles say; whom links of the `document` write to or call, not those of the portal."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            name, value = str(name).rpartition("}")[2].lower(), str(value)
            if name not in _TECHNICAL and _LETTERS.search(value) and (name in _SHOWN or _WORDS.search(value)):
                yield value
    for style in _styles(root):
        yield from filter(_LETTERS.search, (unescaped(one or other) for one, other in _STRING.findall(style)))
    for link in document.iter("a", "area"):
        if match := _ADDRESS.match(link.get("href") or ""):
            yield unquote(match[1])


def pictures(root: etree._Element) -> list[bytes]:
    """Pictures that addresses hold themselves (RFC 2397), in attributes and in styles; empty for one that is broken."""
    values = (str(value) for element in root.iter(etree.Element) for value in element.attrib.values())
    styled = (one or two or three for style in _styles(root) for one, two, three in _URL.findall(style))
    found: dict[bytes, None] = {}
    for said in chain(values, styled):
        for match in filter(None, map(_DATA.match, _NEXT.split(said) if "data:" in said else ())):
            found[_unpacked(match[2]) if match[1] else unquote_to_bytes(match[2])] = None
            if len(found) > _MOST:
                return [*found, b""]
    return list(found)


def _styles(root: etree._Element) -> Iterator[str]:
    yield from (str(style.text or "") for style in root.iter("style"))
    yield from (style for element in root.iter(etree.Element) if (style := element.get("style")))


def _unpacked(data: str) -> bytes:
    try:
        return base64.b64decode(unquote(data) + "==")
    except (binascii.Error, ValueError):
        return b""
