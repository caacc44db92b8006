r"""Vietnamese text: one normal form in, foldings for comparing, slugs for addresses.

Text is NFC from the first line that reads it: 6 of 63 real born-digital PDFs and 102 of 999 pages of a national
portal are decomposed, where a plain ``Điều \d+`` finds nothing. Foldings serve comparing and never reach a page.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Any, cast

_HOMOGLYPHS = str.maketrans(
    {
        # Cyrillic and Greek capitals typed into Latin codes ("152/2025/TT-BTС" has a Cyrillic С).
        **dict(zip("АВЕКМНОРСТХУІЅЈаеорсухіѕј", "ABEKMHOPCTXYISJaeopcyxisj", strict=True)),
        **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo", strict=True)),
    }
)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_DASH = re.compile("[‐‑‒–—―−]")
# Nearly every text is made of these alone and needs nothing but its spaces tidied.
_PLAIN = re.compile("[\\x20-\\x7e\\t\\r\\nÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”‘’…]*")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
# Zero-width, soft hyphen, bidi controls: invisible, and a way to hide a word or reorder a name.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_TURNED = re.compile("\u202e([^\u202c\n]*)\u202c?")
# What Unicode ends lines at beside \n and \r; a vertical tab parts two words as Word's line break does.
_BREAK = re.compile("[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Ð (eth) and Ɖ (African D) stand for Đ in old fonts; ƣ is what a broken ToUnicode table writes for ư.
_LOOKALIKE = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "Ƣ": "Ư", "ƣ": "ư"})


def _bare_letters() -> list[int]:
    """Each letter's code at its place, of the letters of Vietnamese that of the bare one: most texts need no more.

    A list, for most letters are not Vietnamese ones: to be told that a mapping lacks them takes three times as long.
    """
    found = list(range(0x1EFA))
    for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)):
        letters = unicodedata.normalize("NFD", chr(code))
        if unicodedata.combining(letters[-1]):
            found[code] = ord(letters[0])
    found[ord("đ")], found[ord("Đ")] = b"dD"
    return found


_BARE = _bare_letters()

_NEW_TONES = {
    new: old
    for base, marked in (("oa", "òóỏõọ"), ("oe", "òóỏõọ"), ("uy", "ùúủũụ"))
    for new, old in zip(
        (unicodedata.normalize("NFC", base[0] + base[1] + mark) for mark in "\u0300\u0301\u0309\u0303\u0323"),
        (letter + base[1] for letter in marked),
        strict=True,
    )
}
_NEW_TONE = re.compile(r"(?<![qQ])(?:" + "|".join(_NEW_TONES) + r")(?!\w)")


class _LatePattern:
    """Stands for a pattern until it is asked; from then on its methods are the compiled one's, without a detour."""

    def __init__(self, written: str, flags: int) -> None:
        self._written, self._flags = written, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._written, self._flags)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


