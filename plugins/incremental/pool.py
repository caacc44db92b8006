"""Processes that work on a build beside the one that leads it."""

import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar, cast

Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerPool(Generic[Task, Result]):
    """`size` processes forked from this one, so they know what it knew then; none where the system cannot fork.

    Results come in the order in which they are finished. An exception of the work is raised here.
    """

    def __init__(self, work: Callable[[Task], Result], size: int) -> None:
        self.work = work
        self._links: list[Connection] = []
        self._processes: list[multiprocessing.process.BaseProcess] = []
        if size > 1 and "fork" in multiprocessing.get_all_start_methods():
            self._start(size)

    def _start(self, size: int) -> None:
        context = multiprocessing.get_context("fork")
        for _ in range(size):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(self.work, theirs, [*self._links, ours]), daemon=True)
            process.start()
            theirs.close()
            self._links.append(ours)
            self._processes.append(process)

    def map(self, tasks: Iterable[Task], ahead: int = 2) -> Iterator[Result]:
        """Work on all tasks; each process has one in hand and the others of `ahead` waiting."""
        if not self._links:
            yield from map(self.work, tasks)
            return
        waiting = iter(tasks)
        busy: dict[Connection, int] = dict.fromkeys(self._links, 0)
        for link in self._links * ahead:
            busy[link] += _send(link, waiting)
        while any(busy.values()):
            for ready in wait([one for one, count in busy.items() if count]):
                link = cast(Connection, ready)  # `wait` gives back what it got
                result, error = link.recv()
                busy[link] += _send(link, waiting) - 1
                if error is not None:
                    raise error
                yield result

    def close(self) -> None:
        """Let the processes end."""
        for link in self._links:
            link.close()
        for process in self._processes:
            process.join()
        self._links, self._processes = [], []


def _send(link: Connection, tasks: Iterator[Task]) -> int:
    for task in tasks:
        link.send(task)
        return 1
    return 0


def _serve(work: Callable[[Task], Result], link: Connection, others: Iterable[Connection]) -> None:
    for other in others:
        other.close()  # else this process would hold its own end open and never see the leader leave
    gc.freeze()
    with rarely_collecting():
        while True:
            try:
                link.send(_answer(work, link.recv()))
            except (EOFError, OSError, KeyboardInterrupt):
                os._exit(0)  # the leader is gone; nothing here is worth an orderly exit


@contextmanager
def rarely_collecting(made: int = 100_000) -> Iterator[None]:
    """What a build makes lives to its end: looking for cycles of garbage finds none and costs a tenth of the build.

    Nor is it looked at behind this, where Pelican goes on: the first look there took all that was made before as new,
    and cost a build of one document more a twentieth. `made`: so many things more before it looks.
    """
    before = gc.get_threshold()
    gc.set_threshold(made, 50, 50)
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*before)


def let_go_of_the_last_build() -> None:
    """A host that builds again and again in one process has one build's garbage at a time, not that of all.

    It is found when the collector looks next, and not at once: a look at all that the host holds was a second a build.
    """
    gc.unfreeze()


def let_go_unlooked_at() -> None:
    """Before the process ends: it looks for garbage once more then, a tenth of a second for nothing."""
    gc.freeze()


def _answer(work: Callable[[Task], Result], task: Task) -> tuple[Result | None, Exception | None]:
    try:
        return work(task), None
    except Exception as error:  # not handled here but carried to the leader, which raises it
        error.add_note(traceback.format_exc())
        return None, error
