"""Reports of errors: take one in, answer it, list those that wait (article 9)."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline import account, archive, errors, run, text
from pipeline.account.books import ReportedError
from pipeline.account.waiting import Open, waiting
from pipeline.archive import Decider, Told
from pipeline.cli.screen import actor, entry, now, say, session, warn, worded
from pipeline.document import addresses
from pipeline.document.accounts import CHANNELS, DECISION_WORDS, DECISIONS, ReportStep
from pipeline.document.zone import day
from pipeline.gate import personal_data
from pipeline.ingest import complaint

app = typer.Typer(help="Phản ánh sai sót (Điều 9): ghi nhận, trả lời, liệt kê.", no_args_is_help=True)
Number = Annotated[str, typer.Argument(metavar="SỐ", help="Số phản ánh: SS-2026-000012.")]
Person = Annotated[str, typer.Option("--as", help="Người trả lời; ghi vào sổ.")]
_LONGEST = 200  # characters of a place; a whole letter typed there belongs into the private words


@app.command()
def add(
    mail: Annotated[Path | None, typer.Option("--mail", help="Thư của người báo (.eml).")] = None,
    document: Annotated[str, typer.Option(help="Địa chỉ văn bản: cap/hoi-dong/nam/so, hoặc cả liên kết.")] = "",
    place: Annotated[str, typer.Option(help="Điều, khoản, điểm.")] = "",
    words: Annotated[str, typer.Option(help="Lời của người báo; chỉ nằm trong kho riêng.")] = "",
    reporter: Annotated[str, typer.Option(help="Người báo; chỉ nằm trong kho riêng.")] = "",
    contact: Annotated[str, typer.Option(help="Cách liên hệ; chỉ nằm trong kho riêng.")] = "",
    channel: Annotated[str, typer.Option(help=f"Đến bằng: {', '.join(CHANNELS)}.")] = "",
    person: Annotated[str, typer.Option("--as", help="Người ghi nhận; không nêu thì ghi tên đăng nhập.")] = "",
) -> None:
    """Ghi nhận một phản ánh sai sót và cấp số; ai báo và báo gì chỉ nằm trong kho riêng."""
    data = _bytes(mail) if mail else b""
    read = complaint.read(data, mail.name) if mail else complaint.ReportMessage(words)
    told = Told(words=words or read.words, reporter=reporter or read.reporter, contact=contact or read.contact)
    if not told.words.strip() and not document:
        raise errors.UsageError(
            what="--mail, --words hoặc --document: cần ít nhất một",
            what_en="--mail, --words or --document: one of them is needed",
        )
    taker = Decider(person if person != "" else actor(), now()).name  # refuses a blank name
    with archive.lock(session.root):
        line = ReportStep(
            id="",
            time=now(),
            step="received",
            actor=text.one_line(taker),
            channel=_channel(channel or ("mail" if mail else "desk")),  # type: ignore[arg-type]
            sent=_sent(read),
            document=_document(document, read),
            place=_place(place or read.place or ""),
        )
        taken = office().take_report(line, told, data)
    where = " – ".join(part for part in (taken.document, taken.place) if part)
    vi, en = where or "chưa rõ văn bản", where or "document unknown"
    say(f"{taken.id}: đã ghi nhận, {vi}.", f"{taken.id}: taken in, {en}.")


@app.command()
def answer(
    number: Number,
    person: Person,
    decision: Annotated[str, typer.Option(help=f"Kết luận: {', '.join(DECISIONS)}.")],
    words: Annotated[str, typer.Option("--answer", help="Trả lời, công khai; không nêu tên người báo.")],
    before: Annotated[str, typer.Option(help="Trước khi sửa, trang viết gì (bắt buộc với corrected).")] = "",
    after: Annotated[str, typer.Option(help="Sau khi sửa, trang viết gì (bắt buộc với corrected).")] = "",
) -> None:
    """Trả lời một phản ánh; câu trả lời và chỗ đã sửa hiện trên trang công khai sau lần dựng tới."""
    line = archive.ErrorAnswer(decision, words, before, after).line(number, Decider(person, now()))
    run.check_words({"--answer": words, "--before": before, "--after": after}, session.settings())
    with archive.lock(session.root):
        ledgers = office()
        replaced = ledgers.answered(number)
        ledgers.answer(line)
    say(f"{number}: đã trả lời ({DECISION_WORDS[decision]}).", f"{number}: answered ({decision}).")
    if replaced:
        was, given = f"{day(replaced.time):%d/%m/%Y}", replaced.decision or "not-an-error"
        say(
            f"Thay câu trả lời ngày {was} của {replaced.actor} ({DECISION_WORDS[given]}); sổ giữ cả hai.",
            f"It takes the place of {replaced.actor}'s answer of {was} ({given}); the ledger keeps both.",
        )


@app.command("list")
def list_reports(
    everything: Annotated[bool, typer.Option("--all", help="Cả những phản ánh đã trả lời.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi phản ánh một dòng JSON.")] = False,
) -> None:
    """Những phản ánh chưa trả lời, lâu nhất trước; quá hạn thì đánh dấu."""
    books, ledgers = account.read(session.root), archive.open(session.root, session.settings()).office
    open_ones = waiting(books, day(now()), session.settings().office)
    ages = {one.complaint.received.id: one for one in open_ones}
    shown = list(books.complaints.values()) if everything else [one.complaint for one in open_ones]
    if as_json:
        for one in shown:
            print(json.dumps(_as_dict(one, ages.get(one.received.id)), ensure_ascii=False))
        return
    for one in shown:
        _show(one, ages.get(one.received.id), _told(ledgers, one.received.id))
    late = sum(one.is_late for one in open_ones)
    say(f"{len(open_ones)} phản ánh chưa trả lời, {late} quá hạn.", f"{len(open_ones)} open, {late} late.")


def alarms() -> list[tuple[str, str]]:
    """What stands first in `hdnd status`: reports that have waited too long, then that there are others."""
    waits = _waiting()
    late = [
        (
            f"Phản ánh sai sót quá hạn: {one.complaint.received.id}, {one.age} ngày làm việc chưa trả lời.",
            f"Late: report {one.complaint.received.id}, {one.age} working days without an answer.",
        )
        for one in waits
        if one.is_late
    ]
    return [*late, (f"{len(waits)} phản ánh sai sót chưa trả lời.", f"{len(waits)} reports open.")] if waits else []


def counts() -> dict[str, Any]:
    """The same for `hdnd status --json`."""
    waits = _waiting()
    late = [one.complaint.received.id for one in waits if one.is_late]
    return {"reports": {"open": len(waits), "late": late}}


def _waiting() -> list[Open]:
    try:
        books = account.read(session.root)
    except errors.RegisterBroken:  # `status` says so itself
        return []
    return waiting(books, day(now()), session.settings().office)


def _told(ledgers: archive.OfficeLedgers, number: str) -> Told | None:
    """Who reported; a damaged record hides no other report."""
    try:
        return ledgers.told(number)
    except errors.RecordInvalid as damaged:
        warn(damaged.sentence(), damaged.sentence("en"))
        return None


def _show(one: ReportedError, age: Open | None, told: Told | None) -> None:
    """A report: its number, day and age, then where the error is said to be, and by whom."""
    days, late = worded(("ngày làm việc", "quá hạn"), ("working days", "late"))
    waits = f"{age.age} {days}" if age else ""
    decision = DECISION_WORDS[one.answered.decision] if one.answered and one.answered.decision else ""
    line = one.received
    who = " ".join(part for part in (told.reporter, told.contact) if part) if told else ""
    facts = (line.id, f"{one.since:%d/%m/%Y}", waits, late if age and age.is_late else "", decision)
    entry(facts, " – ".join(filter(None, (line.document, line.place))), who)


def _as_dict(one: ReportedError, age: Open | None) -> dict[str, Any]:
    line, answered = one.received, one.answered
    return {
        "id": line.id,
        "since": one.since.isoformat(),
        "age": age.age if age else None,
        "late": age.is_late if age else False,
        "channel": line.channel,
        "document": line.document,
        "place": line.place,
        **({key: getattr(answered, key) for key in ("decision", "answer", "before", "after")} if answered else {}),
    }


def office() -> archive.OfficeLedgers:
    """The office's ledgers, signed with the key that was named. Raises RegisterBroken, UsageError."""
    return archive.open(session.root, session.settings(), session.signer).office


