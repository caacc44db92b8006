"""What is struck out of a file is in no layer of what comes back, whoever reads it; the rest stands."""

import hashlib
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pypdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops
from pypdf.generic import NameObject, NumberObject, StreamObject
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline import extract, media, settings
from pipeline.document.model import Finding, ReceivedFile
from pipeline.extract import Redacted, striking

NAME = "Mạc Văn Bích"
BARE = ("mạcvănbích", "macvanbich")
FONT = next(Path("/usr/share/fonts/truetype").glob("liberation*/LiberationSerif-Regular.ttf"))


def canvas(path: Path) -> Canvas:
    pdfmetrics.registerFont(TTFont("Serif", str(FONT)))
    made = Canvas(str(path))
    made.setFont("Serif", 14)
    return made


def filler(made: Canvas, page: int) -> None:
    made.setFont("Serif", 14)
    for line in range(8):
        made.drawString(72, 780 - 20 * line, f"Điều {line + 1}. Nội dung chung của trang {page}, không của riêng ai.")


def paper(path: Path, draw: Callable[[Canvas], None]) -> Path:
    """Three pages; the second holds what is drawn."""
    made = canvas(path)
    for page in (1, 2, 3):
        filler(made, page)
        if page == 2:
            draw(made)
        made.showPage()
    made.save()
    return path


def broken(made: Canvas) -> None:
    made.drawString(72, 300, "Trợ cấp cho ông Mạc  Văn")
    made.drawString(72, 280, "Bích, sinh năm 1950.")


def turned(made: Canvas) -> None:
    made.setPageRotation(90)
    made.drawString(72, 300, f"Trợ cấp cho ông {NAME.upper()}.")


def unseen(made: Canvas) -> None:
    text = made.beginText(72, 300)
    text.setTextRenderMode(3)
    text.textLine(f"Trợ cấp cho ông {NAME}.")
    made.drawText(text)


def outside(made: Canvas) -> None:
    made.drawString(2000, 3000, f"Trợ cấp cho ông {NAME}.")


def noted(made: Canvas) -> None:
    made.drawString(72, 300, "Trợ cấp một lần.")
    made.textAnnotation(NAME, (100, 100, 200, 200))


def titled(made: Canvas) -> None:
    made.setTitle(f"Về ông {NAME}")
    made.bookmarkPage("x")
    made.addOutlineEntry(f"Ông {NAME}", "x")
    made.drawString(72, 300, f"Ông {NAME} và ông {NAME}.")


KINDS: dict[str, Callable[[Canvas], None]] = {
    "over two lines": broken, "turned page": turned, "invisible": unseen, "outside the page": outside,
    "a note": noted, "title, bookmark": titled,
}  # fmt: skip


def strike(path: Path, *words: str, places: tuple[tuple[int, float, float, float, float], ...] = ()) -> Redacted:
    data = path.read_bytes()
    kind = media.sniff(path).media
    found = extract.redact(
        ReceivedFile(path.name, hashlib.sha256(data).hexdigest(), len(data), kind, path),
        settings.Limits(),
        words,
        places,
    )
    assert isinstance(found, Redacted), found
    return found


def read(data: bytes, tmp_path: Path) -> tuple[str, str]:
    """What poppler and pypdf read of a PDF, and everything that its objects say, run together."""
    path = tmp_path / "ra.pdf"
    path.write_bytes(data)
    poppler = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    about = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    reader = pypdf.PdfReader(io.BytesIO(data))
    said = [page.extract_text() for page in reader.pages]
    said += [repr(reader.get_object(number)) for number in range(1, int(str(reader.trailer["/Size"])))]
    return poppler, "".join((poppler, about, *said)).casefold().replace(" ", "").replace("\n", "")


@pytest.mark.parametrize("draw", KINDS.values(), ids=KINDS.keys())
def test_words_are_gone_from_every_layer_and_other_pages_stay_text(
    tmp_path: Path, draw: Callable[[Canvas], None]
) -> None:
    source = paper(tmp_path / "vao.pdf", draw)

    made = strike(source, NAME)

    poppler, everything = read(made.data, tmp_path)
    assert made.held and made.pages == 3
    assert not any(one in everything for one in BARE)
    assert "trang 1" in poppler and ("trang 3" in poppler or draw is turned)  # whose later pages turn, too


