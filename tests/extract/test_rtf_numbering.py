"""Numbers of lists whose words LibreOffice's RTF lost: "?i?u 1." is Điều 1."""

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.document.model import Region
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
