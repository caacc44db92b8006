"""A built site with relations, oversight and a withdrawn document, and what is exported of it."""

from pathlib import Path

import pytest

from pipeline.document.passage import Passage, PassageKind
from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import fill


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("datasets") / "archive")
    fill(made)
    repeals = "Bãi bỏ Nghị quyết số 12/2024/NQ-HĐND ngày 10 tháng 12 năm 2024 kể từ ngày 01 tháng 7 năm 2025."
    ends = Passage(PassageKind.dieu, "Điều 1. Bãi bỏ", "dieu-1", 3), Passage(PassageKind.paragraph, repeals)
    made.issue(31, 2025, 6, 9, passages=ends)
    made.issue(32, 2023, title='=Về "mức chi", dấu phẩy\'')
    made.build()
    return made


@pytest.fixture(scope="session")
def exported(built: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which `docs/how-to/use-the-data.md` has its commands run."""
    folder = tmp_path_factory.mktemp("exported")
    (folder / "output").symlink_to(built.output)
    return folder
