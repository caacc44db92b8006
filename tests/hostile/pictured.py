"""Files that keep words in a picture which no page shows as it is, or which is too small to be a page."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    RectangleObject,
    TextStringObject,
)
from reportlab.lib.utils import ImageReader

from tests.extract import sheets, stamped
from tests.extract import word_files as word
from tests.hostile import layers, office_attacks, pdf_attacks, word_attacks
from tests.hostile.hidden import CITIZEN, LIMIT, LIMITED, MARK, PRIVATE, SECRET, Attack, on_white, png, saved

Change = Callable[[PdfWriter], None]


def printed(*lines: str, ink: int = 20, size: int = 26) -> Image.Image:
    """Lines of print on white, as a screen shows them."""
    face = ImageFont.truetype(str(sheets.font("Serif-Bold")), size)
    picture = Image.new("RGB", (900, round(1.6 * size * len(lines)) + 20), "white")
    pen = ImageDraw.Draw(picture)
    for at, line in enumerate(lines):
        pen.text((10, 10 + at * round(1.6 * size)), line, font=face, fill=(ink, ink, ink))
    return picture


PERSONS = printed("Người nhận hỗ trợ: bà Lê Thị Kín", CITIZEN, "Điện thoại: 0912 345 678")
PATIENT = printed("Ông Vũ Văn Kín, sinh ngày 02/3/1970", "nhiễm HIV, đang điều trị tại bệnh viện")
MARKED = printed("TÀI LIỆU TỐI MẬT", "không được sao chụp")
STAMP = on_white(stamped.stamp(MARK))
_WHITE = Image.new("RGB", (20, 20), "white")


def _set(picture: Image.Image, *, x: float = 85, y: float = 60, wide: float = 260) -> pdf_attacks.Draw:
    def draw(page: sheets.Sheet) -> None:
        page.canvas.drawImage(ImageReader(picture), x, y, wide, wide * picture.height / picture.width)

    return draw


def _under(picture: Image.Image, cover: Callable[[sheets.Sheet], None]) -> pdf_attacks.Draw:
    def draw(page: sheets.Sheet) -> None:
        _set(picture)(page)
        cover(page)

    return draw


def _box(page: sheets.Sheet) -> None:
    page.canvas.setFillGray(1)
    page.canvas.rect(80, 50, 300, 130, fill=1, stroke=0)
    page.canvas.setFillGray(0)


def _blank(page: sheets.Sheet) -> None:
    page.canvas.drawImage(ImageReader(_WHITE), 80, 50, 300, 130)


def _in_strips(picture: Image.Image, count: int) -> pdf_attacks.Draw:
    """A picture cut into so many strips, one below the other."""

    def draw(page: sheets.Sheet) -> None:
        high = 260 * picture.height / picture.width / count
        for at in range(count):
            cut = (0, round(at * picture.height / count), picture.width, round((at + 1) * picture.height / count))
            page.canvas.drawImage(ImageReader(picture.crop(cut)), 85, 60 + (count - 1 - at) * high, 260, high)

    return draw


def _in_columns(picture: Image.Image, count: int) -> pdf_attacks.Draw:
    """A picture cut into so many columns, beside a picture that lies below all of them."""

    def draw(page: sheets.Sheet) -> None:
        _blank(page)
        wide, high = 260 / count, 260 * picture.height / picture.width
        for at in range(count):
            cut = (round(at * picture.width / count), 0, round((at + 1) * picture.width / count), picture.height)
            page.canvas.drawImage(ImageReader(picture.crop(cut)), 85 + at * wide, 60, wide, high)

    return draw


def _each_inline(said: str) -> bytes:
    """Commands that draw each letter as an inline picture of its own."""
    face, drawn, at = ImageFont.truetype(str(sheets.font("Serif-Bold")), 40), b"", 85.0
    for letter in said:
        wide = round(face.getlength(letter)) + 2
        shown = Image.new("L", (wide, 60), 255)
        ImageDraw.Draw(shown).text((1, 4), letter, font=face, fill=0)
        entries = f"q {wide * 0.4} 0 0 24 {at} 60 cm BI /W {wide} /H 60 /CS /G /BPC 8 ID ".encode()
        drawn += entries + shown.tobytes() + b" EI Q " if letter.strip() else b""
        at += wide * 0.4
    return drawn


DRAWN: dict[str, tuple[pdf_attacks.Draw, frozenset[str]]] = {
    "pdf-picture-of-persons": (_set(PERSONS), PRIVATE),
    "pdf-picture-in-strips": (_in_strips(PERSONS, 20), PRIVATE),
    "pdf-picture-in-columns": (_in_columns(PERSONS, 12), PRIVATE),
    "pdf-marked-text-in-strips": (_in_strips(MARKED, 16), SECRET),
    "pdf-picture-of-a-patient": (_set(PATIENT), PRIVATE),
    "pdf-picture-of-a-marked-text": (_set(MARKED), SECRET),
    "pdf-picture-of-a-limit": (_set(printed(LIMIT)), LIMITED),
    "pdf-picture-white-on-black": (_set(Image.eval(PERSONS, lambda level: 255 - level)), PRIVATE),
    "pdf-picture-pale": (_set(printed(CITIZEN, ink=200)), PRIVATE),
    "pdf-picture-upright": (_set(PERSONS.rotate(90, expand=True), wide=60), PRIVATE),
    "pdf-picture-very-small": (_set(PERSONS, wide=30), PRIVATE),
    "pdf-picture-under-a-box": (_under(PERSONS, _box), PRIVATE),
    "pdf-picture-under-a-picture": (_under(PERSONS, _blank), PRIVATE),
    "pdf-picture-stamp-under-a-box": (_under(STAMP, _box), SECRET),
    "pdf-picture-beside-the-sheet": (_set(PERSONS, x=700, y=300), PRIVATE),
    "pdf-picture-half-beside-the-sheet": (_set(PERSONS, x=500, y=300), PRIVATE),
}


def _stored(writer: PdfWriter, picture: Image.Image, **more: object) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(picture.convert("RGB").tobytes())
    told: dict[str, object] = {
        "Type": NameObject("/XObject"),
        "Subtype": NameObject("/Image"),
        "ColorSpace": NameObject("/DeviceRGB"),
    }
    told |= {"Width": NumberObject(picture.width), "Height": NumberObject(picture.height)}
    told |= {"ColorSpace": NameObject("/DeviceRGB"), "BitsPerComponent": NumberObject(8), **more}
    stream.update(_named(**told))
    return writer._add_object(stream.flate_encode())


def _named(**entries: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def _thumb(picture: Image.Image) -> Change:
    def change(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/Thumb")] = _stored(writer, picture)

    return change


def _painted(picture: Image.Image, commands: str = "q 200 0 0 60 85 40 cm /X9 Do Q", **more: object) -> Change:
    def change(writer: PdfWriter) -> None:
        layers._on_page(writer, commands, "XObject", _stored(writer, picture, **more))

    return change


def _inline(picture: Image.Image, *, how: str = "/CS /G /BPC 8", data: bytes | None = None) -> bytes:
    sides = f"/W {picture.width} /H {picture.height}"
    return f"200 0 0 60 85 40 cm BI {sides} {how} ID ".encode() + (data or picture.convert("L").tobytes()) + b" EI"


def _of_bytes(commands: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(commands)
    return stream


def _among_commands(commands: bytes) -> Change:
    def change(writer: PdfWriter) -> None:
        page = writer.pages[0]
        added = writer._add_object(_of_bytes(b"q " + commands + b" Q"))
        page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), added])

    return change


def _idle_form(writer: PdfWriter) -> None:
    form = _of_bytes(_inline(PERSONS))
    form.update(
        _named(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=RectangleObject((0, 0, 300, 100)))
    )
    layers._on_page(writer, "q Q", "XObject", writer._add_object(form))


def _letter(writer: PdfWriter) -> None:
    """A font of which one letter is a picture."""
    drawn = writer._add_object(_of_bytes(b"900 0 0 0 900 300 d1 " + _inline(PERSONS)))
    kind = {"Type": NameObject("/Font"), "Subtype": NameObject("/Type3"), "CharProcs": _named(a=drawn)}
    layers._on_page(writer, "q Q", "Font", writer._add_object(_named(**kind)))


_BITS = Image.eval(PERSONS.convert("L"), lambda level: 255 if level > 128 else 0).convert("1").tobytes()
_FALSE_END = PERSONS.convert("L").tobytes()[:5000] + b" EI Q BI /W 1 /H 1 ID x EI "
INLINE: dict[str, Change] = {
    "pdf-inline-picture": _among_commands(_inline(PERSONS)),
    "pdf-inline-picture-as-a-mask": _among_commands(b"1 g " + _inline(PERSONS, how="/IM true /D [1 0]", data=_BITS)),
    "pdf-inline-picture-with-an-end-in-it": _among_commands(
        _inline(PERSONS, data=_FALSE_END + PERSONS.convert("L").tobytes()[len(_FALSE_END) :])
    ),
    "pdf-inline-picture-in-an-idle-form": _idle_form,
    "pdf-inline-picture-in-a-letter": _letter,
}


def _cropped(writer: PdfWriter) -> None:
    _painted(PERSONS)(writer)
    writer.pages[0][NameObject("/CropBox")] = RectangleObject((0, 150, 595, 842))


def _alternative(writer: PdfWriter) -> None:
    other = _named(Image=_stored(writer, STAMP), DefaultForPrinting=BooleanObject(True))
    _painted(_WHITE, Alternates=ArrayObject([other]))(writer)


def _at_root(writer: PdfWriter) -> None:
    writer.root_object[NameObject("/GhiChu")] = _named(Anh=_stored(writer, STAMP))


def _form(writer: PdfWriter, picture: Image.Image, **entries: object) -> IndirectObject:
    held = _named(XObject=_named(I=_stored(writer, picture)))
    box = RectangleObject((0, 0, 200, 80))
    kind = {"Type": NameObject("/XObject"), "Subtype": NameObject("/Form"), **entries}
    return writer._add_object(layers._stream("q 200 0 0 60 0 0 cm /I Do Q", BBox=box, Resources=held, **kind))  # type: ignore[arg-type]


def _cell(writer: PdfWriter) -> None:
    kind: dict[str, object] = {"Type": NameObject("/Pattern"), "XStep": FloatObject(200), "YStep": FloatObject(80)}
    kind |= {key: NumberObject(1) for key in ("PatternType", "PaintType", "TilingType")}
    layers._on_page(writer, "q /Pattern cs /X9 scn 85 40 200 80 re f Q", "Pattern", _form(writer, MARKED, **kind))


def _note(picture: Image.Image, flags: int, state: str) -> Change:
    def change(writer: PdfWriter) -> None:
        place, look = RectangleObject((85, 40, 285, 120)), _named(**{state: _form(writer, picture)})
        kind = {"Type": NameObject("/Annot"), "Subtype": NameObject("/Stamp"), "F": NumberObject(flags)}
        writer.add_annotation(0, _named(Rect=place, AP=look, **kind))

    return change


def _layer(writer: PdfWriter) -> None:
    layer = writer._add_object(_named(Type=NameObject("/OCG"), Name=TextStringObject("lop 1")))
    states = _named(OFF=ArrayObject([layer]), Order=ArrayObject([layer]))
    writer.root_object[NameObject("/OCProperties")] = _named(OCGs=ArrayObject([layer]), D=states)
    _painted(STAMP, OC=layer)(writer)


def _clear(writer: PdfWriter) -> None:
    state = _named(G9=_named(ca=FloatObject(0)))
    writer.pages[0]["/Resources"].get_object()[NameObject("/ExtGState")] = state  # type: ignore[index]
    _painted(STAMP, "q /G9 gs 85 0 0 23 85 60 cm /X9 Do Q")(writer)


def _masked(writer: PdfWriter) -> None:
    _painted(Image.new("RGB", STAMP.size, "white"), SMask=_stored(writer, STAMP))(writer)


def _through(writer: PdfWriter) -> None:
    """Black ink all over, of which the mask lets letters through."""
    ink = Image.new("RGB", PERSONS.size, "black")
    mask = _stored(writer, Image.eval(PERSONS, lambda level: 255 - level), ColorSpace=NameObject("/DeviceRGB"))
    _painted(ink, SMask=mask)(writer)


def _in_full(writer: PdfWriter) -> None:
    _painted(PERSONS, SMask=_stored(writer, Image.new("L", PERSONS.size, "white")))(writer)


def _behind(writer: PdfWriter) -> None:
    """Letters where the mask lets nothing through."""
    _painted(PERSONS, SMask=_stored(writer, Image.new("RGB", PERSONS.size, "black")))(writer)


def _badly_masked(writer: PdfWriter) -> None:
    _painted(PERSONS, SMask=writer._add_object(layers._stream("no picture")))(writer)


WRITTEN: dict[str, tuple[Change, frozenset[str]]] = {
    "pdf-letters-each-inline": (_among_commands(_each_inline(CITIZEN)), PRIVATE),
    "pdf-mark-each-letter-inline": (_among_commands(_each_inline(f"TÀI LIỆU {MARK}")), SECRET),
    "pdf-thumbnail-of-persons": (_thumb(PERSONS), PRIVATE),
    "pdf-thumbnail-with-a-stamp": (_thumb(STAMP), SECRET),
    "pdf-picture-nobody-draws": (_painted(PERSONS, "q Q"), PRIVATE),
    "pdf-picture-below-the-crop": (_cropped, PRIVATE),
    "pdf-picture-for-printing": (_alternative, SECRET),
    "pdf-picture-under-an-own-key": (_at_root, SECRET),
    "pdf-picture-in-a-pattern": (_cell, SECRET),
    "pdf-picture-of-a-hidden-note": (_note(PERSONS, 2, "N"), PRIVATE),
    "pdf-picture-of-a-pressed-note": (_note(STAMP, 4, "D"), SECRET),
    "pdf-picture-in-a-layer": (_layer, SECRET),
    "pdf-picture-clipped-away": (_painted(STAMP, "q 0 0 1 1 re W n 85 0 0 23 85 60 cm /X9 Do Q"), SECRET),
    "pdf-picture-quite-clear": (_clear, SECRET),
    "pdf-picture-in-a-mask": (_masked, SECRET),
    "pdf-picture-through-a-mask": (_through, PRIVATE),
    "pdf-picture-behind-a-mask": (_behind, PRIVATE),
    "pdf-picture-with-a-mask-that-hides-nothing": (_in_full, PRIVATE),
    "pdf-picture-with-a-mask-that-is-none": (_badly_masked, PRIVATE),
}


def _scan(path: Path, cover: Callable[[sheets.Sheet, float], None]) -> Path:
    """A scanned sheet of which one line is covered."""
    shown = sheets.scanned(sheets.resolution(path.with_suffix(".sheet.pdf")))
    face = ImageFont.truetype(str(sheets.font("Serif")), 36)
    ImageDraw.Draw(shown).text((250, 1900), f"Người nhận: bà Lê Thị Kín, {CITIZEN}", font=face, fill=(20, 20, 20))
    page = sheets.sheet(path)
    page.canvas.drawImage(ImageReader(shown), 0, 0, sheets.WIDTH, sheets.HEIGHT)
    cover(page, sheets.HEIGHT - 1900 * 72 / 200 - 18)
    page.canvas.save()
    return path


def _bar(grey: int) -> Callable[[sheets.Sheet, float], None]:
    def cover(page: sheets.Sheet, y: float) -> None:
        page.canvas.setFillGray(grey)
        page.canvas.rect(80, y, 420, 20, fill=1, stroke=0)

    return cover


def _note_over(path: Path) -> Path:
    y = sheets.HEIGHT - 1900 * 72 / 200 - 18
    writer = PdfWriter(clone_from=PdfReader(_scan(path, lambda page, y: None)))
    look = layers._stream("1 g 0 0 420 20 re f", BBox=RectangleObject((0, 0, 420, 20)), Subtype=NameObject("/Form"))
    kind = {"Type": NameObject("/Annot"), "Subtype": NameObject("/Square"), "F": NumberObject(4)}
    note = _named(Rect=RectangleObject((80, y, 500, y + 20)), AP=_named(N=writer._add_object(look)), **kind)
    writer.add_annotation(0, note)
    writer.write(path)
    return path


COVERED: dict[str, Callable[[Path], Path]] = {
    "pdf-scan-under-white": lambda path: _scan(path, _bar(1)),
    "pdf-scan-under-black": lambda path: _scan(path, _bar(0)),
    "pdf-scan-under-a-note": _note_over,
}
_PROPERTY = word_attacks._CUSTOM.format("CCCD 074085001234", "x")
_PIVOT = (
    '<pivotCacheDefinition xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cacheFields>'
    '<cacheField name="SDT"><sharedItems><s v="0912345678"/></sharedItems></cacheField></cacheFields>'
    "</pivotCacheDefinition>"
)
WORD: dict[str, tuple[str, dict[str, str | bytes], frozenset[str]]] = {
    "docx-picture-of-persons": ("", {"word/media/a.png": png(PERSONS)}, PRIVATE),
    "docx-picture-of-a-patient": ("", {"word/media/a.jpg": saved(PATIENT, "JPEG")}, PRIVATE),
    "docx-picture-of-a-marked-text": ("", {"word/media/a.png": png(MARKED)}, SECRET),
    "docx-thumbnail-of-persons": ("", {"docProps/thumbnail.jpeg": saved(PERSONS, "JPEG")}, PRIVATE),
    "docx-name-of-a-property": ("", {"docProps/custom.xml": _PROPERTY}, PRIVATE),
    "docx-bookmark-of-a-citizen": ('<w:p><w:bookmarkStart w:id="3" w:name="CCCD_074085001234"/></w:p>', {}, PRIVATE),
    "docx-letters-turned-round": (word.p("\u202eTẬM IỐT\u202c"), {}, SECRET),
}


def _picture_of_persons(path: Path) -> Path:
    return office_attacks._book(path, lambda book: office_attacks._pictured_with(book, png(PERSONS)))


def _pivot(path: Path) -> Path:
    return office_attacks._with_part(office_attacks._book(path, lambda book: None), "xl/pivotCache/a.xml", _PIVOT)


def attacks(folder: Path) -> Iterator[Attack]:
    """All of them, written into `folder`."""
    for name, (draw, codes) in DRAWN.items():
        yield Attack(name, pdf_attacks._pdf(folder / f"{name}.pdf", draw), codes)
    for name, (change, codes) in WRITTEN.items():
        yield Attack(name, pdf_attacks._rewritten(folder / f"{name}.pdf", change), codes)
    for name, change in INLINE.items():
        yield Attack(name, pdf_attacks._rewritten(folder / f"{name}.pdf", change), PRIVATE)
    for name, make in COVERED.items():
        yield Attack(name, make(folder / f"{name}.pdf"), PRIVATE)
    for name, (body, parts, codes) in WORD.items():
        yield Attack(name, word.write(folder / f"{name}.docx", word_attacks.BODY + body, parts), codes)
    yield Attack("xlsx-picture-of-persons", _picture_of_persons(folder / "xlsx-picture-of-persons.xlsx"), PRIVATE)
    yield Attack("xlsx-item-of-a-pivot", _pivot(folder / "xlsx-item-of-a-pivot.xlsx"), PRIVATE)


def harmless(folder: Path) -> Iterator[Path]:
    """Their ordinary neighbours: an emblem, a drawn signature, a chart with words, a seal over a scan."""
    said = printed("Biểu đồ thu ngân sách tỉnh Lam Giang", "2023: 12.450 tỷ đồng; 2024: 13.870 tỷ đồng")
    yield pdf_attacks._pdf(folder / "chart.pdf", _set(said))
    yield word.write(folder / "bars.docx", word_attacks.BODY, {"word/media/a.png": png(said)})
