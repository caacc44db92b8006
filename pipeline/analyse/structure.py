"""From blocks to passages: Phần, Chương, Mục, Tiểu mục, Điều, khoản, điểm; headings of reports; tables; the preamble.

A number that breaks the sequence opens no new article or clause: scanned tables are full of lines like "2. 500". OCR
may lose one article's number in two, so there an article may skip two. Quoted text never gives headings.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.analyse.quotes import quoted
from pipeline.document.model import Block, Method, Region
from pipeline.document.passage import Passage, PassageKind
from pipeline.sheet import clauses, lines
from pipeline.sheet.clauses import ArticleHead, Chapter

_RANKS = {"phan": 1, "chuong": 2, "muc": 3, "tieu-muc": 4, "dieu": 5}
_ENACTING = re.compile(
    r"^\W*(?:quyet dinh|quyet nghi|chi thi|thong bao|ket luan|nghi quyet|quyet dinh nhu sau|qui dinh)\s*:\W*$"
)
# A scan's lines may seem centred, and so does a clause of one line that ends as far from the right as it is set in.
_ITEM_OF_A_LIST = re.compile(r"[-–—+•*]\s*\w|(?:\d{1,3}|[a-zđ])[.)]\s*\w.*[.;]\W*$")
_TITLE_LENGTH = 220
_LONGEST_TITLE = 900  # a chapter that amends names its document in full, and what amended that before
_MISPRINT, _AHEAD = 3, 250  # how far a misprinted number may jump; blocks in which the sequence must show again
_NUMBER_OF_A_PAGE = re.compile(r"[-–— ]*(\d{1,3})[-–— ]*")
_ITEM = 3  # rank of "1." among the headings of a report


@dataclass(slots=True)
class _Outline:
    """What is open while a part is read: headings by rank, and the last number of each kind."""

    prefix: str
    base: int
    legal: bool
    open: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    letter: str = ""
    title: str = ""
    khoan: int | None = None
    diem: int | None = None
    anchor: str = ""
    clause: str = ""
    point: str = ""
    free: list[tuple[int, str, int]] = field(default_factory=list)
    page_numbers: frozenset[int] = frozenset()

    def depth(self, rank: int) -> int:
        """Heading level under the headings that are open above this rank."""
        return min(6, self.base + sum(1 for above in self.open if above < rank))

    def enter(self, rank: int, label: str) -> None:
        """Open a heading; what stood below its rank is closed."""
        self.open = {above: name for above, name in self.open.items() if above < rank} | {rank: label}
        self.khoan = self.diem = None
        self.anchor = self.clause = self.point = ""


def passages(blocks: Sequence[Block], *, prefix: str = "", base: int = 2, articles: bool = True) -> tuple[Passage, ...]:
    """Arrange the blocks of one part.

    Args:
        blocks: the part's text, head and signature left out.
        prefix: of all ids, with its hyphen ("qc-"); empty for the main instrument.
        base: heading level of the highest heading.
        articles: whether a document of this kind has any; a tờ trình only lists those of its draft.
    """
    inside = quoted(blocks)
    legal = articles and any(_opens(block, index in inside) for index, block in enumerate(blocks))
    outline = _Outline(prefix, base, legal, page_numbers=_page_numbers(blocks))
    found, index, begun = list[Passage](), 0, False
    while index < len(blocks):
        step, made = _take(outline, blocks, index, index in inside, begun=begun)
        begun = begun or any(passage.depth for passage in made)
        found.extend(made)
        index += step
    return tuple(found)


def unique(found: Sequence[Passage]) -> tuple[Passage, ...]:
    """The same with every id once: a repeat gets -2, -3."""
    taken, result = dict[str, int](), list[Passage]()
    for passage in found:
        anchor = passage.id
        while anchor and anchor in taken:
            taken[passage.id] += 1
            anchor = f"{passage.id}-{taken[passage.id]}"
        if anchor:
            taken[anchor] = 1
        result.append(Passage(passage.kind, passage.text, anchor, passage.depth, passage.rows))
    return tuple(result)


def _opens(block: Block, inside: bool) -> bool:
    found = clauses.article(block.text) if not inside and not block.rows else None
    return bool(found and found.number <= 3)


def _take(
    outline: _Outline, blocks: Sequence[Block], index: int, inside: bool, *, begun: bool
) -> tuple[int, list[Passage]]:
    """The passages of one block, and how many blocks they used up."""
    block = blocks[index]
    if block.rows:
        return 1, [Passage(PassageKind.table, rows=block.rows)]
    if block.region in (Region.recipients, Region.signature):
        return 1, [Passage(PassageKind.signature, block.text)]
    if lines.is_rule(block.text) and (index in outline.page_numbers or not _is_number_of_a_flow(block)):
        return 1, []
    if inside:
        return 1, [Passage(PassageKind.paragraph, block.text)]
    again = _clause_again(outline, blocks, index)
    return _heading(outline, blocks, index) or (1, _text(outline, block, begun, again=again))


def _is_number_of_a_flow(block: Block) -> bool:
    """A number alone in a text without pages: the cell of a table that was pasted as paragraphs ("12", "75%")."""
    return block.page is None and re.search(r"\d", block.text) is not None


def _page_numbers(blocks: Sequence[Block]) -> frozenset[int]:
    """Where a flow numbers its pages in its text: its lone numbers stand in the middle and count up from 1 or 2."""
    alone = [at for at, block in enumerate(blocks) if lines.is_rule(block.text) and _is_number_of_a_flow(block)]
    told = [_NUMBER_OF_A_PAGE.fullmatch(blocks[at].text) for at in alone if blocks[at].align == "center"]
    numbers = [int(one[1]) for one in told if one]
    counts = numbers == list(range(numbers[0], numbers[0] + len(alone))) and numbers[0] <= 2 if numbers else False
    return frozenset(alone) if counts else frozenset()


def _heading(outline: _Outline, blocks: Sequence[Block], index: int) -> tuple[int, list[Passage]] | None:
    block = blocks[index]
    found = clauses.article(block.text) if outline.legal else None
    if found and (_in_sequence(outline, found, block) or _resumes(outline, found, blocks, index)):
        return _article(outline, found, blocks, index)
    if found and _repeats(outline, found, blocks, index):
        return _article(outline, found, blocks, index, again="-2")
    titled = clauses.chapter(block.text)
    if titled and _chapter_fits(outline, titled, block):
        return _chapter(outline, titled, blocks, index)
    if not outline.legal or not outline.numbers.get("dieu"):
        return _free(outline, block) if not outline.legal else None
    return None


def _in_sequence(outline: _Outline, found: ArticleHead, block: Block) -> bool:
    last = outline.numbers.get("dieu", 0)
    if found.letter:
        return found.number == last and (found.letter > outline.letter or not outline.letter)
    skipped = 2 if block.method is Method.ocr and found.strict else 0
    return last < found.number <= last + 1 + skipped


def _repeats(outline: _Outline, found: ArticleHead, blocks: Sequence[Block], index: int) -> bool:
    """Whether a number stands over two articles in a row: the second has a title of its own, and another one.

    Behind "sửa đổi Điều 2 như sau:" it is the amended article that is told.
    """
    same = found.number == outline.numbers.get("dieu") and not found.letter
    told = index > 0 and blocks[index - 1].text.rstrip(' “"').endswith(":")
    if not same or not found.strict or told or blocks[index].method is Method.ocr:
        return False
    titled = 0 < len(found.rest) <= _TITLE_LENGTH and not re.search(r"[.;:,/]\W*$", found.rest)
    return titled and found.rest[0].isupper() and found.rest != outline.title and not outline.letter


def _clause_again(outline: _Outline, blocks: Sequence[Block], index: int) -> bool:
    """Whether a number stands before two clauses in a row: the next number follows, or the article ends with it.

    Behind a colon it begins a list of its own; OCR reads a 3 as a 2.
    """
    found = clauses.clause(blocks[index].text) if outline.khoan else None
    if found is None or found.letter or found.number != outline.khoan or blocks[index].method is Method.ocr:
        return False
    if blocks[index - 1].rows or blocks[index - 1].text.endswith(":"):
        return False
    for block in blocks[index + 1 : index + _AHEAD]:
        if clauses.article(block.text) or clauses.chapter(block.text):
            break
        if (after := clauses.clause(block.text)) and after.number != found.number:
            return after.number == found.number + 1
    return found.number > 1


def _resumes(outline: _Outline, found: ArticleHead, blocks: Sequence[Block], index: int) -> bool:
    """Whether the sequence goes on behind a misprinted number: n+1 follows, and the missing one does not."""
    last = outline.numbers.get("dieu", 0)
    if not found.strict or found.letter or not last or not 1 < found.number - last <= _MISPRINT:
        return False
    below = (clauses.article(block.text) for block in blocks[index + 1 : index + _AHEAD] if not block.rows)
    numbers = [article.number for article in below if article and article.strict][:6]
    return numbers[:1] == [found.number + 1] and not any(last < number < found.number for number in numbers)


def _article(
    outline: _Outline, found: ArticleHead, blocks: Sequence[Block], index: int, again: str = ""
) -> tuple[int, list[Passage]]:
    outline.numbers["dieu"], outline.letter, outline.title = found.number, found.letter, found.rest
    depth = outline.depth(_RANKS["dieu"])
    outline.enter(_RANKS["dieu"], "")
    outline.anchor = f"{outline.prefix}dieu-{found.number}{_ascii(found.letter)}{again}"
    label = f"{found.label}."
    if not found.rest and _titles_article(blocks, index + 1):
        return 2, [Passage(PassageKind.dieu, f"{label} {blocks[index + 1].text}", outline.anchor, depth)]
    if _is_heading_text(found.rest, blocks[index]):
        return 1, [Passage(PassageKind.dieu, f"{label} {found.rest}".strip(), outline.anchor, depth)]
    heading = Passage(PassageKind.dieu, label, outline.anchor, depth)
    return 1, [heading, *_text(outline, Block(found.rest), True)]


def _is_heading_text(rest: str, block: Block) -> bool:
    """A title, not the article's first sentence."""
    if clauses.clause(rest):
        return False
    return len(rest) <= _TITLE_LENGTH and (not re.search(r"[.;:,/]\W*$", rest) or (block.bold and len(rest) < 90))


