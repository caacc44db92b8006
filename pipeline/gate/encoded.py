r"""What a field says once more when a program that shows it undoes an encoding that the sender's program left in it.

Mail and web programs leave `=?UTF-8?B?…?=` (RFC 2047), `%E1%BA%AC` (RFC 3986), `&#7852;` and `\u1eac` of a page or of
JSON in file names and titles; a reader undoes them with one click. Letters turned round by U+202E are read as shown.
"""

import html
import re
from collections.abc import Callable
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from urllib.parse import unquote

from pipeline import text

_SIGNS = ("&", "%", "=?", "\\", "\u202e")
_ESCAPED = re.compile(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})")
_MOST = 3  # encodings one over another


def readings(said: str) -> list[str]:
    """The text itself, and what it becomes when encodings are undone, one after the other."""
    found = [said]
    if any(sign in said for sign in _SIGNS):
        for _ in range(_MOST):
            found.append(_undone(found[-1]))
    return list(dict.fromkeys(found))


def _undone(said: str) -> str:
    for undo in _WAYS:
        said = undo(said)
    return said


def _words(said: str) -> str:
    """Encoded words of mail headers, wherever they stand in the text."""
    if "=?" not in said:
        return said
    try:
        return str(make_header(decode_header(said)))
    except (HeaderParseError, LookupError, ValueError):
        return said


def _letter(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()


_WAYS: tuple[Callable[[str], str], ...] = (
    _words,
    unquote,
    html.unescape,
    lambda said: _ESCAPED.sub(_letter, said),
    text.as_shown,
)
