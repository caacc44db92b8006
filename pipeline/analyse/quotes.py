"""Which blocks are quoted text: the new wording that an amending article gives to another document.

652 times in 974 texts a quoted “Điều 10. …” stands at the start of a line; it is never a heading of this document.
"""

import re
from collections.abc import Sequence

from pipeline.document.model import Block
from pipeline.sheet import clauses, lines

_AMENDS = re.compile(
    r"^(?:sua doi|bo sung|thay the|bai bo|dieu khoan|hieu luc|to chuc thuc hien|trach nhiem|thi hanh|quy dinh"
    r" chuyen tiep)\b"
)
_ANNOUNCES = re.compile(r"nhu sau|sau day|sua doi|bo sung|thay the|thanh:?$|:\s*$")
_SHORT = 3  # blocks that any quotation may span
_REACH = 250  # blocks within which a quotation must close, or it is taken for a slip of the pen


def quoted(blocks: Sequence[Block]) -> frozenset[int]:
    """Indexes of the blocks that lie wholly within a quotation.

    A quotation whose closing mark was forgotten ends where the amending text goes on with its own next article.
    """
    found, index, last = set[int](), 0, 0
    while index < len(blocks):
        end = _before_own_article(blocks, index, _end(blocks, index), last)
        begins = bool(re.match(r"^[“\"«]", blocks[index].text))
        own = clauses.article(blocks[index].text) if not begins else None
        last = own.number if own and own.strict and own.number == last + 1 else last
        if begins:
            found.add(index)
        found.update(range(index + 1, end + 1))
        index = end + 1
    return frozenset(found)


def _before_own_article(blocks: Sequence[Block], start: int, end: int, last: int) -> int:
    """The end of a quotation, at the latest before an article that amends or closes and has the next number."""
    opening = clauses.article(blocks[start].text)
    following = last + (2 if opening and opening.number == last + 1 else 1)
    for index in range(start + 1, end + 1):
        found = clauses.article(blocks[index].text)
        if (
            found
            and found.strict
            and found.number == following
            and not found.letter
            and _AMENDS.match(lines.folded(found.rest))
        ):
            return index - 1
    return end


def _end(blocks: Sequence[Block], start: int) -> int:
    """The block in which the quotation that is open at the end of block `start` closes; `start` when none is."""
    line = blocks[start].text
    end = start
    if _curly(line) > 0:
        end = _closing(blocks, start, curly=True)
    elif re.match(r'^"', line) and line.count('"') % 2:
        end = _closing(blocks, start, curly=False)
    return end if end <= start + _SHORT or _introduced(blocks, start) else start


def _introduced(blocks: Sequence[Block], start: int) -> bool:
    """New wording is announced ("như sau:"); a long quotation without that is a mark forgotten in a sentence."""
    return any(_ANNOUNCES.search(lines.folded(block.text)) for block in blocks[max(0, start - 1) : start + 1])


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
