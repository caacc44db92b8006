"""Where the archive would hold what a text cites, and which of the documents there the words mean.

Nothing is guessed: ninety councils have a resolution 12/NQ-HĐND, and a citation that fits two of them leads nowhere.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline import text
from pipeline.document.citations import Citation
from pipeline.document.notations import COUNCIL, UPPER
from pipeline.document.number import DocumentNumber
from pipeline.document.vocabulary import Council, Vocabulary
from pipeline.text import late

_BARE = re.compile(r"(?P<number>\d{2,4}[a-zđ]?)(?:/(?P<year>\d{4}))?")
_VAGUE = {"van-ban", "cong-van"}  # said of documents of any type
_WORD = r"[Tt]ỉnh|[Tt]hành phố|TP\.?|[Qq]uận|[Hh]uyện|[Tt]hị xã|TX\.?|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu"
_UNIT = late(rf"(?:{COUNCIL}\s*(?P<word>{_WORD})?|^(?P<alone>{_WORD})(?!\w))(?P<rest>.*)$")
_NAME = late(rf"\s+(?:[-–]\s+)?(?:[{UPPER}][\w'’-]*|\d{{1,2}})")
_WORDS = {"tp": "thành phố", "tp.": "thành phố", "tx": "thị xã", "tx.": "thị xã"}


@dataclass(frozen=True, slots=True)
class CitablePage:
    """What of a published document decides whether a citation means it; `type` is a slug of doctypes.yaml."""

    code: str
    date: dt.date
    type: str


def addresses(citation: Citation, own: Council, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Where the archive would hold what is cited: level/council/year/slug, the plain slug and the dated one.

    A body that is not named is the text's own council or one above it; one that the registry does not know, and a
    year that nobody says, give no address.
    """
    own_year = citation.number.year if citation.number else None
    years = dict.fromkeys(year for year in (citation.year, own_year) if year)
    return tuple(
        f"{council.level}/{council.slug}/{year}/{slug}"
        for council in (councils(citation, own, vocabulary) if years else ())
        for year in years
        for slug in _slugs(citation, council, vocabulary)
    )


def _slugs(citation: Citation, council: Council, vocabulary: Vocabulary) -> list[str]:
    """The last parts of the addresses: the number's, and the same with the day."""
    numbers = [citation.number] if citation.number else _spellings(citation, council, vocabulary)
    plain = dict.fromkeys(number.slug for number in numbers)
    return [*plain, *(f"{slug}-{citation.date.isoformat()}" for slug in plain if citation.date)]


def _spellings(citation: Citation, council: Council, vocabulary: Vocabulary) -> list[DocumentNumber]:
    """How a council and its organs may have written a number that the text gives without a notation."""
    kind = vocabulary.types.get(citation.kind or "")
    abbr = kind.abbr if kind else None
    bodies = _bodies(citation.body, council, vocabulary)
    years = (None, citation.year)
    notations = [f"{abbr}-{body}" if abbr else f"{body}-{rest}" for body in bodies for rest in ("VP", "TH")]
    return [DocumentNumber(citation.digits, one, year) for one in dict.fromkeys(notations) for year in years]


def _bodies(body: str | None, council: Council, vocabulary: Vocabulary) -> list[str]:
    """The abbreviations of an issuing body as notations have them; all of a council's where none is named."""
    said = text.fold(body or "")
    if "uy ban nhan dan" in said or "ubnd" in said:
        return ["UBND"]
    organs = [one for one in vocabulary.organs(council.slug) if body is None or _is_organ(said, one.name)]
    standing = ("TT-HĐND",) if "thuong truc" in said else ()
    return ["HĐND", *(code for organ in organs for code in organ.codes), *standing]


def _is_organ(said: str, name: str) -> bool:
    """Whether the folded words begin with the name of an organ without its council: "ban phap che hdnd tinh"."""
    own = re.split(r" (?:hoi dong nhan dan|hdnd)", text.fold(name))[0]
    return said.startswith(own)


