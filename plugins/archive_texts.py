"""The texts of all documents as files to take: JSON lines by level and month of issue, gzipped.

A line is that of the yearly table, with the text as its content file has it (`noi_dung`) and divided into chương, điều,
khoản, điểm (`doan`, as `passages` of document.json). Each line is a gzip member of its own, and a file of members one
behind the other is one gzip file: what was packed once is kept in the build's state and copied, so that one document
more costs its own line and the copying of a month; whoever wants a year puts its months one behind the other. Hashes
stand in the list of all files (`archive_pages.inventory`).
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from plugins import sealed_file
from plugins.archive_exports import passages, row, whole_line
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.groups import Group
from plugins.incremental import Output, View

GROUP = Group.MONTH_TEXTS.prefix
FOLDER = "du-lieu/toan-van"
_LEVEL = 1  # of compression: three times as fast as the usual 6 for a fifth more bytes
_KEY = hashlib.sha256().digest_size


def path(name: str) -> str:
    """The file of a level and month; `name` is tinh/2024-12."""
    return f"{FOLDER}/{name.replace('/', '-')}.jsonl.gz"


@dataclass(frozen=True)
class MonthTexts:
    """Makes them of the content files in `documents`; `kept` holds what was packed by the program that `code` names."""

    documents: Path
    kept: Path
    code: str

    def month(self, name: str, view: View) -> Iterator[Output]:
        """The documents that councils of one level issued in one month, by day."""
        cache = self.kept / f"{name.replace('/', '-')}.gz"
        cards = view.cards(f"{GROUP}{name}")
        if not cards:
            cache.unlink(missing_ok=True)
            return
        before = _kept(cache)
        packed = dict(self._line(card, before) for card in cards)
        _keep(cache, packed)
        yield Output(path(name), data=b"".join(packed.values()))

    def _line(self, card: DocumentCard, before: Mapping[bytes, bytes]) -> tuple[bytes, bytes]:
        """A document's line, packed, under the hash of all that it is made of."""
        facts = row(card, None)
        content = (self.documents / f"{str(card['path']).removesuffix('/index.html')}.md").read_bytes()
        key = hashlib.sha256(json.dumps([self.code, facts]).encode() + content).digest()
        return key, before.get(key) or _packed(facts, content)


def _packed(facts: Mapping[str, str | None], content: bytes) -> bytes:
    from pipeline.document import markdown  # every build asks this module for counts, and need not load the schema

    text = markdown.sections(markdown.split(content.decode())[1])[0]
    line = {**facts, "noi_dung": text.strip("\n"), "doan": passages(markdown.passages_of(text))}
    return gzip.compress(whole_line(line), compresslevel=_LEVEL, mtime=0)


def _kept(cache: Path) -> Mapping[bytes, bytes]:
    """What was packed before, by its key."""
    data = bytes(sealed_file.read(cache))
    found: dict[bytes, bytes] = {}
    at = 0
    while at < len(data):
        key, size = data[at : at + _KEY], int.from_bytes(data[at + _KEY : at + _KEY + 8])
        at += _KEY + 8 + size
        found[key] = data[at - size : at]
    return found


def _keep(cache: Path, packed: Mapping[bytes, bytes]) -> None:
    sealed_file.write(cache, b"".join(key + len(line).to_bytes(8) + line for key, line in packed.items()))


def files(view: View) -> list[str]:
    """All files, for a program."""
    return [path(tally.name) for tally in view.tally(GROUP)]


class TextsLink(TypedDict):
    """The texts of a month; `month` has two digits."""

    month: str
    path: str
    count: int


class LevelTexts(TypedDict):
    """The texts of a year and level, by month."""

    year: str
    level: str
    months: list[TextsLink]


def listed(view: View, levels: Mapping[str, str]) -> list[LevelTexts]:
    """The same for people: a row for each year and level, newest year first, with its months."""
    rows: dict[tuple[str, str], list[TextsLink]] = {}
    for tally in view.tally(GROUP):
        level, _, when = tally.name.partition("/")
        row = rows.setdefault((when[:4], level), [])
        row.append({"month": when[5:], "path": path(tally.name), "count": tally.total})
    order = list(levels)
    found = sorted(rows.items(), key=lambda item: (-int(item[0][0]), order.index(item[0][1])))
    return [{"year": year, "level": levels[level], "months": months} for (year, level), months in found]
