import datetime as dt
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline import ingest, media, settings
from tests.ingest.conftest import Reader
from tests.ingest.packages import PDF, zipped
from tests.ingest.test_edxml import codes, stopping


def test_a_bare_file_is_a_package_without_a_header(read: Reader) -> None:
    package = read(PDF, "Nghị quyết 12.pdf")

    assert (package.channel, package.declared.sender, stopping(package)) == ("file", None, set())
    assert (package.files[0].name, package.files[0].sha256) == ("Nghị quyết 12.pdf", package.sha256)


def test_html_and_text_are_read_when_they_come_alone(read: Reader) -> None:
    assert stopping(read(b"<html><p>x", "a.html")) == set()
    assert stopping(read("Điều 1. x".encode(), "a.txt")) == set()


def test_a_bare_archive_is_a_package_of_its_files(read: Reader) -> None:
    package = read(zipped(**{"nq.pdf": PDF, "pl-1.pdf": PDF + b" "}), "ho-so.zip")

    assert [file.media for file in package.files] == [media.PDF.media] * 2


def test_a_side_car_states_what_a_header_would(tmp_path: Path, read: Reader) -> None:
    (tmp_path / "a.pdf.yaml").write_text(
        "sender: 000.00.01.L77\nnumber: '12'\nnotation: NQ-HĐND\nissue_date: 2024-07-10\n"
    )

    said = read(PDF, "a.pdf").declared

    assert (said.sender, said.code, said.issue_date) == ("000.00.01.L77", "12/NQ-HĐND", dt.date(2024, 7, 10))


def test_a_side_car_with_an_unknown_key_holds(tmp_path: Path, read: Reader) -> None:
    (tmp_path / "a.pdf.yaml").write_text("nguoi_gui: x\n")

    assert "sidecar-invalid" in codes(read(PDF, "a.pdf"))


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    package = ingest.read(tmp_path / "mất.pdf", tmp_path / "work", settings.Limits())

    assert codes(package) == {"file-unreadable"}


def test_folders_are_walked_in_order_of_path_without_dot_files_and_links_are_not_followed(tmp_path: Path) -> None:
    for name in ("b/2.edxml", "a/1.pdf", "a/1.pdf.yaml", ".an/3.pdf", "c/.x.pdf", "c/d.part", "c/e.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "z").symlink_to(tmp_path / "a")

    found = ingest.find([tmp_path, tmp_path / "a" / "1.pdf"])

    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a/1.pdf", "b/2.edxml", "c/e.yaml", "z"]


@contextmanager
def no_more_files() -> Iterator[None]:
    """As when other programs hold all the files that the system lets one open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.open("/", os.O_RDONLY)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_machine_that_opens_no_more_files_is_no_fault_of_the_package(tmp_path: Path, read: Reader) -> None:
    path = read(PDF, "a.pdf").path

    with no_more_files(), pytest.raises(OSError, match="Too many open files"):
        ingest.read(path, tmp_path / "w", settings.Limits())


def test_a_folder_that_cannot_be_looked_into_is_among_the_answers(tmp_path: Path) -> None:
    folder = tmp_path / "hom-nay"
    folder.mkdir()

    with no_more_files():
        assert ingest.find([folder]) == [folder]
