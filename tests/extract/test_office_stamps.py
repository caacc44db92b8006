"""Stamps pasted into Word files as pictures reach the gate; emblems, signatures and seals of offices do not."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline import settings
from pipeline.document.model import Extraction, Region
from pipeline.extract.office_files import docx
from pipeline.extract.scans import seals
from tests.extract import stamped
from tests.extract import word_files as word
from tests.extract.test_containers import relation
from tests.hostile import metafiles

LIMITS = settings.Limits()


def png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def with_picture(path: Path, picture: Image.Image, name: str = "word/media/image1.png") -> Extraction:
    links = relation("image", name.removeprefix("word/"), external=False)
    return docx.read(word.write(path, word.p("Báo cáo kết quả giám sát"), {name: png(picture)}, links), "", LIMITS)


def told(found: Extraction) -> set[str]:
    stamps = {block.text for block in found.blocks if block.region is Region.stamp}
    return stamps | {finding.code for finding in found.findings}


@pytest.mark.parametrize("words", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize("scale", [0.6, 1.0, 3.0])
def test_a_stamp_of_secrecy_in_a_word_file_is_told(tmp_path: Path, words: str, scale: float) -> None:
    found = with_picture(tmp_path / "a.docx", stamped.stamp(words, scale=scale))

    assert told(found) & {*seals.SECRET, "secret-suspected"}


@pytest.mark.parametrize("name", ["word/media/dau.png", "word/media/image7.png", "customXml/media/x.png"])
def test_a_stamp_is_told_wherever_the_file_keeps_it(tmp_path: Path, name: str) -> None:
    assert told(with_picture(tmp_path / "a.docx", stamped.stamp("TỐI MẬT"), name)) & {*seals.SECRET, "secret-suspected"}


def signature() -> Image.Image:
    picture = Image.new("RGBA", (300, 120), (255, 255, 255, 0))
    ImageDraw.Draw(picture).line([(10, 90), (60, 20), (90, 100), (150, 40), (290, 60)], fill=(20, 30, 160), width=4)
    return picture


def emblem() -> Image.Image:
    picture = Image.new("RGBA", (200, 200), (255, 255, 255, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, 190, 190), outline=(205, 30, 40), width=8)
    return picture


@pytest.mark.parametrize("picture", [signature(), emblem(), Image.new("RGB", (400, 90), "white"), stamped.stamp("ĐẾN")])
def test_other_pictures_are_no_mark(tmp_path: Path, picture: Image.Image) -> None:
    assert not told(with_picture(tmp_path / "a.docx", picture)) & {*seals.SECRET, "secret-suspected"}


UNREAD = {
    "no-picture-behind-its-sign": b"\x89PNG\r\n\x1a\nx",
    "strip-cut-short": png(stamped.stamp("MẬT"))[:-400],
    "kind-that-nobody-knows": b"II\xbc\x01" + bytes(200),
    "metafile-cut-in-a-record": metafiles.emf("MẬT")[:-30],
    "metafile-with-a-broken-picture": metafiles.emf(picture=stamped.stamp("MẬT")).replace(b"\x28\0", b"\x29\1"),
    "packed-and-broken": b"\x1f\x8b\x08" + bytes(50),
}


@pytest.mark.parametrize("data", UNREAD.values(), ids=UNREAD)
def test_a_picture_that_cannot_be_opened_waits_for_a_person(tmp_path: Path, data: bytes) -> None:
    path = word.write(tmp_path / "a.docx", word.p("x"), {"word/media/a.png": data})

    assert told(docx.read(path, "", LIMITS)) == {"secret-suspected"}


def test_a_picture_whose_bytes_the_archive_lost_waits_for_a_person(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", word.p("x"), {"word/media/a.png": png(stamped.stamp("MẬT"))})
    data = path.read_bytes()
    at = data.index(b"IDAT") if b"IDAT" in data else data.index(b"word/media/a.png") + 30
    path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])

    assert {"secret-suspected", "file-damaged"} & told(docx.read(path, "", LIMITS))


def test_the_words_of_a_drawn_picture_are_seen(tmp_path: Path) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><text>TỐI MẬT</text></svg>".encode()
    path = word.write(tmp_path / "a.docx", word.p("x"), {"word/media/a.svg": svg})

    assert "TỐI MẬT" in {block.text for block in docx.read(path, "", LIMITS).blocks}


def test_folders_and_whole_pictures_stop_nothing(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {
        "word/media/": b"",
        "word/media/a.png": png(emblem()),
        "word/media/b.emf": metafiles.emf("Lam Giang"),
    }
    path = word.write(tmp_path / "a.docx", word.p("x"), parts)

    assert told(docx.read(path, "", LIMITS)) == set()
