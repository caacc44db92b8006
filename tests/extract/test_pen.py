"""Figures that a pen wrote into a header's gaps are proposed where each is sure, and never surer than a proposal."""

import random
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks import gold
from pipeline.document.model import Method
from pipeline.extract.scans import pen, pen_figures, second_look
from pipeline.extract.scans.handwriting import DOUBTED
from pipeline.sheet.rows import rows
from pipeline.sheet.words import Word
from tests.extract import sheets

DPI, HIGH = 200, 9.5  # of a printed figure of 14 points
SCALE = DPI / 72
LINE = 150.0
WIDTH, HEIGHT = 480, 200


def word(text: str, left: float, right: float, sure: float = 0.95) -> Word:
    return Word(text, left, LINE, right, LINE + 12.6, LINE, 13, method=Method.ocr, confidence=sure)


def sheet() -> Image.Image:
    return Image.new("RGB", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), "white")


def written(picture: Image.Image, figures: str, left: float, rng: random.Random) -> None:
    gold._pen(picture, left * SCALE, (HEIGHT - LINE) * SCALE, figures, rng)


def line_of(picture: Image.Image, *words: Word, usual: float | None = HIGH) -> str:
    ink = picture.filter(ImageFilter.GaussianBlur(0.5)).getchannel("R")
    found = pen.read(words, words, ink, DPI, usual)
    return rows(found)[0].text


NUMBER = (word("Số:", 110, 126), word("@†", 130, 160, 0.3), word("/NQ-HĐND", 175, 240))
DAY = (word("Lam", 300, 320), word("Giang,", 324, 355), word("ngày", 360, 387), word("tháng", 430, 462))


def told(label: str, wanted: str, rng: random.Random) -> str | None:
    """What is read of one gap; None where it stays as it was."""
    picture = sheet()
    words, left = (NUMBER, 131) if label == "số" else (DAY, 394)
    written(picture, wanted, left, rng)
    said = line_of(picture, *words)
    before = rows(words)[0].text
    return None if said == before else "".join(c for c in said if c.isdigit())


def test_half_of_what_a_pen_wrote_is_read_and_hardly_anything_wrongly() -> None:
    rng = random.Random(3)
    wanted = [("số", f"{rng.randint(1, 190):02d}") for _ in range(40)]
    wanted += [("ngày", f"{rng.randint(1, 31):02d}") for _ in range(40)]
    said = [told(label, figure, rng) for label, figure in wanted]

    read = [one == figure for one, (_, figure) in zip(said, wanted, strict=True) if one]

    assert sum(read) >= 0.4 * len(wanted)
    assert len(read) - sum(read) <= 0.05 * len(wanted)


def test_what_is_read_is_never_surer_than_a_proposal() -> None:
    picture, rng = sheet(), random.Random(1)
    written(picture, "08", 131, rng)
    ink = picture.getchannel("R")

    found = pen.read(NUMBER, NUMBER, ink, DPI, HIGH)

    assert [w.confidence for w in found if w.text.isdigit()] == [pen.SURE]


@pytest.mark.parametrize(
    "words",
    [
        (word("Số:", 110, 126), word("27", 130, 142), word("/NQ-HĐND", 175, 240)),
        (word("Số:", 110, 126), word("27/NQ-HĐND", 130, 240)),
        (word("ngày", 360, 387), word("27", 391, 403), word("tháng", 410, 442)),
    ],
)
def test_print_that_nothing_doubts_stays(words: tuple[Word, ...]) -> None:
    picture = sheet()
    written(picture, "08", words[1].left, random.Random(1))

    assert line_of(picture, *words) == rows(words)[0].text


def test_an_empty_gap_stays_empty() -> None:
    picture = sheet()
    face = ImageFont.truetype(str(sheets.font("Serif")), 38)
    ImageDraw.Draw(picture).text((128 * SCALE, (HEIGHT - LINE) * SCALE), ". , …", font=face, fill="black", anchor="ls")

    assert line_of(picture, *NUMBER) == rows(NUMBER)[0].text


@pytest.mark.parametrize("day", ["00", "45", "3", "123"])
def test_what_cannot_be_a_day_is_none(day: str) -> None:
    assert told("ngày", day, random.Random(2)) is None


@pytest.mark.parametrize(
    "words",
    [
        (word("Số:04", 110, 160, 0.3), word("/NQ-HĐND", 175, 240)),
        (word("Số:", 110, 126), word("/NQ-HĐND", 175, 240)),
        (word("Số:", 110, 126), word("4", 131, 139, 0.5), word("ð", 142, 150, 0.2), word("/NQ-HĐND", 175, 240)),
    ],
)
def test_the_gap_is_found_however_tesseract_parted_the_line(words: tuple[Word, ...]) -> None:
    picture = sheet()
    written(picture, "08", 131, random.Random(1))

    assert line_of(picture, *words) == "Số: 08 /NQ-HĐND"


