"""The line that names the type of a document, the title under it, and the deciding organ before the preamble.

Titles run over lines and hold other documents' numbers, persons and dates; they end where the deciding organ, the
preamble, the addressee or the first sentence of the body begins.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.analyse import no_titles, old_heading, title_text
from pipeline.document.model import Block, Method, Region
from pipeline.sheet import lines

_DECIDER_HEAD = re.compile(
    r"(?<=\s)(?:(?:thuong truc |(?<!pho )chu tich )?(?:hoi ?dong ?nhan ?dan|uy ?ban ?nhan ?dan|hdnd|ubnd)"
    rf"(?:\s|(?={lines.UNIT}\s))"
    r"|(?:thu tuong )?chinh phu(?=\s*$)|uy ban thuong vu quoc hoi(?=\s*$))"
)
_DECIDED = re.compile(
    rf"(?P<organ>(?:thuong truc |chu tich )?(?:hoi ?dong ?nhan ?dan|uy ?ban ?nhan ?dan|hdnd|ubnd)\s*{lines.UNIT}"
    r"(?:\s+\S[^,.;:]{1,45}?)?|(?:thu tuong )?chinh phu|uy ban thuong vu quoc hoi)"
    r"(?=\s+khoa\b|\s*$)"
)
_SESSION_TAIL = re.compile(r"\s+(?=(?:khoa\s+(?:[ivxlc]+|thu|\d+)\b|ky hop\s+(?:thu|lan|chuyen|bat)\b))")
_HELD_ON = re.compile(
    r"^\(?\s*(?:tu ngay|ngay|hop|ky hop|phien hop|tai (?:ky|phien) hop|khai mac|thong qua)\b[^.;]{0,100}$"
)
# Words that a council's name follows as part of a title: "nội quy kỳ họp Hội đồng nhân dân tỉnh khóa XV".
_GOVERNING = frozenset(
    re.findall(r"\w+", "cua boi giua va voi tai cho tu den do hop bieu truc viec nghi chuc vien cu theo trong")
)
# "BÁO CÁO THẨM TRA" over "Dự thảo Nghị quyết …": what sort of its type a paper is, and no word of its title.
_SORTS = re.compile(r"(?:tham tra|tom tat|bo sung|nhanh|lien tich)(?: (?:tham tra|tom tat|bo sung))?")
# "KẾT LUẬN GIÁM SÁT", "KẾT LUẬN PHIÊN GIẢI TRÌNH": what was concluded, over a title that says of what.
_CONCLUDED = re.compile(r"(?:giam sat|kiem tra|thanh tra|phien (?:hop|giai trinh|chat van)|hoi nghi|cuoc hop)")
# Resolutions and decisions alone name who decides, also where a portal or an extract left the preamble out.
_DECIDING = ("nghi quyet", "quyet dinh", "chi thi")
_SENTENCE = re.compile(
    r"^(?:can cu|thuc hien|theo\b(?!\s+doi)|ngay\s+\d|nham\b|de (?:thuc|tang|trien|chuan|dam|phuc|kip)"
    r"|trong (?:thang|quy|nam|thoi"
    r"|qua)|tren co so|sau khi|qua\b|hom nay|vua qua|tiep tuc thuc hien|xet\b|tu ngay|thoi gian qua|phan\s+(?:thu"
    r"|i\b|1)"
    r"|chuong\s+(?:i|1)\b|dieu\s+1\b|(?:i|1|a)\s*[.)/]\s*\S|[-+*•]\s"
    r"|quyet (?:dinh|nghi)\s*:|\W*(?:don vi(?: tinh)?|dvt)\s*:)"
)
_MARK = r"(?:\[\w{1,3}\]\W*)?"  # of a footnote: "… như sau:[1]"
# Also in the middle, as a line that fills most of the page stands.
_OPENS_TEXT = re.compile(rf"\bnhu sau\W*:\W*{_MARK}$")
_ENDS_TEXT = re.compile(rf"[.:;]\W*{_MARK}$")
_DUST = re.compile(r"^\W+\s|\s+\W+$")  # "NGHỊ QUYẾT :", beside which a scan has a speck; QUYẾT ĐỊNH: has no space
_NOISE = 0.6  # mean word confidence below which an OCRed line is a stamp or a scribble
_SURE = 0.85  # of each OCRed line of a title over which no word for a type was read
_STRICT_TYPES = frozenset(
    {"quy dinh", "quyet dinh", "nghi quyet", "huong dan", "ket luan", "lenh", "luat", "hop dong", "du an"}
)
_HEADS_OF = frozenset({"chu tich", "thuong truc", "bo truong", "giam doc", "chanh van phong", "truong ban"})
_TITLE_WORD = re.compile(
    r"^(?:ve\b|v/v|ban hanh|quy dinh|thong qua|phe duyet|sua doi|bai bo|cong bo|phan bo|thanh lap|xac nhan|tinh"
    r" hinh|ket qua)"
)
# Reports, plans and notices are nobody's decision: a council below their title is a word of it.
_UNDECIDED = (
    "bao cao", "ke hoach", "chuong trinh", "thong bao", "ket luan", "to trinh", "huong dan", "giay moi", "thu moi",
    "bien ban", "lich", "danh sach", "de cuong",
)  # fmt: skip
_SHORT = 25  # characters that a title has more of than a mark or a speck under the header
_LONGEST = 3_000  # characters of a title that is set as one


@dataclass(frozen=True, slots=True)
class Title:
    """Trích yếu with what follows it; `end` is the index of the first block after all of it."""

    text: str | None = None
    deciding: str | None = None
    sessions: tuple[str, ...] = ()
    end: int = 0
    sort: str = ""  # THẨM TRA, of a type line BÁO CÁO THẨM TRA


def type_line(zone: Sequence[Block], types: Sequence[str]) -> tuple[int | None, str | None, str]:
    """Index and name of the type (QUYẾT ĐỊNH), and what stands behind it on the line."""
    ordered = sorted(types, key=len, reverse=True)
    for left in (False, True):
        for index, block in enumerate(zone):
            if block.rows or (block.region in (Region.header_left, Region.header_right)) is not left:
                continue
            if found := _type_of(block, ordered):
                return index, found[0], found[1]
    # "Nghị quyết": old fonts draw capitals for small letters, and a file that lost them has the small ones.
    small = [(i, one.text) for i, one in enumerate(zone) if one.align == "center" and one.text in types]
    return (*small[0], "") if small else (None, None, "")


def _type_of(block: Block, types: Sequence[str]) -> tuple[str, str] | None:
    line = block.text.strip(" *_#|")
    line = _DUST.sub("", line) if block.method is Method.ocr else line
    folded = lines.folded(line)
    if line.endswith(":") or len(folded) != len(line) or not lines.is_upper(line[:4], 0.6):
        return None
    if alone := named(line, types):
        return alone, ""
    for name in types:
        wanted = lines.folded(name)
        rest = line[len(wanted) :].strip(" :-")
        annex = lines.annex(line) if folded.startswith(wanted + " ") else None
        if annex and annex["number"]:  # PHỤ LỤC II: which one it is, and no word of its title
            rest = line[annex.start("rest") :].strip(" :-")
            if not rest:
                return name, ""
        begins = _begins_title(wanted, rest) or old_heading.opens(rest)
        if folded.startswith(wanted + " ") and lines.is_upper(line[: len(wanted)], 0.9) and begins:
            return name, rest
    return None


def named(line: str, types: Sequence[str]) -> str | None:
    """The type whose name a line in capitals is, an OCR slip allowed in a long one; an exact name goes first."""
    folded = re.sub(r"\s+", " ", re.sub(r"[^a-z ]", "", lines.folded(line))).strip()
    if not lines.is_upper(line) or len(folded) > 50:
        return None
    squeezed = folded.replace(" ", "")
    exact = next((name for name in types if lines.folded(name).replace(" ", "") == squeezed), None)
    return exact or next((n for n in types if len(n) > 7 and lines.is_near(folded, lines.folded(n), 0.88)), None)


def _begins_title(wanted: str, rest: str) -> bool:
    """Whether a title follows the type on its line: QUY ĐỊNH CHUNG is a chapter, QUYẾT ĐỊNH VỀ … is not."""
    if wanted in _STRICT_TYPES:
        said = lines.folded(rest)
        sort = wanted == "ket luan" and _CONCLUDED.fullmatch(said)
        return bool(sort or _TITLE_WORD.match(said)) and said != "chung"
    return bool(rest) and not lines.is_organ(rest)


def title(blocks: Sequence[Block], at: int | None, rest: str, limit: int) -> Title:
    """The title that begins after the type line; `limit` is the first block that cannot belong to it."""
    found = _without_type(blocks, limit) if at is None else _below_type(blocks, at, rest, limit)
    return replace(found, text=None) if no_titles.is_head(found.text or "") else found


def _below_type(blocks: Sequence[Block], at: int, rest: str, limit: int) -> Title:
    at, rest, above = old_heading.below(blocks, at, rest, limit)
    sort = rest if _is_sort(blocks[at].text, rest) and _titled(blocks[at + 1 : limit]) else ""
    found = _typed(blocks, at, "" if sort else rest, limit)
    return replace(found, sort=sort, sessions=found.sessions or above)


def _is_sort(line: str, rest: str) -> bool:
    """Whether what stands behind the type on its line tells its sort, and begins no title."""
    said = lines.folded(rest)
    concluded = lines.folded(line).startswith("ket luan") and _CONCLUDED.fullmatch(said)
    return bool(_SORTS.fullmatch(said) or concluded)


def _titled(below: Sequence[Block]) -> bool:
    """Whether the first of these lines reads as a title, and not as the text's first sentence."""
    line = next((block for block in below if not lines.is_rule(block.text)), None)
    return line is not None and not (line.rows or _is_sentence(line.text) or _reads_as_body(line))


