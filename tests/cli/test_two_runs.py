"""Two commands at once on one archive: one works, the other says that it is busy, and nothing happens twice."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.document import register
from tests.archive.office import found_archive

BUSY = 75
FILES = 6
PAIRS: tuple[tuple[str, str], ...] = (("receive", "receive"), ("receive", "build"), ("build", "build"))


@pytest.fixture(autouse=True)
def at_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)


def started(root: Path, command: str, gate: int) -> int:
    """A process that runs the command as soon as the gate closes; forked, so that both begin in the same moment."""
    pid = os.fork()
    if pid:
        return pid
    code = 99
    try:
        with (root / f"said-{os.getpid()}").open("w", encoding="utf-8") as said:
            for stream in (1, 2):
                os.dup2(said.fileno(), stream)
        sys.argv = ["hdnd", "--archive", str(root), command]
        os.read(gate, 1)
        cli.main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        os._exit(code)


def together(root: Path, commands: Sequence[str]) -> list[int]:
    """Exit codes of commands that were let go at once."""
    gate, held = os.pipe()
    running = [started(root, command, gate) for command in commands]
    os.write(held, b"x" * len(running))
    codes = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in running]
    for end in (gate, held):
        os.close(end)
    return codes


def archive_with_files(root: Path) -> Path:
    root.mkdir()
    found_archive(root)
    (root / "inbox").mkdir()
    for number in range(FILES):
        (root / "inbox" / f"{number}.html").write_text(f"<p>Thông báo số {number}", "utf-8")
    for name in ("pelicanconf.py", "content/pages"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(Path(__file__).parents[2] / name)
    for name in ("fields.yaml", "search.yaml"):
        source = Path(__file__).parents[2] / "content/vocabulary" / name
        if source.is_file():
            (root / "content/vocabulary" / name).write_bytes(source.read_bytes())
    return root


def race(root: Path, pair: tuple[str, str]) -> list[int]:
    """Two at once, then one of each alone: in the end every file has one receipt, and the chain holds."""
    archive_with_files(root)
    codes = together(root, pair)
    said = " ".join(path.read_text("utf-8") for path in root.glob("said-*"))
    assert "Traceback" not in said and set(codes) <= {0, BUSY} and codes.count(BUSY) <= 1, (pair, codes, said)
    assert [together(root, [command]) for command in ("receive", "build")] == [[0], [0]]
    path = root / register.FOLDER / register.RECEIPTS
    assert len({line.sha256 for line in register.read(path, register.Receipt)}) == register.verify(path)[0] == FILES
    return codes


@pytest.mark.parametrize(
    "pair",
    [
        pytest.param(pair, id="-".join(pair), marks=[pytest.mark.long] * (pair[0] == pair[1] == "build"))
        for pair in PAIRS
    ],
)
def test_one_works_and_the_other_is_busy(tmp_path: Path, pair: tuple[str, str]) -> None:
    race(tmp_path / "kho", pair)


@pytest.mark.long
def test_fifty_pairs(tmp_path: Path) -> None:
    found = [race(tmp_path / str(number), PAIRS[number % len(PAIRS)]) for number in range(50)]

    assert sum(BUSY in codes for codes in found) >= 10  # else they hardly ever met
