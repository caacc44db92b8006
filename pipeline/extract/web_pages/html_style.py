"""What an element of a web page hands down to its text: its own markup, its style, and the simple rules of the page.

Of a page's style sheets the rules count whose selector is one simple one (`p`, `.an`, `li.khoan`, `#x`) or that of a
child (`.list>li`), outside of any @-rule: a rule that is not understood must hide nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

from pipeline.document.model import Region

_BOLD = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6", "caption"))
_ITALIC = frozenset(("i", "em", "cite", "dfn", "var"))
_PRE = frozenset(("pre", "xmp", "listing", "plaintext", "textarea"))
_RAISED = frozenset(("sup",))
_NOTES = frozenset(("doc-footnote", "doc-endnote"))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{;]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_SELECTOR = re.compile(
    r"(?:(?P<above>[.#\w-]+)\s*(?P<child>>)\s*)?(?P<tag>[a-z][\w-]*|\*)?(?P<parts>(?:[.#][\w-]+)*)(?:::?(?P<pseudo>before|after))?",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_NOTHING_SEEN = re.compile(r"^0(?:\.0+)?(?:px|pt|em|rem|%)?$")
_HEAVY = re.compile(r"^(?:bold|bolder|[6-9]00)$")
_MOST_RULES = 2_000

Style = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ElementLook:
    """What an element hands down: `gone` is not drawn at all, `veiled` keeps its place and may be lifted inside."""

    bold: bool = False
    italic: bool = False
    align: str = ""
    font: str = ""
    gone: bool = False
    veiled: bool = False
    region: Region = Region.body
    case: str = ""  # uppercase, lowercase, capitalize
    pre: bool = False
    raised: bool = False
    lowered: bool = False
    marker: str = ""  # list-style-type

    @property
    def stands(self) -> Region:
        """Where text of this look stands."""
        return Region.hidden if self.gone or self.veiled else self.region


@dataclass(frozen=True, slots=True)
class StyleRule:
    """One simple selector and what it declares."""

    tag: str
    classes: frozenset[str]
    id: str
    pseudo: str
    style: Style
    parent: "StyleRule | None" = None  # of `parent>child`

    @property
    def key(self) -> str:
        """The part of the selector by which the rule is looked up."""
        named = next(iter(sorted(self.classes)), "")
        return f"#{self.id}" if self.id else f".{named}" if named else self.tag or "*"

    def holds(self, element: etree._Element) -> bool:
        """Whether the selector names this element."""
        if self.tag not in ("", "*", element.tag) or (self.id and element.get("id") != self.id):
            return False
        if not self.classes <= frozenset(element.get("class", "").split()):
            return False
        above = element.getparent()
        return self.parent is None or (above is not None and self.parent.holds(above))


class StyleSheet:
    """The rules of a page's own style elements, in order; looked up by what their selector names."""

    def __init__(self, rules: Sequence[StyleRule] = ()) -> None:
        self._named: dict[str, list[tuple[int, StyleRule]]] = {}
        self.draws = any(rule.pseudo for rule in rules)
        self.lays_tables = any(rule.style.get("display", "").startswith("table") for rule in rules)
        self.counts = any(name.startswith("counter-") for rule in rules for name in rule.style)
        for at, rule in enumerate(rules):
            self._named.setdefault(rule.key, []).append((at, rule))

    def style(self, element: etree._Element, pseudo: str = "") -> Style:
        """What the page declares for an element, its own style attribute last."""
        found: dict[str, str] = {}
        for rule in self._for(element) if self._named else ():
            if rule.pseudo == pseudo and rule.holds(element):
                found |= rule.style
        return found if pseudo else found | declared(element.get("style", ""))

    def _for(self, element: etree._Element) -> Iterator[StyleRule]:
        """Rules that may hold, in their order: a page that Word saved has hundreds, and thousands of elements."""
        keys = [f".{name}" for name in element.get("class", "").split()]
        keys += [f"#{element.get('id')}", str(element.tag), "*"]
        found = [pair for key in keys for pair in self._named.get(key, ())]
        return (rule for _, rule in sorted(found, key=lambda pair: pair[0]))

    def look(self, element: etree._Element, look: ElementLook) -> ElementLook:
        """The look inside an element, from that around it."""
        style, tag = self.style(element), str(element.tag)
        align = style.get("text-align", "").lower()
        stated = (element.get("align") or "").lower() if tag not in ("img", "table") else ""
        spoken = align if align in ("center", "right", "justify") else stated
        visibility = style.get("visibility", "")
        return replace(
            look,
            bold=look.bold or tag in _BOLD or _HEAVY.match(style.get("font-weight", "")) is not None,
            italic=look.italic or tag in _ITALIC or style.get("font-style") == "italic",
            align="center" if tag in ("center", "caption") else _aligned(spoken, align or stated, look.align),
            font=style.get("font-family", "").split(",")[0].strip(" '\"") or element.get("face") or look.font,
            gone=look.gone or _is_gone(element, style),
            veiled=visibility in ("hidden", "collapse") or (look.veiled and visibility != "visible"),
            region=_region(element, style, look.region),
            case=style.get("text-transform", look.case),
            pre=tag in _PRE or style["white-space"].startswith("pre")
            if "white-space" in style
            else look.pre or tag in _PRE,
            raised=look.raised or tag in _RAISED or style.get("vertical-align") == "super",
            lowered=look.lowered or tag == "sub" or style.get("vertical-align") == "sub",
            marker=style.get("list-style-type") or _marker(style.get("list-style", "")) or look.marker,
        )


