"""Keep a copy of a site up to date over HTTP, by its signed manifest: what differs is fetched, what left goes.

Everything comes into `.new` in the copy first, each file under its hash, and is moved when all of it is there; the
manifest comes last. A run that is cut off at any byte leaves what it has, and the next one goes on from there. Names
that a cut run may have brought stand in `.new/names`, so that a text withdrawn meanwhile does not stay in the copy.
`.new/known` has the office's word on the state that is being moved: killed between signature, key and manifest, which
are three files, a copy had forgotten its key and would have taken any other.
"""

import base64
import concurrent.futures
import datetime as dt
import http.client
import os
import re
import shutil
import threading
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

from pipeline import errors, lock
from pipeline.archive import mirror, store
from pipeline.document import verify_copy as copies

WORK = copies.WORK
_NAMES, _KNOWN = f"{WORK}/names", f"{WORK}/known"
_SIGNED = (copies.SIGNATURE, copies.KEY, copies.MANIFEST)
_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f]')
_CHUNK, _MOST, _AT_ONCE = 1 << 16, 1 << 30, 4
_PATIENCE, _SLOWEST = 60, 1024  # seconds, and bytes a second after them
_FEW = 20
_COARSE = 2.0  # seconds: the steps in which a stick's file system counts
PAUSES = (0.2, 1.0, 3.0)  # seconds before a file is asked for again
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Fetched:
    """What a run brought: files and bytes over the line, files that left, the office's word where it is signed."""

    written: int
    size: int
    removed: int
    word: copies.OfficeWord | None


class _Absent(Exception):
    """The site has no such file."""


class _Unready(ConnectionError):
    """The server answers that it cannot give the file now."""


def update(url: str, dest: Path, key: bytes | None, *, pauses: Sequence[float] = PAUSES) -> Fetched:
    """Make or refresh the copy in `dest` of the site at `url`, signed with `key` if one is given.

    Where the line breaks, a file is asked for again after each of the `pauses` (seconds).

    Raises:
        UsageError: `dest` holds other things than such a copy; no address of a site.
        RemoteFailed: no such site, a wrong signature, an older state than the copy's, a file that is not the one named.
        Busy: another run beside this one, whose half files this one would go on with.
    """
    site = _Site.at(url, pauses)
    _check_place(dest)
    store.folder(dest / WORK)
    with lock.copy(dest):
        return _renew(site, dest, key)


def _renew(site: "_Site", dest: Path, key: bytes | None) -> Fetched:
    work = dest / WORK
    store.folder(work)  # the run before this one took it away when it ended
    word = _offered(site, dest, key)
    before, settled = _names(dest), _settled(dest)
    now = _wanted(site, dest, work)
    store.write(dest / _NAMES, "\n".join(sorted({*before, *now})).encode())
    missing = {
        name: sha256 for name, sha256 in now.items() if not _is_there(dest / name, sha256, before.get(name), settled)
    }
    site.bring_all({sha256: name for name, sha256 in missing.items()}, work)
    gone = [name for name in before if name not in now]
    _settle(dest, missing, gone, word)
    return Fetched(len(missing), site.size, len(gone), word)


def _check_place(dest: Path) -> None:
    if dest.exists() and not dest.is_dir():
        raise errors.UsageError(what=f"{dest}: không phải thư mục", what_en=f"{dest}: not a folder")
    there = {path.name for path in dest.iterdir()} if dest.is_dir() else set()
    if there - {WORK} and copies.MANIFEST not in there and not (dest / _NAMES).is_file():
        raise errors.UsageError(
            what=f"{dest}: đã có tệp khác; hãy chọn thư mục trống",
            what_en=f"{dest}: the folder holds other files; choose an empty one",
        )


def _offered(site: "_Site", dest: Path, key: bytes | None) -> copies.OfficeWord | None:
    """What the office says of what is offered, which lies in the work folder then.

    Three files are asked for, one after the other: where a build was published in between they are of two states, and
    are asked for once more. Taken as they came, a first run would have believed a signed site without its signature.
    """
    before, work = copies.signature(dest, key) or _known(dest), dest / WORK
    for pause in (*site.pauses, None):
        for name in _SIGNED:
            site.bring(name, work / name, must=name == copies.MANIFEST, anew=True)
        word = copies.signature(work, key or (before.key if before else None))
        if word or pause is None or not (work / copies.SIGNATURE).is_file():
            break
        time.sleep(pause)
    _check_word(word, before, is_signed=bool(key or before or (work / copies.SIGNATURE).is_file()))
    return word


