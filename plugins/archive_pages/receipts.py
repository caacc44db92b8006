"""What became of each package, for whoever sent it: by number, by month and day, and by council.

From the register of receipts alone, which names of what is held, refused or waiting neither sender nor title. A hundred
numbers are one page, so that one more receipt changes a handful of pages; `receipt_lines` says which are public.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from pipeline.document.zone import written_day
from plugins.archive_pages.card_types import ReceiptCard
from plugins.archive_pages.duty_types import ReceiptDay, ReceiptsFirstPage, ReceiptsPage
from plugins.archive_pages.groups import Group
from plugins.archive_pages.listings import crumbs
from plugins.archive_pages.page_types import PageLink
from plugins.archive_pages.receipt_lines import BLOCK, STOPPED, ReceiptRow, Receipts, block
from plugins.filters import date_label, first_lower
from plugins.incremental import Output

if TYPE_CHECKING:
    from pipeline.document.vocabulary import Vocabulary


ROOT, FIRST = "bien-nhan", "bien-nhan/index.html"
KIND = "bn"
_STATES: Mapping[str, str] = {
    "accepted": "Đã tiếp nhận",
    "updated": "Đã tiếp nhận, là bản cập nhật",
    "replaced": "Đã tiếp nhận, thay thế văn bản khác",
    "withdrawn": "Đã thu hồi văn bản theo yêu cầu",
    "duplicate": "Trùng với gói đã nhận, không có gì mới",
    "held": "Đang chờ người phụ trách xem, thường trong {days} ngày làm việc",
    "parked": "Đang chờ văn bản mà gói này sửa hoặc thu hồi",
    "refused": "Không tiếp nhận",
}
_MESSAGES: Mapping[str, str] = {  # a package is "not taken"; a message about one has been taken note of
    "status-report": "Đã ghi nhận, là tin trạng thái",
    "status-echo": "Đã ghi nhận, là tin trạng thái của chính cơ quan này",
}
_HEAD = ("Biên nhận", FIRST)


def stamps(receipts: Receipts) -> dict[str, str]:
    """For each group what changes with what its pages show; that of the first page with the list of the others."""
    found = {f"{KIND}:{name}": stamp for name, stamp in receipts.stamps.items()}
    return {**found, f"{KIND}:": hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:16]}


def known_numbers(receipts: Receipts) -> str:
    """The numbers that have a receipt, for the search page: "2026:1-12,14 2025:1"."""
    found: dict[str, list[int]] = defaultdict(list)
    for id in receipts.numbers():
        _, year, number = id.split("-")
        found[year].append(int(number))
    return " ".join(f"{year}:{','.join(_ranges(numbers))}" for year, numbers in sorted(found.items(), reverse=True))


def outputs(name: str, receipts: Receipts, vocabulary: "Vocabulary", days: int) -> Iterator[Output]:
    """The page and the JSON of a group; `days`: how many working days a decision usually takes."""
    if not name:
        yield _first(receipts.stamps)
        return
    rows = receipts.rows(name)
    if not rows:
        return
    shown = [_row(row, vocabulary, days) for row in rows]
    kind, _, rest = name.partition(":")
    title, trail = _titles(kind, rest, vocabulary)
    context: ReceiptsPage = {
        "section": "du-lieu",
        "unlisted": True,
        "crumbs": crumbs(_HEAD, *trail, (title, None)),
        "title": f"Biên nhận: {first_lower(title)}",
        "description": "Gói tin đã nhận và kết quả xử lý.",
        "by_number": kind == "so",
        "of_council": kind not in ("so", "thang"),
        "days": _days(shown),
        "councils": _councils(rows, vocabulary) if kind == "thang" else [],
        "data_path": f"{folder(name)}.json",
    }
    yield Output(f"{folder(name)}/index.html", "receipts", context)
    yield Output(f"{folder(name)}.json", data=_json(shown))


def folder(name: str) -> str:
    """Where the page of a group stands: `bien-nhan/2026/so-000100`, `bien-nhan/2026/thang-11`."""
    kind, _, rest = name.partition(":")
    if kind == "so":
        year, _, first = rest.partition("/")
        return f"{ROOT}/{year}/so-{first}"
    if kind == "thang":
        year, _, month = rest.partition("-")
        return f"{ROOT}/{year}/thang-{month}"
    return f"{ROOT}/{rest}"


def _ranges(numbers: Iterable[int]) -> Iterator[str]:
    first = last = None
    for number in [*numbers, None]:
        if first is not None and last is not None and (number is None or number != last + 1):
            yield f"{first}-{last}" if last > first else f"{first}"
            first = number
        first, last = number if first is None else first, number


def _row(row: ReceiptRow, vocabulary: "Vocabulary", days: int) -> ReceiptCard:
    said = json.loads(row.line)
    code, document = said.get("reason") or "", said.get("document")
    since = written_day(said["time"])
    council = vocabulary.councils.get(row.council.rpartition("/")[2])
    return {
        "id": row.id,
        "anchor": row.id.lower(),
        "path": f"{folder(block(row.id))}/index.html#{row.id.lower()}",
        "day": row.day,
        "state": said["outcome"],
        "label": _label(said["outcome"], code).format(days=days),
        "since": since,
        "since_label": (date_label(since) or "") if since != row.day else "",
        "why": _why(code) if said["outcome"] in STOPPED else "",
        "package": said.get("package_id") or "",
        "document": document,
        "council": council.label if council else "",
    }


def _label(outcome: str, code: str) -> str:
    return _MESSAGES.get(code, _STATES["refused"]) if outcome == "refused" else _STATES.get(outcome, outcome)


def _why(code: str) -> str:
    from pipeline.document import reasons  # with all that a package may be: not for a build that shows no receipt

    if reasons.is_for_the_sender_alone(code):
        return "Lý do đã báo riêng cho nơi gửi."
    found = reasons.REASONS.get(code)
    return found.general(0) if found else ""


def _days(shown: Iterable[ReceiptCard]) -> list[ReceiptDay]:
    found: dict[str, list[ReceiptCard]] = defaultdict(list)
    for row in shown:
        found[row["day"]].append(row)
    return [{"anchor": f"ngay-{day}", "label": date_label(day), "rows": found[day]} for day in sorted(found)]


def _councils(rows: Iterable[ReceiptRow], vocabulary: "Vocabulary") -> list[PageLink]:
    found = sorted({(row.council, Group.COUNCIL.of(f"{row.council}/{row.day[:7]}")) for row in rows if row.council})
    named = ((vocabulary.councils.get(one.rpartition("/")[2]), name) for one, name in found)
    return [{"label": council.label, "path": f"{folder(name)}/index.html"} for council, name in named if council]


def _json(shown: Iterable[Mapping[str, object]]) -> bytes:
    names = {"id": "number", "day": "received", "package": "package_id", "label": "says", "why": "reason"}
    kept = ("id", "day", "state", "label", "since", "why", "package", "document", "council")
    rows = [{names.get(key, key): row[key] or None for key in kept} for row in shown]
    return (json.dumps({"receipts": rows}, ensure_ascii=False, indent=1) + "\n").encode()


def _titles(kind: str, rest: str, vocabulary: "Vocabulary") -> tuple[str, list[tuple[str, str]]]:
    if kind == "so":
        year, _, first = rest.partition("/")
        return f"Số {_numbers(first)} năm {year}", []
    month = rest[-7:]
    named = f"Tháng {month[5:]}/{month[:4]}"
    if kind == "thang":
        return named, []
    _, slug = rest.split("/")[:2]
    council = vocabulary.councils.get(slug)
    label = council.label if council else slug
    return f"{label}, {first_lower(named)}", [(named, f"{folder(f'thang:{month}')}/index.html")]


def _numbers(first: str) -> str:
    """The numbers of a block; none is 000000, though the first block's address begins with it."""
    return f"{max(int(first), 1):06d}–{int(first) + BLOCK - 1:06d}"


def _first(groups: Iterable[str]) -> Output:
    context: ReceiptsFirstPage = {
        "section": "du-lieu",
        "crumbs": crumbs(("Dữ liệu mở", "du-lieu/index.html"), ("Biên nhận", None)),
        "title": "Biên nhận gói tin",
        "description": "Mỗi gói tin gửi đến có một số biên nhận; ở đây thấy gói nào đã đến và kết quả ra sao.",
        "months": [_link(name) for name in sorted(groups, reverse=True) if name.startswith("thang:")],
        "blocks": [_link(name) for name in sorted(groups, reverse=True) if name.startswith("so:")],
    }
    return Output(FIRST, "receipts_first", context)


def _link(name: str) -> PageLink:
    kind, _, rest = name.partition(":")
    year, _, first = rest.partition("/")
    label = f"{year}, số {_numbers(first)}" if kind == "so" else f"{rest[5:]}/{rest[:4]}"
    return {"label": label, "path": f"{folder(name)}/index.html"}
