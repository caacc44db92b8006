"""Write a portal: all of it beside the one before, then in its place at one stroke.

What did not change is linked from the portal before (or copied, where the disk knows no links), so a join writes what
changed. A run that is killed leaves the portal before, or none, and a folder beside it that the next run takes away.
"""

import ctypes
import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import errors, lock
from pipeline.archive import store
from pipeline.document import verify_copy as copies
from pipeline.portal import front, members, one_search
from pipeline.portal.front import Front
from pipeline.portal.members import JoinedArchive
from pipeline.portal.shelving import PACKAGE, Places, PortalLinks

LISTS = "du-lieu/tep"
_VERIFIER = "verify.py"
_NOT_FOUND = (b'content="noindex"', b'http-equiv="refresh"')  # pages that no crawler shall list
_EXCHANGE, _HERE = 2, -100  # RENAME_EXCHANGE and AT_FDCWD of linux/fs.h


@dataclass(frozen=True, slots=True)
class Joined:
    """What a join did: archives by folder, those not signed; how many files, of them written, their bytes, removed."""

    archives: Mapping[str, str]
    unsigned: tuple[str, ...]
    files: int
    written: int
    size: int
    removed: int


def join(paths: Sequence[Path], dest: Path, name: str = "", url: str = "") -> Joined:
    """Make or renew the portal in `dest` of the archives at `paths`: built sites, archives, or mirrors of them.

    `url` is the portal's own address, where it has one.

    Raises:
        UsageError: fewer than two archives, no built site, a place that holds other things.
        JoinRefused: an archive that is not what its manifest says; nothing is written then.
        Busy: another join beside this one.
    """
    if len(paths) < 2:
        raise errors.UsageError(what="cần ít nhất hai cơ sở dữ liệu", what_en="two archives at least")
    _check_place(dest, paths)
    store.folder(dest.absolute().parent)
    with lock.archive(dest.absolute().parent):
        _recover(dest)
        before = _before(dest)
        found = members.read(paths, {one["folder"]: one for one in before.get("archives", ())})
        draft = PortalDraft(dest, dest.with_name(f".{dest.name}.new"))
        try:
            _write(draft, found, name, url)
            _put_in_place(dest, draft.work)
        finally:
            shutil.rmtree(draft.work, ignore_errors=True)
    return _joined(found, draft)


def _joined(found: Sequence[members.JoinedArchive], draft: "PortalDraft") -> Joined:
    gone = len(draft.old.keys() - draft.new.keys())
    unsigned = tuple(one.label for one in found if one.word is None)
    archives = {one.folder: one.label for one in found}
    return Joined(archives, unsigned, len(draft.new), draft.written, draft.size, gone)


def _check_place(dest: Path, paths: Sequence[Path]) -> None:
    place = dest.resolve()
    for path in (path.resolve() for path in paths):
        if place.is_relative_to(path) or path.is_relative_to(place):
            vi, en = f"{dest}: cổng phải nằm ngoài {path}", f"{dest}: the portal must lie outside {path}"
            raise errors.UsageError(what=vi, what_en=en)
    if os.path.ismount(dest):
        vi, en = f"{dest}: hãy chọn một thư mục trong ổ này", f"{dest}: choose a folder on this disk"
        raise errors.UsageError(what=vi, what_en=en)
    if dest.exists() and not dest.is_dir():
        raise errors.UsageError(what=f"{dest}: không phải thư mục", what_en=f"{dest}: not a folder")
    if dest.is_dir() and any(dest.iterdir()) and not _before(dest):
        vi, en = f"{dest}: đã có tệp khác; hãy chọn thư mục trống", f"{dest}: the folder holds other files"
        raise errors.UsageError(what=vi, what_en=en)


def _before(dest: Path) -> Mapping[str, Any]:
    """The manifest of the portal in a folder; empty where there is none."""
    with suppress(copies.NoCopy):
        found: Mapping[str, Any] = copies.manifest(dest)
        return found if "archives" in found else {}
    return {}


@dataclass
class PortalDraft:
    """The portal that is being written beside the one before."""

    dest: Path
    work: Path
    old: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)
    written: int = 0
    size: int = 0
    crawled: list[str] = field(default_factory=list)
    """Pages of archives that have no address of their own: those of the others are found there."""
    _signed: float = 0

    def __post_init__(self) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        if _before(self.dest):
            self.old = dict(copies.listed(self.dest))
            self._signed = (self.dest / copies.MANIFEST).stat().st_mtime

    def keep(self, place: str, sha256: str, size: int) -> bool:
        """Take a file over from the portal before, if it is there and was not touched since."""
        source = self.dest / place
        if self.old.get(place) != sha256 or source.is_symlink() or not source.is_file():
            return False
        there = source.stat()
        if there.st_size != size or there.st_mtime > self._signed:
            return False
        target = self._target(place)
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
        self.new[place] = sha256
        return True

    def put(self, place: str, data: bytes) -> None:
        """A file with these bytes."""
        sha256 = hashlib.sha256(data).hexdigest()
        if place not in self.new and not self.keep(place, sha256, len(data)):
            self._target(place).write_bytes(data)
            self.new[place] = sha256
            self.written += 1
            self.size += len(data)

    def _target(self, place: str) -> Path:
        target = self.work / place
        target.parent.mkdir(parents=True, exist_ok=True)
        return target


