from pathlib import Path

import pytest
from pypdf import PageObject, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from pipeline import settings
from pipeline.document.model import Region
from pipeline.extract.pdf_files import pdf, pdf_shown
from tests.extract import sheets

LIMITS = settings.Limits()
_TABLE = (
    "2 beginbfchar\n<0041> <1EAC>\n<0042> <006600660069>\nendbfchar\n1 beginbfrange\n<0061> <0063> <0078>\nendbfrange"
)


def _stream(data: bytes, **entries: object) -> DecodedStreamObject:
    found = DecodedStreamObject()
    found.set_data(data)
    found.update({NameObject(f"/{key}"): value for key, value in entries.items()})
    return found


def _font(kind: str, encoding: str, table: str = "") -> DictionaryObject:
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject(kind)})
    font[NameObject("/Encoding")] = NameObject(encoding)
    if table:
        font[NameObject("/ToUnicode")] = _stream(table.encode())
    return font


def page(content: bytes, form: bytes = b"") -> PageObject:
    """A page with a plain font F, one of two bytes a letter W, and a form X."""
    sheet = PdfWriter().add_blank_page(200, 200)
    fonts = {"/F": _font("/TrueType", "/WinAnsiEncoding"), "/W": _font("/Type0", "/Identity-H", _TABLE)}
    resources = DictionaryObject(
        {
            NameObject("/Font"): DictionaryObject({NameObject(name): font for name, font in fonts.items()}),
            NameObject("/XObject"): DictionaryObject(
                {NameObject("/X"): _stream(form, Subtype=NameObject("/Form"))} if form else {}
            ),
        }
    )
    sheet[NameObject("/Resources")] = resources
    sheet[NameObject("/Contents")] = _stream(content)
    return sheet


@pytest.mark.parametrize(
    ("content", "letters"),
    [
        (b"BT /F 12 Tf (Ngh) Tj 3 0 Td (\\351\\)\\\n.) Tj ET", "Nghé)."),
        (b"BT /F 12 Tf [(s)-3(\\364) 4 <41>] TJ (a) ' 1 2 (b) \" ET", "sôAab"),
        (b"BT /W 9 Tf [<0041>-3<00420061>7<0062 0063>] TJ (\0A) Tj ET", "Ậffixyz" + "Ậ"),
        (b"/F 1 Tf q /W 1 Tf <0041> Tj Q (q) Tj", "Ậq"),
        (b"/P <</MCID 1/Lang (vi-VN)>> BDC /F 1 Tf (x) Tj EMC [0.5 0.5] 0 d", "x"),
        (b"/P <</MCID 1/Lang (sr-Latn-RS)>> BDC /F 1 Tf (x) Tj EMC", "x"),
        (b"0 0 m 10 10 l S", ""),
    ],
    ids=["strings", "arrays", "two bytes", "kept state", "marked part", "marked with a script", "no text"],
)
def test_every_string_of_a_page_is_told_in_the_letters_of_its_font(content: bytes, letters: str) -> None:
    told = pdf_shown.Walk().letters(page(content))

    assert told is not None and sorted(told) == sorted(letters)


def test_forms_are_looked_into_as_often_as_they_are_drawn() -> None:
    assert pdf_shown.Walk().letters(page(b"/X Do /X Do", form=b"/F 2 Tf (mu) Tj")) == "mumu"


@pytest.mark.parametrize(
    "content",
    [
        b"(no font) Tj",
        b"/G 1 Tf (a font of no name) Tj",
        b"/F 1 Tf (one (in another)) Tj",
        b"/F 1 Tf (open",
        b"/F 1 Tf % (said in a remark)\n(a) Tj",
        b"/F 1 Tf 2 Tf (b) Tj",
        b"BI /W 1 /H 1 ID (a picture in place) EI",
        b"/W 1 Tf (odd) Tj",
        b"/W 1 Tf <004> Tj",
        b"/Span << /A << /B (c) >> >> BDC",
    ],
)
def test_what_the_walk_cannot_follow_is_left_to_the_whole_reader(content: bytes) -> None:
    assert pdf_shown.Walk().letters(page(content)) is None


@pytest.mark.parametrize("form", [b"/X Do", b"/X Do " * 40], ids=["once", "many times"])
def test_a_form_that_draws_itself_ends_the_walk(form: bytes) -> None:
    assert pdf_shown.Walk().letters(page(b"/X Do", form)) is None


@pytest.mark.parametrize("x", [sheets.WIDTH + 300, -400], ids=["right of the page", "left of it"])
def test_hidden_text_is_told_though_every_letter_of_it_stands_on_the_page_and_in_its_stamps(
    tmp_path: Path, x: float
) -> None:
    path = tmp_path / "a.pdf"
    page = sheets.sheet(path)
    page.paragraph("Diện tích tối thiểu và mật độ xây dựng của thư viện xã theo quy chuẩn hiện hành.")
    page.line(x, 400, "TỐI MẬT")
    page.canvas.save()
    sheets.stamped(path, [(100, 100, "Toi nay mat do xe cao")])

    hidden = [block.text for block in pdf.read(path, "0" * 64, LIMITS).blocks if block.region is Region.hidden]

    assert "TỐI MẬT" in hidden
