"""From a page's words and lines to blocks, and from pages to one sequence of blocks."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from pipeline import text
from pipeline.document.model import Block, Region
from pipeline.sheet import flow, folded, open_tables, page_regions, paragraphs, prose_columns, stamps, tables
from pipeline.sheet.paragraphs import Frame
from pipeline.sheet.rows import Row
from pipeline.sheet.tables import RuledLine
from pipeline.sheet.words import Word
from pipeline.text import fold

# "12  CÔNG BÁO/Số 21/Ngày 15-01-2026" and "Trang 2/7": what differs between the pages of two.
_OWN_NUMBER = re.compile(r"^\d{1,4}(?= +\D)|(?<= )(?:trang )?\d{1,4}(?: ?/ ?\d{1,4})?$")
_KEPT = re.compile(r"^\W*l[uư]u\b")


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one page, of a text layer or OCRed; `stamps` are those that annotations draw.

    `turned` holds texts that do not run from left to right: watermarks, marks along the margin. `upright` is by how
    many degrees, against the clock, a scan had to be turned to be read. `folds` is where the second of two pages on one
    sheet begins, 0.0 where the sheet is one page; such a page, enlarged `times`, began at `begins` on its sheet.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    stamps: tuple[Word, ...] = ()
    rules: tuple[RuledLine, ...] = ()
    turned: tuple[str, ...] = ()
    upright: int = 0
    folds: float = 0.0
    times: float = 1.0
    begins: float = 0.0


_BESIDE_SIGNATURE = (Region.body, Region.stamp)


def blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks of all pages in reading order, paragraphs and tables joined across pages."""
    found: list[Block] = []
    ends_full, reached = False, 0
    shown = [half for page in pages for half in _halves(page)]
    placed = _in_columns(_with_late_names(_without_running_heads([(page, _lines(page)) for page in shown])))
    frames = _frames(placed)
    for (page, lines), edges in zip(placed, frames, strict=True):
        fresh = [folded.back(block, page.times, page.begins) for block in _of_page(page, lines, edges)]
        found = _appended(found, fresh, ends_full, next_page=page.number == reached + 1)
        ends_full = _ends_full(lines, edges)
        reached = page.number if any(block.region is Region.body for block in fresh) else reached
    return tuple(part for block in found for part in _unframed(block))


def _halves(page: Page) -> list[Page]:
    """A page as it is, or the two that stand side by side on it, each as large as A4."""
    sides = ((0.0, page.folds), (page.folds, page.width)) if page.folds else ()
    return [_half(page, begins, ends) for begins, ends in sides] or [page]


def _half(page: Page, begins: float, ends: float) -> Page:
    times = folded.A4 / (ends - begins)
    words, stamps = (
        folded.enlarged([word for word in some if begins <= word.middle < ends], times, begins)
        for some in (page.words, page.stamps)
    )
    rules = [rule for rule in page.rules if begins <= (rule.x0 + rule.x1) / 2 < ends]
    return replace(
        page,
        width=folded.A4,
        height=page.height * times,
        words=words,
        stamps=stamps,
        rules=folded.enlarged_rules(rules, times, begins),
        turned=() if begins else page.turned,
        folds=0.0,
        times=times,
        begins=begins,
    )


def _unframed(block: Block) -> tuple[Block, ...]:
    """A table that is a frame around one text as that text; asked last, as a row cut by the end of a page is none."""
    if block.rows:
        return flow.framed(block)
    return (block,) if block.text else ()


def _lines(page: Page) -> list[Row]:
    words, left = stamps.typed_in(page.words, page.stamps)
    grids = _grids(page)
    free = [word for word in words if not any(grid.holds(word) for grid in grids)]
    usual = _usual_size(free)
    own = page_regions.placed(free, page.width, page.height)
    drawn = stamps.drawn_in(own, usual)
    placed = [replace(line, region=Region.stamp) if of else line for line, of in zip(own, drawn, strict=True)]
    return [*placed, *stamps.blocks_of(left)]


