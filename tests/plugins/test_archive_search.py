"""The archive's search through a real build: what is published is found, what is withdrawn leaves no word."""

import json
import logging
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pelican import Pelican
from pelican.settings import read_settings

from pipeline.document import markdown, record
from pipeline.document.passage import Passage, PassageKind
from plugins import archive_alike, archive_search, assets
from plugins.archive_settings import pelican_settings
from tests.parity import read, search_site
from tests.plugins.mini import write

VOCABULARY = {
    "bodies.yaml": {
        "councils": [
            {
                "slug": "lam-giang",
                "name": "Tỉnh Lam Giang",
                "short": "Lam Giang",
                "level": "tinh",
                "kind": "tinh",
                "parent": None,
            },
            {
                "slug": "an-khe-ha",
                "name": "Huyện An Khê Hạ",
                "short": "An Khê Hạ",
                "level": "huyen",
                "kind": "huyen",
                "parent": "lam-giang",
            },
            {
                "slug": "phu-vinh-dong",
                "name": "Xã Phú Vinh Đông",
                "short": "Phú Vinh Đông",
                "level": "xa",
                "kind": "xa",
                "parent": "an-khe-ha",
            },
        ]
    },
    "doctypes.yaml": {
        "types": [
            {"slug": "nghi-quyet", "name": "Nghị quyết", "abbr": "NQ"},
            {"slug": "bao-cao", "name": "Báo cáo", "abbr": "BC"},
        ]
    },
    "oversight.yaml": {},
    "senders.yaml": {},
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An archive with the search site's documents, published in their order."""
    for name, values in VOCABULARY.items():
        write(tmp_path / "content/vocabulary" / name, yaml.safe_dump(values, allow_unicode=True))
    write(tmp_path / "archive.yaml", "workers: 1\n")
    (tmp_path / "content/pages").mkdir()
    for _, document, passages in search_site.archive():
        publish(tmp_path, document, list(passages))
    return tmp_path


def publish(root: Path, document: record.Document, passages: list[Passage], event: str = "published") -> None:
    write(root / f"content/documents/{document.address}.md", markdown.write(document, passages))
    ledger = root / "content/register/publications.jsonl"
    lines = ledger.read_text(encoding="utf-8").splitlines() if ledger.is_file() else []
    line = {"v": 1, "seq": len(lines) + 1, "event": event, "document": document.address}
    write(ledger, "\n".join([*lines, json.dumps(line)]) + "\n")


def build(root: Path, *, full: bool = False) -> dict[str, bytes]:
    """The files of the index after a build."""
    logging.getLogger("pelican").setLevel(logging.ERROR)
    if full:
        shutil.rmtree(root / "output", ignore_errors=True)
        shutil.rmtree(root / ".state", ignore_errors=True)
    Pelican(read_settings(override=pelican_settings(root))).run()
    return {
        path.relative_to(root / "output").as_posix(): path.read_bytes()
        for path in (root / "output/search").rglob("*")
        if path.is_file()
    }


def test_a_build_writes_the_index_of_all_documents(root: Path) -> None:
    files = build(root)
    meta = json.loads(files["search/meta.js"].removeprefix(b"hdnd.meta(").rstrip().removesuffix(b")"))
    page = (root / "output/tim-kiem/index.html").read_text(encoding="utf-8")

    assert meta["count"] == len(search_site.archive())
    assert f'data-build="{meta["build"]}"' in page
    assert meta["labels"]["facets"][1]["values"]["an-khe-ha"] == "HĐND huyện An Khê Hạ"
    assert 'src="../static/js/search.' in page


def test_what_a_build_keeps_is_what_a_build_from_nothing_writes(root: Path) -> None:
    build(root)
    _, document, passages = search_site.archive()[7]
    publish(root, document.model_copy(update={"title": "Về việc đổi tên cầu treo"}), list(passages), "updated")
    _, other, _ = search_site.archive()[9]
    publish(root, other.model_copy(update={"state": "withdrawn"}), [], "withdrawn")

    kept = build(root)

    assert kept == build(root, full=True)


def test_nothing_is_left_of_the_words_of_a_withdrawn_document(root: Path) -> None:
    _, document, passages = search_site.archive()[7]
    secret = [*passages, Passage(PassageKind.paragraph, "Từ lạ: zyxwv.")]
    named = document.model_copy(update={"title": "Về việc wvzyx"})
    publish(root, named, secret, "updated")
    build(root)
    assert all(word in read.everything(root / "output/search") for word in ("zyxwv", "wvzyx"))

    publish(root, named.model_copy(update={"state": "withdrawn"}), secret, "withdrawn")

    build(root)
    assert not any(word in read.everything(root / "output/search") for word in ("zyxwv", "wvzyx"))


def test_a_letter_has_the_words_of_its_title_as_it_is_shown() -> None:
    """Pasted, "V/v …" had two words that no document has."""
    card, record, passages = search_site.archive()[0]
    shown = card.copy()
    shown["title"] = "V/v nạo vét kênh"

    title, *_, pairs = archive_search.to_index(shown, record, passages, archive_alike.load(Path())).counts

    assert title == {"v": 2, "nạo": 1, "vét": 1, "kênh": 1}
    assert {"v_v", "v_nạo"} <= set(pairs)


SEEDED = """
from plugins import archive_alike, archive_search
from pathlib import Path
from tests.parity import search_site
card, record, passages = search_site.archive()[0]
again = [record.versions[0].model_copy(update={"receipt": f"TN-2024-{n:06d}"}) for n in range(1, 30)]
many = record.model_copy(update={"versions": tuple(again)})
print(archive_search.to_index(card, many, passages, archive_alike.load(Path())).counts)
"""


def test_a_document_is_indexed_alike_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SEEDED],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in range(4)
    }

    assert len(said) == 1


def test_the_browser_is_told_to_make_the_scripts_functions_while_they_load() -> None:
    """Else the first question waits for two hundred of them; the browser reads it at the very start of a file alone."""
    script = assets.bundle(search_site.STATIC, archive_search.SOURCES)

    assert script.startswith(b"//# allFunctionsCalledOnLoad\n(function")
