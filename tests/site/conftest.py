"""The little site, rendered once; the same folder served under a sub-path."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site import rendering


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rendering.build(tmp_path_factory.mktemp("site") / "kho")


@pytest.fixture(scope="session")
def html_files(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The site's address under a sub-path: the folder above it is the server's root."""
    handler = functools.partial(Silent, directory=str(site.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{site.name}/"
        server.shutdown()
