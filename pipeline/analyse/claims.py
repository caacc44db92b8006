"""Readings of one fact from the package header, the text and the file name, put in order; disagreement is a finding.

Numbers and days are written by hand on nearly all paper originals, and OCR makes "0†" of them: what OCR says of them
counts for little until the header or the file name says the same.
"""

import datetime as dt
import re
from collections.abc import Mapping
from difflib import SequenceMatcher

from pipeline import text
from pipeline.analyse.header import Head
from pipeline.document import days, reasons
from pipeline.document.facts import Claim
from pipeline.document.model import Declared, Finding, Method
from pipeline.document.number import DocumentNumber
from pipeline.sheet import lines
from pipeline.sheet.numbering import Printed

_DAY_IN_NAME = re.compile(r"(?P<d>\d\d)[.\-](?P<m>\d\d)[.\-](?P<y>(?:19|20)\d\d)(?!\d)")
_SIGNED_NAME = re.compile(r"^(?P<number>\d{1,4})(?=\d\d[.\-]\d\d[.\-](?:19|20)\d\d)")
Facts = dict[str, tuple[Claim, ...]]
_SOURCES = {Method.text: "text", Method.stamp: "stamp", Method.ocr: "ocr", Method.person: "person"}
_SURE = {"text": 0.95, "stamp": 0.9, "ocr": 0.75, "person": 1.0}
_CLEAR = 0.9  # of a number in print, against which a file name does not stand
_PRINT = 0.5  # how sure OCR is of what is printed; of a pen's figures it is less
_HAND = 0.45  # a number or day of a scanned page, before anything agrees with it
_AGREE = 0.99
_HEADER = 0.9


def page_claim(
    value: str | None, method: Method = Method.text, confidence: float = 1.0, sure: float | None = None
) -> tuple[Claim, ...]:
    """The claim of the page for one value, none where there is none."""
    if not value:
        return ()
    source = _SOURCES[method]
    base = _SURE[source] if sure is None else sure
    return (Claim(value, source, round(base * (confidence if source == "ocr" else 1.0), 3)),)


def chosen(found: Mapping[str, tuple[Claim, ...]], name: str) -> str | None:
    """The value of the reading that stands first, None where nobody states the fact."""
    said = found.get(name)
    return said[0].value if said else None


def iso(day: dt.date | None) -> str | None:
    """A day as claims have it; None stays None."""
    return day.isoformat() if day else None


def declared(value: str | None, sure: float = _HEADER) -> tuple[Claim, ...]:
    """The claim of the package header."""
    return (Claim(value, "header", sure),) if value else ()


def ordered(page: tuple[Claim, ...], header: tuple[Claim, ...], *, same: bool) -> tuple[Claim, ...]:
    """The chosen claim first: the page's own text before the header, the header before OCR; surer where they agree."""
    if page and header and same:
        return (*(Claim(c.value, c.source, max(c.sure, _AGREE)) for c in page), *header)
    return tuple(sorted((*page, *header), key=lambda claim: -claim.sure))


def header_first(found: Mapping[str, tuple[Claim, ...]]) -> dict[str, tuple[Claim, ...]]:
    """What the header says before anything else: of a placeholder sheet the one line is no better witness."""
    return {name: tuple(sorted(said, key=lambda claim: claim.source != "header")) for name, said in found.items()}


def code_claims(head: Head, given: Declared, name_says: str | None) -> tuple[tuple[Claim, ...], bool]:
    """Claims of the whole code, and whether text and header contradict each other."""
    method = head.methods.get("number", Method.text)
    printed = head.printed
    page = _printed_code(head, printed, method)
    if printed and name_says and method is Method.ocr:
        page = _beside_name(page, printed, name_says, clear=head.sureness.get("number", 1.0) > _CLEAR)
    page = tuple(claim for claim in page if claim.source != "ocr" or claim.sure >= _HAND * _PRINT)
    header = declared(canonical(given.code))
    same = bool(page and header and same_code(page[0].value, header[0].value))
    contradicts = bool(page and header and not same and method is not Method.ocr)
    return ordered(page, header, same=same), contradicts


def _printed_code(head: Head, printed: Printed | None, method: Method) -> tuple[Claim, ...]:
    """What the page says; of a scan only what is print, for a pen's figures are misread three times in four."""
    if printed is None or not printed.number:
        return ()
    return page_claim(printed.code, method, head.sureness.get("number", 1.0), _HAND if method is Method.ocr else None)


def _beside_name(page: tuple[Claim, ...], printed: Printed, name_says: str, *, clear: bool) -> tuple[Claim, ...]:
    """A scan's number and the one that its file name gives: surer where they agree, both shown where they differ."""
    if page and same_number(page[0].value, name_says):
        return Claim(page[0].value, page[0].source, 0.8), Claim(page[0].value, "file-name", 0.6)
    if not page and not _may_be(printed.seen, name_says):
        return ()
    named = Claim(_numbered(printed, name_says), "file-name", 0.4 if page and clear else 0.55)
    return tuple(sorted((named, *page), key=lambda claim: -claim.sure))


