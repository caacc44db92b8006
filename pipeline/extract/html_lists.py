"""The numbers of lists of a web page, as browsers draw them: type, start, value, reversed, list-style-type."""

from lxml import etree

from pipeline.extract.docx_numbering import formatted
from pipeline.extract.html_style import Look, Sheet

_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_FORMS = {
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}
_LISTS = ("ol", "ul", "menu", "dir")
_MOST = 100_000


def label(item: etree._Element, look: Look, sheet: Sheet) -> str:
    """What stands before an item: "3. ", "b. ", "- " for any bullet, nothing for `none`."""
    parent = item.getparent()
    numbered = parent is not None and parent.tag == "ol"
    stated = item.get("type") or (parent.get("type") if parent is not None else None) or ""
    marker = look.marker or _TYPES.get(stated, "decimal" if numbered else "disc")
    if marker == "none":
        return ""
    if marker[:1] in "\"'":
        return marker.strip("\"'")
    form = _FORMS.get(marker)
    if form is None:
        return f"{_count(item, parent, sheet)}. " if numbered and marker not in _BULLETS else "- "
    return f"{formatted(_count(item, parent, sheet), form)}. "


_BULLETS = frozenset(("disc", "circle", "square", "disclosure-open", "disclosure-closed"))


def _count(item: etree._Element, parent: etree._Element | None, sheet: Sheet) -> int:
    """The item's number: its own value, else one on from the item before that is drawn."""
    if parent is None:
        return 1
    items = [one for one in parent.iterchildren("li") if one is item or not _is_gone(one, sheet)]
    step = -1 if parent.get("reversed") is not None else 1
    count = whole(parent.get("start"), len(items) if step < 0 else 1) - step
    for one in items:
        count = whole(one.get("value"), count + step)
        if one is item:
            break
    return count


def _is_gone(item: etree._Element, sheet: Sheet) -> bool:
    return sheet.look(item, Look()).gone


def whole(said: str | None, default: int, most: int = _MOST) -> int:
    """A whole number of an attribute, negative too, cut to `most`."""
    said = (said or "").strip()
    digits = said.removeprefix("-")
    return max(-most, min(int(said), most)) if digits.isdecimal() and len(digits) < 10 else default
