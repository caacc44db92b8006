"""What runs, sends or fetches by itself is found in every format, in each of the ways that it can be written."""

from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from pipeline import settings
from pipeline.document.model import Extraction
from pipeline.extract.office_files import docx, libreoffice
from pipeline.extract.pdf_files import pdf
from pipeline.extract.web_pages import html
from pipeline.extract.workbooks import spreadsheet
from tests.extract import sheets
from tests.extract import word_files as word
from tests.extract.test_containers import relation

LIMITS = settings.Limits()


def is_active(found: Extraction) -> bool:
    return "active-content" in {finding.code for finding in found.findings}


def action(kind: str, **entries: PdfObject) -> DictionaryObject:
    named = {NameObject("/S"): NameObject(f"/{kind}")}
    return DictionaryObject({**named, **{NameObject(f"/{key}"): value for key, value in entries.items()}})


URI = action("URI", URI=TextStringObject("http://vi-du.example/"))
ACTIONS = {
    "uri": URI,
    "print": action("Named", N=NameObject("/Print")),
    "next-page-by-itself": action("Named", N=NameObject("/NextPage")),
    "other-file": action("GoToR", F=TextStringObject("b.pdf"), D=TextStringObject("x")),
    "embedded-file": action("GoToE", T=DictionaryObject(), D=TextStringObject("x")),
    "form": action("SubmitForm", F=TextStringObject("http://vi-du.example/")),
    "data": action("ImportData", F=TextStringObject("a.fdf")),
    "program": action("Launch", F=TextStringObject("a.exe")),
    "script": action("JavaScript", JS=TextStringObject("x")),
    "sound": action("Sound", Sound=TextStringObject("x")),
    "movie": action("Movie", T=TextStringObject("x")),
    "rendition": action("Rendition", R=DictionaryObject()),
    "a-page-and-then-a-link": action("GoTo", D=TextStringObject("x"), Next=URI),
    "a-page-and-then-several": action("GoTo", D=TextStringObject("x"), Next=ArrayObject([URI])),
}


def with_root(path: Path, **entries: PdfObject) -> Path:
    writer = PdfWriter(clone_from=sheets.resolution(path))
    for key, value in entries.items():
        writer.root_object[NameObject(f"/{key}")] = writer._add_object(value)
    writer.write(path)
    return path


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_whatever_opens_with_a_pdf_and_acts_holds_it(tmp_path: Path, action: DictionaryObject) -> None:
    assert is_active(pdf.read(with_root(tmp_path / "a.pdf", OpenAction=action), "", LIMITS))


@pytest.mark.parametrize("event", ["WC", "WS", "DP", "O", "C", "PV"])
def test_actions_of_events_hold_a_pdf(tmp_path: Path, event: str) -> None:
    events = DictionaryObject({NameObject(f"/{event}"): URI})

    assert is_active(pdf.read(with_root(tmp_path / "a.pdf", AA=events), "", LIMITS))


def test_a_pdf_may_open_at_a_page_and_carry_links(tmp_path: Path) -> None:
    path = with_root(tmp_path / "a.pdf", OpenAction=action("GoTo", D=TextStringObject("x")), Links=ArrayObject([URI]))

    assert not is_active(pdf.read(path, "", LIMITS))


def test_a_pdf_may_open_at_a_place_on_its_first_page(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=sheets.resolution(tmp_path / "a.pdf"))
    first = writer.pages[0].indirect_reference
    assert first is not None
    writer.root_object[NameObject("/OpenAction")] = ArrayObject([first, NameObject("/Fit")])
    writer.write(tmp_path / "a.pdf")

    assert not is_active(pdf.read(tmp_path / "a.pdf", "", LIMITS))


def stream(**entries: PdfObject) -> StreamObject:
    made = StreamObject()
    made.set_data(b"x")
    made.update({NameObject(f"/{key}"): value for key, value in entries.items()})
    return made


def test_a_kind_behind_a_reference_is_a_kind(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=sheets.resolution(tmp_path / "a.pdf"))
    kind = writer._add_object(NameObject("/Launch"))
    writer.root_object[NameObject("/Thing")] = DictionaryObject(
        {NameObject("/S"): kind, NameObject("/F"): TextStringObject("a.exe")}
    )
    writer.write(tmp_path / "a.pdf")

    assert is_active(pdf.read(tmp_path / "a.pdf", "", LIMITS))


