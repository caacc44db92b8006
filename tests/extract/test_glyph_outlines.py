"""A font that says other letters than it draws is told by the shapes of these, figures too; an honest one is not."""

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.document.model import Region
from pipeline.extract.pdf_files import pdf, pdf_page
from pipeline.extract.pdf_files.glyph_outlines import Outlines
from tests.extract import sheets
from tests.hostile import lying

LIES = {
    "telephone": ("0912 345 678", "4500 000 000"),
    "paper-of-a-citizen": ("074085001234", "120000000000"),
    "mark": ("MẬT", "CÁC"),
    "higher-mark": ("TỐI MẬT", "VỀ VIỆC"),
    "plate": ("61A-123.48", "61A-111.12"),
}
LETTERS = (
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVXYỲÝỶỸỴ",
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ",
    "0123456789 FJWZ fjwz",
)


@pytest.mark.parametrize(("shown", "said"), LIES.values(), ids=LIES)
def test_what_is_shown_under_other_letters_is_read_and_held(tmp_path: Path, shown: str, said: str) -> None:
    found = pdf.read(lying.claiming(tmp_path / "a.pdf", shown, said), "", settings.Limits())

    assert "letters-unknown" in {finding.code for finding in found.findings}
    assert any(shown in block.text for block in found.blocks if block.region is Region.hidden)


@pytest.mark.parametrize("shown", ["0912 345 678", "MẬT", "61A-123.48", "Điều 10, khoản 8"])
def test_a_font_that_tells_the_truth_is_believed(tmp_path: Path, shown: str) -> None:
    found = pdf.read(lying.claiming(tmp_path / "a.pdf", shown, shown), "", settings.Limits())

    assert not {"letters-unknown", "text-layer-broken"} & {finding.code for finding in found.findings}


def test_every_letter_of_vietnamese_is_made_as_it_is_known_to_be(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    for at, face in enumerate(("Serif", "Serif-Bold", "Serif-Italic")):
        for row, letters in enumerate(LETTERS):
            page.line(20, 780 - 120 * at - 30 * row, letters, size=7, face=face)
    page.canvas.save()

    with pdf_page.open_document(tmp_path / "a.pdf") as document:
        assert pdf_page.sheet(document, 0, Outlines()).doubted == ()


def test_pages_of_one_font_are_not_all_kept_open(tmp_path: Path) -> None:
    page = sheets.sheet(tmp_path / "a.pdf")
    for number in range(2, 8):
        page.paragraph(f"Điều {number}. Thông qua {LETTERS[1][number : 3 * number]}.")
        page.page(number)
    page.canvas.save()

    outlines = Outlines()
    with pdf_page.open_document(tmp_path / "a.pdf") as document:
        for index in range(len(document)):
            pdf_page.sheet(document, index, outlines)
        assert len(outlines.kept) <= 2