def test_what_was_black_is_black_and_what_was_not_is_as_it_was(tmp_path: Path) -> None:
    source = paper(tmp_path / "vao.pdf", broken)

    made = strike(source, NAME)

    (tmp_path / "ra.pdf").write_bytes(made.data)
    for name in ("vao", "ra"):
        subprocess.run(
            ["pdftoppm", "-r", "72", "-f", "2", "-l", "2", "-png", tmp_path / f"{name}.pdf", tmp_path / name]
        )
    (before,), (after,) = tmp_path.glob("vao-*.png"), tmp_path.glob("ra-*.png")
    with Image.open(before) as one, Image.open(after) as two:
        rough = [
            shown.convert("L").resize((one.width // 8, one.height // 8), Image.Resampling.BOX) for shown in (one, two)
        ]
    changed = ImageChops.difference(*rough).point(lambda value: 255 if value > 90 else 0).getbbox()
    assert changed is not None and changed[1] * 8 > 842 - 330 and changed[3] * 8 < 842 - 260
    assert made.struck >= 2


@pytest.mark.parametrize("kind", ["pdf", *(pytest.param(kind, marks=pytest.mark.long) for kind in ("png", "tif"))])
def test_a_scan_is_struck_where_it_is_read(tmp_path: Path, kind: str) -> None:
    source = paper(tmp_path / "vao.pdf", broken)
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", source, tmp_path / "trang"], check=True)
    pages = [Image.open(path).copy() for path in sorted(tmp_path.glob("trang-*.png"))]
    scan = tmp_path / f"quet.{kind}"
    if kind == "png":
        pages[1].save(scan)
    else:
        pages[0].save(scan, save_all=True, append_images=pages[1:], resolution=150)

    made = strike(scan, NAME)

    assert made.struck >= 2 and made.pages == (1 if kind == "png" else 3)
    again = strike_again(made.data, tmp_path)
    assert again.struck == 0


def strike_again(data: bytes, tmp_path: Path) -> Redacted:
    path = tmp_path / "lan-hai.pdf"
    path.write_bytes(data)
    return strike(path, NAME)


def test_a_place_is_struck_that_no_words_name(tmp_path: Path) -> None:
    source = paper(tmp_path / "vao.pdf", broken)

    made = strike(source, places=((2, 0.0, 0.55, 1.0, 0.75),))

    poppler, everything = read(made.data, tmp_path)
    assert made.struck == 1 and "bích" not in everything and "trang 3" in poppler and "trang 2" not in poppler


def test_a_word_file_becomes_a_pdf_without_words_and_without_an_author(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(f"Trợ cấp cho ông {NAME}.")
    document.add_paragraph("Kinh phí do ngân sách chi trả.")
    document.core_properties.author = NAME
    document.save(str(tmp_path / "vao.docx"))

    made = strike(tmp_path / "vao.docx", NAME)

    _, everything = read(made.data, tmp_path)
    assert made.struck and not any(one in everything for one in BARE)


def test_a_file_without_the_words_says_so(tmp_path: Path) -> None:
    made = strike(paper(tmp_path / "vao.pdf", broken), "Đỗ Văn Đồi")

    assert (made.struck, made.held) == (0, False)


@pytest.mark.parametrize("kind", ["torn", "locked", "sheet"])
def test_what_cannot_be_made_anew_is_said(tmp_path: Path, kind: str) -> None:
    source = paper(tmp_path / "vao.pdf", broken)
    if kind == "torn":
        source.write_bytes(source.read_bytes()[:300])
    elif kind == "locked":
        made = Canvas(str(source), encrypt=StandardEncryption("a", canPrint=0))
        made.drawString(72, 72, "x")
        made.save()
    said = media.XLSX.media if kind == "sheet" else media.PDF.media

    found = extract.redact(ReceivedFile("vao.pdf", "0" * 64, 1, said, source), settings.Limits(), (NAME,))

    assert isinstance(found, Finding)


def test_a_file_that_cannot_be_read_back_counts_as_one_that_still_has_the_words() -> None:
    made = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(made)

    assert not striking._found(made.getvalue(), [NAME])
    assert striking._found(made.getvalue()[:40], [NAME])
    assert striking._found(b"", [NAME])


def refused(*_: object) -> str:
    raise ValueError("what this reader cannot take apart")


@pytest.mark.parametrize(
    ("of", "name"),
    [
        (pypdf.PageObject, "extract_text"),
        (pypdf.PdfReader, "get_object"),
        (StreamObject, "get_data"),
        (pdfium.PdfTextPage, "get_text_range"),
    ],
    ids=["a page", "an object", "a stream", "the first reader"],
)
def test_whatever_one_of_the_readers_cannot_read_back_counts_as_still_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, of: type, name: str
) -> None:
    made = paper(tmp_path / "vao.pdf", broken).read_bytes()
    assert not striking._found(made, ["khôngcóởđây"])

    monkeypatch.setattr(of, name, refused)
    assert striking._found(made, ["khôngcóởđây"])


@pytest.mark.parametrize("what", ["notes", "words"])
def test_a_page_that_a_reader_cannot_take_apart_becomes_a_picture(tmp_path: Path, what: str) -> None:
    source = paper(tmp_path / "vao.pdf", broken)
    writer = pypdf.PdfWriter(source)
    third = writer.pages[2]
    if what == "notes":
        third[NameObject("/Annots")] = NumberObject(7)
    else:
        third[NameObject("/Resources")] = NumberObject(7)
    writer.write(source)

    found = pypdf.PdfReader(io.BytesIO(strike(source, NAME).data))

    assert [bool(page.extract_text().strip()) for page in found.pages] == [True, False, False]


def test_words_in_a_stream_that_no_reader_of_pages_shows_are_not_left(tmp_path: Path) -> None:
    source = paper(tmp_path / "vao.pdf", broken)
    writer = pypdf.PdfWriter(source)
    for page, letters in zip(writer.pages, ("utf-8", "utf-16-be", "utf-8"), strict=True):
        kept = StreamObject()
        kept.set_data(f"<rdf>{NAME}</rdf>".encode(letters))
        page[NameObject("/Metadata")] = writer._add_object(kept.flate_encode())
    writer.write(source)

    data = strike(source, NAME).data

    reader = pypdf.PdfReader(io.BytesIO(data))
    assert not [one for one in striking._strings(reader) if striking._holds(one, ["".join(striking._letters(NAME))])]
