"""The pages written by hand, which Pelican renders: what each is made from, so that only those that differ are read.

A document more changes what one of them shows, the counts of the data page; reading and rendering all of them was a
fifteenth of such a build.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from .rows import dumps
from .state import State
from .units import Unit, page


class HandWritten(NamedTuple):
    """A page that Pelican rendered, and the file that it was written in."""

    text: str
    source: str


@dataclass(frozen=True)
class PageSources:
    """The files in `places`, folders or files, named as they lie below `content`."""

    places: tuple[Path, ...]
    content: Path

    def read(self) -> dict[str, bytes]:
        """The bytes of each."""
        return dict(pair for place in self.places for pair in self._below(place))

    def digest(self) -> str:
        """Changes with any of them."""
        return _digest(_hashes(self.read()))

    def made_from(self, basis: str, shown: Mapping[str, str], owner: Callable[[str], Unit | None]) -> dict[str, str]:
        """A digest for each page that can be made alone; `shown` as `digests` gives it."""
        own: dict[str, dict[str, str]] = {}
        for path, digest in shown.items():
            if (unit := owner(path)) is not None:
                own.setdefault(unit.name, {})[path] = digest
        return {name: _digest([basis, one, own.get(name)]) for name, one in _hashes(self.read()).items()}

    def made_together(self, basis: str, shown: Mapping[str, str]) -> dict[str, str]:
        """One digest for all, under the name of none."""
        return {"": _digest([basis, _hashes(self.read()), shown])}

    def _below(self, place: Path) -> Iterator[tuple[str, bytes]]:
        for path in place.rglob("*") if place.is_dir() else [place]:
            if path.is_file():
                yield Path(os.path.relpath(path, self.content)).as_posix(), path.read_bytes()


_KEPT, _SHOWN = "pages", "shown"


def remember(state: State, now: Mapping[str, str], shown: Mapping[str, str]) -> None:
    """Note what the pages are made from, once they are made: only then is it known which page shows what."""
    state.remember_table(_KEPT, now)
    state.remember_table(_SHOWN, shown)


def digests(shown: Mapping[str, Any]) -> dict[str, str]:
    """A digest of what each page shows of the items, by its address."""
    return {path: _digest(context) for path, context in shown.items()}


def last_shown(state: State) -> dict[str, str]:
    """The same as the last build noted it."""
    return state.table(_SHOWN)


def differing(state: State, now: Mapping[str, str]) -> Iterable[Unit]:
    """The units of the pages that are made from something else than in the last build, or no more."""
    before = state.table(_KEPT)
    return map(page, sorted(one for one in now.keys() | before.keys() if now.get(one) != before.get(one)))


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def _digest(value: Any) -> str:
    return hashlib.sha256(dumps(value).encode()).hexdigest()