def late(written: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when it is first asked.

    Long lists of phrases cost 40 ms, and few commands ask them; those of citations and relations cost a build of one
    document 45 ms, and its text asks a third of them.
    """
    return cast("re.Pattern[str]", _LatePattern(written, flags))


def clean(text: str) -> str:
    r"""NFC, without invisible or control characters, look-alike Đ and ư mapped, one space between words.

    Line breaks are kept; `\t` and the many kinds of space become one space.
    """
    text = unicodedata.normalize("NFC", text.translate(_LOOKALIKE))
    text = _BREAK.sub(" ", _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n"))
    text = _CONTROL.sub("", text)
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))


def legible(text: str) -> str:
    r"""As a terminal may be given it: signs that steer it or turn a name around are shown by their codes, `\x1b`.

    Files are called by whoever sent them, and a name may hold what sets a window's title or writes over a line.
    """
    return _STEERING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def unfit(text: str) -> re.Match[str] | None:
    """The first sign that no page, feed or table may hold: controls, breaks of lines unknown to most, no characters.

    XML 1.0 forbids most of them; a reader that ends lines at U+2028 takes half a line of JSON for a whole one. U+202E
    and its like turn letters round: an eye reads another word than any search finds.
    """
    if text.replace("\n", "").isprintable():  # so is nearly every text, and asking costs a third of the search
        return None
    return _UNFIT.search(text)


def unfit_in(value: object, vi: str = "", en: str = "") -> Iterator[tuple[str, str]]:
    """The same of all words in mappings and lists, keys included: "title: ký tự U+0010 …", and in English.

    One for each field; `vi` and `en` name the one that is looked at.
    """
    if isinstance(value, str):
        if found := unfit(value):
            sign, before = f"U+{ord(found[0]):04X}", repr(value[: found.start()][-20:])
            yield f"{vi}: ký tự {sign} (sau {before})", f"{en}: the sign {sign} (after {before})"
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from unfit_in(str(key), f"{vi}: khóa", f"{en}: key")
            yield from unfit_in(one, f"{vi}.{key}".lstrip("."), f"{en}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value, 1):
            yield from unfit_in(one, f"{vi}[{number}]", f"{en}[{number}]")


def one_line(text: str) -> str:
    """`clean`, with line breaks as spaces."""
    if is_plain(text):
        return " ".join(text.split())
    return " ".join(clean(text).split())


def as_shown(text: str) -> str:
    """A text with the letters turned round that U+202E turns: so the sheet shows them, and so they are read."""
    if "\u202e" not in text:
        return text
    return _TURNED.sub(lambda match: match[1][::-1], unicodedata.normalize("NFC", text))


def in_words(text: str) -> str:
    """`one_line`; empty where it has neither a letter nor a digit: a dot or a dash names nobody and gives no reason."""
    line = one_line(text)
    return line if any(map(str.isalnum, line)) else ""


def is_plain(text: str) -> bool:
    """Whether a text holds nothing but letters and signs of ordinary composed Vietnamese, with plain white space."""
    return _PLAIN.fullmatch(text) is not None


def plain_dashes(text: str) -> str:
    """Every kind of dash as `-`."""
    return text.translate(_DASHES) if _DASH.search(text) else text  # translating costs a look at every letter


def latin(text: str) -> str:
    """Cyrillic and Greek look-alikes as the Latin letters they are taken for; for codes, never for prose."""
    return text if text.isascii() else text.translate(_HOMOGLYPHS)


def old_tones(text: str) -> str:
    """Tone marks where the regulation puts them: hoà → hòa, uỷ → ủy (for matching; `quý` stays)."""
    lowered = text.lower()
    if not _NEW_TONE.search(lowered):
        return text
    found = list(text)
    for match in _NEW_TONE.finditer(lowered):
        for offset, letter in enumerate(_NEW_TONES[match.group()]):
            index = match.start() + offset
            found[index] = letter.upper() if found[index].isupper() else letter
    return "".join(found)


def unaccented(text: str) -> str:
    """Letters without tone and vowel marks, đ as d; case kept."""
    if text.isascii():  # translating costs a look at every letter
        return text
    plain = text.translate(_BARE)
    if plain.isascii():
        return plain
    if not _has_marks(plain):  # quotation marks and dashes: of a long text each letter need not be asked
        return unicodedata.normalize("NFC", plain)
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def _has_marks(text: str) -> bool:
    return not unicodedata.is_normalized("NFD", text) or any(map(unicodedata.combining, set(text)))


@lru_cache(maxsize=16)
def fold(text: str) -> str:
    """Lower case, without marks, đ as d: the letters a comparison of names uses.

    Remembered for a moment: one text is looked at from several sides in a row.
    """
    return unaccented(text.lower())


def same_words(one: str, other: str) -> bool:
    """Whether two titles or names say the same, apart from case, marks, dashes, punctuation and spacing."""
    return _words(one) == _words(other)


@lru_cache(maxsize=1 << 12)
def slugify(text: str) -> str:
    """ASCII letters, digits and single hyphens, safe in addresses and on every file system; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", fold(latin(clean(text)))).strip("-")


def is_slug(name: str) -> bool:
    """Whether a name may be a step of an address for ever: as `slugify` makes them, and none that Windows keeps."""
    return re.fullmatch("(?!(?:con|prn|aux|nul|(?:com|lpt)[0-9])$)[a-z0-9]+(?:-[a-z0-9]+)*", name) is not None


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", fold(one_line(text)))
