"""The command that makes one portal of several archives."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import portal
from pipeline.cli.screen import say, warn


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(join)


def join(
    archives: Annotated[
        list[Path], typer.Argument(metavar="THƯ_MỤC…", help="Các cơ sở dữ liệu, trang đã dựng, hoặc bản sao của chúng.")
    ],
    to: Annotated[Path, typer.Option("--to", metavar="THƯ_MỤC", help="Thư mục của cổng chung.")],
    name: Annotated[str, typer.Option("--name", help="Tên cổng; để trống thì ghép từ tên các nơi.")] = "",
) -> None:
    """Gộp trang của nhiều nơi thành một cổng, một ô tìm kiếm, không chép tệp nào hai lần; chạy lại khi có nơi đổi."""
    joined = portal.join(archives, to, name)
    for label in joined.unsigned:
        warn(f"{label}: trang không có chữ ký.", f"{label}: the site is not signed.")
    size = f"{joined.size / 1_000_000:.1f} MB"
    say(
        f"Đã gộp {', '.join(joined.archives.values())}: {joined.files} tệp, "
        f"ghi {joined.written} tệp ({size}), bỏ {joined.removed} tệp.",
        f"Joined {', '.join(joined.archives.values())}: {joined.files} files, "
        f"{joined.written} written ({size}), {joined.removed} removed.",
    )
    say(f"Mở trang: {to / 'index.html'}", f"Open: {to / 'index.html'}")
