"""A document that is taken down by a command leaves every public place with the next build and the next copy."""

import gzip
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive

WORD = "Khánh Sậy Bích"
AS = ("--as", "Lê Thị Sông")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that is built and copied, with a document whose title and text hold WORD."""
    folder = write_archive(tmp_path_factory.mktemp("kho"))
    office = Office(folder)
    office.send(office.budget())
    paper = office.budget(number=8)
    office.send(replace(paper, title=f"Về việc hỗ trợ khu vực {WORD}"))
    for command in (("receive",), ("build",), ("mirror", str(folder.parent / "usb"))):
        done = hdnd(folder, *command)
        assert done.returncode == 0, done.stderr
    return folder


def places(folder: Path, word: str) -> list[str]:
    """Every file that holds a word, also deflated or without its accents."""
    found = []
    for base in (folder / "output", folder / "content", folder.parent / "usb"):
        for path in sorted(base.rglob("*")):
            if path.is_file() and any(word.encode() in data or word.encode("utf-16-le") in data for data in _all(path)):
                found.append(str(path.relative_to(folder.parent)))
    return found


def _all(path: Path) -> list[bytes]:
    data = path.read_bytes()
    found = [data]
    if data[:2] == b"\x1f\x8b":
        found.append(gzip.decompress(data))
    if data[:1] == b"x":
        found.append(zlib.decompressobj().decompress(data))
    return found


def build(archive: Path) -> None:
    for command in (("build",), ("mirror", str(archive.parent / "usb"))):
        done = hdnd(archive, *command)
        assert done.returncode == 0, done.stderr


LEAVING = (
    ("mirror", "usb-2"),
    ("export", "bag", "bag"),
    ("export", "zim", "kho.zim"),
    ("export", "sqlite", "kho.sqlite"),
    ("export", "jsonl", "jsonl"),
    ("pack", "--year", "2024", "--council", "lam-giang", "--to", "goi.html"),
)


def test_nothing_leaves_the_site_between_an_act_that_takes_down_and_the_build(tmp_path: Path) -> None:
    folder = write_archive(tmp_path / "kho")
    office = Office(folder)
    office.send(office.budget())
    assert [hdnd(folder, step).returncode for step in ("receive", "build")] == [0, 0]
    address = "tinh/lam-giang/2024/07-nq-hdnd"
    assert hdnd(folder, "suspend", address, *AS, "--why", "xem lại").returncode == 0

    for *command, name in (*LEAVING, ("join", str(folder), str(folder), "--to", "cong")):
        done = hdnd(folder, *command, str(tmp_path / name))
        assert done.returncode == 2 and address in done.stderr and "hdnd build" in done.stderr, (command, done.stderr)
        assert not (tmp_path / name).exists()
    assert hdnd(folder, "build").returncode == 0
    assert hdnd(folder, *LEAVING[0][:-1], str(tmp_path / "usb-2")).returncode == 0


def test_withdrawing_by_a_command_leaves_nothing_and_says_who_asked(archive: Path) -> None:
    documents = archive / "content/documents"
    (address,) = [
        path.relative_to(documents).with_suffix("").as_posix()
        for path in documents.rglob("*.md")
        if WORD in path.read_text("utf-8")
    ]
    before = {p: p.read_bytes() for p in (archive / "content/documents").rglob("*.md")}
    assert len(places(archive, WORD)) > 5

    told = hdnd(archive, "withdraw", address, *AS, "--ground", "personal-data", "--why", f"nêu {WORD}, số 0912 345 678")
    assert told.returncode == 2 and "--why" in told.stderr
    silent = hdnd(archive, "withdraw", address, *AS, "--ground", "personal-data", "--why", f"hỗ trợ khu vực {WORD}")
    assert silent.returncode == 2 and "trích yếu" in silent.stderr
    done = hdnd(
        archive, "withdraw", f"output/{address}/index.html", *AS, "--ground", "personal-data", "--why",
        "theo yêu cầu của người có dữ liệu", "--asked-by", "Ủy ban nhân dân tỉnh Lam Giang",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    build(archive)

    assert places(archive, WORD) == []
    page = (archive / "output" / address / "index.html").read_text("utf-8")
    assert "gỡ văn bản này theo đề nghị của Ủy ban nhân dân tỉnh Lam Giang, căn cứ: bảo vệ dữ liệu cá nhân." in page
    assert "thu hồi" not in page.partition("<main")[2].partition("</main>")[0]
    assert address in (archive / "output/du-lieu/thu-hoi.jsonl").read_text("utf-8")
    assert "originals/" in (archive.parent / "usb/purge.txt").read_text("utf-8")

    back = hdnd(archive, "restore", address, *AS, "--why", "đã che")
    assert back.returncode == 0, back.stderr
    build(archive)
    assert {p: p.read_bytes() for p in before} == before and len(places(archive, WORD)) > 5


def test_a_wrong_ground_or_address_is_one_sentence(archive: Path) -> None:
    wrong = hdnd(archive, "withdraw", "tinh/lam-giang/2024/1", *AS, "--why", "nhầm", "--ground", "khac")
    assert wrong.returncode == 2 and "personal-data" in wrong.stderr
    near = hdnd(archive, "suspend", "tinh/lam-giang/2024/77-nq-hdnd", *AS, "--why", "nhầm")
    assert near.returncode == 2 and "gần nhất" in near.stderr
    mixed = hdnd(archive, "restore", "a", "b", *AS)
    assert mixed.returncode == 2 and "ĐỊA_CHỈ" in mixed.stderr