@pytest.mark.parametrize(
    ("code", "parted"),
    [
        ("/NQ-HĐND", [word("@†NQ-HĐND", 131, 0, 0.3)]),
        ("/NQ-HĐND", [word("8/NQ-HĐND", 131, 0, 0.4)]),
        ("/2024/NQ-HĐND", [word("{8/2024/NQ-HĐND", 131, 0, 0.4)]),
        ("/2024/NQ-HĐND", [word("†", 131, 140, 0.4), word("Ý2024NQ-HĐND", 141, 0, 0.4)]),
        ("/UBND-KGVX", [word("ý/UBND.KGVX", 131, 0, 0.4)]),
        ("/TTr-UBND", [word("#TTr-UBND", 131, 0, 0.4)]),
    ],
)
def test_a_number_taken_into_its_notation_is_found_before_the_printed_slash(code: str, parted: list[Word]) -> None:
    picture = sheet()
    written(picture, "08", 131, random.Random(1))
    face = ImageFont.truetype(str(sheets.font("Serif")), 39)
    ImageDraw.Draw(picture).text((166 * SCALE, (HEIGHT - LINE) * SCALE), code, font=face, fill="black", anchor="ls")
    ends = 166 + face.getlength(code) / SCALE
    parted[-1] = word(parted[-1].text, parted[-1].left, ends, parted[-1].confidence)

    said = line_of(picture, word("Số:", 110, 126), *parted)

    assert said.startswith("Số: 08 /") and said.endswith(parted[-1].text[-4:])


def test_a_slash_that_touches_a_figure_leaves_the_number_to_a_person() -> None:
    picture = sheet()
    written(picture, "218", 131, random.Random(1))
    face = ImageFont.truetype(str(sheets.font("Serif")), 39)
    ImageDraw.Draw(picture).text((166 * SCALE, (HEIGHT - LINE) * SCALE), "/NQ-HĐND", font=face, anchor="ls", fill=0)
    words = (word("Số:", 110, 126), word("21#NQ-HĐND", 131, 166 + face.getlength("/NQ-HĐND") / SCALE, 0.4))

    assert line_of(picture, *words) in (rows(words)[0].text, "Số: 218 /NQ-HĐND")


def test_a_last_figure_over_the_slash_is_not_left_out_of_the_number() -> None:
    picture = sheet()
    written(picture, "203", 131, random.Random(1))

    read = {line_of(picture, word("Số:", 110, 126), word("/NQ-HĐND", slash, 240)) for slash in range(144, 168)}

    assert "Số: 203 /NQ-HĐND" in read and not read & {"Số: 2 /NQ-HĐND", "Số: 20 /NQ-HĐND"}


@pytest.mark.parametrize("month", ["8tháng", "/8háng", "§tháng", "tháng"])
def test_a_day_that_leans_over_the_month_is_read_whole(month: str) -> None:
    picture, left = sheet(), 390
    written(picture, "08", left, random.Random(1))
    face = ImageFont.truetype(str(sheets.font("Serif-Italic")), 39)
    ends = left + 24 + face.getbbox("tháng")[2] / SCALE
    ImageDraw.Draw(picture).text(((left + 24) * SCALE, 50 * SCALE), "tháng", font=face, fill="black", anchor="ls")

    said = line_of(picture, word("ngày", 360, 387), word("(", 391, 399, 0.3), word(month, left + 12, ends, 0.4))

    assert said == "ngày 08 tháng"


def test_print_that_the_strokes_belie_is_doubted() -> None:
    picture = sheet()
    written(picture, "08", 131, random.Random(1))
    words = (word("Số:", 110, 126), word("27", 130, 150), word("/NQ-HĐND", 175, 240))

    found = pen.read(words, words, picture.getchannel("R"), DPI, HIGH)

    assert [(w.text, w.confidence) for w in found] == [("Số:", 0.95), ("27", DOUBTED), ("/NQ-HĐND", 0.95)]


def test_a_day_that_touches_its_labels_is_found() -> None:
    picture = sheet()
    written(picture, "08", 391, random.Random(1))

    assert line_of(picture, word("ngày#tháng", 360, 447, 0.4)) == "ngày 08 tháng"


def test_the_same_gap_in_the_text_is_left_alone() -> None:
    low = tuple(Word(w.text, w.left, 60, w.right, 72, 60, 13, method=Method.ocr, confidence=0.3) for w in NUMBER)
    picture = sheet()
    gold._pen(picture, 131 * SCALE, (HEIGHT - 60) * SCALE, "08", random.Random(1))

    assert line_of(picture, *low) == rows(low)[0].text


def test_without_printed_figures_the_labels_tell_their_height() -> None:
    picture = sheet()
    written(picture, "08", 394, random.Random(1))

    assert line_of(picture, *DAY, usual=None).endswith("ngày 08 tháng")


@pytest.mark.parametrize("strokes", ["", "-", "N", "&"])
def test_what_is_no_figure_is_told_so(strokes: str) -> None:
    picture = Image.new("L", (60, 60), 0)
    face = ImageFont.truetype(str(sheets.font("Serif-Bold")), 50)
    ImageDraw.Draw(picture).text((6, 2), strokes, font=face, fill=255)
    figure, sure = pen_figures.recognise(picture)

    assert figure is None or sure < 0.75


