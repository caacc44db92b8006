"""The six-month report as a Word file in the form of Decree 30/2020/NĐ-CP, appendix I.

The office numbers and signs it, so number, day and signature are left open. Every counted figure is a link to its list
in `danh-sach.html` beside the file.
"""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipeline.account.figures import Figure, Table
from pipeline.account.report import SECTIONS, PeriodReport
from pipeline.settings import Settings

_FONT = "Times New Roman"
_BODY, _HEAD, _CELL = Pt(14), Pt(12), Pt(11)
_WIDTH, _STATE, _NARROWEST = 165, 95, 16  # millimetres: of the text, of the state's name, of a column of figures
_CENTRE, _BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_OPENING = (
    "Thực hiện khoản 1 Điều 10 Quy chế cung cấp, quản lý, khai thác và sử dụng cơ sở dữ liệu Hội đồng nhân dân các cấp,"
    " {office} báo cáo kết quả từ ngày {begin:%d/%m/%Y} đến hết ngày {end:%d/%m/%Y} như sau:"
)
_CLOSING = "Trên đây là kết quả thực hiện Quy chế trong kỳ, kính báo cáo Thường trực Hội đồng nhân dân xem xét./."


def word(report: PeriodReport, settings: Settings) -> bytes:
    """The letter as a .docx."""
    document = docx.Document()
    _sheet(document)
    _head(document, settings)
    _title(document, report, settings)
    for number, (heading, keys) in enumerate(SECTIONS.items(), 1):
        _say(document, f"{_roman(number)}. {heading.upper()}", style="Heading 1")
        for place, key in enumerate(keys, 1):
            _table(document, place, report.table(key))
    _say(document, _CLOSING, align=_BOTH)
    _foot(document, settings)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _sheet(document: Any) -> None:
    """A4, margins of appendix I.I (top and bottom 20 mm, left 30 mm, right 15 mm), page numbers above from page 2."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTRE
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)
    for name, size in (("Normal", _BODY), ("Heading 1", _BODY), ("Heading 2", _BODY)):
        _font(document.styles[name], size)
    document.core_properties.language = "vi-VN"


def _font(style: Any, size: Any) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _FONT, size, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _head(document: Any, settings: Settings) -> None:
    """Issuing body and number left, state's name and motto, place and day right."""
    table = document.add_table(rows=2, cols=2)
    _widths(table, (_WIDTH - _STATE, _STATE))
    left, right = table.rows[0].cells
    if settings.office.superior:
        _put(left, settings.office.superior.upper(), size=_HEAD)
    _put(left, (settings.site.office or settings.site.name).upper(), bold=True, size=_HEAD)
    _put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=_HEAD)
    _put(right, "Độc lập - Tự do - Hạnh phúc", bold=True, underline=True)
    left, right = table.rows[1].cells
    _put(left, f"Số:         /{settings.office.notation}")
    place = settings.office.place or "……"
    _put(right, f"{place}, ngày      tháng      năm        ", italic=True)


def _title(document: Any, report: PeriodReport, settings: Settings) -> None:
    _say(document, "BÁO CÁO", bold=True, align=_CENTRE)
    period = report.period
    about = f"Kết quả liên thông dữ liệu Hội đồng nhân dân từ {period.begin:%d/%m/%Y} đến {period.end:%d/%m/%Y}"
    _say(document, about, bold=True, align=_CENTRE)
    _say(document, "Kính gửi: Thường trực Hội đồng nhân dân tỉnh", align=_CENTRE)
    office = settings.site.office or settings.site.name
    _say(document, _OPENING.format(office=office, begin=period.begin, end=period.end), align=_BOTH)
    if report.unfinished:
        _say(document, report.unfinished, italic=True)


def _table(document: Any, place: int, table: Table) -> None:
    _say(document, f"{place}. {table.title}", style="Heading 2")
    if not table.rows:
        _say(document, "Không có.")
        return
    drawn = document.add_table(rows=1, cols=1 + len(table.columns), style="Table Grid")
    figures = max(_NARROWEST, min(30, _WIDTH // (2 + len(table.columns)))) if len(table.columns) > 1 else 40
    for cell, label in zip(drawn.rows[0].cells, (table.head or "Nội dung", *table.columns), strict=True):
        _put(cell, label or "Ghi chú", bold=True, size=_CELL)
    _repeat(drawn.rows[0])
    for number, row in enumerate(table.rows, 1):
        cells = drawn.add_row().cells
        _put(cells[0], row.label, align=None, size=_CELL)
        _figures(cells[1:], row.figures, f"{table.key}-{number}")
    widths = [_WIDTH - figures * len(table.columns), *[figures] * len(table.columns)]
    _widths(drawn, [*widths[1:], widths[0]] if table.prose else widths)
    if table.note:
        _say(document, table.note, italic=True, size=_CELL)


def _figures(cells: Sequence[Any], figures: Sequence[Figure], name: str) -> None:
    for column, (cell, figure) in enumerate(zip(cells, figures, strict=True), 1):
        if figure.behind:
            _link(cell.paragraphs[0], figure.shown, f"danh-sach.html#{name}-{column}")
        else:
            _put(cell, figure.shown, align=None, size=_CELL)


def _foot(document: Any, settings: Settings) -> None:
    """Nơi nhận left, who signs right."""
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    _put(left, "Nơi nhận:", bold=True, italic=True, align=None, size=Pt(12))
    recipients = settings.office.recipients
    for number, one in enumerate(recipients, 1):
        _put(left, f"- {one}{'.' if number == len(recipients) else ';'}", align=None, size=_CELL)
    _put(right, settings.office.signer, bold=True)


def _say(document: Any, words: str, *, style: str = "Normal", **how: Any) -> None:
    _run(document.add_paragraph(style=style), words, **how)


def _put(cell: Any, words: str, *, align: Any = _CENTRE, **how: Any) -> None:
    """One more paragraph of a cell; the first takes the place of the empty one that every cell is made with."""
    first = cell.paragraphs[0]
    paragraph = cell.add_paragraph() if first.text else first
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, words, align=align, **how)


def _run(
    paragraph: Any,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    align: Any = None,
    size: Any = None,
) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic, run.underline = bold or None, italic or None, underline or None
    if size is not None:
        run.font.size = size
    paragraph.alignment = align


def _link(paragraph: Any, words: str, target: str) -> None:
    """A link to a file beside the letter; python-docx has no call for it."""
    run = paragraph.add_run(words)
    run.font.size = _CELL
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.append(run._r)
    paragraph._p.append(link)


def _widths(table: Any, millimetres: Sequence[int]) -> None:
    """Every cell needs its width: Word looks at cells, LibreOffice at columns."""
    table.autofit = False
    for column, width in zip(table.columns, millimetres, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)


def _repeat(row: Any) -> None:
    """The head of a table stands again on each page."""
    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")[number - 1]
