import io
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageFont

from pipeline import media, settings
from pipeline.document.model import Extraction, Method, Region, Severity
from pipeline.extract.pdf_files import pdf
from pipeline.extract.scans import image, ocr, picture_words, red_ink, ruled, seals, straight
from pipeline.text import fold
from tests.extract import sheets
from tests.shared import shared_files

LIMITS = settings.Limits()


def read(path: Path) -> Extraction:
    if path.suffix == ".pdf":
        return pdf.read(path, "0" * 64, LIMITS)
    return image.read(path, "0" * 64, LIMITS, kind=media.sniff(path).media)


def texts(found: Extraction, region: Region) -> list[str]:
    return [block.text for block in found.blocks if block.region is region]


def everything(found: Extraction) -> str:
    return fold(" ".join(block.text for block in found.visible))


@pytest.fixture(scope="module")
def resolution(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sheets.resolution(tmp_path_factory.mktemp("scans") / "resolution.pdf")


PICTURES = [pytest.param(end, marks=pytest.mark.long) for end in ("png", "jpg")]  # read as the picture in a PDF is


@pytest.mark.parametrize("end", ["pdf", *PICTURES])
def test_scan_gives_the_sheet_s_places(resolution: Path, tmp_path: Path, end: str) -> None:
    found = read(sheets.pictures(tmp_path / f"scan.{end}", [sheets.scanned(resolution, lean=1.2)]))

    assert fold(texts(found, Region.header_left)[0]) == "hoi dong nhan dan"
    assert texts(found, Region.header_left)[-1] == "Số: 12 /2024/NQ-HĐND"
    assert "ngày 09 tháng 12 năm 2024" in texts(found, Region.header_right)[-1]
    assert fold(texts(found, Region.signature)[-1]) == "le thi hoai suong"
    assert texts(found, Region.recipients)
    assert found.image_pages == (1,) and found.pages == 1
    assert {block.method for block in found.visible} == {Method.ocr}
    assert 0.5 < found.blocks[0].confidence < 1


@pytest.mark.parametrize("lean", [-1.5, -0.4, 0.0, 0.1, 0.7])
def test_a_page_is_set_straight_where_its_lines_lean(resolution: Path, lean: float) -> None:
    page = sheets.scanned(resolution, lean=lean)

    assert (straight.straightened(page) is page) == (abs(lean) < 0.2)


@pytest.mark.parametrize("turn", [90, 270, pytest.param(180, marks=pytest.mark.long)])
def test_turned_scan_is_set_upright(resolution: Path, tmp_path: Path, turn: int) -> None:
    found = read(sheets.pictures(tmp_path / "scan.pdf", [sheets.scanned(resolution, turn=turn)]))

    assert "pham vi dieu chinh" in everything(found)
    assert texts(found, Region.header_left)[-1] == "Số: 12 /2024/NQ-HĐND"


@pytest.mark.parametrize("turn", [90, pytest.param(270, marks=pytest.mark.long)])
def test_a_turned_copy_whose_sides_are_mistaken_is_set_upright(resolution: Path, tmp_path: Path, turn: int) -> None:
    """Thick and speckled, of which the orientation detection takes 90 degrees for 270."""
    grey = sheets.scanned(resolution, turn=turn, noise=1500).convert("L").filter(ImageFilter.GaussianBlur(1))

    found = read(
        sheets.pictures(tmp_path / "scan.pdf", [grey.point([0 if level < 200 else 255 for level in range(256)])])
    )

    assert "pham vi dieu chinh" in everything(found)
    assert "hoi dong nhan dan" in fold(" ".join(texts(found, Region.header_left)))


@pytest.mark.long
def test_strongly_leaning_scan_keeps_all_its_lines(resolution: Path, tmp_path: Path) -> None:
    straight = read(sheets.pictures(tmp_path / "a.pdf", [sheets.scanned(resolution)]))
    leaning = read(sheets.pictures(tmp_path / "b.pdf", [sheets.scanned(resolution, lean=-3)]))

    assert leaning.characters > 0.97 * straight.characters


@pytest.mark.parametrize("lean", [-4.6, *(pytest.param(lean, marks=pytest.mark.long) for lean in (-1.3, 0.5)), 2.7])
def test_a_leaning_page_is_set_straight_at_once(resolution: Path, lean: float) -> None:
    upright = sheets.scanned(resolution)
    leaning = upright.rotate(lean, Image.Resampling.BILINEAR, fillcolor="white")

    once = straight.straightened(leaning)

    assert straight.straightened(upright) is upright
    assert once is not leaning
    assert straight.straightened(once) is once


def test_blank_and_show_through_pages_give_nothing(resolution: Path, tmp_path: Path) -> None:
    white = Image.new("RGB", (1654, 2339), "white")
    back = Image.blend(sheets.scanned(resolution).transpose(Image.Transpose.FLIP_LEFT_RIGHT), white, 0.75)
    found = read(sheets.pictures(tmp_path / "scan.tif", [white, back, sheets.scanned(resolution)]))

    assert found.pages == 3
    assert {block.page for block in found.blocks} == {3}


def test_red_stamp_is_read_apart_from_the_text(resolution: Path, tmp_path: Path) -> None:
    page = sheets.scanned(resolution)
    sheets.seal(page, "HỎA TỐC", at=(240, 420))
    found = read(sheets.pictures(tmp_path / "scan.pdf", [page]))

    assert "hoa toc" in [fold(text) for text in texts(found, Region.stamp)]
    assert "nghi quyet" in everything(found)
    shares = [red_ink.share(seals.redness(one.convert("RGB"))) for one in (page, sheets.scanned(resolution))]
    assert shares[0] > 10 * shares[1]


def test_signature_stamps_over_a_scan_are_no_text_layer(resolution: Path, tmp_path: Path) -> None:
    path = sheets.pictures(tmp_path / "scan.pdf", [sheets.scanned(resolution)])
    found = read(
        sheets.stamped(path, [(400, 820, "Signature Not Verified"), (400, 810, "07.01.2025 10:09:57")], size=6)
    )

    assert found.image_pages == (1,)
    assert texts(found, Region.stamp) == ["Signature Not Verified", "07.01.2025 10:09:57"]
    assert "pham vi dieu chinh" in everything(found)


def test_number_stamped_over_a_scan_fills_its_gap(tmp_path: Path) -> None:
    source = sheets.resolution(tmp_path / "a.pdf", number="")
    path = sheets.pictures(tmp_path / "scan.pdf", [sheets.scanned(source)])
    found = read(sheets.stamped(path, [(132, 737, "27")]))

    number = next(block for block in found.blocks if block.text.startswith("Số"))
    assert number.text == "Số: 27 /2024/NQ-HĐND"
    assert number.method is Method.stamp


def test_scanned_table_keeps_its_cells(tmp_path: Path) -> None:
    rows = [["TT", "Tên xã", "Kinh phí"], ["1", "Phú Vinh Đông", "150.000"], ["2", "Tân Hòa Thượng", "275.500"]]
    path = tmp_path / "table.pdf"
    page = sheets.sheet(path)
    page.paragraph(sheets.BASES[0])
    xs, top = (sheets.LEFT, 130.0, 330.0, sheets.RIGHT), 640.0
    for index in range(4):
        page.canvas.line(xs[0], top - 30 * index, xs[-1], top - 30 * index)
    for x in xs:
        page.canvas.line(x, top, x, top - 90)
    for index, row in enumerate(rows):
        for x, words in zip(xs, row, strict=False):
            page.line(x + 8, top - 30 * index - 20, words)
    page.canvas.save()

    found = read(sheets.pictures(tmp_path / "scan.pdf", [sheets.scanned(path, lean=0.6)]))
    tables = [block.rows for block in found.blocks if block.rows]

    assert len(tables) == 1
    assert [fold(" ".join(row)) for row in tables[0]] == [fold(" ".join(row)) for row in rows]


def test_lines_of_text_are_no_ruling_lines(resolution: Path) -> None:
    assert ruled.strokes(straight.without_red(sheets.scanned(resolution))) == []


def test_huge_picture_is_held_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.png"
    Image.new("1", (20_000, 6_000)).save(path)

    assert {finding.code for finding in read(path).findings} == {"file-over-limit"}


def test_picture_that_says_where_it_was_taken_is_held(tmp_path: Path, resolution: Path) -> None:
    page = sheets.scanned(resolution, dpi=72)
    placed = Image.Exif()
    placed.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (11.0, 20.0, 3.0)})
    page.save(tmp_path / "phone.jpg", exif=placed)

    assert "image-location" in {finding.code for finding in read(tmp_path / "phone.jpg").findings}


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be", "utf-16"])
def test_a_comment_in_a_picture_is_read_in_either_order_of_its_bytes(order: str) -> None:
    file, told = io.BytesIO(), Image.Exif()
    told.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"UNICODE\0" + "Độ mật: TỐI MẬT".encode(order)
    Image.new("RGB", (30, 20)).save(file, "JPEG", exif=told)

    with Image.open(file) as picture:
        assert any("TỐI MẬT" in said for said in picture_words.of(picture))


