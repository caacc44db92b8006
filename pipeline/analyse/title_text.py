"""The words of a title, as its lines are set together."""

import re
from collections.abc import Sequence

from pipeline.sheet import lines

# Letters of a stamp that OCR ran into the title: capitals and signs only, then the title's first words in normal case.
_STAMPED = re.compile(rf"^(?:[^{lines.LOWER}]{{3,60}}|.{{3,60}}\|\s*)(?=(?:Về việc|V/v|Ban hành|Quy định|Phê duyệt)\b)")
# Names of organs whose words a portal's text glued: "HỘIĐỒNG NHÂN DÂN".
_GLUED_NAME = re.compile(
    r"\b(hội)(đồng)\b|\b(nhân)(dân)\b|\b([uủ][yỷ])(ban)\b|\b(thường)(trực)\b|\b(nghị)(quyết)\b", re.I
)
# The title once more in English, on lines of its own: no such word is one of Vietnamese.
_IN_ENGLISH = re.compile(r"[ -~‘’“”–]*\b(?:of|and|the|with|for|on|from)\b [ -~‘’“”–]+", re.IGNORECASE)


def joined(said: Sequence[str]) -> str | None:
    """The lines of a title as one, without rules, a stamp before it, and its English; None where nothing is left."""
    told = [part for part in said if part and not lines.is_rule(part)]
    told = [*told[:1], *(part for part in told[1:] if not _IN_ENGLISH.fullmatch(part.strip()))]
    whole = re.sub(r"\s+", " ", " ".join(part.strip(" |*_") for part in told)).strip(" *_-–|")
    whole = _GLUED_NAME.sub(lambda name: " ".join(word for word in name.groups() if word), whole)
    stamped = _STAMPED.match(whole)
    return (whole[stamped.end() :] if stamped else whole) or None
