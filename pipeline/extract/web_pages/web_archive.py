"""Pages saved whole, with their pictures and styles, as one message (RFC 2557: .mht, .mhtml, "web page, single file").

The page is read as any other, its styles and pictures put where it names them. What stands in parts that it does not
show (frames, headers of the sheet, properties) is for the gate, what runs or is of no known kind is active.
"""

import base64
import email
import email.errors
import email.header
import email.policy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from pipeline import media, settings
from pipeline.document import active_html
from pipeline.document.model import Extraction, Finding, Region
from pipeline.extract.office_files import container
from pipeline.extract.web_pages import html, page_tree
from pipeline.sheet import flow
from pipeline.sheet.flow import Line

_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_WORDED = frozenset(("text/plain", "text/xml", "application/xml", "image/svg+xml"))
_QUIET = frozenset(("text/css", "application/octet-stream"))  # Blink names fonts and lost pictures so
_CUT = (email.errors.StartBoundaryNotFoundDefect, email.errors.CloseBoundaryNotFoundDefect)
_THEME = "application/vnd.ms-officetheme"  # colours and fonts, a ZIP that Word puts into every page it saves
_THEME_PART = re.compile(r"(?:\[Content_Types\]\.xml|(?:_rels|theme)/[\w./]+\.(?:xml|rels))")
_TAG = re.compile(r"<[^<>]*>")
_MOST_PARTS, _LARGEST_THEME = 500, 1_000_000


def read(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """The document of a page saved as one message; a message cut short or without a page is damaged."""
    try:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.compat32)
        parts = list(_parts(message, path.name))
        page = _page(message, parts, path.name)
        root, *others = page_tree.trees(_source(page), path.name)
        _put_in(root, str(page.get("Content-Location") or ""), parts)
        beside = [part for part in parts if part is not page]
        told = [*_said(message), *(said for part in beside for said in _words(part, path.name))]
        active = [finding for part in beside for finding in _active(part, path.name)]
    except container.UnreadableFile as problem:
        return Extraction(sha256, media.MHT.media, findings=(problem.finding,))
    found = html.of_tree(root, path.name, sha256, media.MHT.media, limits, others)
    unseen = (flow.block(Line(said, region=Region.hidden)) for said in dict.fromkeys(told) if flow.says_something(said))
    return replace(found, blocks=(*found.blocks, *unseen), findings=(*active, *found.findings))


def _parts(message: Message, name: str) -> Iterator[Message]:
    """The leaves of a message.

    Raises:
        container.UnreadableFile: it is cut short, or has too many parts.
    """
    for at, part in enumerate(message.walk()):
        if any(isinstance(defect, _CUT) for defect in part.defects):
            found = ("thư bị cắt giữa chừng", "a message cut short")
            raise container.damaged(name, found=found, expected=("trang lưu thành một tệp", "a page saved whole"))
        if at > _MOST_PARTS:
            raise container.over_limit(name, (f"> {_MOST_PARTS} phần", f"> {_MOST_PARTS} parts"), str(_MOST_PARTS))
        if not part.is_multipart():
            yield part


def _page(message: Message, parts: list[Message], name: str) -> Message:
    """The part that the message says to begin with, or the first page."""
    start = str(message.get_param("start") or "")
    pages = [part for part in parts if part.get_content_type() in _PAGES]
    named = [part for part in pages if start and part.get("Content-ID") == start]
    if not pages:
        found = ("không có trang HTML", "no HTML page")
        raise container.damaged(name, found=found, expected=("trang lưu thành một tệp", "a page saved whole"))
    return (named or pages)[0]


def _bytes(part: Message) -> bytes:
    payload: Any = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _source(part: Message) -> str:
    """A part's text: by the set that its head names where that fits, else as a page on its own is read."""
    data = _bytes(part)
    try:
        return data.decode(part.get_content_charset() or "utf-8").removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        return page_tree.decoded(data)


def _put_in(root: etree._Element, base: str, parts: list[Message]) -> None:
    """Put styles and pictures of the message where the page names them."""
    places = {f"cid:{str(part.get('Content-ID') or '').strip('<> ')}": part for part in parts}
    places |= {str(part.get("Content-Location") or "").strip(): part for part in parts}
    for element in root.iter("img", "link", "image", "input"):
        for key in ("src", "href"):
            address = element.get(key, "")
            part = places.get(address) or places.get(urljoin(base, address)) if address else None
            if part is None:
                continue
            if element.tag == "link" and part.get_content_type() == "text/css":
                element.tag, element.text = "style", _source(part)
                element.attrib.clear()
            elif part.get_content_maintype() == "image":
                data = base64.b64encode(_bytes(part)).decode()
                element.set(key, f"data:{part.get_content_type()};base64,{data}")


def _said(message: Message) -> Iterator[str]:
    """Words of the message's own head and of what stands before and behind its parts."""
    for key, value in message.items():
        if key.lower() in ("subject", "from", "comments", "keywords"):
            yield _decoded(str(value))
    for aside in (message.preamble, message.epilogue):
        yield from (aside or "").splitlines()


def _decoded(value: str) -> str:
    try:
        return str(email.header.make_header(email.header.decode_header(value)))
    except (email.errors.HeaderParseError, LookupError, ValueError):
        return value


def _words(part: Message, name: str) -> Iterator[str]:
    kind = part.get_content_type()
    if kind in _PAGES:
        yield from (str(said) for said in page_tree.parse(_source(part) or "<p>", name).itertext())
    elif kind in _WORDED:
        yield from _TAG.sub("\n", _source(part)).splitlines()


def _active(part: Message, name: str) -> Iterator[Finding]:
    kind, place = part.get_content_type(), str(part.get("Content-Location") or part.get_content_type())
    if kind in _PAGES:
        found = active_html.found(*page_tree.trees(_source(part) or "<p>", name))
        yield from (container.active(name, where, *what) for where, what in found.items())
    elif kind == _THEME and _is_theme(_bytes(part)):
        return
    elif kind not in _WORDED | _QUIET and part.get_content_maintype() not in ("image", "font"):
        yield container.active(name, place, "phần không rõ loại", "a part of an unknown kind")


def _is_theme(data: bytes) -> bool:
    """Whether a part is no more than it says: parts of a theme, which say nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            entries = box.infolist()
            small = len(entries) < 20 and sum(one.file_size for one in entries) < _LARGEST_THEME
            return small and all(_THEME_PART.fullmatch(one.filename) and not _says(box.read(one)) for one in entries)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, zlib.error):
        return False


def _says(data: bytes) -> bool:
    return flow.says_something(_TAG.sub("", data.decode("utf-8", "replace")))
