"""The numbers of lists of a web page, as browsers draw them: type, start, value, reversed, list-style-type."""

from lxml import etree

from pipeline.extract.office_files.docx_numbering import formatted
from pipeline.extract.web_pages.html_style import ElementLook, StyleSheet

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
_BULLETS = frozenset(("disc", "circle", "square", "disclosure-open", "disclosure-closed"))
_MOST = 100_000


class OpenLists:
    """The items of one page; each list is counted once."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._counted: dict[etree._Element, dict[etree._Element, int]] = {}

    def label(self, item: etree._Element, look: ElementLook) -> str:
        """What stands before an item: "3. ", "b. ", "- " for any bullet, nothing for `none`."""
        parent = item.getparent()
        numbered = parent is not None and parent.tag == "ol"
        stated = item.get("type") or (parent.get("type") if parent is not None else None) or ""
        marker = look.marker or _TYPES.get(stated, "decimal" if numbered else "disc")
        if marker == "none":
            return ""
        if marker[:1] in "\"'":
            return marker.strip("\"'")
        if marker in _BULLETS or (marker not in _FORMS and not numbered):
            return "- "
        return f"{labelled(self._count(item, parent), marker)}. "

    def _count(self, item: etree._Element, parent: etree._Element | None) -> int:
        if parent is None:
            return 1
        if parent not in self._counted:
            self._counted[parent] = self._numbers(parent)
        return self._counted[parent].get(item, 1)

    def _numbers(self, parent: etree._Element) -> dict[etree._Element, int]:
        """Each item's number: its own value, else one on from the item before that is drawn."""
        items = [one for one in parent.iterchildren("li") if not self._sheet.look(one, ElementLook()).gone]
        step = -1 if parent.get("reversed") is not None else 1
        count = whole_number(parent.get("start"), len(items) if step < 0 else 1) - step
        found: dict[etree._Element, int] = {}
        for one in items:
            count = found[one] = whole_number(one.get("value"), count + step)
        return found


def labelled(count: int, style: str) -> str:
    """A count in one of the styles of CSS; in figures where it is none that is known here."""
    return formatted(count, _FORMS.get(style, "decimal"))


def whole_number(said: str | None, default: int, most: int = _MOST) -> int:
    """A whole number of an attribute, negative too, cut to `most`."""
    said = (said or "").strip()
    digits = said.removeprefix("-")
    return max(-most, min(int(said), most)) if digits.isdecimal() and len(digits) < 10 else default
