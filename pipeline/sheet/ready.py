"""The blocks of a sheet made ready: what a reader joined or cut is mended.

What is drawn by a stamp, stands in a margin or a note is put aside.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline import text
from pipeline.document.model import Block, Method, Region
from pipeline.sheet import clauses, lines, small_letters
from pipeline.sheet.numbering import date_line, number_line

_ASIDE = frozenset({Region.stamp, Region.margin, Region.note, Region.hidden})
_NOISE, _SCRIBBLE = 0.55, 15  # mean word confidence and length under which OCR's words are no words
_PORTAL = 160  # blocks within which a document's head begins on a portal's page
_ANNEX_WITHIN = 4  # blocks at the top, within which an annex that was bound first begins
_HEAD = 14  # blocks at the top among which a header table or an interleaved header line may stand
_DATE_TAIL = re.compile(r"(?<=[\w-])\s+(?=[^\d/,;:]{2,34},?\s*ngay\s*[\d.…_ ]*\s*thang\b)")
_DATE_INSIDE = re.compile(
    r"[\s|]*(?P<date>[^\d/,;:|()]{2,34},?\s*ngay\s*[\d.…_ ]*\s*thang\s*[\d.…_ ]*\s*nam\s*\d{4})(?=\s)"
)
_NUMBER_TAIL = re.compile(r"(?<=[a-z])[\s_-]+(?=so\s*:\s*[\d.… ]*/\s*[\da-z])")
_NATIONAL_TAIL = re.compile(r"(?<=\S)\s+(?=(?:cong hoa xa h|doc lap\s*[-.]?\s*tu do))")
_WRAPPED_TYPES = frozenset(
    {"nghi quyet", "quyet dinh", "to trinh", "bao cao", "thong bao", "ke hoach", "chi thi", "ket luan", "thong tu"}
    | {"nghi dinh", "giay moi", "thu moi", "chuong trinh", "huong dan"}
)
_OPENING = re.compile(
    r"(?<=[^.,;:!?\s])\s+(?=Ngày \d{1,2}(?:[/.-]\d|,| tháng \d)|Căn cứ (?:Luật|Nghị|Quyết|Kế|Chương|các )"
    r"|(?:Thực hiện|Căn cứ) [^,.;]{4,60} số \d|Sau khi (?:nghe|xem|nghiên)|Hôm nay,)"
)
_DIEU_ALONE = re.compile(r"^(?:Điều|ĐIỀU)\s*$")


def put_in_order(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks that the document itself says, in order, header lines apart."""
    shown = [b for b in blocks if b.region not in _ASIDE and (b.rows or b.text.strip()) and not _noise(b)]
    apart = [part for index, block in enumerate(map(_tidied, shown)) for part in _apart(block, index)]
    whole = small_letters.in_capitals(list(_rejoined([b for b in apart if b.rows or not _blank(b)])))
    return tuple(_joined_articles(_titles_apart(_below_header(whole))))


def _titles_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """A title that OCR ran into the first sentence below it: "… tháng 8 năm 2025 Ngày 29/8/2025, Thường trực …"."""
    typed = next((i for i, b in enumerate(blocks[: 2 * _HEAD]) if lines.folded(b.text) in _WRAPPED_TYPES), len(blocks))
    for index, block in enumerate(blocks):
        near = typed < index <= typed + 2 and block.method is Method.ocr and not block.rows
        cut = _OPENING.search(block.text) if near else None
        parts = (block.text[: cut.start()], block.text[cut.end() :]) if cut else (block.text,)
        yield from (replace(block, text=part) for part in parts)


def _below_header(blocks: Sequence[Block]) -> Sequence[Block]:
    """Lines in capitals that a reader left in the left cell although the header's last row, the date, is above them."""
    dated = (i for i, b in enumerate(blocks[:_HEAD]) if b.region is Region.header_right and date_line(b.text))
    last = next(dated, len(blocks))
    return [
        replace(block, region=Region.body) if index > last and _is_title_in_cell(block) else block
        for index, block in enumerate(blocks)
    ]


def _is_title_in_cell(block: Block) -> bool:
    cell = block.region is Region.header_left and not block.rows
    return cell and lines.is_upper(block.text, 0.9) and number_line(block.text) is None


