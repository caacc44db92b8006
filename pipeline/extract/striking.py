"""Strike places out of a file for good: what comes back is a PDF in which they are not there, in no layer.

A page that holds one becomes a picture, black where the places were, so that neither letters nor objects below it are
left; the other pages are taken over. The whole is then read again by two readers that share no code, pdfium and pypdf,
and every string and stream of every object is looked through; pages that hide the words elsewhere become pictures, too.
Whatever a reader cannot read counts as holding the words: a page becomes a picture, a file is not handed out.
"""

import ctypes
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import tesserocr
from PIL import Image, ImageDraw, ImageSequence
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, StreamObject, TextStringObject

from pipeline import media, settings
from pipeline.extract.office_files import libreoffice
from pipeline.extract.pdf_files.pdf_page import open_document
from pipeline.extract.scans import image, ocr

_DPI = 200
_PAD = 3  # points around a place: an accent reaches out of its letter's box
_QUALITY = 85

Box = tuple[float, float, float, float]  # left, top, right, bottom: shares of the page


@dataclass(frozen=True, slots=True)
class PlaceOnPage:
    """A place on a page, from 1, which no words name."""

    page: int
    box: Box


class Remains(ValueError):
    """The words are still in what was made: nothing may be said to be struck out."""


def answer(
    path: Path, kind: str, words: Sequence[str], places: Iterable[Sequence[float]], limits: settings.Limits
) -> bytes:
    """What the child answers: `strike`, or the word `remains`; `places` are page, left, top, right, bottom."""
    wanted = [PlaceOnPage(int(one[0]), (one[1], one[2], one[3], one[4])) for one in places]
    try:
        return strike(path, kind, words, wanted, limits)
    except Remains:
        return b"remains"


def strike(
    path: Path, kind: str, words: Sequence[str], places: Sequence[PlaceOnPage], limits: settings.Limits
) -> bytes:
    """A line of JSON (`struck` places, `pages`, whether the words were `held`), then the PDF.

    Raises:
        Remains: a reader still finds the words.
        errors.ToolMissing: LibreOffice or tesseract is needed and not installed.
    """
    wanted = [needle for one in words if (needle := "".join(_letters(one)))]
    if kind in media.IMAGES:
        sheets = _Sheets(list(_frames(path)), wanted, places)
        return sheets.answer(_made(sheets.pages()), held=False)
    source = path if kind == media.PDF.media else libreoffice.to_pdf(path, Path.cwd(), limits)
    with open_document(source) as document:
        sheets = _Pages(document, pypdf.PdfReader(source), wanted, places)
        made = _made(sheets.pages())
        if _found(made, wanted):
            sheets.all_pictures = True
            made = _made(sheets.pages())
    if _found(made, wanted):
        raise Remains
    # A Word file keeps words that it does not print; which, only its own reader knows.
    return sheets.answer(made, held=source != path or _found(source.read_bytes(), wanted))


@dataclass
class _Sheets:
    """Pictures whose places are struck out; `struck` counts them."""

    sources: Sequence[Any]
    wanted: Sequence[str]
    places: Sequence[PlaceOnPage]
    struck: int = 0

    def pages(self) -> Iterator["Image.Image | tuple[pdfium.PdfDocument, int]"]:
        """Every page, as a picture or as (document, number from 0) where it stays as it is."""
        self.struck = 0
        for number, picture in enumerate(self.sources, 1):
            yield self._blackened(picture, number, [])

    def answer(self, made: bytes, *, held: bool) -> bytes:
        """The counts, then the file."""
        said = {"struck": self.struck, "held": held or self.struck > 0, "pages": len(self.sources)}
        return json.dumps(said).encode() + b"\n" + made

    def _blackened(self, picture: Image.Image, number: int, boxes: Sequence[Box]) -> Image.Image:
        own = [place.box for place in self.places if place.page == number]
        found, before = [*boxes, *own], picture
        for _ in range(2):  # what the letters do not tell, then what shows only once that is gone
            picture = _black(before, found)
            left = list(_printed(picture, self.wanted)) if self.wanted else []
            if not left:
                break
            found += left
        self.struck += len(found)
        return _black(before, found)


