"""Automatic numbers come out as Word prints them."""

import subprocess
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import settings
from pipeline.extract.office_files import docx
from pipeline.extract.office_files.docx_numbering import formatted
from tests.extract import word_files as word
from tests.extract.word_files import level, listed, numbering, p, part

RESOLUTION = numbering(
    level(0, "upperRoman", "Chương %1")
    + level(1, "decimal", "Điều %2.", '<w:lvlRestart w:val="0"/>')
    + level(2, "decimal", "%3.")
    + level(3, "lowerLetter", "%4)")
)


def texts(tmp_path: Path, body: str, parts: dict[str, str | bytes]) -> list[str]:
    path = word.write(tmp_path / "numbers.docx", body, parts)
    return [block.text for block in docx.read(path, "", settings.Limits()).visible]


def test_articles_count_on_through_chapters_and_points_begin_anew(tmp_path: Path) -> None:
    body = "".join(
        [
            listed("QUY ĐỊNH CHUNG", 1, 0),
            listed("Phạm vi điều chỉnh", 1, 1),
            listed("Nội dung một", 1, 2),
            listed("điểm thứ nhất", 1, 3),
            listed("điểm thứ hai", 1, 3),
            listed("Nội dung hai", 1, 2),
            listed("điểm lại từ đầu", 1, 3),
            listed("TỔ CHỨC THỰC HIỆN", 1, 0),
            listed("Trách nhiệm thi hành", 1, 1),
        ]
    )

    assert texts(tmp_path, body, {"numbering.xml": RESOLUTION}) == [
        "Chương I QUY ĐỊNH CHUNG",
        "Điều 1. Phạm vi điều chỉnh",
        "1. Nội dung một",
        "a) điểm thứ nhất",
        "b) điểm thứ hai",
        "2. Nội dung hai",
        "a) điểm lại từ đầu",
        "Chương II TỔ CHỨC THỰC HIỆN",
        "Điều 2. Trách nhiệm thi hành",
    ]


def test_label_is_told_apart_from_the_text(tmp_path: Path) -> None:
    path = word.write(tmp_path / "a.docx", listed("Nội dung", 1, 1), {"numbering.xml": RESOLUTION})

    (block,) = docx.read(path, "", settings.Limits()).visible

    assert (block.label, block.text) == ("Điều 1.", "Điều 1. Nội dung")


def test_instances_of_one_definition_count_on_and_an_override_restarts(tmp_path: Path) -> None:
    nums = "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for num, more in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'),
        )
    )
    body = listed("một", 1) + listed("hai", 2) + listed("năm", 3) + listed("sáu", 3) + listed("bảy", 1)

    found = texts(tmp_path, body, {"numbering.xml": numbering(level(0, "decimal", "%1."), nums)})

    assert found == ["1. một", "2. hai", "5. năm", "6. sáu", "7. bảy"]


def test_override_of_a_whole_level_changes_its_form(tmp_path: Path) -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{own}</w:num>'

    assert texts(tmp_path, listed("x", 1), {"numbering.xml": numbering(level(0, "decimal", "%1."), nums)}) == ["a) x"]


def test_level_used_before_its_parent_counts_the_parent_as_begun(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2.")
    body = listed("con", 1, 1) + listed("cha", 1, 0) + listed("con", 1, 1)

    assert texts(tmp_path, body, {"numbering.xml": numbering(levels)}) == ["1.1. con", "2. cha", "2.1. con"]


def test_legal_numbering_shows_all_levels_in_digits(tmp_path: Path) -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "lowerLetter", "%1.%2.", "<w:isLgl/>")

    assert texts(tmp_path, listed("a", 1) + listed("b", 1, 1), {"numbering.xml": numbering(levels)}) == [
        "I. a",
        "1.1. b",
    ]


def test_restart_after_a_named_level_only(tmp_path: Path) -> None:
    levels = (
        level(0, "decimal", "%1.")
        + level(1, "decimal", "%2)")
        + level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="1"/>')
    )
    body = (
        listed("", 1)
        + listed("", 1, 1)
        + listed("", 1, 2)
        + listed("", 1, 1)
        + listed("", 1, 2)
        + listed("", 1)
        + listed("", 1, 2)
    )

    assert texts(tmp_path, body, {"numbering.xml": numbering(levels)}) == ["1.", "1)", "a)", "2)", "b)", "2.", "a)"]


def test_numbering_linked_to_a_style_needs_no_number_in_the_paragraph(tmp_path: Path) -> None:
    styles = word.part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="DieuCon"><w:basedOn w:val="Dieu"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Khong"><w:basedOn w:val="Dieu"/><w:pPr><w:numPr><w:numId w:val="0"/>'
        "</w:numPr></w:pPr></w:style>",
    )
    levels = level(0, "upperRoman", "Chương %1") + level(1, "decimal", "Điều %2.", '<w:pStyle w:val="Dieu"/>')
    body = "".join(p("x", properties=f'<w:pStyle w:val="{name}"/>') for name in ("Dieu", "DieuCon", "Khong"))

    found = texts(tmp_path, body, {"numbering.xml": numbering(levels), "styles.xml": styles})

    assert found == ["Điều 1. x", "Điều 2. x", "x"]


def test_numbering_style_lends_its_levels(tmp_path: Path) -> None:
    data = word.part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="Luat"/>'
        f"{level(0, 'decimal', 'Điều %1.')}</w:abstractNum>"
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Luat"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
    )

    assert texts(tmp_path, listed("x", 1) + listed("y", 2), {"numbering.xml": data}) == ["Điều 1. x", "Điều 2. y"]


