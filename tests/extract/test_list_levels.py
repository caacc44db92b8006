"""Levels of lists that count on through the ones above them keep their numbers, also where LibreOffice counts anew."""

import struct
from collections.abc import Callable
from pathlib import Path

import olefile
import pytest
from lxml import etree

from pipeline import settings
from pipeline.extract.office_files import as_saved, libreoffice, list_levels
from pipeline.extract.office_files.docx_package import W
from tests.extract import word_files as word
from tests.extract.test_office import convert
from tests.extract.word_files import level, listed, numbering

LIMITS = settings.Limits()
SAID = ["Chương I Chung", "Điều 1. Một", "Điều 2. Hai", "Chương II Riêng", "Điều 3. Ba"]
_RESTARTS, _LEGAL = 8, 4  # bits of an LVLF


def visible(path: Path) -> list[str]:
    return [block.text for block in libreoffice.read(path, "", LIMITS).visible]


def rich(*lists: str, body: str) -> bytes:
    """An RTF file of lists, each with its number, and what uses them."""
    overrides = "".join(rf"{{\listoverride\listid{at}\listoverridecount0\ls{at}}}" for at in range(1, len(lists) + 1))
    table = "".join(rf"{{\list{levels}\listid{at}}}" for at, levels in enumerate(lists, 1))
    head = r"{\rtf1\ansi\uc1\deff0{\fonttbl{\f0 Times New Roman;}}"
    return f"{head}{{\\*\\listtable{table}}}{{\\*\\listoverridetable{overrides}}}{body}}}".encode()


def rich_level(form: int, text: str, number: str, more: str = "") -> str:
    numbers = rf"{{\levelnumbers\'{number};}}"
    return rf"{{\listlevel\levelnfc{form}\levelfollow0\levelstartat1{more}{{\leveltext {text};}}{numbers}}}"


CHAPTER = rich_level(1, r"\'08Ch\u432?\u417?ng \'00", "08")
ARTICLE = rich_level(0, r"\'07\u272?i\u7873?u \'01.", "06")
GOES_ON = rich_level(0, r"\'07\u272?i\u7873?u \'01.", "06", r"\levelnorestart1")


def items(number: int, *said: tuple[int, str]) -> str:
    return "".join(rf"\pard\plain\ilvl{at}\ls{number} {text}\par " for at, text in said) + r"\pard\plain end\par "


TEXT = ((0, "Chung"), (1, r"M\u7897?t"), (1, "Hai"), (0, r"Ri\u234?ng"), (1, "Ba"))


def test_articles_of_rich_text_count_on_through_chapters(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rich(CHAPTER + GOES_ON, body=items(1, *TEXT)))

    assert visible(tmp_path / "a.rtf")[:5] == SAID


MANY = 100_000  # each looked at to the file's end would take hours
TABLES = {
    "never closed": r"{\list" * MANY,
    "within each other": r"{\list" * MANY + "}" * MANY,
    "overrides": "".join(rf"{{\listoverride\listid1\ls{at}}}" for at in range(MANY)),
    "closed more often than opened": "}" * MANY,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_file_of_nothing_but_lists_is_looked_at_once(table: str) -> None:
    own = rf"{{\*\listtable{{\list{CHAPTER}{GOES_ON}\listid1}}}}{{\listoverride\listid1\ls1}}\ls1 x"

    found = list_levels.of_rich_text(f"{{\\rtf1{own}{table}}}".encode())

    assert [[level.restart for level in levels] for levels in found] == [[None, 0]]


def test_articles_that_begin_anew_do_so(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rich(CHAPTER + ARTICLE, CHAPTER + GOES_ON, body=items(1, *TEXT)))

    assert visible(tmp_path / "a.rtf")[4] == "Điều 1. Ba"


def test_of_two_lists_that_read_alike_and_count_otherwise_no_number_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rich(CHAPTER + ARTICLE, CHAPTER + GOES_ON, body=items(1, *TEXT) + items(2, *TEXT)))

    found = libreoffice.read(path, "", LIMITS)

    assert [block.text for block in found.visible][:2] == ["Chương I Chung", "Một"]
    assert [finding.code for finding in found.findings] == ["parts-unread"]


def test_a_label_that_leaves_a_level_out_is_the_one_of_the_file(tmp_path: Path) -> None:
    third = rich_level(0, r"\'04\'00.\'02.", r"01\'03", r"\levellegal1")
    text = (*TEXT, (2, "Sau"), (2, "Nam"))
    (tmp_path / "a.rtf").write_bytes(rich(CHAPTER + GOES_ON + third, body=items(1, *text)))

    assert visible(tmp_path / "a.rtf")[4:7] == ["Điều 3. Ba", "2.1. Sau", "2.2. Nam"]


