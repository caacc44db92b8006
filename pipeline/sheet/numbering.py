"""Số, ký hiệu and the line of place and date, as printed, handwritten or left blank.

"Số: 35     /2024/QĐ-UBND", "ngày12 tháng", "Số: /QĐ-HĐND" (a draft), "Số 36-HD/VPTW" (the Party),
"S6: 0† /CT-UBND" (OCR).
"""

import datetime as dt
import re
from dataclasses import dataclass

from pipeline import text
from pipeline.document.number import TYPE_CODES, DocumentNumber
from pipeline.sheet import lines

_NUMBER_LINE = re.compile(
    r"^[\W_]{0,8}(?:(?:luat|bo luat|phap lenh|nghi quyet|nghi dinh|quyet dinh|thong tu|lenh|van ban)\s+)?"
    r"s\W?[o06ø]\s{0,2}[:;.,]{0,2}\s*(?P<number>[^/:]{0,28}?|[^/]{0,12}\.\.[^/]{0,12}?)\s*/\s*(?P<rest>[\w][^:]*.*)$"
)
_NO_SLASH = re.compile(
    rf"^[\W_]{{0,8}}[Ss]\w\s{{0,2}}[:;.]\s*(?P<number>[^/:]{{0,12}}?|[^:\d]{{0,6}}\.\.[^:\d]{{0,6}})\s?"
    rf"(?P<rest>(?:{'|'.join(TYPE_CODES)})-[A-ZĐ]\S*)"
)
_OPENS = re.compile(r"^\W{0,8}(?:(?:bo )?luat\s+)?s[o06ø]\s{0,2}(?:[:;.](?!\s*[a-z]{3})|\W*$|[^a-z/]{0,24}/)")
# Ñ is no letter of Vietnamese: the stroke over it is the pen's, or the frame's.
_NO_VIETNAMESE = str.maketrans({"Ñ": "N", "Ñ".lower(): "n", "Ç": "C", "Ķ": "K", "Ţ": "T"})
_STROKED = re.compile(r"(?<=H)Đ{2,}(?=ND)|(?<=[QN])Đ{2,}(?=-)")  # OCR sets the letter twice: "HĐĐĐND", "QĐĐ-UBND"
_TORN = re.compile(r"^(\w{0,2}\d\w{0,2}[^\w/]{0,2})/(?=[A-ZĐƯ])")
# "17/NQ HĐND": typed so, or with a hyphen that the face lacks.
_HYPHENLESS = re.compile(rf"^((?:(?:19|20)\d\d/)?(?:{'|'.join(TYPE_CODES)})) (?=(?:TT)?(?:HĐND|UBND)\b)")
_DIGITS = re.compile(r"^\d{1,6}(?:\.\d{1,3})?[a-zđ]?$")
_BLANK = re.compile(r"^[\s.…_\-–·,*'`|]*$")
_NOTATION = re.compile(r"^(?:(?P<year>(?:19|20)\d\s?\d)\s*(?:/\s*|(?=[A-ZĐ]{2})))?(?P<notation>[A-ZĐƯ0-9][\w.\-&/]*)")
_PARTY = re.compile(r"^(?P<number>\d{1,5})?\s*-\s*(?P<type>[A-ZĐ][A-Za-zĐđ]{0,5})$")
_DATE_LINE = re.compile(
    r"^(?P<place>\([^()]{2,40}\)|[^,;:()]{2,45}?)?\s*[,.;]?\s*ngay\s*(?P<day>[^,a-z]{0,14}?|\W{0,4}\w{1,3}\W{0,3})\s*"
    r"(?:thang|[4†f]hang|(?P<torn>\W?\w{0,3}ang))\s*"
    r"(?P<month>[^,a-z]{0,12}?|\W{0,4}\w{1,3}\W{0,3})\s*nam\s*(?P<year>\d[\d ]{2,5}\d|[\d.…_ ]*)\W{0,3}$"
)
# "An Khê, ngày 7/3/2025", "ngày 07 tháng 3/2025": Decree 30/2020 asks for words, offices type strokes. The comma behind
# the place is needed: "Luật Mẫu ngày 19/6/2015" is a citation.
_DATE_IN_STROKES = re.compile(
    r"^(?P<place>[^\d,;:()]{2,45}?)\s*,\s*(?:ngay\s*)?(?P<day>\d{1,2})\s*(?:thang|[/.\-])\s*(?P<month>\d{1,2})\s*"
    r"(?:nam|[/.\-])\s*(?P<year>\d{4})\W{0,3}$"
)
# Bilingual papers: "Số/No.: 15/TB-HĐND", "ngày (date) 06 tháng (month) 5 năm (year) 2024".
_NUMBER_ALSO = re.compile(r"^(\W{0,8}[Ss]ố)\s*[-/(|]\s*(?:No|Ref|Number)\b\.?\s*\)?(?=\W)", re.IGNORECASE)
_DATE_ALSO = re.compile(r"(?<=\w)\s*[/(|]\s*(?:date|dated|day|month|year)\b\s*[)|]?", re.IGNORECASE)
# "Lam Giang, ngày 2 an; 02 năm 2025": what is left of day and tháng under a pen; place, month and year are print.
_DATE_UNDER_PEN = re.compile(
    r"^(?P<place>[^\d,;:()]{2,45}?)\s*,\s*ngay\b.{1,24}?[^\d/.](?P<month>0?[1-9]|1[0-2])\s+nam\s+(?P<year>(?:19|20)\d\d)\W{0,3}$"
)
_HALF_DAY = re.compile(r"\W+\d\W*|\d\W+")
_OPENS_DATE = re.compile(r"[^\d,;:()]{2,45}, ngay\b[\d.…_ ]{0,12}(?:thang\b[\d.…_ ]{0,12}(?:nam\b)?)?\s*")
_PART_OF_DATE = re.compile(r"\bngay\b.*\bthang\b|\bthang\b.*\bnam\b")


