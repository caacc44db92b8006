"""A sheet whose head is typed in small letters: "Cộng hòa xã hội chủ nghĩa Việt Nam", "Nghị quyết", "Chủ tịch".

All that reads a head looks for capitals, which tell a heading from a sentence. Where the nation's own name stands in
small letters on a line of its own, the office typed the whole head so: its headings are given their capitals, and
nothing else is: a title, a place and a name stay as they are printed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.document.model import Block, Region
from pipeline.sheet import clauses, lines
from pipeline.sheet.numbering import number_line

_HEAD = 14  # blocks at the top, among which the nation's name stands
_BELOW = 12  # further blocks within which the title and the deciding organ end
_TYPES = (
    "nghi quyet|quyet dinh|to trinh|bao cao|thong bao|ke hoach|chi thi|ket luan|giay moi|thu moi|chuong trinh|huong dan"
    "|quy che|noi quy|bien ban"
)
_TYPE = re.compile(rf"(?:{_TYPES})(?= *$| +(?:ve|v/v|quy dinh|phe duyet|thong qua|ban hanh|sua doi|bai bo)\b)")
_COUNCIL = re.compile(
    rf"(?:thuong truc )?(?:hoi dong nhan dan|uy ban nhan dan|hdnd|ubnd) {lines.UNIT} [^.,;:]{{2,60}}$"
)
_BELOW_TITLE = rf" (?=(?:thuong truc )?(?:hoi dong nhan dan|uy ban nhan dan|hdnd|ubnd) {lines.UNIT} [^.,;:]{{2,60}}?"
_TAIL = re.compile(rf"{_BELOW_TITLE} khoa )")
_TAIL_APART = re.compile(rf"{_BELOW_TITLE}$)")
_KHOA = re.compile(r" (?=khoa (?:[ivxlc]+|\d+|thu)\b)")


def in_capitals(blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, headings of head and signature in capitals where the nation's name is in small letters.

    Beside a name of the nation in capitals it is the left cell alone: "Hội đồng nhân dân" / "Thành phố Nam Châu".
    """
    if not any(_nation(block.text) for block in blocks[:_HEAD]):
        return [*map(_left_cell, blocks[:_HEAD]), *blocks[_HEAD:]]
    ends = (i for i, b in enumerate(blocks) if lines.is_basis(b.text) or clauses.article(b.text))
    end = min(next(ends, len(blocks)), _HEAD + _BELOW)
    below = [block.text for block in blocks[1 : end + 1]] + [""]
    head = [part for block, after in zip(blocks[:end], below, strict=False) for part in _headings(block, after)]
    return [*head, *(_signing(block) for block in blocks[end:])]


def _nation(line: str) -> bool:
    return not lines.is_upper(line, 0.6) and lines.is_national(line.upper())


def _headings(block: Block, below: str) -> Iterator[Block]:
    """The type, the title, the deciding organ and the session of one block, each its own; other blocks as they are."""
    line = block.text
    if block.region is Region.signature:
        yield _signing(block)
    elif block.rows or block.region is Region.header_right or len(lines.folded(line)) != len(line):
        yield block
    elif block.region is Region.header_left:
        yield _left_cell(block)
    else:
        begun = _TYPE.match(lines.folded(line)) if line[:1].isupper() else None
        if begun:
            yield replace(block, text=line[: begun.end()].upper())
        said = line[begun.end() :].strip() if begun else line
        for part in _decided(said, apart=lines.is_session(below)):
            council = part[:1].isupper() and _COUNCIL.match(lines.folded(part))
            yield replace(block, text=part.upper() if council else part)


def _left_cell(block: Block) -> Block:
    """A line of who issues the document; a subject, a number and a line in capitals stay as they are."""
    line = block.text
    stays = block.region is not Region.header_left or block.rows or lines.is_upper(line, 0.5)
    if stays or number_line(line) or lines.subject(line, in_full=True):
        return block
    return replace(block, text=line.upper()) if lines.is_organ(line.upper()) or lines.is_unit(line) else block


def _decided(said: str, *, apart: bool) -> Iterator[str]:
    """A title, who decides below it, and the session, which a page may have joined; the session may be `apart`."""
    folded = lines.folded(said)
    ends = [match.end() for match in (_TAIL_APART if apart else _TAIL).finditer(folded)]
    start = next((end for end in ends if said[end].isupper()), 0)
    session = _KHOA.search(folded, start) if start and not apart else None
    end = session.start() if session else len(said)
    yield from filter(None, (said[:start].strip(), said[start:end].strip(), said[end:].strip()))


def _signing(block: Block) -> Block:
    """An authority or an office above a signature, on a line of its own: "TM. Hội đồng nhân dân", "Phó Chủ tịch"."""
    line = block.text
    short = not block.rows and block.region is Region.signature and len(line) < 60
    return replace(block, text=line.upper()) if short and line[:1].isupper() and lines.signs(line.upper()) else block
