"""The heading of a sheet that is a table and no more: a list or a budget that came alone, in a workbook as a rule.

Who made it may stand above in capitals, the unit of its figures below. A sentence, a number or a date there makes it
another kind of paper.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.document.model import Block, Region
from pipeline.sheet import lines
from pipeline.sheet.numbering import date_line, number_line

_LOOK = 10  # lines before the table
_NOTE = re.compile(r"^\W*(?:don vi|dvt|trang tinh|ngay|thoi diem|so lieu)\b|^\(.*\)$")
_LETTERS = 12  # of a title; "TỔNG HỢP" alone says nothing


@dataclass(frozen=True, slots=True)
class TableHeading:
    """Title and organs that stand above a table, both as printed."""

    title: str
    organs: tuple[str, ...] = ()


def over_table(blocks: Sequence[Block]) -> TableHeading | None:
    """The heading of the table that a sheet begins with; None where anything else stands above it."""
    shown = [block for block in blocks if block.region is Region.body]
    at = next((at for at, block in enumerate(shown[: _LOOK + 1]) if block.rows), None)
    told = [block.text for block in shown[:at] if not lines.is_rule(block.text)] if at else []
    while told and _NOTE.search(lines.folded(told[-1])):
        told.pop()
    organs = [line for line in told if _names_organ(line)]
    title = told[len(organs) :]
    if not title or told[: len(organs)] != organs or not all(map(_is_title, title)):
        return None
    whole = " ".join(title)
    return TableHeading(whole, tuple(organs)) if sum(map(str.isalpha, whole)) >= _LETTERS else None


def _names_organ(line: str) -> bool:
    return lines.is_upper(line, 0.9) and (lines.is_organ(line) or lines.is_unit(line))


def _is_title(line: str) -> bool:
    marked = lines.secrecy(line) or lines.urgency(line) or lines.is_draft(line) or lines.is_national(line)
    other = number_line(line) or date_line(line) or lines.is_motto(line) or lines.annex(line) or _names_organ(line)
    return lines.is_upper(line, 0.9) and not (marked or other)
