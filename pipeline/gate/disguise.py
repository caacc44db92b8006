"""One text as a reader would see it, whatever letters it was disguised, mistyped or mis-decoded in."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from pipeline import legacy_encoding, text

# Letters of the old encodings that Vietnamese in Unicode does not have.
_OLD_LETTERS = re.compile("[ËëÄäÖöÅåÜüÆæÇçÞþÑñŒŽ†‡ˆ‰§µ¶®\x80-\x9f]")
_MOJIBAKE = re.compile("áº|á»|Ãº|Ã´|Ã¢")
_VIQR = re.compile(r"\^\.|\^'")
# TỐI MẬT, TUYỆT MẬT, MẬT from the last letter to the first: so is written what is shown turned round (a mirrored
# line, `bdo`, letters that float to the right). "Tậm tịt" is a word.
_BACKWARDS = re.compile(r"(?<!\w)T\W{0,3}Ậ\W{0,3}M(?!\w)|(?i:tậm\W{0,3}(?:iốt|tệyut))")
# T1Ố2I3M4Ậ5T: a figure behind each letter but the last. Numbers of parts (M2A3T4, M4T) are written so in plain letters.
_FIGURED = re.compile(r"(?<!\w)(?:[^\W\d_]\d{1,2}){2,9}[^\W\d_](?!\w)")
_LONGEST_PART = 6  # signs of the number of a part
_STRAY = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f]")
# Invisible letters that are no format characters: fillers of Hangul, the object replacement, Mongolian selectors.
_FILLERS = re.compile("[\u115f\u1160\u3164\uffa0\ufffc\u180b-\u180e\u2800\ufff9-\ufffb]")
# Letters of other scripts, and of phonetics, that look like those of the marks (UTS 39, the rows of M A T O I U Y E).
_TWINS = str.maketrans(
    {
        **dict.fromkeys("ᎷꓟᛖϺᴍⲘⱮꮇ", "M"),
        **dict.fromkeys("ᎪꓮᴀⲀꭺ", "A"),
        **dict.fromkeys("ᎢꓔᴛⲦƬꭲ", "T"),
        **dict.fromkeys("ꓳᴏⲞՕО௦൦০σ", "O"),
        **dict.fromkeys("ꓲӀⲒΙІ", "I"),
        **dict.fromkeys("ꓴՍᴜ", "U"),
        **dict.fromkeys("ꓬⲨУҮ", "Y"),
        **dict.fromkeys("ᎬꓰᴇⲈꭼ", "E"),
        **dict.fromkeys("мⅿ", "m"),
        **dict.fromkeys("тτ", "t"),
        **dict.fromkeys("аɑα", "a"),
        **dict.fromkeys("оοօ", "o"),
        **dict.fromkeys("ιіıɩ", "i"),
        **dict.fromkeys("уүγ", "y"),
        **dict.fromkeys("еҽ", "e"),
        **dict.fromkeys("υս", "u"),
        # White on black, in circles and in boxes, and the letters of flags: NFKC leaves them as they are.
        **{chr(first + at): chr(0x41 + at) for first in (0x1F150, 0x1F170, 0x1F1E6) for at in range(26)},
        # Braille, as the blind read it in Vietnam: the letters of the marks, and the tones before them.
        **dict(zip("⠍⠁⠡⠞⠕⠹⠊⠥⠽⠑⠣", "MAATOOIUYEE", strict=True)),
        **dict.fromkeys("⠠⠔⠰⠢⠤", ""),
    }
)


@lru_cache(maxsize=16)
def variants(printed: str) -> tuple[str, ...]:
    """The text as it is, and as it reads when it was typed in an old encoding or decoded wrongly.

    Remembered for a moment: every look of the gate at one text begins here.
    """
    return tuple(_variants(printed))


def _variants(printed: str) -> Iterator[str]:
    yield (plain := normal(printed))
    if _BACKWARDS.search(plain):
        yield plain[::-1]
    if any(not told.isascii() or len(told) > _LONGEST_PART for told in _FIGURED.findall(plain)):
        yield _FIGURED.sub(lambda told: re.sub(r"\d", "", told[0]), plain)
    if _OLD_LETTERS.search(printed):
        yield from _from_old_fonts(printed)
    if _MOJIBAKE.search(printed):
        yield normal(legacy_encoding.converted(printed, legacy_encoding.UTF8))
    if _VIQR.search(printed):
        yield normal(printed.replace("A^.", "Ậ").replace("O^'", "Ố").replace("E^.", "Ệ"))


def _from_old_fonts(printed: str) -> Iterator[str]:
    """In each old encoding; short lines of TCVN3 in capitals, too, whose capitals are a font of their own."""
    for encoding in (legacy_encoding.VNI, legacy_encoding.VISCII, legacy_encoding.VPS):
        yield normal(legacy_encoding.converted(printed, encoding))
    decoded = normal(legacy_encoding.converted(printed, legacy_encoding.TCVN3))
    yield decoded
    if len(decoded) < 30:
        yield decoded.upper()


def normal(printed: str) -> str:
    """Clean text in one line: wide, mathematical and look-alike letters as Latin ones, nothing invisible or stray."""
    if text.is_plain(printed):
        return " ".join(printed.split())
    seen = text.one_line(_FILLERS.sub("", unicodedata.normalize("NFKC", printed.replace("\x85", "\n"))))
    latin = unicodedata.normalize("NFC", text.latin(text.plain_dashes(seen)).translate(_TWINS))
    return _STRAY.sub("", latin)
