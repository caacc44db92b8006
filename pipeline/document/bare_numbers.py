"""Documents that a text names by type and number without a notation: "Nghị quyết số 07 ngày 12/7/2024 của HĐND tỉnh".

What tells them from other numbers is what stands behind: a day, a year, a body, or the end of the words; "Kế hoạch số 3
ngày làm việc" and "Báo cáo số 2 lần" go on with what is counted. In "các Nghị quyết số 12, 13, 14/NQ-HĐND" the first
two have the notation of the third.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.document import notations
from pipeline.document.notations import ANY_DAY, BODY, COUNCIL, DATE, NO, OF_ITS_KIND, SHORT, UPPER, YEAR, Coded, loose
from pipeline.text import late

_TYPES = "|".join(
    loose(name)
    for name in (
        "Nghị quyết liên tịch", "Nghị quyết", "Quyết định", "Nghị định", "Thông tư", "Chỉ thị", "Công văn", "Tờ trình",
        "Báo cáo", "Kế hoạch", "Thông báo", "Kết luận", "Chương trình", "Hướng dẫn", "Công điện",
    )
)  # fmt: skip
_ONE = r"\d{1,4}[a-zđ]?(?:\s?/\s?(?:19|20)\d{2})?(?!\w|[.,]\d)"
_AND = r"\s*(?:,\s*và|,|;|và|hoặc)\s*"
_SAID = late(rf"\b{NO}\s*:?\s*(?P<numbers>{_ONE}(?:{_AND}(?:{NO}\s*)?{_ONE})*)", re.IGNORECASE)
_BEFORE_SAID = late(
    rf"(?<![\w/.-])(?P<kind>{_TYPES}|{SHORT})(?:\s+(?:{OF_ITS_KIND})){{0,4}}"
    rf"(?:\s+của\s+[^,.;:()\d]{{0,40}}?{COUNCIL}[^,.;:()\d]{{0,40}}?)?\s*:?\s+$",
    re.IGNORECASE,
)
# Without "số" a number must bring its year or its whole day: "Nghị quyết 07/2024", "Quyết định 5 ngày 12/7/2024".
_UNSAID = late(
    rf"(?P<numbers>\d(?<=\s\d)\d{{0,3}}[a-zđ]?(?:\s?/\s?(?:19|20)\d{{2}}(?!\w|[.,]\d)|(?={ANY_DAY})))", re.IGNORECASE
)
_BEFORE_UNSAID = late(
    rf"(?<![\w/.-])(?P<kind>{'|'.join(map(loose, ('Nghị quyết', 'Quyết định', 'Nghị định', 'Thông tư', 'Chỉ thị')))}"
    r"|(?-i:NQ|QĐ|NĐ))\s+$",
    re.IGNORECASE,
)
_A_FORM = late(r"\b(?:mẫu|biểu|phụ lục|dự thảo)(?:\s+số)?\s+$", re.IGNORECASE)  # "Mẫu quyết định số 01"
_NUMBER = late(r"(?P<number>\d{1,4}[a-zđ]?)(?:\s?/\s?(?P<year>(?:19|20)\d{2}))?", re.IGNORECASE)
# What may follow a number that nothing is said of; a noun there is what it counts.
_GOES_ON = late(
    r"\s*(?:$|[,.;:)\]”\"]|\((?!\d)|(?:thì|và|của|được|đã|về|là|nêu|nói|trên|có|không|còn|vẫn|hết|tại|theo|với|để|như|này|do"
    r"|bởi|quy|sửa|bổ|thay|bãi|kèm|hướng|cho|hoặc|trong|khi|từ)(?!\w)|ngày\s+\d{1,2}\s*(?:/|th))",
    re.IGNORECASE,
)
_OTHER_BODY = late(
    rf"\s*,?\s*(?:của|do)\s+(?P<body>[{UPPER}][^\W\d_]*(?:\s+(?!(?:về|quy|ban|hướng|ngày|số)\b)[^\W\d_]+){{0,6}})"
)
_STAND_ALONE = frozenset(
    {"nghi-quyet", "quyet-dinh", "nghi-dinh", "thong-tu", "chi-thi", "to-trinh", "bao-cao", "ke-hoach"}
)


class BareNumber(NamedTuple):
    """A document named without its notation: its characters, type (None for what only goes on), number and year.

    `after` is the number with a notation, in the same list, that it shares year and notation with.
    """

    start: int
    end: int
    kind: str | None
    number: str
    year: int | None
    after: Coded | None = None

    @property
    def digits(self) -> str:
        """As numbers are published: 07."""
        return self.number.lower().lstrip("0").rjust(2, "0")

    def __str__(self) -> str:
        return f"{self.digits}/{self.year}" if self.year else self.digits


def find(passage: str, known: Sequence[Coded]) -> Iterator[BareNumber]:
    """All of them in a passage; `known` are its numbers with a notation: none of these, nor a list that one heads."""
    starts = {one.start: one for one in known}
    said = _SAID.finditer(passage) if notations.says_a_number(passage) else ()
    for match in said:
        if match.start("numbers") not in starts:
            before = _BEFORE_SAID.search(passage, max(0, match.start() - 140), match.start())
            yield from _listed(passage, match, before, starts)
    for match in _UNSAID.finditer(passage):
        if match.start() not in starts:
            before = _BEFORE_UNSAID.search(passage, max(0, match.start() - 14), match.start())
            yield from _listed(passage, match, before, starts)


def _listed(
    passage: str, match: re.Match[str], before: re.Match[str] | None, starts: Mapping[int, Coded]
) -> Iterator[BareNumber]:
    """The numbers of one list, without those that have a notation, up to the first that counts something."""
    if before is None or _A_FORM.search(passage, max(0, before.start() - 20), before.start()):
        return
    kind = notations.kind(before["kind"])
    numbers = list(_NUMBER.finditer(passage, *match.span("numbers")))
    after = starts.get(numbers[-1].start())
    whole = after is not None or _is_named(passage, numbers, kind)
    for number in numbers:
        if number.start() in starts or not whole or (number is numbers[-1] and not _ends_well(passage, number.end())):
            return
        head = number is numbers[0]
        year = int(number["year"]) if number["year"] else None
        start = before.start() if head else number.start()
        yield BareNumber(start, number.end(), kind if head else None, number["number"], year, after)


def _ends_well(passage: str, at: int) -> bool:
    """Whether what follows a number counts nothing."""
    return bool(DATE.match(passage, at) or YEAR.match(passage, at) or _GOES_ON.match(passage, at))


def _is_named(passage: str, numbers: Sequence[re.Match[str]], kind: str) -> bool:
    """Whether a list names documents: something is said of them, or the type alone is enough."""
    return kind in _STAND_ALONE or any(
        number["year"] or pattern.match(passage, number.end()) for number in numbers for pattern in (DATE, YEAR, BODY)
    )


def other_body(passage: str, at: int) -> str | None:
    """The words for an issuing body that is no council, behind a number without a notation: "của Đoàn giám sát"."""
    match = _OTHER_BODY.match(passage, at)
    return match["body"] if match else None
