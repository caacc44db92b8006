import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline import media, settings
from pipeline.extract import sandbox
from pipeline.extract.looker import Looker
from pipeline.extract.sandbox import Ending, Server, Task
from pipeline.extract.scans import lone_pictures, remembered
from tests.extract import sheets, stamped

LIMITS = settings.Limits(seconds=60, memory_mb=800)


@pytest.fixture
def looker() -> Iterator[Looker]:
    found = Looker(lambda: None)  # nothing to confine: what it may do is the server's to say
    yield found
    found.end()


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    yield
    remembered.begin(None)


def picture(words: str) -> Image.Image:
    shown = Image.new("RGB", (320, 90), "white")
    face = ImageFont.truetype(str(sheets.font("Serif-Bold")), 30)
    ImageDraw.Draw(shown).text((20, 20), words, fill="black", font=face)
    return shown


def asked(connection: socket.socket, words: str) -> tuple[list[str], float]:
    remembered.begin(connection)
    before = remembered.spent()
    said, _ = remembered.read(picture(words))
    return [block.text for block in said], remembered.spent() - before


def test_a_picture_is_looked_at_once_for_all_files_of_a_server(looker: Looker) -> None:
    first, took = asked(looker.connect(), "UBND TỈNH")
    again, less = asked(looker.connect(), "UBND TỈNH")

    assert (first, again) == (["UBND TỈNH"],) * 2
    assert less < took / 4


def test_each_picture_gets_its_own_answer(looker: Looker) -> None:
    connection = looker.connect()

    assert [asked(connection, words)[0] for words in ("TỐI MẬT", "VĂN THƯ", "TỐI MẬT")] == [
        [block.text for block in lone_pictures.read(picture(words))[0]] for words in ("TỐI MẬT", "VĂN THƯ", "TỐI MẬT")
    ]


@pytest.mark.parametrize(("stamps", "behind"), [(True, False), (False, False), (False, True)])
def test_the_same_points_asked_another_way_are_another_question(looker: Looker, stamps: bool, behind: bool) -> None:
    seal = lone_pictures.on_paper(stamped.stamp("MẬT"))
    remembered.begin(looker.connect())
    for way in ({"stamps": not stamps, "behind": behind}, {"stamps": stamps, "behind": behind}):
        assert remembered.read(seal, **way) == lone_pictures.read(seal, **way)


@pytest.mark.parametrize(
    "left",
    [b"", b"\0" * 3, remembered._ASKED.pack(320, 90, True, False), remembered._ASKED.pack(9999, 9999, True, False)],
    ids=["nothing", "half a question", "no points", "too large"],
)
def test_what_one_child_leaves_unsaid_is_no_part_of_the_next_ones_question(looker: Looker, left: bytes) -> None:
    broken = looker.connect()
    broken.sendall(left)
    broken.shutdown(socket.SHUT_RDWR)  # as the server does when the child has ended

    assert asked(looker.connect(), "TỐI MẬT")[0] == [block.text for block in lone_pictures.read(picture("TỐI MẬT"))[0]]


def test_where_the_looker_has_ended_the_reader_looks_itself(looker: Looker) -> None:
    connection = looker.connect()
    looker.end()

    assert asked(connection, "UBND TỈNH") == (["UBND TỈNH"], 0.0)


def test_another_looker_is_begun_where_one_has_ended(looker: Looker) -> None:
    known = _below(os.getpid())
    looker.connect()
    (begun,) = set(_below(os.getpid())) - set(known)
    os.kill(begun, signal.SIGKILL)
    while Path(f"/proc/{begun}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
        time.sleep(0.05)

    assert asked(looker.connect(), "UBND TỈNH")[1] > 0


def server(tmp_path: Path, act: str) -> Server:
    script = tmp_path / "server.py"
    script.write_text(
        "import os\nfrom pathlib import Path\nfrom pipeline.extract import child, readers\n"
        f"def act(request, limits):\n    {act}\n    return b'done'\nreaders.do = act\nchild.main()\n",
        encoding="utf-8",
    )
    return Server((sys.executable, str(script)))


def ask(found: Server, tmp_path: Path) -> sandbox.ChildAnswer:
    return found.ask(Task("read", tmp_path / "file", media.PDF.media, "a" * 64), LIMITS)


def test_a_child_holds_no_way_to_the_looker_but_its_own(tmp_path: Path) -> None:
    held = "[os.readlink(one)[:7] for one in Path('/proc/self/fd').iterdir() if os.path.islink(one)]"
    act = f"assert {held}.count('socket:') == 1"
    found = server(tmp_path, act)

    assert ask(found, tmp_path).ending is Ending.done
    found.close()


def test_the_looker_ends_with_its_server(tmp_path: Path) -> None:
    found = server(tmp_path, "pass")
    ask(found, tmp_path)
    assert found._process is not None
    begun = _below(found._process.pid)
    found.close()

    until = time.monotonic() + 30
    while any(Path(f"/proc/{pid}").exists() for pid in begun) and time.monotonic() < until:
        time.sleep(0.05)
    assert begun
    assert not any(Path(f"/proc/{pid}").exists() for pid in begun)


def _below(parent: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
