"""What runs or fetches by itself in a web page: the page is offered for download as received, so it has to be inert."""

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.document.model import Finding
from pipeline.document.sentences import Said
from pipeline.extract.office_files import container

_RUNS = frozenset(("script", "iframe", "frame", "object", "embed", "applet"))
_FETCHES = frozenset(
    ("img", "link", "audio", "video", "source", "track", "input", "image", "use", "body", "table", "td")
)
_ADDRESSES = frozenset(
    ("src", "href", "srcset", "poster", "background", "data", "xlink:href", "{http://www.w3.org/1999/xlink}href")
)
_STYLED = re.compile(r"(?:url\(|@import)\s*['\"]?\s*(?:https?:|ftp:|//)|expression\s*\(|javascript:", re.IGNORECASE)
_OUTSIDE = re.compile(r"^\s*(?:https?:|ftp:|//)", re.IGNORECASE)
_SCRIPTED = re.compile(r"^\s*(?:javascript|vbscript|data:text/html)", re.IGNORECASE)


def findings(root: etree._Element, name: str) -> tuple[Finding, ...]:
    """One finding for each kind of active element, however often it stands there."""
    told = dict(pair for element in root.iter(etree.Element) for pair in _active(element))
    return tuple(container.active(name, place, *what) for place, what in told.items())


def _active(element: etree._Element) -> Iterator[tuple[str, Said]]:
    tag = str(element.tag)
    if tag in _RUNS and element.get("type", "") not in ("application/json", "application/ld+json"):
        yield f"<{tag}>", ("mã chạy hoặc khung nhúng", "script or embedded frame")
    if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        yield "<meta refresh>", ("tự chuyển trang", "redirect")
    for attribute, value in ((str(name), str(value)) for name, value in element.attrib.items()):
        if attribute.lower().startswith("on"):
            yield f"{attribute}=", ("mã chạy theo sự kiện", "event handler")
        elif _SCRIPTED.match(value):
            yield f"<{tag} {attribute}=…>", ("địa chỉ chạy mã", "address that runs code")
        elif tag in _FETCHES and attribute in _ADDRESSES and _OUTSIDE.match(value):
            yield f"<{tag} {attribute}=…>", ("liên kết tự nạp", "link that loads by itself")
        elif attribute == "style" and _STYLED.search(value):
            yield f"<{tag} style=…>", ("liên kết tự nạp", "link that loads by itself")
    if tag == "style" and _STYLED.search(element.text or ""):
        yield "<style>", ("liên kết tự nạp", "link that loads by itself")
    if tag in ("base", "form") and _OUTSIDE.match(element.get("href", "") or element.get("action", "")):
        yield f"<{tag}>", ("địa chỉ gửi đi nơi khác", "address that leads elsewhere")