@dataclass
class _Pages(_Sheets):
    """The pages of a PDF."""

    def __init__(
        self,
        document: pdfium.PdfDocument,
        reader: pypdf.PdfReader,
        wanted: Sequence[str],
        places: Sequence[PlaceOnPage],
    ) -> None:
        super().__init__(range(len(document)), wanted, places)
        self.document, self.reader, self.all_pictures = document, reader, False

    def pages(self) -> Iterator["Image.Image | tuple[pdfium.PdfDocument, int]"]:
        """Pages without a place stay as they are; a scan is looked at by OCR."""
        self.struck = 0
        for index in self.sources:
            page = self.document[index]
            letters = page.get_textpage()
            boxes = [box for needle in self.wanted for box in _typed(page, letters, needle)]
            named = any(place.page == index + 1 for place in self.places)
            if boxes or named or self.all_pictures or self._is_doubtful(index, letters):
                shown = page.render(scale=_DPI / 72, may_draw_forms=True).to_pil().convert("RGB")
                before = self.struck
                picture = self._blackened(shown, index + 1, boxes)
                if self.struck > before or self.all_pictures or self._is_said(index, letters):
                    yield picture
                    continue
            yield self.document, index

    def _is_doubtful(self, index: int, letters: pdfium.PdfTextPage) -> bool:
        """Whether a page is a picture of its text, or another reader finds the words where pdfium finds no place."""
        if not self.wanted:
            return False
        return letters.count_chars() < image.ENOUGH_TEXT or self._is_said(index, letters)

    def _is_said(self, index: int, letters: pdfium.PdfTextPage) -> bool:
        try:
            sheet = self.reader.pages[index]
            said = (letters.get_text_range(), sheet.extract_text(), *_noted(sheet))
        except Exception:  # a page that a reader cannot take apart may say anything: it counts as saying the words
            return True
        return any(_holds(one, self.wanted) for one in said)


def _made(pages: Iterable["Image.Image | tuple[pdfium.PdfDocument, int]"]) -> bytes:
    """A new file of the pages: nothing of the old one but they goes into it."""
    made = pdfium.PdfDocument.new()
    for page in pages:
        if isinstance(page, tuple):
            made.import_pages(page[0], [page[1]])
        else:
            _add(made, page)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: pdfium.PdfDocument, picture: Image.Image) -> None:
    dpi = _dpi(picture)
    width, height = (side * 72 / dpi for side in picture.size)
    jpeg = io.BytesIO()
    picture.save(jpeg, "JPEG", quality=_QUALITY, dpi=(dpi, dpi))
    shown = pdfium.PdfImage.new(made)
    shown.load_jpeg(jpeg, inline=True)
    shown.set_matrix(pdfium.PdfMatrix().scale(width, height))
    page = made.new_page(width, height)
    page.insert_obj(shown)
    page.gen_content()


def _dpi(picture: Image.Image) -> float:
    """That of a rendered page; a scan is taken for a sheet of A4."""
    return float(picture.info.get("sheet", _DPI))


def _frames(path: Path) -> Iterator[Image.Image]:
    with Image.open(path) as opened:
        for frame in ImageSequence.Iterator(opened):
            shown = frame.convert("RGB")
            shown.info["sheet"] = max(shown.size) / 11.69
            yield shown


