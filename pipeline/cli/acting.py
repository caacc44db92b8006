"""Acts on what stands published: withdraw, suspend, restore, correct, own, redact."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from pipeline import archive, errors, faults, redact, run
from pipeline.archive import Decider
from pipeline.cli.screen import now, say, session, warn
from pipeline.document import addresses
from pipeline.document.reasons import OUTCOMES
from pipeline.document.record import GROUNDS, Ground

Person = Annotated[str, typer.Option("--as", help="Người quyết định; ghi vào sổ.")]
Address = Annotated[
    str, typer.Argument(metavar="ĐỊA_CHỈ", help="Địa chỉ văn bản: cap/hoi-dong/nam/so, hoặc đường dẫn trang.")
]
Values = Annotated[list[str] | None, typer.Option("--set", help="khóa=giá trị; lặp lại được.")]
Why = Annotated[str, typer.Option("--why", help="Lý do, ghi vào sổ.")]
Reason = Annotated[str | None, typer.Option("--why", help="Lý do, ghi vào sổ.")]


def register(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command()(withdraw)
    app.command()(suspend)
    app.command()(correct)
    app.command()(own)
    app.command("redact")(strike_out)


def withdraw(
    address: Address,
    person: Person,
    why: Why,
    ground: Annotated[str, typer.Option(help=f"Căn cứ: {', '.join(GROUNDS)}.")],
    asked: Annotated[str, typer.Option("--asked-by", help="Cơ quan, người đề nghị gỡ; hiện trên trang.")] = "",
) -> None:
    """Gỡ hẳn một văn bản: nội dung và bản gốc rời mọi nơi công khai; trang còn lại ghi ai đề nghị, ngày, căn cứ."""
    with acting() as store:
        run.check_words({"--why": why, "--asked-by": asked}, session.settings())
        store.published().withdraw(page(address), Decider(person, now(), why), _ground(ground), asked or None)
    _tell(address, "đã gỡ", "withdrawn")


def suspend(address: Address, person: Person, why: Why) -> None:
    """Tạm ngừng công bố một văn bản: nội dung và bản gốc rời content/ và các bản sao; restore đưa lại."""
    with acting() as store:
        run.check_words({"--why": why}, session.settings())
        store.published().suspend(page(address), Decider(person, now(), why))
    _tell(address, "đã tạm ngừng công bố", "suspended")


def restore(address: Address, person: Person, why: Why) -> None:
    """Đưa trở lại, đúng từng byte, một văn bản mà văn phòng đã gỡ hoặc tạm ngừng công bố."""
    with acting() as store:
        run.check_words({"--why": why}, session.settings())
        store.published().restore(page(address), Decider(person, now(), why))
    say(f"{address}: đã đưa trở lại.", f"{address}: restored.")


def correct(
    address: Address,
    person: Person,
    values: Values = None,
    why: Annotated[str, typer.Option("--why", help="Lý do, ghi vào sổ; có --report thì không cần.")] = "",
    report: Annotated[str, typer.Option(help="Số phản ánh mà chỗ sửa này trả lời: SS-2026-000012.")] = "",
) -> None:
    """Sửa điều ghi sai trên một trang; các phiên bản sau giữ chỗ sửa, trừ khi chính văn bản mới ghi khác."""
    said = pairs(values or [])
    with acting() as store:
        run.check_words({"--why": why, **{f"--set {name}": one for name, one in said.items()}}, session.settings())
        decider = Decider(person, now(), why or f"phản ánh {report}" if report else why)
        done = store.published().correct(page(address), decider, said, report or None)
    _tell_corrected(*done)
    if report:
        say(
            f'Trả lời: hdnd errors answer {report} --as … --decision corrected --before "…" --after "…" --answer "…"',
            f'Answer: hdnd errors answer {report} --as … --decision corrected --before "…" --after "…" --answer "…"',
        )


def own(address: Address, person: Person, why: Why) -> None:
    """Nhận là người đã sửa trực tiếp tệp nội dung; chỗ sửa từ đó được giữ như sửa bằng lệnh."""
    with acting() as store:
        run.check_words({"--why": why}, session.settings())
        done = store.published().own(page(address), Decider(person, now(), why))
    _tell_corrected(*done)


def strike_out(
    address: Address,
    person: Person,
    why: Why,
    words: Annotated[
        list[str] | None, typer.Option(help="Chữ cần che, đúng như trên trang; lặp lại được. Không ghi vào sổ.")
    ] = None,
    box: Annotated[
        list[str] | None,
        typer.Option(metavar="TRANG:TRÁI,TRÊN,PHẢI,DƯỚI", help="Chỗ cần che trong tệp chính, phần trăm của trang."),
    ] = None,
) -> None:
    """Che hẳn một số chỗ: bản mới của nội dung và tệp không còn chữ ấy; bản cũ rời mọi nơi công khai."""
    with acting() as store:
        run.check_words({"--why": why}, session.settings())
        decider = Decider(person, now(), why)
        places = [redact.place(one) for one in box or []]
        struck, left = redact.redact(page(address), store, session.settings(), words or [], places, decider)
    _tell(address, f"đã che {struck} chỗ trong tệp", f"{struck} places of files struck out")
    for name in left:
        warn(f"Chữ ấy còn ở {name}; xem và xử lý riêng.", f"The words still stand in {name}.")


@contextmanager
def acting() -> Iterator[archive.Archive]:
    """The archive, held against every other run while a person decides."""
    with archive.lock(session.root):
        store = archive.open(session.root, session.settings(), session.signer)
        faults.log_below(store.logs())
        yield store
        store.answer()


def page(said: str) -> str:
    """The address in what a person pastes: a page's link, a path of output/ or content/documents/."""
    return addresses.first(said) or said


def pairs(values: list[str]) -> dict[str, str]:
    """Field → value of `--set field=value`. Raises UsageError."""
    for value in values:
        if "=" not in value:
            raise errors.UsageError(
                what=f"--set {value}: cần dạng trường=giá trị", what_en=f"--set {value}: write field=value"
            )
    return {name.strip(): value.strip() for name, _, value in (v.partition("=") for v in values)}


def tell_others(others: Iterable[archive.Outcome]) -> None:
    """What became of packages that had waited."""
    for one in others:
        words = OUTCOMES[one.outcome]
        shown = one.document or one.sentence(session.lang)
        say(f"{one.receipt}: {words[0]} {shown}", f"{one.receipt}: {words[1]} {shown}")


def _tell_corrected(address: str, others: Iterable[archive.Outcome]) -> None:
    say(f"{address}: đã ghi chỗ sửa. Chạy hdnd build.", f"{address}: corrected. Run hdnd build.")
    tell_others(others)


def _ground(said: str) -> Ground:
    for ground in GROUNDS:
        if ground == said:
            return ground
    raise errors.UsageError(
        what=f"--ground {said}: chỉ có {', '.join(GROUNDS)}", what_en=f"--ground {said}: only {', '.join(GROUNDS)}"
    )


def _tell(address: str, vi: str, en: str) -> None:
    say(
        f"{address}: {vi}. Chạy hdnd build, rồi hdnd mirror cho từng bản sao, để gỡ khỏi trang.",
        f"{address}: {en}. Run hdnd build, then hdnd mirror for each copy, to take it off the pages.",
    )
