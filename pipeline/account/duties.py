"""The report's tables about duties: completeness, answers to reported errors, withdrawals, decisions, difficulties."""

import datetime as dt
from collections.abc import Iterable, Sequence

from pipeline.account import completeness, waiting
from pipeline.account.books import Books, ReportedError
from pipeline.account.figures import CountedThing, Figure, FiguresRow, ReportPeriod, Table, plain
from pipeline.account.identity import Identity
from pipeline.document.accounts import CHANNEL_WORDS, DECISION_WORDS
from pipeline.document.register import DEED_WORDS
from pipeline.document.vocabulary import Vocabulary
from pipeline.document.zone import day
from pipeline.settings import Settings


def tables(books: Books, period: ReportPeriod, vocabulary: Vocabulary, settings: Settings) -> tuple[Table, ...]:
    """All of them, in the report's order; `books` end with the period."""
    return (
        _series(books, period, vocabulary, settings),
        _kinds(books, period, vocabulary),
        _senders(books, period, vocabulary, settings),
        _errors(books, period, settings),
        _error_list(books, period),
        _withdrawals(books, period),
        _acts(books, period),
        _notes(books, period, vocabulary),
    )


def _series(books: Books, period: ReportPeriod, vocabulary: Vocabulary, settings: Settings) -> Table:
    years = range(period.begin.year, period.end.year + 1)
    rows = []
    for one in completeness.series(books):
        if one.year in years and completeness.within(one.council, settings.scope.province, vocabulary):
            label = f"{vocabulary.label(one.council)}, {one.year}, {completeness.SERIES[one.series].lower()}"
            rows.append(FiguresRow(label, _series_figures(one)))
    columns = ("Số cuối", "Có", "Đã gỡ", "Thiếu", "Số thiếu", "Khai không dùng", "Khai không gửi được")
    note = "Số cuối là số lớn nhất đã thấy hoặc đã khai; số sau số cuối thì chưa ai biết."
    return Table("day-du", "Nghị quyết: số có, số thiếu", "Dãy số", columns, tuple(rows), note)


def _series_figures(one: completeness.Series) -> tuple[Figure, ...]:
    def numbers(values: Sequence[int]) -> tuple[CountedThing, ...]:
        return tuple(_number(one, value) for value in values)

    present, withdrawn, missing, unused, withheld = (
        Figure.count(numbers(values)) for values in (one.present, one.withdrawn, one.missing, one.unused, one.withheld)
    )
    named = Figure(completeness.ranges(one.missing), missing.behind)
    return Figure(str(one.last), numbers((one.last,))), present, withdrawn, missing, named, unused, withheld


def _number(one: completeness.Series, value: int) -> CountedThing:
    places = (one.addresses or {}).get(value, ())
    subject = places[0] if places else f"{one.council}/{one.year}/{one.series}/{value}"
    return CountedThing("", dt.datetime.min.replace(tzinfo=dt.UTC), subject, words=f"số {value}")


def _kinds(books: Books, period: ReportPeriod, vocabulary: Vocabulary) -> Table:
    years = range(period.begin.year, period.end.year + 1)
    rows = []
    for one in completeness.kinds(books, vocabulary):
        if one.year in years:
            kind = vocabulary.types.get(one.type)
            label = f"{vocabulary.label(one.council)}, {one.year}, {kind.name.lower() if kind else one.type or 'khác'}"
            facts = [_bare(address) for address in one.addresses]
            rows.append(FiguresRow(label, (Figure.count(facts), *_against(one))))
    note = (
        "Chỉ một phần các loại này thuộc phạm vi, nên chỉ so với số cơ quan đã khai; không khai thì không gọi là thiếu."
    )
    return Table(
        "giam-sat", "Văn bản khác: số có so với số khai", "Loại", ("Có", "Đã khai", "Còn thiếu"), tuple(rows), note
    )


def _against(one: completeness.TypeCount) -> tuple[Figure, Figure]:
    """What was declared, and how much of it is missing; behind both stands the declaration."""
    if one.declared is None:
        return Figure("chưa khai"), Figure("–")
    subject = f"{one.council}/{one.year}/{one.type}"
    behind = (
        CountedThing("", dt.datetime.min.replace(tzinfo=dt.UTC), subject, words=f"khai {one.declared}: {one.source}"),
    )
    return Figure(str(one.declared), behind), Figure(str(max(0, one.declared - one.present)), behind)


def _bare(address: str) -> CountedThing:
    return CountedThing("", dt.datetime.min.replace(tzinfo=dt.UTC), address, Identity.of(address))


