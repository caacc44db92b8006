"""Files that keep something under what they show: an earlier revision, idle drawings, names, data of pictures."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
    RectangleObject,
    TextStringObject,
)

from tests.extract import stamped
from tests.extract import word_files as word
from tests.hostile import office_attacks, pdf_attacks, word_attacks
from tests.hostile.hidden import ACTIVE, CITIZEN, LIMIT, LIMITED, MARK, PRIVATE, SECRET, Attack, png

ANY = frozenset[str]()
BARE = "TOI MAT"
DESCRIPTION, TITLE = 0x010E, 0x9C9B


def _entries(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def _stream(commands: str, **entries: PdfObject) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(commands.encode())
    stream.update(_entries(**entries))
    return stream


def _letters() -> DictionaryObject:
    font = _entries(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica-Bold"))
    return _entries(Font=_entries(F9=font))


def _form(commands: str = f"BT /F9 12 Tf 2 4 Td ({BARE}) Tj ET", **entries: PdfObject) -> DecodedStreamObject:
    box = RectangleObject((0, 0, 120, 20))
    kind = {"Type": NameObject("/XObject"), "Subtype": NameObject("/Form")} | entries
    return _stream(commands, BBox=box, Resources=_letters(), **kind)


def _on_page(writer: PdfWriter, commands: str, kind: str, thing: PdfObject) -> None:
    page = writer.pages[0]
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), writer._add_object(_stream(commands))])
    page["/Resources"].get_object()[NameObject(f"/{kind}")] = _entries(X9=thing)  # type: ignore[index]


def _cell(writer: PdfWriter) -> None:
    kind: dict[str, PdfObject] = {"Type": NameObject("/Pattern"), "XStep": FloatObject(120), "YStep": FloatObject(20)}
    kind |= {key: NumberObject(1) for key in ("PatternType", "PaintType", "TilingType")}
    cell = writer._add_object(_form(f"BT /F9 12 Tf 2 4 Td ({BARE}) Tj ET", **kind))
    _on_page(writer, "q /Pattern cs /X9 scn 60 700 120 20 re f Q", "Pattern", cell)


def _pressed(writer: PdfWriter) -> None:
    """A note that says something while the mouse is on it."""
    shown = _entries(N=writer._add_object(_form("")), D=writer._add_object(_form()))
    place = RectangleObject((60, 700, 180, 720))
    note = _entries(Type=NameObject("/Annot"), Subtype=NameObject("/Square"), Rect=place, AP=shown)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def _idle(writer: PdfWriter) -> None:
    _on_page(writer, "q Q", "XObject", writer._add_object(_form()))


IDLE: dict[str, Callable[[PdfWriter], None]] = {
    "pdf-cell-of-a-pattern": _cell,
    "pdf-note-pressed": _pressed,
    "pdf-form-that-nobody-draws": _idle,
}


def revised(path: Path, said: str, revisions: int = 1) -> Path:
    """A page that said more before its content was written anew behind the file, `revisions` times."""
    pdf_attacks._pdf(path, lambda page: page.paragraph(said) if said else None)
    bare = path.with_suffix(".bare.pdf")
    pdf_attacks._pdf(bare, lambda page: None)
    for _ in range(revisions):
        writer = PdfWriter(io.BytesIO(path.read_bytes()), incremental=True)
        own = PdfReader(bare).pages[0]
        content = own.get_contents()
        assert content is not None
        writer.pages[0][NameObject("/Contents")] = writer._add_object(_stream(content.get_data().decode("latin-1")))
        writer.pages[0][NameObject("/Resources")] = own["/Resources"].clone(writer)
        writer.write(path)
    return path


def _told(key: str, said: str) -> Callable[[PdfWriter], None]:
    return lambda writer: writer.add_metadata({key: said})


def _in_language(said: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/Lang")] = TextStringObject(said)

    return change


TOLD: dict[str, tuple[Callable[[PdfWriter], None], frozenset[str]]] = {
    "pdf-producer-with-a-citizen": (_told("/Producer", f"Lê Thị Kín, {CITIZEN}"), PRIVATE),
    "pdf-creator-with-a-mark": (_told("/Creator", MARK), SECRET),
    "pdf-own-key-with-a-level": (_told("/DoMat", "mat"), SECRET),
    "pdf-language-with-a-mark": (_in_language("toi mat"), SECRET),
    "pdf-language-of-a-level": (_in_language("mat"), SECRET),
    "pdf-language-with-a-telephone": (_in_language("Vũ Văn Kín 0912 345 678"), PRIVATE),
}
EARLIER: dict[str, tuple[str, int, frozenset[str]]] = {
    "pdf-earlier-citizen": (f"Người nhận: bà Vũ Thị Kín, {CITIZEN}", 1, PRIVATE),
    "pdf-earlier-mark": (MARK, 1, SECRET),
    "pdf-earlier-limit": (LIMIT, 2, LIMITED),
    "pdf-before-twenty-revisions": (MARK, 20, SECRET),
}


def picture(form: str, said: str, tag: int = DESCRIPTION) -> bytes:
    """A white picture whose EXIF says something."""
    buffer, told = io.BytesIO(), Image.Exif()
    told[tag] = said.encode("utf-16-le") if tag == TITLE else said
    Image.new("RGB", (300, 200), "white").save(buffer, form, exif=told)
    return buffer.getvalue()


def _tiff() -> bytes:
    buffer, told = io.BytesIO(), ImageFileDirectory_v2()
    told[DESCRIPTION] = f"Phieu chuyen\n{BARE}"
    Image.new("RGB", (300, 200), "white").save(buffer, "TIFF", tiffinfo=told)
    return buffer.getvalue()


def _listed(label: str) -> dict[str, str | bytes]:
    level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{label}"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum><w:num w:numId="1"/>'
    return {"numbering.xml": f"<w:numbering {word.SPACES}>{lists}</w:numbering>"}


def _styled(name: str) -> dict[str, str | bytes]:
    style = f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="a1"><w:name w:val="{name}"/></w:style>'
    return {"styles.xml": f"<w:styles {word.SPACES}>{style}</w:styles>"}


_MACROS = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/a.dat" '
    'ContentType="application/vnd.ms-office.vbaProject"/></Types>'
)
_QUERY = f'<w:settings {word.SPACES}><w:mailMerge><w:query w:val="[{MARK}$]"/></w:mailMerge></w:settings>'


def _watermark(said: str, ink: tuple[int, int, int] = (200, 200, 200)) -> dict[str, str | bytes]:
    return {"word/media/a.png": png(stamped.stamp(said, colour=ink, borders=0))}


WORD: dict[str, tuple[str, dict[str, str | bytes], frozenset[str]]] = {
    "docx-label-of-a-list": ("", _listed(f"{MARK} %1"), SECRET),
    "docx-name-of-a-style": ("", _styled("Dau TOI MAT"), SECRET),
    "docx-limit-as-style": ("", _styled(LIMIT), LIMITED),
    "docx-bookmark": ('<w:p><w:bookmarkStart w:id="3" w:name="TOI_MAT"/><w:bookmarkEnd w:id="3"/></w:p>', {}, SECRET),
    "docx-query": ("", {"settings.xml": _QUERY}, SECRET),
    "docx-rich-text-part": ("", {"word/a.dat": rb"{\rtf1 T\u7888?I M\u7852?T}"}, ACTIVE),
    "docx-word-file-within": ("", {"word/a.dat": b"PK\x03\x04" + bytes(60)}, ACTIVE),
    "docx-macros-under-another-name": ("", {"[Content_Types].xml": _MACROS, "word/a.dat": b"\1\2\3"}, ACTIVE),
    "docx-watermark-picture": ("", _watermark(MARK), SECRET),
    "docx-picture-without-frame": ("", _watermark("TUYỆT MẬT", (0, 0, 0)), SECRET),
    "docx-exif-description": ("", {"word/media/a.jpg": picture("JPEG", BARE)}, SECRET),
    "docx-property-of-a-level": ("", {"docProps/custom.xml": word_attacks._CUSTOM.format("DoMat", "mat")}, SECRET),
    "docx-exif-title": ("", {"word/media/a.jpg": picture("JPEG", MARK, TITLE)}, SECRET),
    "docx-exif-limit": ("", {"word/media/a.png": picture("PNG", LIMIT, TITLE)}, LIMITED),
    "docx-exif-telephone": ("", {"word/media/a.jpg": picture("JPEG", "Vu Van Kin 0912 345 678")}, PRIVATE),
    "docx-tiff-description": ("", {"word/media/a.tif": _tiff()}, SECRET),
}


def _named(book: openpyxl.Workbook) -> None:
    book.defined_names["TOI_MAT"] = DefinedName("TOI_MAT", attr_text="Sheet!$A$1")


PICTURES = {
    "jpg-description": ("jpg", picture("JPEG", BARE), SECRET),
    "jpg-title": ("jpg", picture("JPEG", MARK, TITLE), SECRET),
    "tif-description": ("tif", _tiff(), SECRET),
    "png-title": ("png", picture("PNG", "Vũ Văn Kín, CCCD 074085001234", TITLE), PRIVATE),
}


def attacks(folder: Path) -> Iterator[Attack]:
    """All of them, written into `folder`."""
    for name, change in IDLE.items():
        yield Attack(name, pdf_attacks._rewritten(folder / f"{name}.pdf", change), SECRET)
    for name, (tell, codes) in TOLD.items():
        yield Attack(name, pdf_attacks._rewritten(folder / f"{name}.pdf", tell), codes)
    for name, (said, revisions, codes) in EARLIER.items():
        yield Attack(name, revised(folder / f"{name}.pdf", said, revisions), codes)
    for name, (body, parts, codes) in WORD.items():
        yield Attack(name, word.write(folder / f"{name}.docx", word_attacks.BODY + body, parts), codes)
    yield Attack("xlsx-name-of-a-range", office_attacks._book(folder / "xlsx-name-of-a-range.xlsx", _named), SECRET)
    for name, (ending, data, codes) in PICTURES.items():
        path = folder / f"{name}.{ending}"
        path.write_bytes(data)
        yield Attack(name, path, codes)


def _ordinary(writer: PdfWriter) -> None:
    _told("/Producer", "Microsoft® Word 2019; modified using iText® 7.1.17 ©2000-2021 iText Group NV (AGPL-version)")(
        writer
    )
    _told("/Creator", "Canon iR-ADV C5535")(writer)
    _in_language("vi-VN")(writer)


def harmless(folder: Path) -> Iterator[Path]:
    """Their ordinary neighbours: signed again without other words, usual names of styles, labels and pictures."""
    yield revised(folder / "signed-again.pdf", "", 3)
    yield pdf_attacks._rewritten(folder / "told.pdf", _ordinary)
    parts = {**_listed("Điều %1."), **_styled("Normal (Web)"), "word/media/a.jpg": picture("JPEG", "SONY DSC")}
    body = '<w:p><w:bookmarkStart w:id="3" w:name="_GoBack"/><w:bookmarkEnd w:id="3"/></w:p>'
    yield word.write(folder / "usual.docx", word_attacks.BODY + body, {**parts, "word/media/b.png": png(_plain())})


def _plain() -> Image.Image:
    return Image.new("RGB", (9, 9), "white")
