"""Signs that XML wants written otherwise, put right where they can be read in one way alone.

Hand-made packages carry what a program would have escaped: "kinh tế & xã hội", "dưới < 5 tỷ đồng", `&nbsp;` out of a
web form, the vertical tab that Word writes for a line break, an attribute without quotes. What could mean two things
(a tag that is cut, a name of a sign that nobody knows) is left as it is, and the package stays broken.

theme/static/js/check/mend.js does the same in the browser.
"""

import codecs
import html.entities
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.text import late

# What stands for a control sign: two that XML allows, no file is encoded with, and every reader of texts takes for the
# end of a line and for nothing. Left out, a sign that damage put in the place of a letter of a file would cost it.
_BREAK, _NOTHING = "\x85", "\x80"
_BREAKS = frozenset("\x0b\x0c\x1c\x1d\x1e\x1f")
# Backspace and escape are left: what stands around them means something else than it says.
_CONTROL = re.compile("[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
_PADDING = "\0\x1a \t\r\n"
_OURS = ("amp", "lt", "gt", "quot", "apos")
_SIGNS: Mapping[str, str] = {  # of HTML 4: Latin letters and the signs of print
    name: chr(code)
    for name, code in html.entities.name2codepoint.items()
    if name not in _OURS and (code < 0x100 or 0x2002 <= code <= 0x203A)
}
_NAME = r"[A-Za-z_:\u00c0-\uffff][\w:.\-\u00c0-\uffff]*"
_QUOTED = r""""[^"<]*"|'[^'<]*'"""
_BARE = r"[^\s\"'<>=`]*[^\s\"'<>=`/](?=[\s>])"
_ODD = late(
    r"(?=[<&\]])(?:<!--(?:.*?-->|.*)|<!\[CDATA\[(?:.*?\]\]>|.*)|<\?(?:.*?\?>|.*)"  # stays as it is
    rf"|&(?P<sign>{'|'.join(_SIGNS)});"
    r"|&#(?P<number>x[0-9A-Fa-f]{1,6}|[0-9]{1,7});"
    rf"|(?P<and>&(?!\#|\w+;|(?:{'|'.join((*_SIGNS, *_OURS))})(?![A-Za-z0-9])))"
    r"|(?P<less><(?![A-Za-z_:/!?\u00c0-\uffff]))"
    r"|(?P<end>\]\]>)"
    rf"|<{_NAME}(?:\s+{_NAME}\s*=\s*(?:{_QUOTED}|{_BARE}))+\s*/?>)",
    re.S | re.A,
)
_ATTRIBUTE = late(rf"(\s{_NAME}\s*=\s*)({_QUOTED}|{_BARE})", re.A)
_SAID: Mapping[str, tuple[str, str]] = {
    "and": ("dấu & viết rời", "a bare &"),
    "less": ("dấu < viết rời", "a bare <"),
    "sign": ("tên ký tự của HTML (như &nbsp;)", "names of signs of HTML (such as &nbsp;)"),
    "end": ("dấu ]]> viết rời", "a bare ]]>"),
    "quotes": ("thuộc tính thiếu dấu ngoặc kép", "attributes without quotes"),
    "control": ("ký tự điều khiển", "control signs"),
}


@dataclass(frozen=True, slots=True)
class Mended:
    """The package as UTF-8 from its first tag on, and what was put right in it, in Vietnamese and English."""

    data: bytes
    what: tuple[str, str]


def of(data: bytes) -> Mended | None:
    """The bytes of a package from where its XML begins, mended; None where there was nothing to mend."""
    try:
        said = data.decode(_encoding(data))
    except UnicodeDecodeError:
        return None
    found: Counter[str] = Counter()
    text = _without_controls(said, found)
    text = _ODD.sub(lambda odd: _written(odd, found), text)
    if not found:
        return None
    return Mended(text.encode("utf-8", "replace"), (_listed(found, 0), _listed(found, 1)))


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(data[:2], "utf-8-sig")


def _without_controls(said: str, found: Counter[str]) -> str:
    """Padding behind the last tag goes; each other control sign becomes one that XML allows."""
    bare = said.rstrip(_PADDING)
    text, count = _CONTROL.subn(lambda sign: _BREAK if sign[0] in _BREAKS else _NOTHING, bare)
    if count or _CONTROL.search(said, len(bare)):
        found["control"] += 1
    return text


def _written(odd: re.Match[str], found: Counter[str]) -> str:
    kind = odd.lastgroup
    if kind == "number":
        return _reference(odd, found)
    if kind is None:
        return odd[0] if odd[0][1] in "!?" else _ATTRIBUTE.sub(lambda one: _attribute(one, found), odd[0])
    found[kind] += 1
    return {"and": "&amp;", "less": "&lt;", "end": "]]&gt;"}.get(kind) or _SIGNS[odd["sign"]]


def _attribute(one: re.Match[str], found: Counter[str]) -> str:
    value = _ODD.sub(lambda odd: _written(odd, found), one[2])
    if one[2][0] not in "\"'":
        found["quotes"] += 1
        value = f'"{value}"'
    return one[1] + value


def _reference(odd: re.Match[str], found: Counter[str]) -> str:
    """A break of a line by its number, as .NET writes Word's; what any other is for a person asks."""
    number = odd["number"]
    sign = int(number[1:], 16) if number[0] == "x" else int(number)
    if sign > 0xFF or chr(sign) not in _BREAKS:
        return odd[0]
    found["control"] += 1
    return _BREAK


def _listed(found: Counter[str], lang: int) -> str:
    return ", ".join(said[lang] for kind, said in _SAID.items() if found[kind])