def join_cut_paragraphs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Paragraphs that a page break or OCR cut in mid-sentence, in one again."""
    whole = list[Block]()
    for block in blocks:
        if whole and _runs_on(whole[-1], block):
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {block.text}")
        else:
            whole.append(block)
    return tuple(whole)


def _runs_on(above: Block, block: Block) -> bool:
    """The upper one is long and ends without a stop; the lower one begins with a small letter and is no point."""
    if above.rows or block.rows or above.region is not Region.body or block.region is not Region.body:
        return False
    if not re.match(rf"[{lines.LOWER}]", block.text) or re.match(r"\w{1,2}\d?\s?[.)]", block.text):
        return False
    return len(above.text) > 60 and not re.search(r"[.;:!?”\"…/]\W*$", above.text)


def _noise(block: Block) -> bool:
    """A scribble or the edge of a stamp that OCR took for letters."""
    if block.method is not Method.ocr or block.rows or block.region in (Region.header_left, Region.header_right):
        return False
    unsure = block.confidence < _NOISE and len(block.text) < _SCRIBBLE
    return len(block.text) < 3 or (unsure and not _names_type(block.text))


def _names_type(line: str) -> bool:
    """Whether a line is a type's name in capitals; one over a watermark, or under dirt, is read and not sure."""
    return lines.is_upper(line) and lines.folded(line).strip(" .,:;_-") in _WRAPPED_TYPES


