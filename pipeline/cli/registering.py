"""Commands on the registry of councils: import it from the published lists, look for what cannot be true."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline import archive
from pipeline.archive import units_import
from pipeline.cli.screen import say, session
from pipeline.document import units
from pipeline.errors import ExitCode

app = typer.Typer(
    help="Danh mục hội đồng: nhập từ danh sách đơn vị hành chính đã công bố, tìm chỗ không hợp lý.",
    no_args_is_help=True,
)


@app.command("import")
def import_units(
    province: Annotated[str, typer.Argument(metavar="TỈNH", help="Tên tỉnh hoặc thành phố hiện nay.")],
    data: Annotated[
        Path | None, typer.Option("--data", metavar="THƯ_MỤC", help="Thư mục danh sách, nếu không cài gói.")
    ] = None,
) -> None:
    """Thêm vào danh mục mọi hội đồng của tỉnh, trước và sau ngày 01/7/2025, kèm kế thừa; không sửa mục đã có."""
    lists = units_import.published(province, data)
    raw = units_import.registered(session.root)
    rows = units.councils(lists, raw.get("organ_sets") or ())
    with archive.lock(session.root):
        added = units_import.add(session.root, rows)
    say(
        f"Đã thêm {len(added)} hội đồng, giữ nguyên {len(rows) - len(added)} mục đã có. "
        f"Tiếp theo: scope.province: {rows[0]['slug']} trong archive.yaml; mã đơn vị gửi trong senders.yaml.",
        f"Added {len(added)} councils, left {len(rows) - len(added)} as they were. "
        f"Next: scope.province: {rows[0]['slug']} in archive.yaml; the codes of senders in senders.yaml.",
    )


@app.command("check")
def check() -> None:
    """Tìm trong danh mục: vòng tròn, ngày chồng nhau, trùng tên cùng nơi cùng lúc, kế thừa ghi một chiều."""
    session.vocabulary()  # what breaks the form is said first, with its own exit code
    raw = units_import.registered(session.root)
    found = list(units.doubts(raw.get("councils") or ()))
    for vi, en in found:
        say(f"bodies.yaml: {vi}", f"bodies.yaml: {en}")
    count = len(raw.get("councils") or ())
    say(f"{count} hội đồng, {len(found)} chỗ cần xem lại.", f"{count} councils, {len(found)} places to look at.")
    if found:
        raise typer.Exit(int(ExitCode.content))
