"""The command that makes one portal of several archives."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, portal, text
from pipeline.cli.screen import say, warn


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(join)


def join(
    archives: Annotated[
        list[str],
        typer.Argument(
            metavar="THƯ_MỤC|ĐỊA_CHỈ…", help="Các cơ sở dữ liệu, trang đã dựng, bản sao, hoặc địa chỉ trang đã công bố."
        ),
    ],
    to: Annotated[Path, typer.Option("--to", metavar="THƯ_MỤC", help="Thư mục của cổng chung.")],
    name: Annotated[str, typer.Option("--name", help="Tên cổng; để trống thì ghép từ tên các nơi.")] = "",
    url: Annotated[str, typer.Option("--url", help="Địa chỉ của cổng, để có sơ đồ trang cho máy tìm kiếm.")] = "",
) -> None:
    """Gộp trang của nhiều nơi thành một cổng, một ô tìm kiếm, không chép tệp nào hai lần; chạy lại khi có nơi đổi."""
    joined = portal.join([_brought(one, to) for one in archives], to, name, url)
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


def _brought(source: str, to: Path) -> Path:
    """A folder as it is; of a site elsewhere the copy beside the portal, brought up to date by differences.

    Raises UsageError for an archive whose site still shows what was taken down since it was built.
    """
    if not source.startswith(("http://", "https://")):
        archive.check_shown(Path(source))
        return Path(source)
    dest = to.absolute().with_name(f"{to.name}-ban-sao") / text.slugify(source.partition("://")[2])
    found = archive.remote.update(source, dest, None)
    size = f"{found.size / 1_000_000:.1f} MB"
    say(
        f"{source}: đã tải {found.written} tệp ({size}), bỏ {found.removed} tệp, vào {dest}.",
        f"{source}: {found.written} files fetched ({size}), {found.removed} removed, in {dest}.",
    )
    return dest
