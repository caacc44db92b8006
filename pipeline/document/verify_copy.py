"""Check a copy of the site: is it whole, and how old is it? Python's own library is enough.

    python verify.py [FOLDER] [--key RW...] [--last FILE] [--lang en]

FOLDER is the one that holds manifest.json, by default the one of this file. Two answers, apart from each other:

whole   every file is there with its SHA-256, and no other file or empty folder; the lists that say so are those that
        were signed. What an update that was cut off has brought so far lies apart in .new, and is told in one line
age     when the office signed this state, whether that is over its day of expiry, or before what --last remembers

--key is the office's public key, from its six-month report or from somebody who has it: a copy that was changed by one
who can sign for himself shows his key, not the office's. --last is a file that keeps when the newest copy seen here was
signed, so that an older one put in its place shows.

Exit codes: 0 whole and in time, 1 not whole, 2 too old or of unknown age, 3 both, 4 no copy of this site.
"""

import argparse
import base64
import binascii
import datetime as dt
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MANIFEST, SIGNATURE, KEY, SUMS = "manifest.json", "manifest.json.minisig", "minisign.pub", "SHA256SUMS"
_UNNAMED = (MANIFEST, SIGNATURE, KEY)
"""What no list names: the manifest names the lists, the other two speak of the manifest."""
WORK = ".new"
"""Where `hdnd mirror --from` keeps what it has brought until all of it is there: the copy before stands meanwhile."""
FORMAT = "hdnd-manifest/1"
NOT_WHOLE, TOO_OLD, NO_COPY = 1, 2, 4
_HASH = re.compile("[0-9a-f]{64}")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_SAID = re.compile(r"signed:(\S+) expires:(\S+)")


class NoCopy(Exception):
    """The folder holds no manifest of this kind."""


@dataclass(frozen=True)
class OfficeWord:
    """What the signature says: of which key it is, and the two instants."""

    key: bytes
    signed: dt.datetime
    expires: dt.datetime


# Whole.


