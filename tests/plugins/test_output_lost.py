"""The output is compared with the state as it is when the build writes: whoever deleted, moved or replaced it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.incremental import BuildError
from plugins.incremental.state import State
from tests.plugins import mini


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return mini.blog(tmp_path / "site", posts=3)


def emptied(site: Path) -> None:
    for path in (site / "output").iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def gone(site: Path) -> None:
    shutil.rmtree(site / "output")


def one_file_gone(site: Path) -> None:
    (site / "output/p1/index.html").unlink()


def one_folder_gone(site: Path) -> None:
    shutil.rmtree(site / "output/tag")


def another_site(site: Path) -> None:
    """The same names and sizes, other words, other inodes: as a restored copy has."""
    copy = site / "copy"
    shutil.copytree(site / "output", copy)
    for path in copy.rglob("*.html"):
        path.write_bytes(path.read_bytes().replace(b"Post", b"Pest"))
    shutil.rmtree(site / "output")
    copy.rename(site / "output")


def moved_away_and_back(site: Path) -> None:
    (site / "output").rename(site / "elsewhere")
    (site / "elsewhere").rename(site / "output")


@pytest.mark.parametrize(
    "lose", [emptied, gone, one_file_gone, one_folder_gone, another_site, moved_away_and_back], ids=lambda f: f.__name__
)
def test_whatever_the_output_lost_the_next_build_makes_again(site: Path, lose: Callable[[Path], None]) -> None:
    good = mini.tree(site / "output")
    lose(site)
    mini.build(site)

    assert mini.tree(site / "output") == good


def test_pelicans_own_deletion_of_the_output_loses_nothing(site: Path) -> None:
    good = mini.tree(site / "output")
    for _ in range(3):  # what `pelican -d` and the publishconf.py of pelican-quickstart do
        mini.build(site, DELETE_OUTPUT_DIRECTORY=True)

        assert mini.tree(site / "output") == good


def test_two_outputs_of_one_state_are_both_whole(site: Path) -> None:
    mini.article(site, "p0", title="Pest 0", date="2024-01-02", tags=["a"])  # of the same size
    (site / "content/articles/p1.md").unlink()
    mini.build(site, "public")
    mini.build(site)

    assert mini.tree(site / "output") == mini.tree(site / "public")


def test_an_output_that_moved_with_its_setting_is_kept(site: Path) -> None:
    (site / "output").rename(site / "public")
    before = mini.inodes(site / "public")
    mini.build(site, "public")

    assert mini.inodes(site / "public") == before


def test_a_content_folder_that_is_gone_empties_no_site(site: Path) -> None:
    good = mini.tree(site / "output")
    (site / "content/articles").rename(site / "unmounted")
    with pytest.raises(BuildError, match="articles"):
        mini.build(site)

    assert mini.tree(site / "output") == good


def test_a_source_of_the_same_size_and_time_is_built(site: Path) -> None:
    path = site / "content/articles/p1.md"
    os.utime(path, ns=(1, 1))
    mini.build(site)
    path.write_bytes(path.read_bytes().replace(b"Post", b"Pest"))
    os.utime(path, ns=(1, 1))
    mini.build(site)

    assert "Pest 1" in (site / "output/p1/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("at_once", [1, 700, 5_000])
def test_the_times_of_folders_are_those_last_noted_however_many_come_at_once(tmp_path: Path, at_once: int) -> None:
    state = State(tmp_path)
    noted: dict[str, int | None] = {}
    assert not state.knows_folders()
    for step in range(5):
        folders = range(0, at_once, step + 1)
        several = {f"xa/{folder}": None if folder % 7 == step else folder + step for folder in folders}
        with state.transaction():
            state.note_folders(several.items())
        noted = {folder: time for folder, time in (noted | several).items() if time is not None}
        state.close()
        state.open()
        assert state.folder_times() == noted
        assert state.knows_folders()
    state.close()
