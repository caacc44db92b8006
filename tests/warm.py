"""Commands as processes of their own that find their modules read already.

Reading modules is most of what a command costs that has little to do: 0.7 of 0.8 s of processor time, for hundreds of
commands. A process that did nothing but read them forks one for each command, which has its own arguments, folder,
environment, streams and exit code, runs the module as `python -m` does, and ends as an interpreter ends. Two such
processes take turns: what runs one after the other sees other orders of sets, as if each had been started anew.

What the start itself must show (the wheel, a machine's limits, a command killed in its midst, the desk) is started by
`subprocess` in its tests; `tests/test_warm.py` holds both ways together.
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
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NoReturn

import plugins

ROOT = Path(__file__).parents[1]
_READ = ("pipeline.cli", "pelican")
_OF_ONE = frozenset({"PYTHONHASHSEED", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"})  # asked for at the start of each
_Ended = subprocess.CompletedProcess[str]


def run(module: str, *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] = os.environ) -> _Ended:
    """`python -m module arguments` with nothing on its standard input, ended, and what it wrote."""
    return next(_turns()).run(module, arguments, cwd, env)


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

    def _code(self, order: Mapping[str, object]) -> int:
        _pipe(self._process.stdin).write(f"{json.dumps(order)}\n")
        _pipe(self._process.stdin).flush()
        if answer := _pipe(self._process.stdout).readline():
            return int(answer)
        self._complaints.seek(0)
        raise RuntimeError(self._complaints.read())


def _pipe(one: IO[str] | None) -> IO[str]:
    assert one is not None
    return one


def _serve() -> None:
    """Fork a process for each line of standard input; answer with the code it ended with."""
    for name in (*_READ, *(one.name for one in pkgutil.walk_packages(plugins.__path__, "plugins."))):
        importlib.import_module(name)
    gc.freeze()
    while line := sys.stdin.readline():
        if not (child := os.fork()):
            _become(**json.loads(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _become(module: str, arguments: list[str], cwd: str, env: dict[str, str], streams: list[str]) -> NoReturn:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(streams, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
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
