"""What a Markdown file says where no reader of its text sees it: its head, comments, tips of links, markup.

A browser shows a link's title as a tip and an image's in its place; whoever opens the file itself reads all of it.
"""

import contextlib
import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from pipeline.extract.web_pages import html_unseen

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_COMMENT = re.compile(r"<!--(.*?)(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z][^<>]{0,2000}>")
_QUOTED = r"(?:\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'|\(((?:[^()\\]|\\.)*)\))"
_TITLE = re.compile(rf"\]\(\s*(?:<[^<>\n]*>|\S*?)\s+{_QUOTED}\s*\)")
# [mốc]: https://… "nhan đề"; the address or the title may stand on the next line, and [//]: # (…) is a comment.
_DEFINED = re.compile(rf"^ {{0,3}}\[([^\]\n]+)\]:\s*(?:<[^<>\n]*>|\S+)(?:\s+{_QUOTED})?\s*$", re.MULTILINE)


def texts(raw: str) -> Iterator[str]:
    """Each as one string, in no order that means anything."""
    if front := _FRONT.match(raw):
        yield from (line.strip(" -'\"") for line in front[1].split("\n"))
    for comment in _COMMENT.findall(raw):
        yield from comment.split("\n")
    for match in _TITLE.finditer(raw):
        yield from filter(None, match.groups())
    for match in _DEFINED.finditer(raw):
        yield from filter(None, match.groups())
    yield from _of_tags("".join(_TAG.findall(raw)))


def _of_tags(tags: str) -> Iterator[str]:
    """What attributes of HTML within Markdown say."""
    if "=" not in tags:
        return
    with contextlib.suppress(etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = lxml_html.fragment_fromstring(tags, create_parent="div")
        yield from html_unseen.texts(root, root)
