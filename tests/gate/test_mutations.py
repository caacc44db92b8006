"""What nobody has seen before is stopped all the same: fresh disguises in fresh places, through the real readers."""

from pathlib import Path

import pytest

from pipeline import extract, gate, ingest
from pipeline.document.model import Finding
from tests import province
from tests.gate import mutations

STOPPED_FOR = {"secret-mark", "secret-suspected", "circulation-mark", "draft-mark", "personal-data"}


def judged(case: mutations.Case, folder: Path) -> list[Finding]:
    folder.mkdir()
    (folder / case.file).write_bytes(case.data)
    place, words = province.SETTINGS, province.vocabulary()
    package = ingest.read(folder / case.file, folder / "work", place.limits, address=place.address)
    found = [*package.findings, *gate.envelope(package, place, words, today=province.TODAY)]
    if any(finding.code == "secret-mark" for finding in found):
        return found
    extractions = {file.sha256: extract.read(file, place.limits) for file in package.files}
    return [*found, *gate.contents(package, extractions, place, words)]


def wrong(seed: int, count: int, folder: Path) -> list[str]:
    """What passes that must not, and what is stopped without need."""
    found = []
    for number, case in enumerate(mutations.cases(seed, count, folder)):
        stopping = {finding.code for finding in judged(case, folder / str(number)) if finding.stops}
        if bool(stopping & STOPPED_FOR) is not case.must or (stopping and not case.must):
            found.append(f"{case.name}: {sorted(stopping)}")
    return found


def test_fresh_marks_and_personal_data_are_stopped_and_ordinary_words_are_not(tmp_path: Path) -> None:
    assert wrong(20_241_210, 60, tmp_path) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1, 6))
def test_five_hundred_fresh_packages_are_judged_right(tmp_path: Path, seed: int) -> None:
    assert wrong(seed, 100, tmp_path) == []