def _senders(books: Books, period: ReportPeriod, vocabulary: Vocabulary, settings: Settings) -> Table:
    rows = []
    for one in completeness.senders(books, vocabulary, period.end):
        usual = "chưa đủ số lần" if one.usual is None else f"{one.usual:.0f} ngày"
        silent = "lâu hơn thường lệ" if one.is_silent else ""
        last = f"{one.last:%d/%m/%Y}"
        behind = tuple(CountedThing("", time, receipt) for receipt, time in one.receipts)
        shown = (last, f"{one.pause} ngày", usual)
        figures = (Figure.count(behind), *(Figure(words, behind) for words in shown), Figure(silent))
        rows.append(FiguresRow(vocabulary.label(one.council), figures))
    for council in completeness.never(books, vocabulary, settings.scope.province, period.end):
        rows.append(FiguresRow(council.label, tuple(map(Figure, ("0", "chưa có", "–", "–", "chưa từng gửi")))))
    columns = ("Số lần gửi", "Lần cuối", "Đã", "Thường cách nhau", "")
    return Table("lan-cuoi", "Lần gửi cuối của từng nơi", "Hội đồng nhân dân", columns, tuple(rows))


def _errors(books: Books, period: ReportPeriod, settings: Settings) -> Table:
    complaints, office = books.complaints.values(), settings.office
    answered = [one for one in complaints if one.answered and period.holds(one.answered.time)]
    waits = waiting.waiting(books, period.end, office)
    counted = [
        ("Nhận trong kỳ", [one for one in complaints if period.holds(one.received.time)]),
        ("Đã trả lời trong kỳ", answered),
        *((f"– {words}", _so_decided(answered, decision)) for decision, words in DECISION_WORDS.items()),
        ("Chưa trả lời khi hết kỳ", [one.complaint for one in waits]),
        (f"– quá {office.answer_days} ngày làm việc", [one.complaint for one in waits if one.is_late]),
    ]
    rows = plain([(label, [_reported(one) for one in ones]) for label, ones in counted])
    times = waiting.answer_times(answered, office)
    median = Figure(str(times[(len(times) - 1) // 2]) if times else "–", tuple(map(_reported, answered)))
    rows = (*rows, FiguresRow("Số ngày làm việc để trả lời, trung vị", (median,)))
    return Table("sai-sot", "Phản ánh sai sót (Điều 9)", "", ("Số phản ánh",), rows)


def _so_decided(answered: Iterable[ReportedError], decision: str) -> list[ReportedError]:
    return [one for one in answered if one.answered and one.answered.decision == decision]


def _reported(one: ReportedError) -> CountedThing:
    line = one.received
    said = f"{CHANNEL_WORDS.get(line.channel or '', '')} {line.document or ''} {line.place or ''}"
    return CountedThing("", line.time, line.id, words=" ".join(said.split()))


def _error_list(books: Books, period: ReportPeriod) -> Table:
    rows = []
    for one in books.complaints.values():
        if one.answered and period.holds(one.answered.time):
            line, place = one.answered, one.received
            cells = (
                place.document or "",
                place.place or "",
                DECISION_WORDS[line.decision or "passed"],
                line.answer or "",
            )
            rows.append(FiguresRow(line.id, tuple(map(Figure, cells))))
    return Table(
        "tra-loi", "Phản ánh đã trả lời trong kỳ", "Số", ("Văn bản", "Chỗ", "Kết luận", "Trả lời"), tuple(rows)
    )


_WITHDRAWALS = {
    "withdrawn": "gỡ",
    "suspended": "tạm ngừng công bố",
    "restored": "đưa trở lại",
}


def _withdrawals(books: Books, period: ReportPeriod) -> Table:
    rows = []
    for line in books.counting:
        what = _WITHDRAWALS.get(line.event)
        if what and period.holds(line.time):
            asked = f"theo gói {line.receipt}" if line.receipt else "văn phòng quyết định"
            rows.append(FiguresRow(line.document, tuple(map(Figure, (what, f"{day(line.time):%d/%m/%Y}", asked)))))
    return Table("go", "Gỡ, thu hồi, đưa trở lại", "Văn bản", ("Việc", "Ngày", "Căn cứ"), tuple(rows))


def _acts(books: Books, period: ReportPeriod) -> Table:
    found: dict[str, list[CountedThing]] = {}
    for line in books.acts:
        if period.holds(line.time):
            found.setdefault(line.act, []).append(CountedThing("", line.time, line.subject, words=line.actor))
    rows = [(words, found[act]) for act, words in sorted(DEED_WORDS.items()) if act in found]
    return Table("viec", "Việc người có thẩm quyền đã quyết định", "Việc", ("Số lần",), plain(rows))


def _notes(books: Books, period: ReportPeriod, vocabulary: Vocabulary) -> Table:
    rows = [
        FiguresRow(
            line.id, tuple(map(Figure, (f"{day(line.time):%d/%m/%Y}", vocabulary.label(line.source), line.words)))
        )
        for line in books.notes
        if period.holds(line.time)
    ]
    return Table(
        "vuong-mac", "Khó khăn, vướng mắc (Điều 10 khoản 3)", "Số", ("Ngày", "Nơi nêu", "Nội dung"), tuple(rows)
    )
