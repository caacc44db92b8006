"""`hdnd watch`: what lands in the inbox is received as it lands, until the program is told to stop."""

import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import typer

from pipeline import errors, ingest, lock
from pipeline.cli import alarms, receiving
from pipeline.cli.screen import say, session, warn
from pipeline.settings import Watch

_BUSY_SECONDS = 2.0


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(watch)


def watch() -> None:
    """Nhận ngay gói nào vừa nằm trọn trong inbox/; chạy mãi, dừng gọn khi nhận SIGTERM hoặc Ctrl+C."""
    settings = session.settings()
    session.vocabulary()  # what is wrong with it is said now, not when the first package comes
    inbox, stop = session.root / settings.inbox, threading.Event()
    inbox.mkdir(parents=True, exist_ok=True)
    for one in (signal.SIGTERM, signal.SIGINT):
        signal.signal(one, lambda *_: stop.set())
    with lock.archive(inbox):
        say(f"Đang trông {inbox}. Dừng: Ctrl+C.", f"Watching {inbox}. Stop: Ctrl+C.")
        _Watcher(inbox, settings.watch, stop).run()
    say("Đã dừng.", "Stopped.")


class _Watcher:
    """One inbox and what is known of it."""

    def __init__(self, inbox: Path, said: Watch, stop: threading.Event) -> None:
        self.inbox, self.said, self.stop = inbox, said, stop
        self.arrivals = ingest.Arrivals(said.quiet_seconds)
        self.not_before = 0.0

    def run(self) -> None:
        """Until told to stop. Raises RegisterBroken, RefusedHere: waiting mends neither."""
        for _ in self._occasions():
            whole = self.arrivals.whole(ingest.find([self.inbox]), time.monotonic())
            if whole and time.monotonic() >= self.not_before:
                self._receive(whole)

    def _occasions(self) -> Iterator[None]:
        """Whenever something changed, while something waits, and now and then."""
        import watchfiles  # loads asyncio, 45 ms that no other command needs

        yield None
        looked = time.monotonic()
        pause = int(min(self.said.quiet_seconds, self.said.rescan_seconds, _BUSY_SECONDS) * 1000 / 2) + 1
        for changes in watchfiles.watch(
            self.inbox,
            watch_filter=None,
            stop_event=self.stop,
            rust_timeout=pause,
            yield_on_timeout=True,
            raise_interrupt=False,
        ):
            if changes or self.arrivals.is_waiting or time.monotonic() - looked >= self.said.rescan_seconds:
                yield None
                looked = time.monotonic()

    def _receive(self, paths: list[Path]) -> None:
        """Take them in; what the machine or another run is in the way of waits and is tried again."""
        try:
            taken = receiving.take(paths, self.stop.is_set)
        except (errors.RegisterBroken, errors.RefusedHere):
            raise
        except errors.Busy:
            self.not_before = time.monotonic() + _BUSY_SECONDS
            return
        except (errors.PipelineError, OSError) as error:
            self.not_before = time.monotonic() + self.said.rescan_seconds
            told = errors.DiskFailed.of(error) if isinstance(error, OSError) else error
            warn(told.sentence("vi"), told.sentence("en"))
            return
        self.arrivals.taken(taken.settled(paths))
        if sealed := alarms.of(taken.outcomes):
            alarms.frame(sealed)
