"""Fields that run or fetch: DDE and INCLUDE instructions of Word and RTF, however they are put together."""

import re

from pipeline.document.sentences import Said

RUNS: Said = ("trường DDE", "DDE field")
FETCHES: Said = ("trường nạp tệp ngoài", "field that fetches")

_DDE = re.compile(r"(?:^|[\s\"])DDE(?:AUTO)?(?=\s)", re.I)
_FETCH = re.compile(
    r"(?<![A-Za-z])(?:INCLUDE(?:PICTURE|TEXT)?|IMPORT|LINK|RD|DATABASE)\b[^\x14\x15]{0,80}?"
    r"(?:https?:|ftp:|file:|smb:|\\{2,}[\w.]|//[\w.])",
    re.I,
)
# QUOTE 68 68 69 … spells letters by their numbers, so that no look at the text meets the word.
_QUOTED = re.compile(r"QUOTE((?:\s+\d{2,3})+)", re.I)


def of(instructions: str) -> Said | None:
    """What the instructions of fields do, the letters of all of them in their order; None for ordinary ones."""
    spelt = _QUOTED.sub(lambda match: "".join(chr(int(code)) for code in match[1].split()), instructions)
    for said in (instructions, spelt):
        if _DDE.search(said):
            return RUNS
        if _FETCH.search(said):
            return FETCHES
    return None
