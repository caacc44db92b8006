"""The bytes of a web page as text, and the text as the tree that is read, with what a browser makes of it beside."""

import re

from lxml import etree
from lxml import html as lxml_html

from pipeline import legacy_encoding
from pipeline.extract.office_files import container

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WESTERN = frozenset(("", "iso-8859-1", "latin1", "us-ascii", "windows-1252"))  # what editors write without asking
_MERGED = re.compile(r"<(html|body)(?=[\s/>])", re.IGNORECASE)


def decoded(data: bytes) -> str:
    """A page's bytes as text: its byte order mark, its own word, UTF-8, or the Western set that old pages used."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if encoding := _unmarked_utf_16(data):
        return data.decode(encoding, "replace")
    said = _CHARSET.search(data[:4096])
    named = said.group(1).decode("ascii", "replace").lower() if said else ""
    for encoding in ("utf-8", "utf-8" if named in _WESTERN else named):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return legacy_encoding.from_bytes(data)


def _unmarked_utf_16(data: bytes) -> str:
    """UTF-16 without its mark, told by the zero bytes beside its first tag's letters."""
    zeros = (data[1:8:2], data[0:8:2])
    return "utf-16-le" if zeros[0] == bytes(4) else "utf-16-be" if zeros[1] == bytes(4) else ""


def trees(source: str, name: str) -> list[etree._Element]:
    """A page as a tree, and where it has tags that a parser drops and a browser does not, with those for elements.

    A browser gives what a later `<html>` or `<body>` has to the first: `<body onload=…>` in the middle of a page ran.
    Raises container.UnreadableFile.
    """
    merged = [tag.lower() for tag in _MERGED.findall(source)]
    again = [_MERGED.sub("<div", source)] if len(merged) > len(set(merged)) else []
    return [parse(one, name) for one in (source, *again)]


def parse(source: str, name: str) -> etree._Element:
    """A page as a tree.

    Raises:
        container.UnreadableFile: nothing in it can be a page.
    """
    source = re.sub(r"^\s*<\?xml[^>]*\?>", "", source.replace("\0", ""), count=1)
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=True)
    try:
        root = lxml_html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        found = ("không có nội dung HTML", f"no HTML content: {error}")
        raise container.damaged(name, found=found, expected=("trang HTML", "an HTML page")) from error
    if any("Excessive depth" in str(entry.message) for entry in parser.error_log):
        # The parser drops what lies deeper, and the gate would never see it.
        raise container.over_limit(name, ("> 2048 thẻ lồng nhau", "> 2048 elements in each other"), "2048")
    return root
