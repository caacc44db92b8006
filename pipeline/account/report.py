"""The six-month report to the standing committee (article 10.1), as tables; `pages` and `letter` put it on paper."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.account import duties
from pipeline.account.books import Books
from pipeline.account.figures import (
    HELD,
    PUBLISHED,
    RECEIVED,
    Counted,
    CountedThing,
    Figure,
    FiguresRow,
    ReportPeriod,
    Table,
    duration,
    month_of,
    plain,
    quantile,
)
from pipeline.account.sides import LEVELS, Sides
from pipeline.document import accounts, reasons, register, verify_copy
from pipeline.document.register import RegisterLine
from pipeline.document.vocabulary import Vocabulary
from pipeline.document.zone import day, local
from pipeline.settings import Settings

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Tiếp nhận, công bố": ("luong", "ket-qua", "dang-cho", "cap", "hoi-dong", "noi-gui", "loai", "hinh-thuc", "thang"),
    "Thời gian xử lý": ("thoi-gian",),
    "Mức đầy đủ của dữ liệu": ("day-du", "giam-sat", "lan-cuoi"),
    "Phản ánh sai sót và trả lời": ("sai-sot", "tra-loi"),
    "Gỡ văn bản và các việc đã quyết định": ("go", "viec"),
    "Khó khăn, vướng mắc": ("vuong-mac",),
    "Để kiểm tra về sau": ("kiem-tra",),
}
"""The tables under their headings, in the order of the report."""


@dataclass(frozen=True)
class PeriodReport:
    """All that is reported of a period.

    `months` and `levels` are (label, received, published); `backwards` the lines that a clock set back has put out of
    order; `open_at` the instant up to which was counted, where the period was not over then.
    """

    period: ReportPeriod
    tables: tuple[Table, ...]
    months: tuple[tuple[str, int, int], ...]
    levels: tuple[tuple[str, int, int], ...]
    backwards: int
    open_at: dt.datetime | None = None

    @property
    def unfinished(self) -> str:
        """What is said of a period that is not over; empty of one that is."""
        return f"Kỳ chưa hết khi lập: số liệu đến {local(self.open_at):%H:%M ngày %d/%m/%Y}." if self.open_at else ""

    def table(self, key: str) -> Table:
        """The table of this key. Raises StopIteration for an unknown one."""
        return next(table for table in self.tables if table.key == key)


def report(
    books: Books,
    period: ReportPeriod,
    vocabulary: Vocabulary,
    settings: Settings,
    *,
    office_key: str = "",
    now: dt.datetime | None = None,
) -> PeriodReport:
    """Count everything of a period. `books` may go on after its end: what came later is not seen.

    `office_key` is the public key that signs the published site, empty where none is here; `now` tells a period that
    is not over from one that is.
    """
    closed = books.until(period.closes)
    counted = Counted(closed, period)
    tables = (
        _flow(counted),
        _outcomes(counted),
        _waiting(counted),
        *Sides(counted, vocabulary).tables(),
        _times(counted),
        *duties.tables(closed, period, vocabulary, settings),
        _proofs(closed, office_key),
    )
    return PeriodReport(
        period=period,
        tables=tables,
        months=_chart(counted, period.months, lambda fact: month_of(day(fact.time))),
        levels=tuple(
            (LEVELS[key], received, published)
            for key, received, published in _chart(counted, list(LEVELS), lambda f: f.place.level if f.place else "")
            if received or published or key in {council.level for council in vocabulary.councils.values()}
        ),
        backwards=closed.backwards,
        open_at=now if now is not None and now < period.closes else None,
    )


def _chart(
    counted: Counted, keys: Sequence[str], key: Callable[[CountedThing], str]
) -> tuple[tuple[str, int, int], ...]:
    def count(column: str, wanted: str) -> int:
        return sum(key(fact) == wanted for fact in counted.column(column))

    return tuple((one, count(RECEIVED, one), count(PUBLISHED, one)) for one in keys)


def _proofs(books: Books, office_key: str) -> Table:
    """What shows later that registers and copies are the office's own: it stands in a signed letter, on no web page."""
    ledgers: dict[str, Sequence[RegisterLine]] = {
        register.RECEIPTS: books.receipts,
        register.PUBLICATIONS: books.publications,
        register.ACTS: books.acts,
        accounts.ERRORS: books.reports,
        accounts.NOTES: books.notes,
        accounts.DECLARATIONS: books.declarations,
    }
    heads = [(f"{name}, dòng {lines[-1].seq}, mã băm", lines[-1].hash) for name, lines in ledgers.items() if lines]
    program = hashlib.sha256(Path(verify_copy.__file__).read_bytes()).hexdigest()
    tools = [
        ("Khóa công khai của cơ quan, ký trang đã công bố", office_key or "máy này không giữ khóa"),
        ("verify.py, chương trình kiểm tra bản sao, SHA-256", program),
    ]
    rows = tuple(FiguresRow(label, (Figure(value),)) for label, value in (*heads, *tools))
    note = (
        "Mã băm là của dòng cuối mỗi sổ khi hết kỳ: ai giữ báo cáo này thấy được nếu về sau sổ bị sửa hay cắt. Khóa và "
        "mã của verify.py là của ngày lập báo cáo: so mã trước khi chạy, rồi python verify.py --key KHÓA."
    )
    return Table("kiem-tra", "Mã băm của sổ, khóa và chương trình kiểm tra", "", ("Giá trị",), rows, note, prose=True)


