"""Words that are struck out of a published document are nowhere public after the next build, and stay out."""

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from samples.generator.paper import Paper
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive
from tests.cli.test_taking_down import AS, WORD, build, places


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that is built and copied, with a document of two versions whose title, text and file hold WORD."""
    folder = write_archive(tmp_path_factory.mktemp("kho"))
    office = Office(folder)
    office.send(office.budget())
    office.send(named(office))
    office.send(replace(named(office), title=f"Về việc hỗ trợ bổ sung khu vực {WORD}"), action=2, reason="Bổ sung")
    assert hdnd(folder, "receive").returncode == 0
    build(folder)
    return folder


def named(office: Office) -> Paper:
    return replace(office.budget(number=8), title=f"Về việc hỗ trợ khu vực {WORD}")


def address(archive: Path) -> str:
    documents = archive / "content/documents"
    (found,) = (path for path in documents.rglob("08-nq-hdnd*.md"))
    return found.relative_to(documents).with_suffix("").as_posix()


def registers(archive: Path) -> str:
    return "".join(path.read_text("utf-8") for path in (archive / "content/register").glob("*.jsonl"))


@pytest.mark.long
def test_what_is_struck_out_is_nowhere_and_does_not_come_back(archive: Path) -> None:
    assert len(places(archive, WORD)) > 8
    stands = address(archive)
    assert (archive / f"content/documents/{stands}.md").read_text("utf-8").count("- receipt: ") == 2
    why = ("--why", "theo yêu cầu của người có dữ liệu")
    told = hdnd(archive, "redact", stands, *AS, "--why", f"có tên {WORD}", "--words", WORD)
    assert told.returncode == 2 and "--why" in told.stderr
    missed = hdnd(archive, "redact", stands, *AS, *why, "--words", "Không Có Đâu")
    assert missed.returncode == 2 and "--box" in missed.stderr
    beyond = hdnd(archive, "redact", stands, *AS, *why, "--words", WORD, "--box", "9:10,40,60,45")
    assert beyond.returncode == 2 and "--box 9:" in beyond.stderr

    assert hdnd(archive, "suspend", stands, *AS, "--why", "xem").returncode == 0
    done = hdnd(archive, "redact", stands, *AS, *why, "--words", WORD.lower())
    assert done.returncode == 0, done.stderr
    assert hdnd(archive, "restore", stands, *AS, "--why", "đã che").returncode == 0
    build(archive)

    assert places(archive, WORD) == [] and WORD not in registers(archive)
    text = (archive / f"content/documents/{stands}.md").read_text("utf-8")
    assert "[đã che]" in text and "(đã che).pdf" in text
    shown = [path for path in (archive / "output/originals").rglob("*.pdf")]
    assert len(shown) == 2  # the other document's, and the one that was made anew
    for path in shown:
        poppler = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
        own = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        assert "Sậy" not in poppler and "Sậy" not in own
    assert hdnd(archive, "verify").returncode == 0

    office = Office(archive)
    office.sent = 3
    office.send(named(office))  # the first package again
    office.send(replace(named(office), title=f"Việc khác ở {WORD}"), action=2, reason="Sửa")
    assert hdnd(archive, "receive").returncode == 0
    waits = [json.loads(line) for line in hdnd(archive, "review", "list", "--json").stdout.splitlines()]
    again = next(item["receipt"] for item in waits if "Việc khác" in (item["title"] or ""))
    approved = hdnd(archive, "review", "approve", again, *AS)
    assert approved.returncode == 2 and "điều đã che" in approved.stderr
    build(archive)
    assert places(archive, WORD) == []
    assert hdnd(archive, "correct", stands, *AS, "--why", "đối chiếu", "--set", "place=Lam Giang").returncode == 0
    build(archive)
    assert places(archive, WORD) == []
