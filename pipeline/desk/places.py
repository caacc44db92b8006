"""Where on a page's picture each reading stands: the boxes of the paragraphs that say it, in percent of the picture.

A fact knows who says it, not where; its words are looked for again in what was read of the files, the main one first.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline import text
from pipeline.document.facts import Claim
from pipeline.document.model import Analysis, Block, Extraction, Region

Sizes = Callable[[int, int], tuple[float, float] | None]
"""File (from 0) and page (from 1) → width and height of the page in PDF points, None where it shows no picture."""
_DATES = frozenset({"issue_date", "passed_date", "effective_from"})
_OF_THE_BODY = frozenset({"council", "organ"})
_BLANKS = re.compile(r"\s*([^\w\s])\s*|(?<=\s)\s+")
_LEAST = 3  # letters: a shorter piece stands everywhere


@dataclass(frozen=True, slots=True)
class FieldMark:
    """A field's place: file from 0, page from 1, and the box in percent of the page from its upper left corner."""

    field: str
    file: int
    page: int
    left: float
    top: float
    width: float
    height: float


def marks(
    analysis: Analysis, read: Sequence[Extraction | None], sizes: Sizes, names: Iterable[str]
) -> tuple[FieldMark, ...]:
    """The place of each of the named facts that stands on a page; `read` goes with the files."""
    order = sorted(range(len(read)), key=lambda at: _sha256(read[at]) != analysis.main_file)
    found = (_mark(name, analysis, [(at, read[at]) for at in order], sizes) for name in names)
    return tuple(one for one in found if one is not None)


def _sha256(extraction: Extraction | None) -> str | None:
    return extraction.sha256 if extraction else None


def _mark(
    name: str, analysis: Analysis, files: Sequence[tuple[int, Extraction | None]], sizes: Sizes
) -> FieldMark | None:
    for at, extraction in files:
        blocks = _placed(extraction.visible) if extraction else []
        if (found := _saying(name, analysis, blocks)) and (size := sizes(at, found[0].page or 1)):
            return _boxed(name, at, found, size)
    return None


def _placed(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block.box and block.page and block.text]


def _boxed(name: str, at: int, blocks: Sequence[Block], size: tuple[float, float]) -> FieldMark:
    """One box around the blocks, which stand on one page."""
    boxes = [block.box for block in blocks if block.box]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    width, height = size
    shares = (left / width, 1 - top / height, (right - left) / width, (top - bottom) / height)
    return FieldMark(name, at, blocks[0].page or 1, *(round(100 * min(max(share, 0.0), 1.0), 2) for share in shares))


def _saying(name: str, analysis: Analysis, blocks: list[Block]) -> list[Block]:
    """The blocks of one page that say a fact; its readings in the order of choice."""
    if name in _OF_THE_BODY:
        head = [block for block in blocks if block.region is Region.header_left]
        return next(filter(None, (_parts(value, head) for value in _values("body", analysis.facts.claims()))), [])
    for value in _values(name, analysis.facts.claims()):
        wanted = _date(value) if name in _DATES else _words(value)
        whole = next((block for block in blocks if wanted.search(_flat(block.text))), None)
        if whole or (several := _parts(value, blocks)):
            return [whole] if whole else several
    return []


def _values(name: str, facts: Mapping[str, Sequence[Claim]]) -> Iterator[str]:
    yield from (claim.value for claim in facts.get(name, ()) if len(claim.value) >= _LEAST)


def _parts(value: str, blocks: list[Block]) -> list[Block]:
    """Lines that follow each other on one page and together say a value that was set over several of them."""
    wanted = _flat(value)
    run: list[Block] = []
    for block in blocks:
        words = _flat(block.text)
        fits = len(words) >= _LEAST and words in wanted and (not run or block.page == run[0].page)
        if run and not fits:
            break
        run += [block] if fits else []
    return run


def _words(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(_flat(value))}(?!\w)")


def _flat(words: str) -> str:
    """Words without case, marks and what a recogniser adds: "32 /NQ – HĐND" is 32/NQ-HĐND, which was read of it."""
    return _BLANKS.sub(r"\1", text.fold(text.plain_dashes(words)))


def _date(value: str) -> re.Pattern[str]:
    """2025-12-04 as a sheet writes it: "ngày 04 tháng 12 năm 2025", 4/12/2025."""
    year, month, day = [*value.split("-"), "", ""][:3]
    number = r"\D{1,8}".join(rf"(?<!\d)0?{part.lstrip('0')}" for part in (day, month))
    return re.compile(rf"{number}\D{{1,8}}{year}(?!\d)")
