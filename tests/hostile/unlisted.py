"""Files that keep something where no list of places looks, behind more than is counted, or with room around it."""

import io
import math
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from openpyxl.drawing.image import Image as Drawn
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import NamedStyle
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader

from tests.extract import sheets, stamped
from tests.extract import word_files as word
from tests.extract.test_containers import relation
from tests.hostile import office_attacks, pdf_attacks, word_attacks
from tests.hostile.hidden import ACTIVE, CITIZEN, LIMIT, LIMITED, MARK, PRIVATE, SECRET, Attack, png

INK = (20, 20, 20)
ANY = frozenset[str]()
MAIL = "vuvankin1970@gmail.com"


def _entries(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def _with_room(wide: int, high: int, *, colour: tuple[int, int, int] = INK, corner: bool = False) -> Image.Image:
    """A stamp on a white ground of `wide` to `high` pixels, 200 an inch."""
    mark, ground = stamped.stamp(MARK, colour=colour), Image.new("RGB", (wide, high), "white")
    ground.paste(mark, (5, 5) if corner else ((wide - mark.width) // 2, (high - mark.height) // 2), mark)
    return ground


def _pasted(picture: Image.Image, x: float = 85, y: float = 100) -> pdf_attacks.Draw:
    def draw(page: sheets.Sheet) -> None:
        wide, high = (side / 200 * 72 for side in picture.size)
        mask = "auto" if picture.mode == "RGBA" else None
        page.canvas.drawImage(ImageReader(picture), x, y, wide, high, mask=mask)

    return draw


def _behind_small_pictures(page: sheets.Sheet) -> None:
    for at in range(14):
        _pasted(Image.new("RGB", (140, 42), (230, 230, 230 + at)), 300 + at % 4 * 60, 60 + at // 4 * 25)(page)
    _pasted(stamped.stamp(MARK, colour=INK), 85, 700)(page)


def _marked_part(page: sheets.Sheet) -> None:
    said = f"FEFF{MARK.encode('utf-16-be').hex()}"
    page.canvas._code.append(f"/Figure <</Alt <{said}>>> BDC")
    page.line(100, 300, "abcd")
    page.canvas._code.append("EMC")


def _one_by_one(said: str, place: Callable[[int], tuple[float, float, float]]) -> pdf_attacks.Draw:
    """Letters as objects of their own, each at its own place and turn."""

    def draw(page: sheets.Sheet) -> None:
        for at, letter in enumerate(said):
            x, y, turn = place(at)
            pdf_attacks._at(x, y, letter, size=11, turn=turn)(page)

    return draw


def _circle(radius: float, step: float) -> Callable[[int], tuple[float, float, float]]:
    """Places along a circle around (300, 250), `step` degrees apart, from the left."""

    def place(at: int) -> tuple[float, float, float]:
        turn = 150 - at * step
        x, y = (radius * side(math.radians(turn)) for side in (math.cos, math.sin))
        return 300 + x, 250 + y, turn - 90

    return place


# Letters of seven strokes on a grid of four by seven, so that a mark can be drawn without any font.
_STROKES = {
    "M": "0006 0623 2346 4640",
    "A": "0026 2640 1232",
    "T": "0646 2620",
    "I": "2026",
    "O": "1030 3041 4145 4536 3616 1605 0501 0110",
}


def _in_curves(said: str, colour: tuple[float, float, float] = (0, 0, 0), *, turn: float = 0) -> pdf_attacks.Draw:
    """The letters as drawn shapes: no text, no picture, no frame."""

    def draw(page: sheets.Sheet) -> None:
        canvas = page.canvas
        canvas.saveState()
        canvas.translate(85, 300)
        canvas.rotate(turn)
        canvas.setStrokeColorRGB(*colour)
        canvas.setLineWidth(1.8)
        shape = canvas.beginPath()
        for at, letter in enumerate(said):
            for stroke in _STROKES.get(letter, "").split():
                x, y, to_x, to_y = (int(digit) * 2.4 for digit in stroke)
                shape.moveTo(at * 13 + x, y)
                shape.lineTo(at * 13 + to_x, to_y)
        canvas.drawPath(shape)
        canvas.restoreState()

    return draw


def _a_picture_a_letter(page: sheets.Sheet) -> None:
    for at, letter in enumerate("MẬT"):
        picture = stamped.stamp(letter, colour=INK, borders=0)
        _pasted(picture.crop(picture.getbbox()), 85 + at * 15, 300)(page)


DRAWN: dict[str, tuple[pdf_attacks.Draw, frozenset[str]]] = {
    "pdf-stamp-behind-small-pictures": (_behind_small_pictures, SECRET),
    "pdf-stamp-room-square": (_pasted(_with_room(500, 500)), SECRET),
    "pdf-stamp-room-wide": (_pasted(_with_room(900, 300)), SECRET),
    "pdf-stamp-room-half-page": (_pasted(_with_room(1300, 700)), SECRET),
    "pdf-alternative-of-a-marked-part": (_marked_part, SECRET),
    "pdf-circle": (_one_by_one(MARK, _circle(34, 22)), SECRET),
    "pdf-flat-arc": (_one_by_one(MARK, _circle(170, 4)), SECRET),
    "pdf-circle-limit": (_one_by_one(LIMIT, _circle(45, 15)), LIMITED),
    "pdf-up-a-margin": (_one_by_one(MARK, lambda at: (40, 300 + at * 15, 0)), SECRET),
    "pdf-down-a-margin-limit": (_one_by_one(LIMIT, lambda at: (40, 600 - at * 15, 0)), LIMITED),
    "pdf-curves-black": (_in_curves("TOI MAT"), SECRET),
    "pdf-curves-blue": (_in_curves("TOI MAT", (0, 0, 0.7)), SECRET),
    "pdf-curves-upright": (_in_curves("TOI MAT", turn=90), SECRET),
    "pdf-picture-without-frame": (_pasted(stamped.stamp(MARK, colour=INK, borders=0)), SECRET),
    "pdf-picture-a-letter": (_a_picture_a_letter, SECRET),
    "pdf-citizen-dots": (pdf_attacks._at(85, 320, "CCCD: 0.7.4.0.8.5.0.0.1.2.3.4"), PRIVATE),
}


def _many_notes(writer: PdfWriter) -> None:
    """More hidden lines than are kept, the one that counts behind them."""
    named = [TextStringObject(f"mục {at} của bản ghi") for at in range(2200)]
    writer.root_object[NameObject("/Muc")] = ArrayObject(named)
    pdf_attacks._noted("Text", Contents=MARK)(writer)


def _field(**entries: PdfObject) -> Callable[[PdfWriter], None]:
    """A field of a form that no page has a box for."""

    def change(writer: PdfWriter) -> None:
        field = writer._add_object(_entries(FT=NameObject("/Tx"), T=TextStringObject("a"), **entries))
        writer.root_object[NameObject("/AcroForm")] = _entries(Fields=ArrayObject([field]))

    return change


def _signed(**said: str) -> Callable[[PdfWriter], None]:
    told = {key: TextStringObject(value) for key, value in said.items()}
    return _field(V=_entries(Type=NameObject("/Sig"), **told))


def _at_root(key: str, value: PdfObject) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        writer.root_object[NameObject(key)] = value

    return change


def _packet_of_a_page(writer: PdfWriter) -> None:
    pdf_attacks._packet(MARK)(writer)
    writer.pages[0][NameObject("/Metadata")] = writer.root_object.raw_get("/Metadata")
    del writer.root_object["/Metadata"]


def _wide_packet(writer: PdfWriter) -> None:
    pdf_attacks._packet(MARK)(writer)
    packet = writer.root_object["/Metadata"].get_object()
    assert isinstance(packet, StreamObject)
    packet.set_data(packet.get_data().decode().encode("utf-16"))


def _chain(writer: PdfWriter) -> None:
    """Sixty steps that show a page, then one that opens an address."""
    step = _entries(S=NameObject("/URI"), URI=TextStringObject("http://example.invalid/"))
    for _ in range(60):
        shown = ArrayObject([NumberObject(0), NameObject("/Fit")])
        step = _entries(S=NameObject("/GoTo"), D=shown, Next=writer._add_object(step))
    writer.root_object[NameObject("/OpenAction")] = step


def _nowhere(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/OpenAction")] = IndirectObject(9999, 0, writer)


def _sheet_aside(writer: PdfWriter) -> None:
    contents = StreamObject()
    contents.set_data(b"BT /F1 12 Tf (TOI MAT) Tj ET")
    sheet = _entries(Type=NameObject("/Page"), Contents=writer._add_object(contents))
    writer.root_object[NameObject("/Old")] = writer._add_object(sheet)


def _notes_of_another_kind(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/Annots")] = NumberObject(4)


def _writes_to(writer: PdfWriter) -> None:
    link = _entries(S=NameObject("/URI"), URI=TextStringObject(f"mailto:{MAIL}?subject=x"))
    pdf_attacks._noted("Link", A=link)(writer)


def _many_objects(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/A")] = ArrayObject([DictionaryObject() for _ in range(200_001)])


WRITTEN: dict[str, tuple[Callable[[PdfWriter], None], frozenset[str]]] = {
    "pdf-behind-many-notes": (_many_notes, ANY),
    "pdf-long-note": (pdf_attacks._noted("Text", Contents=f"{'Nội dung trao đổi thêm. ' * 200}\n{MARK}\n"), SECRET),
    "pdf-note-line": (pdf_attacks._noted("Text", Contents="Kính gửi đồng chí\nMật\nXin xem"), SECRET),
    "pdf-note-line-limit": (pdf_attacks._noted("Text", Contents=f"Kính gửi đồng chí\n{LIMIT}\nXin xem"), LIMITED),
    "pdf-open-nowhere": (_nowhere, ACTIVE),
    "pdf-open-chain": (_chain, ACTIVE),
    "pdf-field-value": (_field(V=TextStringObject(MARK)), SECRET),
    "pdf-field-rich-value": (_field(RV=TextStringObject(f"<body><p>{MARK}</p></body>")), SECRET),
    "pdf-field-choices": (_field(Opt=ArrayObject([TextStringObject("x"), TextStringObject(MARK)])), SECRET),
    "pdf-field-caption": (_field(MK=_entries(CA=TextStringObject(MARK))), SECRET),
    "pdf-field-citizen": (_field(V=TextStringObject(CITIZEN)), PRIVATE),
    "pdf-signature-reason": (_signed(Reason=MARK), SECRET),
    "pdf-signature-contact": (_signed(ContactInfo="Vũ Văn Kín 0912 345 678"), PRIVATE),
    "pdf-own-key": (_at_root("/GhiChu", TextStringObject(MARK)), SECRET),
    "pdf-thread": (_at_root("/Threads", ArrayObject([_entries(I=_entries(Subject=TextStringObject(MARK)))])), SECRET),
    "pdf-page-packet": (_packet_of_a_page, SECRET),
    "pdf-wide-packet": (_wide_packet, SECRET),
    "pdf-sheet-outside-the-tree": (_sheet_aside, ANY),
    "pdf-notes-of-another-kind": (_notes_of_another_kind, ANY),
    "pdf-link-writes-to": (_writes_to, PRIVATE),
    "pdf-many-objects": (_many_objects, ANY),
}


def _moving(form: str, frames: int = 2) -> bytes:
    """A picture of several frames, the stamp in the last."""
    buffer, last = io.BytesIO(), _with_room(240, 70)
    shown = [Image.new("RGB", last.size, (255, 255, 255 - at)) for at in range(frames - 1)]
    shown[0].save(buffer, form, save_all=True, append_images=[*shown[1:], last])
    return buffer.getvalue()


_BASE, _RUBY = "<w:rubyBase><w:r><w:t>a</w:t></w:r></w:rubyBase>", f"<w:rt><w:r><w:t>{MARK}</w:t></w:r></w:rt>"
_STRIPS = {f"word/media/a{at:03}.png": png(Image.new("RGB", (200, 60), (at, at, 250))) for at in range(64)}
_FILES = {f"word/media/a{at:03}.png": png(Image.new("RGB", (8, 8), (at, at, 250))) for at in range(205)}
_LINK = relation("hyperlink", f"mailto:{MAIL}", external=True)
WORD: dict[str, tuple[str, dict[str, str | bytes], str, frozenset[str]]] = {
    "docx-stamp-elsewhere": ("", {"word/embed/a.png": png(stamped.stamp(MARK))}, "", SECRET),
    "docx-stamp-without-ending": ("", {"word/x/a": png(stamped.stamp(MARK))}, "", SECRET),
    "docx-thumbnail": ("", {"docProps/thumbnail.png": png(stamped.stamp(MARK))}, "", SECRET),
    "docx-stamp-room-square": ("", {"word/media/a.png": png(_with_room(500, 500))}, "", SECRET),
    "docx-stamp-room-square-red": ("", {"word/media/a.png": png(_with_room(500, 500, colour=stamped.RED))}, "", SECRET),
    "docx-stamp-room-tall": ("", {"word/media/a.png": png(_with_room(300, 900))}, "", SECRET),
    "docx-stamp-room-strip": ("", {"word/media/a.png": png(_with_room(1400, 120))}, "", SECRET),
    "docx-stamp-room-corner": ("", {"word/media/a.png": png(_with_room(800, 600, corner=True))}, "", SECRET),
    "docx-stamp-behind-strips": ("", {**_STRIPS, "word/media/z.png": png(stamped.stamp(MARK))}, "", SECRET),
    "docx-stamp-behind-files": ("", {**_FILES, "word/media/z.png": png(stamped.stamp(MARK))}, "", SECRET),
    "docx-stamp-second-frame": ("", {"word/media/a.gif": _moving("GIF")}, "", SECRET),
    "docx-stamp-last-frame": ("", {"word/media/a.gif": _moving("GIF", 20)}, "", SECRET),
    "docx-stamp-second-sheet": ("", {"word/media/a.tif": _moving("TIFF")}, "", SECRET),
    "docx-above-the-line": (f"<w:p><w:r><w:ruby>{_RUBY}{_BASE}</w:ruby></w:r></w:p>", {}, "", SECRET),
    "docx-plain-text": ("", {"word/ghi-chu.txt": f"Kính gửi\n{MARK}\n"}, "", SECRET),
    "docx-part-name": ("", {"word/media/TOI MAT.png": png(Image.new("RGB", (9, 9)))}, "", SECRET),
    "docx-link-writes-to": ("", {}, _LINK, PRIVATE),
}


def _comment(path: Path) -> Path:
    word.write(path, word_attacks.BODY)
    with zipfile.ZipFile(path, "a") as archive:
        archive.comment = MARK.encode()
    return path


def _far_below(book: openpyxl.Workbook) -> None:
    """A number far below the table: the rows between are empty, so that nobody scrolls there."""
    book.worksheets[0]["B1"], book.worksheets[0]["B1300"] = "CCCD", 74085001234


def _condition(book: openpyxl.Workbook) -> None:
    book.worksheets[0].conditional_formatting.add("A1", FormulaRule(formula=[f'A1="{MARK}"']))


def _look(book: openpyxl.Workbook) -> None:
    book.add_named_style(NamedStyle(name=MARK))
    book.worksheets[0]["A1"].style = MARK


def _room(book: openpyxl.Workbook) -> None:
    book.worksheets[0].add_image(Drawn(io.BytesIO(png(_with_room(500, 500)))), "B5")


def _empty_tab(book: openpyxl.Workbook) -> None:
    book.create_sheet(MARK)


BOOKS: dict[str, tuple[Callable[[openpyxl.Workbook], None], frozenset[str]]] = {
    "xlsx-far-below": (_far_below, ANY),
    "xlsx-empty-tab": (_empty_tab, SECRET),
    "xlsx-condition": (_condition, SECRET),
    "xlsx-name-of-a-look": (_look, SECRET),
    "xlsx-stamp-room": (_room, SECRET),
}


def attacks(folder: Path) -> Iterator[Attack]:
    """All of them, written into `folder`."""
    for name, (draw, codes) in DRAWN.items():
        yield Attack(name, pdf_attacks._pdf(folder / f"{name}.pdf", draw), codes)
    for name, (change, codes) in WRITTEN.items():
        yield Attack(name, pdf_attacks._rewritten(folder / f"{name}.pdf", change), codes)
    for name, (body, parts, links, codes) in WORD.items():
        path = word.write(folder / f"{name}.docx", word_attacks.BODY + body, parts, links)
        yield Attack(name, path, codes)
    yield Attack("docx-container-comment", _comment(folder / "docx-container-comment.docx"), SECRET)
    for name, (fill, codes) in BOOKS.items():
        yield Attack(name, office_attacks._book(folder / f"{name}.xlsx", fill), codes)
