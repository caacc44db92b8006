"""The signed head of the registers: sign, cosign, add, verify, prove, key."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, errors
from pipeline.archive import checkpoints, store
from pipeline.archive.checkpoints import Key
from pipeline.cli.acting import Address, page
from pipeline.cli.screen import now, out, say, session
from pipeline.document import tlog

app = typer.Typer(
    help="Đầu sổ có ký: ký, đồng ký, kiểm tra, lấy bằng chứng của một văn bản.",
    no_args_is_help=True,
)
Note = Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp đầu sổ (du-lieu/nhat-ky/checkpoint).")]
Since = Annotated[Path | None, typer.Option("--since", help="Đầu sổ đã giữ từ trước: sổ nay phải nối tiếp đúng từ đó.")]


@app.command()
def sign(
    anew: Annotated[
        bool, typer.Option("--anew", help="Mở sổ có tên mới khi sổ không nối tiếp đầu sổ đã ký (mất đuôi, phục hồi).")
    ] = False,
) -> None:
    """Ký đầu sổ như đang có; hdnd build tự làm việc này ở văn phòng."""
    settings = session.settings()
    with archive.lock(session.root):
        archive.check_chains(session.root, settings)
        signed = checkpoints.sign(session.root, settings, anew=anew)
    out.print(str(signed), end="")


@app.command()
def key() -> None:
    """In khóa công khai của cơ sở dữ liệu, để người khác kiểm tra đầu sổ; công bố nó ở nơi khác trang này."""
    found = checkpoints.own_key(session.root, session.settings())
    if found is None:
        raise errors.UsageError(
            what="chưa ký đầu sổ lần nào, hoặc máy này không có kho riêng",
            what_en="no checkpoint was signed yet, or this machine has no private store",
        )
    out.print(str(found), soft_wrap=True)


@app.command()
def cosign(
    file: Note,
    name: Annotated[str, typer.Option("--name", help="Tên của bên đồng ký, không dấu cách: thu-vien.example.")],
    since: Since = None,
    keys: Annotated[
        list[str] | None, typer.Option("--verifier", help="Khóa công khai của cơ sở dữ liệu (hdnd checkpoint key).")
    ] = None,
) -> None:
    """Đồng ký một đầu sổ bằng --key, sau khi thấy sổ ở đây (một bản sao) khớp với nó và nối tiếp đầu sổ đã giữ."""
    if session.signer is None:
        raise errors.UsageError(
            what="--key: cần tệp khóa của bên đồng ký", what_en="--key: the cosigner's key file is needed"
        )
    checkpoint = checkpoints.load(file)
    _check(checkpoint, since, keys)
    signed, public = checkpoints.cosign(checkpoint, name, session.signer, int(now().timestamp()))
    store.write(file, str(signed).encode())
    say(f"Đã đồng ký {signed.size} dòng. Khóa kiểm tra: {public}", f"Cosigned {signed.size} lines. Verifier: {public}")


@app.command()
def add(file: Note) -> None:
    """Nhận đầu sổ mà bên thứ hai đã đồng ký; lần dựng trang tới công bố nó (du-lieu/nhat-ky/cosigned)."""
    with archive.lock(session.root):
        checkpoint = checkpoints.load(file)
        checkpoints.take(session.root, checkpoint)
    names = ", ".join(name for name, _ in checkpoint.signatures)
    say(f"Đã nhận đầu sổ {checkpoint.size} dòng, có chữ ký của {names}.", f"Taken: signed by {names}.")


@app.command()
def verify(
    file: Note,
    since: Since = None,
    keys: Annotated[
        list[str] | None, typer.Option("--verifier", help="Khóa công khai phải có chữ ký đúng; lặp lại được.")
    ] = None,
) -> None:
    """Kiểm tra một đầu sổ: chữ ký của các khóa đã cho, và sổ trong content/register ở đây bắt đầu đúng như nó nói."""
    checkpoint = checkpoints.load(file)
    _check(checkpoint, since, keys)
    say(
        f"Đúng: {checkpoint.origin}, {checkpoint.size} dòng; chữ ký đã kiểm: {len(keys or ())}.",
        f"Holds: {checkpoint.origin}, {checkpoint.size} lines; signatures checked: {len(keys or ())}.",
    )


@app.command()
def prove(
    address: Address,
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Nơi đặt hai tệp.")],
) -> None:
    """Lấy bằng chứng (.tlog-proof) rằng dòng của một văn bản nằm trong sổ đã ký, và chính dòng ấy."""
    named = page(address)
    proof, line = checkpoints.prove(session.root, named)
    stem = folder / named.replace("/", "-")
    store.write(stem.with_name(f"{stem.name}.line"), line)
    store.write(stem.with_name(f"{stem.name}.tlog-proof"), proof.encode())
    say(f"{stem}.line, {stem}.tlog-proof", f"{stem}.line, {stem}.tlog-proof")


def _check(checkpoint: tlog.Checkpoint, since: Path | None, keys: list[str] | None) -> None:
    """Raises UsageError for a wrong or missing signature, RegisterBroken where the registers say otherwise."""
    for public, right in checkpoints.check(checkpoint, map(Key.parse, keys or ())):
        if not right:
            vi, en = ("không có chữ ký", "no signature") if right is None else ("chữ ký sai", "wrong signature")
            raise errors.UsageError(what=f"{public.name}: {vi}", what_en=f"{public.name}: {en}")
    checkpoints.agrees(session.root, checkpoint)
    if since is not None:
        earlier = checkpoints.load(since)
        if earlier.origin != checkpoint.origin or earlier.size > checkpoint.size:
            raise errors.UsageError(
                what=f"{since}: là đầu sổ của sổ khác, hoặc dài hơn đầu sổ đang kiểm",
                what_en=f"{since}: of another log, or longer than the checkpoint that is checked",
            )
        checkpoints.agrees(session.root, earlier)
