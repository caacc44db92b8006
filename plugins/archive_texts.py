"""The texts of all documents as files to take: JSON lines by level and month of issue, gzipped.

A line is that of the yearly table, with the text as its content file has it: whoever wants clauses apart takes the
`document.json` beside each page, and making all of those again would cost a tenth of a build. A month is short enough
that one document more reads again a few hundred at most, and gzip files put one behind the other are one gzip file, so
whoever wants a year joins twelve. Hashes stand in the list of all files (`archive_pages.inventory`).
"""

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.archive_exports import json_lines, row
from plugins.archive_pages.card_types import DocumentCard
from plugins.archive_pages.groups import Group
from plugins.incremental import Output, View

GROUP = Group.MONTH_TEXTS.prefix
FOLDER = "du-lieu/toan-van"
_LEVEL = 1  # of compression: three times as fast as the usual 6 for a fifth more bytes


def path(name: str) -> str:
    """The file of a level and month; `name` is tinh/2024-12."""
    return f"{FOLDER}/{name.replace('/', '-')}.jsonl.gz"


def month(name: str, view: View, documents: Path) -> Iterator[Output]:
    """The documents that councils of one level issued in one month, by day; `documents` holds the content files."""
    rows = [{**row(card, None), "noi_dung": _text(card, documents)} for card in view.cards(f"{GROUP}{name}")]
    if rows:
        yield Output(path(name), data=gzip.compress(json_lines(rows), compresslevel=_LEVEL, mtime=0))


def _text(card: DocumentCard, documents: Path) -> str:
    from pipeline.document import markdown  # every build asks this module for counts, and need not load the schema

    path = documents / f"{str(card['path']).removesuffix('/index.html')}.md"
    _, below = markdown.split(path.read_bytes().decode())
    return markdown.sections(below)[0].strip("\n")


def files(view: View) -> list[str]:
    """All files, for a program."""
    return [path(tally.name) for tally in view.tally(GROUP)]


def listed(view: View, levels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The same for people: a row for each year and level, newest year first, with its months."""
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for tally in view.tally(GROUP):
        level, _, when = tally.name.partition("/")
        row = rows.setdefault((when[:4], level), [])
        row.append({"month": when[5:], "path": path(tally.name), "count": tally.total})
    order = list(levels)
    found = sorted(rows.items(), key=lambda item: (-int(item[0][0]), order.index(item[0][1])))
    return [{"year": year, "level": levels[level], "months": months} for (year, level), months in found]
