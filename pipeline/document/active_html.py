"""What runs or fetches by itself in a web page: received or written by hand, it is shown to all and has to be inert."""

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.document.sentences import Said

_RUNS = frozenset(("script", "iframe", "frame", "object", "embed", "applet"))
_FOLLOWED = frozenset(("a", "area", "base"))  # whoever wants goes there; `base` has a sentence of its own
_XLINK = "{http://www.w3.org/1999/xlink}href"
_ADDRESSES = frozenset(("src", "href", "poster", "background", "data", "xlink:href", _XLINK))
_CHOICES = frozenset(("srcset", "imagesrcset"))
_STYLED = re.compile(
    r"(?:url\(|@import|image-set\()\s*['\"]?\s*(?:https?:|ftp:|//)|expression\s*\(|javascript:", re.IGNORECASE
)
_OUTSIDE = re.compile(r"(?:https?:|ftp:|[/\\]{2})", re.IGNORECASE)
_SCRIPTED = re.compile(r"(?:javascript:|vbscript:|data:text/html)", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20]+")  # a browser takes "java<tab>script:" and "  https:" for what they are without
_RAW = frozenset(("style", "script", "title", "textarea", "xmp", "noembed", "noframes", "iframe", "plaintext"))
_FOREIGN = frozenset(("svg", "math", "mglyph"))
_TAG = re.compile(r"<[a-z]", re.IGNORECASE)
_HIDDEN = ("thẻ giấu với bộ đọc", "markup that only a browser sees")


def found(*trees: etree._Element) -> dict[str, Said]:
    """What is active in the trees of one page, each kind once: the element or attribute, and what it does."""
    active = (pair for tree in trees for element in tree.iter(etree.Element) for pair in _active(element))
    return dict(active) | dict(pair for tree in trees for pair in _hidden(tree))


def _hidden(root: etree._Element) -> Iterator[tuple[str, Said]]:
    """What a browser reads otherwise than the reader, and nobody writes who means no harm.

    Where scripts run, the inside of `noscript` is no markup, and ends within an attribute or a note; in a drawing or a
    formula, the inside of `style` is markup. So an event handler stood where the reader saw a style sheet or a tip.
    """
    tags = {str(element.tag) for element in root.iter(etree.Element)}
    if "noscript" in tags and any("</noscript" in said.lower() for said in _unread(root)):
        yield "<noscript>", _HIDDEN
    if tags & _FOREIGN and any(
        element.tag in _RAW and _TAG.search(element.text or "") for element in root.iter(etree.Element)
    ):
        yield "<svg>", _HIDDEN


def _unread(root: etree._Element) -> Iterator[str]:
    """What is no markup to the reader: notes, instructions, values of attributes, style sheets and their like."""
    for node in root.iter():
        if not isinstance(node.tag, str) or node.tag in _RAW:
            yield str(node.text or "")
        if isinstance(node.tag, str):
            yield from map(str, node.attrib.values())


def _active(element: etree._Element) -> Iterator[tuple[str, Said]]:
    tag = str(element.tag)
    if tag in _RUNS and element.get("type", "") not in ("application/json", "application/ld+json"):
        yield f"<{tag}>", ("mã chạy hoặc khung nhúng", "script or embedded frame")
    if tag == "meta" and element.get("http-equiv", "").lower() == "refresh":
        yield "<meta refresh>", ("tự chuyển trang", "redirect")
    for attribute, value in ((str(name).lower(), str(value)) for name, value in element.attrib.items()):
        if attribute.startswith("on"):
            yield f"{attribute}=", ("mã chạy theo sự kiện", "event handler")
        elif _SCRIPTED.match(_plain(value)):
            yield f"<{tag} {attribute}=…>", ("địa chỉ chạy mã", "address that runs code")
        elif tag not in _FOLLOWED and _fetches(attribute, value):
            yield f"<{tag} {attribute}=…>", ("liên kết tự nạp", "link that loads by itself")
        elif attribute in ("action", "formaction") and _OUTSIDE.match(_plain(value)):
            yield f"<{tag} {attribute}=…>", ("địa chỉ gửi đi nơi khác", "address that leads elsewhere")
    if tag == "style" and _STYLED.search(element.text or ""):
        yield "<style>", ("liên kết tự nạp", "link that loads by itself")
    if tag == "base" and _OUTSIDE.match(_plain(element.get("href", ""))):
        yield "<base>", ("địa chỉ gửi đi nơi khác", "address that leads elsewhere")


def _plain(address: str) -> str:
    return _IGNORED.sub("", address)


def _fetches(attribute: str, value: str) -> bool:
    """Whether a browser that shows the page asks somebody outside for what an attribute names."""
    if attribute in _CHOICES:
        return any(_OUTSIDE.match(_plain(choice)) for choice in value.split(","))
    if attribute == "style":
        return _STYLED.search(value) is not None
    return attribute in _ADDRESSES and _OUTSIDE.match(_plain(value)) is not None
