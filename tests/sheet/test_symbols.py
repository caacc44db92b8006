"""Signs of symbol fonts on a PDF's page: the letter that the sheet shows, or a mark that says there was one."""

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.document.model import Gap
from pipeline.extract.pdf_files import pdf
from pipeline.sheet import symbols, words
from tests.extract import word_files as word
from tests.extract.test_office import convert


def shown(letters: str, font: str) -> str:
    return words.in_unicode([words.Word(letters, 0, 0, 1, 1, 0, 12, font=font)])[0].text


@pytest.mark.parametrize(
    ("letters", "font", "sign"),
    [
        ("\uf0b3", "EAAAAA+OpenSymbol", "≥"),
        ("\uf0b4", "ABCDEF+SymbolMT", "×"),
        ("5\uf0b1", "Symbol", "5±"),
        ("\uf0a3", "", "≤"),
        ("\uf0fe", "ABCDEF+Wingdings-Regular", "☑"),
        ("\uf021", "ABCDEF+MTExtra", symbols.UNKNOWN),
        ("≥", "ABCDEF+SymbolMT", "≥"),
        ("Điều", "ABCDEF+TimesNewRomanPSMT", "Điều"),
    ],
)
def test_a_private_letter_is_the_sign_of_its_font(letters: str, font: str, sign: str) -> None:
    assert shown(letters, font) == sign


def test_a_pdf_from_word_keeps_its_signs_and_says_which_it_cannot_read(tmp_path: Path) -> None:
    def sym(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    body = word.p(word.run("Tỷ lệ hộ tham gia ") + sym("Symbol", "F0B3") + word.run(" 50% và lớn hơn."))
    drawn = convert(word.write(tmp_path / "a.docx", body), "pdf")

    read = pdf.read(drawn, "0" * 64, settings.Limits())

    assert "tham gia ≥ 50%" in " ".join(block.text for block in read.visible)
    assert Gap.signs not in read.coverage.gaps
