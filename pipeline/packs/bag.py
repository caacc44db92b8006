"""The public archive as a bag for a library: BagIt 1.0 (RFC 8493), and the check of any bag that comes back.

A bag is a folder: the files under `data/`, a list of their hashes for each algorithm, and what the bag is in
`bag-info.txt`. Ours holds what a mirror holds, named alike.
"""

import datetime as dt
import hashlib
import re
import shutil
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pipeline import errors
from pipeline.archive import mirror, store
from pipeline.document.licence import LICENCE
from pipeline.settings import SiteSettings

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
INFO = ("bag-info.txt", "package-info.txt")  # the second is the name of before 0.96
ALGORITHMS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_WRITTEN = ("sha256", "sha512")  # the archive's own, and the one that RFC 8493 asks for
_DECLARED = re.compile(r"BagIt-Version: (\d+)\.(\d+)\r?\n?|Tag-File-Character-Encoding: (\S+)\r?\n?")
_LISTED = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(\S.*)")
_FETCHED = re.compile(r"(\S+)[ \t]+(\d+|-)[ \t]+(\S.*)")
_ESCAPED = re.compile(r"%(0[AaDd]|25)")
_OUTSIDE = re.compile(r"~|/|[A-Za-z]:|.*\\|(?:.*/)?\.\.(?:/|$)")
_OXUM = re.compile(r"(\d+)\.(\d+)")


