"""Citations of other documents: where they stand in a text, what they name, and where the archive would hold it.

Decree 30/2020/NĐ-CP (appendix I, II.6b) wants type, number, date, body and title the first time a document is cited,
and type and number later; so a short mention takes date and body from a full one of the same text. Nothing is guessed:
ninety councils have a resolution 12/NQ-HĐND, and a citation that fits two of them leads nowhere.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from pipeline import text
from pipeline.document.number import DocumentNumber
from pipeline.document.vocabulary import Council, Vocabulary

_TYPES = (
    "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Quyết định",
    "Thông tư liên tịch", "Thông tư", "Chỉ thị", "Công văn", "Văn bản", "Tờ trình", "Báo cáo", "Kế hoạch", "Thông báo",
    "Kết luận", "Quy định", "Quy chế", "Hướng dẫn", "Chương trình", "Đề án", "Văn bản hợp nhất", "Giấy mời",
)  # fmt: skip
_VAGUE = {"van-ban", "cong-van"}  # said of documents of any type
_UPPER = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯẠ-Ỹ"
_DASH = "[-‐‑‒–—−]"
_CODE = re.compile(
    rf"(?<![\w/.\-])(?<!\d:)(?P<number>\d{{1,6}}(?:\.\d{{1,3}})?[a-zđ]?)\s?/\s?(?:(?:19|20)\d{{2}}\s?/\s?)?"
    rf"[A-ZĐƯА-Я][A-Za-zĐđƯưА-Я0-9&.]*(?:\s?{_DASH}\s?[A-ZĐƯА-Я][A-Za-zĐđƯưА-Я0-9&.]*)*"
)
_ANY_TYPE = "|".join(sorted(_TYPES, key=len, reverse=True))
_TYPE = f"(?P<kind>{_ANY_TYPE})"
# "Báo cáo thẩm tra số 45/BC-…": a few words may stand between, but then "số" must, and no other document.
_BETWEEN = rf"(?:\s+(?!(?:này|và|của|theo|tại|{_ANY_TYPE})\b)[^\W\d_]+){{0,8}}?"
_KIND = re.compile(rf"\b{_TYPE}(?:\s+|{_BETWEEN}\s+s[ốổ]\s*:?\s*)$", re.IGNORECASE)
_LISTED_KIND = re.compile(
    rf"\bcác\s+{_TYPE}\b"
    rf"(?:\s+của\s+(?P<body>[^:;.]{{4,80}}?))?\s*:\s*[-–+]?\s*(?:[Ss]ố\s*)?$",
    re.IGNORECASE,
)
_DAY = r"\s*,?\s*ngày\s*(?P<d>\d{1,2})\s*(?:th[áả]ng|[/.\-])\s*(?P<m>\d{1,2})\s*(?:năm|[/.\-])\s*(?P<y>(?:19|20)\d{2})"
_DATE = re.compile(_DAY, re.IGNORECASE)
_YEAR = re.compile(r"\s*,?\s*năm\s+(?P<y>(?:19|20)\d{2})\b", re.IGNORECASE)
_DAY_ALONE = re.compile(
    r"\s*(?:ngày\s*)?(?P<d>\d{1,2})[/.\-](?P<m>\d{1,2})[/.\-](?P<y>(?:19|20)\d{2})\s*", re.IGNORECASE
)
_TYPE_ALONE = re.compile(_ANY_TYPE, re.IGNORECASE)
# A law may be cited by its name alone; one that names neither number, day nor year may be any of several.
_NOT_IN_NAME = (
    "Luật|Nghị|Quyết|Thông|Pháp|Hiến|được|có|từ|quy định|trong|tại|theo|này|đó|đã|khi|kể|thì|là|các|những|năm|ngày|số"
    "|vào|giai đoạn|về"
)
_NOT_A_LAW = f"{_NOT_IN_NAME}|sư|gia|lệ|định|hoặc|hiện"  # "Luật sư", "luật định"
_LAW = re.compile(
    r"(?<!\w)(?P<kind>Bộ luật|Luật|Pháp lệnh|Hiến pháp)"
    r"(?P<name>\s+(?:sửa đổi|bổ sung)(?:(?!Nghị|Thông tư|Quyết định|Căn cứ)[^;.:()“”/]){4,160}?"
    rf"|\s+(?!(?:{_NOT_A_LAW})\b)[^\W\d_]+(?:,?\s+(?:[-–]\s+)?(?!(?:{_NOT_IN_NAME})\b)[^\W\d_]+){{0,22}}?|)"
    rf"(?:\s*,?\s*số\s*:?\s*(?P<code>\d{{1,3}}\s?/\s?(?:19|20)\d{{2}}\s?/\s?[A-ZĐ]+\d*)"
    rf"|(?={_DAY})|(?=\s+năm\s+(?P<year>(?:19|20)\d{{2}})\b))".replace("(?P<d>", "(?:").replace("(?P<m>", "(?:")
    .replace("(?P<y>", "(?:")
)  # fmt: skip
_AMENDS = re.compile(r"(?:QH\d+|L-CTN)\s+(?:sửa đổi|bổ sung)[^;.]{0,60}\bcủa\s*$")
_PARTY = re.compile(
    rf"(?<![\w/.\-])(?P<number>\d{{1,4}})\s?{_DASH}\s?(?P<type>[A-ZĐ][A-Za-zĐđ]{{0,4}})\s?/\s?"
    r"(?P<organ>[A-ZĐ][A-Za-zĐ]{1,7})\b(?![/\-])"
)  # Guideline 36-HD/VPTW: the number stands before a dash
_COUNCIL = (
    "(?:[Hh]ội đồng nhân dân|HỘI ĐỒNG NHÂN DÂN|HĐND|[ỦỶủỷ]y ban nhân dân|[Uu][ỷỶ] ban nhân dân|[ỦU][YỶ] BAN NHÂN DÂN"
    "|UBND)"
)
_NOT_OF_A_NAME = (
    "(?i:khóa|khoá|kỳ|điều|khoản|điểm|quy|ban|về|phê|thông|sửa|bổ|hướng|trình|đề|số|và|có|đã|được|hết|tại|là|bãi|thay)"
)
_BODY = re.compile(
    rf"\s*,?\s*(?:của|do|CỦA|DO)\s+(?P<body>(?:[{_UPPER}][^,.;:()“”\"]{{0,60}}?\s)??{_COUNCIL}"
    r"(?:\s+(?i:tỉnh|thành phố|TP\.?|quận|huyện|thị xã|TX\.?|xã|phường|thị trấn|đặc khu)(?!\w))?"
    rf"(?:\s+(?!{_NOT_OF_A_NAME}\b)(?:[-–]\s+)?(?:[{_UPPER}][\w'’-]*|\d{{1,2}}(?![\d/])))*)"
)
_JOINED = re.compile(r"(?:\s*(?:,|;|và|hoặc|cùng|[Ss]ố|:)\s*)+")
_UNIT = re.compile(
    rf"{_COUNCIL}\s*"
    r"(?P<word>[Tt]ỉnh|[Tt]hành phố|TP\.?|[Qq]uận|[Hh]uyện|[Tt]hị xã|TX\.?|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu)?"
    r"(?P<rest>.*)$"
)
_NAME = re.compile(rf"\s+(?:[{_UPPER}][\w'’-]*|\d{{1,2}})")
_PLAIN = re.compile(r"(?:HĐND|UBND|UBTVQH|QH)\d*|(?:NĐ|TT|TTLT|L|PL|VBHN)-")  # codes that have no type of a council's
_WORDS = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã"}


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document.

    `start` and `end` are the characters of its type and number in the text: what a link may cover. `kind` is the
    slug of its type where that is said, `body` what the text calls the issuing body, `year` that of its date, its
    number, or a "năm 2024" behind it. `number` is None for a law cited by its `name` and for a document of the Party,
    whose number (36-HD/VPTW) is `party`.
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

    @property
    def code(self) -> str:
        """Its number as the archive writes it; empty for a law cited by its name alone."""
        return str(self.number) if self.number else self.party

    @property
    def key(self) -> str:
        """By what two mentions of one document are known: the number, else the law's day or year."""
        return self.code or f"{text.slugify(self.name or '')} {self.date or self.year}"

    @property
    def full(self) -> bool:
        """Whether it says enough for later, shorter mentions."""
        return self.date is not None or self.body is not None


