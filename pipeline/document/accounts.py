"""Lines of the ledgers that the office keeps about its own duties: errors reported, difficulties, declarations.

They are chained as the others are (`register`) and as public; who reported an error, and in which words, lies in the
private store. Whoever answers for a line signs it as an act. Regulation on the database, articles 5, 9 and 10.3.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.document.register import Answered

ERRORS = "errors.jsonl"
NOTES = "notes.jsonl"
DECLARATIONS = "declarations.jsonl"

Decision = Literal["corrected", "not-an-error", "passed"]
DECISIONS: tuple[str, ...] = get_args(Decision)
DECISION_WORDS: Mapping[str, str] = {
    "corrected": "đã sửa",
    "not-an-error": "không phải sai sót",
    "passed": "đã chuyển cơ quan ban hành",
}
Channel = Literal["mail", "phone", "letter", "desk"]
CHANNELS: tuple[str, ...] = get_args(Channel)
CHANNEL_WORDS: Mapping[str, str] = {
    "mail": "thư điện tử",
    "phone": "điện thoại",
    "letter": "văn bản",
    "desk": "trực tiếp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStep(Answered):
    """One step of one reported error: `received` once, then `answered`, again where an answer is put right.

    `sent` is the day on which it was sent, where that was before the day of entry; from it the age counts. `place` is
    the provision as the reporter named it ("Điều 5, khoản 2"); `before` and `after` what the page said and
    says now, for `corrected`.
    """

    id: str  # SS-2026-000012; one number a report, the same in all its lines
    step: Literal["received", "answered"]
    channel: Channel | None = None
    sent: str | None = None
    document: str | None = None
    place: str | None = None
    decision: Decision | None = None
    answer: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Answered):
    """A difficulty that somebody met with the regulation (article 10.3), for the next report."""

    id: str  # VM-2026-000003
    source: str  # who met it: a council's slug, or an office in words
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Answered):
    """What a council says that it issued in a year, in one series (article 5).

    `series` is `normative` or `individual` (resolutions), or the slug of a document type. `last` is the last number
    given, `unused` numbers that became no document, `withheld` numbers that may not be sent (secret by law).
    """

    council: str
    year: int
    series: str
    source: str
    last: int | None = None
    total: int | None = None
    unused: tuple[int, ...] = ()
    withheld: tuple[int, ...] = ()


def numbered(prefix: str, year: int, taken: Mapping[str, object]) -> str:
    """The number after the highest of the year: SS-2026-000012."""
    start = f"{prefix}-{year}-"
    highest = max((int(one.removeprefix(start)) for one in taken if one.startswith(start)), default=0)
    return f"{start}{highest + 1:06d}"


def revived(line: Declaration) -> Declaration:
    """A declaration read from JSON, whose lists are tuples again."""
    return dataclasses.replace(line, unused=tuple(line.unused), withheld=tuple(line.withheld))
