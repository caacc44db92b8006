"""The site's letters: every letter of the alphabet in each file, and a page that neither waits for them nor moves."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from benchmarks import pages
from tests.site import archive

DOCUMENT = "tinh/lam-giang/2024/12-nq-hdnd/index.html"
KINDS = [
    DOCUMENT,
    "tim-kiem/index.html",
    *(pytest.param(f"{name}index.html", marks=pytest.mark.long) for name in ("", "huyen/", "du-lieu/", "bao-sai-sot/")),
]
BASES = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
MARKS = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
ALPHABET = sorted({unicodedata.normalize("NFC", b + m) for b in BASES for m in MARKS if not m or b in "aăâeêioôơuưy"})
FONTS = sorted(path.stem for path in (Path(__file__).parents[2] / "theme/static/fonts").glob("*.woff2"))
WATCH = """window.moved = 0; new PerformanceObserver((list) => {
    for (const one of list.getEntries()) window.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });"""
# A letter that a face has is as wide whatever stands behind that face.
MISSING = """async ([letters, address]) => {
    document.fonts.add(await new FontFace("Tried", `url(${address})`).load());
    const pen = document.createElement("canvas").getContext("2d");
    const wide = (letter, behind) => {
        pen.font = "40px Tried, " + behind;
        return pen.measureText(letter).width;
    };
    return letters.filter((letter) => wide(letter, "monospace") !== wide(letter, "serif"));
}"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built: Path = archive.build(archive.make(tmp_path_factory.mktemp("site") / "kho"))
    return built


@pytest.fixture(scope="module")
def served(output: Path) -> Iterator[str]:
    with pages.served(output) as address:
        yield address


def late(route: Route) -> None:
    """Letters that come when the page has stood for a while, as on a slow line."""
    route.request.frame.page.wait_for_timeout(800)
    route.continue_()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 412, "height": 823})  # where headings break otherwise
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", KINDS)
def test_nothing_moves_when_letters_come_late(path: str, page: Page, served: str) -> None:
    page.route("**/*.woff2", late)
    page.add_init_script(WATCH)
    page.goto(served + path, wait_until="networkidle")
    page.wait_for_timeout(200)

    assert page.evaluate("window.moved") <= 0.01


@pytest.mark.parametrize("path", KINDS)
def test_without_the_letters_nothing_scrolls_sideways(path: str, page: Page, served: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.route("**/*.woff2", lambda route: route.abort())
    page.goto(served + path)

    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("font", FONTS)
def test_one_file_a_face_holds_the_whole_alphabet(font: str, page: Page, served: str, output: Path) -> None:
    (file,) = (output / "static/fonts").glob(f"{font}.*.woff2")
    letters = [*ALPHABET, *(letter.upper() for letter in ALPHABET), *"0123456789§–“”₫"]
    page.goto(served + DOCUMENT)

    assert page.evaluate(MISSING, [[*letters, "Ж"], f"{served}static/fonts/{file.name}"]) == ["Ж"]  # a lack is told
