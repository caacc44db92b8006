import json
import os
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from pipeline import extract, media, settings
from pipeline.document.model import ReceivedFile, Region, Severity
from pipeline.extract import child, sandbox
from pipeline.extract.sandbox import Ending, Server, Task
from tests.extract import sheets
from tests.shared import hostile

SMALL = settings.Limits(seconds=20, memory_mb=600, output_mb=5)


def received(path: Path, kind: media.MediaType = media.PDF) -> ReceivedFile:
    return ReceivedFile(path.name, "a" * 64, path.stat().st_size, kind.media, path)


def server(tmp_path: Path, act: str) -> Server:
    """A server whose children do `act` instead of reading a file."""
    script = tmp_path / "server.py"
    script.write_text(
        "import ctypes, os, resource, socket, sys, time\n"
        "from pathlib import Path\n"
        "from pipeline import errors\n"
        "from pipeline.extract import child, readers\n"
        "readers.preload = lambda: None\n"
        f"def act(request, limits):\n    {act}\n    return b'done'\n"
        "readers.do = act\n"
        "child.main()\n",
        encoding="utf-8",
    )
    return Server((sys.executable, str(script)))


def ask(found: Server, tmp_path: Path, limits: settings.Limits = SMALL) -> sandbox.ChildAnswer:
    try:
        return found.ask(Task("read", tmp_path / "file", media.PDF.media, "a" * 64), limits)
    finally:
        found.close()


@pytest.mark.parametrize(
    ("act", "ending"),
    [
        ("pass", Ending.done),
        ("os.abort()", Ending.crash),
        ("raise ValueError('words of the document')", Ending.crash),
        ("b'x' * (700 * 1024 * 1024)", Ending.memory),
        ("Path('big').write_bytes(b'x' * (6 * 1024 * 1024))", Ending.size),
        ("raise errors.ToolMissing(name='tesseract', package='tesseract-ocr-vie')", Ending.tool),
        ("os.kill(os.getppid(), 9); time.sleep(30)", Ending.crash),
        ("from pipeline.extract.scans import ocr; assert ocr._api.cache_info().currsize == 1", Ending.done),
    ],
    ids=["well", "abort", "exception", "memory", "output", "missing tool", "server killed", "tesseract begun"],
)
def test_child_ends_in_a_word(tmp_path: Path, act: str, ending: Ending) -> None:
    assert ask(server(tmp_path, act), tmp_path).ending is ending


def test_what_a_crash_says_quotes_nothing_of_the_file(tmp_path: Path) -> None:
    assert ask(server(tmp_path, "raise ValueError('words of the document')"), tmp_path).detail == "ValueError"


def test_processor_time_is_limited(tmp_path: Path) -> None:
    answer = ask(server(tmp_path, "[None for _ in iter(int, 1)]"), tmp_path, settings.Limits(seconds=1))

    assert answer.ending is Ending.time


def test_sleeping_child_is_ended(tmp_path: Path) -> None:
    answer = ask(server(tmp_path, "time.sleep(60)"), tmp_path, settings.Limits(seconds=1))

    assert answer.ending is Ending.time


def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    act = "__import__('subprocess').Popen(['sleep', '60']); Path(request['path']).write_text('x')"
    ask(server(tmp_path, act), tmp_path)

    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if _mine(path)]
    assert b"sleep\x0060\x00" not in running


def _mine(path: Path) -> bool:
    try:
        return b"sleep\x0060" in path.read_bytes() and "hdnd-" in str((path.parent / "cwd").readlink())
    except OSError:
        return False


def test_child_works_in_a_folder_that_is_gone_afterwards(tmp_path: Path) -> None:
    told = tmp_path / "told"
    ask(server(tmp_path, f"Path('left').write_text('x'); Path({str(told)!r}).write_text(os.getcwd())"), tmp_path)

    assert "hdnd-" in told.read_text()
    assert not Path(told.read_text()).exists()


