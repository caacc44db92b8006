"""The product's own site, from content files through Pelican to Chromium, keeps the promises of the templates."""

import itertools
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browsers import AXE_RULES
from tests.site import archive
from tests.site.markup import Element, read
from tests.test_two_languages import VIETNAMESE

LINKING = {"a": "href", "link": "href", "script": "src", "form": "action", "img": "src"}
DOCUMENT = "tinh/lam-giang/2024/12-nq-hdnd/index.html"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive.build(archive.make(tmp_path_factory.mktemp("product") / "kho"))


@pytest.fixture(scope="module")
def elements(output: Path) -> dict[Path, list[Element]]:
    return {path: read(path.read_text(encoding="utf-8")).elements for path in sorted(output.rglob("*.html"))}


@pytest.fixture
def page(chromium: Browser) -> Page:
    return chromium.new_page(viewport={"width": 1280, "height": 900})


def test_every_menu_entry_and_link_leads_to_a_file(output: Path, elements: dict[Path, list[Element]]) -> None:
    lost = set()
    for path, found in elements.items():
        for element in found:
            link = element.attributes.get(LINKING.get(element.tag, ""), "")
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            # The 404 page is served at any depth: its links start at the site's root.
            base = output if link.startswith("/") and path.name == "404.html" else path.parent
            target = base / unquote(parts.path).lstrip("/") if base == output else base / unquote(parts.path)
            if not target.is_file():
                lost.add((path.relative_to(output).as_posix(), link))

    assert lost == set()


