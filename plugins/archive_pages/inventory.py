"""Lists of all files of the site, for whoever copies it over HTTP: links to follow, and hashes to check the copy by.

Many files are asked for by scripts alone (the search), or by nobody (tombstones), so a program that follows links has
no other way to them. The list is cut by folder, so that one document more rewrites a few short files. The lists
themselves are named by `manifest.json`, which the office signs: one signature covers every file. `verify.py` beside it
checks a copy.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.document import made_packs, verify_copy
from pipeline.document.made_packs import MadePack
from plugins.archive_pages import taken
from plugins.archive_pages.duty_types import FileList, FileLists, FilesPage, ListedFile
from plugins.archive_pages.labels import LEVELS
from plugins.archive_pages.listings import crumbs
from plugins.filters import size_label
from plugins.incremental import Filed, MemberFile, Output

if TYPE_CHECKING:
    from pipeline.settings import SiteSettings

FOLDER = "du-lieu/tep"
ADDRESSES = f"{FOLDER}/danh-sach.urls"
_TITLE = "Danh sách mọi tệp"
_ROOT = (verify_copy.MANIFEST, verify_copy.SIGNATURE, verify_copy.KEY, verify_copy.SUMS)


@dataclass(frozen=True)
class ArchiveInventory:
    """`incremental.Inventory` of an archive: what it is, the day of its content, the packs that builds made."""

    site: "SiteSettings"
    province: str
    day: Callable[[], str]
    state: Path
    packs: Mapping[str, MadePack]
    grouped: tuple[str, ...] = tuple(group.prefix for group in taken.GROUPS)

    def members(self, group: str, files: Iterable[MemberFile]) -> Iterator[Output]:
        """What a telephone takes along of a group, and the packs that were made of these very pages."""
        for output in taken.listed(group, files):
            yield output
            pack = self.packs.get(output.path.rpartition("/")[0])
            if pack and pack.pages == made_packs.digest(pack.folder, output.data or b""):
                for name, path in pack.there(self.state):
                    yield Output(f"{pack.folder}/{name}", data=path.read_bytes())

    @staticmethod
    def part(path: str) -> str:
        """The folder whose list names a file: short lists, but few, since the manifest names each of them.

        A list for each year of each ward made 1,439 lists of 5,000 documents, of 14 files each; those of one council in
        a province's own folder grow to thousands of files.
        """
        return _part(path[: path.rfind("/") + 1])

    def files(self, part: str, files: Iterable[Filed]) -> Iterator[Output]:
        """The list of one folder, as a page of links and as `sha256sum -c` reads it in the root of a copy."""
        rows = [(one.path, one.size, one.sha256 or one.path.rpartition("/")[2][:64]) for one in files]
        if not rows:
            return
        shown: list[ListedFile] = [{"path": path, "size_label": size_label(size)} for path, size, _ in rows]
        yield _page(_name(part), f"Tệp trong {part or 'thư mục gốc'}", {"files": shown, "parts": (), "addresses": ""})
        lines = "".join(f"{sha256}  {path}\n" for path, _, sha256 in rows)
        yield Output(f"{FOLDER}/{_name(part)}.txt", data=lines.encode())

    def parts(self, parts: Sequence[str]) -> Iterator[Output]:
        """The list of the lists; where the site has an address, as a file that `wget -i` takes, too."""
        shown: list[FileList] = [{"name": part or "thư mục gốc", "path": f"{FOLDER}/{_name(part)}"} for part in parts]
        yield _page("index", _TITLE, {"files": (), "parts": shown, "addresses": self.site.url and ADDRESSES})
        if self.site.url:
            paths = (*_ROOT, *(f"{FOLDER}/index.html", ADDRESSES), *_both(shown))
            yield Output(ADDRESSES, data="".join(f"{self.site.base}{path}\n" for path in paths).encode())

    def manifest(self, lists: Iterable[Filed]) -> Iterator[Output]:
        """The hashes of the lists, for programs and for `sha256sum -c`."""
        hashes = {one.path: one.sha256 for one in lists}
        archive = {"province": self.province, "name": self.site.name, "place": self.site.place}  # what `hdnd join` says
        said: dict[str, Any] = {"format": verify_copy.FORMAT, "site": self.site.url, "day": self.day()}
        said |= {"archive": archive, "lists": hashes}
        data = (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()
        yield Output(verify_copy.MANIFEST, data=data)
        yield Output(verify_copy.SUMS, data=verify_copy.sums(hashes, data))


@lru_cache(maxsize=1 << 12)
def _part(folder: str) -> str:
    """The part of the files in a folder ("" or ending in a slash): a build asks for 7,000 files of 1,000 folders."""
    steps = folder.split("/")[:-1]
    depth = 1
    if steps and steps[0] in LEVELS:
        depth = 3 if steps[0] == "tinh" and len(steps) > 2 else 2
    elif steps and steps[0] in ("originals", "en"):
        depth = 2
    elif folder.startswith("search/doc/"):  # the rest of the index is one list: its folders come and go
        depth = 3
    return "".join(f"{step}/" for step in steps[:depth])


def verifier() -> Output:
    """The program that checks a copy, as a file of the site."""
    return Output("verify.py", data=Path(verify_copy.__file__).read_bytes())


def _both(lists: Iterable[FileList]) -> Iterator[str]:
    return (f"{one['path']}{end}" for one in lists for end in (".html", ".txt"))


def _name(part: str) -> str:
    return part.strip("/").replace("/", "-") or "goc"


def _page(name: str, title: str, own: FileLists) -> Output:
    here = None if name == "index" else f"{FOLDER}/index.html"
    trail = [("Dữ liệu mở", "du-lieu/index.html"), (_TITLE, here), *([(title, None)] if here else [])]
    context: FilesPage = {
        "section": "du-lieu",
        "crumbs": crumbs(*trail),
        "title": title,
        "description": f"{title}: liên kết, dung lượng và mã SHA-256, để sao chép qua mạng và kiểm tra bản sao.",
        "unlisted": True,
        **own,
    }
    return Output(f"{FOLDER}/{name}.html", "files", context)
