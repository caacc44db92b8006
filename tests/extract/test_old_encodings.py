"""Text of before Unicode is read in every format, with its horns, by its font or by its letters alone."""

import codecs
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline import legacy_encoding, media, settings
from pipeline import run as reading
from pipeline.document.model import Extraction
from pipeline.extract import readers
from tests import province
from tests.extract import word_files as word
from tests.extract.test_office import convert
from tests.extract.word_files import p, run

FONTS = {
    legacy_encoding.TCVN3: ".VnTime",
    legacy_encoding.VNI: "VNI-Times",
    legacy_encoding.VPS: "VPS Times",
    legacy_encoding.VISCII: "VI Times",
}
LINES = (
    "Điều 1. Hướng dẫn chi lương cho phường Hướng Dương",
    "Dự toán được giao, ưu tiên thủy lợi và trường học",
    "Lưu hành nội bộ",
)


def docx(path: Path, lines: list[str], font: str) -> Path:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>' if font else ""
    return word.write(path / "a.docx", "".join(p(run(line, fonts)) for line in lines))


def html(path: Path, lines: list[str], font: str) -> Path:
    face = f" style='font-family:\"{font}\"'" if font else ""
    page = path / "a.html"
    page.write_text("<meta charset=utf-8>" + "".join(f"<p{face}>{line}</p>" for line in lines), encoding="utf-8")
    return page


def plain(path: Path, lines: list[str], font: str) -> Path:
    page = path / "a.txt"
    page.write_text("\n\n".join(lines), encoding="utf-8")
    return page


def markdown(path: Path, lines: list[str], font: str) -> Path:
    page = path / "a.md"
    page.write_text("\n\n".join(lines), encoding="utf-8")
    return page


def workbook(path: Path, lines: list[str], font: str) -> Path:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    for line in lines:
        book.active.append([line])
    book.save(path / "a.xlsx")
    return path / "a.xlsx"


def read(path: Path) -> str:
    found: Extraction = readers.read(path, media.sniff(path).media, "", settings.Limits())
    return " ".join(block.text for block in found.visible)


@pytest.mark.parametrize("encoding", legacy_encoding.ENCODINGS)
@pytest.mark.parametrize("write", [docx, html, plain, markdown, workbook])
@pytest.mark.parametrize("named", [True, False], ids=["font", "letters"])
def test_no_letter_is_lost(
    tmp_path: Path, encoding: str, write: Callable[[Path, list[str], str], Path], named: bool
) -> None:
    typed = [legacy_encoding.encoded(line, encoding) for line in LINES]

    said = read(write(tmp_path, typed, FONTS[encoding] if named else ""))

    assert all(line in said for line in LINES)


@pytest.mark.parametrize("ending", ["doc", "odt", "rtf"])
@pytest.mark.long
def test_no_letter_is_lost_on_the_way_through_libreoffice(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = [legacy_encoding.encoded(line, legacy_encoding.TCVN3) for line in LINES]
    made = convert(docx(tmp_path, typed, ".VnTime"), ending)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")

    assert all(line in read(made) for line in LINES)


def test_a_table_of_before_unicode_under_a_heading_of_today_is_read(tmp_path: Path) -> None:
    old = [legacy_encoding.encoded(line, legacy_encoding.TCVN3) for line in LINES]
    new = ["Phụ lục kèm theo Nghị quyết của Hội đồng nhân dân", "Được sửa đổi, bổ sung năm nay", "Bà Trà, Hà Nam"]

    said = read(docx(tmp_path, new + old, ""))

    assert all(line in said for line in (*LINES, *new))


@pytest.mark.parametrize(
    "lines",
    [
        ("L'été dernier, les élèves de l'école ont reçu à Nîmes un prix très mérité.", "Ủy ban nhân dân được giao"),
        ("O município não possui informações sobre a situação.", "Hội đồng nhân dân quyết định"),
        ("Công ty TNHH Bà Trà, Hà Nam và cô Là", "Được giao nhiệm vụ thường xuyên"),
    ],
)
def test_foreign_words_beside_unicode_stay(tmp_path: Path, lines: tuple[str, ...]) -> None:
    said = read(docx(tmp_path, list(lines), ""))

    assert all(line in said for line in lines)


@pytest.mark.parametrize("encoding", [legacy_encoding.VISCII, legacy_encoding.VPS])
@pytest.mark.parametrize("name", ["goi.txt", "goi.html", "goi.md"])
def test_a_file_of_bytes_that_no_western_set_has_is_read_and_its_mark_seen(
    tmp_path: Path, name: str, encoding: str
) -> None:
    lines = ("TUYỆT MẬT", "ỦY BAN NHÂN DÂN", "Về việc phê duyệt mức hỗ trợ người giữ đê của phường Hướng Dương")
    said = "\n\n".join(f"<p>{line}</p>" if name.endswith("html") else line for line in lines)
    data = legacy_encoding.encoded(said.lower(), encoding).encode("cp1252", "hdnd-holes-back")
    (tmp_path / name).write_bytes(data)

    reader = reading.ReadingContext(settings.Settings(), province.vocabulary(), province.TODAY)
    read = next(iter(reading.readings([tmp_path / name], reader)))

    assert {"secret-mark", "secret-suspected"} & {finding.code for finding in read.findings}  # small letters: suspected


def _back(error: UnicodeError) -> tuple[bytes, int]:
    assert isinstance(error, UnicodeEncodeError)
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("hdnd-holes-back", _back)
