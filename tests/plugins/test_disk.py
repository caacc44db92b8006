"""Whatever the file system offers is a sentence and an exit code: in the content, in the output, in the state."""

import os
import resource
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.incremental import ContentBroken, DiskRefused, Odd
from tests.plugins import mini


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = mini.make(tmp_path / "site")
    mini.article(root, "one", title="One", date="2024-01-02", tags=["a"])
    mini.build(root)
    return root


def dangling(folder: Path) -> None:
    (folder / "x.md").symlink_to("nowhere.md")


def to_itself(folder: Path) -> None:
    (folder / "x.md").symlink_to("x.md")


def folder_to_itself(folder: Path) -> None:
    (folder / "x").symlink_to(".")


def a_folder(folder: Path) -> None:
    (folder / "x.md").mkdir()


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "x.md")


def a_socket(folder: Path) -> None:
    here = Path.cwd()
    os.chdir(folder)  # a socket's path has 108 bytes
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("x.md")
    os.chdir(here)


def a_device(folder: Path) -> None:
    (folder / "x.md").symlink_to("/dev/null")


def not_utf8(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/x\xff.md")).write_text("", encoding="utf-8")


def folder_not_utf8(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/x\xff")).mkdir()


ODD = [
    (dangling, Odd.nowhere),
    (to_itself, Odd.loop),
    (folder_to_itself, Odd.loop),
    (a_folder, Odd.folder),
    (a_pipe, Odd.kind),
    (a_socket, Odd.kind),
    (a_device, Odd.kind),
    (not_utf8, Odd.name),
    (folder_not_utf8, Odd.name),
]


@pytest.mark.parametrize(("offer", "problem"), ODD, ids=[offer.__name__ for offer, _ in ODD])
def test_what_is_no_source_file_is_named_and_the_old_site_stays(
    site: Path, offer: Callable[[Path], None], problem: Odd
) -> None:
    good = mini.tree(site / "output")
    offer(site / "content/articles")
    with pytest.raises(ContentBroken) as caught:
        mini.build(site)

    [(path, said)] = caught.value.problems
    assert path.startswith("x") and said == problem
    str(caught.value).encode()  # whatever bytes the name has, the sentence can be printed
    assert mini.tree(site / "output") == good


def test_a_link_to_a_file_is_a_source_file(site: Path) -> None:
    (site / "aside.md").write_text("---\ntitle: Linked\n---\n", encoding="utf-8")
    (site / "content/articles/x.md").symlink_to(site / "aside.md")
    mini.build(site)

    assert "Linked" in (site / "output/x/index.html").read_text(encoding="utf-8")


def a_file_as_output(site: Path) -> None:
    shutil.rmtree(site / "output")
    (site / "output").write_text("", encoding="utf-8")


def a_folder_as_page(site: Path) -> None:
    (site / "output/one/index.html").unlink()
    (site / "output/one/index.html").mkdir()


def a_file_as_folder(site: Path) -> None:
    shutil.rmtree(site / "output/one")
    (site / "output/one").write_text("", encoding="utf-8")


def a_file_as_state(site: Path) -> None:
    shutil.rmtree(site / ".state")
    (site / ".state").write_text("", encoding="utf-8")


def a_folder_as_database(site: Path) -> None:
    (site / ".state/build.sqlite").unlink()
    (site / ".state/build.sqlite").mkdir()


PLACES = [a_file_as_output, a_folder_as_page, a_file_as_folder, a_file_as_state, a_folder_as_database]


@pytest.mark.parametrize("offer", PLACES, ids=lambda offer: offer.__name__)
def test_a_place_that_cannot_be_written_is_named(site: Path, offer: Callable[[Path], None]) -> None:
    offer(site)
    with pytest.raises(DiskRefused, match=r"output|state"):
        mini.build(site)


def build_within(root: Path, size: int) -> int:
    """The exit code of a build in a child whose files may grow to `size` bytes, as on a full disk."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        try:
            mini.build(root)
        except DiskRefused as error:
            os._exit(error.exitcode)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_full_disk_ends_the_build_and_the_next_one_is_whole(site: Path) -> None:
    mini.article(site, "big", title="Big " * 5_000, date="2024-02-02", tags=["a"])
    mini.article(site, "two", title="Two", date="2024-03-02", tags=["a"])
    codes = {build_within(site, size) for size in (0, 1_000, 8_000, 30_000, 45_000, 200_000)}
    assert codes <= {0, DiskRefused.exitcode} and DiskRefused.exitcode in codes

    mini.build(site)
    mini.build(site, "clean", ".clean")
    assert mini.tree(site / "output") == mini.tree(site / "clean")
