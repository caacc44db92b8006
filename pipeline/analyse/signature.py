"""Who signed: name, office and authority, of the main instrument.

"TL. CHỦ TỊCH / KT. CHÁNH VĂN PHÒNG / PHÓ CHÁNH VĂN PHÒNG / Họ Tên": every line with an authority mark belongs to the
form, the office is the line after the last of them, a second office below the seal is given in brackets, and the name
is the last line that reads as one. Cells joined by an extractor are taken apart first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline import text
from pipeline.analyse import scanned_signature as scanned
from pipeline.analyse.scanned_signature import MARK_ALONE, MARKS
from pipeline.analyse.signer_names import OFFICES, SPELLED, SYLLABLE, built_like_name, person
from pipeline.document.model import Block, Method, Region
from pipeline.sheet import lines

_MARKED = re.compile(rf"{MARKS}\s*(?:\w+\s\w|UBND|HĐND)")
_BREAK = re.compile(rf"\s+(?={MARKS}[{lines.UPPER}])|\s+(?=\(?(?:Đã ký|đã ký))|(?<=ký\))\s+")
_ACTING = re.compile(rf"^Q\s*\.\s*(?:{OFFICES})\b")  # an office: who holds it for a time signs in his own name
_OFFICE = re.compile(rf"(?<=[{lines.UPPER}])\s+(?=(?:{OFFICES})\b)")
_NAME_TAIL = text.late(rf"(?<=[{lines.UPPER}]{{2}})\s+(?=[{lines.UPPER}][{lines.LOWER}]+(?: {SYLLABLE}){{1,4}}$)")
_LIST_TAIL = text.late(
    rf"(?<=[;:.,])(?<!TM\.)(?<!KT\.)(?<!TL\.)(?<!Q\.)\s+(?:\d{{1,3}}\s+)?(?={MARKS}[{lines.UPPER}]|"
    rf"(?:{OFFICES})\b|{SYLLABLE}(?: {SYLLABLE}){{1,4}}$)"
)
_GLUED = re.compile(rf"(?<=[.;,])\s*(?=[{lines.UPPER}])")  # "- Lưu: VT.CHỦ TỊCH", "- Lưu.KT. GIÁM ĐỐC"
_SPAN = 45  # lines after which no signature block goes on
_IN_TWO = frozenset({"chuyen trach", "thuong truc", "van phong", "nhan dan", "giam sat"})  # a narrow cell parts them


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One signature block as printed; `start` and `end` bound it and the recipients among the blocks."""

    name: str | None = None
    title: str | None = None
    form: str | None = None
    start: int = 0
    end: int = 0
    method: Method = Method.text
    sure: float = 1.0
    others: tuple["SignatureBlock", ...] = ()  # those who sign beside the first: a joint resolution, minutes


def read(blocks: Sequence[Block], begin: int, stop: int) -> SignatureBlock:
    """The first signature block between two indexes; empty, at `stop`, where there is none."""
    start = next((i for i in range(begin, stop) if _starts(blocks, i, stop)), None)
    if start is None:
        return SignatureBlock(start=stop, end=stop)
    end = _end(blocks, start, stop)
    said = list(_signing(scanned.level(blocks[start:end])))
    found = _read([line for line, _ in said])
    if found.name is None and said:
        # OCR runs the last recipient and the name into one line of the left column.
        found = replace(found, name=_read([*(line for line, _ in said), *_behind_recipients(blocks[start:end])]).name)
    where = next((block for line, block in said if found.name and found.name in line), blocks[start])
    others = _others([line for line, _ in said], found.name)
    if where.method is Method.ocr:
        found = replace(found, title=found.title or _deputy([line for line, _ in said]))
        found, others = _scanned(found), tuple(map(_scanned, others))
    found, *beside = _chair_first((found, *others))
    return replace(found, start=start, end=end, method=where.method, sure=where.confidence, others=tuple(beside))