def _known(dest: Path) -> copies.OfficeWord | None:
    """What the office said of the state that a killed run was moving into place."""
    try:
        key, signed, expires = (dest / _KNOWN).read_text(encoding="utf-8").split()
        return copies.OfficeWord(copies.decoded(key), *map(dt.datetime.fromisoformat, (signed, expires)))
    except (OSError, ValueError):
        return None


def _check_word(word: copies.OfficeWord | None, before: copies.OfficeWord | None, *, is_signed: bool) -> None:
    """A copy goes on with the key that signed it first, and never back."""
    if word is None and is_signed:
        raise errors.RemoteFailed(why="không có chữ ký đúng của khóa đã biết", why_en="no signature of the known key")
    if word and before and word.signed < before.signed:
        said = f"{word.signed:%d/%m/%Y %H:%M}"
        vi, en = f"trang đưa ra bản cũ hơn bản sao này, ký ngày {said}", f"an older state than this copy's, of {said}"
        raise errors.RemoteFailed(why=vi, why_en=en)


def _names(dest: Path) -> dict[str, str]:
    """What the copy holds: by its lists, with hashes; by the notes of a run that was cut off, with none."""
    noted = (dest / _NAMES).read_text(encoding="utf-8").split("\n") if (dest / _NAMES).is_file() else []
    found = dict.fromkeys(filter(_is_safe, noted), "")
    with suppress(copies.NoCopy):
        found |= {name: sha256 for name, sha256 in copies.listed(dest) if _is_safe(name)}
    return found


def _wanted(site: "_Site", dest: Path, work: Path) -> dict[str, str]:
    """Name and hash of every file of the site; lists that are new here are fetched, and lie in the work folder then."""
    try:
        lists = {name: sha256 for name, sha256 in copies.manifest(work)["lists"].items() if name.endswith(".txt")}
    except copies.NoCopy:  # the page of a network that asks for a password first comes under any name
        vi, en = "không phải trang của một cơ sở dữ liệu", "not the site of an archive"
        raise errors.RemoteFailed(why=f"{copies.MANIFEST}: {vi}", why_en=f"{copies.MANIFEST}: {en}") from None
    if odd := next((name for name in lists if not _is_safe(name)), None):
        raise _odd(odd)
    site.bring_all(
        {sha256: name for name, sha256 in lists.items() if not _is_there(dest / name, sha256)},
        work,
    )
    for name, sha256 in lists.items():
        source = work / sha256 if (work / sha256).is_file() else dest / name
        store.write(work / "lists" / name, source.read_bytes())
    shutil.copyfile(work / copies.MANIFEST, work / "lists" / copies.MANIFEST)
    found = dict(copies.listed(work / "lists"))
    if odd := next((name for name in found if not _is_safe(name)), None):
        raise _odd(odd)
    return found


def _odd(name: str) -> errors.RemoteFailed:
    return errors.RemoteFailed(why=f"tên tệp lạ {name[:80]!r}", why_en=f"odd file name {name[:80]!r}")


def _is_safe(name: str) -> bool:
    """Whether a name stays in the copy, on every system."""
    steps = name.split("/")
    return not _UNSAFE.search(name) and not {"", ".", "..", WORK}.intersection(steps) and name not in _SIGNED


def _settled(dest: Path) -> float:
    """When the last whole run ended, in seconds as the copy's own disk counts them: its manifest came last."""
    manifest = dest / copies.MANIFEST
    return manifest.stat().st_mtime + _COARSE if manifest.is_file() else 0.0


def _is_there(path: Path, sha256: str, before: str | None = None, settled: float = 0.0) -> bool:
    """Whether the file is there already; one that the last run brought, and nobody wrote to since, is believed."""
    if path.is_symlink() or not path.is_file():
        return False
    return (before == sha256 and path.stat().st_mtime <= settled) or store.digest(path) == sha256


