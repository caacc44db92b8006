"""An archive that version 0.1.0 made goes on under this program: nothing is lost, nothing is done twice."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Office, hdnd

HERE = Path(__file__).parent


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Two resolutions, a tombstone, a duplicate and a sealed package, as 0.1.0 left them (private objects left out)."""
    subprocess.run(["tar", "-C", tmp_path, "-xJf", HERE / "archive-0.1.0.tar.xz"], check=True)
    (tmp_path / "kho/inbox").mkdir()
    shutil.copytree(HERE.parents[1] / "content/pages", tmp_path / "kho/content/pages")
    return tmp_path / "kho"


def lines(archive: Path, name: str) -> list[dict[str, str]]:
    written = (archive / f"content/register/{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in written.splitlines()]


def test_every_address_of_the_earlier_archive_is_answered(archive: Path) -> None:
    state, built = hdnd(archive, "status"), hdnd(archive, "build")

    assert (state.returncode, built.returncode) == (6, 0), built.stderr
    assert "private/objects/" in state.stdout  # which were left out of it
    for line in lines(archive, "addresses"):
        assert (archive / "output" / line["address"] / "index.html").is_file()


def test_the_earlier_ledgers_are_continued(archive: Path) -> None:
    before = lines(archive, "receipts")
    office = Office(archive)
    office.send(office.budget(number=9))
    assert hdnd(archive, "receive").returncode == 0

    after = lines(archive, "receipts")
    assert after[: len(before)] == before
    assert [line["outcome"] for line in after[len(before) :]] == ["accepted"]
    assert "nguyên vẹn" in hdnd(archive, "status").stdout


def test_an_update_of_a_document_of_the_earlier_archive_becomes_its_next_version(archive: Path) -> None:
    office = Office(archive)
    office.send(office.budget(), action=2, reason="Cập nhật", name="cap-nhat")
    assert hdnd(archive, "receive").returncode == 0

    receipt = lines(archive, "receipts")[-1]
    assert receipt["outcome"] in {"updated", "held", "duplicate"}, receipt
    assert hdnd(archive, "build").returncode == 0


@pytest.mark.parametrize("name", ["receipts", "publications"])
def test_a_line_of_a_later_version_stops_what_cannot_understand_it(archive: Path, name: str) -> None:
    path = archive / f"content/register/{name}.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"v":1', '"v":2', 1), encoding="utf-8")

    for command in ("status", "build"):
        done = hdnd(archive, command)
        assert done.returncode == 5, command
        assert "phiên bản 2" in done.stdout + done.stderr


def test_a_document_of_a_later_schema_stops_the_build_with_its_name(archive: Path) -> None:
    path = archive / "content/documents/tinh/lam-giang/2024/07-nq-hdnd.md"
    path.write_text(path.read_text(encoding="utf-8").replace("schema: 1", "schema: 2", 1), encoding="utf-8")

    done = hdnd(archive, "build")
    assert done.returncode == 3
    assert "07-nq-hdnd" in done.stderr and "schema" in done.stderr
