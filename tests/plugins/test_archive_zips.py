"""ZIP files of a year and of the whole: the documents byte for byte, by content alone, and nothing withdrawn."""

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive_pages.page_sizes import PageSizes
from plugins.archive_zips import pack, written
from tests.plugins.archive import Archive

ZIPS = "du-lieu/zip"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "archive")
    for number, year in ((1, 2023), (2, 2024), (3, 2024)):
        made.issue(number, year=year)
    made.build()
    return made


def packed(archive: Archive, name: str, output: str = "output") -> dict[str, bytes]:
    """The documents of a ZIP file, by address; every check of the library passed."""
    with zipfile.ZipFile(archive.root / output / ZIPS / f"{name}.zip") as file:
        assert file.testzip() is None
        assert file.namelist()[0] == "DOC-TRUOC.txt"
        return {one: file.read(one) for one in file.namelist()[1:]}


def content(archive: Archive, year: str = "*") -> dict[str, bytes]:
    folder = archive.root / "content/documents"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.glob(f"*/*/{year}/*.md")}


def bytes_of(archive: Archive, output: str = "output") -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (archive.root / output / ZIPS).iterdir()}


def test_a_year_and_the_whole_hold_the_documents_byte_for_byte(archive: Archive) -> None:
    assert packed(archive, "2024") == content(archive, "2024")
    assert packed(archive, "toan-bo") == content(archive)
    with zipfile.ZipFile(archive.output / ZIPS / "2023.zip") as file:
        comments = {one.filename: one.comment.decode() for one in file.infolist()[1:]}
    assert comments == {name: hashlib.sha256(data).hexdigest() for name, data in content(archive, "2023").items()}


def test_the_same_content_gives_the_same_bytes_after_any_history(archive: Archive) -> None:
    archive.issue(4, year=2024)
    archive.issue(2, year=2024, title="Về việc đã sửa")
    archive.build()
    (archive.root / "content/documents/tinh/lam-giang/2023/1-nq-hdnd.md").unlink()
    archive.build()
    archive.build("clean", ".clean")

    assert bytes_of(archive) == bytes_of(archive, "clean")
    assert sorted(bytes_of(archive)) == ["2024.zip", "toan-bo.zip"]


def test_withdrawn_text_is_in_no_zip_and_not_in_the_state(archive: Archive) -> None:
    data = (archive.root / "content/documents/tinh/lam-giang/2024/2-nq-hdnd.md").read_bytes()
    packed_before = pack("", data).data[:64]
    assert kept(archive, packed_before)
    archive.issue(2, year=2024, state="withdrawn", state_reason="theo đề nghị của cơ quan ban hành")
    archive.build()

    assert list(packed(archive, "2024")) == ["tinh/lam-giang/2024/3-nq-hdnd.md"]
    assert not kept(archive, packed_before)


@pytest.mark.parametrize("store", ["zips/2024.zip", "texts/tinh-2024-12.gz"])
def test_what_earlier_versions_kept_beside_the_state_goes_with_the_next_build(archive: Archive, store: str) -> None:
    path = archive.root / ".state" / store
    path.parent.mkdir()
    path.write_bytes("Điều 1 của một văn bản đã thu hồi".encode())
    archive.build()

    assert not path.parent.exists()


def kept(archive: Archive, data: bytes) -> list[Path]:
    """The files of the build's state that hold these bytes."""
    return [path for path in (archive.root / ".state").rglob("*") if path.is_file() and data in path.read_bytes()]


def test_a_large_archive_has_years_and_no_whole(archive: Archive) -> None:
    archive.own["ARCHIVE_SIZES"] = PageSizes(whole=3)
    archive.issue(4, year=2025)
    archive.build()

    assert sorted(bytes_of(archive)) == ["2023.zip", "2024.zip", "2025.zip"]
    assert "toan-bo.zip" not in archive.page("du-lieu/index.html")
    assert f"{ZIPS}/2025.zip" in archive.page("du-lieu/index.html")


def test_another_program_than_the_one_that_packs_opens_it(archive: Archive, tmp_path: Path) -> None:
    subprocess.run(["unzip", "-q", archive.output / ZIPS / "2024.zip"], check=True, cwd=tmp_path)

    found = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.glob("tinh/**/*.md")}
    assert found == content(archive, "2024")


@given(st.dictionaries(st.text("abcđê/-", min_size=1, max_size=20), st.binary(max_size=4000), max_size=8))
def test_any_members_come_back(members: dict[str, bytes]) -> None:
    made = written([pack(name, data, hashlib.sha256(data).hexdigest()) for name, data in members.items()])
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert file.testzip() is None
        assert {one: file.read(one) for one in file.namelist()} == members
