"""Commands as processes of their own that find their modules read already.

Reading modules is most of what a command costs that has little to do: 0.7 of 0.8 s of processor time, for hundreds of
commands. A process that did nothing but read them forks one for each command, which has its own arguments, folder,
environment, streams and exit code, runs the module as `python -m` does, and ends as an interpreter ends. Two such
processes take turns: what runs one after the other sees other orders of sets, as if each had been started anew.

A command that runs until it is ended, as the desk does, is forked too and ended by its process (`start`). What reads
files for a command is forked from a process of its own that has read the readers (`tests.lend`).

What the start itself must show (the wheel, a machine's limits, a command killed in its midst, the officer's first day)
is started by `subprocess` in its tests; `tests/test_warm.py` holds both ways together.
"""

import atexit
import functools
import gc
import importlib
import itertools
import json
import os
import pkgutil
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, NoReturn

import plugins
from pipeline import media
from tests import lend

ROOT = Path(__file__).parents[1]
_READ = ("pipeline.cli.program", "pipeline.extract.sandbox", "pelican")
_OF_ONE = frozenset({"PYTHONHASHSEED", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"})  # asked for at the start of each
_Ended = subprocess.CompletedProcess[str]


def run(module: str, *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] = os.environ) -> _Ended:
    """`python -m module arguments` with nothing on its standard input, ended, and what it wrote."""
    return next(_turns()).run(module, arguments, cwd, env)


def start(module: str, *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] = os.environ) -> "Running":
    """The same, while it runs."""
    return next(_turns()).start(module, arguments, cwd, env)


@functools.cache
def _turns() -> Iterator["_Reader"]:
    return itertools.cycle((_Reader(), _Reader()))


class _Reader:
    """A process that has read the modules: started at its first command, ended with the process that asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._complaints = tempfile.TemporaryFile("w+")  # noqa: SIM115 no terminal, whoever runs the tests

    @functools.cached_property
    def _process(self) -> subprocess.Popen[str]:
        env = {name: value for name, value in os.environ.items() if name not in _OF_ONE}
        started = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=ROOT,
            env={**env, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            text=True,
        )
        atexit.register(started.communicate)
        return started

    def run(self, module: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str]) -> _Ended:
        order = {"module": module, "arguments": arguments, "cwd": str(cwd), "env": dict(env)}
        with self._lock, tempfile.TemporaryDirectory() as folder:
            streams = [f"{folder}/out", f"{folder}/err"]
            code = self._code({**order, "streams": streams})
            out, err = (Path(path).read_text(encoding="utf-8") for path in streams)
        return subprocess.CompletedProcess([module, *arguments], code, out, err)

    def start(self, module: str, arguments: Sequence[str], cwd: Path, env: Mapping[str, str]) -> "Running":
        folder = tempfile.TemporaryDirectory()
        streams = [f"{folder.name}/out", f"{folder.name}/err"]
        order = {"module": module, "arguments": arguments, "cwd": str(cwd), "env": dict(env), "streams": streams}
        with self._lock:
            return Running(self, self._code({**order, "runs": True}), folder)

    def end(self, number: int) -> int:
        with self._lock:
            return self._code({"end": number})

    def _code(self, order: Mapping[str, object]) -> int:
        _pipe(self._process.stdin).write(f"{json.dumps(order)}\n")
        _pipe(self._process.stdin).flush()
        if answer := _pipe(self._process.stdout).readline():
            return int(answer)
        self._complaints.seek(0)
        raise RuntimeError(self._complaints.read())


class Running:
    """A command that runs until it is ended."""

    def __init__(self, reader: _Reader, number: int, folder: "tempfile.TemporaryDirectory[str]") -> None:
        self._reader, self.number, self._folder = reader, number, folder

    def first_line(self, seconds: float = 60) -> str:
        """What it wrote first, once the line is whole; raises RuntimeError with its complaints where none comes."""
        until, out = time.monotonic() + seconds, Path(self._folder.name, "out")
        while time.monotonic() < until:
            if out.is_file() and "\n" in (said := out.read_text(encoding="utf-8")):
                return said.partition("\n")[0]
            time.sleep(0.02)
        raise RuntimeError(Path(self._folder.name, "err").read_text(encoding="utf-8"))

    def end(self) -> int:
        """Ask it to end, as `terminate` does; the code it ended with."""
        code = self._reader.end(self.number)
        self._folder.cleanup()
        return code


def _pipe(one: IO[str] | None) -> IO[str]:
    assert one is not None
    return one


def _serve() -> None:
    """Fork a process for each line of standard input; answer with the code it ended with, or its number if it runs."""
    folder = Path(tempfile.mkdtemp(prefix="lent-"))  # no TemporaryDirectory: each command that ends would remove it
    _read_modules(folder)
    lender = lend.lend(folder, _become, _prepare)
    gc.freeze()
    while line := sys.stdin.readline():
        sys.stdout.write(f"{_answer(json.loads(line))}\n")
        sys.stdout.flush()
    os.kill(lender, signal.SIGTERM)
    os.waitpid(lender, 0)
    shutil.rmtree(folder)


def _read_modules(folder: Path) -> None:
    """Read what commands need; a module that notes at its import by what it starts programs notes the lender's."""
    own, sys.executable = sys.executable, str(lend.python(folder))
    for name in (*_READ, *(one.name for one in pkgutil.walk_packages(plugins.__path__, "plugins."))):
        importlib.import_module(name)
    importlib.import_module("pipeline.cli.commands").tree()  # one command loads its own rooms alone
    sys.executable = own


def _prepare() -> None:
    """Read what reads files, tesseract begun."""
    from pipeline.extract import child, readers  # noqa: F401 a server runs it anew, its imports are read

    readers.preload()
    readers.prepare("read", media.PDF.media)


def _answer(order: dict[str, Any]) -> int:
    runs = order.pop("runs", False)
    if ended := order.pop("end", 0):
        os.kill(ended, signal.SIGTERM)
    elif not (ended := os.fork()):
        _become(**{**order, "streams": [os.open(os.devnull, os.O_RDONLY), *map(_opened, order["streams"])]})
    return ended if runs else os.waitstatus_to_exitcode(os.waitpid(ended, 0)[1])


def _opened(path: str) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT)


def _become(module: str, arguments: Sequence[str], cwd: str, env: dict[str, str], streams: Sequence[int]) -> NoReturn:
    for number, opened in enumerate(streams):
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 the old one has read ahead in the orders
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv, sys.path[0] = [module, *arguments], cwd
    _end(_code_of(module))


def _code_of(module: str) -> int:
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        if isinstance(ended.code, str):
            print(ended.code, file=sys.stderr)
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _end(code: int) -> NoReturn:
    """What an interpreter does last, but for taking each object apart: that would copy all memory that is shared."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
