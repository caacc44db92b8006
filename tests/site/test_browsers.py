"""What readers do, in Chromium, Firefox and WebKitGTK, with the archive opened from a folder and served.

Each browser is started once. The site is the product's own, built by Pelican from content files.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.archive import checkpoints
from tests import browsers
from tests.browsers import Driven, wait
from tests.loopback import serving
from tests.site import archive

pytestmark = pytest.mark.long

DOCUMENT = "tinh/lam-giang/2024/12-nq-hdnd/index.html"
CLAUSE = "dieu-1-khoan-1"
RESULTS = "document.querySelectorAll('#ket-qua[aria-busy=false] .docs__no').length"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = archive.make(tmp_path_factory.mktemp("ba trình duyệt") / "kho")
    checkpoints.sign(root, settings.load(root))
    return archive.build(root)


@pytest.fixture(scope="module")
def served(output: Path) -> Iterator[str]:
    """The archive below a sub-path."""
    with serving(output.parent) as address:
        yield f"{address}{output.name}/"


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def browser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Driven]:
    with browsers.named(request.param, request, tmp_path_factory.mktemp(request.param)) as driven:
        yield driven


@pytest.fixture(params=["file", "http"])
def base(request: pytest.FixtureRequest, output: Path) -> str:
    return f"{output.as_uri()}/" if request.param == "file" else str(request.getfixturevalue("served"))


@pytest.mark.parametrize(("page", "box"), [("index.html", "#tim-toan-kho"), (DOCUMENT, "#tim-nhanh")])
def test_a_search_box_leads_to_results(browser: Driven, base: str, page: str, box: str) -> None:
    browser.open(base + page)

    browser.type(box, "bến đò ngang")
    browser.enter(box)

    assert wait(browser, RESULTS) > 0
    assert browser.run("return document.getElementById('q').value") == "bến đò ngang"


def test_who_asks_nothing_is_shown_how_with_questions_that_find_something(browser: Driven, base: str) -> None:
    browser.open(f"{base}tim-kiem/index.html")
    wait(browser, "!document.getElementById('cach-tim').hidden")

    browser.click("#cach-tim .hints a")

    assert wait(browser, RESULTS) > 0
    assert browser.run("return document.getElementById('cach-tim').hidden")


def test_a_result_leads_to_its_document(browser: Driven, base: str) -> None:
    browser.open(f"{base}tim-kiem/index.html?q=12%2FNQ-H%C4%90ND")
    wait(browser, RESULTS)

    browser.click("#ket-qua .docs__link")

    assert wait(browser, "document.querySelector('.doc__no') && document.querySelector('.doc__no').textContent") == (
        "Nghị quyết số 12/NQ-HĐND"
    )


def test_a_facet_narrows_the_results_and_stands_in_the_address(browser: Driven, base: str) -> None:
    browser.open(f"{base}tim-kiem/index.html?q=b%E1%BA%BFn+%C4%91%C3%B2")
    before = wait(browser, RESULTS)

    wait(browser, "document.querySelector('#bo-loc input[value=\"xa\"]')")
    browser.run("document.querySelector('.filters').open = true")
    browser.click("#bo-loc input[value='xa']")

    wait(browser, f"{RESULTS} < {before} && {RESULTS}")
    assert "xa" in browser.run("return location.search")


def test_a_link_is_copied(browser: Driven, base: str) -> None:
    browser.open(base + DOCUMENT)

    browser.click("[data-copy-link]")

    assert wait(browser, "document.querySelector('.toast').textContent") == "Đã sao chép liên kết."
    browser.paste("#tim-nhanh")
    assert wait(browser, "document.getElementById('tim-nhanh').value") == browser.run("return location.href")


def test_a_report_names_the_provision(browser: Driven, base: str) -> None:
    browser.open(f"{base}{DOCUMENT}#{CLAUSE}")

    filled = "document.getElementById('mau-bao').textContent"
    text = wait(browser, f"{filled}.includes('khoản 1') && {filled}")

    assert "Điều, khoản, điểm: khoản 1 Điều 1" in text
    assert wait(browser, "document.getElementById('thu-bao').href").startswith("mailto:")


def test_a_page_proves_its_line_in_the_signed_register(browser: Driven, base: str) -> None:
    browser.open(base + DOCUMENT)

    browser.click("[data-proof]")

    said = "document.getElementById('kiem-so').textContent"
    assert wait(browser, f"{said}.includes(' ') && !{said}.startsWith('Đang') && {said}").startswith("Khớp: dòng ")
