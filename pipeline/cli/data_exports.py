"""Commands that write the tables of the built site for researchers: SQLite, JSON lines, Parquet."""

import contextlib
from collections.abc import Iterator
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
    with _steady(site, dest) as data:
        count = datasets.write_sqlite(data, written_to(dest, b"SQLite format 3\0"))
    say(f"{dest}: {count} văn bản.", f"{dest}: {count} documents.")


def jsonl(dest: _Folder, site: _Site = None) -> None:
    """Ghi mọi bảng, toàn văn và từng điều, khoản, điểm thành JSON theo dòng, văn bản theo năm."""
    with _steady(site) as data:
        names = datasets.write_files(data, dest.absolute(), ".jsonl", datasets.json_lines)
    _said(dest, names)


def parquet(dest: _Folder, site: _Site = None) -> None:
    """Ghi mọi bảng, toàn văn và từng điều, khoản, điểm thành Parquet, văn bản theo năm (cần gói pyarrow)."""
    with _steady(site) as data:
        names = datasets.write_files(data, dest.absolute(), ".parquet", datasets.parquet())
    _said(dest, names)


@contextlib.contextmanager
def _steady(site: Path | None, *made: Path) -> Iterator[datasets.SiteData]:
    """The data of the archive's own site while nothing of it is taken down, or of a copy as it is."""
    with archive.steady(session.root, *made) if site is None else contextlib.nullcontext():
        yield datasets.SiteData(site or session.root / "output")


def _said(dest: Path, names: list[str]) -> None:
    say(f"{dest}: {len(names)} tệp.", f"{dest}: {len(names)} files.")