def _typed(blocks: Sequence[Block], at: int, rest: str, limit: int) -> Title:
    rest = blocks[at].text if rest.startswith("(") else rest
    basis = next((i for i in range(at + 1, min(limit + 1, len(blocks))) if lines.is_basis(blocks[i].text)), None)
    if basis is not None and basis <= limit:
        return _before_basis(blocks, at, rest, basis)
    stop = _sentence_at(blocks, at + 1, limit, bool(rest))
    said, deciding, sessions = _split([b.text for b in blocks[at + 1 : stop]])
    if not (said or rest) and lines.folded(blocks[at].text).startswith(_UNDECIDED):
        said, sessions = list(sessions), ()  # "BIÊN BẢN" / "Kỳ họp thứ ba, Hội đồng nhân dân xã …"
    if deciding is None and lines.folded(blocks[at].text).startswith(_DECIDING):
        said, deciding = _decider_below(said)
    return Title(title_text.joined([rest, *said]), deciding, sessions, stop)


def _decider_below(said: list[str]) -> tuple[list[str], str | None]:
    """A last line in capitals that names who decides, under a title that is none in capitals, and not its end."""
    above = " ".join(said[:-1])
    apart = len(said) > 1 and lines.is_decider(said[-1]) and not lines.is_upper(above, 0.6)
    if not apart or lines.folded(above).split()[-1].strip(",") in _GOVERNING:
        return said, None
    return said[:-1], said[-1]