@dataclass(frozen=True, slots=True)
class Printed:
    """A number line: `number` None where it is blank or unreadable, `blank` when nothing stands in the gap."""

    number: str | None
    year: int | None
    notation: str
    blank: bool
    code: str
    seen: str = ""  # what stands in the gap where it cannot be read


@dataclass(frozen=True, slots=True)
class Dated:
    """A line of place and date; `date` None where day, month or year cannot be read; `blank` when none is filled in."""

    place: str | None
    date: dt.date | None
    blank: bool
    year: int | None = None
    month: int | None = None
    lone_digit: bool = False  # the day is one digit with a sign beside it that may be the rest of another


def number_line(line: str) -> Printed | None:
    """Read `Số: …`; None when the line is no number line."""
    said = _NUMBER_ALSO.sub(r"\1", text.plain_dashes(line))
    shown = _STROKED.sub("Đ", re.sub(r"\s*-\s*", "-", said).translate(_NO_VIETNAMESE))
    match = _NUMBER_LINE.match(lines.folded(shown))
    if not match:
        return _without_slash(shown)
    number = re.sub(r"\s+", "", shown[match.start("number") : match.end("number")])
    rest = text.latin(shown[match.start("rest") :]).replace("§", "S")
    party = _PARTY.match(number)
    if party:
        return _party(party, rest)
    rest = _HYPHENLESS.sub(r"\1-", re.sub(r"\s*/\s*", "/", rest))
    torn = _TORN.match(rest)
    if torn and not re.fullmatch(r"(?:19|20)\d\d", torn.group(1)):
        number, rest = f"{number}/{torn.group(1)}", rest[torn.end() :]  # a handwritten 1 or 7 that OCR took for a slash
    found = _NOTATION.match(rest)
    if not found or not re.search(r"[A-ZĐƯ]", found["notation"]):
        return None
    return _printed(number, found)


def opens_number(line: str) -> bool:
    """Whether a line begins as the one with the number does, its rest perhaps on the next: "Số:", not "Sở: Y tế"."""
    return _OPENS.match(lines.folded(_NUMBER_ALSO.sub(r"\1", line))) is not None


def _without_slash(shown: str) -> Printed | None:
    """Số: 15NQ-HĐND, where OCR lost the thin slash: the type of the notation tells where the number ends."""
    match = _NO_SLASH.match(_STROKED.sub("Đ", text.latin(shown)))
    found = _NOTATION.match(match["rest"]) if match else None
    return _printed(re.sub(r"\s+", "", match["number"]), found) if match and found else None


