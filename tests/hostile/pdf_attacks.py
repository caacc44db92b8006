"""PDF files that hide something from a careless reader."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader

from tests.extract import sheets, stamped
from tests.hostile.hidden import ACTIVE, CITIZEN, LIMIT, LIMITED, MARK, PRIVATE, SECRET, SENTENCES, Attack

Draw = Callable[[sheets.Sheet], None]


def _pdf(path: Path, draw: Draw) -> Path:
    page = sheets.sheet(path)
    sheets.header(page)
    for sentence in SENTENCES * 2:
        page.paragraph(sentence)
    draw(page)
    page.page()
    page.canvas.save()
    return path


def _at(x: float, y: float, said: str, *, size: float = 14, turn: float = 0, mode: int = 0, gap: float = 0) -> Draw:
    def draw(page: sheets.Sheet) -> None:
        canvas = page.canvas
        canvas.saveState()
        canvas.translate(x, y)
        canvas.rotate(turn)
        line = canvas.beginText(0, 0)
        line.setFont("Serif-Bold", size)
        line.setTextRenderMode(mode)
        line.setCharSpace(gap)
        line.textOut(said)
        canvas.drawText(line)
        canvas.restoreState()

    return draw


def _down(x: float, y: float, said: str, *, step: float = 18) -> Draw:
    def draw(page: sheets.Sheet) -> None:
        for at, letter in enumerate(said.replace(" ", "")):
            page.line(x, y - at * step, letter, face="Serif-Bold")

    return draw


def _lines(x: float, y: float, *said: str, step: float = 18) -> Draw:
    def draw(page: sheets.Sheet) -> None:
        for at, line in enumerate(said):
            page.line(x, y - at * step, line, face="Serif-Bold")

    return draw


def _mirrored(page: sheets.Sheet) -> None:
    page.canvas.saveState()
    page.canvas.translate(300, 70)
    page.canvas.scale(-1, 1)
    page.line(0, 0, MARK[::-1], face="Serif-Bold")
    page.canvas.restoreState()


def _white(page: sheets.Sheet) -> None:
    page.canvas.setFillGray(1)
    page.line(100, 300, MARK)
    page.canvas.setFillGray(0)


def _redacted(said: str) -> Draw:
    def draw(page: sheets.Sheet) -> None:
        page.line(100, 250, said)
        page.canvas.rect(95, 245, 320, 20, fill=1)

    return draw


def _picture(
    words: str, *, wide: float, at: tuple[float, float] = (85, 700), lean: float = 0, form: str = "PNG"
) -> Draw:
    """A stamp pasted in at a legal size, `wide` millimetres."""

    def draw(page: sheets.Sheet) -> None:
        mark = stamped.stamp(words)
        mark = mark.rotate(lean, Image.Resampling.BICUBIC, expand=True) if lean else mark
        if form == "JPEG":
            white = Image.new("RGB", mark.size, "white")
            white.paste(mark, mask=mark.getchannel("A"))
            mark = white
        points = wide / 25.4 * 72
        page.canvas.drawImage(
            ImageReader(mark), *at, points, points * mark.height / mark.width, mask="auto" if form == "PNG" else None
        )

    return draw


def _tiles(page: sheets.Sheet) -> None:
    """A stamp in two halves, as some programs cut pictures into strips."""
    mark = stamped.stamp(MARK)
    half = mark.width // 2
    for at, box in enumerate(((0, 0, half, mark.height), (half, 0, mark.width, mark.height))):
        page.canvas.drawImage(ImageReader(mark.crop(box)), 85 + at * 42.5, 700, 42.5, 22.7, mask="auto")


def _stencil(page: sheets.Sheet) -> None:
    """A stamp as a red form that is painted twice over itself."""
    canvas = page.canvas
    canvas.beginForm("dau")
    canvas.drawImage(ImageReader(stamped.stamp(MARK)), 0, 0, 85, 22.7, mask="auto")
    canvas.endForm()
    canvas.saveState()
    canvas.translate(85, 700)
    canvas.doForm("dau")
    canvas.restoreState()


def _outlined(page: sheets.Sheet) -> None:
    """A stamp whose frame is lines and whose letters are text in red."""
    page.canvas.setStrokeColorRGB(0.8, 0.1, 0.1)
    page.canvas.rect(85, 700, 85, 22)
    page.canvas.setFillColorRGB(0.8, 0.1, 0.1)
    page.centred(127, 706, MARK, face="Serif-Bold")
    page.canvas.setFillColorRGB(0, 0, 0)


PDF_DRAWN: dict[str, tuple[Draw, frozenset[str]]] = {
    "pdf-mirrored": (_mirrored, SECRET),
    "pdf-upright": (_at(40, 300, MARK, turn=90), SECRET),
    "pdf-upright-other-way": (_at(560, 500, MARK, turn=-90), SECRET),
    "pdf-upside-down": (_at(300, 60, MARK, turn=180), SECRET),
    "pdf-aslant-watermark": (_at(150, 250, MARK, size=70, turn=45), SECRET),
    "pdf-letter-by-letter-down": (_down(40, 600, MARK), SECRET),
    "pdf-letter-by-letter-down-right": (_down(560, 700, "MẬT", step=30), SECRET),
    "pdf-wide-gaps": (_at(85, 320, MARK, gap=14), SECRET),
    "pdf-two-lines": (_lines(85, 330, "TUYỆT", "MẬT"), SECRET),
    "pdf-three-lines": (_lines(450, 810, "TỐI", "M", "ẬT"), SECRET),
    "pdf-four-point": (_at(85, 20, MARK, size=4), SECRET),
    "pdf-invisible": (_at(85, 320, MARK, mode=3), SECRET),
    "pdf-clipped": (_at(85, 320, MARK, mode=7), SECRET),
    "pdf-outline-only": (_at(85, 320, MARK, mode=1), SECRET),
    "pdf-off-the-page": (_at(700, 320, MARK), SECRET),
    "pdf-below-the-page": (_at(85, -40, MARK), SECRET),
    "pdf-in-the-corner": (_at(520, 10, "Mật", size=9), SECRET),
    "pdf-white": (_white, SECRET),
    "pdf-framed-drawing": (_outlined, SECRET),
    "pdf-limit-in-margin": (_at(30, 200, LIMIT, turn=90), LIMITED),
    "pdf-limit-letters-down": (_down(20, 700, LIMIT.upper(), step=14), LIMITED),
    "pdf-draft-watermark": (_at(150, 250, "DỰ THẢO", size=80, turn=45), LIMITED),
    "pdf-draft-upright": (_at(40, 300, "DỰ THẢO LẦN 2", turn=90), LIMITED),
    "pdf-citizen-under-black": (_redacted(CITIZEN), PRIVATE),
    "pdf-phone-under-black": (_redacted("Liên hệ ông Vũ Văn Kín: 0912 345 678"), PRIVATE),
    "pdf-citizen-two-lines": (_lines(85, 330, "Số căn cước công dân:", "074085001234"), PRIVATE),
    "pdf-citizen-broken": (_lines(85, 330, "bà Lê Thị Hạ, CCCD số 0740", "85001234 cấp ngày 02/3/2021"), PRIVATE),
    "pdf-phone-gaps": (_at(85, 320, "0912345678", gap=6), PRIVATE),
    "pdf-stamp-20": (_picture("MẬT", wide=20), SECRET),
    "pdf-stamp-30": (_picture("TỐI MẬT", wide=30), SECRET),
    "pdf-stamp-40": (_picture("TUYỆT MẬT", wide=40), SECRET),
    "pdf-stamp-jpeg": (_picture("TỐI MẬT", wide=30, form="JPEG"), SECRET),
    "pdf-stamp-upright": (_picture("TỐI MẬT", wide=8, lean=90), SECRET),
    "pdf-stamp-upside-down": (_picture("TỐI MẬT", wide=30, lean=180), SECRET),
    "pdf-stamp-aslant": (_picture("TUYỆT MẬT", wide=35, lean=20), SECRET),
    "pdf-stamp-at-the-foot": (_picture("MẬT", wide=20, at=(400, 60)), SECRET),
    "pdf-stamp-across": (_picture("TUYỆT MẬT", wide=40, at=(250, 520)), SECRET),
    "pdf-stamp-in-strips": (_tiles, SECRET),
    "pdf-stamp-in-form": (_stencil, SECRET),
}


def _rewritten(path: Path, change: Callable[[PdfWriter], None]) -> Path:
    _pdf(path, lambda page: None)
    writer = PdfWriter(clone_from=PdfReader(path))
    change(writer)
    writer.write(path)
    return path


def _name(value: str) -> NameObject:
    return NameObject(value)


def _noted(kind: str, **entries: object) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        note = DictionaryObject({_name("/Type"): _name("/Annot"), _name("/Subtype"): _name(f"/{kind}")})
        note[_name("/Rect")] = ArrayObject([FloatObject(v) for v in (100, 100, 200, 130)])
        for key, value in entries.items():
            note[_name(f"/{key}")] = value if isinstance(value, DictionaryObject) else TextStringObject(str(value))
        writer.add_annotation(0, note)

    return change


def _bookmarked(writer: PdfWriter) -> None:
    writer.add_outline_item(title=MARK, page_number=0)


def _attached(writer: PdfWriter) -> None:
    writer.add_attachment("b.exe", b"MZ")


def _field(writer: PdfWriter) -> None:
    field = DictionaryObject(
        {
            _name("/FT"): _name("/Tx"),
            _name("/T"): TextStringObject("ghi_chu"),
            _name("/V"): TextStringObject(MARK),
            _name("/Type"): _name("/Annot"),
            _name("/Subtype"): _name("/Widget"),
            _name("/Rect"): ArrayObject([FloatObject(v) for v in (100, 100, 200, 130)]),
        }
    )
    writer.add_annotation(0, field)
    writer.root_object[_name("/AcroForm")] = DictionaryObject({_name("/Fields"): ArrayObject([field])})


def _labelled(writer: PdfWriter) -> None:
    label = DictionaryObject({_name("/P"): TextStringObject(f"{MARK} ")})
    writer.root_object[_name("/PageLabels")] = DictionaryObject({_name("/Nums"): ArrayObject([NumberObject(0), label])})


def _layered(writer: PdfWriter) -> None:
    layer = DictionaryObject({_name("/Type"): _name("/OCG"), _name("/Name"): TextStringObject(f"Lớp {MARK}")})
    held = writer._add_object(layer)
    order = DictionaryObject({_name("/OFF"): ArrayObject([held]), _name("/Order"): ArrayObject([held])})
    writer.root_object[_name("/OCProperties")] = DictionaryObject(
        {_name("/OCGs"): ArrayObject([held]), _name("/D"): order}
    )


def _described(writer: PdfWriter) -> None:
    element = DictionaryObject(
        {_name("/Type"): _name("/StructElem"), _name("/S"): _name("/Figure"), _name("/Alt"): TextStringObject(MARK)}
    )
    writer.root_object[_name("/StructTreeRoot")] = DictionaryObject(
        {_name("/Type"): _name("/StructTreeRoot"), _name("/K"): ArrayObject([writer._add_object(element)])}
    )


def _packet(inner: str, attribute: str = "") -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        packet = StreamObject()
        packet.set_data(
            '<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
            'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"{attribute}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'.encode()
        )
        packet[_name("/Type")], packet[_name("/Subtype")] = _name("/Metadata"), _name("/XML")
        writer.root_object[_name("/Metadata")] = writer._add_object(packet)

    return change


def _acting(kind: str, **entries: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        action = DictionaryObject({_name("/S"): _name(f"/{kind}")})
        for key, value in entries.items():
            action[_name(f"/{key}")] = TextStringObject(value)
        writer.root_object[_name("/OpenAction")] = action

    return change


PDF_WRITTEN: dict[str, tuple[Callable[[PdfWriter], None], frozenset[str]]] = {
    "pdf-title": (lambda w: w.add_metadata({"/Title": f"Báo cáo ({MARK})"}), SECRET),
    "pdf-keywords": (lambda w: w.add_metadata({"/Keywords": f"giám sát; {MARK}"}), SECRET),
    "pdf-own-property": (lambda w: w.add_metadata({"/DoMat": "Mật"}), SECRET),
    "pdf-subject-limit": (lambda w: w.add_metadata({"/Subject": LIMIT}), LIMITED),
    "pdf-author-phone": (lambda w: w.add_metadata({"/Author": "Vũ Văn Kín 0912 345 678"}), PRIVATE),
    "pdf-xmp": (
        _packet(f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{MARK}</rdf:li></rdf:Alt></dc:title>'),
        SECRET,
    ),
    "pdf-xmp-level": (_packet("<dc:DoMat>mat</dc:DoMat>"), SECRET),
    "pdf-xmp-word": (_packet("<dc:type>TOIMAT</dc:type>"), SECRET),
    "pdf-xmp-attribute": (_packet("", f' dc:title="{MARK}"'), SECRET),
    "pdf-xmp-level-as-attribute": (_packet("", " dc:DoMat='Mật'"), SECRET),
    "pdf-xmp-comment": (_packet(f"<!-- {MARK} -->"), SECRET),
    "pdf-xmp-telephone": (_packet("<dc:tel>0912345678</dc:tel>"), PRIVATE),
    "pdf-bookmark": (_bookmarked, SECRET),
    "pdf-page-label": (_labelled, SECRET),
    "pdf-layer-name": (_layered, SECRET),
    "pdf-alternative": (_described, SECRET),
    "pdf-sticky-note": (_noted("Text", Contents=MARK), SECRET),
    "pdf-free-text": (_noted("FreeText", Contents=MARK, DA="/Helv 12 Tf"), SECRET),
    "pdf-rich-note": (_noted("FreeText", RC=f"<body><p>{MARK}</p></body>", Contents=" "), SECRET),
    "pdf-stamp-note": (_noted("Stamp", Contents=MARK), SECRET),
    "pdf-note-title": (_noted("Text", T=MARK, Contents="x"), SECRET),
    "pdf-note-citizen": (_noted("Text", Contents=CITIZEN), PRIVATE),
    "pdf-form-value": (_field, SECRET),
    "pdf-script": (_acting("JavaScript", JS="app.alert(1)"), ACTIVE),
    "pdf-launch": (_acting("Launch", F="cmd.exe"), ACTIVE),
    "pdf-uri-on-open": (_acting("URI", URI="http://example.invalid/"), ACTIVE),
    "pdf-import": (_acting("ImportData", F="x.fdf"), ACTIVE),
    "pdf-attached": (_attached, frozenset()),
}


def attacks(folder: Path) -> Iterator[Attack]:
    """All of them, written into `folder`."""
    for name, (draw, codes) in PDF_DRAWN.items():
        yield Attack(name, _pdf(folder / f"{name}.pdf", draw), codes)
    for name, (change, codes) in PDF_WRITTEN.items():
        yield Attack(name, _rewritten(folder / f"{name}.pdf", change), codes)