def _in_columns(pages: Sequence[tuple[Page, list[Row]]]) -> list[tuple[Page, list[Row]]]:
    """Each page as often as it holds runs of lines that are read one after the other; beside a table as it is."""
    found: list[tuple[Page, list[Row]]] = []
    for page, lines in pages:
        runs = [lines] if page.rules and _grids(page) else [*prose_columns.parted(lines, page.width)]
        beside = replace(page, rules=(), turned=())
        found += [(beside, run) for run in runs[:-1]]
        found.append((page, runs[-1] if runs else lines))
    return found


def _grids(page: Page) -> list[tables.DrawnTable]:
    ruled = _ruled(page.rules)
    drawn = sorted((*ruled, *open_tables.grids(page.rules, page.words, ruled)), key=lambda grid: -grid.ys[0])
    inside = ((grid, [word for word in page.words if grid.holds(word)]) for grid in drawn)
    return [grid for grid, words in inside if words and not page_regions.is_framed(words)]


@lru_cache(maxsize=1 << 8)  # pages of one document: each is asked for its tables three times
def _ruled(rules: tuple[RuledLine, ...]) -> tuple[tables.DrawnTable, ...]:
    return tuple(tables.grids(rules))


def _usual_size(words: Sequence[Word]) -> float:
    sizes = Counter[float]()
    for word in words:
        sizes[round(word.size)] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 12.0


def _frames(pages: Sequence[tuple[Page, list[Row]]]) -> list[Frame]:
    """Where the text of each page runs; a page with few lines, an annex beside its table, takes its neighbour's."""
    found: list[Frame] = []
    usual: dict[float, Frame] = {}
    for page, lines in pages:
        body = [line for line in lines if line.region is Region.body]
        own = paragraphs.frame(body)
        if len(body) >= paragraphs.FEW:
            usual[round(page.width)] = own
        found.append(own if len(body) >= paragraphs.FEW else usual.get(round(page.width), own))
    return found


def _of_page(page: Page, lines: Sequence[Row], edges: Frame) -> list[Block]:
    found: list[Block] = []
    waiting = _tables(page)
    for region, group in groupby(lines, key=lambda line: line.region):
        for part in _around_tables(list(group), waiting if region is Region.body else []):
            if isinstance(part, Block):
                found.append(part)
                waiting = [block for block in waiting if block is not part]
            else:
                found += paragraphs.blocks(part, page.number, edges if region is Region.body else None)
    marks = (Block(text.one_line(mark), Region.margin, page=page.number) for mark in page.turned)
    return [*_before_signature(found, waiting), *marks]


def _tables(page: Page) -> list[Block]:
    grids = _grids(page)
    found = (tables.table(grid, [word for word in page.words if grid.holds(word)], page.number) for grid in grids)
    return [block for block in found if block.rows]


def _around_tables(lines: list[Row], waiting: Sequence[Block]) -> list[list[Row] | Block]:
    """The lines parted where a table stands between them."""
    parts: list[list[Row] | Block] = []
    rest = lines
    for table in sorted(waiting, key=lambda block: -_top(block)):
        above = [line for line in rest if line.baseline > _top(table) - 2]
        if len(above) == len(rest):
            break
        parts += [above, table] if above else [table]
        rest = [line for line in rest if line.baseline <= _top(table) - 2]
    return [*parts, rest] if rest else parts


def _top(block: Block) -> float:
    return block.box[3] if block.box else 0.0


def _before_signature(found: list[Block], waiting: Sequence[Block]) -> list[Block]:
    """Tables below all lines of text come after them, but before the signature and what stands in the margin."""
    ends = (Region.recipients, Region.signature, Region.stamp, Region.margin, Region.note)
    first = len(found)
    while (
        first > 0 and found[first - 1].region in ends and any(_top(found[first - 1]) < _top(table) for table in waiting)
    ):
        first -= 1
    return [*found[:first], *sorted(waiting, key=lambda block: -_top(block)), *found[first:]]