def _without_type(blocks: Sequence[Block], limit: int) -> Title:
    """A text whose header was lost may still name the deciding organ before its preamble."""
    basis = next((i for i in range(min(limit + 1, len(blocks))) if lines.is_basis(blocks[i].text)), None)
    if basis is None:
        address = next((i for i in range(min(limit + 1, len(blocks))) if lines.address(blocks[i].text)), 0)
        read = bool(address) and blocks[address].method is Method.ocr  # TỜ TRÌNH that a scan lost, over "Kính gửi: …"
        said = _under_header(blocks[:address]) if read else None
        return Title(said, end=address) if said and len(said) > _SHORT and not lines.is_upper(said, 0.6) else Title()
    start, deciding, sessions, _ = _back(blocks, -1, basis)
    text = _centred(blocks[:start]) or _under_header(blocks[:start])
    return Title(text, deciding, sessions, basis) if text or deciding or sessions else Title()


def _centred(above: Sequence[Block]) -> str | None:
    """The centred lines right above the preamble, when the word for the type over them cannot be read."""
    found = list[str]()
    for block in reversed(above):
        if lines.is_rule(block.text) and not found:
            continue
        if block.align != "center" or block.rows or block.region is not Region.body or lines.is_national(block.text):
            break
        found.insert(0, block.text)
    garbled = found and lines.is_upper(found[0], 0.9) and len(found[0]) < 26
    return title_text.joined(found[1:]) if garbled and len(found) > 1 else None


def _under_header(above: Sequence[Block]) -> str | None:
    """The one to three lines between the header's cells and the preamble, where the word for the type is missing."""
    found = list[str]()
    for block in reversed(above):
        if block.region in (Region.header_left, Region.header_right):
            return title_text.joined(found) if 0 < len(found) < 4 else None
        if block.rows or len(block.text) > 400 or re.search(r"[.:;]$", block.text) or lines.is_organ(block.text):
            return None
        if block.method is Method.ocr and block.confidence < _SURE:
            return None  # a portal's stamp over the word for the type: "CỔNG THÔNG TIN BIỂN TỬ … ĐẾN ®È:-- NGHỊ ĐỊNH"
        if _is_sentence(block.text):
            return None  # "Kính gửi: …" of a letter
        found.insert(0, block.text)
    return None