ELSEWHERE = {
    "a-stream-in-another-file": stream(F=TextStringObject("http://vi-du.example/x")),
    "a-form-of-another-file": stream(Subtype=NameObject("/Form"), Ref=DictionaryObject()),
    "a-file-by-its-address": DictionaryObject(
        {NameObject("/FS"): NameObject("/URL"), NameObject("/x"): NumberObject(1)}
    ),
    "a-link-that-runs": action("URI", URI=TextStringObject("javascript:x()")),
    "a-button-that-prints": action("Named", N=NameObject("/Print")),
    "an-article-of-another-file": action("Thread", F=TextStringObject("b.pdf"), D=NumberObject(0)),
}


@pytest.mark.parametrize("thing", ELSEWHERE.values(), ids=ELSEWHERE)
def test_parts_of_a_pdf_that_lie_elsewhere_or_command_the_viewer_hold_it(tmp_path: Path, thing: PdfObject) -> None:
    assert is_active(pdf.read(with_root(tmp_path / "a.pdf", Thing=thing), "", LIMITS))


@pytest.mark.parametrize(
    "kind", ["image", "frame", "settings", "styles", "font", "header", "video", "chart", "customXml", "subDocument"]
)
def test_whatever_lies_outside_a_word_file_is_active(tmp_path: Path, kind: str) -> None:
    path = word.write(tmp_path / "a.docx", word.p("x"), {}, relation(kind, "http://vi-du.example/x", external=True))

    assert is_active(docx.read(path, "", LIMITS))


@pytest.mark.parametrize("target", ["javascript:x()", "ms-msdt:/id PCWDiagnostic", "search-ms:query=x"])
def test_links_that_run_programs_are_active(tmp_path: Path, target: str) -> None:
    path = word.write(tmp_path / "a.docx", word.p("x"), {}, relation("hyperlink", target, external=True))

    assert is_active(docx.read(path, "", LIMITS))


@pytest.mark.parametrize(
    ("kind", "target"), [("hyperlink", "https://vi-du.example/"), ("attachedTemplate", "C:\\mau.dotm")]
)
def test_links_that_wait_for_a_click_are_not(tmp_path: Path, kind: str, target: str) -> None:
    path = word.write(tmp_path / "a.docx", word.p("x"), {}, relation(kind, target, external=True))

    assert not is_active(docx.read(path, "", LIMITS))


def field(*pieces: str) -> str:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"<w:p>{begin}{runs}{end}</w:p>"


FIELDS = {
    "whole": field(' DDEAUTO c:\\x "y" '),
    "in-lower-case": field(" dde excel x y"),
    "over-runs": field(" D", "DE", "AUTO c:\\x"),
    "spelt-by-numbers": field(" QUOTE 68 68 69 65 85 84 79 32 99 "),
    "simple": '<w:p><w:fldSimple w:instr=" DDEAUTO c:\\x "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>',
    "remote-text": field(' INCLUDETEXT "http://vi-du.example/x" '),
    "remote-picture": field(' INCLUDEPICTURE "\\\\\\\\may-chu\\\\x.png" '),
    "link": field(" LINK Excel.Sheet.8 http://vi-du.example/x "),
}


@pytest.mark.parametrize("body", FIELDS.values(), ids=FIELDS)
def test_fields_that_run_or_fetch_are_active_wherever_they_stand(tmp_path: Path, body: str) -> None:
    note = word.part("footnotes", f'<w:footnote w:id="2">{body}</w:footnote>')

    assert is_active(docx.read(word.write(tmp_path / "a.docx", body), "", LIMITS))
    assert is_active(docx.read(word.write(tmp_path / "b.docx", word.p("x"), {"footnotes.xml": note}), "", LIMITS))


@pytest.mark.parametrize("code", [" PAGE ", ' HYPERLINK "https://vi-du.example/dde" ', " TOC \\o ", " REF so_hieu "])
def test_ordinary_fields_are_not(tmp_path: Path, code: str) -> None:
    assert not is_active(docx.read(word.write(tmp_path / "a.docx", field(code)), "", LIMITS))


