"""Workbooks, RTF and OpenDocument files that hide something from a careless reader."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Drawn
from openpyxl.worksheet.datavalidation import DataValidation

from tests.extract import stamped
from tests.hostile.hidden import ACTIVE, CITIZEN, LIMIT, LIMITED, MARK, PRIVATE, SECRET, SENTENCES, Attack, png


def _book(path: Path, change: Callable[[openpyxl.Workbook], None]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for at, line in enumerate(SENTENCES * 2, 1):
        sheet.append([at, line, at * 1000])
    change(book)
    book.save(path)
    return path


def _hidden_sheet(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("Sheet2")
    sheet["A1"] = MARK
    sheet.sheet_state = "veryHidden"


def _hidden_row(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["A20"] = MARK
    book.worksheets[0].row_dimensions[20].hidden = True


def _cell(value: object, form: str = "General", at: str = "A20") -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        book.worksheets[0][at] = value
        book.worksheets[0][at].number_format = form

    return change


def _noted_cell(book: openpyxl.Workbook) -> None:
    book.worksheets[0]["A1"].comment = Comment(MARK, "a")


def _named(book: openpyxl.Workbook) -> None:
    book.worksheets[0].title = MARK


def _headed(book: openpyxl.Workbook) -> None:
    book.worksheets[0].oddHeader.center.text = MARK


def _footed(book: openpyxl.Workbook) -> None:
    book.worksheets[0].evenFooter.right.text = LIMIT
    book.worksheets[0].HeaderFooter.differentOddEven = True


def _list(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("DS")
    for row in (("Họ và tên", "Năm sinh", "Địa chỉ"), ("Vũ Văn Kín", 1970, "ấp 3"), ("Lê Thị Hạ", 1980, "ấp 4")):
        sheet.append(row)


def _stored_citizen(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("DS")
    sheet.append(("STT", "CCCD"))
    sheet.append((1, 74085001234))
    sheet["B2"].number_format = "000000000000"


def _titled(book: openpyxl.Workbook) -> None:
    book.properties.title = f"Báo cáo ({MARK})"


def _prompted(book: openpyxl.Workbook) -> None:
    rule = DataValidation(type="list", formula1=f'"{MARK},Thường"', promptTitle="x", prompt="y")
    rule.add("A1")
    book.worksheets[0].add_data_validation(rule)


def _pictured_with(book: openpyxl.Workbook, picture: bytes) -> None:
    book.worksheets[0].add_image(Drawn(io.BytesIO(picture)), "D1")


def _pictured(book: openpyxl.Workbook) -> None:
    _pictured_with(book, png(stamped.stamp(MARK)))


def _with_part(path: Path, name: str, part: str) -> Path:
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, part)
    return path


def _charted(book: openpyxl.Workbook) -> None:
    chart = BarChart()
    chart.title = MARK
    chart.add_data(Reference(book.worksheets[0], min_col=1, min_row=1, max_row=4))
    book.worksheets[0].add_chart(chart, "F1")


SHEETS: dict[str, tuple[Callable[[openpyxl.Workbook], None], frozenset[str]]] = {
    "xlsx-hidden-sheet": (_hidden_sheet, SECRET),
    "xlsx-hidden-row": (_hidden_row, SECRET),
    "xlsx-far-cell": (_cell(MARK, at="ZZ900"), SECRET),
    "xlsx-format": (_cell(1, '"TỐI MẬT"'), SECRET),
    "xlsx-format-beside": (_cell(1, '0" (TỐI MẬT)"'), SECRET),
    "xlsx-formula": (_cell('="TỐI"&" "&"MẬT"'), SECRET),
    "xlsx-note": (_noted_cell, SECRET),
    "xlsx-sheet-name": (_named, SECRET),
    "xlsx-page-header": (_headed, SECRET),
    "xlsx-even-footer": (_footed, LIMITED),
    "xlsx-list": (_list, PRIVATE),
    "xlsx-citizen": (_stored_citizen, PRIVATE),
    "xlsx-phone-format": (_cell(912345678, '"Liên hệ: 0"0'), PRIVATE),
    "xlsx-title": (_titled, SECRET),
    "xlsx-choice": (_prompted, SECRET),
    "xlsx-picture": (_pictured, SECRET),
    "xlsx-chart": (_charted, SECRET),
}

_RTF = (
    "{{\\rtf1\\ansi\\ansicpg1258\\deff0{{\\fonttbl{{\\f0 Times New Roman;}}}}{}\\par "
    + "Bao cao ket qua giam sat.\\par " * 8
    + "}}"
)


def _rtf(said: str) -> str:
    return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in said)


RTF: dict[str, tuple[str, frozenset[str]]] = {
    "rtf-hidden": (f"{{\\v {_rtf(MARK)}}}", SECRET),
    "rtf-header": (f"{{\\header {_rtf(MARK)}\\par}}", SECRET),
    "rtf-info": (f"{{\\info{{\\title {_rtf('Báo cáo (' + MARK + ')')}}}}}", SECRET),
    "rtf-comment": (f"{{\\*\\annotation {_rtf(MARK)}}}", SECRET),
    "rtf-shape": (f"{{\\shp{{\\*\\shpinst{{\\shptxt {_rtf(MARK)}\\par}}}}}}", SECRET),
    "rtf-word-art": (f"{{\\shp{{\\*\\shpinst{{\\sp{{\\sn gtextUNICODE}}{{\\sv {_rtf(MARK)}}}}}}}}}", SECRET),
    "rtf-deleted": (f"{{\\deleted {_rtf(CITIZEN)}}}", PRIVATE),
    "rtf-picture": ("{\\pict\\pngblip\\picw236\\pich63 PNG}", SECRET),
    "rtf-object": ("{\\object\\objemb{\\*\\objdata 0105000002000000}}", ACTIVE),
}
_ODT_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)
_ODT_ENTRY = '<manifest:file-entry manifest:full-path="{}" manifest:media-type=""/>'
_ODT_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry '
    'manifest:full-path="content.xml" manifest:media-type="text/xml"/>{}</manifest:manifest>'
)
ODT: dict[str, tuple[str, dict[str, str | bytes], frozenset[str]]] = {
    "odt-hidden": (f'<text:p><text:hidden-text text:condition="ooow:true" text:is-hidden="true" text:string-value="{MARK}">x</text:hidden-text></text:p>', {}, SECRET),
    "odt-hidden-paragraph": (f'<text:p><text:hidden-paragraph text:condition="ooow:1"/>{MARK}</text:p>', {}, SECRET),
    "odt-comment": (f"<text:p>x<office:annotation><text:p>{MARK}</text:p></office:annotation></text:p>", {}, SECRET),
    "odt-deleted": (
        f'<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>{CITIZEN}</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>", {}, PRIVATE,
    ),
    "odt-frame": (f"<text:p><draw:frame><draw:text-box><text:p>{MARK}</text:p></draw:text-box></draw:frame></text:p>", {}, SECRET),
    "odt-alternative": (f"<text:p><draw:frame><svg:desc>{MARK}</svg:desc></draw:frame></text:p>", {}, SECRET),
    "odt-meta": (
        "", {"meta.xml": f"<office:document-meta {_ODT_SPACES}><office:meta><dc:title>Báo cáo ({MARK})</dc:title></office:meta></office:document-meta>"},
        SECRET,
    ),
    "odt-user-meta": (
        "", {"meta.xml": f'<office:document-meta {_ODT_SPACES}><office:meta><meta:user-defined meta:name="Độ mật">Mật</meta:user-defined></office:meta></office:document-meta>'},
        SECRET,
    ),
    "odt-page-header": (
        "", {"styles.xml": f"<office:document-styles {_ODT_SPACES}><office:master-styles><style:master-page style:name='a'><style:header><text:p>{MARK}</text:p></style:header></style:master-page></office:master-styles></office:document-styles>"},
        SECRET,
    ),
    "odt-picture": ('<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>', {"Pictures/a.png": b"PNG"}, SECRET),
}  # fmt: skip


def _odt(path: Path, inner: str, parts: dict[str, str | bytes]) -> Path:
    body = inner + "".join(f"<text:p>{sentence}</text:p>" for sentence in SENTENCES * 2)
    content = f"<office:document-content {_ODT_SPACES}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", _ODT_MANIFEST.format("".join(map(_ODT_ENTRY.format, parts))))
        for name, data in parts.items():
            archive.writestr(name, png(stamped.stamp(MARK)) if data == b"PNG" else data)
    return path


def attacks(folder: Path) -> Iterator[Attack]:
    """All of them, written into `folder`."""
    for name, (fill, codes) in SHEETS.items():
        yield Attack(name, _book(folder / f"{name}.xlsx", fill), codes)
    for name, (said, codes) in RTF.items():
        path = folder / f"{name}.rtf"
        path.write_text(_RTF.format(said).replace("PNG", png(stamped.stamp(MARK)).hex()), encoding="ascii")
        yield Attack(name, path, codes)
    for name, (inner, parts, codes) in ODT.items():
        yield Attack(name, _odt(folder / f"{name}.odt", inner, parts), codes)
