"""The head of a document: who issues it, its number, place and date, type, title, addressee and marks.

Read by pattern within the head, not by order: extractors give the left cell wholly before the right one, both on one
line, or (a portal's text) without either. What stands in the body, in a stamp or in "(Kèm theo Quyết định số …)" is
never the document's own number or date.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.analyse import head_organs, heading, table_heading
from pipeline.document.model import Block, Method, Region
from pipeline.sheet import lines
from pipeline.sheet.numbering import (
    Dated,
    Printed,
    date_line,
    date_under_pen,
    names_day,
    number_line,
    opens_date,
)

_NUMBER = 80  # characters of a line of number and date; "Thông tư số 1/2019/TT-BM ngày …" of a preamble has more
_HEAD = 45  # blocks after which no head goes on: the longest one seen has 31
_BODY = re.compile(r"^(?:dieu\s+1\b|chuong\s+(?:i|1)\b|phan\s+(?:thu\s+nhat|i|1|mot)\b|(?:i|1|a)[.)]\s+\S)")
_REST_OF_NUMBER = re.compile(r"[A-ZĐƯ]{2,}(?:[-.&][A-ZĐƯ]+)*")
_LABEL = re.compile(r"[Ss]ố\s*[:.]?")
_NUMBER_ALONE = re.compile(r"\d{1,6}\s*/\s*(?:\d{4}\s*/\s*)?[A-ZĐƯ]{1,6}[A-Za-z]?(?:[-.&/][A-ZĐƯ\d]+)+")
_WHOLE_DATE = re.compile(r".{2,60}?\bngày\b.{1,30}\bnăm\s+\d{4}(?=\s)")  # what OCR read twice stands behind it
_BULLET = re.compile(r"^\W{0,2}(?:\w{1,2}\W{1,2}\w?\s?)?[-–—~+•*]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; None or empty where it is silent. `body_at` is the index of the first block of the body."""

    organs: tuple[str, ...] = ()
    deciding: str | None = None
    printed: Printed | None = None
    dated: Dated | None = None
    type_name: str | None = None
    type_printed: bool = False
    sort: str = ""  # what a type line says beyond the type and the title: THẨM TRA
    letter: bool = False
    title: str | None = None
    sessions: tuple[str, ...] = ()
    addressee: str | None = None
    attached: str | None = None
    secrecy: str | None = None
    urgency: str | None = None
    draft_mark: bool = False
    body_at: int = 0
    unread: tuple[Block, ...] = ()  # before `body_at`, and no part of the head
    methods: Mapping[str, Method] = field(default_factory=dict)
    sureness: Mapping[str, float] = field(default_factory=dict)


def read(blocks: Sequence[Block], types: Sequence[str]) -> Head:
    """Read the head of the document that begins with the first block; `types` are the names of types of document."""
    zone = blocks[: _zone_end(blocks)]
    type_at, type_name, rest = heading.type_line(zone, types)
    number_at, printed = _number(zone, type_at)
    date_at, dated = _date(zone, type_at)
    subject_at, subject, subject_end = _subject(zone)
    address_at, addressee, address_end = _addressee(blocks, zone)
    title = heading.title(blocks, type_at, rest, _end(zone, type_at, address_at))
    lone = None if type_at is not None or subject or addressee or printed else table_heading.over_table(blocks)
    leading = _leading(blocks, type_at, subject_at)
    body_at = _past_note(blocks, max(_after(number_at), _after(date_at), subject_end, address_end, title.end, leading))
    below = _wrapped(zone, number_at) if number_at is not None else ""
    read = (
        "" if title.sort else rest,
        title.text,
        title.deciding,
        *title.sessions,
        subject,
        addressee,
        type_name,
        below,
    )
    marks = [b.text for b in zone[: (type_at if type_at is not None else len(zone)) + 1] if not b.rows]
    organs = head_organs.organs(zone, number_at, date_at, type_at)
    if date_at is not None and zone[date_at].method is Method.ocr:
        dated = head_organs.place_as_named(dated, organs)
        organs = head_organs.units_as_placed(organs, dated)
    return Head(
        organs=organs or (lone.organs if lone else ()),
        deciding=title.deciding,
        printed=printed,
        dated=dated,
        type_name=type_name,
        type_printed=type_at is not None,
        sort=title.sort,
        letter=type_at is None and (subject_at is not None or (address_at is not None and not title.text)),
        title=(title.text or subject)
        if type_at is not None
        else (subject or title.text or (lone.title if lone else None)),
        sessions=title.sessions,
        addressee=addressee,
        attached=next((b.text for b in blocks[:_HEAD] if lines.is_attached(b.text)), None) if _alone(blocks) else None,
        secrecy=_marked(marks, lines.secrecy),
        urgency=_marked(marks, lines.urgency),
        draft_mark=any(lines.is_draft(mark) and lines.is_upper(mark, 0.6) for mark in marks),
        body_at=body_at,
        unread=tuple(_unread(blocks[:body_at], " ".join(part for part in read if part))),
        methods=_methods(blocks, number=number_at, date=date_at, title=type_at),
        sureness=_sureness(blocks, number=number_at, date=date_at, title=type_at),
    )


