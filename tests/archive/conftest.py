from pathlib import Path

import pytest

from tests.archive import copies
from tests.archive.office import Office, found_archive


@pytest.fixture
def office(tmp_path: Path) -> Office:
    root = tmp_path / "kho"
    root.mkdir()
    found_archive(root)
    return Office(root)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> copies.Site:
    return copies.built(tmp_path_factory.mktemp("site"))
