"""The site as a ZIM file: sound for zimcheck, read and searched by kiwix-serve, without what was withdrawn."""

import http.client
import json
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher

from pipeline.text import unaccented
from tests.cli.conftest import hdnd
from tests.plugins import mini

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def made(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("zim") / "kho.zim"
    done = hdnd(filled, "export", "zim", str(path))
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def kiwix(made: Path) -> Iterator[http.client.HTTPConnection]:
    """The real server of Debian, on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["kiwix-serve", "--address", "127.0.0.1", "--port", str(port), str(made)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        _wait(port, server)
        yield http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        server.terminate()


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("kiwix-serve ended")


def get(kiwix: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    kiwix.request("GET", path)
    answer = kiwix.getresponse()
    return answer.status, answer.read()


def test_zimcheck_finds_no_fault(made: Path) -> None:
    checked = subprocess.run(["zimcheck", "-A", str(made)], capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout
    assert "[ERROR]" not in checked.stdout


def test_every_file_of_the_site_is_served(filled: Path, kiwix: http.client.HTTPConnection) -> None:
    output = filled / "output"
    for name in mini.tree(output):
        status, data = get(kiwix, f"/raw/kho/content/{quote(name)}")
        assert status == 200, name
        assert data == ((output / name).read_bytes() or b"\n"), name


def test_titles_and_texts_are_found_with_and_without_marks(
    filled: Path, made: Path, kiwix: http.client.HTTPConnection
) -> None:
    """By today's library both; the server of Debian 12 (libzim 8.1) finds no word with marks in any file."""
    suggested = json.loads(get(kiwix, f"/suggest?content=kho&term={quote('Nghị quyết')}")[1])
    assert [one for one in suggested if "nq-hdnd" in one.get("path", "")]
    document = next(iter(sorted((filled / "output").glob("*/*/*/*/document.json"))))
    passages = [one.get("text", "") for one in json.loads(document.read_text())["passages"]]
    passage = next(one for one in passages if len(one.split()) > 9)
    words, page = " ".join(passage.split()[2:9]), document.relative_to(filled / "output").with_name("index.html")
    searcher = Searcher(Archive(made))
    for spelling in (words, unaccented(words)):
        assert page.as_posix() in list(searcher.search(Query().set_query(spelling)).getResults(0, 20)), spelling
    status, answer = get(kiwix, f"/search?content=kho&pattern={quote(unaccented(words))}")
    assert status == 200 and page.as_posix() in answer.decode()


def test_what_was_withdrawn_or_held_is_not_found(kiwix: http.client.HTTPConnection) -> None:
    for words in ("Hoa Sen Trắng", "bí danh"):
        assert b"<cite>" not in get(kiwix, f"/search?content=kho&pattern={quote(words)}")[1]


def test_a_second_file_replaces_the_first_and_a_wrong_name_none(filled: Path, made: Path) -> None:
    before = made.stat().st_ino
    assert hdnd(filled, "export", "zim", str(made)).returncode == 0
    assert made.stat().st_ino != before and [*made.parent.iterdir()] == [made]
    assert hdnd(filled, "export", "zim", str(made.with_suffix(".txt"))).returncode == 2
