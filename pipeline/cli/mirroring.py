"""The command that copies the site and the public record: mirror."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, errors
from pipeline.cli import publishing
from pipeline.cli.screen import out, say, session, warn, worded
from pipeline.document import verify_copy


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(mirror)


def mirror(
    dest: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục đích: ổ USB, máy khác.")],
    verify: Annotated[bool, typer.Option("--verify", help="Chỉ kiểm tra bản sao ở đích.")] = False,
    source: Annotated[
        str | None, typer.Option("--from", help="Địa chỉ trang đã công bố: sao chép qua mạng, chỉ tải phần khác.")
    ] = None,
    office_key: Annotated[
        str | None, typer.Option(help="Khóa công khai của cơ quan quản lý (RW…), để kiểm tra chữ ký của trang.")
    ] = None,
) -> None:
    """Sao chép output/ và content/ công khai kèm bảng SHA-256; --verify kiểm tra từng tệp; --from chép trang web."""
    if source is not None:
        _from_afar(source, dest, office_key)
    elif verify:
        _verify(dest, office_key)
    else:
        _copy(dest)


def _copy(dest: Path) -> None:
    archive.check_chains(session.root, session.settings())
    publishing.finish()
    with archive.steady(session.root):
        copied = archive.mirror.copy(session.root, dest)
    say(
        f"Đã sao chép {copied.written} tệp mới, giữ {copied.kept} tệp, vào {dest}.",
        f"{copied.written} files copied, {copied.kept} kept, in {dest}.",
    )
    place = shlex.quote(str(dest))  # a stick's name may hold a space: "/media/kho/Sao luu"
    say(
        f"Kiểm tra: hdnd mirror --verify {place}\nhoặc: cd {place} && sha256sum -c --quiet {copied.manifest.name}",
        f"Check: hdnd mirror --verify {place}\nor: cd {place} && sha256sum -c --quiet {copied.manifest.name}",
    )


def _verify(dest: Path, office_key: str | None) -> None:
    differences = archive.mirror.verify(dest, _key(office_key))
    words = {"differs": ("khác", "differs"), "missing": ("thiếu", "missing"), "extra": ("thừa", "extra")}
    for what, name in differences:
        out.print(f"{worded(*words[what])}: {name}")
    if differences:
        raise errors.VerifyFailed(folder=dest, count=len(differences))
    say(f"{dest}: khớp hoàn toàn.", f"{dest}: matches.")


def _key(office_key: str | None) -> bytes | None:
    try:
        return verify_copy.decoded(office_key) if office_key else None
    except ValueError as error:
        raise errors.UsageError(
            what=f"--office-key {office_key}: không phải khóa công khai",
            what_en=f"--office-key {office_key}: not a public key",
        ) from error


def _from_afar(source: str, dest: Path, office_key: str | None) -> None:
    found = archive.remote.update(source, dest, _key(office_key))
    size = f"{found.size / 1_000_000:.1f} MB"
    say(
        f"Đã tải {found.written} tệp ({size}), bỏ {found.removed} tệp, vào {dest}.",
        f"{found.written} files fetched ({size}), {found.removed} removed, in {dest}.",
    )
    if found.word:
        day = f"{found.word.signed:%d/%m/%Y %H:%M}"
        say(f"Trang được ký ngày {day}.", f"The site was signed on {day}.")
    else:
        warn("Trang không có chữ ký.", "The site is not signed.")
    place = shlex.quote(str(dest / "verify.py"))
    say(f"Kiểm tra: python {place}", f"Check: python {place}")