def _settle(dest: Path, missing: Mapping[str, str], gone: Collection[str], word: copies.OfficeWord | None) -> None:
    """Move all into place: the lists behind what they name, the manifest last."""
    if word:
        known = (base64.b64encode(word.key).decode(), word.signed.isoformat(), word.expires.isoformat())
        store.write(dest / _KNOWN, " ".join(known).encode())
    work, lists = dest / WORK, [name for name in missing if name.startswith("du-lieu/tep/")]
    for name in gone:
        mirror.remove(dest, name)
    if copies.SUMS in missing:
        sums = copies.sums(copies.manifest(work)["lists"], (work / copies.MANIFEST).read_bytes())
        store.write(work / missing[copies.SUMS], sums)
    for name in [*(name for name in missing if name not in lists), *lists]:
        _put(work / missing[name], dest / name)
    _make_durable([*(dest / name for name in missing), *filter(Path.is_file, (work / name for name in _SIGNED))])
    for name in _SIGNED:
        if (work / name).is_file():
            store.shift(work / name, dest / name)
        else:
            store.remove(dest / name)
    shutil.rmtree(work)


def _put(source: Path, target: Path) -> None:
    """Copy, then into its place: who reads meanwhile sees the old file or the new one.

    The half file lies in the work folder. Beside its place a kill left it there for ever, under a name that is in no
    list, when the site dropped the page before the next run: the text of a withdrawn document.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    shutil.copyfile(source, temporary := source.with_name("placed"))
    temporary.replace(target)


def _make_durable(paths: Collection[Path]) -> None:
    """Before the manifest says that they are there; one by one where they are few: others write to the disk, too."""
    if len(paths) > _FEW:
        os.sync()
        return
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _broken(name: str, error: Exception) -> errors.RemoteFailed:
    if isinstance(error, _Unready):
        return errors.RemoteFailed(why=f"{name}: máy chủ trả {error}", why_en=f"{name}: the server answers {error}")
    kind = type(error).__name__
    return errors.RemoteFailed(why=f"{name}: đứt kết nối ({kind})", why_en=f"{name}: the connection broke ({kind})")


def _decoder(answer: http.client.HTTPResponse, name: str, target: Path) -> Callable[[bytes], bytes]:
    """What makes a file of the bytes that come: some servers pack whatever they send, asked or not.

    A file that is a packed one itself comes as it is, although servers say of it that it is packed.
    """
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packed == "identity" or name.endswith(".gz"):
        return bytes
    if packed not in ("gzip", "x-gzip"):
        raise _Absent(f"Content-Encoding: {packed[:40]!r}")
    if answer.status == http.HTTPStatus.PARTIAL_CONTENT:  # a part of the packed bytes goes on from nothing that is here
        target.unlink()
        raise _Unready("Content-Encoding: gzip, Content-Range")
    return _Unpacker().unpacked


class _Unpacker:
    """Unpacks what one answer brings, as far as a file of the site may be long."""

    def __init__(self) -> None:
        self.stream, self.left = zlib.decompressobj(16 + zlib.MAX_WBITS), _MOST

    def unpacked(self, part: bytes) -> bytes:
        try:
            data = self.stream.decompress(part, self.left)
        except zlib.error:
            raise ConnectionError("not what its Content-Encoding says") from None
        self.left -= len(data)
        if self.left <= 0:
            raise _Absent(f"> {_MOST >> 20} MB")
        return data


def _elsewhere(answer: http.client.HTTPResponse) -> str:
    """Where a redirect leads: it is not followed, and who typed http:// for a site behind https:// wants to know."""
    place = answer.headers.get("Location", "") if answer.status // 100 == 3 else ""
    return f" → {place[:200]}" if place.isprintable() and place else ""


