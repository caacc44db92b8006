"""Files whose letters are not those that they show: tables that lie, glyphs without names, a thumbnail of its own."""

from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)
from reportlab.pdfbase import pdfmetrics

from tests.hostile import pdf_attacks
from tests.hostile.hidden import MARK, SECRET, SENTENCES, Attack

UNREAD = SECRET | {"letters-unknown"}
PERSON = "bà Lê Thị Hạ, ngụ ấp 3"
BASELINE, SIZE = 90, 14
_MAP = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange {} beginbfchar\n{}endbfchar endcmap"


def _stream(data: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(value) for value in values)


def claiming(path: Path, shown: str, said: str) -> Path:
    """A line that shows one text and whose table says another one, letter for letter."""
    pdf_attacks._pdf(path, lambda page: page.line(100, BASELINE, shown, face="Serif-Bold"))
    writer = PdfWriter(clone_from=str(path))
    page = writer.pages[0]
    content = ContentStream(page.get_contents(), writer)
    there, font, codes = False, "", b""
    for operands, operator in content.operations:
        there = float(operands[5]) == BASELINE if operator == b"Tm" else there
        if operator == b"Tf" and there:
            font, operands[0] = str(operands[0]), NameObject("/F99")
        if operator == b"Tj" and there:
            codes += operands[0].original_bytes
    rows = dict(zip(codes, said, strict=True))
    table = "".join(f"<{code:02x}> <{ord(letter):04x}>\n" for code, letter in rows.items())
    fonts = page["/Resources"]["/Font"]  # type: ignore[index]
    own = DictionaryObject(fonts[font].get_object())
    own[NameObject("/ToUnicode")] = writer._add_object(_stream(_MAP.format(len(rows), table).encode()))
    fonts[NameObject("/F99")] = writer._add_object(own)
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(path)
    return path


def nameless(path: Path, shown: str, first: int) -> Path:
    """A line in a font of pictures, as TeX once made them, whose glyphs are called g0, g1 …, from a code on."""
    pdf_attacks._pdf(path, lambda page: None)
    writer = PdfWriter(clone_from=str(path))
    page, letters = writer.pages[0], list(dict.fromkeys(shown))
    face = ImageFont.truetype(pdfmetrics.getFont("Serif-Bold").face.filename, 200)
    drawn = {f"/g{number}": _glyph(letter, face) for number, letter in enumerate(letters)}
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type3"),
            NameObject("/FontBBox"): _numbers(0, -700, 2000, 2000),
            NameObject("/FontMatrix"): _numbers(0.0005, 0, 0, 0.0005, 0, 0),
            NameObject("/FirstChar"): NumberObject(first),
            NameObject("/LastChar"): NumberObject(first + len(letters) - 1),
            NameObject("/Widths"): _numbers(*(face.getlength(letter) * 10 for letter in letters)),
            NameObject("/CharProcs"): DictionaryObject(
                {NameObject(name): writer._add_object(_stream(data)) for name, data in drawn.items()}
            ),
            NameObject("/Encoding"): DictionaryObject(
                {NameObject("/Differences"): ArrayObject([NumberObject(first), *map(NameObject, drawn)])}
            ),
        }
    )
    page["/Resources"]["/Font"][NameObject("/F99")] = writer._add_object(font)  # type: ignore[index]
    codes = "".join(f"{first + letters.index(letter):02x}" for letter in shown)
    line = _stream(f"BT 1 0 0 1 100 {BASELINE} Tm /F99 {SIZE} Tf <{codes}> Tj ET".encode())
    page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), writer._add_object(line)])
    writer.write(path)
    return path


def _glyph(letter: str, face: ImageFont.FreeTypeFont) -> bytes:
    wide = max(round(face.getlength(letter)), 1)
    mask = Image.new("1", (wide, 260), 1)
    ImageDraw.Draw(mask).text((0, 0), letter, font=face, fill=0)
    head = f"{wide * 10} 0 0 -700 2000 2000 d1 q {wide * 10} 0 0 2600 0 -700 cm "
    return f"{head}BI /W {wide} /H 260 /IM true /BPC 1 /D [0 1] ID ".encode() + mask.tobytes() + b" EI Q"


RICH = {
    "rtf-label-that-nothing-uses": r"{\*\listtable{\list{\listlevel{\leveltext\'08%s \'00.;}}\listid7}}",
    "rtf-name-of-a-list": r"{\*\listtable{\list{\listname %s;}\listid7}}",
    "rtf-name-of-a-style": r"{\stylesheet{\s0 Normal;}{\s7 Dau %s;}}",
    "rtf-variable": r"{\*\docvar {dau}{%s}}",
    "rtf-group-that-nobody-knows": r"{\*\dauvanban %s}",
    "rtf-property": r"{\*\userprops {\propname d}\proptype30{\staticval %s}}",
}


def rich(path: Path, group: str, said: str) -> Path:
    """An ordinary text with a group of its own, in letters as Word writes them."""
    said = "".join(letter if letter.isascii() else rf"\u{ord(letter)}?" for letter in said)
    text = "".join(letter if letter.isascii() else rf"\u{ord(letter)}?" for letter in r"\par ".join(SENTENCES))
    data = r"{\rtf1\ansi\uc1{\fonttbl{\f0 Times New Roman;}}" + group.replace("%s", said) + rf"\pard {text}\par}}"
    path.write_bytes(data.encode("ascii"))
    return path


CLAIMS = {
    "pdf-table-says-a-greeting": (MARK, "KÍN HỬK"),
    "pdf-table-says-a-word": ("MẬT", "kết"),
    "pdf-table-says-a-phrase": (PERSON, "Thông qua nghị quyết 4"),
}


def attacks(folder: Path) -> Iterator[Attack]:
    """All of them, written into `folder`."""
    for name, (shown, said) in CLAIMS.items():
        yield Attack(name, claiming(folder / f"{name}.pdf", shown, said), UNREAD)
    for name, group in RICH.items():
        yield Attack(name, rich(folder / f"{name}.rtf", group, MARK), SECRET)
    for first in (1, 65, 128, 200):
        name = f"pdf-glyphs-without-names-{first}"
        yield Attack(name, nameless(folder / f"{name}.pdf", MARK, first), UNREAD)


def harmless(folder: Path) -> Iterator[Path]:
    """Their ordinary neighbours: a table that tells the truth."""
    yield rich(folder / "rich.rtf", RICH["rtf-name-of-a-list"], "Danh sách")
    yield claiming(folder / "truth.pdf", PERSON.replace("ngụ ấp 3", "đại biểu"), PERSON.replace("ngụ ấp 3", "đại biểu"))
