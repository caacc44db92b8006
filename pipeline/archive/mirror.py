"""Copy what is public to another place, with a manifest that `sha256sum -c` reads, and check such a copy.

Copied are output/ and the public part of content/: never the private store. Only files that differ are written, each
whole or not at all; what left the archive leaves the copy. The manifest is written last, so a copy that was cut off
shows. A file of the copy that changed after the manifest was written is read again and put right; one that rotted
silently is named by `verify`, and copied anew once it is deleted.

What a copy once had and has no more stands in its purge list, so that whoever copied the copy can take it out, too:
words of a withdrawn document stood not on its page alone, but in lists, feeds and search files under other names.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline import errors, lock, settings
from pipeline.archive import store, way_back
from pipeline.document import verify_copy

MANIFEST = "manifest-sha256.txt"
PURGED = "purge.txt"
PUBLIC = ("output", "content/documents", "content/register", "content/vocabulary", "content/pages")
_ORIGINALS, _SITE = "content/originals", "output"
_PARTS = ("output", "content", "originals", "private", "archive.yaml", "pelicanconf.py", PURGED)
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_UNSAFE = re.compile(r"[\r\n\\]")  # sha256sum escapes such names, and Windows knows none of them


@dataclass(frozen=True, slots=True)
class Copied:
    """What a mirror run did: files written, left as they were, removed; and the manifest."""

    written: int
    kept: int
    removed: int
    manifest: Path


def copy(root: Path, dest: Path) -> Copied:
    """Make or refresh the mirror of the archive at `root` in the folder `dest`.

    Raises:
        UsageError: `dest` lies in the archive or around it, or holds other things than a mirror; a public name that a
            manifest cannot hold.
        PipelineError: an original does not have the hash that it is named by.
        Busy: another run writes the same copy.
    """
    check_place(root, dest)
    way_back.end(root / settings.load(root).private)
    store.folder(dest)
    with lock.copy(dest):
        return _copied(root, dest)


def _copied(root: Path, dest: Path) -> Copied:
    before, found = manifest(dest), {}
    written = kept = 0
    for name, path in sorted(_public(root)):
        sha256 = sound(path, name)
        found[name] = sha256
        target = dest / name
        untouched = before.get(name) == sha256 and _is_untouched(target, path, dest / MANIFEST)
        if not untouched and target.is_symlink():
            target.unlink()
        if untouched or not store.keep(path, sha256, target):
            kept += 1
        else:
            written += 1
    gone = [name for name in before if name not in found and name != PURGED]
    for name in gone:
        remove(dest, name)
    found |= _note_purged(dest, gone, found)
    write_manifest(dest, found)
    return Copied(written, kept, len(gone), dest / MANIFEST)


def write_manifest(dest: Path, found: Mapping[str, str], *, mode: int | None = None) -> None:
    """Name the files of a copy, as `sha256sum -c` reads it; `found` maps their names to their SHA-256."""
    listed = "".join(f"{sha256}  {name}\n" for name, sha256 in found.items())
    store.write(dest / MANIFEST, listed.encode(), mode=mode)


def _note_purged(dest: Path, gone: Iterable[str], found: Mapping[str, str]) -> dict[str, str]:
    """Add what left to the purge list; its name and hash for the manifest, empty where nothing ever left."""
    path = dest / PURGED
    listed = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    names = sorted({*listed, *gone} - found.keys())
    if not names and not path.is_file():
        return {}
    store.write(path, "".join(f"{name}\n" for name in names).encode())
    return {PURGED: store.digest(path)}


def verify(dest: Path, key: bytes | None = None) -> list[tuple[str, str]]:
    """Compare a mirror with its manifest; every (differs | missing | extra, name), sorted by name; empty when it holds.

    Links count as different: what they show is not in the copy. The manifest is not signed: whoever changes a page may
    change its line, so the site within is held against its own lists, too, and these against their signature, by the
    office's `key` where it is given. A copy that `mirror --from` made is a site alone and has its lists only.
    """
    if not (dest / MANIFEST).is_file() and (dest / verify_copy.MANIFEST).is_file():
        return sorted(_of_a_site(dest, key), key=lambda pair: (pair[1], pair[0]))
    listed = manifest(dest)
    there = set(_names(dest))
    found = [("extra", name) for name in there - listed.keys()]
    if not (dest / MANIFEST).is_file():
        found.append(("missing", MANIFEST))
    elif _leads_out(dest):
        found.append(("differs", MANIFEST))
    for name, sha256 in listed.items():
        if name not in there:
            found.append(("missing", name))
        elif not _matches(dest / name, sha256):
            found.append(("differs", name))
    told = {name for _, name in found}
    found += [(what, name) for what, name in _against_the_site(dest / _SITE, listed, key) if name not in told]
    return sorted(found, key=lambda pair: (pair[1], pair[0]))


def _of_a_site(site: Path, key: bytes | None) -> Iterator[tuple[str, str]]:
    if ((site / verify_copy.SIGNATURE).exists() or key) and verify_copy.signature(site, key) is None:
        yield "differs", verify_copy.SIGNATURE
    try:
        yield from verify_copy.differences(site)
    except verify_copy.NoCopy:
        yield "differs", verify_copy.MANIFEST


def _against_the_site(site: Path, listed: Mapping[str, str], key: bytes | None) -> Iterator[tuple[str, str]]:
    """Where the lists of the site say otherwise than the manifest; nothing of a site that has none."""
    below = f"{_SITE}/"
    here = {name.removeprefix(below): sha256 for name, sha256 in listed.items() if name.startswith(below)}
    signed = (site / verify_copy.SIGNATURE).exists()
    if (signed or key) and verify_copy.signature(site, key) is None:
        yield "differs", below + verify_copy.SIGNATURE
    if not signed and not (site / verify_copy.MANIFEST).exists():
        return
    try:
        own = dict(verify_copy.listed(site))
    except verify_copy.NoCopy:
        yield "differs", below + verify_copy.MANIFEST
        return
    for name in own.keys() | here.keys() - {verify_copy.MANIFEST, verify_copy.SIGNATURE, verify_copy.KEY}:
        if own.get(name) != here.get(name):
            yield "missing" if name not in here else "extra" if name not in own else "differs", below + name


def check_place(root: Path, dest: Path) -> None:
    """Raises UsageError for a place that no copy can have: in the archive, around it, or among other files."""
    inside, target = root.resolve(), dest.resolve()
    if target.is_relative_to(inside) or inside.is_relative_to(target):
        raise errors.UsageError(
            what=f"{dest}: bản sao phải nằm ngoài cơ sở dữ liệu",
            what_en=f"{dest}: the mirror must lie outside the archive",
        )
    if dest.exists() and not dest.is_dir():
        raise errors.UsageError(what=f"{dest}: không phải thư mục", what_en=f"{dest}: not a folder")
    if dest.is_dir() and any(dest.iterdir()) and not (dest / MANIFEST).is_file() and not _cut_off(dest):
        raise errors.UsageError(
            what=f"{dest}: đã có tệp khác; hãy chọn thư mục trống",
            what_en=f"{dest}: the folder holds other files; choose an empty one",
        )


def _cut_off(dest: Path) -> bool:
    """Whether the folder holds nothing but the beginning of a mirror, whose manifest was not written yet."""
    return {path.name for path in dest.iterdir()} <= {*_PARTS, f".{MANIFEST}.new"}


def _public(root: Path) -> Iterator[tuple[str, Path]]:
    """Name in the mirror and path of every public file; temporary files of a killed run are passed over."""
    folders = {name: root / name for name in PUBLIC}
    folders[_ORIGINALS] = root / settings.load(root).originals
    for below, folder in folders.items():
        for name in _names(folder):
            if not name.rpartition("/")[2].startswith("."):
                yield f"{below}/{name}", folder / name


def _names(folder: Path) -> Iterator[str]:
    """Files and links below a folder, relative, with `/`; links to folders are not followed."""
    for base, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(base) / name).is_symlink()]
        for name in (*files, *links):
            path = (Path(base) / name).relative_to(folder).as_posix()
            if path != MANIFEST:
                yield path


def sound(path: Path, name: str) -> str:
    """The hash of a file. Raises UsageError for a name that no manifest holds, PipelineError for a rotten original."""
    if _UNSAFE.search(name):
        raise errors.UsageError(
            what=f"{name!r}: tên tệp không ghi được vào bảng SHA-256",
            what_en=f"{name!r}: a file name that no SHA-256 table can hold",
        )
    sha256 = store.digest(path)
    if name.startswith((_ORIGINALS, "originals/")) and path.stem != sha256:
        raise errors.PipelineError(
            what=f"{name}: bản gốc không khớp mã băm của nó", what_en=f"{name}: the original does not match its hash"
        )
    return sha256


def manifest(dest: Path) -> dict[str, str]:
    """Name → hash. A line of another shape, or a name that leads out of the mirror, is left out: its file is extra."""
    return {name: sha256 for name, sha256 in _lines(dest) if _is_inside(name)}


def _lines(dest: Path) -> Iterator[tuple[str, str]]:
    path = dest / MANIFEST
    written = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    found = (_LINE.fullmatch(line) for line in written.split("\n"))
    return ((match[2], match[1]) for match in found if match)


def _leads_out(dest: Path) -> bool:
    """Whether a line names what is not in the mirror: `sha256sum -c` would read it all the same."""
    return not all(_is_inside(name) for name, _ in _lines(dest))


def _is_inside(name: str) -> bool:
    return not name.startswith("/") and ".." not in name.split("/")


def _is_untouched(target: Path, source: Path, manifest: Path) -> bool:
    if target.is_symlink() or not target.is_file():
        return False
    there = target.stat()
    return there.st_size == source.stat().st_size and there.st_mtime <= manifest.stat().st_mtime


def _matches(path: Path, sha256: str) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    try:
        return store.digest(path) == sha256
    except OSError:  # unreadable: on a stick this is what a bad block looks like
        return False


def remove(dest: Path, name: str) -> None:
    """Remove a file that left the archive, and the folders that it leaves empty."""
    store.remove(dest / name)
    folder = (dest / name).parent
    while folder != dest and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
