"""`hdnd verify` on what was built: each file of the site that no build made so is named, and a full build mends it."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import hdnd

PAGE = "tinh/lam-giang/index.html"


def first(site: Path, pattern: str) -> Path:
    return next(iter(sorted(site.glob(pattern))))


def change(site: Path) -> str:
    (site / PAGE).write_bytes((site / PAGE).read_bytes() + b"<!-- -->")
    return PAGE


def lose(site: Path) -> str:
    (site / "atom.xml").unlink()
    return "atom.xml"


def lose_an_original(site: Path) -> str:
    original = first(site, "originals/*/*/*.pdf")
    original.unlink()
    return original.relative_to(site).as_posix()


def cut_a_list(site: Path) -> str:
    path = first(site, "du-lieu/tep/*.txt")
    path.write_bytes(b"")
    return path.relative_to(site).as_posix()


def lose_the_manifest(site: Path) -> None:
    (site / "manifest.json").unlink()


def unsign(site: Path) -> None:
    (site / "manifest.json.minisig").unlink()


def forge(site: Path) -> None:
    """A page changed by one who writes all lists anew, too, but has not the office's key."""
    before = hashlib.sha256((site / PAGE).read_bytes()).hexdigest()
    change(site)
    after = hashlib.sha256((site / PAGE).read_bytes()).hexdigest()
    manifest = (site / "manifest.json").read_text(encoding="utf-8")
    for path in sorted((site / "du-lieu/tep").glob("*.txt")):
        was = path.read_bytes()
        path.write_bytes(was.replace(before.encode(), after.encode()))
        old, new = (hashlib.sha256(one).hexdigest() for one in (was, path.read_bytes()))
        manifest = manifest.replace(old, new)
    (site / "manifest.json").write_text(manifest, encoding="utf-8")
    lists = {**json.loads(manifest)["lists"], "manifest.json": hashlib.sha256(manifest.encode()).hexdigest()}
    sums = "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(lists.items()))
    (site / "SHA256SUMS").write_text(sums, encoding="utf-8")


@pytest.fixture(scope="module")
def sound(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(filled, tmp_path_factory.mktemp("sound") / "kho"))
    assert hdnd(folder, "verify").returncode == 0
    return folder


def named(kho: Path) -> list[str]:
    """What a check of the archive says is no longer as it was built."""
    done = hdnd(kho, "verify")
    assert done.returncode == 6 and "Traceback" not in done.stderr
    said = "trang đã dựng bị đổi, chạy hdnd build --full rồi hdnd publish: "
    return [line.removeprefix(said) for line in done.stdout.splitlines() if line.startswith(said)]


def test_files_that_no_build_made_so_are_named_and_mended(sound: Path, tmp_path: Path) -> None:
    kho = Path(shutil.copytree(sound, tmp_path / "kho"))
    site = kho / "output"
    spoilt = [change(site), lose(site), lose_an_original(site), cut_a_list(site)]
    foreign = site / "khuyến mãi.html"
    foreign.write_text("<h1>lạ</h1>", encoding="utf-8")
    shutil.move(site / "robots.txt", tmp_path / "robots.txt")
    (site / "robots.txt").symlink_to(tmp_path / "robots.txt")

    assert {f"output/{one}" for one in spoilt} <= set(named(kho))
    said = hdnd(kho, "verify").stdout
    for name in ("khuyến mãi.html", "robots.txt"):
        assert f"tệp lạ trong trang đã dựng, hãy xóa: output/{name}" in said
        (site / name).unlink()
    assert hdnd(kho, "build", "--full").returncode == 0
    assert hdnd(kho, "verify").returncode == 0


@pytest.mark.parametrize("spoil", [lose_the_manifest, unsign, forge], ids=lambda one: one.__name__)
def test_lists_without_the_offices_signature_are_not_believed(
    spoil: Callable[[Path], None], sound: Path, tmp_path: Path
) -> None:
    kho = Path(shutil.copytree(sound, tmp_path / "kho"))
    spoil(kho / "output")

    assert named(kho) == ["output/manifest.json"]


def test_what_readers_see_is_looked_at_too(sound: Path, tmp_path: Path) -> None:
    kho = Path(shutil.copytree(sound, tmp_path / "kho"))
    assert hdnd(kho, "publish").returncode in (0, 11)
    assert hdnd(kho, "verify").returncode == 0
    lose(kho / "public/live")

    done = hdnd(kho, "verify")
    assert done.returncode == 6 and "public/live/atom.xml" in done.stdout
    assert hdnd(kho, "publish").returncode in (0, 11)
    assert hdnd(kho, "verify").returncode == 0


def test_an_archive_that_was_never_built_and_one_without_the_private_store_are_sound(
    sound: Path, tmp_path: Path
) -> None:
    kho = Path(shutil.copytree(sound, tmp_path / "kho"))
    shutil.rmtree(kho / "output")
    assert hdnd(kho, "verify").returncode == 0
    kho = Path(shutil.copytree(sound, tmp_path / "noi-khac"))
    shutil.rmtree(kho / ".private")
    assert "trang đã dựng bị đổi" not in hdnd(kho, "verify").stdout
    assert not (kho / ".private").exists()
