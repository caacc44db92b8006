"""Read a PDF: its text where it has one, OCR where it shows pictures, and what it hides."""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pypdfium2 as pdfium

from pipeline import media, settings
from pipeline.document.model import Block, Extraction, Finding, Method, Region, Severity
from pipeline.extract import image, layout, lines, ocr, pdf_hidden, pdf_page, stamps, syllables, words
from pipeline.extract.words import Word

MEDIA = media.PDF.media
# Of the words in small letters; whole texts have 0.93 to 1, a font that lost letters 0.5 to 0.8.
_TRUE_LAYER = 0.82
_INK = 12


@dataclass(frozen=True, slots=True)
class _Read:
    """What one page gave: `page` for the layout, words that no reader sees, whether it was OCRed."""

    page: layout.Page
    unseen: tuple[str, ...] = ()
    pictured: bool = False
    findings: tuple[Finding, ...] = field(default=())


def read(path: Path, sha256: str, limits: settings.Limits) -> Extraction:
    """All blocks of a PDF in reading order; what keeps it from being read is a finding."""
    until = time.monotonic() + image.OCR_SHARE * limits.seconds
    try:
        document = pdf_page.open_document(path)
        total = len(document)
        read = list(_pages(document, path, min(total, limits.pages), until))
    except pdfium.PdfiumError as error:
        return Extraction(sha256, MEDIA, findings=(_closed(str(error)), *pdf_hidden.active(path)))
    found = layout.blocks([page.page for page in read])
    raw = pdf_hidden.read(path, _seen(read), until)
    hidden = [_hidden(line, page.page.number) for page in read for line in page.unseen]
    findings = [*_limits(total, limits), *(finding for page in read for finding in page.findings), *raw.findings]
    return Extraction(
        sha256,
        MEDIA,
        (*found, *hidden, *raw.blocks),
        total,
        tuple(page.page.number for page in read if page.pictured),
        tuple(dict.fromkeys(findings)),
    )


def _pages(document: pdfium.PdfDocument, path: Path, count: int, until: float) -> Iterator[_Read]:
    with pdf_page.open_document(path) as untouched:
        for index in range(count):
            width, height = document.get_page_size(index)
            if not 0 < max(width, height) <= pdf_page.MAX_POINTS:
                yield _Read(layout.Page(index + 1, 1, 1, ()), findings=(_huge(index + 1),))
                continue
            yield _page(pdf_page.sheet(document, index), index, untouched, until)


def _page(sheet: pdf_page.Sheet, index: int, untouched: pdfium.PdfDocument, until: float) -> _Read:
    inked = [glyph for glyph in sheet.glyphs if glyph.stamp or _visible(glyph, sheet)]
    found = words.of_glyphs(inked)
    drawn = [word for word in found if word.method is Method.stamp]
    shown = [word for word in found if word.method is Method.text]
    page = layout.Page(index + 1, sheet.width, sheet.height, tuple(shown), tuple(drawn), sheet.rules, _turned(sheet))
    inkless = () if len(inked) == len(sheet.glyphs) else [glyph for glyph in sheet.glyphs if glyph not in set(inked)]
    unseen = _lines(words.of_glyphs(inkless)) + _lines(words.of_glyphs(sheet.unseen))
    findings = (_cut(index + 1),) if sheet.cut else ()
    why = _needs_ocr(shown, sheet)
    if not why:
        return _Read(page, unseen, findings=findings)
    ocred = _ocred(page, untouched, until)
    broken = (_broken(index + 1),) if why == "broken" else ()
    return replace(ocred, unseen=unseen, findings=(*findings, *broken, *ocred.findings))


def _ocred(page: layout.Page, untouched: pdfium.PdfDocument, until: float) -> _Read:
    if time.monotonic() > until:
        return _Read(page, pictured=True, findings=(image.unread(page.number),))
    own = untouched[page.number - 1]
    reading = ocr.read(pdf_page.picture(own, ocr.DPI, annotations=False, gray=False), _dpi(own))
    own.close()
    # Little text on a scanned page is what signing programs and portals drew into it.
    small = page.words if sum(len(word.text) for word in page.words) < image.ENOUGH_TEXT else ()
    small = tuple(replace(word, method=Method.stamp) for word in small)
    if reading is None:
        return _Read(replace(page, words=(), stamps=(*page.stamps, *small)), pictured=True)
    return _Read(image.page(page.number, reading, (*page.stamps, *small)), pictured=True)


