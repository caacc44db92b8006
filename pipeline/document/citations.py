"""Citations of other documents: where they stand in a text and what they name.

Decree 30/2020/NĐ-CP (appendix I, II.6b) wants type, number, date, body and title the first time a document is cited,
and type and number later; so a short mention takes date and body from a full one of the same text. Where the archive
would hold them, `targets` tells.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline import text
from pipeline.document import bare_numbers, days, notations
from pipeline.document.bare_numbers import BareNumber
from pipeline.document.notations import ANY_DAY, BODY, DATE, SAME_DAY, YEAR, Coded
from pipeline.document.number import DocumentNumber
from pipeline.text import late

_DAY_ALONE = late(r"\s*(?:ngày\s*)?(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>(?:19|20)\d{2})\s*", re.IGNORECASE)
# A law may be cited by its name alone; one that names neither number, day nor year may be any of several.
_NOT_IN_NAME = (
    "Luật|Nghị|Quyết|Thông|Pháp|Hiến|được|có|từ|quy định|trong|tại|theo|này|đó|đã|khi|kể|thì|là|các|những|năm|ngày|số"
    "|vào|giai đoạn|về"
)
_NOT_A_LAW = f"{_NOT_IN_NAME}|sư|gia|lệ|định|hoặc|hiện"  # "Luật sư", "luật định"
# Names of which such a word is a part: "Pháp lệnh Dân số", "… người có công với cách mạng", "… theo hợp đồng".
_OF_NAME = (
    r"(?i:tần số|dân số|chuyển đổi số|(?:công nghệ|kinh tế|dữ liệu) số)(?!\s*:?\s*\d)|có công"
    "|theo (?:hợp đồng|phương thức)"
    "|tại (?:Việt Nam|doanh nghiệp)|vào (?:sản xuất|doanh nghiệp|hoạt động)|về (?:dân sự|hình sự|người)"
)
_LAW = late(
    r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh|Hiến pháp)"
    r"(?P<name>\s+(?:sửa đổi|bổ sung)(?:(?!Nghị|Thông tư|Quyết định|Căn cứ)[^;.:()“”/]){4,400}?"
    rf"|\s+(?:(?:{_OF_NAME})\b|(?!(?:{_NOT_A_LAW})\b)[^\W\d_]+)"
    rf"(?:,?\s+(?:[-–]\s+)?(?:(?:{_OF_NAME})\b|(?!(?:{_NOT_IN_NAME})\b)[^\W\d_]+)){{0,22}}?"
    r"(?:\s\((?:[A-Z]{2,5}/[A-Z]{2,5}|sửa đổi)\))?|)"
    rf"(?:\s*,?\s*số\s*:?\s*(?P<code>\d{{1,3}}\s?/\s?(?:19|20)\d{{2}}\s?/\s?[A-ZĐ]+\d*(?:-[A-ZĐ]+\d*)?)"
    rf"|(?={ANY_DAY})|(?=\s+năm\s+(?P<year>(?:19|20)\d{{2}})\b)"
    # "Luật Đất đai 2024": a year alone, which nothing counts or goes on from.
    r"|(?<=\w)(?=\s(?P<bare>(?:19[4-9]|20[0-4])\d)(?:$|[,;:)”]|\.(?!\d)|\s(?:\(|(?:và|thì|có|được|đã|về|của|để|quy|là|hoặc)\b))))"
)
_AMENDS = late(r"(?:QH\d+|L-CTN)\s+(?:sửa đổi|bổ sung)[^;.]{0,60}\bcủa\s*$")
# "Luật sửa đổi … của Luật A số …, Luật B số … và Luật C số … ngày …": the day is that of the law that amends them.
_AMENDED_TOGETHER = late(
    r"(?<!\w)(?P<name>(?:Luật|Pháp lệnh)\s+sửa đổi[^;.:“”/\d]{0,60}?\bcủa)\s+"
    r"(?P<amended>(?:(?:,|\s+và)?\s*(?:Bộ luật|Luật|Pháp lệnh)\s[^;.:“”/\d]{2,90}?\ssố\s+\d{1,3}/\d{4}/[A-Z]+\d+){3,})"
    rf"(?={ANY_DAY})"
)
_JOINED = late(r"(?:\s*(?:,|;|và|hoặc|cùng|[Ss]ố|:)\s*)+")
_PLAIN = late(r"(?:HĐND|UBND|UBTVQH|QH)\d*|(?:NĐ|TT|TTLT|L|PL|VBHN)-")  # codes that have no type of a council's


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document.

    `start` and `end` are the characters of its type and number in the text: what a link may cover. `kind` is the
    slug of its type where that is said, `body` what the text calls the issuing body, `year` that of its date, its
    number, or a "năm 2024" behind it. `number` is None for a law cited by its `name`, for a document of the Party,
    whose number (36-HD/VPTW) is `party`, and for one without notation, of which `bare` has the rest ("07", "07/2024").
    """

    start: int
    end: int
    number: DocumentNumber | None
    kind: str | None = None
    date: dt.date | None = None
    body: str | None = None
    year: int | None = None
    name: str | None = None
    party: str = ""
    bare: str = ""

    @property
    def code(self) -> str:
        """Its number as the archive writes it, "07/2024" or "07" without a notation; empty for a law by its name."""
        return str(self.number) if self.number else self.party or self.bare

    @property
    def key(self) -> str:
        """By what two mentions of one document are known: the number, else the law's day or year."""
        return f"{self.short_key} {self.date or self.year} {self.body}" if self.bare else self.short_key

    @property
    def short_key(self) -> str:
        """The same as a later, shorter mention says it."""
        if self.bare:
            return f"{self.kind} {self.digits}"
        return self.code or f"{text.slugify(self.name or '')} {self.date or self.year}"

    @property
    def digits(self) -> str:
        """Of a number without a notation what stands before its year."""
        return self.bare.partition("/")[0]

    @property
    def full(self) -> bool:
        """Whether it says enough for later, shorter mentions."""
        return self.date is not None or self.body is not None


