"""A copy that anybody can check, and that never holds what is not public."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import errors, lock
from pipeline.archive import mirror
from pipeline.document.model import Action
from tests.archive.office import Office


@pytest.fixture
def site(office: Office) -> Office:
    """An archive with two documents, one held package, and a little site."""
    office.send("1.edxml", b"mot")
    office.send("2.edxml", b"hai", document_id="B", number="13/2024")
    office.hold(office.package("3.edxml", b"rieng"), "draft")
    (office.root / "output" / "tinh").mkdir(parents=True)
    (office.root / "output" / "index.html").write_text("<p>Trang đầu</p>", encoding="utf-8")
    (office.root / "output" / "tinh" / "index.html").write_text("<p>Cấp tỉnh</p>", encoding="utf-8")
    return office


def test_sha256sum_reads_the_manifest(site: Office, tmp_path: Path) -> None:
    done = mirror.copy(site.root, tmp_path / "usb")

    checked = subprocess.run(
        ["sha256sum", "-c", "--strict", done.manifest.name], cwd=tmp_path / "usb", capture_output=True
    )

    assert checked.returncode == 0 and len(checked.stdout.splitlines()) == done.written


def test_nothing_that_is_not_public_is_copied(site: Office, tmp_path: Path) -> None:
    mirror.copy(site.root, tmp_path / "usb")

    copied = [path.read_bytes() for path in (tmp_path / "usb").rglob("*") if path.is_file()]
    assert not any(b"rieng" in data or b"3.edxml" in data for data in copied)
    assert {path.name for path in (tmp_path / "usb").iterdir()} == {"content", "output", mirror.MANIFEST}


def test_a_second_run_writes_nothing(site: Office, tmp_path: Path) -> None:
    first = mirror.copy(site.root, tmp_path / "usb")

    second = mirror.copy(site.root, tmp_path / "usb")

    assert (second.written, second.kept, second.removed) == (0, first.written, 0)


def test_what_left_a_copy_stands_in_its_purge_list_until_it_comes_back(site: Office, tmp_path: Path) -> None:
    usb, address = tmp_path / "usb", "tinh/lam-giang/2024/12-2024-nq-hdnd"
    mirror.copy(site.root, usb)
    (original,) = (p for p in (usb / "content/originals").rglob("*.pdf") if p.read_bytes() == b"mot")
    named = original.relative_to(usb).as_posix()
    search = site.root / "output" / "search-1.js"
    search.write_text("phần có chữ", encoding="utf-8")
    mirror.copy(site.root, usb)
    assert not (usb / mirror.PURGED).exists()

    site.store.published().withdraw(address, site.person(), "personal-data")
    search.rename(search.with_name("search-2.js"))
    mirror.copy(site.root, usb)
    assert (usb / mirror.PURGED).read_text().splitlines() == sorted([named, "output/search-1.js"])
    assert mirror.verify(usb) == []
    site.store.published().restore(address, site.person())
    mirror.copy(site.root, usb)
    assert (usb / mirror.PURGED).read_text().splitlines() == ["output/search-1.js"] and mirror.verify(usb) == []
    (usb / mirror.PURGED).write_text("output/khac.js\n")
    assert mirror.verify(usb) == [("differs", mirror.PURGED)]


def test_what_is_withdrawn_leaves_the_mirror(site: Office, tmp_path: Path) -> None:
    mirror.copy(site.root, tmp_path / "usb")
    site.send("4.edxml", action=Action.recall)

    mirror.copy(site.root, tmp_path / "usb")

    assert len(list((tmp_path / "usb/content/originals").rglob("*.pdf"))) == 1
    assert mirror.verify(tmp_path / "usb") == []


@pytest.mark.parametrize("where", ["output/usb", ".", ".."], ids=["inside", "itself", "around"])
def test_the_mirror_lies_outside_the_archive(site: Office, where: str) -> None:
    with pytest.raises(errors.UsageError):
        mirror.copy(site.root, site.root / where)


def test_a_folder_with_other_things_is_left_alone(site: Office, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    (tmp_path / "usb" / "ảnh.jpg").write_bytes(b"x")

    with pytest.raises(errors.UsageError):
        mirror.copy(site.root, tmp_path / "usb")


def test_a_copy_that_was_cut_off_is_finished(site: Office, tmp_path: Path) -> None:
    mirror.copy(site.root, tmp_path / "usb")
    (tmp_path / "usb" / mirror.MANIFEST).unlink()
    (tmp_path / "usb/output/index.html").write_bytes(b"")

    assert ("missing", mirror.MANIFEST) in mirror.verify(tmp_path / "usb")
    mirror.copy(site.root, tmp_path / "usb")
    assert mirror.verify(tmp_path / "usb") == []


def test_two_runs_do_not_write_one_copy(site: Office, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()

    with lock.archive(tmp_path / "usb"), pytest.raises(errors.Busy):
        mirror.copy(site.root, tmp_path / "usb")
    mirror.copy(site.root, tmp_path / "usb")

    assert mirror.verify(tmp_path / "usb") == []


def test_a_damaged_original_stops_the_mirror(site: Office, tmp_path: Path) -> None:
    next((site.root / "content/originals").rglob("*.pdf")).write_bytes(b"rotten")

    with pytest.raises(errors.PipelineError, match="original"):
        mirror.copy(site.root, tmp_path / "usb")


def test_a_name_that_no_manifest_can_hold_is_refused(site: Office, tmp_path: Path) -> None:
    (site.root / "output" / "a\nb.html").write_bytes(b"x")

    with pytest.raises(errors.UsageError, match="không ghi được"):
        mirror.copy(site.root, tmp_path / "usb")


PAGE, OTHER = "output/index.html", "output/tinh/index.html"


def flip(usb: Path) -> None:
    data = bytearray((usb / PAGE).read_bytes())
    data[3] ^= 1
    (usb / PAGE).write_bytes(data)


def swap(usb: Path) -> None:
    (usb / PAGE).rename(usb / "x")
    (usb / OTHER).rename(usb / PAGE)
    (usb / "x").rename(usb / OTHER)


def link(usb: Path) -> None:
    (usb / PAGE).unlink()
    (usb / PAGE).symlink_to("tinh/index.html")


def link_to_the_same(usb: Path) -> None:
    (usb / PAGE).rename(usb.parent / "elsewhere")
    (usb / PAGE).symlink_to(usb.parent / "elsewhere")


def entry(usb: Path) -> None:
    lines = (usb / mirror.MANIFEST).read_text("utf-8").splitlines()
    changed = [f"{'0' * 64}{line[64:]}" if line.endswith(f" {PAGE}") else line for line in lines]
    (usb / mirror.MANIFEST).write_text("\n".join(changed) + "\n", "utf-8")


def outside(usb: Path) -> None:
    with (usb / mirror.MANIFEST).open("a", encoding="utf-8") as stream:
        stream.write(f"{'0' * 64}  ../../etc/passwd\n")
    (usb / PAGE).unlink()


def write(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda usb: (usb / name).write_bytes(data)


CASE = "output/Index.html"
TAMPERED: dict[str, tuple[Callable[[Path], object], list[tuple[str, str]]]] = {
    "bit": (flip, [("differs", PAGE)]),
    "emptied": (write(PAGE, b""), [("differs", PAGE)]),
    "longer": (write(PAGE, "<p>Trang đầu</p>\n".encode()), [("differs", PAGE)]),
    "gone": (lambda usb: (usb / PAGE).unlink(), [("missing", PAGE)]),
    "added": (write("output/x.html", b"x"), [("extra", "output/x.html")]),
    "case": (lambda usb: (usb / PAGE).rename(usb / CASE), [("extra", CASE), ("missing", PAGE)]),
    "swapped": (swap, [("differs", PAGE), ("differs", OTHER)]),
    "link": (link, [("differs", PAGE)]),
    "link to the same": (link_to_the_same, [("differs", PAGE)]),
    "entry": (entry, [("differs", PAGE)]),
    "outside": (outside, [("differs", mirror.MANIFEST), ("missing", PAGE)]),
    "folder": (lambda usb: shutil.rmtree(usb / "output/tinh"), [("missing", OTHER)]),
    "linked folder": (lambda usb: (usb / "output/d").symlink_to("/etc"), [("extra", "output/d")]),
}


@pytest.mark.parametrize(("tamper", "found"), TAMPERED.values(), ids=TAMPERED.keys())
def test_every_file_that_was_touched_is_named(
    site: Office, tmp_path: Path, tamper: Callable[[Path], object], found: list[tuple[str, str]]
) -> None:
    mirror.copy(site.root, tmp_path / "usb")
    tamper(tmp_path / "usb")

    assert mirror.verify(tmp_path / "usb") == found


def test_a_hundred_random_bits_are_all_found(site: Office, tmp_path: Path) -> None:
    usb, chance = tmp_path / "usb", random.Random(5)
    mirror.copy(site.root, usb)
    names = sorted(
        str(p.relative_to(usb))
        for p in usb.rglob("*")
        if p.is_file() and p.name != mirror.MANIFEST and p.stat().st_size
    )
    for _ in range(100):
        name = chance.choice(names)
        before = (usb / name).read_bytes()
        at, bit = chance.randrange(len(before)), 1 << chance.randrange(8)
        (usb / name).write_bytes(before[:at] + bytes([before[at] ^ bit]) + before[at + 1 :])

        assert mirror.verify(usb) == [("differs", name)]
        (usb / name).write_bytes(before)


def test_mirroring_again_repairs_what_was_changed_in_the_copy(site: Office, tmp_path: Path) -> None:
    usb = tmp_path / "usb"
    mirror.copy(site.root, usb)
    flip(usb)
    later = (usb / mirror.MANIFEST).stat().st_mtime + 5
    os.utime(usb / PAGE, (later, later))
    link_to = usb / OTHER
    link_to.unlink()
    link_to.symlink_to(site.root / OTHER)

    mirror.copy(site.root, usb)

    assert mirror.verify(usb) == []