def _without_running_heads(pages: Sequence[tuple[Page, list[Row]]]) -> list[tuple[Page, list[Row]]]:
    """Lines that return at the same height on most pages go to the margin: running heads, portal watermarks.

    On the last page one may stand below the signature, and counts as part of it until it is known from the others.
    """
    exact = len(pages) < 3
    seen = Counter(key for page, lines in pages for key in {_head(line, page, exact) for line in lines} if key)
    beside = {_head(line, page, exact) for page, lines in pages for line in lines if line.region in _BESIDE_SIGNATURE}
    often = {key for key, times in seen.items() if times >= max(2 if exact else 3, len(pages) // 2)} & beside
    return [
        (page, [replace(line, region=Region.margin) if _head(line, page, exact) in often else line for line in lines])
        for page, lines in pages
    ]


def _head(line: Row, page: Page, exact: bool) -> tuple[str, int] | None:
    """What makes a line of the page's edge the same as one of another page; its numbers count only when `exact`."""
    if (
        line.region not in (*_BESIDE_SIGNATURE, Region.signature, Region.recipients)
        or 0.1 * page.height < line.baseline < 0.9 * page.height
    ):
        return None
    said = _OWN_NUMBER.sub("", fold(line.text))
    letters = "".join(letter for letter in said if letter.isalpha() or (exact and letter.isdigit()))
    return (letters, round(line.baseline / 8)) if letters else None


def _with_late_names(pages: Sequence[tuple[Page, list[Row]]]) -> list[tuple[Page, list[Row]]]:
    """What the page break parted from the title above it belongs to the signature: the name, the rest of its table."""
    found: list[tuple[Page, list[Row]]] = []
    signed = listing = False
    for page, lines in pages:
        lines = _tail_going_on(lines, page) if listing else lines
        text = [line for line in lines if line.region not in (Region.margin, Region.stamp)]
        first = next((place for place, line in enumerate(text) if not _on_the_right(line, page)), len(text))
        late = [line for line in text[:first] if line.region is Region.body] if signed and first <= 4 else []
        found.append((page, [replace(line, region=Region.signature) if line in late else line for line in lines]))
        signed = any(line.region is Region.signature for line in text)
        listing = _is_listing(text)
    return found


def _is_listing(lines: Sequence[Row]) -> bool:
    """Whether a page ends within Nơi nhận: its list closes with who keeps the paper ("- Lưu: VT.")."""
    listed = [line for line in lines if line.region is Region.recipients]
    ends = bool(lines) and lines[-1].region in (Region.recipients, Region.signature)
    return ends and bool(listed) and not any(_KEPT.match(fold(line.text)) for line in listed)


def _tail_going_on(lines: Sequence[Row], page: Page) -> list[Row]:
    first = next((at for at, line in enumerate(lines) if line.region is Region.body), len(lines))
    last = next((at for at in range(first, len(lines)) if lines[at].region is not Region.body), len(lines))
    return [*lines[:first], *page_regions.tail_going_on(lines[first:last], page.width), *lines[last:]]


def _ends_full(lines: Sequence[Row], edges: Frame) -> bool:
    """Whether a page's last line of text runs to the margin, as a line does whose paragraph goes on overleaf."""
    body = [line for line in lines if line.region is Region.body]
    return bool(body) and edges.right - body[-1].right < 3 * body[-1].size


def _on_the_right(line: Row, page: Page) -> bool:
    return line.left > 0.36 * page.width and line.left + line.right > 1.12 * page.width


def _appended(before: list[Block], after: list[Block], ends_full: bool, *, next_page: bool) -> list[Block]:
    """The page's blocks behind those before, a paragraph or table that goes on joined to its beginning.

    `next_page`: the text before ends on the page before this one; a table may have begun many pages earlier.
    """
    first = next((place for place, block in enumerate(after) if block.region is Region.body), None)
    last = next((place for place in reversed(range(len(before))) if _ends_body(before[place])), None)
    if first is None or last is None or before[last].region is not Region.body or _opens_anew(after[:first]):
        return before + after
    joins = ends_full or before[last].rows or after[first].text[:1].islower()
    whole = _whole(before[last], after[first], next_page=next_page) if joins else None
    if whole is None:
        return before + after
    return [*before[:last], whole, *before[last + 1 :], *after[:first], *after[first + 1 :]]


def _ends_body(block: Block) -> bool:
    return block.region in (Region.body, Region.signature, Region.recipients)


def _opens_anew(blocks: Sequence[Block]) -> bool:
    return any(block.region in (Region.header_left, Region.header_right, Region.signature) for block in blocks)


def _whole(before: Block, after: Block, *, next_page: bool) -> Block | None:
    if next_page and tables.goes_on(before, after):
        return tables.together(before, after)
    return paragraphs.run_on(before, after) if paragraphs.continued(before, after) else None
