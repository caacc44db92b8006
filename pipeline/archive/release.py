"""Put a finished build before the readers in one step, keep the one before it, and go back to it.

`live` is a symbolic link to a folder below `releases/` beside it; a web server follows it, and renaming a new link over
it is one step for every reader. A release shares its files with output/ (hard links: the build never writes into a
file that stands, it renames a new one over it), so it costs names, not bytes.

    public/live → releases/000012
    public/releases/000011, 000012   public/releases/000012.json
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import errors
from pipeline.archive import store
from pipeline.document.register import UNSHOWN, Publication

_KEPT = 2


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases behind the link `live`; methods that write are called under the archive's lock."""

    live: Path

    @property
    def current(self) -> Path | None:
        """The folder that readers see, None before the first release."""
        return self._folder / self.live.readlink().name if self.live.is_symlink() else None

    def put(self, output: Path, publications: Sequence[Publication]) -> Path | None:
        """Show `output` to the readers; None where they see the very same files already.

        What was made and never shown, or was gone back from, is no release to go back to and is dropped first.

        Raises:
            UsageError: there is no build, or something else than our link stands at `live`.
        """
        if not (output / "index.html").is_file():
            raise errors.UsageError(
                what=f"{output}: chưa có trang nào, hãy chạy hdnd build",
                what_en=f"{output}: no site was built yet; run hdnd build",
            )
        if self.live.exists() and not self.live.is_symlink():
            raise errors.UsageError(
                what=f"{self.live}: đã có, không phải liên kết do lệnh này tạo",
                what_en=f"{self.live}: is there already, and no link that this command made",
            )
        current = self.current
        if current and _same(output, current):
            return None
        made = self._folder / f"{self._highest() + 1:06d}"
        self._drop(one for one in self._all() if current is None or one.name > current.name)
        _link_tree(output, made)
        store.write(self._note(made), json.dumps({"publications": len(publications)}).encode())
        self._show(made)
        self._prune(publications)
        return made

    def back(self, publications: Sequence[Publication]) -> Path:
        """Show the release before the current one again.

        Raises:
            UsageError: there is none, or it still shows what was taken down since.
        """
        earlier = [one for one in self._all() if self.current and one.name < self.current.name]
        if not earlier:
            raise errors.UsageError(
                what=f"{self.live}: không còn bản trước để quay lại",
                what_en=f"{self.live}: no earlier release to go back to",
            )
        gone = self._taken_down_since(earlier[-1], publications)
        if gone:
            raise errors.UsageError(
                what=f"bản trước còn hiện văn bản đã gỡ, không quay lại được: {', '.join(gone)}",
                what_en=f"the earlier release still shows what was taken down: {', '.join(gone)}",
            )
        self._show(earlier[-1])
        return earlier[-1]

    @property
    def _folder(self) -> Path:
        return self.live.parent / "releases"

    def _all(self) -> list[Path]:
        found = self._folder.iterdir() if self._folder.is_dir() else ()
        return sorted(path for path in found if path.is_dir() and path.name.isdigit())

    def _highest(self) -> int:
        return max((int(path.name) for path in self._all()), default=0)

    def _note(self, made: Path) -> Path:
        return made.with_name(f"{made.name}.json")

    def _taken_down_since(self, made: Path, publications: Sequence[Publication]) -> list[str]:
        note = self._note(made)
        seen = json.loads(note.read_bytes())["publications"] if note.is_file() else 0
        return sorted({line.document for line in publications[seen:] if line.event in UNSHOWN})

    def _show(self, made: Path) -> None:
        link = self.live.with_name(f".{self.live.name}.new")
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / made.name)
        link.replace(self.live)

    def _prune(self, publications: Sequence[Publication]) -> None:
        """Keep the current release and the one before; not one that shows what was taken down since."""
        current = self.current
        kept = [one for one in self._all()[-_KEPT:] if one == current or not self._taken_down_since(one, publications)]
        self._drop(one for one in self._all() if one not in kept and one != current)

    def _drop(self, releases: Iterable[Path]) -> None:
        for path in releases:
            shutil.rmtree(path)
            self._note(path).unlink(missing_ok=True)


def _link_tree(source: Path, target: Path) -> None:
    """The same tree under other names; made whole before it gets its own, so that a killed run leaves no half of it."""
    unfinished = target.with_name(f".{target.name}.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for name in _files(source):
        place = unfinished / name
        place.parent.mkdir(parents=True, exist_ok=True)
        _link(source / name, place)
    unfinished.replace(target)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=True)
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(source, target)


def _same(one: Path, other: Path) -> bool:
    """Whether both hold the same files under the same names."""
    names = set(_files(one))
    return names == set(_files(other)) and all(_alike(one / name, other / name) for name in names)


def _alike(one: Path, other: Path) -> bool:
    """Whether two files are one, or hold the same bytes: on another disk a release has copies of its own."""
    if one.samefile(other):
        return True
    return one.stat().st_size == other.stat().st_size and one.read_bytes() == other.read_bytes()


def _files(folder: Path) -> Iterator[str]:
    for base, _, names in os.walk(folder):
        for name in names:
            yield (Path(base) / name).relative_to(folder).as_posix()