@dataclass(frozen=True, slots=True)
class CitablePage:
    """What of a published document decides whether a citation means it; `type` is a slug of doctypes.yaml."""

    code: str
    date: dt.date
    type: str


def find(passage: str) -> list[Citation]:
    """All citations in one passage, in order; a run "số A, số B và số C của …" shares type and body."""
    laws = list(_laws(passage)) if "uật" in passage or "Pháp lệnh" in passage or "Hiến pháp" in passage else []
    runs: list[list[Citation]] = []
    end = 0
    for one, after in sorted(chain(laws, _numbered(passage, laws)), key=lambda found: found[0].start):
        if runs and _goes_on(runs[-1][-1], one, passage[end : one.start]):
            runs[-1].append(one)
        else:
            runs.append([one])
        end = after
    return [one for run in runs for one in _shared(run)]


def _numbered(passage: str, laws: Sequence[tuple[Citation, int]]) -> Iterator[tuple[Citation, int]]:
    """Citations by number that stand in no law's name, each with the place where what belongs to it ends."""
    if "/" not in passage:
        return
    taken = [(one.start, one.end) for one, _ in laws]
    for match in chain(_CODE.finditer(passage), _PARTY.finditer(passage)):
        if any(start <= match.start() < end for start, end in taken):
            continue
        printed = match[0].rstrip(".")
        number = _number(printed) if match.re is _CODE else None
        start, end = match.start(), match.start() + len(printed)
        kind, before, listed = _said_before(passage[max(0, start - 140) : start])
        unread = number is None and match.re is _CODE
        if unread or not _names_a_document(number, kind, match):
            continue
        party = "" if number else f"{match['number']}-{match['type']}/{match['organ']}"
        yield _told(passage, Citation(start - before, end, number, kind, body=listed, party=party))