def _before_basis(blocks: Sequence[Block], at: int, rest: str, basis: int) -> Title:
    start, deciding, sessions, end = _back(blocks, at, basis)
    above = [b.text for b in blocks[at + 1 : _sentence_at(blocks, at + 1, start, bool(rest))]]
    if deciding:  # it stands on a line of its own: a council that the title names is part of the title
        said, named = (above, ()) if sessions else _without_sessions(above)
        return Title(title_text.joined([rest, *said]), deciding, sessions or named, end)
    said, inner, inner_sessions = _split(above)
    run = _decider_in(rest) if rest and not above else None
    if run and lines.is_session(run[2]):  # all in one face under each other: "NGHỊ QUYẾT VỀ … HỘI ĐỒNG … KHÓA II, …"
        rest, inner, inner_sessions = run[0].strip(), run[1], (run[2],)
    return Title(title_text.joined([rest, *said]), inner, sessions or inner_sessions, end)


def _back(blocks: Sequence[Block], at: int, basis: int) -> tuple[int, str | None, tuple[str, ...], int]:
    """Walk back from the preamble over the session and the deciding organ: start, organ, sessions, end."""
    index, sessions, organ = basis, list[str](), list[str]()
    if at >= 0 and lines.folded(blocks[at].text).startswith(_UNDECIDED):
        return basis, None, (), basis
    while index - 1 > at and _is_session(blocks[index - 1]) and not _goes_on(blocks, index - 1):
        index -= 1
        sessions.insert(0, blocks[index].text)
    sessions = [line for line in sessions if lines.is_session(line) or lines.folded(line).startswith("(ky hop")]
    if not sessions and index - 2 > at and _garbled_session(blocks, index - 1):
        index -= 1
    while index - 1 > at and len(organ) < 3 and _may_be_organ(blocks[index - 1], organ, typed=at >= 0):
        index -= 1
        organ.insert(0, blocks[index].text)
        if lines.is_decider(blocks[index].text):
            if index - 1 > at and lines.folded(blocks[index - 1].text) in _HEADS_OF:
                index -= 1
                organ.insert(0, blocks[index].text)
            break
    if not organ or not lines.is_decider(organ[0]):
        return index + len(organ), None, tuple(sessions), basis
    head, tail = _session_cut(" ".join(organ))
    return index, head, (*([tail] if tail else []), *sessions), basis


