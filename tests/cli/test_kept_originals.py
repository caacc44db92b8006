"""A build names originals that lack or are not what their hash says; without the folder of them it does not look."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive_pages import kept_originals
from plugins.archive_pages.kept_originals import Fault
from plugins.incremental.view import View
from tests.cli.conftest import hdnd


def lose(path: Path) -> None:
    path.unlink()


def lengthen(path: Path) -> None:
    data = path.read_bytes()
    path.unlink()  # the output has the same file by a hard link
    path.write_bytes(data + b"x")


def exchange(path: Path) -> None:
    """Other bytes of the same length, the old time given back: the new inode tells."""
    size, times = path.stat().st_size, path.stat()
    path.unlink()
    path.write_bytes(bytes(size))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def overwrite(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


@pytest.fixture(scope="module")
def built(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(filled, tmp_path_factory.mktemp("built") / "kho"))
    assert "Bản gốc" not in hdnd(folder, "build").stderr
    return folder


def originals(kho: Path) -> list[Path]:
    return sorted(path for path in (kho / "content/originals").rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lose, "không có"),
        (lengthen, "khác mã băm của nó"),
        (exchange, "khác mã băm của nó"),
        (overwrite, "khác mã băm của nó"),
    ],
)
def test_a_spoilt_original_is_named_by_each_build_until_it_is_mended(
    spoil: Callable[[Path], None], said: str, built: Path, tmp_path: Path
) -> None:
    kho = Path(shutil.copytree(built, tmp_path / "kho"))
    hdnd(kho, "build")
    path = originals(kho)[0]
    spoil(path)

    for _ in range(2):
        done = hdnd(kho, "build")
        assert done.returncode == 0
        assert f"Bản gốc {path.relative_to(kho)}: {said}." in done.stderr and "hdnd verify" in done.stderr
    assert hdnd(kho, "verify").returncode == 6
    assert "Bản gốc" not in hdnd(kho, "build").stderr


def test_without_the_folder_nothing_is_looked_for(built: Path, tmp_path: Path) -> None:
    kho = Path(shutil.copytree(built, tmp_path / "kho"))
    shutil.rmtree(kho / "content/originals")

    done = hdnd(kho, "build")

    assert done.returncode == 0 and "Bản gốc content" not in done.stderr


def test_many_originals_have_their_turn(built: Path, tmp_path: Path) -> None:
    kho = Path(shutil.copytree(built, tmp_path / "kho"))
    (kho / ".state/originals").unlink(missing_ok=True)
    lost = originals(kho)[-1]
    lost.unlink()
    view = View.open(kho / ".state")

    folder, state = kho / "content/originals", kho / ".state"
    turns = [kept_originals.look(view, folder, state, each=2) for _ in originals(kho)]

    assert [] in turns
    assert {fault for turn in turns for fault in turn} == {Fault(lost.relative_to(folder).as_posix(), differs=False)}


def test_a_changed_original_is_hashed_though_new_ones_have_taken_the_bytes_of_the_build(
    built: Path, tmp_path: Path
) -> None:
    """One that was sound and differs now is looked at in the same build, whatever a new copy leaves to hash."""
    kho = Path(shutil.copytree(built, tmp_path / "kho"))
    folder, state = kho / "content/originals", kho / ".state"
    view = View.open(state)
    (state / "originals").unlink(missing_ok=True)
    kept_originals.look(view, folder, state)  # all are known to be sound
    for path in originals(kho):
        lengthen(path)

    named = {fault.path for fault in kept_originals.look(view, folder, state, most=1)}

    assert named == {path.relative_to(folder).as_posix() for path in originals(kho)}


def test_new_originals_beyond_the_bytes_of_a_build_wait_for_the_next(built: Path, tmp_path: Path) -> None:
    kho = Path(shutil.copytree(built, tmp_path / "kho"))
    folder, state = kho / "content/originals", kho / ".state"
    view = View.open(state)
    (state / "originals").unlink(missing_ok=True)
    for path in originals(kho):
        lengthen(path)

    assert len(kept_originals.look(view, folder, state, most=1)) == 1
