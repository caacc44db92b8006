"""What a Word run or paragraph looks like: direct properties, then its styles up to the document's defaults."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.extract.office_files.docx_package import W, is_on, number, value

_ALIGN = {"center": "center", "right": "right", "end": "right", "both": "justify", "distribute": "justify"}
_DEEPEST = 20  # longest chain of basedOn; hostile files make circles


@dataclass(frozen=True, slots=True)
class RunLook:
    """Properties of a run that reading depends on."""

    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    raised: bool = False
    lowered: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """Membership of a list. `style` names the style that gave it, empty where the paragraph did; `level` from 0.

    A style's own numPr names no level: its level is the one whose pStyle names the style (17.9.23).
    """

    num_id: str
    level: int | None
    style: str


class Styles:
    """The styles part, asked by style id."""

    def __init__(self, root: etree._Element | None) -> None:
        found = [] if root is None else root.findall(W + "style")
        self._styles = {value(style, "styleId") or "": style for style in found}
        defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._defaults = [] if defaults is None else [defaults]
        self._normal = next((style for style in found if _is_normal(style)), None)

    def look(self, run: etree._Element | None, paragraph: etree._Element | None) -> RunLook:
        """How a run (`w:rPr`) in a paragraph (`w:pPr`) looks."""
        levels = [] if run is None else [run, *self._run_properties(value(run.find(W + "rStyle")))]
        levels += self._run_properties(self._style_of(paragraph))
        levels += self._defaults
        height = next((value(e) for level in levels if (e := level.find(W + "vertAlign")) is not None), "")
        return RunLook(
            bold=_toggle(levels, "b"),
            italic=_toggle(levels, "i"),
            capitals=_toggle(levels, "caps") or _toggle(levels, "smallCaps"),
            raised=height == "superscript",
            lowered=height == "subscript",
            hidden=_toggle(levels, "vanish") or _toggle(levels, "specVanish"),
            font=_font(levels),
        )

    def align(self, paragraph: etree._Element | None) -> str:
        """`center`, `right`, `justify` or empty."""
        for _, properties in self._paragraph_properties(paragraph):
            found = properties.find(W + "jc")
            if found is not None:
                return _ALIGN.get(value(found) or "", "")
        return ""

    def numbering(self, paragraph: etree._Element | None) -> Numbered | None:
        """The list that a paragraph belongs to, by its own properties or by a style's; None outside lists."""
        level: int | None = None
        nearest: str | None = None  # a style may name a level of the list that the style below it names
        for style_id, properties in self._paragraph_properties(paragraph):
            found = properties.find(W + "numPr")
            if found is None:
                continue
            nearest = style_id if nearest is None else nearest
            if level is None and found.find(W + "ilvl") is not None:
                level = number(value(found.find(W + "ilvl")), 0, most=8)
            num_id = value(found.find(W + "numId"))
            if num_id is not None:
                return None if num_id == "0" else Numbered(num_id, level, nearest)
        return None

    def _style_of(self, paragraph: etree._Element | None) -> str | None:
        stated = None if paragraph is None else value(paragraph.find(W + "pStyle"))
        if stated is not None and stated in self._styles:
            return stated
        return value(self._normal, "styleId") if self._normal is not None else None

    def _paragraph_properties(self, paragraph: etree._Element | None) -> Iterator[tuple[str, etree._Element]]:
        """Properties that apply, nearest first, each with the id of the style that holds them."""
        if paragraph is not None:
            yield "", paragraph
        for style in self._chain(self._style_of(paragraph)):
            properties = style.find(W + "pPr")
            if properties is not None:
                yield value(style, "styleId") or "", properties

    def _run_properties(self, style_id: str | None) -> list[etree._Element]:
        found = (style.find(W + "rPr") for style in self._chain(style_id))
        return [properties for properties in found if properties is not None]

    def _chain(self, style_id: str | None) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get(style_id or "")
            if style is None:
                return
            yield style
            style_id = value(style.find(W + "basedOn"))


def _is_normal(style: etree._Element) -> bool:
    return value(style, "type") == "paragraph" and style.get(W + "default", "0") in ("1", "true", "on")


def _toggle(levels: list[etree._Element], name: str) -> bool:
    found = next((element for level in levels if (element := level.find(W + name)) is not None), None)
    return is_on(found)


def _font(levels: list[etree._Element]) -> str:
    """The first font named; a theme's font has no name here and is never one of the old ones."""
    for level in levels:
        fonts = level.find(W + "rFonts")
        if fonts is not None:
            named = value(fonts, "ascii") or value(fonts, "hAnsi")
            if named or value(fonts, "asciiTheme"):
                return named or ""
    return ""
