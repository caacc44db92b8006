r"""Every word that an RTF file holds, in whatever group: labels of lists that no paragraph uses, names, variables.

A program shows the text and what it knows of the rest; groups begun by ``\*`` may be passed over (RTF 1.9.1,
"Conventions"), and a converted copy has lost them. Nothing is understood here but letters.
"""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb"\\'(?P<byte>[0-9a-fA-F]{2})|\\u(?P<code>-?\d{1,6}) ?|\\bin(?P<raw>\d{1,9}) ?"
    rb"|\\(?P<word>[a-zA-Z]+)(?P<number>-?\d*) ?|\\(?P<sign>[^a-zA-Z'\r\n])|(?P<group>[{}])"
    rb"|(?P<said>[^\\{}\r\n]+)|[\r\n]+|\\"
)
_BREAKS = frozenset({b"par", b"line", b"cell", b"row", b"tab", b"sect", b"page"})
_HEX = re.compile(r"[0-9a-fA-F\s]{64,}")  # pictures, themes
_CONTROL = re.compile("[\x00-\x1f]")  # in a label: its length, and where the numbers stand
_MOST = 4000  # characters of one piece


def letters(data: bytes) -> Iterator[str]:
    """What stands in each group by itself, a piece for each paragraph; pictures and other bytes are no letters."""
    page = re.search(rb"\\ansicpg(\d{3,4})", data[:4096])
    encoding = f"cp{page[1].decode()}" if page and page[1] in _PAGES else "cp1252"
    for piece in _pieces(data, encoding):
        said = _CONTROL.sub(" ", piece).strip(" ;")
        if said and not _HEX.fullmatch(said):
            yield from (said[at : at + _MOST] for at in range(0, len(said), _MOST))


_PAGES = frozenset({b"1250", b"1251", b"1252", b"1253", b"1254", b"1257", b"1258", b"437", b"874", b"932", b"936"})


def _pieces(data: bytes, encoding: str) -> Iterator[str]:
    open_groups: list[list[str]] = [[]]
    skips, left, at = [1], 0, 0  # how many characters stand behind each \u for programs that do not know it
    while token := _TOKEN.match(data, at):
        at = token.end()
        if token["raw"]:
            at += int(token["raw"])
        elif token["group"] == b"{":
            open_groups.append([])
            skips.append(skips[-1])
        elif token["group"]:
            yield "".join(open_groups.pop())
            skips.pop()
            open_groups, skips = open_groups or [[]], skips or [1]
        elif token["word"] in _BREAKS:
            yield "".join(open_groups[-1])
            open_groups[-1].clear()
        elif token["word"] == b"uc":
            skips[-1] = int(token["number"] or 1)
        elif token["code"]:
            open_groups[-1].append(chr(int(token["code"]) % 0x10000))
            left = skips[-1]
        else:
            left = _add(open_groups[-1], token, encoding, left)
    yield from map("".join, open_groups)


def _add(into: list[str], token: re.Match[bytes], encoding: str, left: int) -> int:
    """Put a token's characters behind the others, but those that stand for a letter before; how many are left."""
    if token["byte"]:
        said = bytes([int(token["byte"], 16)]).decode(encoding, "replace")
    elif token["sign"]:
        said = {b"~": "\xa0", b"_": "-", b"-": ""}.get(token["sign"], "")
        said = token["sign"].decode("latin-1") if token["sign"] in b"\\{}" else said
    else:
        said = (token["said"] or b"").decode(encoding, "replace")
    into.append(said[left:])
    return max(0, left - len(said))