@lru_cache(maxsize=4096)
def _number(printed: str) -> DocumentNumber | None:
    try:
        return DocumentNumber.parse(printed)
    except ValueError:
        return None


def _names_a_document(number: DocumentNumber | None, kind: str | None, match: re.Match[str]) -> bool:
    """Whether a notation is one: it names a type or an organ, or the text says which type it is."""
    if number is None:
        return kind is not None or match["organ"] in ("TW", "TU")
    return kind is not None or number.type_code is not None or _PLAIN.match(number.notation) is not None


def _laws(passage: str) -> Iterator[tuple[Citation, int]]:
    """Laws cited by their names, each with the place where what belongs to it ends."""
    for match in _LAW.finditer(passage):
        number = _number(match["code"]) if match["code"] else None
        amended = number is None and _AMENDS.search(passage, 0, match.start())  # the day is that of the amending law
        if amended or not (match["name"] or number or match["kind"] == "Hiến pháp"):
            continue
        name = f"{match['kind']}{match['name']}" if match["name"] or not number else None
        one = Citation(match.start(), match.end(), number, text.slugify(match["kind"]), name=name)
        yield _told(passage, one)


def _told(passage: str, one: Citation) -> tuple[Citation, int]:
    """A citation with the day or year and the body that stand behind its number, and where they end."""
    dated = _DATE.match(passage, one.end)
    in_year = None if dated else _YEAR.match(passage, one.end)
    after = dated.end() if dated else in_year.end() if in_year else one.end
    issued = _day(dated) if dated else None
    named = _BODY.match(passage, after)
    own = one.number.year if one.number else None
    year = issued.year if issued else own or (int(in_year["y"]) if in_year else None)
    body = named["body"].strip() if named else one.body
    return replace(one, date=issued, body=body, year=year), named.end() if named else after


def moved(one: Citation, by: int) -> Citation:
    """The same citation in a longer text, in which its passage begins at `by`."""
    return replace(one, start=one.start + by, end=one.end + by)


def _goes_on(last: Citation, one: Citation, between: str) -> bool:
    """Whether a number belongs to the run before it: nothing but "và", "số", commas between, and no other type."""
    return one.kind in (None, last.kind) and _JOINED.fullmatch(between) is not None


def _said_before(said: str) -> tuple[str | None, int, str | None]:
    """Type in front of a number, how many characters a link takes of it, and the body of "các … của …: số"."""
    if match := _KIND.search(said):
        return text.slugify(match["kind"]), len(said) - match.start(), None
    if match := _LISTED_KIND.search(said):
        return text.slugify(match["kind"]), 0, (match["body"] or "").strip() or None
    return None, 0, None