def _write(draft: PortalDraft, found: Sequence[JoinedArchive], name: str, url: str) -> None:
    places = Places(found)
    links = [PortalLinks(one, places) for one in found]
    for one in links:
        _carry(draft, one)
    build, index = one_search.meta(found, places)
    draft.put(members.INDEX, index)
    own = Front(found, links[0], name, url)
    for place, data in own.crawled(draft.crawled):
        draft.put(place, data)
    draft.put(PACKAGE, _json(front.package(found, [_package(one, places) for one in found], own.name)))
    draft.put(_VERIFIER, Path(copies.__file__).read_bytes())
    lists = sorted({_part(place, found) for place in draft.new} | {"goc", "du-lieu", "tim-kiem", "en"})
    for place, data in own.pages(build, [f"{one}.txt" for one in lists]).items():
        draft.put(place, data)
    _name_all(draft, found, lists)


def _carry(draft: PortalDraft, links: PortalLinks) -> None:
    """The files of one archive; a file that lies at its place already is another archive's with the same bytes."""
    member = links.member
    for name, place in sorted(links.places.carried(member).items()):
        if place in draft.new:
            continue
        source = member.site / name
        if not links.rewrites(name) and draft.keep(place, member.files[name], source.stat().st_size):
            continue
        data = links.rewritten(name, member.read(name), place)
        if not member.url and name.endswith(".html") and not any(sign in data for sign in _NOT_FOUND):
            draft.crawled.append(place)
        draft.put(place, data)


def _package(member: JoinedArchive, places: Places) -> Mapping[str, Any]:
    """An archive's Data Package with the paths that its tables have in the portal."""
    said = json.loads(member.read(PACKAGE)) if PACKAGE in member.files else {"resources": []}

    def placed(value: Any) -> Any:
        if isinstance(value, list):
            return [placed(one) for one in value]
        return places.of(member, value) if isinstance(value, str) else value

    rows = [
        {key: placed(row[key]) if key in ("path", "schema") else row[key] for key in row} for row in said["resources"]
    ]
    return {**said, "resources": rows}


def _name_all(draft: PortalDraft, found: Sequence[JoinedArchive], lists: Sequence[str]) -> None:
    """The lists of files, the manifest that names them and what was joined, and the sums."""
    lines: dict[str, list[str]] = {one: [] for one in lists}
    for place, sha256 in sorted(draft.new.items()):
        lines[_part(place, found)].append(f"{sha256}  {place}\n")
    for part, rows in lines.items():
        draft.put(f"{LISTS}/{part}.txt", "".join(rows).encode())
    hashes = {place: draft.new[place] for place in sorted(f"{LISTS}/{part}.txt" for part in lists)}
    said = {
        "format": copies.FORMAT,
        "site": "",
        "day": max(one.day for one in found),
        "archives": [_known(one) for one in found],
        "lists": hashes,
    }
    manifest = _json(said)
    draft.put(copies.SUMS, copies.sums(hashes, manifest))
    (draft.work / copies.MANIFEST).write_bytes(manifest)


def _known(member: JoinedArchive) -> dict[str, str]:
    """What the next join must know of an archive."""
    facts = {"folder": member.folder, "name": member.name, "place": member.place, "site": member.url}
    word = member.word
    signed = {"key": word.key.hex(), "signed": word.signed.isoformat()} if word else {}
    return {**facts, "manifest": member.manifest, **signed}


def _part(place: str, found: Sequence[JoinedArchive]) -> str:
    """The list that names a file: short lists, so that one document more rewrites few."""
    steps = place.split("/")
    if len(steps) == 1:
        return "goc"
    inside = steps[0] in {one.folder for one in found}
    depth = 4 if inside and steps[1] in ("tinh", "huyen", "xa") else 2 if inside else 1
    return "-".join(steps[: min(depth, len(steps) - 1)])


def _json(said: Any) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _recover(dest: Path) -> None:
    """Put back the portal before, where a run was cut between the two steps of a disk that cannot exchange."""
    aside = dest.with_name(f".{dest.name}.old")
    if aside.is_dir() and not dest.exists():
        aside.replace(dest)
    shutil.rmtree(aside, ignore_errors=True)


def _put_in_place(dest: Path, work: Path) -> None:
    """What was written takes the portal's place; what stood there goes."""
    os.sync()
    if not dest.exists():
        work.replace(dest)
        return
    if not _exchanged(work, dest):
        aside = dest.with_name(f".{dest.name}.old")
        dest.replace(aside)
        work.replace(dest)
        work = aside
    shutil.rmtree(work)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether two folders could change names at one stroke: Linux, and all its disks of today."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    return rename is not None and rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0
