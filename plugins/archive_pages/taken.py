"""What a telephone takes along as a whole: the pages of a session, a council's year or a dossier.

Each stands there with its size and hash. The hashes tell which pages have changed since, so that an update fetches
those alone, and that all pages come from one build. The list is made behind the pages (`incremental.Inventory`), and
again only where one of its pages changes.
"""

import json
from collections.abc import Iterable, Iterator

from plugins.archive_pages.groups import Group
from plugins.incremental import MemberFile, Output

GROUPS = (Group.COUNCIL_YEAR, Group.SESSION, Group.DOSSIER)
_NAME = "tai.json"
_LEFT = "~"  # the place in a dossier's group of what was in it once


def path(group: str) -> str:
    """Where the list of a group lies: beside the page of the group."""
    kind, _, rest = group.partition(":")
    return f"giam-sat/ho-so/{rest}/{_NAME}" if kind == Group.DOSSIER else f"{rest}/{_NAME}"


def listed(group: str, files: Iterable[MemberFile]) -> Iterator[Output]:
    """The list of a group, its own page first; nothing for a group without documents."""
    own = path(group).replace(_NAME, "index.html")
    pages = [one for one in files if (one.path == f"{one.item}/index.html" and one.sort != _LEFT) or one.path == own]
    if any(one.item for one in pages):
        pages.sort(key=lambda one: (one.item != "", one.path))
        rows = [[one.path, one.size, one.sha256] for one in pages]
        lines = ",\n".join(json.dumps(row) for row in rows)
        until = max(one.sort for one in pages)[-10:]
        yield Output(path(group), data=f'{{"format": 1, "until": "{until}", "pages": [\n{lines}\n]}}\n'.encode())