@dataclass
class _Site:
    """The other end; one connection a thread, kept open from file to file."""

    scheme: str
    host: str
    port: int | None
    path: str
    pauses: Sequence[float]
    size: int = 0
    _lines: threading.local = field(default_factory=threading.local)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def at(cls, url: str, pauses: Sequence[float]) -> "_Site":
        """The site at an address. Raises UsageError."""
        try:
            said = urlsplit(url)
            port = said.port
        except ValueError:
            said, port = urlsplit(""), None
        if said.scheme not in ("http", "https") or not said.hostname or said.username or said.query:
            raise errors.UsageError(
                what=f"--from {url}: không phải địa chỉ http(s) của một trang",
                what_en=f"--from {url}: not the http(s) address of a site",
            )
        return cls(said.scheme, said.hostname, port, said.path.removesuffix("index.html").rstrip("/"), pauses)

    def bring_all(self, wanted: Mapping[str, str], work: Path) -> None:
        """Fetch files by hash and name, some at once. Raises RemoteFailed, naming the first that does not come."""
        with concurrent.futures.ThreadPoolExecutor(_AT_ONCE) as pool:
            coming = [pool.submit(self._file, name, sha256, work) for sha256, name in wanted.items()]
            try:
                for one in concurrent.futures.as_completed(coming):
                    one.result()
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _file(self, name: str, sha256: str, work: Path) -> None:
        target, half = work / sha256, work / f"{sha256}.part"
        if name == copies.SUMS or (target.is_file() and store.digest(target) == sha256):
            return
        for anew in (False, True):  # what an earlier run had of it may be of another state
            self.bring(name, half, anew=anew)
            if store.digest(half) == sha256:
                half.replace(target)
                return
        vi = f"{name}: không đúng mã băm; trang vừa được dựng lại thì hãy chạy lại lệnh này"
        raise errors.RemoteFailed(
            why=vi, why_en=f"{name}: not the file that is named; if the site was just built, run again"
        )

    def bring(self, name: str, target: Path, *, must: bool = True, anew: bool = False) -> None:
        """Fetch a file, going on from what is there unless `anew`; tried again where the line breaks."""
        if anew:
            target.unlink(missing_ok=True)
        for pause in (*self.pauses, None):
            try:
                self._append(name, target)
                return
            except _Absent as absent:
                if must:
                    raise errors.RemoteFailed(why=f"{name}: {absent}", why_en=f"{name}: {absent}") from None
                return
            except (OSError, http.client.HTTPException) as error:
                self._lines.line = None
                if isinstance(error, OSError) and error.filename:  # this disk, not the line: to try again helps nobody
                    raise
                if pause is None:
                    raise _broken(name, error) from error
                time.sleep(pause)

    def _append(self, name: str, target: Path) -> None:
        had = target.stat().st_size if target.is_file() else 0
        line = self._line()
        asked = {"Accept-Encoding": "identity", **({"Range": f"bytes={had}-"} if had else {})}
        line.request("GET", f"{self.path}/{quote(name)}", headers=asked)
        answer = line.getresponse()
        if answer.status in _AGAIN:
            raise _Unready(f"HTTP {answer.status}")
        if answer.status == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            answer.read(_CHUNK)
            return  # all of it is there
        if answer.status not in (http.HTTPStatus.OK, http.HTTPStatus.PARTIAL_CONTENT):
            self._lines.line = None
            raise _Absent(f"HTTP {answer.status}{_elsewhere(answer)}")
        decoded = _decoder(answer, name, target)
        more = answer.status == http.HTTPStatus.PARTIAL_CONTENT
        with target.open("ab" if more else "wb", buffering=0) as file:  # what is written later would fail elsewhere
            for part in self._parts(answer):
                with store.naming(target.parent):
                    store.pour(file.fileno(), decoded(part))

    def _parts(self, answer: http.client.HTTPResponse) -> Iterator[bytes]:
        poured, begun = 0, time.monotonic()
        for part in iter(lambda: answer.read1(_CHUNK), b""):
            poured += len(part)
            if poured > _MOST:
                raise _Absent(f"> {_MOST >> 20} MB")
            if time.monotonic() - begun > _PATIENCE + poured / _SLOWEST:
                raise ConnectionError("bytes only drip")
            yield part
            with self._counting:
                self.size += len(part)
        if answer.length:
            raise ConnectionError("half an answer")
        answer.close()  # read1 of Python 3.11 leaves it open at its end, and no other comes through the line then

    def _line(self) -> http.client.HTTPConnection:
        if getattr(self._lines, "line", None) is None:
            kind = http.client.HTTPSConnection if self.scheme == "https" else http.client.HTTPConnection
            self._lines.line = kind(self.host, self.port, timeout=30)
        line: http.client.HTTPConnection = self._lines.line
        return line