def test_folders_that_a_killed_run_left_are_swept(tmp_path: Path) -> None:
    for name in ("hdnd-old", "hdnd-new", "others"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "answer").write_text("x")
    for name in ("hdnd-old", "others"):
        os.utime(tmp_path / name, (0, 0))

    sandbox.sweep(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["hdnd-new", "others"]


def test_child_has_no_network_where_the_kernel_allows_it(tmp_path: Path) -> None:
    told = tmp_path / "told"
    listener = socket.create_server(("127.0.0.1", 0))
    act = (
        f"found = socket.socket().connect_ex(('127.0.0.1', {listener.getsockname()[1]})); "
        f"Path({str(told)!r}).write_text(f'{{found}} {{child.cut_network()}}')"
    )
    ask(server(tmp_path, act), tmp_path)
    listener.close()

    error, allowed = told.read_text().split()
    assert error != "0" or allowed == "False"


def test_child_does_not_see_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HDND_PASSWORD", "x")
    told = tmp_path / "told"
    ask(server(tmp_path, f"Path({str(told)!r}).write_text(' '.join(os.environ))"), tmp_path)

    assert "HDND_PASSWORD" not in told.read_text().split()
    assert "OMP_THREAD_LIMIT" in told.read_text().split()


def test_server_is_replaced_after_it_died(tmp_path: Path) -> None:
    found = server(tmp_path, "os.kill(os.getppid(), 9) if request['page'] == 1 else None")
    first = found.ask(Task("read", tmp_path, media.PDF.media, "a" * 64, page=1), SMALL)
    second = found.ask(Task("read", tmp_path, media.PDF.media, "a" * 64, page=2), SMALL)
    found.close()

    assert (first.ending, second.ending) == (Ending.crash, Ending.done)


def test_threads_get_their_own_answers(tmp_path: Path) -> None:
    found = server(tmp_path, "return request['sha256'].encode()")
    answers: dict[str, bytes] = {}

    def one(name: str) -> None:
        answers[name] = found.ask(Task("read", tmp_path, media.PDF.media, name), SMALL).content

    threads = [threading.Thread(target=one, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.close()

    assert answers == {str(number): str(number).encode() for number in range(8)}


def test_real_file_is_read_in_a_child(tmp_path: Path) -> None:
    found = extract.read(received(sheets.resolution(tmp_path / "a.pdf")), settings.Limits())

    assert found.pages == 1
    assert [block.text for block in found.blocks if block.region is Region.signature] == [
        "CHỦ TỊCH",
        "Lê Thị Hoài Sương",
    ]


def test_file_that_needs_too_much_memory_becomes_a_finding(tmp_path: Path) -> None:
    # 64 MB once decoded: more than any forked process has to spare, so that no allocator's leftovers decide the test.
    path = tmp_path / "a.png"
    Image.new("L", (8000, 8000), 255).save(path)
    found = extract.read(received(path, media.PNG), settings.Limits(memory_mb=40))

    assert [finding.severity for finding in found.findings] == [Severity.hold]
    # Which allocation fails first is the allocator's choice; the picture decoder tells of its own as broken data.
    assert found.findings[0].code in ("file-over-limit", "file-crashed-reader", "file-damaged")


def test_missing_file_becomes_a_finding(tmp_path: Path) -> None:
    gone = ReceivedFile("x.pdf", "a" * 64, 1, media.PDF.media, tmp_path / "x.pdf")

    assert extract.read(gone, settings.Limits()).findings[0].severity is Severity.hold


def test_unknown_type_becomes_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "x.exe"
    path.write_bytes(b"MZ")

    assert extract.read(received(path, media.EXECUTABLE), settings.Limits()).findings[0].code == "media-unknown"


def test_thumbnail_is_a_picture_or_nothing(tmp_path: Path) -> None:
    path = sheets.resolution(tmp_path / "a.pdf")
    broken = tmp_path / "b.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")

    shown = extract.thumbnail(received(path), settings.Limits(), page=1, width=300)

    assert shown and shown.startswith(b"\x89PNG")
    assert extract.thumbnail(received(broken), settings.Limits()) is None


def test_network_probe_says_yes_or_no() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0 if isinstance(child.cut_network(), bool) else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def check_hostile(prefix: str, step: int) -> None:
    kinds = {media.PDF.media, *media.IMAGES}
    files = [path for path, _ in hostile(prefix) if path.suffix in (".pdf", ".png", ".jpg", ".tif", ".tiff")]
    for path in files[::step]:
        kind = media.sniff(path)
        if kind.media in kinds:
            found = extract.read(received(path, kind), settings.Limits())
            assert found.blocks or found.findings or found.pages, path


def test_hostile_files_never_end_the_run() -> None:
    check_hostile("files/", 6)


@pytest.mark.long
def test_no_hostile_file_ends_the_run() -> None:
    check_hostile("files/", 1)
    check_hostile("public/", 1)


def test_two_who_ask_at_once_have_a_server_each_and_the_next_finds_one_idle() -> None:
    pool = sandbox.Pool()

    with pool.server() as one, pool.server() as other:
        assert one is not other
    with pool.server() as again:
        assert again in (one, other)


def test_two_files_are_read_beside_each_other(tmp_path: Path) -> None:
    """Each child waits for the other's sign: one after the other, neither would ever end."""
    act = (
        f"mine, other = (Path({str(tmp_path)!r}) / n for n in (('a', 'b') if request['media'] == 'a' else ('b', 'a')));"
        " mine.touch(); [time.sleep(0.01) for _ in iter(other.exists, True)]"
    )
    first, second = server(tmp_path, act), server(tmp_path, act)
    pool = sandbox.Pool()
    pool._idle += [first, second]

    def question(kind: str) -> sandbox.ChildAnswer:
        with pool.server() as free:
            return free.ask(Task("read", tmp_path / "file", kind, "a" * 64), SMALL)

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(question, ("a", "b")))
    for one in (first, second):
        one.close()

    assert [answer.content for answer in answers] == [b"done", b"done"]


@pytest.mark.parametrize(
    ("task", "end"), [("facsimile", "pdf"), ("facsimile", "jpg"), ("thumbnail", "png"), ("read", "tif")]
)
def test_a_child_begins_with_all_that_it_needs_for_pictures(tmp_path: Path, task: str, end: str) -> None:
    """Loaded once by the server, not by each child for its page."""
    scan = sheets.pictures(tmp_path / f"scan.{end}", [Image.new("RGB", (827, 1169), "white")])
    request = {"name": task, "path": str(scan), "media": media.sniff(scan).media, "sha256": "a" * 64}
    script = (
        "import sys, json; from pipeline import settings; from pipeline.extract import readers\n"
        "request = json.loads(sys.argv[1])\n"
        "readers.preload(); readers.prepare(request['name'], request['media']); known = set(sys.modules)\n"
        "readers.do(request, settings.Limits()); print(*sorted(set(sys.modules) - known))"
    )
    asked = json.dumps({**request, "page": 1, "width": 400, "turn": 0})

    loaded = subprocess.run(
        [sys.executable, "-c", script, asked],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(sandbox.__file__).parents[2],
    )

    assert loaded.stdout.split() == []
