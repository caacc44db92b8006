"""Commands that account for the office's duties: report, note, declare."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from pipeline import account, errors
from pipeline.archive import store
from pipeline.cli.screen import now, say, session

Person = Annotated[str, typer.Option("--as", help="Người ghi; ghi vào sổ.")]
_FOLDER = "reports"


def register(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command()(report)


def report(
    begin: Annotated[str, typer.Option("--from", metavar="NGÀY", help="Ngày đầu kỳ: 2026-07-01 hoặc 01/07/2026.")],
    end: Annotated[str, typer.Option("--to", metavar="NGÀY", help="Ngày cuối kỳ, tính cả ngày ấy.")],
    folder: Annotated[Path | None, typer.Option("--out", help="Thư mục để đặt; mặc định reports/… trong kho.")] = None,
) -> None:
    """Báo cáo định kỳ (Điều 10 khoản 1): trang HTML, bảng CSV, tệp Word; mọi con số đếm từ sổ, chạy lại vẫn thế."""
    from pipeline.account import pages
    from pipeline.account.report import report as counted  # python-docx takes 0.2 s to load

    settings, vocabulary = session.settings(), session.vocabulary()
    period = account.Period(day(begin, "--from"), day(end, "--to"))
    made = pages.files(counted(account.read(session.root), period, vocabulary, settings), settings)
    target = folder or session.root / _FOLDER / f"{period.begin}--{period.end}"
    for name, data in made.items():
        store.write(target / name, data)
    if period.closes > now():
        say("Kỳ chưa hết: số liệu đến lúc này.", "The period is not over: figures up to now.")
    say(f"Đã lập {len(made)} tệp. Mở: {target / 'bao-cao.html'}", f"{len(made)} files. Open: {target / 'bao-cao.html'}")


def day(written: str, option: str) -> dt.date:
    """A day as 2026-07-01 or 01/07/2026. Raises UsageError."""
    parts = written.strip().split("/")
    try:
        year, month, of_month = map(int, reversed(parts) if len(parts) == 3 else written.strip().split("-"))
        return dt.date(year, month, of_month)
    except ValueError:
        raise errors.UsageError(what=f"{option} {written}: không phải ngày (2026-07-01 hoặc 01/07/2026)") from None
