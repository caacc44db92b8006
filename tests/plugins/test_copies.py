"""A copy made over HTTP: whoever follows links from the home page comes to every file, and can check what came."""

import hashlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive_pages.inventory import ArchiveInventory
from tests.loopback import serving
from tests.plugins import mini
from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import fill

pytestmark = pytest.mark.long

LISTS = ("du-lieu/tep/", "manifest.json", "SHA256SUMS")  # named by the manifest
LINK = re.compile(rb"""(?:href|src)="([^"]+)"|url\(([^)]+)\)|content="0; url=([^"]+)\"""")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "archive")
    fill(made)
    made.build()
    return made


def followed(output: Path, start: str = "index.html") -> set[str]:
    """Paths that links of pages and style sheets lead to, as a copying program follows them."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path in seen or not (output / path).is_file():
            continue
        seen.add(path)
        if path.endswith((".html", ".css")):
            found = (next(filter(None, match)).decode() for match in LINK.findall((output / path).read_bytes()))
            links = (link for link in found if not urlsplit(link).scheme)
            waiting += [unquote(urlsplit(urljoin(f"/{path}", link)).path).lstrip("/") for link in links]
    return seen


def listed(output: Path) -> dict[str, str]:
    lines = [line for path in (output / "du-lieu/tep").glob("*.txt") for line in path.read_text().splitlines()]
    return {name: sha256 for sha256, name in (line.split("  ") for line in lines)}


def there(output: Path) -> dict[str, str]:
    files = [path for path in output.rglob("*") if path.is_file()]
    names = {path.relative_to(output).as_posix(): path for path in files}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in names.items()
        if not name.startswith(LISTS) and "?" not in name  # wget keeps links with a question apart
    }


@pytest.mark.parametrize("url", ["https://kho.example/lien-thong/", ""], ids=["with an address", "without one"])
def test_links_lead_to_every_file(tmp_path: Path, url: str) -> None:
    archive = Archive(tmp_path / "archive", url=url)
    fill(archive)
    archive.build()
    everything = {path.relative_to(archive.output).as_posix() for path in archive.output.rglob("*") if path.is_file()}

    assert everything - followed(archive.output) == set()
    assert any(name.startswith("search/") for name in everything)


def test_every_file_is_listed_with_its_hash(archive: Archive) -> None:
    assert listed(archive.output) == there(archive.output)


def test_the_lists_follow_every_change(archive: Archive) -> None:
    archive.issue(30, council="phu-vinh", level="xa")
    archive.build()
    assert listed(archive.output) == there(archive.output)
    (archive.root / "content/documents/xa/phu-vinh/2024/30-nq-hdnd.md").unlink()
    archive.build()
    assert listed(archive.output) == there(archive.output)
    archive.build("clean", ".clean")

    assert mini.tree(archive.output) == mini.tree(archive.root / "clean")


def test_a_list_that_was_deleted_comes_back(archive: Archive) -> None:
    before = mini.tree(archive.output)
    for name in ("index.html", "tinh-lam-giang-2024.txt", "goc.html"):
        (archive.output / "du-lieu/tep" / name).unlink()
    archive.build()

    assert mini.tree(archive.output) == before


@pytest.fixture
def served(archive: Archive) -> Iterator[str]:
    with serving(archive.output) as address:
        yield address


def test_wget_takes_all_and_sha256sum_agrees(archive: Archive, served: str, tmp_path: Path) -> None:
    copy = tmp_path / "ban-sao"
    command = ["wget", "--mirror", "--no-host-directories", "--quiet", "--directory-prefix", str(copy)]
    subprocess.run([*command, served + "index.html"], check=False)  # 8: the originals of this archive are elsewhere
    checked = subprocess.run(
        ["sh", "-c", "cat du-lieu/tep/*.txt | sha256sum -c --quiet"], cwd=copy, capture_output=True, check=False
    )

    assert checked.returncode == 0, checked.stderr + checked.stdout
    assert there(copy) == there(archive.output)


STEPS = st.lists(
    st.sampled_from(["tinh", "xa", "en", "search", "doc", "lam-giang", "2024", "index.html", "a b"]), min_size=1
)


@given(STEPS.map("/".join), STEPS.map("/".join))
def test_what_lies_below_a_listed_folder_stands_in_its_list_or_in_a_deeper_one(one: str, other: str) -> None:
    """The engine looks for the files of a folder's own list only outside the folders that have one."""
    part = ArchiveInventory.part
    listed = part(other)

    assert one.startswith(part(one)) and (not one.startswith(listed) or part(one).startswith(listed))