def test_anchors_that_are_linked_exist(output: Path, elements: dict[Path, list[Element]]) -> None:
    ids = {path: {element.attributes.get("id") for element in found} for path, found in elements.items()}
    lost = set()
    for path, found in elements.items():
        for link in (element.attributes.get("href", "") for element in found if element.tag == "a"):
            parts = urlsplit(link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.fragment and not parts.scheme and parts.fragment not in ids[target]:
                lost.add((path.relative_to(output).as_posix(), link))

    assert lost == set()


def test_headings_are_in_order_and_ids_unique(elements: dict[Path, list[Element]]) -> None:
    for path, found in elements.items():
        levels = [int(e.tag[1]) for e in found if len(e.tag) == 2 and e.tag[0] == "h" and e.tag[1].isdigit()]
        ids = [e.attributes["id"] for e in found if "id" in e.attributes]
        assert max((after - before for before, after in itertools.pairwise(levels)), default=0) <= 1, path
        assert levels.count(1) == 1, path
        assert len(ids) == len(set(ids)), path


def test_text_that_looks_like_markup_stays_text(output: Path) -> None:
    html = (output / DOCUMENT).read_text(encoding="utf-8")

    assert "&lt;b&gt;1 * 2 * 3&lt;/b&gt; &amp; [liên kết](http://elsewhere.example)" in html


@pytest.mark.long
def test_a_page_of_each_kind_passes_axe(output: Path, page: Page) -> None:
    kinds = {path.relative_to(output).parts[0]: path for path in sorted(output.rglob("index.html"))}
    chosen = {*kinds.values(), output / "index.html", output / DOCUMENT, output / "tim-kiem/index.html"}
    chosen |= {output / "en/index.html", output / "en/tinh/lam-giang/index.html", output / "en/tim-kiem/index.html"}
    found = []
    for path in sorted(chosen):
        page.goto(path.as_uri())
        violations = Axe().run(page, options=AXE_RULES).response["violations"]
        found += [(path.relative_to(output).as_posix(), one["id"], one["nodes"][0]["html"]) for one in violations]

    assert found == []


def searched(output: Path, page: Page) -> None:
    page.goto((output / "index.html").as_uri())
    page.fill("input[name=q]", "ben do ngang")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("#ket-qua[aria-busy=false] > li")


def test_search_leads_to_the_document_without_a_complaint(output: Path, page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    searched(output, page)

    page.click("#ket-qua > li:first-child a")
    page.wait_for_selector(".text")

    assert "bến đò ngang" in page.locator("h1").inner_text()
    assert said == []


def test_an_english_reader_goes_from_the_first_page_to_a_document(output: Path, page: Page) -> None:
    page.goto((output / "index.html").as_uri())
    page.click("text=English")
    page.fill("input[name=q]", "ben do ngang")
    page.press("input[name=q]", "Enter")
    page.wait_for_selector("#ket-qua[aria-busy=false] > li")

    assert page.get_attribute("html", "lang") == "en"
    assert "documents with all words of" in page.inner_text("#trang-thai").replace("document ", "documents ")
    assert page.inner_text("#xep").startswith("Sorted by")
    assert Axe().run(page, options=AXE_RULES).response["violations"] == []

    page.click("#ket-qua > li:first-child a")
    page.wait_for_selector(".text")
    assert page.get_attribute("html", "lang") == "vi"


def test_what_english_pages_leave_in_vietnamese_is_of_documents_and_places(output: Path) -> None:
    marked = re.compile(r'<(?![^>]*[?]q=)(?:p|span|b|h1|h2|a|li|td)[^>]* lang="vi"[^>]*>([^<]+)<')
    left = {
        unescape(text).strip()
        for path in output.glob("en/**/*.html")
        for text in marked.findall(path.read_text(encoding="utf-8"))
    }
    known = "".join(
        path.read_text(encoding="utf-8")
        for path in output.glob("**/*.json*")
        if path.stem != "tu-dien" and path.suffix != ".gz"
    )

    assert {one for one in left - {"Tiếng Việt"} if json.dumps(one, ensure_ascii=False)[1:-1] not in known} == set()


def test_each_example_of_a_question_finds_something(output: Path, page: Page) -> None:
    page.goto((output / "tim-kiem/index.html").as_uri())
    page.wait_for_selector("#cach-tim:visible")
    links = page.locator("#cach-tim .hints a").all()
    asked = {str(one.get_attribute("href")) for one in links}
    for address in asked:
        page.goto(f"{(output / 'tim-kiem/index.html').as_uri()}?{urlsplit(address).query}")
        page.wait_for_selector("#ket-qua[aria-busy=false] > li")
        assert page.locator("#cach-tim").is_hidden()

    assert len(asked) > 4


@pytest.mark.parametrize("path", ["index.html", "en/index.html", "tim-kiem/index.html", "en/tim-kiem/index.html"])
@pytest.mark.parametrize("width", [390, 360])
def test_the_other_language_stands_in_no_line_of_its_own(output: Path, page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((output / path).as_uri())

    tops = page.locator(".menu li").evaluate_all("found => found.map(one => one.getBoundingClientRect().top)")

    assert tops.count(tops[-1]) > 1


def test_an_english_page_of_results_marks_what_stays_vietnamese(output: Path, page: Page) -> None:
    page.goto(f"{(output / 'en/tim-kiem/index.html').as_uri()}?q=ben+do+ngang")
    page.wait_for_selector("#ket-qua[aria-busy=false] > li")

    tongues = "found => found.map(one => [one.textContent, one.closest('[lang]').lang])"
    facts = page.locator(".docs__meta > span, .facet label > span:first-of-type").evaluate_all(tongues)
    assert {("People's Council of Lam Giang Province", "en"), ("Resolution", "en")} <= {tuple(one) for one in facts}
    # A council is called in English; the name of its place within is of no language (WCAG 2.2, 3.1.2).
    plain = [(re.sub(r" of .+ (?:Province|Commune)$", "", said), tongue) for said, tongue in facts]
    assert [one for one in plain if (one[1] == "vi") != bool(VIETNAMESE.search(one[0]))] == []
    shown = page.locator(".docs__title, .docs__excerpt").evaluate_all(tongues)
    assert {tongue for _, tongue in shown} == {"vi"}


def test_search_results_pass_axe(output: Path, page: Page) -> None:
    searched(output, page)

    violations = Axe().run(page, options=AXE_RULES).response["violations"]

    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
