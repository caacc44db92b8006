"""Commands of the exchange axis: fetch what waits there and send what is due."""

import os
from collections import Counter
from collections.abc import Mapping

import typer

from pipeline import axis, exchange
from pipeline.archive.mailbox import Mailbox
from pipeline.cli.screen import say, session, warn
from pipeline.errors import ExitCode

_SAID: Mapping[str, tuple[str, str]] = {
    "fetched": ("gói mới vào inbox", "packages fetched"),
    "known": ("gói đã có", "there already"),
    "sent": ("tin đã gửi", "messages sent"),
    "not_fetched": ("gói chưa lấy được", "packages not fetched"),
    "not_acknowledged": ("gói đã vào inbox, chưa xác nhận được", "packages in the inbox, not acknowledged"),
    "not_sent": ("tin chưa gửi được", "messages not sent"),
    "refused": ("tin trục không nhận (outbox/failed)", "messages refused (outbox/failed)"),
}


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(fetch)


def fetch() -> None:
    """Lấy gói và thông điệp trạng thái đang chờ trên trục về inbox/, rồi gửi tin trong outbox/, mỗi tin một lần."""
    settings = session.settings()
    gateway = axis.connect(session.root, settings, os.environ)
    if gateway is None:
        say(
            "Cơ sở dữ liệu nhận qua thư mục: gói được đặt thẳng vào inbox/, không có gì để lấy (axis.kind, axis.drop).",
            "Packages are put straight into inbox/: there is nothing to fetch (axis.kind, axis.drop).",
        )
        return
    mailbox = Mailbox.of(session.root, settings)
    counts, whole = Counter[str](), False
    with mailbox.hold():
        try:
            for step in exchange.poll(gateway, mailbox):
                counts[step.what] += 1
                _tell(step)
            whole = True
        finally:
            if whole or counts:  # who was refused cannot say that nothing is new
                _sum_up(counts)
    if sum(counts[what] for what in ("not_fetched", "not_acknowledged", "not_sent", "refused")):
        raise typer.Exit(int(ExitCode.axis))


def _tell(step: exchange.Step) -> None:
    """Only what did not come through is named; ids are words of others and shown as such."""
    if step.problem:
        vi, en = _SAID[step.what]
        warn(f"{step.name!r}: {vi}: {step.problem.vi}", f"{step.name!r}: {en}: {step.problem.en}")


def _sum_up(counts: Counter[str]) -> None:
    vi, en = (", ".join(f"{counts[what]} {said[at]}" for what, said in _SAID.items() if counts[what]) for at in (0, 1))
    say(vi or "Không có gì mới trên trục.", en or "Nothing new on the axis.")
