"""Every address and anchor ever published: content/register/addresses.jsonl.

A published address lives for ever, as a page, a redirect or a tombstone; a build that would lose one fails.
"""

import json
from pathlib import Path

from pipeline import errors, text

FILE = "content/register/addresses.jsonl"
_ADDRESS = text.late(r"\b(?:tinh|huyen|xa)/[a-z0-9-]+/(?:19|20)\d\d/[a-z0-9-]+")


def first(said: str) -> str | None:
    """The first address of a document in what somebody wrote or pasted: a link, a path, or bare; None without one."""
    found = _ADDRESS.search(said)
    return found[0] if found else None


def read(path: Path) -> dict[str, frozenset[str]]:
    """Address → its anchors, from `path`; later lines add anchors to an address. A torn last line is left out."""
    found: dict[str, frozenset[str]] = {}
    whole = path.read_bytes().rpartition(b"\n")[0] if path.is_file() else b""
    for number, line in enumerate(whole.split(b"\n") if whole else (), 1):
        try:
            values = json.loads(line)
            address, anchors = values["address"], frozenset(values["anchors"])
        except (ValueError, KeyError, TypeError) as error:
            raise errors.RegisterBroken(
                file=path.name, line=number, why="không đọc được", why_en="cannot be read"
            ) from error
        found[address] = found.get(address, frozenset()) | anchors
    return found
