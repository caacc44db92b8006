"""Legal bases, the day of passing, and the day of effect: each with the sentence that says it.

No status and no date without its sentence; "được sửa đổi, bổ sung bởi …" and a cited law's day of effect say nothing of
this document.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline import text
from pipeline.document import days
from pipeline.document.model import Block, Method
from pipeline.document.passage import Passage, PassageKind
from pipeline.sheet import lines

_DATE = r"ngay\s*(?:m[uo]ng\s+)?(?P<d>\d{1,2})\s*(?:thang|[/.\-])\s*(?P<m>\d{1,2})\s*(?:nam|[/.\-])\s*(?P<y>\d{4})"
_CLAUSES = re.compile(r";(?= (?:va )?co hieu luc)")  # "… thông qua ngày …; có hiệu lực kể từ ngày …"
_OWN = (
    r"(?:nghi quyet|quyet dinh|chi thi|thong tu|nghi dinh|luat|quy che|quy dinh|ke hoach|chuong trinh|van ban|thong"
    r" bao|ket luan"
    r"|dieu le|noi quy)(?: lien tich| phoi hop| lien nganh)?(?: so [\w/.-]+)? nay\b"
)
# "Nghị quyết có hiệu lực …", "Nghị quyết đã được … thông qua … và có hiệu lực …": its own at the head of a sentence.
_ITSELF = (
    rf"(?:{_OWN}|^(?:dieu \d+[.:]? |\d+[.)] )?(?:nghi quyet|quyet dinh)(?: lien tich)? (?=co hieu luc|da duoc|duoc))"
)
# "… vẫn có hiệu lực" is said of another text; a council's own lines also say "có hiệu lực ngày …", "kể từ 01/01/2024".
_IN_FORCE = r"(?<!\bvan )(?<!\btiep tuc )(?<!\bchua )(?<!\bkhong )co (?:hieu luc|gia tri)(?: thi hanh)?"
# "từ ngày được HĐND xã … khóa XX, kỳ họp thứ tư (chuyên đề) thông qua": which council, term and session in between.
_COUNCIL = r"(?:(?:hoi dong nhan dan|hdnd|ky hop)\b(?:(?!\bban hanh|\bvan ban|\bkhi\b)[^.;]){0,140}?)?"
_EFFECT = text.late(
    rf"(?:{_ITSELF}[^.;]{{0,160}}?\b(?P<force>{_IN_FORCE})|{_OWN} (?:duoc )?thi hanh"
    r"|^(?:dieu \d+[.:]? |\d+[.)] )?(?:thoi diem |ngay )?(?:co )?hieu luc(?: thi hanh)?"
    rf"(?: cua (?:{_OWN}|nghi quyet|quyet dinh))?(?:[:.](?= (?:ke )?tu ngay)| la(?= (?:ke tu )?ngay \d)))"
    rf"(?:(?:(?:(?!sau\b|trong\b|ngay thu\b)[^.;]){{0,30}}?\b(?:tu|ke tu|vao)\s+"
    rf"(?:\d{{1,2}}\s*(?:gio|h|g)\s*(?:\d{{2}}\s*(?:phut)?)?,?\s*(?:cua )?)?|,?\s+(?=ngay \d))"
    rf"(?P<when>(?:{_DATE.replace('ngay', '(?:ngay)?')})"
    rf"|nam ngan sach (?P<budget>\d{{4}})|(?:ngay|thoi diem)\s+(?:duoc\s+)?"
    rf"(?:{_COUNCIL}\bthong qua|ky|ban hanh)|sau)"
    rf"|,? (?P<once>ngay sau khi (?:duoc )?(?:{_COUNCIL}\bthong qua|ky)\b))"
)
# "Kể từ ngày (khi, trường hợp) Nghị quyết này có hiệu lực, …" tells what happens then, and not when.
_SUPPOSED = re.compile(r"\b(?:khi|truong hop|neu|ngay|thoi diem|de|voi|theo)\s+$")
# "thay thế Nghị quyết số … ngày … có hiệu lực từ ngày …": whose day that is, the words do not tell; "và có …" does.
_OF_THE_CITED = re.compile(rf"\bso \d[^\s,;]*(?:,? {_DATE})?(?: cua [^,;]{{3,60}}?)? (?<!\bva )$")
# "Điều 5 (của) Nghị quyết này có hiệu lực từ …" says nothing of the rest; an article's own number has a full stop.
_OF_A_PART = re.compile(
    rf"\b(?:(?:diem [a-z]\b|khoan \d+|{lines.ANNEX}|muc [ivx\d]+\b|chuong [ivxl]+\b|bieu)[\w, ]{{0,60}}"
    r"|dieu \d+[a-z]?(?:(?:,| va) (?:dieu )?\d+[a-z]?)*(?: (?:cua|tai))?"
    r"|(?:(?:quy dinh|noi dung)(?: con lai| khac)?|muc \w+) (?:cua|tai|trong)) $"
)
_EXCEPT_FOR = re.compile(r"(?:dieu \d+[.:]? |\d+[.)] )?(?:ngoai )?tru\b[^.;]*, $")  # what it holds for is the rest
# "có hiệu lực sau 10 (mười) ngày, kể từ ngày Hội đồng nhân dân tỉnh thông qua": the usual form of 2004 to 2015.
_COUNT = r"(?P<days>\d{1,3}|[a-z]+(?: lam)?)\s*(?:\([^)]*\)\s*)?ngay(?! lam viec)\s*,?\s*"
_BEGINS = (
    r"(?:(?:ke\s+)?tu ngay|sau (?:ngay|khi))\s+(?:duoc\s+)?"
    r"(?P<when>(?:(?:hoi dong nhan dan|hdnd)\b[^.;,()]{0,60}?)?\bthong qua"
    r"|(?:chu tich (?:(?:hoi dong nhan dan|hdnd)\b[^.;,()]{0,40}? )?)?ky|ban hanh)\b"
)
_EFFECT_AFTER = text.late(rf"{_ITSELF}[^.;]{{0,260}}?\bco hieu luc(?: thi hanh)?,? (?:sau )?{_COUNT}{_BEGINS}")
_AFTER_WHICH = text.late(rf"^(?:dieu \d+[.:]? |\d+[.)] )?sau {_COUNT}{_BEGINS}(?: chung thuc)?,? {_OWN} co hieu luc\b")
# Its own term: "Nghị quyết này có hiệu lực … đến hết ngày 31/12/2025", "… hết hiệu lực từ ngày …", a budget year. What
# a programme runs for ("giai đoạn 2021-2025") ends no effect, nor does the term of what it replaces.
_HEAD = rf"^(?:dieu \d+[.:]? |\d+[.)] |[a-z][.)] )?{_OWN}"
_GAP = r"(?:(?!\bso \d|\bthay the|\bbai bo|\bquy dinh\b)[^.;])"
_TERM_ENDS = text.late(
    rf"{_HEAD}(?:{_GAP}{{0,160}}?\bco hieu luc| (?:chi |duoc )*ap dung){_GAP}{{0,90}}?\b(?P<how>den|den het)"
    rf" (?:{_DATE}|(?<=den het )nam (?P<year>\d{{4}}))"
    rf"|{_HEAD}{_GAP}{{0,160}}?\bhet hieu luc(?: thi hanh)?,?(?: vao| khi| tu| ke tu)* (?P<late>sau |het )?"
    rf"{_DATE.replace('<d>', '<d2>').replace('<m>', '<m2>').replace('<y>', '<y2>')}"
    rf"|^(?:dieu \d+[.:]? |\d+[.)] )?(?:thoi han|thoi gian)(?: co)? hieu luc(?: thi hanh)? cua {_OWN}{_GAP}{{0,40}}?"
    rf" den het"
    rf" {_DATE.replace('<d>', '<d3>').replace('<m>', '<m3>').replace('<y>', '<y3>')}"
    rf"|{_HEAD}{_GAP}{{0,160}}?\bap dung (?:cho|doi voi|trong) nam ngan sach (?P<budget>\d{{4}})\W*$"
    rf"|(?:{_HEAD} khong (?:con )?(?:duoc )?ap dung|^(?:dieu \d+[.:]? |\d+[.)] )?khong (?:con )?ap dung {_OWN}),?"
    rf" (?:ke )?tu {_DATE.replace('<d>', '<d4>').replace('<m>', '<m4>').replace('<y>', '<y4>')}"
)
_ON_A_DAY = re.compile(r"het hieu luc(?: thi hanh)?,? (?:vao )?ngay")  # the day itself in or out: not told
_IF = re.compile(r"\b(?:neu|truong hop|den khi|cho toi khi|hoac|tru)\b")
_DAYS = {"muoi": 10, "muoi lam": 15, "bay": 7, "nam": 5, "ba muoi": 30}
_PASSED = text.late(
    rf"(?:{_ITSELF}|hoi dong nhan dan|hdnd|quoc hoi|thuong truc)[^;]{{0,260}}?\bthong qua\b"
    rf"(?:\s+tai[^;.]{{0,90}}?)?,?\s+(?:vao\s+)?{_DATE}"
)
_TERM = re.compile(r"\bkhoa\s+(?P<term>[ivxlc]{1,6}|\d{1,2}|thu\s+\w+)\b")
_SESSION = re.compile(
    r"\bky hop\s+(?:(?:thu|lan thu)\s+(?P<number>[\w ]{1,22}?)|(?P<kind>chuyen de|bat thuong|thuong le)(?:\s+"
    r"(?:lan\s+)?thu\s+(?P<nth>[\w]+))?)(?=\s*(?:[,.;()\-–]|$|thong qua|ngay|nhiem|khoa|nhat tri|bieu quyet|da\b))"
)
_PROMULGATES = text.late(
    r"^(?P<organ>(?:thu tuong )?chinh phu|(?:bo truong )?bo [a-z, ]{3,60}?|uy ban thuong vu quoc hoi|quoc hoi"
    rf"|(?:hoi dong|uy ban) nhan dan {lines.UNIT} (?!ban hanh)[a-z -]{{2,40}}?) ban"
    r" hanh "
    r"(?:nghi dinh|nghi quyet|quyet dinh|thong tu|luat)\b"
)
_PASSED_BY = text.late(
    rf"(?:hoi dong nhan dan|hdnd)\s+{lines.UNIT}\s+[^,.;]{{2,40}}?"
    r"(?=\s+(?:khoa|nhiem ky|da\b|thong qua)|,)"
)
_SPECK = re.compile(r"^['‘’`](?=\w)")  # before a scanned line; a quotation begins with other marks
_LAW_WORD = re.compile(
    r"\b(?:luat|hien phap|nghi dinh|nghi quyet|quyet dinh|thong tu|phap lenh|chi thi|ke hoach|ket luan|dieu le|quy"
    r" che|chuong trinh)\b"
)


@dataclass(frozen=True, slots=True)
class Passing:
    """The closing sentence of a resolution: when and in which term and session it was passed."""

    date: dt.date | None = None
    term: str | None = None
    session: str | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class EffectSentence:
    """The sentence on effect: its `date`, or `days` after the day that `starts` names ("ky", "thong-qua")."""

    date: dt.date | None = None
    starts: str | None = None
    sentence: str | None = None
    days: int = 0


def preamble(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The lines Căn cứ, Xét, Theo đề nghị at the head of the body, as printed.

    A report's "Căn cứ kết quả giám sát, Ban …" is prose: a preamble's line ends with a semicolon, or others follow it.
    An answer lists what it relies on with dashes and full stops ("- Căn cứ Nghị định số … ."), and enacts nothing.
    """
    found = list[str]()
    for block in blocks:
        if not lines.is_basis(block.text):
            if found or len(block.text) > 200:
                break
            continue
        found.append(_SPECK.sub("", block.text) if block.method is Method.ocr else block.text)
    return tuple(found) if found and _is_preamble(found) else ()