def _chair_first(signed: Sequence[SignatureBlock]) -> list[SignatureBlock]:
    """Who led the session before who kept its minutes, on whichever side of the sheet."""
    return sorted(signed, key=lambda one: lines.folded(one.title or "").startswith("thu ky"))


def _others(said: Sequence[str], first: str | None) -> tuple[SignatureBlock, ...]:
    """Whole signature blocks, name and office, behind the first name."""
    found, rest = list[SignatureBlock](), list(said)
    name = first
    while name:
        at = next((i for i, line in enumerate(rest) if person(line) == name), None)
        rest = rest[at + 1 :] if at is not None else []
        following = _read(rest)
        name = following.name if following.title else None
        if name:
            found.append(following)
    return tuple(found)


def _starts(blocks: Sequence[Block], index: int, stop: int) -> bool:
    block = blocks[index]
    if block.rows:
        return False
    if block.region in (Region.recipients, Region.signature):
        return True
    if lines.is_recipients(block.text) or (lines.is_authority(block.text) and len(block.text) < 120):
        return True
    if block.method is Method.ocr and len(block.text) < 60 and any(map(lines.is_authority, _pieces(block.text))):
        return True  # behind strokes: "sọ TIẾP TM. THƯỜNG TRỰC HĐND"
    return lines.is_title(block.text) and _closes(blocks, index, stop)


def _closes(blocks: Sequence[Block], index: int, stop: int) -> bool:
    """An office in capitals begins a signature only where a name follows shortly: "CHỦ TỊCH" also heads preambles."""
    below = [b.text for b in blocks[index + 1 : min(index + 7, stop)] if not b.rows]
    for line in below:
        if person(line):
            return True
        if len(line) > 60 and not lines.is_upper(line):
            return False
    return bool(_NAME_TAIL.search(blocks[index].text))


def _end(blocks: Sequence[Block], start: int, stop: int) -> int:
    """Past the recipients and the name; an annex, a new header or a table ends it."""
    index = start
    named = False
    while index < min(stop, start + _SPAN):
        block = blocks[index]
        aside = block.region in (Region.recipients, Region.signature)
        if not aside and index > start and (block.rows or lines.is_national(block.text) or _begins_annex(block.text)):
            break
        if not aside and named and not lines.is_recipient(block.text) and not _is_signing(block.text):
            break
        if not aside and named and _is_heading(block):
            break
        if not aside and not named and len(block.text) > 220 and index > start and not lines.is_recipient(block.text):
            break
        named = named or (any(person(piece) for piece in _pieces(block.text)) and not lines.is_recipient(block.text))
        index += 1
    return index


def _is_heading(block: Block) -> bool:
    """A centred line in capitals below the name that is no office: the title of an annex ("BẢNG GIÁ BƠM NƯỚC")."""
    line = block.text
    office = lines.is_title(line) or lines.is_authority(line)
    return block.align == "center" and lines.is_upper(line, 0.9) and not office


def _begins_annex(line: str) -> bool:
    return lines.opens_part(line) and lines.is_upper(line[:8], 0.9)


def _is_signing(line: str) -> bool:
    return any(lines.is_authority(p) or lines.is_title(p) or bool(person(p)) for p in _pieces(line)) or "ký" in line[:9]


def _signing(blocks: Sequence[Block]) -> Iterator[tuple[str, Block]]:
    """Lines of the right column, recipients left out, joined lines apart."""
    marked = any(b.region is Region.signature for b in blocks)
    for block in blocks:
        if block.region is Region.recipients and (glued := _glued(block.text)):
            yield glued, block
        above = block.method is Method.ocr and any(map(lines.is_authority, _pieces(block.text)))
        beside = marked and block.region is not Region.signature and not above
        if block.rows or block.region is Region.recipients or beside:
            continue
        pieces = _pieces(_raised(block))
        if block.method is Method.ocr:
            pieces = scanned.mended(pieces)
        yield from ((one, block) for one in pieces if block.region is Region.signature or not lines.is_recipient(one))