def _black(picture: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    drawn, (width, height) = picture.copy(), picture.size
    pad = _PAD * _dpi(picture) / 72
    for left, top, right, bottom in boxes:
        edges = (left * width - pad, top * height - pad, right * width + pad, bottom * height + pad)
        ImageDraw.Draw(drawn).rectangle(edges, fill="black")
    return drawn


def _letters(words: str) -> Iterator[str]:
    """The letters that are compared: no white space, no invisible sign, no difference of case or of composition."""
    for letter in unicodedata.normalize("NFD", words.casefold()):
        if not letter.isspace() and unicodedata.category(letter) not in ("Cf", "Cc"):
            yield letter


def _bare(words: str) -> str:
    """The same without accents: OCR takes one for another."""
    kept = (letter for letter in _letters(words) if not unicodedata.combining(letter))
    return "".join(kept).replace("đ", "d")


def _holds(said: str, wanted: Iterable[str]) -> bool:
    letters = "".join(_letters(said))
    return any(needle in letters for needle in wanted)


def _typed(page: pdfium.PdfPage, letters: pdfium.PdfTextPage, needle: str) -> Iterator[Box]:
    """The lines of each occurrence in the page's own letters."""
    found = [(letter, at) for at in range(letters.count_chars()) for letter in _letters(_char(letters, at))]
    written = "".join(letter for letter, _ in found)
    start = written.find(needle)
    while start >= 0:
        places = sorted({at for _, at in found[start : start + len(needle)]})
        yield from _lines([_on_page(page, letters.get_charbox(at, loose=True)) for at in places])
        start = written.find(needle, start + 1)


def _char(letters: pdfium.PdfTextPage, at: int) -> str:
    code = raw.FPDFText_GetUnicode(letters, at)
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def _on_page(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> Box:
    """A box of pdfium (left, bottom, right, top in points of an unturned page) in shares of the page as it is shown."""
    corners = [_device(page, box[0], box[1]), _device(page, box[2], box[3])]
    (one, two), (three, four) = corners
    return min(one, three), min(two, four), max(one, three), max(two, four)


def _device(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    size = 1_000_000
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, size, size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
    return across.value / size, down.value / size


def _lines(boxes: Iterable[Box]) -> Iterator[Box]:
    """One box a line of letters that follow each other."""
    line: Box | None = None
    for box in boxes:
        if line is not None and box[1] < line[3] and box[3] > line[1] and box[0] > line[0]:
            line = (line[0], min(line[1], box[1]), max(line[2], box[2]), max(line[3], box[3]))
            continue
        if line is not None:
            yield line
        line = box
    if line is not None:
        yield line


def _printed(picture: Image.Image, wanted: Iterable[str]) -> Iterator[Box]:
    """The places of the words as tesseract reads them off a picture, whatever accents it takes them to have."""
    found = list(_recognised(picture))
    letters = [(letter, at) for at, (said, _) in enumerate(found) for letter in _bare(said)]
    written = "".join(letter for letter, _ in letters)
    for needle in {"".join(_bare(one)) for one in wanted}:
        start = written.find(needle)
        while needle and start >= 0:
            places = sorted({at for _, at in letters[start : start + len(needle)]})
            yield from _lines([found[at][1] for at in places])
            start = written.find(needle, start + 1)


def _recognised(picture: Image.Image) -> Iterator[tuple[str, Box]]:
    width, height = picture.size
    with tesserocr.PyTessBaseAPI(path=str(ocr.tessdata()), lang=ocr.LANGUAGE) as api:
        api.SetImage(picture)
        api.SetSourceResolution(round(_dpi(picture)))
        api.Recognize()
        words = api.GetIterator()
        level = tesserocr.RIL.WORD
        for word in tesserocr.iterate_level(words, level) if words else ():
            box, said = word.BoundingBox(level), word.GetUTF8Text(level) if not word.Empty(level) else ""
            if box and said:
                yield said, (box[0] / width, box[1] / height, box[2] / width, box[3] / height)


def _found(made: bytes, wanted: Sequence[str]) -> bool:
    """Whether pdfium, pypdf, or any string or stream of any object still has the words.

    What cannot be read back cannot be vouched for: the words count as still there.
    """
    try:
        with pdfium.PdfDocument(made) as document:
            shown = [page.get_textpage().get_text_range() for page in document]
        reader = pypdf.PdfReader(io.BytesIO(made))
        told = [page.extract_text() for page in reader.pages]
        return any(_holds(said, wanted) for said in (*shown, *told, *_strings(reader)))
    except Exception:
        return True


def _noted(page: pypdf.PageObject) -> list[str]:
    """What the page's notes and fields say."""
    notes = page.get("/Annots")
    return [said for note in (notes.get_object() if notes else ()) for said in _said(note.get_object())]


def _strings(reader: pypdf.PdfReader) -> Iterator[str]:
    """What every object says; a number without an object says nothing."""
    for number in range(1, int(reader.trailer.get("/Size", 0))):
        yield from _said(reader.get_object(number))


def _said(thing: Any) -> Iterator[str]:
    if isinstance(thing, TextStringObject):
        yield str(thing)
    elif isinstance(thing, ByteStringObject):
        yield bytes(thing).decode("latin-1")
    elif isinstance(thing, ArrayObject):
        for one in thing:
            yield from _said(one)
    elif isinstance(thing, Mapping | DictionaryObject | StreamObject):
        for one in dict.values(thing):  # type: ignore[arg-type]
            yield from _said(one)
        if isinstance(thing, StreamObject) and thing.get("/Subtype") != "/Image":
            data = thing.get_data()
            yield from (data.decode(letters, "replace") for letters in ("latin-1", "utf-8", "utf-16-be"))