def _flow(counted: Counted) -> Table:
    rows = (
        ("Chờ từ kỳ trước chuyển sang", counted.opening),
        ("Nhận trong kỳ", counted.column(RECEIVED)),
        ("Đã giải quyết trong kỳ", counted.decided),
        ("Còn chờ khi hết kỳ", counted.column(HELD)),
    )
    note = "Chờ từ kỳ trước + nhận trong kỳ = đã giải quyết + còn chờ. Đơn vị: tệp nhận (một biên nhận)."
    return Table("luong", "Tiếp nhận", "", ("Số tệp",), plain(rows), note)


def _outcomes(counted: Counted) -> Table:
    def decided(outcome: str) -> list[CountedThing]:
        return [fact for fact in counted.decided if fact.column == outcome]

    words = {name: said[0].capitalize() for name, said in reasons.OUTCOMES.items()} | {"accepted": "Công bố"}
    found = [(label, decided(name)) for name, label in words.items()]
    shown = [(label, facts) for label, facts in found if facts]
    return Table(
        "ket-qua", "Đã giải quyết, theo kết quả", "Kết quả", ("Số tệp",), plain([*shown, ("Cộng", counted.decided)])
    )


def _waiting(counted: Counted) -> Table:
    held = counted.column(HELD)
    codes = sorted({fact.words for fact in held})
    said = {
        code: reasons.REASONS[code].general(0) if code in reasons.REASONS else code or "không ghi lý do"
        for code in codes
    }
    rows = [(said[code], [fact for fact in held if fact.words == code]) for code in codes]
    return Table("dang-cho", "Còn chờ khi hết kỳ, theo lý do", "Lý do", ("Số tệp",), plain([*rows, ("Cộng", held)]))


def _times(counted: Counted) -> Table:
    rows = [("Toàn bộ", counted.durations)]
    for level, label in LEVELS.items():
        of_level = tuple(pair for pair in counted.durations if pair[1].place and pair[1].place.level == level)
        rows += [(label, of_level)] if of_level else []
    columns = ("Số tệp", "Trung vị", "90% không quá", "Lâu nhất")
    note = "Từ lúc nhận đến lúc công bố, của mọi tệp được công bố trong kỳ. Trung vị và mốc 90%: theo hạng gần nhất."
    return Table("thoi-gian", "Thời gian từ nhận đến công bố", "", columns, tuple(map(_time_row, rows)), note)


def _time_row(row: tuple[str, tuple[tuple[dt.timedelta, CountedThing], ...]]) -> FiguresRow:
    label, pairs = row
    behind = tuple(fact for _, fact in pairs)
    values = [took for took, _ in pairs]
    shown = [duration(quantile(values, share)) for share in (0.5, 0.9, 1)] if values else ["–"] * 3
    return FiguresRow(label, (Figure.count(behind), *(Figure(words, behind) for words in shown)))