def promulgator(blocks: Sequence[Block]) -> str | None:
    """Chính phủ of "Chính phủ ban hành Nghị định …", the sentence that ends a preamble since 2021.

    "Hội đồng nhân dân ban hành Nghị quyết" names no unit and so no body.
    """
    for block in blocks[:40]:
        match = _PROMULGATES.match(lines.folded(block.text))
        if match and len(lines.folded(block.text)) == len(block.text):
            name = block.text[slice(*match.span("organ"))].strip()
            return re.sub(r"^Bộ trưởng (?=Bộ )", "", name)
    return None


def announced(blocks: Sequence[Block], kind: str) -> str | None:
    """The subject in the opening sentence "…, UBND tỉnh ban hành Kế hoạch giám sát trạm bơm, cụ thể như sau:".

    `kind` is the type that the notation tells: another type's subject is not this document's.
    """
    opening = re.compile(
        rf"\b(?:ban hanh|xay dung|lap|bao cao|thong bao)\s+{re.escape(lines.folded(kind))}\s+(?P<title>\S.{{8,240}}?)"
        r"\s*,?\s*(?:(?:cu the\s*(?:nhu sau)?|nhu sau|voi (?:cac |nhung )?noi dung.*)\W*)$"
    )
    for block in blocks[:4]:
        match = opening.search(lines.folded(block.text))
        if match and len(lines.folded(block.text)) == len(block.text):
            return block.text[slice(*match.span("title"))].strip()
    return None


