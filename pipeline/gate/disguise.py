"""One text as a reader would see it, whatever letters it was disguised, mistyped or mis-decoded in."""

import re
import unicodedata
from collections.abc import Iterator

from pipeline import legacy_encoding, text

# Letters of the old encodings that Vietnamese in Unicode does not have.
_OLD_LETTERS = re.compile("[ËëÄäÖöÅåÜüÆæÇçÞþÑñŒŽ†‡ˆ‰§µ¶®\x80-\x9f]")

_WIDE = re.compile("[\uff00-\uffef\U0001d400-\U0001d7ff]+")
_STRAY = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")


def variants(printed: str) -> Iterator[str]:
    """The text as it is, and as it reads when it was typed in an old encoding or decoded wrongly."""
    yield normal(printed)
    if _OLD_LETTERS.search(printed):
        yield from _from_old_fonts(printed)
    if "áº" in printed or "á»" in printed:
        yield normal(_rebuilt(printed))
    if re.search(r"\^\.|\^'", printed):
        yield normal(printed.replace("A^.", "Ậ").replace("O^'", "Ố").replace("E^.", "Ệ"))


def _from_old_fonts(printed: str) -> Iterator[str]:
    """In each old encoding; short lines of TCVN3 in capitals, too, whose capitals are a font of their own."""
    for encoding in (legacy_encoding.VNI, legacy_encoding.VISCII, legacy_encoding.VPS):
        yield normal(legacy_encoding.converted(printed, encoding))
    decoded = normal(legacy_encoding.converted(printed, legacy_encoding.TCVN3))
    yield decoded
    if len(decoded) < 30:
        yield decoded.upper()


def _rebuilt(printed: str) -> str:
    """UTF-8 that was read as cp1252, turned back; as it was where that fails."""
    try:
        return b"".join(bytes([ord(c)]) if ord(c) < 256 else c.encode("cp1252") for c in printed).decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return printed


def normal(printed: str) -> str:
    """Clean text with wide, mathematical and look-alike letters as Latin ones and stray marks removed."""
    wide = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), printed)
    return _STRAY.sub("", text.latin(text.plain_dashes(text.one_line(wide))))
