"""The desk in its smallest form: list what is held, approve, refuse, or replay recorded acts."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from pipeline import archive, errors, ingest, run
from pipeline.cli.screen import now, out, say, session

app = typer.Typer(help="Bàn duyệt: xem, cho công bố hoặc từ chối những gì đang giữ.", no_args_is_help=True)
Person = Annotated[str, typer.Option("--as", help="Người quyết định; ghi vào sổ.")]
Number = Annotated[str, typer.Argument(metavar="ID", help="Số biên nhận.")]
Why = Annotated[str, typer.Option("--why", help="Lý do, ghi vào sổ.")]


@app.command("list")
def list_held(as_json: Annotated[bool, typer.Option("--json", help="Mỗi mục một dòng JSON.")] = False) -> None:
    """Những gói đang giữ, vì sao, từ bao giờ."""
    held = archive.open(session.root, session.settings()).held()
    if as_json:
        for item in held:
            print(json.dumps(item.as_dict(), ensure_ascii=False))
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("Biên nhận", "Lúc", "Tệp", "Lý do") if session.lang == "vi" else ("Receipt", "Time", "File", "Why"):
        table.add_column(heading)
    for item in held:
        table.add_row(item.receipt, item.time.strftime("%d/%m/%Y %H:%M"), item.name, item.sentence(session.lang))
    out.print(table)
    say(f"{len(held)} mục đang giữ.", f"{len(held)} items held.")


@app.command("open")
def open_held(
    receipt: Number,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục để đặt các tệp của gói.")],
) -> None:
    """Lấy các tệp của một gói đang giữ ra một thư mục để người duyệt xem; gói đã niêm phong thì không."""
    settings = session.settings()
    with tempfile.TemporaryDirectory(prefix="hdnd-") as work:
        kept = archive.open(session.root, settings).kept(receipt, Path(work))
        package = ingest.read(kept.path, Path(work) / "files", settings.limits, address=settings.address)
        folder.mkdir(parents=True, exist_ok=True)
        for number, file in enumerate(package.files, 1):
            target = folder / f"{receipt}-{number}{file.path.suffix}"
            shutil.copyfile(file.path, target)
            say(f"{target}  ({file.name})", f"{target}  ({file.name})")


@app.command()
def approve(
    receipt: Number,
    person: Person,
    values: Annotated[list[str] | None, typer.Option("--set", help="field=value; lặp lại được.")] = None,
) -> None:
    """Cho công bố một gói đang giữ, kèm điều người duyệt xác nhận."""
    with archive.lock(session.root):
        outcome = _approve(receipt, person, _pairs(values or []))
    if outcome.document is None:
        raise errors.UsageError(what=f"{receipt}: {outcome.sentence(session.lang)}")
    say(f"{receipt}: đã công bố tại {outcome.document}", f"{receipt}: published at {outcome.document}")


@app.command()
def refuse(receipt: Number, person: Person, why: Why) -> None:
    """Từ chối một gói đang giữ; bản nhận vẫn nằm trong kho riêng."""
    with _desk() as desk:
        desk.refuse(receipt, person=person, why=why, now=now())
    say(f"{receipt}: đã từ chối.", f"{receipt}: refused.")


@app.command()
def purge(receipt: Number, person: Person, why: Why) -> None:
    """Hủy bản nhận chưa công bố khỏi kho riêng (văn bản mật không được lưu trên máy nối mạng); việc hủy được ghi sổ."""
    with _desk() as desk:
        desk.purge(receipt, person=person, why=why, now=now())
    say(f"{receipt}: đã hủy bản nhận.", f"{receipt}: destroyed.")


@app.command()
def restore(
    address: Annotated[str, typer.Argument(help="Địa chỉ văn bản: cap/hoi-dong/nam/so.")],
    person: Person,
    why: Why,
) -> None:
    """Đưa trở lại một văn bản đã tạm gỡ để xem xét."""
    with _desk() as desk:
        desk.restore(address, person=person, why=why, now=now())
    say(f"{address}: đã đưa trở lại.", f"{address}: restored.")


@app.command()
def apply(
    file: Annotated[Path, typer.Argument(help="Các quyết định đã ghi, mỗi dòng một đối tượng JSON.")],
) -> None:
    """Thực hiện lại các quyết định đã ghi (theo SHA-256 của tệp nhận); quyết định đã làm thì bỏ qua."""
    acts = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    done = 0
    with archive.lock(session.root):
        held = {item.sha256: item for item in archive.open(session.root, session.settings()).held()}
        for act in acts:
            item = held.get(act["sha256"])
            if item is None:
                continue
            if act["act"] == "approve":
                _approve(item.receipt, act["as"], act.get("set", {}))
            else:
                archive.open(session.root, session.settings()).refuse(
                    item.receipt, person=act["as"], why=act["why"], now=now()
                )
            done += 1
    say(f"Đã thực hiện {done} quyết định duyệt.", f"{done} recorded decisions applied.")


@contextmanager
def _desk() -> Iterator[archive.Archive]:
    """The archive, held against every other run while a person decides."""
    with archive.lock(session.root):
        yield archive.open(session.root, session.settings())


def _approve(receipt: str, person: str, values: dict[str, str]) -> archive.Outcome:
    settings, vocabulary = session.settings(), session.vocabulary()
    return run.approve(
        receipt, archive.open(session.root, settings), settings, vocabulary, person=person, values=values, now=now()
    )


def _pairs(values: list[str]) -> dict[str, str]:
    for value in values:
        if "=" not in value:
            raise errors.UsageError(what=f"--set {value}: cần dạng field=value")
    return {name.strip(): value.strip() for name, _, value in (v.partition("=") for v in values)}
