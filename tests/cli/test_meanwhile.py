"""A document is taken down while its site is shown, copied or packed: nothing of it is shown or left from then on."""

import http.client
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import archive, datasets, packs
from pipeline.packs import bag, zim
from tests.cli.conftest import Office, Run, hdnd
from tests.cli.lam_giang import ROOT, write_archive
from tests.cli.test_taking_down import WORD

DOWN = "tinh/lam-giang/2024/08-nq-hdnd"
AS = ("--as", "Lê Thị Sông", "--why", "xem lại")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built archive with a document whose title and text hold WORD."""
    folder = write_archive(tmp_path_factory.mktemp("kho"))
    office = Office(folder)
    office.send(office.budget())
    office.send(replace(office.budget(number=8), title=f"Về việc hỗ trợ khu vực {WORD}"))
    done = [hdnd(folder, *command) for command in (("receive",), ("build",))]
    assert [one.returncode for one in done] == [0, 0], done
    return folder


def down(folder: Path) -> None:
    assert hdnd(folder, "suspend", DOWN, *AS).returncode == 0


@pytest.fixture
def up_again(shown: Path) -> Iterator[Path]:
    yield shown
    done = [hdnd(shown, *command) for command in (("restore", DOWN, *AS), ("build",))]
    assert [one.returncode for one in done] == [0, 0], done


@dataclass
class Server:
    port: int

    def ask(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text, sent as it stands: a library would take `..` away."""
        line = http.client.HTTPConnection("127.0.0.1", self.port)
        line.putrequest("GET", path, skip_host=False)
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        line.endheaders()
        answer = line.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")


@pytest.fixture
def server(up_again: Path) -> Iterator[Server]:
    """The real command beside the archive, never started again."""
    command = [sys.executable, "-m", "pipeline.cli", "--archive", str(up_again), "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        said = process.stdout.readline()  # type: ignore[union-attr]
        found = re.search(r":(\d+)/", said)
        assert found, said
        yield Server(int(found[1]))
        process.terminate()


def test_what_is_down_is_not_served_and_no_restart_is_needed(server: Server, up_again: Path) -> None:
    page, tells = f"/{DOWN}/index.html", f"/{DOWN}/document.json"
    status, text = server.ask(page)
    assert status == 200 and WORD in text
    (original,) = {re.sub(r"^(\.\./)+", "/", one) for one in re.findall(r'href="([^"]*originals/[^"]*)"', text)}
    asked = (page, tells, original, f"/{DOWN}/", "/index.html", f"/x/..{page}", f"/%2e%2e{page}", f"//{page}")

    down(up_again)

    for path in asked:
        for more in ({}, {"Range": "bytes=0-"}, {"If_Modified_Since": "Thu, 01 Jan 2026 00:00:00 GMT"}):
            status, text = server.ask(path, **more)
            assert status == 503 and WORD not in text and "hdnd build" in text, path

    assert hdnd(up_again, "build").returncode == 0

    assert server.ask("/index.html")[0] == 200
    assert server.ask(page)[0] == 200 and WORD not in server.ask(page)[1]
    assert server.ask(original)[0] == server.ask(tells)[0] == 404
    for path in ("/../archive.yaml", "/..%2farchive.yaml", "/static/../../archive.yaml", "/%2e%2e/.private/plan.json"):
        assert server.ask(path)[0] in (400, 404), path


def first(real: Callable[..., Any], act: Callable[[], None]) -> Callable[..., Any]:
    """The real one, after which a colleague's act has been done."""

    def made(*given: Any, **named: Any) -> Any:
        answer = real(*given, **named)
        act()
        return answer

    return made


MAKERS: dict[str, tuple[Any, str, tuple[str, ...]]] = {
    "mirror": (archive.mirror, "copy", ("mirror", "{to}/usb")),
    "bag": (bag, "make", ("export", "bag", "{to}/goi")),
    "sqlite": (datasets, "write_sqlite", ("export", "sqlite", "{to}/kho.sqlite")),
    "jsonl": (datasets, "write_files", ("export", "jsonl", "{to}/jsonl")),
    "parquet": (datasets, "write_files", ("export", "parquet", "{to}/parquet")),
    "zim": (zim, "make", ("export", "zim", "{to}/kho.zim")),
    "pack": (packs, "choose", ("pack", "--council", "lam-giang", "--year", "2024", "--to", "{to}/goi.html")),
}  # fmt: skip


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("built", [False, True], ids=["not built", "built again"])
def test_what_is_made_meanwhile_is_said_to_hold_it(
    name: str, built: bool, up_again: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, ask: Run,
) -> None:  # fmt: skip
    room, function, command = MAKERS[name]

    def colleague() -> None:
        down(up_again)
        if built:
            assert hdnd(up_again, "build").returncode == 0

    monkeypatch.setattr(room, function, first(getattr(room, function), colleague))

    done = ask(up_again, *(one.replace("{to}", str(tmp_path)) for one in command))

    assert done.returncode == 2 and DOWN in done.stderr
    assert not [one for one in tmp_path.iterdir() if one.is_file()]
