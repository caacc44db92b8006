"""The transparency log of a site: its files, what an added document changes of them, and a page's own line."""

import json
from pathlib import Path

from pipeline import settings
from pipeline.archive import checkpoints
from pipeline.document import tlog
from tests.merkle import included
from tests.plugins.archive import Archive

LOG = "du-lieu/nhat-ky"


def sign(archive: Archive) -> None:
    checkpoints.sign(archive.root, settings.load(archive.root))


def output(archive: Archive) -> dict[str, bytes]:
    paths = (path for path in sorted(archive.output.rglob("*")) if path.is_file())
    return {path.relative_to(archive.output).as_posix(): path.read_bytes() for path in paths}


def test_each_page_and_its_data_carry_the_line_that_the_tiles_prove(archive: Archive) -> None:
    documents = [archive.issue(number) for number in range(1, 6)]
    sign(archive)
    archive.build()

    note = tlog.read(archive.page(f"{LOG}/checkpoint"))
    rows = tlog.levels([tlog.leaf(line) for line in lines(archive)])
    assert note.root == rows[-1][0]
    for place, document in enumerate(documents):
        logged = json.loads((archive.output / f"{document.address}/document.json").read_bytes())["log"]
        assert logged["index"] == place
        path = tlog.inclusion(place, rows)
        assert included(logged["entry"].encode(), place, note.size, path, note.root)
        page = archive.page(f"{document.address}/index.html")
        assert f'data-index="{place}"' in page and "data-entry=" in page


def test_a_clone_with_ends_of_lines_of_windows_says_the_same(archive: Archive) -> None:
    for number in range(1, 4):
        archive.issue(number)
    sign(archive)
    archive.build()
    before = output(archive)
    for folder in ("documents", "register", "vocabulary"):
        for path in filter(Path.is_file, (archive.root / "content" / folder).rglob("*")):
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    archive.build("full", ".state-full")

    full = archive.root / "full"
    said = [name for name in before if name.startswith(("tinh/", f"{LOG}/", "du-lieu/zip/", "du-lieu/toan-van/"))]
    assert len(said) > 20
    assert [name for name in said if (full / name).read_bytes() != before[name]] == []


def lines(archive: Archive) -> list[bytes]:
    return (archive.root / "content/register/publications.jsonl").read_bytes().splitlines()


def test_an_added_document_changes_the_right_edge_of_the_tree_and_no_other_page(archive: Archive) -> None:
    for number in range(1, 4):
        archive.issue(number, month=number)
    sign(archive)
    archive.build()
    before = output(archive)
    archive.issue(9, year=2025)
    sign(archive)
    archive.build()
    after = output(archive)

    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name for name in changed if name.startswith(LOG)} == {
        f"{LOG}/{name}" for name in ("checkpoint", "checkpoint.js", *edge(3), *edge(4))
    }
    pages = [
        f"tinh/lam-giang/2024/{number}-nq-hdnd/index.html" for number in (1, 2)
    ]  # the last is the new one's neighbour
    assert not changed.intersection(pages)
    full = archive.root / "full"
    archive.build("full", ".state-full")
    assert {path.relative_to(full).as_posix(): path.read_bytes() for path in full.rglob("*") if path.is_file()} == after


def edge(size: int) -> list[str]:
    return [f"tile/0/000.p/{size}", f"tile/0/000.p/{size}.js"]


def test_a_site_whose_head_was_never_signed_has_no_log(archive: Archive) -> None:
    archive.issue(1)
    archive.build()

    assert not (archive.output / LOG).exists()


def test_documents_younger_than_the_signed_head_wait_for_the_next(archive: Archive) -> None:
    archive.issue(1)
    sign(archive)
    archive.issue(2)
    archive.build()

    assert tlog.read(archive.page(f"{LOG}/checkpoint")).size == 1
    assert (archive.output / LOG / "tile/0/000.p/1").stat().st_size == 32