def councils(citation: Citation, own: Council, vocabulary: Vocabulary) -> list[Council]:
    """The councils whose document a citation can mean: those that existed on its day, or in its year.

    A province that others were joined to in 2025 may have kept its name; "của Hội đồng nhân dân tỉnh" in its text does
    not tell which of them passed a resolution of 2022.
    """
    return [one for one in _by_words(citation, own, vocabulary) if _existed(one, citation)]


def _existed(council: Council, citation: Citation) -> bool:
    year = (citation.number.year if citation.number else None) or citation.year
    if citation.date or not year:
        return citation.date is None or council.existed(citation.date)
    return council.existed(dt.date(year, 1, 1)) or council.existed(dt.date(year, 12, 31))


def _by_words(citation: Citation, own: Council, vocabulary: Vocabulary) -> list[Council]:
    line = [vocabulary.councils[one] for one in vocabulary.line(own.slug) if one in vocabulary.councils]
    if citation.number is None and not citation.bare:
        return []
    if citation.body is None:
        return line if _may_leave_out(citation) else []
    match = _UNIT.search(citation.body)
    if match is None:
        organs = vocabulary.organs(own.slug) if citation.bare else ()
        return [own] if any(_is_organ(text.fold(citation.body), one.name) for one in organs) else []
    word, rest = (match["word"] or match["alone"] or "").lower(), match["rest"]
    word = _WORDS.get(word, word)
    named = _NAME.match(rest)
    if not word:
        return [own]
    if named is None:
        above = [council for council in line if text.fold(council.name).startswith(f"{text.fold(word)} ")]
        return above if len(above) == 1 else []
    return _named(f"{word}{rest}", len(word), line, citation, vocabulary)


def _named(said: str, start: int, line: Sequence[Council], citation: Citation, vocabulary: Vocabulary) -> list[Council]:
    """The council of "xã An Bình" in front of what follows it: the longest run of capitals that the registry knows."""
    ends: list[int] = []
    at = start
    while (match := _NAME.match(said, at)) and len(ends) < 6:
        at = match.end()
        ends.append(at)
    for end in reversed(ends):
        found = vocabulary.named(said[:end], on=citation.date)
        if len(found) > 1:
            found = [council for council in found if _existed(council, citation)] or found
        if len(found) > 1:
            found = [council for council in found if council in line] or found
        if found:
            return found if len(found) == 1 else []
    return []


def _may_leave_out(citation: Citation) -> bool:
    """Whether a text may leave the body out: of a number of a People's Council or its organs, with day or year."""
    if citation.number is None:
        return citation.date is not None
    return "HĐND" in citation.number.notation and bool(citation.date or citation.number.year)


def address_meant(code: str, date: dt.date | None, kind: str | None, cards: Mapping[str, CitablePage]) -> str | None:
    """The one address among `cards` whose document a citation names by code, date and type; None where in doubt.

    A number without notation ("07") is evidence only with its day, or where the year is part of the number (07/2024).
    """
    fitting = [address for address, card in cards.items() if may_mean(code, date, kind, card)]
    if len(fitting) != 1:
        return None
    bare = _BARE.fullmatch(code)
    proved = not bare or date or (bare["year"] and cards[fitting[0]].code.startswith(f"{code}/"))
    return fitting[0] if proved else None


def may_mean(code: str, date: dt.date | None, kind: str | None, card: CitablePage) -> bool:
    """Whether nothing that a citation says contradicts what a document is."""
    bare = _BARE.fullmatch(code)
    same = card.code == code or (bare is not None and _same_number(bare, card))
    return same and (date is None or date == card.date) and (kind is None or kind in _VAGUE or kind == card.type)


def _same_number(bare: re.Match[str], card: CitablePage) -> bool:
    return card.code.partition("/")[0] == bare["number"] and bare["year"] in (None, str(card.date.year))