def _shared(run: Sequence[Citation]) -> Iterator[Citation]:
    """What stands behind the last of a run is said of all, what stands at the first of those that only go on."""
    last = next((one.body for one in reversed(run) if one.body), None)
    for one in run:
        yield replace(one, kind=one.kind or run[0].kind, body=one.body or (last if one.kind else run[0].body or last))


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def in_row(cells: Sequence[str]) -> list[tuple[int, Citation]]:
    """The citations in the cells of a table's row, each with the number of its cell.

    Lists of documents give type, number and day a column each: what fills a cell of its own is said of the number.
    """
    found = [(at, one) for at, cell in enumerate(cells) for one in find(cell)]
    if len(found) != 1 or found[0][1].date:
        return found
    at, one = found[0]
    days = {day for cell in cells if (match := _DAY_ALONE.fullmatch(cell)) and (day := _day(match))}
    kinds = {text.slugify(cell) for cell in cells if _TYPE_ALONE.fullmatch(cell.strip())}
    if len(days) == 1:
        one = replace(one, date=(day := days.pop()), year=day.year)
    return [(at, replace(one, kind=kinds.pop()) if len(kinds) == 1 and one.kind is None else one)]


def completed(citations: Iterable[Citation]) -> list[Citation]:
    """Short mentions with what the one full mention of their number says; two that differ explain nothing."""
    found = list(citations)
    full: dict[str, set[tuple[dt.date | None, str | None]]] = {}
    for one in found:
        if one.full:
            full.setdefault(one.key, set()).add((one.date, one.body))
    return [one if one.full else _filled(one, full.get(one.key, set())) for one in found]


def _filled(one: Citation, known: set[tuple[dt.date | None, str | None]]) -> Citation:
    if len({date for date, _ in known if date}) > 1 or len({body for _, body in known if body}) > 1 or not known:
        return one
    date = next((date for date, _ in known if date), None)
    body = next((body for _, body in known if body), None)
    return replace(one, date=date, body=body, year=date.year if date else one.year)


def addresses(citation: Citation, own: Council, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Where the archive would hold what is cited: level/council/year/slug, the plain slug and the dated one.

    A body that is not named is the text's own council or one above it; one that the registry does not know, and a
    year that nobody says, give no address.
    """
    if citation.number is None:
        return ()
    years = dict.fromkeys(year for year in (citation.year, citation.number.year) if year)
    slugs = [citation.number.slug]
    if citation.date:
        slugs.append(f"{citation.number.slug}-{citation.date.isoformat()}")
    return tuple(
        f"{council.level}/{council.slug}/{year}/{slug}"
        for council in councils(citation, own, vocabulary)
        for year in years
        for slug in slugs
    )


def councils(citation: Citation, own: Council, vocabulary: Vocabulary) -> list[Council]:
    """The councils whose document a citation can mean."""
    line = _line(own, vocabulary)
    if citation.number is None:
        return []
    if citation.body is None:
        return line if _of_a_council(citation.number) and (citation.date or citation.number.year) else []
    match = _UNIT.search(citation.body)
    if match is None:
        return []
    word, rest = (match["word"] or "").lower(), match["rest"]
    word = _WORDS.get(word, word)
    named = _NAME.match(rest)
    if not word:
        return [own]
    if named is None:
        above = [council for council in line if text.fold(council.name).startswith(f"{text.fold(word)} ")]
        return above if len(above) == 1 else []
    return _named(word, rest, line, citation.date, vocabulary)


def _named(word: str, rest: str, line: Sequence[Council], on: dt.date | None, vocabulary: Vocabulary) -> list[Council]:
    """The council of "xã An Bình" in front of what follows it: the longest run of capitals that the registry knows."""
    ends: list[int] = []
    at = 0
    while (match := _NAME.match(rest, at)) and len(ends) < 6:
        at = match.end()
        ends.append(at)
    for end in reversed(ends):
        found = vocabulary.named(f"{word}{rest[:end]}", on=on)
        if len(found) > 1:
            found = [council for council in found if council in line] or found
        if found:
            return found if len(found) == 1 else []
    return []


def _line(own: Council, vocabulary: Vocabulary) -> list[Council]:
    """A council and those above it."""
    found = [own]
    while (parent := found[-1].parent) and parent in vocabulary.councils and len(found) < 4:
        found.append(vocabulary.councils[parent])
    return found


def _of_a_council(number: DocumentNumber) -> bool:
    """Whether a notation is of a People's Council or its organs, so that a text may leave the body out."""
    return "HĐND" in number.notation


def address_meant(code: str, date: dt.date | None, kind: str | None, cards: Mapping[str, CitablePage]) -> str | None:
    """The one address among `cards` whose document a citation names by code, date and type; None where in doubt."""
    fitting = [
        address
        for address, card in cards.items()
        if card.code == code
        and (date is None or date == card.date)
        and (kind is None or kind in _VAGUE or kind == card.type)
    ]
    return fitting[0] if len(fitting) == 1 else None
