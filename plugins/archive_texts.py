"""The texts of all documents as files to take: JSON lines by level and month of issue, gzipped.

A line is that of the yearly table, with the text as its content file has it (`noi_dung`) and divided into chương, điều,
khoản, điểm (`doan`, as `passages` of document.json). Each line is a gzip member of its own, and a file of members one
behind the other is one gzip file: each is packed where its document is read and kept in the build's state, so that one
document more costs its own line and the copying of a month; whoever wants a year puts its months one behind the other.
Hashes stand in the list of all files (`archive_pages.inventory`).
"""

import gzip
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypedDict

from plugins.archive_exports import passages, row, whole_line
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.groups import Group
from plugins.incremental import Output, View

if TYPE_CHECKING:  # every build asks this module for counts, and need not load the schema
    from plugins.archive_reader import Body

GROUP = Group.MONTH_TEXTS.prefix
FOLDER = "du-lieu/toan-van"
PACKED = "text"
"""The name under which a document keeps its line (`incremental.Item.packed`)."""
_LEVEL = 1  # of compression: three times as fast as the usual 6 for a fifth more bytes


def path(name: str) -> str:
    """The file of a level and month; `name` is tinh/2024-12."""
    return f"{FOLDER}/{name.replace('/', '-')}.jsonl.gz"


def month(name: str, view: View) -> Iterator[Output]:
    """The documents that councils of one level issued in one month, by day; no file where there are none."""
    lines = [line for _, line in view.packed(PACKED, f"{GROUP}{name}")]
    if lines:
        yield Output(path(name), data=b"".join(lines))


def packed(card: DocumentCard, body: "Body") -> bytes:
    """A document's line, packed: made where the document is read, for its text is divided there already."""
    line = {**row(card, None), "noi_dung": body.text.strip("\n"), "doan": passages(body.passages)}
    return gzip.compress(whole_line(line), compresslevel=_LEVEL, mtime=0)


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
