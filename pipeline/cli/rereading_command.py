"""The command that reads again, with today's readers, what published documents were made of."""

import json
from collections import Counter
from typing import Annotated

import typer

from pipeline import archive, run
from pipeline.archive import Revision
from pipeline.cli import elsewhere, readout
from pipeline.cli.screen import actor, now, out, say, session, table, worded
from pipeline.document.zone import day


def register(app: typer.Typer) -> None:
    """Hang the command on the application."""
    app.command()(reread)


def reread(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ cho xem sẽ đổi gì; không sửa văn bản nào.")] = False,
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Những văn bản đọc lại thấy khác, đang chờ người quyết định.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi văn bản một dòng JSON.")] = False,
    cluster: elsewhere.Cluster = None,
) -> None:
    """Đọc lại bản đã nhận bằng bộ đọc hiện nay; giữ chỗ người đã sửa, giữ mọi địa chỉ, dừng thì lần sau đọc tiếp."""
    if waiting:
        _waiting(as_json=as_json)
        return
    settings, vocabulary = session.settings(), session.vocabulary()
    found: list[Revision] = []
    with (
        archive.lock(session.root),
        elsewhere.reading(cluster, settings) as (read, own),
        readout.progress() as progress,
    ):
        store = archive.open(session.root, settings)
        digest = run.readers(session.root)
        reader = run.ReadingContext(own, vocabulary, day(now()), read)
        again = run.reread(store, reader, digest=digest, dry=dry_run, actor=actor(), clock=now)
        task = progress.add_task(worded("Đọc lại", "Rereading"), total=len(again.addresses))
        for revision in again:
            progress.advance(task)
            if revision.waits or revision.changes:
                found.append(revision)
                if as_json:
                    print(json.dumps(_as_dict(revision), ensure_ascii=False), flush=True)
    if not as_json:
        _show(found)
        _sum_up(found, len(again.addresses), dry=dry_run)


def _as_dict(revision: Revision) -> dict[str, object]:
    return {
        "document": revision.address,
        "changes": [change.as_dict() for change in revision.changes],
        "reasons": [finding.code for finding in revision.stopped],
        "waits": revision.waits,
    }


def _show(found: list[Revision]) -> None:
    """The table: document, field, what stands, what is read; what waits for a person is marked."""
    vi, en = ("Văn bản", "Trường", "Đang ghi", "Đọc được", ""), ("Document", "Field", "Stands", "Read now", "")
    shown, mark = table(vi, en), worded("chờ người", "waits")
    for one in found:
        for change in one.changes:
            shown.add_row(one.address, change.field, change.stands, change.reads, mark if change.waits else "")
        for finding in one.stopped:
            shown.add_row(one.address, finding.code, "", finding.sentence(session.lang), mark)
    if found:
        out.print(shown)


def _sum_up(found: list[Revision], total: int, *, dry: bool) -> None:
    fields = Counter(change.field for one in found for change in one.changes if not change.waits)
    named = ", ".join(f"{name} {count}" for name, count in fields.most_common())
    changed = sum(any(not change.waits for change in one.changes) for one in found)
    waits = sum(one.waits for one in found)
    say(
        f"{total} văn bản đọc lại, {changed} {'sẽ đổi' if dry else 'đã đổi'}{f' ({named})' if named else ''}, "
        f"{waits} {'sẽ chờ' if dry else 'chờ'} người quyết định.",
        f"{total} documents read again, {changed} {'would change' if dry else 'changed'}"
        f"{f' ({named})' if named else ''}, "
        f"{waits} {'would wait' if dry else 'wait'} for a person.",
    )


def _waiting(*, as_json: bool) -> None:
    store = archive.open(session.root, session.settings())
    asked = store.rereading(run.readers(session.root)).waiting()
    if as_json:
        for address, one in asked.items():
            print(json.dumps({"document": address, **one}, ensure_ascii=False))
        return
    for address, one in asked.items():
        out.print(address)
        for change in one["changes"]:
            out.print(f"   {change['field']}: {change['stands']} → {change['reads']}")
        for code in one["reasons"]:
            out.print(f"   {code}")
    say(f"{len(asked)} văn bản đang chờ.", f"{len(asked)} documents wait.")