def passed_by(closing: str | None) -> str | None:
    """The council that a closing sentence names with its unit."""
    match = _PASSED_BY.search(lines.folded(closing or ""))
    return closing[slice(*match.span())] if match and closing else None


def _is_preamble(found: Sequence[str]) -> bool:
    first = lines.folded(found[0]).lstrip("-–+* ")
    if len(first) < len(lines.folded(found[0])) and re.search(r"\.\W*$", found[0]):
        return False
    return first.startswith(("can cu", "xet ")) and bool(re.search(r"[;,]\W*$", found[0]) or len(found) > 1)


def first(bases: Iterable[str]) -> str | None:
    """The first legal basis: the first line of the preamble that is "Căn cứ" something issued."""
    return next(
        (
            b
            for b in bases
            if lines.folded(b).lstrip("-–+* ").startswith("can cu") and _LAW_WORD.search(lines.folded(b))
        ),
        None,
    )


def passing(passages: Sequence[Passage]) -> Passing:
    """Read "…đã được HĐND … khóa …, kỳ họp thứ … thông qua ngày …" from the end of the main part."""
    for sentence in reversed(list(_sentences(passages))):
        folded = lines.folded(sentence)
        match = _PASSED.search(folded)
        if match and not lines.is_basis(sentence) and re.search(_ITSELF, folded):
            return Passing(days.date(match), *_term_and_session(sentence), sentence)
    return Passing()


