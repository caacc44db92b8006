"""Commands that account for the office's duties: report, note, declare, completeness."""

import datetime as dt
import json
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pipeline import account, archive, errors, run, text
from pipeline.account import declared
from pipeline.account.completeness import SERIES, SERIES_EN, Series, ranges, senders, within
from pipeline.account.completeness import series as series_of
from pipeline.account.declared import DeclaredRow
from pipeline.account.identity import Identity
from pipeline.archive import manifest, review
from pipeline.archive.acts import Decider
from pipeline.archive.store import write
from pipeline.cli import due_days, reported_errors
from pipeline.cli.screen import now, out, say, session, table, worded
from pipeline.document import registry, zone
from pipeline.document.accounts import Declaration, Note
from pipeline.document.number import DocumentNumber
from pipeline.document.sentences import Said
from pipeline.document.vocabulary import Vocabulary

Person = Annotated[str, typer.Option("--as", help="Người ghi; ghi vào sổ.")]
_FOLDER = "reports"
_HEADINGS = (
    ("Hội đồng", "Năm", "Dãy", "Có", "Thiếu", "Đang chờ duyệt", "Không dùng", "Không gửi được"),
    ("Council", "Year", "Series", "Present", "Missing", "Waiting", "Unused", "Withheld"),
)
_MOST = 10_000  # a number of a year above this is a typing mistake
_SLUG = re.compile(r"[a-z0-9-]+")


def register(app: typer.Typer) -> None:
    """Hang the commands on the application."""
    app.command()(report)
    app.command()(note)
    app.command()(declare)
    app.command()(completeness)


def report(
    begin: Annotated[str, typer.Option("--from", metavar="NGÀY", help="Ngày đầu kỳ: 2026-07-01 hoặc 01/07/2026.")],
    end: Annotated[str, typer.Option("--to", metavar="NGÀY", help="Ngày cuối kỳ, tính cả ngày ấy.")],
    folder: Annotated[
        Path | None, typer.Option("--out", help="Thư mục để đặt; mặc định reports/… trong cơ sở dữ liệu.")
    ] = None,
) -> None:
    """Báo cáo định kỳ (Điều 10 khoản 1): trang HTML, bảng CSV, tệp Word; mọi con số đếm từ sổ, chạy lại vẫn thế."""
    from pipeline.account import pages
    from pipeline.account.report import report as counted  # python-docx takes 0.2 s to load

    settings, vocabulary = session.settings(), session.vocabulary()
    period = account.ReportPeriod(_day(begin, "--from"), _day(end, "--to"))
    key = manifest.public_key(session.root, settings)
    books, at = account.read(session.root), now()
    made = pages.files(counted(books, period, vocabulary, settings, office_key=key, now=at), settings)
    target = folder or session.root / _FOLDER / f"{period.begin}--{period.end}"
    for name, data in made.items():
        write(target / name, data)
    if period.closes > at:
        say("Kỳ chưa hết: số liệu đến lúc này.", "The period is not over: figures up to now.")
    say(f"Đã lập {len(made)} tệp. Mở: {target / 'bao-cao.html'}", f"{len(made)} files. Open: {target / 'bao-cao.html'}")


def _day(written: str, option: str) -> dt.date:
    """A day as 2026-07-01 or 01/07/2026. Raises UsageError."""
    try:
        return review.day(written)
    except errors.UnfitValue as error:
        raise errors.UsageError(what=f"{option}: {error.vi}", what_en=f"{option}: {error.en}") from None


def note(
    words: Annotated[str, typer.Argument(metavar="NỘI_DUNG", help="Khó khăn, vướng mắc; công khai.")],
    source: Annotated[str, typer.Option("--from", help="Nơi nêu: slug của hội đồng, hoặc tên đơn vị.")],
    person: Person,
) -> None:
    """Ghi một khó khăn, vướng mắc để đưa vào báo cáo định kỳ (Điều 10 khoản 3)."""
    said, source = archive.in_words("NỘI_DUNG", words), archive.in_words("--from", source)
    run.check_words({"NỘI_DUNG": said}, session.settings())
    if _SLUG.fullmatch(
        source
    ):  # a unit's own name has marks, capitals or a space; "binhduong" would be printed as it is
        one_of(source, session.vocabulary().councils, ("--from", "--from"))
    time = Decider(person, now()).now  # refuses a blank name
    line = Note(id="", time=time, actor=text.one_line(person), source=source, words=said)
    with archive.lock(session.root):
        taken = reported_errors.office().note(line)
    say(f"{taken.id}: đã ghi.", f"{taken.id}: noted.")