def _party(match: re.Match[str], rest: str) -> Printed | None:
    organ = re.match(r"[A-ZĐƯ][\w.\-&/]*", rest)
    if not organ:
        return None
    notation = f"{match['type']}/{organ.group()}"
    number = match["number"]
    return Printed(number, None, notation, number is None, f"{number or ''}-{notation}")


def _printed(number: str, found: re.Match[str]) -> Printed:
    year = int(found["year"].replace(" ", "")) if found["year"] else None
    notation = _type_restored(found["notation"].rstrip(".-/&,;"))
    middle = f"/{year}" if year else ""
    if year is None and re.fullmatch(r"(?:19|20)\d\d", number) and notation == "NQ-HĐND":
        return Printed(
            None, int(number), notation, True, f"/{number}/{notation}"
        )  # "Số: 2024/NQ-HĐND": a gap, then a year
    if not _DIGITS.match(number):
        return Printed(None, year, notation, bool(_BLANK.match(number)), f"{middle}/{notation}", number)
    try:
        parsed = DocumentNumber.parse(f"{number}{middle}/{notation}")
    except ValueError:
        return Printed(number, year, notation, False, f"{number}{middle}/{notation}")
    return Printed(parsed.number, parsed.year, parsed.notation, False, str(parsed))


def _type_restored(notation: str) -> str:
    """QĐĐ-UBND, where OCR doubled a letter of the type, is QĐ-UBND."""
    head, dash, rest = notation.partition("-")
    single = re.sub(r"(.)\1", r"\1", head)
    return f"{single}{dash}{rest}" if head not in TYPE_CODES and single in TYPE_CODES else notation


def date_line(line: str) -> Dated | None:
    """Read `Nơi, ngày … tháng … năm …`; None when the line is none."""
    line = _DATE_ALSO.sub("", line)
    folded = lines.folded(line)
    match = _DATE_LINE.match(folded) or _DATE_IN_STROKES.match(folded)
    if not match or lines.is_basis(line) or len(folded) != len(line):
        return None
    place = _place(line[slice(*match.span("place"))] if match["place"] else "")
    torn = match.groupdict().get("torn")  # "ngày 2 1háng": a figure of the day lies over the label
    day, month, year = (_digits(match[name]) for name in ("day", "month", "year"))
    day = None if torn else day
    blank = not re.search(r"\w", match["day"])
    date = _date(year, month, day)
    return Dated(place, date, blank, year, month, lone_digit=bool(_HALF_DAY.fullmatch(match["day"].strip())))


def date_under_pen(line: str) -> Dated | None:
    """Read a line of place and date of which a pen took day and "tháng"; None where it does not hold the rest."""
    folded = lines.folded(line)
    match = _DATE_UNDER_PEN.match(folded) if len(folded) == len(line) else None
    if match is None:
        return None
    place = _place(line[slice(*match.span("place"))])
    return Dated(place, None, False, int(match["year"]), int(match["month"])) if place else None


def opens_date(line: str) -> bool:
    """Whether a line is the first of two that a cell wrapped: "Khe Lim Thượng, ngày 06 tháng" / "5 năm 2024"."""
    return _OPENS_DATE.fullmatch(lines.folded(_DATE_ALSO.sub("", line))) is not None


def names_day(line: str) -> bool:
    """Whether a line holds two parts of a date in words, the third lost: "ngày … tháng", "tháng 7 năm"."""
    return _PART_OF_DATE.search(lines.folded(line)) is not None


def _place(printed: str) -> str | None:
    if printed.startswith("("):
        return None  # "(Tên địa phương), ngày …" of a form
    place = re.sub(r"^[^\w]+|[^\w.)]+$", "", printed)
    first, _, rest = place.partition(" ")
    if first.islower() and len(first) < 4:  # "sở Lam Giang": what a look at the cell made of the other's "Số:"
        place = rest
    return place if place and place[0].isupper() and len(place) > 1 else None


def _digits(printed: str) -> int | None:
    compact = re.sub(r"[\s.…_]+", "", printed)
    return int(compact) if re.fullmatch(r"\d{1,4}", compact) else None


def _date(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    if not (year and month and day and 1945 <= year <= 2100):
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