def _bytes(mail: Path) -> bytes:
    try:
        return mail.read_bytes()
    except OSError as error:
        failed = errors.DiskFailed.of(error)
        raise errors.UsageError(
            what=f"--mail {mail}: {failed.facts['why']}", what_en=f"--mail {mail}: {failed.facts['why_en']}"
        ) from error


def _channel(said: str) -> str:
    if said not in CHANNELS:
        known = ", ".join(CHANNELS)
        raise errors.UsageError(what=f"--channel {said}: chỉ có {known}", what_en=f"--channel {said}: only {known}")
    return said


def _sent(read: complaint.ReportMessage) -> str | None:
    """The day in the message's head, if it can be: a reader's clock may be years ahead or behind."""
    if read.sent is None:
        return None
    days = (day(now()) - day(read.sent)).days
    return day(read.sent).isoformat() if 0 < days <= 366 else None


def _document(said: str, read: complaint.ReportMessage) -> str | None:
    """An address that stands in the archive. Raises UsageError for one that was typed and does not."""
    known = archive.open(session.root, session.settings()).shelves.catalogue
    named = addresses.first(said) if said else read.document
    if said and (named is None or not known.exists(named)):
        raise errors.UsageError(
            what=f"--document {said}: không có văn bản ở địa chỉ này",
            what_en=f"--document {said}: no document at this address",
        )
    if named and not known.exists(named):
        warn(f"Thư nêu {named}: không có văn bản ở địa chỉ này; ghi là chưa rõ.", f"{named}: no document there.")
        return None
    return named


def _place(said: str) -> str | None:
    """A provision, for the public ledger; what may name a person, and what is no short place, stays private."""
    found = text.one_line(said)
    if len(found) > _LONGEST or personal_data.of_text(found):
        warn("Chỗ sai dài hoặc có dữ liệu cá nhân: chỉ giữ trong kho riêng.", "The place is kept in private only.")
        return None
    return found or None
