"""What a file kept when it was saved is read, not what LibreOffice would fill in when it opens it."""

import re
import zipfile
from pathlib import Path

import olefile
import pytest

from pipeline import settings
from pipeline.document.model import Region
from pipeline.extract.office_files import as_saved, container, libreoffice
from tests.extract import word_files as word
from tests.extract.test_office import convert, open_document
from tests.extract.test_word_constructs import field
from tests.extract.word_files import p

LIMITS = settings.Limits()
SAID = "Nậm Sa, ngày 05 tháng 12 năm 2025"


def visible(path: Path) -> list[str]:
    return [block.text for block in libreoffice.read(path, "", LIMITS).visible]


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A .docx whose day, month and year are fields of the day on which somebody looks at them."""
    day, month, year = (field(f'DATE \\@ "{form}"', "?") for form in ("dd", "MM", "yyyy"))
    body = p("Nậm Sa, ngày ", day, " tháng ", month, " năm ", year)
    return word.write(tmp_path_factory.mktemp("dated") / "ngay.docx", body)


@pytest.mark.parametrize("name", ["DATE", "date", r"\insrsid12 SaveDate", r"DA}{\ltrch TE", r"D}{A}{\lang1066 TE"])
def test_a_day_that_is_a_field_of_rich_text_is_that_of_the_file(tmp_path: Path, name: str) -> None:
    field = rf"{{\field{{\*\fldinst {{ {name} \\@ \"dd\" }}}}{{\fldrslt {{05}}}}}}"
    words = f"N\\u7853?m Sa, ng\\u224?y {field} th\\u225?ng 12 n\\u259?m 2025"
    (tmp_path / "a.rtf").write_text(f"{{\\rtf1\\ansi\\uc1 \\pard {words}\\par}}")

    assert visible(tmp_path / "a.rtf") == [SAID]


def test_days_that_are_fields_of_word_97_are_those_of_the_file(dated: Path) -> None:
    path = convert(dated, "doc")
    with olefile.OleFileIO(str(path), write_mode=True) as ole:
        text = ole.openstream("WordDocument").read()
        shown = (said.encode("utf-16-le") for said in ("05", "12", "2025"))
        ole.write_stream("WordDocument", re.sub(rb"(?<=\x14\0)(?:[0-9]\0)+(?=\x15\0)", lambda match: next(shown), text))

    assert visible(path) == [SAID]


def test_a_day_that_is_a_field_of_an_open_document_is_that_of_the_file(tmp_path: Path) -> None:
    day = '<text:date text:date-value="2025-12-05">05</text:date>'
    page = f"<text:p>Nậm Sa, ngày {day} tháng 12 năm <text:time>2025</text:time></text:p>"

    assert visible(open_document(tmp_path / "a.odt", page)) == [SAID]


def test_a_hidden_section_of_an_open_document_is_for_the_gate(tmp_path: Path) -> None:
    hidden = '<text:section text:name="s" text:display="none"><text:p>đoạn ẩn của mục</text:p></text:section>'
    path = open_document(tmp_path / "a.odt", f"<text:p>thấy</text:p>{hidden}<text:p>cuối</text:p>")

    found = libreoffice.read(path, "", LIMITS)

    assert [block.text for block in found.visible] == ["thấy", "cuối"]
    assert "đoạn ẩn của mục" in [block.text for block in found.blocks if block.region is Region.hidden]


def test_a_file_without_such_fields_keeps_its_parts(tmp_path: Path) -> None:
    path = open_document(tmp_path / "a.odt", "<text:p>chữ</text:p>", {"Pictures/a.txt": "x"})

    libreoffice.to_docx(path, tmp_path, LIMITS)

    with zipfile.ZipFile(tmp_path / "source.odt") as made, zipfile.ZipFile(path) as sent:
        assert made.namelist() == sent.namelist()


@pytest.mark.parametrize(
    "typed",
    [b'\x13 DATE \\@ "dd"', "\x13 DATE ".encode("utf-16-le"), b"\x13SAVEDATE", "\x13TIME".encode("utf-16-le")],
    ids=["one byte", "two bytes", "saved", "time"],
)
def test_a_damaged_file_with_a_day_that_would_be_filled_is_not_read(tmp_path: Path, typed: bytes) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(2000) + typed + bytes(200))

    with pytest.raises(container.UnreadableFile):
        as_saved.copied(path, tmp_path / "source.doc", LIMITS)


def test_a_damaged_file_without_such_a_day_is_left_to_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(2000) + b"\x13 PAGE \x14 UPDATED" + bytes(200))

    as_saved.copied(path, tmp_path / "source.doc", LIMITS)

    assert (tmp_path / "source.doc").read_bytes() == path.read_bytes()


VIETNAMESE = r"M\'fd\'ecc h\'f4\'de tr\'f5\'f2"  # windows-1258: Mức hỗ trợ


@pytest.mark.parametrize("font", [r"\f0\fcharset163 Times New Roman;", r"\f0\fnil\fcharset163 .VnX;"])
def test_text_under_the_default_font_of_rich_text_is_of_its_letters(tmp_path: Path, font: str) -> None:
    (tmp_path / "a.rtf").write_text(rf"{{\rtf1\ansi\ansicpg1252\deff0{{\fonttbl{{{font}}}}}\pard {VIETNAMESE}\par}}")

    assert visible(tmp_path / "a.rtf") == ["Mức hỗ trợ"]


def test_rich_text_that_names_its_fonts_is_read_by_them(tmp_path: Path) -> None:
    """A paragraph that names no font has that of the one before it, not the default one."""
    fonts = r"{\fonttbl{\f0\fcharset163 Times New Roman;}{\f1\fcharset0 Arial;}}"
    said = rf"\pard\f1 Jo\'e3o\par\pard Sim\'f5es\par\pard\f0 {VIETNAMESE}\par"
    (tmp_path / "a.rtf").write_text(rf"{{\rtf1\ansi\ansicpg1252\deff0{fonts}{said}}}")

    assert visible(tmp_path / "a.rtf") == ["João", "Simões", "Mức hỗ trợ"]


@pytest.mark.parametrize("end", ["", r"\par", r"\par \par"])
def test_the_last_clause_of_rich_text_keeps_its_level(tmp_path: Path, end: str) -> None:
    levels = "".join(
        rf"{{\listlevel\levelnfc0\levelfollow2\levelstartat1{{\leveltext {text};}}{{\levelnumbers {at};}}}}"
        for text, at in ((r"\'07\u272?i\u7873?u \'00.", r"\'06"), (r"\'02\'01.", r"\'01"))
    )
    lists = rf"{{\*\listtable{{\list{levels}\listid1}}}}{{\*\listoverridetable{{\listoverride\listid1\ls1}}}}"
    text = rf"\pard\plain\ilvl0\ls1 Giao\par\pard\plain\ilvl1\ls1 Chi{end}"
    (tmp_path / "a.rtf").write_text(rf"{{\rtf1\ansi\uc1{lists}{text}}}" + "\r\n")

    assert visible(tmp_path / "a.rtf")[:2] == ["Điều 1. Giao", "1. Chi"]


@pytest.mark.parametrize(
    "columns", ["<table:table-column/>", '<table:table-column table:number-columns-repeated="2"/>']
)
def test_cells_beyond_the_columns_of_an_open_document_are_read(tmp_path: Path, columns: str) -> None:
    cells = "".join(f"<table:table-cell><text:p>{said}</text:p></table:table-cell>" for said in ("một", "hai", "ba"))
    body = f'<table:table table:name="a">{columns}<table:table-row>{cells}</table:table-row></table:table>'

    found = libreoffice.read(open_document(tmp_path / "a.odt", body), "", LIMITS)

    assert [block.rows for block in found.visible if block.rows] == [(("một", "hai", "ba"),)]
