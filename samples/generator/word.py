"""A paper as a Word file: the borderless header table, centred titles, tables, the signature table; or TCVN3, or auto-numbered."""

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from samples.generator.paper import NATION, Paper

Encode = Callable[[str], str]
CENTER, RIGHT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def write(
    paper: Paper, path: Path, *, font: str = "Times New Roman", encode: Encode = str, numbered: bool = False
) -> None:
    """Write `paper` as .docx. `encode` maps text to a legacy font's letters; `numbered` uses Word's automatic numbers."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    numbering, legacy = _numbering(document) if numbered else None, font.startswith(".Vn")

    def line(
        where: Any, text: str, align: Any = JUSTIFY, bold: bool = False, italic: bool = False, size: int | None = None
    ) -> Any:
        paragraph = where.add_paragraph()
        paragraph.alignment = align
        capitals = legacy and text.isupper()  # .VnTime has no accented capitals: they are small letters in .VnTimeH
        run = paragraph.add_run(encode(text.lower() if capitals else text))
        run.bold, run.italic, run.font.name = bold, italic, f"{font}H" if capitals else font
        if size:
            run.font.size = Pt(size)
        return paragraph

    def cell(target: Any, lines: Iterable[tuple[str, bool, bool]]) -> None:
        target.paragraphs[0]._p.getparent().remove(target.paragraphs[0]._p)
        for text, bold, italic in lines:
            line(target, text, CENTER, bold, italic)

    head = document.add_table(rows=1, cols=2)
    left = [(text, index > 0 or len(paper.header) == 1, False) for index, text in enumerate(paper.header)]
    subject = [(paper.title, False, False)] if not paper.type_name else []
    cell(head.rows[0].cells[0], [*left, (f"Số: {paper.printed_code}", False, False), *subject])
    right = [(NATION[0], True, False), (NATION[1], True, False), (paper.printed_date, False, True)]
    cell(head.rows[0].cells[1], [*([(paper.urgency, True, False)] if paper.urgency else []), *right])
    if paper.mark:
        line(document, paper.mark, CENTER, True)
    if paper.addressee:
        line(document, f"Kính gửi: {paper.addressee}", CENTER)
    if paper.type_name:
        line(document, paper.type_name, CENTER, True, size=14)
        line(document, paper.title, CENTER, True)
    for text in paper.organ_line.splitlines():
        line(document, text, CENTER, True)
    for basis in paper.bases:
        line(document, basis, italic=True)
    if paper.enacting:
        line(document, paper.enacting, CENTER, True)
    for kind, content in paper.body:
        if kind == "table":
            _table(document, content, encode, font)  # type: ignore[arg-type]
        else:
            _body_line(document, line, kind, str(content), numbering)
    foot = document.add_table(rows=1, cols=2)
    recipients = foot.rows[0].cells[0]
    recipients.paragraphs[0].add_run(encode("Nơi nhận:")).bold = True
    for text in paper.recipients:
        line(recipients, f"- {text}", WD_ALIGN_PARAGRAPH.LEFT, size=11)
    cell(
        foot.rows[0].cells[1],
        [
            *((text, True, False) for text in paper.signing),
            ("", False, False),
            ("", False, False),
            (paper.signer, True, False),
        ],
    )
    if paper.attached:
        document.add_page_break()  # type: ignore[no-untyped-call]
    for kind, content in paper.attached:
        _body_line(document, line, kind, str(content), numbering)
    document.add_paragraph()  # Word ends a text with a paragraph; LibreOffice loses a table that stands last in .doc
    document.core_properties.author = "Văn thư"
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(steady(buffer.getvalue()))


def _body_line(document, line, kind: str, text: str, numbering) -> None:  # type: ignore[no-untyped-def]
    if kind in {"chuong", "part"}:
        for part in text.split("\n"):
            line(document, part, CENTER, bold=not part.startswith("("), italic=part.startswith("("))
        return
    rest = text.partition(" ")[2]
    levels = {"dieu": 0, "khoan": 1, "diem": 2}
    if numbering is not None and kind in levels:
        rest = text.split(". ", 1)[1] if kind == "dieu" else rest
        paragraph = line(document, rest, JUSTIFY, kind == "dieu")
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = levels[kind], numbering
        return
    line(document, text, JUSTIFY, bold=kind in {"dieu", "h1"})


def _table(document, rows: list[list[str]], encode: Encode, font: str) -> None:  # type: ignore[no-untyped-def]
    table = document.add_table(rows=0, cols=len(rows[0]))
    table.style = "Table Grid"
    for row in rows:
        for target, text in zip(table.add_row().cells, row, strict=True):
            target.paragraphs[0].add_run(encode(text)).font.name = font
    for row in table.rows:
        row.cells[0].width = Cm(1.5)


def _numbering(document) -> int:  # type: ignore[no-untyped-def]
    """Define "Điều %1." / "%2." / "%3)" as a multi-level list; answers its numId."""
    part = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, (form, text) in enumerate((("decimal", "Điều %1."), ("decimal", "%2."), ("lowerLetter", "%3)"))):
        element = OxmlElement("w:lvl")
        element.set(qn("w:ilvl"), str(level))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            element.append(child)
        abstract.append(element)
    part.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "77")
    number.append(reference)
    part.append(number)
    return 77


def steady(data: bytes) -> bytes:
    """The same zip with fixed times, so that the seed alone decides the bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = content.replace(b"2013-12-23T23:15:00Z", b"2024-01-01T00:00:00Z")
            out.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