def test_a_list_that_counts_on_and_is_not_found_again_shows_no_number() -> None:
    levels = [
        etree.fromstring(word.part("lvl", f'<w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/>'))
        for text in ("%1/", "")
    ]

    assert list_levels._all_restored(levels, [(list_levels.SourceLevel("Điều %1.", 0),)])
    assert levels[0].find(f"{W}lvlText").get(f"{W}val") == ""  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def chapters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DOC as LibreOffice writes it: it has lost on the way what its levels are."""
    levels = level(0, "upperRoman", "Chương %1") + level(1, "decimal", "Điều %2.") + level(2, "decimal", "%1.%3")
    text = ((0, "Chung"), (1, "Một"), (1, "Hai"), (0, "Riêng"), (1, "Ba"), (2, "Bốn"))
    body = "".join(listed(said, 1, at) for at, said in text)
    path = word.write(tmp_path_factory.mktemp("lists") / "a.docx", body, {"numbering.xml": numbering(levels)})
    return convert(path, "doc")


def switched(path: Path, wanted: int, bit: int) -> None:
    """Switch a bit on in one level of the first list, as Word writes it."""
    with olefile.OleFileIO(str(path), write_mode=True) as ole:
        text = ole.openstream("WordDocument").read()
        name = "1Table" if struct.unpack_from("<H", text, 10)[0] & 0x200 else "0Table"
        table = bytearray(ole.openstream(name).read())
        start = struct.unpack_from("<I", text, list_levels._LISTS)[0]
        at = start + 2 + 28 * struct.unpack_from("<H", table, start)[0]
        for _ in range(wanted):
            at = list_levels._packed(bytes(table), at)[1]
        table[at + 5] |= bit
        ole.write_stream(name, bytes(table))


def test_articles_of_word_97_count_on_through_chapters(chapters: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(chapters.read_bytes())
    assert visible(path)[4] == "Điều 1. Ba"

    switched(path, 1, _RESTARTS)

    assert visible(path)[:5] == SAID


def test_a_level_of_word_97_that_shows_all_numbers_as_figures_does_so(chapters: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(chapters.read_bytes())

    switched(path, 2, _LEGAL)

    assert visible(path)[5] == "2.1 Bốn"


@pytest.mark.parametrize("cut", [0, 3, 40, 300])
def test_lists_of_a_file_that_breaks_off_are_not_known(chapters: Path, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(chapters.read_bytes()[: 512 + cut] if cut else b"")

    assert list_levels.of_word_97(path) is None


def beyond(text: bytearray, table: bytearray) -> None:
    """The place of the lists lies behind the table's end."""
    struct.pack_into("<I", text, list_levels._LISTS, len(table) + 500)


def cut(text: bytearray, table: bytearray) -> None:
    """The levels of the last list run past the table's end."""
    start = struct.unpack_from("<I", text, list_levels._LISTS)[0]
    struct.pack_into("<H", table, start, 900)


def long(text: bytearray, table: bytearray) -> None:
    """A level claims a longer text for its number than the table has."""
    start = struct.unpack_from("<I", text, list_levels._LISTS)[0]
    at = start + 2 + 28 * struct.unpack_from("<H", table, start)[0]
    table[at + 24 : at + 26] = b"\xff\xff"


@pytest.mark.parametrize("damage", [beyond, cut, long])
def test_a_damaged_table_of_lists_is_told(
    chapters: Path, tmp_path: Path, damage: Callable[[bytearray, bytearray], None]
) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(chapters.read_bytes())
    with olefile.OleFileIO(str(path), write_mode=True) as ole:
        text = bytearray(ole.openstream("WordDocument").read())
        name = "1Table" if struct.unpack_from("<H", text, 10)[0] & 0x200 else "0Table"
        table = bytearray(ole.openstream(name).read())
        damage(text, table)
        ole.write_stream("WordDocument", bytes(text))
        ole.write_stream(name, bytes(table))

    found = libreoffice.read(path, "", LIMITS)

    assert "parts-unread" in {finding.code for finding in found.findings}


def test_a_doc_of_before_word_97_has_no_table_of_lists(chapters: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(chapters.read_bytes())
    with olefile.OleFileIO(str(path), write_mode=True) as ole:
        text = bytearray(ole.openstream("WordDocument").read())
        struct.pack_into("<HI", text, 2, 104, 0)
        struct.pack_into("<I", text, list_levels._LISTS, 1 << 30)
        ole.write_stream("WordDocument", bytes(text))

    assert list_levels.of_word_97(path) == []


@pytest.mark.parametrize("place", ["/proc/self/mem", "/proc/self", "/proc/self/nothing"])
@pytest.mark.parametrize(
    "read", [list_levels.of_word_97, lambda path: as_saved._keep_fields(path, "a.doc")], ids=["lists", "fields"]
)
def test_a_fault_of_the_disk_is_not_taken_for_a_file_without_anything_to_keep(
    tmp_path: Path, place: str, read: Callable[[Path], object]
) -> None:
    """What cannot be read there, a folder, and nothing: the system itself says so."""
    (tmp_path / "a.doc").symlink_to(place)

    with pytest.raises(OSError) as told:
        read(tmp_path / "a.doc")

    assert told.value.errno


HEAD = olefile.MAGIC + bytes(16) + b"\x3e\0\x03\0\xfe\xff"
GIANT = HEAD + b"\x2c\0" + bytes(12) + b"\x01\0\0\0" + bytes(464)  # sectors of 2 ** 44 bytes


@pytest.mark.parametrize("data", [b"", b"no DOC", olefile.MAGIC + bytes(40), olefile.MAGIC + b"\xff" * 2_000, GIANT])
def test_of_a_damaged_file_no_lists_are_known(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.doc").write_bytes(data)

    assert list_levels.of_word_97(tmp_path / "a.doc") is None
