"""The alarm: packages marked secret that lie sealed on a networked machine, until a person has dealt with each."""

import json
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.panel import Panel

from pipeline import archive
from pipeline.archive import Outcome
from pipeline.cli.screen import err, now, say, session, worded
from pipeline.document.model import Severity
from pipeline.document.zone import local
from pipeline.errors import ExitCode


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(alarms)


def alarms(as_json: Annotated[bool, typer.Option("--json", help="Mỗi mục một dòng JSON.")] = False) -> None:
    """Những gói có dấu độ mật đã niêm phong mà chưa ai xử lý; mã thoát 11 khi còn."""
    store = archive.open(session.root, session.settings())
    store.check_chains()
    sealed = [item for item in store.held() if item.sealed]
    for item in sealed:
        days = (now() - item.time).days
        if as_json:
            print(json.dumps({"receipt": item.receipt, "time": item.time.isoformat(), "days": days}))
        else:
            time = local(item.time)
            say(
                f"{item.receipt}  nhận {time:%d/%m/%Y %H:%M}, {days} ngày chưa xử lý",
                f"{item.receipt}  received {time:%Y-%m-%d %H:%M}, {days} days without an act",
            )
    if sealed:
        frame([item.receipt for item in sealed])
        raise typer.Exit(int(ExitCode.sealed))
    if not as_json:
        say("Không có gói mật nào chờ xử lý.", "No sealed package waits.")


def of(outcomes: Sequence[Outcome]) -> list[str]:
    """Receipt numbers of what was sealed among the outcomes of a run."""
    return [
        outcome.receipt
        for outcome in outcomes
        if outcome.outcome == "held" and any(finding.severity is Severity.seal for finding in outcome.reasons)
    ]


def waiting(store: archive.Archive) -> tuple[str, str] | None:
    """The line that `hdnd status` begins with while there is an alarm."""
    count = sum(item.sealed for item in store.held())
    if not count:
        return None
    return (
        f"BÁO ĐỘNG: {count} gói có dấu độ mật chưa xử lý; xem hdnd alarms.",
        f"ALARM: {count} packages marked secret without an act; see hdnd alarms.",
    )


def frame(receipts: Sequence[str]) -> None:
    """The alarm itself, framed, on standard error: what lies here and what has to be done."""
    numbers = ", ".join(receipts)
    vi = (
        f"VĂN BẢN CÓ DẤU ĐỘ MẬT: {numbers}\n"
        "Đã niêm phong, không mở, không ghi tên. Đây là máy nối mạng: báo người phụ trách ngay, chuyển văn bản khỏi "
        "máy theo quy định về bảo vệ bí mật nhà nước, rồi ghi việc đã xử lý:\n"
        '  hdnd review purge SỐ_BIÊN_NHẬN --as "Họ và tên" --why "…"\n'
        "Danh sách chưa xử lý: hdnd alarms"
    )
    en = (
        f"MARKED SECRET: {numbers}\n"
        "Sealed unread, without a name. This machine is on a network: alert the officer at once, take the document off "
        "it as the law on state secrets requires, then record what was done:\n"
        '  hdnd review purge RECEIPT --as "Name" --why "…"\n'
        "What still waits: hdnd alarms"
    )
    panel = Panel(worded(vi, en), title=worded("BÁO ĐỘNG", "ALARM"), border_style="red", expand=False)
    err.print(panel, soft_wrap=False)  # a soft wrap leaves lines to the terminal, and a frame cuts them off
