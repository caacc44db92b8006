"""Lines of JSON, looked at as bytes: a build that finds nothing changed loads nothing more."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

FOLDER = "content/register"
LEDGERS = ("receipts", "publications", "acts", "errors", "notes", "declarations")
_EVENTS = frozenset([b"published", b"updated", b"moved"])
_UNDONE = b"undone"
_DOWN = frozenset([b"withdrawn", b"suspended"])
_TAIL = 1 << 20
_SEQ = re.compile(rb'"seq": *(\d+)')
_TOLD = re.compile(rb'"event": *"([^"\n]*)"[^\n]*?"document": *"([^"\n]*)"')


def text_behind(line: bytes, key: bytes) -> bytes:
    """The text behind a key of a line of JSON, empty where there is none; `json.loads` takes five times as long."""
    behind = line.partition(key)[2].lstrip()
    return behind[1 : behind.find(b'"', 1)] if behind[:1] == b'"' else b""


def told(data: bytes) -> list[tuple[bytes, bytes]]:
    """Event and document of each line of the register of publications, empty where a line names none.

    Asked for by every build of one document more: all lines are searched at once where each names one of both, in the
    order in which the archive writes them, which takes a quarter of a look at each.
    """
    found: list[tuple[bytes, bytes]] = _TOLD.findall(data)
    if len(found) == data.count(b"\n") == data.count(b'"event":') == data.count(b'"document":'):
        return found
    lines = data.split(b"\n")[:-1]  # a torn line is not promised yet
    return [(text_behind(line, b'"event":'), text_behind(line, b'"document":')) for line in lines]


def spread(value: Mapping[str, Any]) -> bytes:
    """JSON with a line for each value and for each of those in a list, for files that a document more makes again.

    What the library indents it writes by Python code, ten times as slowly.
    """
    lines = [f"{_text(key)}: {_listed(one) if isinstance(one, list) else _text(one)}" for key, one in value.items()]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _listed(values: Iterable[Any]) -> str:
    return "[\n" + ",\n".join(map(_text, values)) + "\n]"


_text = json.JSONEncoder(ensure_ascii=False).encode


def stamp(root: Path) -> str:
    """Changes with every ledger that pages show beside the documents: a last line stands for all before it."""
    return "\n".join(last_line(root / FOLDER / f"{name}.jsonl").decode("utf-8", "replace") for name in LEDGERS)


def heads(root: Path) -> bytes:
    """The number and the hash of the last line of each chained ledger, as JSON.

    Who keeps this file can show later that no line before was changed, taken out or cut off (`hdnd verify --heads`).
    """
    found = {}
    for name in LEDGERS:
        line = last_line(root / FOLDER / f"{name}.jsonl")
        if hash_ := text_behind(line, b'"hash":'):
            found[name] = {"lines": int(_SEQ.findall(line)[0]), "hash": hash_.decode()}
    return f"{json.dumps(found, indent=1)}\n".encode()


def last_line(path: Path) -> bytes:
    """The last whole line of a ledger, empty where there is none; a torn one is not promised yet."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read().rpartition(b"\n")[0].rpartition(b"\n")[2]


def ledger(
    lines: Iterable[tuple[bytes, bytes]], first: int = 1, before: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """The order of the documents: the line of the publication register that last published each.

    Behind it the last line of all about the document, where that came later: it changes what is said of it, not where.
    `lines` as `told` gives them, from the line numbered `first` on; `before` is what the lines before them say.
    """
    order: dict[str, str] = {}
    for number, (event, name) in enumerate(lines, first):
        if event in _EVENTS:
            order[name.decode()] = f"{number:09d}"
        elif known := order.get(document := name.decode()) or before.get(document):
            order[document] = f"{known.partition(' ')[0]} {number:09d}"
    order.pop("", None)
    return order


def standing(lines: Sequence[tuple[bytes, bytes]]) -> Iterable[tuple[int, bytes, bytes]]:
    """The lines that count (`register.standing`), each with its place: what was taken back was never built."""
    found = {place: (place, *one) for place, one in enumerate(lines)}
    if not any(event == _UNDONE for event, _ in lines):
        return found.values()
    of: dict[bytes, list[int]] = {}
    for place, (event, document) in enumerate(lines):
        if event != _UNDONE:
            of.setdefault(document, []).append(place)
            continue
        del found[place]
        if of.get(document):
            del found[of[document].pop()]
    return found.values()


def changes(lines: Iterable[tuple[bytes, bytes]]) -> dict[str, int]:
    """The documents that the register of publications speaks of more than once, each with the number of its last line.

    The number is below 0 where that line took the document down. `lines` as `told` gives them.
    """
    found = set[bytes]()
    again: dict[str, int] = {}
    for number, (event, document) in enumerate(lines, 1):
        if document in found:
            again[document.decode()] = -number if event in _DOWN else number
        elif document:
            found.add(document)
    return dict(sorted(again.items()))
