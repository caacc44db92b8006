"""Where each file of the joined archives lies in the portal, and what their links say then.

An archive keeps its own folder. Its static files and originals, whose names say what they hold, lie at the portal's
root, and what two archives have byte for byte lies in `chung/`: each file once, and no link of the file system, so that
a stick with FAT32 holds it, too. What the portal has itself (the search, the lists of files) is not carried, nor what
works at a site's own address alone (the telephone's copy, what only crawlers ask for).
"""

import gzip
import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import quote, unquote

from pipeline.portal.members import JoinedArchive

SHARED = "chung"
HOISTED = ("static/", "originals/")
HOME, SEARCH, LISTS, PACKAGE = "index.html", "tim-kiem/index.html", "du-lieu/tep/index.html", "datapackage.json"
# What is not carried, by name or by how it begins, and where a link to it leads.
_OWN = {
    "tim-kiem/": SEARCH,
    "en/tim-kiem/": f"en/{SEARCH}",
    "du-lieu/tep/": LISTS,
    "manifest.json": "manifest.json",
    "minisign.pub": "manifest.json",
    "SHA256SUMS": "SHA256SUMS",
    "verify.py": "verify.py",
    **dict.fromkeys((PACKAGE, "dcat.jsonld"), PACKAGE),
    **dict.fromkeys(("search/meta.js", "robots.txt", "sitemap", "404.html", "sw.js", "manifest.webmanifest"), HOME),
    **dict.fromkeys(("tren-may-nay/", "du-lieu/thay-doi.json"), HOME),
}
_TAKEN = "tai.json"
# Scripts find these by their place in the archive.
_BY_PLACE = ("search/", "du-lieu/nhat-ky/")
_DICTIONARY = "search/dictionary-"
_LINK = re.compile(r'(?<= )(href|src|action|srcset|data-(?!root)[a-z-]+)="([^"#][^"]*)"')
_URL = re.compile(r'url\((["\']?)([^"\')]+)\1\)')
_STRING = re.compile(r'"([^"\\\s]+)"')
_PHONE = re.compile(r'<script defer src="[^"]*/phone\.[0-9a-f]+\.js"></script>\n?')
_MENU = re.compile(r'<nav class="menu".*?(?=</ul></nav>)', re.DOTALL)
_WHOLE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_NAMES = ("du-lieu/index.json", "du-lieu/su-kien/moi-nhat.json")
"""Files of names that lead from the archive's root."""
_ROWS = re.compile(r"du-lieu/[^/]+\.(csv|jsonl)|du-lieu/toan-van/.+\.jsonl\.gz")
_ORIGINAL = re.compile(rb"\boriginals/(?=[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{64}\.)")
_SCHEMAS = "du-lieu/luoc-do/"
_KEY = re.compile(rb'("resource": ")(?=[^"])')


class Places:
    """Where the files of all archives lie."""

    def __init__(self, members: Sequence[JoinedArchive]) -> None:
        """Raises nothing: two files that want one name get two."""
        self._shared = _shared(members)
        self._by_folder = {one.folder: {name: self._of(one, name) for name in one.files} for one in members}

    def carried(self, member: JoinedArchive) -> Mapping[str, str]:
        """Name in the archive and place in the portal of every file that is there."""
        return {name: place for name, place in self._by_folder[member.folder].items() if not _own(name)}

    def of(self, member: JoinedArchive, name: str) -> str:
        """Where a link to a file or a page of an archive leads."""
        return self._by_folder[member.folder].get(name) or _own(name) or f"{member.folder}/{name}"

    def _of(self, member: JoinedArchive, name: str) -> str:
        if name.startswith(HOISTED):
            return name
        return (
            _own(name) or self._shared.get(member.files[name] if _may_share(name) else "") or f"{member.folder}/{name}"
        )


def _own(name: str) -> str:
    if posixpath.basename(name) == _TAKEN:
        return HOME
    return next((place for start, place in _OWN.items() if name.startswith(start)), "")


def _may_share(name: str) -> bool:
    return not name.startswith(_BY_PLACE) or name.startswith(_DICTIONARY)


def _names_tables(member: JoinedArchive, name: str) -> bool:
    """Whether a schema names other tables, which have their archive's name before theirs in the portal's package."""
    return name.startswith(_SCHEMAS) and b'"foreignKeys"' in member.read(name)


