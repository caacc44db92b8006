"""The site that has every kind of page, built once; the same folder served under a sub-path."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback import serving
from tests.site import kinds


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kinds.made(tmp_path_factory.mktemp("site")).output


@pytest.fixture(scope="session")
def html_files(site: Path) -> list[Path]:
    return sorted(set(site.rglob("*.html")) - set((site / "en").rglob("*.html")))


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site's address under a sub-path: the folder above it is the server's root."""
    with serving(site.parent) as address:
        yield f"{address}{site.name}/"
