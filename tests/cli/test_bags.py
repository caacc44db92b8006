"""A bag for a library: the reference program takes ours, and our check judges bags of every kind as RFC 8493 does.

The kinds are those of the Library of Congress' conformance suite (valid, invalid, warning), each made here.
"""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from pipeline.cli import exporting
from pipeline.packs import bag
from tests.cli.conftest import hdnd
from tests.cli.lam_giang import write_archive
from tests.plugins import mini

Change = Callable[[Path], object]
VALID_0_97 = "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A bag of two files, of version 1.0, as any program may write it."""
    folder = tmp_path / "goi"
    for name, text in {"a.txt": "một\n", "thư mục/b.txt": "hai\n"}.items():
        path = folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "bagit.txt").write_text(bag.DECLARATION)
    listed(folder)
    (folder / "bag-info.txt").write_text("Payload-Oxum: 10.2\nNote: one\n  more\nNote: two\n")
    return folder


def listed(folder: Path, algorithm: str = "sha256", **more: str) -> None:
    """Write the payload manifest anew."""
    files = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    lines = [f"{digest(path, algorithm)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    (folder / f"manifest-{algorithm}.txt").write_text("".join(lines), encoding=more.get("encoding", "utf-8"))


def digest(path: Path, algorithm: str = "sha256") -> str:
    return hashlib.new(algorithm, path.read_bytes()).hexdigest()


def manifest(folder: Path, change: Callable[[str], str]) -> None:
    path = folder / "manifest-sha256.txt"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def put(name: str, text: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    return change


def without(name: str) -> Change:
    def change(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return change


def algorithm(name: str) -> Change:
    def change(folder: Path) -> None:
        (folder / "manifest-sha256.txt").unlink()
        listed(folder, name)

    return change


def older(folder: Path) -> None:
    put("bagit.txt", VALID_0_97)(folder)


def split(folder: Path) -> None:
    """Before 1.0 the manifests need to list all files together only."""
    older(folder)
    manifest(folder, lambda text: text.splitlines(keepends=True)[0])
    path = folder / "data/thư mục/b.txt"
    put("manifest-md5.txt", f"{digest(path, 'md5')}  data/thư mục/b.txt\n")(folder)


def utf16(folder: Path) -> None:
    put("bagit.txt", VALID_0_97.replace("UTF-8", "UTF-16"))(folder)
    listed(folder, encoding="utf-16")
    (folder / "bag-info.txt").write_text("Payload-Oxum: 10.2\n", encoding="utf-16")


def line_end_in_a_name(folder: Path) -> None:
    put("data/c%\n.txt", "ba")(folder)
    (folder / "bag-info.txt").unlink()
    manifest(folder, lambda text: f"{text}{digest(folder / 'data' / ('c%' + chr(10) + '.txt'))}  data/c%25%0A.txt\n")


def decomposed(folder: Path) -> None:
    manifest(folder, lambda text: text.replace("thư mục", "thu\u031b mu\u0323c"))


def replaced(old: str, new: str) -> Change:
    return lambda folder: manifest(folder, lambda text: text.replace(old, new))


def tags(folder: Path) -> None:
    put("tagmanifest-sha256.txt", f"{digest(folder / 'bagit.txt')}  bagit.txt\n")(folder)


def broken_tags(folder: Path) -> None:
    tags(folder)
    (folder / "bagit.txt").write_text(bag.DECLARATION.replace("\n", "\r\n"))


VALID: dict[str, Change] = {
    "as it is": lambda folder: None,
    "of version 0.97": older,
    "manifests that list all files together, before 1.0": split,
    "tag files in UTF-16, before 1.0": utf16,
    "a line end and a per cent sign in a name": line_end_in_a_name,
    "no bag-info": without("bag-info.txt"),
    "an empty fetch.txt": put("fetch.txt", ""),
    "fetched and there": put("fetch.txt", "https://kho.example/a.txt - data/a.txt\n"),
    "hashes in capitals": lambda folder: manifest(
        folder, lambda text: "".join(line[:64].upper() + line[64:] for line in text.splitlines(keepends=True))
    ),
    "a tag manifest": tags,
    "the mark of a binary file": replaced("  data/a.txt", " *data/a.txt"),
    "a path that begins with a point": replaced("data/a.txt", "./data/a.txt"),
    **{f"hashes by {name}": algorithm(name) for name in ("md5", "sha1", "sha224", "sha384", "sha512")},
}
WARNED: dict[str, Change] = {"letters composed otherwise": decomposed}
INVALID: dict[str, Change] = {
    "no bagit.txt": without("bagit.txt"),
    "bagit.txt with a mark of byte order": put("bagit.txt", "\ufeff" + bag.DECLARATION),
    "bagit.txt with other white space": put("bagit.txt", bag.DECLARATION.replace(": 1.0", " : 1.0")),
    "bagit.txt of one line": put("bagit.txt", "BagIt-Version: 1.0\n"),
    "bagit.txt of three lines": put("bagit.txt", bag.DECLARATION + "\n"),
    "bagit.txt with its lines exchanged": put("bagit.txt", "".join(reversed(bag.DECLARATION.splitlines(True)))),
    "a version to come": put("bagit.txt", bag.DECLARATION.replace("1.0", "2.0")),
    "no data": without("data"),
    "no manifest": without("manifest-sha256.txt"),
    "a file more": put("data/c.txt", "ba"),
    "a file less": without("data/a.txt"),
    "a file that differs": put("data/a.txt", "khác"),
    "an unknown algorithm": lambda folder: (folder / "manifest-sha256.txt").rename(folder / "manifest-sha9.txt"),
    "a second manifest that lists less": put("manifest-md5.txt", "d41d8cd98f00b204e9800998ecf8427e  data/a.txt\n"),
    "a line without a name": lambda folder: manifest(folder, lambda text: f"{text}{'0' * 64}\n"),
    "a file listed twice": lambda folder: manifest(folder, lambda text: text + text.splitlines()[0] + "\n"),
    "a path that leads out": replaced("data/a.txt", "data/../../a.txt"),
    "an absolute path": replaced("data/a.txt", "/data/a.txt"),
    "a path from home": replaced("data/a.txt", "~/a.txt"),
    "a drive of Windows": replaced("data/a.txt", "C:\\a.txt"),
    "a payload outside data": replaced("data/a.txt", "bagit.txt"),
    "to be fetched and not there": lambda folder: (
        without("data/a.txt")(folder),
        put("fetch.txt", "https://kho.example/a 5 data/a.txt\n")(folder),
    ),
    "fetched and in no manifest": put("fetch.txt", "https://kho.example/c 5 data/c.txt\n"),
    "another Payload-Oxum": put("bag-info.txt", "Payload-Oxum: 9.2\n"),
    "a bag-info line without a label": put("bag-info.txt", "nothing\n"),
    "a tag file that differs": broken_tags,
    "a manifest of another encoding": lambda folder: (folder / "manifest-sha256.txt").write_bytes(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("kind", VALID)
def test_a_valid_bag_is_taken_without_a_remark(kind: str, made: Path) -> None:
    VALID[kind](made)

    assert bag.check(made) == []


@pytest.mark.parametrize("kind", WARNED)
def test_a_doubtful_bag_is_taken_with_a_remark(kind: str, made: Path) -> None:
    WARNED[kind](made)
    found = bag.check(made)

    assert found and all(one.warning for one in found)


@pytest.mark.parametrize("kind", INVALID)
def test_an_invalid_bag_is_refused(kind: str, made: Path) -> None:
    INVALID[kind](made)

    assert [one for one in bag.check(made) if not one.warning]


def test_the_command_has_a_word_for_every_flaw() -> None:
    assert set(exporting.FLAWS) == set(bag.Flaw)


def test_the_reference_program_takes_ours_and_the_command_names_what_is_wrong(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "kho")
    done = hdnd(archive, "export", "bag", str(tmp_path / "goi"))
    assert done.returncode == 0, done.stderr

    theirs = bagit.Bag(str(tmp_path / "goi"))
    assert theirs.validate() and theirs.version_info == (1, 0)
    assert hdnd(archive, "export", "bag", "--check", str(tmp_path / "goi")).returncode == 0
    before = mini.tree(tmp_path / "goi")
    again = hdnd(archive, "export", "bag", str(tmp_path / "goi"))
    assert again.returncode != 0 and mini.tree(tmp_path / "goi") == before

    (tmp_path / "goi/data/archive.yaml").unlink(missing_ok=True)
    victim = next(path for path in sorted((tmp_path / "goi/data").rglob("*.yaml")))
    victim.write_text("khác")
    checked = hdnd(archive, "export", "bag", "--check", str(tmp_path / "goi"))
    assert checked.returncode == 6 and victim.name in checked.stderr
