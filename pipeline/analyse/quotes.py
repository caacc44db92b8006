"""Which blocks are quoted text: the new wording that an amending article gives to another document.

652 times in 974 texts a quoted “Điều 10. …” stands at the start of a line; it is never a heading of this document.
"""

import re
from collections.abc import Sequence

from pipeline.document.model import Block

_REACH = 250  # blocks within which a quotation must close, or it is taken for a slip of the pen


def quoted(blocks: Sequence[Block]) -> frozenset[int]:
    """Indexes of the blocks that lie wholly within a quotation."""
    found, index = set[int](), 0
    while index < len(blocks):
        end = _end(blocks, index)
        begins = bool(re.match(r"^[“\"«]", blocks[index].text))
        if begins:
            found.add(index)
        found.update(range(index + 1, end + 1))
        index = end + 1
    return frozenset(found)


def _end(blocks: Sequence[Block], start: int) -> int:
    """The block in which the quotation that is open at the end of block `start` closes; `start` when none is."""
    line = blocks[start].text
    if _curly(line) > 0:
        return _closing(blocks, start, curly=True)
    if re.match(r'^"', line) and line.count('"') % 2:
        return _closing(blocks, start, curly=False)
    return start


def _closing(blocks: Sequence[Block], start: int, *, curly: bool) -> int:
    balance = 0
    for index in range(start, min(start + _REACH, len(blocks))):
        line = blocks[index].text
        balance += _curly(line) if curly else line.count('"')
        if (curly and balance <= 0) or (not curly and index > start and balance % 2 == 0):
            return index
    return start


def _curly(line: str) -> int:
    """Opened minus closed; a straight mark at the end closes what a curly one opened."""
    closed = line.count("”") + (1 if re.search(r'[^"]"\W*$', line) and "”" not in line and '"' not in line[:-3] else 0)
    return line.count("“") - closed