class Flaw(StrEnum):
    """What may be wrong with a bag; the value is the word for it in English."""

    missing = "missing"
    extra = "extra"
    differs = "differs"
    unfetched = "fetch"
    unlisted = "fetch.txt, not in manifest"
    not_payload = "outside data/"
    outside = "outside the bag"
    declaration = "declaration"
    version = "version"
    encoding = "encoding"
    not_utf8 = "not UTF-8"
    algorithm = "algorithm"
    line = "line"
    twice = "twice"
    alike = "alike names"
    spelling = "spelling of letters"
    oxum = "Payload-Oxum"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a bag, and the file or line. A warning leaves the bag valid."""

    kind: Flaw
    name: str
    warning: bool = False


class _Broken(Exception):
    """What hinders from looking further."""

    def __init__(self, kind: Flaw, name: str) -> None:
        self.problem = Problem(kind, name)


# Writing.


def make(root: Path, site: SiteSettings, dest: Path, today: dt.date) -> int:
    """Write the bag of the archive at `root` into the new folder `dest`; how many files are in it.

    Raises UsageError for a place in or around the archive, or one that holds files; as `mirror.copy` otherwise.
    """
    if dest.is_dir() and any(dest.iterdir()):
        raise errors.UsageError(
            what=f"{dest}: đã có tệp; hãy chọn thư mục mới",
            what_en=f"{dest}: the folder is not empty; choose a new one",
        )
    work = dest.with_name(f".{dest.name}.new")
    if work.exists():
        shutil.rmtree(work)
    mirror.copy(root, work / "data")
    (work / "data" / mirror.MANIFEST).unlink()  # the bag has its own
    count = _tag(work, site, today)
    if dest.is_dir():
        dest.rmdir()
    work.rename(dest)
    return count


def _tag(work: Path, site: SiteSettings, today: dt.date) -> int:
    """Write what BagIt asks for beside `data/`; how many files are in that."""
    payload = sorted(path for path in (work / "data").rglob("*") if path.is_file())
    size = sum(path.stat().st_size for path in payload)
    _list(work, "manifest", payload)
    store.write(work / "bagit.txt", DECLARATION.encode())
    store.write(work / INFO[0], _info(site, today, size, len(payload)).encode())
    _list(work, "tagmanifest", sorted(path for path in work.iterdir() if path.is_file()))
    return len(payload)


def _list(bag: Path, kind: str, paths: Iterable[Path]) -> None:
    lines: dict[str, list[str]] = {algorithm: [] for algorithm in _WRITTEN}
    for path in paths:
        for algorithm, digest in _digests(path, _WRITTEN).items():
            lines[algorithm].append(f"{digest}  {_escaped(path.relative_to(bag).as_posix())}\n")
    for algorithm, found in lines.items():
        store.write(bag / f"{kind}-{algorithm}.txt", "".join(found).encode())


def _info(site: SiteSettings, today: dt.date, size: int, count: int) -> str:
    said = {
        "Source-Organization": site.office,
        "Organization-Address": site.address,
        "Contact-Phone": site.phone,
        "Contact-Email": site.email,
        "External-Description": ", ".join(filter(None, (site.name, site.place, site.notice))),
        "External-Identifier": site.url,
        "License": LICENCE,
        "Bagging-Date": today.isoformat(),
        "Bag-Software-Agent": "hdnd-archive",
        "Payload-Oxum": f"{size}.{count}",
    }
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in said.items() if value)


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


# Checking.


def check(bag: Path) -> list[Problem]:
    """All that is wrong with a bag of version 0.93 to 1.0, warnings last; nothing for a valid one without remarks."""
    try:
        version, encoding = _declaration(bag)
        found = [*_Check(bag, version, encoding).problems()]
    except _Broken as broken:
        return [broken.problem]
    return sorted(found, key=lambda one: one.warning)


def _declaration(bag: Path) -> tuple[tuple[int, int], str]:
    """Version and encoding of `bagit.txt`, whose two lines have exactly one shape (RFC 8493 2.1.1)."""
    path = bag / "bagit.txt"
    if not path.is_file():
        raise _Broken(Flaw.missing, "bagit.txt")
    try:
        lines = path.read_bytes().decode().splitlines(keepends=True)
    except UnicodeDecodeError:
        raise _Broken(Flaw.not_utf8, "bagit.txt") from None
    first, second = (_DECLARED.fullmatch(line) for line in (*lines, "", "")[:2])
    if len(lines) != 2 or not (first and first[1] and second and second[3]):
        raise _Broken(Flaw.declaration, "bagit.txt")
    version = int(first[1]), int(first[2])
    if not (0, 93) <= version <= (1, 0):
        raise _Broken(Flaw.version, "bagit.txt")
    return version, second[3]


class _Check:
    """One bag on its way through the rules."""

    def __init__(self, bag: Path, version: tuple[int, int], encoding: str) -> None:
        self.bag, self.version, self.encoding = bag, version, encoding

    def problems(self) -> Iterator[Problem]:
        if not (self.bag / "data").is_dir():
            raise _Broken(Flaw.missing, "data/")
        payload = {path.relative_to(self.bag).as_posix() for path in (self.bag / "data").rglob("*") if path.is_file()}
        manifests = self._manifests("manifest-")
        if not manifests:
            raise _Broken(Flaw.missing, "manifest-*.txt")
        fetched = self._fetched()
        for name, listed in manifests.items():
            yield from self._payload(name, listed, payload, fetched, manifests)
        for name, listed in self._manifests("tagmanifest-").items():
            yield from self._listed(name, listed, ())
        yield from self._information(payload)

    def _payload(
        self,
        name: str,
        listed: Mapping[str, str],
        payload: set[str],
        fetched: set[str],
        manifests: Mapping[str, Mapping[str, str]],
    ) -> Iterator[Problem]:
        """A payload manifest: of 1.0, each lists all files; before, all of them together."""
        yield from (Problem(Flaw.not_payload, one) for one in listed if not one.startswith("data/"))
        yield from self._listed(name, listed, fetched)
        known = listed if self.version >= (1, 0) else {one for other in manifests.values() for one in other}
        alike = {unicodedata.normalize("NFC", one) for one in known}
        extra = (one for one in sorted(payload) if one not in known)
        yield from (Problem(Flaw.extra, one) for one in extra if unicodedata.normalize("NFC", one) not in alike)
        yield from (Problem(Flaw.unlisted, one) for one in sorted(fetched - set(known)))

    def _listed(self, name: str, listed: Mapping[str, str], fetched: Iterable[str]) -> Iterator[Problem]:
        algorithm = name.rpartition("-")[2].removesuffix(".txt")
        if algorithm not in ALGORITHMS:
            raise _Broken(Flaw.algorithm, name)
        alike = Counter(map(_alike, listed))
        yield from (Problem(Flaw.alike, one, True) for one in listed if alike[_alike(one)] > 1)
        for one, digest in listed.items():
            path = self._found(one)
            if path is None:
                yield Problem(Flaw.unfetched, one) if one in fetched else Problem(Flaw.missing, one)
                continue
            if path != self.bag / one:
                yield Problem(Flaw.spelling, one, True)
            if _digests(path, (algorithm,))[algorithm] != digest.lower():
                yield Problem(Flaw.differs, one)

    def _found(self, name: str) -> Path | None:
        """The file of that name, or of the same letters composed otherwise: archives from a Mac come so."""
        for one in (name, *(unicodedata.normalize(form, name) for form in ("NFC", "NFD"))):
            path = self.bag / one
            if path.is_file() and path.resolve().is_relative_to(self.bag.resolve()):
                return path
        return None

    def _manifests(self, prefix: str) -> dict[str, dict[str, str]]:
        paths = sorted(self.bag.glob(f"{prefix}*.txt"))
        return {path.name: dict(self._lines(path)) for path in paths}

    def _lines(self, path: Path) -> Iterator[tuple[str, str]]:
        seen = set()
        for line in filter(None, self._text(path).splitlines()):
            match = _LISTED.fullmatch(line)
            if not match:
                raise _Broken(Flaw.line, f"{path.name}: {line[:80]}")
            name = self._inside(match[3], path.name)
            if name in seen:
                raise _Broken(Flaw.twice, f"{path.name}: {name}")
            seen.add(name)
            yield name, match[1]

    def _fetched(self) -> set[str]:
        path = self.bag / "fetch.txt"
        lines = filter(None, self._text(path).splitlines()) if path.is_file() else ()
        found = set()
        for line in lines:
            match = _FETCHED.fullmatch(line)
            if not match:
                raise _Broken(Flaw.line, f"fetch.txt: {line[:80]}")
            found.add(self._inside(match[3], "fetch.txt"))
        return found

    def _inside(self, name: str, where: str) -> str:
        """A name of a list, that of a file in the bag (RFC 8493 2.1.3: no absolute path, no `~`, no `..`)."""
        name = name.removeprefix("./")
        if self.version >= (1, 0):
            name = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), name)
        if _OUTSIDE.match(name):
            raise _Broken(Flaw.outside, f"{where}: {name}")
        return name

    def _information(self, payload: set[str]) -> Iterator[Problem]:
        for name in INFO:
            path = self.bag / name
            for label, value in self._labels(path) if path.is_file() else ():
                if label.casefold() != "payload-oxum":
                    continue
                match = _OXUM.fullmatch(value)
                size = sum((self.bag / one).stat().st_size for one in payload)
                if not match or (int(match[1]), int(match[2])) != (size, len(payload)):
                    yield Problem(Flaw.oxum, f"{value}; {size}.{len(payload)}")

    def _labels(self, path: Path) -> Iterator[tuple[str, str]]:
        """Labels and values; a line that begins with space goes on with the one before."""
        lines: list[str] = []
        for line in self._text(path).splitlines():
            if line[:1] in (" ", "\t") and lines:
                lines[-1] += f" {line.strip()}"
            elif line.strip():
                lines.append(line)
        for line in lines:
            label, colon, value = line.partition(":")
            if not colon or label != label.strip():
                raise _Broken(Flaw.line, f"{path.name}: {line[:80]}")
            yield label, value.strip()

    def _text(self, path: Path) -> str:
        try:
            return path.read_bytes().decode(self.encoding)
        except (UnicodeDecodeError, LookupError):
            raise _Broken(Flaw.encoding, path.name) from None


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _digests(path: Path, algorithms: Iterable[str]) -> dict[str, str]:
    """Hashes of a file by algorithm, in one reading."""
    hashes = {algorithm: hashlib.new(algorithm, usedforsecurity=False) for algorithm in algorithms}
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            for one in hashes.values():
                one.update(piece)
    return {algorithm: one.hexdigest() for algorithm, one in hashes.items()}
