"""Every text of a package for the gate: known fields and unknown ones, attributes, comments, what a fault left over.

The gate looks for marks of secrecy in whatever was sent; a list of fields would miss the one that a sender's program
added (the generation of 2012 has `OtherInfo/Secret`, which the standard of 2016 does not know).
"""

import codecs
import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from pipeline.document.model import Wording
from pipeline.ingest import named_values
from pipeline.ingest.tree import Node, Parsed
from pipeline.text import fold

_MOST = 2_000_000  # bytes of a broken package that are looked at: its header stands before its files
_ENCODED = re.compile(r"^[A-Za-z0-9+/=\s]{200,}$")
_TAG = re.compile(r"<[^<>]*>")
_NAME = "comment"  # a name is judged as what stands beside the fields
_LEVELS = {"mat": "MẬT", "toimat": "TỐI MẬT", "tuyetmat": "TUYỆT MẬT", "topsecret": "TỐI MẬT"}
_UTF_16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"), (b"<\0", "utf-16-le"))


def of(parsed: Parsed, path: Path) -> tuple[Wording, ...]:
    """The texts of a package at `path`, of all of its bytes where a fault stopped the reading or was repaired.

    The repair may drop an element with all its words: of 600 damaged packages four lost "(TỐI MẬT)" so.
    """
    nodes = parsed.root.below()
    found = [*_own(nodes), *_own(parsed.aside, aside=True), *named_values.of(nodes)]
    if parsed.problem or parsed.repaired:
        known = {wording.text for wording in found}
        found += [wording for wording in remains(path) if wording.text not in known]
    return tuple(found)


def remains(path: Path) -> Iterator[Wording]:
    """Whatever stands between the tags of a file that is no good XML; names of elements are lost."""
    with path.open("rb") as file:
        data = file.read(_MOST)
    encoding = next((name for start, name in _UTF_16 if data.startswith(start)), "utf-8")
    for said in _TAG.split(data.decode(encoding, "replace")):
        if said.strip() and not _ENCODED.match(said):
            yield Wording("", html.unescape(said[:60_000]), aside=True)


def names(said: Sequence[str]) -> tuple[Wording, ...]:
    """Names of files, folders and archive members as they came."""
    return tuple(Wording("filename", name) for name in said if name)


def _own(nodes: Sequence[Node], *, aside: bool = False) -> Iterator[Wording]:
    for node in nodes:
        if node.text and not node.text.isspace():
            yield Wording(node.name, node.text, aside)
        elif not node.children and (level := _level(node.name)):
            yield Wording(_NAME, level, aside)
        if level := _level(node.prefix):
            yield Wording(_NAME, level, aside)
        if node.attributes:
            for key, value in node.attributes.items():
                name = key.rpartition(":")[2].lower()
                if value and not key.startswith("xmlns"):
                    yield Wording(name, value, aside)
                said = value.rstrip("/#:") if key.startswith("xmlns") else "" if value else name
                if level := _level(said):
                    yield Wording(_NAME, level, aside)


@lru_cache(maxsize=1024)
def _level(name: str) -> str:
    """The level of secrecy that an element, an attribute or a namespace is named after, as a text of its own.

    A name with nothing in it ("<TuyetMat/>") says as much as a mark, and no text of the package says it; what has a
    value is judged by that.
    """
    last = re.split(r"[:/#.]", name)[-1]
    return _LEVELS.get("".join(letter for letter in fold(last) if letter.isalpha()), "")