def declare(
    person: Person,
    council: Annotated[str | None, typer.Argument(metavar="HỘI_ĐỒNG", help="Slug của hội đồng.")] = None,
    year: Annotated[int | None, typer.Argument(metavar="NĂM", help="Năm ban hành.")] = None,
    series: Annotated[
        str | None, typer.Argument(metavar="DÃY", help="normative, individual, hoặc loại văn bản (ke-hoach…).")
    ] = None,
    source: Annotated[str, typer.Option(help="Căn cứ: văn bản khai báo số nào, ngày nào.")] = "",
    last: Annotated[int | None, typer.Option(help="Số cuối đã cấp trong năm.")] = None,
    total: Annotated[int | None, typer.Option(help="Tổng số văn bản đã ban hành (với loại văn bản).")] = None,
    unused: Annotated[str, typer.Option(help="Số đã cấp nhưng không dùng: 3,7-9.")] = "",
    withheld: Annotated[str, typer.Option(help="Số không được gửi (mật): 12.")] = "",
    package: Annotated[
        str | None, typer.Option(metavar="BIÊN_NHẬN", help="Gói đang giữ có bảng khai báo: ghi mọi dòng của bảng.")
    ] = None,
) -> None:
    """Ghi khai báo của một hội đồng: đã ban hành đến số nào, số nào không dùng, số nào không gửi được."""
    if package:
        if any(given is not None for given in (council, year, series, last, total)) or unused or withheld:
            raise errors.UsageError(
                what="--package: hội đồng, năm, dãy và các số lấy từ bảng trong gói, không nêu thêm",
                what_en="--package: council, year, series and numbers come from the package's table; give none",
            )
        council, source, rows = _from_package(package, source)
    elif council is None or year is None or series is None:
        raise errors.UsageError(
            what="cần HỘI_ĐỒNG NĂM DÃY, hoặc --package BIÊN_NHẬN",
            what_en="COUNCIL YEAR SERIES or --package RECEIPT is needed",
        )
    else:
        rows = [DeclaredRow(year, series, last, total, unused, withheld)]
    lines = [_declaration(council, row, source, person) for row in rows]
    with archive.lock(session.root):
        for line in lines:
            reported_errors.office().declare(line)
    for line in lines:
        where = f"{line.council}, {line.year}, {line.series}"
        say(f"{where}: đã ghi khai báo.", f"{where}: declared.")
    if package:
        say(f"{package}: gói vẫn đang giữ, chờ duyệt hoặc từ chối.", f"{package}: still held, to approve or refuse.")


def _from_package(receipt: str, source: str) -> tuple[str, str, list[DeclaredRow]]:
    """Council, source and rows of the declaration that a held package brings."""
    store = archive.open(session.root, session.settings())
    with tempfile.TemporaryDirectory() as folder:
        _, reading = run.reopened(receipt, store, Path(folder), zone.day(now()))
    said, words = reading.package.declared, session.vocabulary()
    council = words.sender(said.sender or "")
    if council is None:
        raise errors.UsageError(
            what=f"{receipt}: nơi gửi không có trong danh bạ; ghi bằng HỘI_ĐỒNG NĂM DÃY",
            what_en=f"{receipt}: its sender is not in the registry; declare by COUNCIL YEAR SERIES",
        )
    tables = [block.rows for one in reading.extractions.values() for block in one.visible if block.rows]
    dated = f" ngày {said.issue_date:%d/%m/%Y}" if said.issue_date else ""
    return council.slug, source or f"{said.code or 'gói'}{dated}, {receipt}", declared.rows(tables, words)


def _declaration(council: str, row: DeclaredRow, source: str, person: str) -> Declaration:
    vocabulary = session.vocabulary()
    line = Declaration(
        time=Decider(person, now()).now,  # refuses a blank name
        council=one_of(council, vocabulary.councils, ("HỘI_ĐỒNG", "COUNCIL")),
        year=_year(row.year),
        series=one_of(row.series, (*SERIES, *vocabulary.types), ("DÃY", "SERIES")),
        actor=text.one_line(person),
        source=archive.in_words("--source", source),
        last=row.last,
        total=row.total,
        unused=numbers(row.unused, "--unused"),
        withheld=numbers(row.withheld, "--withheld"),
    )
    _sensible(line)
    return line


def completeness(
    year: Annotated[int | None, typer.Option(help="Chỉ năm này.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi dãy một dòng JSON.")] = False,
) -> None:
    """Mức đầy đủ: từng hội đồng có số nào, thiếu số nào, số nào chờ duyệt; nơi nào im lặng; hạn giám sát đã qua."""
    books, words, settings = account.read(session.root), session.vocabulary(), session.settings()
    waits = _waiting_numbers(words)
    rows = [one for one in series_of(books) if year in (None, one.year)]
    shown = [one for one in rows if within(one.council, settings.scope.province, words)]
    if as_json:
        for one in shown:
            print(json.dumps(_as_dict(one, waits), ensure_ascii=False))
        return
    shown_rows = table(*_HEADINGS)
    for one in shown:
        waiting = tuple(number for number in one.missing if (one.council, one.year, one.series, number) in waits)
        left = tuple(number for number in one.missing if number not in waiting)
        lists = (ranges(left), ranges(waiting), ranges(one.unused), ranges(one.withheld))
        series = worded(SERIES, SERIES_EN)[one.series]
        shown_rows.add_row(words.label(one.council), str(one.year), series, str(len(one.present)), *lists)
    out.print(shown_rows)
    for sender in senders(books, words, zone.day(now())):
        if sender.is_silent:
            name = words.label(sender.council)
            vi = f"{name}: {sender.pause} ngày chưa gửi, thường cách {sender.usual:.0f} ngày."
            say(vi, f"{name}: silent for {sender.pause} days, usually {sender.usual:.0f}.")
    for vi, en in due_days.sentences():
        say(vi, en)