def test_a_number_whose_slash_was_lost_is_doubted() -> None:
    words = (word("số:", 110, 126), word("36NQ-HĐND", 131, 240))

    found = pen.read(words, words, sheet().getchannel("R"), DPI, HIGH)

    assert [(w.text, w.confidence) for w in found] == [("số:", 0.95), ("36NQ-HĐND", DOUBTED)]


@pytest.mark.parametrize("printed", ["1204/HĐND-KTNS", "2231/SNNMT-VP", "401/VP-CTHĐND", "12/2025/NQ-HĐND"])
def test_a_printed_number_of_four_figures_is_no_year_before_a_notation(printed: str) -> None:
    words = (word("Số:", 110, 126), word(printed, 131, 240))

    found = pen.read(words, words, sheet().getchannel("R"), DPI, HIGH)

    assert [(w.text, w.confidence) for w in found] == [("Số:", 0.95), (printed, 0.95)]


@pytest.mark.parametrize("sure", [0.57, 0.7, 0.84])
@pytest.mark.parametrize("printed", ["45", "88", "17", "104", "4"])
def test_printed_figures_of_which_tesseract_is_not_sure_are_not_the_pen_s(printed: str, sure: float) -> None:
    picture = sheet()
    face = ImageFont.truetype(str(sheets.font("Serif")), round(HIGH / 0.66 * SCALE))
    ImageDraw.Draw(picture).text((131 * SCALE, (HEIGHT - LINE) * SCALE), printed, font=face, fill="black", anchor="ls")
    words = (word("Số:", 110, 126), word(printed, 131, 131 + 7 * len(printed), sure), word("/NQ-HĐND", 175, 240))

    assert pen.read(words, words, picture.getchannel("R"), DPI, HIGH) == list(words)


@pytest.mark.parametrize(("printed", "read"), [("102", "02"), ("311", "31"), ("1204", "204")])
def test_figures_of_which_one_was_passed_over_are_doubted(printed: str, read: str) -> None:
    picture = sheet()
    face = ImageFont.truetype(str(sheets.font("Serif")), round(HIGH / 0.66 * SCALE))
    ImageDraw.Draw(picture).text((131 * SCALE, (HEIGHT - LINE) * SCALE), printed, font=face, fill="black", anchor="ls")
    words = (word("Số:", 110, 126), word(read, 138, 138 + 7 * len(read), 0.77), word("/NQ-HĐND", 175, 240))

    found = pen.read(words, words, picture.getchannel("R"), DPI, HIGH)

    assert [(w.text, w.confidence) for w in found if w.text.isdigit()] == [(read, DOUBTED)]


def test_print_surely_read_stays_though_more_ink_stands_beside_it() -> None:
    picture = sheet()
    face = ImageFont.truetype(str(sheets.font("Serif")), round(HIGH / 0.66 * SCALE))
    ImageDraw.Draw(picture).text((385 * SCALE, (HEIGHT - LINE) * SCALE), "y 18 t", font=face, fill="black", anchor="ls")
    words = (word("ngày", 360, 392), word("18", 402, 418), word("tháng", 430, 462))

    assert pen.read(words, words, picture.getchannel("R"), DPI, HIGH) == list(words)


@pytest.mark.parametrize("beside", [-12.0, -8.0, 7.0, 9.0])
@pytest.mark.parametrize("number", ["09", "81", "29"])
def test_a_label_with_the_line_of_another_is_found_by_its_foot(number: str, beside: float) -> None:
    picture = sheet()
    written(picture, number, 131, random.Random(1))
    words = [replace(one, baseline=one.baseline + beside) for one in NUMBER]

    assert line_of(picture, *words) == line_of(picture, *NUMBER) == f"Số: {number} /NQ-HĐND"


@pytest.mark.parametrize("below", [7.0, 8.0, 9.0])
def test_a_figure_that_hangs_below_its_line_is_left_to_a_person(below: float) -> None:
    picture = sheet()
    gold._pen(picture, 131 * SCALE, (HEIGHT - LINE + below) * SCALE, "09", random.Random(1))

    assert line_of(picture, *NUMBER) == rows(NUMBER)[0].text


@pytest.mark.parametrize(("label", "dotted"), [("Số:.4.3.", True), ("Số:....", True), ("Số:", False)])
def test_a_form_with_dots_to_write_on_is_told(label: str, dotted: bool) -> None:
    gap = pen.PenGap(word(label, 110, 126), word("/NQ-HĐND", 175, 240), (), 126, 175, HIGH, "Số:", 4, bool)

    assert gap.dotted is dotted


def test_what_several_looks_read_alike_in_one_place_stands_once() -> None:
    once = [word("KT.", 110, 126), word("CHỦ", 130, 160), word("TỊCH", 165, 200), word("CHỦ", 300, 330)]

    assert second_look._once([*once, word("KT.", 111, 126), word("CHỦ", 131, 160)]) == once