def differences(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file that differs, is missing or is extra, as (word, name). Raises NoCopy."""
    named, there = dict(listed(folder)), dict(_files(folder))
    yield from (("differs", name) for name in _UNNAMED if (folder / name).is_symlink())
    for name in sorted(named.keys() | there.keys()):
        if name not in there:
            yield "missing", name
        elif name not in named:
            yield "extra", name
        elif there[name] or _hash(folder / name) != named[name]:
            yield "differs", name


def manifest(folder: Path) -> dict[str, dict[str, str]]:
    """The manifest of a copy. Raises NoCopy."""
    try:
        found: Any = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise NoCopy(str(folder / MANIFEST)) from error
    lists = found.get("lists") if isinstance(found, dict) and found.get("format") == FORMAT else None
    if not isinstance(lists, dict) or not all(isinstance(one, str) and _HASH.fullmatch(one) for one in lists.values()):
        raise NoCopy(f"{folder / MANIFEST}: {FORMAT}")
    said: dict[str, dict[str, str]] = found
    return said


def listed(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and hash of all files that belong there; a list that is not the one named is not believed. Raises NoCopy."""
    lists = manifest(folder)["lists"]
    yield from lists.items()
    for path, sha256 in lists.items():
        if path.endswith(".txt") and _hash(folder / path) == sha256:
            for line in (folder / path).read_bytes().decode().split("\n"):
                if found := _LINE.fullmatch(line):
                    yield found[2], found[1]
    yield SUMS, hashlib.sha256(sums(lists, (folder / MANIFEST).read_bytes())).hexdigest()


def sums(lists: dict[str, str], manifest_bytes: bytes) -> bytes:
    """What `sha256sum -c` reads first: the manifest and the lists, whose own lines name all other files."""
    hashes = {**lists, MANIFEST: hashlib.sha256(manifest_bytes).hexdigest()}
    return "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(hashes.items())).encode()


def _files(folder: Path, below: str = "") -> Iterator[tuple[str, bool]]:
    """Everything that the manifest must name, and whether it is no file: what a link shows is not in the copy."""
    for entry in _entries(folder / below):
        name = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from () if name == WORK else _files(folder, f"{name}/")
        elif name not in _UNNAMED:
            yield name, not entry.is_file(follow_symlinks=False)


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    """None of a folder that cannot be read, as `lost+found` of a disk: the check ended with a traceback."""
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _empty_folders(folder: Path) -> Iterator[tuple[str, str]]:
    """A site has none: what lies there cannot be seen, or was taken away."""
    for place, folders, files in os.walk(folder):
        if place == str(folder) and WORK in folders:
            folders.remove(WORK)
        elif not folders and not files:
            yield "extra", f"{Path(place).relative_to(folder).as_posix()}/"


def _hash(path: Path) -> str | None:
    """None for what cannot be read: on a stick, that is what a bad block looks like."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


# How old.


def signature(folder: Path, key: bytes | None) -> OfficeWord | None:
    """What is signed, by `key` (42 bytes, as in a .pub file) or by the copy's own; None where it does not hold."""
    try:
        signed_bytes = (folder / MANIFEST).read_bytes()
        public = key or decoded((folder / KEY).read_text(encoding="utf-8").splitlines()[-1])
        raw, comment, whole = _signature(folder / SIGNATURE)
        signed, expires = map(dt.datetime.fromisoformat, _SAID.fullmatch(comment).groups())  # type: ignore[union-attr]
    except (OSError, ValueError, IndexError, AttributeError):
        return None
    is_right = raw[:10] == b"ED" + public[2:10] and signed.tzinfo is not None and expires.tzinfo is not None
    is_right = is_right and is_signed(public[10:], hashlib.blake2b(signed_bytes).digest(), raw[10:])
    is_right = is_right and is_signed(public[10:], raw[10:] + comment.encode(), whole)
    return OfficeWord(public, signed, expires) if is_right else None


def _signature(path: Path) -> tuple[bytes, str, bytes]:
    """Signature of the file, trusted comment, signature of both (jedisct1.github.io/minisign)."""
    _, raw, comment, whole = path.read_text(encoding="utf-8").splitlines()
    return base64.b64decode(raw), comment.removeprefix("trusted comment: "), base64.b64decode(whole)


def decoded(said: str) -> bytes:
    """A public key as minisign writes it. Raises ValueError."""
    raw = base64.b64decode(said.strip(), validate=True)
    if len(raw) != 42 or raw[:2] != b"Ed":
        raise ValueError("public key")
    return raw


def newest(last: Path, found: OfficeWord) -> dt.datetime | None:
    """When the newest copy seen before was signed, if that is after this one; else this one is remembered."""
    try:
        before = dt.datetime.fromisoformat(last.read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        before = None
    if before is not None and before > found.signed:
        return before
    last.write_text(f"{found.signed.isoformat()}\n", encoding="utf-8")
    return None


# Ed25519 (RFC 8032, 5.1 and 6) for two signatures: a library would have to be brought along.

_P, _Q = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)
_Point = tuple[int, int, int, int]


def is_signed(public: bytes, message: bytes, signed: bytes) -> bool:
    """Whether a signature of 64 bytes is of this key of 32 bytes and this message."""
    if len(public) != 32 or len(signed) != 64:
        return False
    key, point, factor = _point(public), _point(signed[:32]), int.from_bytes(signed[32:], "little")
    if key is None or point is None or factor >= _Q or _BASE is None:
        return False
    hashed = int.from_bytes(hashlib.sha512(signed[:32] + public + message).digest(), "little") % _Q
    return _same(_times(factor, _BASE), _sum(point, _times(hashed, key)))


def _point(data: bytes) -> _Point | None:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    x = _P - x if x & 1 != sign else x
    return x, y, 1, x * y % _P


def _sum(one: _Point, other: _Point) -> _Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % _P, (one[1] + one[0]) * (other[1] + other[0]) % _P
    c, d = 2 * one[3] * other[3] * _D % _P, 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(factor: int, point: _Point) -> _Point:
    found: _Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            found = _sum(found, point)
        point, factor = _sum(point, point), factor >> 1
    return found


def _same(one: _Point, other: _Point) -> bool:
    across = (one[0] * other[2] - other[0] * one[2]) % _P
    return not across and not (one[1] * other[2] - other[1] * one[2]) % _P


_BASE = _point((4 * pow(5, -1, _P) % _P).to_bytes(32, "little"))


# What is said.

_WORDS = {
    "differs": ("khác", "differs"),
    "missing": ("thiếu", "missing"),
    "extra": ("thừa", "extra"),
    "whole": ("Nguyên vẹn: có.", "Whole: yes."),
    "unfinished": (
        "Còn dở: {0} là của một lần cập nhật bị ngắt, không phải của bản sao; chạy lại lệnh cập nhật là xong.",
        "Unfinished: {0} is of an update that was cut off, not of the copy; run the update again.",
    ),
    "broken": ("Nguyên vẹn: KHÔNG, {0} tệp.", "Whole: NO, {0} files."),
    "unsigned": (
        "Thời điểm: không rõ, không có chữ ký đúng của khóa này.",
        "Age: unknown, no right signature of this key.",
    ),
    "signed": ("Thời điểm: ký ngày {0}, hạn dùng {1}.", "Age: signed {0}, expires {1}."),
    "expired": ("ĐÃ QUÁ HẠN: hãy chép bản mới.", "EXPIRED: get a newer copy."),
    "earlier": ("CŨ HƠN bản đã thấy, ký ngày {0}.", "OLDER than the copy seen before, signed {0}."),
    "key": (
        "Khóa {0} nằm trong chính bản sao; hãy so với khóa trong báo cáo sáu tháng.",
        "Key {0} is the copy's own; compare it with the one in the six-month report.",
    ),
    "no-copy": ("Không phải bản sao của trang này: {0}", "No copy of this site: {0}"),
}


def report(folder: Path, key: bytes | None, last: Path | None, now: dt.datetime, lang: int) -> tuple[int, list[str]]:
    """The exit code and what is to be said, in Vietnamese (0) or English (1). Raises NoCopy."""
    found = [*differences(folder), *_empty_folders(folder), *_other_key(folder, key)]
    said = [f"{_WORDS[word][lang]}: {name}" for word, name in found]
    said.append(_WORDS["broken"][lang].format(len(found)) if found else _WORDS["whole"][lang])
    if (folder / WORK).is_dir() and not (folder / WORK).is_symlink():
        said.append(_WORDS["unfinished"][lang].format(f"{WORK}/"))
    old = list(_age(folder, key, last, now, lang))
    code = (NOT_WHOLE if found else 0) + (TOO_OLD if any(wrong for wrong, _ in old) else 0)
    return code, said + [sentence for _, sentence in old]


def _other_key(folder: Path, key: bytes | None) -> Iterator[tuple[str, str]]:
    """The copy's own key, where the signature is of `key` and who has no other would be shown another one, or none."""
    if key and not (folder / KEY).is_symlink() and signature(folder, key) and not signature(folder, None):
        yield "differs" if (folder / KEY).exists() else "missing", KEY


def _age(folder: Path, key: bytes | None, last: Path | None, now: dt.datetime, lang: int) -> Iterator[tuple[bool, str]]:
    """Sentences about the age, and whether each is a complaint."""
    signed = signature(folder, key)
    if signed is None:
        yield True, _WORDS["unsigned"][lang]
        return
    days = (f"{one:%d/%m/%Y %H:%M}" for one in (signed.signed, signed.expires))
    yield False, _WORDS["signed"][lang].format(*days)
    if now > signed.expires:
        yield True, _WORDS["expired"][lang]
    if last is not None and (before := newest(last, signed)):
        yield True, _WORDS["earlier"][lang].format(f"{before:%d/%m/%Y %H:%M}")
    if key is None:
        yield False, _WORDS["key"][lang].format(base64.b64encode(signed.key).decode())


def main(arguments: Iterable[str] | None = None) -> int:
    """The command; answers its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", help="RW...")
    parser.add_argument("--last", type=Path)
    parser.add_argument("--lang", choices=("vi", "en"), default="vi")
    asked = parser.parse_args(None if arguments is None else list(arguments))
    lang = int(asked.lang == "en")
    try:
        key = decoded(asked.key) if asked.key else None
        code, said = report(asked.folder, key, asked.last, dt.datetime.now().astimezone(), lang)
    except (NoCopy, binascii.Error, ValueError) as error:
        code, said = NO_COPY, [_WORDS["no-copy"][lang].format(error)]
    print("\n".join(said))
    return code


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # consoles of Windows lack some letters
    sys.exit(main())
