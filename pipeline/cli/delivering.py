"""Commands that run by themselves at night, and save what cannot be made again: publish, backup, restore."""

import datetime as dt
import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, errors, ingest, lock, run
from pipeline.archive import Decider
from pipeline.archive import backup as backups
from pipeline.archive.release import Releases
from pipeline.archive.store import write
from pipeline.cli import acting, publishing, receiving
from pipeline.cli.screen import actor, now, say, session
from pipeline.document.register import Publication

_HEARTBEAT = "heartbeat.json"


def register(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command()(publish)
    app.command()(backup)
    app.command()(restore)


def publish(
    rollback: Annotated[
        bool, typer.Option("--rollback", help="Quay lại bản trang trước; không nhận, không dựng.")
    ] = False,
    person: Annotated[str, typer.Option("--as", help="Người đưa lên trang; không nêu thì ghi tên đăng nhập.")] = "",
    why: acting.Reason = None,
) -> None:
    """Nhận mọi gói trong inbox/, dựng trang, rồi đổi thư mục trang đang chạy trong một bước; ghi giờ thành công."""
    decider = Decider(person if person != "" else actor(), now(), why)
    run.check_words({"--why": why or ""}, session.settings())
    if person:  # the timer names nobody; a name that is given is that of a person who may
        archive.open(session.root, session.settings()).persons.named(person)
    if rollback:
        _roll_back(decider)
        return
    inbox = session.root / session.settings().inbox
    left: int = 0
    if inbox.is_dir():
        try:
            receiving.receive(None)
        except typer.Exit as ended:  # something in the inbox cannot be read: the rest is published all the same
            left = ended.exit_code
    _answer_for(Decider(decider.name, now(), why))  # receiving takes its time, and leaves lines
    publishing.build()
    with lock.archive(session.root):
        made = _releases().put(session.root / "output", _publications())
        _beat(made)
    live = _releases().live
    if made:
        say(f"Đã đưa lên: {live} → {made.name}.", f"Live: {live} → {made.name}.")
    else:
        say(f"Trang không đổi: {live}.", f"Nothing changed: {live}.")
    if left:
        raise typer.Exit(left)


def _answer_for(decider: Decider) -> None:
    """At the office, one line of the register says who put on the pages what the ledgers hold now."""
    if session.is_at_office(session.settings()):
        with acting.acting() as store:
            store.deciders().publish(decider)


def _roll_back(decider: Decider) -> None:
    with lock.archive(session.root):
        shown = _releases().back(_publications())
    if session.is_at_office(session.settings()):
        with acting.acting() as store:
            store.deciders().roll_back(decider, shown.name)
    say(f"Đã quay lại bản {shown.name}. Lần publish tới đưa bản mới lên.", f"Back to {shown.name}.")


def _releases() -> Releases:
    return Releases(session.root / session.settings().live)


def _publications() -> tuple[Publication, ...]:
    return archive.open(session.root, session.settings()).shelves.registers.publications.read()


def _beat(made: Path | None) -> None:
    """Write down that all went well, for `hdnd status --check`."""
    said = {"time": now().isoformat(), "release": made.name if made else None}
    write(session.root / session.settings().state / _HEARTBEAT, json.dumps(said).encode())


def check() -> None:
    """For `hdnd status --check`. Raises Late when the last success is too long ago, or there was none."""
    path, limit = session.root / session.settings().state / _HEARTBEAT, session.settings().office.publish_hours
    try:
        last = dt.datetime.fromisoformat(json.loads(path.read_bytes())["time"])
    except (OSError, ValueError, KeyError, TypeError):
        raise errors.Late(hours=limit, last="chưa có", last_en="never") from None
    if now() - last > dt.timedelta(hours=limit):
        shown = f"{last:%d/%m/%Y %H:%M}"
        raise errors.Late(hours=limit, last=shown, last_en=shown)
    say(f"Lần publish thành công cuối: {last:%d/%m/%Y %H:%M}.", f"Last success: {last:%Y-%m-%d %H:%M}.")


def backup(
    dest: Annotated[
        Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục dự phòng, ngoài cơ sở dữ liệu; chỉ văn phòng đọc.")
    ],
) -> None:
    """Sao lưu mọi thứ không dựng lại được: cài đặt, sổ, bản gốc, kho riêng, gói chờ nhận; kèm bảng SHA-256."""
    with lock.archive(session.root):
        archive.check_chains(session.root, session.settings())
        count = backups.make(session.root, dest, _waiting())
    say(f"Đã sao lưu {count} tệp vào {dest}.", f"{count} files backed up in {dest}.")


def _waiting() -> Iterator[Path]:
    """Files of the inbox whose bytes were never received, each with what a person states about it beside it."""
    store_of, inbox = archive.open(session.root, session.settings()), session.root / session.settings().inbox
    for path in ingest.find([inbox]) if inbox.is_dir() else ():
        if path.is_file() and not path.is_symlink() and not store_of.has_met(path):
            yield from ingest.with_side_car(path)


def restore(
    source: Annotated[
        Path, typer.Argument(metavar="NGUỒN", help="Địa chỉ văn bản đã gỡ, hoặc thư mục do hdnd backup tạo.")
    ],
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="Thư mục mới, trống.")] = None,
    person: Annotated[str, typer.Option("--as", help="Người đưa văn bản trở lại; ghi vào sổ.")] = "",
    why: Annotated[str, typer.Option("--why", help="Lý do, ghi vào sổ.")] = "",
) -> None:
    """Đưa trở lại một văn bản đã gỡ (--as, --why); hoặc dựng lại cơ sở dữ liệu từ bản dự phòng vào thư mục trống."""
    if folder is None:
        acting.restore(str(source), person, why)
        return
    if person or why:
        raise errors.UsageError(
            what="--as, --why: chỉ đi cùng ĐỊA_CHỈ, không đi cùng bản dự phòng",
            what_en="--as, --why: go with ADDRESS alone, not with a backup",
        )
    count = backups.restore(source, folder)
    say(
        f"Đã khôi phục {count} tệp vào {folder}. Tiếp theo: cd {shlex.quote(str(folder))} && hdnd status && hdnd build",
        f"{count} files restored in {folder}. Next: cd {shlex.quote(str(folder))} && hdnd status && hdnd build",
    )
