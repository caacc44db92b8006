"""The example site: a dozen notes, the two plugins together, nothing else of the project."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser

from tests.node import NODE
from tests.plugins import mini

ROOT = Path(__file__).parents[2]
SITE = ROOT / "docs/example-site"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the notes, to be changed."""
    shutil.copytree(SITE / "content", tmp_path / "content")
    return tmp_path / "content"


def build(content: Path, output: str = "output", *more: str) -> Path:
    """What `pelican` does in the site's folder, on a copy of its notes; `more` are settings."""
    root = content.parent
    changes = [f"PATH={json.dumps(str(content))}", f"INCREMENTAL_STATE={json.dumps(str(root / f'.{output}'))}"]
    command = [sys.executable, "-m", "pelican", "-o", str(root / output), "--fatal", "errors", "-e", *changes, *more]
    subprocess.run(command, cwd=SITE, check=True, capture_output=True)
    return root / output


def test_a_word_is_found_with_and_without_marks(content: Path) -> None:
    output = build(content)
    asked = ["cống", "cong", "mồi nước"]
    done = subprocess.run(
        [NODE, ROOT / "tests/parity/ask.cjs", output, *asked], capture_output=True, encoding="utf-8", check=True
    )
    marked, plain, words = ([one["card"]["title"] for one in found] for found in json.loads(done.stdout))

    assert marked[:2] == ["Cống cuối kênh", "Cống đầu kênh"]
    assert set(marked) <= set(plain)
    assert words[0] == "Trạm bơm số hai"


def test_the_search_page_answers_from_a_folder(content: Path, chromium: Browser) -> None:
    page = chromium.new_page()
    page.goto(f"{(build(content) / 'tim.html').as_uri()}?q=con+nuoc")
    page.wait_for_function("document.getElementById('status').textContent.endsWith('bài')")

    assert page.locator("#found a").first.inner_text() == "Lịch con nước"
    assert "Con nước" in page.locator("#found mark").all_inner_texts()[0]
    page.close()


@pytest.mark.long
def test_whatever_is_typed_is_answered(content: Path, chromium: Browser) -> None:
    """The page once lacked the script that knows syllables, and said of any slip that a file was missing."""
    address = (build(content) / "tim.html").as_uri()
    page = chromium.new_page()
    for typed in ("con nuocs", "cn nước", "cống đàu kênh", "số 12 năm 2024", '"con nước"', "+con -xyz"):
        page.goto(f"{address}?{urlencode({'q': typed})}")
        page.wait_for_function("!['', 'Đang tìm…'].includes(document.getElementById('status').textContent)")
        assert "bài" in page.locator("#status").inner_text(), typed
    page.close()


@pytest.mark.parametrize("missing", ["search/meta.js", "search/*/0.js", "search/reader/search.js"])
def test_a_search_that_cannot_be_made_says_so(content: Path, chromium: Browser, missing: str) -> None:
    output = build(content)
    for path in output.glob(missing):
        path.unlink()
    page = chromium.new_page()
    page.goto(f"{(output / 'tim.html').as_uri()}?q=nuoc")
    page.wait_for_function("document.getElementById('status').textContent.startsWith('Không tìm được')")
    page.close()


def test_a_changed_note_changes_little_and_any_history_gives_the_same_site(content: Path) -> None:
    before = mini.tree(build(content))
    assert mini.tree(build(content)) == before

    note = content / "articles/may-bom-dau.md"
    note.write_text(note.read_text(encoding="utf-8").replace("một lít rưỡi", "hai lít"), encoding="utf-8")
    (content / "articles/chuot-dong.md").unlink()
    after = mini.tree(build(content))

    assert after == mini.tree(build(content, "again"))
    kept = {path for path in after if before.get(path) == after[path] and path.endswith(".html")}
    assert {"cong-dau-kenh/index.html", "tim.html", "tag/cong/index.html"} <= kept


@pytest.mark.long
def test_an_index_that_was_given_up_comes_back_whole(content: Path) -> None:
    before = mini.tree(build(content))
    assert not any(path.startswith("search/") for path in mini.tree(build(content, "output", "INCREMENTAL_EXTRAS=[]")))

    assert mini.tree(build(content)) == before


@pytest.mark.long
def test_an_index_in_another_folder_is_whole(content: Path) -> None:
    build(content)
    moved = mini.tree(build(content, "output", 'SHARDED_LUNR_FOLDER="tim/"'))

    assert moved == mini.tree(build(content, "again", 'SHARDED_LUNR_FOLDER="tim/"'))