def sessions(said: Sequence[str]) -> tuple[str | None, str | None]:
    """Term and session of the lines under the title ("KHÓA X, KỲ HỌP THỨ NĂM")."""
    return _term_and_session(", ".join(said))


def effect(passages: Sequence[Passage], doc_type: str | None = None) -> EffectSentence:
    """Read the main instrument's own sentence on its effect.

    `doc_type` as printed: "Nghị định này có hiệu lực từ …" in a letter is the decree's sentence, quoted without marks.
    """
    kind = lines.folded(doc_type or "")
    for sentence, unquoted in _unquoted(passages):
        folded = _CLAUSES.sub(",", lines.folded(unquoted))
        match = _EFFECT.search(folded)
        if match and not _of_another(folded, match) and _may_be_of(kind, match[0]):
            return _stated(match, sentence)
        later = _EFFECT_AFTER.search(folded) or _AFTER_WHICH.search(folded)
        if later and _may_be_of(kind, later[0]) and (count := _number_of_days(later["days"])):
            return EffectSentence(None, "thong-qua" if later["when"].endswith("thong qua") else "ky", sentence, count)
    return EffectSentence()


def _may_be_of(kind: str, said: str) -> bool:
    """Whether a sentence can be that of a document of a type; both folded. A regulation may speak of itself in any."""
    named = next((one for one in _NORMS if said.startswith(one)), None)
    return named is None or kind.startswith(named) or not kind.startswith((*_NORMS, *_NO_NORMS))


_NORMS = ("nghi quyet", "quyet dinh", "chi thi", "thong tu", "nghi dinh", "luat")
_NO_NORMS = ("cong van", "bao cao", "thong bao", "to trinh", "giay moi", "bien ban", "cong dien", "thu moi")


