"""Lines whose font lost letters are read from the picture alone, and put back with what their own letters say."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from pipeline import settings, text
from pipeline.document.model import Region
from pipeline.extract.pdf_files import pdf, pdf_page, seen_lines
from pipeline.sheet import symbols
from pipeline.sheet.words import Word
from tests.extract import sheets

LIMITS = settings.Limits()
SEEN = Word("", 100, 500, 160, 512, 503, 13)
LOST = {
    "a letter within": ("CHIA", ["C", "IA"], "CHIA"),
    "the first": ("HÀNH", ["ÀN"], "HÀNH"),
    "a mark that the picture loses": ("NÓI,", ["NỐI,"], "NỐI,"),
    "a mark beside a lost letter": ("CHÚC", ["C", "ỨC"], "CHỨC"),
    "a sign of no table": ("CHIA", ["C" + symbols.UNKNOWN + "IA"], "CHIA"),
}


def parts(*texts: str) -> list[Word]:
    """Pieces of the text layer, side by side under `SEEN`."""
    wide = (SEEN.right - SEEN.left) / len(texts)
    return [
        replace(SEEN, text=text, left=SEEN.left + at * wide, right=SEEN.left + (at + 1) * wide)
        for at, text in enumerate(texts)
    ]


@pytest.mark.parametrize(("seen", "own", "word"), LOST.values(), ids=LOST)
def test_what_the_layer_has_of_a_word_is_believed_before_the_picture(seen: str, own: list[str], word: str) -> None:
    assert seen_lines.with_own(replace(SEEN, text=seen), parts(*own)).text == word


@pytest.mark.parametrize("own", [["X", "IA"], ["CHIAS"], ["IA", "C"]], ids=["other", "more", "another order"])
def test_a_word_of_which_the_layer_says_something_else_stays_as_the_picture_shows_it(own: list[str]) -> None:
    assert seen_lines.with_own(replace(SEEN, text="CHIA"), parts(*own)).text == "CHIA"


def test_lines_read_by_themselves_stand_where_they_stand_on_the_page(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    lines = {740: "HỘI ĐỒNG NHÂN DÂN", 724: "Nghị quyết này", 500: "Điều khoản thi hành", 60: "Kỳ họp thứ hai"}
    for baseline, said in lines.items():
        page.line(90, baseline, said, size=14)
    page.canvas.save()

    with pdf_page.open_document(tmp_path / "a.pdf") as document:
        found = seen_lines.read(document[0], [(baseline, 14) for baseline in (500, 740, 60, 724)])

    words = [(word, said) for baseline, line in lines.items() for word, said in placed(found, baseline, line)]
    assert [word.text for word, _ in words] == [said for _, said in words]
    assert all(89 <= word.left < word.right < 350 for word, _ in words)


def placed(found: list[Word], baseline: float, line: str) -> list[tuple[Word, str]]:
    """The words found on a baseline beside those that were written there."""
    there = sorted((word for word in found if abs(word.baseline - baseline) < 2), key=lambda word: word.left)
    return list(zip(there, line.split(), strict=True))


def test_of_no_lines_nothing_is_read(tmp_path: Path) -> None:
    sheets.resolution(tmp_path / "a.pdf")

    with pdf_page.open_document(tmp_path / "a.pdf") as document:
        assert seen_lines.read(document[0], [(-40, 14), (2_000, 14)]) == []


def without_names(path: Path, *faces: str, name: bytes = b"<FFFD>") -> None:
    """Have the fonts of these faces name none of their letters, as those of producers without ToUnicode do.

    Where a table is missing, the numbers of a small font's letters are controls to pdfium: <0003>.
    """
    writer = PdfWriter(clone_from=path)
    fonts: Any = writer.pages[0]["/Resources"]
    for font in (one.get_object() for one in fonts["/Font"].values()):
        table = font.get("/ToUnicode")
        if table is None or not str(font["/BaseFont"]).endswith(faces):
            continue
        changed = DecodedStreamObject()
        changed.set_data(re.sub(rb"<[0-9A-F]{4}>", name, table.get_object().get_data()))
        font[NameObject("/ToUnicode")] = writer._add_object(changed)
    writer.write(path)


@pytest.mark.parametrize("faces", [("Serif",), ("-Bold",), ("Serif", "-Bold", "-Italic")], ids=["text", "bold", "all"])
def test_a_page_of_unnamed_letters_is_read_from_its_picture_as_a_whole(tmp_path: Path, faces: tuple[str, ...]) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    named = body(path)
    without_names(path, *faces)

    found = pdf.read(path, "", LIMITS)

    assert found.image_pages == (1,)
    assert {finding.code for finding in found.findings} == {"text-layer-broken"}
    assert body(path) == named


def body(path: Path) -> list[str]:
    """The lines of a page's text without marks: OCR may read "chi" as "chỉ"."""
    return [text.fold(block.text) for block in pdf.read(path, "", LIMITS).blocks if block.region is Region.body]


def test_a_line_of_unnamed_letters_leaves_the_page_as_it_is(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.paragraph(sheets.BASES[0])
    page.paragraph("Nơi nhận:", face="Serif-Italic")
    page.canvas.save()
    without_names(tmp_path / "a.pdf", "-Italic")

    assert pdf.read(tmp_path / "a.pdf", "", LIMITS).image_pages == ()


@pytest.mark.parametrize(("said", "asks"), [("Lam Giang, ngày 09 tháng 12 năm 2024", True), ("Nơi nhận:", False)])
def test_a_line_that_the_picture_alone_shows_is_read_and_its_figures_ask_a_person(
    tmp_path: Path, said: str, asks: bool
) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    page.line(300, 300, said, face="Serif-Italic")
    for _ in range(3):
        page.paragraph(sheets.BASES[0])
    page.canvas.save()
    without_names(tmp_path / "a.pdf", "-Italic", name=b"<0003>")

    found = pdf.read(tmp_path / "a.pdf", "", LIMITS)

    assert text.fold(said) in [text.fold(block.text) for block in found.visible]
    assert found.image_pages == ((1,) if asks else ())
    assert {finding.code for finding in found.findings} == {"text-layer-broken"}
