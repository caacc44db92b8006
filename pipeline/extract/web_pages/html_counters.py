"""What style sheets draw before and after elements, with their counters (CSS 2.1, 12.4; css-lists-3).

Google Docs numbers the lists of the pages that it saves with nothing else: `.lst-kix_a-0>li:before{content: "" counter(
lst-ctn-kix_a-0,decimal) ". "}`.
"""

import re

from lxml import etree

from pipeline.extract.web_pages.html_lists import labelled, whole_number
from pipeline.extract.web_pages.html_style import ElementLook, Style, StyleSheet, unescaped

_PIECE = re.compile(
    r"\"(?P<one>(?:[^\"\\]|\\.)*)\"|'(?P<two>(?:[^'\\]|\\.)*)'"
    r"|(?P<all>counters?)\(\s*(?P<name>[\w-]+)\s*(?:,\s*[\"'](?P<between>[^\"']*)[\"']\s*)?(?:,\s*(?P<form>[\w-]+)\s*)?\)"
)
_STEP = re.compile(r"([a-zA-Z_][\w-]*)(?:\s+(-?\d{1,6}))?")


class Counters:
    """The counters of one page, walked in its order: enter an element, ask what it draws, leave it."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet
        self._open: dict[str, list[tuple[etree._Element | None, int]]] = {}  # where each was begun, and its count

    def enter(self, element: etree._Element, look: ElementLook) -> None:
        """Begin and count what the element's own style says; one that is not drawn counts nothing."""
        if self._sheet.counts and not look.gone:
            self._apply(element, self._sheet.style(element))

    def leave(self, element: etree._Element) -> None:
        """End the counters that were begun inside."""
        for name, begun in self._open.items() if self._sheet.counts else ():
            self._open[name] = [one for one in begun if one[0] is not element]

    def drawn(self, element: etree._Element, pseudo: str) -> str:
        """Text that `::before` or `::after` draws: strings and counters."""
        style = self._sheet.style(element, pseudo) if self._sheet.draws else {}
        if self._sheet.counts and style:
            self._apply(element, style)
        return "".join(map(self._said, _PIECE.finditer(style.get("content", ""))))

    def _apply(self, element: etree._Element, style: Style) -> None:
        for name, value in _STEP.findall(style.get("counter-reset", "")):
            begun = self._open.setdefault(name, [])
            if begun and begun[-1][0] is element.getparent():
                begun.pop()
            begun.append((element.getparent(), whole_number(value, 0)))
        for name, value in _STEP.findall(style.get("counter-increment", "")):
            begun = self._open.setdefault(name, [])
            owner, count = begun.pop() if begun else (None, 0)
            begun.append((owner, count + whole_number(value, 1)))

    def _said(self, piece: re.Match[str]) -> str:
        if not piece["all"]:
            return unescaped(piece["one"] or piece["two"] or "")
        counts = [count for _, count in self._open.get(piece["name"], [])] or [0]
        shown = [labelled(count, piece["form"] or "decimal") for count in counts]
        return (piece["between"] or "").join(shown) if piece["all"] == "counters" else shown[-1]
