"""Word's automatic numbers ("Điều 1.", "Chương I", "a)"), counted as Word counts them.

The rules are ECMA-376 part 1, 17.9, with what Word is known to do beyond them: numbering instances that share an
abstract definition count on together, a start override restarts at its first use, and a level used before the levels
above it counts those as begun (Microsoft knowledge base Q110380).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from pipeline import legacy_encoding
from pipeline.extract.office_files.docx_package import W, inner, is_on, number, value
from pipeline.extract.office_files.docx_styles import Numbered
from pipeline.sheet import symbols

_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")),
    *((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
# Glued to its text a number says something else: "1.500 hộ", "Chương IQuy định" of an ODT.
_TELLS = re.compile(r"[\w.)]$")
_UNITS = ("", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # 1-based level whose use restarts this one; 0: none does; None: any above
    legal: bool = False  # all levels of the label as 1, 2, 3
    style: str = ""
    suffix: str = "tab"
    hidden: bool = False
    capitals: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A number as printed, and what stands between it and the text."""

    text: str
    gap: str


class Numbering:
    """The lists of one document, advanced paragraph by paragraph in document order."""

    def __init__(self, root: etree._Element | None, styles: etree._Element | None) -> None:
        abstracts = [] if root is None else root.findall(W + "abstractNum")
        nums = [] if root is None else root.findall(W + "num")
        self._levels = {value(item, "abstractNumId") or "": _levels(item) for item in abstracts}
        self._abstract_of = {value(num, "numId") or "": value(num.find(W + "abstractNumId")) or "" for num in nums}
        self._follow_links(abstracts, styles)
        self._overrides = {value(num, "numId") or "": _overrides(num) for num in nums}
        self._starts = {value(num, "numId") or "": _starts(num) for num in nums}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next(self, numbered: Numbered) -> Label | None:
        """Count one paragraph and return its label; None for a list without definition or without a visible label."""
        if numbered.num_id not in self._abstract_of:
            return None
        at = self._level_of(numbered)
        self._count(numbered.num_id, at)
        level = self._level(numbered.num_id, at)
        text = self._printed(numbered.num_id, at, level)
        if not text or level.hidden:
            return None
        return Label(text, "" if level.suffix == "nothing" and not _TELLS.search(text) else " ")

    def _follow_links(self, abstracts: list[etree._Element], styles: etree._Element | None) -> None:
        """A definition may only name a numbering style; its levels stand in the definition that the style uses."""
        by_style = {value(item.find(W + "styleLink")): value(item, "abstractNumId") for item in abstracts}
        for item in abstracts:
            link = value(item.find(W + "numStyleLink"))
            target = by_style.get(link) if link is not None else None
            if target is None and link is not None and styles is not None:
                target = self._abstract_of.get(_num_of_style(styles, link))
            if target:
                own = value(item, "abstractNumId") or ""
                self._abstract_of = {num: target if to == own else to for num, to in self._abstract_of.items()}

    def _level_of(self, numbered: Numbered) -> int:
        if numbered.style:
            levels = self._levels.get(self._abstract_of[numbered.num_id], {})
            linked = next((at for at, level in levels.items() if level.style == numbered.style), None)
            if linked is not None:
                return linked
        return numbered.level or 0

    def _level(self, num_id: str, at: int) -> Level:
        own = self._overrides[num_id].get(at)
        return own or self._levels.get(self._abstract_of[num_id], {}).get(at, Level())

    def _start(self, num_id: str, at: int) -> int:
        return self._starts[num_id].get(at, self._level(num_id, at).start)

    def _count(self, num_id: str, at: int) -> None:
        counts = self._counts.setdefault(self._abstract_of[num_id], {})
        for above in range(at):
            counts.setdefault(above, self._start(num_id, above))
        first = (num_id, at) not in self._begun
        restarts = first and at in self._starts[num_id]
        self._begun.add((num_id, at))
        counts[at] = counts[at] + 1 if at in counts and not restarts else self._start(num_id, at)
        for deeper in [level for level in counts if level > at]:
            restart = self._level(num_id, deeper).restart
            if at < (deeper if restart is None else restart):
                del counts[deeper]

    def _printed(self, num_id: str, at: int, level: Level) -> str:
        if level.format == "bullet":
            return _bullet(level)
        counts = self._counts[self._abstract_of[num_id]]

        def shown(match: re.Match[str]) -> str:
            named = int(match.group(1)) - 1
            count = counts.get(named, self._start(num_id, named))
            return formatted(count, "decimal" if level.legal else self._level(num_id, named).format)

        text = legacy_encoding.decode(level.text, level.font)
        text = re.sub(r"%([1-9])", shown, text).strip()
        return text.upper() if level.capitals else text


