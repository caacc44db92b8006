"""Letters that a writer of RTF lost from the words of its automatic numbers, taken from the numbers that it shows.

LibreOffice writes "Điều %1." of a list's level as "?i?u %1." (`leveltext`), and the number of each paragraph rightly
beside it (`listtext`, for readers that know no lists). Who counts the list anew shows "?i?u 1." and no article.
"""

import re
from collections.abc import Iterator

_LEVEL = re.compile(rb"(?<=\\leveltext )\\'[0-9a-f]{2}[^;{}]*?\\'3f[^;{}]*(?=;)")
_SHOWN = re.compile(rb"\{\\listtext\b[^{}]*?\\plain\s+(?P<number>[^{}]*?)\\tab\s?\}")
_TOKEN = re.compile(rb"\\'[0-9a-f]{2}|[^\\]|\\.", re.DOTALL)
_LOST, _LETTER = rb"\'3f", rb"(\\u-?\d{1,5}\\'3f)"


def restored(rtf: bytes) -> bytes:
    """The file with the letters of its lists' levels, where a number that it shows has them; else as it is."""
    if b"\\leveltext " not in rtf:
        return rtf
    shown = {match["number"] for match in _SHOWN.finditer(rtf) if b"\\u" in match["number"]}
    return _LEVEL.sub(lambda level: _spelled(level[0], shown), rtf) if shown else rtf


def _spelled(level: bytes, shown: set[bytes]) -> bytes:
    tokens: list[bytes] = _TOKEN.findall(level)
    length = tokens.pop(0)
    wanted = re.compile(b"".join(_pattern(token) for token in tokens))
    found = next((match for number in sorted(shown) if (match := wanted.fullmatch(number))), None)
    letters: Iterator[bytes] = iter(found.groups() if found else ())
    return length + b"".join([next(letters, token) if token == _LOST else token for token in tokens])


def _pattern(token: bytes) -> bytes:
    """A lost letter, a level's own number, or a letter that is written as it is."""
    if token == _LOST:
        return _LETTER
    return rb"[0-9A-Za-z]+" if re.fullmatch(rb"\\'0[0-8]", token) else re.escape(token)
