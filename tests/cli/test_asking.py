"""What the command answers to a question put wrongly, and what it can do where there is no archive."""

import functools
import http.server
import json
import os
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.archive import WatchedSite
from pipeline.cli.serving import SiteHandler
from tests import warm
from tests.cli.conftest import hdnd
from tests.cli.lam_giang import ROOT, write_archive


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "kho")


def beside(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command in a folder that need not be an archive."""
    clean = {key: value for key, value in os.environ.items() if key not in {"CI", "HDND_LANG", "HDND_ARCHIVE"}}
    return warm.run("pipeline.cli", *arguments, cwd=folder, env={**clean, "PYTHONPATH": str(ROOT)})


def test_check_needs_no_archive(tmp_path: Path) -> None:
    page = tmp_path / "nghi-quyet.html"
    page.write_text("<p>NGHỊ QUYẾT</p><p>Về việc thử</p>", encoding="utf-8")

    done = beside(tmp_path, "check", "--json", str(page))

    assert json.loads(done.stdout)["file"] == str(page), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["nghi-quyet.html"]


def test_check_says_that_it_knows_no_councils(bare: Path, tmp_path: Path) -> None:
    for name in ("bodies.yaml", "senders.yaml"):
        (bare / "content/vocabulary" / name).unlink()
    (bare / "archive.yaml").write_text("sample: true\n", encoding="utf-8")
    page = tmp_path / "nghi-quyet.html"
    page.write_text("<p>NGHỊ QUYẾT</p>", encoding="utf-8")

    done = hdnd(bare, "check", "--json", str(page))

    assert "không có sổ đăng ký hội đồng" in done.stderr and json.loads(done.stdout)["file"] == str(page)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("mau :fire: [bold]do[-bold].html", "mau :fire: [bold]do[-bold].html"),
        ("\x1b]0;tieu de\x07mau.html", "\\x1b]0;tieu de\\x07mau.html"),
        ("mau\r\x9b2Jxoa.html", "mau\\r\\x9b2Jxoa.html"),
        ("van-ban\u202elmth.html", "van-ban\\u202elmth.html"),
    ],
)
def test_a_file_s_name_is_shown_and_never_obeyed(tmp_path: Path, name: str, shown: str) -> None:
    (tmp_path / name).write_text("<p>NGHỊ QUYẾT</p>", encoding="utf-8")

    there, missing = (beside(tmp_path, "check", one) for one in (name, f"khong-{name}"))

    assert shown in there.stdout and shown in missing.stderr, (there, missing)
    assert not {*"\x07\r\x1b\x9b\u202e"} & {*there.stdout, *there.stderr, *missing.stderr}


def test_an_archive_asked_for_by_name_must_be_one(tmp_path: Path) -> None:
    done = hdnd(tmp_path, "check", __file__)

    assert done.returncode == 2 and "archive.yaml" in done.stderr


def test_check_names_a_file_that_is_not_there(tmp_path: Path) -> None:
    done = beside(tmp_path, "check", "khong-co.pdf")

    assert (done.returncode, done.stderr.strip()) == (2, "không có tệp này: khong-co.pdf")


def test_options_of_all_commands_stand_anywhere(tmp_path: Path) -> None:
    assert "not an archive" in hdnd(tmp_path, "status", "--lang", "en").stderr
    assert "not an archive" in hdnd(tmp_path, "review", "list", "--lang=en").stderr


def test_an_unknown_language_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    done = beside(tmp_path, "--lang", "fr", "status")

    assert done.returncode == 2 and done.stderr.startswith("--lang fr: chỉ có vi, en")


@pytest.mark.parametrize("command", ["build", "receive"])
def test_a_province_outside_the_registry_stops_the_run(bare: Path, command: str) -> None:
    settings = bare / "archive.yaml"
    written = settings.read_text(encoding="utf-8")
    settings.write_text(written.replace("province: lam-giang", "province: lam-gian"), encoding="utf-8")

    done = hdnd(bare, command)

    assert done.returncode == 2 and "scope.province" in done.stderr and "gần nhất: lam-giang" in done.stderr


@pytest.mark.parametrize("command", ["build", "receive"])
def test_a_broken_registry_stops_the_run(bare: Path, command: str) -> None:
    senders = {"senders": [{"code": "K1", "council": "lam-gian"}]}
    (bare / "content/vocabulary/senders.yaml").write_text(json.dumps(senders), encoding="utf-8")

    done = hdnd(bare, command)

    assert done.returncode == 3 and "senders.yaml: K1" in done.stderr


def test_the_printed_check_of_a_mirror_works_as_it_is(bare: Path, tmp_path: Path) -> None:
    stick = tmp_path / "Sao lưu kho"

    said = hdnd(bare, "mirror", str(stick)).stdout

    command = said.splitlines()[-1].removeprefix("hoặc: ")
    checked = subprocess.run(["bash", "-c", command], cwd="/", capture_output=True, text=True, check=False)
    assert checked.returncode == 0, said + checked.stderr
    (changed,) = stick.rglob("bodies.yaml")
    changed.write_text("hỏng", encoding="utf-8")
    checked = subprocess.run(["bash", "-c", command], cwd="/", capture_output=True, text=True, check=False)
    assert checked.returncode != 0 and "bodies.yaml: FAILED" in checked.stdout


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "404.html").write_text("<p>Không có trang này</p>", encoding="utf-8")
    handler = functools.partial(SiteHandler, directory=str(tmp_path), watched=WatchedSite(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_page_that_is_not_there_is_answered_with_the_sites_own(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(f"{address}/khong/co.html")  # noqa: S310 our own server

    assert caught.value.code == 404 and "Không có trang này" in caught.value.read().decode()
