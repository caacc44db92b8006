"""Publishing: everything is made aside, noted, then brought to its place; what a killed build left is finished.

Into an output that holds nothing a whole new folder is renamed: old or new, nothing between. Into one that stands the
files go one by one, each whole: first those that are new, which nothing old names; then those that changed; what is
given up goes last. Between the first and the last of these renames `MARKER` stands in the state's folder.
"""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from . import folders
from .rows import Made
from .state import State
from .units import Unit
from .writer import Publisher

MARKER = "publishing"
_FRESH = "fresh"


class Journal:
    """The moves of one build; `owned`: the output holds nothing but this site."""

    def __init__(self, state: State, output: Path, folder: Path, *, owned: bool) -> None:
        self.state = state
        self.output = output
        self.owned = owned
        self.stage = folder / "stage"
        self.fresh = _beside(output)
        self.publisher = Publisher(output, self.stage)
        self.paths: list[str] = []
        self.written = 0
        self.deleted = 0
        self._marker = folder / MARKER
        self._settled = False
        self.is_another = False
        self._recover()
        self.is_empty = not _entries(output)
        if self.is_empty:
            self.fresh.mkdir(parents=True, exist_ok=True)

    @property
    def place(self) -> tuple[Path, Path | None]:
        """Where the build's files go: a folder, and where what differs waits aside; None: they go straight to it."""
        return (self.fresh, None) if self.is_empty else (self.output, self.stage)

    def note(self, given_up: Iterable[str], made: Sequence[Made]) -> None:
        """Note what an owner gives up and what of it waits aside; call inside the transaction that records it."""
        moves = [(one.path, one.staged) for one in made if one.staged]
        self.state.note_moves(given_up, moves)
        self.written += len(made) if self.is_empty else len(moves)

    def settle(self) -> None:
        """The last note of the transaction: from here on the new site is the one that will stand."""
        if self.is_empty:
            self.state.remember(_FRESH, b"")
        self._settled = True

    def abandon(self) -> None:
        """Throw away what was made in vain, where nothing was promised."""
        if self.is_empty and not self._settled:
            shutil.rmtree(self.fresh, ignore_errors=True)

    def publish(self) -> None:
        """Bring everything to its place."""
        if self.is_another:  # it may hold what other builds, published elsewhere, have given up since
            self.state.delete_retired()
        self._move()
        with self.state.transaction():
            self._done()
            all_new = self.is_empty or self.is_another or not self.state.knows_folders()
            folders.note(self.state, self.output, None if all_new else self.paths)
        self._clear()
        if self.owned and (self.is_another or self.state.meta("pruned") is None):
            if not self.is_empty:  # a new folder holds what this build made, and what the host wrote beside it
                self._prune()
            self.state.remember("pruned", b"")

    def _move(self) -> list[str]:
        """Do what is noted; paths whose bytes no longer wait aside."""
        rows = self.state.moves()
        if rows:
            self._marker.write_text("", encoding="utf-8")
        if self.state.meta(_FRESH) is not None:
            _install(self.fresh, self.output)
        moves = [(path, staged) for path, staged in rows if staged is not None]
        new = {path for path, _ in moves if not os.path.lexists(self.output / path)}
        self.publisher.prepare(new)
        gone = []
        for path, staged in sorted(moves, key=lambda move: (move[0] not in new, move[0])):
            if not self.publisher.move(path, staged):
                gone.append(path)
            self.paths.append(path)
        for path in [path for path, staged in rows if staged is None]:
            if self.state.owner(path) is None and self.publisher.delete(path):
                self.deleted += 1
                self.paths.append(path)
        return gone

    def _done(self) -> None:
        self.state.moves_done()
        self.state.forget(_FRESH)

    def _clear(self) -> None:
        self.publisher.clear()
        self._marker.unlink(missing_ok=True)

    def _recover(self) -> None:
        """Finish the moves of a build that was killed in the midst of them.

        Its folders' times are not noted: the next look asks about every file in them. Bytes that wait no longer were
        moved before it was killed, or somebody deleted them: their files are compared once more.
        """
        if self.state.meta(_FRESH) is None:
            shutil.rmtree(self.fresh, ignore_errors=True)
        if self.state.moves() or self.state.meta(_FRESH) is not None:
            gone = self._move()
            with self.state.transaction():
                self.state.mark_dirty(sorted({owner.maker for owner in self._owners(gone)}), fresh=True)
                self._done()
        self._clear()

    def _owners(self, paths: Iterable[str]) -> Iterator[Unit]:
        return (owner for path in paths if (owner := self.state.owner(path)))

    def _prune(self) -> None:
        """Delete what a site whose state was lost has left behind; hidden files stay, they are a host's or git's."""
        made = self.state.paths()
        for name in [p.relative_to(self.output) for p in self.output.rglob("*") if p.is_file()]:
            if name.as_posix() not in made and not any(part.startswith(".") for part in name.parts):
                self.deleted += self.publisher.delete(name.as_posix())


def _beside(output: Path) -> Path:
    """A hidden folder on the output's own file system, whatever the output is a link to."""
    place = Path(os.path.realpath(output))
    return place.with_name(f".{place.name}.new")


def _install(fresh: Path, output: Path) -> None:
    """Put a whole new folder in the place of an empty one."""
    if not fresh.is_dir():
        return
    place = Path(os.path.realpath(output))
    try:
        fresh.replace(place)
    except OSError:  # the host has written files there since, or it is a mount
        for path in sorted(path for path in fresh.rglob("*") if not path.is_dir()):
            target = place / path.relative_to(fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)
        shutil.rmtree(fresh)


def _entries(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())