def sheet(root: etree._Element) -> StyleSheet:
    """The page's rules."""
    css = "\n".join(str(style.text or "") for style in root.iter("style"))
    plain = _AT_RULE.sub("", _COMMENT.sub("", css.replace("<!--", "").replace("-->", "")))
    return StyleSheet(
        [rule for match in islice(_RULE.finditer(plain), _MOST_RULES) for rule in _rules(*match.groups())]
    )


def declared(style: str) -> dict[str, str]:
    """Declarations as property → value, in lower case but for strings and fonts."""
    found: dict[str, str] = {}
    for one in style.split(";"):
        name, colon, said = one.partition(":")
        said = re.sub(r"\s*!important\s*$", "", said.strip())
        if colon and said:
            found[name.strip().lower()] = said if "'" in said or '"' in said or "font" in name else said.lower()
    return found


def _rules(selectors: str, body: str) -> Iterator[StyleRule]:
    style = declared(body)
    for selector in selectors.split(","):
        match = _SELECTOR.fullmatch(selector.strip())
        above = _SELECTOR.fullmatch(match["above"]) if match and match["child"] else None
        if match and selector.strip() and bool(match["child"]) == bool(above):
            yield _rule(match, style, _rule(above, {}, None) if above else None)


def _rule(match: re.Match[str], style: Style, parent: StyleRule | None) -> StyleRule:
    parts = re.findall(r"([.#])([\w-]+)", match["parts"] or "")
    classes = frozenset(name for kind, name in parts if kind == ".")
    named = next((name for kind, name in parts if kind == "#"), "")
    return StyleRule((match["tag"] or "").lower(), classes, named, (match["pseudo"] or "").lower(), style, parent)


def _aligned(spoken: str, stated: str, above: str) -> str:
    if spoken in ("center", "right", "justify"):
        return spoken
    return "" if stated in ("left", "start") else above


def _is_gone(element: etree._Element, style: Style) -> bool:
    if element.get("hidden") is not None or (element.tag == "dialog" and element.get("open") is None):
        return True
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return True
    return any(_NOTHING_SEEN.match(style.get(name, "")) for name in ("font-size", "opacity"))


def _region(element: etree._Element, style: Style, above: Region) -> Region:
    if style.get("mso-element") in ("footnote", "endnote") or element.get("role") in _NOTES:
        return Region.note
    return Region.margin if element.tag in ("nav", "aside", "button") else above


def _marker(shorthand: str) -> str:
    return next((word for word in shorthand.split() if word not in ("inside", "outside") and "(" not in word), "")


def unescaped(said: str) -> str:
    """A string of a style sheet without its escapes."""
    return _ESCAPE.sub(lambda match: chr(min(int(match[1], 16), 0x10FFFF)) if match[1] else match[2], said)
