"""The programs that a command starts by its Python, forked from a process that has read their modules.

Of every command that reads files the first thing is a server that reads modules for two thirds of a second
(`pipeline.extract.child`). Here it is the real server, its module run as `python -m` runs it, in the folder, the
environment and the streams of whoever asked, ended when it ends; only what it imports was imported before.
"""

import contextlib
import gc
import marshal
import os
import select
import shlex
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

Become = Callable[[str, Sequence[str], str, dict[str, str], Sequence[int]], NoReturn]
_ASK = Path(__file__).with_name("borrow.py")
_LOOK = 5.0  # seconds between two looks whether the process is still there that everything here is for


def python(folder: Path) -> Path:
    """A program that is called as Python is with `-m`; `lend` answers it at `folder`."""
    program = folder / "python"
    words = (sys.executable, "-IS", str(_ASK), str(_place(folder)))
    program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    program.chmod(0o700)
    return program


def _place(folder: Path) -> Path:
    return folder / "asked"


def lend(folder: Path, become: Become, prepare: Callable[[], None]) -> int:
    """Fork the lender of a folder, and answer its number.

    It calls `prepare`, which reads modules, when it is first asked; each of its processes is one call of `become`.
    """
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(_place(folder)))
    listening.listen(64)
    parent = os.getpid()
    if not (number := os.fork()):
        _Lender(listening, become).serve(prepare, parent)
        os._exit(0)
    listening.close()
    return number


class _Lender:
    def __init__(self, listening: socket.socket, become: Become) -> None:
        self._listening, self._become = listening, become
        self._running: dict[int, socket.socket] = {}  # number of a process: who waits for its end

    def serve(self, prepare: Callable[[], None], parent: int) -> None:
        """Until the parent is gone."""
        awake, woken = socket.socketpair()
        for one in (awake, woken):
            one.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(woken.fileno())
        prepared = False
        while os.getppid() == parent:
            ready, _, _ = select.select([self._listening, awake, *self._running.values()], [], [], _LOOK)
            if awake in ready:
                awake.recv(4096)
            if self._listening in ready:
                if not prepared:
                    prepare()
                    gc.freeze()
                    prepared = True
                self._begin(self._listening.accept()[0])
            self._end_what_nobody_waits_for(ready)
            self._tell_what_ended()

    def _begin(self, asked: socket.socket) -> None:
        (module, arguments, cwd, env), streams = _order(asked)
        if number := os.fork():
            self._running[number] = asked
            for one in streams:
                os.close(one)
            return
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for socket_ in (self._listening, asked, *self._running.values()):
            socket_.close()
        os.setsid()
        self._become(module, arguments, cwd, env, streams)

    def _end_what_nobody_waits_for(self, ready: Sequence[object]) -> None:
        """Who asked was killed: so is what runs in its place."""
        for number, asked in self._running.items():
            if asked in ready:
                os.kill(number, signal.SIGKILL)

    def _tell_what_ended(self) -> None:
        for number in list(self._running):
            ended, status = os.waitpid(number, os.WNOHANG)
            if ended:
                with contextlib.suppress(OSError), self._running.pop(number) as asked:
                    asked.sendall(b"%d" % os.waitstatus_to_exitcode(status))


def _order(asked: socket.socket) -> tuple[tuple[str, list[str], str, dict[str, str]], list[int]]:
    """What is to be run, and its three streams."""
    size, streams, _, _ = socket.recv_fds(asked, 4, 3)
    words = b""
    while len(words) < int.from_bytes(size, sys.byteorder):
        words += asked.recv(1 << 16)
    return marshal.loads(words), streams  # noqa: S302 from a program of ours