def test_picture_whose_size_is_a_lie_is_held(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    Image.new("1", (8, 8)).save(path)
    raw = bytearray(path.read_bytes())
    raw[16:24] = (60_000).to_bytes(4, "big") * 2
    raw[29:33] = zlib.crc32(raw[12:29]).to_bytes(4, "big")
    path.write_bytes(raw)

    assert {finding.code for finding in read(path).findings} == {"file-over-limit"}


def test_damaged_picture_is_held(tmp_path: Path, resolution: Path) -> None:
    path = sheets.pictures(tmp_path / "a.png", [sheets.scanned(resolution, dpi=72)])
    path.write_bytes(path.read_bytes()[:4000])

    assert [(finding.code, finding.severity) for finding in read(path).findings] == [("file-damaged", Severity.hold)]


def test_scan_too_long_for_its_time_says_which_pages_are_unread(resolution: Path, tmp_path: Path) -> None:
    path = sheets.pictures(tmp_path / "scan.pdf", [sheets.scanned(resolution, dpi=100)] * 3, dpi=100)
    found = pdf.read(path, "0" * 64, settings.Limits(seconds=0))

    assert {finding.code for finding in found.findings} == {"pages-unread"}
    assert found.findings[0].severity is Severity.hold
    assert found.image_pages == (1, 2, 3)
    assert found.coverage.unread_pages == (1, 2, 3) and not found.coverage.complete


def test_pages_beyond_the_limit_are_unread_pages(resolution: Path, tmp_path: Path) -> None:
    path = sheets.pictures(tmp_path / "scan.tif", [sheets.scanned(resolution, dpi=60)] * 4, dpi=60)
    found = image.read(path, "0" * 64, settings.Limits(pages=1), kind=media.TIFF.media)

    assert (found.pages, found.coverage.unread_pages) == (4, (2, 3, 4))


@pytest.mark.long
def test_picture_of_a_page_in_any_mode_is_read(resolution: Path, tmp_path: Path) -> None:
    page = sheets.scanned(resolution, dpi=150)
    clear = page.convert("RGBA")
    ImageDraw.Draw(clear).rectangle((0, 0, 30, 30), fill=(0, 0, 0, 0))
    for name, picture in (("bits.tif", page.convert("1")), ("grey.png", page.convert("L")), ("clear.png", clear)):
        picture.save(tmp_path / name)
        assert "hoi dong nhan dan" in everything(read(tmp_path / name)), name


@pytest.mark.long
def test_real_scans_give_header_and_signature() -> None:
    for path in shared_files("corpus/files/pdf/*.pdf"):
        found = read(path)
        if found.image_pages and len(found.image_pages) == found.pages:
            assert any("cong ho" in fold(text) for text in texts(found, Region.header_right)), path.name
            assert texts(found, Region.recipients), path.name


@pytest.mark.long
def test_what_was_read_before_changes_nothing_of_a_page(resolution: Path) -> None:
    picture = sheets.scanned(resolution)

    alone = ocr.read(picture)
    ocr.read(picture.rotate(3, fillcolor="white"))

    assert ocr.read(picture) == alone


def test_a_page_of_greys_reads_the_same_packed_in_colours(resolution: Path) -> None:
    grey = sheets.scanned(resolution, lean=1.2).convert("L")

    assert ocr.read(Image.merge("RGB", (grey, grey, grey))) == ocr.read(grey)


def test_lines_of_both_cells_of_a_header_at_unlike_heights_are_read(tmp_path: Path) -> None:
    page = Image.new("RGB", (1654, 2339), "white")
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(str(sheets.font("Serif")), 34)
    left = ("HỘI ĐỒNG NHÂN DÂN", "TỈNH LAM GIANG", "BAN PHÁP CHẾ", "Số: 1145/BC-BPC")
    right = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT",
        "NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lam Giang, ngày 30 tháng 6 năm 2024",
    )
    for middle, told, apart in ((460, left, 71), (1210, right, 63)):
        for at, line in enumerate(told):
            pen.text((middle, 200 + apart * at), line, font=face, fill="black", anchor="ms")
    body = "Thực hiện chương trình kỳ họp, Ban Pháp chế đã tổ chức thẩm tra dự thảo."
    pen.text((240, 620), body, font=face, fill="black", anchor="ls")
    found = read(sheets.pictures(tmp_path / "scan.png", [page.rotate(0.7, fillcolor="white")]))

    assert tuple(texts(found, Region.header_left)) == left
    assert tuple(texts(found, Region.header_right)) == right


@pytest.mark.parametrize("down", [98, pytest.param(196, marks=pytest.mark.long)])
def test_a_telefax_whose_points_are_higher_than_wide_is_read(resolution: Path, tmp_path: Path, down: int) -> None:
    page = sheets.scanned(resolution).convert("L")
    sent = page.resize((1728, round(11.69 * down)), Image.Resampling.BOX).point(lambda level: 255 * (level > 150))
    sent.convert("1").save(tmp_path / "fax.tif", dpi=(204, down), compression="group4")

    found = read(tmp_path / "fax.tif")

    assert fold(texts(found, Region.header_left)[0]) == "hoi dong nhan dan"
    assert "pham vi dieu chinh" in everything(found)