def _raised(block: Block) -> str:
    """A line of a signature's cell, in capitals where it is an office that an old font has in small letters."""
    small = block.region is Region.signature and not block.text.isupper()
    return block.text.upper() if small and lines.folded(block.text).strip(" .,:") in SPELLED else block.text


def _glued(line: str) -> str | None:
    """The office or authority that Word files run into the last recipient, from its first letter.

    "- Lưu: VT, TM, TH." keeps the paper in three rooms; an authority has its full stop and says of whom.
    """
    at = re.search(r"[Ll]ưu\b", line)
    ends = (line[end.end() :] for end in _GLUED.finditer(line, at.end())) if at else ()
    return next((end for end in ends if lines.signs(end) and (lines.is_title(end) or _MARKED.match(end))), None)


def _behind_recipients(blocks: Sequence[Block]) -> list[str]:
    return [_pieces(b.text)[-1] for b in blocks if not b.rows and b.region is Region.body and len(_pieces(b.text)) > 1]


def _pieces(line: str) -> list[str]:
    cut = _LIST_TAIL.sub("\n", line) if lines.is_recipient(line) or ";" in line else line
    cut = _BREAK.sub("\n", re.sub(r"\s{3,}", "\n", cut))
    return [part.strip() for whole in cut.split("\n") for part in _offices(whole) if part.strip()]


def _offices(line: str) -> list[str]:
    """Break "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Họ Tên": the office that an authority stands for stays with its mark."""
    mark = re.match(rf"^{MARKS}(?:(?:QUYỀN )?(?:{OFFICES})\b)?", line)
    head = mark.end() if mark else 0
    tail = _NAME_TAIL.search(line)
    name = [line[tail.end() :]] if tail and lines.is_upper(line[: tail.start()], 0.9) else []
    rest = line[: tail.start()] if name and tail else line
    pieces, at = list[str](), 0
    for match in _OFFICE.finditer(rest, head):
        if _stands_alone(rest[at : match.start()], rest[match.end() :]):
            pieces.append(rest[at : match.start()])
            at = match.end()
    return [*pieces, rest[at:], *name]


def _stands_alone(before: str, after: str) -> bool:
    """Whether an office begins here: PHÓ CHỦ TỊCH does not break before CHỦ TỊCH."""
    return not re.search(r"(?:\bpho|__pho|\bcua|\bquyen|q\.|[-(])$", lines.folded(before.strip())) and lines.is_upper(
        after, 0.6
    )


def _scanned(found: SignatureBlock) -> SignatureBlock:
    """What OCR read of a signature, as far as its words are sure: an office of the list, a name built like one."""
    name = found.name if scanned.is_whole_name(found.name or "") else None
    title = scanned.by_list(found.title) if found.title else None
    form = " / ".join(line for part in (found.form or "").split(" / ") if (line := scanned.by_list(part))) or None
    whole = form if form and found.form and len(form.split(" / ")) == len(found.form.split(" / ")) else None
    return replace(found, name=name, title=title, form=whole)


def _read(said: Sequence[str]) -> SignatureBlock:
    form, offices, name = list[str](), list[str](), None
    for line in _marked(said):
        if lines.is_authority(line) and not _ACTING.match(line):
            if name:
                break  # the second block of a joint document
            form.append(scanned.authority(line))
        elif lines.is_title(line) or (not name and (_is_torn(line, offices) or (form and _goes_on(line, offices)))):
            if name:
                break
            offices.append(_office(line))
        elif form and not offices and not name and _ends_form(line, form[-1]):
            form[-1] = scanned.authority(f"{form[-1]} {line}")  # TM. THƯỜNG TRỰC HỘI ĐỒNG NHÂN / DÂN: a narrow cell
        elif person(line) and (form or offices):
            name = name or person(line)
    title = None if _stands_in_for_itself(form, offices) else _title(offices)
    name = name or (_by_place(said) if offices else None if form else _of_a_form(said))
    return SignatureBlock(name, title, " / ".join(form) or None) if (name or form or offices) else SignatureBlock()