def from_own_head(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks from the document's own head on: a portal's page puts dozens of lines of its own before it.

    Nothing is cut where a preamble, an article or recipients stand before the national name: that name then heads a
    form in an annex of a document whose own header was lost. An annex bound before its document goes behind it.
    """
    at = next((i for i, b in enumerate(blocks[:_PORTAL]) if lines.is_national(b.text)), 0)
    start = at
    while start > 0 and at - start < 8 and _heads(blocks[start - 1]):
        start -= 1
    before = blocks[:start]
    annex = _annex_before(before, blocks[start : start + _HEAD])
    if annex is not None:
        return (*blocks[start:], *before[annex:])
    if any(lines.is_basis(b.text) or lines.is_recipients(b.text) or clauses.article(b.text) for b in before):
        return tuple(blocks)
    return tuple(blocks[start:]) if start > 3 else tuple(blocks)


def _annex_before(before: Sequence[Block], head: Sequence[Block]) -> int | None:
    """Where an annex begins that stands before the document whose number its "(Kèm theo …)" names, None for no such."""
    opens = next((i for i, b in enumerate(before[:_ANNEX_WITHIN]) if not b.rows and lines.opens_part(b.text)), None)
    note = next((i for i, b in enumerate(before) if not b.rows and lines.is_attached(b.text)), None)
    number = next((said for b in head if (said := number_line(b.text)) is not None and said.number), None)
    if number is None or (opens is None and note is None):
        return None
    named = note is not None and re.search(rf"(?<!\d){number.number}\s*/", before[note].text)
    at = opens if opens is not None else 0
    return at if named else None


def part_title(blocks: Sequence[Block], subject: str | None) -> tuple[Block, ...]:
    """A title and the first sentence below it, joined by an extractor, apart again where the header gives the title."""
    wanted = re.findall(r"\w+", lines.folded(subject or ""))
    if len(wanted) < 4:
        return tuple(blocks)
    found = list[Block]()
    for index, block in enumerate(blocks):
        cut = _prefix(block.text, wanted) if index < _HEAD * 3 and not block.rows else 0
        found += [replace(block, text=part.strip()) for part in (block.text[:cut], block.text[cut:]) if part.strip()]
        if not block.text:
            found.append(block)
    return tuple(found)


def _prefix(line: str, wanted: Sequence[str]) -> int:
    """Where the wanted words end, 0 unless the line begins with them and a new sentence follows."""
    words = list(re.finditer(r"\w+", lines.folded(line)))
    if len(words) < len(wanted) + 4 or [word.group() for word in words[: len(wanted)]] != list(wanted):
        return 0
    end = words[len(wanted) - 1].end()
    return end if re.match(rf"\W*[{lines.UPPER}]", line[end:]) else 0


def _heads(block: Block) -> bool:
    if block.rows or block.region in (Region.header_left, Region.header_right):
        return not block.rows
    return lines.is_upper(block.text, 0.9) or lines.is_rule(block.text) or number_line(block.text) is not None


def _blank(block: Block) -> bool:
    """Whether a block says nothing: the number of a page does not. Of a flow, which has none, `structure` tells."""
    paged = block.page is not None and block.region is Region.body
    return not block.text.strip() or (paged and bool(re.fullmatch(r"[-–—\s]*\d{1,3}[-–—\s]*", block.text)))


def _tidied(block: Block) -> Block:
    """Without the bars and strokes that a portal's table or OCR left at the edges of a line."""
    said = text.one_line(block.text).rstrip("\\| ")
    return replace(block, text=re.sub(r"^[_|]+\s*", "", said) if block.method is Method.ocr else said)


def _apart(block: Block, index: int) -> Iterator[Block]:
    """Left and right header cells that a text layer wrote on one line."""
    if block.rows or index >= _HEAD or block.region not in (Region.body, Region.header_left, Region.header_right):
        yield block
        return
    folded = lines.folded(block.text)
    dated = (
        _DATE_INSIDE.match(folded, _code_end(folded)) if _code_end(folded) and len(folded) == len(block.text) else None
    )
    if dated and block.text[dated.end() :].strip():  # number, place and date, and the first sentence, all on one line
        parts = block.text[: _code_end(folded)], block.text[slice(*dated.span("date"))], block.text[dated.end() :]
        for part, region in zip(parts, (Region.header_left, Region.header_right, Region.body), strict=True):
            yield replace(block, text=part.strip(" |"), region=region)
        return
    number = _NUMBER_TAIL.search(folded)
    if number and len(folded) == len(block.text) and lines.is_organ(block.text[: number.start()]):
        yield replace(block, text=block.text[: number.start()], region=Region.header_left)
        yield replace(block, text=block.text[number.end() :], region=Region.header_left)
        return
    cut = _NATIONAL_TAIL.search(folded) or (_DATE_TAIL.search(folded, _code_end(folded)) if _code_end(folded) else None)
    if not cut or len(folded) != len(block.text) or len(folded) > 160 or lines.is_basis(block.text):
        yield block
        return
    left, right = block.text[: cut.start()], block.text[cut.end() :]
    if re.match(r"(?:cong hoa|doc lap)", folded) and not re.search(r"ngay", lines.folded(right)):
        yield replace(block, text=left, region=Region.header_right)
    else:
        yield replace(block, text=left, region=Region.header_left)
    yield replace(block, text=right, region=Region.header_right)


def _rejoined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Lines of the head that a text wrapped in mid-phrase: "Số:" / its number, NGHỊ / QUYẾT, the national name."""
    held: Block | None = None
    for index, block in enumerate(blocks):
        if held is not None and held.region is block.region and _one_phrase(held.text, block.text):
            held = replace(held, text=f"{held.text} {block.text}")
            continue
        if held is not None:
            yield held
        held = block if index < _HEAD * 2 and not block.rows else None
        if held is None:
            yield block
    if held is not None:
        yield held


def _one_phrase(above: str, below: str) -> bool:
    if len(above) + len(below) > 70:
        return False
    if re.match(r"^\W*(?:\w{1,10} )?s\W?o\s*[:.]?\W*$", lines.folded(above)):
        return bool(re.match(r"[\d.…\s]*/\S", below)) or bool(re.match(r"\d+\s*$", below))
    whole = f"{above} {below}"
    if lines.folded(whole) in _WRAPPED_TYPES and lines.is_upper(whole, 0.99):
        return True
    return lines.is_national(whole) and not lines.is_national(above) and not lines.is_national(below)


def _code_end(folded: str) -> int:
    """Where the number ends on a line that begins with one, 0 on others: the place of issue begins behind it."""
    match = re.match(
        r"^\W*\w{0,10}\s*s.{0,2}\s*[:.]?.{0,24}?/\s*(?:\d{4}\s*/\s*)?[a-z][\w.&]*(?:\s*-\s*[\w.&]+)*", folded
    )
    return match.end() if match else 0


def _joined_articles(blocks: Iterable[Block]) -> Iterator[Block]:
    """Điều and its number, which a portal's text sets on two lines, on one line again."""
    held: Block | None = None
    for block in blocks:
        if held is not None:
            if re.match(r"\d", block.text):
                yield replace(block, text=f"{held.text.strip()} {block.text}")
                held = None
                continue
            yield held
            held = None
        if _DIEU_ALONE.match(block.text):
            held = block
        else:
            yield block
    if held is not None:
        yield held
