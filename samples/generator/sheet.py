"""A paper as a PDF page and as a scan: header columns, stamps that carry the number, a red seal, skew and noise."""

import io
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject
from reportlab import rl_config
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from samples.generator.paper import NATION, Paper

rl_config.invariant = 1
FONTS = next(
    folder for name in ("liberation2", "liberation") if (folder := Path("/usr/share/fonts/truetype") / name).is_dir()
)
for face, file in (("Serif", "Regular"), ("Serif-Bold", "Bold"), ("Serif-Italic", "Italic")):
    pdfmetrics.registerFont(TTFont(face, FONTS / f"LiberationSerif-{file}.ttf"))
BASE = ParagraphStyle(
    "p", fontName="Serif", fontSize=13, leading=18, alignment=TA_JUSTIFY, spaceAfter=5, firstLineIndent=10 * mm
)
CENTRE = ParagraphStyle("c", BASE, alignment=TA_CENTER, firstLineIndent=0, spaceAfter=1)
BOLD = ParagraphStyle("b", CENTRE, fontName="Serif-Bold")
HEAD = ParagraphStyle("h", CENTRE, fontSize=12, leading=15)
HEADB = ParagraphStyle("hb", HEAD, fontName="Serif-Bold")
ITALIC = ParagraphStyle("i", BASE, fontName="Serif-Italic")
ARTICLE = ParagraphStyle("a", BASE, fontName="Serif-Bold", keepWithNext=1)
SMALL = ParagraphStyle("s", BASE, fontSize=10.5, leading=13, firstLineIndent=0, spaceAfter=0, alignment=0)
CELL = ParagraphStyle("t", BASE, fontSize=11, leading=14, firstLineIndent=0, spaceAfter=0, alignment=0)


def pdf(paper: Paper, path: Path, *, stamped: bool = False, producer: str = "Văn phòng") -> None:
    """Write `paper` as a born-digital PDF. `stamped`: number and day stand only in an annotation's appearance."""
    code = f"        /{paper.code.split('/', 1)[1]}" if stamped else paper.printed_code
    date = paper.printed_date.replace(f"ngày {paper.date.day:02d}", "ngày      ") if stamped else paper.printed_date
    buffer = io.BytesIO()
    frame = SimpleDocTemplate(
        buffer,
        pagesize=A4,
        leftMargin=30 * mm,
        rightMargin=15 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=paper.code,
        author=producer,
    )
    frame.build(_story(paper, code, date))
    data = buffer.getvalue()
    path.write_bytes(_with_stamp(data, paper) if stamped else data)


def _story(paper: Paper, code: str, date: str) -> list:  # type: ignore[type-arg]  # reportlab has no types
    def spaced(text: str) -> str:
        return text.replace(" ", "\u00a0") if "   " in text else text

    left = [
        Paragraph(text, HEADB if index or len(paper.header) == 1 else HEAD) for index, text in enumerate(paper.header)
    ]
    left += [Paragraph(f"Số: {spaced(code)}", HEAD)]
    if not paper.type_name:
        left.append(Paragraph(paper.title, HEAD))
    right = [
        Paragraph(NATION[0], HEADB),
        Paragraph(NATION[1], HEADB),
        Paragraph(f'<font name="Serif-Italic">{spaced(date)}</font>', HEAD),
    ]
    if paper.urgency:
        right.insert(0, Paragraph(paper.urgency, HEADB))
    story: list[Any] = [
        Table([[left, right]], colWidths=[70 * mm, 95 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]),
        Spacer(1, 6 * mm),
    ]
    story += [Paragraph(paper.mark, BOLD)] if paper.mark else []
    story += [Paragraph(f"Kính gửi: {paper.addressee}", CENTRE)] if paper.addressee else []
    if paper.type_name:
        story += [Paragraph(paper.type_name, BOLD), Paragraph(paper.title, BOLD), Spacer(1, 3 * mm)]
    story += [Paragraph(text, BOLD) for text in paper.organ_line.splitlines()]
    story += [Paragraph(text, ITALIC) for text in paper.bases]
    story += [Paragraph(paper.enacting, BOLD)] if paper.enacting else []
    story += _lines(paper.body)
    recipients = [
        Paragraph("<b>Nơi nhận:</b>", ParagraphStyle("sb", SMALL, fontName="Serif-Bold")),
        *(Paragraph(f"- {t}", SMALL) for t in paper.recipients),
    ]
    signing = [*(Paragraph(text, BOLD) for text in paper.signing), Spacer(1, 20 * mm), Paragraph(paper.signer, BOLD)]
    sheet = [
        *story,
        Spacer(1, 5 * mm),
        Table([[recipients, signing]], colWidths=[75 * mm, 90 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")]),
    ]
    return [*sheet, PageBreak(), *_lines(paper.attached)] if paper.attached else sheet


def _lines(lines: Iterable[tuple[str, Any]]) -> list[Any]:
    story: list[Any] = []
    for kind, content in lines:
        if kind == "table":
            rows = [[Paragraph(str(value), CELL) for value in row] for row in content]
            story += [
                Table(
                    rows,
                    style=TableStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")]),
                ),
                Spacer(1, 3 * mm),
            ]
        elif kind in {"chuong", "part"}:
            story += [
                Spacer(1, 2 * mm),
                *(Paragraph(text, CENTRE if text.startswith("(") else BOLD) for text in str(content).split("\n")),
            ]
        else:
            story.append(Paragraph(str(content), ARTICLE if kind in {"dieu", "h1"} else BASE))
    return story


def _with_stamp(data: bytes, paper: Paper) -> bytes:
    """Put the number, the day and a signature stamp into annotations, as the axis's "đóng số" tool does."""
    document = pypdfium2.PdfDocument(data)
    page = document[0].get_textpage()
    text = page.get_text_range()
    number_at = page.get_charbox(text.index("Số:") + 2)
    day_at = page.get_charbox(text.index("ngày", text.index("Độc")) + 3)
    reader = pypdf.PdfReader(io.BytesIO(data))
    writer = pypdf.PdfWriter(clone_from=reader)
    marks = [
        (number_at[2] + 6, number_at[1], f"{paper.number:02d}", 12),
        (day_at[2] + 4, day_at[1] + 2, f"{paper.date.day:02d}", 12),
    ]
    when = f"{paper.date:%d/%m/%Y} 16:20:11"
    marks += [(400, 800, f"Ky boi: Van phong; Thoi gian ky: {when}", 6)]
    annotations = ArrayObject()
    for x, y, mark, size in marks:
        annotations.append(writer._add_object(_stamp(writer, x, y, mark, size)))
    writer.pages[0][NameObject("/Annots")] = annotations
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _stamp(writer: pypdf.PdfWriter, x: float, y: float, text: str, size: int) -> DictionaryObject:
    width, height = size * 0.6 * len(text) + 2, size * 1.2
    form = DecodedStreamObject()
    form.set_data(f"BT /F1 {size} Tf 0.1 0.1 0.5 rg 1 2 Td ({text}) Tj ET".encode("latin-1"))
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Times-Roman"),
        }
    )
    box = ArrayObject([FloatObject(v) for v in (0, 0, width, height)])
    form.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"), NameObject("/BBox"): box,
                 NameObject("/Resources"): DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})})  # fmt: skip
    rect = ArrayObject([FloatObject(v) for v in (x, y - 3, x + width, y - 3 + height)])
    return DictionaryObject({NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject("/Stamp"), NameObject("/Rect"): rect,
                             NameObject("/F"): FloatObject(4), NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(form)})})  # fmt: skip


