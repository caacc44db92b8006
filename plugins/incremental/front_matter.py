"""YAML front matter in the shape in which Python-Markdown gives Pelican's own metadata."""

import datetime as dt
from typing import Any

from .errors import UnreadableSource

_LISTS = ("tags", "authors")
_FENCES = ("---", "...")


def split(data: bytes) -> tuple[dict[str, list[Any]] | None, str]:
    """YAML front matter in the shape that Markdown gives metadata in, None where there is none; and what is below it.

    A byte order mark, line ends of Windows and spaces behind the fence, which editors leave, are taken off.

    Raises:
        Unreadable: no UTF-8, no YAML, no end.
    """
    import yaml  # costs 15 ms: only where an article is read

    try:
        lines = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if lines[0].rstrip() != _FENCES[0]:
            return None, "\n".join(lines)
        end = next((at for at, line in enumerate(lines) if at and line.rstrip() in _FENCES), 0)
        if not end:
            raise UnreadableSource("its front matter has no end (a line `---`)")
        front = yaml.safe_load("\n".join(lines[1:end])) or {}
    except (UnicodeDecodeError, ValueError, RecursionError, yaml.YAMLError) as error:
        raise UnreadableSource(" ".join(str(error).split())) from error
    if not isinstance(front, dict):
        raise UnreadableSource("its front matter is no list of keys and values")
    found = {str(key).lower(): _values(str(key).lower(), value) for key, value in front.items()}
    return {key: values for key, values in found.items() if values}, "\n".join(["", *lines[end + 1 :]])


def _values(key: str, value: Any) -> list[Any]:
    if value is None or value in ([], {}, ""):
        return []
    if isinstance(value, list):
        words = [_word(one) for one in value]
        return [words] if key in _LISTS else words
    return [_word(value)]


def _word(value: Any) -> Any:
    """A value as Pelican's reader expects it: text."""
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    if isinstance(value, dict | list):
        return value
    return value.isoformat() if isinstance(value, dt.date) else str(value)