def _dpi(page: pdfium.PdfPage) -> float:
    width, height = page.get_size()
    pixels = width * height * (ocr.DPI / 72) ** 2
    return ocr.DPI * math.sqrt(min(1.0, pdf_page.MAX_PIXELS / max(pixels, 1.0)))


def _needs_ocr(shown: Sequence[Word], sheet: pdf_page.Sheet) -> str:
    """Why a page's text must be read from its picture; empty where its own text is good."""
    own = [line for line in lines.rows(shown) if not stamps.is_stamp(line, 12)]
    letters = sum(len(word.text) for line in own for word in line.words)
    if letters < image.ENOUGH_TEXT and (sheet.picture_share > 0.3 or (letters < 10 and _inked(sheet))):
        return "picture"
    low = [word.text for word in shown if word.text.islower()]
    if len(low) >= 40 and syllables.share(low) < _TRUE_LAYER:
        return "broken"
    return ""


def _inked(sheet: pdf_page.Sheet) -> bool:
    darkest, lightest = sheet.plain.convert("L").getextrema()
    return float(lightest) - float(darkest) > 60  # type: ignore[arg-type]


def _visible(glyph: words.Glyph, sheet: pdf_page.Sheet) -> bool:
    """Whether a letter leaves ink where it stands: not white, not on a switched-off layer, not off the page.

    Real decisions keep an older number and date, in white, under the stamped ones.
    """
    if not glyph.char.isalnum():
        return True
    middle = (glyph.left + glyph.right) / 2
    if not (0 <= middle <= sheet.width and -2 <= glyph.baseline <= sheet.height):
        return False
    top = sheet.height - glyph.baseline - 0.7 * glyph.size
    box = (int(glyph.left), int(top), max(int(glyph.right), int(glyph.left) + 1) + 1, int(top + 0.7 * glyph.size) + 1)
    darkest, lightest = sheet.plain.crop(box).getextrema()
    return float(lightest) - float(darkest) >= _INK  # type: ignore[arg-type]


def _turned(sheet: pdf_page.Sheet) -> tuple[str, ...]:
    return tuple(_in_order(sheet.turned))


def _in_order(glyphs: Sequence[words.Glyph]) -> Iterator[str]:
    written = "".join(glyph.char for glyph in glyphs).strip()
    if written:
        yield written


def _lines(found: Sequence[Word]) -> tuple[str, ...]:
    return tuple(line.text for line in lines.rows(found))


def _seen(read: Sequence[_Read]) -> dict[int, str]:
    """All that is already known of each page, for telling what the second extractor finds beyond it."""
    return {
        page.page.number: " ".join(
            [*(word.text for word in (*page.page.words, *page.page.stamps)), *page.page.turned, *page.unseen]
        )
        for page in read
    }


def _hidden(line: str, number: int) -> Block:
    return Block(line, Region.hidden, page=number)


def _limits(total: int, limits: settings.Limits) -> Iterator[Finding]:
    if total > limits.pages:
        yield Finding(
            "file-over-limit",
            Severity.hold,
            f"PDF có {total} trang, quá giới hạn {limits.pages} trang.",
            f"The PDF has {total} pages; the limit is {limits.pages}.",
        )


def _huge(number: int) -> Finding:
    return Finding(
        "file-over-limit",
        Severity.hold,
        "Trang có khổ quá lớn hoặc không có khổ.",
        "A page is larger than 14,400 points or has no size.",
        f"trang {number}",
    )


def _cut(number: int) -> Finding:
    return Finding(
        "file-over-limit", Severity.hold, "Trang có quá nhiều chữ.", "A page holds too many letters.", f"trang {number}"
    )


def _broken(number: int) -> Finding:
    return Finding(
        "text-layer-broken",
        Severity.note,
        "Lớp chữ của trang sai (phông mất chữ); đã đọc lại bằng nhận dạng ảnh.",
        "The page's text layer is false (a font lost letters); it was read by OCR instead.",
        f"trang {number}",
    )


def _closed(error: str) -> Finding:
    if "password" in error.lower():
        return Finding(
            "file-encrypted",
            Severity.hold,
            "Tệp PDF có mật khẩu. Đề nghị nơi gửi gửi lại bản không có mật khẩu.",
            "The PDF asks for a password. Ask the sender for a copy without one.",
        )
    return Finding("file-damaged", Severity.hold, "Tệp PDF bị hỏng, không mở được.", "The PDF is damaged.")