def find(passage: str) -> list[Citation]:
    """All citations in one passage, in order; a run "số A, số B và số C của …" shares type and body."""
    if not notations.may_stand_in(passage):
        return []
    laws = (
        list(_laws(passage))
        if "Luật" in passage or "Bộ luật" in passage or "Pháp lệnh" in passage or "Hiến pháp" in passage
        else []
    )
    runs: list[list[Citation]] = []
    end = 0
    for one, after in sorted(chain(laws, _numbered(passage, laws)), key=lambda found: found[0].start):
        if runs and _goes_on(runs[-1][-1], one, passage[end : one.start]):
            runs[-1].append(one)
        else:
            runs.append([one])
        end = after
    return [one for run in runs for one in _shared(run, passage)]


def _numbered(passage: str, laws: Sequence[tuple[Citation, int]]) -> Iterator[tuple[Citation, int]]:
    """Citations by number that stand in no law's name, each with the place where what belongs to it ends."""
    coded = [one for one in notations.coded(passage) if not _within(one.start, laws)]
    for one in coded:
        kind, before, listed = notations.said_before(passage[max(0, one.start - 140) : one.start])
        if _names_a_document(one, kind):
            start = one.start - before
            yield _told(passage, Citation(start, one.end, one.number, kind, body=listed, party=one.party))
    for bare in bare_numbers.find(passage, coded):
        if not _within(bare.start, laws):
            yield _told(passage, _of_bare(bare))


def _within(at: int, laws: Iterable[tuple[Citation, int]]) -> bool:
    return any(one.start <= at < one.end for one, _ in laws)