def _titles_article(blocks: Sequence[Block], index: int) -> bool:
    if index >= len(blocks) or blocks[index].rows:
        return False
    line = blocks[index].text
    numbered = clauses.clause(line) or clauses.point(line) or clauses.article(line) or clauses.chapter(line)
    return not numbered and len(line) < 150 and line[:1].isupper() and not re.search(r"[.;:,]$", line)


def _chapter_fits(outline: _Outline, found: Chapter, block: Block) -> bool:
    """The next of its kind; Mục and Tiểu mục begin again at 1, chapters may under a new Phần."""
    if found.rest and not lines.is_upper(found.rest, 0.9) and len(found.rest) > _TITLE_LENGTH:
        return False
    last = outline.numbers.get(found.kind, 0)
    skipped = 1 if block.method is Method.ocr else 0
    return last < found.number <= last + 1 + skipped or (found.number == 1 and _may_restart(outline, found))


def _may_restart(outline: _Outline, found: Chapter) -> bool:
    return any(_RANKS[kind] < _RANKS[found.kind] for kind in ("phan", "chuong", "muc") if outline.numbers.get(kind))


def _chapter(outline: _Outline, found: Chapter, blocks: Sequence[Block], index: int) -> tuple[int, list[Passage]]:
    rank, used = _RANKS[found.kind], 1
    title = [found.rest] if found.rest else []
    while index + used < len(blocks) and _continues_title(blocks, index + used, title):
        title.append(blocks[index + used].text)
        used += 1
    depth = outline.depth(rank)
    outline.numbers[found.kind] = found.number
    above = [name for key, name in sorted(outline.open.items()) if 1 < key < rank] if rank > _RANKS["chuong"] else []
    outline.enter(rank, f"{found.kind}-{found.number}")
    for kind in ("muc", "tieu-muc"):
        if _RANKS[kind] > rank:
            outline.numbers.pop(kind, None)
    anchor = outline.prefix + "-".join([*above, f"{found.kind}-{found.number}"])
    said = re.sub(r"\s+", " ", ". ".join([found.label, " ".join(title)] if title else [found.label]))
    return used, [Passage(PassageKind(found.kind), said, anchor, depth)]


