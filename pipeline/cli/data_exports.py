"""Commands that write the tables of the built site for researchers: SQLite, JSON lines, Parquet."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, datasets
from pipeline.cli.screen import say, session, written_to

_Site = Annotated[
    Path | None,
    typer.Option(
        "--site", metavar="THƯ_MỤC", help="Trang đã dựng hay bản sao để đọc; mặc định output/ của cơ sở dữ liệu."
    ),
]
_Folder = Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục ghi ra, trống hoặc đã được ghi như vậy.")]


def register(app: typer.Typer) -> None:
    """Hang the commands on `hdnd export`."""
    app.command("sqlite")(sqlite)
    app.command("jsonl")(jsonl)
    app.command("parquet")(parquet)


def sqlite(dest: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp SQLite ghi ra.")], site: _Site = None) -> None:
    """Ghi mọi bảng và toàn văn thành một tệp SQLite có tìm kiếm toàn văn, mở được bằng datasette."""
    count = datasets.write_sqlite(_data(site), written_to(dest, b"SQLite format 3\0"))
    say(f"{dest}: {count} văn bản.", f"{dest}: {count} documents.")


def jsonl(dest: _Folder, site: _Site = None) -> None:
    """Ghi mọi bảng, toàn văn và từng điều, khoản, điểm thành JSON theo dòng, văn bản theo năm."""
    _said(dest, datasets.write_files(_data(site), dest.absolute(), ".jsonl", datasets.json_lines))


def parquet(dest: _Folder, site: _Site = None) -> None:
    """Ghi mọi bảng, toàn văn và từng điều, khoản, điểm thành Parquet, văn bản theo năm (cần gói pyarrow)."""
    _said(dest, datasets.write_files(_data(site), dest.absolute(), ".parquet", datasets.parquet))


def _data(site: Path | None) -> datasets.SiteData:
    if site is None:
        archive.check_shown(session.root)
    return datasets.SiteData(site or session.root / "output")


def _said(dest: Path, names: list[str]) -> None:
    say(f"{dest}: {len(names)} tệp.", f"{dest}: {len(names)} files.")
