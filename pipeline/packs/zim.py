"""The built site as one ZIM file: Kiwix reads it on any telephone or computer, and searches titles and text.

Every file of the site is in it, originals too, so that no link in it leads nowhere. `libzim` is the extra `zim`.
"""

import datetime as dt
import errno
import io
import mimetypes
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import errors
from pipeline.archive import store, way_back
from pipeline.settings import Settings

if TYPE_CHECKING:
    from libzim.writer import Creator

LANGUAGE = "vie"
_MAIN, _ICON, _ICON_SIZE = "index.html", "static/favicon", 48
_TITLE, _DESCRIPTION = 30, 80  # graphemes, by openZIM's metadata specification
_HEAD = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_TYPES = {
    ".js": "application/javascript", ".json": "application/json", ".jsonl": "application/x-ndjson",
    ".md": "text/markdown", ".minisig": "text/plain", ".pub": "text/plain", ".urls": "text/plain",
    ".webmanifest": "application/manifest+json", ".woff2": "font/woff2", ".xml": "application/xml",
}  # fmt: skip
_NOT_ARTICLES = (
    "404.html",
    "en/",
    "du-lieu/tep/",
)  # found by nobody's search: lists of files, the interface in English


def make(root: Path, said: Settings, dest: Path, today: dt.date) -> int:
    """Write the site of the archive at `root` into `dest`; how many files are in it.

    Raises UsageError where there is no built site or no place, ToolMissing without `libzim`, OSError.
    """
    creator_of = _creator()
    way_back.end(root / said.private)
    site = root / "output"
    if not (site / _MAIN).is_file():
        raise errors.UsageError(
            what=f"{site}: chưa có trang; hãy chạy hdnd build", what_en=f"{site}: no site was built yet; run hdnd build"
        )
    _check_room(site, dest.parent)
    with store.workplace(dest.with_name(f".{dest.name}.new")) as work:
        made = work / dest.name
        count = _write(creator_of(made).config_indexing(True, LANGUAGE), site, said, today)
        made.replace(dest)
    return count


def _check_room(site: Path, folder: Path) -> None:
    """Raises DiskFailed where a disk cannot take the site as it is: libzim's threads wait for ever on a full one."""
    size = sum(path.stat().st_size for path in _files(site))
    if shutil.disk_usage(folder).free < size:
        megabytes = -(-size // 1_000_000)
        vi, en = f"không đủ chỗ trống, cần {megabytes} MB", f"too little room, {megabytes} MB are needed"
        raise errors.DiskFailed(where=folder, why=vi, why_en=en)


def _write(made: "Creator", site: Path, said: Settings, today: dt.date) -> int:
    """Put the site into a new file; how many files went in. Raises OSError: libzim does not say which one."""
    count = 0
    try:
        with made as creator:
            creator.set_mainpath(_MAIN)
            for path in _files(site):
                creator.add_item(_item(site, path))
                count += 1
            _describe(creator, said, today, site)
    except RuntimeError as error:
        raise OSError(errno.EIO, f"libzim: {error}") from error
    return count


def _creator() -> "type[Creator]":
    try:
        from libzim.writer import Creator
    except ImportError as error:
        raise errors.library_missing("libzim") from error
    found: type[Creator] = Creator
    return found


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.is_file())


def _item(site: Path, path: Path) -> Any:
    from libzim.writer import FileProvider, Hint, Item, StringProvider

    name = path.relative_to(site).as_posix()
    mime = _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    is_article = path.suffix == ".html" and not name.startswith(_NOT_ARTICLES)
    title = _title(path) if path.suffix == ".html" else ""

    class SiteFile(Item):  # type: ignore[misc] # compiled, without types
        """One file of the site, read by libzim's own threads."""

        def get_path(self) -> str:
            return name

        def get_title(self) -> str:
            return title

        def get_mimetype(self) -> str:
            return mime

        def get_contentprovider(self) -> Any:
            # a table without rows: zimcheck takes an empty entry for a fault
            return FileProvider(path) if path.stat().st_size else StringProvider("\n")

        def get_hints(self) -> dict[Any, int]:
            return {Hint.FRONT_ARTICLE: is_article}

    return SiteFile()


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as file:
        match = _HEAD.search(file.read(4096))
    return unescape(match[1]).strip() if match else ""


def _describe(creator: "Creator", said: Settings, today: dt.date, site: Path) -> None:
    for key, value in _metadata(said, today).items():
        creator.add_metadata(key, value)
    creator.add_illustration(_ICON_SIZE, _icon(site))


def _metadata(said: Settings, today: dt.date) -> dict[str, str]:
    """What openZIM asks for."""
    facts = said.site
    place = facts.place or facts.name
    name = re.sub(r"[^a-z0-9]+", "-", (said.scope.province or "hdnd").lower())
    told = {
        "Name": f"hdnd_{LANGUAGE}_{name}",
        "Title": _short(f"HĐND {place}", _TITLE),
        "Description": _short(f"{facts.name}, {place}", _DESCRIPTION),
        "Language": LANGUAGE,
        "Creator": facts.office or facts.name,
        "Publisher": facts.office or facts.name,
        "Date": today.isoformat(),
        "License": "Public Domain Mark 1.0",
        "Tags": "_category:law;_ftindex:yes;_pictures:yes;_videos:no",
        "Scraper": "hdnd-archive",
    }
    return told | ({"Source": facts.url} if facts.url else {})


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rsplit(' ', 1)[0]}…"


def _icon(site: Path) -> bytes:
    from PIL import Image

    found = next(iter(sorted(site.glob(f"{_ICON}*.png"))), None)
    picture = Image.open(found).convert("RGBA") if found else Image.new("RGBA", (_ICON_SIZE, _ICON_SIZE), "#8f1d1a")
    out = io.BytesIO()
    picture.resize((_ICON_SIZE, _ICON_SIZE)).save(out, "PNG")
    return out.getvalue()
