"""Whatever call the disk refuses while a site is built: the site stays the old one or is the new one."""

import errno
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from plugins.incremental.errors import DiskRefused
from tests.archive import faults
from tests.plugins import mini

DISKS = {"full": faults.disk_full, "broken": faults.disk_broken}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site in which one document changed, one is new and one is gone, and what becomes of it in `clean`."""
    site = mini.blog(tmp_path_factory.mktemp("goc") / "site", posts=4)
    mini.build(site)
    mini.article(site, "p1", title="Changed", date="2024-02-02", tags=["b"])
    mini.article(site, "new", title="New", date="2024-02-15", tags=["b"])
    (site / "content/articles/p3.md").unlink()
    mini.build(site, "clean", ".clean")
    return site


def calls_of(start: Path, root: Path) -> int:
    shutil.copytree(start, root)
    calls = faults.run(lambda: mini.build(root), 0, faults.die)
    assert calls is not None and calls > 30
    return calls


def refused(root: Path) -> None:
    """Build; that the disk refused is said in one sentence, which the harness knows as an error of the machine."""
    try:
        mini.build(root)
    except DiskRefused as told:
        raise OSError(errno.EIO, str(told)) from told


def survives(start: Path, folder: Path, disk: str, calls: Iterable[int], *, for_ever: bool) -> None:
    """A build whose call number `at` fails leaves no file that is neither old nor new, and the next is whole."""
    old, new = mini.tree(start / "output"), mini.tree(start / "clean")
    for at in calls:
        root = shutil.copytree(start, folder / "site")
        faults.run(partial(refused, root), at, DISKS[disk], for_ever=for_ever)
        left = mini.tree(root / "output")
        assert all(digest in (old.get(path), new.get(path)) for path, digest in left.items()), f"{disk} at {at}"
        mini.build(root)

        assert mini.tree(root / "output") == new, f"the disk was {disk} at call {at}"
        shutil.rmtree(root)


@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
@pytest.mark.parametrize("disk", DISKS)
def test_a_disk_that_refuses_leaves_no_mixed_site(start: Path, tmp_path: Path, disk: str, *, for_ever: bool) -> None:
    calls = calls_of(start, tmp_path / "counted")

    survives(start, tmp_path, disk, range(1 + len(disk), calls, calls // 5), for_ever=for_ever)


@pytest.mark.long
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for-ever"])
@pytest.mark.parametrize("disk", DISKS)
def test_a_disk_that_refuses_any_call_leaves_no_mixed_site(
    start: Path, tmp_path: Path, disk: str, *, for_ever: bool
) -> None:
    calls = calls_of(start, tmp_path / "counted")

    survives(start, tmp_path, disk, range(1, calls + 1), for_ever=for_ever)
