"""Readers see each scanned page beside its text; the picture goes wherever its original goes, and stays provable."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.extract import facsimile
from tests.cli.conftest import Office, hdnd
from tests.cli.lam_giang import write_archive
from tests.extract import sheets

AS = ("--as", "Lê Thị Sông")
WHY = ("--why", "thử")


def scan(office: Office, folder: Path, number: int, turn: int = 0) -> None:
    """A package of the office whose only file is a scan of two pages, the second one turned."""
    paper = replace(office.budget(number=number), title=f"Về dự toán ngân sách lần {number}")
    printed = folder / f"in-{number}.pdf"
    printed.write_bytes(office.pdf(paper))
    pages = [sheets.scanned(printed, page=page, turn=turn * page) for page in range(2)]
    office.send(paper, data=sheets.pictures(folder / f"quet-{number}.pdf", pages).read_bytes())


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_archive(tmp_path_factory.mktemp("kho"))
    office = Office(folder)
    scan(office, folder.parent, 7, turn=180)
    scan(office, folder.parent, 8)
    done("receive", folder)
    return folder


def done(command: str, folder: Path, *more: str) -> str:
    ran = hdnd(folder, *command.split(), *more)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def pictures(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in folder.rglob("*.webp")}


def held(folder: Path) -> list[str]:
    return [json.loads(line)["receipt"] for line in done("review list", folder, "--json").splitlines()]


def page(folder: Path, number: str) -> str:
    return (folder / f"output/tinh/lam-giang/2024/{number}-nq-hdnd/index.html").read_text("utf-8")


@pytest.mark.long
def test_pictures_live_and_die_with_their_original(archive: Path) -> None:
    first, second = held(archive)
    assert pictures(archive / "content") == {} and len(list((archive / ".private/dropped").iterdir())) == 4
    done("review purge", archive, second, *AS, *WHY)
    assert len(list((archive / ".private/dropped").iterdir())) == 2  # the purged package's are gone

    done("review approve", archive, first, *AS)
    done("build", archive)
    kept = pictures(archive / "content/originals")
    assert len(kept) == 2 and pictures(archive / "output").keys() == kept.keys()
    assert not any((archive / ".private/dropped" / one).exists() for one in kept)
    shown = page(archive, "07")
    for sha256, path in kept.items():
        width, height = facsimile.size(path.read_bytes()) or (0, 0)
        assert abs(width - facsimile.WIDTH) <= 1 and height > width and path.stat().st_size < 120_000
        address = f"../../../../originals/{sha256[:2]}/{sha256[2:4]}/{sha256}.webp"
        assert f'<img src="{address}" alt="Ảnh bản chụp trang ' in shown and shown.count(address) == 2
    assert shown.count('loading="lazy"') == 2 and shown.count(" height=") == 2
    at = [shown.index(f"Ảnh trang {number} của bản gốc") for number in (1, 2)]
    assert at[0] < shown.index("Căn cứ") < at[1] < shown.index('<div class="after">')

    done("mirror", archive, str(archive.parent / "usb"))
    assert pictures(archive.parent / "usb").keys() == kept.keys()
    assert hdnd(archive, "verify").returncode == 0
    path = next(iter(kept.values()))
    before = path.read_bytes()
    path.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    assert hdnd(archive, "verify").returncode != 0
    path.write_bytes(before)

    stands = "tinh/lam-giang/2024/07-nq-hdnd"
    done("suspend", archive, stands, *AS, *WHY)
    done("build", archive)
    done("mirror", archive, str(archive.parent / "usb"))
    assert pictures(archive / "content") == pictures(archive / "output") == pictures(archive.parent / "usb") == {}
    done("restore", archive, stands, *AS, *WHY)
    done("build", archive)
    assert pictures(archive / "content").keys() == pictures(archive / "output").keys() == kept.keys()

    done("redact", archive, stands, *AS, *WHY, "--box", "1:0.1,0.3,0.9,0.4")
    done("build", archive)
    made = pictures(archive / "content")
    assert len(made) == 2 and not made.keys() & kept.keys() and pictures(archive / "output").keys() == made.keys()
    assert all(address in page(archive, "07") for address in made)
    assert hdnd(archive, "verify").returncode == 0

    done("withdraw", archive, stands, *AS, *WHY, "--ground", "error")
    done("build", archive)
    assert pictures(archive / "content") == pictures(archive / "output") == {}


def test_a_turned_page_stands_upright(archive: Path, tmp_path: Path) -> None:
    """Shape alone cannot tell: the head of a sheet is darker than its foot."""
    printed = sheets.resolution(tmp_path / "in.pdf")
    for turn in (90, 180, 270):
        scanned = sheets.pictures(tmp_path / f"{turn}.pdf", [sheets.scanned(printed, turn=turn)])
        drawn = facsimile.draw(scanned, "application/pdf", 1, 400, turn=(360 - turn) % 360)
        straight = facsimile.draw(
            sheets.pictures(tmp_path / "0.pdf", [sheets.scanned(printed)]), "application/pdf", 1, 400
        )
        with Image.open(io.BytesIO(drawn)) as one, Image.open(io.BytesIO(straight)) as other:
            assert one.size[1] > one.size[0]
            difference = [abs(a - b) for a, b in zip(rows(one), rows(other), strict=False)]
            assert max(difference) < 60, turn


def rows(picture: Image.Image) -> bytes:
    return picture.convert("L").resize((1, 40), Image.Resampling.BOX).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"RIFF",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"RIFF\x20\0\0\0WEBPVP8X" + b"\0" * 40,
        b"<svg onload=alert(1)>" + b" " * 40,
    ],
)
def test_what_is_no_plain_picture_is_not_taken_from_the_child(data: bytes) -> None:
    assert facsimile.size(data) is None


def test_nothing_may_hang_behind_a_picture(tmp_path: Path) -> None:
    """Metadata (where a phone stood) and anything else would be a second chunk."""
    picture = tmp_path / "a.png"
    Image.new("RGB", (600, 800), "white").save(picture)
    made = facsimile.draw(picture, "image/png", 1, 300)

    assert facsimile.size(made) == (300, 400)
    assert facsimile.size(made + b"EXIF") is None and facsimile.size(made[:-2]) is None
    assert not re.search(rb"EXIF|XMP ", made)
