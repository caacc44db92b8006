from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import ingest, settings
from pipeline.document.model import Package

Reader = Callable[..., Package]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Write bytes or text to a file and read it as received."""

    def reading(data: bytes | str, name: str = "goi.edxml", *, address: str = "L77.01") -> Package:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return ingest.read(path, tmp_path / "work", settings.Limits(), address=address)

    return reading