def _continues_title(blocks: Sequence[Block], index: int, title: Sequence[str]) -> bool:
    """Lines of a chapter's title: capitals, or one short line under a bare number.

    Where an article follows it may be long: "SỬA ĐỔI MỘT SỐ ĐIỀU CỦA NGHỊ QUYẾT SỐ …" with all of that one's title.
    """
    block, line = blocks[index], blocks[index].text
    alone = not title and index + 1 < len(blocks) and clauses.article(blocks[index + 1].text) is not None
    if (
        block.rows
        or lines.is_rule(line)
        or len(line) > (_LONGEST_TITLE if alone else 250)
        or clauses.chapter(line)
        or clauses.article(line)
        or clauses.clause(line)
        or len(title) > 3
    ):
        return False
    if lines.is_upper(line, 0.9) and not _ENACTING.match(lines.folded(line)):
        return not title or lines.is_upper(title[-1], 0.9)
    return not title and not re.search(r"[.;:]$", line) and (alone or len(line) < 160)


def _free(outline: _Outline, block: Block) -> tuple[int, list[Passage]] | None:
    """A heading of a report: A., II., 3. in sequence and of a heading's shape."""
    found = clauses.free(block.text)
    if not found or not _is_free_heading(found[0], found[1], block):
        return None
    for rank, number in _free_ranks(found[0]):
        scanned = block.method is Method.ocr and rank < _ITEM
        if _free_next(outline, rank, number) or (scanned and _free_next(outline, rank, number - 1)):
            return 1, [_free_passage(outline, rank, found[0], number, block.text)]
    return None


