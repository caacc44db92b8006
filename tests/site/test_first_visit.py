"""What a first visit costs on a phone: bytes over a real wire, nothing that jumps, few keys to the first result."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from benchmarks import pages
from tests.site import archive

DOCUMENT = "tinh/lam-giang/2024/12-nq-hdnd/index.html"
SEARCH = "tim-kiem/index.html?q=b%E1%BA%BFn%20%C4%91%C3%B2"
KB = 1000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    output: Path = archive.build(archive.make(tmp_path_factory.mktemp("site") / "kho"))
    with pages.served(output) as address:
        yield address


@pytest.mark.parametrize(
    ("page", "most", "ready"),
    [("index.html", 50, "main"), (DOCUMENT, 115, "main"), (SEARCH, 125, pages.RESULT)],
    ids=["home", "document", "search"],
)
def test_a_first_visit_is_light_and_nothing_jumps(
    page: str, most: int, ready: str, served: str, chromium: Browser
) -> None:
    seen = pages.visit(chromium, served + page, ready)

    assert 10 * KB < seen.bytes <= most * KB
    assert seen.shift <= 0.05


def test_twelve_tab_stops_lead_to_the_first_result(served: str, chromium: Browser) -> None:
    assert pages.tab_stops(chromium, served + SEARCH) <= 12