def test_suffix_decides_what_stands_between_number_and_text(tmp_path: Path) -> None:
    levels = level(0, "decimal", "%1/", '<w:suff w:val="nothing"/>') + level(
        1, "decimal", "%2.", '<w:suff w:val="space"/>'
    )

    assert texts(tmp_path, listed("x", 1) + listed("y", 1, 1), {"numbering.xml": numbering(levels)}) == ["1/x", "1. y"]


@pytest.mark.parametrize(
    ("text", "shown"), [("%1.", "1. 500 hộ"), ("%1)", "1) 500 hộ"), ("Bảng %1", "Bảng 1 500 hộ"), ("-", "-500 hộ")]
)
def test_a_number_without_a_suffix_never_runs_into_figures(tmp_path: Path, text: str, shown: str) -> None:
    levels = level(0, "decimal", text, '<w:suff w:val="nothing"/>')

    assert texts(tmp_path, listed("500 hộ", 1), {"numbering.xml": numbering(levels)}) == [shown]


def test_bullets_of_symbol_fonts_become_readable_signs(tmp_path: Path) -> None:
    levels = level(0, "bullet", "\uf0b7") + level(1, "bullet", "-") + level(2, "none", "")

    found = texts(
        tmp_path, listed("a", 1) + listed("b", 1, 1) + listed("c", 1, 2), {"numbering.xml": numbering(levels)}
    )

    assert found == ["• a", "- b", "c"]


def test_label_in_an_old_font_is_read_as_vietnamese(tmp_path: Path) -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="§iÒu %1."/>'
        '<w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:lvl>'
    )

    assert texts(tmp_path, listed("x", 1), {"numbering.xml": numbering(levels)}) == ["Điều 1. x"]


def test_deleted_paragraph_takes_no_number(tmp_path: Path) -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>'
    )

    found = texts(
        tmp_path, listed("một", 1) + gone + listed("hai", 1), {"numbering.xml": numbering(level(0, "decimal", "%1."))}
    )

    assert found == ["1. một", "2. hai"]


@pytest.mark.parametrize(
    ("count", "style", "shown"),
    [
        (4, "upperRoman", "IV"),
        (1999, "lowerRoman", "mcmxcix"),
        (5, "lowerLetter", "e"),
        (27, "lowerLetter", "aa"),
        (54, "upperLetter", "BBB"),
        (3, "decimalZero", "03"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (15, "vietnameseCounting", "mười lăm"),
        (7, "chicago", "‡‡"),
        (2, "ordinal", "2nd"),
        (12, "ordinal", "12th"),
        (3, "numberInDash", "- 3 -"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (10, "hex", "A"),
        (7, "zeros:3", "007"),
        (7, "thaiCounting", "7"),
    ],
)
def test_counts_are_written_in_the_form_asked_for(count: int, style: str, shown: str) -> None:
    assert formatted(count, style) == shown


@hypothesis.settings(deadline=None)
@given(st.integers(1, 3999))
def test_roman_numbers_grow_with_what_they_stand_for(count: int) -> None:
    worth = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    values = [worth[letter] for letter in formatted(count, "upperRoman")]
    read = sum(-now if any(later > now for later in values[at + 1 : at + 2]) else now for at, now in enumerate(values))

    assert read == count


def test_libreoffice_prints_the_same_labels(tmp_path: Path) -> None:
    levels = (
        level(0, "upperRoman", "Chương %1")
        + level(1, "decimal", "Điều %2.")
        + level(2, "decimal", "%3.")
        + level(3, "lowerLetter", "%4)")
    )
    shape = [0, 1, 2, 3, 3, 2, 3, 1, 2, 0, 1, 1, 2, 3]
    body = "".join(listed(f"đoạn {at}", 1, depth) for at, depth in enumerate(shape))
    path = word.write(tmp_path / "numbers.docx", body, {"numbering.xml": numbering(levels)})

    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            tmp_path,
            path,
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    printed = [
        " ".join(line.split())
        for line in (tmp_path / "numbers.txt").read_text("utf-8-sig").splitlines()
        if line.strip()
    ]

    assert [block.text for block in docx.read(path, "", settings.Limits()).visible] == printed


def test_a_format_that_newer_files_describe_is_followed(tmp_path: Path) -> None:
    both = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    own = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{both}<w:lvlText w:val="%1."/></w:lvl>'

    shown = texts(tmp_path, listed("a", 1) + listed("b", 1), {"numbering.xml": numbering(own)})

    assert shown == ["009. a", "010. b"]


def test_a_style_below_the_one_that_names_the_list_has_its_own_level(tmp_path: Path) -> None:
    levels = level(0, "upperRoman", "%1.", '<w:pStyle w:val="A"/>') + level(
        1, "decimal", "%2.", '<w:pStyle w:val="B"/>'
    )
    first = '<w:style w:styleId="A"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    second = (
        '<w:style w:styleId="B"><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    third = '<w:style w:styleId="C"><w:basedOn w:val="B"/></w:style>'
    body = "".join(p(style, properties=f'<w:pStyle w:val="{style}"/>') for style in ("A", "B", "C", "A"))
    body += p("A", properties='<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="1"/></w:numPr>')
    parts: dict[str, str | bytes] = {
        "numbering.xml": numbering(levels),
        "styles.xml": part("styles", first + second + third),
    }

    assert texts(tmp_path, body, parts) == ["I. A", "1. B", "2. C", "II. A", "1. A"]