def _of_a_form(said: Sequence[str]) -> str | None:
    """Who filled in a form and holds no office: the name below NGƯỜI CHẤT VẤN."""
    at = next((i for i, line in enumerate(said) if lines.signs(line)), len(said))
    return next((name for line in said[at + 1 :] if (name := person(line))), None)


def _ends_form(line: str, form: str) -> bool:
    """Whether a line in capitals is the rest of an authority, not the deputy's office that lost letters."""
    torn = form.startswith("KT. ") and line.split()[-1] == form.split()[-1]
    return lines.is_upper(line, 0.9) and not person(line) and len(line) < 60 and not torn


def _by_place(said: Sequence[str]) -> str | None:
    """The first line below the last office that is built like a name: the surnames of 54 peoples are on no list."""
    last = max(i for i, line in enumerate(said) if lines.is_title(line) or lines.is_authority(line))
    return next((name for line in said[last + 1 :] if (name := built_like_name(line))), None)


def _marked(said: Sequence[str]) -> Iterator[str]:
    """A mark that stands alone at the end of a line ("TL. CỤC TRƯỞNG KT.") belongs to the next one."""
    held = ""
    for line in said:
        alone = MARK_ALONE.search(line)
        whole = f"{held} {line[: alone.start()] if alone else line}".strip()
        held = alone["mark"].strip() if alone else ""
        if whole:
            yield whole


def _stands_in_for_itself(form: Sequence[str], offices: Sequence[str]) -> bool:
    """KT. CHỦ TỊCH is signed by a deputy: CHỦ TỊCH below it has lost its PHÓ."""
    stood_for = {line.removeprefix("KT. ") for line in form if line.startswith("KT. ")}
    return bool(offices) and offices[0] in stood_for


def _is_torn(line: str, offices: Sequence[str]) -> bool:
    """The second half of two words that belong together: PHÓ TRƯỞNG BAN CHUYÊN / TRÁCH."""
    return bool(offices) and lines.is_upper(line) and lines.folded(f"{offices[-1].split()[-1]} {line}") in _IN_TWO


def _goes_on(line: str, offices: Sequence[str]) -> bool:
    """A second line of an office in capitals: PHÓ CHỦ TỊCH / HĐND HUYỆN."""
    return (
        bool(offices) and lines.is_upper(line, 0.9) and not person(line) and 3 < len(line) < 60 and lines.is_organ(line)
    )


def _office(line: str) -> str:
    """The office, its spelling restored where OCR lost marks (CHU TỊCH)."""
    said = re.sub(r"^(?:_|[^\w(])+|(?:_|[^\w)])+$", "", line)
    return SPELLED.get(lines.folded(said)) or text.old_tones(said)


def _deputy(said: Sequence[str]) -> str | None:
    """PHÓ CHỦ TỊCH of "KT. CHỦ TỊCH / CHỦ TỊCH", where a seal hides PHÓ: KT. is signed by the head's deputy alone.

    Of a line under a black seal its last word is enough ("xá TỊCH").
    """
    heads = [line.removeprefix("KT. ") for line in map(scanned.authority, said) if line.startswith("KT. ")]
    last = heads[-1].split()[-1] if heads else None
    again = any(line.split()[-1] == last for line in said if not lines.is_authority(line))
    return f"PHÓ {heads[-1]}" if again and f"PHÓ {heads[-1]}" in SPELLED.values() else None


def _title(offices: Sequence[str]) -> str | None:
    """The office signed in, with the one below the seal in brackets."""
    if not offices:
        return None
    first, *others = offices
    second = next((o for o in others if lines.is_title(o)), None)
    joined = " ".join([first, *(o for o in others if not lines.is_title(o))]) if second is None else first
    return f"{joined} ({second.strip('()')})" if second and second != first else joined
