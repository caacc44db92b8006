"""Commands that keep an archive: init, status, verify, upgrade, doctor."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive, errors, run
from pipeline.archive import chains, template, units_import
from pipeline.cli import alarms, delivering, due_days, receiving, reported_errors
from pipeline.cli import doctor as checks
from pipeline.cli.screen import out, say, session, table, worded
from pipeline.document import units
from pipeline.errors import ExitCode


def register(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command()(init)
    app.command()(status)
    app.command()(verify)
    app.command()(upgrade)
    app.command()(doctor)


def init(
    folder: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục mới.")],
    province: Annotated[
        str,
        typer.Option("--province", metavar="TỈNH", help="Tỉnh, thành phố: ghi sẵn cài đặt và mọi hội đồng của tỉnh."),
    ] = "",
    data: Annotated[
        Path | None, typer.Option("--data", metavar="THƯ_MỤC", help="Thư mục danh sách, nếu không cài gói.")
    ] = None,
) -> None:
    """Tạo một cơ sở dữ liệu mới, trống, có cài đặt, sổ đăng ký, trang viết tay và quy trình CI."""
    lists = units_import.published(province, data) if province else None  # no list: nothing is made
    written = template.make(folder)
    if lists is not None:
        rows = units.councils(lists, units_import.registered(folder).get("organ_sets") or ())
        units_import.add(folder, rows)
        template.name_province(folder, rows[0]["slug"], rows[0]["name"])
        say(
            f"Đã tạo {folder} cho {rows[0]['name']}, {len(rows)} hội đồng. "
            "Tiếp theo: mã của mình trên trục (address) trong archive.yaml, mã đơn vị gửi trong "
            "content/vocabulary/senders.yaml, rồi hdnd receive.",
            f"Made {folder} for {rows[0]['name']}, {len(rows)} councils. "
            "Next: your own code on the axis (address) in archive.yaml, those of senders in "
            "content/vocabulary/senders.yaml, then hdnd receive.",
        )
        return
    say(
        f"Đã tạo {folder} ({len(written)} tệp). Tiếp theo: điền archive.yaml và content/vocabulary/, rồi hdnd receive.",
        f"Made {folder} ({len(written)} files). Next: fill in archive.yaml and content/vocabulary/, hdnd receive.",
    )


def upgrade() -> None:
    """Thay chương trình đi theo cơ sở dữ liệu (program/) bằng bản đang chạy; không đụng đến gì khác."""
    session.settings()  # an archive, and settings that this version reads
    with archive.lock(session.root):
        template.upgrade(session.root)
    say(
        "Đã thay program/ bằng bản đang chạy. Tiếp theo: hdnd build, hdnd verify, rồi đưa lên kho git.",
        "program/ is this version now. Next: hdnd build, hdnd verify, then commit.",
    )
    receiving.warn_of_no_address()  # earlier versions took the code of one province for whoever named none


def doctor() -> None:
    """Nói rõ đã cài gì, thiếu gì, thiếu thì không làm được gì, và lệnh để cài."""
    shown = table(("", "Thành phần", "Tình trạng"), ("", "Part", "State"))
    missing = 0
    for need in checks.needs():
        found = need.found()
        missing += need.needed and found is None
        without = worded(f"thiếu: {need.without_vi}", f"missing: {need.without_en}")
        shown.add_row("✓" if found else "✗", need.name, found or f"{without} — {need.install}")
    out.print(shown)
    if missing:
        raise typer.Exit(int(ExitCode.tool_missing))


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Một đối tượng JSON.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Chỉ hỏi: lần publish cuối có thành công và còn mới không.")
    ] = False,
) -> None:
    """Cơ sở dữ liệu đang có gì: đã nhận, đang giữ và vì sao, tệp sửa tay, sổ có nguyên vẹn không."""
    if check:
        archive.check_chains(session.root, session.settings())
        delivering.check()
        return
    store = archive.open(session.root, session.settings())
    state = store.status()
    if as_json:
        told = state.as_dict() | reported_errors.counts() | due_days.counts()
        out.print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _tell(state, alarms.waiting(store))
    if state.broken:
        raise typer.Exit(int(ExitCode.register_broken))
    if state.gone:
        raise typer.Exit(int(ExitCode.verify_failed))


_WRONG = {
    "differs": ("bị hỏng", "damaged"),
    "missing": ("mất", "missing"),
    "ledger": ("sổ không nguyên vẹn", "ledger broken"),
    "edited": ("đã sửa trực tiếp, chưa ghi người sửa", "edited directly, by nobody recorded"),
    "added": ("đã thêm trực tiếp, chưa ghi người sửa", "added directly, by nobody recorded"),
    "removed": ("đã xóa trực tiếp, chưa ghi người sửa", "removed directly, by nobody recorded"),
    "lost-line": ("sổ thiếu dòng, chạy hdnd receive để ghi lại", "no line in the register, run hdnd receive"),
    "extra": ("tệp lạ trong trang đã dựng, hãy xóa", "foreign file in the built site, delete it"),
    "output": (
        "trang đã dựng bị đổi, chạy hdnd build --full rồi hdnd publish",
        "built site changed, run hdnd build --full, then publish",
    ),
}


def verify(
    heads: Annotated[
        list[Path] | None, typer.Option(help="Tệp du-lieu/dau-so.json đã giữ từ một lần dựng trước; lặp lại được.")
    ] = None,
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="Đầu sổ có ký (du-lieu/nhat-ky/checkpoint) đã giữ từ trước; lặp lại được.")
    ] = None,
) -> None:
    """Băm lại mọi bản gốc và tệp trong kho riêng, so sổ với nội dung; phục hồi từ inbox và từ gói khi còn đủ byte."""
    settings = session.settings()
    with archive.lock(session.root):
        store = archive.open(session.root, settings)
        for kept in heads or ():
            chains.check_heads(session.root, kept)
        for kept in checkpoint or ():
            archive.checkpoints.agrees(session.root, archive.checkpoints.load(kept))
        found = store.damage()
        healed = run.mend(found, store, settings, session.root / settings.inbox)
    for one in found:
        _say_wrong(one, is_healed=one in healed)
    if found:
        raise errors.Damaged(count=len(found), healed=len(healed))
    say(
        "Cơ sở dữ liệu nguyên vẹn: mọi tệp đúng mã băm, sổ và nội dung khớp nhau.",
        "Sound: every hash and every ledger holds.",
    )


def _say_wrong(one: archive.Damage, *, is_healed: bool) -> None:
    vi, en = _WRONG[one.what]
    done = (" — đã phục hồi", " — put right") if is_healed else ("", "")
    say(f"{vi}: {one.place}{done[0]}", f"{en}: {one.place_in('en')}{done[1]}")


def _tell(state: archive.Status, alarm: tuple[str, str] | None) -> None:
    for vi, en in (*((alarm,) if alarm else ()), *reported_errors.alarms(), *due_days.alarms(), *state.sentences()):
        say(vi, en)
    index = session.root / "output" / "index.html"
    if index.is_file():
        say(f"Mở trang: {index}", f"Open: {index}")