def _of_another(folded: str, match: re.Match[str]) -> bool:
    """Whether the day may be that of a part, of the document that the sentence cites, or of what is only supposed."""
    said = folded[: match.start("force")] if match["force"] else ""
    before = folded[: match.start()]
    part = _OF_A_PART.search(before) and not _EXCEPT_FOR.fullmatch(before)
    return bool(part or _SUPPOSED.search(before) or _OF_THE_CITED.search(said))


def _stated(match: re.Match[str], sentence: str) -> EffectSentence:
    if match["budget"]:  # it begins on 1 January (Law 83/2015/QH13, article 14)
        return EffectSentence(dt.date(int(match["budget"]), 1, 1), None, sentence)
    if match["d"]:
        return EffectSentence(days.date(match), None, sentence)
    when = match["when"] or match["once"]
    starts = "thong-qua" if "thong qua" in when else "ky" if re.search(r"\bky|ban hanh", when) else None
    return EffectSentence(None, starts, sentence)


def term(passages: Sequence[Passage]) -> EffectSentence:
    """The first day on which the instrument holds no more by its own words; none where two sentences differ.

    "đến ngày" includes that day (Civil Code 2015, article 148); a budget year ends on 31 December (Law 83/2015/QH13,
    article 14).
    """
    found = {day: sentence for sentence, said in _unquoted(passages) if (day := _term_end(lines.folded(said)))}
    day, sentence = found.popitem() if len(found) == 1 else (None, None)
    return EffectSentence(day, None, sentence)


def _term_end(folded: str) -> dt.date | None:
    match = _TERM_ENDS.search(folded) if " nay" in folded else None
    if match is None or _IF.search(folded) or _ON_A_DAY.search(match[0]):
        return None
    if year := match["year"] or match["budget"]:
        return dt.date(int(year) + 1, 1, 1)
    day = days.date(match, "" if match["how"] else "3" if match["d3"] else "4" if match["d4"] else "2")
    goes_through = match["how"] or match["late"] or match["d3"]
    return day + dt.timedelta(1) if day and goes_through else day


def _number_of_days(printed: str) -> int:
    return int(printed) if printed.isdigit() else _DAYS.get(printed, 0)


def _sentences(passages: Sequence[Passage]) -> Iterator[str]:
    return (sentence for sentence, _ in _unquoted(passages))


def _unquoted(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Each sentence, and the same with dots for what it quotes: a report proposes “Nghị quyết này có hiệu lực từ …”."""
    for passage in _own(passages):
        if passage.kind in (PassageKind.table, PassageKind.can_cu, PassageKind.part):
            continue
        masked = _QUOTED.sub(lambda quoted: "·" * len(quoted[0]), passage.text)
        at = 0
        for end in [*(m.start() for m in _BETWEEN.finditer(passage.text)), len(passage.text)]:
            if sentence := passage.text[at:end].strip():
                yield sentence, masked[at:end].strip()
            at = end


_BETWEEN = re.compile(r"(?<=[.;])\s+(?=[A-ZĐ])")
_QUOTED = re.compile(r"“[^”]*”|(?<!\w)\"[^\"]*\"")


def _own(passages: Sequence[Passage]) -> Iterator[Passage]:
    """What stands outside quotation marks: new wording of another text may run over many passages.

    A mark that was never closed ends with the document's own next article.
    """
    curly, straight = 0, False
    for passage in passages:
        said = passage.text
        curly, straight = (0, False) if passage.kind is PassageKind.dieu else (curly, straight)
        if not (curly or straight or said.startswith(("“", '"'))):
            yield passage
        curly = max(0, curly + said.count("“") - said.count("”"))
        if said.count('"') % 2 and (straight or said.startswith('"')):
            straight = not straight


def _term_and_session(said: str) -> tuple[str | None, str | None]:
    folded = lines.folded(said)
    if len(folded) != len(said):
        return None, None
    term, session = _TERM.search(folded), _SESSION.search(folded)
    printed_term = said[slice(*term.span("term"))] if term else None
    if not session:
        return printed_term, None
    group = "number" if session["number"] else "kind"
    return printed_term, said[slice(*session.span(group))].strip() or None