def _free_ranks(mark: str) -> Iterator[tuple[int, int]]:
    roman = clauses.roman(mark)
    if roman and not mark.isdigit():
        yield 2, roman
    if mark.isdigit():
        yield 3, int(mark)
    elif len(mark) == 1 and mark in "ABCDĐEGH":
        yield 1, "ABCDĐEGH".index(mark) + 1


def _is_free_heading(mark: str, rest: str, block: Block) -> bool:
    length = _TITLE_LENGTH if not mark.isdigit() else 150
    if len(rest) > length:
        return False
    return not mark.isdigit() or block.bold or rest.endswith(":") or not re.search(r"[.;,/]\W*$", rest)


def _free_next(outline: _Outline, rank: int, number: int) -> bool:
    """A report's numbers rise under one heading; items that are whole sentences are no headings and leave gaps."""
    last = next((n for r, _, n in reversed(outline.free) if r == rank), 0)
    return last < number <= last + (1 if rank < _ITEM else 4)


def _free_passage(outline: _Outline, rank: int, mark: str, number: int, line: str) -> Passage:
    outline.free = [(r, m, n) for r, m, n in outline.free if r < rank] + [(rank, mark, number)]
    anchor = outline.prefix + "muc-" + "-".join(_ascii(m.lower()) for _, m, _ in outline.free)
    depth = min(6, outline.base + len(outline.open) + len(outline.free) - 1)
    return Passage(PassageKind.heading, line, anchor, depth)


def _text(outline: _Outline, block: Block, begun: bool, *, again: bool = False) -> list[Passage]:
    """One text passage: clause, point, line of the preamble, centred line or paragraph."""
    line = block.text
    if not line:
        return []
    if outline.anchor:
        return [_clause(outline, line, again=again) or _point(outline, line) or Passage(PassageKind.paragraph, line)]
    if not begun and lines.is_basis(line) and (outline.legal or lines.folded(line).startswith(("can cu", "xet "))):
        return [Passage(PassageKind.can_cu, line)]
    centred = _ENACTING.match(lines.folded(line)) or (
        block.align == "center" and len(line) < 200 and not _ITEM_OF_A_LIST.match(line)
    )
    return [Passage(PassageKind.centred if centred else PassageKind.paragraph, line)]


def _clause(outline: _Outline, line: str, *, again: bool) -> Passage | None:
    found = clauses.clause(line)
    if not found or not outline.anchor:
        return None
    last = outline.khoan or 0
    if (not again and found.number != (last if found.letter else last + 1)) or (found.letter and not last):
        return None
    outline.khoan, outline.diem, outline.point = found.number, None, ""
    outline.clause = f"{outline.anchor}-khoan-{found.number}{_ascii(found.letter)}{'-2' * again}"
    return Passage(PassageKind.khoan, line, outline.clause)


def _point(outline: _Outline, line: str) -> Passage | None:
    sub = clauses.subpoint(line)
    if sub and outline.point and outline.point.endswith(f"-diem-{_ascii(sub.letter)}"):
        return Passage(PassageKind.tiet, line, f"{outline.point}-tiet-{sub.number}")
    found = clauses.point(line)
    if not found or not clauses.follows(found.number, outline.diem):
        return None
    outline.diem = found.number
    outline.point = f"{outline.clause or outline.anchor}-diem-{_ascii(found.letter)}"
    return Passage(PassageKind.diem, line, outline.point)


def _ascii(letters: str) -> str:
    return letters.replace("đ", "dd")