RICH = {
    "dde": rb"{\field{\*\fldinst DDEAUTO c:\\x}{\fldrslt x}}",
    "dde-in-pieces": rb"{\field{\*\fldinst {D}{\b D}{E}AUTO c:\\x}{\fldrslt x}}",
    "remote-picture": rb'{\field{\*\fldinst INCLUDEPICTURE "http://vi-du.example/x"}{\fldrslt x}}',
    "remote-template": rb"{\*\template http://vi-du.example/x.dotm}",
}


@pytest.mark.parametrize("words", RICH.values(), ids=RICH)
def test_fields_of_rich_text_are_active(tmp_path: Path, words: bytes) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 Nghi quyet " + words + b"}")

    assert is_active(libreoffice.read(path, "", LIMITS))


@pytest.mark.parametrize("formula", ['=WEBSERVICE("http://vi-du.example")', '=RTD("x",,"y")', "=cmd|'/c calc'!A0"])
def test_formulas_that_call_outside_are_active(tmp_path: Path, formula: str) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = formula
    book.save(tmp_path / "a.xlsx")

    assert is_active(spreadsheet.read(tmp_path / "a.xlsx", "", LIMITS))


def test_links_of_a_workbook_are_looked_at(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "x"
    book.worksheets[0]["A1"].hyperlink = "ms-msdt:/id x"
    book.save(tmp_path / "a.xlsx")

    assert is_active(spreadsheet.read(tmp_path / "a.xlsx", "", LIMITS))


PAGES = [
    "<p style='background:url(http://vi-du.example/x.png)'>x",
    "<style>@import '//vi-du.example/x.css';</style><p>x",
    "<body background='http://vi-du.example/x.png'>x",
    "<video poster='http://vi-du.example/x.png'></video>x",
    "<base href='http://vi-du.example/'><p>x",
    "<form action='http://vi-du.example/'>x</form>",
]


@pytest.mark.parametrize("page", PAGES)
def test_pages_that_fetch_by_their_style_are_active(tmp_path: Path, page: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(page, encoding="utf-8")

    assert is_active(html.read(path, "", LIMITS))


EVENT = "<img src=x onerror=1>"


@pytest.mark.parametrize(
    "page",
    [
        f'<noscript><p title="</noscript>{EVENT}">',
        f"<noscript><!--</noscript>{EVENT}--></noscript>",
        f"<noscript><style></NOSCRIPT >{EVENT}</style></noscript>",
        f'<head><noscript><link href="</noscript>{EVENT}"></noscript></head>x',
        f"<svg><style>{EVENT}</style></svg>",
        f"<math><mi><style>{EVENT}</style></math>",
        f"<math><mtext><mglyph><style>{EVENT}",
        f"<svg><script type=application/json>{EVENT}</script></svg>",
        "<body><p>x<body class=a onload=1>",
        "<html><body>x<html lang=vi onclick=1>",
        "<body>x</body><BODY/ONLOAD=1>",
    ],
)
def test_what_only_a_browser_takes_for_markup_is_active(tmp_path: Path, page: str) -> None:
    """All of them ran in Chromium: the reader saw a tip, a note or a style sheet, and left the second tag out."""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")

    assert is_active(html.read(tmp_path / "a.html", "", LIMITS))


@pytest.mark.parametrize(
    "page",
    [
        "<noscript><img alt='Trang cần mã' src=a.png><style>p{}</style></noscript><p>x",
        "<noscript>Dùng thẻ &lt;/noscript&gt; để đóng.</noscript><p>x",
        "<svg><style><![CDATA[.a>b{fill:red}]]></style><path d='M0 0'/></svg><p>x",
        "<svg><title>Biểu đồ 1 < 2</title></svg><p>x",
        "<style>/* <b> */</style><p title='a <b> c'>x",
        "<!--[if IE 8]><html class=ie8><![endif]--><html lang=vi><body class=a>x<body class=b>y",
    ],
)
def test_usual_notices_drawings_and_doubled_tags_are_not(tmp_path: Path, page: str) -> None:
    (tmp_path / "a.html").write_text(page, encoding="utf-8")

    assert not is_active(html.read(tmp_path / "a.html", "", LIMITS))
