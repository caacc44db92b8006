"""Whatever happens to a package on its way: the reader answers, nothing is lost, and a mark in it still stops it."""

import os
import tempfile
from pathlib import Path

import pytest

from pipeline import gate, ingest
from tests import province
from tests.ingest import damage

COUNT = int(os.environ.get("HDND_FUZZ", "2000"))


def check(seed: int, count: int) -> None:
    place, words = province.SETTINGS, province.vocabulary()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, data in enumerate(damage.packages_of(seed, count)):
            path, work = folder / "a.edxml", folder / "work" / str(number)
            path.write_bytes(data)
            package = ingest.read(path, work, place.limits, address=place.address)
            found = [*package.findings, *gate.envelope(package, place, words, today=province.TODAY)]

            case = f"seed {seed}, package {number}"
            assert path.read_bytes() == data and package.size == len(data) and package.sha256, case
            assert {entry.name for entry in folder.iterdir()} <= {"a.edxml", "work"}, case
            assert all(file.path.is_relative_to(work) or file.path == path for file in package.files), case
            stopped = any(finding.stops for finding in found)
            assert stopped or damage.MARK.encode() not in data, case
            assert all(damage.MARK not in finding.message for finding in found), case


def test_damaged_packages_are_answered_and_marks_in_them_found() -> None:
    check(20_241_210, 150)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_thousands_of_damaged_packages_are_answered(part: int) -> None:
    check(part, COUNT // 4)
