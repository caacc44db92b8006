"""A copy of the site, checked by the program that lies in it: what was done to it shows, by the file's name."""

import datetime as dt
import hashlib
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import minisign, verify_copy
from tests.archive.copies import NOW, Site


@pytest.fixture
def copy(site: Site, tmp_path: Path) -> Path:
    shutil.copytree(site.now, tmp_path / "ban sao")
    return tmp_path / "ban sao"


def told(copy: Path, key: bytes | None, last: Path | None = None, now: dt.datetime = NOW) -> tuple[int, str]:
    try:
        code, said = verify_copy.report(copy, key, last, now, 1)
    except verify_copy.NoCopy as error:
        return verify_copy.NO_COPY, str(error)
    return code, "\n".join(said)


def test_a_whole_copy_is_said_to_be_whole_and_how_old(site: Site, copy: Path) -> None:
    assert told(copy, site.key) == (0, "Whole: yes.\nAge: signed 02/03/2026 08:00, expires 01/04/2026 08:00.")


def test_the_program_in_the_copy_needs_nothing_but_python(copy: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", str(copy / "verify.py"), "--lang", "vi"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == verify_copy.TOO_OLD, done.stderr  # the day of this test has long passed
    assert done.stdout.startswith("Nguyên vẹn: có.\nThời điểm: ký ngày 02/03/2026 08:00")


def test_minisign_and_sha256sum_say_the_same(site: Site, copy: Path) -> None:
    key = "RW" + "".join((copy / verify_copy.KEY).read_text().splitlines()[-1][2:])
    run = ["minisign", "-V", "-P", key, "-m", verify_copy.MANIFEST]
    assert subprocess.run(run, cwd=copy, capture_output=True, check=False).returncode == 0
    sums = "sha256sum -c --strict --quiet SHA256SUMS && cat du-lieu/tep/*.txt | sha256sum -c --strict --quiet"
    done = subprocess.run(["sh", "-c", sums], cwd=copy, capture_output=True, check=False)
    listed = [line.split("  ")[1] for line in (copy / "SHA256SUMS").read_text().splitlines()]

    assert done.returncode == 0, done.stderr
    assert {"manifest.json", "du-lieu/tep/index.html"} < set(listed)


def some(copy: Path, rng: random.Random, pattern: str = "**/*.html") -> Path:
    found = sorted(path for path in copy.glob(pattern) if path.is_file() and path.stat().st_size > 9)
    return rng.choice(found)


def changed(path: Path, how: Callable[[bytes], bytes]) -> str:
    before = path.read_bytes()
    path.write_bytes(how(before))
    return path.name if path.read_bytes() != before else ""


def flip(data: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def swap(copy: Path, rng: random.Random) -> str:
    one, two = some(copy, rng), some(copy, rng)
    while two.read_bytes() == one.read_bytes():
        two = some(copy, rng)
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    return one.name


def moved(path: Path, name: str) -> str:
    path.rename(path.with_name(name))
    return name


def linked(path: Path, other: Path) -> str:
    path.unlink(missing_ok=True)
    path.symlink_to(other)
    return path.name


def touched(path: Path, rng: random.Random) -> str:
    """A bit is another one; size and time are those of before."""
    facts = path.stat()
    name = changed(path, lambda data: flip(data, rng))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    return name


def a_line(copy: Path, rng: random.Random, how: Callable[[list[str], int], list[str]]) -> str:
    """A line of a list taken out, put in or repeated."""
    path = some(copy, rng, "du-lieu/tep/*.txt")
    lines = path.read_text().splitlines()
    path.write_text("\n".join(how(lines, rng.randrange(len(lines)))) + "\n")
    return path.name


def again(folder: Path, name: str) -> str:
    shutil.copytree(folder, folder.with_name(name))
    return name


def deleted(path: Path) -> str:
    path.unlink()
    return path.name


def emptied(path: Path) -> str:
    path.unlink()
    path.mkdir()
    return path.name


def a_folder(path: Path) -> str:
    path.mkdir(parents=True)
    return f"{path.name}/"


def added(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"<p>")
    return path.name


def older(copy: Path, site: Site, rng: random.Random, pattern: str, share: float = 1.0) -> str:
    """Files of the state before in the place of today's."""
    differing = [
        path
        for path in sorted(copy.glob(pattern))
        if path.is_file()
        and (site.before / path.relative_to(copy)).is_file()
        and (site.before / path.relative_to(copy)).read_bytes() != path.read_bytes()
    ]
    chosen = [path for path in differing if share == 1 or rng.random() < share] or differing[:1]
    for path in chosen:
        shutil.copyfile(site.before / path.relative_to(copy), path)
    return "" if copy / "manifest.json" in chosen else chosen[0].name  # by an older manifest others are wrong


def a_list(copy: Path, rng: random.Random, *, files: bool) -> str:
    """A hash in a list is another one; with the file that it names, if asked."""
    path = some(copy, rng, "du-lieu/tep/*.txt")
    lines = path.read_text().splitlines()
    at = rng.randrange(len(lines))
    _, _, name = lines[at].partition("  ")
    target = copy / name
    if files and target.is_file():
        target.write_bytes(target.read_bytes() + b" ")
        lines[at] = f"{hashlib.sha256(target.read_bytes()).hexdigest()}  {name}"
    else:
        lines[at] = f"{'0' * 64}  {name}"
    path.write_text("\n".join(lines) + "\n")
    return path.name


Tamper = Callable[[Path, Site, random.Random], str]
KINDS: dict[str, Tamper] = {
    "a bit of a page": lambda copy, site, rng: changed(some(copy, rng), lambda data: flip(data, rng)),
    "a bit of a search file": lambda copy, site, rng: changed(
        some(copy, rng, "search/**/*.js"), lambda d: flip(d, rng)
    ),
    "a page cut to nothing": lambda copy, site, rng: changed(some(copy, rng), lambda _: b""),
    "a search file cut": lambda copy, site, rng: changed(some(copy, rng, "search/**/*.js"), lambda d: d[: len(d) // 2]),
    "a page deleted": lambda copy, site, rng: deleted(some(copy, rng)),
    "a search file deleted": lambda copy, site, rng: deleted(some(copy, rng, "search/**/*")),
    "the manifest deleted": lambda copy, site, rng: deleted(copy / "manifest.json"),
    "the signature deleted": lambda copy, site, rng: deleted(copy / "manifest.json.minisig") and "",
    "a page added": lambda copy, site, rng: added(copy / f"tinh/moi-{rng.randrange(99)}/index.html"),
    "a file beside the assets": lambda copy, site, rng: added(copy / "css" / f"them-{rng.randrange(99)}.css"),
    "a file at the root": lambda copy, site, rng: added(copy / "autorun.inf"),
    "two pages swapped": lambda copy, site, rng: swap(copy, rng),
    "a page renamed": lambda copy, site, rng: moved(some(copy, rng), "khac.html"),
    "case of a name": lambda copy, site, rng: moved(some(copy, rng), "INDEX.HTML"),
    "a page of the build before": lambda copy, site, rng: older(copy, site, rng, "**/*.html"),
    "the index of the build before": lambda copy, site, rng: older(copy, site, rng, "search/**/*.js"),
    "half of the files of the build before": lambda copy, site, rng: older(copy, site, rng, "**/*", share=0.5),
    "pages new, index old": lambda copy, site, rng: older(copy, site, rng, "search/**/*"),
    "index new, pages old": lambda copy, site, rng: older(copy, site, rng, "xa/**/*"),
    "the manifest of the build before": lambda copy, site, rng: older(copy, site, rng, "manifest.json"),
    "manifest and signature of before": lambda copy, site, rng: (
        older(copy, site, rng, "manifest.json*") and "index.html"
    ),
    "an entry of a list": lambda copy, site, rng: a_list(copy, rng, files=False),
    "a list and its file": lambda copy, site, rng: a_list(copy, rng, files=True),
    "an entry of the manifest": lambda copy, site, rng: (
        changed(
            copy / "manifest.json",
            lambda data: re.sub(rb'": "[0-9a-f]{64}"', b'": "' + b"0" * 64 + b'"', data, count=1),
        )
        and ""
    ),
    "bytes behind a page": lambda copy, site, rng: changed(some(copy, rng), lambda data: data + b"\n<!-- -->"),
    "a script put in": lambda copy, site, rng: (
        changed(some(copy, rng), lambda data: data.replace(b"</body>", b"<script>1</script></body>") or b"x")
        or changed(some(copy, rng), lambda data: data + b"<script>")
    ),
    "a feed": lambda copy, site, rng: changed(some(copy, rng, "**/*.xml"), lambda data: flip(data, rng)),
    "robots.txt": lambda copy, site, rng: added(copy / "robots.txt"),
    "line ends": lambda copy, site, rng: changed(some(copy, rng), lambda data: data.replace(b"\n", b"\r\n") + b"\r\n"),
    "a byte order mark": lambda copy, site, rng: changed(some(copy, rng), lambda data: b"\xef\xbb\xbf" + data),
    "a name decomposed": lambda copy, site, rng: added(copy / "tinh/Nghi\u0323 quye\u0302\u0301t.html"),
    "a link for a page": lambda copy, site, rng: linked(some(copy, rng), copy / "404.html"),
    "an empty folder": lambda copy, site, rng: a_folder(copy / "tinh" / f"moi-{rng.randrange(99)}"),
    "folders in each other, all empty": lambda copy, site, rng: a_folder(copy / "mot/hai/ba"),
    "an empty folder of the name of an update's, deeper": lambda copy, site, rng: a_folder(copy / "tinh/.new"),
    "a file for the folder of an update": lambda copy, site, rng: added(copy / ".new"),
    "a link for the folder of an update": lambda copy, site, rng: linked(copy / ".new", copy / "tinh"),
    "a link to a folder": lambda copy, site, rng: linked(copy / "khac", copy / "tinh"),
    "a folder for a page": lambda copy, site, rng: emptied(some(copy, rng)),
    "endless data": lambda copy, site, rng: changed(some(copy, rng, "search/**/*.js"), lambda data: data * 50),
    "a document that was taken down": lambda copy, site, rng: added(copy / "originals/ab/cd" / f"{'a' * 64}.pdf"),
    "the program itself": lambda copy, site, rng: changed(copy / "verify.py", lambda data: data + b"\n"),
    "zeros of the same length": lambda copy, site, rng: changed(some(copy, rng), lambda data: bytes(len(data))),
    "a bit, size and time kept": lambda copy, site, rng: touched(some(copy, rng), rng),
    "a bit of a ZIP file": lambda copy, site, rng: touched(some(copy, rng, "du-lieu/zip/*.zip"), rng),
    "a bit of the feed of events": lambda copy, site, rng: touched(some(copy, rng, "du-lieu/su-kien/*.json"), rng),
    "a line taken out of a list": lambda copy, site, rng: a_line(copy, rng, lambda ls, at: ls[:at] + ls[at + 1 :]),
    "a line of a list twice": lambda copy, site, rng: a_line(copy, rng, lambda ls, at: [*ls[:at], ls[at], *ls[at:]]),
    "a line put into a list": lambda copy, site, rng: a_line(
        copy, rng, lambda ls, at: [*ls[:at], f"{'0' * 64}  tinh/moi-{at}.html", *ls[at:]]
    ),
    "a name with a blank behind it": lambda copy, site, rng: moved(some(copy, rng), "index.html "),
    "a folder once more": lambda copy, site, rng: again(copy / "xa", f"xa-{rng.randrange(99)}"),
    "the signature of the build before": lambda copy, site, rng: (
        changed(copy / "manifest.json.minisig", lambda _: (site.before / "manifest.json.minisig").read_bytes()) and ""
    ),
    "the key that lies in the copy": lambda copy, site, rng: changed(
        copy / "minisign.pub", lambda data: data[:-8] + b"AAAAAAA\n"
    ),
    "no key in the copy": lambda copy, site, rng: deleted(copy / "minisign.pub"),
    "a link for the manifest": lambda copy, site, rng: linked(copy / "manifest.json", site.now / "manifest.json"),
    "a link for the key": lambda copy, site, rng: linked(copy / "minisign.pub", site.now / "minisign.pub"),
    "SHA256SUMS": lambda copy, site, rng: changed(copy / "SHA256SUMS", lambda data: data.replace(b"a", b"b")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_done_to_a_copy_shows(site: Site, copy: Path, kind: str) -> None:
    name = KINDS[kind](copy, site, random.Random(kind))

    code, said = told(copy, site.key)
    assert code
    assert name in said and (name or "signature" in kind or re.search("differs|missing|extra", said))


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_what_was_done_to_a_copy_shows_each_time(site: Site, tmp_path: Path, kind: str) -> None:
    """A hundred times by `make fuzz`."""
    for seed in range(100 if "HDND_FUZZ" in os.environ else 12):
        copy = tmp_path / str(seed)
        shutil.copytree(site.now, copy)
        name = KINDS[kind](copy, site, random.Random(f"{kind} {seed}"))
        code, said = told(copy, site.key)
        shutil.rmtree(copy)
        assert code and name in said, seed


def test_an_old_state_is_whole_and_said_to_be_old(site: Site, tmp_path: Path) -> None:
    """Rolled back, frozen, expired: every file is right, and the second answer says what is wrong."""
    last = tmp_path / "last"
    assert told(site.now, site.key, last)[0] == 0
    code, said = told(site.before, site.key, last)
    assert code == verify_copy.TOO_OLD and "Whole: yes." in said and "OLDER than the copy seen before" in said
    code, said = told(site.now, site.key, now=NOW + dt.timedelta(days=60))
    assert code == verify_copy.TOO_OLD and "EXPIRED" in said


def test_who_signs_for_himself_is_not_the_office(site: Site, copy: Path) -> None:
    signer = minisign.load(minisign.make("", operations=32768, memory=1 << 20)[0], "")
    trusted = f"signed:{NOW.isoformat()} expires:{(NOW + dt.timedelta(days=9)).isoformat()}"
    signature = signer.sign((copy / verify_copy.MANIFEST).read_bytes(), trusted)
    (copy / verify_copy.SIGNATURE).write_text(minisign.signature_file(signature, trusted))
    (copy / verify_copy.KEY).write_text(signer.public.file)

    assert told(copy, site.key)[0] == verify_copy.TOO_OLD
    assert str(signer.public) in told(copy, None)[1]


def test_a_trusted_comment_that_was_changed_is_no_signature(site: Site, copy: Path) -> None:
    path = copy / verify_copy.SIGNATURE
    path.write_text(path.read_text().replace("expires:2026", "expires:2036"))

    assert told(copy, site.key)[0] == verify_copy.TOO_OLD


def test_what_never_ends_is_not_waited_for(site: Site, copy: Path) -> None:
    path = some(copy, random.Random(1))
    path.unlink()
    os.mkfifo(path)

    code, said = told(copy, site.key)
    assert code == verify_copy.NOT_WHOLE and path.name in said


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"format": "hdnd-manifest/9", "lists": {}}', b'{"lists": 3}'])
def test_another_folder_is_no_copy(tmp_path: Path, data: bytes) -> None:
    assert verify_copy.main([str(tmp_path)]) == verify_copy.NO_COPY
    (tmp_path / "manifest.json").write_bytes(data)

    assert verify_copy.main([str(tmp_path), "--key", "RWabc"]) == verify_copy.NO_COPY
    assert verify_copy.main([str(tmp_path)]) == verify_copy.NO_COPY


@settings(max_examples=40, deadline=None)
@given(seed=st.binary(min_size=32, max_size=32), message=st.binary(max_size=80), bit=st.integers(0, 64 * 8 - 1))
def test_signatures_are_judged_as_the_library_judges_them(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, right = key.public_key().public_bytes_raw(), key.sign(message)
    wrong = bytearray(right)
    wrong[bit // 8] ^= 1 << bit % 8

    assert verify_copy.is_signed(public, message, right)
    assert not verify_copy.is_signed(public, message, bytes(wrong))
    assert not verify_copy.is_signed(public, message + b".", right)