def _shared(members: Sequence[JoinedArchive]) -> dict[str, str]:
    """Hash and place of what two archives have: the place is named as the first has it."""
    first: dict[str, tuple[str, str]] = {}
    twice: dict[str, str] = {}
    for member in members:
        for name, sha256 in member.files.items():
            if _own(name) or name.startswith(HOISTED) or not _may_share(name) or _names_tables(member, name):
                continue
            known = first.setdefault(sha256, (member.folder, name))
            if known[0] != member.folder:
                twice[sha256] = known[1]
    named: dict[str, str] = {}
    for sha256, name in twice.items():
        named.setdefault(f"{SHARED}/{name}", sha256)
    return {sha256: _free(f"{SHARED}/{name}", sha256, named) for sha256, name in twice.items()}


def _free(wanted: str, sha256: str, named: Mapping[str, str]) -> str:
    """The place itself, or for the second file of that name one of its own."""
    return wanted if named[wanted] == sha256 else wanted.replace("/", f"/{sha256[:10]}/", 1)


class PortalLinks:
    """The links of one archive's files, as they must be in the portal."""

    def __init__(self, member: JoinedArchive, places: Places) -> None:
        """The links lead where `shelving` says."""
        self.member, self.places = member, places
        self._led = cache(self._leads)

    def rewrites(self, name: str) -> bool:
        """Whether a file holds links that the portal changes."""
        is_data = name in _NAMES or name.startswith(_SCHEMAS) or _ROWS.fullmatch(name) is not None
        return is_data or name.endswith((".html", "atom.xml", ".css"))

    def rewritten(self, name: str, data: bytes, place: str) -> bytes:
        """A file of the archive as it lies at `place`."""
        if name.endswith((".html", "atom.xml")):
            return self.page(name, data.decode(), place).encode()
        if name.endswith(".css"):
            return self._sheet(name, data.decode(), place).encode()
        if name in _NAMES:
            return _STRING.sub(lambda one: f'"{self._named(one[1])}"', data.decode()).encode()
        if _names_tables(self.member, name):
            return _KEY.sub(rb"\g<1>" + f"{self.member.folder}-".encode(), data)
        return self._rows(name, data) if _ROWS.fullmatch(name) else data

    def _rows(self, name: str, data: bytes) -> bytes:
        """Lines of documents, whose originals lie at the portal's root: seen from the archive's, as all else there."""
        way = posixpath.relpath(HOISTED[1], self.member.folder).encode() + b"/"
        if not name.endswith(".gz"):
            return _ORIGINAL.sub(way, data)
        lines = gzip.decompress(data)
        led = _ORIGINAL.sub(way, lines)
        return data if led == lines else gzip.compress(led, compresslevel=6, mtime=0)

    def _sheet(self, name: str, said: str, place: str) -> str:
        here, there = posixpath.dirname(name), posixpath.dirname(place)
        return _URL.sub(lambda one: f"url({one[1]}{self._led(here, one[2], there)}{one[1]})", said)

    def page(self, name: str, said: str, place: str) -> str:
        """A page or a feed; a page of the archive gets a way to the portal's home."""
        here, there = posixpath.dirname(name), posixpath.dirname(place)
        said = _PHONE.sub("", said)
        said = _LINK.sub(lambda one: f'{one[1]}="{self._led(here, one[2], there)}"', said)
        home = posixpath.relpath(HOME, there or ".")
        return _MENU.sub(lambda one: f'{one[0]}<li class="menu__other"><a href="{home}">Cổng chung</a></li>', said, 1)

    def _leads(self, here: str, link: str, there: str) -> str:
        """What a link that stands in a file of folder `here` says in one of folder `there` of the portal."""
        path, mark, rest = _parted(link)
        if not path or path.startswith("/") or _WHOLE.match(path):
            return link
        name = posixpath.normpath(posixpath.join(here, unquote(path)))
        if name.startswith("../"):
            return link
        way = posixpath.relpath(self.places.of(self.member, name), there or ".")
        return quote(way, safe="/.-_~") + ("/" if path.endswith("/") else "") + mark + rest

    def _named(self, name: str) -> str:
        """A name from the archive's root, in a table that lies in it."""
        if name not in self.member.files:
            return name
        return posixpath.relpath(self.places.of(self.member, name), self.member.folder)


def _parted(link: str) -> tuple[str, str, str]:
    """Path, sign, and the rest: a question or a fragment."""
    found = re.search("[?#]", link)
    at = found.start() if found else len(link)
    return link[:at], link[at : at + 1], link[at + 1 :]
