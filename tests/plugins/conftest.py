"""What the tests of the plugins share."""

from pathlib import Path

import pytest

from tests.plugins.archive import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive of content files, still empty."""
    return Archive(tmp_path / "archive")