def stamped(head: Head, stamps: Sequence[Block]) -> Head:
    """The head with the urgency and secrecy that stamps on its page say, where its lines are silent."""
    marks = [block.text for block in stamps]
    urgency, secrecy = _marked(marks, lines.urgency), _marked(marks, lines.secrecy)
    return replace(head, urgency=head.urgency or urgency, secrecy=head.secrecy or secrecy)


def _zone_end(blocks: Sequence[Block]) -> int:
    """The head ends where the preamble or the first article begins."""
    for index, block in enumerate(blocks[:_HEAD]):
        if block.region in (Region.recipients, Region.signature):
            return index
        if index > 0 and (lines.is_basis(block.text) or _BODY.match(lines.folded(block.text))):
            return index + 1
    return min(len(blocks), _HEAD)


def _wrapped(zone: Sequence[Block], at: int) -> str:
    """The rest of a long number that a narrow cell wrapped: "Số: 01/NQLT-HĐND-" / "UBMTTQ", or all of it below "Số:".

    A number longer than its cell stands under both, and is no line of the cell any more.
    """
    first = zone[at]
    below = next((one for one in zone[at + 1 :] if one.region is not Region.header_right), None)
    if below is None or first.region is not Region.header_left:
        return ""
    if first.text.rstrip().endswith("-") and below.region is first.region:
        return below.text if _REST_OF_NUMBER.fullmatch(below.text) else ""
    return below.text if _LABEL.fullmatch(first.text) and _NUMBER_ALONE.fullmatch(below.text) else ""


def _number(zone: Sequence[Block], type_at: int | None) -> tuple[int | None, Printed | None]:
    """The number line of the header; one after the type line counts only if it stands right under it."""
    lined = [(i, b) for i, b in enumerate(zone) if not b.rows and not head_organs.founds(zone, i)]
    found = [(i, p) for i, b in lined if (p := number_line(b.text + _wrapped(zone, i))) is not None]
    left = [hit for hit in found if zone[hit[0]].region is Region.header_left]
    before = [
        hit
        for hit in found
        if type_at is None or hit[0] < type_at or (hit[0] <= type_at + 2 and len(zone[hit[0]].text) < 40)
    ]
    chosen = (left or before)[:1]
    return chosen[0] if chosen else (None, None)


def _date(zone: Sequence[Block], type_at: int | None) -> tuple[int | None, Dated | None]:
    found = [(i, d) for i, b in enumerate(zone) if not b.rows and (d := _dated_over(zone[i : i + 2])) is not None]
    found = found or [(i, d) for i in range(len(zone) - 1) if (d := _bent(*zone[i : i + 2])) is not None]
    right = [hit for hit in found if zone[hit[0]].region is Region.header_right]
    before = [hit for hit in found if type_at is None or hit[0] < type_at + 4]
    chosen = (right or before)[:1]
    return chosen[0] if chosen else (None, None)


