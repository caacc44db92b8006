"""A fault of ours leaves a trace that only the office may read, and no word of a document in it."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import cli, errors, faults, run, settings
from pipeline.document import vocabulary
from tests.archive.office import Office, found_archive

WORDS = "TUYỆT MẬT về nhân sự"


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Before, too: a command that another test ran in this process may have opened the log of its archive."""
    _close()
    yield
    _close()


def _close() -> None:
    for handler in list(logging.getLogger("hdnd").handlers):
        logging.getLogger("hdnd").removeHandler(handler)
        handler.close()


def broken(words: str) -> None:
    try:
        int(words)
    except ValueError as error:
        raise LookupError(words) from error


def noted(words: str) -> str:
    try:
        broken(words)
    except LookupError as error:
        return faults.note(error)
    raise AssertionError


def test_an_entry_says_where_and_never_what(tmp_path: Path) -> None:
    path = faults.log_below(tmp_path / "log")

    name = noted(WORDS)

    said = path.read_text("utf-8")
    assert name in said and "LookupError" in said and "ValueError" in said and "tests/test_faults.py" in said
    assert not any(word in said for word in WORDS.split())


def test_the_log_is_its_owners_and_turns_over(tmp_path: Path) -> None:
    path = faults.log_below(tmp_path / "log", size=2000)

    for _ in range(60):
        noted(WORDS)

    files = sorted(path.parent.iterdir())
    assert 2 <= len(files) <= 6 and all(one.stat().st_size <= 2500 for one in files)
    assert {one.stat().st_mode & 0o777 for one in files} == {0o600} and path.parent.stat().st_mode & 0o777 == 0o700


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    path = faults.log_below(tmp_path / "log")
    path.mkdir()

    assert noted(WORDS).startswith("L-")


def test_the_finding_of_a_held_package_names_its_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found_archive(tmp_path)
    office = Office(tmp_path)
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.html").write_text(f"<p>{WORDS}", "utf-8")
    said = settings.load(tmp_path).model_copy(update={"sample": True})
    words = vocabulary.load(tmp_path / "content" / "vocabulary")
    monkeypatch.setattr("pipeline.gate.envelope", lambda *_, **__: broken(WORDS))
    paths = [tmp_path / "inbox" / "a.html"]

    reader = run.ReadingContext(said, words, office.now.date())
    outcomes = list(run.receive(paths, office.store, reader, actor="van-thu", clock=office.tick))

    log = (tmp_path / ".private/log/hdnd.log").read_text("utf-8")
    entry = next(word for word in log.split() if word.startswith("L-"))
    assert outcomes[0].reason == "program-fault" and entry in outcomes[0].sentence() and "MẬT" not in log


def test_every_command_at_the_office_writes_its_fault_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found_archive(tmp_path)
    (tmp_path / ".private").mkdir(mode=0o700)
    monkeypatch.setattr("pipeline.cli.publishing._pelican", lambda *_, **__: broken(WORDS))
    monkeypatch.setattr("sys.argv", ["hdnd", "--archive", str(tmp_path), "build"])

    with pytest.raises(SystemExit) as ended:
        cli.main()

    log = tmp_path / ".private/log/hdnd.log"
    assert ended.value.code == errors.ExitCode.failed and log.stat().st_mode & 0o777 == 0o600
    assert re.search(r"L-\w+", capsys.readouterr().err)[0] in log.read_text("utf-8")  # type: ignore[index]