def scans(paper: Paper, work: Path, rng: random.Random, *, turn: int = 0, noise: float = 1.0) -> list[Image.Image]:
    """The pages of `paper` as they come from a scanner: skewed, speckled, with a seal and a signature."""
    source = work / "scan-source.pdf"
    pdf(paper, source)
    pages = []
    document = pypdfium2.PdfDocument(source)
    for index in range(len(document)):
        image = document[index].render(scale=170 / 72).to_pil().convert("RGB")
        if index == len(document) - 1:
            _seal(image, document[index], paper, rng)
        image = image.rotate(rng.uniform(-0.7, 0.7), fillcolor="white", resample=Image.Resampling.BICUBIC)
        image = _speckle(image, rng, noise).filter(ImageFilter.GaussianBlur(0.5))
        pages.append(image.rotate(turn, expand=True) if turn else image)
    return pages


def save_scan(pages: list[Image.Image], path: Path) -> None:
    """Write scanned pages as a PDF of pictures, a multi-page TIFF, a JPEG or a PNG, by the file's ending."""
    first, rest = pages[0], pages[1:]
    if path.suffix == ".pdf":
        first.save(
            path, "PDF", save_all=True, append_images=rest, resolution=170, quality=45, creationDate=None, modDate=None
        )
    elif path.suffix == ".tif":
        first.convert("L").save(
            path,
            save_all=True,
            append_images=[p.convert("L") for p in rest],
            compression="jpeg",
            dpi=(170, 170),
            quality=45,
        )
    elif path.suffix == ".png":
        first.convert("L").quantize(8).save(path, dpi=(170, 170))
    else:
        first.save(path, quality=50, dpi=(170, 170))


def _seal(image: Image.Image, page: pypdfium2.PdfPage, paper: Paper, rng: random.Random) -> None:
    text = page.get_textpage()
    content = text.get_text_range()
    where = content.rfind(paper.signer)
    box = text.get_charbox(where) if where >= 0 else (330, 300, 340, 310)
    scale = 170 / 72
    x, y = int(box[0] * scale) - 20, int((page.get_height() - box[3]) * scale) - 110
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    red = (200, 30, 40, 150)
    draw.ellipse((x - 110, y - 60, x + 70, y + 120), outline=red, width=6)
    draw.ellipse((x - 70, y - 20, x + 30, y + 80), outline=red, width=3)
    draw.text((x - 62, y + 18), "HĐND", fill=red, font=ImageFont.truetype(str(FONTS / "LiberationSerif-Bold.ttf"), 34))
    points = [(x + 10 + 16 * i, y + 45 + rng.randint(-38, 38)) for i in range(11)]
    draw.line(points, fill=(20, 30, 120, 220), width=4, joint="curve")
    image.paste(layer, mask=layer)


def _speckle(image: Image.Image, rng: random.Random, noise: float) -> Image.Image:
    draw = ImageDraw.Draw(image)
    width, height = image.size
    for _ in range(int(350 * noise)):
        x, y, r = rng.randrange(width), rng.randrange(height), rng.choice((0, 0, 1))
        draw.ellipse((x, y, x + r, y + r), fill=(rng.randint(60, 190),) * 3)
    draw.line((0, rng.randrange(height), width, rng.randrange(height)), fill=(235, 235, 232), width=2)
    return image
