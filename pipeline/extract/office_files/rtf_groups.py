r"""Groups of an RTF file by their first word, and what their words and letters say (RTF 1.9.1)."""

import re
from itertools import accumulate

_BRACE = re.compile(rb"\\[{}\\]|[{}]")
_LETTER = re.compile(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,6}) ?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?|(?P<said>[^\\{};\r\n])"
    rb"|\\[a-z]+-?\d* ?"
)


def named(rtf: bytes, name: bytes) -> list[bytes]:
    r"""Every group that begins with `\name` or `\*\name`, without its braces; none that a cut file leaves open.

    One within another of its name is a part of that one. The braces are looked at once, however many groups there are,
    and no byte is given twice: a file may consist of nothing else.
    """
    begins = re.compile(rb"\{\s*(?:\\\*\s*)?\\" + name + rb"(?![a-zA-Z])")
    opened, found = list[int](), list[tuple[int, int]]()
    for brace in _BRACE.finditer(rtf):
        if brace.group() == b"{":
            opened.append(brace.start())
        elif brace.group() == b"}" and opened and begins.match(rtf, start := opened.pop()):
            found.append((start + 1, brace.start()))
    found.sort()
    ends = accumulate((end for _, end in found), max, initial=0)
    return [rtf[start:end] for (start, end), before in zip(found, ends, strict=False) if start > before]


def word(group: bytes, name: bytes) -> bytes:
    r"""The number behind the first `\name` of a group; empty without one."""
    found = re.search(rb"\\" + name + rb"(-?\d+)", group)
    return found[1] if found else b""


def level_text(group: bytes) -> str:
    r"""The text of a list's level (`\leveltext`), with %1 to %9 for the numbers: its first byte is its length."""
    said = re.sub(rb"^(?:\\\*\s*)?\\leveltext(?:\\leveltemplateid-?\d+)? ?", b"", group)
    found = [_letter(match) for match in _LETTER.finditer(said)]
    return "".join(found[1:])


def letters(group: bytes) -> str:
    """What a group of plain letters shows, its control words left out."""
    return "".join(_letter(match) for match in _LETTER.finditer(group))


def _letter(match: re.Match[bytes]) -> str:
    if match["byte"]:
        byte = int(match["byte"], 16)
        return f"%{byte + 1}" if byte < 9 else bytes([byte]).decode("cp1252", "replace")
    if match["code"]:
        return chr(int(match["code"]) % 0x10000)
    return (match["said"] or b"").decode("latin-1")
