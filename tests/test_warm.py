"""A command that is forked from a process with its modules read is the command that was started anew."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import warm
from tests.cli.lam_giang import ROOT, write_archive


def here(statement: str, **how: object) -> "subprocess.CompletedProcess[str]":
    """A statement of Python run as a command of the standard library runs it."""
    return warm.run("timeit", "-n1", "-r1", statement, **how)  # type: ignore[arg-type]


CASES = {
    "--help": {"HDND_LANG": "en"},
    "status": {"COLUMNS": "60"},
    "doctor": {"COLUMNS": "200"},  # xdist starts its processes with a width
    "build": {"NO_COLOR": "1"},
    "nonsense": {},
    "check no.pdf --json": {},
    f"check {ROOT / 'samples/inbox/001-21-2021-NQ-HDND.edxml'} --json": {},
}


@pytest.mark.parametrize(("said", "env"), CASES.items(), ids=[said.split()[0] + said[-7:] for said in CASES])
def test_a_command_says_and_does_what_it_does_when_it_is_started_anew(
    said: str, env: dict[str, str], tmp_path: Path
) -> None:
    def told(folder: Path, ended: "subprocess.CompletedProcess[str]") -> tuple[int, list[str], list[str]]:
        made = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.suffix != ".bcc")
        return ended.returncode, [one.replace(str(folder), "") for one in (ended.stdout, ended.stderr)], made

    forked, anew = (write_archive(tmp_path / name) for name in ("one", "two"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **env}
    first = warm.run("pipeline.cli", *said.split(), cwd=forked, env=environment)
    command = [sys.executable, "-m", "pipeline.cli", *said.split()]
    then = subprocess.run(command, cwd=anew, env=environment, capture_output=True, text=True, check=False)

    assert told(forked, first) == told(anew, then)


def test_what_a_command_changes_in_its_process_no_other_sees() -> None:
    for _ in range(2):
        here("import os, pipeline.errors; os.environ['LEFT'] = os.curdir; pipeline.errors.left = 1; os.chdir('/')")

    said = here(
        "import os, pipeline.errors; print('LEFT' in os.environ, vars(pipeline.errors).get('left'), os.getcwd())"
    )
    assert said.stdout.splitlines()[0] == f"False None {ROOT}"


def test_a_command_has_its_folder_its_environment_and_nothing_to_read(tmp_path: Path) -> None:
    said = here(
        "import os, sys; print(os.getcwd(), dict(os.environ), repr(sys.stdin.read()))", cwd=tmp_path, env={"A": "b"}
    )

    assert said.stdout.splitlines()[0] == f"{tmp_path} {{'A': 'b'}} ''", said.stderr


def test_the_end_of_a_command_is_told_whatever_ended_it() -> None:
    killed, left, done = (
        here(f"import os; os.{end}").returncode for end in ("kill(os.getpid(), 9)", "_exit(3)", "nice(0)")
    )
    asked, wrong = warm.run("json.tool", "no-such-file"), warm.run("no_such_module")

    assert (killed, left, done, asked.returncode, wrong.returncode) == (-9, 3, 0, 2, 1)
    assert "No such file" in asked.stderr and "no_such_module" in wrong.stderr


def test_what_a_command_left_for_its_end_is_done() -> None:
    assert here("import atexit; atexit.register(print, 'at the end')").stdout.splitlines()[-1] == "at the end"


def test_commands_that_follow_each_other_have_other_orders_of_sets() -> None:
    first, second = (here("print(hash('hội đồng'))").stdout.splitlines()[0] for _ in range(2))

    assert first != second


def test_a_command_that_runs_says_its_line_and_ends_when_asked(tmp_path: Path) -> None:
    (tmp_path / "named.py").write_text("import time; print('here', flush=True); time.sleep(60)", encoding="utf-8")

    running = warm.start("named", cwd=tmp_path)

    assert running.first_line() == "here"
    assert here("pass").returncode == 0  # others run meanwhile
    assert running.end() == -signal.SIGTERM


ASKING = """
import os, subprocess, sys
from pipeline.extract import sandbox
lent = subprocess.Popen(
    [sandbox.SERVER[0], "-m", "named", "a b"],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={"A": "ộ"}, text=True, cwd="below",
)
print(lent.stdout.readline().strip())
if sys.argv[1:] == ["kill"]:
    lent.kill()
else:
    print(lent.communicate("said")[0])
print(lent.wait())
"""
NAMED = """
import os, sys
print(os.getpid(), sys.argv[1:], os.getcwd(), os.environ["A"], "HOME" in os.environ, sys.path[0], flush=True)
print(sys.stdin.read())
print("complaint", file=sys.stderr)
sys.exit(3)
"""


@pytest.fixture
def asking(tmp_path: Path) -> Path:
    """A folder with a command that starts another by what reads files, in a folder below."""
    (tmp_path / "below").mkdir()
    (tmp_path / "asking.py").write_text(ASKING, encoding="utf-8")
    (tmp_path / "below/named.py").write_text(NAMED, encoding="utf-8")
    return tmp_path


def test_what_a_command_starts_has_its_arguments_folder_environment_and_streams(asking: Path) -> None:
    said = warm.run("asking", cwd=asking)

    begun, *rest = said.stdout.splitlines()
    below = asking / "below"
    assert begun.split(maxsplit=1)[1] == f"['a b'] {below} ộ False {below}", said.stderr
    assert [one for one in rest if one] == ["said", "complaint", "3"]


def test_what_a_command_starts_ends_when_it_is_killed(asking: Path) -> None:
    said = warm.run("asking", "kill", cwd=asking)

    begun, ended = said.stdout.splitlines()
    assert ended == "-9", said.stderr
    until = time.monotonic() + 60
    while Path(f"/proc/{begun.split()[0]}").exists():
        assert time.monotonic() < until
        time.sleep(0.02)
