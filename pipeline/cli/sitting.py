"""`hdnd review --serve`: the desk as a page on this machine, until Ctrl+C."""

import secrets
import socket
from typing import Annotated

import typer

from pipeline import errors, lock
from pipeline.archive import Decider
from pipeline.cli.screen import listening, now, out, say, session

Serve = Annotated[bool, typer.Option("--serve", help="Mở bàn duyệt trong trình duyệt, chỉ trên máy này.")]
Person = Annotated[str, typer.Option("--as", help="Với --serve: người quyết định; ghi vào sổ.")]
Port = Annotated[int, typer.Option(help="Với --serve: cổng trên 127.0.0.1; 0: cổng trống bất kỳ.")]


def sit(context: typer.Context, serve: Serve = False, person: Person = "", port: Port = 0) -> None:
    """Xét duyệt: xem, cho công bố hoặc từ chối những gì đang giữ."""
    if context.invoked_subcommand is not None:
        if serve:
            raise errors.UsageError(
                what=f"--serve: không đi cùng lệnh {context.invoked_subcommand}",
                what_en=f"--serve: does not go with the command {context.invoked_subcommand}",
            )
        return
    if not serve:
        out.print(context.get_help())
        return
    if not person:
        raise errors.UsageError(
            what='--serve: cần --as "Họ và tên" của người quyết định',
            what_en='--serve: needs --as "First and last name" of who decides',
        )
    Decider(person, now())  # refuses a blank name
    _serve(person, port)


def _serve(person: str, port: int) -> None:
    import uvicorn  # with Starlette 0.15 s: only the desk pays for it

    from pipeline import archive
    from pipeline.desk import items
    from pipeline.desk.app import app
    from pipeline.desk.officer import Desk

    settings, vocabulary = session.settings(), session.vocabulary()
    with lock.archive(session.root):  # finishes what a killed run left before anybody looks
        archive.open(session.root, settings).recover()
    table = Desk(session.root, settings, vocabulary, person, now, session.signer)
    items.rows(table.archive, vocabulary, now())  # what was read of hundreds is loaded before anybody waits for it
    table.alike(table.archive)
    token = secrets.token_urlsafe(24)
    with listening(port, lambda: socket.create_server(("127.0.0.1", port), backlog=128)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/{token}/"
        say(f"Xét duyệt tại: {address}\nCtrl+C để dừng.", f"The desk: {address}\nCtrl+C stops.")
        out.file.flush()
        config = uvicorn.Config(app(table, token), log_level="error", access_log=False, server_header=False)
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            table.workplace.close()
    say("Đã dừng.", "Stopped.")
