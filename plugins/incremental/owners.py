"""Who made which file of the output: two sources never have one address, whatever disk the site is copied to."""

from collections.abc import Iterable, Mapping

from . import portable
from .errors import AddressUnfit, SameAddress
from .state import State
from .units import Unit, UnitKind


class Owners:
    """The files' owners in one build.

    `folder` is that of the items, `pages` the sources of the hand-written pages, `redone` the units that are made now.
    """

    def __init__(self, state: State, folder: str, pages: Mapping[str, str]) -> None:
        self.state = state
        self.folder = folder
        self.pages = pages
        self.redone: frozenset[Unit] = frozenset()
        self._claimed: set[Unit] = set()

    def claim(self, owner: Unit, paths: Iterable[str]) -> None:
        """Note that an owner makes these files, which it did not before; call before they are recorded as its own.

        Raises:
            SameAddress: another owner makes one of them, and is not about to give it up.
            AddressUnfit: some disk cannot hold a file of that name.
        """
        self._claimed.add(owner)
        for path in paths:
            if why := portable.fault(path):
                raise AddressUnfit(path, self.named(owner, path), why)
            other = self.state.owner(path)
            if other and other != owner and (other in self._claimed or other.maker not in self.redone):
                raise SameAddress(path, self.named(owner, path), self.named(other, path))

    def check_spelling(self, others: Mapping[str, str]) -> None:
        """Look for addresses that differ in capitals alone, of the site and of what somebody else writes beside it.

        Raises:
            SameAddress: a disk without capitals would hold one of the two files.
        """
        found: dict[str, str] = {}
        for path in [*self.state.spelled_otherwise(), *others]:
            spelled = portable.spelled(path)
            twin = found.setdefault(spelled, path)
            if twin == path and spelled != path and (spelled in others or self.state.owner(spelled)):
                twin = spelled
            if twin != path:
                one, other = (others.get(name) or self._made_from(name) for name in (path, twin))
                raise SameAddress(path, one, other, by=f"and, as {twin}, from")

    def _made_from(self, path: str) -> str:
        owner = self.state.owner(path)
        return self.named(owner, path) if owner else path

    def check_free(self, others: Mapping[str, str]) -> None:
        """Compare with what somebody else writes into the output, by path: from what.

        Raises:
            SameAddress: both write the same file.
        """
        for path, source in others.items():
            owner = self.state.owner(path)
            if owner:
                raise SameAddress(path, self.named(owner, path), source, by="and, by Pelican, from")

    def named(self, owner: Unit, path: str = "") -> str:
        """An owner as whoever edits the site knows it."""
        if owner.maker.kind is UnitKind.ITEM:
            kept = self.state.kept("id", owner.name)
            return f"{self.folder}/{kept.path}" if kept else owner.name
        if owner.kind is UnitKind.PAGES:
            return self.pages.get(path, "a hand-written page")
        named = {UnitKind.GROUP: f"the list {owner.name}", UnitKind.EXTRA: f"the extra {owner.extra}"}
        return named.get(owner.kind, "the site's own files")
