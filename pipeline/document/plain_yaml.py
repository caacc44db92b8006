"""Front matter in the archive's own spelling, read line by line: five times as fast as libyaml.

Only what `frontmatter.write` writes is understood: block mappings and sequences, one line a scalar. Everything else
(a hand that quotes with escapes, folds a line, writes flow style, a comment, a doubled key) gives None, and the
strict reader answers. Scalars are resolved by PyYAML's own table, so that both readers see the same values; a
property test holds them together.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import yaml

_LINE = re.compile(r"^( *)(- )?(?:([a-z_][a-z0-9_\-]*):(?: (.*))?|(.*))$", re.MULTILINE)
_INDICATORS = frozenset("[]{}&*!|>%@,?#`\"'-:")
_RESOLVERS: Mapping[str, Sequence[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?[0-9]+\.[0-9]+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?")
_WORDS: Mapping[str, bool | None] = {"true": True, "false": False, "null": None}


# Words of YAML 1.1 that are no names as keys: {on: 1} is {True: 1}.
_NOT_NAMES = frozenset(
    form(word)
    for word in ("y", "n", "yes", "no", "on", "off", "true", "false", "null")
    for form in (str.lower, str.upper, str.title)
)


class _Unknown(Exception):
    """Not the archive's own spelling."""


class _Lines:
    """The lines of one front matter, taken one after the other: indent, whether an item begins, key, value."""

    def __init__(self, front: str) -> None:
        self.rows: list[tuple[int, bool, str, str]] = [
            (len(spaces), dash != "", key, value or bare)
            for spaces, dash, key, value, bare in _LINE.findall(front)
            if key or bare or dash
        ]
        self.at = 0

    def mapping(self, indent: int) -> dict[str, Any]:
        """Keys that stand at `indent`; the first may stand behind the dash of its item."""
        found: dict[str, Any] = {}
        first = True
        while self.at < len(self.rows):
            depth, dash, key, value = self.rows[self.at]
            if depth + 2 * dash != indent or (dash and not first):
                break
            if not key or key in found or key in _NOT_NAMES:
                raise _Unknown
            self.at += 1
            found[key] = _scalar(value) if value else self._below(indent)
            first = False
        return found

    def _below(self, indent: int) -> Any:
        if self.at < len(self.rows):
            depth, dash, _, _ = self.rows[self.at]
            if dash and depth == indent:
                return self._sequence(indent)
            if not dash and depth == indent + 2:
                return self.mapping(indent + 2)
        return None

    def _sequence(self, indent: int) -> list[Any]:
        found: list[Any] = []
        while self.at < len(self.rows):
            depth, dash, key, value = self.rows[self.at]
            if not dash or depth != indent:
                break
            if key:
                found.append(self.mapping(indent + 2))
            else:
                self.at += 1
                found.append(_scalar(value))
        return found


def load(front: str) -> dict[str, Any] | None:
    """The values of a front matter; None where it is spelled otherwise."""
    try:
        lines = _Lines(front)
        found = lines.mapping(0)
        return found if lines.at == len(lines.rows) else None
    except (_Unknown, ValueError):  # ValueError: a date that the calendar does not have
        return None


def _scalar(value: str) -> Any:
    if value in ("[]", "{}"):
        return [] if value == "[]" else {}
    return _short(value) if len(value) < _SHORT else _value(value)


_SHORT = 24
"""Characters; what is shorter is the same few words, figures and dates in most documents."""


@lru_cache(maxsize=1 << 14)
def _short(value: str) -> Any:
    return _value(value)


def _value(value: str) -> Any:
    if value[:1] == "'":
        return _quoted(value)
    first = value[:1]
    if not first or (first in _INDICATORS and not _INTEGER.fullmatch(value)):
        raise _Unknown
    if ": " in value or " #" in value or value[-1] in ": \t" or "\t" in value:
        raise _Unknown
    for tag, pattern in _RESOLVERS.get(first, ()):
        if pattern.match(value):
            return _resolved(tag.rpartition(":")[2], value)
    return value


def _quoted(value: str) -> str:
    inner = value[1:-1]
    if len(value) < 2 or value[-1] != "'" or "'" in inner.replace("''", ""):
        raise _Unknown
    return inner.replace("''", "'")


def _resolved(tag: str, value: str) -> Any:
    if value in _WORDS:
        return _WORDS[value]
    if tag == "int" and _INTEGER.fullmatch(value):
        return int(value)
    if tag == "float" and _FLOAT.fullmatch(value):
        return float(value)
    if tag == "timestamp" and _DATE.fullmatch(value):
        return dt.date.fromisoformat(value)
    if tag == "timestamp" and _INSTANT.fullmatch(value):
        return dt.datetime.fromisoformat(value)
    raise _Unknown
