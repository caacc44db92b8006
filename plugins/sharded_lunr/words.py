"""Words of a text as the index and the browser count them; theme/static/js/search/words.js says the same in JavaScript.

Both are held to tests/parity/cases/*.json. The rules: NFC without invisible characters; a word is a run of Latin, Greek
or Cyrillic letters, marks and digits (a Vietnamese word is a syllable); lower case; tone marks at their old place (hoà
is hòa); leading zeros of a figure off (05 is 5); a document number counts once more as a whole ("12/2024/nq-hđnd").
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

LONGEST = 40
"""Characters; a longer run is no word (a signature in base 64, a line of dots read as letters)."""

_LATIN_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_LETTERS = f"0-9{_LATIN_LETTERS}\u0300-\u036f\u0386\u0388-\u03ff\u0400-\u0481\u048a-\u052f"
_WORD = re.compile(f"[{_LETTERS}]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_ODD = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeffÐðƉƢƣİ]")
_MARKS = re.compile("[\u0300-\u036f]")
_FOREIGN = re.compile("[\u0386-\u052f]")
_LOOKALIKE = str.maketrans("ÐðƉƢƣİ", "ĐđĐƯưI")  # İ is the one letter that two lower-case ones stand for
_ZEROS = re.compile("^0+(?=[0-9])")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_PLACE = {
    first + second + tone: unicodedata.normalize("NFC", first + tone) + second
    for first, second in ("oa", "oe", "uy")
    for tone in _TONES
}
_NEW_TONE = re.compile("(?<!q)(?:" + "|".join(unicodedata.normalize("NFC", new) for new in _OLD_PLACE) + ")$")
_OLD_TONE = {unicodedata.normalize("NFC", new): old for new, old in _OLD_PLACE.items()}

_LATIN = str.maketrans("АВЕКМНОРСТХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXISJABEZHIKMNOPTYX")
_NUMBER = re.compile(
    f"(?:^|[^{_LETTERS}/])([0-9]{{1,6}}[A-Za-zĐđ]?) ?(?:/ ?((?:19|20)[0-9]{{2}}) ?)?/ ?"
    "([A-ZĐ][A-Za-zĐđ]{0,9}(?: ?[-‐‑–.&] ?[A-ZĐƯ][A-Za-zĐđƯư0-9]{0,14}){0,5})"
    f"(?![{_LETTERS}])"
)
_SEPARATOR = re.compile(" ?[-‐‑–.&] ?")


def clean(text: str) -> str:
    """NFC, invisible characters removed, Ð and ƣ of old fonts as Đ and ư."""
    if text.isascii():
        return text
    if _ODD.search(text):  # seldom: translating all of every text took a third of the time of making an index
        text = _INVISIBLE.sub("", text).translate(_LOOKALIKE)
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1 << 16)
def fold(term: str) -> str:
    """The letters an unaccented query has: no marks, đ as d."""
    bare = _MARKS.sub("", unicodedata.normalize("NFD", term.replace("đ", "d")))
    return unicodedata.normalize("NFC", bare)


@lru_cache(maxsize=1 << 16)
def term_of(word: str) -> str:
    """The term that a lower-case word counts as; empty for a run that is no word."""
    if len(word) > LONGEST:
        return ""
    if "0" <= word[0] <= "9":
        return _ZEROS.sub("", word)
    return _NEW_TONE.sub(lambda match: _OLD_TONE[match.group()], word)


def words(text: str) -> list[str]:
    """Terms in the order of the text, without whole document numbers."""
    return [term for word in _WORD.findall(clean(text).lower()) if (term := term_of(word))]


def pairs(terms: Sequence[str]) -> list[str]:
    """Neighbouring words as one term each, "học_phí": no text has such a word, and folded it sorts behind its first."""
    return [f"{one}_{two}" for one, two in pairwise(terms)]


def numbers(text: str) -> list[str]:
    """Whole document numbers that stand in a text: "Nghị quyết số 05/2024/NQ-HĐND" gives "5/2024/nq-hđnd"."""
    found = []
    for line in text.split("\n"):  # a number never spans lines, and most lines have no stroke
        if "/" in line:
            line = clean(line)
            latin = line.translate(_LATIN) if _FOREIGN.search(line) else line
            found += [_joined(*match) for match in _NUMBER.findall(latin)]
    return found


def count(text: str) -> dict[str, int]:
    """How often each term stands in a text: its words and its whole document numbers.

    Runs between spaces repeat, in one text and in others; taking each apart once leaves a third of the time that
    finding all words of every text took. No word, no letter with its marks and no number spans white space.
    """
    found: dict[Any, int] = Counter(map(_RUNS.__getitem__, text.encode("utf-8", "surrogatepass").split()))
    for run in [run for run in found if type(run) is tuple]:
        often = found.pop(run)
        for term in run:
            found[term] = found.get(term, 0) + often
    for number in numbers(text):
        found[number] = found.get(number, 0) + 1
    return found


class _Runs(dict[bytes, str | tuple[str, ...]]):
    """The one term of a run of letters between spaces, nearly always; else its terms.

    Runs are bytes, because texts are cut into them in half the time.
    """

    def __missing__(self, run: bytes) -> str | tuple[str, ...]:
        terms = words(run.decode("utf-8", "surrogatepass"))
        found = terms[0] if len(terms) == 1 else tuple(terms)
        if len(self) < 1 << 16:
            self[run] = found
        return found


_RUNS = _Runs()


def number_terms(code: str, year: int | None = None) -> Counter[str]:
    """The terms of a document's own number, so that any usual way of citing it is one look-up.

    "12/2024/NQ-HĐND" gives 12/2024/nq-hđnd, 12/nq-hđnd, 12/2024/nq, 12/nq, 12/2024 and its words. `year` (of issue)
    gives 12/2024 where the number has no year, but never 12/2024/nq-hđnd: that is another number. A code that is
    no number gives its words.
    """
    found = Counter(words(code))
    match = _NUMBER.search(clean(code).translate(_LATIN))
    if match:
        number, printed, notation = match.groups()
        years = (None, printed) if printed else (None,)
        kind = _SEPARATOR.split(notation)[0]
        whole = {_joined(number, part, name) for part in years for name in (notation, kind)}
        whole |= {f"{_joined(number, None, '')}{one}" for one in (printed or year,) if one}
        found.update(dict.fromkeys(sorted(whole), 1))
    return found


def _joined(number: str, year: str | None, notation: str) -> str:
    middle = f"/{year}" if year else ""
    return f"{_ZEROS.sub('', number.lower())}{middle}/{_SEPARATOR.sub('-', notation).lower()}"
