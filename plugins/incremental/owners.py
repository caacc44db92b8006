"""Who made which file of the output, so that two sources never have one address."""

from collections.abc import Iterable, Mapping

from .errors import BuildError
from .state import State


def unit_of(owner: str) -> str:
    """What makes the files of an owner: an item makes those that extras have of it ("e:<extra> <item>")."""
    return f"i:{owner.partition(' ')[2]}" if owner[:2] == "e:" else owner


class Owners:
    """The files' owners in one build.

    `folder` is that of the items, `pages` the sources of the hand-written pages, `redone` the units that are made now.
    """

    def __init__(self, state: State, folder: str, pages: Mapping[str, str]) -> None:
        self.state = state
        self.folder = folder
        self.pages = pages
        self.redone: frozenset[str] = frozenset()
        self._claimed: set[str] = set()

    def claim(self, owner: str, paths: Iterable[str]) -> None:
        """Note that an owner makes these files, which it did not before; call before they are recorded as its own.

        Raises:
            BuildError: another owner makes one of them, and is not about to give it up.
        """
        self._claimed.add(owner)
        for path in paths:
            row = self.state.db.execute("SELECT owner FROM output WHERE path = ?", (path,)).fetchone()
            if row and row[0] != owner and (row[0] in self._claimed or unit_of(row[0]) not in self.redone):
                raise BuildError(f"{path}: made from {self.named(owner, path)} and from {self.named(row[0], path)}")

    def check_free(self, others: Mapping[str, str]) -> None:
        """Compare with what somebody else writes into the output, by path: from what.

        Raises:
            BuildError: both write the same file.
        """
        for path, source in others.items():
            row = self.state.db.execute("SELECT owner FROM output WHERE path = ?", (path,)).fetchone()
            if row:
                raise BuildError(f"{path}: made from {self.named(row[0], path)} and, by Pelican, from {source}")

    def named(self, owner: str, path: str = "") -> str:
        """An owner as whoever edits the site knows it."""
        kind, name = owner[:2], owner[2:]
        if kind in ("i:", "e:"):
            kept = self.state.kept("id", unit_of(owner)[2:])
            return f"{self.folder}/{kept.path}" if kept else name
        if kind == "p:":
            return self.pages.get(path, "a hand-written page")
        return {"g:": f"the list {name}", "x:": f"the extra {name}"}.get(kind, "the site's own files")