def _dated_over(lines_of_cell: Sequence[Block]) -> Dated | None:
    """The date of a line, or of it and the next where an author broke it: "Khe Lim, ngày 9 tháng" / "12 năm 2024"."""
    own, (first, *below) = _dated(lines_of_cell[0]), lines_of_cell
    if not below or first.region is not Region.header_right or below[0].region is not first.region:
        return own
    whole = date_line(f"{first.text} {below[0].text}") if opens_date(first.text) else None
    return whole if whole and (own is None or whole.date) else own


def _bent(above: Block, below: Block) -> Dated | None:
    """The date of a photographed sheet whose line runs downhill: "tháng 4 năm 2024" over "An Khê, ngày"."""
    torn = above.region is Region.header_right and above.method is Method.ocr and names_day(above.text)
    return date_line(f"{below.text} {above.text}") if torn and opens_date(below.text) else None


def _dated(block: Block) -> Dated | None:
    """The date of the line, unless it is "(Kèm theo Quyết định số … ngày …)"."""
    if lines.is_attached(block.text):
        return None
    scanned = block.region is Region.header_right and block.method is Method.ocr
    said = re.sub(r"^\W+(?=\w)", "", block.text) if scanned else block.text  # a speck: ": Lam Giang, ngày …"
    whole = _WHOLE_DATE.match(said) if scanned else None
    return date_line(said) or (date_line(whole[0]) if whole else None) or (date_under_pen(said) if scanned else None)


def _subject(zone: Sequence[Block]) -> tuple[int | None, str | None, int]:
    """V/v … under the number of an official letter, over as many lines of the left cell as it takes."""
    at = next((i for i, b in enumerate(zone) if not b.rows and _subject_mark(b)), None)
    if at is None:
        return None, None, 0
    match = _subject_mark(zone[at])
    said = [zone[at].text[match.end() :] if match else ""]
    end, numbered = at + 1, any(number_line(block.text) for block in zone[:at])
    while end < len(zone) and _goes_on(zone[end], zone[at], len(" ".join(said)), numbered=numbered):
        said.append(zone[end].text)
        end += 1
    return at, " ".join(said).strip(" *_-–|.") or None, end


def _subject_mark(block: Block) -> re.Match[str] | None:
    """V/v; in the left cell also "Về việc" written out."""
    return lines.subject(block.text, in_full=block.region is Region.header_left)


def _goes_on(block: Block, first: Block, length: int, *, numbered: bool) -> bool:
    """Whether a line still belongs to V/v: same cell, or the same short lines before "Kính gửi".

    Below the letter's own number a line that reads as one ("Quyết định số 15/QĐ-UBND về") is part of the subject.
    """
    line = block.text
    if block.rows or lines.is_rule(line) or lines.address(line) or date_line(line) or lines.is_national(line):
        return False
    if first.region is Region.header_left:
        return block.region is Region.header_left and (numbered or not number_line(line))
    return (
        block.region is first.region
        and len(line) < 60
        and length < 250
        and not lines.is_upper(line)
        and not re.search(r"[.:;]$", line)
    )


def _addressee(blocks: Sequence[Block], zone: Sequence[Block]) -> tuple[int | None, str | None, int]:
    """Kính gửi: one name on the line, or a list below it."""
    at = next((i for i, b in enumerate(zone) if not b.rows and lines.address(b.text)), None)
    if at is None:
        return None, None, 0
    match = lines.address(zone[at].text)
    said = [zone[at].text[match.end() :] if match else ""]
    end = at + 1
    while end < len(blocks) and _addresses(blocks[end], said[-1]):
        said.append(_BULLET.sub("", blocks[end].text))
        end += 1
    named = [_address(one) for one in said if re.search(r"\w{2}", one)]
    return at, "; ".join(named).rstrip(".") or None, end