def _goes_on(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line is the rest of the title's last one: "… khu Mẫu, / nhiệm kỳ 2021 - 2026"."""
    above = blocks[index - 1].text
    small = blocks[index].text[:1].islower() and not (lines.is_session(above) or lines.is_rule(above))
    return (small or above.rstrip().endswith(",")) and not lines.is_decider(above)


def _is_session(block: Block) -> bool:
    """KHÓA …, KỲ HỌP …, and when the session was held: "(Từ ngày 10 đến ngày 12/7/2023)"."""
    line = block.text
    return not block.rows and (
        lines.is_session(line)
        or lines.is_rule(line)
        or bool(_HELD_ON.match(lines.folded(line)) and re.search(r"\d", line))
    )


def _garbled_session(blocks: Sequence[Block], index: int) -> bool:
    """A short line in capitals under the deciding organ is its session, even where its letters are broken."""
    block = blocks[index]
    short = not block.rows and len(block.text) < 60 and lines.is_upper(block.text) and not lines.is_decider(block.text)
    return short and not lines.is_unit(block.text) and lines.is_decider(blocks[index - 1].text)


def _may_be_organ(block: Block, below: Sequence[str], *, typed: bool) -> bool:
    line = block.text
    if len(line) > 140 or block.rows or not lines.is_upper(line):
        return False
    if not typed and block.region in (Region.header_left, Region.header_right):
        return False
    return lines.is_decider(line) or (lines.is_unit(line) and not below)


def _session_cut(line: str) -> tuple[str, str]:
    match = _SESSION_TAIL.search(lines.folded(line))
    return (line[: match.start()], line[match.end() :]) if match else (line, "")


def _sentence_at(blocks: Sequence[Block], start: int, limit: int, begun: bool) -> int:
    """Index of the first block that is body, not title."""
    first: Block | None = None
    for index in range(start, min(limit, len(blocks))):
        block = blocks[index]
        if block.rows or ((first or begun) and lines.is_rule(block.text)):
            return index
        if index > start and _apart(blocks[index - 1], block):
            return index
        goes_on = (first or begun) and block.text[:1].islower()
        if not goes_on and (_is_sentence(block.text) or _ends_title(block, first, begun)):
            return index
        first = first or block
    return min(limit, len(blocks))


def _is_sentence(line: str) -> bool:
    """Whether a line is the addressee, a note or the first words of the body, and no title."""
    named = lines.address(line) or lines.is_recipients(line) or lines.is_attached(line)
    return bool(named or _SENTENCE.match(lines.folded(line)) or _OPENS_TEXT.search(lines.folded(line)))


def _ends_title(block: Block, first: Block | None, begun: bool) -> bool:
    """A title is centred or bold throughout; without such marks a sentence with its full stop is body."""
    if lines.is_aside(block.text):
        return True
    if first is None:
        set_as_title = block.bold and block.align == "center"  # some list whom they support, in 750 letters and more
        return len(block.text) > (_LONGEST if set_as_title else 600) or (begun and _reads_as_body(block))
    if block.method is Method.ocr and lines.opens_first_part(block.text) and not lines.is_upper(first.text, 0.6):
        return True
    if block.confidence < _NOISE or (block.align == "justify" and len(block.text) > 160):
        return True
    if (first.align == "center") != (block.align == "center") and (first.align and block.align):
        return True
    if first.bold and not block.bold and not (first.align == block.align == "center"):
        return True
    return _reads_as_body(block) if not (block.align == "center" and first.align == "center") else False


def _apart(above: Block, block: Block) -> bool:
    """Whether more than two lines' height lies between: titles are set tight, lost lines and the body are not."""
    if above.box is None or block.box is None or above.page != block.page:
        return False
    return above.box[1] - block.box[3] > 2.2 * max(10.0, min(above.box[3] - above.box[1], 20.0))


def _reads_as_body(block: Block) -> bool:
    return bool(_ENDS_TEXT.search(block.text)) or len(block.text) > 320


def _split(said: Sequence[str]) -> tuple[list[str], str | None, tuple[str, ...]]:
    """Take the deciding organ and session off title lines into which an extractor joined them."""
    kept, sessions = _without_sessions(said)
    if len(kept) > 1 and (whole := _decider_with_session(*kept[-2:])):
        return kept[:-1], whole[0], (whole[1], *sessions)
    found = _decider_in(kept[-1]) if kept else None
    if found is None:
        return kept, None, sessions
    title, organ, tail = found
    return [*kept[:-1], title], organ, (*([tail] if tail else []), *sessions)


def _without_sessions(said: Sequence[str]) -> tuple[list[str], tuple[str, ...]]:
    """A title's lines and the session below them; "khóa XIX, nhiệm kỳ 2021 - 2026" goes on with the line above it."""
    at = len(said)
    while at > 0 and lines.is_session(said[at - 1]) and not said[at - 1][:1].islower():
        if at > 1 and said[at - 2].rstrip().endswith(",") and not lines.is_decider(said[at - 2]):
            break
        at -= 1
    return list(said[:at]), tuple(said[at:])


def _decider_with_session(above: str, line: str) -> tuple[str, str] | None:
    """Who decides and its session, in any letters, where they fill a line: "Hội đồng … khóa X, kỳ họp thứ 7"."""
    match = _DECIDED.match(lines.folded(line))
    tail = line[match.end() :].strip() if match and len(lines.folded(line)) == len(line) else ""
    whole = lines.is_session(tail) and "ky hop" in lines.folded(tail) and line[:1].isupper()
    goes_on = above.rstrip().endswith(",") or lines.folded(above).split()[-1:] in [[word] for word in _GOVERNING]
    return (line[: match.end()], tail) if match and whole and not goes_on else None


def _decider_in(line: str) -> tuple[str, str, str] | None:
    """Title, deciding organ and session of a line that holds all three; the last organ named counts."""
    folded = lines.folded(line)
    if len(folded) != len(line):
        return None
    for start in reversed([match.start() for match in _DECIDER_HEAD.finditer(folded)]):
        match = _DECIDED.match(folded, start)
        before = folded[:start].split()
        if not match or not before or not lines.is_upper(line[slice(*match.span("organ"))], 0.95):
            continue
        tail = line[match.end() :].strip()
        if before[-1].strip(",") not in _GOVERNING:
            return line[:start], line[slice(*match.span("organ"))], tail
    return None
