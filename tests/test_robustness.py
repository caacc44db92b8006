"""The copies that tell how steadily facts are read are what they say they are, and do not change the facts."""

import unicodedata
from pathlib import Path

import docx
import pytest

from benchmarks import gold as invented
from benchmarks import robustness
from pipeline.document import vocabulary


@pytest.mark.parametrize(
    ("said", "other"),
    [("hòa", "hoà"), ("khoẻ", "khỏe"), ("ỦY BAN", "UỶ BAN"), ("thuý", "thúy"), ("quý", "quý"), ("hoàn", "hoàn")],
)
def test_a_tone_goes_to_the_other_vowel_and_back(said: str, other: str) -> None:
    assert robustness.other_tones(said) == other
    assert robustness.other_tones(other) == said


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, vocabulary.Vocabulary]:
    folder = tmp_path_factory.mktemp("robust")
    invented.write(folder, scans=0)
    return next(iter(sorted(folder.glob("*.docx")))), vocabulary.load(folder / "kho/content/vocabulary")


def test_copies_are_what_they_say(paper: tuple[Path, vocabulary.Vocabulary], tmp_path: Path) -> None:
    path, _ = paper
    apart = docx.Document(str(robustness.nfd(path, tmp_path)))
    swapped = docx.Document(str(robustness.columns(path, tmp_path)))
    original = docx.Document(str(path))

    said = "".join(paragraph.text for paragraph in apart.paragraphs)
    assert said == unicodedata.normalize("NFD", said) != unicodedata.normalize("NFC", said)
    first, second = original.tables[0].rows[0].cells
    assert [cell.text for cell in swapped.tables[0].rows[0].cells] == [second.text, first.text]


@pytest.mark.parametrize("kind", ["nfd", "tones", "columns"])
def test_facts_do_not_hang_on_how_a_file_is_saved(
    paper: tuple[Path, vocabulary.Vocabulary], kind: str, tmp_path: Path
) -> None:
    path, words = paper

    different = [row for row in robustness.compared(path, words, [kind]) if not row[-1]]

    assert different == []