def _addresses(block: Block, above: str) -> bool:
    """Whether a line goes on with those a letter is sent to: behind its bullet, or behind a semicolon."""
    listed = _BULLET.match(block.text) and above[-1:] != "."
    return not block.rows and len(block.text) < 250 and bool(listed or above.rstrip().endswith(";"))


def _address(line: str) -> str:
    """One addressee, without bullet; a letter's first sentence on the same line is cut off."""
    name = re.sub(r"^[-–+•*\s]+|[\s;,]+$", "", line)
    sentence = re.search(r"(?<=[\w)])\.\s+(?=\w)", name)
    return name[: sentence.start()] if sentence and len(name) > 100 else name


def _end(zone: Sequence[Block], type_at: int | None, address_at: int | None) -> int:
    if address_at is not None and type_at is not None and address_at > type_at:
        return address_at
    return len(zone)


def _alone(blocks: Sequence[Block]) -> bool:
    """Whether "(Kèm theo …)" stands in the head: the file holds an attached instrument only."""
    end = next(
        (i for i, b in enumerate(blocks[:_HEAD]) if lines.is_basis(b.text) or _BODY.match(lines.folded(b.text))),
        _HEAD,
    )
    return any(lines.is_attached(b.text) for b in blocks[:end])


def _marked(marks: Sequence[str], kind: Callable[[str], str | None]) -> str | None:
    return next((said for mark in marks if (said := kind(mark)) and lines.is_upper(mark, 0.9)), None)


def _unread(blocks: Sequence[Block], read: str) -> Iterator[Block]:
    """Blocks of the head that gave no fact: text of the document that a wrongly drawn end of the head would lose.

    Letters "Căn cứ" whose third paragraph begins so lost the two before it.
    """
    known = " ".join(re.findall(r"\w+", lines.folded(read)))
    for block in blocks:
        if block.region is not Region.body and not lines.is_english(block.text):
            continue
        addressed = lines.address(block.text)  # "Kính gửi: - Sở Xây dựng;" as its first of several lines
        said = lines.folded(block.text)[addressed.end() if addressed else 0 :]
        words = " ".join(re.findall(r"\w+", said))
        if (
            block.rows
            or lines.is_english(block.text)
            or not (words in known or _is_mark(block) or head_organs.is_furniture(block))
        ):
            yield block


def _is_mark(block: Block) -> bool:
    """A line that the head reads by its shape: number, date, organ, session, urgency."""
    line, folded = block.text, lines.folded(block.text)
    shaped = (len(line) < _NUMBER and number_line(line)) or _dated(block) or lines.secrecy(line) or lines.urgency(line)
    named = lines.is_upper(line, 0.9) and (lines.is_organ(line) or lines.is_unit(line) or lines.is_decider(line))
    return bool(shaped or named) or lines.is_session(line) or len(folded) < 3


def _leading(blocks: Sequence[Block], type_at: int | None, subject_at: int | None) -> int:
    """Without a type line the head still holds its organ, motto and mark lines."""
    if type_at is not None or subject_at is not None:
        return 0
    index = 0
    while index < min(len(blocks), _HEAD) and not blocks[index].rows and head_organs.is_furniture(blocks[index]):
        index += 1
    return index


def _past_note(blocks: Sequence[Block], at: int) -> int:
    """Past "(Kèm theo Quyết định số …)" under the title of an attached instrument that came alone."""
    index = at
    while index < min(len(blocks), at + 4) and (
        lines.is_attached(blocks[index].text)
        or (index > at and blocks[index].text.endswith(")") and blocks[index].align == "center")
    ):
        index += 1
    return index


def _after(at: int | None) -> int:
    return 0 if at is None else at + 1


def _methods(blocks: Sequence[Block], **at: int | None) -> dict[str, Method]:
    return {name: blocks[index].method for name, index in at.items() if index is not None}


def _sureness(blocks: Sequence[Block], **at: int | None) -> dict[str, float]:
    return {name: blocks[index].confidence for name, index in at.items() if index is not None}