def formatted(count: int, style: str) -> str:
    """A count in one of Word's number formats; a format without a rule here is shown in digits.

    Letters are the 26 of the Latin alphabet, doubled after z (aa, bb), whatever the language: Word has no đ among them,
    typists who need "đ)" type it.
    """
    if style == "none" or style == "bullet":
        return ""
    if style.startswith("zeros:"):
        return str(count).rjust(number(style[6:], 1, most=20), "0")
    if style in _FORMS:
        return _FORMS[style](count)
    if style in ("lowerLetter", "upperLetter") and 0 < count <= 780:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        return _roman(count).lower() if style == "lowerRoman" else _roman(count)
    if style in _ENCLOSED and 0 < count <= 20:
        return chr(_ENCLOSED[style] + count - 1)
    if style == "vietnameseCounting" and 0 < count < 100:
        return _in_words(count)
    return str(count)


def _ordinal(count: int) -> str:
    last = 0 if 10 <= count % 100 <= 20 else count % 10
    return f"{count}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "numberInDash": "- {} -".format,
    "ordinal": _ordinal,
    "hex": "{:X}".format,
    "decimalFullWidth": lambda count: str(count).translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "chicago": lambda count: "*†‡§"[(count - 1) % 4] * ((count - 1) // 4 + 1),
}
_ENCLOSED = {"decimalEnclosedCircle": 0x2460, "decimalEnclosedParen": 0x2474, "decimalEnclosedFullstop": 0x2488}


def _roman(count: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, count = divmod(count, worth)
        text += letters * times
    return text


def _in_words(count: int) -> str:
    tens, unit = divmod(count, 10)
    if tens == 0:
        return _UNITS[unit]
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm"}.get(unit, _UNITS[unit])
    return f"{'mười' if tens == 1 else _UNITS[tens] + ' mươi'} {last}".strip()


def _bullet(level: Level) -> str:
    if level.font == "Courier New" and level.text == "o":
        return "◦"
    text = symbols.decoded(level.text, level.font)
    return re.sub(f"[\ue000-\uf8ff·{symbols.UNKNOWN}]", "•", text).strip() or "•" * bool(level.text)


def _num_of_style(styles: etree._Element, style_id: str | None) -> str:
    for style in styles.findall(W + "style"):
        if value(style, "styleId") == style_id:
            return value(style.find(f"{W}pPr/{W}numPr/{W}numId")) or ""
    return ""


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {number(value(item, "ilvl"), 0, most=8): _read_level(item) for item in parent.findall(W + "lvl")}


def _read_level(item: etree._Element) -> Level:
    look = item.find(W + "rPr")
    restart = item.find(W + "lvlRestart")
    level = Level(
        start=number(value(item.find(W + "start")), 1),
        format=_format(next((child for child in inner(item) if child.tag == W + "numFmt"), None)),
        text=value(item.find(W + "lvlText")) or "",
        restart=None if restart is None else number(value(restart), 0),
        legal=is_on(item.find(W + "isLgl")),
        style=value(item.find(W + "pStyle")) or "",
        suffix=value(item.find(W + "suff")) or "tab",
    )
    if look is None:
        return level
    fonts = look.find(W + "rFonts")
    return replace(
        level,
        hidden=is_on(look.find(W + "vanish")),
        capitals=is_on(look.find(W + "caps")) or is_on(look.find(W + "smallCaps")),
        font=(value(fonts, "ascii") or value(fonts, "hAnsi") or "") if fonts is not None else "",
    )


def _format(stated: etree._Element | None) -> str:
    """A level's number format; of those that newer files describe ("001, 002, 003, …") the width: `zeros:3`."""
    shape = re.match(r"0+1\b", value(stated, "format") or "")
    return f"zeros:{len(shape[0])}" if shape else value(stated) or "decimal"


def _overrides(num: etree._Element) -> dict[int, Level]:
    """Levels that an instance replaces whole."""
    found = {}
    for override in num.findall(W + "lvlOverride"):
        for level in _levels(override).values():
            found[number(value(override, "ilvl"), 0, most=8)] = level
    return found


def _starts(num: etree._Element) -> dict[int, int]:
    found = {}
    for override in num.findall(W + "lvlOverride"):
        start = override.find(W + "startOverride")
        if start is not None:
            found[number(value(override, "ilvl"), 0, most=8)] = number(value(start), 1)
    return found