def _of_bare(one: BareNumber) -> Citation:
    """A number without notation; in "số 12, 13/2024/NQ-HĐND" the first has that of the second."""
    if one.after and one.after.number:
        number = replace(one.after.number, number=one.digits, year=one.year or one.after.number.year)
        return Citation(one.start, one.end, number, one.kind)
    return Citation(one.start, one.end, None, one.kind, year=one.year, bare=str(one))


def _names_a_document(one: Coded, kind: str | None) -> bool:
    """Whether a notation is one: it names a type or an organ, or the text says which type it is."""
    if kind is not None or one.number is None:
        return kind is not None or one.organ in ("TW", "TU")
    return not one.slipped and (one.number.type_code is not None or _PLAIN.match(one.number.notation) is not None)


def _laws(passage: str) -> Iterator[tuple[Citation, int]]:
    """Laws cited by their names, each with the place where what belongs to it ends."""
    begin = 0
    for listed in _AMENDED_TOGETHER.finditer(passage) if "của Luật" in passage else ():
        yield from _each_law(passage, begin, listed.start())
        yield _told_by_list(passage, listed)
        found = list(_each_law(passage, listed.start("amended"), listed.end()))
        yield from ((replace(one, date=None), one.end) for one, _ in found)
        begin = listed.end()
    yield from _each_law(passage, begin, len(passage))


def _each_law(passage: str, begin: int, end: int) -> Iterator[tuple[Citation, int]]:
    for match in _LAW.finditer(passage, begin, end):
        number = notations.number(match["code"]) if match["code"] else None
        amended = number is None and _AMENDS.search(passage, 0, match.start())  # the day is that of the amending law
        if amended or not (match["name"] or number or match["kind"] == "Hiến pháp"):
            continue
        name = f"{match['kind']}{match['name']}" if match["name"] or not number else None
        one = Citation(match.start(), match.end(), number, notations.kind(match["kind"]), name=name)
        one = replace(one, year=int(match["bare"])) if match["bare"] else one
        yield _told(passage, one)


def _told_by_list(passage: str, listed: re.Match[str]) -> tuple[Citation, int]:
    """The law that amends several, cited by its name and day; their numbers are no part of its name."""
    amended = re.sub(r"\s+số\s+\d+/\d+/\w+", "", listed["amended"])
    named = Citation(*listed.span("name"), None, notations.kind("Luật"), name=f"{listed['name']} {amended}")
    dated, _ = _told(passage, replace(named, end=listed.end()))
    return replace(dated, end=named.end), named.end


def _told(passage: str, one: Citation) -> tuple[Citation, int]:
    """A citation with the day or year and the body that stand behind its number, and where they end."""
    dated = DATE.match(passage, one.end)
    in_year = None if dated else YEAR.match(passage, one.end)
    after = dated.end() if dated else in_year.end() if in_year else one.end
    issued = days.date(dated) if dated else None
    council = one.number is not None and "HĐND" in one.number.notation
    named = BODY.match(passage, after) or (notations.UNIT_ALONE.match(passage, after) if council else None)
    own = one.number.year if one.number else one.year
    year = issued.year if issued else own or (int(in_year["y"]) if in_year else None)
    body = named["body"].strip() if named else one.body
    if one.bare and body is None:
        body = bare_numbers.other_body(passage, after)
    return replace(one, date=issued, body=body, year=year), named.end() if named else after


def told_until(passage: str, one: Citation) -> int:
    """Where the day and the body that stand behind a citation end."""
    return _told(passage, one)[1]


def moved(one: Citation, by: int) -> Citation:
    """The same citation in a longer text, in which its passage begins at `by`."""
    return replace(one, start=one.start + by, end=one.end + by)


def _goes_on(last: Citation, one: Citation, between: str) -> bool:
    """Whether a number belongs to the run before it: nothing but "và", "số", commas between, and no other type."""
    return one.kind in (None, last.kind) and _JOINED.fullmatch(between) is not None


