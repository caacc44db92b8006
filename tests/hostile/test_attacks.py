"""Files that hide one thing in one place: each stops its package, through the real readers."""

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdf
import pytest
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NullObject, NumberObject, TextStringObject

from pipeline import extract, gate, ingest, settings
from pipeline.extract import readers
from pipeline.extract.workbooks import spreadsheet
from tests import province
from tests.hostile import layers, lying, office_attacks, pdf_attacks, pictured, unlisted, web_attacks, word_attacks
from tests.hostile.hidden import Attack
from tests.ingest import packages
from tests.ingest.packages import File

EVERYDAY = 8  # every eighth: each kind of file is among them


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[ModuleType, list[Attack]]:
    """The files of each kind; making them takes as long as reading those of one day."""
    kinds = (pdf_attacks, word_attacks, office_attacks, unlisted, layers, lying, pictured, web_attacks)
    folder = tmp_path_factory.mktemp("made")
    return {kind: list(kind.attacks(folder)) for kind in kinds}


def everything(made: dict[ModuleType, list[Attack]]) -> list[Attack]:
    return [one for kind in made.values() for one in kind]


def escaped(attack: Attack, folder: Path) -> Iterator[str]:
    """The name of an attack that stops nothing, or not for what it hides."""
    place, words = province.SETTINGS, province.vocabulary()
    file = File(f"van-ban{attack.path.suffix}", attack.path.read_bytes(), "")
    path = folder / f"{attack.name}.edxml"
    path.write_text(packages.java(packages.Package(files=(file,))), "utf-8")
    package = ingest.read(path, folder / attack.name, place.limits, address=place.address)
    read = {one.sha256: extract.read(one, place.limits) for one in package.files}
    stopping = {
        finding.code for finding in [*package.findings, *gate.contents(package, read, place, words)] if finding.stops
    }
    if not (stopping & attack.codes if attack.codes else stopping):
        yield f"{attack.name}: {sorted(stopping)}"


def test_what_hides_in_a_file_stops_its_package(made: dict[ModuleType, list[Attack]], tmp_path: Path) -> None:
    found = everything(made)[::EVERYDAY]

    assert [name for one in found for name in escaped(one, tmp_path)] == []


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_everything_that_hides_in_files_stops_its_package(
    made: dict[ModuleType, list[Attack]], tmp_path: Path, part: int
) -> None:
    found = everything(made)[part::4]

    assert [name for one in found for name in escaped(one, tmp_path)] == []


def test_what_hides_below_or_beside_a_picture_stops_its_package(
    made: dict[ModuleType, list[Attack]], tmp_path: Path
) -> None:
    found = made[layers][::3]

    assert [name for one in found for name in escaped(one, tmp_path)] == []


def test_letters_that_are_not_those_they_show_stop_their_package(
    made: dict[ModuleType, list[Attack]], tmp_path: Path
) -> None:
    found = made[lying][::4]

    assert [name for one in found for name in escaped(one, tmp_path)] == []


def test_what_a_picture_says_stops_its_package_whoever_shows_it(
    made: dict[ModuleType, list[Attack]], tmp_path: Path
) -> None:
    found = made[pictured][::3]

    assert [name for one in found for name in escaped(one, tmp_path)] == []


def test_what_a_web_page_says_in_its_markup_stops_its_package(tmp_path: Path) -> None:
    assert [name for one in web_attacks.attacks(tmp_path) for name in escaped(one, tmp_path)] == []


def test_usual_tips_labels_and_contacts_of_a_web_page_pass(tmp_path: Path) -> None:
    passed = (Attack(path.stem, path, frozenset({"nothing"})) for path in web_attacks.harmless(tmp_path))

    assert [said for one in passed for said in escaped(one, tmp_path)] == ["tips: ['type-not-allowed']"]


def test_a_chart_with_words_passes(tmp_path: Path) -> None:
    passed = (Attack(path.stem, path, frozenset({"nothing"})) for path in pictured.harmless(tmp_path))

    assert [said for one in passed for said in escaped(one, tmp_path)] == ["chart: []", "bars: []"]


def test_a_table_that_tells_the_truth_and_usual_names_pass(tmp_path: Path) -> None:
    passed = (Attack(path.stem, path, frozenset({"nothing"})) for path in lying.harmless(tmp_path))

    assert [said for one in passed for said in escaped(one, tmp_path)] == ["rich: []", "truth: []"]


def test_ordinary_files_with_revisions_names_and_picture_data_pass(tmp_path: Path) -> None:
    passed = (Attack(path.stem, path, frozenset({"nothing"})) for path in layers.harmless(tmp_path))

    assert [said for one in passed for said in escaped(one, tmp_path)] == ["signed-again: []", "told: []", "usual: []"]


@pytest.mark.parametrize(
    "broken", [NumberObject(7), NullObject(), TextStringObject("x")], ids=["number", "null", "text"]
)
def test_a_broken_note_hides_no_other_of_its_page(tmp_path: Path, broken: Any) -> None:
    writer = pypdf.PdfWriter()
    box = ArrayObject([NumberObject(side) for side in (10, 10, 30, 30)])
    said = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Text"), "/Rect": box}
    note = DictionaryObject({NameObject(key): value for key, value in said.items()})
    note[NameObject("/Contents")] = TextStringObject("TỐI MẬT")
    writer.add_blank_page(595, 842)[NameObject("/Annots")] = ArrayObject([broken, note])
    writer.write(path := tmp_path / "a.pdf")

    assert "TỐI MẬT" in {block.text for block in readers.read(path, "application/pdf", "", settings.Limits()).blocks}


def test_an_old_workbook_whose_list_of_parts_is_broken_is_held(tmp_path: Path) -> None:
    (path := tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))

    assert [finding.code for finding in spreadsheet._old_active(path)] == ["file-damaged"]
