"""Numbers of lists whose words LibreOffice's RTF lost: "?i?u 1." is Điều 1."""

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.document.model import Block, Region
from pipeline.extract.office_files import libreoffice, rtf_numbering

LIST = rb"""{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}
{\*\listtable{\list\listtemplateid1
{\listlevel\levelnfc0\leveljc0\levelstartat1\levelfollow0{\leveltext \'07\'3fi\'3fu \'00.;}{\levelnumbers\'06;}\f0}
\listid1}}{\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}
\pard\plain {\listtext\pard\plain  \u272\'3fi\u7873\'3fu 1.\tab}\ilvl0\ls1 Giao\par
\pard\plain {\listtext\pard\plain  \u272\'3fi\u7873\'3fu 2.\tab}\ilvl0\ls1 Chi\par}"""


def test_the_letters_of_a_number_are_those_that_the_file_shows_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "nq.rtf"
    path.write_bytes(LIST)

    found = libreoffice.read(path, "", settings.Limits())

    assert [one.text for one in found.blocks if one.region is Region.body] == ["Điều 1. Giao", "Điều 2. Chi"]


@pytest.mark.parametrize(
    ("level", "number", "spelled"),
    [
        (rb"\'07\'3fi\'3fu \'00.", rb"\u272\'3fi\u7873\'3fu 12.", rb"\'07\u272\'3fi\u7873\'3fu \'00."),
        (rb"\'0aCh\'3f\'3fng \'00", rb"Ch\u432\'3f\u417\'3fng IV", rb"\'0aCh\u432\'3f\u417\'3fng \'00"),
        (rb"\'08M\'3fc \'00.\'01", rb"M\u7909\'3fc 2.1", rb"\'08M\u7909\'3fc \'00.\'01"),
        (rb"\'07\'3fi\'3fu \'00.", rb"\u8226\'3f", rb"\'07\'3fi\'3fu \'00."),  # a bullet says nothing of it
        (rb"\'03\'3f\'00?", rb"", rb"\'03\'3f\'00?"),
    ],
)
def test_a_level_is_spelled_as_a_number_that_fits_it(level: bytes, number: bytes, spelled: bytes) -> None:
    def rtf(words: bytes) -> bytes:
        return rb"{\leveltext " + words + rb";}{\listtext\pard\plain " + number + rb"\tab}"

    assert rtf_numbering.restored(rtf(level)) == rtf(spelled)


def listed(*shown: bytes) -> bytes:
    """`LIST` with other numbers shown beside its paragraphs than "1." and "2."."""
    head, *items = LIST.split(rb"\pard\plain {\listtext")
    told = (item.replace(b" %d." % at, number) for at, (item, number) in enumerate(zip(items, shown, strict=True), 1))
    return head + b"".join(rb"\pard\plain {\listtext" + item for item in told)


@pytest.mark.parametrize(
    "shown", [(b" 3.", b" 4."), (b" 1.", b" 1."), (b" 1.1.", b" 1.2.")], ids=["goes on", "begins anew", "of two levels"]
)
def test_numbers_that_the_file_shows_otherwise_than_they_are_counted_are_a_remark(
    tmp_path: Path, shown: tuple[bytes, bytes]
) -> None:
    (tmp_path / "a.rtf").write_bytes(listed(*shown))

    found = libreoffice.read(tmp_path / "a.rtf", "", settings.Limits())

    assert [finding.code for finding in found.findings] == ["parts-unread"]


@pytest.mark.parametrize(
    "shown", [(b" 1.", b" 2."), (b"", b""), (rb" \'b7", rb" \'b7")], ids=["same", "none", "bullets"]
)
def test_numbers_that_agree_and_bullets_are_none(tmp_path: Path, shown: tuple[bytes, bytes]) -> None:
    (tmp_path / "a.rtf").write_bytes(listed(*shown))

    assert libreoffice.read(tmp_path / "a.rtf", "", settings.Limits()).findings == ()


def test_a_number_in_the_cell_of_a_table_is_counted() -> None:
    rtf = rb"{\rtf1{\listtext\pard\plain 1.\tab}Giao{\listtext\pard\plain 2.1.\tab}Chi}"
    rows = (("1. Giao", "x"), ("2.1. Chi", "y"))

    assert not rtf_numbering.contradicts(rtf, [Block("", rows=rows)])
    assert rtf_numbering.contradicts(rtf, [Block("", rows=rows[:1])])
