"""What pages say to programs: JSON-LD and Open Graph, on every page, harmless and true."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive_pages import linked_data
from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import fill

BASE = "https://kho.lamgiang.example/"
PAGE = "tinh/lam-giang/2024/12-2024-nq-hdnd/index.html"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = Archive(tmp_path_factory.mktemp("ld") / "archive")
    fill(made)
    made.build()
    return made


def graph(page: str) -> list[dict[str, Any]]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    whole = json.loads(found)
    assert whole["@context"] == "https://schema.org"
    return list(whole["@graph"])


def test_every_page_tells_programs_what_it_is(archive: Archive) -> None:
    for path in archive.output.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        name = path.relative_to(archive.output).as_posix()
        if 'http-equiv="refresh"' in page:
            continue
        own, *trail = graph(page)
        said = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))
        assert own["@type"] in {"WebPage", "WebSite", "Legislation", "Dataset"}, name
        assert own["url"] == said["url"] == BASE + name
        assert {"title", "description", "type", "url", "image"} <= said.keys() and all(said.values()), name
        assert (archive.output / said["image"].removeprefix(BASE)).is_file()
        assert [one["@type"] for one in trail] in ([], ["BreadcrumbList"])


def test_a_document_is_legislation_with_its_number_and_days(archive: Archive) -> None:
    own, trail = graph(archive.page(PAGE))

    assert own["@type"] == "Legislation"
    assert own["legislationIdentifier"] == "12/2024/NQ-HĐND"
    assert own["legislationDate"] == "2024-12-09" or re.fullmatch(r"2024-\d\d-\d\d", own["legislationDate"])
    assert own["legislationPassedBy"]["name"] == "Hội đồng nhân dân tỉnh Lam Giang"
    steps = trail["itemListElement"]
    assert [one["position"] for one in steps] == list(range(1, len(steps) + 1))
    assert steps[0]["item"] == BASE + "index.html" and steps[-1]["item"] == BASE + PAGE


def test_the_data_page_lists_its_tables(archive: Archive) -> None:
    files = [one["contentUrl"] for one in graph(archive.page("du-lieu/index.html"))[0]["distribution"]]

    assert f"{BASE}du-lieu/2024.csv" in files
    assert all((archive.output / one.removeprefix(BASE)).is_file() for one in files)


def test_without_an_address_nothing_claims_one(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a", url="")
    archive.put()
    archive.build()
    own, trail = graph(archive.page(PAGE))

    assert "url" not in own and "og:url" not in archive.page(PAGE)
    assert trail["itemListElement"][0]["item"] == "../../../../index.html"


@given(st.text(), st.sampled_from(["", f"{BASE}a/index.html"]))
def test_no_word_leaves_its_script(words: str, address: str) -> None:
    block = str(
        linked_data.block({"@type": "WebPage", "name": words}, [{"label": words, "path": None}], "../", address)
    )

    assert not re.search(r"[<>&]", block)
    assert json.loads(block)["@graph"][0]["name"] == words
