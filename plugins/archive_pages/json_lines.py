"""Lines of JSON, looked at as bytes: a build that finds nothing changed loads nothing more."""

import json
import re
from pathlib import Path

FOLDER = "content/register"
LEDGERS = ("receipts", "publications", "acts", "errors", "notes", "declarations")
_EVENTS = frozenset([b"published", b"updated", b"moved"])
_DOWN = frozenset([b"withdrawn", b"suspended", b"purged"])
_TAIL = 1 << 20
_SEQ = re.compile(rb'"seq": *(\d+)')


def text_behind(line: bytes, key: bytes) -> bytes:
    """The text behind a key of a line of JSON, empty where there is none; `json.loads` takes five times as long."""
    behind = line.partition(key)[2].lstrip()
    return behind[1 : behind.find(b'"', 1)] if behind[:1] == b'"' else b""


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


def ledger(data: bytes) -> dict[str, str]:
    """The order of the documents: the line of the publication register that last published or updated each."""
    found: dict[str, str] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if text_behind(line, b'"event":') in _EVENTS and (name := text_behind(line, b'"document":')):
            found[name.decode()] = f"{number:09d}"
    return found


def changes(data: bytes) -> dict[str, int]:
    """The documents that the register of publications speaks of more than once, each with the number of its last line.

    The number is below 0 where that line took the document down.
    """
    found: dict[bytes, int] = {}
    again: dict[str, int] = {}
    for number, line in enumerate(data.split(b"\n"), 1):
        if name := text_behind(line, b'"document":'):
            if name in found:
                again[name.decode()] = -number if text_behind(line, b'"event":') in _DOWN else number
            found[name] = number
    return dict(sorted(again.items()))
