"""The command that puts documents of the built site into one file."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, errors, packs
from pipeline.archive import store
from pipeline.cli.screen import say, session, written_to

_KINDS = {".html": packs.html, ".epub": packs.epub}


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(pack)


def pack(
    to: Annotated[Path, typer.Option("--to", metavar="TỆP", help="Tệp ghi ra: .html (có tìm kiếm) hoặc .epub.")],
    council: Annotated[str | None, typer.Option(help="Mã hội đồng, như trong địa chỉ trang.")] = None,
    year: Annotated[int | None, typer.Option(help="Năm ban hành.")] = None,
    meeting: Annotated[str | None, typer.Option("--session", help="Kỳ họp, như ghi trên văn bản: “thứ tám”.")] = None,
    dossier: Annotated[str | None, typer.Option(help="Tên hồ sơ giám sát, như trong địa chỉ trang.")] = None,
    listed: Annotated[
        Path | None, typer.Option("--list", metavar="TỆP", help="Tệp ghi mỗi dòng một số, ký hiệu hoặc địa chỉ trang.")
    ] = None,
) -> None:
    """Gói văn bản của một năm, kỳ họp, hồ sơ hay danh sách vào một tệp, mở được ở mọi máy không cần mạng."""
    make = _KINDS.get(to.suffix.lower())
    if make is None:
        raise errors.UsageError(
            what=f"--to {to}: chỉ ghi được .html hoặc .epub", what_en=f"--to {to}: only .html or .epub can be written"
        )
    dest, settings = written_to(to, packs.beginning(to.suffix.lower())), session.settings()
    if listed is not None and (council or year or meeting or dossier):
        vi, en = (
            "không đi cùng --council, --year, --session, --dossier",
            "goes with none of --council, --year, --session, --dossier",
        )
        raise errors.UsageError(what=f"--list {listed}: {vi}", what_en=f"--list {listed}: {en}")
    with archive.steady(session.root, dest):
        if listed is not None:
            choice = packs.of_list(session.root, _lines(listed), listed.stem)
        else:
            choice = packs.choose(
                session.root, session.vocabulary(), council=council, year=year, session=meeting, dossier=dossier
            )
        data = make(session.root, settings, choice)
        store.write(dest, data)
    size = f"{len(data) / 1_000_000:.1f} MB" if len(data) >= 1_000_000 else f"{-(-len(data) // 1000)} kB"
    count, made = len(choice.addresses), f"{size}, SHA-256 {hashlib.sha256(data).hexdigest()}"
    say(f"{to}: {count} văn bản, {made}", f"{to}: {count} documents, {made}")


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise errors.UsageError(
            what=f"--list {path}: không đọc được", what_en=f"--list {path}: cannot be read"
        ) from error