def date_claims(head: Head, given: Declared, name: str = "") -> tuple[tuple[Claim, ...], bool]:
    """Claims of the day of issue, and whether text and header contradict each other.

    The time of a digital signature is none: of four real scans three were signed a day or two behind the day of issue.
    """
    method = head.methods.get("date", Method.text)
    page = page_claim(
        iso(_read_day(head, method)),
        method,
        head.sureness.get("date", 1.0),
        _HAND if method is Method.ocr else None,
    )
    page = page or _day_of_name(head, name, method)
    header = declared(iso(given.issue_date))
    same = bool(page and header and page[0].value == header[0].value)
    return ordered(page, header, same=same), bool(page and header and not same and method is not Method.ocr)


def _day_of_name(head: Head, name: str, method: Method) -> tuple[Claim, ...]:
    """A scan's day from its file name ("…12.07.2023…"), where the printed month and year are the same."""
    if method is not Method.ocr or head.dated is None:
        return ()
    for day in filter(None, map(days.date, _DAY_IN_NAME.finditer(name))):
        if (day.month, day.year) == (head.dated.month, head.dated.year):
            return (Claim(day.isoformat(), "file-name", 0.4),)
    return ()


def _may_be(seen: str, number: str) -> bool:
    """Whether the digits that OCR did read of a handwritten number stand, in that order, in another reading of it."""
    rest = iter(number.zfill(2))
    return all(digit in rest for digit in re.findall(r"\d", seen))


def _numbered(printed: Printed, number: str) -> str:
    code = f"{number}/{printed.year}/{printed.notation}" if printed.year else f"{number}/{printed.notation}"
    return canonical(code) or code


def _read_day(head: Head, method: Method) -> dt.date | None:
    """The date of the page; a day of one figure beside a sign is half of one, as one is with room for another.

    That room is seen where words still have their places (`extract/scans/handwriting.py`), and makes the line unsure.
    """
    if head.dated is None:
        return None
    unsure = method is Method.ocr and (head.dated.lone_digit or head.sureness.get("date", 1.0) < _PRINT)
    return None if unsure else head.dated.date


def canonical(code: str | None) -> str | None:
    """The archive's spelling of a code, or the code as it came where it has no known shape."""
    if not code:
        return None
    try:
        return str(DocumentNumber.parse(code))
    except ValueError:
        return text.one_line(code)


def same_code(one: str, other: str) -> bool:
    """Loosely: leading zeros, Đ and D, kinds of dash, case and spaces make no difference."""
    return _loose(one) == _loose(other)


def same_number(code: str, number: str) -> bool:
    """Whether a code begins with this number, leading zeros apart."""
    return code.split("/")[0].lstrip("0") == number.lstrip("0")


def same_title(one: str, other: str, kind: str = "") -> bool:
    """Whether two titles say the same but for a few words, "Về việc", marks and the name of the type before them.

    Senders type "Nghị quyết về định mức" where the page has "Về định mức" below NGHỊ QUYẾT.
    """
    first, second = _bare(one, kind), _bare(other, kind)
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= 0.85


def disagreements(
    *, number: bool = False, date: bool = False, council: bool = False, title: bool = False
) -> tuple[Finding, ...]:
    """The findings of what header and text say differently."""
    flags: Mapping[str, bool] = {"number": number, "date": date, "council": council, "title": title}
    return tuple(reasons.finding(f"{name}-disagrees", place=name) for name, differs in flags.items() if differs)


def number_in(name: str, printed: Printed | None) -> str | None:
    """The number that a file name gives next to the type of the printed notation ("09 TTr.signed", "47-qd-ub").

    An official letter's notation has no type; there the issuing organ or "cv" must stand beside it ("575-ub").
    """
    if printed is None or "-" not in printed.notation:
        return None
    kind = re.escape(text.slugify(printed.notation.split("-")[0]))
    if kind.startswith(("ubnd", "hdnd")):
        kind = rf"(?:{kind[:2]}(?:nd)?|cv)"
    said = lines.folded(name).replace("_", " ")
    year = r"(?:19|20)\d\d"
    match = re.search(
        # "v2-khan.pdf" is a second version of something urgent, and names no plan of number 2.
        rf"(?<!\d)(?<!\bv)(?!{year}\D)(?P<number>\d{{1,5}})(?:\D{year})?[^a-z0-9]{{0,3}}{kind}"
        r"(?=(?:(?:tt)?(?:hd|ub)(?:nd)?)?(?:[^a-z]|$))",
        said,
    ) or re.search(rf"\b{kind}[^a-z0-9]{{0,3}}(?P<number>(?!(?:19|20)\d\d)\d{{1,4}})\b", said)
    match = match or _SIGNED_NAME.match(said)  # a signing program writes number and day in one
    return match["number"] if match else None


def _loose(code: str) -> str:
    first, _, rest = re.sub(r"\s+", "", lines.folded(text.latin(code))).partition("/")
    return f"{first.lstrip('0')}/{rest}"


def _bare(title: str, kind: str) -> str:
    words = " ".join(re.findall(r"\w+", lines.folded(text.one_line(title))))
    named = f"{lines.folded(kind)} "
    return re.sub(r"^(?:v v |ve viec |ve )", "", words.removeprefix(named) if kind else words)
