"""The archives of a portal: each is believed file by file, by its own manifest, before anything is written."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline import errors, text
from pipeline.document import verify_copy as copies

INDEX, FORMAT = "search/meta.js", 3
_DATA = "du-lieu/index.json"
RESERVED = frozenset({"static", "originals", "chung", "search", "tim-kiem", "en", "du-lieu", "sitemap"})
_NAMED = 5


@dataclass(frozen=True)
class JoinedArchive:
    """An archive that is joined: its built site, its folder in the portal, its names, its files by hash, its index."""

    site: Path
    folder: str
    name: str
    place: str
    url: str
    day: str
    files: Mapping[str, str]
    manifest: str
    word: copies.OfficeWord | None
    index: Mapping[str, Any]

    @property
    def label(self) -> str:
        """What readers call it."""
        return self.place or self.name

    @property
    def count(self) -> int:
        """How many documents it shows; its search finds pages that say that one was withdrawn, too."""
        return int(json.loads(self.read(_DATA))["count"])

    def read(self, name: str) -> bytes:
        """A file that is still the one that was checked. Raises SourceChanged."""
        data = (self.site / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != self.files[name]:
            raise errors.SourceChanged(name=str(self.site / name))
        return data


def read(paths: Iterable[Path], before: Mapping[str, Mapping[str, str]]) -> list[JoinedArchive]:
    """The archives at these paths, each whole; `before` is what the portal knew of them, by folder.

    Raises:
        UsageError: no built site, the same site twice, one that an earlier version of the program built.
        JoinRefused: a file that is not the one its manifest names, a signature that does not hold or is another's, a
            state older than the one the portal has.
    """
    found: list[JoinedArchive] = []
    for path in paths:
        member = _member(path, {one.folder for one in found})
        if twin := next((one for one in found if one.manifest == member.manifest), None):
            vi, en = f"{path}: cùng một trang với {twin.site}", f"{path}: the same site as {twin.site}"
            raise errors.UsageError(what=vi, what_en=en)
        _check(member, before.get(member.folder, {}))
        found.append(member)
    return found


def _member(path: Path, taken: set[str]) -> JoinedArchive:
    site = next((one for one in (path, path / "output") if (one / copies.MANIFEST).is_file()), None)
    if site is None:
        vi, en = f"{path}: không có trang đã dựng (manifest.json)", f"{path}: no built site (manifest.json)"
        raise errors.UsageError(what=vi, what_en=en)
    said, names = _told(site)
    _check_files(site)
    files, sha256 = dict(copies.listed(site)), hashlib.sha256((site / copies.MANIFEST).read_bytes()).hexdigest()
    folder = _folder([names["province"], names["place"], path.resolve().name], taken)
    url, day = str(said.get("site", "")), str(said.get("day", ""))
    word = copies.signature(site, None)
    return JoinedArchive(site, folder, names["name"], names["place"], url, day, files, sha256, word, _index(site))


def _told(site: Path) -> tuple[Mapping[str, Any], Mapping[str, str]]:
    """The manifest, and what the archive calls itself in it."""
    try:
        said: Mapping[str, Any] = copies.manifest(site)
        return said, {key: str(said["archive"][key]) for key in ("province", "name", "place")}
    except (copies.NoCopy, KeyError, TypeError):
        vi = f"{site}: manifest.json không đọc được, là cổng gộp, hoặc do bản chương trình cũ ghi; hãy dựng lại trang"
        en = f"{site}: manifest.json cannot be read, is a portal's, or an older version's; build the site again"
        raise errors.UsageError(what=vi, what_en=en) from None


def _check_files(site: Path) -> None:
    """Raises JoinRefused, naming the first files that differ."""
    wrong = list(islice(copies.differences(site), _NAMED + 1))
    if wrong:
        words = {"differs": ("khác", "differs"), "missing": ("thiếu", "missing"), "extra": ("thừa", "extra")}
        vi, en = (", ".join(f"{words[what][lang]} {name}" for what, name in wrong[:_NAMED]) for lang in (0, 1))
        more = ", …" if len(wrong) > _NAMED else ""
        raise errors.JoinRefused(site=site, why=vi + more, why_en=en + more)


def _check(member: JoinedArchive, before: Mapping[str, str]) -> None:
    """A signature must hold, be of the key that the portal knows, and not be older. Raises JoinRefused."""
    word, known = member.word, before.get("key", "")
    if word is None and ((member.site / copies.SIGNATURE).is_file() or known):
        raise errors.JoinRefused(site=member.site, why="chữ ký không đúng", why_en="the signature does not hold")
    if word and known and word.key.hex() != known:
        vi, en = "chữ ký của khóa khác với lần gộp trước", "signed with another key than at the last join"
        raise errors.JoinRefused(site=member.site, why=vi, why_en=en)
    if word and before.get("signed", "") and word.signed.isoformat() < before["signed"]:
        vi, en = f"cũ hơn bản đang có trong cổng, ký {before['signed']}", f"older than the portal's, {before['signed']}"
        raise errors.JoinRefused(site=member.site, why=vi, why_en=en)


def _folder(names: Sequence[str], taken: set[str]) -> str:
    """A name for the folder: the province, or else what the archive is called; no two are the same."""
    wanted = next(filter(None, map(text.slugify, names)), "kho")
    return next(one for one in _numbered(wanted) if one not in taken and one not in RESERVED and text.is_slug(one))


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _index(site: Path) -> Mapping[str, Any]:
    """What search/meta.js says. Raises UsageError where it is none of ours."""
    try:
        said = (site / INDEX).read_text(encoding="utf-8")
        found: Mapping[str, Any] = json.loads(said[said.index("(") + 1 : said.rindex(")")])
    except (OSError, ValueError) as error:
        raise errors.UsageError(
            what=f"{site / INDEX}: không đọc được", what_en=f"{site / INDEX}: unreadable"
        ) from error
    if found.get("format") != FORMAT:
        vi = f"{site}: chỉ mục tìm kiếm dạng {found.get('format')}, cần {FORMAT}; hãy dựng lại trang"
        en = f"{site}: a search index of format {found.get('format')}, {FORMAT} is needed; build the site again"
        raise errors.UsageError(what=vi, what_en=en)
    return found