def _waiting_numbers(words: Vocabulary) -> set[tuple[str, int, str, int]]:
    """Numbers that wait at the desk, of which only this machine's private store knows."""
    store = archive.open(session.root, session.settings())
    found = set()
    for item in store.held():
        record = None if item.sealed else store.shelves.private.read(item.receipt)
        council = words.sender(record.declared.sender or "") if record else None
        code, issued = (record.declared.code, record.declared.issue_date) if record else (None, None)
        if council and code and issued:
            try:
                slug = DocumentNumber.parse(code).slug
            except ValueError:
                continue
            one = Identity.of(f"{council.level}/{council.slug}/{issued.year}/{slug}")
            if one.series and one.number is not None:
                found.add((one.council, one.year, one.series, one.number))
    return found


def _as_dict(one: Series, waits: set[tuple[str, int, str, int]]) -> dict[str, object]:
    waiting = [number for number in one.missing if (one.council, one.year, one.series, number) in waits]
    return {
        "council": one.council,
        "year": one.year,
        "series": one.series,
        "last": one.last,
        "present": list(one.present),
        "missing": [number for number in one.missing if number not in waiting],
        "waiting": waiting,
        "withdrawn": list(one.withdrawn),
        "unused": list(one.unused),
        "withheld": list(one.withheld),
    }


def numbers(written: str, option: str) -> tuple[int, ...]:
    """3,7-9 → 3, 7, 8, 9. Raises UsageError."""
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in text.plain_dashes(written).split(","))):
        first, _, last = (one.strip() for one in (part if "-" in part else f"{part}-{part}").partition("-"))
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            raise errors.UsageError(
                what=f"{option} {part}: cần dạng 3,7-9", what_en=f"{option} {part}: write numbers as 3,7-9"
            )
        if not 0 < int(first) <= int(last) < _MOST:
            raise errors.UsageError(
                what=f"{option} {part}: số phải tăng dần, từ 1 đến {_MOST - 1}",
                what_en=f"{option} {part}: numbers rise, from 1 to {_MOST - 1}",
            )
        found.update(range(int(first), int(last) + 1))
    return tuple(sorted(found))


def _sensible(line: Declaration) -> None:
    """What no council can mean. Raises UsageError."""
    given = (*line.unused, *line.withheld)
    if line.last is not None and not 0 <= line.last < _MOST:
        raise errors.UsageError(
            what=f"--last {line.last}: cần một số từ 0 đến {_MOST - 1}",
            what_en=f"--last {line.last}: a number from 0 to {_MOST - 1} is needed",
        )
    if line.last is not None and given and max(given) > line.last:
        raise errors.UsageError(
            what=f"--last {line.last}: nhỏ hơn số {max(given)} đã khai không dùng hoặc không gửi được",
            what_en=f"--last {line.last}: less than {max(given)}, which is declared unused or withheld",
        )
    if line.series not in SERIES and (line.last is not None or given):
        raise errors.UsageError(
            what=f"{line.series}: loại này không thuộc phạm vi trọn dãy; chỉ khai --total",
            what_en=f"{line.series}: documents of this type are not sent as a whole series; declare --total alone",
        )
    if line.series in SERIES and line.total is not None:
        raise errors.UsageError(
            what=f"{line.series}: khai --last, không khai --total",
            what_en=f"{line.series}: declare --last, not --total",
        )
    if line.last is None and line.total is None and not given:
        raise errors.UsageError(
            what="--last, --total, --unused hoặc --withheld: cần ít nhất một",
            what_en="--last, --total, --unused or --withheld: one of them is needed",
        )
    if line.total is not None and line.total < 0:
        raise errors.UsageError(
            what=f"--total {line.total}: không thể âm", what_en=f"--total {line.total}: cannot be less than 0"
        )


def _year(year: int) -> int:
    if not 1946 <= year <= now().year:
        raise errors.UsageError(
            what=f"NĂM {year}: cần một năm từ 1946 đến {now().year}",
            what_en=f"YEAR {year}: a year from 1946 to {now().year} is needed",
        )
    return year


def one_of(value: str, known: Iterable[str], option: Said) -> str:
    """The value, where it is known. Raises UsageError with the nearest one."""
    names = list(known)
    if value not in names:
        vi, en = registry.nearest(value, names)
        raise errors.UsageError(
            what=f"{option[0]} {value}: không có{vi}", what_en=f"{option[1]} {value}: not known{en}"
        )
    return value