def _shared(run: Sequence[Citation], passage: str) -> Iterator[Citation]:
    """What stands behind the last of a run is said of all, what stands at the first of those that only go on.

    One day behind the last is that of all where the text says "cùng ngày"; else they have its year, for who lists the
    numbers of several years says which.
    """
    last = next((one.body for one in reversed(run) if one.body), None)
    day = run[-1].date if SAME_DAY.match(passage, run[-1].end) else None
    year = run[-1].year if all(one.date is None and one.year is None for one in run[:-1]) else None
    for one in run:
        body = one.body or (last if one.kind else run[0].body or last)
        date = one.date or (day if day and one.year in (None, day.year) else None)
        kind, told = one.kind or run[0].kind, one.year or (date.year if date else year)
        yield replace(one, kind=kind, body=body, date=date, year=told)


def in_row(cells: Sequence[str]) -> list[tuple[int, Citation]]:
    """The citations in the cells of a table's row, each with the number of its cell.

    Lists of documents give type, number and day a column each: what fills a cell of its own is said of the number.
    """
    if not notations.may_stand_in("\n".join(cells)):
        return []
    found = [(at, one) for at, cell in enumerate(cells) for one in find(cell)]
    alone = [n for n, (at, one) in enumerate(found) if cells[at].strip() == cells[at][one.start : one.end]]
    which = 0 if len(found) == 1 else alone[0] if len(alone) == 1 else None  # a title beside it may cite others
    if which is None or found[which][1].date:
        return found
    at, one = found[which]
    dates = {day for cell in cells if (match := _DAY_ALONE.fullmatch(cell)) and (day := days.date(match))}
    kinds = {text.slugify(cell) for cell in cells if notations.TYPE_ALONE.fullmatch(cell.strip())}
    if len(dates) == 1:
        one = replace(one, date=(day := dates.pop()), year=day.year)
    found[which] = at, replace(one, kind=kinds.pop()) if len(kinds) == 1 and one.kind is None else one
    return found


def completed(citations: Iterable[Citation]) -> list[Citation]:
    """Short mentions with what the one full mention of their number says; two that differ explain nothing."""
    found = list(citations)
    found = [_spelt(one, found) if one.bare else one for one in found]
    full: dict[str, set[tuple[dt.date | None, str | None]]] = {}
    for one in found:
        if one.full:
            full.setdefault(one.short_key, set()).add((one.date, one.body))
    return [one if one.full else _filled(one, full.get(one.short_key, set())) for one in found]


def _spelt(one: Citation, found: Iterable[Citation]) -> Citation:
    """A bare number as the text writes it elsewhere, "(sau đây gọi là Nghị quyết số 07)"; two that fit explain none."""
    known = {other.number for other in found if other.number and _alike(one, other)}
    return replace(one, number=known.pop(), bare="") if len(known) == 1 else one


def _alike(one: Citation, other: Citation) -> bool:
    """Whether what two mentions say of number, type, day, year and body agrees; a day must be said by both."""
    return (
        other.number is not None
        and other.number.number == one.digits
        and other.kind in (None, one.kind)
        and one.date in (None, other.date)
        and (one.year is None or one.year in (other.year, other.number.year))
        and (one.body is None or other.body is None or _same_body(one.body, other.body))
    )


def _same_body(one: str, other: str) -> bool:
    short, long = sorted((_body_key(one), _body_key(other)), key=len)
    return long.startswith(short)


def _body_key(body: str) -> str:
    return text.slugify(body).replace("hoi-dong-nhan-dan", "hdnd").replace("uy-ban-nhan-dan", "ubnd")


def _filled(one: Citation, known: set[tuple[dt.date | None, str | None]]) -> Citation:
    if len({date for date, _ in known if date}) > 1 or len({body for _, body in known if body}) > 1 or not known:
        return one
    date = next((date for date, _ in known if date), None)
    body = next((body for _, body in known if body), None)
    return replace(one, date=date, body=body, year=date.year if date else one.year)
