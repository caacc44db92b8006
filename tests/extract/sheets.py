"""PDF files and scans made for the tests: invented content in the shapes of real sheets."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, StreamObject
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

WIDTH, HEIGHT = A4
LEFT, RIGHT = 85.0, WIDTH - 57
FOLDERS = [Path("/usr/share/fonts/truetype/liberation2"), Path("/usr/share/fonts/truetype/liberation")]
FACES = {"Serif": "Regular", "Serif-Bold": "Bold", "Serif-Italic": "Italic"}

BASES = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật"
    " Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;",
    "Xét Tờ trình số 186/TTr-UBND ngày 25 tháng 11 năm 2024 của Ủy ban nhân dân tỉnh; báo cáo thẩm tra của Ban Kinh tế"
    " - Ngân sách; ý kiến thảo luận của đại biểu Hội đồng nhân dân tại kỳ họp.",
)
ARTICLES = (
    (
        "Điều 1. Phạm vi điều chỉnh",
        "Nghị quyết này quy định mức chi hỗ trợ hoạt động đọc sách tại thư viện xã trên địa bàn tỉnh Lam Giang,"
        " nguồn kinh phí bảo đảm và trách nhiệm của các cơ quan, đơn vị trong việc lập dự toán và quyết toán.",
    ),
    (
        "Điều 2. Mức chi",
        "Mức chi cho mỗi buổi đọc sách là 150.000 đồng, được thanh toán theo số buổi thực tế.",
    ),
)
RECIPIENTS = ("- Như Điều 3;", "- Ủy ban nhân dân tỉnh;", "- Lưu: VT, TH.")


def font(face: str) -> Path:
    return next(path for folder in FOLDERS if (path := folder / f"LiberationSerif-{FACES[face]}.ttf").is_file())


for name in FACES:  # for whoever draws on a canvas of its own, whatever ran before
    pdfmetrics.registerFont(TTFont(name, str(font(name))))


@dataclass
class Sheet:
    """A page being drawn; `y` is where the next paragraph begins."""

    canvas: Canvas
    y: float = HEIGHT - 60

    def line(self, x: float, y: float, words: str, *, size: float = 13, face: str = "Serif") -> None:
        self.canvas.setFont(face, size)
        self.canvas.drawString(x, y, words)

    def centred(self, x: float, y: float, words: str, *, size: float = 13, face: str = "Serif") -> None:
        self.canvas.setFont(face, size)
        self.canvas.drawCentredString(x, y, words)

    def paragraph(self, words: str, *, face: str = "Serif", centre: bool = False, size: float = 14) -> None:
        style = ParagraphStyle(
            "p", fontName=face, fontSize=size, leading=1.25 * size, spaceAfter=6,
            alignment=TA_CENTER if centre else TA_JUSTIFY, firstLineIndent=0 if centre else 28,
        )  # fmt: skip
        flow = Paragraph(words, style)
        _, height = flow.wrapOn(self.canvas, RIGHT - LEFT, HEIGHT)
        self.y -= height + 6
        flow.drawOn(self.canvas, LEFT, self.y)

    def page(self, number: int | None = None) -> None:
        self.canvas.showPage()
        self.y = HEIGHT - 80
        if number:
            self.centred(WIDTH / 2, HEIGHT - 45, str(number))


def sheet(path: Path) -> Sheet:
    return Sheet(Canvas(str(path), pagesize=A4, invariant=1, pageCompression=0))


def header(page: Sheet, *, number: str = "12", day: str = "09", month: str = "12") -> None:
    """The two-column header; an empty number, day or month leaves the gap that signing programs fill."""
    page.centred(175, 780, "HỘI ĐỒNG NHÂN DÂN", face="Serif-Bold")
    page.centred(175, 764, "TỈNH LAM GIANG", face="Serif-Bold")
    page.centred(410, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, face="Serif-Bold")
    page.centred(410, 764, "Độc lập - Tự do - Hạnh phúc", face="Serif-Bold")
    page.line(110, 736, f"Số: {number}")
    page.line(152, 736, "/2024/NQ-HĐND")
    page.line(300, 736, f"Lam Giang, ngày {day}", face="Serif-Italic")
    page.line(422, 736, f"tháng {month}", face="Serif-Italic")
    page.line(482, 736, "năm 2024", face="Serif-Italic")
    page.y = 715


def ending(page: Sheet) -> None:
    """Nơi nhận beside the signature."""
    y = page.y - 30
    page.line(LEFT, y, "Nơi nhận:", size=12, face="Serif-Italic")
    for index, words in enumerate(RECIPIENTS):
        page.line(LEFT, y - 14 * (index + 1), words, size=11)
    page.centred(430, y, "CHỦ TỊCH", face="Serif-Bold")
    page.centred(430, y - 80, "Lê Thị Hoài Sương", face="Serif-Bold")
    page.y = y - 90


def resolution(path: Path, **gaps: str) -> Path:
    """A resolution of one page."""
    page = sheet(path)
    header(page, **gaps)
    page.paragraph("NGHỊ QUYẾT", face="Serif-Bold", centre=True)
    page.paragraph(
        "Quy định mức chi hỗ trợ hoạt động đọc sách tại thư viện xã, phường, thị trấn trên địa bàn tỉnh Lam Giang",
        face="Serif-Bold", centre=True,
    )  # fmt: skip
    for basis in BASES:
        page.paragraph(basis, face="Serif-Italic")
    page.paragraph("QUYẾT NGHỊ:", face="Serif-Bold", centre=True)
    for title, words in ARTICLES:
        page.paragraph(title, face="Serif-Bold")
        page.paragraph(words)
    ending(page)
    page.canvas.save()
    return path


def stamped(path: Path, marks: Sequence[tuple[float, float, str]], *, size: float = 13) -> Path:
    """The file with texts (Latin letters) that stand only in the appearance of stamp annotations."""
    writer = PdfWriter(clone_from=path)
    face = {"/Type": NameObject("/Font"), "/Subtype": NameObject("/Type1"), "/BaseFont": NameObject("/Times-Roman")}
    fonts = DictionaryObject({NameObject("/F0"): DictionaryObject({NameObject(k): v for k, v in face.items()})})
    for x, y, words in marks:
        form = StreamObject()
        form.set_data(f"BT /F0 {size} Tf 2 3 Td ({words}) Tj ET".encode("latin-1"))
        wide = len(words) * size
        form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
        form[NameObject("/BBox")] = _numbers(0, 0, wide, size + 4)
        form[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        mark = DictionaryObject()
        mark[NameObject("/Type")], mark[NameObject("/Subtype")] = NameObject("/Annot"), NameObject("/Stamp")
        mark[NameObject("/Rect")], mark[NameObject("/F")] = _numbers(x, y - 3, x + wide, y + size + 1), NumberObject(4)
        mark[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(form)})
        writer.add_annotation(0, mark)
    writer.write(path)
    return path


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(value) for value in values)


def scanned(
    source: Path, *, page: int = 0, dpi: int = 200, lean: float = 0, turn: int = 0, noise: int = 6
) -> Image.Image:
    """A page as a scanner gives it: leaning, speckled, a little blurred, in colour."""
    with pdfium.PdfDocument(source) as document:
        shown = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
    if lean:
        shown = shown.rotate(lean, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    shown = shown.filter(ImageFilter.GaussianBlur(0.6))
    dust = random.Random(7)
    pen = ImageDraw.Draw(shown)
    for _ in range(noise * 20):
        x, y = dust.randrange(shown.width), dust.randrange(shown.height)
        pen.point((x, y), fill=(90, 90, 90))
    turned: Image.Image = shown.rotate(turn, expand=True) if turn else shown
    return turned


def seal(
    picture: Image.Image, words: str, *, at: tuple[int, int], colour: tuple[int, int, int] = (205, 30, 40)
) -> None:
    """A stamp with a double frame on a scan."""
    pen = ImageDraw.Draw(picture)
    face = ImageFont.truetype(str(font("Serif-Bold")), 34)
    left, top, right, bottom = pen.textbbox(at, words, font=face)
    for space in (12, 20):
        pen.rectangle((left - space, top - space, right + space, bottom + space), outline=colour, width=3)
    pen.text(at, words, font=face, fill=colour)


def pictures(path: Path, pages: Sequence[Image.Image], *, dpi: int = 200) -> Path:
    """A PDF (or TIFF, by the name's end) of pictures only."""
    first, *more = pages
    if more or path.suffix == ".pdf":
        first.save(path, save_all=True, append_images=more, resolution=dpi)
    else:
        first.save(path, dpi=(dpi, dpi))
    return path
