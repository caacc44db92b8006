"""Acts on dossiers of oversight: join, split, close, undo."""

import re
from typing import Annotated

import typer

from pipeline import run
from pipeline.archive import Decider
from pipeline.cli.acting import Person, Why, acting, page
from pipeline.cli.screen import now, say, session

app = typer.Typer(
    help="Hồ sơ giám sát: nhập, tách, đóng, hoàn tác; mỗi việc một dòng trong sổ.",
    no_args_is_help=True,
)
Name = Annotated[
    str,
    typer.Argument(metavar="HỒ_SƠ", help="Tên hồ sơ: phần cuối địa chỉ giam-sat/ho-so/<tên>/, hoặc đường dẫn trang."),
]


@app.command()
def join(
    dossier: Name,
    into: Annotated[str, typer.Option("--into", metavar="HỒ_SƠ", help="Hồ sơ nhận, cùng hội đồng.")],
    person: Person,
    why: Why,
) -> None:
    """Nhập mọi văn bản của một hồ sơ vào hồ sơ khác; địa chỉ cũ dẫn đến hồ sơ nhận, văn bản đến sau cũng vào đó."""
    with acting() as desk:
        run.check_words({"--why": why}, session.settings())
        count = desk.dossiers().join(_name(dossier), _name(into), Decider(person, now(), why))
    say(
        f"{dossier}: đã nhập {count} văn bản. Chạy hdnd build.", f"{dossier}: {count} documents joined. Run hdnd build."
    )


@app.command()
def split(
    dossier: Name,
    documents: Annotated[
        list[str], typer.Option("--document", metavar="ĐỊA_CHỈ", help="Văn bản tách ra; lặp lại được.")
    ],
    title: Annotated[str, typer.Option("--title", help="Tên của cuộc giám sát mà các văn bản ấy thuộc về.")],
    person: Person,
    why: Why,
) -> None:
    """Tách một số văn bản của hồ sơ thành hồ sơ mới; trang của hồ sơ cũ dẫn đến đó."""
    with acting() as desk:
        run.check_words({"--why": why, "--title": title}, session.settings())
        chosen = [page(one) for one in documents]
        count = desk.dossiers().split(_name(dossier), chosen, title, Decider(person, now(), why))
    say(
        f"{dossier}: đã tách {count} văn bản. Chạy hdnd build.",
        f"{dossier}: {count} documents split off. Run hdnd build.",
    )


@app.command()
def close(dossier: Name, person: Person, why: Why) -> None:
    """Đóng một hồ sơ: trang ghi ngày, người, lý do; văn bản đến sau vẫn vào hồ sơ."""
    with acting() as desk:
        run.check_words({"--why": why}, session.settings())
        desk.dossiers().close(_name(dossier), Decider(person, now(), why))
    say(f"{dossier}: đã đóng. Chạy hdnd build.", f"{dossier}: closed. Run hdnd build.")


@app.command()
def undo(dossier: Name, person: Person, why: Why) -> None:
    """Hoàn tác việc cuối cùng trên một hồ sơ: nhập, tách hoặc đóng."""
    with acting() as desk:
        run.check_words({"--why": why}, session.settings())
        desk.dossiers().undo(_name(dossier), Decider(person, now(), why))
    say(f"{dossier}: đã hoàn tác. Chạy hdnd build.", f"{dossier}: taken back. Run hdnd build.")


def _name(said: str) -> str:
    """The name in what a person pastes: a page's link, or a path of output/."""
    found = re.search(r"ho-so/([a-z0-9-]+)", said)
    return found[1] if found else said.strip("/")
