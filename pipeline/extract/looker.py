"""The process that looks at pictures for all children of one server, and remembers what they say.

It opens no file: it is sent points, each child over a connection of its own, so that what a killed or hostile child
left unsaid is never taken for the next one's question. It has the memory that a child has, and no network.
"""

import contextlib
import os
import select
import signal
import socket
from collections.abc import Callable
from typing import NoReturn

_PATIENCE = 10.0  # seconds: a child that asks and does not listen is left


class Looker:
    """The server's hold on the process; begun at the first question, and again where it has ended."""

    def __init__(self, confine: Callable[[], None]) -> None:
        """`confine` is what it does first: it gives up network and memory."""
        self._confine = confine
        self._pid = 0
        self._control: socket.socket | None = None

    def connect(self) -> socket.socket:
        """A child's end of a new connection; all earlier ones are left."""
        ours, its = socket.socketpair()
        try:
            self._send(its)
        except OSError:
            self.end()
            self._send(its)
        its.close()
        return ours

    def leave(self) -> None:
        """Let go of it, in a child: only the server may bring it connections."""
        if self._control is not None:
            self._control.close()

    def end(self) -> None:
        """End it; the next question begins another."""
        if self._control is not None:
            self._control.close()
            self._control = None
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)

    def _send(self, connection: socket.socket) -> None:
        if self._control is None:
            self._control = self._begun()
        socket.send_fds(self._control, [b"+"], [connection.fileno()])

    def _begun(self) -> socket.socket:
        ours, its = socket.socketpair()
        self._pid = os.fork()
        if self._pid == 0:
            ours.close()
            self._work(its)
        its.close()
        return ours

    def _work(self, control: socket.socket) -> NoReturn:
        try:
            nothing = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nothing, stream)
            self._confine()
            _serve(control)
        finally:
            os._exit(0)


def _serve(control: socket.socket) -> None:
    """Answer the newest connection until the server has gone."""
    from pipeline.extract.scans import remembered

    memory, asking = remembered.PictureMemory(), None
    while True:
        ready, _, _ = select.select([control, *([asking] if asking else [])], [], [])
        if control in ready:
            word, handles, _, _ = socket.recv_fds(control, 1, 1)
            if not word:
                return
            asking = socket.socket(fileno=handles[0])
            asking.settimeout(_PATIENCE)
            continue
        try:
            memory.answer(ready[0])
        except OSError:
            asking = None
