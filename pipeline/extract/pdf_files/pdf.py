"""Read a PDF: its text where it has one, OCR where it shows pictures, and what it hides."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2 as pdfium

from pipeline import media, settings, text
from pipeline.document import reasons
from pipeline.document.model import Block, Coverage, Extraction, Finding, Gap, Method, Region
from pipeline.extract.pdf_files import (
    mended_lines,
    pdf_cut,
    pdf_hidden,
    pdf_mosaic,
    pdf_objects,
    pdf_page,
    pdf_pictures,
    pdf_stamps,
    seen_lines,
    struck_letters,
    switched_off,
    typed_fields,
)
from pipeline.extract.pdf_files.glyph_outlines import Outlines
from pipeline.extract.pdf_files.mended_lines import Fault
from pipeline.extract.scans import image, lone_pictures, ocr, second_look
from pipeline.sheet import columns, drawn_signs, layout, letter_spaced, rows, stamps, syllables, symbols, words
from pipeline.sheet.words import Word

MEDIA = media.PDF.media
_BEYOND = "chữ nằm ngoài mép trang", "words beyond the edge of the page"
# Of the words in small letters; whole texts have 0.93 to 1, a font that lost letters 0.5 to 0.7.
_TRUE_LAYER = 0.75
_TRUE_READING = 0.9
_FIGURES = 6  # of a line, from which they are compared by themselves: a number of a telephone or a paper
_ALIKE = 0.6  # how like the letters of a line by OCR are to those of the text layer

_COVERED = 60  # parts of the pictures of one page that lie under something else


@dataclass(frozen=True, slots=True)
class _Read:
    """What one page gave: `page` for the layout, words that no reader sees, whether it was OCRed."""

    page: layout.Page
    raw: str = ""  # its words as the file spells them: in fonts of before Unicode not as it shows them
    own: str = ""  # the letters of its own content, annotations left out, in no order
    unseen: tuple[str, ...] = ()
    pictured: bool = False
    findings: tuple[Finding, ...] = field(default=())
    unread: bool = False
    gaps: tuple[Gap, ...] = ()
    looked_at: frozenset[bytes] = frozenset()  # keys of the pictures that it was OCRed with
    shows: frozenset[bytes] = frozenset()  # of those that it shows whole


def read(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """All blocks of a PDF in reading order; what keeps it from being read is a finding."""
    until = time.process_time() + image.OCR_SHARE * limits.seconds
    try:
        document = pdf_page.open_document(path)
        total = len(document)
        second = pdf_objects.opened(path)
        typed = typed_fields.typed(second) if second else []
        count = min(total, limits.pages)
        fields = typed_fields.boxes(second, count) if second and typed else {}
        read = list(_pages(document, path, count, until, switched_off.names(second), fields))
    except pdfium.PdfiumError as error:
        return Extraction(sha256, MEDIA, findings=(_closed(str(error)), *pdf_objects.findings(path, None, None)))
    cut = tuple(pdf_cut.pages(second)) if second else ()
    filled = not typed_fields.are_shown(typed, [word for page in read for word in page.page.words])
    found = layout.blocks([page.page for page in read])
    raw, complete = pdf_hidden.read(second, _seen(read), until) if second else ((), True)
    seen = frozenset(key for page in read for key in page.looked_at)
    shown = frozenset(key for page in read for key in page.shows)
    said, doubtful, whole = pdf_pictures.read(second, seen, shown, until) if second else ((), False, True)
    hidden = [
        Block(line, Region.hidden, page=page.page.number)
        for page in read
        for line in (*page.unseen, *columns.read(page.page.words))
    ]
    told = (finding for page in read for finding in page.findings)
    findings = [*_limits(total, limits), *told, *pdf_objects.findings(path, second, total)]
    findings += [reasons.finding("secret-suspected")] * doubtful
    findings += [reasons.finding("parts-unread", what=("ô đã điền của biểu mẫu", "a filled form field"))] * filled
    findings += [] if complete else [reasons.finding("pages-unread/hidden")]
    findings += [] if whole else [reasons.finding("pages-unread/pictures")]
    findings += [reasons.finding("file-damaged/page", f"trang {number}", number=number) for number in cut]
    return Extraction(
        sha256,
        MEDIA,
        (*found, *hidden, *raw, *said),
        total,
        tuple(page.page.number for page in read if page.pictured),
        tuple(dict.fromkeys(findings)),
        _coverage(read, total, cut, (Gap.parts,) * filled),
        turns=image.turns(page.page for page in read),
    )


def _coverage(read: Sequence[_Read], total: int, cut: Sequence[int], more: tuple[Gap, ...]) -> Coverage:
    unread = (page.page.number for page in read if page.unread)
    gaps = dict.fromkeys((*(gap for page in read for gap in page.gaps), *more, *(Gap.damaged,) * bool(cut)))
    seen = tuple(
        " ".join(word.text for word in page.page.words if word.confidence > mended_lines.SURE) for page in read
    )
    return Coverage((*unread, *range(len(read) + 1, total + 1)), tuple(gaps), seen)


def _pages(
    document: pdfium.PdfDocument, path: Path, count: int, until: float, off: frozenset[str], fields: typed_fields.Boxes
) -> Iterator[_Read]:  # fmt: skip
    outlines = Outlines()
    with pdf_page.open_document(path) as untouched:
        for index in range(count):
            width, height = document.get_page_size(index)
            if not 0 < max(width, height) <= pdf_page.MAX_POINTS:
                yield _Read(
                    layout.Page(index + 1, 1, 1, ()),
                    findings=(reasons.finding("file-over-limit/page-size", f"trang {index + 1}"),),
                    unread=True,
                )
                continue
            sheet = pdf_page.sheet(document, index, outlines, off)
            typed = [sheet.view.box(*field) for field in fields.get(index, ())]
            yield _with_signs(_page(sheet, index, untouched, until, typed))


def _page(
    sheet: pdf_page.PageContents, index: int, untouched: pdfium.PdfDocument, until: float,
    fields: Sequence[typed_fields.Box],
) -> _Read:  # fmt: skip
    struck = struck_letters.struck(sheet.glyphs, sheet.rules)
    inked, inkless = sheet.ink.parted(sheet.glyphs, struck)
    unseen = _lines(words.of_glyphs(inkless)) + _lines(words.of_glyphs(sheet.unseen)) + sheet.scattered
    found = words.of_glyphs(inked)
    stamped = tuple(word for word in found if word.method is Method.stamp)
    own_text = letter_spaced.joined(words.in_unicode([word for word in found if word.method is Method.text]))
    shown, drawn = typed_fields.own(own_text, stamped, fields)
    page = layout.Page(index + 1, sheet.width, sheet.height, shown, drawn, sheet.rules, tuple(_in_order(sheet.turned)))
    place = f"trang {index + 1}"
    findings = (reasons.finding("file-over-limit/letters", place),) * sheet.cut
    raw = " ".join(word.text for word in found) if any(word.font for word in shown) else ""
    own = "".join(glyph.char for glyph in (*sheet.glyphs, *sheet.unseen, *sheet.turned) if not glyph.stamp)
    gaps = (Gap.limit,) * sheet.cut
    if struck:
        findings += (reasons.finding("parts-unread", place, what=("nét gạch ngang chữ", "words struck through")),)
        gaps += (Gap.parts,)
    drawn_words = drawn_signs.stands_in(shown) and not seen_lines.are_unnamed(shown)  # their picture says what they are
    findings += (reasons.finding("secret-suspected/drawn", place),) * drawn_words
    if _beyond(inkless, sheet):
        findings += (reasons.finding("parts-unread", place, what=_BEYOND),)
        gaps += (Gap.parts,)
    shows = frozenset() if sheet.covered else sheet.whole
    read = _Read(page, raw, own, unseen, findings=findings, gaps=gaps, shows=shows)
    if _pictured(shown, sheet):
        return _ocred(_uncovered(read, sheet), untouched, until)
    if sheet.picture_share > pdf_page.LARGE_PICTURE:
        return _supplemented(_uncovered(read, sheet), untouched, until)
    read = _sealed(_compared(read, sheet, untouched, until), sheet, untouched)
    faults = _lost(sheet)
    if faults or _false(shown):
        return _mended(read, faults, untouched, until)
    return read


def _with_signs(read: _Read) -> _Read:
    """A page with a remark on the signs that its picture made no letters of either."""
    if not any(symbols.UNKNOWN in word.text for word in read.page.words):
        return read
    said = reasons.finding("parts-unread", f"trang {read.page.number}", what=("ký hiệu lạ", "an unknown sign"))
    return replace(read, findings=(*read.findings, said), gaps=(*read.gaps, Gap.signs))


def _beyond(inkless: Sequence[words.Glyph], sheet: pdf_page.PageContents) -> bool:
    """Whether letters that draw no ink lie off the page: cut from a line by the edge, or below or beside it whole."""
    places = ((glyph.left + glyph.right, glyph.bottom + glyph.top) for glyph in inkless if glyph.char.isalnum())
    return any(not (0 < x < 2 * sheet.width and 0 < y < 2 * sheet.height) for x, y in places)


def _uncovered(read: _Read, sheet: pdf_page.PageContents) -> _Read:
    """A page of pictures with what these say where something else is drawn over them."""
    looks = [lone_pictures.read(part) for part in sheet.covered[:_COVERED]]
    said = tuple(line.text for lines, _ in looks for line in lines)
    doubtful = len(sheet.covered) > _COVERED or any(doubt for _, doubt in looks)
    findings = (reasons.finding("secret-suspected", f"trang {read.page.number}"),) * doubtful
    looked = {"looked_at": sheet.whole, "unseen": (*read.unseen, *said), "findings": (*read.findings, *findings)}
    return replace(read, **looked)  # type: ignore[arg-type]


def _ocred(read: _Read, untouched: pdfium.PdfDocument, until: float) -> _Read:
    """A page that is a picture, with the words that tesseract sees."""
    page = read.page
    if time.process_time() > until:
        return replace(read, pictured=True, findings=(*read.findings, image.unread(page.number)), unread=True)
    reading = _reading(untouched, page.number)
    # Little text on a scanned page is what signing programs and portals drew into it.
    drawn = (*page.stamps, *(replace(word, method=Method.stamp) for word in page.words))
    if reading is None:
        return replace(read, page=replace(page, words=(), stamps=drawn), pictured=True)
    whole = replace(image.page(page.number, reading, drawn), turned=page.turned)
    findings = (*read.findings, *image.doubtful(page.number, reading))
    return replace(read, page=whole, pictured=True, findings=findings)


def _supplemented(read: _Read, untouched: pdfium.PdfDocument, until: float) -> _Read:
    """A page of text around a large picture, with the words in the picture: the gate must see those, too."""
    if time.process_time() > until:
        findings = (*read.findings, image.unread(read.page.number))
        return replace(read, pictured=True, findings=findings, gaps=(*read.gaps, Gap.pictures))
    reading = _reading(untouched, read.page.number)
    new = [word for word in reading.words if not _covered(word, read.page.words)] if reading else []
    more = [word for line in rows.rows(new) if second_look.is_print(line) for word in line.words]
    seen = reading.stamps if reading else ()
    page = replace(read.page, words=(*read.page.words, *more), stamps=(*read.page.stamps, *seen))
    findings = (*read.findings, *(image.doubtful(page.number, reading) if reading else ()))
    return replace(read, page=page, pictured=mended_lines.letters(more) >= 20, findings=findings)


def _sealed(read: _Read, sheet: pdf_page.PageContents, untouched: pdfium.PdfDocument) -> _Read:
    """A page of text with what the stamps on it say."""
    said, doubtful = pdf_stamps.read(sheet, lambda: untouched[read.page.number - 1])
    pieced, odd = _pieced(sheet, untouched, read.page.number)
    doubtful = doubtful or odd
    findings = (reasons.finding("secret-suspected", f"trang {read.page.number}"),) if doubtful else ()
    marked = replace(read.page, stamps=(*read.page.stamps, *said))
    return replace(read, page=marked, unseen=(*read.unseen, *pieced), findings=(*read.findings, *findings))


def _pieced(sheet: pdf_page.PageContents, untouched: pdfium.PdfDocument, number: int) -> tuple[tuple[str, ...], bool]:
    """What pictures say together that stand side by side; the page is opened again only where some do."""
    if not pdf_mosaic.places(sheet):
        return (), False
    with contextlib.closing(untouched[number - 1]) as page:
        return pdf_mosaic.read(sheet, page)


def _covered(word: Word, own: Sequence[Word]) -> bool:
    return any(
        other.left - 2 < word.middle < other.right + 2 and other.bottom - 2 < word.center[1] < other.top + 2
        for other in own
    )


def _mended(read: _Read, faults: Sequence[Fault], untouched: pdfium.PdfDocument, until: float) -> _Read:
    """A page whose fonts lost letters: the lines concerned, or all where it is false throughout, from its picture."""
    findings = (*read.findings, reasons.finding("text-layer-broken", f"trang {read.page.number}"))
    own = read.page.words
    if time.process_time() > until:
        return replace(read, findings=findings)
    if _false(own):
        reading = _reading(untouched, read.page.number)
        if reading and _better(reading.words, own):
            told = replace(reading, words=seen_lines.with_layer(reading.words, own))
            page = image.page(read.page.number, told, read.page.stamps)
            return replace(read, page=page, pictured=True, findings=findings)
    seen = _read_lines(untouched, read.page, faults)
    patched = mended_lines.patched(own, seen, faults)
    lost = tuple(mended_lines.lost(seen, patched, faults))
    alone = mended_lines.alone((*patched, *lost), seen)
    if patched == own and not (lost or alone):
        return read
    page = replace(read.page, words=(*patched, *lost))
    figures = any(letter.isdigit() for word in lost for letter in word.text)  # a day that the picture alone shows
    return replace(read, page=page, unseen=(*read.unseen, *alone), findings=findings, pictured=figures)


def _compared(read: _Read, sheet: pdf_page.PageContents, untouched: pdfium.PdfDocument, until: float) -> _Read:
    """A page with what its picture says of lines whose letters cannot be those that their font claims."""
    if not sheet.doubted or time.process_time() > until:
        return read
    seen = _read_lines(untouched, read.page, sheet.doubted)
    looked = [_shown(line, seen) for line in rows.rows(read.page.words) if mended_lines.is_at(line, sheet.doubted)]
    other = tuple(said for said, like in looked if like < 1)
    lies = any(like < _ALIKE for _, like in looked)
    findings = (reasons.finding("letters-unknown", f"trang {read.page.number}"),) * lies
    return replace(read, unseen=(*read.unseen, *other), findings=(*read.findings, *findings))


def _shown(line: rows.Row, seen: Sequence[Word]) -> tuple[str, float]:
    """What the picture of a line says, and how like that is to what its letters say; figures count for themselves."""
    shown = rows.rows([word for word in seen if mended_lines.within(word, line) and word.confidence > 0.5])
    said = " ".join(one.text for one in shown)
    one, two = ("".join(letter for letter in text.fold(words) if letter.isalnum()) for words in (said, line.text))
    if len(one) < mended_lines.SHORTEST:
        return "", 1.0
    like = SequenceMatcher(None, one, two, autojunk=False).ratio()
    first, second = ("".join(filter(str.isdigit, words)) for words in (one, two))
    if min(len(first), len(second)) >= _FIGURES:
        like = min(like, SequenceMatcher(None, first, second, autojunk=False).ratio())
    return said, like


def _read_lines(untouched: pdfium.PdfDocument, page: layout.Page, faults: Sequence[Fault]) -> list[Word]:
    """What tesseract reads of the lines on some baselines; the rest of the page is not shown to it."""
    if not faults:
        return []
    lines = [line for line in rows.rows(page.words) if mended_lines.is_at(line, faults)]
    bands = [(line.baseline, line.size) for line in lines]
    bands += dict.fromkeys((y, size) for _, y, size in faults if not any(abs(line.baseline - y) < 2 for line in lines))
    with contextlib.closing(untouched[page.number - 1]) as shown:
        return seen_lines.read(shown, bands)


def _lost(sheet: pdf_page.PageContents) -> list[Fault]:
    """Where a "space" leaves ink: a font whose table calls a letter a space ("C N P Ủ"); and letters of no table."""
    mute = [glyph for glyph in sheet.glyphs if glyph.char in (" ", symbols.UNKNOWN) and not glyph.stamp]
    lost = [glyph for glyph in mute if glyph.char != " " or sheet.ink.under(glyph)]
    return [(glyph.left, glyph.baseline, glyph.size) for glyph in lost if 0 < glyph.baseline < sheet.height]


def _false(shown: Sequence[Word]) -> bool:
    low = [word.text for word in shown if word.text.islower()]
    return seen_lines.are_unnamed(shown) or (len(low) >= 40 and syllables.share(low) < _TRUE_LAYER)


def _better(seen: Sequence[Word], own: Sequence[Word]) -> bool:
    # Lists of chemicals are no Vietnamese either; there the picture reads no better than the layer.
    share = syllables.share(word.text for word in seen)
    return share >= _TRUE_READING and (
        seen_lines.are_unnamed(own) or share > syllables.share(word.text for word in own) + 0.1
    )


def _reading(untouched: pdfium.PdfDocument, number: int) -> ocr.PictureWords | None:
    page = untouched[number - 1]
    reading = ocr.read(pdf_page.picture(page, ocr.DPI, annotations=False, gray=False), pdf_page.dpi_of(page, ocr.DPI))
    page.close()
    return reading


def _pictured(shown: Sequence[Word], sheet: pdf_page.PageContents) -> bool:
    """Whether a page is a picture of its text; signature stamps and next to no letters are not its own text."""
    lines = rows.rows(shown)
    drawn = zip(lines, stamps.drawn_in(lines, 12), strict=True)
    letters = sum(len(word.text) for line, of_stamp in drawn if not of_stamp for word in line.words)
    return letters < image.ENOUGH_TEXT and (sheet.picture_share > 0.3 or (letters < 10 and sheet.ink.beside(shown)))


def _in_order(glyphs: Sequence[words.Glyph]) -> Iterator[str]:
    written = "".join(glyph.char for glyph in glyphs).strip()
    if written:
        yield written


def _lines(found: Sequence[Word]) -> tuple[str, ...]:
    return tuple(line.text for line in rows.rows(found))


def _seen(read: Sequence[_Read]) -> dict[int, pdf_hidden.Seen]:
    """All that is already known of each page, for telling what the second extractor finds beyond it."""
    return {page.page.number: pdf_hidden.Seen(_said(page), page.own) for page in read}


def _said(read: _Read) -> str:
    shown = (word.text for word in (*read.page.words, *read.page.stamps))
    return " ".join([*shown, *read.page.turned, *read.unseen, read.raw])


def _limits(total: int, limits: settings.Limits) -> Iterator[Finding]:
    if total > limits.pages:
        yield reasons.finding("file-over-limit/pages", total=total, limit=limits.pages)


def _closed(error: str) -> Finding:
    return reasons.finding("file-encrypted/pdf" if "password" in error.lower() else "file-damaged/pdf")
