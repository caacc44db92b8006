"""Letters that a sheet sets higher or lower than their line, as one line of text: 10³, Ca²⁺, log₂8; and CO2, 1st.

Letters alone would say something else than the sheet: 10 to the power of 3 is not 103, 101 to the base of 2 not 1012.
Figures behind the sign of an element stay plain, as everybody types them and searches for them.
"""

import re

from pipeline.extract.office_files import docx_formula

_POWER = re.compile(r"[+\-−]?\d{1,3}(?:[.,]\d{1,3})?|\d{0,2}[+\-−]")
_INDEX = re.compile(r"\d{1,3}")
_ELEMENT = re.compile(r"(?:[A-Z][a-z]?|[)\]])$")


def behind(before: str, letters: str, *, raised: bool, lowered: bool) -> str:
    """The letters as they stand behind others: figures raised or lowered where they belong to what is before them."""
    said = letters.strip()
    if raised and _POWER.fullmatch(said) and (before[-1:].isalnum() or before.endswith(")")):
        return docx_formula.raised(said)
    if lowered and _INDEX.fullmatch(said) and before[-1:].isalnum() and not _ELEMENT.search(before):
        return docx_formula.lowered(said)
    return letters


def alone(letters: str, *, raised: bool, lowered: bool) -> str:
    """The letters of a cell that is set higher or lower as a whole: what it belongs to may stand in the next one."""
    said = letters.strip()
    if raised and _POWER.fullmatch(said):
        return docx_formula.raised(said)
    return docx_formula.lowered(said) if lowered and _INDEX.fullmatch(said) else letters
