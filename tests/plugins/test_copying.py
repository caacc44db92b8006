"""The data page's commands copy the whole site: each is run as it stands there, by the program that it names."""

import datetime as dt
import os
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from tests.archive.copies import signed
from tests.loopback import serving
from tests.plugins import mini
from tests.plugins.archive import Archive
from tests.plugins.test_archive_feeds import fill

RSYNCD = "use chroot = no\n[lien-thong]\npath = {folder}\nread only = yes\n"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive whose site lies below a path, as most offices' do, and is served.

    One of its pages leads to what else lies on the host, as an original in HTML may: its index.html is not the site's.
    """
    host = tmp_path_factory.mktemp("host")
    with serving(host) as address:
        made = Archive(host / "kho", url=f"{address}lien-thong", rsync="rsync://127.0.0.1:8873/lien-thong")
        fill(made)
        with (made.root / "content/pages/gioi-thieu.md").open("a", encoding="utf-8") as page:
            page.write("\n[Cổng của cơ quan](/)\n")
        (host / "lien-thong").symlink_to(made.output)
        publish(made)
        yield made


def publish(archive: Archive) -> None:
    archive.build()
    signed(archive, dt.datetime.now(dt.UTC))


def command(archive: Archive, name: str) -> str:
    found = re.search(rf'<code id="lenh-{name}">(.*?)</code>', archive.page("du-lieu/index.html"), re.DOTALL)
    assert found, name
    return unescape(found[1])


def run(archive: Archive, name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command as it stands on the page; rsync speaks to its own daemon over a pipe, not the network."""
    conf = folder.parent / "rsyncd.conf"
    conf.write_text(RSYNCD.format(folder=archive.output), encoding="utf-8")
    env = {**os.environ, "RSYNC_CONNECT_PROG": f"rsync --config={conf} --daemon"}
    shell = ["bash", "-c", command(archive, name)]
    return subprocess.run(shell, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["wget", "danh-sach", "aria2", "rsync"])
@pytest.mark.long
def test_each_command_copies_every_file(archive: Archive, name: str, tmp_path: Path) -> None:
    copy = tmp_path / "ban sao"
    copy.mkdir()
    run(archive, name, copy)

    assert mini.tree(copy) == mini.tree(archive.output)
    checked = run(archive, "kiem", copy)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.long
def test_one_command_takes_the_zips_of_all_years_and_checks_them(archive: Archive, tmp_path: Path) -> None:
    done = run(archive, "zip", tmp_path)

    years = sorted(path.name for path in (archive.output / "du-lieu/zip").glob("2*.zip"))
    assert done.returncode == 0, done.stderr
    assert [path.name for path in sorted((tmp_path / "du-lieu/zip").iterdir())] == years and years
    served = archive.output / f"du-lieu/zip/{years[0]}"
    right = served.read_bytes()
    served.write_bytes(right[:-1] + b"?")
    again = run(archive, "zip", tmp_path)
    served.write_bytes(right)
    assert again.returncode != 0 and years[0] in again.stdout


@pytest.mark.long
def test_a_second_run_brings_what_is_new_and_names_or_drops_what_was_withdrawn(tmp_path: Path) -> None:
    with serving(tmp_path) as address:
        archive = Archive(tmp_path / "kho", url=f"{address}kho/output", rsync="rsync://127.0.0.1/lien-thong")
        fill(archive)
        publish(archive)
        copies = {name: tmp_path / name for name in ("danh-sach", "aria2", "rsync")}
        for name, copy in copies.items():
            copy.mkdir()
            run(archive, name, copy)
        archive.issue(31)
        gone = next(archive.root.glob("content/documents/tinh/lam-giang/2024/7-*.md"))
        gone.unlink()
        publish(archive)
        for name, copy in copies.items():
            run(archive, name, copy)
            extra = set(mini.tree(copy)) - set(mini.tree(archive.output))
            assert {path: mini.tree(copy)[path] for path in mini.tree(archive.output)} == mini.tree(archive.output)
            said = run(archive, "kiem", copy).stdout
            assert all(path in said for path in extra), name
            assert bool(extra) == (name != "rsync")


def test_a_site_without_an_address_offers_no_command_that_would_fail(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "kho", url="")
    archive.put()
    archive.build()

    page = archive.page("du-lieu/index.html")
    assert 'id="sao-chep"' in page and 'id="lenh-' not in page
    assert not (archive.output / "du-lieu/tep/danh-sach.urls").exists()
