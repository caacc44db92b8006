"""The desk in its smallest form: list what is held, approve, refuse, or replay recorded acts."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from pipeline import archive, errors, ingest, media, run
from pipeline.cli import acting, readout, sitting
from pipeline.cli.acting import Person, Reason, Values, Why, pairs
from pipeline.cli.screen import entry, now, say, session, worded
from pipeline.desk import items

# What an approval made of the package; everything else that names a document is published there.
_BECAME: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "withdrawn": ("đã thu hồi văn bản tại", "withdrew"),
        "duplicate": ("không có gì mới so với", "nothing new beside"),
        "updated": ("đã cập nhật", "updated"),
        "replaced": ("đã công bố, thay thế văn bản trước, tại", "published, replacing what was before, at"),
    }
)
app = typer.Typer(invoke_without_command=True)
app.callback()(sitting.sit)
Number = Annotated[str, typer.Argument(metavar="SỐ_BIÊN_NHẬN", help="Số biên nhận.")]


@app.command("list")
def list_held(as_json: Annotated[bool, typer.Option("--json", help="Mỗi mục một dòng JSON.")] = False) -> None:
    """Những gói đang giữ: của ai, số, ngày, trích yếu, chắc đến đâu, chờ bao lâu, vì sao."""
    store = archive.open(session.root, session.settings())
    store.check_chains()
    rows = items.rows(store, session.vocabulary(), now(), lang=session.lang)
    if as_json:
        for item, row in zip(store.held(), rows, strict=True):
            print(json.dumps(item.as_dict() | row.as_dict(), ensure_ascii=False))
        return
    for row in rows:
        _show(row)
    say(f"{len(rows)} mục đang giữ.", f"{len(rows)} items held.")
    if asked := len(store.rereading("").waiting()):
        say(
            f"{asked} văn bản đọc lại thấy khác, chờ người quyết định: hdnd reread --waiting",
            f"{asked} documents were read otherwise and wait for a person: hdnd reread --waiting",
        )


def _show(row: items.ListRow) -> None:
    """One item: what it is, its title, why it is held."""
    sure, days = worded(("chắc", "chờ {} ngày"), ("sure", "waits {} days"))
    known = "" if row.sure is None else f"{sure} {row.sure:.0%}"
    facts = (row.receipt, row.council, row.code, row.date, known, days.format(row.days))
    entry(facts, row.title, row.reason)


@app.command("open")
def open_held(
    receipt: Number,
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục để đặt các tệp của gói.")],
) -> None:
    """Lấy các tệp của một gói đang giữ ra một thư mục để người duyệt xem; gói đã niêm phong thì không."""
    settings = session.settings()
    store = archive.open(session.root, settings)
    store.approvable(receipt)
    folder.mkdir(parents=True, exist_ok=True)
    with archive.workplace(folder / f".hdnd-{receipt}") as work:
        kept = store.kept(receipt, work)
        package = ingest.read(kept.path, work / "files", settings.limits, address=settings.address)
        for number, file in enumerate(package.files, 1):
            target = folder / f"{receipt}-{number}.{media.EXTENSIONS.get(file.media, media.UNKNOWN.ext)}"
            shutil.copyfile(file.path, target)
            say(f"{target}  ({file.name})", f"{target}  ({file.name})")


@app.command()
def approve(
    receipt: Number,
    person: Person,
    values: Values = None,
    why: Reason = None,
) -> None:
    """Cho công bố một gói đang giữ, kèm điều người duyệt xác nhận."""
    run.check_words({"--why": why}, session.settings())
    with acting.acting() as store:
        outcome = run.approve(receipt, store, archive.Decider(person, now(), why), pairs(values or []))
    if outcome.document is None:
        raise errors.UsageError(what=f"{receipt}: {outcome.sentence()}", what_en=f"{receipt}: {outcome.sentence('en')}")
    vi, en = _BECAME.get(outcome.outcome, ("đã công bố tại", "published at"))
    say(f"{receipt}: {vi} {outcome.document}", f"{receipt}: {en} {outcome.document}")
    acting.tell_others(outcome.also)  # what was waiting for it


@app.command()
def refuse(receipt: Number, person: Person, why: Why) -> None:
    """Từ chối một gói đang giữ; bản nhận vẫn nằm trong kho riêng."""
    run.check_words({"--why": why}, session.settings())
    with acting.acting() as store:
        store.refuse(receipt, archive.Decider(person, now(), why))
    say(f"{receipt}: đã từ chối.", f"{receipt}: refused.")


@app.command()
def undo(receipt: Number, person: Person) -> None:
    """Hoàn tác một lần duyệt hoặc từ chối, khi trang chưa được dựng lại: gói trở về danh sách đang giữ."""
    with acting.acting() as store:
        store.undo(receipt, archive.Decider(person, now()))
    say(f"{receipt}: đã hoàn tác, lại đang giữ.", f"{receipt}: taken back, held again.")


@app.command()
def purge(receipt: Number, person: Person, why: Why) -> None:
    """Hủy bản nhận chưa công bố khỏi kho riêng (văn bản mật không được lưu trên máy nối mạng); việc hủy được ghi sổ."""
    run.check_words({"--why": why}, session.settings())
    with acting.acting() as store:
        store.purge(receipt, archive.Decider(person, now(), why))
    inbox = session.settings().inbox
    say(
        f"{receipt}: đã hủy bản nhận. Tệp còn trong {inbox}/ thì xóa ở đó: lần nhận sau sẽ nhận và giữ lại lần nữa.",
        f"{receipt}: destroyed. Delete the file that lies in {inbox}/: the next run would receive and hold it again.",
    )


app.command()(acting.suspend)
app.command()(acting.restore)


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Các quyết định đã ghi, mỗi dòng một đối tượng JSON.")],
) -> None:
    """Thực hiện lại các quyết định đã ghi (theo SHA-256 của tệp nhận); quyết định đã làm thì bỏ qua."""
    acts = archive.recorded.read(file)
    with acting.acting() as store, readout.progress() as progress:
        held = {item.sha256: item.receipt for item in store.held()}
        due = [(act, held[act.sha256]) for act in acts if act.sha256 in held]
        for act, receipt in progress.track(due, description=worded("Duyệt", "Deciding")):
            if act.act == "approve":
                run.approve(receipt, store, archive.Decider(act.person, now()), act.values)
            else:
                store.refuse(receipt, archive.Decider(act.person, now(), act.why or ""))
    say(f"Đã thực hiện {len(due)} quyết định duyệt.", f"{len(due)} recorded decisions applied.")
