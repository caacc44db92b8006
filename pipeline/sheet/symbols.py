"""Signs of symbol fonts as letters of Unicode: Symbol, Wingdings, Webdings, in which bytes mean pictures.

Word keeps such a sign as `w:sym` or as a letter U+F020 to U+F0FF of a run in the font. The tables are Adobe's for
Symbol and Unicode's own sources for Wingdings; a sign without a letter there is `UNKNOWN`, never nothing.
"""

import re
from collections.abc import Iterable

from pipeline.document.model import Block

UNKNOWN = "\ufffd"

_SYMBOL_LOW = (  # 21 to 7E
    "!∀#∃%&∍()*+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_¯αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_SYMBOL_HIGH = (  # A0 to FE; ~ for pieces of tall brackets
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…~~↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓⋄〈~~~∑~~~~~~~~~~~〉∫⌠~⌡~~~~~~~~~"
)
_WINGDINGS = {
    0x21: "✏✂✁", 0x28: "☎✆✉", 0x36: "⌛", 0x3E: "✇✍", 0x41: "✌", 0x45: "☜☞☝☟✋☺", 0x4C: "☹", 0x4E: "☠⚐",
    0x51: "✈☼", 0x54: "❄", 0x56: "✞", 0x58: "✠✡☪☯ॐ☸♈♉♊♋♌♍♎♏♐♑♒♓", 0x6B: "&●❍■☐❐❑❒⬧⧫◆❖⬥⌧⍓⌘❀✿❝❞",
    0x80: "⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿",
    0x9E: "·•", 0xA1: "○", 0xA4: "◉◎", 0xA7: "▪☐", 0xAA: "✦★✶✴✹✵", 0xB1: "⌖⟡⌑", 0xB5: "✪✰",
    0xD5: "⌫⌦", 0xD8: "➢", 0xDC: "➲", 0xDF: "←→↑↓↖↗↙↘", 0xE8: "➔", 0xEF: "⇦⇨⇧⇩⬄⇳", 0xF9: "▭▫✗✓☒☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗✓☒☑☒", 0xA3: "☐"}
_WEBDINGS = {0x33: "◀▶▲▼", 0x61: "✔", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✖"}
# Bullets and boxes that are met without the name of their font (Wingdings); all else without one is of Symbol.
_BARE = {0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE8: "➔", 0xFC: "✓", 0xFE: "☑"}
_PRIVATE = re.compile("[\uf020-\uf0ff]")
_NAMES = {
    "symbol": "symbol", "symbol mt": "symbol", "standard symbols ps": "symbol", "standard symbols l": "symbol",
    "wingdings": "wing", "wingdings 2": "two", "wingdings 3": "", "webdings": "web",
    "mt extra": "", "monotype sorts": "", "zapfdingbats": "", "zapf dingbats": "",
    "itc zapf dingbats": "", "marlett": "",
    # as PDF names them; LibreOffice draws Symbol's signs in its own font, at the same places
    "symbolmt": "symbol", "opensymbol": "symbol", "starsymbol": "symbol", "wingdings-regular": "wing",
    "wingdings2": "two", "wingdings3": "", "mtextra": "",
}  # fmt: skip


def _table(runs: dict[int, str]) -> dict[int, str]:
    return {first + at: sign for first, signs in runs.items() for at, sign in enumerate(signs) if sign != "~"}


_SYMBOL = _table({0x21: _SYMBOL_LOW, 0xA0: _SYMBOL_HIGH})
_TABLES = {"symbol": _SYMBOL, "wing": _table(_WINGDINGS), "two": _table(_WINGDINGS_2), "web": _table(_WEBDINGS)}


def is_symbol_font(font: str) -> bool:
    """Whether a font's letters are pictures."""
    return font.strip().lower() in _NAMES


def sign(code: int, font: str) -> str:
    """The letter for a byte (20 to FF, with or without the private area's F000) of a symbol font."""
    byte = code & 0xFF if code < 0x100 or 0xF000 <= code <= 0xF0FF else 0
    if byte == 0x20:
        return " "
    name = _NAMES.get(font.strip().lower())
    if name is None:
        return _BARE.get(byte) or _SYMBOL.get(byte, UNKNOWN)
    return _TABLES.get(name, {}).get(byte, UNKNOWN)


def decoded(letters: str, font: str) -> str:
    """Text of one run with its private letters as signs; letters outside the private area stay what they are.

    A sentence typed under Symbol by mistake shows in another font, so only a run without any letter or digit is taken
    for signs as a whole ("·", "§" of a list).
    """
    said = _PRIVATE.sub(lambda match: sign(ord(match[0]), font), letters)
    if font and is_symbol_font(font) and said == letters and re.fullmatch(r"[\s\xa1-\xbf\xd7\xf7]+", letters):
        return "".join(one if one.isspace() else sign(ord(one), font) for one in letters)
    return said


def has_private(letters: str) -> bool:
    """Whether a letter of the private area stands there, which only its font says anything of."""
    return _PRIVATE.search(letters) is not None


def has_unknown(blocks: Iterable[Block]) -> bool:
    """Whether any text shows a sign that no letter is known for."""
    return any(UNKNOWN in said for block in blocks for said in (block.text, *(c for row in block.rows for c in row)))
