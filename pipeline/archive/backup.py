"""A copy of everything that cannot be made again: settings, content/ with registers, originals, private store, outbox.

So is what lies in the inbox and was not received yet: a gateway that was told that a package is here sends it no more.
So is what the archive has of its own beside them: its theme, the folders of CI, the list of what git must never take.

The folder is for the office alone (0700): it holds what is held, as the private store does. A manifest in the form of
`sha256sum` is written last; restoring reads every byte against it before the first file is put in place.
"""

import contextlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline import errors, settings
from pipeline.archive import mirror, store

SETTINGS = ("archive.yaml", "pelicanconf.py")
_OWN = ("theme", ".ci", ".github", ".gitattributes", ".gitignore", "README.md")
_PROGRAM = Path(__file__).parents[2]  # an archive in a checkout has the program's own under these names
_CONTENT, _PRIVATE, _OUTBOX, _INBOX = "content", "private", "outbox", "inbox"
_ORIGINALS = "originals"
_UNWRITABLE = re.compile(r"[\r\n\\\udc80-\udcff]")  # no manifest holds such a name; senders choose theirs


def make(root: Path, dest: Path, waiting: Iterable[Path] = ()) -> int:
    """Make or refresh a backup in `dest`; answers how many files it holds. Called under the archive's lock.

    `waiting` are the files of the inbox that nobody received yet. One that changes or goes meanwhile, or may not be
    read, is left to the next run. What left the archive leaves the backup: a package that was destroyed for secrecy
    must not live on in it.

    Raises:
        UsageError: `dest` lies in the archive or around it, or holds other things.
        PipelineError: an original does not have the hash that it is named by.
    """
    mirror.check_place(root, dest)
    before, found = mirror.manifest(dest), {}
    store.folder(dest, mode=0o700)
    dest.chmod(0o700)
    for name, path in sorted(_sources(root)):
        found[name] = mirror.sound(path, name)
        store.keep(path, found[name], dest / name, mode=store.FILE_MODE)
    found |= _arrived(root, dest, waiting)
    for name in before:
        if name not in found:
            mirror.remove(dest, name)
    mirror.write_manifest(dest, found, mode=store.FILE_MODE)
    return len(found)


def restore(source: Path, root: Path) -> int:
    """Put a backup in place in the empty or missing folder `root`; answers how many files.

    Raises:
        UsageError: `root` holds something, or `source` is no backup.
        VerifyFailed: the backup differs from its manifest; nothing was put in place.
    """
    if root.exists() and any(root.iterdir()):
        raise errors.UsageError(what=f"{root}: thư mục không trống", what_en=f"{root}: the folder is not empty")
    listed = mirror.manifest(source)
    if not listed:
        raise errors.UsageError(
            what=f"{source}: không phải bản dự phòng, không thấy {mirror.MANIFEST}",
            what_en=f"{source}: not a backup, it holds no {mirror.MANIFEST}",
        )
    differing = mirror.verify(source)
    if differing:
        raise errors.VerifyFailed(folder=source, count=len(differing))
    store.folder(root)
    own = {name for name in listed if name in SETTINGS or name.partition("/")[0] in _OWN}
    for name in own:
        store.keep(source / name, listed[name], root / name)
    folders = _folders(root)  # which the settings name, that are there now
    for name in listed.keys() - own:
        place, mode = _place(name, folders)
        store.folder(place.parent, mode=0o700 if mode else None)
        store.keep(source / name, listed[name], place, mode=mode)
    return len(listed)


def _arrived(root: Path, dest: Path, waiting: Iterable[Path]) -> dict[str, str]:
    """Copy what waits in the inbox; name in the backup → hash. Whoever delivers there waits for no lock."""
    inbox, found = _folders(root)[_INBOX], dict[str, str]()
    for path in waiting:
        name = _UNWRITABLE.sub(lambda match: f"%{ord(match[0]) & 0xFF:02X}", path.relative_to(inbox).as_posix())
        with contextlib.suppress(FileNotFoundError, PermissionError, errors.SourceChanged):
            sha256 = store.digest(path)
            store.keep(path, sha256, dest / _INBOX / name, mode=store.FILE_MODE)
            found[f"{_INBOX}/{name}"] = sha256
    return found


def _sources(root: Path) -> Iterator[tuple[str, Path]]:
    for name in SETTINGS:
        if (root / name).is_file():
            yield name, root / name
    yield from _own(root)
    folders = _folders(root)
    for below, folder in folders.items():
        for path in sorted(folder.rglob("*")) if folder.is_dir() and below != _INBOX else ():
            of_originals = below == _CONTENT and path.is_relative_to(folders[_ORIGINALS])
            if path.is_file() and not path.is_symlink() and not of_originals and not _passing(path, folder):
                yield f"{below}/{path.relative_to(folder).as_posix()}", path


def _own(root: Path) -> Iterator[tuple[str, Path]]:
    """Without `.gitignore` git would take a restored private store; without `theme` the site looks otherwise."""
    for name in _OWN if root.resolve() != _PROGRAM else ():
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix(), path


def _passing(path: Path, folder: Path) -> bool:
    """Temporary files of a run: begun with a dot, or in the private store's workplace or on a desk."""
    return path.name.endswith(".new") or path.relative_to(folder).parts[0] in ("work", "desk")


def _folders(root: Path) -> dict[str, Path]:
    """Name of a folder in a backup → the one of the archive that it is of."""
    said = settings.load(root)
    return {
        _CONTENT: root / "content",
        _ORIGINALS: root / said.originals,
        _PRIVATE: root / said.private,
        _OUTBOX: root / said.outbox,
        _INBOX: root / said.inbox,
    }


def _place(name: str, folders: Mapping[str, Path]) -> tuple[Path, int | None]:
    """Where a file of a backup belongs, and its mode where it is private. Raises UsageError."""
    head, _, rest = name.partition("/")
    if head not in folders:
        raise errors.UsageError(
            what=f"{name}: không có chỗ trong cơ sở dữ liệu", what_en=f"{name}: has no place in an archive"
        )
    return folders[head] / rest, store.FILE_MODE if head in (_PRIVATE, _OUTBOX, _INBOX) else None
