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


@pytest.mark.parametrize(
    ("begins", "ends", "status", "said"),
    [
        ("2025-01-01", None, "con-hieu-luc", "2025-01-01/.."),
        ("2025-01-01", None, "chua-co-hieu-luc", "2025-01-01/.."),
        ("2025-01-01", "2026-01-01", "con-hieu-luc", "2025-01-01/2025-12-31"),
        ("2025-01-01", "2031-03-01", "chua-co-hieu-luc", "2025-01-01/2031-02-28"),
        ("2025-01-01", "2026-01-01", "het-hieu-luc", None),
        ("2025-01-01", None, "het-hieu-luc", None),
        ("2025-01-01", None, "da-thay-the", None),
        ("2025-01-01", None, None, None),
        (None, None, "con-hieu-luc", None),
    ],
)
def test_an_interval_is_said_only_of_what_is_in_force_and_ends_where_its_text_does(
    begins: str | None, ends: str | None, status: str | None, said: str | None
) -> None:
    card: Any = {
        "type": {"name": "Nghị quyết"},
        "code": "1",
        "title": "T",
        "date": "2024-12-09",
        "effective_from": begins,
        "effective_to": ends,
    }

    found = linked_data.document(card | {"published": "2024-12-10T18:30:00Z"}, "HĐND", status, 1)
    assert found.get("temporalCoverage") == said
    assert found["sdDatePublished"] == "2024-12-11" and "datePublished" not in found


def test_an_english_page_says_so_to_programs(archive: Archive) -> None:
    own, *trail = graph(archive.page("en/tinh/lam-giang/index.html"))

    assert own["inLanguage"] == "en" and own["name"] == "People's Council of Lam Giang Province"
    assert own["url"] == f"{BASE}en/tinh/lam-giang/index.html"
    steps = trail[0]["itemListElement"]
    assert [one["name"] for one in steps] == ["Home", "Province", "People's Council of Lam Giang Province"]
    assert graph(archive.page("tinh/lam-giang/index.html"))[0]["inLanguage"] == "vi"


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
