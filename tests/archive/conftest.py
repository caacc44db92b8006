import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive import copies
from tests.archive.breaking import Handler, Server
from tests.archive.office import Office, found_archive


@pytest.fixture
def office(tmp_path: Path) -> Office:
    root = tmp_path / "kho"
    root.mkdir()
    found_archive(root)
    return Office(root)


@pytest.fixture
def filled(office: Office) -> Office:
    """Five resolutions, one paper held and refused."""
    for number in range(1, 6):
        office.send(f"{number}.edxml", b"%d" % number, document_id=f"N{number}", number=f"{number}/2024")
    held = office.hold_read(office.package("9.edxml", b"9", document_id="N9"), "scan-needs-person").receipt
    office.store.refuse(held, office.person("Thiếu trang"))
    return office


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> copies.Site:
    return copies.built(tmp_path_factory.mktemp("site"))


@pytest.fixture
def server(site: copies.Site) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as running:
        running.folder = site.now
        threading.Thread(target=running.serve_forever, args=(0.02,), daemon=True).start()
        yield running
        running.shutdown()
